"""The analysis of whole collections: part of ``aurax library add`` and ``rescan``, and ``aurax library analyze``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import argparse

    from engine.cli.console import Console
    from engine.jobs.analyze_tracks import AnalysisReport, AnalyzeTracks
    from engine.library import Library

_MAX_WORKERS = 64


def add_switch(parser: argparse.ArgumentParser) -> None:
    """``--analyze`` and ``--no-analyze``, for verbs that import first."""
    import argparse

    parser.add_argument(
        "--analyze",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="also separate and analyse every recording, each in a process of its own (default); what is analysed "
        "is never done twice, so the same command goes on after an interruption",
    )
    add_options(parser)


def add_options(parser: argparse.ArgumentParser) -> None:
    """How the songs of a batch are analysed."""
    group = parser.add_argument_group("analysis")
    group.add_argument("--workers", type=_workers, default=0, metavar="N", help="songs at a time; default: by cores")
    group.add_argument("--model", metavar="ID", help="separator (see: aurax models list); default from the settings")
    group.add_argument("--device", choices=("auto", "cpu", "cuda"), default="auto")
    group.add_argument(
        "--timeout",
        type=_minutes,
        default=0.0,
        metavar="MIN",
        help="minutes a song may take before it is given up; default: 10 and 20 times its length",
    )
    group.add_argument(
        "--executor",
        choices=("local", "dask"),
        default="local",
        help="dask: by workers of dask.distributed (default: local)",
    )
    group.add_argument(
        "--scheduler", default="", metavar="ADDRESS",
        help="with --executor dask: a cluster that is there, tcp://HOST:8786; default: one of our own on this machine",
    )  # fmt: skip
    group.add_argument("--retry", action="store_true", help="try again what could not be analysed before")


def _workers(text: str) -> int:
    import argparse

    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= _MAX_WORKERS):
        raise argparse.ArgumentTypeError(f"expected a whole number from 1 to {_MAX_WORKERS}, got {text!r}")
    return int(text)


def _minutes(text: str) -> float:
    import argparse
    import math

    try:
        minutes = float(text)
    except ValueError:
        minutes = math.nan
    if not 0.0 < minutes <= 24 * 60:
        raise argparse.ArgumentTypeError(f"expected minutes above 0 and up to a day, got {text!r}")
    return minutes


def run(arguments: argparse.Namespace, console: Console, library: Library) -> None:
    """The verb ``analyze``."""
    from engine.cli.library_views import find

    paths: list[Path] = []
    for words in arguments.tracks:
        path = Path(words).expanduser()
        paths.append(path if path.is_dir() else Path(find(words, library).path))
    document = analyse(paths, arguments, console, library, again=arguments.again)
    console.result(document, summary(document))


def analyse(
    paths: Sequence[Path],
    arguments: argparse.Namespace,
    console: Console,
    library: Library,
    *,
    again: bool = False,
    retry: bool = False,
) -> dict[str, Any]:
    """Analyse the recordings at or below ``paths`` (all if there are none) that are not analysed yet.

    Args:
        paths: Files and folders of recordings that are in the library.
        arguments: See ``add_options``.
        console: Where progress and problems go.
        library: The open collection.
        again: Also those that are analysed.
        retry: Also those that could not be analysed before.

    Returns:
        ``analysed``, ``failed`` with path, reason and hint, ``failed_before`` (left alone), ``elsewhere``, ``seconds``.
    """
    import time

    from engine.cli.console import printable
    from engine.cli.running import run_job
    from engine.jobs.analyze_tracks import AnalysisReport, ask_for

    spec = _spec(paths, arguments, console)
    num_waiting, failed_before = ask_for(
        spec.paths, library, again=again, retry=retry or arguments.retry, choices=console.settings.analysis
    )
    started = time.monotonic()
    done = AnalysisReport()
    if num_waiting:
        noun = "recording" if num_waiting == 1 else "recordings"
        console.say(
            f"{num_waiting} {noun} to analyse; what is done is kept if you stop it, and the same command goes on"
        )
        done = run_job(spec, console, "analysing", library=library)
    for song in done.failed:
        console.problem(f"{song.path}: {song.reason}. {song.hint}".rstrip())
    return _document(done, len(failed_before), time.monotonic() - started, printable)


def _spec(paths: Sequence[Path], arguments: argparse.Namespace, console: Console) -> AnalyzeTracks:
    from engine.core.errors import UserError
    from engine.jobs.analyze_tracks import AnalyzeTracks
    from engine.jobs.collect import canonical
    from engine.jobs.song import SeparationOptions

    if arguments.scheduler and arguments.executor != "dask":
        raise UserError("--scheduler is for --executor dask", "Add --executor dask, or leave --scheduler out.")
    settings = console.settings.separation
    options = SeparationOptions(arguments.model or settings.model, settings.overlap, arguments.device)
    return AnalyzeTracks(
        paths=tuple(canonical(str(path)) for path in paths),
        options=options,
        num_workers=arguments.workers,
        timeout_seconds=60.0 * arguments.timeout,
        executor=arguments.executor,
        scheduler=arguments.scheduler,
    )


def _document(done: AnalysisReport, num_failed_before: int, seconds: float, printable: Any) -> dict[str, Any]:
    return {
        "analysed": done.analysed,
        "failed": [
            {"track": song.track_id, "path": printable(song.path), "reason": printable(song.reason), "hint": song.hint}
            for song in done.failed
        ],
        "failed_before": num_failed_before,
        "elsewhere": done.elsewhere,
        "seconds": round(seconds, 3),
    }


def summary(document: dict[str, Any]) -> str:
    """The outcome in a line."""
    parts = [f"{document['analysed']} analysed", f"{len(document['failed'])} failed"]
    if document["failed_before"]:
        parts.append(f"{document['failed_before']} failed before (again with: aurax library analyze --retry)")
    if document["elsewhere"]:
        parts.append(f"{document['elsewhere']} being analysed by another program")
    return ", ".join(parts)
