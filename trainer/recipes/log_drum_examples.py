"""What a log-drum head hears while it trains: example ``n`` of a step follows from (seed, step, n) alone.

Two kinds of songs: composed ones (a corpus on disk, or rendered on the fly) and the producer's own labelled stems. Half
of the examples are remixes, the log drum of one song over the rest of another: incoherent, and yet they help
(Jeon et al., "Why does music source separation benefit from cacophony?", 2024). Levels, polarity and sides vary.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from engine.core.audio import Samples
from engine.core.errors import UserError
from engine.core.stems import Stem
from trainer.multitracks import Cut, Multitrack
from trainer.synth_corpus.stream import SynthCorpus

_RESTARTS = 4  # a song's log drum may pause for a minute; a start where it plays is looked for this often
_WANT_LOG_DRUM = 0.75
_REMIX = 0.5
_AS_HEARD = 0.25  # share of examples that keep the mixture's file, with what a codec or a master did to it
_LOG_DRUM_DB = (-6.0, 6.0)
_LEVEL_DB = (-9.0, 3.0)
_VALIDATION_SHARE = 0.1
_VALIDATION, _TRAINING = 1, 0
_NUM_ITEMS = 1 << 31
_OLD = tuple(stem for stem in Stem if stem is not Stem.LOG_DRUM)


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """A mixture and what it consists of, float32.

    Args:
        mixture: ``[2, samples]``.
        targets: ``[5, 2, samples]`` in the order of ``Stem``; zeros where not known.
        is_known: For each target whether it may be learned from; the log drum is always known.
    """

    mixture: Samples
    targets: Samples
    is_known: tuple[bool, ...]


class Songs(Protocol):
    """Where pieces of songs come from."""

    def draw(self, rng: np.random.Generator, num_samples: int, sample_rate: int) -> Cut:
        """A piece of some song; the same stream of numbers gives the same piece."""
        ...


@dataclass(frozen=True, slots=True)
class SongsOnDisk:
    """Any song with equal chance, any place in it, rather where its log drum plays."""

    songs: Sequence[Multitrack]

    def draw(self, rng: np.random.Generator, num_samples: int, sample_rate: int) -> Cut:
        """See ``Songs``."""
        song = self.songs[int(rng.integers(len(self.songs)))]
        latest = max(0.0, song.duration - num_samples / sample_rate)
        wants_log_drum = bool(rng.random() < _WANT_LOG_DRUM)
        starts = rng.uniform(0.0, latest, _RESTARTS) if latest else np.zeros(1)
        for start in starts[:-1] if wants_log_drum else ():
            cut = song.cut(float(start), num_samples, sample_rate)
            if cut.stems[Stem.LOG_DRUM].any():
                return cut
        return song.cut(float(starts[-1]), num_samples, sample_rate)


@dataclass(frozen=True, slots=True)
class ComposedSongs:
    """Songs composed and rendered when they are asked for, as good as never the same twice."""

    corpus: SynthCorpus

    def draw(self, rng: np.random.Generator, num_samples: int, sample_rate: int) -> Cut:
        """See ``Songs``."""
        item = self.corpus[int(rng.integers(_NUM_ITEMS))]
        if item.mixture.sample_rate != sample_rate:
            raise ValueError(f"composed songs have {item.mixture.sample_rate} Hz, asked for {sample_rate}")
        first = int(rng.integers(max(1, item.mixture.num_samples - num_samples + 1)))
        part = slice(first, first + num_samples)
        stems = {stem: _stereo(item.stems[stem].samples[:, part], num_samples) for stem in Stem}
        return Cut(_stereo(item.mixture.samples[:, part], num_samples), stems)


def _stereo(samples: Samples, num_samples: int) -> Samples:
    wide = np.repeat(samples, 2, axis=0) if samples.shape[0] == 1 else samples
    return np.pad(wide, ((0, 0), (0, num_samples - wide.shape[1])))


@dataclass(frozen=True, slots=True)
class MixedSongs:
    """Songs of several kinds.

    Args:
        kinds: Where they come from.
        shares: Chance of each kind; they sum to 1.
    """

    kinds: Sequence[Songs]
    shares: Sequence[float]

    def draw(self, rng: np.random.Generator, num_samples: int, sample_rate: int) -> Cut:
        """See ``Songs``."""
        kind = int(rng.choice(len(self.kinds), p=np.asarray(self.shares)))
        return self.kinds[kind].draw(rng, num_samples, sample_rate)


@dataclass(frozen=True, slots=True)
class SplitSongs:
    """Songs to learn from and songs to judge by."""

    training: tuple[Multitrack, ...]
    validation: tuple[Multitrack, ...]


def split_songs(songs: Sequence[Multitrack]) -> SplitSongs:
    """A tenth of the songs is held out, at least one: those whose names have the lowest hashes.

    By name and not by number, so that hardly a song changes sides when others come or go.

    Raises:
        UserError: If there is one song alone.
    """
    if len(songs) < 2:
        raise UserError(
            f"One labelled song ({', '.join(song.name for song in songs)}) is too few: one is held out to judge by",
            "Give at least two songs with --stems.",
        )
    in_order = sorted(songs, key=lambda song: _place_of(song.name))
    num_held_out = max(1, round(_VALIDATION_SHARE * len(songs)))
    return SplitSongs(tuple(in_order[num_held_out:]), tuple(in_order[:num_held_out]))


def _place_of(name: str) -> float:
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), "little") / 2.0**64


def training_example(songs: Songs, *, seed: int, step: int, number: int, num_samples: int, sample_rate: int) -> Example:
    """Example ``number`` of a training step."""
    rng = np.random.default_rng([_TRAINING, seed, step, number])
    first = songs.draw(rng, num_samples, sample_rate)
    if rng.random() < _AS_HEARD:
        return _turned(_example(first.mixture, first.stems), rng)
    rest = songs.draw(rng, num_samples, sample_rate) if rng.random() < _REMIX else first
    log_drum: Samples = first.stems[Stem.LOG_DRUM] * _gain(rng, _LOG_DRUM_DB)
    others: dict[Stem, Samples] = {stem: samples for stem, samples in rest.stems.items() if stem is not Stem.LOG_DRUM}
    if len(others) < len(_OLD):  # stems that nobody exported are what the mixture holds beside the log drum
        alone: dict[Stem, Samples] = {Stem.LOG_DRUM: log_drum}
        return _turned(_example(rest.mixture - rest.stems[Stem.LOG_DRUM] + log_drum, alone), rng)
    stems: dict[Stem, Samples] = {**others, Stem.LOG_DRUM: log_drum}
    return _turned(_example(np.sum(list(stems.values()), axis=0, dtype=np.float32), stems), rng)


def validation_example(songs: Songs, *, number: int, num_samples: int, sample_rate: int) -> Example:
    """Held-out example ``number``: as it was heard, always the same."""
    cut = songs.draw(np.random.default_rng([_VALIDATION, number]), num_samples, sample_rate)
    return _example(cut.mixture, cut.stems)


def _example(mixture: Samples, stems: Mapping[Stem, Samples]) -> Example:
    targets = np.zeros((len(Stem), *mixture.shape), np.float32)
    for place, stem in enumerate(Stem):
        if stem in stems:
            targets[place] = stems[stem]
    return Example(mixture, targets, tuple(stem in stems for stem in Stem))


def _turned(example: Example, rng: np.random.Generator) -> Example:
    """Another level and polarity, the sides perhaps exchanged."""
    gain = np.float32(_gain(rng, _LEVEL_DB) * rng.choice([-1.0, 1.0]))
    sides = [1, 0] if rng.random() < 0.5 else [0, 1]
    return Example(
        np.ascontiguousarray(example.mixture[sides] * gain),
        np.ascontiguousarray(example.targets[:, sides] * gain),
        example.is_known,
    )


def _gain(rng: np.random.Generator, range_db: tuple[float, float]) -> np.float32:
    return np.float32(10.0 ** (rng.uniform(*range_db) / 20.0))
