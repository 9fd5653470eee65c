"""A piece that repeats without a seam: what follows its last bar fades out over the beginning of its first.

The end of the loop runs on into exactly the samples that followed it, so there is no jump; within the fade the head
comes in. The two are different moments of a piece, so powers add: ``cos² + sin² = 1``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.core.audio import Audio
from engine.generation.shaping.grid_fit import grid_samples

FADE_BEATS = 0.5
"""Of the cross-fade (design value): long enough for held chords, over before the next strong beat."""


@dataclass(frozen=True, slots=True, eq=False)
class Looped:
    """A loop of exactly ``bars`` bars; ``fade`` in seconds, ``start`` where it was cut from."""

    audio: Audio
    bars: int
    start: float
    fade: float
    step: float
    usual_step: float

    def document(self, tempo_bpm: float) -> dict[str, Any]:
        """As it stands in the recipe; steps are between neighbouring samples, the largest of all channels."""
        return {
            "applied": True,
            "tempo_bpm": tempo_bpm,
            "bars": self.bars,
            "cut_from": round(self.start, 6),
            "fade_seconds": round(self.fade, 6),
            "fade": "equal power: what followed the last bar, over the head",
            "step_at_seam": round(self.step, 6),
            "usual_largest_step": round(self.usual_step, 6),
            "num_samples": self.audio.num_samples,
        }


def loop(audio: Audio, *, tempo_bpm: float, bars: int | None, start: float = 0.0) -> Looped | None:
    """Cut whole bars from ``start`` so that they repeat; None where there is no whole bar with a fade behind it.

    Args:
        audio: The piece, longer than the loop by the fade.
        tempo_bpm: Of the bars, of four quarters.
        bars: How many at most; None for as many as there are.
        start: Seconds of a first beat.
    """
    rate = audio.sample_rate
    first = round(start * rate)
    fade = round(FADE_BEATS * 60.0 / tempo_bpm * rate)
    there = audio.num_samples - first - fade
    kept = _bars_in(there, tempo_bpm, rate) if bars is None else min(bars, _bars_in(there, tempo_bpm, rate))
    if kept < 1:
        return None
    length = grid_samples(kept, tempo_bpm, rate)
    body = audio.samples[:, first : first + length].copy()
    behind = audio.samples[:, first + length : first + length + fade]
    angle = 0.5 * np.pi * np.arange(fade) / fade  # 0 at the seam: there stands what followed, and nothing else
    body[:, :fade] = body[:, :fade] * np.sin(angle) + behind * np.cos(angle)
    step = float(np.abs(body[:, 0] - body[:, -1]).max())
    usual = float(np.abs(np.diff(body, axis=1)).max(initial=0.0))
    return Looped(Audio(body, rate), kept, first / rate, fade / rate, step, usual)


def _bars_in(samples: int, tempo_bpm: float, sample_rate: int) -> int:
    bars = max(0, int(samples / (4 * 60.0 / tempo_bpm * sample_rate)))
    return bars if grid_samples(bars, tempo_bpm, sample_rate) <= samples else bars - 1
