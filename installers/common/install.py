"""Fill a new environment with exactly what the lock says: by uv, or by pip where uv does not work.

Nothing is resolved: every requirement is pinned and checked against its hashes. Packages that come as source are built
with the pinned setuptools that was installed a step before, never with a newer one from a build sandbox.
"""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from installers.common.environment import BUILD_LOCK, REQUIREMENTS_LOCK, UV_LOCK, Environment
from installers.common.gpu import Build, load_matrix
from installers.common.report import Report, Runner, SetupError

# of the lock, what belongs to one build of torch and is replaced together with it
_TORCH_FAMILY = re.compile(r"^(torch|torchaudio|triton|nvidia-[\w-]+|cuda-[\w-]+)==")
_PINNED = re.compile(r"^([\w.-]+==[^\s;]+)")
_FOREIGN = (
    *("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "CONDA_PREFIX", "__PYVENV_LAUNCHER__"),
    *("PIP_TARGET", "PIP_PREFIX", "PIP_USER", "PIP_CONSTRAINT", "UV_TARGET", "UV_PREFIX", "UV_SYSTEM_PYTHON"),
    *("UV_CONSTRAINT", "UV_OVERRIDE", "UV_EXCLUDE_NEWER", "UV_TORCH_BACKEND"),
)
# pip's option -> uv's variable; uv does not read pip's settings itself. Extra indexes stay with pip: uv takes a version
# from the first index that has it, and a small one may hold only a wheel that does not fit (seen with soundfile's wheel
# for any system, which lacks libsndfile), while pip looks through all of them for the file that fits best.
_UV_NAMES = {
    "index-url": "UV_DEFAULT_INDEX",
    "no-index": "UV_NO_INDEX",
    "cert": "SSL_CERT_FILE",
    "proxy": "ALL_PROXY",
}
_NETWORK_HINT = (
    "Most often the connection broke off: start the same command again, finished downloads are kept. "
    "Behind a proxy set HTTPS_PROXY; without any connection see docs/how-to/set-up.md."
)


@dataclass(frozen=True, slots=True)
class Sources:
    """``wheels``: a folder with every package (``AURAX_WHEELS``); then nothing is downloaded. None: the network."""

    wheels: Path | None = None


@dataclass(frozen=True, slots=True)
class Setup:
    """What a set-up works with.

    ``is_lock_build``: whether the lock brings that build of torch itself. ``run``: starts commands.
    ``variables``: the process environment.
    """

    environment: Environment
    build: Build
    is_lock_build: bool
    report: Report
    run: Runner
    variables: Mapping[str, str]
    sources: Sources


def clean_variables(variables: Mapping[str, str]) -> dict[str, str]:
    """The user's variables (proxy, certificates, package index stay) without what would bend another Python."""
    return {name: value for name, value in variables.items() if name not in _FOREIGN}


def uv_variables(variables: Mapping[str, str], pip_config: Mapping[str, str], sources: Sources) -> dict[str, str]:
    """Variables for uv: the user's, closed against foreign ``uv.toml`` files, with pip's index settings translated.

    Args:
        variables: The process environment.
        pip_config: Options set for pip, from `read_pip_config`; uv does not read them itself.
        sources: Where packages come from.
    """
    result = clean_variables(variables)
    result["UV_NO_CONFIG"] = "1"
    if sources.wheels is not None:
        return result | {"UV_NO_INDEX": "1", "UV_FIND_LINKS": str(sources.wheels), "UV_OFFLINE": "1"}
    defaults = {"UV_HTTP_TIMEOUT": "120", "UV_HTTP_RETRIES": "5", "UV_PYTHON_DOWNLOADS": "never"}
    defaults |= {
        name: " ".join(pip_config[option].split()) for option, name in _UV_NAMES.items() if option in pip_config
    }
    if "find-links" in pip_config and "no-index" in pip_config:  # alone it is an extra index, see _UV_NAMES
        defaults["UV_FIND_LINKS"] = ",".join(pip_config["find-links"].split())
    return defaults | result


def pip_variables(variables: Mapping[str, str], sources: Sources) -> dict[str, str]:
    """Variables for pip: the user's, with patience for weak networks and an answer within a minute without one."""
    result = {"PIP_DEFAULT_TIMEOUT": "60", "PIP_RETRIES": "5"} | clean_variables(variables)
    result |= {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1"}
    if sources.wheels is not None:
        result |= {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(sources.wheels)}
    return result


def read_pip_config(python: Path, variables: Mapping[str, str]) -> dict[str, str]:
    """Options the user's pip has from its files and variables, by their long name; empty where pip does not answer."""
    command = [str(python), "-m", "pip", "config", "list"]
    cleaned = clean_variables(variables)
    try:
        answer = subprocess.run(command, env=cleaned, capture_output=True, text=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return {}
    options: dict[str, str] = {}
    for line in answer.stdout.splitlines():
        # pip prints files first and variables last, the order in which they overrule each other
        if match := re.match(r"^(?:global|install|:env:)\.([\w-]+)=(['\"].*['\"])$", line.strip()):
            options[match[1]] = str(ast.literal_eval(match[2]))
    return options


def make_venv(environment: Environment, run: Runner, variables: Mapping[str, str]) -> None:
    """Make the empty environment, with Python's own ``venv`` or, where the system left that out, with uv.

    Raises:
        SetupError: If neither works.
    """
    cleaned = clean_variables(variables)
    if has_venv() and run([sys.executable, "-m", "venv", str(environment.folder)], variables=cleaned) == 0:
        return
    uv = shutil.which("uv")
    command = [str(uv), "venv", "--seed", "--python", sys.executable, str(environment.folder)]
    if uv is not None and run(command, variables=cleaned | {"UV_NO_CONFIG": "1"}) == 0:
        return
    major, minor = sys.version_info[:2]
    raise SetupError(
        f"This Python ({sys.executable}) cannot make environments.",
        f"On Debian and Ubuntu this helps: sudo apt-get install -y python{major}.{minor}-venv",
    )


def has_venv() -> bool:
    """Whether this Python has ``venv`` and ``ensurepip``; Debian packs them apart."""
    from importlib.util import find_spec

    return find_spec("venv") is not None and find_spec("ensurepip") is not None


def install_packages(setup: Setup) -> str:
    """Install the locks into an environment made by `make_venv`.

    Tried in turn: the uv on this machine, the pinned uv (fetched by pip into the environment), pip.

    Returns:
        Name of the tool that did it.

    Raises:
        SetupError: If no tool could install everything.
    """
    environment, report = setup.environment, setup.report
    lock = REQUIREMENTS_LOCK if setup.is_lock_build else _lock_without_torch(environment)
    if (on_path := shutil.which("uv")) is not None:
        if _install_with_uv(on_path, setup, lock):
            return "uv"
        report.say("    the uv on this machine did not manage")
    from_pip = pip_variables(setup.variables, setup.sources)
    if setup.run(_pip(environment, UV_LOCK), variables=from_pip) == 0:
        own_uv = environment.programs / ("uv.exe" if sys.platform == "win32" else "uv")
        if _install_with_uv(str(own_uv), setup, lock):
            return "uv"
        report.say("    uv did not manage; now with pip, which is slower")
    else:
        report.say("    uv could not be had; now with pip, which is slower")
    if not setup.is_lock_build:
        raise SetupError(
            f"The {setup.build.name} build of torch could not be installed.",
            "It comes from the PyTorch project's own place and needs a connection to it. The build that needs none is "
            f"installed by: AURAX_TORCH_BUILD={load_matrix().lock_build} python3 studio.py setup",
        )
    steps = (_pip(environment, BUILD_LOCK), _pip(environment, lock, "--no-build-isolation"))
    if any(setup.run(step, variables=from_pip) != 0 for step in steps):
        raise SetupError("The packages could not be installed.", _NETWORK_HINT)
    return "pip"


def locked_version(package: str, lock: Path = REQUIREMENTS_LOCK) -> str:
    """The version of a package in the lock.

    Raises:
        KeyError: If the lock does not have it.
    """
    for line in lock.read_text(encoding="utf-8").splitlines():
        if line.startswith(f"{package}==") and (match := _PINNED.match(line)):
            return match[1].split("==")[1]
    raise KeyError(package)


def _pip(environment: Environment, lock: Path, *options: str) -> list[str]:
    return [str(environment.python), "-m", "pip", "install", "--no-deps", "--require-hashes", *options, "-r", str(lock)]


def _install_with_uv(uv: str, setup: Setup, lock: Path) -> bool:
    python = setup.environment.python
    variables = uv_variables(setup.variables, read_pip_config(python, setup.variables), setup.sources)
    install = [uv, "pip", "install", "--python", str(python)]
    hashed = [*install, "--no-deps", "--require-hashes"]
    # pip writes byte code by itself, uv only when asked; without it the first start of everything takes twice as long
    whole = [*hashed, "--no-build-isolation", "--compile-bytecode", "-r", str(lock)]
    steps = [[*hashed, "-r", str(BUILD_LOCK)], whole]
    if not setup.is_lock_build:
        # the PyTorch project's files for other builds have other hashes than the lock's; their versions are the lock's
        torch = [f"{package}=={locked_version(package)}" for package in ("torch", "torchaudio")]
        steps.append([*install, "--torch-backend", str(setup.build.torch_backend), *torch])
    return all(setup.run(step, variables=variables) == 0 for step in steps)


def _lock_without_torch(environment: Environment) -> Path:
    """A copy of the lock without torch and what only its CUDA build needs."""
    kept: list[str] = []
    is_kept = True
    for line in REQUIREMENTS_LOCK.read_text(encoding="utf-8").splitlines():
        if not line.startswith((" ", "#")):
            is_kept = _TORCH_FAMILY.match(line) is None
        if is_kept:
            kept.append(line)
    path = environment.folder / "requirements-without-torch.lock"
    path.write_text("\n".join([*kept, ""]), encoding="utf-8")
    return path
