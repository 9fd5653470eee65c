"""Which candidate is kept."""

from __future__ import annotations

import pytest

from engine.core.analysis import Analysis, AudioFacts, KeyEstimate
from engine.core.harmony import Key
from engine.generation.shaping.candidates import (
    Judged,
    best_of,
    candidate_seed,
    drift,
    judge,
    key_part,
    steadiness,
    tempo_part,
)

FACTS = AudioFacts(8.0, 32_000, 1, "", None, None)
ASKED = Key.parse("F minor")


def heard(bpm: float | None, key: str = "F minor", confidence: float = 0.9, jitter: float = 0.0) -> Analysis:
    step = 60.0 / (bpm or 112.0)
    beats = tuple(step * n + (jitter * step if n % 2 else 0.0) for n in range(16))
    tonic, mode = key.split()
    return Analysis(
        engine="test",
        audio=FACTS,
        tempo_bpm=bpm,
        tempo_confidence=confidence,
        beats=beats,
        downbeats=beats[::4],
        downbeat_confidence=confidence,
        key=KeyEstimate(tonic, mode, 0.8),
    )


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (heard(118.0), "another tempo"),
        (heard(56.0), "half the tempo"),
        (heard(112.0, "C major"), "another key"),
        (heard(112.0, confidence=0.2), "an unclear beat"),
        (heard(112.0, jitter=0.04), "an unsteady beat"),
        (heard(None), "no tempo at all"),
    ],
)
def test_a_piece_that_holds_what_was_asked_beats_one_with(other: Analysis, why: str) -> None:
    judged = [judge(each, tempo_bpm=112.0, key=ASKED) for each in (other, heard(112.0))]
    assert best_of(judged) == 1, why
    assert 0.0 <= judged[0].total < judged[1].total <= 1.0


def test_what_was_not_asked_for_counts_for_nothing() -> None:
    parts = judge(heard(112.0), tempo_bpm=None, key=None).parts
    assert (parts["tempo"], parts["key"], parts["join"]) == (None, None, None)
    free = [judge(heard(bpm), tempo_bpm=None, key=None).total for bpm in (90.0, 112.0)]
    assert free[0] == pytest.approx(free[1])


def test_keys_near_by_have_credit_by_what_they_share() -> None:
    def part(name: str) -> float:
        tonic, mode = name.split()
        return key_part(KeyEstimate(tonic, mode, 1.0), ASKED)

    assert [part(name) for name in ("F minor", "Ab major", "F major", "C minor", "B minor")] == [1, 0.6, 0.4, 0.3, 0]
    assert key_part(None, ASKED) == 0.0


def test_tempo_and_steadiness_fall_to_nothing() -> None:
    assert [tempo_part(bpm, 100.0) for bpm in (100.0, 103.0, 107.0)] == pytest.approx([1.0, 0.5, 0.0])
    assert tempo_part(200.0, 100.0) == pytest.approx(0.5)
    assert tempo_part(None, 100.0) == 0.0
    assert steadiness([0.5 * n for n in range(9)]) == pytest.approx(1.0)
    assert steadiness([0.0, 0.5]) == 0.0


def test_a_steady_beat_that_wanders_is_told_from_one_that_stays() -> None:
    def beats(*tempos: float) -> list[float]:
        times = [0.0]
        for bpm in tempos:
            times += [times[-1] + 60.0 / bpm * (n + 1) for n in range(32)]
        return times

    assert drift(beats(112.0, 112.0)) == pytest.approx(1.0)
    assert drift(beats(112.0, 112.0, 114.24)) == pytest.approx(0.5, abs=0.05)
    assert drift(beats(112.0, 112.0, 120.0)) == 0.0
    assert steadiness(beats(112.0, 112.0, 114.24)) > 0.95
    assert drift(beats(112.0)[:31]) is None


def test_the_first_of_equals_is_kept_and_seeds_are_their_own() -> None:
    same = Judged({}, 0.5)
    assert best_of([same, same, Judged({}, 0.4)]) == 0
    seeds = [candidate_seed(7, index) for index in range(16)]
    assert seeds[0] == 7
    assert len(set(seeds)) == 16
