"""Music that a piece is to sound like: a few seconds of a file, or of a take."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.core.errors import UserError

if TYPE_CHECKING:
    from engine.generation.base import Likeness
    from engine.jobs.context import JobContext

LIKE_SECONDS = (1.5, 4.5)
"""Shortest and longest excerpt that style models were trained on (Rouard et al. 2024)."""
MOST_CLOSENESS, USUAL_CLOSENESS = 6, 3
"""Codebooks of the published style model, and how many it uses where nobody says."""
MOST_WORDS = 9.0


@dataclass(frozen=True, slots=True)
class LikeMusic:
    """What is asked for.

    Args:
        file: Audio file, or a take's folder; empty for none.
        start: Where the excerpt begins, in seconds; None for the middle.
        seconds: How long it is.
        closeness: 1 (free) upwards; None for the model's usual.
        words: How much the words weigh beside it, 1 for no more than it does.
    """

    file: str = ""
    start: float | None = None
    seconds: float = 3.0
    closeness: int | None = None
    words: float = 5.0


def read_likeness(asked: LikeMusic, context: JobContext) -> Likeness | None:
    """The excerpt; None where none is asked for.

    Raises:
        AudioReadError: If the file cannot be heard.
        UserError: If it has no such seconds, or they are silent.
    """
    if not asked.file:
        return None
    from engine.core.audio import Audio
    from engine.generation.base import Likeness
    from engine.jobs.sound_sources import SILENT, read_sound

    whole = read_sound(asked.file, context)
    start = max(0.0, (whole.duration - asked.seconds) / 2) if asked.start is None else asked.start
    if start < 0.0 or start + asked.seconds > whole.duration + 1e-3:
        raise UserError(
            f"{asked.file} lasts {whole.duration:.2f} s, so it has no {asked.seconds:g} s from {start:g} s on",
            "Give a longer file, or other --like-at and --like-seconds.",
        )
    first = round(start * whole.sample_rate)
    samples = whole.samples[:, first : first + round(asked.seconds * whole.sample_rate)]
    if float(np.abs(samples).max(initial=0.0)) < SILENT:
        raise UserError(f"The excerpt of {asked.file} is silent", "Choose another place with --like-at SECONDS.")
    return Likeness(Audio(samples, whole.sample_rate), asked.closeness, asked.words)
