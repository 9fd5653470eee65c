"""What the window and the player say to each other through the pipe; all small, all frozen."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OpenStems:
    """Window → player: play these files from the start."""

    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CloseStems:
    """Window → player: let go of the files."""


@dataclass(frozen=True, slots=True)
class StemsOpened:
    """Player → window: ready to play."""

    sample_rate: int
    num_frames: int


@dataclass(frozen=True, slots=True)
class OutputChanged:
    """Player → window: where the sound goes now (``control.SOUND_CARD``…).

    ``reason`` is a sentence where it goes nowhere.
    """

    output: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PlayerProblem:
    """Player → window: one sentence."""

    sentence: str
