"""Verbs for a complete environment: packages for machines without a connection, and old environments away."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from installers.common.build import other_environments
from installers.common.environment import BUILD_LOCK, REQUIREMENTS_LOCK, UV_LOCK, Environment
from installers.common.install import Sources, pip_variables
from installers.common.locking import held
from installers.common.report import Report


def pack(environment: Environment, folder: Path) -> int:
    """Download every package of the locks for this system and this Python into ``folder``.

    On the other machine: ``AURAX_WHEELS=FOLDER python3 studio.py``.

    Returns:
        0, or 1 where something could not be downloaded.
    """
    folder.mkdir(parents=True, exist_ok=True)
    report = Report(environment.log.with_suffix(".pack.log"))
    report.log.unlink(missing_ok=True)
    options = ("--no-deps", "--require-hashes", "--no-build-isolation", "-d", str(folder))
    with report.step(f"packages into {folder}"):
        for lock in (UV_LOCK, BUILD_LOCK, REQUIREMENTS_LOCK):
            command = [str(environment.python), "-m", "pip", "download", *options, "-r", str(lock)]
            if report.run(command, variables=pip_variables(os.environ, Sources())) != 0:
                print(f"studio.py: a package could not be downloaded. Start again.\n{report.tail()}", file=sys.stderr)
                return 1
    size_gb = sum(path.stat().st_size for path in folder.iterdir()) / 1e9
    report.say(f"{size_gb:.1f} GB. On the other machine, with the same system and version of Python:")
    report.say(f"AURAX_WHEELS={folder} python3 studio.py")
    return 0


def prune(environment: Environment) -> int:
    """Remove every environment but this one; one that is being built is waited for."""
    for folder in other_environments(environment):
        other = Environment(folder)
        print(f"removing {folder}", file=sys.stderr)
        with held(other.lock_file, on_wait=lambda: print("  it is being built; waiting …", file=sys.stderr)):
            other.stamp.unlink(missing_ok=True)
            shutil.rmtree(folder)
            other.log.unlink(missing_ok=True)
    return 0
