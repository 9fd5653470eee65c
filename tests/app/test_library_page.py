"""The library's page and the work behind it: filters, batches, watched folders, missing files, copies."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit

from app.collection import COPIES, MISSING, Wanted
from app.collection_work import ASK_FROM
from engine.core.jobs import JobState
from engine.core.track import AudioInfo, Rights, Tags, TrackId
from engine.jobs.analyze_tracks import AnalyzeTracks
from engine.jobs.import_tracks import ImportReport, ImportTracks
from engine.jobs.score_song import ScoreSong

PATIENCE_MS = 8000


@pytest.fixture
def crate(studio: Any, tmp_path: Path, qtbot: Any) -> Any:
    """The studio with its library of four songs on the page; returns it."""
    songs = (("Sponono", "sgija"), ("Abo Mvelo", "bacardi"), ("Ke Star", "sgija"), ("Nana Thula", None))
    for number, (title, genre) in enumerate(songs, start=1):
        path = tmp_path / "crate" / f"{number}.mp3"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x" * number)
        info = AudioInfo("mp3", "mp3", 44_100, 2, 44_100 * 100 * number, number)
        studio.library.tracks.add(path, f"sha256:{number}", info, Tags(title=title, artist="Kabza", genre=genre))
    studio.window.show_page("library")
    settled(studio, qtbot, lambda: studio.window.tracks.total == 4)
    return studio


def settled(studio: Any, qtbot: Any, test: Any) -> None:
    qtbot.waitUntil(lambda: test() and not studio.background.is_busy, timeout=PATIENCE_MS)


def titles(studio: Any) -> set[str]:
    model = studio.window.tracks
    return {model.row(line).title for line in range(model.rowCount())}


def choose(studio: Any, *wanted: str) -> None:
    page = studio.window.library_page
    ids = tuple(row.id for row in studio.window.tracks.collection if row.title in wanted)
    page.table.clearSelection()
    page._select(ids)


def test_filters_make_chips_that_take_them_back(crate: Any) -> None:
    page = crate.window.library_page
    page.filters.style_box.setCurrentIndex(page.filters.style_box.findData("sgija"))
    assert titles(crate) == {"Sponono", "Ke Star"}
    page.search.setText("star")
    assert titles(crate) == {"Ke Star"}
    (chip,) = page.filters.chips
    assert "sgija" in chip.text()
    chip.click()
    assert page.filters.chips == []
    page.search.setText("nobody")
    assert page._stack.currentWidget() is page.none_left
    page.filters.clear_button.click()
    assert len(titles(crate)) == 4


def test_filters_are_there_at_the_next_start(crate: Any) -> None:
    page = crate.window.library_page
    page.filters.set_wanted(Wanted(bpm_from=110.0, key="F minor", with_mixing=True))
    page.search.setText("ab")
    kept = Wanted.from_text(crate.state.text("library_filters"))
    assert kept == Wanted(text="ab", bpm_from=110.0, key="F minor", with_mixing=True)
    page.filters.clear()
    page.restore(kept)
    assert page.filters.bpm_from.text() == "110"
    assert crate.window.tracks.wanted == kept


def test_the_selection_survives_a_filter(crate: Any) -> None:
    page = crate.window.library_page
    choose(crate, "Ke Star", "Sponono")
    assert page.batch.isVisibleTo(page)
    page.filters.style_box.setCurrentIndex(page.filters.style_box.findData("sgija"))
    assert {row.title for row in page.selected()} == {"Ke Star", "Sponono"}
    page.search.setText("sponono")
    assert {row.title for row in page.selected()} == {"Sponono"}


def test_batches_become_jobs(crate: Any, pool: Any, qtbot: Any) -> None:
    page = crate.window.library_page
    choose(crate, "Sponono", "Ke Star")
    page.batch.buttons["score"].click()
    scored = [spec for _id, spec, _label in pool.submitted]
    assert all(isinstance(spec, ScoreSong) for spec in scored)
    assert {Path(spec.source).name for spec in scored} == {"1.mp3", "3.mp3"}
    page.batch.buttons["analyse"].click()
    qtbot.waitUntil(lambda: len(pool.submitted) == 3, timeout=PATIENCE_MS)
    spec = pool.submitted[-1][1]
    assert isinstance(spec, AnalyzeTracks)
    assert {Path(path).name for path in spec.paths} == {"1.mp3", "3.mp3"}
    assert crate.window.jobs.rowCount() == 3, "all of it is in the queue"


def test_much_work_is_asked_about_first(crate: Any, pool: Any) -> None:
    rows = [crate.window.tracks.row(0)] * (ASK_FROM + 1)
    crate.library_work.score(rows)
    assert pool.submitted == []
    crate.library_work.question.buttons()[0].click()
    assert len(pool.submitted) == ASK_FROM + 1


def test_rights_are_stated_for_all_that_are_selected(crate: Any, qtbot: Any) -> None:
    page = crate.window.library_page
    choose(crate, "Sponono", "Ke Star")
    page.batch.buttons["rights"].click()
    dialog = crate.library_work.dialog
    dialog.licence.setCurrentIndex(dialog.licence.findData("own"))
    dialog.may_train.setChecked(True)
    dialog.proof.setText("my own songs")
    dialog.accept()
    settled(crate, qtbot, lambda: sum(row.rights == "own" for row in crate.window.tracks.collection) == 2)
    assert crate.library.tracks.get(TrackId(1)).rights == Rights("own", True, "my own songs")
    assert crate.library.tracks.get(TrackId(2)).rights == Rights()


def test_removing_is_asked_and_leaves_the_files(crate: Any, tmp_path: Path, qtbot: Any) -> None:
    page = crate.window.library_page
    choose(crate, "Sponono", "Ke Star")
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert crate.library.tracks.count() == 4, "nothing happens before the answer"
    crate.library_work.question.buttons()[0].click()
    settled(crate, qtbot, lambda: crate.window.tracks.total == 2)
    assert titles(crate) == {"Abo Mvelo", "Nana Thula"}
    assert len(list((tmp_path / "crate").iterdir())) == 4


def test_a_watched_folder_is_imported_at_the_start_and_when_it_has_changed(
    crate: Any, pool: Any, tmp_path: Path, qtbot: Any
) -> None:
    folder = tmp_path / "new songs"
    folder.mkdir()
    crate.library_work.watch.timer.setInterval(50)
    crate.library_work.set_watched([str(folder)])
    assert [spec for _id, spec, _label in pool.submitted] == [ImportTracks((str(folder),))]
    pool.finish(pool.submitted[0][0], JobState.SUCCEEDED, result=ImportReport())
    crate.window.poll()
    (folder / "song.mp3").write_bytes(b"x")
    qtbot.waitUntil(lambda: len(pool.submitted) == 2, timeout=PATIENCE_MS)
    (folder / "another.mp3").write_bytes(b"x")
    qtbot.wait(300)
    assert len(pool.submitted) == 2, "one at a time"
    pool.finish(pool.submitted[1][0], JobState.SUCCEEDED, result=ImportReport())
    crate.window.poll()
    qtbot.waitUntil(lambda: len(pool.submitted) == 3, timeout=PATIENCE_MS)
    assert crate.library_work.watched == (str(folder),)


def test_missing_files_are_marked_and_found_again(crate: Any, pool: Any, tmp_path: Path, qtbot: Any) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (tmp_path / "crate" / "2.mp3").rename(elsewhere / "renamed.mp3")
    (tmp_path / "crate" / "3.mp3").unlink()
    (elsewhere / "3.mp3").write_bytes(b"another recording")
    work, page = crate.library_work, crate.window.library_page
    work.look_for_files()
    settled(crate, qtbot, lambda: len(work.missing) == 2)
    assert page.told.isVisibleTo(page)
    page.show_only_missing()
    assert titles(crate) == {"Abo Mvelo", "Ke Star"}
    words = crate.window.tracks.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "not found" in words
    work.find_in(elsewhere)
    qtbot.waitUntil(lambda: bool(pool.submitted), timeout=PATIENCE_MS)
    job_id, spec, _label = pool.submitted[-1]
    assert spec == ImportTracks((str(elsewhere / "3.mp3"), str(elsewhere / "renamed.mp3")))
    # what the import makes of it: the same recording, and another one
    info = AudioInfo("mp3", "mp3", 44_100, 2, 44_100, 2)
    crate.library.tracks.add(elsewhere / "renamed.mp3", "sha256:2", info)
    crate.library.tracks.add(elsewhere / "3.mp3", "sha256:other", info)
    pool.finish(job_id, JobState.SUCCEEDED, result=ImportReport())
    crate.window.poll()
    settled(crate, qtbot, lambda: len(work.missing) == 1)
    assert [each.path for each in crate.library.tracks.locations(TrackId(2))] == [str(elsewhere / "renamed.mp3")]
    assert crate.library.tracks.by_fingerprint("sha256:other") is None, "only what was missing was looked for"
    assert crate.library.tracks.count() == 4


def test_copies_can_be_forgotten_but_not_the_last_one(crate: Any, tmp_path: Path, qtbot: Any) -> None:
    copy = tmp_path / "copy.mp3"
    copy.write_bytes(b"x")
    crate.library.tracks.add(copy, "sha256:1", AudioInfo("mp3", "mp3", 44_100, 2, 44_100, 1))
    crate.operations.library_changed.emit()
    settled(crate, qtbot, lambda: any(row.num_places == 2 for row in crate.window.tracks.collection))
    page = crate.window.library_page
    page.filters.set_wanted(Wanted(only=COPIES))
    assert titles(crate) == {"Sponono"}
    page.duplicates.click()
    qtbot.waitUntil(lambda: crate.library_work.dialog is not None, timeout=PATIENCE_MS)
    dialog = crate.library_work.dialog
    first, second = dialog.list.item(1), dialog.list.item(2)
    first.setCheckState(Qt.CheckState.Unchecked)
    second.setCheckState(Qt.CheckState.Unchecked)
    assert dialog.unticked == (str(tmp_path / "crate" / "1.mp3"),), "the last tick comes back"
    dialog.accept()
    settled(crate, qtbot, lambda: not any(row.num_places == 2 for row in crate.window.tracks.collection))
    assert [each.path for each in crate.library.tracks.locations(TrackId(1))] == [str(copy)]
    assert (tmp_path / "crate" / "1.mp3").exists()


def test_everything_has_a_name_and_can_be_reached_by_keys(crate: Any, qtbot: Any) -> None:
    page = crate.window.library_page
    for kind in (QAbstractButton, QComboBox, QLineEdit):
        for widget in page.findChildren(kind):
            name = widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")
            is_part = widget.objectName().startswith("qt_") or widget.parent() is page.search
            assert name or is_part or not widget.isVisibleTo(page), widget
    page.search.setFocus()
    qtbot.keyClick(page.search, Qt.Key.Key_Down)
    assert page.table.hasFocus()
    assert len(page.selected()) == 1
    page.filters.set_wanted(Wanted(only=MISSING))
    assert page.none_left.text()
