"""What the verdict on log drums learns from songs: taken apart, as they were played, and with riffs over them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.core.stems import Stem
from engine.culture.log_drum_strokes import RATE, Array, measure_strokes
from trainer.multitracks import Cut, Multitrack
from trainer.recipes.log_drum_song_net import Bag
from trainer.recipes.log_drum_song_pieces import HEARD, bag_of, within
from trainer.recipes.log_drum_song_riffs import SECONDS, Riff, toned

if TYPE_CHECKING:
    from engine.separation.embedded.separator import EmbeddedSeparator

Waves = Mapping[Stem, Array]

_SECONDS = 12.0
_QUIET_CONFUSERS = (None, "kick_only")


@dataclass(frozen=True, slots=True, eq=False)
class Apart:
    """The first twelve seconds of a song as the separator takes them apart, its opinion, and the truth."""

    waves: Waves
    heard: float | None
    truth: Mapping[str, Any]

    def bag(self) -> Iterator[Bag]:
        """Its strokes, if there are enough."""
        strokes = measure_strokes(*(self.waves[stem] for stem in HEARD))
        yield from bag_of(strokes, self.truth["log_drum"]["onsets"], _kind(self.truth), self.heard)

    def background(self) -> Waves:
        """Its drums, and what was left to the low stems if nothing plays a riff there."""
        is_quiet = not self.truth["log_drum"]["present"] and self.truth["confuser"] in _QUIET_CONFUSERS
        rest = self.waves[Stem.LOG_DRUM] + self.waves[Stem.BASS]
        return {Stem.DRUMS: self.waves[Stem.DRUMS], Stem.BASS: rest if is_quiet else np.zeros_like(rest)}


def take_apart(separator: EmbeddedSeparator, song: Multitrack) -> Apart:
    """Separate the first twelve seconds of a song."""
    waves, heard = separated(separator, _first(song).mixture)
    return Apart(waves, heard, _truth(song))


def played(song: Multitrack) -> Iterator[Bag]:
    """The same seconds with the stems as they were played."""
    cut, truth = _first(song), _truth(song)
    waves = {stem: _mono(cut.stems[stem]) for stem in HEARD}
    strokes = measure_strokes(*(waves[stem] for stem in HEARD))
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
    separator: EmbeddedSeparator, riffs: Sequence[Riff], songs: Sequence[Multitrack], count: int
) -> Iterator[Bag]:
    """Two riffs after each other over a song's drums, voices and keys, separated; ``count`` songs."""
    for number in range(count):
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
        waves, heard = separated(separator, np.asarray(0.9 * mixture / np.abs(mixture).max(), np.float32))
        strokes = measure_strokes(*(waves[stem] for stem in HEARD))
        for place, riff in enumerate(chosen):
            own = within(strokes, place * SECONDS, (place + 1) * SECONDS)
            onsets = riff.onsets + place * SECONDS if riff.is_log_drum else ()
            yield from bag_of(own, onsets, riff.instrument, heard)


def separated(separator: EmbeddedSeparator, mixture: Array) -> tuple[Waves, float | None]:
    """Low stems and drums of a mixture in one channel at ``RATE``, and the separator's opinion."""
    stems = separator.separate_segments([mixture], 44_100)[0]
    return {stem: _mono(stems[stem]) for stem in HEARD}, separator.log_drum_probability()


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
