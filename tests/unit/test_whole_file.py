"""Files appear whole or not at all, alone and in sets, also when the writer is killed or the disk is full."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from engine.processes import is_alive
from engine.whole_file import remove_temporaries, temporary_name, whole_file, whole_folder, whole_set, write_bytes


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_an_interrupted_write_leaves_the_old_file(tmp_path: Path) -> None:
    write_bytes(tmp_path / "a.json", b"old")

    with pytest.raises(KeyboardInterrupt), whole_file(tmp_path / "a.json") as temporary:
        temporary.write_bytes(b"ne")
        raise KeyboardInterrupt

    assert (tmp_path / "a.json").read_bytes() == b"old"
    assert names(tmp_path) == ["a.json"]


def test_a_set_appears_together_and_leaves_other_files_alone(tmp_path: Path) -> None:
    folder = tmp_path / "song"
    folder.mkdir()
    (folder / "mine.txt").write_text("mine")

    with whole_set(folder, last="facts.json") as inside:
        (inside / "a.wav").write_bytes(b"a")
        (inside / "facts.json").write_bytes(b"{}")
        assert names(folder) == [inside.name, "mine.txt"]

    assert names(folder) == ["a.wav", "facts.json", "mine.txt"]


def test_a_set_that_fails_changes_nothing(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="full"), whole_set(tmp_path / "song", last="facts.json") as inside:
        (inside / "a.wav").write_bytes(b"a")
        raise OSError("full")

    assert names(tmp_path) == []


def test_what_the_dead_left_is_removed_and_what_the_living_write_stays(tmp_path: Path) -> None:
    script = (
        "import sys, pathlib; from engine.whole_file import temporary_name;"
        "pathlib.Path(sys.argv[1], temporary_name('.wav')).touch()"
    )
    subprocess.run([sys.executable, "-c", script, str(tmp_path)], check=True)
    mine = tmp_path / temporary_name()
    mine.mkdir()

    assert remove_temporaries(tmp_path) == 1

    assert names(tmp_path) == [mine.name]


@pytest.mark.skipif(os.name != "posix", reason="Windows has no zombies")
def test_a_dead_process_nobody_has_buried_owns_nothing(tmp_path: Path) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])  # a zombie until it is waited for
    deadline = time.monotonic() + 10.0
    while psutil.Process(dead.pid).status() != psutil.STATUS_ZOMBIE:
        assert time.monotonic() < deadline
        time.sleep(0.005)
    (tmp_path / f".tmp-{dead.pid}-0123456789ab.wav").touch()

    assert remove_temporaries(tmp_path) == 1

    assert dead.wait() == 0


def test_a_later_process_with_the_number_of_a_dead_one_does_not_own_what_that_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / temporary_name(".wav")).touch()
    two_hours, two_days = 7_200.0, 172_800.0

    monkeypatch.setattr(psutil.Process, "create_time", lambda _process: time.time() + two_hours)
    assert remove_temporaries(tmp_path) == 0, "the clock was set while it wrote: it may be at work"
    monkeypatch.setattr(psutil.Process, "create_time", lambda _process: time.time() + two_days)
    assert remove_temporaries(tmp_path) == 1


def test_of_a_file_that_has_gone_nobody_is_said_to_be_dead(tmp_path: Path) -> None:
    """A lock that was given back and taken anew between two looks must not be taken away from its new owner."""
    assert is_alive(os.getpid(), tmp_path / "gone.lock")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="mounting a tiny disk needs root on Linux")
def test_a_full_disk_leaves_the_old_file(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)], check=False).returncode:
        pytest.skip("this machine does not let us mount a tmpfs")
    try:
        write_bytes(disk / "a", b"old")
        with pytest.raises(OSError, match="space"):
            write_bytes(disk / "a", bytes(1_000_000))
        assert (disk / "a").read_bytes() == b"old"
        assert names(disk) == ["a"]
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_a_folder_appears_whole_and_replaces_an_older_one(tmp_path: Path) -> None:
    for content in ("one", "two"):
        with whole_folder(tmp_path / "take") as inside:
            (inside / "deep").mkdir()
            (inside / "deep" / "file").write_text(content)
            assert not (tmp_path / "take").exists() or (tmp_path / "take" / "deep" / "file").read_text() == "one"

    assert (tmp_path / "take" / "deep" / "file").read_text() == "two"
    assert [path.name for path in tmp_path.iterdir()] == ["take"]


def test_a_folder_that_fails_leaves_the_older_one(tmp_path: Path) -> None:
    with whole_folder(tmp_path / "take") as inside:
        (inside / "file").write_text("one")
    with pytest.raises(RuntimeError), whole_folder(tmp_path / "take") as inside:
        (inside / "file").write_text("two")
        raise RuntimeError("stop")

    assert (tmp_path / "take" / "file").read_text() == "one"
    assert [path.name for path in tmp_path.iterdir()] == ["take"]
