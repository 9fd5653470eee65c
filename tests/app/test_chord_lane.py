"""Chords under mouse and keyboard: edges move, chords are split and joined, numerals follow, all of it is undone."""

from __future__ import annotations

import shutil
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from app.chord_spans import SHORTEST, Chords, edge_of, edges_of, joined, room_of, split, with_edge
from app.song import load_opened_song
from engine.core.analysis import ChordEvent
from engine.exchange.edits_json import read_edits

LEFT = Qt.MouseButton.LeftButton
NO, SHIFT, CTRL, ALT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)


@pytest.fixture
def window(studio: Any, opened_folder: Path, tmp_path: Path) -> Any:
    folder = shutil.copytree(opened_folder, tmp_path / "song")
    studio.window.show_song(load_opened_song(folder, source="/music/Vibe Test.mp3"))
    return studio.window


@pytest.fixture
def lane(window: Any) -> Any:
    """The song view's chords: four of two seconds each at 120 BPM."""
    window.song_page.chords.setFocus()
    return window.song_page.chords


def times(window: Any) -> list[tuple[float, float]]:
    return [(round(chord.start, 4), round(chord.end, 4)) for chord in window.note_store.chords]


def drag(lane: Any, start: float, end: float, keys: Qt.KeyboardModifier = NO, *, is_let_go: bool = True) -> None:
    """Drag from one second to another."""
    first, last = (QPointF(lane.axis.x_of(time, lane.width()), 12) for time in (start, end))
    kinds = [(QEvent.Type.MouseButtonPress, first), (QEvent.Type.MouseMove, last)]
    for kind, where in (*kinds, *([(QEvent.Type.MouseButtonRelease, last)] if is_let_go else [])):
        buttons = Qt.MouseButton.NoButton if kind is QEvent.Type.MouseButtonRelease else LEFT
        QApplication.sendEvent(lane, QMouseEvent(kind, where, lane.mapToGlobal(where), LEFT, buttons, keys))


def test_an_edge_is_dragged_onto_a_beat_or_with_alt_anywhere(window: Any, lane: Any) -> None:
    sought: list[float] = []
    window.song_page.seek_wanted.connect(sought.append)
    drag(lane, 2.0, 2.56)
    assert times(window)[:2] == [(0.0, 2.5), (2.5, 4.0)]
    assert sought == [], "a drag is no click"
    drag(lane, 2.5, 2.81, ALT)
    assert times(window)[0][1] == pytest.approx(2.81, abs=0.02)
    assert times(window)[0][1] % 0.5 != 0.0
    assert window.note_store.undo.count() == 2
    assert window.note_store.undo.undoText() == "Move a chord's edge"
    window.acts["undo_label"].trigger()
    window.acts["undo_label"].trigger()
    assert window.note_store.chords == window.song_page.song.analysis.chords


def test_a_drag_shows_what_it_does_and_escape_takes_it_back(window: Any, lane: Any, qtbot: Any) -> None:
    drag(lane, 2.0, 3.0, is_let_go=False)
    assert lane._chords[0].end == 3.0
    assert times(window)[0] == (0.0, 2.0), "nothing is done yet"
    qtbot.keyClick(lane, Qt.Key.Key_Escape)
    assert lane._chords == window.note_store.chords
    drag(lane, 2.0, 9.0)
    assert times(window)[:2] == [(0.0, 4.0 - SHORTEST), (4.0 - SHORTEST, 4.0)], "no chord is run over"
    x = lane.axis.x_of(6.0, lane.width())
    assert lane.edge_at(x + 3) == edge_of(window.note_store.chords, 3, is_end=False)
    assert lane.edge_at(x + 40) is None
    lane.is_editable = False
    assert lane.edge_at(x) is None


def test_keys_move_edges_split_and_join(window: Any, lane: Any, qtbot: Any) -> None:
    lane.set_playhead(0.0)
    qtbot.keyClick(lane, Qt.Key.Key_Right)
    qtbot.keyClick(lane, Qt.Key.Key_Right)
    assert lane.place == 1
    qtbot.keyClick(lane, Qt.Key.Key_Right, SHIFT)
    qtbot.keyClick(lane, Qt.Key.Key_Right, SHIFT)
    assert times(window)[1] == (2.0, 5.0)
    assert window.note_store.undo.count() == 1, "quick nudges are one step"
    qtbot.keyClick(lane, Qt.Key.Key_Left, CTRL)
    assert times(window)[:2] == [(0.0, 1.5), (1.5, 5.0)]
    qtbot.keyClick(lane, Qt.Key.Key_Right, CTRL | ALT)
    assert times(window)[1] == (1.51, 5.0)
    lane.set_playhead(3.1)
    qtbot.keyClick(lane, Qt.Key.Key_S)
    assert times(window)[1:3] == [(1.51, 3.0), (3.0, 5.0)], "split on the beat at the play-head"
    assert [chord.label for chord in window.note_store.chords][1:3] == ["Db:maj7", "Db:maj7"]
    assert not window.song_page.lanes[0].solo.isChecked(), "the lane's keys come before the window's"
    qtbot.keyClick(lane, Qt.Key.Key_J)
    assert times(window)[1] == (1.51, 5.0)
    qtbot.keyClick(lane, Qt.Key.Key_Delete)
    assert times(window)[0] == (0.0, 5.0)
    assert window.note_store.chords[0].label == "F:min9"
    assert lane.place == 0
    while window.note_store.undo.canUndo():
        window.note_store.undo.undo()
    assert window.note_store.chords == window.song_page.song.analysis.chords


def test_numerals_follow_and_everything_is_saved(window: Any, lane: Any, qtbot: Any) -> None:
    window.acts["show_notes"].trigger()
    notes_lane = window.notes_page.chord_lane
    notes_lane.split_wanted.emit(0, 1.0)
    notes_lane.label_typed.emit(1, "C7")
    chord = window.note_store.chords[1]
    assert (chord.start, chord.end, chord.label, chord.roman) == (1.0, 2.0, "C:7", "V7")
    assert lane._chords == window.note_store.chords, "both views show the same"
    assert window.notes_page.lists.chords.rowCount() == 5
    qtbot.waitUntil(lambda: not window.note_store.has_unsaved, timeout=5000)
    assert read_edits(window.song_page.song.folder).chords == window.note_store.chords


def test_the_menu_of_a_chord(window: Any, lane: Any, qtbot: Any) -> None:
    x = round(lane.axis.x_of(5.02, lane.width()))
    with qtbot.waitSignal(window.song_page.seek_wanted) as sought:
        qtbot.mouseClick(lane, LEFT, NO, QPoint(x, 12))
    assert (sought.args, lane.place) == ([5.0], 2), "a click chooses a chord, and moves the play-head as before"
    menu = lane.menu(3, 7.1)
    actions = {action.text(): action for action in menu.actions()}
    assert not actions["Join with the next chord"].isEnabled(), "there is none"
    actions["Split here"].trigger()
    assert times(window)[3:] == [(6.0, 7.0), (7.0, 8.0)]
    lane.menu(1, None).actions()[2].trigger()
    assert times(window)[1] == (2.0, 6.0)
    assert [chord.label for chord in window.note_store.chords][:2] == ["F:min9", "Db:maj7"]
    lane.menu(1, None).actions()[3].trigger()
    assert times(window)[0] == (0.0, 6.0)
    lane.menu(0, None).actions()[0].trigger()
    assert lane.field.isVisible()


# the pure part


@st.composite
def some_chords(draw: st.DrawFn) -> Chords:
    """Chords in order; some touch, some have gaps between them."""
    found, now = [], draw(st.sampled_from([0.0, 0.5]))
    for length, gap in draw(
        st.lists(st.tuples(st.floats(0.2, 4.0), st.sampled_from([0.0, 0.0, 1.0])), min_size=1, max_size=8)
    ):
        found.append(ChordEvent(now, now + length, "C:maj", 0.5))
        now += length + gap
    return tuple(found)


@given(some_chords(), st.data())
def test_edges_move_only_as_far_as_there_is_room(chords: Chords, data: st.DataObject) -> None:
    duration = chords[-1].end + 1.0
    edge = data.draw(st.sampled_from(edges_of(chords)))
    moved = with_edge(chords, edge, data.draw(st.floats(-1.0, duration + 1.0)), duration)
    assert len(moved) == len(chords)
    assert all(chord.end - chord.start >= min(SHORTEST, 0.2) - 1e-9 for chord in moved)
    assert all(a.end <= b.start + 1e-9 for a, b in pairwise(moved))
    assert moved[0].start >= 0.0
    assert moved[-1].end <= duration
    low, high = room_of(chords, edge, duration)
    assert low <= edge.time + 1e-9
    assert edge.time <= high + 1e-9


@given(some_chords(), st.data())
def test_what_is_split_can_be_joined_again(chords: Chords, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(chords) - 1))
    chord = chords[place]
    halves = split(chords, place, chord.start + data.draw(st.floats(0.0, 1.0)) * (chord.end - chord.start))
    if halves == chords:
        return
    assert len(halves) == len(chords) + 1
    assert joined(halves, place + 1, place) == chords
    assert joined(halves, place, place + 1) == chords
    assert joined(halves, place, place + 2) == halves, "no neighbour"
    assert joined(halves, 0, -1) == halves
