"""The sound of a take in a file of its own while the rest of it is being made."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from engine.core.audio import Audio

_GROWTH = 1.25
"""The file is written whole each time, so it grows by a quarter at least: all writing together is five last ones."""


@dataclass(slots=True, eq=False)
class SoundPreview:
    """Writes what there is of a take.

    Args:
        file: Where it goes; None where nobody wants it.
        subtype: Of the file.
        first_sound: Seconds from the beginning of the work, loading included, until there was something to hear.
    """

    file: Path | None
    subtype: str
    first_sound: float | None = None
    _started: float = field(default_factory=time.perf_counter)
    _parts: list[Audio] = field(default_factory=list)
    _written: int = 0

    def take(self, sound: Audio, start: float) -> None:
        """The next block; at 0 seconds everything begins anew."""
        from engine.audio.encode import write
        from engine.core.audio import Audio

        if self.file is None:
            return
        if start == 0.0:
            self._parts, self._written = [], 0
        self._parts.append(sound)
        there = sum(part.num_samples for part in self._parts)
        if there < _GROWTH * self._written:
            return
        together = Audio(np.concatenate([part.samples for part in self._parts], axis=1), sound.sample_rate)
        write(self.file, together, subtype=self.subtype)
        self._parts, self._written = [together], there
        if self.first_sound is None:
            self.first_sound = round(time.perf_counter() - self._started, 3)

    @property
    def words(self) -> str:
        """What can be heard already, for the progress; empty while there is nothing."""
        if self.file is None or not self._written:
            return ""
        return f"; the first {self._written / self._parts[0].sample_rate:.1f} s are in {self.file.name}"
