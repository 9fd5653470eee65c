"""A full disk: the sentence says so, what was saved stays, and after making room everything goes on."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from engine.core.errors import LibraryError
from engine.core.track import TrackId
from engine.library import BackupNotWritten, Library, latest_backups
from tests.unit.library.content import INFO, analysis, fill, song


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 6 MB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = shutil.which("mount")
    if mount is None or not hasattr(os, "geteuid") or os.geteuid() != 0:
        pytest.skip("only root can mount a small file system here")
    made = subprocess.run([mount, "-t", "tmpfs", "-o", "size=6m", "tmpfs", disk], capture_output=True, check=False)
    if made.returncode:
        pytest.skip("this system does not let us mount a small file system")
    try:
        yield disk
    finally:
        subprocess.run(["umount", disk], check=True)


def fill_disk(disk: Path) -> Path:
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file, suppress(OSError):
        while file.write(bytes(4096)):
            pass
    return ballast


def _write_on(library: Library, songs: Path, track_id: TrackId) -> None:
    for number in range(200):
        library.tracks.add(song(songs, f"{number}.wav"), f"fp{number}", INFO)
        library.analyses.put(track_id, analysis(float(number + 1)))


def test_a_full_disk_refuses_the_write_and_keeps_the_rest(small_disk: Path, tmp_path: Path) -> None:
    songs = tmp_path / "songs"
    with Library.open(small_disk / "library") as library:
        track = library.tracks.add(song(songs, "a.wav"), "fp", INFO).track
        ballast = fill_disk(small_disk)
        with pytest.raises(LibraryError, match="the disk is full") as caught:
            _write_on(library, songs, track.id)
        assert "Free some space" in caught.value.hint
        saved = library.tracks.count()
        kept = library.analyses.get(track.id)
        assert library._database.rows("PRAGMA integrity_check") == [("ok",)]
        ballast.unlink()
        library.analyses.put(track.id, analysis())
    with Library.open(small_disk / "library", daily_backup=False) as library:
        assert library.tracks.count() == saved
        assert library.analyses.get(track.id) == analysis() != kept


def test_an_artifact_that_does_not_fit_leaves_nothing(small_disk: Path) -> None:
    with Library.open(small_disk / "library") as library:
        key = library.artifacts.key("stems", {})
        with pytest.raises(OSError, match="No space"):
            library.artifacts.store(key, "mix.wav", lambda file: file.write_bytes(bytes(7_000_000)))
        assert library.artifacts.get(key) is None
        assert [p for p in library.artifacts.root.rglob("*") if p.is_file()] == []
        made = library.artifacts.store(key, "mix.wav", lambda file: file.write_bytes(bytes(1000)))
        assert made.path().stat().st_size == 1000


def test_a_backup_that_does_not_fit_is_not_made_and_does_not_keep_the_library_shut(
    small_disk: Path, tmp_path: Path
) -> None:
    with Library.open(small_disk / "library") as library:
        fill(library, tmp_path / "songs")
        ballast = fill_disk(small_disk)
        with pytest.raises(BackupNotWritten) as caught:
            library.backup()
        assert "No backup" in str(caught.value)
        assert list(library.folder.backups.iterdir()) == []
        ballast.unlink()
        (small_disk / "ballast").write_bytes(bytes(shutil.disk_usage(small_disk).free - 100_000))
    assert (small_disk / "library" / "library.db").stat().st_size > 80_000
    with Library.open(small_disk / "library") as library:  # room for the log, but not for the backup of the day
        assert library.tracks.count() == 20
    assert latest_backups(small_disk / "library") == ()


def test_a_library_that_cannot_even_be_opened_says_why(small_disk: Path, tmp_path: Path) -> None:
    with Library.open(small_disk / "library") as library:
        library.tracks.add(song(tmp_path, "a.wav"), "fp", INFO)
    fill_disk(small_disk)
    with pytest.raises(LibraryError, match="the disk is full"):
        Library.open(small_disk / "library")


def test_a_library_that_cannot_even_be_begun(small_disk: Path) -> None:
    ballast = fill_disk(small_disk)
    with pytest.raises(LibraryError, match="the disk is full"):
        Library.open(small_disk / "library")
    ballast.unlink()
    with Library.open(small_disk / "library") as library:
        assert library.tracks.count() == 0
