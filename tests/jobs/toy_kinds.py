"""Jobs that behave well and badly, for the tests of the queue. Workers import this module by name."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from engine.core.errors import JobCancelled, UserError
from engine.core.stems import Stem
from engine.jobs.context import JobContext
from engine.jobs.kinds import JobKind
from engine.jobs.stem_spool import SpoolForm, open_spool
from engine.whole_file import temporary_name


@dataclass(frozen=True, slots=True)
class Sleep:
    """``steps`` reports of progress, ``pause`` seconds apart; returns its name."""

    name: str = "sleep"
    steps: int = 3
    pause: float = 0.0


def run_sleep(spec: Sleep, context: JobContext) -> str:
    for step in range(spec.steps):
        context.progress(step / spec.steps, f"step {step}")
        time.sleep(spec.pause)
    return spec.name


@dataclass(frozen=True, slots=True)
class OnGpu:
    """Like ``Sleep``, one at a time; writes when it began and ended."""

    log: str
    seconds: float = 0.15


def run_on_gpu(spec: OnGpu, context: JobContext) -> None:
    for word in ("begin", "end"):
        with Path(spec.log).open("a", encoding="utf-8") as file:
            file.write(f"{word}\n")
        time.sleep(spec.seconds if word == "begin" else 0)


@dataclass(frozen=True, slots=True)
class Misbehave:
    """``how`` names one of the ways below; ``folder`` is where it leaves its marks."""

    how: str
    folder: str = ""


class Unpicklable(Exception):
    def __init__(self, first: str, second: str) -> None:
        super().__init__(f"{first} {second}")
        self.lock = open(os.devnull)  # noqa: PTH123, SIM115


def run_misbehave(spec: Misbehave, context: JobContext) -> Any:
    return globals()[f"_{spec.how}"](spec, context)


def _fail(spec: Misbehave, context: JobContext) -> None:
    raise UserError("This song is too short", "Choose a longer one.")


def _fail_foreign(spec: Misbehave, context: JobContext) -> None:
    raise RuntimeError("tensor on the wrong device\nsecond line")


def _fail_unpicklable(spec: Misbehave, context: JobContext) -> None:
    raise Unpicklable("one", "two")


def _fail_memory(spec: Misbehave, context: JobContext) -> None:
    raise MemoryError


def _out_of_memory(spec: Misbehave, context: JobContext) -> int:
    """Asks for more than any machine has; where the system hands it out all the same, it would be killed for it."""
    return int(np.ones(1 << 45, np.float32)[-1])


def _return_unpicklable(spec: Misbehave, context: JobContext) -> Any:
    return lambda: None


def _killed(spec: Misbehave, context: JobContext) -> None:
    _count(spec)
    os.kill(os.getpid(), signal.SIGKILL)


def _segfault(spec: Misbehave, context: JobContext) -> None:
    _count(spec)
    ctypes.string_at(0)


def _crash_once(spec: Misbehave, context: JobContext) -> str:
    if _count(spec) == 1:
        os.kill(os.getpid(), signal.SIGSEGV)
    return "second time"


def _hang(spec: Misbehave, context: JobContext) -> None:
    """Ignores everything but SIGKILL, with a half-written file on disk."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    (Path(spec.folder) / temporary_name(".wav")).write_bytes(b"half")
    (Path(spec.folder) / "pid").write_text(str(os.getpid()))
    while True:
        time.sleep(0.05)


def _print(spec: Misbehave, context: JobContext) -> str:
    sys.stdout.write("noise " * 20_000)
    sys.stdout.flush()
    os.write(1, b"noise from C\n")
    os.write(2, b"more noise\n")
    return "quiet"


def _report_much(spec: Misbehave, context: JobContext) -> int:
    started = time.monotonic()
    count = 0
    while time.monotonic() - started < 1.0:
        context.progress(min(1.0, time.monotonic() - started))
        count += 1
    return count


def _exit(spec: Misbehave, context: JobContext) -> None:
    raise SystemExit(3)


def _log(spec: Misbehave, context: JobContext) -> None:
    import logging

    logging.getLogger("toy.backend").warning("the song has %d clipped samples", 7)


def _environment(spec: Misbehave, context: JobContext) -> dict[str, Any]:
    return {"threads": os.environ["OMP_NUM_THREADS"], "nice": os.nice(0), "parent": os.getppid()}


def _wait_for_parent(spec: Misbehave, context: JobContext) -> None:
    (Path(spec.folder) / f"pid-{os.getpid()}").touch()
    while True:
        time.sleep(0.05)


def _count(spec: Misbehave) -> int:
    file = Path(spec.folder) / "attempts"
    number = int(file.read_text()) + 1 if file.exists() else 1
    file.write_text(str(number))
    return number


@dataclass(frozen=True, slots=True)
class Batch:
    """Hands over the numbers below ``count``; ``pause`` seconds between; ``refuse`` cannot be recorded."""

    count: int
    pause: float = 0.0
    refuse: int = -1


def run_batch(spec: Batch, context: JobContext) -> int:
    for number in range(spec.count):
        context.progress(number / spec.count)
        context.item(number)
        time.sleep(spec.pause)
    return spec.count


def record_number(spec: Batch, item: int, library: Any) -> str:
    if item == spec.refuse:
        raise UserError("The disk is full", "Free some space.")
    library.failures.record(Path(f"/toy/{item}"), "Toy", f"number {item}")
    return f"recorded {item}"


@dataclass(frozen=True, slots=True)
class Grow:
    """Writes stems into a spool in ``folder`` and tells how far they are, until it is ``how`` it ends."""

    folder: str
    how: str = "steady"


def run_grow(spec: Grow, context: JobContext) -> int:
    form = SpoolForm((Stem.OTHER,), 8_000, 1, 1_000)
    spool = open_spool(Path(spec.folder), "key", form)
    began = spool.position
    try:
        while spool.position < 1_000:
            spool.append({Stem.OTHER: np.ones((1, 100), np.float32)})
            spool.keep()
            context.tell(spool.position)
            if spool.position >= 500 and spec.how != "steady":
                globals()[f"_{spec.how}_growing"](began)
            time.sleep(0.02)
            context.check()
    except JobCancelled:
        if not context.will_resume():
            spool.remove()
        raise
    spool.remove()
    return began


def _hang_growing(began: int) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    while True:
        time.sleep(0.05)


def _wait_growing(began: int) -> None:
    time.sleep(0.05)


def _die_growing(began: int) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _die_once_growing(began: int) -> None:
    if not began:
        os.kill(os.getpid(), signal.SIGKILL)


def record_nothing(spec: Any, result: Any, library: Any) -> None:
    return


def record_result(spec: Sleep, result: str, library: Any) -> None:
    library.failures.record(Path(f"/toy/{result}"), "Toy", "done")


def folder_of(spec: Misbehave) -> tuple[Path, ...]:
    return (Path(spec.folder),) if spec.folder else ()


def prepare(what: str, paths: Any) -> None:
    if what == "raise":
        raise UserError("The model is not there")
    if what == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    with (Path(what) / "prepared").open("a") as file:
        file.write(f"{os.getpid()} {paths.models}\n")


def folder_of_growth(spec: Grow) -> tuple[Path, ...]:
    return (Path(spec.folder),)


def conclude_batch(result: int, recorded: Any) -> tuple[int, int]:
    return result, len(recorded)


KINDS: dict[str, JobKind] = {
    "sleep": JobKind("sleep", Sleep, run_sleep, record_result, label="Sleep"),
    "on_gpu": JobKind("on_gpu", OnGpu, run_on_gpu, record_nothing, label="Compute", resource="gpu"),
    "misbehave": JobKind(
        "misbehave", Misbehave, run_misbehave, record_nothing, label="Misbehave", output_folders=folder_of
    ),
    "grow": JobKind("grow", Grow, run_grow, record_nothing, label="Grow", output_folders=folder_of_growth),
    "batch": JobKind(
        "batch", Batch, run_batch, record_nothing, label="Batch", record_item=record_number, conclude=conclude_batch
    ),
}
