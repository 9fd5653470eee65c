"""Keys, stamps and the ``.venv`` link."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from installers.common import environment as places
from installers.common.environment import Environment, Machine, environment_for

NEEDS_LINKS = pytest.mark.skipif(sys.platform == "win32", reason="Windows asks for a right to make links")


def complete(folder: Path) -> Environment:
    """An environment that looks complete."""
    environment = Environment(folder)
    environment.programs.mkdir(parents=True)
    environment.python.write_text("")
    places.write_json(environment.stamp, {"key": folder.name})
    return environment


def test_the_key_follows_the_locks_and_the_build_and_nothing_else(tmp_path: Path) -> None:
    lock = tmp_path / "a.lock"
    lock.write_bytes(b"a==1\nb==2\n")
    first = environment_for(tmp_path, "cu130", locks=(lock,))
    assert environment_for(tmp_path, "cu130", locks=(lock,)) == first
    assert environment_for(tmp_path, "cpu", locks=(lock,)) != first
    lock.write_bytes(b"a==1\r\nb==2\r\n")  # the same lock, checked out on Windows
    assert environment_for(tmp_path, "cu130", locks=(lock,)) == first
    lock.write_bytes(b"a==1\nb==3\n")
    assert environment_for(tmp_path, "cu130", locks=(lock,)) != first


def test_only_a_whole_environment_is_complete(tmp_path: Path) -> None:
    environment = complete(tmp_path / "py311-cpu-1")
    assert environment.is_complete()
    environment.stamp.write_text("{}")
    assert not environment.is_complete()
    environment.stamp.write_text('{"key": "py311-cpu-1')  # the disk was full
    assert not environment.is_complete()
    environment.stamp.write_text('{"key": "py311-cpu-1"}')
    assert environment.is_complete()
    environment.python.unlink()
    environment.python.symlink_to(tmp_path / "removed-python")  # the Python it was made from is gone
    assert not environment.is_complete()


def test_a_moved_environment_is_not_complete(tmp_path: Path) -> None:
    complete(tmp_path / "py311-cpu-1").folder.rename(tmp_path / "py311-cpu-2")
    assert not Environment(tmp_path / "py311-cpu-2").is_complete()


def test_what_is_known_about_the_machine_survives_and_garbage_is_nothing(tmp_path: Path) -> None:
    assert places.read_machine(tmp_path) is None
    machine = Machine("cu126", is_users_choice=True, missing_libraries=("libEGL.so.1",))
    places.write_machine(tmp_path, machine)
    assert places.read_machine(tmp_path) == machine
    for garbage in ("", "[]", "{", '{"torch_build": 3}', '{"torch_build": "cpu", "missing_libraries": 3}'):
        (tmp_path / "machine.json").write_text(garbage)
        assert places.read_machine(tmp_path) is None


def test_the_folder_of_environments(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("AURAX_ENVIRONMENTS", str(tmp_path))
    assert places.environments_folder() == tmp_path
    monkeypatch.delenv("AURAX_ENVIRONMENTS")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(places.sys, "platform", "linux")
    monkeypatch.setenv("XDG_DATA_HOME", "relative/is/invalid")
    assert places.environments_folder() == tmp_path / ".local/share/aurax-studio/environments"
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "xdg"))
    assert places.environments_folder() == tmp_path / "xdg/aurax-studio/environments"
    monkeypatch.setattr(places.sys, "platform", "darwin")
    assert places.environments_folder() == tmp_path / "Library/Application Support/aurax-studio/environments"


@pytest.mark.parametrize(
    ("system", "machine", "is_supported"),
    [
        ("linux", "x86_64", True),
        ("win32", "AMD64", True),
        ("darwin", "arm64", True),
        ("linux", "aarch64", False),
        ("darwin", "x86_64", False),
    ],
)
def test_supported_systems(system: str, machine: str, is_supported: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places.sys, "platform", system)
    monkeypatch.setattr(places.platform, "machine", lambda: machine)
    assert places.is_supported_system() is is_supported


@NEEDS_LINKS
def test_link_is_made_and_follows_an_update(tmp_path: Path) -> None:
    old, new = complete(tmp_path / "e/py311-cpu-1"), complete(tmp_path / "e/py311-cpu-2")
    for environment in (old, old, new):
        assert places.link_into(tmp_path, environment)
        assert (tmp_path / ".venv").readlink() == environment.folder
    elsewhere = complete(tmp_path / "other-disk/py311-cpu-2")  # AURAX_ENVIRONMENTS was changed
    assert places.link_into(tmp_path, elsewhere)
    assert (tmp_path / ".venv").resolve() == elsewhere.folder


@NEEDS_LINKS
def test_a_dangling_link_is_replaced(tmp_path: Path) -> None:
    (tmp_path / ".venv").symlink_to(tmp_path / "gone")
    assert places.link_into(tmp_path, complete(tmp_path / "e/py311-cpu-1"))


@NEEDS_LINKS
def test_what_is_not_ours_is_left_alone(tmp_path: Path) -> None:
    environment = complete(tmp_path / "e/py311-cpu-1")
    real, linked = tmp_path / "real", tmp_path / "linked"
    (real / ".venv").mkdir(parents=True)
    (real / ".venv" / "mine").write_text("")
    linked.mkdir()
    (tmp_path / "somebody's").mkdir()
    (linked / ".venv").symlink_to(tmp_path / "somebody's")
    assert not places.link_into(real, environment)
    assert not places.link_into(linked, environment)
    assert (real / ".venv" / "mine").exists()
    assert (linked / ".venv").resolve() == tmp_path / "somebody's"


def test_no_sibling_files_stay_behind(tmp_path: Path) -> None:
    environment = complete(tmp_path / "e/py311-cpu-1")
    places.link_into(tmp_path, environment)
    places.remember_checkout(environment, tmp_path)
    places.remember_checkout(environment, tmp_path)
    assert (environment.folder / "checkout").read_text() == str(tmp_path)
    assert {path.name for path in environment.folder.iterdir()} == {
        "bin",
        "complete.json",
        "checkout",
    } or sys.platform == "win32"
    assert {path.name for path in tmp_path.iterdir()} <= {"e", ".venv"}
