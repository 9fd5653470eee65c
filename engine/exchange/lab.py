"""``.lab`` files as MIREX, mir_eval and Sonic Visualiser read them: tab-separated columns, times in seconds."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from pathlib import Path

from engine.core.analysis import Analysis
from engine.whole_file import write_bytes


def chords_lab(analysis: Analysis) -> str:
    """``start end label`` for each chord, labels in Harte syntax, ``N`` where there is none."""
    return "".join(f"{c.start:.6f}\t{c.end:.6f}\t{c.label}\n" for c in analysis.chords)


def sections_lab(analysis: Analysis) -> str:
    """``start end label`` for each section."""
    return "".join(f"{s.start:.6f}\t{s.end:.6f}\t{s.label}\n" for s in analysis.sections)


def beats_lab(analysis: Analysis) -> str:
    """``time position`` for each beat, position 1 = downbeat; only ``time`` where no downbeat is known."""
    if not analysis.downbeats or analysis.meter is None:
        return "".join(f"{time:.6f}\n" for time in analysis.beats)
    positions = beat_positions(analysis.beats, analysis.downbeats, analysis.meter.beats_per_bar)
    return "".join(f"{time:.6f}\t{position}\n" for time, position in zip(analysis.beats, positions, strict=True))


def beat_positions(beats: Sequence[float], downbeats: Sequence[float], beats_per_bar: int) -> tuple[int, ...]:
    """Position of each beat in its bar, counted from the downbeat before it, or backwards in a pickup.

    Args:
        beats: Seconds, increasing.
        downbeats: When bars begin, at least one; each counts for the beat nearest to it.
        beats_per_bar: Beats of a full bar.
    """
    starts = {_nearest(beats, time) for time in downbeats} if beats else set()
    first = min(starts, default=0)
    positions: list[int] = []
    for index in range(len(beats)):
        if index < first:
            positions.append((index - first) % beats_per_bar + 1)
        else:
            positions.append(1 if index in starts else positions[-1] % beats_per_bar + 1)
    return tuple(positions)


def _nearest(beats: Sequence[float], time: float) -> int:
    """Index of the beat nearest to a time."""
    after = bisect.bisect_left(beats, time)
    if after == 0 or (after < len(beats) and beats[after] - time < time - beats[after - 1]):
        return after
    return after - 1


def write_labs(folder: Path, analysis: Analysis) -> None:
    """Write ``chords.lab``, ``beats.lab`` and ``sections.lab``; a file is empty where nothing was found.

    Raises:
        OSError: If they cannot be written.
    """
    write_bytes(folder / "chords.lab", chords_lab(analysis).encode())
    write_bytes(folder / "beats.lab", beats_lab(analysis).encode())
    write_bytes(folder / "sections.lab", sections_lab(analysis).encode())
