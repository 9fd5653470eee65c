"""Music that takes are to sound like: a file of the user's, and which seconds of it are heard."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.making_takes import COLUMNS, TakeSection
from app.widgets.plain_text import plain
from app.widgets.waveform import highest_peak, outline
from engine.audio.files import blocks
from engine.audio.peaks import build_peaks_of_blocks
from engine.core.errors import UserError
from engine.jobs.sound_likeness import LIKE_SECONDS


@dataclass(frozen=True, slots=True, eq=False)
class LikeSource:
    """A file as its waveform shows it; ``low`` and ``high`` in ``COLUMNS`` columns over its whole duration."""

    file: Path
    duration: float
    low: NDArray[np.float32] = field(repr=False)
    high: NDArray[np.float32] = field(repr=False)
    full_scale: float
    sections: tuple[TakeSection, ...] = ()

    @property
    def name(self) -> str:
        return plain(self.file.stem, 80)

    def start_of(self, middle: float, seconds: float) -> float:
        """Where an excerpt around a place begins; inside the file, to the tenth of a second."""
        latest = max(0.0, self.duration - seconds)
        return min(max(0.0, round(middle - seconds / 2, 1)), int(10 * latest) / 10)


def read_like(file: Path) -> LikeSource:
    """Read a file once for its length and outline. For a thread.

    Raises:
        AudioReadError: If it cannot be heard.
        UserError: If it is too short to sound like.
    """
    peaks = build_peaks_of_blocks(blocks(file))
    shortest = LIKE_SECONDS[0]
    if peaks.duration < shortest:
        raise UserError(
            f"{file.name} lasts {peaks.duration:.1f} s, too short to sound like",
            f"Choose music of {shortest:g} s at least.",
        )
    low, high = outline(peaks, 0.0, peaks.duration, COLUMNS)
    return LikeSource(file, peaks.duration, low, high, highest_peak(peaks) or 1.0)
