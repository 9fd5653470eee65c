"""Votes of several machines in one session: a file goes from each tester to whoever makes the report.

It holds votes only; audio and key stay where they are. Taking it twice changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import msgspec

from engine.core.codec import decode_json, encode_json
from engine.core.errors import UserError
from engine.core.rating import RaterProfile, Session, Vote
from engine.rating import store
from engine.rating.serving import check_answers
from engine.rating.sessions import refuse_if_unblinded
from engine.whole_file import write_bytes

SCHEMA = "aurax.rating-votes/1"


@dataclass(frozen=True, slots=True)
class VotesFile:
    """What travels: the session's id and declared rules, and ballots."""

    session: str
    preregistration_sha256: str
    ballots: tuple[store.Ballot, ...]
    schema: str = SCHEMA


@dataclass(frozen=True, slots=True)
class Merged:
    """What came in: new votes, and those that were here already; raters who had withdrawn are passed over."""

    num_raters: int
    num_new: int
    num_known: int
    num_withdrawn: int


def export_votes(folder: Path, session: Session, target: Path, *, rater: str | None = None) -> int:
    """Write the votes of all raters, or one, into a file; returns how many."""
    kept = [ballot for ballot in store.ballots(folder) if rater is None or ballot.rater.id == rater]
    if not kept:
        raise UserError("There are no votes to export yet", "Vote first, or name another --rater.")
    content = VotesFile(session.id, session.preregistration_sha256, tuple(kept))
    write_bytes(target, encode_json(content, indent=1) + b"\n")
    return sum(len(ballot.votes) for ballot in kept)


def import_votes(folder: Path, session: Session, source: Path) -> Merged:
    """Take the votes of a file that are not here yet. All are checked before the first is taken.

    Raises:
        UserError: If the file is of another session, does not fit, or two raters of one name differ.
    """
    refuse_if_unblinded(folder)
    content = _read(source)
    if (content.session, content.preregistration_sha256) != (session.id, session.preregistration_sha256):
        raise UserError(f"{source} holds votes of another session", "Import it where its session lies.")
    welcome = [one for one in content.ballots if not store.has_withdrawn(folder, session, one.rater.id)]
    fresh = [_fresh(folder, session, ballot) for ballot in welcome]
    for rater, votes in fresh:
        for record in ([rater] if rater else []) + list(votes):
            store.append(folder, record)
    num_new = sum(len(votes) for _, votes in fresh)
    num_known = sum(len(ballot.votes) for ballot in welcome) - num_new
    return Merged(len(welcome), num_new, num_known, len(content.ballots) - len(welcome))


def _read(source: Path) -> VotesFile:
    try:
        content = decode_json(source.read_bytes(), VotesFile)
    except OSError as error:
        raise UserError(f"Cannot read {source}: {error.strerror}", "Name a file made by: aurax rate export") from error
    except (ValueError, msgspec.MsgspecError) as error:
        raise UserError(f"{source} is no file of votes: {error}", "Name a file made by: aurax rate export") from error
    if content.schema != SCHEMA:
        raise UserError(f"{source} was written by another version ({content.schema})", "Update the product.")
    return content


def _fresh(folder: Path, session: Session, ballot: store.Ballot) -> tuple[RaterProfile | None, list[Vote]]:
    """The rater, if new here, and the votes that are new here."""
    rater = ballot.rater
    if rater.id != store.rater_id(session, rater.pseudonym) or not 0 <= rater.plan < len(session.plans):
        raise UserError(f"The rater {rater.pseudonym} does not belong to this session", "Export the votes again.")
    here = store.ballot_of(folder, rater.id)
    if here is not None and here.rater != rater:
        raise UserError(
            f"Two raters call themselves {rater.pseudonym}", "One of them takes another name and votes again."
        )
    trials = {trial.id: trial for trial in session.plans[rater.plan]}
    known = {vote.trial for vote in here.votes} if here else set()
    for vote in ballot.votes:
        if vote.trial not in trials or vote.rater != rater.id:
            raise UserError(f"A vote of {rater.pseudonym} is on a trial that is not theirs", "Export the votes again.")
        check_answers(vote.answers, session.questions, len(trials[vote.trial].items))
    return (None if here else rater), [vote for vote in ballot.votes if vote.trial not in known]
