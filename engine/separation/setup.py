"""What a loader needs to know of this machine and of the user's wishes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

DEVICES = ("auto", "cpu", "cuda")
PRECISIONS = ("auto", "fp32", "bf16", "fp16")


@dataclass(frozen=True, slots=True)
class Setup:
    """Where weights lie and how to run them. Every loader takes one and uses what concerns it.

    Args:
        models_folder: The user's models folder; None where there is none (only what ships with the product loads).
        device: ``cpu``, ``cuda``, or ``auto`` for CUDA where it works.
        precision: Numbers the network computes with: ``fp32``, ``bf16``, ``fp16``, or ``auto`` for what is fastest
            on the device without being heard.
        shifts: How often a network separates the song, each time moved by another piece of time, and averages;
            0 for once and unmoved. Only networks that are not equivariant in time use it.

    Raises:
        ValueError: If a word is none of those, or ``shifts`` is negative.
    """

    models_folder: Path | None = None
    device: str = "auto"
    precision: str = "auto"
    shifts: int = 0

    def __post_init__(self) -> None:
        if self.device not in DEVICES:
            raise ValueError(f"device must be one of {', '.join(DEVICES)}, got {self.device!r}")
        if self.precision not in PRECISIONS:
            raise ValueError(f"precision must be one of {', '.join(PRECISIONS)}, got {self.precision!r}")
        if self.shifts < 0:
            raise ValueError(f"shifts must be 0 or more, got {self.shifts}")
