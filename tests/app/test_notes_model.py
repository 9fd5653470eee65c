"""What must hold of every edit of notes, whatever the notes."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.bar_clock import BarClock
from app.note_editing import (
    SHORTEST,
    EditGrid,
    NoteChange,
    Picked,
    applied,
    arranged,
    deleted,
    drawn,
    duplicated,
    louder,
    moved,
    quantised,
    resized,
    with_velocity,
)
from engine.core.events import NoteEvent
from engine.core.stems import Stem

DURATION = 32.0


@st.composite
def notes(draw: Any) -> NoteEvent:
    onset = draw(st.floats(0.0, DURATION - 1.0))
    length = draw(st.floats(SHORTEST, 1.0))
    return NoteEvent(onset, onset + length, draw(st.integers(0, 127)), draw(st.integers(1, 127)), 0.5)


@st.composite
def picks(draw: Any) -> Picked:
    pairs = draw(st.lists(st.tuples(notes(), st.booleans()), max_size=12))
    return arranged(pairs)


@st.composite
def grids(draw: Any) -> EditGrid:
    step = draw(st.sampled_from((1.0, 0.5, 0.25, 0.125, 1 / 6)))
    swing = draw(st.floats(0.5, 0.75))
    if draw(st.booleans()):
        return EditGrid(None, step, swing)
    periods = np.asarray(draw(st.lists(st.floats(0.4, 0.7), min_size=4, max_size=20)))
    beats = draw(st.floats(0.0, 0.5)) + np.concatenate([[0.0], np.cumsum(periods)])
    return EditGrid(BarClock(beats, np.arange(0, len(beats), 4), 4), step, swing)


@st.composite
def edits(draw: Any) -> tuple[Picked, Picked, EditGrid]:
    """Notes before and after any one step of work."""
    before, grid = draw(picks()), draw(grids())
    after = draw(
        st.sampled_from(
            (
                moved(before, grid, draw(st.floats(-80, 80)), draw(st.integers(-140, 140)), DURATION),
                resized(before, grid, draw(st.floats(-9, 80)), DURATION),
                quantised(before, grid, draw(st.floats(0, 1))),
                duplicated(before, grid, DURATION),
                deleted(before),
                louder(before, draw(st.integers(-200, 200))),
                with_velocity(before, draw(st.integers(-10, 200))),
                drawn(before, draw(notes())),
            )
        )
    )
    return before, after, grid


@settings(max_examples=150, deadline=None)
@given(edits())
def test_every_step_keeps_order_time_and_range(edit: tuple[Picked, Picked, EditGrid]) -> None:
    _, after, _ = edit
    assert list(after.notes) == sorted(after.notes)
    for note in after.notes:
        assert 0.0 <= note.onset < note.offset
        assert 0 <= note.pitch <= 127
        assert 1 <= note.velocity <= 127


@settings(max_examples=150, deadline=None)
@given(st.lists(edits(), min_size=1, max_size=1), st.sampled_from(list(Stem)))
def test_undo_takes_every_step_back(made: list[tuple[Picked, Picked, EditGrid]], stem: Stem) -> None:
    before, after, _ = made[0]
    stems = {each: Picked() for each in Stem} | {stem: before}
    change = NoteChange(stem, before, after)
    assert applied(applied(stems, change), change.inverse) == stems
    assert applied(stems, change)[stem] == after
    assert change.inverse.inverse == change


@settings(max_examples=100, deadline=None)
@given(picks(), grids())
def test_quantise_at_nothing_changes_nothing(picked: Picked, grid: EditGrid) -> None:
    assert quantised(picked, grid, 0.0) == picked


@settings(max_examples=150, deadline=None)
@given(picks(), grids())
def test_quantise_in_full_puts_chosen_notes_on_the_grid(picked: Picked, grid: EditGrid) -> None:
    after = quantised(picked, grid, 1.0)
    for note in after.chosen_notes if picked.chosen else after.notes:
        assert note.onset == pytest.approx(grid.snapped(note.onset), abs=1e-6)
    left = [note for place, note in enumerate(picked.notes) if place not in picked.chosen]
    if picked.chosen:
        assert [note for place, note in enumerate(after.notes) if place not in after.chosen] == left


@settings(max_examples=100, deadline=None)
@given(picks(), grids(), st.floats(0.0, 1.0))
def test_quantise_never_leaves_a_note_farther_from_the_grid(picked: Picked, grid: EditGrid, strength: float) -> None:
    def farthest(of: Picked) -> float:
        return max((abs(grid.snapped(note.onset) - note.onset) for note in of.notes), default=0.0)

    assert farthest(quantised(picked.choosing(()), grid, strength)) <= farthest(picked) + 1e-6


@settings(max_examples=100, deadline=None)
@given(picks(), grids(), st.floats(-80, 80), st.integers(-140, 140))
def test_a_group_moves_as_one(picked: Picked, grid: EditGrid, beats: float, semitones: int) -> None:
    before = picked.chosen_notes
    after = moved(picked, grid, beats, semitones, DURATION).chosen_notes
    assert len(after) == len(before)
    if before:
        lowest = min(n.pitch for n in before)
        assert sorted(n.pitch - min(m.pitch for m in after) for n in after) == sorted(n.pitch - lowest for n in before)
        assert max(n.offset for n in after) <= DURATION + 2 * SHORTEST


def test_half_strength_goes_half_the_way() -> None:
    picked = Picked((NoteEvent(0.08, 0.3, 60, 100),))
    (note,) = quantised(picked, EditGrid(None), 0.5).notes
    assert (note.onset, note.offset) == pytest.approx((0.1025, 0.3225))  # the nearest sixteenth is at 0.125


def test_swing_delays_every_second_step() -> None:
    grid = EditGrid(None, 0.25, 2 / 3)  # triplet feel: the off-beat sixteenth at two thirds of an eighth
    assert grid.snapped(0.16) == pytest.approx(0.25 * 2 / 3)
    assert grid.snapped(0.01) == 0.0
    assert grid.snapped(0.24) == pytest.approx(0.25)


def test_a_pitch_that_was_changed_was_not_heard() -> None:
    picked = Picked((NoteEvent(0.0, 0.5, 60, 100, 0.9),), frozenset({0}))
    assert moved(picked, EditGrid(None), 1.0, 0, DURATION).notes[0].confidence == 0.9
    assert moved(picked, EditGrid(None), 0.0, 1, DURATION).notes[0].confidence is None


def test_a_change_fits_only_what_it_was_made_for() -> None:
    note = Picked((NoteEvent(0.0, 0.5, 60, 100),))
    with pytest.raises(ValueError, match="not those"):
        applied({Stem.BASS: Picked()}, NoteChange(Stem.BASS, note, Picked()))


@settings(max_examples=60, deadline=None)
@given(grids(), st.floats(-2.0, 40.0))
def test_the_grid_reads_the_clock(grid: EditGrid, time: float) -> None:
    if grid.clock is not None:
        assert grid.beat_at(time) == pytest.approx(grid.clock.beat_at(time), abs=1e-9)
    assert grid.time_of(grid.beat_at(time)) == pytest.approx(time, abs=1e-9)


@given(grid=grids(), times=st.lists(st.floats(0.0, 60.0), min_size=1, max_size=8), beats=st.floats(-4.0, 4.0))
def test_many_times_move_as_each_of_them_does(grid: EditGrid, times: list[float], beats: float) -> None:
    assert grid.later(times, beats) == pytest.approx([grid.time_of(grid.beat_at(t) + beats) for t in times], abs=1e-9)
