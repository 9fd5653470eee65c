"""The window by mouse and keyboard, without a screen: opening, queue, lanes, transport, pages, closing."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QSlider, QTableView, QWidget

from app.export_copies import export_plan
from app.mixer import Mix
from app.song import load_opened_song
from app.theme import THEMES
from app.views.drawer import QUEUE_TAB
from app.widgets.stem_lane import StemLane
from engine.core.errors import AudioReadError
from engine.core.jobs import JobState
from engine.core.stems import Stem
from engine.jobs.export_one_shots import ExportedOneShots
from engine.jobs.import_tracks import ImportTracks
from engine.jobs.open_song import OpenedSong, OpenSong
from tests.app import songs
from tests.app.culture_scores import a_score

PATIENCE_MS = 20_000


def result_of(folder: Path, source: str) -> OpenedSong:
    song = load_opened_song(folder)
    assert song.analysis is not None
    assert song.separation is not None
    return OpenedSong(source, str(folder), "key", "sha256:0", song.analysis, song.separation, track_id=1)


def drop(window: QWidget, paths: list[Path]) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    with warnings.catch_warnings():  # PySide6 6.12 deprecates the only form that 6.11 has
        warnings.simplefilter("ignore", DeprecationWarning)
        enter = QDragEnterEvent(QPoint(300, 300), Qt.DropAction.CopyAction, data, buttons, keys)
    window.dragEnterEvent(enter)
    assert enter.isAccepted()
    window.dropEvent(QDropEvent(QPointF(300, 300), Qt.DropAction.CopyAction, data, buttons, keys))


# opening


def test_dropped_songs_line_up_and_the_first_is_shown(studio: Any, pool: Any, opened_folder: Path, qtbot: Any) -> None:
    window = studio.window
    drop(window, [Path("/music/one.mp3"), Path("/music/two.mp3")])
    assert [type(spec) for _id, spec, _label in pool.submitted] == [OpenSong, OpenSong]
    assert [label for _id, _spec, label in pool.submitted] == ["one", "two"]
    assert window.drawer.isVisible()
    assert window.drawer.tabs.currentIndex() == QUEUE_TAB
    first, second = pool.submitted[0][0], pool.submitted[1][0]
    pool.advance(first, 0.63)
    window.poll()
    assert window.status.job.text() == "separating “one” 63%  0:41 left"
    assert window.status.queue.text() == "queue: 2 of 2 left"
    pool.finish(first, JobState.SUCCEEDED, result=result_of(opened_folder, "/music/one.mp3"))
    with qtbot.waitSignal(window.song_shown, timeout=PATIENCE_MS):
        window.poll()
    assert window.song_page.song.title == "Vibe Test"
    pool.finish(second, JobState.SUCCEEDED, result=result_of(opened_folder, "/music/two.mp3"))
    window.poll()
    assert window.notice.sentence.text() == "“two” is ready.", "the second must not push the first away"


def test_on_first_use_the_demo_piece_is_opened(studio: Any, pool: Any) -> None:
    welcome = studio.welcome()
    studio.window.open_songs(welcome)
    assert [Path(spec.source).name for _id, spec, _label in pool.submitted] == ["first_light.flac"]
    assert Path(pool.submitted[0][1].source).is_file()
    assert "a piece of ours" in studio.window.notice.sentence.text()
    assert studio.welcome() == [], "the second time the user knows where things are"


def test_a_folder_is_imported(studio: Any, pool: Any, tmp_path: Path) -> None:
    studio.window.open_songs([tmp_path])
    assert isinstance(pool.submitted[0][1], ImportTracks)
    assert pool.submitted[0][1].paths == (str(tmp_path),)


def test_cancel_from_status_line_and_queue(studio: Any, pool: Any, qtbot: Any) -> None:
    window = studio.window
    window.open_songs([Path("/music/one.mp3"), Path("/music/two.mp3")])
    first, second = (job_id for job_id, _spec, _label in pool.submitted)
    pool.advance(first, 0.1)
    window.poll()
    qtbot.mouseClick(window.status.cancel, Qt.MouseButton.LeftButton)
    assert pool.cancelled == [first]
    window.poll()
    assert window.jobs.row(first).state is JobState.CANCELLED
    table = window.drawer.table
    index = window.jobs.index(1, 4)
    box = window.drawer.delegate.button_box(table.visualRect(index).toRectF())
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=box.center().toPoint())
    assert pool.cancelled == [first, second]


def test_failure_says_what_it_means_and_retries(studio: Any, pool: Any, qtbot: Any) -> None:
    window = studio.window
    window.open_songs([Path("/music/broken.mp3")])
    job_id = pool.submitted[0][0]
    pool.finish(job_id, JobState.FAILED, error=AudioReadError("/music/broken.mp3", "it holds no audio"))
    window.poll()
    assert window.notice.isVisible()
    assert window.notice.sentence.text() == "Cannot read /music/broken.mp3: it holds no audio."
    assert "untouched" in window.notice.meaning.text()
    assert "Check that the file plays" in window.notice.meaning.text()
    qtbot.mouseClick(window.notice.button, Qt.MouseButton.LeftButton)
    assert len(pool.submitted) == 2
    assert pool.submitted[1][1] == pool.submitted[0][1]
    assert not window.notice.isVisible()


def test_long_work_never_covers_the_song(song_studio: Any, pool: Any) -> None:
    window = song_studio.window
    window.open_songs([Path("/music/next.mp3")])
    pool.advance(pool.submitted[0][0], 0.5)
    window.poll()
    lane = window.song_page.lanes[0]
    assert lane.isVisible()
    assert lane.visibleRegion().boundingRect().height() >= lane.height() - 1


# lanes


def command(studio: Any) -> Any:
    return studio.player._block.command(5)


def test_lanes_reach_the_player(song_studio: Any, qtbot: Any) -> None:
    page = song_studio.window.song_page
    assert [lane.stem for lane in page.lanes] == [Stem.DRUMS, Stem.BASS, Stem.LOG_DRUM, Stem.VOCALS, Stem.OTHER]
    qtbot.mouseClick(page.lanes[1].mute, Qt.MouseButton.LeftButton)
    assert command(song_studio).mutes == 0b00010
    qtbot.mouseClick(page.lanes[2].solo, Qt.MouseButton.LeftButton)
    assert command(song_studio).solos == 0b00100
    page.lanes[0].gain.setValue(-60)
    assert command(song_studio).gains[0] == pytest.approx(10 ** (-6 / 20))
    page.lanes[0].gain.setValue(-600)
    assert command(song_studio).gains[0] == 0.0
    assert page.lanes[0].gain_label.text() == "−∞"
    page.lanes[3].pan.setValue(-30)
    assert command(song_studio).pans == pytest.approx((0.0, 0.0, 0.0, -0.3, 0.0))
    assert [lane.waveform._is_heard for lane in page.lanes] == [False, False, True, False, False]


def test_keys_act_on_the_chosen_lane(song_studio: Any, qtbot: Any) -> None:
    window = song_studio.window
    page = window.song_page
    qtbot.waitUntil(page.lanes[0].hasFocus, timeout=PATIENCE_MS)
    qtbot.keyClick(window, Qt.Key.Key_3)
    assert page.selected_lane.stem is Stem.LOG_DRUM
    qtbot.keyClick(window, Qt.Key.Key_M)
    assert page.mix.mutes == {Stem.LOG_DRUM}
    page.selected_lane.pan.setValue(25)
    qtbot.keyClick(window, Qt.Key.Key_S)
    assert page.mix.solos == {Stem.LOG_DRUM}
    qtbot.keyClick(window, Qt.Key.Key_X)
    assert page.mix.solos == frozenset()
    assert page.mix.pan(Stem.LOG_DRUM) == 0.25, "a solo goes, the rest of the mix stays"
    qtbot.keyClick(window, Qt.Key.Key_Minus)
    assert page.mix.gain_db(Stem.LOG_DRUM) == -1.0
    qtbot.keyClick(window, Qt.Key.Key_0)
    assert page.mix.gain_db(Stem.LOG_DRUM) == 0.0
    qtbot.keyClick(page.selected_lane, Qt.Key.Key_Down)
    assert page.selected_lane.stem is Stem.VOCALS


def test_mix_is_remembered_per_song(song_studio: Any, opened_folder: Path, tmp_path: Path) -> None:
    window = song_studio.window
    window.song_page.lanes[1].mute.click()
    window.song_page.lanes[2].gain.setValue(-35)
    window.song_page.lanes[4].pan.setValue(60)
    window.show_song(load_opened_song(songs.write_opened_song(tmp_path / "other", seconds=2.0)))
    assert window.song_page.mix == Mix()
    window.show_song(load_opened_song(opened_folder))
    assert window.song_page.lanes[1].mute.isChecked()
    assert window.song_page.lanes[2].gain.gain_db == -3.5
    assert window.song_page.lanes[4].pan.pan == 0.6
    assert command(song_studio).mutes == 0b00010


# transport


def test_play_seek_and_stop(song_studio: Any, qtbot: Any) -> None:
    window = song_studio.window
    qtbot.keyClick(window, Qt.Key.Key_Space)
    assert command(song_studio).is_playing
    qtbot.keyClick(window, Qt.Key.Key_Space)
    assert not command(song_studio).is_playing
    canvas = window.song_page.lanes[0].waveform
    qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(canvas.width() // 2 + 3, 20))
    assert command(song_studio).seek_frame == 4 * songs.SAMPLE_RATE, "snapped to the beat at 4 s"
    assert window.transport.bars.value.text() == "3.1.1"
    assert window.transport.time.value.text() == "0:04.0"
    qtbot.keyClick(window.song_page.lanes[0], Qt.Key.Key_Right)
    assert window.transport.bars.value.text() == "3.2.1"
    qtbot.keyClick(window.song_page.lanes[0], Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert window.transport.bars.value.text() == "3.1.1"
    qtbot.keyClick(window.song_page.lanes[0], Qt.Key.Key_Home)
    assert command(song_studio).seek_frame == 0


def test_drag_on_the_ruler_loops(song_studio: Any, qtbot: Any) -> None:
    window = song_studio.window
    ruler = window.song_page.ruler
    start, end = (round(window.axis.x_of(time, ruler.width())) for time in (2.02, 4.05))
    qtbot.mousePress(ruler, Qt.MouseButton.LeftButton, pos=QPoint(start, 10))
    qtbot.mouseMove(ruler, QPoint((start + end) // 2, 10))
    qtbot.mouseMove(ruler, QPoint(end, 10))
    qtbot.mouseRelease(ruler, Qt.MouseButton.LeftButton, pos=QPoint(end, 10))
    assert window.playback.loop == (2.0, 4.0)
    assert command(song_studio).loop == (2 * songs.SAMPLE_RATE, 4 * songs.SAMPLE_RATE)
    qtbot.keyClick(window, Qt.Key.Key_L)
    assert command(song_studio).loop is None
    qtbot.keyClick(window, Qt.Key.Key_L)
    assert command(song_studio).loop is not None


def test_loop_by_keys(song_studio: Any, qtbot: Any) -> None:
    window = song_studio.window
    window.playback.seek(2.0)
    qtbot.keyClick(window, Qt.Key.Key_BracketLeft)
    window.playback.seek(6.0)
    qtbot.keyClick(window, Qt.Key.Key_BracketRight)
    assert window.playback.loop == (2.0, 6.0)
    window.playback.stop()
    assert command(song_studio).seek_frame == 2 * songs.SAMPLE_RATE, "stop goes to the loop's start"


def test_wheel_scrolls_and_ctrl_wheel_zooms(song_studio: Any) -> None:
    from PySide6.QtGui import QWheelEvent

    window = song_studio.window
    canvas = window.song_page.lanes[0].waveform

    def wheel(delta: int, keys: Qt.KeyboardModifier) -> None:
        where = QPointF(canvas.width() / 2, 20)
        none, still = Qt.MouseButton.NoButton, Qt.ScrollPhase.NoScrollPhase
        event = QWheelEvent(where, canvas.mapToGlobal(where), QPoint(), QPoint(0, delta), none, keys, still, False)
        canvas.wheelEvent(event)

    wheel(120, Qt.KeyboardModifier.ControlModifier)
    assert window.axis.visible == pytest.approx(8.0 / 1.25)
    assert window.axis.start + window.axis.visible / 2 == pytest.approx(4.0), "what is under the mouse stays there"
    before = window.axis.start
    wheel(-120, Qt.KeyboardModifier.NoModifier)
    assert window.axis.start > before


def test_readouts(song_studio: Any) -> None:
    transport = song_studio.window.transport
    shown = [r.value.text() for r in (transport.tempo, transport.key, transport.meter_sign, transport.swing)]
    assert shown == ["120.00", "F min", "4/4", "54%"]
    assert transport.loudness.text() == "−9.1 LUFS"
    assert song_studio.window.status.model.text() == "stems: spectral, GPL-3.0-or-later"


def test_a_song_without_analysis_says_so(studio: Any, tmp_path: Path) -> None:
    folder = songs.write_opened_song(tmp_path / "bare", seconds=3.0, with_analysis=False)
    studio.window.show_song(load_opened_song(folder, source="/music/bare.wav"))
    assert studio.window.transport.tempo.value.text() == "–"
    assert studio.window.transport.bars.value.text() == "–.–.–"
    assert studio.window.song_page.song.title == "bare"
    studio.window.grab()


# pages


def test_notes_page_lists_what_is_drawn(song_studio: Any, qtbot: Any) -> None:
    window = song_studio.window
    window.acts["show_notes"].trigger()
    page = window.notes_page
    assert page.isVisible()
    analysis = window.song_page.song.analysis
    assert page.lists.notes.rowCount() == len(analysis.notes[Stem.LOG_DRUM])
    assert page.lists.chords.rowCount() == len(analysis.chords)
    assert page.lists.beats.rowCount() == len(analysis.beats)
    assert page.lists.sections.rowCount() == len(analysis.sections)
    chords = page.lists.chords
    assert [chords.index(0, column).data() for column in range(5)] == ["1.1.1", "0:00.0", "Fm9", "i9", "tonic"]
    qtbot.mouseClick(page.buttons[Stem.VOCALS], Qt.MouseButton.LeftButton)
    assert page.count.text() == "This stem was not transcribed"
    page.lists.tables["chords"].activated.emit(page.lists.chords.index(1, 0))
    assert command(song_studio).seek_frame == 2 * songs.SAMPLE_RATE


def test_library_filters_and_opens(studio: Any, pool: Any, tmp_path: Path, qtbot: Any) -> None:
    from engine.core.track import AudioInfo, Tags

    for number, title in enumerate(("Sponono", "Abo Mvelo", "Ke Star")):
        path = tmp_path / f"{number}.mp3"
        path.write_bytes(b"x")
        info = AudioInfo("mp3", "mp3", 44_100, 2, 44_100 * 200, 1)
        studio.library.tracks.add(path, f"sha256:{number}", info, Tags(title=title, artist="Kabza"))
    window = studio.window
    window.acts["show_library"].trigger()
    page = window.library_page
    qtbot.waitUntil(lambda: page.filter.rowCount() == 3, timeout=PATIENCE_MS)
    qtbot.keyClicks(page.search, "kabza STAR")
    assert page.filter.rowCount() == 1
    assert page.count.text() == "1 of 3 songs"
    page.table.activated.emit(page.filter.index(0, 0))
    assert pool.submitted[0][1].source == str(tmp_path / "2.mp3")


def test_only_pages_that_work_are_on_the_rail(studio: Any) -> None:
    pages = ["make", "split", "song", "notes", "culture", "annotate", "judge", "train", "library"]
    assert list(studio.window.rail.buttons) == pages
    assert not studio.window.acts["show_notes"].isEnabled(), "nothing to show before a song is open"


# export


def test_export_copies_whole_named_files(song_studio: Any, tmp_path: Path, qtbot: Any) -> None:
    window = song_studio.window
    song = window.song_page.song
    with qtbot.waitSignal(song_studio.operations.exported, timeout=PATIENCE_MS) as caught:
        song_studio.operations.export_song(song, tmp_path)
    done = caught.args[0]
    assert done.folder == tmp_path / "Vibe Test"
    stems = ("01_drums", "02_bass", "03_vocals", "04_other", "05_log_drum")
    assert done.names == (*(f"120bpm_Fmin_{stem}.wav" for stem in stems), "120bpm_Fmin_Vibe Test.mid")
    for source, name in export_plan(song, "stems", "midi"):
        assert (done.folder / name).read_bytes() == source.read_bytes()
    assert window.notice.isVisible()
    with qtbot.waitSignal(song_studio.operations.exported, timeout=PATIENCE_MS) as again:
        song_studio.operations.export_song(song, tmp_path)
    assert again.args[0].folder != done.folder, "an earlier export is never written into"


def test_one_shots_are_a_job_and_its_files_are_told(song_studio: Any, pool: Any, tmp_path: Path, qtbot: Any) -> None:
    song = song_studio.window.song_page.song
    (tmp_path / "Vibe Test").mkdir()
    song_studio.operations.export_one_shots(song, tmp_path)
    job_id, spec, _label = pool.submitted[-1]
    assert (spec.song_folder, spec.name, spec.stem) == (str(song.folder), "Vibe Test", "log_drum")
    assert spec.folder == str(tmp_path / "Vibe Test 2"), "an earlier export is never written into"
    pool.finish(job_id, JobState.SUCCEEDED, result=ExportedOneShots(spec.folder, ("a.wav", "a.mid"), {}))
    with qtbot.waitSignal(song_studio.operations.exported, timeout=PATIENCE_MS) as caught:
        song_studio.window.poll()
    assert caught.args[0].names == ("a.wav", "a.mid")
    assert song_studio.window.song_page.song is song


def test_export_into_a_read_only_place_says_so(song_studio: Any, tmp_path: Path, qtbot: Any) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    with qtbot.waitSignal(song_studio.operations.problem, timeout=PATIENCE_MS) as caught:
        song_studio.operations.export_song(song_studio.window.song_page.song, blocked)
    assert caught.args[0].retry is not None
    assert "Cannot write" in caught.args[0].sentence


# closing


def test_closing_while_work_runs_tells_and_obeys(studio: Any, pool: Any, qtbot: Any) -> None:
    window = studio.window
    window.open_songs([Path("/music/one.mp3")])
    pool.advance(pool.submitted[0][0], 0.4)
    window.poll()
    assert not window.close()
    question = window.closing_question
    assert question is not None
    assert "one" in question.text()
    assert "goes on when" in question.informativeText()
    stay, leave = (next(b for b in question.buttons() if b.text() == text) for text in ("Keep working", "Close now"))
    assert question.defaultButton() is stay
    qtbot.mouseClick(leave, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=PATIENCE_MS)


def test_window_remembers_its_size_and_panels(studio: Any, tmp_path: Path) -> None:
    from app.window_state import WindowState

    window = studio.window
    window.resize(1200, 700)
    window.show_drawer(1)
    window.transport.snap.setCurrentIndex(3)
    window.set_theme(THEMES["light"])
    window.close()
    state = WindowState(tmp_path / "home")
    assert (tmp_path / "home" / "window.ini").is_file()
    assert state.text("theme") == "light"
    assert state.number("drawer", -1) == 1
    assert state.number("snap", 0) == 3
    assert state.geometry is not None


# people


def focusable(window: QWidget) -> list[QWidget]:
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisibleTo(window)
        and isinstance(widget, QAbstractButton | QSlider | QComboBox | QLineEdit | QTableView | StemLane)
        and not widget.objectName().startswith("qt_")
        and type(widget.parent()).__name__ not in ("QTabBar", "QLineEdit", "QComboBox", "QScrollBar")
    ]


def test_everything_that_takes_the_keyboard_has_a_name(song_studio: Any) -> None:
    nameless = [
        widget
        for widget in focusable(song_studio.window)
        if not (widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text()))
    ]
    assert nameless == []


@pytest.mark.parametrize("name", ["culture", "annotate"])
def test_the_pages_of_judging_name_everything_as_well(song_studio: Any, name: str) -> None:
    window = song_studio.window
    window.show_page(name)
    window.culture_page.show_scores([a_score()])
    found = focusable(window)
    assert len(found) > len(focusable(window.rail))
    for widget in found:
        assert widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text()), widget


def test_tab_reaches_every_control_of_a_lane(song_studio: Any, qtbot: Any) -> None:
    window = song_studio.window
    lane = window.song_page.lanes[0]
    qtbot.waitUntil(lane.hasFocus, timeout=PATIENCE_MS)
    order = []
    for _ in range(6):
        window.focusNextChild()
        order.append(window.focusWidget())
    assert order == [lane.mute, lane.solo, *lane.grips.values(), lane.gain, lane.pan]
    qtbot.keyClick(lane.gain, Qt.Key.Key_Down)
    assert lane.gain.gain_db == -1.0, "reached by Tab, arrows mean the slider"
    qtbot.keyClick(lane.pan, Qt.Key.Key_Right)
    assert lane.pan.pan == 0.05
    lane.mute.setFocus()
    qtbot.keyClick(lane.mute, Qt.Key.Key_Space)
    assert lane.mute.isChecked()
    assert not command(song_studio).is_playing


def test_lane_name_tells_its_state(song_studio: Any) -> None:
    lane = song_studio.window.song_page.lanes[2]
    lane.mute.click()
    lane.gain.setValue(-60)
    assert lane.accessibleName() == "Log drum lane, muted, gain −6.0 dB"
    lane.pan.setValue(-30)
    assert lane.accessibleName() == "Log drum lane, muted, gain −6.0 dB, 30 % to the left"


@pytest.mark.qt_log_ignore("This plugin does not support raise")  # a tool tip, without a screen
def test_a_knob_is_dragged_stays_in_the_middle_and_goes_back_to_it(song_studio: Any, qtbot: Any) -> None:
    knob = song_studio.window.song_page.lanes[0].pan
    middle = knob.rect().center()
    qtbot.mousePress(knob, Qt.MouseButton.LeftButton, pos=middle)
    for way, pan in ((3, 0.0), (40, 0.4), (-150, -1.0)):
        at = middle + QPoint(way, 0)
        to = QPointF(knob.mapToGlobal(at))
        event = QMouseEvent(
            QEvent.Type.MouseMove,
            QPointF(at),
            to,
            Qt.MouseButton.NoButton,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(knob, event)
        assert knob.pan == pan
        assert pan == 0.0 or "left" in knob.toolTip() or "right" in knob.toolTip()
    qtbot.mouseRelease(knob, Qt.MouseButton.LeftButton, pos=middle)
    qtbot.mouseDClick(knob, Qt.MouseButton.LeftButton, pos=middle)
    assert knob.pan == 0.0


def test_tool_tips_show_keys(studio: Any) -> None:
    for name, spec in studio.window.acts.specs.items():
        if spec.keys and not name.startswith("lane_"):
            assert "(" in studio.window.acts[name].toolTip(), name


def test_shortcuts_are_unique(studio: Any) -> None:
    seen: dict[str, str] = {}
    for name, spec in studio.window.acts.specs.items():
        for keys in spec.keys:
            assert keys not in seen, f"{keys} means {seen.get(keys)} and {name}"
            seen[keys] = name


def test_theme_can_change_while_a_song_is_open(song_studio: Any) -> None:
    for theme in THEMES.values():
        song_studio.window.set_theme(theme)
        picture = song_studio.window.grab().toImage()
        middle = picture.pixelColor(5, picture.height() - 200)
        assert middle.name().upper() == theme.surface1.upper(), "the rail wears the theme"


def test_no_text_is_cut(song_studio: Any, qtbot: Any) -> None:
    """Every label that does not elide on purpose has the room its words need, at the smallest size."""
    window = song_studio.window
    window.resize(1280, 720)
    window.grab()
    for page in ("split", "song", "notes", "culture", "annotate", "judge", "train", "library"):
        window.show_page(page)
        qtbot.wait(20)  # layouts settle
        for label in window.findChildren(QLabel):
            if label.isVisible() and label.text() and not label.wordWrap() and type(label).__name__ == "PlainLabel":
                assert label.width() >= label.sizeHint().width() - 1, (page, label.text())
