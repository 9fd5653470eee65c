"""What a blind test asks of the engine; each call reads or writes files and runs in a thread."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from engine.core.errors import UserError
from engine.core.rating import PAIRS, NextTrial, RaterProfile, Session, Vote
from engine.jobs.rating_sources import items_of
from engine.rating import design, serving, store, unblinding
from engine.rating.building import Order, build
from engine.rating.level_check import write_level_sound
from engine.rating.opened import found_in, report_folder
from engine.rating.power import before
from engine.rating.questions import questions_for
from engine.rating.report_files import HTML, write_report
from engine.rating.sessions import item_path, key_path, read_session, read_unblinded
from engine.rating.stimuli import Cut

_REPEATS, _TRIALS_PER_CATCH = 0.1, 20


@dataclass(frozen=True, slots=True)
class Overview:
    """A session before anybody votes now.

    Args:
        folder: Of the session.
        session: What it holds.
        raters: Who has begun, with how many votes.
        left: Votes that were declared and have not come.
        is_opened: Whether the key was opened, so that nobody votes any more.
    """

    folder: Path
    session: Session
    raters: tuple[tuple[str, int], ...]
    left: int
    is_opened: bool


@dataclass(frozen=True, slots=True)
class Sitting:
    """A rater at their trials: who, and what comes next."""

    rater: RaterProfile
    trial: NextTrial


@dataclass(frozen=True, slots=True)
class Results:
    """An opened session: the findings' document and where the report lies."""

    document: dict[str, Any]
    folder: Path

    @property
    def page(self) -> Path:
        """The report as one HTML file."""
        return self.folder / HTML


def now() -> str:
    """The moment a record carries, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def look(folder: Path) -> Overview:
    """A session's state; counts only.

    Raises:
        UserError: If there is no whole session.
    """
    session = read_session(folder)
    kept = store.ballots(folder)
    raters = tuple((ballot.rater.pseudonym, len(ballot.votes)) for ballot in kept)
    left = unblinding.left_to_do(folder, session)
    return Overview(folder, session, raters, left, read_unblinded(folder) is not None)


def join(folder: Path, session: Session, profile: RaterProfile) -> Sitting:
    """Let a rater in, or back in.

    Raises:
        UserError: Without consent, after a withdrawal, once the session is opened, or if an item is missing.
    """
    missing = [item for item in session.items if not item_path(folder, item).is_file()]
    if missing:
        raise UserError(f"{len(missing)} sounds of this test are missing", "Take a fresh copy of the session.")
    rater = serving.join(folder, session, profile)
    return Sitting(rater, serving.next_trial(folder, session, rater.id))


def cast(folder: Path, session: Session, vote: Vote) -> NextTrial:
    """Keep a vote; when this returns it is on the disk. Tells the next trial.

    Raises:
        UserError: If it does not fit, or the disk does not take it.
    """
    serving.vote(folder, session, vote)
    return serving.next_trial(folder, session, vote.rater)


def withdraw(folder: Path, session: Session, pseudonym: str) -> Overview:
    """Delete a rater's votes and profile for good."""
    store.withdraw(folder, session, store.rater_id(session, pseudonym))
    return look(folder)


def finish(folder: Path, session: Session, key_file: Path, early: str) -> Results:
    """Open the key, which ends voting, and write the report.

    Raises:
        UserError: If votes are missing and no reason is given, or the key does not fit.
    """
    unblinding.unblind(folder, session, key_file, at=now(), early=early)
    return results(folder)


def results(folder: Path) -> Results:
    """The report of an opened session, written anew.

    Raises:
        UserError: While it is blind.
    """
    document, rows = found_in(folder)
    target = report_folder(folder)
    write_report(document, rows, target)
    return Results(document, target)


def make(folder: Path, systems: Sequence[tuple[str, Path]], wanted: design.Numbers, title: str) -> Overview:
    """A new test of pairs, with its key beside it.

    Raises:
        UserError: If the systems share no pieces, a name tells a system, or something lies there already.
        AudioReadError: If a piece cannot be heard.
    """
    order = Order(
        kind=PAIRS,
        systems={name: items_of(path, by_order=False) for name, path in systems},
        questions=questions_for(PAIRS),
        numbers=wanted,
        cut=Cut(),
        title=title,
        seed=secrets.randbits(63),
        made_at=now(),
    )
    build(order, folder, key_path(folder))
    return look(folder)


def numbers_of(trials: int, raters: int) -> design.Numbers:
    """So many trials with the usual share of repeats and catch trials.

    Raises:
        UserError: If they are too few for that.
    """
    return design.Numbers(trials, raters, round(_REPEATS * trials), round(trials / _TRIALS_PER_CATCH))


def can_find(trials: int, raters: int) -> str:
    """What so many votes can find, and how many a preference of 60 % takes."""
    return before(numbers_of(trials, raters).main * raters, raters)


def level_sound(path: Path) -> Path:
    """The sound the level is set with."""
    return write_level_sound(path)
