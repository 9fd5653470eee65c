"""``aurax train corpus make --hours N --out DIR``, ``corpus styles --out DIR`` and ``corpus variety --out DIR``."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from engine.core.errors import UserError

if TYPE_CHECKING:
    import argparse

    from engine.cli.console import Console
    from trainer.synth_corpus.writing import CorpusOrder

_GB_PER_HOUR = {".flac": 1.4, ".wav": 3.9}
"""16 bit, six stereo files; FLAC was 1.26 in 0.1 h of 12-second items, many stems being silent."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verbs and their arguments."""
    from trainer import event_lines
    from trainer.synth_corpus.split import Split

    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    make = verbs.add_parser("make", help="write multitracks with their truth")
    make.add_argument("--hours", type=float, required=True, metavar="N", help="how much")
    make.add_argument("--out", required=True, metavar="DIR", help="an interrupted run goes on there")
    make.add_argument("--seed", type=int, default=0, metavar="N", help="another seed, another corpus")
    make.add_argument("--split", choices=[split.value for split in Split], help="only this one; --hours is its length")
    make.add_argument("--item-seconds", type=float, default=12.0, metavar="N", help="length of an item")
    make.add_argument("--format", choices=("flac", "wav"), default="flac", help="16 bit either way")
    make.add_argument("--realism", action="store_true", help="sung words, SoundFonts, recorded drums, bands")
    make.add_argument("--clips", metavar="DIR", help="with --realism: where spoken clips are kept; default OUT/clips")
    make.add_argument("--workers", type=int, metavar="N", help="processes; default one per core")
    event_lines.add_argument(make)
    variety = verbs.add_parser("variety", help="measure how various the composer is, with plots")
    variety.add_argument("--out", required=True, metavar="DIR", help="where report.json, report.md and the plots go")
    variety.add_argument("--pieces", type=int, default=400, metavar="N", help="pieces for each style; fewer show less")
    variety.add_argument("--seed", type=int, default=0, metavar="N", help="of the first piece")
    variety.add_argument("--workers", type=int, metavar="N", help="processes; default one per core")
    styles = verbs.add_parser("styles", help="render, separate and analyse labelled pieces for the style vector")
    styles.add_argument("--out", required=True, metavar="DIR", help="an interrupted run goes on there")
    styles.add_argument("--pieces", type=int, default=12, metavar="N", help="rounds; a round is a piece of 12 styles")
    styles.add_argument("--split", choices=[split.value for split in Split], help="only pieces of this one")


def run(arguments: argparse.Namespace, console: Console) -> None:
    """Write a corpus, or measure variety."""
    if arguments.verb == "make":
        _make(arguments, console)
    elif arguments.verb == "styles":
        _styles(arguments, console)
    else:
        _variety(arguments, console)


def _make(arguments: argparse.Namespace, console: Console) -> None:
    from engine.jobs.boundary import known_error
    from trainer.event_lines import EventLines
    from trainer.synth_corpus.split import Split
    from trainer.synth_corpus.writing import CorpusOrder, num_missing, write_corpus

    _check(arguments)
    out = Path(arguments.out).expanduser()
    order = CorpusOrder(
        str(out),
        arguments.hours,
        arguments.seed,
        arguments.item_seconds,
        f".{arguments.format}",
        split=Split(arguments.split) if arguments.split else None,
        clips=_clips(arguments, out),
    )
    _check_space(order, out)
    if arguments.realism:
        _check_realism()
    already = len(order.numbers) - num_missing(order)
    events = EventLines(console, "corpus make", arguments.events)
    line = events.watching().progress("corpus")
    started = time.perf_counter()

    def on_item(done: int, total: int) -> None:
        # of what this run has to do, so that the time left is right for a run that goes on
        line((done - already) / max(1, total - already), f"{done} of {total} items")

    try:
        written = write_corpus(order, workers=arguments.workers, on_item=on_item)
    except OSError as error:
        raise known_error(error) from error
    finally:
        line.close()
    if arguments.realism:
        _write_sources(out)
    seconds = time.perf_counter() - started
    ratio = written.num_made * order.seconds / max(seconds, 1e-9)
    document = {
        "folder": str(out),
        "num_items": written.num_items,
        "num_made": written.num_made,
        "hours": written.hours,
        "seconds": round(seconds, 2),
        "realtime_factor": round(ratio, 1),
        "manifest_sha256": written.manifest_sha256,
    }
    text = (
        f"{written.num_items} items ({written.hours:.2f} h) in {out}; {written.num_made} made now in {seconds:.0f} s, "
        f"{ratio:.0f}× real time"
    )
    events.result(document, text)


def _clips(arguments: argparse.Namespace, out: Path) -> str:
    """The folder of spoken clips; empty for items of our own synthesis alone."""
    if not arguments.realism:
        return ""
    return str(Path(arguments.clips).expanduser() if arguments.clips else out / "clips")


def _check_realism() -> None:
    from trainer.realism.packages import check

    check()


def _write_sources(out: Path) -> None:
    from trainer.realism.sources import write_sources

    write_sources(out)


def _check_space(order: CorpusOrder, out: Path) -> None:
    """Refuse at once what the disk cannot take; items that are there already count as written."""
    import shutil

    from trainer.synth_corpus.writing import num_missing

    needed = num_missing(order) * order.seconds / 3600.0 * _GB_PER_HOUR[order.suffix]
    parent = next(folder for folder in (out.absolute(), *out.absolute().parents) if folder.exists())
    free = shutil.disk_usage(parent).free / 1e9
    if needed > free:
        raise UserError(
            f"{order.hours:g} hours need about {needed:.1f} GB more, and {free:.1f} GB are free",
            "Choose another folder with --out, or fewer hours.",
        )


def _check(arguments: argparse.Namespace) -> None:
    if not 0.0 < arguments.hours <= 10_000.0:
        raise UserError(f"--hours {arguments.hours:g} cannot be made", "Choose more than 0 and at most 10000.")
    if not 2.0 <= arguments.item_seconds <= 120.0:
        raise UserError(f"--item-seconds {arguments.item_seconds:g} cannot be made", "Choose 2 to 120 seconds.")
    if arguments.clips and not arguments.realism:
        raise UserError("--clips is for --realism", "Add --realism, or leave --clips out.")
    _check_numbers(arguments)


def _check_numbers(arguments: argparse.Namespace) -> None:
    if arguments.seed < 0 or (arguments.workers is not None and arguments.workers < 0):
        raise UserError("--seed and --workers are 0 or more", "Leave them out for the defaults.")


def _styles(arguments: argparse.Namespace, console: Console) -> None:
    from engine.jobs.boundary import known_error
    from trainer.neighbours.corpus import numbers, write_corpus
    from trainer.synth_corpus.split import Split

    if arguments.pieces < 1:
        raise UserError("--pieces is 1 or more", "Leave it out for the default.")
    out = Path(arguments.out).expanduser()
    order = tuple(numbers(arguments.pieces, Split(arguments.split) if arguments.split else None))
    line = console.progress("styles")
    done = 0

    def on_piece(_folder: Path) -> None:
        nonlocal done
        done += 1
        line(done / len(order), f"{done} pieces made")

    try:
        made = write_corpus(out, order, on_piece=on_piece)
    except OSError as error:
        raise known_error(error) from error
    finally:
        line.close()
    document = {"folder": str(out), "num_pieces": len(order), "num_made": made}
    console.result(document, f"{len(order)} pieces in {out}; {made} made now")


def _variety(arguments: argparse.Namespace, console: Console) -> None:
    from trainer.synth_corpus.variety import measure_variety, write_report

    if arguments.pieces < 2:
        raise UserError("Variety needs at least two pieces for each style", "Raise --pieces.")
    _check_numbers(arguments)
    line = console.progress("variety")
    try:
        report = measure_variety(
            arguments.pieces,
            seed=arguments.seed,
            workers=arguments.workers,
            on_piece=lambda done, total: line(done / total, f"{done} of {total} pieces"),
        )
    finally:
        line.close()
    out = Path(arguments.out).expanduser()
    files = write_report(out, report)
    console.result({"folder": str(out), "files": files, **report.document()}, f"{out}: {', '.join(files)}")
