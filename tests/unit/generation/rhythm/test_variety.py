from __future__ import annotations

import math

import pytest

from engine.generation.sketch.variety import onset_tokens, self_bleu


def test_equals_are_alike_and_strangers_are_not() -> None:
    assert self_bleu(["abcdef", "abcdef", "abcdef"]) == pytest.approx(1.0)
    assert self_bleu(["abcdef", "ghijkl", "mnopqr"]) == 0.0


def test_a_case_worked_by_hand() -> None:
    """abcde against abcdx: 4 of 5 letters, 3 of 4 pairs, 2 of 3 triples, 1 of 2 fours, both ways."""
    assert self_bleu(["abcde", "abcdx"]) == pytest.approx(math.pow(4 / 5 * 3 / 4 * 2 / 3 * 1 / 2, 0.25))


def test_short_ones_are_cut_for_brevity_and_judged_by_what_they_have() -> None:
    # "abc" against "abcd": precisions 1, penalty exp(1 - 4/3); "abcd" against "abc": no common four
    assert self_bleu(["abc", "abcd"]) == pytest.approx((math.exp(1 - 4 / 3) + 0.0) / 2)


def test_counts_are_clipped_by_a_single_reference() -> None:
    # of "aa" only one a is covered by "ab", and no pair: 0; the same for "ab"
    assert self_bleu(["aa", "ab"], order=1) == pytest.approx(0.5)


def test_one_cell_has_no_others() -> None:
    with pytest.raises(ValueError, match="at least two"):
        self_bleu(["abc"])


def test_tokens_of_a_cell_do_not_depend_on_its_key() -> None:
    assert onset_tokens([(0.0, 41), (3.0, 44)]) == onset_tokens([(0.0, 36), (3.0, 39)]) == ((0.0, 0), (3.0, 3))
