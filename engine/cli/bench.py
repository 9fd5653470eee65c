"""``aurax bench WHAT``: speed and quality against named peers, measured in one run on this machine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import argparse

    from engine.cli.console import Console


@dataclass(frozen=True, slots=True)
class Measured:
    """What a bench found: every figure, and what the terminal shows of them."""

    document: dict[str, Any]
    text: str


def _start(console: Console, arguments: argparse.Namespace) -> Measured:
    from engine.cli.bench_start import run as measure

    return _listed(measure(console, repeats=arguments.repeats))


def _separation(console: Console, arguments: argparse.Namespace) -> Measured:
    from engine.cli.bench_separation import DEFAULT_FOLDER, Options, run
    from engine.cli.separation_bench import pictures, report

    models = tuple(name.strip() for name in (arguments.models or "").split(",") if name.strip())
    out = Path(arguments.out or DEFAULT_FOLDER).expanduser()
    if arguments.pictures:
        songs = [Path(song).expanduser() for song in arguments.pictures]
        drawn = pictures.draw_songs(console, songs, models, out)
        return Measured(drawn, pictures.told(drawn))
    options = Options(
        references=Path(arguments.references).expanduser() if arguments.references else None,
        models=models,
        out=out,
        clips=arguments.clips,
        is_degraded=arguments.degrade,
    )
    document = run(console, options)
    text = f"{report.table(document)}\n\n{report.READABLE}, {report.PLOT} and {report.DOCUMENT} are in {out}"
    return Measured({"folder": str(out), **{k: v for k, v in document.items() if k != "clips"}}, text)


def _analysis(console: Console, arguments: argparse.Namespace) -> Measured:
    from engine.cli.analysis_bench import parity, pictures, report
    from engine.cli.bench_analysis import DEFAULT_FOLDER, Options, run

    out = Path(arguments.out or DEFAULT_FOLDER).expanduser()
    if arguments.parity:
        compared = parity.document(Path(arguments.parity).expanduser())
        return Measured(compared, parity.told(compared))
    if arguments.pictures:
        drawn = pictures.draw_songs(console, [Path(song).expanduser() for song in arguments.pictures], out)
        return Measured(drawn, pictures.told(drawn))
    options = Options(
        data=tuple(Path(folder).expanduser() for folder in arguments.data or ()),
        annotations=Path(arguments.annotations).expanduser() if arguments.annotations else None,
        out=out,
        songs=arguments.songs,
        is_sampled=arguments.sampled,
        is_separated=arguments.separated,
    )
    document = run(console, options)
    text = f"{report.table(document)}\n\n{report.READABLE}, {report.PLOT} and {report.DOCUMENT} are in {out}"
    return Measured({"folder": str(out), **{k: v for k, v in document.items() if k != "songs"}}, text)


def _generation(console: Console, arguments: argparse.Namespace) -> Measured:
    from engine.cli.bench_generation import run as measure

    if arguments.report:
        from engine.cli.generation_report import write_report

        return _listed(write_report(console, Path(arguments.report).expanduser()))
    return _listed(measure(console, is_long=arguments.long, truths=arguments.truth))


def _library(console: Console, arguments: argparse.Namespace) -> Measured:
    from engine.cli.bench_library import DEFAULT_FOLDER, DEFAULT_SONGS, Options
    from engine.cli.bench_library import run as measure

    out = Path(arguments.out or DEFAULT_FOLDER).expanduser()
    songs = arguments.songs or DEFAULT_SONGS
    return _listed(measure(console, Options(songs, arguments.seconds, arguments.workers, out, arguments.executor)))


def _decoder(console: Console, arguments: argparse.Namespace) -> Measured:
    from engine.cli.bench_decoder import Options
    from engine.cli.bench_decoder import run as measure

    if arguments.memory:
        from engine.cli import bench_decoder_memory

        told = bench_decoder_memory.run(console, bench_decoder_memory.Options(arguments.size, arguments.precision))
        return Measured(told, bench_decoder_memory.table(told["memory"]))
    options = Options(
        arguments.size, steps=arguments.steps, rounds=arguments.rounds, items=arguments.items, device=arguments.device
    )
    return _listed(measure(console, options))


def _culture(console: Console, arguments: argparse.Namespace) -> Measured:
    from engine.cli.bench_culture import DEFAULT_FOLDER, Options
    from engine.cli.bench_culture import run as measure
    from engine.cli.culture_bench import report

    out = Path(arguments.out or DEFAULT_FOLDER).expanduser()
    data = Path(arguments.data[0]).expanduser() if arguments.data else None
    document = measure(console, Options(out, arguments.pieces, arguments.songs, data))
    text = f"{report.table(document)}\n\n{report.READABLE} and {report.DOCUMENT} are in {out}"
    return Measured({"folder": str(out), **{k: v for k, v in document.items() if k != "rows"}}, text)


def _rating(console: Console, arguments: argparse.Namespace) -> Measured:
    from engine.cli.bench_rating import run as measure

    return _listed(measure(console, studies=arguments.studies))


def _orchestrator(console: Console, arguments: argparse.Namespace) -> Measured:
    from engine.cli.bench_orchestrator import DEFAULT_FOLDER
    from engine.cli.bench_orchestrator import run as measure

    return _listed(measure(console, Path(arguments.out or DEFAULT_FOLDER).expanduser()))


def _watermark(console: Console, arguments: argparse.Namespace) -> Measured:
    from engine.cli.bench_watermark import DEFAULT_FOLDER, Options, run, table

    out = Path(arguments.out or DEFAULT_FOLDER).expanduser()
    data = Path(arguments.data[0]).expanduser() if arguments.data else None
    document = run(console, Options(200 if arguments.clips is None else arguments.clips, out, data))
    return Measured({"folder": str(out), **document}, table(document))


BENCHES: dict[str, Callable[[Console, argparse.Namespace], Measured]] = {
    "start": _start,
    "separation": _separation,
    "analysis": _analysis,
    "generation": _generation,
    "library": _library,
    "decoder": _decoder,
    "culture": _culture,
    "rating": _rating,
    "watermark": _watermark,
    "orchestrator": _orchestrator,
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("what", choices=sorted(BENCHES), help="what to measure")
    _add_shared(parser)
    _add_separation(parser)
    _add_analysis(parser)
    _add_library(parser)
    _add_decoder(parser)
    _add_culture(parser)
    parser.add_argument("--repeats", type=int, default=9, metavar="N", help="start: runs of each program (default 9)")
    parser.add_argument(
        "--studies", type=int, default=1_000, metavar="N", help="rating: simulated studies of each kind (default 1,000)"
    )
    parser.add_argument("--long", action="store_true", help="generation: a six-minute take too")
    parser.add_argument(
        "--report", metavar="DIR", help="generation: instead, a take of every style, measured and drawn, into DIR"
    )
    parser.add_argument(
        "--truth", type=int, default=0, metavar="N", help="generation: N seeds heard by librosa and music21"
    )


def run(arguments: argparse.Namespace, console: Console) -> None:
    """Measure and print a table; the document carries every figure."""
    measured = BENCHES[arguments.what](console, arguments)
    console.result(measured.document, measured.text)


def _add_shared(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("separation and analysis")
    group.add_argument("--out", metavar="DIR", help="report and figures; default: aurax-bench-separation or -analysis")
    group.add_argument(
        "--pictures", nargs="+", metavar="SONG", help="instead: draw real songs, their stems or what is heard in them"
    )


def _add_separation(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("separation")
    group.add_argument(
        "--references", metavar="DIR", help="songs with their stems, instead of the test set that is made at first use"
    )
    group.add_argument("--models", metavar="A,B", help="separators; default: the one in use, spectral, all installed")
    group.add_argument("--clips", type=int, metavar="N", help="measure so many songs only")
    group.add_argument(
        "--degrade", action="store_true", help="20 of them as MP3, in mono, and at other sample rates too"
    )


def _add_analysis(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("analysis")
    group.add_argument("--data", nargs="+", metavar="DIR", help="annotated songs to measure on too")
    group.add_argument("--annotations", metavar="DIR", help="where their annotations lie, if not beside the songs")
    group.add_argument("--songs", type=int, metavar="N", help="so many own test songs; default 16, 0 for none")
    group.add_argument("--sampled", action="store_true", help="as many with SoundFont instruments and bands too")
    group.add_argument(
        "--parity", metavar="DIR", help="instead: the scorer against mir_eval's test triples (ref, est, output) in DIR"
    )
    group.add_argument("--separated", action="store_true", help="from separated stems too, beside the true ones")


def _add_library(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("library (takes --songs and --out, too: default 500, aurax-bench-library)")
    group.add_argument("--seconds", type=float, default=4.0, metavar="S", help="length of each song (default 4)")
    group.add_argument("--workers", type=int, default=0, metavar="N", help="songs at a time; default: by cores")
    group.add_argument("--executor", choices=("local", "dask"), default="local", help="library: what runs the songs")


def _add_decoder(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("decoder")
    group.add_argument("--size", default="small", metavar="SIZE", help="small (default), medium or large")
    group.add_argument("--steps", type=int, default=24, metavar="N", help="of each round (default 24)")
    group.add_argument("--rounds", type=int, default=3, metavar="N", help="of each contestant (default 3)")
    group.add_argument("--items", type=int, default=1, metavar="N", help="pieces at once (default 1)")
    group.add_argument("--memory", action="store_true", help="instead: memory told against memory taken (processor)")
    group.add_argument("--precision", choices=("fp32", "bf16", "int8"), default="fp32", help="with --memory")
    group.add_argument("--device", choices=("auto", "cpu", "cuda"), default="auto", help="default: CUDA where it works")


def _add_culture(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("culture (takes --songs and --out, too, and --data for pieces that are there)")
    group.add_argument("--pieces", type=int, metavar="N", help="rounds of 12 labelled pieces, test split (default 8)")


def _listed(document: dict[str, Any]) -> Measured:
    return Measured(document, "\n".join(_lines(document, "")))


def _lines(node: Any, indent: str) -> list[str]:
    lines = []
    for name, value in node.items():
        if isinstance(value, dict):
            lines += [f"{indent}{name}", *_lines(value, indent + "  ")]
        else:
            shown = f"{value:.3f}" if isinstance(value, float) else value
            lines.append(f"{indent}{name:<28} {shown}")
    return lines
