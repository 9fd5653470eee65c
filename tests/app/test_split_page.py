"""The Split page: a folder lines up, costs are told before the start, every row has its button, the line lasts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog

from app.mixer import Mix
from app.splitting_presets import BEST, FAST, SplitWishes, options_of
from app.splitting_rows import READY, SplitRow, button_words, rows_of, rows_text
from app.views.split import SplitPage
from app.views.split_table import ACTION, LEFT, RESULT, SONG, STATE
from app.window_state import WindowState
from engine.audio.files import write
from engine.core.errors import AudioReadError
from engine.core.jobs import JobId, JobState
from engine.core.stems import Stem
from engine.exchange.analysis_json import read_analysis
from engine.jobs.export_one_shots import ExportOneShots
from engine.jobs.export_song import ExportedSong, ExportSong
from engine.jobs.open_song import OpenedSong, OpenSong
from engine.jobs.song import stored_separation
from engine.jobs.try_split import TriedSplit, TrySplit
from engine.settings import Settings
from tests.signals import sine


@pytest.fixture
def page(studio: Any) -> SplitPage:
    studio.window.show_page("split")
    found = studio.window.pages.page("split")
    assert isinstance(found, SplitPage)
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two songs in a folder in a folder, one that is broken, and what is no song."""
    inner = tmp_path / "set" / "inner"
    inner.mkdir(parents=True)
    write(tmp_path / "set" / "a.wav", sine(220.0, 2.0))
    write(inner / "b.wav", sine(330.0, 3.0))
    (tmp_path / "set" / "broken.mp3").write_bytes(b"nothing")
    (tmp_path / "set" / "notes.txt").write_text("words", "utf-8")
    return tmp_path / "set"


def settle(studio: Any, qtbot: Any) -> None:
    qtbot.waitUntil(lambda: not studio.background.is_busy, timeout=5000)


def drop(page: SplitPage, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    none = Qt.KeyboardModifier.NoModifier
    event = QDropEvent(QPointF(50, 50), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, none)
    page.dropEvent(event)
    assert event.isAccepted()


def text(page: SplitPage, row: int, column: int) -> str:
    return str(page.model.index(row, column).data())


def press(page: SplitPage, qtbot: Any, row: int) -> None:
    """A click on the row's button."""
    page.grab()
    cell = page.table.visualRect(page.model.index(row, ACTION))
    place = page.delegate.button_box(cell.toRectF()).center().toPoint()
    qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=place)


def opened(opened_folder: Path, source: str) -> OpenedSong:
    facts = stored_separation(opened_folder)
    assert facts is not None
    return OpenedSong(
        source, str(opened_folder), "k", "sha256:1", read_analysis(opened_folder / "analysis.json"), facts
    )


def finish(studio: Any, pool: Any, job: str, result: Any) -> None:
    pool.finish(JobId(job), JobState.SUCCEEDED, result=result)
    studio.window.poll()


@pytest.fixture
def lined_up(page: SplitPage, studio: Any, folder: Path, qtbot: Any) -> SplitPage:
    drop(page, folder)
    settle(studio, qtbot)
    return page


@pytest.fixture
def done(lined_up: SplitPage, studio: Any, pool: Any, opened_folder: Path, qtbot: Any) -> SplitPage:
    """The first song is done, the second waits."""
    qtbot.mouseClick(lined_up.form.start, Qt.MouseButton.LeftButton)
    pool.advance(JobId("1"), 0.5)
    studio.window.poll()
    finish(studio, pool, "1", opened(opened_folder, lined_up.splitting.rows[0].path))
    settle(studio, qtbot)
    studio.window.show_page("split")
    return lined_up


def test_a_dropped_folder_lines_up_with_its_cost(lined_up: SplitPage, pool: Any) -> None:
    assert [text(lined_up, row, SONG) for row in range(3)] == ["a", "broken", "b"]
    assert text(lined_up, 0, STATE) == "ready to start"
    assert "Cannot read" in text(lined_up, 1, STATE)
    assert text(lined_up, 0, LEFT).startswith("about 0:0")
    assert lined_up.form.start.text() == "Split 2 songs"
    assert "0:05 of music" in lined_up.form.estimate.text()
    assert "guess" in lined_up.form.estimate.text()
    assert pool.submitted == []


def test_a_folder_without_songs_says_so(page: SplitPage, studio: Any, tmp_path: Path, qtbot: Any) -> None:
    (tmp_path / "none").mkdir()
    drop(page, tmp_path / "none")
    settle(studio, qtbot)
    assert "no songs" in studio.window.notice.sentence.text()
    assert page.splitting.rows == ()


def test_a_song_lines_up_once(lined_up: SplitPage, studio: Any, folder: Path, qtbot: Any) -> None:
    drop(lined_up, folder / "a.wav", folder)
    settle(studio, qtbot)
    assert len(lined_up.splitting.rows) == 3


def test_start_makes_jobs_of_what_is_ready(lined_up: SplitPage, studio: Any, pool: Any, qtbot: Any) -> None:
    qtbot.mouseClick(lined_up.form.qualities[FAST], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(lined_up.form.counts[4], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(lined_up.form.start, Qt.MouseButton.LeftButton)
    specs = [spec for _id, spec, _label in pool.submitted]
    assert all(isinstance(spec, OpenSong) for spec in specs)
    assert [Path(spec.source).name for spec in specs] == ["a.wav", "b.wav"]
    assert {(spec.options.model, spec.options.overlap, spec.options.num_stems) for spec in specs} == {
        ("embedded", 0.1, 4)
    }
    assert not lined_up.form.start.isEnabled()
    pool.advance(JobId("1"), 0.25, "separating", 61.0)
    studio.window.poll()
    assert text(lined_up, 0, LEFT) == "25%, 1:01 left"
    assert text(lined_up, 0, STATE) == "separating"


def test_a_long_line_starts_in_goes(page: SplitPage, pool: Any, qtbot: Any) -> None:
    """The window stays alive: a few songs become jobs at a time."""
    page.splitting.rows = tuple(SplitRow(f"/m/{number}.wav", READY, 60.0) for number in range(30))
    page.splitting.rows_changed.emit()
    page.splitting.start()
    assert 0 < len(pool.submitted) < 30
    qtbot.waitUntil(lambda: len(pool.submitted) == 30, timeout=5000)
    assert [spec.source for _id, spec, _label in pool.submitted] == [row.path for row in page.splitting.rows]


def test_every_row_has_its_button(lined_up: SplitPage, studio: Any, pool: Any, qtbot: Any) -> None:
    qtbot.mouseClick(lined_up.form.start, Qt.MouseButton.LeftButton)
    assert [text(lined_up, row, ACTION) for row in range(3)] == ["Cancel", "Retry", "Cancel"]
    press(lined_up, qtbot, 2)
    studio.window.poll()
    assert pool.cancelled == [JobId("2")]
    assert text(lined_up, 2, STATE) == "cancelled"
    press(lined_up, qtbot, 2)
    assert len(pool.submitted) == 3
    assert text(lined_up, 2, STATE) == "waiting"
    pool.finish(JobId("3"), JobState.FAILED, error=AudioReadError("b.wav", "the disk is gone", "Plug it in."))
    studio.window.poll()
    assert text(lined_up, 2, STATE) == "Cannot read b.wav: the disk is gone. Plug it in."
    assert text(lined_up, 2, ACTION) == "Retry"


def test_a_file_that_was_mended_is_read_again(lined_up: SplitPage, studio: Any, folder: Path, qtbot: Any) -> None:
    write(folder / "broken.wav", sine(220.0, 1.0))
    (folder / "broken.wav").rename(folder / "broken.mp3")  # judged by content
    press(lined_up, qtbot, 1)
    settle(studio, qtbot)
    assert [text(lined_up, row, STATE) for row in range(3)] == ["ready to start"] * 3


def test_from_drop_to_drums_alone_in_three_clicks(
    lined_up: SplitPage, studio: Any, pool: Any, opened_folder: Path, qtbot: Any
) -> None:
    qtbot.mouseClick(lined_up.form.start, Qt.MouseButton.LeftButton)  # one
    finish(studio, pool, "1", opened(opened_folder, lined_up.splitting.rows[0].path))
    settle(studio, qtbot)
    studio.window.show_page("split")
    press(lined_up, qtbot, 0)  # two
    settle(studio, qtbot)
    assert studio.window.pages.current_name == "song"
    lane = next(lane for lane in studio.window.song_page.lanes if lane.stem is Stem.DRUMS)
    qtbot.mouseClick(lane.solo, Qt.MouseButton.LeftButton)  # three
    assert lane.solo.isChecked()


def test_a_song_that_is_done_tells_its_residual_and_teaches_the_estimate(done: SplitPage, studio: Any) -> None:
    residual = done.splitting.rows[0].residual_db
    assert residual is not None
    assert text(done, 0, RESULT) in (f"{residual:.1f} dB", f"exact ({round(residual)} dB)")
    done.splitting.rows = (replace(done.splitting.rows[2], state=READY),)
    done.splitting.rows_changed.emit()
    assert "on this machine" in done.form.estimate.text()


def test_what_leaves_is_remembered_and_leaves_by_itself(
    lined_up: SplitPage, studio: Any, pool: Any, opened_folder: Path, tmp_path: Path, qtbot: Any, monkeypatch: Any
) -> None:
    form = lined_up.form
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(tmp_path / "to"))
    qtbot.mouseClick(form.choose, Qt.MouseButton.LeftButton)
    for box in (form.exports["stem-pack"], form.exports["one-shots"], form.stems[Stem.VOCALS]):
        box.click()
    form.format.setCurrentIndex(1)
    form.format.activated.emit(1)
    qtbot.mouseClick(form.start, Qt.MouseButton.LeftButton)
    finish(studio, pool, "1", opened(opened_folder, lined_up.splitting.rows[0].path))
    pack, one_shots = (spec for _id, spec, _label in pool.submitted[2:])
    assert isinstance(pack, ExportSong)
    assert (pack.forms, pack.audio_format, pack.folder) == (("stem-pack",), "flac", str(tmp_path / "to" / "a"))
    assert pack.stems == ("drums", "bass", "other", "log_drum")
    assert isinstance(one_shots, ExportOneShots)
    again = WindowState(studio.window._behind.paths.home)
    assert "stem-pack" in again.text("split_wishes")
    finish(studio, pool, "3", ExportedSong(str(tmp_path / "to" / "a"), ("x.flac",)))
    assert "One file is in" in studio.window.notice.sentence.text()
    assert text(lined_up, 0, STATE) == "done, written: Stem pack"


def test_one_press_exports_what_is_done(done: SplitPage, pool: Any, qtbot: Any) -> None:
    before = len(pool.submitted)
    assert not done.form.export.isEnabled()
    done.form.exports["dawproject"].click()
    assert done.form.export.text() == "Export 1 song now"
    qtbot.mouseClick(done.form.export, Qt.MouseButton.LeftButton)
    (spec,) = (spec for _id, spec, _label in pool.submitted[before:])
    assert (spec.forms, spec.stems, Path(spec.source).name) == (("dawproject",), (), "a.wav")


def test_twenty_seconds_are_tried_and_shown(
    lined_up: SplitPage, studio: Any, pool: Any, opened_folder: Path, qtbot: Any
) -> None:
    assert not lined_up.try_button.isEnabled()
    lined_up.table.selectRow(0)
    qtbot.mouseClick(lined_up.try_button, Qt.MouseButton.LeftButton)
    ((job_id, spec, label),) = pool.submitted
    assert isinstance(spec, TrySplit)
    assert label == "20 s of “a”"
    facts = stored_separation(opened_folder)
    finish(studio, pool, str(job_id), TriedSplit(spec.source, str(opened_folder), facts, 0.0))
    settle(studio, qtbot)
    assert studio.window.pages.current_name == "song"
    assert text(lined_up, 0, STATE) == "ready to start"


def test_the_line_survives_a_restart(lined_up: SplitPage, studio: Any, pool: Any, folder: Path, qtbot: Any) -> None:
    """The library knows what became of each job; what it does not know any more is ready again."""
    job = studio.library.jobs.add("open_song", b"{}", "a")
    pool.submitted.clear()
    qtbot.mouseClick(lined_up.form.start, Qt.MouseButton.LeftButton)
    rows = lined_up.splitting.rows
    lined_up.splitting.rows = (replace(rows[0], job_id=str(job)), rows[1], replace(rows[2], job_id="77777"))
    lined_up.splitting._keep()
    again = SplitPage(lined_up._services, studio.window.theme)
    qtbot.addWidget(again)
    assert [row.state for row in again.splitting.rows] == ["queued", "failed", READY]
    pool.advance(job, 0.5)
    studio.window.poll()
    assert again.splitting.rows[0].fraction == 0.5


def test_a_song_that_went_on_without_the_page_is_exported_when_it_is_shown(
    lined_up: SplitPage, studio: Any, pool: Any, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = studio.library.jobs.add("open_song", b"{}", "a")
    row = replace(lined_up.splitting.rows[0], state="running", job_id=str(job))
    lined_up.splitting.rows = (row,)
    lined_up.splitting._keep()
    lined_up.form.exports["dawproject"].click()
    studio.library.jobs.set_state(job, JobState.RUNNING)
    studio.library.jobs.set_state(job, JobState.SUCCEEDED)
    found = replace(row, state="succeeded", folder="/opened")
    monkeypatch.setattr("app.splitting.Splitting._found", lambda _self, _row, _options=None: found)
    again = SplitPage(lined_up._services, studio.window.theme)
    qtbot.addWidget(again)
    ((_id, spec, _label),) = pool.submitted
    assert (spec.song_folder, spec.forms) == ("/opened", ("dawproject",))


def test_removing_leaves_songs_alone(lined_up: SplitPage, folder: Path, qtbot: Any) -> None:
    lined_up.table.selectRow(0)
    lined_up.table.setFocus()
    qtbot.keyClick(lined_up.table, Qt.Key.Key_Delete)
    assert [row.title for row in lined_up.splitting.rows] == ["broken", "b"]
    assert (folder / "a.wav").is_file()


def test_four_stems_have_no_log_drum_to_write(lined_up: SplitPage) -> None:
    lined_up.form.exports["one-shots"].click()
    lined_up.form.counts[4].click()
    assert not lined_up.form.stems[Stem.LOG_DRUM].isEnabled()
    assert lined_up.splitting.wishes.exports == ()


def test_best_uses_the_strongest_model_that_is_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wishes = SplitWishes(quality=BEST)
    assert options_of(wishes, Settings(), tmp_path).model == "embedded"
    assert options_of(wishes, Settings(), tmp_path).overlap == 0.5
    monkeypatch.setattr("engine.models.installed.is_available", lambda _card, _folder: True)
    assert options_of(wishes, Settings(), tmp_path).model == "htdemucs+log_drum"


def test_rows_are_text_and_come_back() -> None:
    rows = (SplitRow("/m/\udcff%,é\n;.wav", "failed", error="a\nb"), SplitRow("C:\\m\\x.wav", READY, 3.0))
    back = rows_of(rows_text(rows))
    assert [row.path for row in back] == [row.path for row in rows]
    assert back[0].error == "a b"
    for damaged in ("{", "[1]", '[{"path": 3}]', "\udcff"):
        assert rows_of(damaged) == ()
    assert [button_words(SimpleNamespace(is_open=False, can_retry=False, is_done=False))] == ["Remove"]  # type: ignore[arg-type]


def test_hostile_names_are_plain_text() -> None:
    row = SplitRow("/m/<img src=x>\u202e" + "a" * 5000 + ".wav", READY, 1.0)
    assert len(row.title) <= 500
    assert "\u202e" not in row.title
    assert "/" not in row.name


def test_the_song_in_front_leaves_by_one_small_window(song_studio: Any, pool: Any, tmp_path: Path, qtbot: Any) -> None:
    song_studio.state.set_text("export_wishes", "")
    song_studio.window.song_page.set_mix(
        Mix({Stem.BASS: -6.0}, frozenset({Stem.VOCALS}), frozenset({Stem.LOG_DRUM}), {Stem.OTHER: 0.5})
    )
    song_studio.window.acts["export_presets"].trigger()
    dialog = song_studio.window.exporting.dialog
    qtbot.addWidget(dialog)
    assert not dialog.start.isEnabled()
    dialog.presets["dawproject"].click()
    dialog.presets["loops"].click()
    dialog.stems[Stem.VOCALS].click()
    before = len(pool.submitted)
    qtbot.mouseClick(dialog.start, Qt.MouseButton.LeftButton)
    specs = [spec for _id, spec, _label in pool.submitted[before:]]
    assert [spec.forms for spec in specs] == [("dawproject",), ("loops",)]
    assert Stem.VOCALS not in specs[0].stems
    assert specs[0].song_folder == str(song_studio.window.song_page.song.folder)
    strips = {strip.stem: (strip.gain_db, strip.pan, strip.is_muted, strip.is_soloed) for strip in specs[0].mix}
    assert strips == {
        Stem.BASS: (-6.0, 0.0, False, False),
        Stem.VOCALS: (0.0, 0.0, True, False),
        Stem.OTHER: (0.0, 0.5, False, False),
        Stem.LOG_DRUM: (0.0, 0.0, False, True),
    }
    assert specs[1].mix == (), "loops are the stems themselves"
    song_studio.window.acts["export_presets"].trigger()
    again = song_studio.window.exporting.dialog
    qtbot.addWidget(again)
    assert again.wishes().exports == ("dawproject", "loops")
    assert not again.stems[Stem.VOCALS].isChecked()
