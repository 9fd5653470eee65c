"""The locks: everything pinned and hashed, nothing twice, no place on the network named."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from installers.common import lock as locking
from installers.common.environment import BUILD_LOCK, HERE, REQUIREMENTS_LOCK, UV_LOCK
from installers.common.install import locked_version

LOCKS = pytest.mark.parametrize("path", [REQUIREMENTS_LOCK, BUILD_LOCK, UV_LOCK], ids=lambda path: path.name)


def entries(path: Path) -> dict[str, list[str]]:
    """Requirement line -> its hashes."""
    result: dict[str, list[str]] = {}
    current: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("    --hash=sha256:"):
            current.append(line.strip().removesuffix(" \\"))
        else:
            assert line.endswith(" \\"), f"a requirement without hashes: {line}"
            current = result.setdefault(line.removesuffix(" \\"), [])
    return result


@LOCKS
def test_every_requirement_is_pinned_and_hashed(path: Path) -> None:
    assert entries(path)
    for requirement, hashes in entries(path).items():
        assert re.fullmatch(r"[a-z0-9][\w.-]*==[\w.!+]+( ; [\w .'=!<>]+)?", requirement), requirement
        assert hashes, requirement
        assert all(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", digest) for digest in hashes), requirement


@LOCKS
def test_no_package_is_locked_twice(path: Path) -> None:
    names = [requirement.split("==")[0] for requirement in entries(path)]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("path", sorted(HERE.glob("requirements*")), ids=lambda path: path.name)
def test_no_lock_names_a_place(path: Path) -> None:
    assert not re.search(r"://|--index|--find-links|--extra| @ |\.(org|com|net|io)\b", path.read_text(encoding="utf-8"))


def test_torch_is_the_one_proved_with_audiocraft() -> None:
    assert locked_version("torch") == "2.11.0"
    assert locked_version("torchaudio") == "2.11.0"
    assert locked_version("audiocraft") == "1.3.0"
    with pytest.raises(KeyError):
        locked_version("tensorflow")


def test_what_people_ask_for_is_locked() -> None:
    locked = {requirement.split("==")[0] for requirement in entries(REQUIREMENTS_LOCK)}
    for source in ("requirements.in", "requirements-no-deps.in"):
        for line in (HERE / source).read_text(encoding="utf-8").splitlines():
            name = re.split(r"[=;<> ]", line.split("#")[0])[0].lower().replace("_", "-")
            assert not name or name in locked, name


LINUX, WINDOWS, MAC = (
    f"(python_full_version < '3.14' and platform_machine == '{machine}' and sys_platform == '{system}')"
    for system, machine in (("linux", "x86_64"), ("win32", "AMD64"), ("darwin", "arm64"))
)


@pytest.mark.parametrize(
    ("marker", "short"),
    [
        (f"{MAC} or {LINUX} or {WINDOWS}", ""),
        (LINUX, "sys_platform == 'linux'"),
        (f"{LINUX} or {WINDOWS}", "sys_platform != 'darwin'"),
        (
            " or ".join(part.replace("< '3.14'", "== '3.13.*'") for part in (LINUX, WINDOWS, MAC)),
            "python_version == '3.13'",
        ),
    ],
)
def test_markers_say_only_what_differs_between_the_three_systems(marker: str, short: str) -> None:
    assert locking.shorten(marker) == short


def test_a_marker_that_cannot_be_shortened_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot shorten"):
        locking.shorten(f"{LINUX} or {WINDOWS.replace('python_full_version <', 'python_version >')}")


def test_joining_refuses_a_package_in_both_locks_and_lines_that_are_no_pins() -> None:
    entry = "a==1 \\\n    --hash=sha256:00\n"
    assert locking.join(entry, entry.replace("a==", "b==")).count("==") == 2
    with pytest.raises(ValueError, match="locked twice"):
        locking.join(entry, entry)
    with pytest.raises(ValueError, match="expected a pinned"):
        locking.join("--index-url somewhere")
