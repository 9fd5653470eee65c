"""Where the segments of a song lie, what each hears, and how its estimate is weighed.

The weights of all segments add up to one at every sample of the song, so a separator that copies what it hears gives
the song back whatever the plan (weighted overlap-add; Crochiere 1980).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.core.audio import Samples

MAX_OVERLAP = 0.75
_FEWEST_STEPS = 16  # shortest ramp, in samples, of segments that hardly overlap: below it there is nothing to fade

Curve = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Segment:
    """Samples ``start`` to ``stop`` of a song get their estimate from here; those before ``final`` get nothing later.

    The separator hears ``before`` samples more in front and ``after`` more behind; the song need not reach that far.
    """

    start: int
    stop: int
    final: int
    before: int = 0
    after: int = 0

    @property
    def num_heard(self) -> int:
        return self.before + (self.stop - self.start) + self.after


@dataclass(frozen=True, slots=True)
class Plan:
    """Segments in the order of their starts.

    Args:
        segments: Together they cover the song.
        curve: Weight of the segment at an index, float64 ``[stop - start]``; over all segments they add up to one.
        beyond: Value of the samples that a segment hears where there is no song.
    """

    segments: tuple[Segment, ...]
    curve: Callable[[int], Curve]
    beyond: float = 0.0

    def weight(self, index: int) -> Samples:
        """Float32 ``[stop - start]`` for the segment at ``index``."""
        return np.asarray(self.curve(index), np.float32)

    def heard(self, song: Samples, segment: Segment) -> Samples:
        """What the separator is given of ``song`` ``[channels, samples]``: a view where the song reaches that far."""
        first, last = segment.start - segment.before, segment.stop + segment.after
        inside = song[:, max(0, first) : last]
        missing = (max(0, -first), max(0, last - song.shape[1]))
        if missing == (0, 0):
            return inside
        return np.pad(inside, ((0, 0), missing), constant_values=np.float32(self.beyond))


def plan_segments(num_samples: int, segment_samples: int, overlap: float) -> list[Segment]:
    """Where the segments lie.

    Args:
        num_samples: Length of the song.
        segment_samples: Longest segment, at least 1.
        overlap: Share of a segment that it shares with the next, 0–0.75.

    Returns:
        Segments in order that cover every sample; none for an empty song. Only a song shorter than a segment
        has a shorter one.
    """
    check_overlap(overlap)
    if segment_samples < 1:
        raise ValueError(f"a segment needs at least one sample, got {segment_samples}")
    if num_samples <= segment_samples:
        return [Segment(0, num_samples, num_samples)] if num_samples else []
    stride = max(1, segment_samples - round(segment_samples * overlap))
    starts = [*range(0, num_samples - segment_samples, stride), num_samples - segment_samples]
    finals = [*starts[1:], num_samples]
    return [Segment(start, start + segment_samples, final) for start, final in zip(starts, finals, strict=True)]


def check_overlap(overlap: float) -> None:
    """Refuse an overlap outside its range.

    Raises:
        ValueError: If it is.
    """
    if not 0.0 <= overlap <= MAX_OVERLAP:
        raise ValueError(f"overlap must lie in 0–{MAX_OVERLAP}, got {overlap}")


def trapezoids(num_samples: int, segment_samples: int, overlap: float) -> Plan:
    """The usual plan: the slopes are as long as the overlap, and the middle of a segment is left as it is.

    The last segment ends with the song and begins earlier instead of being padded with silence, so that the backend
    always hears as much music as it can take. Arguments are those of ``plan_segments``.
    """
    segments = plan_segments(num_samples, segment_samples, overlap)
    ramp = max(round(segment_samples * overlap), min(_FEWEST_STEPS, segment_samples) if overlap > 0.0 else 0)

    def shape(index: int) -> Curve:
        segment = segments[index]
        last = index == len(segments) - 1
        return _trapezoid(segment.stop - segment.start, 0 if index == 0 else ramp, 0 if last else ramp)

    return Plan(tuple(segments), lambda index: shares(segments, shape, index))


def shares(lane: Sequence[Segment], shape: Callable[[int], Curve], index: int) -> Curve:
    """The shape of one segment divided by the sum of the shapes of all that touch it.

    Args:
        lane: Segments in order, neither starts nor stops falling.
        shape: Positive weights of the segment at an index, before division.
        index: Which segment.
    """
    segment, own = lane[index], shape(index)
    total = own.copy()
    before, after = index - 1, index + 1
    while before >= 0 and lane[before].stop > segment.start:
        _add_overlap(total, segment, lane[before], shape(before))
        before -= 1
    while after < len(lane) and lane[after].start < segment.stop:
        _add_overlap(total, segment, lane[after], shape(after))
        after += 1
    return own / total


def _add_overlap(total: Curve, segment: Segment, other: Segment, shape: Curve) -> None:
    start, stop = max(segment.start, other.start), min(segment.stop, other.stop)
    total[start - segment.start : stop - segment.start] += shape[start - other.start : stop - other.start]


def _trapezoid(length: int, rise: int, fall: int) -> Curve:
    """Weights in (0, 1]: up over ``rise`` samples, down over ``fall``. Never zero: their sum divides."""
    weight = np.ones(length, np.float64)
    rise, fall = min(rise, length), min(fall, length)
    weight[:rise] *= (np.arange(rise) + 0.5) / max(1, rise)
    weight[length - fall :] *= ((np.arange(fall) + 0.5) / max(1, fall))[::-1]
    return weight
