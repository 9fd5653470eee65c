"""The one line a voice sings: a hidden Markov model over the piano keys and silence, read from pitch salience.

A voice glides and wavers; following each key on its own breaks it into slivers on neighbouring keys. Here a path pays
for every change, so it stays on the key that holds most of a note (the note segmentation idea of Ryynänen & Klapuri,
"Transcription of the Singing Melody in Polyphonic Music", ISMIR 2006, without their trained models).
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from engine.analysis.salience import LOWEST_PITCH, NUM_PITCHES, FloatArray, PitchSalience

_CHANGE_COST = 6.0  # nats: a change pays off after about five frames (60 ms) on the better key
_SILENCE = 0.3  # the activation at which singing and silence are equally likely; the network's own threshold
_FLOOR = 0.03
_ONSET = 0.6  # above the network's 0.5: consonants inside a syllable also raise the onset
_EDGE_FRAMES = 6
_NEAR_FRAMES = 3


def sung_notes(
    salience: PitchSalience, *, min_pitch: int, max_pitch: int, min_note_s: float
) -> tuple[tuple[int, int, int], ...]:
    """Notes of a single line: ``(first frame, end frame, row of the salience)`` in order of time.

    Args:
        salience: Activations of the voice.
        min_pitch: Lowest MIDI number.
        max_pitch: Highest MIDI number.
        min_note_s: Shorter notes are dropped.
    """
    if salience.num_frames == 0 or float(salience.notes.max()) < _SILENCE:
        return ()
    rows = slice(max(0, min_pitch - LOWEST_PITCH), min(NUM_PITCHES, max_pitch - LOWEST_PITCH + 1))
    activation = np.full_like(salience.notes, _FLOOR)
    activation[:, rows] = np.clip(salience.notes[:, rows], _FLOOR, 1.0)
    path = _best_path(np.log(activation))
    shortest = max(1, round(min_note_s * salience.clock.rate))
    cuts = np.concatenate([[0], np.flatnonzero(np.diff(path)) + 1, [len(path)]]).tolist()
    notes: list[tuple[int, int, int]] = []
    for start, stop in pairwise(cuts):
        row = int(path[start])
        if row == NUM_PITCHES:
            continue
        edges = [start, *_repetitions(salience.onsets, start, stop, row), stop]
        notes += [(a, b, row) for a, b in pairwise(edges) if b - a >= shortest]
    return tuple(notes)


def _best_path(emission: FloatArray) -> NDArray[np.int64]:
    """Viterbi over the keys and silence (state 88) with one cost for any change."""
    silence = float(np.log(_SILENCE))
    best = np.append(emission[0], silence).astype(np.float64)
    states = np.arange(NUM_PITCHES + 1)
    origins = np.empty((len(emission), NUM_PITCHES + 1), np.int16)
    for frame in range(1, len(emission)):
        leader = int(best.argmax())
        stays = best >= best[leader] - _CHANGE_COST
        origins[frame] = np.where(stays, states, leader)
        best = np.where(stays, best, best[leader] - _CHANGE_COST)
        best[:NUM_PITCHES] += emission[frame]
        best[NUM_PITCHES] += silence
    path = np.empty(len(emission), np.int64)
    path[-1] = int(best.argmax())
    for frame in range(len(emission) - 1, 0, -1):
        path[frame - 1] = origins[frame, path[frame]]
    return path


def _repetitions(onsets: FloatArray, start: int, stop: int, row: int) -> list[int]:
    """Frames inside a held key at which it is sung anew."""
    near = onsets[start:stop, max(0, row - 1) : row + 2].max(axis=1)
    return [
        start + frame
        for frame in range(_EDGE_FRAMES, stop - start - _EDGE_FRAMES)
        if near[frame] >= _ONSET and near[frame] == near[frame - _NEAR_FRAMES : frame + _NEAR_FRAMES + 1].max()
    ]
