"""Where the environment of this checkout lies and whether it is complete. Read on every start, so: no subprocess.

One folder per key below the user's data folder; the key is made of the locks, the version of Python and the build of
torch. An update is a new key, so it never touches the environment that works today, and clones share what is equal.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import platform
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
REQUIREMENTS_LOCK = HERE / "requirements.lock"
BUILD_LOCK = HERE / "requirements-build.lock"
UV_LOCK = HERE / "requirements-uv.lock"
LOCKS = (REQUIREMENTS_LOCK, BUILD_LOCK)  # what decides the content of an environment
SCHEMA = "aurax.environment/1"  # part of the key: raise it when the way an environment is laid out changes
SYSTEMS = {
    ("linux", "x86_64"): "Linux (x86_64)",
    ("win32", "amd64"): "Windows (64 bit)",
    ("darwin", "arm64"): "macOS (Apple silicon)",
}


@dataclass(frozen=True, slots=True)
class Environment:
    """One environment. ``folder`` may not exist yet; its name is the key."""

    folder: Path

    @property
    def programs(self) -> Path:
        """The folder of executables."""
        return self.folder / ("Scripts" if sys.platform == "win32" else "bin")

    @property
    def python(self) -> Path:
        """The interpreter."""
        return self.programs / ("python.exe" if sys.platform == "win32" else "python")

    @property
    def stamp(self) -> Path:
        """Written last: a folder without it is an interrupted set-up."""
        return self.folder / "complete.json"

    @property
    def log(self) -> Path:
        """Everything the last set-up said."""
        return self.folder.with_name(f"{self.folder.name}.log")

    @property
    def lock_file(self) -> Path:
        """Held while somebody builds."""
        return self.folder.with_name(f"{self.folder.name}.lock")

    def is_complete(self) -> bool:
        """Whether the set-up ran to its end and the interpreter it was made from is still there."""
        return read_json(self.stamp).get("key") == self.folder.name and self.python.exists()


@dataclass(frozen=True, slots=True)
class Machine:
    """What was found out about this machine once: remembered so that a start need not ask again.

    ``torch_build``: a build of the engine matrix. ``is_users_choice``: it was asked for, so detection leaves it alone.
    ``missing_libraries``: of the system's, as their loader names.
    """

    torch_build: str
    is_users_choice: bool = False
    missing_libraries: tuple[str, ...] = ()


def environments_folder() -> Path:
    """``AURAX_ENVIRONMENTS``, else the place the system has for a user's application data."""
    override = os.environ.get("AURAX_ENVIRONMENTS")
    if override:
        return Path(override).expanduser().absolute()
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        given = os.environ.get("XDG_DATA_HOME", "")
        base = Path(given) if os.path.isabs(given) else Path.home() / ".local" / "share"  # noqa: PTH117 - relative is invalid by the XDG rules
    return base / "aurax-studio" / "environments"


def environment_for(folder: Path, torch_build: str, *, locks: tuple[Path, ...] = LOCKS) -> Environment:
    """The environment that belongs to the locks, this Python and this build of torch.

    Args:
        folder: All environments of the user.
        torch_build: A build of the engine matrix.
        locks: Files that decide what is installed.
    """
    digest = hashlib.sha256(f"{SCHEMA} {sys.platform} {platform.machine()} {torch_build}".encode())
    for lock in locks:
        # a checkout with CRLF line ends asks for the same packages
        digest.update(lock.read_bytes().replace(b"\r\n", b"\n"))
    major, minor = sys.version_info[:2]
    return Environment(folder / f"py{major}{minor}-{torch_build}-{digest.hexdigest()[:12]}")


def is_supported_system() -> bool:
    """Whether the lock was made for this system; a 32-bit Python on a 64-bit machine is not."""
    return (sys.platform, platform.machine().lower()) in SYSTEMS and sys.maxsize > 2**32


def read_machine(folder: Path) -> Machine | None:
    """What an earlier start found out, None where nothing (readable) is there."""
    content = read_json(folder / "machine.json")
    build = content.get("torch_build")
    missing = content.get("missing_libraries", [])
    if not isinstance(build, str) or not isinstance(missing, list):
        return None
    return Machine(build, bool(content.get("is_users_choice")), tuple(map(str, missing)))


def write_machine(folder: Path, machine: Machine) -> None:
    """Remember."""
    write_json(folder / "machine.json", asdict(machine))


def read_json(path: Path) -> dict[str, Any]:
    """The object in a file; empty where the file is missing, unreadable or broken."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def write_json(path: Path, content: dict[str, Any]) -> None:
    """Write a file whole: a sibling, forced to the disk, then renamed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    sibling = path.with_name(f".{path.name}.{os.getpid()}")
    with sibling.open("w", encoding="utf-8") as file:
        json.dump(content, file, indent=2)
        file.write("\n")
        file.flush()
        os.fsync(file.fileno())
    sibling.replace(path)


def link_into(checkout: Path, environment: Environment) -> bool:
    """Let ``<checkout>/.venv`` point at the environment, for editors and for people.

    A real folder and a link to a place of somebody else's are left alone.

    Returns:
        Whether ``.venv`` points at the environment now.
    """
    link = checkout / ".venv"
    try:
        present = Path(os.readlink(link)) if link.is_symlink() else None  # noqa: PTH115 - no \\?\ prefix on Windows wanted, no resolving
        if present == environment.folder:
            return True
        if present is None and link.exists():
            return False
        if present is not None and not _is_ours(checkout / present, environment):
            return False
        sibling = checkout / f".venv.{os.getpid()}"
        sibling.symlink_to(environment.folder, target_is_directory=True)
        sibling.replace(link)
    except OSError:  # a read-only checkout, Windows without the right to make links: the link is a convenience
        return False
    return True


def remember_checkout(environment: Environment, checkout: Path) -> None:
    """Note the checkout that used the environment last, for an ``aurax`` that was not called through a checkout."""
    note = environment.folder / "checkout"
    with contextlib.suppress(OSError, UnicodeDecodeError):
        if note.exists() and note.read_text(encoding="utf-8") == str(checkout):
            return
        sibling = note.with_name(f".checkout.{os.getpid()}")
        sibling.write_text(str(checkout), encoding="utf-8")
        sibling.replace(note)


def _is_ours(target: Path, environment: Environment) -> bool:
    if not target.exists() or target.parent == environment.folder.parent:
        return True
    return "key" in read_json(target / "complete.json")
