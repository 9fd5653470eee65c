"""Work that behaves well and badly, for the tests of executors. Workers import this module by name."""

from __future__ import annotations

import os
import signal
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from engine import __version__
from engine.core.analysis import Analysis, AudioFacts
from engine.core.errors import UserError
from engine.core.jobs import Report
from engine.jobs.analyze_tracks import AnalysisReport, AnalyzeTracks, ask_for, run_on
from engine.jobs.context import JobContext
from engine.jobs.executor import Executor
from engine.jobs.executor_pebble import PebbleExecutor, PebbleOptions
from engine.jobs.hear_song import HeardSong, SongToHear
from engine.jobs.inline import run_inline
from engine.jobs.kinds import KINDS
from engine.library import Library
from engine.paths import Paths
from engine.settings import Settings


def behave(how: str, report: Report) -> Any:
    """``how``: what to do, then after a space with what."""
    word, _, rest = how.partition(" ")
    report(0.25)
    return {"echo": _echo, "fail": _fail, "crash": _crash, "crash_once": _crash_once, "hang": _hang, "odd": _odd}[word](
        rest
    )


def _echo(rest: str) -> tuple[str, int]:
    return rest, os.getpid()


def _fail(rest: str) -> None:
    raise UserError(f"This cannot be done: {rest}", "Do something else.")


def _crash(_rest: str) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _crash_once(rest: str) -> str:
    mark = Path(rest)
    if not mark.exists():
        mark.write_text("crashed")
        _crash("")
    return "second time"


def _hang(rest: str) -> None:
    time.sleep(float(rest or 600))


def _odd(_rest: str) -> Any:
    return lambda: None  # cannot be pickled


def hear_quickly(song: SongToHear, report: Report) -> HeardSong:
    """An analysis without hearing; the file's name may ask for trouble (``crash.wav``), a note says it was done."""
    name = Path(song.path).stem
    with Path(song.models).with_name("heard.txt").open("a", encoding="utf-8") as file:
        file.write(f"{name}\n")
    if name.startswith(("crash", "fail", "hang")):
        behave(name.split("-")[0], report)
    if name.startswith("slow"):
        time.sleep(0.5)
    facts = AudioFacts(1.0, 44_100, 2, song.fingerprint, None, None)
    return HeardSong(song.track_id, Analysis(engine=f"aurax {__version__}", audio=facts), 0.1, 1_000_000)


def analyse(home: Path, songs: Path, *, executor: Executor | None = None, **options: Any) -> AnalysisReport:
    """``aurax library add`` without its import and without hearing: ask, then analyse on an executor."""
    paths = Paths.under(home)
    with Library.open(paths.library) as library:
        ask_for((str(songs),), library, retry=options.pop("retry", False), again=options.pop("again", False))
        spec = AnalyzeTracks((str(songs),), **options)

        def run(spec: AnalyzeTracks, context: JobContext) -> AnalysisReport:
            pool = executor or PebbleExecutor(PebbleOptions(2, paths.logs, nice=0))
            return run_on(pool, spec, context, work=hear_quickly)

        kind = replace(KINDS["analyze_tracks"], run=run)
        report: AnalysisReport = run_inline(
            spec, paths=paths, settings=Settings(), library=library, kinds={"analyze_tracks": kind}
        )
        return report


if __name__ == "__main__":
    analyse(Path(sys.argv[1]), Path(sys.argv[2]))
