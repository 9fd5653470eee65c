"""Build an environment, from nothing to its stamp.

An interrupted set-up is begun afresh and not continued: a package whose files were written halfway looks installed to
every installer. What it had downloaded lies in the installer's cache, so the second attempt takes seconds, not minutes.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from installers.common import environment as places
from installers.common import gpu, system_libraries
from installers.common.environment import Environment, Machine
from installers.common.install import Setup, clean_variables, has_venv, install_packages, make_venv
from installers.common.locking import held
from installers.common.report import Report, Runner, SetupError, duration

# imports whose failure shows up only at run time: compiled parts against this processor and these system libraries
_SELF_TEST = (
    "import numpy, soundfile, msgspec, torch; "
    "assert float(torch.ones(3).sum()) == 3.0; print('torch', torch.__version__)"
)
_GB = 1e9
_SHEBANG_LIMIT = 120  # Linux cuts the first line of a script at 127 characters (before 5.1), or at the first space


def build_environment(setup: Setup, *, force: bool = False) -> None:
    """Make the environment complete, unless it is; only one process at a time.

    Args:
        setup: What and where.
        force: Build again even if it is complete (``repair``).

    Raises:
        SetupError: If it cannot be done. No stamp is left then, so the next start tries again.
    """
    environment, report = setup.environment, setup.report

    def waiting() -> None:
        report.say("Another set-up of the same environment is at work; waiting for it …")

    with held(environment.lock_file, on_wait=waiting) as lock:
        if environment.is_complete() and not force:
            return  # the one we waited for did it
        report.keep_open = () if sys.platform == "win32" else (lock,)  # commands inherit the lock, see locking
        report.log.unlink(missing_ok=True)
        _build(setup)


def check_disk(folder: Path, needed_gb: float) -> float:
    """Free space where ``folder`` is going to be, in GB.

    Raises:
        SetupError: If it is less than ``needed_gb``.
    """
    existing = folder
    while not existing.exists():
        existing = existing.parent
    free_gb = shutil.disk_usage(existing).free / _GB
    if free_gb < needed_gb:
        raise SetupError(
            f"The set-up needs about {needed_gb:.0f} GB on the disk of {existing}, and {free_gb:.1f} GB are free.",
            "Free some space, or name a folder on another disk: AURAX_ENVIRONMENTS=/other/disk python3 studio.py",
        )
    return free_gb


def look_at_machine(report: Report, run: Runner, variables: Mapping[str, str], known: Machine | None) -> Machine:
    """Choose the build of torch and see to the system's libraries.

    Args:
        report: Says what was found.
        run: Starts commands.
        variables: The process environment.
        known: What an earlier set-up found; a choice of the user's stays.

    Raises:
        SetupError: If a build is asked for that does not exist.
    """
    matrix = gpu.load_matrix()
    wanted = gpu.wanted_build()
    if wanted is None and known is not None and known.is_users_choice and variables.get("AURAX_TORCH_BUILD") != "auto":
        wanted = known.torch_build
    if wanted is not None:
        build, why, advice = named_build(matrix, wanted).key, "as asked for", ""
    else:
        choice = matrix.choose(gpu.find_gpus())
        build, why, advice = choice.build, choice.why, choice.advice
    report.say(f"  torch: {matrix.build(build).name} ({why})")
    if advice:
        report.say(f"    {advice}")
    return Machine(build, wanted is not None, see_to_libraries(report, run, variables))


def named_build(matrix: gpu.EngineMatrix, key: str) -> gpu.Build:
    """A build by its name.

    Raises:
        SetupError: If there is none of that name for this system.
    """
    try:
        return matrix.build(key)
    except ValueError:
        known = f"Known here: auto, {', '.join(matrix.offered)}"
        raise SetupError(f"AURAX_TORCH_BUILD names '{key}', which is no build for this system.", known) from None


def see_to_libraries(report: Report, run: Runner, variables: Mapping[str, str]) -> tuple[str, ...]:
    """Install the system's libraries that are missing if we may, else say the line that does.

    Returns:
        Those that are missing in the end. They are no reason to stop: only the window and sound output need them.
    """
    missing = system_libraries.missing_libraries()
    packages = list(system_libraries.packages_for(missing))
    if not has_venv():
        packages.append(f"python{sys.version_info[0]}.{sys.version_info[1]}-venv")
    if packages and system_libraries.is_debian() and system_libraries.is_root():
        with report.step(f"system packages: {' '.join(packages)}"):
            for command in system_libraries.apt_commands(packages):
                run(command, variables={**variables, "DEBIAN_FRONTEND": "noninteractive"})
        missing = system_libraries.missing_libraries()
    if missing:
        report.say("  The window and sound output need libraries of the system; this line brings them:")
        report.say(f"    {system_libraries.line_to_install(missing)}")
    return missing


def _build(setup: Setup) -> None:
    environment, report, run = setup.environment, setup.report, setup.run
    started = time.monotonic()
    free_gb = check_disk(environment.folder, setup.build.disk_gb)
    download = "nothing" if setup.sources.wheels else f"about {setup.build.download_gb:.1f} GB"
    report.say(f"  into {environment.folder}")
    report.say(f"  {download} to download, {setup.build.disk_gb:.0f} GB of disk needed, {free_gb:.0f} GB free")
    report.say(f"  every line is in {environment.log}")
    if environment.folder.exists():
        report.say("  what an interrupted or older set-up left there is removed; its downloads are kept")
        environment.stamp.unlink(missing_ok=True)  # first: a removal that is interrupted must not look complete
        shutil.rmtree(environment.folder)
    with report.step("empty environment"):
        make_venv(environment, run, setup.variables)
    with report.step("packages, each checked against its hash"):
        tool = install_packages(setup)
    with report.step("self-test"):
        if run([str(environment.python), "-c", _SELF_TEST], variables=clean_variables(setup.variables)) != 0:
            raise SetupError(
                "The packages are installed but do not run on this machine.",
                "The lines above say why. If it is the graphics card: AURAX_TORCH_BUILD=cpu python3 studio.py setup",
            )
    write_launcher(environment)
    _sync(environment.folder)
    seconds = time.monotonic() - started
    stamp = {
        "key": environment.folder.name,
        "python": sys.version.split()[0],
        "torch_build": setup.build.key,
        "tool": tool,
        "seconds": round(seconds, 1),
    }
    places.write_json(environment.stamp, stamp)
    report.say(f"Set up in {duration(seconds)}.")


def write_launcher(environment: Environment) -> None:
    """Put the console script ``aurax`` beside the interpreter."""
    body = Path(__file__).with_name("launch.py").read_text(encoding="utf-8")
    if sys.platform == "win32":
        (environment.programs / "aurax-script.py").write_text(body, encoding="utf-8")
        start = '@"%~dp0python.exe" "%~dp0aurax-script.py" %*\r\n'
        (environment.programs / "aurax.cmd").write_text(start, encoding="utf-8")
        return
    python = str(environment.python)
    is_plain = len(python) < _SHEBANG_LIMIT and " " not in python
    # the second form is a shell script and a Python string at once, as pip writes it for long paths
    first = f"#!{python}\n" if is_plain else f"#!/bin/sh\n'''exec' \"{python}\" \"$0\" \"$@\"\n' '''\n"
    script = environment.programs / "aurax"
    script.write_text(first + body, encoding="utf-8")
    script.chmod(0o755)


def other_environments(environment: Environment) -> tuple[Path, ...]:
    """Environments of other versions beside this one, interrupted ones too."""
    return tuple(sorted(path for path in environment.folder.parent.glob("py3*-*/") if path != environment.folder))


def _sync(folder: Path) -> None:
    """Force what was written to the disk before the stamp says that it is there."""
    with contextlib.suppress(AttributeError, OSError):  # Windows has no such call
        os.sync()
    if not folder.is_dir():
        raise SetupError(f"{folder} has disappeared during the set-up.", "Start again.")
