"""``aurax rate unblind`` and ``aurax rate report``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from engine.cli.rate_sessions import now

if TYPE_CHECKING:
    import argparse

    from engine.cli.console import Console


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


def report(arguments: argparse.Namespace, console: Console) -> None:
    """Write the report."""
    from engine.core.codec import to_builtins
    from engine.rating.opened import found_in, report_folder
    from engine.rating.report_files import write_report
    from engine.rating.report_text import sentences

    folder = Path(arguments.session).expanduser().absolute()
    document, rows = found_in(folder)
    out = Path(arguments.out).expanduser() if arguments.out else report_folder(folder)
    write_report(document, rows, out)
    text = "\n".join([*sentences(document), f"The report is in {out}"])
    console.result({"folder": str(out), **to_builtins(document)}, text)
