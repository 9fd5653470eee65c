"""Samples no converter can make: isolated ones are silenced, more of them refuse the file."""

from __future__ import annotations

import numpy as np

from engine.audio.source import Source
from engine.core.audio import Samples

MAX_LEVEL = 1e4
"""+80 dBFS. Float files over full scale are common; beyond this the numbers are on another scale (16-bit integers
stored as floats, say), and guessing which would change the music's level behind the user's back: it is refused."""

MAX_BROKEN_SHARE = 0.1
"""A crashed plug-in leaves bursts of NaN; a file in which more than a tenth is missing is no recording any more."""

_SMALLEST_NORMAL = np.finfo(np.float32).tiny


class Repairer:
    """Makes every sample finite, block by block, and keeps count.

    NaN and infinities become 0. Denormals (below −758 dBFS) become 0 as well: they slow some processors down
    a hundredfold and nobody hears them.
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        self._broken = 0
        self._seen = 0

    def repair(self, block: Samples) -> Samples:
        """The block, or a repaired copy of it.

        Raises:
            AudioReadError: If a sample is finite but beyond ``MAX_LEVEL``.
        """
        self._seen += block.size
        level = np.abs(block)
        peak = float(level.max(initial=0.0))  # NaN if there is one
        if not np.isfinite(peak):
            finite = np.isfinite(block)
            self._broken += block.size - int(np.count_nonzero(finite))
            block = np.where(finite, block, np.float32(0))
            level = np.abs(block)
            peak = float(level.max(initial=0.0))
        if peak > MAX_LEVEL:
            reason = f"its samples are more than {MAX_LEVEL:,.0f} times over full scale"
            raise self._source.refusal(reason, "Normalise it in your audio editor, then export it again.")
        denormal = (level < _SMALLEST_NORMAL) & (level > 0)
        if denormal.any():
            block = np.where(denormal, np.float32(0), block)
        return block

    def verdict(self) -> str | None:
        """What to tell about the whole recording; None if nothing was broken.

        Raises:
            AudioReadError: If too much of it was broken.
        """
        if self._broken == 0:
            return None
        if self._broken > MAX_BROKEN_SHARE * self._seen:
            raise self._source.refusal(
                f"{self._broken / self._seen:.0%} of its samples are not numbers",
                "A plug-in may have failed during the export: export it again.",
            )
        return f"{self._broken} samples that are not numbers were replaced by silence"
