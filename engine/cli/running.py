"""Run one job in this process with a progress line; and the names of outputs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.core.names import safe_name

if TYPE_CHECKING:
    import argparse

    from engine.cli.console import Console
    from engine.library import Library

MAX_SHIFTS = 20


def run_job(spec: Any, console: Console, label: str, *, library: Library | None = None) -> Any:
    """Run a spec inline; progress with time left goes to stderr. Errors and cancellation pass through.

    With a library the job stands in its queue and can be taken up again after a crash.
    """
    from engine.jobs.inline import run_inline

    line = console.progress(label)
    try:
        return run_inline(
            spec,
            paths=console.paths,
            settings=console.settings,
            library=library,
            on_progress=lambda progress: line(progress.fraction, progress.stage),
        )
    finally:
        line.close()


def song_folders(songs: Iterable[Path], out: Path) -> list[tuple[Path, Path]]:
    """Each song with its own folder ``out/<song stem>``; songs of the same name get ``<stem>-2``, ``<stem>-3``…"""
    taken: set[str] = set()
    pairs = []
    for song in songs:
        name = safe_name(song.stem)
        folder, number = name, 2
        while folder.casefold() in taken:
            folder, number = f"{name}-{number}", number + 1
        taken.add(folder.casefold())
        pairs.append((song, out / folder))
    return pairs


def run_batch(
    pairs: list[tuple[Path, Path]],
    spec_of: Callable[[Path, Path], Any],
    describe: Callable[[Path, Path, Any], tuple[dict[str, Any], str]],
    console: Console,
    *,
    library: Library | None = None,
) -> None:
    """Run a job for each song and print the result; a song that fails is named and does not stop the others.

    Args:
        pairs: Songs with their output folders.
        spec_of: The spec for a song and its folder.
        describe: The document and the text for a song, its folder and the job's result.
        console: Where results and problems go.
        library: The open collection, for jobs that look something up in it or keep something.

    Raises:
        EngineError: If the only song fails.
        JobCancelled: If the user stops it.
    """

    def one(song: Path, folder: Path) -> tuple[dict[str, Any], str]:
        return describe(song, folder, run_job(spec_of(song, folder), console, song.name, library=library))

    run_batch_of(pairs, one, console)


def run_batch_of(
    pairs: list[tuple[Path, Path]], one: Callable[[Path, Path], tuple[dict[str, Any], str]], console: Console
) -> None:
    """Do the same with each song and print the results; a song that fails is named and does not stop the others.

    Args:
        pairs: Songs with their output folders.
        one: Does the work; returns the document and the text that say what came of it.
        console: Where results and problems go.

    Raises:
        EngineError: If the only song fails.
        JobCancelled: If the user stops it.
    """
    from engine.core.errors import EngineError

    documents: list[dict[str, Any]] = []
    texts: list[str] = []
    for song, folder in pairs:
        try:
            document, text = one(song, folder)
        except EngineError as error:
            if len(pairs) == 1:
                raise
            console.problem(f"{error}. {error.hint}")
            problem = {"type": type(error).__name__, "message": str(error), "hint": error.hint}
            documents.append({"song": str(song), "error": problem})
            continue
        documents.append(document)
        texts.append(text)
    console.result(documents[0] if len(pairs) == 1 else {"songs": documents}, "\n".join(texts))


def add_separation_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of every command that separates."""
    group = parser.add_argument_group("separation")
    group.add_argument("--model", metavar="ID", help="separator (see: aurax models list); default from the settings")
    group.add_argument(
        "--stems", type=int, choices=(4, 5), default=5, dest="num_stems", help="4 puts the log drum into the bass"
    )
    group.add_argument("--device", choices=("auto", "cpu", "cuda"), default="auto")
    group.add_argument(
        "--precision",
        choices=("auto", "fp32", "bf16", "fp16"),
        default="auto",
        help="numbers a network computes with; auto: what is fastest on the device without being heard",
    )
    group.add_argument(
        "--shifts",
        type=_shifts,
        default=0,
        metavar="N",
        help="separate N times at moved times and average: a little better, N times slower (only htdemucs models)",
    )
    group.add_argument(
        "--format", choices=("float32", "pcm24", "pcm16"), default="float32", help="samples of the written WAV files"
    )


def _shifts(text: str) -> int:
    import argparse

    if not text.isdigit() or int(text) > MAX_SHIFTS:
        raise argparse.ArgumentTypeError(f"expected a whole number from 0 to {MAX_SHIFTS}, got {text!r}")
    return int(text)
