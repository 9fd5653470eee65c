"""What the user has stated about folders and recordings: rights, region, style. A file that only ever grows.

One JSON line a statement, each with who, when, and the hash of the line before it, so that a line that is changed or
taken out is noticed. The most exact statement holds: that of a recording before that of a folder, that of an inner
folder before that of an outer one, and of two about the same place the later one. Nothing is ever overwritten.
"""

from __future__ import annotations

import getpass
import hashlib
import json
import os
import sys
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from engine.core.errors import UserError

STATEMENTS_FILE = "statements.jsonl"
RIGHTS = ("own", "licensed", "research", "none")
"""``own`` made by the user, ``licensed`` with a permission to train, ``research`` for research only, ``none``."""
_START = "0" * 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What one person says at one time of everything at or below ``place``; what is None is not spoken of.

    Args:
        place: Absolute path of a folder or a file.
        rights: One of ``RIGHTS``.
        proof: Where a permission is written down.
        region: Where the music comes from, in the user's words.
        style: What it is, in the user's words.
        by, at: Who, and when (ISO, UTC).
    """

    place: str
    rights: str | None = None
    proof: str | None = None
    region: str | None = None
    style: str | None = None
    by: str = ""
    at: str = ""

    def __post_init__(self) -> None:
        if self.rights is not None and self.rights not in RIGHTS:
            raise ValueError(f"rights are {', '.join(RIGHTS)}, got {self.rights!r}")


@dataclass(frozen=True, slots=True)
class Stated:
    """All that holds for one recording; ``rights`` is ``none`` where nobody has stated any, then ``by`` is empty."""

    rights: str = "none"
    proof: str = ""
    region: str = ""
    style: str = ""
    by: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class Statements:
    """Everything stated so far, oldest first, and what is wrong with the file, in sentences."""

    all: tuple[Statement, ...] = ()
    problems: tuple[str, ...] = ()
    _by_place: dict[str, tuple[Statement, ...]] = field(default_factory=dict, repr=False)

    def of(self, paths: Iterable[str]) -> Stated:
        """What holds for a recording that lies at these paths; of differing rights at different paths the narrowest."""
        found = [self._at(path) for path in paths]
        spoken = [stated for stated in found if stated.by] or found
        if not spoken:
            return Stated()
        return max(spoken, key=lambda stated: RIGHTS.index(stated.rights))

    def _at(self, path: str) -> Stated:
        stated = Stated()
        for place in (*reversed([str(folder) for folder in Path(path).parents]), path):
            for said in self._by_place.get(place, ()):
                stated = _with(stated, said)
        return stated


def _with(stated: Stated, said: Statement) -> Stated:
    if said.rights is not None:
        stated = replace(stated, rights=said.rights, proof=said.proof or "", by=said.by, at=said.at)
    return replace(
        stated,
        region=stated.region if said.region is None else said.region,
        style=stated.style if said.style is None else said.style,
    )


def read_statements(folder: Path) -> Statements:
    """Everything stated so far; empty where there is no file yet. A last line that a crash cut off is passed over.

    Args:
        folder: Of the trainer's state.

    Raises:
        UserError: If the file cannot be read.
    """
    file = folder / STATEMENTS_FILE
    try:
        return _parsed(file.read_bytes())
    except FileNotFoundError:
        return Statements()
    except OSError as error:
        raise UserError(f"Cannot read {file}: {error.strerror}", "Check its permissions.") from error


def _parsed(content: bytes) -> Statements:
    said: list[Statement] = []
    problems: list[str] = []
    before, name = _START, STATEMENTS_FILE
    for number, line in enumerate(content.split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            document = json.loads(line)
            linked = document.pop("before")
            said.append(Statement(**document))
        except (ValueError, TypeError, KeyError, AttributeError):
            problems.append(f"line {number} of {name} is no statement; it is passed over")
            continue
        if linked != before:
            problems.append(f"line {number} of {name} does not follow the line before it: something was changed")
        before = hashlib.sha256(line).hexdigest()
    by_place: dict[str, tuple[Statement, ...]] = {}
    for one in said:
        by_place[one.place] = (*by_place.get(one.place, ()), one)
    return Statements(tuple(said), tuple(problems), by_place)


def state(folder: Path, statement: Statement) -> Statement:
    """Add a statement; one without a name or a time is the user's of now. It is on the disk when this returns.

    What holds about the place already is not said twice: a command that is given again changes nothing.

    Returns:
        The statement with its name and time; where it held already, with the time since when.

    Raises:
        UserError: If it cannot be written.
    """
    statement = replace(
        statement,
        proof=_plain(statement.proof),
        region=_plain(statement.region),
        style=_plain(statement.style),
        by=_plain(statement.by) or _user(),
        at=statement.at or datetime.now(UTC).isoformat(timespec="seconds"),
    )
    file = folder / STATEMENTS_FILE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with file.open("ab+") as opened:
            _lock(opened.fileno())
            opened.seek(0)
            content = opened.read()
            if (since := _holds_since(_parsed(content), statement)) is not None:
                return replace(statement, at=since)
            document = {**asdict(statement), "before": _last_hash(content)}
            line = json.dumps(document, ensure_ascii=True, sort_keys=True).encode() + b"\n"
            opened.write((b"" if content.endswith(b"\n") or not content else b"\n") + line)
            opened.flush()
            os.fsync(opened.fileno())
    except OSError as error:
        raise UserError(f"Cannot write {file}: {error.strerror}", "Check permissions and free space.") from error
    return statement


def _holds_since(statements: Statements, said: Statement) -> str | None:
    """Since when exactly this holds about exactly this place; None where it would say something new."""
    own = [one for one in statements.all if one.place == said.place]
    holds = Stated()
    for one in own:
        holds = _with(holds, one)
    if not own or replace(_with(holds, said), at=holds.at) != holds:
        return None
    return holds.at or own[-1].at


def _plain(text: str | None) -> str | None:
    """Words as every file can hold them: bytes of a command line that are no UTF-8 become question marks."""
    return None if text is None else text.encode("utf-8", "replace").decode("utf-8")


def _last_hash(content: bytes) -> str:
    """The hash of the last whole statement: a line that a crash cut off is nobody's predecessor."""
    for line in reversed(content.split(b"\n")):
        try:
            if "before" in json.loads(line):
                return hashlib.sha256(line).hexdigest()
        except (ValueError, TypeError):
            continue
    return _START


def _lock(descriptor: int) -> None:
    """Two programs that state something at once come one after the other (POSIX; elsewhere appends are short)."""
    if sys.platform != "win32":
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX)


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "somebody"
