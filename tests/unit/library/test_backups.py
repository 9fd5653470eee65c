"""Backups are whole, read back, and lead back to exactly what was there."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from engine.core.errors import LibraryError
from engine.library import Library, backups, latest_backups, restore, restore_newest
from tests.unit.library.content import INFO, dump, fill, song


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with Library.open(tmp_path / "library") as library:
        fill(library, tmp_path / "songs")
    return tmp_path / "library"


def back_up(folder: Path, target: Path | None = None) -> Path:
    with Library.open(folder, daily_backup=False) as library:
        return library.backup(target)


def test_restore_drill(folder: Path, tmp_path: Path) -> None:
    """Twenty times: change, back up, wreck, restore; the rows are identical each time."""
    for number in range(20):
        with Library.open(folder, daily_backup=False) as library:
            library.jobs.add("x", b"{}", f"job {number}")
            library.backup()
        before = dump(folder / "library.db")
        (folder / "library.db").write_bytes(b"wrecked" * number)
        done = restore_newest(folder)
        assert dump(folder / "library.db") == before
        assert done.replaced is not None
        assert (done.replaced / "library.db").read_bytes() == b"wrecked" * number
    with Library.open(folder, daily_backup=False) as library:
        assert library.verify().is_sound
    assert len(latest_backups(folder)) == backups.KEEP


def test_a_backup_is_one_plain_file(folder: Path, tmp_path: Path) -> None:
    made = back_up(folder, tmp_path / "elsewhere" / "my.db")
    assert [p.name for p in made.parent.iterdir()] == ["my.db"]
    assert dump(made) == dump(folder / "library.db")


def test_a_backup_holds_what_is_still_in_the_log_while_others_write(folder: Path) -> None:
    with Library.open(folder, daily_backup=False) as one, Library.open(folder, daily_backup=False) as two:
        two.jobs.add("x", b"{}", "just now")
        with two.transaction():
            two.jobs.add("x", b"{}", "not committed")
            made = one.backup()
    assert "just now" in dump(made)
    assert "not committed" not in dump(made)


def test_the_order_of_backups_is_not_the_clocks(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    years = iter((2038, 2026, 1970, 2027, 2026, 2025, 2024, 2023, 2022))

    class Clock(datetime):
        @classmethod
        def now(cls, _zone: object = None) -> Clock:
            return cls(next(years), 1, 1, tzinfo=UTC)

    monkeypatch.setattr(backups, "datetime", Clock)
    made = [back_up(folder) for _ in range(9)]
    assert [b.path for b in latest_backups(folder)] == list(reversed(made[-7:]))


def test_the_last_backup_of_an_older_format_is_kept(folder: Path) -> None:
    old = back_up(folder)
    (today,) = (b.version for b in latest_backups(folder))
    old.rename(old.with_name(old.name.replace(f"-v{today}-", "-v0-")))
    for _ in range(9):
        back_up(folder)
    assert sorted(b.version for b in latest_backups(folder)) == [0] + [today] * 7


def test_a_damaged_backup_is_refused_and_nothing_moves(folder: Path, tmp_path: Path) -> None:
    made = back_up(folder)
    content = bytearray(made.read_bytes())
    content[4096 * 3 : 4096 * 4] = bytes(4096)
    made.write_bytes(content)
    before = dump(folder / "library.db")
    with pytest.raises(LibraryError, match="damaged"):
        restore(folder, made)
    with pytest.raises(LibraryError, match="none of its 1 backups is sound"):
        restore_newest(folder)
    assert dump(folder / "library.db") == before
    assert sorted(p.name for p in folder.iterdir()) == ["artifacts", "backups", "library.db", "library.lock"]


def test_the_newest_sound_backup_is_taken(folder: Path) -> None:
    good = back_up(folder)
    bad = back_up(folder)
    bad.write_bytes(bad.read_bytes()[:-5000])
    assert restore_newest(folder).backup == good


@pytest.mark.parametrize("content", [b"", b"text", None])
def test_what_is_no_backup_is_refused(folder: Path, tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "file.db"
    if content is not None:
        file.write_bytes(content)
    before = dump(folder / "library.db")
    with pytest.raises(LibraryError):
        restore(folder, file)
    assert dump(folder / "library.db") == before


def test_a_library_in_use_is_not_replaced(folder: Path) -> None:
    made = back_up(folder)
    with Library.open(folder, daily_backup=False) as library:
        with pytest.raises(LibraryError, match="using it"):
            restore(folder, made)
        library.jobs.add("x", b"{}", "still works")


def test_a_lost_library_is_restored(folder: Path) -> None:
    back_up(folder)
    before = dump(folder / "library.db")
    (folder / "library.db").unlink()
    assert restore_newest(folder).replaced is None
    assert dump(folder / "library.db") == before


def test_an_old_log_never_reaches_the_restored_library(folder: Path, tmp_path: Path) -> None:
    made = back_up(folder)
    before = dump(made)
    library = Library.open(folder, daily_backup=False)
    library.tracks.add(song(tmp_path, "later.wav"), "later", INFO)
    log = (folder / "library.db-wal").read_bytes()
    library.close()
    (folder / "library.db-wal").write_bytes(log)
    done = restore(folder, made)
    assert dump(folder / "library.db") == before
    assert done.replaced is not None
    assert (done.replaced / "library.db-wal").read_bytes() == log


def test_a_crash_between_moving_aside_and_replacing_is_noticed_and_repaired(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    back_up(folder)
    before = dump(folder / "library.db")
    monkeypatch.setattr(backups, "sync_folder", _crash)
    with pytest.raises(KeyboardInterrupt):
        restore_newest(folder)
    monkeypatch.undo()
    with pytest.raises(LibraryError, match="missing although"):
        Library.open(folder)
    restore_newest(folder)
    assert dump(folder / "library.db") == before


def _crash(_folder: Path) -> None:
    raise KeyboardInterrupt


def test_a_backup_does_not_overwrite_the_library(folder: Path) -> None:
    with pytest.raises(LibraryError, match="taken"):
        back_up(folder, folder / "library.db")


def test_a_backup_of_a_damaged_library_is_not_made(folder: Path) -> None:
    library = Library.open(folder, daily_backup=False)
    with (folder / "library.db").open("rb+") as file:
        file.seek(4096 * 4)
        file.write(b"\xff" * 4096 * 3)
    with pytest.raises(LibraryError, match="damaged"):
        library.backup()
    assert list((folder / "backups").iterdir()) == []
    library.close()


def test_backups_replace_an_older_file_of_the_user_as_a_whole(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "mine.db"
    target.write_bytes(b"older")
    back_up(folder, target)
    assert dump(target) == dump(folder / "library.db")
