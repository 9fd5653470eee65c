"""What a song tells about its genre, read from its analysis: the other half of each genre's conventions.

The level that a listener taps and the first beat of the bar are the two things a beat tracker gets wrong most often
(drum and bass at 174 BPM is tracked at 87, trap at 70 is written at 140). So everything that depends on them is kept
per ``Reading``: the beats as tracked, twice as fast, half as fast, and with the bar beginning on another beat.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from engine.core.analysis import Analysis
from engine.core.events import NoteEvent
from engine.core.harmony import QUALITIES, ChordLabel, ChordSegment
from engine.core.stems import Stem
from engine.theory import harmony, rhythm

_DRUMS = {  # General MIDI percussion keys of each layer
    "kick": (35, 36),
    "snare": (38, 39, 40),
    "rim": (37,),
    "hat": (42, 44, 46),
    "ride": (51, 53, 59),
    "shaker": (54, 69, 70, 82),
    "percussion": (41, 43, 45, 47, 48, 50, 56, *range(60, 69), *range(73, 78)),
}
_COUNTS = {
    "kicks_per_bar": ("kick",),
    "snares_per_bar": ("snare",),
    "hats_per_bar": ("hat", "ride"),
    "shakers_per_bar": ("shaker",),
    "percussion_per_bar": ("percussion", "rim"),
}
_MIN_HITS = 6  # fewer are no pattern
_STRAY_SHARE = 0.1
_NO_BARS_S, _SUNG_SHARE = 2.0, 0.1
_CHORD_S = 0.03  # notes of one chord begin within it
_TRACK_LABELS = frozenset({"build", "drop", "break"})
_SONG_LABELS = frozenset({"verse", "chorus", "bridge"})
_TRIPLETS = ((0.27, 0.40), (0.60, 0.73))  # places in a beat that are nearer to a third than to a sixteenth or a quaver
_SIXTEENTH_GUARD = 0.10  # so near to the beat an onset is on it
SPEEDS = (1.0, 2.0, 0.5)


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """The song, counted one way.

    Args:
        speed: Its beats against those tracked: 1, 2 or 0.5.
        shift: By how many beats its bars begin later than tracked.
        tempo_bpm: Its tempo.
        grids: Layer to how often each sixteenth of its bar is struck, 0-1.
        measures: Name of ``MEASURES`` to value, of those that depend on the count.
    """

    speed: float
    shift: int
    tempo_bpm: float | None
    grids: dict[str, NDArray[np.float64]]
    measures: dict[str, float]


@dataclass(frozen=True, slots=True, eq=False)
class Heard:
    """All that is known of a song's genre.

    Args:
        readings: At least one; the tracked one first.
        measures: Those of ``MEASURES`` that hold for every reading.
        changes: The row of chords as (root, third), no chord twice in a row; a third is 3, 4, or 0 for none.
        metre: For example ``4/4``.
        mode: ``major`` or ``minor``, with its confidence.
        log_drum: Probability that one plays.
    """

    readings: tuple[Reading, ...]
    measures: dict[str, float] = field(default_factory=dict)
    changes: tuple[tuple[int, int], ...] = ()
    metre: str | None = None
    mode: tuple[str, float] | None = None
    log_drum: float | None = None


def hear(analysis: Analysis) -> Heard | None:
    """What the analysis tells; None where it has neither beats nor notes."""
    if len(analysis.beats) < 2 and not any(analysis.notes.values()):
        return None
    chords = [ChordSegment(c.start, c.end, ChordLabel.parse(c.label), c.confidence) for c in analysis.chords]
    log_drum = analysis.log_drum
    probability = None if log_drum is None else log_drum.probability
    if log_drum is not None and probability is None and log_drum.present is not None:
        probability = 0.9 if log_drum.present else 0.1  # a bare verdict is not a certainty
    key = analysis.key
    return Heard(
        readings=_readings(analysis, chords),
        measures=_plain_measures(analysis, chords),
        changes=chord_changes(chords),
        metre=f"{analysis.meter.numerator}/{analysis.meter.denominator}" if analysis.meter else None,
        mode=(key.mode, key.confidence) if key else None,
        log_drum=probability,
    )


def third_of(label: ChordLabel) -> int:
    """3 for a minor third, 4 for a major one (also beside a sharp ninth), 0 for none."""
    steps = QUALITIES.get(label.quality, ())
    return next((step for step in (4, 3) if step in steps), 0)


def chord_changes(chords: Sequence[ChordSegment]) -> tuple[tuple[int, int], ...]:
    """Roots and thirds of the sounding chords, the same one in a row once."""
    row: list[tuple[int, int]] = []
    for chord in chords:
        if chord.label.root is not None:
            here = (chord.label.root, third_of(chord.label))
            if not row or row[-1] != here:
                row.append(here)
    return tuple(row)


def _plain_measures(analysis: Analysis, chords: Sequence[ChordSegment]) -> dict[str, float]:
    found: dict[str, float | None] = {
        "sevenths": harmony.seventh_share(chords),
        "extensions": harmony.extension_share(chords),
        "chromatic": _chromatic_share(analysis, chords),
        "harmony": _harmony_share(chords),
        "vocals": _sung_share(analysis),
        "drops": _drop_share(analysis),
        "loudness_lufs": analysis.audio.loudness_lufs,
    }
    return {name: value for name, value in found.items() if value is not None and math.isfinite(value)}


def _chromatic_share(analysis: Analysis, chords: Sequence[ChordSegment]) -> float | None:
    from engine.core.harmony import Key

    if analysis.key is None:
        return None
    share = harmony.diatonic_share(chords, Key.parse(f"{analysis.key.tonic} {analysis.key.mode}"))
    return None if share is None else 1.0 - share


def _harmony_share(chords: Sequence[ChordSegment]) -> float | None:
    total = sum(chord.end - chord.start for chord in chords)
    return sum(c.end - c.start for c in harmony.sounding(chords)) / total if total else None


def _sung_share(analysis: Analysis) -> float | None:
    """Share of the bars that are sung for a tenth of their time or more; of stretches of 2 s if there are no bars."""
    notes = analysis.notes.get(Stem.VOCALS)
    if notes is None or analysis.audio.duration <= 0.0:
        return None
    edges = np.unique(np.asarray(analysis.downbeats, np.float64))
    if len(edges) < 3:
        edges = np.arange(0.0, analysis.audio.duration + _NO_BARS_S, _NO_BARS_S)
    sung = np.zeros(len(edges) - 1)
    for note in notes:
        sung += np.clip(np.minimum(edges[1:], note.offset) - np.maximum(edges[:-1], note.onset), 0.0, None)
    return float(np.mean(sung >= _SUNG_SHARE * np.diff(edges)))


def _drop_share(analysis: Analysis) -> float | None:
    times = dict.fromkeys(("track", "song"), 0.0)
    for section in analysis.sections:
        if section.label in _TRACK_LABELS:
            times["track"] += section.end - section.start
        elif section.label in _SONG_LABELS:
            times["song"] += section.end - section.start
    total = sum(times.values())
    return times["track"] / total if total else None


def _readings(analysis: Analysis, chords: Sequence[ChordSegment]) -> tuple[Reading, ...]:
    tempo = analysis.tempo_bpm if analysis.tempo_bpm and math.isfinite(analysis.tempo_bpm) else None
    beats_per_bar = analysis.meter.beats_per_bar if analysis.meter else 4
    if len(analysis.beats) < 2 or any(b <= a for a, b in pairwise(analysis.beats)):
        return (Reading(1.0, 0, tempo, {}, {}),)
    played = layers(analysis)
    tracked = _bars(analysis.beats, analysis.downbeats or analysis.beats[::beats_per_bar], beats_per_bar)
    found: list[Reading] = []
    for speed in SPEEDS if beats_per_bar == 4 else (1.0,):
        beats, downbeats = _at_speed(*tracked, speed)
        if len(downbeats) < 2:
            continue
        grids = _grids(played, beats, downbeats, beats_per_bar)
        measures = _counted(analysis, played, chords, beats, downbeats)
        if speed == 1.0 and analysis.swing is not None:
            measures["swing"] = analysis.swing
        for shift in range(beats_per_bar if beats_per_bar == 4 else 1):
            turned = {layer: np.roll(grid, -rhythm.STEPS_PER_BEAT * shift) for layer, grid in grids.items()}
            found.append(Reading(speed, shift, tempo * speed if tempo else None, turned, measures))
    return tuple(found) or (Reading(1.0, 0, tempo, {}, {}),)


def _bars(
    beats: Sequence[float], downbeats: Sequence[float], beats_per_bar: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Beats, and every ``beats_per_bar``-th of them from the one nearest to the first downbeat."""
    grid = np.asarray(beats, np.float64)
    first = int(np.argmin(np.abs(grid - downbeats[0]))) % beats_per_bar
    return grid, grid[first::beats_per_bar]


def _at_speed(
    beats: NDArray[np.float64], downbeats: NDArray[np.float64], speed: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    if speed == 1.0:
        return beats, downbeats
    first = int(np.searchsorted(beats, downbeats[0] - 1e-9)) if len(downbeats) else 0
    if speed == 2.0:
        places = np.arange(2 * len(beats) - 1) / 2.0
        faster = np.interp(places, np.arange(len(beats)), beats)
        return faster, faster[2 * first :: 4]
    slower = beats[first % 2 :: 2]
    return slower, beats[first::8]


def layers(analysis: Analysis) -> dict[str, tuple[float, ...]]:
    """Onsets of each layer; only layers whose stem was transcribed."""
    found: dict[str, tuple[float, ...]] = {}
    drums = analysis.notes.get(Stem.DRUMS)
    if drums is not None:
        for layer, keys in _DRUMS.items():
            found[layer] = tuple(sorted(note.onset for note in drums if note.pitch in keys))
    for layer, stem in (("bass", Stem.BASS), ("log_drum", Stem.LOG_DRUM)):
        notes = analysis.notes.get(stem)
        if notes is not None:
            found[layer] = tuple(sorted(note.onset for note in notes))
    other = analysis.notes.get(Stem.OTHER)
    if other is not None:
        found["chords"] = _strikes(other)
    return found


def _strikes(notes: Sequence[NoteEvent]) -> tuple[float, ...]:
    """Where at least two notes begin together."""
    onsets = sorted(note.onset for note in notes)
    row: list[float] = []
    for before, after in pairwise(onsets):
        if after - before <= _CHORD_S and (not row or before - row[-1] > _CHORD_S):
            row.append(before)
    return tuple(row)


def _grids(
    played: dict[str, tuple[float, ...]],
    beats: NDArray[np.float64],
    downbeats: NDArray[np.float64],
    beats_per_bar: int,
) -> dict[str, NDArray[np.float64]]:
    source = dict(played)
    if not source.get("snare") and source.get("rim"):
        source["snare"] = source["rim"]  # a cross-stick back-beat
    found: dict[str, NDArray[np.float64]] = {}
    for layer, onsets in source.items():
        placed = _placed(onsets, beats, downbeats, beats_per_bar)
        if placed is not None and len(placed.steps) >= _MIN_HITS:
            found[layer] = _struck(placed)
    return found


def _placed(
    onsets: Sequence[float], beats: NDArray[np.float64], downbeats: NDArray[np.float64], beats_per_bar: int
) -> rhythm.GridNotes | None:
    notes = [NoteEvent(onset, onset + 0.05, 60, 100) for onset in onsets]
    return rhythm.on_grid(notes, beats.tolist(), downbeats.tolist(), beats_per_bar)


def _struck(placed: rhythm.GridNotes) -> NDArray[np.float64]:
    """Share of the bars in which each sixteenth is struck, of those bars in which the layer plays at all."""
    bars = (placed.steps - placed.bar_step) // placed.steps_per_bar
    places = np.unique(np.stack([bars, placed.bar_positions]), axis=1)
    return np.bincount(places[1], minlength=placed.steps_per_bar) / len(np.unique(places[0]))


def _counted(
    analysis: Analysis,
    played: dict[str, tuple[float, ...]],
    chords: Sequence[ChordSegment],
    beats: NDArray[np.float64],
    downbeats: NDArray[np.float64],
) -> dict[str, float]:
    """What is counted per bar or within a beat."""
    num_bars = len(downbeats) - 1
    found: dict[str, float] = {}
    if analysis.notes.get(Stem.DRUMS) is not None:
        rates = {name: _rate([t for part in parts for t in played[part]], downbeats) for name, parts in _COUNTS.items()}
        if not rates["shakers_per_bar"] and rates["hats_per_bar"]:
            del rates["shakers_per_bar"]  # shakers are taken for hats more often than not
        found |= rates
    changes = harmony.chords_per_bar(chords, downbeats.tolist())
    if changes is not None:
        found["chords_per_bar"] = changes
    shuffle = _shuffle([t for layer, onsets in played.items() if layer != "log_drum" for t in onsets], beats)
    if shuffle is not None:
        found["shuffle"] = shuffle
    log_drum = [t for t in played.get("log_drum", ()) if downbeats[0] <= t < downbeats[-1]]
    if len(log_drum) >= _MIN_HITS:
        bars = len({int(np.searchsorted(downbeats, t, side="right")) for t in log_drum})
        found["log_drum_per_bar"] = len(log_drum) / bars
        found["log_drum_share"] = bars / num_bars
    return found


def _rate(onsets: Sequence[float], downbeats: NDArray[np.float64]) -> float:
    """Strokes per bar in the bars that have any; 0 if those are fewer than one in ten, which are strays."""
    bars = np.searchsorted(downbeats, np.asarray(onsets, np.float64) + 1e-6, side="right")
    bars = bars[(bars > 0) & (bars < len(downbeats))]
    active = len(np.unique(bars))
    return float(len(bars) / active) if active >= _STRAY_SHARE * (len(downbeats) - 1) and active else 0.0


def _shuffle(onsets: Sequence[float], beats: NDArray[np.float64]) -> float | None:
    """Share of the off-beat onsets that lie on a third of their beat; None below twelve."""
    inside = np.asarray([t for t in onsets if beats[0] <= t < beats[-1]])
    if not len(inside):
        return None
    places = np.interp(inside, beats, np.arange(len(beats))) % 1.0
    off = places[(places > _SIXTEENTH_GUARD) & (places < 1.0 - _SIXTEENTH_GUARD)]
    if len(off) < 12:
        return None
    return float(np.mean([any(low <= place <= high for low, high in _TRIPLETS) for place in off]))
