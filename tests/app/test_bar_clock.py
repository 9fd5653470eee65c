"""Musical time against grids whose truth is arithmetic."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.bar_clock import BarClock, BarPosition, Snap
from app.widgets.bar_lines import bar_lines
from app.widgets.time_axis import TimeAxis
from engine.core.analysis import Analysis, AudioFacts
from engine.core.rhythm import Meter


def clock_at(tempo_bpm: float, *, start: float = 0.0, beats: int = 32, first_downbeat: int = 0) -> BarClock:
    times = start + np.arange(beats) * 60.0 / tempo_bpm
    return BarClock(times, np.arange(first_downbeat, beats, 4), 4)


def analysis(beats: tuple[float, ...], downbeats: tuple[float, ...]) -> Analysis:
    facts = AudioFacts(10.0, 44_100, 2, "x", None, None)
    return Analysis(engine="t", audio=facts, meter=Meter(4, 4), beats=beats, downbeats=downbeats)


def test_positions_at_120_bpm() -> None:
    clock = clock_at(120.0)
    assert clock.position(0.0) == BarPosition(1, 1, 1)
    assert clock.position(0.125) == BarPosition(1, 1, 2)
    assert clock.position(1.5) == BarPosition(1, 4, 1)
    assert clock.position(2.0) == BarPosition(2, 1, 1)
    assert str(clock.position(33.0)) == "17.3.1"


def test_upbeat_is_bar_zero() -> None:
    clock = clock_at(120.0, first_downbeat=1)
    assert clock.position(0.0) == BarPosition(0, 4, 1)
    assert clock.position(0.5) == BarPosition(1, 1, 1)


def test_goes_on_evenly_outside_the_beats() -> None:
    clock = clock_at(120.0, start=4.0, beats=8)
    assert clock.position(0.0) == BarPosition(-1, 1, 1)
    assert clock.position(4.0 + 8 * 0.5) == BarPosition(3, 1, 1)


def test_a_bar_of_odd_length_does_not_shift_the_next() -> None:
    """One bar of two beats among bars of four: the count follows the downbeats."""
    clock = BarClock(np.arange(10) * 0.5, np.array([0, 4, 6]), 4)
    assert clock.position(2.0) == BarPosition(2, 1, 1)
    assert clock.position(3.0) == BarPosition(3, 1, 1)
    assert clock.position(4.5) == BarPosition(3, 4, 1)


def test_no_clock_without_beats() -> None:
    assert BarClock.of(None) is None
    assert BarClock.of(analysis((), ())) is None
    assert BarClock.of(analysis((1.0,), (1.0,))) is None


def test_downbeats_are_found_among_the_beats() -> None:
    made = BarClock.of(analysis((0.0, 0.5, 1.0, 1.5, 2.0), (0.5,)))
    assert made is not None
    assert made.downbeats.tolist() == [1]


@given(time=st.floats(0.0, 30.0), tempo=st.floats(60.0, 200.0))
def test_time_of_is_the_inverse_of_beat_at(time: float, tempo: float) -> None:
    clock = clock_at(tempo, start=1.3)
    # float64 interpolation over at most 64 beats: rounding stays far below a microsecond
    assert clock.time_of(clock.beat_at(time)) == pytest.approx(time, abs=1e-6)


@given(time=st.floats(0.0, 20.0), snap=st.sampled_from([Snap.BAR, Snap.BEAT, Snap.EIGHTH, Snap.SIXTEENTH]))
def test_snapping_lands_on_the_grid_and_stays_there(time: float, snap: Snap) -> None:
    clock = clock_at(112.0, start=0.4)
    once = clock.snapped(time, snap)
    assert clock.snapped(once, snap) == pytest.approx(once, abs=1e-6)
    assert clock.snapped(time, Snap.OFF) == time


def test_steps_by_beat_and_bar() -> None:
    clock = clock_at(120.0)
    assert clock.stepped(0.0, beats=1) == pytest.approx(0.5)
    assert clock.stepped(0.7, beats=-1) == pytest.approx(0.5)
    assert clock.stepped(1.0, beats=-1) == pytest.approx(0.5)
    assert clock.stepped(0.7, bars=1) == pytest.approx(2.0)
    assert clock.stepped(2.0, bars=-1) == pytest.approx(0.0)
    assert clock.stepped(2.1, bars=-1) == pytest.approx(2.0)
    assert clock.stepped(0.0, bars=-1) == 0.0


def test_bar_lines_stand_on_bars_and_stay_while_panned(qapp: Any) -> None:
    clock = BarClock(np.arange(0.0, 64.0, 0.5), np.arange(0, 128, 4), 4)
    axis = TimeAxis()
    axis.set_duration(64.0)
    assert bar_lines(None, axis, 640).bars == ()
    assert bar_lines(clock, axis, 640).bars == tuple(range(0, 640, 20)), "a bar is two seconds"
    assert bar_lines(clock, axis, 100).bars == tuple(round(x) for x in np.arange(0, 100, 12.5)), "every fourth"
    axis.show_range(7.0, 4.0)
    shown = bar_lines(clock, axis, 400)
    assert shown.bars == (100, 300)
    assert shown.beats == (0, 50, 150, 200, 250, 350, 400), "without those on bar lines"
