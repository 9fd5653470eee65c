"""What is dragged, copied or saved: which part, under which name, with which notes, and what is said meanwhile."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import mido
import numpy as np
import pytest
import soundfile
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from app.carried import Form, span_of_notes
from app.song import load_opened_song
from app.widgets.drag_grip import DragGrip, file_data
from app.widgets.drop_zone import dropped_paths
from engine.core.events import NoteEvent
from engine.core.stems import Stem
from engine.exchange.midi import TICKS_PER_QUARTER
from tests.app import songs

PATIENCE_MS = 5000
LEFT = Qt.MouseButton.LeftButton
NO, SHIFT, ALT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


@pytest.fixture
def dragged(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Files that the mouse was given to carry."""
    files: list[Path] = []
    monkeypatch.setattr(DragGrip, "carry", lambda _grip, file: files.append(file))
    return files


@pytest.fixture
def window(studio: Any, opened_folder: Path, tmp_path: Path, dragged: list[Path]) -> Any:
    """A window with a song; the left button counts as held."""
    del dragged
    folder = shutil.copytree(opened_folder, tmp_path / "song")
    studio.window.show_song(load_opened_song(folder, source="/music/Vibe Test.mp3"))
    studio.window.carrying.is_button_held = lambda: True
    return studio.window


@pytest.fixture
def carry(window: Any, dragged: list[Path], qtbot: Any) -> Callable[..., Path]:
    """Drags a handle of a lane and gives the file that left."""

    def act(stem: Stem, form: Form, keys: Qt.KeyboardModifier = NO) -> Path:
        lane = next(lane for lane in window.song_page.lanes if lane.stem is stem)
        before = len(dragged)
        drag(qtbot, lane.grips[form], keys)
        qtbot.waitUntil(lambda: len(dragged) > before, timeout=PATIENCE_MS)
        return dragged[-1]

    return act


def drag(qtbot: Any, grip: DragGrip, keys: Qt.KeyboardModifier = NO) -> None:
    from PySide6.QtCore import QEvent, QPointF
    from PySide6.QtGui import QMouseEvent

    qtbot.mousePress(grip, LEFT, keys, QPoint(5, 5))
    there = QPointF(5, 60)
    move = QMouseEvent(QEvent.Type.MouseMove, there, grip.mapToGlobal(there), LEFT, LEFT, keys)
    QApplication.sendEvent(grip, move)
    qtbot.mouseRelease(grip, LEFT, keys, QPoint(5, 60))


def onsets(file: Path) -> list[float]:
    """Beats at which the notes of a MIDI file begin."""
    now, found = 0, []
    for message in mido.MidiFile(file).tracks[1]:
        now += message.time
        found += [now / TICKS_PER_QUARTER] if message.type == "note_on" else []
    return found


def test_each_handle_carries_its_file_under_its_name(window: Any, carry: Any) -> None:
    song = window.song_page.song
    sound = carry(Stem.BASS, Form.SOUND)
    assert sound.name == "120bpm_Fmin_02_bass.wav"
    assert sound.read_bytes() == (song.folder / "bass.wav").read_bytes()
    assert not sound.samefile(song.folder / "bass.wav")
    notes = carry(Stem.LOG_DRUM, Form.NOTES)
    assert notes.name == "120bpm_Fmin_05_log_drum.mid"
    assert onsets(notes) == pytest.approx([2 * n.onset for n in song.notes(Stem.LOG_DRUM)], abs=0.002)
    assert carry(Stem.LOG_DRUM, Form.SOUND, SHIFT) == notes, "Shift carries the notes"


def test_the_loop_that_is_heard_is_carried_and_alt_carries_all(window: Any, carry: Any) -> None:
    window.playback.set_loop((2.0, 6.0))
    sound = carry(Stem.DRUMS, Form.SOUND)
    assert sound.name == "120bpm_Fmin_01_drums_bars_2-3.wav"
    whole, rate = soundfile.read(window.song_page.song.folder / "drums.wav", dtype="float32")
    part, _ = soundfile.read(sound, dtype="float32")
    assert np.array_equal(part, whole[2 * rate : 6 * rate])
    assert onsets(carry(Stem.BASS, Form.NOTES)) == [0.0, 4.0]
    assert carry(Stem.DRUMS, Form.SOUND, ALT).name == "120bpm_Fmin_01_drums.wav"
    window.acts["loop"].trigger()
    assert carry(Stem.DRUMS, Form.SOUND).name == "120bpm_Fmin_01_drums.wav", "a loop that is off is not carried"


def test_a_selection_comes_before_the_loop(
    window: Any, carry: Any, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = window.song_page
    window.playback.set_loop((2.0, 6.0))
    wave = page.lanes[1].waveform
    left, right = (QPoint(round(page.axis.x_of(time, wave.width())), 10) for time in (0.55, 1.45))
    qtbot.mousePress(wave, LEFT, SHIFT, left)
    qtbot.mouseMove(wave, right)
    qtbot.mouseRelease(wave, LEFT, SHIFT, right)
    assert page.selection == (0.5, 1.5), "it sticks to the grid"
    assert page.selected_lane is page.lanes[1]
    file = carry(Stem.BASS, Form.SOUND)
    assert file.name == "120bpm_Fmin_02_bass_0m00.500-0m01.500.wav"
    assert soundfile.info(file).frames == songs.SAMPLE_RATE
    window.acts["loop_selection"].trigger()
    assert window.playback.loop == (0.5, 1.5)
    qtbot.mouseClick(wave, LEFT, NO, left)
    assert page.selection is None
    for act, at, span in (
        ("select_in", 2.0, (2.0, 8.0)),
        ("select_out", 4.1, (2.0, 4.0)),
        ("select_in", 6.0, (6.0, 8.0)),
        ("select_none", 0.0, None),
    ):
        monkeypatch.setattr(type(window.playback.player), "position", at)
        window.acts[act].trigger()
        assert page.selection == span


def test_edited_notes_are_what_is_carried(window: Any, carry: Any) -> None:
    store = window.note_store
    before = carry(Stem.BASS, Form.NOTES)
    picked = store.stems[Stem.BASS]
    store.change(Stem.BASS, replace(picked, notes=(*picked.notes, NoteEvent(6.5, 7.0, 40, 99))), "Draw a note")
    after = carry(Stem.BASS, Form.NOTES)
    assert after != before
    assert after.name == before.name
    assert len(onsets(after)) == len(onsets(before)) + 1
    store.undo.undo()
    assert carry(Stem.BASS, Form.NOTES) == before, "the same notes are the same file"


def test_chosen_notes_are_carried_from_the_notes_page(window: Any, dragged: list[Path], qtbot: Any) -> None:
    window.acts["show_notes"].trigger()
    page = window.notes_page
    page.sound = None
    page.show_stem(Stem.LOG_DRUM)
    drag(qtbot, page.grip)
    qtbot.waitUntil(lambda: len(dragged) == 1, timeout=PATIENCE_MS)
    assert dragged[0].name == "120bpm_Fmin_05_log_drum.mid"
    page.roll.choose(page.store.stems[Stem.LOG_DRUM].choosing({3, 4}))  # at 2.375 s and 2.75 s
    drag(qtbot, page.grip)
    qtbot.waitUntil(lambda: len(dragged) == 2, timeout=PATIENCE_MS)
    assert dragged[1].name == "120bpm_Fmin_05_log_drum_notes_0m02.000-0m03.500.mid"
    assert onsets(dragged[1]) == [0.75, 1.5]
    assert "2 chosen notes" in page.grip.accessibleName() or page.grip.accessibleName()


def test_a_file_that_is_made_is_carried_while_the_button_is_held(
    window: Any, dragged: list[Path], qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    carrying, grip = window.carrying, window.song_page.lanes[0].grips[Form.SOUND]
    drag(qtbot, grip)
    assert grip.is_busy
    qtbot.waitUntil(lambda: len(dragged) == 1, timeout=PATIENCE_MS)
    assert not grip.is_busy
    drag(qtbot, grip)
    assert len(dragged) == 2, "what is ready starts at once"
    monkeypatch.setattr(carrying, "is_button_held", lambda: False)
    drag(qtbot, window.song_page.lanes[1].grips[Form.SOUND])
    qtbot.waitUntil(lambda: "drag it again" in window.notice.sentence.text(), timeout=PATIENCE_MS)
    assert len(dragged) == 2


def test_the_mouse_over_a_handle_makes_the_file_ready_and_says_what_it_is(window: Any, qtbot: Any) -> None:
    window.playback.set_loop((2.0, 4.0))
    grip = window.song_page.lanes[0].grips[Form.SOUND]
    with qtbot.waitSignal(window.carrying.files.made, timeout=PATIENCE_MS):
        grip.looked_at.emit()
        grip.drag_near.emit()
    assert grip.accessibleName() == "Drag the sound of Drums into your DAW: loop, bar 2"


def test_the_same_by_keyboard(window: Any, qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page, notice = window.song_page, window.notice
    page.choose_lane(1)
    window.acts["copy_sound"].trigger()
    qtbot.waitUntil(lambda: "is copied" in notice.sentence.text(), timeout=PATIENCE_MS)
    (url,) = QApplication.clipboard().mimeData().urls()
    assert Path(url.toLocalFile()).name == "120bpm_Fmin_02_bass.wav"
    target = tmp_path / "out" / "mine"
    target.parent.mkdir()
    asked: list[str] = []

    def ask(_parent: Any, _title: str, proposed: str, _kind: str) -> tuple[str, str]:
        asked.append(Path(proposed).name)
        return str(target), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    window.acts["save_notes"].trigger()
    qtbot.waitUntil(lambda: "is saved" in notice.sentence.text(), timeout=PATIENCE_MS)
    assert asked == ["120bpm_Fmin_02_bass.mid"]
    assert onsets(target.with_suffix(".mid")) == [0.0, 4.0, 8.0, 12.0]
    grip = page.lanes[1].grips[Form.NOTES]
    window.playback.set_loop((2.0, 4.0))
    opened: list[Any] = []
    monkeypatch.setattr(grip, "open_menu", opened.append)
    grip.setFocus()
    qtbot.keyClick(grip, Qt.Key.Key_Return)
    words = [text for text, _act in opened[0]]
    assert words == [
        "Copy file (loop, bar 2)",
        "Copy file (whole stem)",
        "",
        "Save as… (loop, bar 2)",
        "Save as… (whole stem)",
    ]
    short, long = (grip.label(name).deviceIndependentSize().width() for name in ("a.wav", "n" * 200 + ".wav"))
    assert 0 < short < long < 400, "the name follows the mouse, a long one cut"
    menu = grip.menu([*opened[0], ("Not now", None)])
    assert (menu.actions()[2].isSeparator(), menu.actions()[-1].isEnabled()) == (True, False)
    with qtbot.waitSignal(grip.menu_wanted):
        qtbot.mouseClick(grip, LEFT)
    notice.sentence.setText("")
    menu.actions()[0].trigger()
    qtbot.waitUntil(lambda: "bar_2.mid” is copied" in notice.sentence.text(), timeout=PATIENCE_MS)


def test_what_cannot_be_carried_says_why(window: Any, dragged: list[Path], qtbot: Any) -> None:
    lanes = {lane.stem: lane for lane in window.song_page.lanes}
    drag(qtbot, lanes[Stem.VOCALS].grips[Form.NOTES])
    assert window.notice.sentence.text() == "This stem was not transcribed."
    (window.song_page.song.folder / "bass.wav").unlink()
    drag(qtbot, lanes[Stem.BASS].grips[Form.SOUND])
    assert "file is gone" in window.notice.sentence.text()
    assert dragged == []


def test_a_full_disk_is_told_once_something_is_dragged(window: Any, qtbot: Any, tmp_path: Path) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where a folder should be")
    window.carrying.files._folder = blocked
    window.carrying.prepare(Stem.BASS, Form.SOUND)
    qtbot.wait(20)
    assert not window.notice.sentence.text(), "made ready only: nothing was asked for"
    drag(qtbot, window.song_page.lanes[1].grips[Form.SOUND])
    qtbot.waitUntil(lambda: "could not be made" in window.notice.sentence.text(), timeout=PATIENCE_MS)


def test_what_is_let_go_over_the_window_opens_nothing(window: Any, tmp_path: Path) -> None:
    class Dropped:
        def __init__(self, source: object) -> None:
            self._source = source

        def source(self) -> object:
            return self._source

        def mimeData(self) -> object:  # noqa: N802 - Qt's name
            return file_data(tmp_path / "bass.wav")

    grip = window.song_page.lanes[0].grips[Form.SOUND]
    assert dropped_paths(cast("Any", Dropped(None))) == [tmp_path / "bass.wav"]
    assert dropped_paths(cast("Any", Dropped(grip))) == []


def test_files_that_never_left_go_with_the_window(window: Any, carry: Any, qtbot: Any) -> None:
    files = window.carrying.files
    given = carry(Stem.BASS, Form.SOUND)
    with qtbot.waitSignal(files.made, timeout=PATIENCE_MS):
        window.carrying.prepare(Stem.DRUMS, Form.SOUND)
    others = {name: files._folder / name for name in ("crashed", "at_work")}
    for folder in others.values():
        folder.mkdir()
    os.utime(others["crashed"], (0.0, 0.0))
    window.carrying.close()
    assert {path.name for path in files._folder.iterdir()} == {given.parent.name, "at_work"}
    assert given.is_file()


def test_a_song_without_analysis_is_carried_under_its_own_name(
    studio: Any, dragged: list[Path], qtbot: Any, tmp_path: Path
) -> None:
    folder = songs.write_opened_song(tmp_path / "plain", seconds=2.0, with_analysis=False)
    studio.window.carrying.is_button_held = lambda: True
    studio.window.show_song(load_opened_song(folder, source="/music/My song.mp3"))
    drag(qtbot, studio.window.song_page.lanes[1].grips[Form.SOUND])
    qtbot.waitUntil(lambda: len(dragged) == 1, timeout=PATIENCE_MS)
    assert dragged[0].name == "My song_02_bass.wav"


def test_chosen_notes_lie_in_whole_beats(studio: Any) -> None:
    from app.bar_clock import BarClock

    clock = BarClock.of(songs.an_analysis(8.0, title="", artist="", sample_rate=8000))
    assert span_of_notes([NoteEvent(2.3, 2.6, 40, 90)], clock, 8.0) == pytest.approx((2.0, 3.0))
    assert span_of_notes([NoteEvent(1.98, 2.6, 40, 90)], clock, 8.0) == pytest.approx((2.0, 3.0)), "played early"
    assert span_of_notes([NoteEvent(1.98, 2.01, 40, 90)], clock, 8.0) == pytest.approx((1.5, 2.5)), "no note is lost"
    assert span_of_notes([NoteEvent(2.3, 2.6, 40, 90)], None, 8.0) == (2.3, 2.6)
