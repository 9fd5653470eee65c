"""What a generator's loader needs to know of this machine and of the user's wishes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

DEVICES = ("auto", "cpu", "cuda")
PRECISIONS = ("auto", "fp32", "fp16", "bf16", "int8")
DECODERS = ("own", "reference")


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneratorSetup:
    """Every loader takes one and uses what concerns it.

    Args:
        models_folder: The user's models folder; None where there is none.
        scratch: Where converted weights may be kept; None for nowhere.
        model: Weights: a card's id or a folder; empty for the best that is installed for the style.
        style: A profile's id; empty where none was asked for.
        device: ``cpu``, ``cuda``, or ``auto`` for CUDA where it works.
        precision: Numbers the network computes with; ``auto`` is what the publisher computes with on the device.
        decoder: ``own``, or ``reference`` for the publisher's program around the same weights.

    Raises:
        ValueError: If a word is none of those.
    """

    models_folder: Path | None = None
    scratch: Path | None = None
    model: str = ""
    style: str = ""
    device: str = "auto"
    precision: str = "auto"
    decoder: str = "own"

    def __post_init__(self) -> None:
        for name, value, known in (
            ("device", self.device, DEVICES),
            ("precision", self.precision, PRECISIONS),
            ("decoder", self.decoder, DECODERS),
        ):
            if value not in known:
                raise ValueError(f"{name} must be one of {', '.join(known)}, got {value!r}")
