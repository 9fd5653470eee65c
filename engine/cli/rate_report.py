"""``aurax rate unblind`` and ``aurax rate report``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.cli.rate_sessions import now
from engine.core.errors import UserError

if TYPE_CHECKING:
    import argparse

    from engine.cli.console import Console
    from engine.rating.results import Row


def unblind(arguments: argparse.Namespace, console: Console) -> None:
    """Open the key."""
    from engine.rating import unblinding
    from engine.rating.sessions import key_path, read_session

    folder = Path(arguments.session).expanduser()
    session = read_session(folder)
    key = Path(arguments.key).expanduser() if arguments.key else key_path(folder)
    opened = unblinding.unblind(folder, session, key, at=now(), early=arguments.early)
    document = {
        "unblinded_at": opened.at,
        "complete": opened.complete,
        "votes": opened.num_votes,
        "votes_sha256": opened.votes_sha256,
        "systems": list(opened.key.systems),
    }
    console.result(document, f"opened on {opened.num_votes} votes; voting is over. See: aurax rate report {folder}")


def counted_rows(folder: Path) -> list[Row]:
    """The rows of an unblinded session that results are made of.

    Raises:
        UserError: If it is still blind.
    """
    from engine.rating import store
    from engine.rating.results import counted, rater_reports, rows_of
    from engine.rating.sessions import read_session, read_unblinded

    session, opened = read_session(folder), read_unblinded(folder)
    if opened is None:
        raise UserError(f"{folder} is still blind", f"End it with: aurax rate unblind {folder}")
    kept = store.ballots(folder)
    rows = rows_of(session, opened.key, kept)
    return counted(rows, rater_reports(session, rows, kept))


def found_in(folder: Path) -> tuple[dict[str, Any], Any]:
    """The findings of an unblinded session, and its rows.

    Raises:
        UserError: If it is still blind.
    """
    from engine.rating import store
    from engine.rating.findings import find
    from engine.rating.results import rows_of
    from engine.rating.sessions import read_session, read_unblinded

    session = read_session(folder)
    opened = read_unblinded(folder)
    if opened is None:
        raise UserError("Results are not shown while a session is blind", f"End it with: aurax rate unblind {folder}")
    kept = store.ballots(folder)
    return find(session, opened, kept), rows_of(session, opened.key, kept)


def report(arguments: argparse.Namespace, console: Console) -> None:
    """Write the report."""
    from engine.core.codec import to_builtins
    from engine.rating.report_files import write_report
    from engine.rating.report_text import sentences

    folder = Path(arguments.session).expanduser().absolute()
    document, rows = found_in(folder)
    out = Path(arguments.out).expanduser() if arguments.out else folder.with_name(f"{folder.name}-report")
    write_report(document, rows, out)
    text = "\n".join([*sentences(document), f"The report is in {out}"])
    console.result({"folder": str(out), **to_builtins(document)}, text)
