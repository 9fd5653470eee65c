"""Votes joined with the key: one row for each answer, in the words of the report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from engine.core.errors import UserError
from engine.core.rating import (
    CANNOT_JUDGE,
    CATCH,
    FIRST,
    MAIN,
    MUSHRA,
    PAIRS,
    REPEAT,
    SECOND,
    Answer,
    ItemKey,
    RaterProfile,
    Session,
    SessionKey,
    Vote,
)
from engine.rating import preregistration
from engine.rating.intervals import binomial_p
from engine.rating.store import Ballot


@dataclass(frozen=True, slots=True)
class Row:
    """An answered trial with what was played in it, by place; ``role`` is main, repeat or catch."""

    rater: RaterProfile
    vote: Vote
    role: str
    items: tuple[ItemKey, ...]
    item_ids: tuple[str, ...]
    repeats: str | None
    expected: str | None

    @property
    def systems(self) -> tuple[str, ...]:
        return tuple(item.system for item in self.items)

    @property
    def prompt(self) -> str:
        return self.items[0].prompt

    def answer(self, question: str) -> Answer | None:
        """None where the rater could not judge or the question was not asked."""
        given = self.vote.answers.get(question)
        return None if given == CANNOT_JUDGE else given


@dataclass(frozen=True, slots=True)
class RaterReport:
    """How reliable a rater was, and why they are left out (empty: they are not).

    ``repeats_same`` of ``repeats`` were answered as before; ``catches_right`` of ``catches`` were passed;
    ``first_share``: of answers for the first place, with the p of a fair coin; ``median_seconds`` of a trial.
    """

    rater: RaterProfile
    trials: int
    repeats: int
    repeats_same: int
    catches: int
    catches_right: int
    first_share: float | None
    first_p: float | None
    median_seconds: float | None
    excluded: str = ""


def rows_of(session: Session, key: SessionKey, ballots: Iterable[Ballot]) -> list[Row]:
    """All answered trials.

    Raises:
        UserError: If a vote is on a trial that the key does not know.
    """
    trials = {trial.id: trial for plan in session.plans for trial in plan}
    rows = []
    for ballot in ballots:
        for vote in ballot.votes:
            if vote.trial not in trials or vote.trial not in key.trials:
                raise UserError("There is a vote on a trial that the key does not know", "Import the votes again.")
            trial, hidden = trials[vote.trial], key.trials[vote.trial]
            items = tuple(key.items[item] for item in trial.items)
            rows.append(Row(ballot.rater, vote, hidden.role, items, trial.items, hidden.repeats, hidden.expected))
    return rows


def rater_reports(session: Session, rows: Sequence[Row], ballots: Iterable[Ballot]) -> list[RaterReport]:
    """Each rater's reliability under the rules that were declared; they know no other reason to leave one out."""
    return [_report(session, [row for row in rows if row.rater.id == one.rater.id], one.rater) for one in ballots]


def counted(rows: Sequence[Row], reports: Sequence[RaterReport]) -> list[Row]:
    """The rows results are made of: main trials of raters who are not left out."""
    kept = {report.rater.id for report in reports if not report.excluded}
    return [row for row in rows if row.role == MAIN and row.rater.id in kept]


def _report(session: Session, rows: Sequence[Row], rater: RaterProfile) -> RaterReport:
    main = session.questions[0].id
    by_trial = {row.vote.trial: row for row in rows}
    repeats = [(row, by_trial[row.repeats]) for row in rows if row.role == REPEAT and row.repeats in by_trial]
    same = sum(_chosen(again, main) == _chosen(before, main) for again, before in repeats)
    passed = [_passed(session, row, rows) for row in rows if row.role == CATCH]
    known = [one for one in passed if one is not None]
    sides = [row.answer(main) for row in rows if row.role == MAIN and row.answer(main) in (FIRST, SECOND)]
    firsts = sum(side == FIRST for side in sides)
    seconds = sorted(row.vote.seconds for row in rows)
    is_paired = session.kind == PAIRS and bool(sides)
    return RaterReport(
        rater,
        len(rows),
        len(repeats),
        same,
        len(known),
        sum(known),
        firsts / len(sides) if is_paired else None,
        binomial_p(firsts, len(sides)) if is_paired else None,
        seconds[len(seconds) // 2] if seconds else None,
        _why_excluded(session, rows, known),
    )


def _chosen(row: Row, question: str) -> object:
    """An answer that does not depend on the places: the system that was taken, or the scale's number."""
    answer = row.answer(question)
    if answer in (FIRST, SECOND):
        return row.systems[0 if answer == FIRST else 1]
    return answer


def _passed(session: Session, row: Row, rows: Sequence[Row]) -> bool | None:
    """Whether a catch was passed; None where it cannot be told."""
    if session.kind == PAIRS:
        answer = row.answer(session.questions[0].id)
        taken = {FIRST: 0, SECOND: 1}.get(str(answer))
        return taken is not None and row.item_ids[taken] == row.expected
    degraded = row.answer("mix")
    whole = next((one.answer("mix") for one in rows if one.item_ids == (row.expected,)), None)
    if not isinstance(degraded, int) or not isinstance(whole, int):
        return None
    return degraded <= whole


def _why_excluded(session: Session, rows: Sequence[Row], passed: Sequence[bool]) -> str:
    if len(rows) < preregistration.LEAST_ANSWERED * session.num_trials:
        return f"answered {len(rows)} of {session.num_trials} trials"
    failed = len(passed) - sum(passed)
    if passed and failed / len(passed) > preregistration.MOST_CATCHES_FAILED:
        return f"failed {failed} of {len(passed)} catch trials"
    if session.kind == MUSHRA:
        low = [_reference_rating(row) < preregistration.REFERENCE_LEAST for row in rows]
        if sum(low) > preregistration.REFERENCE_MOST_BELOW * len(low):
            return (
                f"put the hidden reference below {preregistration.REFERENCE_LEAST} in {sum(low)} of {len(low)} trials"
            )
    return ""


def _reference_rating(row: Row) -> float:
    ratings = next(iter(row.vote.answers.values()))
    place = next(index for index, item in enumerate(row.items) if item.role == "reference")
    return float(ratings[place]) if isinstance(ratings, list) else 0.0
