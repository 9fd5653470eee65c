"""What the separation network is shown: crops of multitracks on disk, remixed; batch ``k`` is a function of (seed, k).

There is no order to keep and no state to save: a run that resumes at step ``k`` asks for batch ``k``, on any number of
workers and ranks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.core.audio import Samples
from engine.core.errors import UserError
from engine.core.stems import Stem
from engine.separation.embedded.bands import SAMPLE_RATE
from trainer.multitracks import Cut, Multitrack, find_multitracks
from trainer.synth_corpus.split import Split

_GAIN_DB = (-10.0, 4.0)
_READ_AHEAD = 3
_TRIES = 4


@dataclass(frozen=True, slots=True)
class Augmentation:
    """How crops are changed.

    Args:
        as_made: Share of crops left as they are, mixture included (codecs, clipping).
        swap: Otherwise: chance for every stem to come from another item (random mixing, arXiv:2402.18407).
        swap_bass: The same for the bass, which plays in a fifth of the corpus only; swapped stems are such that play.
        gain_db: Otherwise: each stem is moved by up to this, either way.
        drop: Otherwise: chance for every stem to be silent.
        drop_log_drum: The same for the log drum: what is left must then not be taken for one.
    """

    as_made: float = 0.33
    swap: float = 0.25
    swap_bass: float = 0.5
    gain_db: float = 5.0
    drop: float = 0.06
    drop_log_drum: float = 0.2


@dataclass(frozen=True, slots=True)
class Pool:
    """Songs of one folder, and how often they are drawn beside those of other folders."""

    songs: tuple[Multitrack, ...]
    weight: float = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """Float32 ``mixture [batch, 2, samples]`` and ``stems [batch, 5, 2, samples]``, sources in the order of
    ``Stem``.
    """

    mixture: NDArray[np.float32]
    stems: NDArray[np.float32]


def complete_songs(folder: Path, split: Split) -> tuple[Multitrack, ...]:
    """Songs with all five stems: those of a corpus's split, or all of a folder that has no splits.

    Raises:
        UserError: If there are none.
    """
    place = folder / split.value if any((folder / one.value).is_dir() for one in Split) else folder
    songs = tuple(song for song in find_multitracks(place) if len(song.stems) == len(Stem))
    if not songs:
        raise UserError(
            f"{place} holds no song with all five stems",
            "Make some: aurax train corpus make --hours 2 --out DIR, and name that DIR.",
        )
    return songs


@dataclass(frozen=True, slots=True)
class MultitrackCrops:
    """Batches by number.

    Args:
        pools: Where songs come from.
        seed: Another seed, another order.
        seconds: Length of a crop.
        batch: Crops in a batch.
        augmentation: What is done to them; None leaves all as made.
    """

    pools: Sequence[Pool]
    seed: int
    seconds: float
    batch: int
    augmentation: Augmentation | None = Augmentation()

    def __getitem__(self, number: int) -> Batch:
        crops = [self._crop(np.random.default_rng((self.seed, number, place))) for place in range(self.batch)]
        return Batch(np.stack([crop.mixture for crop in crops]), np.stack([_stacked(crop) for crop in crops]))

    def _crop(self, rng: np.random.Generator) -> Cut:
        cut = self._cut(rng)
        change = self.augmentation
        if change is None:
            return cut
        if rng.random() >= change.as_made:
            cut = self._remixed(rng, cut, change)
        return _turned(rng, cut)

    def _remixed(self, rng: np.random.Generator, cut: Cut, change: Augmentation) -> Cut:
        stems = {}
        for stem in Stem:
            is_swapped = rng.random() < (change.swap_bass if stem is Stem.BASS else change.swap)
            own = self._sounding(rng, stem) if is_swapped else cut.stems[stem]
            drop = change.drop_log_drum if stem is Stem.LOG_DRUM else change.drop
            gain = 0.0 if rng.random() < drop else _amplitude(rng, -change.gain_db, change.gain_db)
            stems[stem] = np.asarray((own[::-1] if rng.random() < 0.5 else own) * np.float32(gain), np.float32)
        return Cut(np.sum(list(stems.values()), axis=0, dtype=np.float32), stems)

    def _cut(self, rng: np.random.Generator) -> Cut:
        song = self._song(rng)
        return song.cut(self._start(rng, song), round(self.seconds * SAMPLE_RATE), SAMPLE_RATE)

    def _sounding(self, rng: np.random.Generator, stem: Stem) -> Samples:
        """A stem of some song, rather one that plays."""
        for _ in range(_TRIES):
            song = self._song(rng)
            wave = song.piece(stem, self._start(rng, song), round(self.seconds * SAMPLE_RATE), SAMPLE_RATE)
            if wave.any():
                break
        return wave

    def _song(self, rng: np.random.Generator) -> Multitrack:
        weights = np.array([pool.weight for pool in self.pools])
        pool = self.pools[int(rng.choice(len(self.pools), p=weights / weights.sum()))]
        return pool.songs[int(rng.integers(len(pool.songs)))]

    def _start(self, rng: np.random.Generator, song: Multitrack) -> float:
        return round(float(rng.uniform(0.0, max(0.0, song.duration - self.seconds))) * SAMPLE_RATE) / SAMPLE_RATE


def read_ahead(crops: MultitrackCrops, numbers: range) -> Iterator[Batch]:
    """Batches in order, read by a thread while the caller works."""
    from collections import deque
    from concurrent.futures import Future, ThreadPoolExecutor

    waiting: deque[Future[Batch]] = deque()
    with ThreadPoolExecutor(1) as pool:
        for number in numbers:
            waiting.append(pool.submit(crops.__getitem__, number))
            if len(waiting) > _READ_AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _stacked(cut: Cut) -> Samples:
    return np.stack([cut.stems[stem] for stem in Stem])


def _amplitude(rng: np.random.Generator, low_db: float, high_db: float) -> float:
    return float(10.0 ** (rng.uniform(low_db, high_db) / 20.0))


def _turned(rng: np.random.Generator, cut: Cut) -> Cut:
    """Any loudness and polarity; left and right exchanged for half of the crops."""
    gain = np.float32(_amplitude(rng, *_GAIN_DB) * (1.0 if rng.random() < 0.5 else -1.0))
    sides = [1, 0] if rng.random() < 0.5 else [0, 1]
    return Cut(cut.mixture[sides] * gain, {stem: own[sides] * gain for stem, own in cut.stems.items()})
