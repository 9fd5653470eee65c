"""Takes that are heard and seen while they are made: what grows, its outline, and what is left of it afterwards."""

from __future__ import annotations

import contextlib
import logging
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from app.background import Background
from app.making_takes import TakeSection
from app.player.messages import GrowVersion
from app.widgets.plain_text import plain
from engine.core.errors import EngineError
from engine.jobs.growing_take import BYTES_PER_SAMPLE, GrowingTake

logger = logging.getLogger(__name__)

BIN_SAMPLES = 512
"""Samples of one column of the outline: 12 ms at 44.1 kHz, less than a pixel of any card."""
_READ_BINS = 4096  # outlined at once: 48 s
_FULL_SCALE = 0.9  # where mastered takes end; a scale that followed the growing peak would jump


class GrowingSound:
    """A take that is being made, as its card shows and plays it; changed in the window's thread only.

    Args:
        told: Its first news.
    """

    full_scale = _FULL_SCALE

    def __init__(self, told: GrowingTake) -> None:
        self.told = told
        self.drawn = 0
        """Bins that are outlined."""
        self._low: NDArray[np.float32] = np.zeros(0, np.float32)
        self._high: NDArray[np.float32] = np.zeros(0, np.float32)
        self.sections = tuple(TakeSection(plain(part.name, 40), part.start, part.end) for part in told.parts)
        self._fit()

    @property
    def key(self) -> str:
        """Of its card."""
        return self.told.folder

    @property
    def sample_rate(self) -> int:
        return self.told.sample_rate

    @property
    def duration(self) -> float:
        """Of the whole, as far as that is known."""
        return self.told.num_samples / self.told.sample_rate

    @property
    def audible(self) -> float:
        """Seconds that can be heard by now."""
        return self.told.audible / self.told.sample_rate

    @property
    def low(self) -> NDArray[np.float32]:
        return self._low

    @property
    def high(self) -> NDArray[np.float32]:
        return self._high

    def grow(self, told: GrowingTake) -> None:
        """Later news of the same file."""
        self.told = told
        self._fit()

    def _fit(self) -> None:
        """Room for the whole; silence where nothing is yet."""
        bins = max(1, -(-self.told.num_samples // BIN_SAMPLES), self.drawn)
        for name in ("_low", "_high"):
            known = getattr(self, name)[:bins]
            setattr(self, name, np.concatenate([known, np.zeros(bins - len(known), np.float32)]))

    @property
    def has_more_to_draw(self) -> bool:
        return self.drawn < audible_bins(self.told)

    def draw(self, outline: SoundOutline) -> None:
        """Take in what ``read_outline`` has found."""
        last = outline.first + len(outline.low)
        self._low[outline.first : last] = outline.low
        self._high[outline.first : last] = outline.high
        self.drawn = last

    def for_player(self) -> GrowVersion:
        told = self.told
        return GrowVersion(told.file, told.sample_rate, told.num_channels, told.num_samples, told.audible)


@dataclass(frozen=True, slots=True, eq=False)
class SoundOutline:
    """Lowest and highest samples of bins from ``first`` on."""

    first: int
    low: NDArray[np.float32]
    high: NDArray[np.float32]


def audible_bins(told: GrowingTake) -> int:
    """Bins that can be read whole; the last one too once nothing more comes."""
    if told.audible == told.num_samples:
        return -(-told.audible // BIN_SAMPLES)
    return told.audible // BIN_SAMPLES


def read_outline(told: GrowingTake, first: int) -> SoundOutline:
    """The outline from a bin on, up to some 48 seconds of it. For a thread.

    Raises:
        OSError: If the file is gone.
    """
    start = first * BIN_SAMPLES
    stop = min(audible_bins(told) * BIN_SAMPLES, start + _READ_BINS * BIN_SAMPLES, told.audible)
    with Path(told.file).open("rb") as file:
        file.seek(start * told.num_channels * BYTES_PER_SAMPLE)
        read = np.frombuffer(file.read((stop - start) * told.num_channels * BYTES_PER_SAMPLE), "<f4")
    edges = np.arange(0, len(read), BIN_SAMPLES * told.num_channels)
    if not len(edges):
        raise OSError(f"{told.file} is shorter than was told")
    return SoundOutline(first, np.minimum.reduceat(read, edges), np.maximum.reduceat(read, edges))


class Growths(QObject):
    """All takes that grow now, by the key of their card.

    Args:
        background: Threads that read outlines and delete files.
    """

    grew = Signal(object)
    """``GrowingSound``: new, further, or better drawn."""

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._sounds: dict[str, GrowingSound] = {}
        self._reading: set[str] = set()
        self._left: set[str] = set()

    def sound(self, key: str) -> GrowingSound | None:
        return self._sounds.get(key)

    def tell(self, told: GrowingTake) -> None:
        """Take in a job's news."""
        sound = self._sounds.get(told.folder)
        if sound is None or sound.told.file != told.file:
            sound = self._sounds[told.folder] = GrowingSound(told)
        else:
            sound.grow(told)
        self.grew.emit(sound)
        self._read_more(sound)

    def _read_more(self, sound: GrowingSound) -> None:
        told, first = sound.told, sound.drawn
        if told.file in self._reading or not sound.has_more_to_draw:
            return
        self._reading.add(told.file)

        def done(outline: SoundOutline) -> None:
            self._reading.discard(told.file)
            if self._sounds.get(sound.key) is sound:
                sound.draw(outline)
                self.grew.emit(sound)
                self._read_more(sound)

        def failed(error: EngineError | OSError) -> None:  # the take is done, its own outline follows
            self._reading.discard(told.file)
            logger.info("a growing take is not drawn further: %s", error)

        self._background.run(partial(read_outline, told, first), done, failed)

    def end(self, key: str) -> None:
        """The take is there, or will not come."""
        sound = self._sounds.pop(key, None)
        if sound is not None:
            self._left.add(sound.told.file)

    def discard(self) -> None:
        """Nobody listens any more to what has ended: delete what its worker could not (Windows, an open file)."""
        left, self._left = self._left, set()
        if left:
            self._background.run(lambda: _delete(left), lambda _done: None, lambda _error: None)


def _delete(files: set[str]) -> None:
    for file in files:
        with contextlib.suppress(OSError):
            Path(file).unlink(missing_ok=True)
