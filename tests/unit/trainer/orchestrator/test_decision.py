"""Go, no-go, conditional: published intervals, and the truth table with its edges."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.orchestrator.decision import Limits, Measured, Status, Verdict, decide, paired_gain, wilson

LIMITS = Limits()
GOOD = (2.0, 2.1, 1.9, 2.05, 2.2, 1.95)
BASE = tuple(loss + gain for loss, gain in zip(GOOD, (0.3, 0.2, 0.25, 0.4, 0.35, 0.3), strict=True))


def verdict(passed: int = 60, number: int = 100, cost: float = 100.0, **more: object) -> Verdict:
    measured = Measured(passed, number, cost, more.get("losses", GOOD), more.get("base", BASE))  # type: ignore[arg-type]
    return decide(measured, LIMITS).verdict


def test_wilson_is_the_published_interval() -> None:
    # Newcombe, Statistics in Medicine 17 (1998), table I, method 3
    for passed, number, low, high in ((81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611)):
        found = wilson(passed, number)
        assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)
    assert wilson(29, 29).low == pytest.approx(0.8830, abs=5e-5)
    nothing = wilson(0, 0)
    assert math.isnan(nothing.value)
    assert (nothing.low, nothing.high) == (0.0, 1.0)
    with pytest.raises(ValueError, match="passed"):
        wilson(3, 2)


@given(st.integers(0, 400), st.integers(1, 400))
def test_wilson_holds_its_share_and_is_a_mirror(passed: int, number: int) -> None:
    passed = min(passed, number)
    one, other = wilson(passed, number), wilson(number - passed, number)
    assert 0.0 <= one.low <= one.value <= one.high <= 1.0
    assert one.low == pytest.approx(1.0 - other.high, abs=1e-12)


@pytest.mark.parametrize(
    ("passed", "number", "expected"),
    [
        (45, 100, Verdict.GO),  # 45 % at 100, 42 % at 200, 39.8 % at 400 have 35 % as lower end
        (44, 100, Verdict.CONDITIONAL),
        (84, 200, Verdict.GO),
        (83, 200, Verdict.CONDITIONAL),
        (35, 100, Verdict.CONDITIONAL),
        (26, 100, Verdict.CONDITIONAL),
        (25, 100, Verdict.NO_GO),  # upper end 0.343
        (0, 100, Verdict.NO_GO),
        (0, 0, Verdict.CONDITIONAL),  # nothing generated is not known, and never a go
        (3, 3, Verdict.GO),  # lower end 0.438
        (2, 3, Verdict.CONDITIONAL),
    ],
)
def test_authenticity_asks_for_the_lower_end(passed: int, number: int, expected: Verdict) -> None:
    assert verdict(passed, number) is expected


def test_edges_belong_to_what_is_allowed() -> None:
    assert verdict(cost=600.0) is Verdict.GO
    assert verdict(cost=600.01) is Verdict.NO_GO
    edge = (3.5,) * 6
    assert verdict(losses=edge, base=(4.0,) * 6) is Verdict.GO
    assert verdict(losses=(*edge[:5], 3.51), base=(4.0,) * 6) is Verdict.NO_GO
    assert verdict(losses=(math.nan, *GOOD[1:])) is Verdict.NO_GO


def test_a_low_loss_that_the_base_has_too_is_no_go() -> None:
    assert verdict(base=GOOD) is Verdict.NO_GO
    assert verdict(base=tuple(loss - 0.2 for loss in GOOD)) is Verdict.NO_GO
    noisy = tuple(loss + gain for loss, gain in zip(GOOD, (1.0, -0.8, 0.9, -0.7, 0.6, -0.4), strict=True))
    assert verdict(base=noisy) is Verdict.CONDITIONAL
    assert verdict(losses=(), base=()) is Verdict.CONDITIONAL


def test_one_failure_outweighs_all_that_is_met() -> None:
    found = decide(Measured(90, 100, 700.0, GOOD, BASE), LIMITS)
    assert [one.name for one in found.failed] == ["cost_usd"]
    assert {one.name: one.status for one in found.criteria}["authenticity"] is Status.MET
    assert "700.00 USD" in found.failed[0].words


def test_the_gain_is_paired() -> None:
    hard = [0.5 * number for number in range(30)]  # items differ far more than the models do
    gain = paired_gain([loss - 0.1 for loss in hard], hard)
    assert gain is not None
    assert (gain.value, gain.low, gain.high) == pytest.approx((0.1, 0.1, 0.1))
    assert paired_gain([1.0], [2.0]) is None
    with pytest.raises(ValueError, match="as many"):
        paired_gain([1.0], [])
