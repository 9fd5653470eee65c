"""The single number and its gate: what lifts it, what leaves it, when there is none."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.core.score import EXPLORATORY, NOT_ASSESSABLE, MarkerScore
from engine.culture.profile import load_culture_profile
from engine.culture.style import StyleVector
from engine.culture.total import gate_of, total_of

PROFILE = load_culture_profile()
STYLE = StyleVector(probabilities={"classic": 0.9}, family=0.9, family_interval=(0.7, 0.97))


def scores(**values: float | None) -> dict[str, MarkerScore]:
    return {
        name: MarkerScore(name, own, None if own is None else (own / 2.0, (1.0 + own) / 2.0), EXPLORATORY)
        for name, own in values.items()
    }


def test_the_total_is_what_its_definition_says() -> None:
    total = total_of(scores(log_drum_authenticity=0.8, jazz_harmonies=0.5), STYLE, PROFILE)
    shares = [PROFILE.markers[name].share for name in ("log_drum_authenticity", "jazz_harmonies")]
    traits = 1.0 - (1.0 - shares[0] * 0.8) * (1.0 - shares[1] * 0.5)
    assert total["value"] == pytest.approx(math.sqrt(traits * 0.9), abs=1e-4)
    assert total["definition"] == PROFILE.definition
    assert total["status"] == EXPLORATORY
    assert total["interval"][0] < total["value"] < total["interval"][1]


@given(st.sampled_from(sorted(PROFILE.markers)), st.floats(0.0, 1.0))
def test_no_trait_ever_lowers_it(name: str, value: float) -> None:
    """Absence of a trait is no fault: a song without it is worth what it was without asking."""
    others = {"log_drum_authenticity": 0.6} if name != "log_drum_authenticity" else {"jazz_harmonies": 0.6}
    before = total_of(scores(**others), STYLE, PROFILE)["value"]
    after = total_of(scores(**others, **{name: value}), STYLE, PROFILE)["value"]
    assert after >= before
    assert total_of(scores(**others, **{name: 0.0}), STYLE, PROFILE)["value"] == before


def test_a_song_without_a_log_drum_can_pass_by_its_other_traits() -> None:
    rich = scores(log_drum_authenticity=0.0, gospel_influence=0.9, jazz_harmonies=0.9, traditional_percussion=0.9)
    total = total_of(rich, STYLE, PROFILE)
    assert gate_of(total, PROFILE)["passed"] is True


def test_music_of_another_family_does_not_pass() -> None:
    strange = StyleVector(family=0.1, family_interval=(0.05, 0.2))
    assert gate_of(total_of(scores(log_drum_authenticity=1.0), strange, PROFILE), PROFILE)["passed"] is False


@pytest.mark.parametrize(
    ("markers", "style"),
    [
        ({}, STYLE),
        ({"jazz_harmonies": None}, STYLE),
        ({"jazz_harmonies": 0.9}, StyleVector(why="no drums are heard")),
    ],
)
def test_nothing_told_no_total_and_no_verdict(markers: dict[str, float | None], style: StyleVector) -> None:
    total = total_of(scores(**markers), style, PROFILE)
    gate = gate_of(total, PROFILE)
    assert (total["value"], total["interval"], total["status"]) == (None, None, NOT_ASSESSABLE)
    assert total["why"]
    assert (gate["passed"], gate["alarmed"]) == (None, None)


def test_gate_and_alarm_are_the_missions() -> None:
    assert (PROFILE.gate, PROFILE.alarm) == (0.80, 0.75)
    for value, passed, alarmed in ((0.80, True, False), (0.79, False, False), (0.74, False, True)):
        gate = gate_of({"value": value, "why": ""}, PROFILE)
        assert (gate["passed"], gate["alarmed"]) == (passed, alarmed)
    assert gate_of({"value": 0.70, "why": ""}, PROFILE, threshold=0.6)["passed"] is True


def test_the_order_of_markers_does_not_matter() -> None:
    rows = scores(log_drum_authenticity=0.3, gospel_influence=0.4, jazz_harmonies=0.7)
    backwards = dict(reversed(list(rows.items())))
    first, second = total_of(rows, STYLE, PROFILE), total_of(backwards, STYLE, PROFILE)
    assert first["value"] == pytest.approx(second["value"])
    assert replace(STYLE) == STYLE
