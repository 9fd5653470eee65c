"""``aurax train fit log-drum-song``: which strokes are a log drum's, and whether a song has one.

Examples: composed songs as the separator takes them apart, and as they were played; riffs of single instruments beside
the drums of such songs, with basses and drums of installed SoundFonts among them; riffs over other songs separated;
sounds that are no instrument; and, where the corpus has them (``CORPUS/styles``), heard pieces of many styles. Songs
and pieces of the validation split calibrate the probability, with the separator's opinion and without.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from engine.core.stems import Stem
from engine.culture.log_drum_song import stretch_odds
from engine.culture.log_drum_strokes import RATE, Array, Strokes, measure_strokes
from trainer.multitracks import Cut, Multitrack
from trainer.recipes.log_drum_song_net import Bag, Group, train_strokes
from trainer.recipes.log_drum_song_pieces import bag_of, piece_bags, piece_folders, within
from trainer.recipes.log_drum_song_riffs import SECONDS, Riff, draw_riff, draw_sampled_riff, no_instrument, toned
from trainer.synth_corpus.split import Split

if TYPE_CHECKING:
    from engine.separation.embedded.separator import EmbeddedSeparator

Floats = NDArray[np.float64]
Waves = Mapping[Stem, Array]
Report = Callable[[float], None]

SHARES = {
    "separated": 0.27,
    "played": 0.06,
    "riffs": 0.17,
    "sampled": 0.07,
    "backed": 0.15,
    "signals": 0.03,
    "pieces": 0.25,
}
"""Of a batch, by kind of example; without one of them the others take its place."""
NUM_RIFFS, NUM_SAMPLED, NUM_BACKED, NUM_SIGNALS = 1600, 300, 120, 120
_SECONDS = 12.0
_BACKGROUNDS = 200
_DRAWS = 4000
_HEARD = (Stem.LOG_DRUM, Stem.BASS, Stem.DRUMS)
_RIDGE = 0.02
_DOUBT = 0.02
_QUIET_CONFUSERS = (None, "kick_only")


def fit_log_drum_song(corpus: Path, out: Path, report: Report, *, steps: int = 1200) -> dict[str, Any]:
    """Train and calibrate on a corpus with ``train`` and ``validation`` splits, and write the weights.

    Args:
        corpus: Of ``aurax train corpus make``.
        out: The file to write.
        report: Told the share that is done.
        steps: Of the training.

    Returns:
        How many examples there were, and how the calibration songs were judged.

    Raises:
        UserError: If a split holds no song with all five stems.
    """
    from safetensors.numpy import save

    from engine.separation.embedded.separator import load_embedded
    from engine.separation.setup import Setup
    from engine.whole_file import write_bytes
    from trainer.recipes.separation_data import complete_songs

    separator = load_embedded(Setup(device="cpu"))
    songs = complete_songs(corpus, Split.TRAIN)
    pieces = [bag for folder in piece_folders(corpus, Split.TRAIN) for bag in piece_bags(folder)]
    groups = make_groups(separator, songs, lambda share: report(0.7 * share), pieces)
    tensors = train_strokes(list(groups.values()), steps=steps)
    report(0.85)
    held_out = [bag for song in complete_songs(corpus, Split.VALIDATION) for bag in take_apart(separator, song).bag()]
    others = [bag for folder in piece_folders(corpus, Split.VALIDATION) for bag in piece_bags(folder)]
    tensors |= calibration(held_out, tensors, others)
    write_bytes(out, save(tensors))
    report(1.0)
    told = {"pieces": figures(others, tensors)} if others else {}
    return {"bags": {name: len(group.bags) for name, group in groups.items()}, **figures(held_out, tensors), **told}


def make_groups(
    separator: EmbeddedSeparator, songs: Sequence[Multitrack], report: Report, pieces: Sequence[Bag] = ()
) -> dict[str, Group]:
    """All examples of a train split.

    Args:
        separator: Takes songs and backed riffs apart.
        songs: Of the split.
        report: Told the share that is done.
        pieces: Stretches of heard pieces of many styles.
    """
    apart = [take_apart(separator, song) for song in _told(songs, lambda share: report(0.6 * share))]
    backgrounds = [own.background() for own in apart[:_BACKGROUNDS]]
    riffs = [draw_riff(Split.TRAIN, 0, number) for number in range(NUM_RIFFS)]
    drawn = (draw_sampled_riff(Split.TRAIN, 0, number) for number in range(NUM_SAMPLED))
    sampled = [riff for riff in drawn if riff is not None]
    signals = (measure_strokes(no_instrument(number, RATE), None, None) for number in range(NUM_SIGNALS))
    bags = {
        "separated": [bag for own in apart for bag in own.bag()],
        "played": [bag for song in songs for bag in played(song)],
        "riffs": [bag for number, riff in enumerate(riffs) for bag in beside(riff, backgrounds, number)],
        "sampled": [bag for number, riff in enumerate(sampled) for bag in beside(riff, backgrounds, number)],
        "backed": list(backed(separator, riffs, songs, lambda share: report(0.6 + 0.4 * share))),
        "signals": [bag for strokes in signals for bag in bag_of(strokes)],
        "pieces": list(pieces),
    }
    whole = sum(SHARES[name] for name, own in bags.items() if own)
    return {name: Group(own, SHARES[name] / whole) for name, own in bags.items() if own}


@dataclass(frozen=True, slots=True, eq=False)
class Apart:
    """The first twelve seconds of a song as the separator takes them apart, its opinion, and the truth."""

    waves: Waves
    heard: float | None
    truth: Mapping[str, Any]

    def bag(self) -> Iterator[Bag]:
        """Its strokes, if there are enough."""
        strokes = measure_strokes(*(self.waves[stem] for stem in _HEARD))
        yield from bag_of(strokes, self.truth["log_drum"]["onsets"], _kind(self.truth), self.heard)

    def background(self) -> Waves:
        """Its drums, and what was left to the low stems if nothing plays a riff there."""
        is_quiet = not self.truth["log_drum"]["present"] and self.truth["confuser"] in _QUIET_CONFUSERS
        rest = self.waves[Stem.LOG_DRUM] + self.waves[Stem.BASS]
        return {Stem.DRUMS: self.waves[Stem.DRUMS], Stem.BASS: rest if is_quiet else np.zeros_like(rest)}


def take_apart(separator: EmbeddedSeparator, song: Multitrack) -> Apart:
    """Separate the first twelve seconds of a song."""
    waves, heard = _separate(separator, _first(song).mixture)
    return Apart(waves, heard, _truth(song))


def _told(songs: Sequence[Multitrack], report: Report) -> Iterator[Multitrack]:
    for number, song in enumerate(songs):
        report(number / len(songs))
        yield song


def played(song: Multitrack) -> Iterator[Bag]:
    """The same seconds with the stems as they were played."""
    cut, truth = _first(song), _truth(song)
    waves = {stem: _mono(cut.stems[stem]) for stem in _HEARD}
    strokes = measure_strokes(*(waves[stem] for stem in _HEARD))
    yield from bag_of(strokes, truth["log_drum"]["onsets"], _kind(truth))


def beside(riff: Riff, backgrounds: Sequence[Waves], number: int) -> Iterator[Bag]:
    """A riff through a tone control beside the drums of a song, with what the separator takes for low notes there."""
    import soxr

    rng = np.random.default_rng(number)
    wave = toned(soxr.resample(riff.wave, 44_100, RATE, quality="MQ"), rng, RATE)
    wave *= np.float32(0.3 / (np.abs(wave).max() + 1e-9))
    other = backgrounds[int(rng.integers(len(backgrounds)))]
    start = int(rng.integers(0, max(1, len(other[Stem.DRUMS]) - len(wave))))
    drums, rest = (np.resize(other[stem][start:], len(wave)) for stem in (Stem.DRUMS, Stem.BASS))
    drums = _at_peak(drums, rng.uniform(-12.0, 8.0)) if rng.random() < 0.85 else np.zeros_like(wave)
    if rng.random() < 0.7:
        wave = wave + _at_peak(rest, rng.uniform(-24.0, -6.0))
    strokes = measure_strokes(wave.astype(np.float32), None, drums.astype(np.float32))
    yield from bag_of(strokes, riff.onsets if riff.is_log_drum else (), riff.instrument)


def backed(
    separator: EmbeddedSeparator, riffs: Sequence[Riff], songs: Sequence[Multitrack], report: Report
) -> Iterator[Bag]:
    """Two riffs after each other over a song's drums, voices and keys, separated."""
    for number in range(NUM_BACKED):
        rng = np.random.default_rng(1_000 + number)
        song = songs[int(rng.integers(len(songs)))]
        cut = _first(song)
        backing = sum(cut.stems[stem] for stem in (Stem.DRUMS, Stem.VOCALS, Stem.OTHER))
        level = float(np.sqrt(np.mean(np.square(backing)))) + 1e-4
        mixture = np.array(backing, np.float32)
        chosen = [riffs[int(place)] for place in rng.choice(len(riffs), 2, replace=False)]
        for place, riff in enumerate(chosen):
            wave = toned(riff.wave, rng, 44_100) if rng.random() < 0.5 else riff.wave
            wave = wave * np.float32(level * 10.0 ** (rng.uniform(-9.0, 4.0) / 20.0) / np.sqrt(np.mean(wave**2)))
            first = round(place * SECONDS * 44_100)
            mixture[:, first : first + len(wave)] += wave[: mixture.shape[1] - first]
        if rng.random() < 0.5:
            mixture = np.tanh(mixture / (np.abs(mixture).max() * 10.0 ** (-rng.uniform(0.0, 6.0) / 20.0)))
        waves, heard = _separate(separator, np.asarray(0.9 * mixture / np.abs(mixture).max(), np.float32))
        strokes = measure_strokes(*(waves[stem] for stem in _HEARD))
        for place, riff in enumerate(chosen):
            own = within(strokes, place * SECONDS, (place + 1) * SECONDS)
            onsets = riff.onsets + place * SECONDS if riff.is_log_drum else ()
            yield from bag_of(own, onsets, riff.instrument, heard)
        report((number + 1) / NUM_BACKED)


def calibration(bags: Sequence[Bag], tensors: Mapping[str, Array], others: Sequence[Bag] = ()) -> dict[str, Array]:
    """Platt's logistics (1999): of the network's log odds alone, and together with the separator's.

    A song has many stretches and is judged by the clearest: one that has no log drum has more chances to look as if.
    So half of what is fitted are songs of three clips, of which one, two or all have a log drum or none has.

    Args:
        bags: Of songs, with the separator's opinion.
        tensors: Of the network.
        others: Further clips, of which the separator's opinion is not known.
    """
    odds, heard, truth = _judged(bags, tensors)
    once = _logistic(odds[:, None], truth)
    more, _, of_more = _judged(others, tensors) if others else (odds[:0], heard[:0], truth[:0])
    alone = _logistic(*_songs(np.append(odds, more), np.append(truth, of_more)))
    together = _logistic(np.column_stack([odds, heard]), truth)
    together[-1] += alone[-1] - once[-1]
    return {"alone": alone.astype(np.float32), "together": together.astype(np.float32)}


def _songs(odds: Floats, truth: Floats) -> tuple[Floats, Floats]:
    """Log odds of clips and of songs of three clips, ``[songs, 1]``, and whether they have a log drum."""
    rng = np.random.default_rng(0)
    have, lack = odds[truth > 0.5], odds[truth < 0.5]
    found, truths = [], []
    for number in range(_DRAWS):
        size, has = (1, 3)[number % 2], bool(rng.random() < 0.5)
        count = int(rng.integers(1, size + 1)) if has else 0
        parts = [*rng.choice(have, count), *rng.choice(lack, size - count)]
        found.append(max(parts))
        truths.append(float(has))
    return np.asarray(found, np.float64)[:, None], np.asarray(truths)


def figures(bags: Sequence[Bag], tensors: Mapping[str, Array]) -> dict[str, Any]:
    """Share of the calibration songs that are judged rightly, of all and by what plays."""
    odds, heard, truth = _judged(bags, tensors)
    slope, trust, offset = tensors["together"]
    is_right = (slope * odds + trust * heard + offset > 0.0) == (truth > 0.5)
    kinds = np.asarray([bag.kind for bag in bags])
    return {
        "right": round(float(is_right.mean()), 3),
        "by_kind": {kind: round(float(is_right[kinds == kind].mean()), 3) for kind in sorted(set(kinds.tolist()))},
    }


def _judged(bags: Sequence[Bag], tensors: Mapping[str, Array]) -> tuple[Floats, Floats, Floats]:
    """Log odds of the network, those of the separator, and the truth, ``[bags]`` each."""
    odds = []
    for bag in bags:
        nothing = np.zeros(len(bag.features))
        strokes = Strokes(
            np.linspace(0.0, 1.0, len(nothing), dtype=np.float64),
            bag.features,
            bag.level_db.astype(np.float64),
            nothing,
            nothing,
        )
        odds.append(stretch_odds(strokes, 0.0, 1e9, tensors))
    heard = np.clip([0.5 if bag.heard is None else bag.heard for bag in bags], 1e-4, 1.0 - 1e-4)
    return np.asarray(odds), np.log(heard / (1.0 - heard)), np.asarray([float(bag.has_log_drum) for bag in bags])


def _logistic(columns: Floats, truth: Floats) -> Floats:
    """Slopes, then the offset, by Newton's method with a small ridge."""
    x = np.column_stack([columns, np.ones(len(truth))])
    goal = truth * (1.0 - 2.0 * _DOUBT) + _DOUBT
    weights = np.zeros(x.shape[1])
    ridge = _RIDGE * np.append(np.ones(len(weights) - 1), 0.0)
    for _ in range(100):
        chance = 1.0 / (1.0 + np.exp(-x @ weights))
        bend = (x * (chance * (1.0 - chance))[:, None]).T @ x + np.diag(ridge + 1e-9)
        weights = weights - np.linalg.solve(bend, x.T @ (chance - goal) + ridge * weights)
    return weights


def _separate(separator: EmbeddedSeparator, mixture: Array) -> tuple[Waves, float | None]:
    stems = separator.separate_segments([mixture], 44_100)[0]
    return {stem: _mono(stems[stem]) for stem in _HEARD}, separator.log_drum_probability()


def _first(song: Multitrack) -> Cut:
    return song.cut(0.0, round(_SECONDS * 44_100), 44_100)


def _truth(song: Multitrack) -> dict[str, Any]:
    truth: dict[str, Any] = json.loads((song.stems[Stem.LOG_DRUM].path.parent.parent / "truth.json").read_text("utf-8"))
    return truth


def _kind(truth: Mapping[str, Any]) -> str:
    return str(truth["confuser"] or ("log drum" if truth["log_drum"]["present"] else "none"))


def _mono(wave: Array) -> Array:
    import soxr

    return np.asarray(soxr.resample(wave.mean(axis=0), 44_100, RATE, quality="MQ"), np.float32)


def _at_peak(wave: Array, db: float) -> Array:
    """A wave whose peak lies so far from 0.3; silence stays silence."""
    peak = float(np.abs(wave).max())
    return wave * np.float32(0.3 * 10.0 ** (db / 20.0) / peak) if peak > 1e-4 else wave
