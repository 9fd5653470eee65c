"""Votes on disk: one append-only file of lines for each rater.

A line is the first 16 digits of the SHA-256 of its JSON, a blank, and the JSON. It is written by one call and forced to
the disk before anybody is told that the vote counts. A kill or power cut in between leaves at most one torn line, which
its digits give away; the next vote begins on a line of its own, so that nothing whole is ever lost or rewritten.
A rater who withdraws has the file deleted; a salted hash stays, so that no older copy brings the votes back.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from engine.core.codec import encode_json
from engine.core.errors import UserError
from engine.core.rating import RaterProfile, Session, Vote
from engine.rating.sessions import VOTES
from engine.whole_file import sync_folder

WITHDRAWN_FILE = "withdrawn.jsonl"
_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Ballot:
    """One rater's file: who, the votes in the order they were given, and lines that a kill has torn."""

    rater: RaterProfile
    votes: tuple[Vote, ...]
    num_torn: int = 0


def rater_id(session: Session, pseudonym: str) -> str:
    """The same pseudonym is the same rater of a session on every machine, and nobody in another session."""
    return hashlib.sha256(f"{session.id}\n{pseudonym.strip().casefold()}".encode()).hexdigest()[:16]


def votes_file(folder: Path, rater: str) -> Path:
    return folder / VOTES / f"{rater}.jsonl"


def append(folder: Path, record: RaterProfile | Vote) -> None:
    """Put a record at the end of its rater's file; it is on the disk when this returns.

    Raises:
        UserError: If the disk does not take it; what is there already stays.
    """
    rater = record.id if isinstance(record, RaterProfile) else record.rater
    kind = "rater" if isinstance(record, RaterProfile) else "vote"
    _append(votes_file(folder, rater), {"kind": kind, **msgspec.to_builtins(record)})


def _append(path: Path, document: dict[str, Any]) -> None:
    line = _line(document)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        is_new = not path.exists()
        descriptor = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
        try:
            size = os.fstat(descriptor).st_size
            if size and _last_byte(descriptor, size) != b"\n":
                line = b"\n" + line
            written = os.write(descriptor, line)
            if written < len(line):
                raise OSError(None, "the disk took only a part of it")
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        if is_new:
            sync_folder(path.parent)
    except OSError as error:
        raise UserError(
            f"The vote could not be kept: {error.strerror}",
            "Make room on the disk and vote again; it does not count yet.",
        ) from error


def _last_byte(descriptor: int, size: int) -> bytes:
    os.lseek(descriptor, size - 1, os.SEEK_SET)
    return os.read(descriptor, 1)


def _line(document: dict[str, Any]) -> bytes:
    text = encode_json(document)
    return hashlib.sha256(text).hexdigest()[:_DIGITS].encode() + b" " + text + b"\n"


def _whole_records(content: bytes) -> tuple[list[dict[str, Any]], int]:
    """The records of the lines that are whole, and how many are not."""
    records, torn = [], 0
    for line in content.split(b"\n"):
        if not line:
            continue
        digits, _, text = line.partition(b" ")
        if hashlib.sha256(text).hexdigest()[:_DIGITS].encode() == digits:
            records.append(msgspec.json.decode(text))
        else:
            torn += 1
    return records, torn


def parse(content: bytes) -> Ballot | None:
    """A rater's file; None where not even the rater is told. Of two votes on one trial the first counts."""
    records, torn = _whole_records(content)
    rater: RaterProfile | None = None
    votes: dict[str, Vote] = {}
    try:
        for record in records:
            kind = record.pop("kind", "")
            if kind == "rater":
                rater = msgspec.convert(record, RaterProfile)
            elif kind == "vote":
                vote = msgspec.convert(record, Vote)
                votes.setdefault(vote.trial, vote)
    except msgspec.ValidationError as error:
        raise UserError(f"A file of votes is of another version: {error}", "Update the product.") from error
    return Ballot(rater, tuple(votes.values()), torn) if rater is not None else None


def ballots(folder: Path) -> tuple[Ballot, ...]:
    """All raters' votes that are kept, in the order of their ids."""
    files = sorted((folder / VOTES).glob("*.jsonl")) if (folder / VOTES).is_dir() else []
    parsed = [parse(file.read_bytes()) for file in files if file.name != WITHDRAWN_FILE]
    return tuple(ballot for ballot in parsed if ballot is not None)


def ballot_of(folder: Path, rater: str) -> Ballot | None:
    """A rater's votes; None where they are not known here."""
    try:
        return parse(votes_file(folder, rater).read_bytes())
    except FileNotFoundError:
        return None


def fingerprint(kept: Iterable[Ballot]) -> str:
    """Of all votes, whatever the order they came in."""
    digest = hashlib.sha256()
    for ballot in sorted(kept, key=lambda one: one.rater.id):
        digest.update(encode_json(ballot.rater))
        for vote in sorted(ballot.votes, key=lambda one: one.trial):
            digest.update(encode_json(vote))
    return digest.hexdigest()


def _mark(session: Session, rater: str) -> str:
    return hashlib.sha256(f"withdrawn\n{session.id}\n{rater}".encode()).hexdigest()


def withdraw(folder: Path, session: Session, rater: str) -> int:
    """Delete everything of a rater; returns how many votes went. Their mark is kept first: no import undoes it."""
    ballot = ballot_of(folder, rater)
    _append(folder / VOTES / WITHDRAWN_FILE, {"rater": _mark(session, rater)})
    votes_file(folder, rater).unlink(missing_ok=True)
    sync_folder(folder / VOTES)
    return len(ballot.votes) if ballot else 0


def has_withdrawn(folder: Path, session: Session, rater: str) -> bool:
    try:
        records, _ = _whole_records((folder / VOTES / WITHDRAWN_FILE).read_bytes())
    except FileNotFoundError:
        return False
    return any(record.get("rater") == _mark(session, rater) for record in records)
