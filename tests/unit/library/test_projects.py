"""A project's folder: contents once each, the newest state found, nothing lost to a full disk or a hostile name."""

from __future__ import annotations

import errno
import json
import os
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.core.errors import UserError
from engine.library.projects import (
    AudioStore,
    ProjectDocument,
    ProjectFolder,
    ProjectLock,
    ProjectSong,
    Ring,
    Snapshot,
    StoredFile,
    add_folder,
    check,
    collect,
    copy_project,
    document,
    lay_out,
    repair,
)
from engine.library.projects.content import State, digest
from engine.library.projects.ring import CAPACITY, RECENT, kept


def a_song(folder: Path) -> Path:
    """A song's folder with two stems of one content, one of another, and what a person made of it."""
    (folder / "stems").mkdir(parents=True)
    (folder / "stems" / "drums.wav").write_bytes(b"boom" * 1000)
    (folder / "stems" / "silence.WAV").write_bytes(b"boom" * 1000)
    (folder / "mix.wav").write_bytes(b"all of it" * 500)
    (folder / "analysis.json").write_bytes(b"{}")
    (folder / "edits.json").write_bytes(b'{"not": "content"}')
    (folder / ".tmp-1-abc.wav").write_bytes(b"half")
    return folder


@pytest.fixture
def project(tmp_path: Path) -> tuple[ProjectFolder, ProjectDocument]:
    folder, made = ProjectFolder.create(tmp_path / "My Project", "My Project", spare=tmp_path / "spare")
    song = add_folder(folder, a_song(tmp_path / "song"), title="Song", own_file="/music/song.mp3")
    made = made.with_song(song).touched(1000.0)
    folder.save(made)
    return folder, made


# contents


@settings(max_examples=25, deadline=None)
@given(contents=st.lists(st.binary(max_size=200), max_size=12))
def test_every_content_is_there_once(contents: list[bytes], tmp_path_factory: pytest.TempPathFactory) -> None:
    root = tmp_path_factory.mktemp("store")
    store = AudioStore(root / "audio")
    stored = []
    for number, content in enumerate(contents):
        file = root / f"{number}.{'wav' if number % 2 else 'FLAC'}"
        file.write_bytes(content)
        stored.append(store.put(file, may_link=number % 3 == 0))
    files = list(store.folder.iterdir()) if store.folder.exists() else []
    assert len(files) == len(set(contents))
    for each, content in zip(stored, contents, strict=True):
        assert store.path(each).read_bytes() == content
        assert store.path(each).name == each.sha256 + each.suffix
        assert digest(store.path(each)) == each.sha256


def test_a_song_s_folder_comes_back_as_it_was(project: Any, tmp_path: Path) -> None:
    folder, made = project
    assert set(made.songs[0].files) == {"stems/drums.wav", "stems/silence.WAV", "mix.wav", "analysis.json"}
    assert len(list(folder.audio.folder.iterdir())) == 3, "two files have one content"
    target = lay_out(folder.audio, made.songs[0], tmp_path / "cache" / "song")
    for name in made.songs[0].files:
        assert (target / name).read_bytes() == (tmp_path / "song" / name).read_bytes()
    (target / "edits.json").write_bytes(b"work")
    assert lay_out(folder.audio, made.songs[0], target) == target
    assert (target / "edits.json").exists(), "what is laid out already is taken as it is"


def test_a_users_own_file_is_never_the_same_file(project: Any, tmp_path: Path) -> None:
    """What another program does to it must not reach the project."""
    folder, _made = project
    own = tmp_path / "own.wav"
    own.write_bytes(b"mine")
    stored = folder.audio.put(own)
    with own.open("r+b") as opened:
        opened.write(b"YOUR")
    assert folder.audio.path(stored).read_bytes() == b"mine"


def test_missing_and_altered_files_are_told_and_found_again_by_content(project: Any, tmp_path: Path) -> None:
    folder, made = project
    copy = tmp_path / "somewhere" / "else"
    shutil.copytree(folder.root, copy)
    for file in copy.rglob("*.wav"):
        file.rename(file.with_name(f"renamed {file.name[:5]}.bin"))
    drums, mix = made.songs[0].files["stems/drums.wav"], made.songs[0].files["mix.wav"]
    folder.audio.path(drums).unlink()
    folder.audio.path(mix).write_bytes(b"x" * mix.size)
    findings = check(folder.audio, made)
    assert (findings.missing, findings.altered, findings.num_sound) == ((drums,), (mix,), 1)
    assert findings.songs(made) == ("Song",)
    assert check(folder.audio, made, quick=True).altered == (), "a quick look sees sizes only"
    with pytest.raises(UserError, match=r"misses 2 files of the project: stems/drums\.wav"):
        lay_out(folder.audio, made.songs[0], tmp_path / "cache" / "song")
    assert not (tmp_path / "cache" / "song").exists()
    assert set(repair(folder.audio, (drums, mix), [copy])) == {drums, mix}
    assert check(folder.audio, made).is_sound


def test_altered_alone_is_told_as_altered(project: Any, tmp_path: Path) -> None:
    folder, made = project
    folder.audio.path(made.songs[0].files["mix.wav"]).write_bytes(b"something else")
    with pytest.raises(UserError, match=r"1 file that were? altered|1 file"):
        lay_out(folder.audio, made.songs[0], tmp_path / "cache")
    assert folder.audio.put(tmp_path / "song" / "mix.wav") == made.songs[0].files["mix.wav"], "and put mends it"
    assert folder.audio.state(made.songs[0].files["mix.wav"]) is State.SOUND


def test_a_project_that_was_copied_elsewhere_is_the_same(project: Any, tmp_path: Path) -> None:
    folder, made = project
    folder.keep(made.touched(2000.0))
    moved = tmp_path / "stick" / "Other Name"
    shutil.copytree(folder.root, moved)
    shutil.rmtree(folder.root)
    shutil.rmtree(tmp_path / "song")
    opened = ProjectFolder(moved).open()
    assert opened.document.songs == made.songs
    assert opened.restored is not None
    assert check(ProjectFolder(moved).audio, opened.document).is_sound
    assert lay_out(ProjectFolder(moved).audio, opened.document.songs[0], tmp_path / "c").is_dir()


def test_save_as_and_collect(project: Any, tmp_path: Path) -> None:
    folder, made = project
    own = tmp_path / "own.mp3"
    own.write_bytes(b"the user's own")
    made = made.with_song(replace(made.songs[0], source=str(own))).with_song(
        ProjectSong("lost", "Lost", source=str(tmp_path / "gone.mp3"))
    )
    collected, missing = collect(folder, made)
    assert missing == (str(tmp_path / "gone.mp3"),)
    original = collected.songs[0].original
    assert original is not None
    assert folder.audio.path(original).read_bytes() == b"the user's own"
    target = tmp_path / "Copy"
    copied = copy_project(folder, collected, target, "Copy")
    assert copied.id != made.id
    assert ProjectFolder(target).open().document == copied
    assert check(ProjectFolder(target).audio, copied).is_sound
    assert not ProjectFolder(target).audio.path(original).samefile(folder.audio.path(original))
    for place in (target, folder.root / "inside"):
        with pytest.raises(UserError):
            copy_project(folder, collected, place, "x")


# states


def test_the_newest_state_is_found_and_older_ones_can_be_had_again(project: Any) -> None:
    folder, saved = project
    states = [saved]
    for number in range(5):
        states.append(states[-1].with_work(saved.songs[0].id, "mix", {"gain": number}).touched(1001.0 + number))
        folder.keep(states[-1])
    opened = ProjectFolder(folder.root).open()
    assert opened.document == states[-1]
    assert opened.saved == saved
    assert opened.restored is not None
    assert opened.restored.at == 1005.0
    back = folder.restored(states[-1], folder.find_snapshot("3"), 2000.0)
    assert back.songs == states[-3].songs
    assert back.revision > states[-1].revision, "going back is a step like any other"
    folder.save(back)
    assert ProjectFolder(folder.root).open().restored is None
    with pytest.raises(UserError, match="There is no snapshot"):
        folder.find_snapshot("999")


def test_the_clock_does_not_decide(project: Any) -> None:
    folder, saved = project
    newer = saved.with_work(saved.songs[0].id, "loop", [1, 2]).touched(-5.0 + 10.0)
    folder.keep(newer)
    assert folder.open().document.songs == newer.songs, "its revision is higher, whatever the clock says"


@pytest.mark.parametrize("damage", [b"", b"{", b"\xff\xfe", b"[]", b'{"schema": "aurax.project/1"}', b"[" * 100_000])
def test_damaged_states_are_passed_over(project: Any, damage: bytes) -> None:
    folder, saved = project
    good = saved.with_work(saved.songs[0].id, "loop", [1, 2]).touched(1001.0)
    folder.keep(good)
    newest = folder.keep(good.touched(1002.0))
    newest.path.write_bytes(damage)
    assert folder.open().document == good
    folder.file.write_bytes(damage)
    opened = folder.open()
    assert (opened.document, opened.saved) == (good, None)
    assert "damaged" in opened.problem
    for snapshot in folder.snapshots():
        snapshot.path.write_bytes(damage)
    with pytest.raises(UserError, match="damaged"):
        folder.open()


def test_no_project_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="There is no project in"):
        ProjectFolder(tmp_path / "nowhere").open()
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(UserError):
        ProjectFolder.create(tmp_path / "file", "x")


def full(*_arguments: Any, **_more: Any) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_full_disk_keeps_what_was_there_and_says_so(project: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, saved = project
    before = {path: path.read_bytes() for path in folder.root.rglob("*") if path.is_file()}
    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(UserError, match=r"The disk that holds .* is full"):
        folder.save(saved.touched(2.0))
    with pytest.raises(UserError, match=r"The disk that holds .* is full"):
        folder.keep(saved.touched(2.0))
    assert {path: path.read_bytes() for path in folder.root.rglob("*") if path.is_file()} == before


def test_a_folder_that_cannot_be_written_keeps_its_edits_elsewhere(
    project: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, saved = project
    edited = saved.with_work(saved.songs[0].id, "loop", [1, 2]).touched(1003.0)

    def refuse(path: Path, content: bytes) -> None:
        if path.is_relative_to(folder.root):
            raise OSError(errno.EROFS, os.strerror(errno.EROFS))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

    monkeypatch.setattr("engine.library.projects.ring.write_bytes", refuse)
    snapshot = folder.keep(edited)
    assert folder.is_spare(snapshot)
    assert ProjectFolder(folder.root, spare=tmp_path / "spare").open().document == edited


def times(gaps: list[int]) -> tuple[Snapshot, ...]:
    at, made = 0.0, []
    for number, gap in enumerate(gaps):
        at += gap
        made.append(Snapshot(number, at, Path(f"{number}.json")))
    return tuple(reversed(made))


@given(st.lists(st.integers(-100, 100_000), max_size=80))
def test_thinning_keeps_the_newest_and_the_oldest(gaps: list[int]) -> None:
    given_ = times(gaps)
    left = kept(given_)
    assert len(left) == min(len(given_), CAPACITY)
    assert set(left) <= set(given_)
    assert list(left) == sorted(left, reverse=True)
    assert left[:RECENT] == given_[:RECENT]
    assert left[-1:] == given_[-1:]
    assert kept(left) == left


def test_a_day_of_work_is_reached_by_the_ring(tmp_path: Path) -> None:
    """A snapshot every ten seconds for eight hours: the last minute step by step, and the morning too."""
    held: tuple[Snapshot, ...] = ()
    for number in range(8 * 360):
        held = kept((Snapshot(number, 10.0 * number, tmp_path), *held))
    ages = [held[0].at - each.at for each in held]
    assert ages[:RECENT] == [10.0 * number for number in range(RECENT)]
    assert any(120 < age < 3600 for age in ages)
    assert any(3600 < age < 6 * 3600 for age in ages)
    assert ages[-1] > 7.9 * 3600


def test_the_ring_writes_and_lets_go(tmp_path: Path) -> None:
    ring = Ring(tmp_path / "autosave")
    for number in range(30):
        ring.write(str(number).encode(), number, 1000.0 + 10 * number)
    (ring.folder / "notes.txt").write_text("the user's")
    (ring.folder / "99999999T999999Z-5.json").write_text("no time at all")
    assert len(ring.list()) == CAPACITY
    assert ring.list()[0].path.read_bytes() == b"29"
    assert ring.list()[-1].revision == 0
    assert (ring.folder / "notes.txt").exists()


def test_one_process_at_a_time(tmp_path: Path) -> None:
    first, second = ProjectLock(tmp_path), ProjectLock(tmp_path)
    assert first.take()
    with pytest.raises(UserError, match="is open in another"):
        second.take()
    first.release()
    assert second.take()
    second.release()
    assert not ProjectLock(tmp_path / "nowhere").take(), "where nothing can be written nobody is kept out"


# documents


def test_an_older_schema_is_brought_up_step_by_step_and_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def first(content: dict[str, Any]) -> dict[str, Any]:
        return {**content, "schema": "aurax.project/0.5", "name": content["title"]}

    def second(content: dict[str, Any]) -> dict[str, Any]:
        return {
            **content,
            "schema": document.SCHEMA,
            "songs": [{"id": "a", "title": each} for each in content["songs"]],
        }

    monkeypatch.setattr(document, "MIGRATIONS", {"aurax.project/0": first, "aurax.project/0.5": second})
    old = json.dumps({"schema": "aurax.project/0", "id": "p", "title": "Old", "songs": ["One"]}).encode()
    (tmp_path / "project.json").write_bytes(old)
    folder = ProjectFolder(tmp_path)
    made = folder.open().document
    assert (made.name, made.schema, made.songs[0].title) == ("Old", document.SCHEMA, "One")
    folder.save(made)
    assert (tmp_path / "project.older.json").read_bytes() == old, "the older version can go on with it"


@pytest.mark.parametrize("schema", ["aurax.project/2", "aurax.project/99", "aurax.edits/1", "", None, 5])
def test_what_this_version_does_not_read_is_refused_and_left_alone(tmp_path: Path, schema: Any) -> None:
    text = json.dumps({"schema": schema, "id": "p", "name": "x"}).encode()
    (tmp_path / "project.json").write_bytes(text)
    with pytest.raises(UserError):
        ProjectFolder(tmp_path).open()
    assert (tmp_path / "project.json").read_bytes() == text
    assert sorted(path.name for path in tmp_path.iterdir()) == ["project.json"]


HOSTILE = (
    "../../etc/passwd",
    "/etc/passwd",
    "a/../b",
    "C:\\x",
    "con",
    "nul.wav",
    "a\x00b",
    "",
    "a//b",
    "a/b/c/d/e",
    "x ",
)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_reach_no_file(project: Any, name: str) -> None:
    folder, made = project
    stored = made.songs[0].files["mix.wav"]
    evil = made.with_song(replace(made.songs[0], files={name: stored}))
    folder.save(evil)
    with pytest.raises(UserError, match="damaged"):
        folder.open()


@pytest.mark.parametrize(
    "stored",
    [StoredFile("../x", 1), StoredFile("A" * 64, 1), StoredFile("a" * 64, -1), StoredFile("a" * 64, 1, ".w/x")],
)
def test_hostile_addresses_reach_no_file(project: Any, stored: StoredFile) -> None:
    folder, made = project
    folder.save(made.with_song(replace(made.songs[0], files={"mix.wav": stored})))
    with pytest.raises(UserError, match="damaged"):
        folder.open()


@given(st.text(max_size=300), st.dictionaries(st.text(max_size=20), st.floats() | st.text(max_size=20), max_size=4))
def test_any_title_and_any_work_comes_back(title: str, work: dict[str, Any]) -> None:
    title = title.encode("utf-8", "replace").decode()
    clean = {k: v for k, v in work.items() if not isinstance(v, float) or abs(v) < 1e300}
    song = ProjectSong("s", title, work=clean)
    made = ProjectDocument("p", title, songs=(song,))
    assert document.decode(document.encode(made), "x") == made
