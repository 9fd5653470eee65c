"""Everything a session has found, as one document."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from engine.core.rating import MUSHRA, PAIRS, Session
from engine.rating import preferences, rated
from engine.rating.power import before
from engine.rating.results import RaterReport, counted, rater_reports, rows_of
from engine.rating.sessions import Unblinded
from engine.rating.store import Ballot, fingerprint

SCHEMA = "aurax.rating-report/1"
_FEW_RATERS = 8


def find(session: Session, opened: Unblinded, ballots: Sequence[Ballot]) -> dict[str, Any]:
    """The report's document.

    Args:
        session: Declared before.
        opened: The key, and how it was opened.
        ballots: Votes that are kept now; withdrawn ones are gone.
    """
    rows = rows_of(session, opened.key, ballots)
    reports = rater_reports(session, rows, ballots)
    kept = counted(rows, reports)
    systems = list(opened.key.systems)
    document: dict[str, Any] = {
        "schema": SCHEMA,
        "session": session.id,
        "kind": session.kind,
        "title": session.title,
        "made_at": session.made_at,
        "unblinded_at": opened.at,
        "seed": opened.key.seed,
        "preregistration": session.preregistration,
        "preregistration_sha256": session.preregistration_sha256,
        "systems": systems,
        "votes": len(rows),
        "counted": len(kept),
        "raters": [_rater(report) for report in reports],
        "remarks": _remarks(session, opened, ballots, reports),
    }
    if session.kind == PAIRS:
        document["questions"] = [preferences.compare(kept, systems, one.id) for one in session.questions]
        document["power_before"] = before(_main_trials(session, opened) * len(session.plans), len(session.plans))
    elif session.kind == MUSHRA:
        document["against_reference"] = rated.compare_with_reference(kept, systems)
    else:
        document["ratings"] = rated.rate(kept, session, systems)
    mission = rated.mission(kept, systems)
    if mission:
        document["mission"] = mission
    return document


def _main_trials(session: Session, opened: Unblinded) -> int:
    return sum(opened.key.trials[trial.id].role == "main" for trial in session.plans[0])


def _rater(report: RaterReport) -> dict[str, Any]:
    rater = report.rater
    return {
        "pseudonym": rater.pseudonym,
        "role": rater.role,
        "years": rater.years,
        "scene": rater.scene,
        "listening": rater.listening,
        "trials": report.trials,
        "repeats": report.repeats,
        "repeats_same": report.repeats_same,
        "catches": report.catches,
        "catches_right": report.catches_right,
        "first_share": report.first_share,
        "first_p": report.first_p,
        "median_seconds": report.median_seconds,
        "excluded": report.excluded,
    }


def _remarks(
    session: Session, opened: Unblinded, ballots: Sequence[Ballot], reports: Sequence[RaterReport]
) -> list[str]:
    kept = [report for report in reports if not report.excluded]
    remarks = ["What is found holds for the items that were played and for raters like these."]
    if not opened.complete:
        remarks.append(f"The session was opened before all declared votes were there: {opened.reason}.")
    if fingerprint(ballots) != opened.votes_sha256:
        remarks.append("Votes have changed since the session was opened: a rater has withdrawn, or files were edited.")
    remarks += [
        f"{report.rater.pseudonym} is left out by the declared rules: {report.excluded}."
        for report in reports
        if report.excluded
    ]
    if not kept:
        remarks.append("Nobody's answers count, so nothing is found.")
    elif len(kept) < _FEW_RATERS:
        who = "1 rater is" if len(kept) == 1 else f"{len(kept)} raters are"
        remarks.append(f"{who} few: intervals are wide and the design effect is a guess.")
    if session.kind == PAIRS and len(session.questions) > 1:
        remarks.append("Questions after the first are exploratory; no correction for their number is made.")
    torn = sum(ballot.num_torn for ballot in ballots)
    if torn:
        remarks.append(f"{torn} half-written lines, of votes that were not confirmed to the rater, were passed over.")
    return remarks
