from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from engine.core.errors import JobCancelled
from engine.jobs.collect import collect


def names(paths: list[Path], root: Path, *, recursive: bool = True) -> list[str]:
    found = collect(tuple(map(str, paths)), recursive=recursive, on_file=lambda _n: None)
    return [os.path.relpath(candidate.path, root) for candidate in found.candidates]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    root = tmp_path / "music"
    for name in ("b.wav", "a/z.flac", "a/deep/er/x.mp3", "notes.txt", "ü.wav"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(b"x" * len(name))
    return root


def test_files_come_sorted_by_path_whatever_the_disk_says(tree: Path) -> None:
    expected = ["a/deep/er/x.mp3", "a/z.flac", "b.wav", "notes.txt", "ü.wav"]
    assert names([tree], tree) == expected
    assert names([tree / "ü.wav", tree / "a", tree], tree) == expected, "each once, named in any order"


def test_folders_inside_folders_only_if_asked(tree: Path) -> None:
    assert names([tree], tree, recursive=False) == ["b.wav", "notes.txt", "ü.wav"]


def test_what_is_meant_for_audio_is_told_from_the_rest(tree: Path) -> None:
    found = collect((str(tree), str(tree / "notes.txt")), recursive=False, on_file=lambda _n: None)
    assert {Path(c.path).name: c.is_meant for c in found.candidates} == {
        "b.wav": True,
        "ü.wav": True,
        "notes.txt": True,
    }
    found = collect((str(tree),), recursive=False, on_file=lambda _n: None)
    assert {Path(c.path).name: c.is_meant for c in found.candidates} == {
        "b.wav": True,
        "ü.wav": True,
        "notes.txt": False,
    }


@pytest.mark.skipif(os.name != "posix", reason="links and special files")
def test_link_loops_end_and_special_files_are_passed_over(tree: Path) -> None:
    (tree / "a" / "loop").symlink_to(tree, target_is_directory=True)
    (tree / "self").symlink_to(tree / "self")
    (tree / "nowhere.wav").symlink_to(tree / "missing.wav")
    os.mkfifo(tree / "pipe.wav")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tree / "s.wav"))
        assert names([tree], tree) == ["a/deep/er/x.mp3", "a/z.flac", "b.wav", "notes.txt", "ü.wav"]


@pytest.mark.skipif(os.name != "posix", reason="links")
def test_a_folder_that_is_a_link_is_searched_once(tree: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "song.wav").touch()
    (tree / "one").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    (tree / "two").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    assert [name for name in names([tree], tree) if "song" in name] == ["one/song.wav"]


@pytest.mark.skipif(os.name != "posix", reason="names of bytes")
def test_names_that_are_no_text_are_found(tree: Path) -> None:
    strange = os.fsdecode(b"\xff\xfe.wav")
    try:
        (tree / strange).touch()
    except OSError:
        pytest.skip("this file system takes text only")
    assert strange in names([tree], tree)


def test_a_file_that_is_not_there_is_named_all_the_same(tmp_path: Path) -> None:
    assert names([tmp_path / "missing.wav"], tmp_path) == ["missing.wav"]


def test_a_path_is_made_canonical(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tree / "a")
    found = collect(("../b.wav", "./z.flac"), recursive=True, on_file=lambda _n: None)
    assert [c.path for c in found.candidates] == [
        os.path.realpath(tree / "a" / "z.flac"),
        os.path.realpath(tree / "b.wav"),
    ]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_may_not_be_read_is_told(tree: Path) -> None:
    (tree / "a").chmod(0)
    try:
        found = collect((str(tree),), recursive=True, on_file=lambda _n: None)
    finally:
        (tree / "a").chmod(0o755)
    assert [Path(folder).name for folder, _ in found.unreadable] == ["a"]


def test_a_long_search_can_be_stopped(tree: Path) -> None:
    def stop(number: int) -> None:
        if number == 2:
            raise JobCancelled

    with pytest.raises(JobCancelled):
        collect((str(tree),), recursive=True, on_file=stop)
