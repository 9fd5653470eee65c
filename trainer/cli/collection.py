"""``aurax train collection import|rights|label|report|sample``: the user's own songs as material to train on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.core.errors import UserError

if TYPE_CHECKING:
    import argparse

    from engine.cli.console import Console
    from engine.library import Library
    from trainer.collection.statements import Statement
    from trainer.collection.survey import Survey, Terms

STATE_FOLDER = "training"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verbs and their arguments."""
    from engine.cli import library_analysis
    from trainer.collection.statements import RIGHTS
    from trainer.event_lines import add_argument

    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    take = verbs.add_parser("import", help="songs and folders into the library, analysed; the same command goes on")
    take.add_argument("paths", nargs="+", metavar="PATH", help="songs, or folders that are searched for songs")
    take.add_argument("--rights", choices=RIGHTS, help="of all of them; nothing without rights gets into a data set")
    _add_said(take)
    library_analysis.add_switch(take)
    add_argument(take)
    rights = verbs.add_parser("rights", help="state or show the rights of folders and songs; earlier ones are kept")
    rights.add_argument("paths", nargs="*", metavar="PATH", help="folders or songs; none: show what was stated")
    rights.add_argument("--as", dest="rights", choices=RIGHTS, help="none given: show what holds for each PATH")
    _add_said(rights)
    report = verbs.add_parser("report", help="what may be trained on, what not and why; balance, bias, cost")
    report.add_argument("paths", nargs="*", metavar="PATH", help="only what lies at or below these")
    report.add_argument("--out", metavar="DIR", help="also report.json and report.md")
    report.add_argument("--songs", action="store_true", help="with --json: a row for every song, not the totals alone")
    report.add_argument("--gpu-usd-hour", type=float, metavar="X", help="price of a GPU hour, for the estimates")
    add_terms(report)
    sample = verbs.add_parser("sample", help="render a collection to rehearse with: tagged MP3s, some of them faulty")
    sample.add_argument("--out", required=True, metavar="DIR", help="an interrupted run goes on there")
    sample.add_argument("--songs", type=int, default=200, metavar="N", help="files in all (default 200)")
    sample.add_argument("--faulty", type=int, default=10, metavar="N", help="broken, copied or without rights")
    sample.add_argument("--seconds", type=float, default=125.0, metavar="N", help="length of a song (default 125)")
    sample.add_argument("--seed", type=int, default=0, metavar="N")
    sample.add_argument("--workers", type=int, metavar="N", help="processes; default one per core")


def _add_said(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("what is said of them")
    group.add_argument("--proof", metavar="TEXT", help="where the permission is written down")
    group.add_argument("--region", metavar="TEXT", help="where the music comes from, such as Soweto")
    group.add_argument("--style", metavar="TEXT", help="what it is, such as 'private school'")
    group.add_argument("--by", metavar="NAME", help="who says so (default: your name on this machine)")


def add_terms(parser: argparse.ArgumentParser) -> None:
    """Quality rules, and whether research recordings count."""
    from trainer.collection.rules import QualityRules

    usual = QualityRules()
    group = parser.add_argument_group("what a song must have")
    group.add_argument("--min-kbps", type=float, default=usual.min_kbps, metavar="N", help="of MP3 (default 320)")
    group.add_argument("--min-minutes", type=float, default=usual.min_seconds / 60, metavar="N", help="default 2")
    group.add_argument("--max-minutes", type=float, default=usual.max_seconds / 60, metavar="N", help="default 6")
    group.add_argument("--max-clipped", type=float, default=usual.max_clipped, metavar="X", help="share of its samples")
    group.add_argument("--max-silence", type=float, default=usual.max_silence, metavar="X", help="share of its length")
    group.add_argument("--min-rate", type=int, default=usual.min_sample_rate, metavar="HZ", help="default 44100")
    group.add_argument("--bpm", type=_bpm_range, metavar="A-B", help="tempo, such as 100-130 for amapiano; default any")
    group.add_argument("--reviewed", action="store_true", help="only songs that a person has labelled (aurax labels)")
    group.add_argument("--strict", action="store_true", help="only what the analysis finds good in every respect")
    group.add_argument("--research", action="store_true", help="also recordings for research only")


def _bpm_range(text: str) -> tuple[float, float]:
    import argparse

    first, _, last = text.partition("-")
    try:
        slowest, fastest = float(first), float(last)
    except ValueError:
        slowest = fastest = 0.0
    if not 0.0 < slowest < fastest < 1_000.0:
        raise argparse.ArgumentTypeError(f"expected two tempi such as 100-130, got {text!r}")
    return slowest, fastest


def terms_of(arguments: argparse.Namespace) -> Terms:
    """The terms named on the command line.

    Raises:
        UserError: If they contradict each other.
    """
    from engine.jobs.collect import canonical
    from trainer.collection.rules import QualityRules
    from trainer.collection.survey import Terms

    if not 0.0 <= arguments.min_minutes < arguments.max_minutes:
        raise UserError(
            f"Songs of {arguments.min_minutes:g} to {arguments.max_minutes:g} minutes cannot be",
            "Choose --min-minutes below --max-minutes.",
        )
    rules = QualityRules(
        min_kbps=arguments.min_kbps,
        min_seconds=60.0 * arguments.min_minutes,
        max_seconds=60.0 * arguments.max_minutes,
        max_clipped=arguments.max_clipped,
        max_silence=arguments.max_silence,
        min_sample_rate=arguments.min_rate,
        bpm=arguments.bpm,
        is_strict=arguments.strict,
    )
    paths = tuple(canonical(str(Path(path).expanduser())) for path in arguments.paths)
    return Terms(rules, arguments.research, paths, arguments.reviewed)


def run(arguments: argparse.Namespace, console: Console) -> None:
    """Do one verb."""
    verbs: dict[str, Callable[[argparse.Namespace, Console], None]] = {
        "import": _import,
        "rights": _rights,
        "report": _report,
        "sample": _sample,
    }
    verbs[arguments.verb](arguments, console)


def state_folder(console: Console) -> Path:
    """Where the trainer keeps what the user has stated."""
    return console.paths.home / STATE_FOLDER


def _import(arguments: argparse.Namespace, console: Console) -> None:
    from engine.cli import library_analysis
    from engine.core.track import Rights
    from engine.library import Library
    from trainer.collection.importing import import_songs
    from trainer.event_lines import EventLines

    paths = [_canonical(path) for path in arguments.paths]
    missing = [path for path in paths if not path.exists()]
    if missing:
        raise UserError(f"There is nothing at {missing[0]}", "Check the path.")
    events = EventLines(console, "collection import", arguments.events)
    watched = events.watching()
    said = _state_all(paths, arguments, console)
    rights = Rights()
    if arguments.rights not in (None, "none"):
        rights = Rights(arguments.rights, arguments.rights in ("own", "licensed"), arguments.proof or "")
    with Library.open(console.paths.library) as library:
        document = import_songs(paths, rights, watched, events, library)
        _mirror(paths, arguments, library)
        if arguments.analyze:
            document["analysis"] = library_analysis.analyse(paths, arguments, watched, library)
    console.failed = watched.failed
    document["stated"] = len(said)
    text = (
        f"{document['imported']} imported, {document['duplicates']} copies, {document['unchanged']} unchanged, "
        f"{len(document['failed'])} could not be read"
    )
    if arguments.analyze:
        text += f"\n{library_analysis.summary(document['analysis'])}"
    if arguments.rights is None:
        text += "\nno rights were stated: nothing of it gets into a data set before you do (collection rights --as …)"
    events.result(document, text)


def _canonical(path: str) -> Path:
    from engine.jobs.collect import canonical

    return Path(canonical(str(Path(path).expanduser())))


def _state_all(paths: Sequence[Path], arguments: argparse.Namespace, console: Console) -> list[Statement]:
    """Write down what is said of the paths; nothing where nothing is said."""
    from trainer.collection.statements import Statement, state

    said = (arguments.rights, arguments.proof, arguments.region, arguments.style)
    if all(one is None for one in said):
        return []
    if arguments.proof is not None and arguments.rights is None:
        raise UserError("A proof says under which rights", "Add --rights (import) or --as (rights).")
    return [
        state(
            state_folder(console),
            Statement(
                place=str(path),
                rights=arguments.rights,
                proof=arguments.proof,
                region=arguments.region,
                style=arguments.style,
                by=arguments.by or "",
            ),
        )
        for path in paths
    ]


def _mirror(paths: Sequence[Path], arguments: argparse.Namespace, library: Library) -> None:
    """The app shows one pair of rights a recording: the newest statement."""
    from engine.core.track import Rights
    from engine.jobs.analyze_tracks import tracks_at

    if arguments.rights is None:
        return
    licence = "unknown" if arguments.rights == "none" else arguments.rights
    rights = Rights(licence, arguments.rights in ("own", "licensed"), arguments.proof or "")
    with library.transaction():
        for track in tracks_at([str(path) for path in paths], library):
            if track.rights != rights:
                library.tracks.set_rights(track.id, rights)


def _rights(arguments: argparse.Namespace, console: Console) -> None:
    from engine.core.codec import to_builtins
    from engine.library import Library
    from trainer.collection.statements import read_statements

    paths = [_canonical(path) for path in arguments.paths]
    if said := _state_all(paths, arguments, console):
        with Library.open(console.paths.library) as library:
            _mirror(paths, arguments, library)
        lines = [f"{one.place}: {_words(one)} (by {one.by}, {one.at})" for one in said]
        console.result({"stated": to_builtins(said)}, "\n".join(lines))
        return
    statements = read_statements(state_folder(console))
    for problem in statements.problems:
        console.problem(problem)
    if paths:
        holds = {str(path): to_builtins(statements.of([str(path)])) for path in paths}
        lines = [f"{path}: {own['rights']}, by {own['by'] or 'nobody'} {own['at']}" for path, own in holds.items()]
        console.result({"holds": holds}, "\n".join(lines))
        return
    lines = [f"{one.at}  {one.by}: {one.place}: {_words(one)}" for one in statements.all]
    console.result({"statements": to_builtins(statements.all)}, "\n".join(lines) or "nothing was stated yet")


def _words(said: Statement) -> str:
    parts = (("rights", said.rights), ("proof", said.proof), ("region", said.region), ("style", said.style))
    return ", ".join(f"{name} {value}" for name, value in parts if value is not None)


def look(console: Console, library: Library, terms: Terms) -> Survey:
    """The survey with a progress line."""
    from trainer.collection.statements import read_statements
    from trainer.collection.survey import survey

    line = console.progress("looking at songs")
    try:
        return survey(
            library,
            read_statements(state_folder(console)),
            terms,
            on_song=lambda done, total: line(done / total, f"{done} of {total}"),
        )
    finally:
        line.close()


def _report(arguments: argparse.Namespace, console: Console) -> None:
    from engine.jobs.analyze_tracks import default_workers
    from engine.library import Library
    from trainer.collection.advice import GPU_USD_HOUR
    from trainer.collection.report import report_document, report_lines, song_rows, write_report

    with Library.open(console.paths.library) as library:
        found = look(console, library, terms_of(arguments))
    price = GPU_USD_HOUR if arguments.gpu_usd_hour is None else arguments.gpu_usd_hour
    document: dict[str, Any] = report_document(
        found, workers=default_workers(console.settings.jobs.cpu_workers), gpu_usd_hour=price
    )
    if arguments.songs:
        document["songs"] = song_rows(found)
    if arguments.out:
        document["files"] = write_report(Path(arguments.out).expanduser(), document)
    console.result(document, "\n".join(report_lines(document)))


def _sample(arguments: argparse.Namespace, console: Console) -> None:
    from engine.jobs.boundary import known_error
    from trainer.collection.sample import SampleOrder, sample_document, write_sample

    if not 1 <= arguments.faulty + 1 <= arguments.songs <= 100_000:
        raise UserError("There must be more songs than faulty ones", "Choose --songs above --faulty, at most 100000.")
    if not 10.0 <= arguments.seconds <= 600.0:
        raise UserError(f"--seconds {arguments.seconds:g} cannot be made", "Choose 10 to 600.")
    out = Path(arguments.out).expanduser()
    order = SampleOrder(str(out), arguments.songs, arguments.faulty, arguments.seconds, arguments.seed)
    line = console.progress("rendering songs")
    try:
        files = write_sample(
            order,
            workers=arguments.workers,
            on_file=lambda done, total: line(done / total, f"{done} of {total} files"),
        )
    except OSError as error:
        raise known_error(error) from error
    finally:
        line.close()
    document = {"folder": str(out), **sample_document(files)}
    console.result(document, ", ".join(f"{value} {name.replace('_', ' ')}" for name, value in document.items()))
