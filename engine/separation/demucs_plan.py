"""Demucs' own way of cutting a song: triangles, centred context, averaged shifts.

The plan says what ``demucs.apply.apply_model`` (version 4.1, ``split=True``) does, so that the one chunk loop gives
its numbers:

* Chunks of one segment begin every ``int((1 - overlap) * segment)`` samples, the last ones as short as the song leaves
  them. A short chunk is heard in the middle of a whole segment: with music in front of it, and silence where the song
  has ended.
* A chunk is weighed by a triangle with its top in the middle of a whole segment, divided by the sum of the triangles.
* A shift lets the song begin later: up to half a second of silence comes first. Several shifts are averaged; each is a
  lane of chunks of its own here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from engine.separation.plan import Curve, Plan, Segment, check_overlap, shares


def triangles(
    num_samples: int,
    segment_samples: int,
    overlap: float,
    *,
    heard_samples: int | None,
    leads: Sequence[int] = (0,),
    beyond: float = 0.0,
) -> Plan:
    """The plan of ``apply_model``.

    Args:
        num_samples: Length of the song.
        segment_samples: Longest chunk.
        overlap: Share of a chunk that it shares with the next, 0–0.75.
        heard_samples: Length that the network always hears; None if it takes any.
        leads: For each pass over the song, how many samples of silence come before it.
        beyond: The value that stands for silence outside the song.
    """
    check_overlap(overlap)
    if segment_samples < 1 or not leads or min(leads) < 0:
        raise ValueError(f"expected a segment and leads of 0 or more, got {segment_samples} and {list(leads)}")
    stride = max(1, int((1 - overlap) * segment_samples))
    lanes = [_lane(num_samples, segment_samples, stride, heard_samples, lead) for lead in leads]
    places = sorted(
        (chunk.segment.start, number, place) for number, lane in enumerate(lanes) for place, chunk in enumerate(lane)
    )
    lane_segments = [[chunk.segment for chunk in lane] for lane in lanes]
    triangle = _triangle(segment_samples)

    def curve(index: int) -> Curve:
        _, number, place = places[index]
        lane = lanes[number]
        return shares(lane_segments[number], lambda other: lane[other].cut(triangle), place) / len(leads)

    ordered = [lane_segments[number][place] for _, number, place in places]
    finals = [*(segment.start for segment in ordered[1:]), num_samples]
    segments = (replace(segment, final=final) for segment, final in zip(ordered, finals, strict=False))
    return Plan(tuple(segments), curve, beyond)


@dataclass(frozen=True, slots=True)
class _Chunk:
    """A segment, and how many samples of its triangle lie before the song."""

    segment: Segment
    skipped: int

    def cut(self, triangle: Curve) -> Curve:
        return triangle[self.skipped : self.skipped + self.segment.stop - self.segment.start]


def _lane(num_samples: int, segment_samples: int, stride: int, heard_samples: int | None, lead: int) -> list[_Chunk]:
    chunks = []
    for begin in range(-lead, num_samples, stride):
        length = min(segment_samples, num_samples - begin)
        if begin + length <= 0:
            continue
        heard = heard_samples or length
        first = begin - (heard - length) // 2
        start, stop = max(0, begin), begin + length
        segment = Segment(start, stop, stop, start - first, first + heard - stop)
        chunks.append(_Chunk(segment, start - begin))
    return chunks


def _triangle(length: int) -> Curve:
    rising = np.arange(1, length // 2 + 1, dtype=np.float64)
    falling = np.arange(length - length // 2, 0, -1, dtype=np.float64)
    return np.asarray(np.concatenate([rising, falling]) / falling[0], np.float64)
