"""Which instruments play in each stretch of four bars: the instrument ear.

A stretch of a stem is a bag of moments (``instrument_features``); a network looks at each, and what it made of all of
them decides, by mean and maximum (Zaheer et al., Deep Sets, NIPS 2017), together with how the loudness swings. Its
weights come from ``aurax train fit instruments``: rendered multitracks with their truth, true and separated stems.

A composed take knows its percussion by General MIDI keys; there the notes are asked and not the sound.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.core.stems import Stem
from engine.culture.bars import STEPS, Window
from engine.culture.instrument_features import STROKES, TONES, Lens, StretchFeatures, Strokes, stretch_features

if TYPE_CHECKING:
    from engine.culture.song import CultureSong

Floats = NDArray[np.float64]
Array = NDArray[np.float32]

WEIGHTS = "instruments.safetensors"
CLASSES: dict[Stem, tuple[str, ...]] = {
    Stem.DRUMS: ("shaker", "tambourine", "hand_drum", "cowbell", "rim", "clap", "tom", "whistle"),
    Stem.OTHER: ("organ", "piano", "electric_piano", "guitar", "horn", "marimba", "pad"),
    Stem.VOCALS: ("choir", "lead_voice", "chant"),
}
"""What is told apart in each stem."""
LENSES: dict[Stem, Lens] = {Stem.DRUMS: STROKES, Stem.OTHER: TONES, Stem.VOCALS: TONES}
TITLES: dict[str, str] = {
    "shaker": "shaker",  # cabasa and shekere too
    "tambourine": "tambourine",
    "hand_drum": "hand drum",  # conga, bongo, djembe
    "cowbell": "cowbell or agogo",
    "rim": "rim or woodblock",
    "clap": "hand clap",
    "tom": "tom",
    "whistle": "whistle",
    "organ": "organ",
    "piano": "piano",
    "electric_piano": "electric piano",
    "guitar": "guitar",
    "horn": "horn or reed",  # sax, trumpet, flute
    "marimba": "marimba or mbira",  # kalimba too
    "pad": "pad or strings",
    "choir": "choir",
    "lead_voice": "lead voice",
    "chant": "chant",
}
PERCUSSION_KEYS: dict[str, tuple[int, ...]] = {
    "shaker": (69, 70, 82),
    "tambourine": (54,),
    "hand_drum": (60, 61, 62, 63, 64),
    "cowbell": (56, 67, 68),
    "rim": (37, 75, 76, 77),
    "clap": (39,),
    "tom": (41, 43, 45, 47, 48, 50),
    "whistle": (71, 72),
}
"""General MIDI percussion keys (General MIDI System Level 1, 1991) of the classes of the drums."""
UNSURE = frozenset({"whistle", "guitar"})
"""Classes that are found in separated stems little better than by chance (average precision 0.06 and 0.28 on the test
split): their sound is not told, a composed whistle by its notes is."""
_ONLY_COMPOSED = frozenset({54, 56, *range(60, 65), 67, 68, 69, 71, 72, 75, 76, 77, 80, 81, 82})
"""Keys that no transcription here writes: it knows kick, snare, clap, rim, hats, toms, cymbals and one shaker, and
hears hand drums as the nearest of them. Where one of these keys stands, the notes are those that were composed."""
HEARD = 0.5
LEAST_STROKES = 3
"""Strokes in a stretch from which an instrument surely plays there; a signal of a whistle is one."""
_SIGNALS = frozenset({"whistle"})
LEAST_LEVEL_DB = -50.0
"""Of a stem against all stems, and of a stretch against the stem's loudest: below lies what a separator leaves."""


@dataclass(frozen=True, slots=True, eq=False)
class InstrumentActivity:
    """How likely each instrument plays in each stretch.

    Args:
        probabilities: Class to its probability in each of the song's windows, ``[windows]``. A class that cannot be
            told, since its stem is not there, is left out.
        strokes: Everything struck in the drums, by their notes or by ear; None where there are no drums to hear.
        from_notes: Whether the percussion is known by its notes.
    """

    probabilities: Mapping[str, Floats]
    strokes: Strokes | None = None
    from_notes: bool = False

    def of(self, *names: str) -> Floats | None:
        """The likeliest of some classes in each stretch, ``[windows]``; None where none of them can be told."""
        rows = [self.probabilities[name] for name in names if name in self.probabilities]
        return np.max(rows, axis=0) if rows else None

    def heard(self, window: Window, *names: str, at_least: float = HEARD) -> tuple[tuple[str, float], ...]:
        """Classes (of ``names``, if given) that play in a stretch, the likeliest first."""
        found = [
            (name, float(own[window.index]))
            for name, own in self.probabilities.items()
            if (not names or name in names) and own[window.index] >= at_least
        ]
        return tuple(sorted(found, key=lambda pair: -pair[1]))


def instruments_heard(song: CultureSong) -> InstrumentActivity | None:
    """Which instruments play in each of a song's windows.

    None without stems, unless its notes name percussion. ``CultureSong.instruments`` keeps it.
    """
    names_percussion = _names_percussion(song)
    if song.stems is None and not names_percussion:
        return None
    probabilities: dict[str, Floats] = {}
    strokes = None
    if names_percussion:
        probabilities |= _struck(song)
        notes = song.notes(Stem.DRUMS)
        strokes = Strokes(np.array([own.onset for own in notes]), np.array([float(own.velocity) for own in notes]))
    for stem in CLASSES:
        if song.stems is None or stem not in song.stems or (stem is Stem.DRUMS and names_percussion):
            continue
        own, heard = _sounding(song, stem)
        probabilities |= own
        strokes = heard if stem is Stem.DRUMS else strokes
    return InstrumentActivity(probabilities, strokes, names_percussion)


def log_odds(stem: Stem, features: StretchFeatures) -> Array:
    """What the network makes of stretches, ``[stretches, classes]``."""
    weights = _weights(stem)
    units = (features.units - weights["mean"]) / weights["deviation"]
    seen = _layer(weights, "look", units)
    seen = _layer(weights, "see", seen)
    whole = (features.whole - weights["whole_mean"]) / weights["whole_deviation"]
    bag = np.concatenate([seen.mean(axis=1), seen.max(axis=1), whole], axis=1)
    decided = _layer(weights, "weigh", bag)
    return np.asarray(decided @ weights["decide.weight"] + weights["decide.bias"])


def _sounding(song: CultureSong, stem: Stem) -> tuple[dict[str, Floats], Strokes]:
    """Classes of a stem by its sound, and what is struck in it; nothing where it is silent."""
    windows = song.windows
    odds = np.full((len(windows), len(CLASSES[stem])), -np.inf)
    level, samples = song.levels_db[stem], song.samples(stem)
    strokes = Strokes(np.zeros(0), np.zeros(0))
    if windows and samples is not None and level > LEAST_LEVEL_DB:
        features = stretch_features(samples, [(own.start, own.end) for own in windows], level, LENSES[stem])
        is_heard = features.levels_db > LEAST_LEVEL_DB
        odds[is_heard] = log_odds(stem, features)[is_heard]
        strokes = features.strokes
    chances = 0.5 * (1.0 + np.tanh(0.5 * odds))
    return {name: chances[:, place] for place, name in enumerate(CLASSES[stem]) if name not in UNSURE}, strokes


def _names_percussion(song: CultureSong) -> bool:
    """Whether the notes of the drums are composed ones that name their percussion."""
    return any(note.pitch in _ONLY_COMPOSED for note in song.notes(Stem.DRUMS))


def _struck(song: CultureSong) -> dict[str, Floats]:
    """Percussion by its notes."""
    places = song.bars.places([note.onset for note in song.notes(Stem.DRUMS)])
    pitches = np.asarray([note.pitch for note in song.notes(Stem.DRUMS)])
    early = 0.5 / STEPS  # a stroke a little early belongs to the bar that it begins
    found = {}
    for name, keys in PERCUSSION_KEYS.items():
        own = places[np.isin(pitches, keys)] + early
        strokes = np.asarray([((own >= w.first_bar - 1) & (own < w.last_bar)).sum() for w in song.windows], np.float64)
        found[name] = np.minimum(1.0, strokes / (1 if name in _SIGNALS else LEAST_STROKES))
    return found


def _layer(weights: Mapping[str, Array], name: str, values: Array) -> Array:
    return np.asarray(np.maximum(values @ weights[f"{name}.weight"] + weights[f"{name}.bias"], 0.0), np.float32)


@cache
def _weights(stem: Stem) -> Mapping[str, Array]:
    from safetensors.numpy import load_file

    from engine.paths import resources

    own = load_file(resources() / "weights" / WEIGHTS)
    prefix = f"{stem.value}."
    return {name.removeprefix(prefix): one.astype(np.float32) for name, one in own.items() if name.startswith(prefix)}
