"""Where a song is cut: stretches of one length that begin on bar lines and are music from end to end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.core.audio import Audio

_FRAME_S = 0.05
_SILENCE_DBFS = -60.0
MAX_SILENT_SHARE = 0.2
MAX_GAP_S = 2.0


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a song.

    Args:
        index: From 0, in order.
        start, end: Seconds; ``start`` is where the sample ``start_sample`` lies.
        start_sample, num_samples: At the data set's rate.
        first_bar, num_bars: Counted from 1, and how many end inside it; None where no bars are known.
        is_on_bar_line: Whether it begins on one.
    """

    index: int
    start: float
    end: float
    start_sample: int
    num_samples: int
    first_bar: int | None
    num_bars: int | None
    is_on_bar_line: bool


@dataclass(frozen=True, slots=True)
class Cut:
    """The segments of a song, and stretches that were passed over with the reason: (start, end, reason)."""

    segments: tuple[Segment, ...]
    left_out: tuple[tuple[float, float, str], ...]


def cut(audio: Audio, downbeats: Sequence[float], *, seconds: float) -> Cut:
    """Cut a song from its beginning: each segment begins on the first bar line that is not before the last one's end.

    A stretch that is silent for long is passed over bar by bar. Songs whose bars are unknown are cut every ``seconds``,
    and their segments say so.

    Args:
        audio: The song at the data set's rate.
        downbeats: Seconds, increasing.
        seconds: Length of a segment.
    """
    rate = audio.sample_rate
    length = round(seconds * rate)
    has_bars = len(downbeats) > 1
    lines = [time for time in downbeats if time >= 0.0] if has_bars else _every(seconds, audio.duration)
    loud = _loud_frames(audio)
    segments: list[Segment] = []
    left_out: list[tuple[float, float, str]] = []
    free = 0
    for bar, line in enumerate(lines):
        start = round(line * rate)
        if start < free:
            continue
        if start + length > audio.num_samples:
            break
        if (reason := _silence(loud, start / rate, seconds)) is not None:
            left_out.append((line, line + seconds, reason))
            continue
        end = (start + length) / rate
        num_bars = sum(line < other <= end for other in lines) if has_bars else None
        segments.append(
            Segment(len(segments), start / rate, end, start, length, bar + 1 if has_bars else None, num_bars, has_bars)
        )
        free = start + length
    rest = audio.duration - free / rate
    if rest > 0.0:
        left_out.append((free / rate, audio.duration, f"the rest is shorter than {seconds:g} s"))
    return Cut(tuple(segments), tuple(_merged(left_out)))


def _every(seconds: float, duration: float) -> list[float]:
    return [seconds * number for number in range(int(duration / seconds) + 1)]


def _loud_frames(audio: Audio) -> NDArray[np.bool_]:
    size = max(1, round(_FRAME_S * audio.sample_rate))
    count = audio.num_samples // size
    frames = audio.samples[:, : count * size].reshape(audio.num_channels, count, size)
    energy = np.einsum("cfs,cfs->f", frames, frames, dtype=np.float64) / (size * audio.num_channels)
    loud: NDArray[np.bool_] = energy >= 10.0 ** (_SILENCE_DBFS / 10.0)
    return loud


def _silence(loud: NDArray[np.bool_], start: float, seconds: float) -> str | None:
    part = loud[round(start / _FRAME_S) : round((start + seconds) / _FRAME_S)]
    share = 1.0 - float(part.mean()) if part.size else 1.0
    if share > MAX_SILENT_SHARE:
        return f"{100 * share:.0f} % of it is silent"
    edges = np.flatnonzero(np.concatenate([[True], part, [True]]))
    gap = float(np.diff(edges).max() - 1) * _FRAME_S
    return f"it is silent for {gap:.1f} s" if gap > MAX_GAP_S else None


def _merged(stretches: Sequence[tuple[float, float, str]]) -> list[tuple[float, float, str]]:
    """Stretches that were passed over one bar line after the other, as one."""
    merged: list[tuple[float, float, str]] = []
    for start, end, reason in stretches:
        if merged and start <= merged[-1][1] and "silent" in reason and "silent" in merged[-1][2]:
            merged[-1] = (merged[-1][0], end, merged[-1][2])
        else:
            merged.append((start, end, reason))
    return merged
