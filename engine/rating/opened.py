"""What an unblinded session holds: its rows that count, and its findings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from engine.core.errors import UserError
from engine.core.rating import Session
from engine.rating import store
from engine.rating.findings import find
from engine.rating.results import Row, counted, rater_reports, rows_of
from engine.rating.sessions import Unblinded, read_session, read_unblinded


def _opened(folder: Path) -> tuple[Session, Unblinded]:
    session, opened = read_session(folder), read_unblinded(folder)
    if opened is None:
        raise UserError("Results are not shown while a session is blind", f"End it with: aurax rate unblind {folder}")
    return session, opened


def counted_rows(folder: Path) -> list[Row]:
    """The rows of an unblinded session that results are made of.

    Raises:
        UserError: If it is still blind.
    """
    session, opened = _opened(folder)
    kept = store.ballots(folder)
    rows = rows_of(session, opened.key, kept)
    return counted(rows, rater_reports(session, rows, kept))


def found_in(folder: Path) -> tuple[dict[str, Any], list[Row]]:
    """The findings of an unblinded session, and all its rows.

    Raises:
        UserError: If it is still blind.
    """
    session, opened = _opened(folder)
    kept = store.ballots(folder)
    return find(session, opened, kept), rows_of(session, opened.key, kept)


def report_folder(folder: Path) -> Path:
    """Where a session's report lies unless another place was named: beside it."""
    folder = folder.absolute()
    return folder.with_name(f"{folder.name}-report")
