"""How loud, where and whether a stem is heard: what a fader strip holds."""

from __future__ import annotations

from dataclasses import dataclass

from engine.core.stems import Stem

SILENCE_DB = -60.0
"""A fader at its lower end is silence, not a thousandth."""


@dataclass(frozen=True, slots=True)
class StemMix:
    """One stem's strip.

    Args:
        stem: Which.
        gain_db: dB; ``SILENCE_DB`` and below is silence.
        pan: -1 left to 1 right.
        is_muted: Not heard.
        is_soloed: Heard, and no stem that is not soloed.
    """

    stem: Stem
    gain_db: float = 0.0
    pan: float = 0.0
    is_muted: bool = False
    is_soloed: bool = False

    @property
    def gain(self) -> float:
        """Linear."""
        return 0.0 if self.gain_db <= SILENCE_DB else float(10.0 ** (self.gain_db / 20.0))
