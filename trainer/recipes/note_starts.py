"""Where notes begin in keys, pads, guitars: the weights of ``engine.analysis.note_starts``, from composed pieces."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import numpy as np

from engine.analysis.note_features import note_candidates
from engine.analysis.note_starts import SHIFT_S
from engine.analysis.salience import LOWEST_PITCH, pitch_salience
from engine.analysis.spectrum import mono
from engine.core.stems import Stem
from trainer.recipes.note_corpus import PlayedStem, played_stems
from trainer.recipes.small_nets import Array, Classes, NetPlan, fit_net

_PLAN = NetPlan(names=("first", "second", "out"), hidden=(192, 48), steps=16_000, learning_rate=1.5e-3)
_NEAR_S, _UNCLEAR_S = 0.15, 0.08
"""A pad's key rises long after it was pressed: the candidate nearest to the note, if only so near, is told how far."""
_EDGE_S = 0.05
_SHARE, _LEAST = 5, 60
"""Of the candidates that are no notes, five for each note are kept, and those count for the ones left out."""
_HEAVIEST = 6.0


def fit_note_starts(folder: Path, report: Callable[[float], None]) -> dict[str, Array]:
    """Tensors ``mean``, ``deviation``, and weight and bias of ``first``, ``second`` and ``out``."""
    rng = np.random.default_rng(0)
    rows: list[Array] = []
    truths: list[Classes] = []
    weights: list[Array] = []
    shifts: list[Array] = []
    for piece in played_stems(folder, Stem.OTHER, report):
        features, truth, shift = _examples(piece)
        is_note, others = np.flatnonzero(truth == 1), np.flatnonzero(truth == 0)
        kept = rng.permutation(others)[: max(_LEAST, _SHARE * len(is_note))]
        weight = min(_HEAVIEST, len(others) / max(1, len(kept)))
        rows += [features[is_note], features[kept]]
        shifts += [shift[is_note], shift[kept]]
        truths += [np.ones(len(is_note), np.int64), np.zeros(len(kept), np.int64)]
        weights += [np.ones(len(is_note), np.float32), np.full(len(kept), weight, np.float32)]
    told = np.concatenate(shifts)
    return fit_net(np.concatenate(rows), np.concatenate(truths), np.concatenate(weights), _PLAN, shifts=told)


def _examples(piece: PlayedStem) -> tuple[Array, Classes, Array]:
    """Features of the candidates, whether each is a note, and by how much it comes too early, over ``SHIFT_S``."""
    salience = pitch_salience(piece.audio, tuning_cents=piece.tuning_cents)
    found = note_candidates(salience, mono(piece.audio), piece.audio.sample_rate)
    times = salience.clock.time(found.frames.astype(np.float64))
    truth = np.zeros(len(times), np.int64)
    rows_of: dict[int, list[int]] = defaultdict(list)
    for index, row in enumerate(found.rows.tolist()):
        rows_of[row + LOWEST_PITCH].append(index)
    notes = [(note["onset"], np.asarray(rows_of.get(note["pitch"], []), np.int64)) for note in piece.begun()]
    for onset, own in notes:
        truth[own[np.abs(times[own] - onset) <= _UNCLEAR_S]] = -1
    shift = np.zeros(len(times), np.float32)
    for onset, own in notes:
        if len(own) and float(np.abs(times[own] - onset).min()) <= _NEAR_S:
            nearest = own[np.abs(times[own] - onset).argmin()]
            truth[nearest], shift[nearest] = 1, (onset - times[nearest]) / SHIFT_S
    # what rang before the piece began is cut off at its start, which looks like a note
    ringing = {note["pitch"] for note in piece.notes if note.get("from_before")}
    for pitch in ringing:
        own = np.asarray(rows_of.get(pitch, []), np.int64)
        truth[own[times[own] < _EDGE_S]] = -1
    return found.features, truth, shift
