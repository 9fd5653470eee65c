"""Bars: where a time lies in them, which sixteenth is struck, which stretches there are."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from engine.culture.bars import Bars, bars_of
from tests import culture_songs as made


def test_the_last_bar_ends_where_the_ones_before_would() -> None:
    analysis = made.song(bars=8, tempo_bpm=120.0)
    bars = bars_of(analysis)
    assert bars.count == 8
    assert bars.lines[-1] == pytest.approx(16.0)


def test_a_bar_the_file_does_not_hold_is_none() -> None:
    analysis = made.song(bars=8, tempo_bpm=120.0)
    cut = replace(analysis, audio=replace(analysis.audio, duration=15.0))
    assert bars_of(cut).count == 7


def test_no_downbeats_no_bars() -> None:
    bars = bars_of(replace(made.song(), downbeats=()))
    assert bars.count == 0
    assert bars.windows() == ()
    assert np.isnan(bars.places([1.0])).all()


def test_bars_of_unequal_length_are_cut_into_equal_parts_each() -> None:
    bars = Bars(np.array([0.0, 2.0, 5.0]))
    assert bars.places([1.0, 3.5]) == pytest.approx([0.5, 1.5])
    raster = bars.raster([0.0, 1.0, 3.5])
    assert raster.shape == (2, 16)
    assert np.argwhere(raster).tolist() == [[0, 0], [0, 8], [1, 8]]


def test_a_stroke_just_before_the_line_belongs_to_the_bar_it_begins() -> None:
    bars = Bars(np.array([0.0, 2.0, 4.0]))
    assert [row.tolist() for row in bars.steps([1.99])] == [[1], [0]]
    assert len(bars.steps([3.999])[0]) == 0  # it would begin a bar that is not there


@pytest.mark.parametrize(
    ("count", "spans"), [(8, [(1, 4), (5, 8)]), (10, [(1, 4), (5, 8), (9, 10)]), (9, [(1, 4), (5, 8)]), (1, [(1, 1)])]
)
def test_stretches_of_four_bars(count: int, spans: list[tuple[int, int]]) -> None:
    windows = Bars(np.arange(count + 1.0)).windows()
    assert [(own.first_bar, own.last_bar) for own in windows] == spans
    assert [own.index for own in windows] == list(range(len(spans)))
