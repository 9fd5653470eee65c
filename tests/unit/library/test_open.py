"""Opening: what becomes a library, what is refused, and that a refusal changes nothing."""

from __future__ import annotations

import os
import time
from pathlib import Path

import apsw
import pytest

from engine.core.errors import LibraryError
from engine.core.jobs import JobState
from engine.library import Library, latest_backups
from tests.unit.library.content import INFO, dump, fill, song


def test_a_new_folder_becomes_a_library(tmp_path: Path) -> None:
    with Library.open(tmp_path / "deep" / "library") as library:
        assert library.tracks.count() == 0
    assert {p.name for p in (tmp_path / "deep" / "library").iterdir()} == {
        "library.db",
        "library.lock",
        "artifacts",
        "backups",
    }


def test_the_settings_that_keep_a_power_cut_harmless_are_on(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        asked = {
            name: library._database.value(f"PRAGMA {name}")
            for name in ("journal_mode", "synchronous", "foreign_keys", "trusted_schema", "busy_timeout")
        }
    assert asked == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "trusted_schema": 0,
        "busy_timeout": 5000,
    }


def test_an_old_sqlite_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apsw, "sqlite_lib_version", lambda: "3.51.2")
    with pytest.raises(LibraryError, match="too old"):
        Library.open(tmp_path)


def test_everything_is_there_again_after_closing(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library") as library:
        fill(library, tmp_path / "songs")
    before = dump(tmp_path / "library" / "library.db")
    with Library.open(tmp_path / "library") as library:
        assert library.tracks.count() == 20
        assert [job.state for job in library.jobs.list()] == [JobState.RUNNING, JobState.QUEUED]
        assert library.verify().is_sound
    assert dump(tmp_path / "library" / "library.db") == before


def test_closing_twice_is_harmless(tmp_path: Path) -> None:
    library = Library.open(tmp_path)
    library.close()
    library.close()


@pytest.mark.parametrize(
    "content", [b"not a database", b"\0" * 8192, os.urandom(8192), b"SQLite format 3\0" + b"\0" * 200]
)
def test_what_is_no_library_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "library.db").write_bytes(content)
    with pytest.raises(LibraryError) as caught:
        Library.open(tmp_path)
    assert "restore" in caught.value.hint
    assert (tmp_path / "library.db").read_bytes() == content


def test_another_programs_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    other = apsw.Connection(str(tmp_path / "library.db"))
    other.execute("CREATE TABLE tracks (x)")
    other.close()
    content = (tmp_path / "library.db").read_bytes()
    with pytest.raises(LibraryError, match="another program"):
        Library.open(tmp_path)
    assert (tmp_path / "library.db").read_bytes() == content


def test_a_folder_in_the_place_of_the_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "library.db").mkdir()
    with pytest.raises(LibraryError, match="no file"):
        Library.open(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_in_the_place_of_the_file_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "library.db")
    with pytest.raises(LibraryError, match="no file"):
        Library.open(tmp_path)


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "library").write_text("x")
    with pytest.raises(LibraryError, match="folder"):
        Library.open(tmp_path / "library")


def test_an_empty_file_is_a_new_library_only_where_nothing_tells_of_an_old_one(tmp_path: Path) -> None:
    (tmp_path / "library.db").touch()
    with Library.open(tmp_path) as library:
        assert library.tracks.count() == 0


@pytest.mark.parametrize("loss", ["emptied", "deleted"])
@pytest.mark.parametrize("witness", ["backup", "log"])
def test_a_lost_database_is_not_hidden_by_a_fresh_one(tmp_path: Path, loss: str, witness: str) -> None:
    with Library.open(tmp_path / "library") as library:
        fill(library, tmp_path / "songs", count=2)
        if witness == "backup":
            library.backup()
    database = tmp_path / "library" / "library.db"
    if witness == "log":
        database.with_name("library.db-wal").write_bytes(b"x" * 100)
    database.write_bytes(b"") if loss == "emptied" else database.unlink()
    with pytest.raises(LibraryError, match="although there was a library"):
        Library.open(tmp_path / "library")


def test_a_read_only_file_is_refused_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Library.open(tmp_path).close()
    open_connection = apsw.Connection

    def read_only(path: str, *, flags: int = apsw.SQLITE_OPEN_READWRITE) -> apsw.Connection:
        return open_connection(path, flags=apsw.SQLITE_OPEN_READONLY if path.endswith(".db") else flags)

    monkeypatch.setattr(apsw, "Connection", read_only)  # root may write to any file: a mode of 0400 would not do here
    with pytest.raises(LibraryError, match="read-only"):
        Library.open(tmp_path)


@pytest.mark.skipif(os.name != "posix", reason="names are text on this system")
def test_a_folder_whose_name_is_no_text_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="not valid text"):
        Library.open(tmp_path / os.fsdecode(b"odd\xff"))


def test_half_made_backups_of_dead_processes_go_at_opening(tmp_path: Path) -> None:
    Library.open(tmp_path).close()
    left = [tmp_path / "backups" / ".tmp-999999999-abc.db", tmp_path / ".tmp-999999999-abc.db-journal"]
    for file in left:
        file.write_bytes(b"half")
    Library.open(tmp_path).close()
    assert not any(file.exists() for file in left)


def test_two_windows_share_a_library(tmp_path: Path) -> None:
    path = song(tmp_path / "songs", "a.wav")
    with Library.open(tmp_path / "library") as one, Library.open(tmp_path / "library") as two:
        one.tracks.add(path, "fp", INFO)
        assert two.tracks.by_path(path) is not None


def test_a_transaction_is_all_or_nothing(tmp_path: Path) -> None:
    path = song(tmp_path / "songs", "a.wav")
    with Library.open(tmp_path / "library") as library:
        with pytest.raises(ZeroDivisionError), library.transaction():
            library.tracks.add(path, "fp", INFO)
            1 / 0  # noqa: B018
        assert library.tracks.count() == 0
        with library.transaction():
            library.tracks.add(path, "fp", INFO)
            with pytest.raises(ZeroDivisionError), library.transaction():
                library.tracks.add(song(tmp_path / "songs", "b.wav"), "fp2", INFO)
                1 / 0  # noqa: B018
        assert [track.fingerprint for track in library.tracks.all()] == ["fp"]


def test_a_locked_database_is_a_sentence_not_an_exception_of_sqlite(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Library.open(tmp_path / "library") as one, Library.open(tmp_path / "library") as two:
        two._database.connection.set_busy_timeout(50)
        with one.transaction(), pytest.raises(LibraryError, match="locked"):
            two.jobs.add("x", b"{}", "x")


def test_the_first_opening_of_a_day_makes_a_backup_and_no_other(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library") as library:
        fill(library, tmp_path / "songs", count=1)
    for _ in range(3):
        Library.open(tmp_path / "library").close()
    assert len(latest_backups(tmp_path / "library")) == 1


def test_an_empty_library_is_not_backed_up(tmp_path: Path) -> None:
    for _ in range(2):
        Library.open(tmp_path).close()
    assert latest_backups(tmp_path) == ()


def test_opening_is_quick(tmp_path: Path) -> None:
    """Measured 2 ms with 20 tracks; a second would be felt in every command."""
    with Library.open(tmp_path / "library") as library:
        fill(library, tmp_path / "songs")
    start = time.perf_counter()
    Library.open(tmp_path / "library", daily_backup=False).close()
    assert time.perf_counter() - start < 1.0
