"""``kill -9`` for tests: at a moment of time, before a chosen system call, alone or with all its processes."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

import psutil
import pytest

ROOT = Path(__file__).resolve().parents[2]
STRACE = shutil.which("strace")

posix_only = pytest.mark.skipif(os.name != "posix", reason="kill -9 and process groups are POSIX")
needs_strace = pytest.mark.skipif(STRACE is None, reason="strace is not installed")


def num_kills(usual: int) -> int:
    """How many kills a test makes: ``AURAX_KILLS`` where more are wanted than the suite has time for."""
    return int(os.environ.get("AURAX_KILLS", str(usual)))


def run(command: Sequence[str]) -> int:
    """Run to the end; the exit status."""
    return subprocess.run(command, cwd=ROOT, capture_output=True, check=False).returncode


def run_for(command: Sequence[str], seconds: float, *, with_group: bool) -> int:
    """Run, killed after ``seconds`` with all its processes or alone; the exit status. No child outlives it."""
    process = subprocess.Popen(
        command, cwd=ROOT, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        return process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        children = psutil.Process(process.pid).children(recursive=True)
        if with_group:
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()  # its children must notice by themselves
        status = process.wait()
        _wait_for_death(children)
        return status


def killed_before(command: Sequence[str], call: str, when: int) -> subprocess.CompletedProcess[str]:
    """Run, killed right before the ``when``-th system call of a name: each leaves the disk in a state of its own.

    The parent only is traced (no ``-f``): it alone writes, and a child that is killed is simply replaced.
    """
    assert STRACE is not None
    probe = [STRACE, "-o", "/dev/null", "-e", f"trace={call}", "-e", f"inject={call}:signal=KILL:when={when}"]
    killed = subprocess.run([*probe, *command], cwd=ROOT, capture_output=True, check=False, text=True)
    if "ptrace" in killed.stderr and "Operation not permitted" in killed.stderr:
        pytest.skip("this machine does not let processes be traced")
    assert killed.returncode in (-signal.SIGKILL, 128 + signal.SIGKILL), killed.stderr
    return killed


def _wait_for_death(processes: Sequence[psutil.Process]) -> None:
    """An orphan may stay a zombie until init looks after it; it must not run any more."""
    deadline = time.monotonic() + 10.0
    while any(map(_lives, processes)):
        assert time.monotonic() < deadline, "an orphan lives on"
        time.sleep(0.005)


def _lives(process: psutil.Process) -> bool:
    try:
        return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False
