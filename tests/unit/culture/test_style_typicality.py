"""Typicality: a song like the panel is usual, one unlike it is not, and a small panel says that it is small."""

from __future__ import annotations

import numpy as np
import pytest

from engine.core.errors import UserError
from engine.culture.descriptors import NAMES
from engine.culture.typicality import MEANING, distance_of_sets, typicality

Descriptors = dict[str, float | None]


def _songs(count: int, middle: float, seed: int) -> list[Descriptors]:
    rng = np.random.default_rng(seed)
    return [dict(zip(NAMES, rng.normal(middle, 1.0, len(NAMES)).tolist(), strict=True)) for _ in range(count)]


def test_a_song_like_the_panel_lies_within_it_and_another_outside() -> None:
    panel = _songs(60, 0.0, 0)
    places = [typicality(song, panel)["percentile"] for song in _songs(20, 0.0, 1)]
    assert 0.25 < float(np.mean(places)) < 0.75
    assert typicality(_songs(1, 4.0, 2)[0], panel)["percentile"] == 1.0


def test_what_differs_most_is_named() -> None:
    panel = _songs(60, 0.0, 0)
    odd = {**panel[0], "extended": 9.0}
    assert typicality(odd, panel[1:])["unusual"][0]["name"] == "extended"


def test_a_small_panel_is_called_small_and_nothing_is_called_good_or_bad() -> None:
    small = typicality(_songs(1, 0.0, 1)[0], _songs(2, 0.0, 0))
    assert small["is_small"]
    assert "small panel" in small["note"]
    assert small["meaning"] == MEANING
    large = typicality(_songs(1, 0.0, 1)[0], _songs(50, 0.0, 0))
    assert not large["is_small"]
    assert large["note"] == ""


def test_a_panel_of_one_song_is_turned_down_in_words() -> None:
    with pytest.raises(UserError, match="A panel of 1 song"):
        typicality(_songs(1, 0.0, 1)[0], _songs(1, 0.0, 0))


def test_nothing_in_common_is_turned_down() -> None:
    with pytest.raises(UserError, match="no descriptors in common"):
        typicality(dict.fromkeys(NAMES), _songs(3, 0.0, 0))


def test_gaps_do_not_count() -> None:
    panel = _songs(20, 0.0, 0)
    song = {name: (None if place % 2 else 0.0) for place, name in enumerate(NAMES)}
    assert 0.0 <= typicality(song, panel)["percentile"] <= 1.0


def test_sets_of_one_kind_are_near_and_others_far() -> None:
    panel = _songs(40, 0.0, 0)
    near, far = distance_of_sets(_songs(40, 0.0, 1), panel), distance_of_sets(_songs(40, 0.7, 2), panel)
    assert abs(near) < 0.02  # unbiased: about nothing, of either sign
    assert far > 0.1
    with pytest.raises(UserError):
        distance_of_sets(_songs(1, 0.0, 0), panel)
