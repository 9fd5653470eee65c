"""The end of a session: the key is opened, once, and voting is over."""

from __future__ import annotations

from pathlib import Path

from engine.core.errors import UserError
from engine.core.rating import Session
from engine.rating import sealed, store
from engine.rating.sessions import Unblinded, damaged_items, read_unblinded, write_unblinded


def left_to_do(folder: Path, session: Session) -> int:
    """Votes that were declared and have not come: of planned raters who are missing, and of those who are not done."""
    done = sorted((len(ballot.votes) for ballot in store.ballots(folder)), reverse=True)
    planned = max(len(session.plans), len(done))
    return planned * session.num_trials - sum(done)


def unblind(folder: Path, session: Session, key_file: Path, *, at: str, early: str = "") -> Unblinded:
    """Open the key; a session that is open already stays as it was.

    Args:
        folder: Of the session.
        session: What it holds.
        key_file: The sealed key.
        at: Now, ISO 8601.
        early: Why it is opened before the declared number of votes is reached; it stands in the report.

    Raises:
        UserError: If votes are missing and no reason is given, there is none at all, or the key does not fit.
    """
    opened = read_unblinded(folder)
    if opened is not None:
        return opened
    left = left_to_do(folder, session)
    if left > 0 and not early.strip():
        raise UserError(
            f"{left} of the declared votes have not come yet: looking now would bias what is found",
            "Wait for them, or give a reason with --early; the report will name it.",
        )
    kept = store.ballots(folder)
    if not any(ballot.votes for ballot in kept):
        raise UserError("There are no votes yet", "Vote with: aurax rate serve-next and aurax rate vote.")
    damaged = damaged_items(folder, session)
    if damaged:
        raise UserError(
            f"The audio of {len(damaged)} items is not what the session was made with",
            "Votes on changed audio say nothing: restore the items folder.",
        )
    opened = Unblinded(
        at, left <= 0, sum(len(ballot.votes) for ballot in kept), store.fingerprint(kept),
        sealed.read_key(key_file, session), early.strip(),
    )  # fmt: skip
    write_unblinded(folder, opened)
    return opened
