"""Small HTDemucs networks with the published geometry and random numbers."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

FOUR = ["drums", "bass", "other", "vocals"]


def tiny_htdemucs(sources: list[str] | None = None, *, seed: int = 0, **changed: Any) -> Any:
    """An HTDemucs in evaluation mode that takes half a second at once and computes it in a few hundredths."""
    import torch
    from demucs.htdemucs import HTDemucs

    with torch.random.fork_rng(devices=()):
        torch.manual_seed(seed)
        arguments = {
            "channels": 8,
            "bottom_channels": 32,
            "t_layers": 1,
            "t_heads": 2,
            "dconv_mode": 3,
            "segment": Fraction(1, 2),
            **changed,
        }
        return HTDemucs(sources or list(FOUR), **arguments).eval()
