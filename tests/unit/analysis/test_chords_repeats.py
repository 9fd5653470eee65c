"""Loops come again: the same place of other rounds is found, and what one round lacks the others tell."""

from __future__ import annotations

import numpy as np
import pytest

from engine.analysis.chord_repeats import repeat_weights, with_repeats
from engine.analysis.chroma import combine
from engine.analysis.salience import PitchSalience
from engine.core.time import FrameClock

LOOP = ((0, 4, 7), (9, 0, 4), (5, 9, 0), (7, 11, 2))  # C Am F G, a bar each
POSITIONS = (1, 2, 3, 4) * 16


def chroma(loop: tuple[tuple[int, ...], ...] = LOOP, rounds: int = 4) -> np.ndarray:
    rows = np.full((16 * rounds, 12), 0.05)
    for cell in range(len(rows)):
        rows[cell, list(loop[cell // 4 % 4])] = 0.9
    return rows


def test_other_rounds_of_a_loop_are_found_and_nothing_else() -> None:
    weights = repeat_weights(chroma(), 4)
    middle = np.arange(16, 48)  # at the borders little context is there
    apart = np.abs(np.arange(64)[:, np.newaxis] - np.arange(64))
    assert np.all(weights[apart == 0] == 0.0)
    assert np.all(weights[apart % 4 != 0] == 0.0)
    same = weights[middle] * (apart[middle] % 16 == 0)
    assert same.sum(axis=1).min() > 0.0
    assert (weights[middle] * (apart[middle] % 16 != 0)).sum() < 0.01 * same.sum()


def test_a_round_that_says_nothing_is_told_by_the_others() -> None:
    scores = np.zeros((64, 4))
    scores[np.arange(64), np.arange(64) // 4 % 4] = 3.0
    unclear = scores.copy()
    unclear[20:24] = 0.0
    assert np.argmax(with_repeats(unclear, chroma(), POSITIONS)[20:24], axis=1) == pytest.approx(1)


def test_short_pieces_and_pieces_without_bars_are_left_alone() -> None:
    scores = np.random.default_rng(0).random((16, 5))
    assert with_repeats(scores, chroma(rounds=1), POSITIONS[:16]) is scores
    assert with_repeats(scores, chroma(rounds=1), (0,) * 16) is scores


def test_silence_repeats_nothing() -> None:
    assert not repeat_weights(np.zeros((64, 12)), 4).any()


def salience(keys: dict[int, slice], frames: int) -> PitchSalience:
    notes = np.full((frames, 88), 0.05, np.float32)
    for pitch, when in keys.items():
        notes[when, pitch - 21] = 0.8
    return PitchSalience(notes, np.zeros_like(notes), FrameClock(22_050, 256))


def test_the_bass_is_what_the_bass_player_plays_even_while_he_rests() -> None:
    frames = 600  # 7 s
    chord = salience(dict.fromkeys((56, 60, 63, 67), slice(0, frames)), frames)  # Ab C Eb G: an F minor ninth, rootless
    low = salience({29: slice(0, 40)}, frames)  # F for half a second
    evidence = combine([chord, low], [1.0, 1.0], 0.0, low=[low])
    assert evidence.bass[:40].argmax(axis=1) == pytest.approx(5)
    assert evidence.bass[45:100].max() < 0.1  # he rests: nobody plays the bass
    assert evidence.bass[300:].argmax(axis=1) == pytest.approx(8)  # he has gone: the chord stands on its lowest note
    assert evidence.low[:40].argmax(axis=1) == pytest.approx(5)
    assert not combine([chord], [1.0], 0.0).low.any()
