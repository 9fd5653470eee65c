"""What an evaluation says: paired gains with their interval, rates by caption, drift; unknown is no zero."""

from __future__ import annotations

import pytest

from trainer.finetune.evaluation import Played, culture_of, gain_of


def piece(words: str, total: float | None, has_log_drum: bool | None, probability: float | None = None) -> Played:
    return Played("a.wav", words, 0, total, has_log_drum, probability, "")


def test_a_gain_is_paired_so_that_a_clips_own_difficulty_falls_out() -> None:
    base = [1.0, 5.0, 9.0, 3.0]
    gain = gain_of([own - 0.5 for own in base], base)
    assert (gain.mean, gain.low, gain.high, gain.better) == (0.5, 0.5, 0.5, 1.0)
    mixed = gain_of([1.1, 4.0, 9.2, 2.0], base)
    assert mixed.mean == pytest.approx(0.425)
    assert mixed.low is not None
    assert mixed.high is not None
    assert mixed.low < mixed.mean < mixed.high
    assert mixed.better == 0.5
    assert gain_of([1.0], [2.0]).low is None
    same = gain_of(base, base)
    assert (same.mean, same.better) == (0.0, 0.0)


def test_rates_count_what_could_be_judged_and_drift_what_could_be_scored() -> None:
    found = culture_of(
        [
            piece("drum", 0.8, True, 0.9),
            piece("drum", None, None),
            piece("none", 0.6, False, 0.1),
            piece("drum", 0.7, True),
        ]
    )
    assert (found.played, found.scored, found.mean, found.is_drift) == (4, 3, pytest.approx(0.7), True)
    drum, none = found.rates
    assert (drum.heard, drum.judged, drum.played, drum.share) == (2, 2, 3, 1.0)
    assert drum.low == pytest.approx(0.342, abs=1e-3)  # Wilson, 2 of 2
    assert (none.share, none.mean_probability) == (0.0, 0.1)
    assert culture_of([piece("x", 0.75, None)]).is_drift is False
    silent = culture_of([piece("x", None, None)])
    assert (silent.mean, silent.is_drift, silent.rates[0].share) == (None, None, None)
