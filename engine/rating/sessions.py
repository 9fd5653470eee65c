"""A session's folder: ``session.json``, ``items/<id>.wav``, ``votes/<rater>.jsonl``; at its end ``unblinded.json``."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import msgspec

from engine.core.codec import decode_json, encode_json
from engine.core.errors import UserError
from engine.core.rating import SESSION_SCHEMA, Session, SessionKey
from engine.whole_file import write_bytes

SESSION_FILE = "session.json"
ITEMS = "items"
VOTES = "votes"
UNBLINDED_FILE = "unblinded.json"
KEY_SUFFIX = ".key"


@dataclass(frozen=True, slots=True)
class Unblinded:
    """The end of a session: when and why, the votes it was opened on, and the key.

    ``complete``: whether every planned rater had heard every trial. ``excluded``: raters the declared rules leave out.
    """

    at: str
    complete: bool
    num_votes: int
    votes_sha256: str
    key: SessionKey
    reason: str = ""


def key_path(folder: Path) -> Path:
    """Where a session's key lies unless another place was named: beside the folder, never in it."""
    folder = folder.absolute()
    return folder.with_name(folder.name + KEY_SUFFIX)


def write_session(path: Path, session: Session) -> None:
    write_bytes(path, encode_json(session, indent=2) + b"\n")


def read_session(folder: Path) -> Session:
    """The session in a folder.

    Raises:
        UserError: If there is none, or it was changed by hand.
    """
    path = folder / SESSION_FILE
    try:
        session = decode_json(path.read_bytes(), Session)
    except OSError as error:
        raise UserError(
            f"There is no listening session in {folder}: {error.strerror}", "Make one with: aurax rate new"
        ) from error
    except (ValueError, msgspec.MsgspecError) as error:
        raise UserError(
            f"The session file {path} does not fit: {error}", "Take a fresh copy of the session."
        ) from error
    if session.schema != SESSION_SCHEMA:
        raise UserError(f"The session {path} is of another version: {session.schema}", "Update the product.")
    if hashlib.sha256(session.preregistration.encode()).hexdigest() != session.preregistration_sha256:
        raise UserError(
            f"What was declared before the session in {path} was changed afterwards",
            "Take a fresh copy of the session.",
        )
    return session


def item_path(folder: Path, item: str) -> Path:
    return folder / ITEMS / f"{item}.wav"


def damaged_items(folder: Path, session: Session) -> tuple[str, ...]:
    """Items whose audio is missing or not what the session was made with."""
    return tuple(item for item, known in session.items.items() if _sha256(item_path(folder, item)) != known.sha256)


def _sha256(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def read_unblinded(folder: Path) -> Unblinded | None:
    """How the session was opened; None while it is blind."""
    try:
        return decode_json((folder / UNBLINDED_FILE).read_bytes(), Unblinded)
    except FileNotFoundError:
        return None
    except (ValueError, msgspec.MsgspecError) as error:
        raise UserError(f"{folder / UNBLINDED_FILE} does not fit: {error}", "Take it from a backup.") from error


def write_unblinded(folder: Path, opened: Unblinded) -> None:
    write_bytes(folder / UNBLINDED_FILE, encode_json(opened, indent=2) + b"\n")


def refuse_if_unblinded(folder: Path) -> None:
    """Voting ends where blinding ends.

    Raises:
        UserError: If the session's key was opened.
    """
    opened = read_unblinded(folder)
    if opened is not None:
        raise UserError(
            f"This session was unblinded at {opened.at}: it takes no more votes", "Make a new session for more votes."
        )
