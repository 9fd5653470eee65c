"""A piece brought to the exact grid: stretched to the tempo asked for, cut from a first beat to whole bars.

Rubber Band (through pedalboard) changes the length and leaves the pitch. The result has exactly
``round(bars * 4 * 60 / bpm * sample_rate)`` samples, so that a sequencer set to that tempo plays it without a gap.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.core.audio import Audio

LARGEST_CHANGE = 0.08
"""Of the tempo. Beyond it stretched drums are audibly smeared (design value)."""
MARGIN_BARS = 1.25
"""Made beyond what is asked for: up to a bar is lost before the first beat, the rest covers a stretch."""
_FEWEST_BEATS = 5


@dataclass(frozen=True, slots=True, eq=False)
class Fitted:
    """A piece on its grid, or as it was with the reason; ``ratio`` is new speed over old speed."""

    audio: Audio
    is_fitted: bool
    ratio: float
    start: float
    bars: int
    reason: str

    def document(self, tempo_bpm: float, heard_bpm: float | None) -> dict[str, Any]:
        """As it stands in the recipe."""
        return {
            "applied": self.is_fitted,
            "tempo_bpm": tempo_bpm,
            "heard_bpm": None if heard_bpm is None else round(heard_bpm, 3),
            "ratio": round(self.ratio, 6),
            "largest_change": LARGEST_CHANGE,
            "cut_from": round(self.start, 6),
            "bars": self.bars,
            "num_samples": self.audio.num_samples,
            "by": "Rubber Band (pedalboard.time_stretch)" if self.ratio != 1.0 else "cut only",
            "why": self.reason,
        }


def grid_samples(bars: int, tempo_bpm: float, sample_rate: int) -> int:
    """Samples of bars of four quarters."""
    return round(bars * 4 * 60.0 / tempo_bpm * sample_rate)


def heard_tempo(beats: Sequence[float], asked: float) -> float | None:
    """The tempo of a line through all beats, at the octave nearest to what was asked; None for too few beats."""
    if len(beats) < _FEWEST_BEATS:
        return None
    times = np.asarray(beats, np.float64)
    middle = float(np.median(np.diff(times)))
    places = np.concatenate([[0.0], np.cumsum(np.rint(np.diff(times) / middle))])
    period = float(np.polyfit(places, times, 1)[0])
    if period <= 0.0:
        return None
    tempo = 60.0 / period
    return float(tempo * 2.0 ** round(float(np.log2(asked / tempo))))


def fit_grid(
    audio: Audio,
    *,
    beats: Sequence[float],
    downbeats: Sequence[float],
    tempo_bpm: float,
    bars: int | None,
    most_samples: int | None = None,
) -> Fitted:
    """Bring a piece to the grid of ``tempo_bpm``.

    Args:
        audio: The piece.
        beats: Heard in it, in seconds.
        downbeats: Those of them that begin a bar.
        tempo_bpm: The grid.
        bars: How many are kept; None for all whole ones.
        most_samples: Keep no more than these, for a piece whose length was asked for in seconds.

    Returns:
        The fitted piece; or the piece as it is with ``is_fitted`` False and the reason.
    """
    tempo = heard_tempo(beats, tempo_bpm)
    if tempo is None or not downbeats:
        return _left(audio, "no beat was heard that could be fitted")
    ratio = tempo_bpm / tempo
    if abs(ratio - 1.0) > LARGEST_CHANGE:
        reason = f"the tempo heard, {tempo:.1f} BPM, is more than {LARGEST_CHANGE:.0%} from {tempo_bpm:g} BPM"
        return _left(audio, reason)
    start = max(0.0, downbeats[0])
    first = round(start * audio.sample_rate)
    samples = stretched(audio.samples[:, first:], audio.sample_rate, ratio)
    room = int(samples.shape[1] / grid_samples(1, tempo_bpm, audio.sample_rate))
    if most_samples is not None:
        room = min(room, max(1, round(most_samples / grid_samples(1, tempo_bpm, audio.sample_rate))))
    kept = room if bars is None else min(bars, room)
    if kept < 1:
        return _left(audio, "there is no whole bar behind its first beat")
    length = grid_samples(kept, tempo_bpm, audio.sample_rate)
    if samples.shape[1] < length:  # rounding of a bar
        samples = np.pad(samples, ((0, 0), (0, length - samples.shape[1])))
    reason = "" if bars is None or kept == bars else f"only {kept} of {bars} bars lie behind its first beat"
    exact = Audio(np.ascontiguousarray(samples[:, :length]), audio.sample_rate)
    return Fitted(exact, is_fitted=True, ratio=ratio, start=start, bars=kept, reason=reason)


def stretched(samples: Any, sample_rate: int, ratio: float) -> Any:
    """``ratio`` times as fast at the same pitch; exactly the same samples where the ratio is 1 to 1 ppm."""
    if abs(ratio - 1.0) < 1e-6 or not samples.size:
        return samples
    import pedalboard

    return np.asarray(
        pedalboard.time_stretch(np.ascontiguousarray(samples), float(sample_rate), stretch_factor=ratio), np.float32
    )


def _left(audio: Audio, reason: str) -> Fitted:
    return Fitted(audio, is_fitted=False, ratio=1.0, start=0.0, bars=0, reason=f"left as it is: {reason}")
