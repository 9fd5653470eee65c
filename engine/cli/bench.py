"""``aurax bench WHAT``: speed and quality against named peers, measured in one run on this machine."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import argparse

    from engine.cli.console import Console


def _start(console: Console, arguments: argparse.Namespace) -> dict[str, Any]:
    from engine.cli.bench_start import run as measure

    return measure(console, repeats=arguments.repeats)


def _separation(console: Console, _arguments: argparse.Namespace) -> dict[str, Any]:
    from engine.cli.bench_separation import run as measure

    return measure(console)


def _analysis(console: Console, arguments: argparse.Namespace) -> dict[str, Any]:
    from engine.cli.bench_analysis import run as measure

    return measure(console, audio=arguments.audio)


def _generation(console: Console, arguments: argparse.Namespace) -> dict[str, Any]:
    from engine.cli.bench_generation import run as measure

    if arguments.report:
        from pathlib import Path

        from engine.cli.generation_report import write_report

        return write_report(console, Path(arguments.report).expanduser())
    return measure(console, is_long=arguments.long, truths=arguments.truth)


BENCHES: dict[str, Callable[[Console, argparse.Namespace], dict[str, Any]]] = {
    "start": _start,
    "separation": _separation,
    "analysis": _analysis,
    "generation": _generation,
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("what", choices=sorted(BENCHES), help="what to measure")
    parser.add_argument(
        "--audio", metavar="DIR", help="analysis: a folder of songs with beats.txt beside each, to measure on too"
    )
    parser.add_argument("--repeats", type=int, default=9, metavar="N", help="start: runs of each program (default 9)")
    parser.add_argument("--long", action="store_true", help="generation: a six-minute take too")
    parser.add_argument(
        "--report", metavar="DIR", help="generation: instead, a take of every style, measured and drawn, into DIR"
    )
    parser.add_argument(
        "--truth", type=int, default=0, metavar="N", help="generation: N seeds heard by librosa and music21"
    )


def run(arguments: argparse.Namespace, console: Console) -> None:
    """Measure and print a table; the document carries every figure."""
    document = BENCHES[arguments.what](console, arguments)
    console.result(document, "\n".join(_lines(document, "")))


def _lines(node: Any, indent: str) -> list[str]:
    lines = []
    for name, value in node.items():
        if isinstance(value, dict):
            lines += [f"{indent}{name}", *_lines(value, indent + "  ")]
        else:
            shown = f"{value:.3f}" if isinstance(value, float) else value
            lines.append(f"{indent}{name:<28} {shown}")
    return lines
