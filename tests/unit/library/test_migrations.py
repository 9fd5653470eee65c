"""Upgrades: old or new, never between; a backup first; a newer file untouched."""

from __future__ import annotations

import errno
import hashlib
from dataclasses import replace
from pathlib import Path

import apsw
import pytest

from engine.core.errors import LibraryError
from engine.library import Library, backups, latest_backups
from engine.library import library as library_module
from engine.library.database import Database
from engine.library.migrate import Migration, load_migrations, migrate, read_format
from tests.unit.library.content import dump, fill

V1 = load_migrations()[0]
V2 = Migration(
    2, 2, "ALTER TABLE tracks ADD COLUMN stars INTEGER NOT NULL DEFAULT 0; CREATE TABLE notes (text TEXT) STRICT;"
)


def know(monkeypatch: pytest.MonkeyPatch, *migrations: Migration) -> None:
    """A program that knows just these steps."""
    monkeypatch.setattr(library_module, "load_migrations", lambda: migrations)


@pytest.fixture
def old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A filled library of schema 1."""
    know(monkeypatch, V1)
    with Library.open(tmp_path / "library") as library:
        fill(library, tmp_path / "songs")
    return tmp_path / "library"


def test_the_shipped_steps_are_numbered_and_make_a_library(tmp_path: Path) -> None:
    steps = load_migrations()
    assert [step.version for step in steps] == list(range(1, len(steps) + 1))
    with Library.open(tmp_path) as library:
        assert read_format(library._database).version == len(steps)


def test_every_shipped_step_upgrades_a_filled_library(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = load_migrations()
    know(monkeypatch, *steps)
    with Library.open(old, daily_backup=False) as library:
        assert read_format(library._database).version == len(steps)
        assert library.tracks.count() == len(library.analyses.summaries()) == 20
        assert library.verify().is_sound


def test_an_upgrade_keeps_every_row_and_backs_up_first(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = dump(old / "library.db")
    know(monkeypatch, V1, V2)
    with Library.open(old, daily_backup=False) as library:
        assert library.tracks.count() == 20
        assert library._database.value("SELECT sum(stars) FROM tracks") == 0
        assert read_format(library._database).version == 2
        assert library.verify().is_sound
    (backup,) = latest_backups(old)
    assert backup.version == 1
    assert dump(backup.path) == before


def test_an_upgrade_runs_once(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    know(monkeypatch, V1, V2)
    for _ in range(3):
        Library.open(old, daily_backup=False).close()
    assert len(latest_backups(old)) == 1


def test_an_upgrade_that_another_process_has_just_made_is_not_made_twice(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = Database(old / "library.db")
    slow.begin_writing()
    stale = read_format(slow)
    fast = Database(old / "library.db")
    fast.begin_writing()
    migrate(fast, (V1, V2), back_up=lambda: old)
    fast.close()
    assert stale.version == 1
    migrate(slow, (V1, V2), back_up=lambda: pytest.fail("there was nothing left to do"))
    assert read_format(slow).version == 2
    slow.close()


@pytest.mark.parametrize(
    "broken", ["CREATE TABLE notes (x); CREATE TABLE tracks (x);", "ALTER TABLE tracks ADD COLUMN a; nonsense;"]
)
def test_a_step_that_fails_changes_nothing(old: Path, monkeypatch: pytest.MonkeyPatch, broken: str) -> None:
    before = dump(old / "library.db")
    know(monkeypatch, V1, replace(V2, sql=broken))
    with pytest.raises(LibraryError):
        Library.open(old, daily_backup=False)
    assert dump(old / "library.db") == before
    know(monkeypatch, V1)
    with Library.open(old) as library:
        assert library.tracks.count() == 20


def test_a_step_that_breaks_references_changes_nothing(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = dump(old / "library.db")
    know(
        monkeypatch,
        V1,
        replace(
            V2,
            sql="PRAGMA defer_foreign_keys = ON; INSERT INTO separations VALUES (99, 99, 'm', x'7b7d', 'k', '');",
        ),
    )
    with pytest.raises(LibraryError):
        Library.open(old, daily_backup=False)
    assert dump(old / "library.db") == before


def _disk_full(*_arguments: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_no_upgrade_without_a_backup(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = dump(old / "library.db")
    know(monkeypatch, V1, V2)
    monkeypatch.setattr(backups, "_copy_pages", _disk_full)
    with pytest.raises(LibraryError, match="No backup"):
        Library.open(old, daily_backup=False)
    assert dump(old / "library.db") == before


def test_a_newer_library_is_refused_and_untouched(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    know(monkeypatch, V1, V2)
    Library.open(old, daily_backup=False).close()
    hashes = {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in old.iterdir() if p.is_file()}
    know(monkeypatch, V1)
    with pytest.raises(LibraryError, match="newer version") as caught:
        Library.open(old)
    assert "Update" in caught.value.hint
    assert {
        p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in old.iterdir() if p.is_file() and p.name in hashes
    } == hashes


def test_a_newer_library_with_a_pending_log_is_untouched_too(
    old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    know(monkeypatch, V1, V2)
    library = Library.open(old, daily_backup=False)
    library.jobs.add("x", b"{}", "in the log only")
    crashed = tmp_path / "crashed"
    crashed.mkdir()
    for name in ("library.db", "library.db-wal"):  # what a crash leaves
        (crashed / name).write_bytes((old / name).read_bytes())
    library.close()
    kept = {name: (crashed / name).read_bytes() for name in ("library.db", "library.db-wal")}
    know(monkeypatch, V1)
    with pytest.raises(LibraryError, match="newer version"):
        Library.open(crashed)
    assert {name: (crashed / name).read_bytes() for name in kept} == kept
    know(monkeypatch, V1, V2)
    with Library.open(crashed, daily_backup=False) as library:
        assert library.jobs.list()[-1].label == "in the log only"


def test_a_newer_library_that_says_it_is_compatible_opens(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    know(monkeypatch, V1, replace(V2, min_compatible=1))
    Library.open(old, daily_backup=False).close()
    know(monkeypatch, V1)
    with Library.open(old, daily_backup=False) as library:
        assert library.tracks.count() == 20
        assert read_format(library._database).version == 2


def test_an_unreadable_version_is_damage_not_version_zero(old: Path) -> None:
    connection = apsw.Connection(str(old / "library.db"))
    connection.execute("PRAGMA user_version = 0").fetchall()
    connection.close()
    with pytest.raises(LibraryError, match="damaged"):
        Library.open(old)


def test_steps_out_of_order_are_a_programming_error(tmp_path: Path) -> None:
    (tmp_path / "0002_x.sql").write_text("-- min_compatible: 1\n")
    with pytest.raises(ValueError, match="out of order"):
        load_migrations(tmp_path)
