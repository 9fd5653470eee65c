"""Projects in the window: edits, mix, loop and stars go into the folder, come back, and survive a kill."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import textwrap
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QFileDialog

from app.mixer import Mix
from app.note_editing import Picked
from app.said import SaidOfSong, take_in
from app.song import load_opened_song
from app.window_state import STARS, WindowState
from engine.core.errors import UserError
from engine.core.jobs import JobState
from engine.core.labels import Contest, Label, LabelSegment, Statement
from engine.core.stems import Stem
from engine.core.track import AudioInfo
from engine.exchange.edits_json import FILE as EDITS_FILE
from engine.jobs.install_model import InstallModel
from engine.jobs.projects import said_of
from engine.library import Library
from engine.library.projects import ProjectFolder, ProjectLock
from engine.whole_file import write_bytes
from tests.app import songs


@pytest.fixture
def with_project(qtbot: Any, song_studio: Any, tmp_path: Path) -> Any:
    """The studio with a song shown and an empty project open."""
    projects = song_studio.projects
    with qtbot.waitSignal(projects.keeper.opened, timeout=5000):
        projects.create(tmp_path / "My Project")
    return song_studio


@pytest.fixture
def own_song(qtbot: Any, with_project: Any, tmp_path: Path) -> Any:
    """The song is in the project."""
    song = load_opened_song(songs.write_opened_song(tmp_path / "opened", seconds=4.0), source="/music/Vibe Test.mp3")
    with_project.window.show_song(song)
    with qtbot.waitSignal(with_project.projects.song_added, timeout=10_000):
        with_project.window.acts["add_to_project"].trigger()
    return with_project


def edit(studio: Any) -> int:
    """Take the last bass note away; returns how many are left."""
    store = studio.window.notes_page.store
    notes = store.stems[Stem.BASS].notes
    assert store.can_edit
    store.change(Stem.BASS, Picked(notes[:-1]), "delete")
    return len(notes) - 1


def written(studio: Any) -> Any:
    return studio.projects.keeper.folder.open().document


def test_what_a_person_does_goes_into_the_project(qtbot: Any, own_song: Any) -> None:
    window, keeper = own_song.window, own_song.projects.keeper
    left = edit(own_song)
    window.song_page.set_mix(Mix({Stem.BASS: -6.0}))
    window.playback.set_loop((1.0, 3.0))
    own_song.state.set_text(STARS, "one two")
    began = time.monotonic()
    with qtbot.waitSignal(keeper.kept, timeout=10_000, check_params_cb=lambda _at: not keeper.has_unsaved):
        pass
    assert time.monotonic() - began < 10.0, "the promise"
    document = written(own_song)
    work = document.songs[0].work
    assert len(work["edits"]["notes"]["bass"]) == left
    assert work["mix"]["gains_db"] == {"bass": -6.0}
    assert (work["loop"]["start"], work["loop"]["end"]) == (1.0, 3.0)
    assert document.stars == ("one", "two")
    assert "saved" in window.status.saved.text()
    assert "My Project" in window.windowTitle()
    own_song.state.save()
    ini = WindowState(own_song.projects._paths.home)
    assert ini.text(STARS) == "", "the project's stars are the project's"
    assert keeper.folder.file.read_bytes().count(b"-6.0") == 0, "autosave does not overwrite what the user saved"


def test_the_demo_piece_is_heard_before_a_worker_is_up(qtbot: Any, studio: Any, pool: Any) -> None:
    begun = studio.operations.growing.begun
    with qtbot.waitSignal(begun, timeout=20_000):
        studio.window.open_songs(studio.welcome())
    song = studio.window.song_page.song
    assert song.is_growing
    assert song.duration > 10.0
    assert len(pool.submitted) == 1, "its stems are a job like any other"
    assert Path(studio.operations.growing.song.told.mixture).stat().st_size > 1_000_000


def test_a_starred_take_goes_into_the_open_project(qtbot: Any, studio: Any, tmp_path: Path) -> None:
    take, projects = tmp_path / "take", studio.projects
    take.mkdir()
    (take / "take.json").write_text('{"schema": "aurax.take/1"}')
    (take / "mix.wav").write_bytes(b"sound")
    studio.state.keep_take(take, "dark sgija")
    assert not projects.keeper.is_open, "without a project a star is a star"
    with qtbot.waitSignal(projects.keeper.opened, timeout=5000):
        projects.create(tmp_path / "P")
    with qtbot.waitSignal(projects.song_added, timeout=5000):
        studio.state.keep_take(take, "dark sgija")
    (song,) = projects.keeper.document.songs
    assert (song.kind, song.title, set(song.files)) == ("take", "dark sgija", {"take.json", "mix.wav"})


def test_a_closed_project_opens_as_it_was(qtbot: Any, own_song: Any, tmp_path: Path) -> None:
    window, projects = own_song.window, own_song.projects
    left = edit(own_song)
    window.song_page.set_mix(Mix({Stem.DRUMS: -3.0}))
    window.playback.set_loop((1.0, 3.0), is_on=False)
    projects.close_project()
    assert own_song.state.text(STARS) == ""
    moved = tmp_path / "elsewhere" / "Sent by a friend"
    shutil.copytree(tmp_path / "My Project", moved)
    for gone in (tmp_path / "My Project", tmp_path / "opened"):
        shutil.rmtree(gone)
    with qtbot.waitSignal(window.song_shown, timeout=10_000):
        projects.keeper.open(moved)
    song = window.song_page.song
    assert song.folder.is_relative_to(projects._paths.cache)
    assert len(window.notes_page.store.stems[Stem.BASS].notes) == left
    assert window.song_page.mix == Mix({Stem.DRUMS: -3.0})
    assert window.playback.loop == (1.0, 3.0)
    assert not window.acts["loop"].isChecked()
    assert json.loads((song.folder / EDITS_FILE).read_bytes())["notes"]["bass"], "what exports read"


def test_what_is_said_of_a_song_travels_with_the_project(qtbot: Any, own_song: Any, tmp_path: Path) -> None:
    """To a machine whose library does not know the recording: it is shown there, goes on there, and comes back."""
    labelling, projects = own_song.window.labelling, own_song.projects
    qtbot.waitUntil(lambda: labelling.said is not None, timeout=5000)
    said = Label(
        track_id="x",
        cultural_markers={"jazz_harmonies": 0.7},
        segments=(LabelSegment(start=1, end=2, sub_genre="sgija"),),
    )
    labelling.change(said)
    labelling.contest(Contest(marker="jazz_harmonies", start=1.0, end=2.0, why="those ninths"))
    projects.close_project()
    moved = tmp_path / "elsewhere" / "Sent by a friend"
    shutil.copytree(tmp_path / "My Project", moved)
    own_song.window.show_song(load_opened_song(songs.write_opened_song(tmp_path / "other"), source="/music/o.mp3"))
    with qtbot.waitSignal(own_song.window.song_shown, timeout=10_000):
        projects.keeper.open(moved)
    qtbot.waitUntil(lambda: labelling.said is not None and not labelling.said.is_empty, timeout=5000)
    assert labelling.said.label.cultural_markers == {"jazz_harmonies": 0.7}
    assert [(own.start, own.sub_genre) for own in labelling.said.label.segments] == [(1.0, "sgija")]
    assert [own.why for own in labelling.said.contests] == ["those ninths"]
    labelling.change(replace(labelling.said.label, sub_genre="sgija"))
    qtbot.waitUntil(lambda: bool(labelling.said.label.sub_genre), timeout=5000)
    projects.close_project()
    work = ProjectFolder(moved).open().document.songs[0].work
    assert work["label"]["sub_genre"] == "sgija"
    assert work["label"]["cultural_markers"] == {"jazz_harmonies": 0.7}
    assert work["label"]["by"] == labelling.by


def test_a_library_learns_what_is_newer_in_a_project_and_keeps_what_is_newer_in_itself(tmp_path: Path) -> None:
    with closing(Library.open(tmp_path / "library")) as library:
        file = tmp_path / "a.wav"
        file.write_bytes(b"x")
        track = library.tracks.add(file, "f" * 64, AudioInfo("wav", "pcm16", 44_100, 2, 9, 9)).track.id
        library.labels.say(track, Statement(sub_genre="private school", by="Thandi", at="2026-01-02T00:00:00+00:00"))
        told = Label(track_id="a", sub_genre="sgija", by="Sipho", at="2026-01-01T00:00:00+00:00")
        part = LabelSegment(start=0.0, end=4.0, sub_genre="3-step", by="Lebo", at="2026-01-03T00:00:00+00:00")
        contest = Contest(marker="jazz_harmonies", start=0.0, end=1.0, why="no", by="Sipho", at="2026-01-01T00:00:00")
        take_in(library, track, SaidOfSong(replace(told, segments=(part,)), (contest,)), "a")
        label = library.labels.get(track, name="a")
        assert (label.sub_genre, label.by) == ("private school", "Thandi"), "said later, here"
        assert library.contests.list(track) == (contest,), "a contest is never lost"
        assert [(own.sub_genre, own.by) for own in label.segments] == [("3-step", "Lebo")]
        count = len(library.labels.history(track))
        take_in(library, track, SaidOfSong(label, (contest,)), "a")
        assert len(library.labels.history(track)) == count, "the same twice is said once"
        take_in(library, track, SaidOfSong(replace(told, at="2026-01-04T00:00:00+00:00")), "a")
        assert said_of(track, "a", library)["label"]["sub_genre"] == "sgija", "said later, there"


def test_edits_of_a_song_that_is_left_at_once_are_kept(qtbot: Any, own_song: Any, opened_folder: Path) -> None:
    left = edit(own_song)
    own_song.window.show_song(load_opened_song(opened_folder, source="/music/other.mp3"))
    own_song.projects.close_project()
    folder = ProjectFolder(Path(json.loads(own_song.state.text("recent_projects"))[0]))
    assert len(folder.open().document.songs[0].work["edits"]["notes"]["bass"]) == left


def test_a_song_outside_the_project_stays_as_it_was(with_project: Any) -> None:
    """Work that a user has is not moved: it stands beside the song, its mix in the window's file."""
    window = with_project.window
    window.song_page.set_mix(Mix({Stem.BASS: -1.0}))
    assert with_project.projects.keeper.document.songs == ()
    folder = str(window.song_page.song.folder)
    with_project.state.notes = None
    assert with_project.state.mix(folder) == Mix({Stem.BASS: -1.0})
    with_project.state.set_mix(folder, Mix())


def test_a_song_is_taken_in_once(qtbot: Any, own_song: Any) -> None:
    with qtbot.waitSignal(own_song.projects.song_added, timeout=10_000):
        own_song.window.acts["add_to_project"].trigger()
    assert len(own_song.projects.keeper.document.songs) == 1


def test_after_a_crash_the_edits_are_back_and_can_be_undone(qtbot: Any, own_song: Any, tmp_path: Path) -> None:
    window, projects = own_song.window, own_song.projects
    projects.close_project()
    folder = ProjectFolder(tmp_path / "My Project")
    saved = folder.open().document
    song_id = saved.songs[0].id
    folder.keep(saved.with_work(song_id, "mix", {"gains_db": {"bass": -9.0}, "mutes": [], "solos": []}).touched(5e8))
    with qtbot.waitSignal(window.song_shown, timeout=10_000):
        projects.keeper.open(folder.root)
    assert window.song_page.mix == Mix({Stem.BASS: -9.0})
    assert "are back" in window.notice.sentence.text()
    assert "Go back to" in window.notice.button.text()
    with qtbot.waitSignal(window.song_shown, timeout=10_000):
        window.notice.button.click()
    assert window.song_page.mix == Mix()
    qtbot.waitUntil(lambda: not projects.keeper.has_unsaved, timeout=5000)
    assert any(folder.read(each).songs[0].work.get("mix") for each in folder.snapshots()), "and that loses nothing"


def test_going_back_takes_what_was_not_even_written_back_too(qtbot: Any, own_song: Any) -> None:
    from app.project_menu import ProjectMenu

    window, projects = own_song.window, own_song.projects
    folder = projects.keeper.folder
    qtbot.waitUntil(lambda: any(folder.read(each).songs for each in folder.snapshots()), timeout=10_000)
    first = folder.snapshots()[0]
    left = edit(own_song)
    with qtbot.waitSignal(window.song_shown, timeout=10_000):
        window.findChild(ProjectMenu)._restore(first)
    assert len(window.notes_page.store.stems[Stem.BASS].notes) == left + 1
    qtbot.waitUntil(lambda: not projects.keeper.has_unsaved, timeout=10_000)
    assert "edits" not in written(own_song).songs[0].work
    kept = [projects.keeper.folder.read(each) for each in projects.keeper.folder.snapshots()]
    assert any("edits" in document.songs[0].work for document in kept), "and can be had again"


def test_a_full_disk_is_one_sentence_and_loses_nothing(
    qtbot: Any, own_song: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    import errno

    keeper, told = own_song.projects.keeper, []
    keeper.problem.connect(lambda sentence, _help: told.append(sentence))
    place = "engine.library.projects.ring.write_bytes"

    def full(*_arguments: Any) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(place, full)
    left = edit(own_song)
    for _turn in range(3):
        keeper._keep()
        qtbot.waitUntil(lambda: not keeper._is_writing, timeout=5000)
    assert len(told) == 1
    assert "full" in told[0]
    assert keeper.has_unsaved
    monkeypatch.setattr(place, write_bytes)
    keeper._keep()
    qtbot.waitUntil(lambda: not keeper.has_unsaved, timeout=5000)
    assert len(written(own_song).songs[0].work["edits"]["notes"]["bass"]) == left


def test_a_project_that_is_open_elsewhere_is_refused(qtbot: Any, studio: Any, tmp_path: Path) -> None:
    ProjectFolder.create(tmp_path / "p", "P")
    other = ProjectLock(tmp_path / "p")
    assert other.take()
    with qtbot.waitSignal(studio.projects.keeper.problem, timeout=5000):
        studio.projects.keeper.open(tmp_path / "p")
    assert "is open in another" in studio.window.notice.sentence.text()
    assert not studio.projects.keeper.is_open
    other.release()
    with qtbot.waitSignal(studio.projects.keeper.opened, timeout=5000):
        studio.projects.keeper.open(tmp_path / "p")


def test_a_project_that_is_dropped_is_opened_and_not_imported(
    qtbot: Any, studio: Any, pool: Any, tmp_path: Path
) -> None:
    ProjectFolder.create(tmp_path / "p", "P")
    with qtbot.waitSignal(studio.projects.keeper.opened, timeout=5000):
        studio.window.songs_dropped.emit([tmp_path / "p"])
    assert pool.submitted == []


def test_a_safe_start_opens_no_project(studio: Any, tmp_path: Path) -> None:
    ProjectFolder.create(tmp_path / "p", "P")
    state = WindowState(tmp_path)
    state.set_text("project", str(tmp_path / "p"))
    state.save()
    assert WindowState(tmp_path, is_safe=True).text("project") == ""
    assert WindowState(tmp_path).text("project") == str(tmp_path / "p"), "the next start opens it again"


def test_the_last_project_is_opened_again_or_said_to_be_gone(qtbot: Any, studio: Any, tmp_path: Path) -> None:
    ProjectFolder.create(tmp_path / "p", "P")
    studio.state.set_text("project", str(tmp_path / "p"))
    with qtbot.waitSignal(studio.projects.keeper.opened, timeout=5000):
        assert studio.projects.resume()
    studio.projects.close_project()
    assert not studio.projects.resume(), "it was closed by the user"
    studio.state.set_text("project", str(tmp_path / "gone"))
    assert not studio.projects.resume()
    assert "is not where it was" in studio.window.notice.sentence.text()


def test_missing_files_are_named_and_found_in_a_copy(qtbot: Any, own_song: Any, tmp_path: Path) -> None:
    window, projects = own_song.window, own_song.projects
    projects.close_project()
    shutil.copytree(tmp_path / "My Project", tmp_path / "copy")
    for file in (tmp_path / "My Project" / "audio").glob("*.wav"):
        file.unlink()
    with qtbot.waitSignal(projects.keeper.problem, timeout=10_000):
        projects.keeper.open(tmp_path / "My Project")
    assert "misses 5 files" in window.notice.sentence.text()
    from app.project_menu import ProjectMenu

    menu = window.findChild(ProjectMenu)
    menu.find_missing(tmp_path / "copy")
    qtbot.waitUntil(lambda: "found: 5" in window.notice.sentence.text(), timeout=10_000)
    menu.collect()
    qtbot.waitUntil(lambda: "not found" in window.notice.sentence.text(), timeout=10_000)
    menu.save_as(tmp_path / "Second")
    qtbot.waitUntil(lambda: projects.keeper.document.name == "Second", timeout=10_000)
    assert projects.recent[:2] == (tmp_path / "Second", tmp_path / "My Project")
    menu._fill_recent()
    assert [action.text() for action in menu.recent.actions()] == ["Second", "My Project"]


def test_songs_and_states_are_listed(qtbot: Any, own_song: Any) -> None:
    from app.project_menu import ProjectMenu

    menu = own_song.window.findChild(ProjectMenu)
    menu.show_project()
    dialog = menu.dialog
    assert dialog.songs.item(0).text() == "Vibe Test  (song)"
    assert dialog.snapshots.count() >= 1
    with qtbot.waitSignal(own_song.window.song_shown, timeout=10_000):
        dialog.open_song.click()
    menu.show_project()
    menu.dialog.take_out.click()
    menu.dialog.accept()
    assert own_song.projects.keeper.document.songs == ()


def test_what_an_engine_needs_is_said_in_plain_words(qtbot: Any, studio: Any) -> None:
    from app.project_menu import ProjectMenu

    studio.window.acts["setup_engine"].trigger()
    dialog = studio.window.findChild(ProjectMenu).dialog
    qtbot.waitUntil(lambda: "Everything here works" in dialog.heading.text(), timeout=5000)
    states = {dialog.engines.data(dialog.engines.index(row, 2)) for row in range(dialog.engines.rowCount())}
    assert states == {"ready", "can be added"}
    dialog.accept()


@pytest.fixture
def setup_dialog(qtbot: Any, studio: Any) -> Any:
    """With a model that can be downloaded and one whose file the user has."""
    from app.project_menu import ProjectMenu

    cards = studio.projects._paths.models / "cards"
    cards.mkdir(parents=True)
    for name, address, sells in (("far", 'url = "https://example.org/w.bin"', "true"), ("near", "", "false")):
        words = f'id = "{name}"\nkind = "generation"\ntitle = "The {name} one"\nsource = "Somebody"\nrevision = "1"\n'
        file = f'[[files]]\nname = "w.bin"\nsize = 2000000000\nsha256 = "{"a" * 64}"\n{address}\n'
        (cards / f"{name}.toml").write_text(f'{words}licence = "CC"\ncommercial_use = {sells}\n{file}')
    studio.window.acts["setup_engine"].trigger()
    dialog = studio.window.findChild(ProjectMenu).dialog
    qtbot.waitUntil(lambda: dialog.engines.rowCount() > 0, timeout=5000)
    yield dialog
    dialog.accept()


def choose(dialog: Any, name: str) -> None:
    rows = range(dialog.engines.rowCount())
    dialog.table.selectRow(next(row for row in rows if dialog.engines.row(row).id == name))


def test_a_model_is_downloaded_as_a_job_and_its_way_is_seen(studio: Any, pool: Any, setup_dialog: Any) -> None:
    dialog, window = setup_dialog, studio.window
    choose(dialog, "far")
    assert dialog.download.isVisibleTo(dialog)
    assert "It comes from Somebody" in dialog.way.text()
    assert "2.0 GB on the disk" in dialog.way.text()
    dialog.download.click()
    (job_id, spec, _label) = pool.submitted[-1]
    assert spec == InstallModel("far")
    pool.advance(job_id, 0.4, "downloading", 60.0)
    window.poll()
    assert dialog.bar.isVisibleTo(dialog)
    assert "40%, 1:00 left" in dialog.way.text()
    assert not dialog.download.isEnabled()
    assert dialog.engines.data(dialog.engines.index(dialog.table.currentIndex().row(), 2)) == "40%"
    dialog.accept()
    pool.finish(job_id, JobState.FAILED, error=UserError("The download broke off", "Try again."))
    window.poll()
    assert "broke off" in window.notice.sentence.text()
    assert len(pool.submitted) == 1


def test_a_licence_that_forbids_selling_is_read_before_files_are_taken(
    pool: Any, setup_dialog: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog, file = setup_dialog, tmp_path / "w.bin"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_words: (str(file), ""))
    choose(dialog, "near")
    assert not dialog.download.isVisibleTo(dialog), "nobody knows its address"
    assert "Bring w.bin from Somebody" in dialog.way.text()
    dialog.bring.click()
    assert pool.submitted == []
    assert "may not be sold" in dialog.question.text()
    next(each for each in dialog.question.buttons() if "accept" in each.text()).click()
    assert pool.submitted[-1][1] == InstallModel("near", (str(file),), is_accepted=True)
    pool.finish(pool.submitted[-1][0], JobState.FAILED, error=UserError("w.bin is not the file", "Get it again."))
    dialog.parent().poll()
    assert "w.bin is not the file" in dialog.way.text()
    assert dialog.bring.isEnabled(), "it can be tried again"


def test_on_first_use_there_is_a_project_with_the_demo_piece(qtbot: Any, studio: Any, opened_folder: Path) -> None:
    with qtbot.waitSignal(studio.projects.keeper.opened, timeout=5000):
        (piece,) = studio.welcome()
    assert studio.window.notice.button.text() == "Set up engine"
    assert "First Light" in studio.window.windowTitle()
    with qtbot.waitSignal(studio.projects.song_added, timeout=10_000):
        studio.window.show_song(load_opened_song(opened_folder, source=str(piece)))
    assert len(studio.projects.keeper.document.songs) == 1
    assert studio.window.notice.button.text() == "Set up engine", "it is still offered"
    assert Path(studio.state.text("project")).name == "First Light"


@pytest.mark.parametrize("name", ["<b>bold</b>", "a\x00b\n\x1b[31m", "\u202eevil", "x" * 5000, "🎹" * 80])
def test_hostile_names_are_words(qtbot: Any, studio: Any, tmp_path: Path, name: str) -> None:
    folder, document = ProjectFolder.create(tmp_path / "p", "x")
    folder.save(replace(document, name=name).touched(1.0))
    with qtbot.waitSignal(studio.projects.keeper.opened, timeout=5000):
        studio.projects.keeper.open(tmp_path / "p")
    title = studio.window.windowTitle()
    assert len(title) < 200
    assert all(character.isprintable() for character in title)


_CHILD = """
    import sys
    from pathlib import Path
    from PySide6.QtCore import QTimer
    from app import compose as composing
    from app.note_editing import Picked
    from engine.core.stems import Stem
    from engine.paths import Paths
    from engine.settings import Settings
    from tests.app.conftest import FakePool

    whole = composing.compose
    def quick(paths, settings, **choices):
        studio = whole(paths, settings, **{**choices, "force_silent": True, "pool": FakePool()})
        clock = QTimer(studio.window)
        def edit():
            store = studio.window.notes_page.store
            notes = store.stems[Stem.BASS].notes if store.stems else ()
            if store.can_edit and len(notes) > 1:
                store.change(Stem.BASS, Picked(notes[:-1]), "delete")
                print(len(notes) - 1, flush=True)
        clock.timeout.connect(edit)
        clock.start(250)
        return studio
    composing.compose = quick
    paths = Paths.under(Path(sys.argv[1]))
    sys.exit(composing.run_window(paths, Settings(), [Path(sys.argv[2])]))
"""


@pytest.mark.slow
def test_a_kill_during_edits_loses_a_few_seconds(tmp_path: Path) -> None:
    """A real window without a screen edits four times a second and is killed: at most 30 s are gone, and no file."""
    from engine.core.analysis import Analysis
    from engine.core.codec import decode_json
    from engine.library.projects import add_folder, check
    from tests.app.songs import write_opened_song

    source = write_opened_song(tmp_path / "song", seconds=120.0, sample_rate=4000)
    heard = len(decode_json((source / "analysis.json").read_bytes(), Analysis).notes[Stem.BASS] or ())
    folder, document = ProjectFolder.create(tmp_path / "Project", "Project")
    document = document.with_song(add_folder(folder, source, title="Song")).touched(time.time())
    folder.save(document)
    child = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(_CHILD), str(tmp_path / "home"), str(folder.root)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "OMP_NUM_THREADS": "1"},
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    edits: list[tuple[float, int]] = []
    try:
        assert child.stdout is not None
        while not edits or edits[-1][0] - edits[0][0] < 7.0:
            line = child.stdout.readline()
            assert line, child.stderr.read() if child.stderr else ""
            edits.append((time.monotonic(), int(line)))
    finally:
        child.kill()
        child.communicate()
    killed = time.monotonic()
    found = folder.open()
    assert found.restored is not None
    kept = len(found.document.songs[0].work["edits"]["notes"]["bass"])
    assert kept < heard
    lost = killed - next(at for at, left in edits if left <= kept)
    assert lost < 30.0, f"the promise; {lost:.1f} s are gone"
    assert check(folder.audio, found.document).is_sound
    lock = ProjectLock(folder.root)
    assert lock.take(), "a dead window keeps nobody out"
    lock.release()
