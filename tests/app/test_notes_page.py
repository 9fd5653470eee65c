"""The Notes page under mouse and keyboard: what is done is seen, undone, kept, heard and exported."""

from __future__ import annotations

import shutil
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent

from app.song import load_opened_song
from app.widgets.piano_roll_keys import KEYS, Step
from engine.core.events import NoteEvent
from engine.core.stems import Stem
from engine.exchange.analysis_json import read_analysis
from engine.exchange.edits_json import FILE, read_edits
from engine.jobs.song import ANALYSIS_FILE

NO, CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton


@pytest.fixture
def folder(opened_folder: Path, tmp_path: Path) -> Path:
    return shutil.copytree(opened_folder, tmp_path / "song")


@pytest.fixture
def page(studio: Any, folder: Path) -> Any:
    """The notes page with the made-up song's log drum; nothing is rendered or played."""
    studio.window.show_song(load_opened_song(folder, source="/music/Vibe Test.mp3"))
    studio.window.acts["show_notes"].trigger()
    notes_page = studio.window.notes_page
    notes_page.sound = None
    notes_page.tools.swing.setValue(50)
    notes_page.roll.setFocus()
    return notes_page


def notes(page: Any) -> tuple[NoteEvent, ...]:
    found: tuple[NoteEvent, ...] = page.store.stems[page.stem].notes
    return found


def where(page: Any, time: float, pitch: int) -> QPoint:
    """The middle of a row at a time."""
    roll = page.roll
    low, high = roll.pitch_range()
    row = roll.height() / (high - low + 1)
    return QPoint(round(roll.axis.x_of(time, roll.width())), round((high - pitch + 0.5) * row))


def drag(qtbot: Any, roll: Any, start: QPoint, end: QPoint, keys: Qt.KeyboardModifier = NO) -> None:
    qtbot.mousePress(roll, LEFT, keys, start)
    qtbot.mouseMove(roll, end)
    qtbot.mouseRelease(roll, LEFT, keys, end)


def test_draw_move_lengthen_and_delete_with_the_mouse(page: Any, qtbot: Any) -> None:
    before = notes(page)
    drag(qtbot, page.roll, where(page, 3.27, 45), where(page, 3.27, 45))
    new = next(note for note in notes(page) if note not in before)
    assert new.onset == pytest.approx(3.25), "a drawn note begins on the grid"
    assert new.pitch == 45
    assert page.store.stems[page.stem].chosen_notes == (new,)

    drag(qtbot, page.roll, where(page, new.onset + 0.1, 45), where(page, new.onset + 0.35, 43))
    (moved,) = page.store.stems[page.stem].chosen_notes
    assert (moved.onset, moved.pitch) == (pytest.approx(3.5), 43)
    assert moved.offset - moved.onset == pytest.approx(new.offset - new.onset)

    end = where(page, moved.offset, 43) - QPoint(3, 0)
    drag(qtbot, page.roll, end, end + QPoint(where(page, 0.5, 43).x() - where(page, 0.0, 43).x(), 0))
    (longer,) = page.store.stems[page.stem].chosen_notes
    assert (longer.onset, longer.offset) == (pytest.approx(3.5), pytest.approx(moved.offset + 0.5))

    qtbot.mouseClick(page.roll, RIGHT, NO, where(page, 3.6, 43))
    assert notes(page) == before
    assert page.store.undo.count() == 4
    for _ in range(4):
        page.undo()
    assert notes(page) == before


def test_ctrl_drag_chooses_what_it_covers(page: Any, qtbot: Any) -> None:
    low, high = page.roll.pitch_range()
    drag(qtbot, page.roll, where(page, 0.0, high), where(page, 2.0, low), CTRL)
    chosen = page.store.stems[page.stem].chosen_notes
    assert chosen == tuple(note for note in notes(page) if note.onset < 2.0)
    assert page.store.undo.count() == 0, "choosing is no step of work"


def test_every_key_of_the_roll(page: Any, qtbot: Any) -> None:
    roll, step = page.roll, 0.125  # a sixteenth at 120 BPM

    def press(key: Qt.Key, keys: Qt.KeyboardModifier = NO) -> tuple[NoteEvent, ...]:
        qtbot.keyClick(roll, key, keys)
        chosen: tuple[NoteEvent, ...] = page.store.stems[page.stem].chosen_notes
        return chosen

    press(Qt.Key.Key_Right, ALT)
    (first,) = press(Qt.Key.Key_Right, ALT)
    (right,) = press(Qt.Key.Key_Right)
    assert right.onset == pytest.approx(first.onset + step)
    assert press(Qt.Key.Key_Left)[0].onset == pytest.approx(first.onset)
    assert press(Qt.Key.Key_Up)[0].pitch == first.pitch + 1
    assert press(Qt.Key.Key_Down)[0].pitch == first.pitch
    assert press(Qt.Key.Key_Up, CTRL)[0].pitch == first.pitch + 12
    assert press(Qt.Key.Key_Down, CTRL)[0].pitch == first.pitch
    assert press(Qt.Key.Key_Right, SHIFT)[0].offset == pytest.approx(first.offset + step)
    assert press(Qt.Key.Key_Left, SHIFT)[0].offset == pytest.approx(first.offset)
    assert press(Qt.Key.Key_Up, SHIFT)[0].velocity == first.velocity + 8
    assert len(press(Qt.Key.Key_Left, ALT | SHIFT)) == 2
    assert len(press(Qt.Key.Key_A, CTRL)) == len(notes(page))
    press(Qt.Key.Key_Q)
    grid = page.tools.grid(page._clock)
    assert all(note.onset == pytest.approx(grid.snapped(note.onset)) for note in notes(page))
    assert press(Qt.Key.Key_Escape) == ()
    page.set_playhead(4.05)
    (drawn,) = press(Qt.Key.Key_Insert)
    assert drawn.onset == pytest.approx(4.0)
    (copy,) = press(Qt.Key.Key_D, CTRL)
    assert copy.onset >= drawn.offset - 1e-9
    assert press(Qt.Key.Key_Delete) == ()
    assert copy not in notes(page)
    assert Step.NONE not in KEYS


def test_quick_nudges_are_one_step(page: Any, qtbot: Any) -> None:
    before = notes(page)
    page.roll.choose(page.store.stems[page.stem].choosing({0}))
    for _ in range(3):
        qtbot.keyClick(page.roll, Qt.Key.Key_Right)
    assert page.store.undo.count() == 1
    page.undo()
    assert notes(page) == before


def test_undo_acts_on_the_page_that_is_shown(studio: Any, page: Any, qtbot: Any) -> None:
    before = notes(page)
    page.roll.choose(page.store.stems[page.stem].choosing({0}))
    qtbot.keyClick(page.roll, Qt.Key.Key_Delete)
    after = notes(page)
    studio.window.acts["show_annotate"].trigger()
    studio.window.acts["undo_label"].trigger()
    assert notes(page) == after
    studio.window.acts["show_notes"].trigger()
    studio.window.acts["undo_label"].trigger()
    assert notes(page) == before
    studio.window.acts["redo"].trigger()
    assert notes(page) == after


def test_undo_shows_the_stem_it_acts_on(page: Any, qtbot: Any) -> None:
    page.roll.choose(page.store.stems[page.stem].choosing({0}))
    qtbot.keyClick(page.roll, Qt.Key.Key_Delete)
    page.show_stem(Stem.BASS)
    page.undo()
    assert page.stem is Stem.LOG_DRUM


def test_a_chord_is_written_anew_and_its_numeral_follows(page: Any, qtbot: Any) -> None:
    lane = page.chord_lane
    lane.setFocus()
    qtbot.keyClick(lane, Qt.Key.Key_Right)
    qtbot.keyClick(lane, Qt.Key.Key_Right)
    qtbot.keyClick(lane, Qt.Key.Key_Return)
    assert lane.field.isVisible()
    assert lane.field.text() == "D♭maj7"
    lane.field.setText("C7")
    qtbot.keyClick(lane.field, Qt.Key.Key_Return)
    chord = page.store.chords[1]
    assert (chord.label, chord.roman, chord.function) == ("C:7", "V7", "dominant")
    assert page.lists.chords.index(1, 3).data() == "V7"
    page.store.undo.undo()
    assert page.store.chords == page._song.analysis.chords
    with qtbot.waitSignal(page.store.problem):
        lane.label_typed.emit(0, "H7 <b>")
    assert page.store.chords == page._song.analysis.chords


def test_velocity_lane(page: Any, qtbot: Any) -> None:
    lane, first = page.velocities, notes(page)[0]
    x = round(lane.axis.x_of(first.onset, lane.width()))
    qtbot.mouseClick(lane, LEFT, NO, QPoint(x, 3))
    assert notes(page)[0].velocity > 120
    assert notes(page)[1:] == tuple(sorted(page._song.notes(Stem.LOG_DRUM)))[1:]
    page.undo()
    assert notes(page)[0].velocity == first.velocity


def test_edits_are_saved_soon_and_come_back(studio: Any, page: Any, folder: Path, qtbot: Any) -> None:
    heard = (folder / ANALYSIS_FILE).read_bytes()
    page.roll.choose(page.store.stems[page.stem].choosing({0, 1}))
    began = time.monotonic()
    with qtbot.waitSignal(page.store.saved, timeout=5000):
        qtbot.keyClick(page.roll, Qt.Key.Key_Delete)
    assert time.monotonic() - began < 2.0
    assert read_edits(folder).notes == {Stem.LOG_DRUM: notes(page)}
    assert (folder / ANALYSIS_FILE).read_bytes() == heard
    after = notes(page)
    studio.window.show_song(load_opened_song(folder, source="/music/Vibe Test.mp3"))
    assert notes(page) == after
    assert not page.store.undo.canUndo()


def test_what_is_not_saved_yet_is_saved_on_leaving(page: Any, studio: Any, folder: Path, qtbot: Any) -> None:
    page.roll.choose(page.store.stems[page.stem].choosing({0}))
    qtbot.keyClick(page.roll, Qt.Key.Key_Up)
    assert page.store.has_unsaved
    studio.window.rooms.close()
    assert read_edits(folder).notes[Stem.LOG_DRUM] == notes(page)
    page.undo()
    studio.window.rooms.close()
    assert not (folder / FILE).exists(), "all taken back: nothing is edited"


def test_damaged_edits_are_told_and_kept(studio: Any, page: Any, folder: Path) -> None:
    (folder / FILE).write_text("{", encoding="utf-8")
    studio.window.show_song(load_opened_song(folder, source="/music/Vibe Test.mp3"))
    assert studio.window.notice.isVisible()
    assert (folder / "edits.damaged.json").read_text(encoding="utf-8") == "{"
    assert notes(page) == tuple(sorted(read_analysis(folder / ANALYSIS_FILE).notes[Stem.LOG_DRUM] or ()))


def test_ghosts_are_the_other_stems_with_a_pitch(page: Any) -> None:
    assert set(page._ghosts()) == {Stem.BASS, Stem.OTHER, Stem.VOCALS}
    page.show_stem(Stem.DRUMS)
    assert page._ghosts() == {}


def test_wheel_of_the_roll(page: Any) -> None:
    roll = page.roll

    def wheel(delta: int, keys: Qt.KeyboardModifier) -> None:
        at = QPointF(roll.width() / 2, 20)
        none, still = Qt.MouseButton.NoButton, Qt.ScrollPhase.NoScrollPhase
        roll.wheelEvent(QWheelEvent(at, roll.mapToGlobal(at), QPoint(), QPoint(0, delta), none, keys, still, False))

    low, high = roll.pitch_range()
    wheel(120, NO)
    assert roll.pitch_range() == (low + 3, high + 3)
    wheel(120, ALT)
    assert roll.pitch_range()[1] - roll.pitch_range()[0] < high - low
    wheel(120, CTRL)
    assert roll.axis.visible == pytest.approx(8.0 / 1.25)
    before = roll.axis.start
    wheel(-120, SHIFT)
    assert roll.axis.start > before


def test_notes_are_heard_the_newest_last(studio: Any, page: Any, qtbot: Any, tmp_path: Path) -> None:
    from app.note_editing_sound import NoteSound

    rendered: list[tuple[Stem, tuple[NoteEvent, ...]]] = []
    opened: list[Path] = []

    class SilentPlayer:
        is_running = True

        def start(self) -> None: ...
        def close(self) -> None: ...
        def play(self) -> None: ...
        def poll(self) -> list[Any]:
            return []

        def open_stems(self, paths: Sequence[Path]) -> None:
            opened.extend(paths)

    def render(stem: Stem, wanted: Sequence[NoteEvent], path: Path) -> None:
        rendered.append((stem, tuple(wanted)))

    page.sound = NoteSound(SilentPlayer, tmp_path, render, page)  # type: ignore[arg-type]  # all that is asked of one
    for place in range(3):
        page.roll.touched.emit(notes(page)[place])
    qtbot.waitUntil(lambda: len(opened) == 2)
    assert [wanted for _, wanted in rendered] == [(notes(page)[0],), (notes(page)[2],)], "what waited was overtaken"
    page.tools.sounds.setChecked(False)
    page.roll.touched.emit(notes(page)[0])
    assert page.sound._waiting is None
    page.tools.hear.click()
    qtbot.waitUntil(lambda: len(rendered) == 3)
    assert rendered[2] == (Stem.LOG_DRUM, notes(page))


@pytest.mark.parametrize("stem", list(Stem))
def test_a_note_of_each_stem_sounds(stem: Stem, tmp_path: Path) -> None:
    import numpy as np
    import soundfile

    from engine.generation.sketch.audition import write_notes

    write_notes(stem, [NoteEvent(3.0, 3.3, 42, 100), NoteEvent(3.5, 3.8, 45, 60)], tmp_path / "a.wav")
    samples, rate = soundfile.read(tmp_path / "a.wav")
    assert np.abs(samples[: rate // 10]).max() > 0.01, "it begins with the first note"
    assert np.abs(samples).max() <= 0.5 + 1e-6
    assert np.abs(samples[-1]).max() < 1e-3


def test_a_crowd_is_painted_where_its_notes_are(qapp: Any) -> None:
    import numpy as np
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QColor, QImage, QPainter

    from app.widgets.piano_roll_crowd import packed, paint_crowd

    image = QImage(20, 12, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    lefts, widths = np.asarray([3.0, -4.0, 18.0, 5.0]), np.asarray([4.0, 6.0, 9.0, 2.0])
    rows = np.asarray([1, 0, 2, 7])  # the last one is outside
    colours = np.full(4, packed(QColor("#FF8000")), np.uint32)
    paint_crowd(painter, QRectF(0, 0, 20, 12), 3, lefts, widths, rows, colours)
    painter.end()
    painted = {(x, y) for x in range(20) for y in range(12) if image.pixelColor(x, y).alpha()}
    spans = ((1, range(3, 7)), (0, range(2)), (2, range(18, 20)))
    assert painted == {(x, y) for row, span in spans for x in span for y in range(4 * row + 1, 4 * row + 4)}
    assert image.pixelColor(4, 6) == QColor("#FF8000")
