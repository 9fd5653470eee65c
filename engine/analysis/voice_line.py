"""The notes a voice sings: its pitch curve as steps on which a voice may waver, divided where it is sung anew.

A voice glides and wavers; rounding each frame breaks it into slivers on neighbouring keys. Here the curve is replaced
by the steps that lie closest to it when every change of step costs as much as being a semitone off for a tenth of a
second (dynamic programming over steps of a third of a semitone as in Mauch et al., "Computer-aided melody note
transcription using the Tony software", TENOR 2015, with a cost in place of its trained transitions).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from engine.analysis.voice_pitch import STEP_S, Floats, VoicePitch

_STEPS_PER_SEMITONE = 3
_CHANGE_S = 0.07  # a change pays off after so long a semitone away
_FARTHEST = 2.0  # semitones: what is farther off (a glide, a consonant) is no more wrong than this
_GAP_S = 0.03  # a shorter pause is a consonant within a note
_DIP_DB = 6.0
_DIP_S = 0.08
_SHORTEST_S = 0.04


@dataclass(frozen=True, slots=True)
class SungNote:
    """Seconds, fractional MIDI number and confidence 0-1 of a note."""

    onset: float
    offset: float
    pitch: float
    confidence: float


def sung_notes(voice: VoicePitch, *, min_pitch: int, max_pitch: int, min_note_s: float) -> tuple[SungNote, ...]:
    """Notes of a single line in order of time.

    Args:
        voice: Its pitch.
        min_pitch: Lowest MIDI number.
        max_pitch: Highest MIDI number.
        min_note_s: Shorter notes are dropped.
    """
    found: list[SungNote] = []
    for start, stop in _phrases(voice):
        if stop - start < _SHORTEST_S / STEP_S:
            continue
        path = _steps(voice.pitch[start:stop])
        cuts = [0, *(np.flatnonzero(np.diff(path)) + 1).tolist(), stop - start]
        for first, last in pairwise(cuts):
            edges = [start + first, *_repetitions(voice.level_db, start + first, start + last), start + last]
            for a, b in pairwise(edges):
                pitch = float(np.median(voice.pitch[a:b]))
                if (b - a) * STEP_S >= min_note_s - 1e-9 and min_pitch - 0.5 <= pitch < max_pitch + 0.5:
                    found.append(SungNote(a * STEP_S, b * STEP_S, pitch, float(voice.confidence[a:b].mean())))
    return tuple(found)


def _phrases(voice: VoicePitch) -> list[tuple[int, int]]:
    """Sung stretches, ``(first, end)`` frames; joined over a short pause in which the voice does not fall."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], voice.is_voiced.astype(np.int8), [0]])))
    level, near = voice.level_db, round(0.1 / STEP_S)
    joined: list[tuple[int, int]] = []
    for start, stop in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        if joined and (start - joined[-1][1]) * STEP_S <= _GAP_S:
            first, end = joined[-1]
            before, after = level[max(first, end - near) : end].max(), level[start : start + near].max()
            if level[end:start].min() > min(before, after) - _DIP_DB:
                joined[-1] = (first, stop)
                continue
        joined.append((start, stop))
    return joined


def _steps(pitch: Floats) -> NDArray[np.int64]:
    """Index of the step that each frame is taken for."""
    low, high = np.floor(pitch.min()) - 1.0, np.ceil(pitch.max()) + 1.0
    steps = np.arange(low, high + 1e-6, 1.0 / _STEPS_PER_SEMITONE)
    costs = np.minimum(np.abs(pitch[:, None] - steps), _FARTHEST)
    change = _CHANGE_S / STEP_S
    best = costs[0].copy()
    own = np.arange(len(steps))
    origins = np.empty(costs.shape, np.int16)
    for frame in range(1, len(costs)):
        leader = int(best.argmin())
        stays = best <= best[leader] + change
        origins[frame] = np.where(stays, own, leader)
        best = np.where(stays, best, best[leader] + change) + costs[frame]
    path = np.empty(len(costs), np.int64)
    path[-1] = int(best.argmin())
    for frame in range(len(costs) - 1, 0, -1):
        path[frame - 1] = origins[frame, path[frame]]
    return path


def _repetitions(level_db: Floats, start: int, stop: int) -> list[int]:
    """Frames inside a held step at which the voice falls and comes again."""
    reach = round(_DIP_S / STEP_S)
    level = np.convolve(np.pad(level_db[start:stop], 1, mode="edge"), np.ones(3) / 3.0, mode="valid")
    found: list[int] = []
    for frame in range(reach, len(level) - reach):
        if level[frame] > level[frame - reach : frame + reach + 1].min():
            continue
        before, after = level[max(0, frame - 2 * reach) : frame].max(), level[frame : frame + 2 * reach].max()
        if min(before, after) - level[frame] > _DIP_DB and (not found or start + frame - found[-1] >= reach):
            found.append(start + frame)
    return found
