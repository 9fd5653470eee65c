"""Whether the collection is what it says: structure, references, artifacts, originals."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from engine.core.errors import LibraryError
from engine.core.jobs import Report
from engine.library.artifacts import Artifacts
from engine.library.database import Database
from engine.library.tracks import FileStamp, Tracks

SMALL_BYTES = 32 * 2**20
"""Below this the structure is read at every opening (quick_check; docs/adr/0005 has the time), above it once a day,
with the backup."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is not as it should be. ``kind``: ``database``, ``artifact`` or ``original``."""

    kind: str
    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class Verification:
    """What ``Library.verify`` has read and found."""

    num_tracks: int
    num_artifacts: int
    problems: tuple[Problem, ...]

    @property
    def is_sound(self) -> bool:
        return not self.problems


def is_small(database: Path) -> bool:
    """Whether reading the whole file at every opening goes unnoticed."""
    return database.stat().st_size <= SMALL_BYTES


def quick_check(database: Database) -> None:
    """Read every page and compare the structure.

    Raises:
        LibraryError: If the file is damaged.
    """
    findings = database.rows("PRAGMA quick_check(1)")
    if findings != [("ok",)]:
        raise LibraryError(str(database.path), f"the file is damaged ({str(findings[0][0]).splitlines()[0]})")


def verify(database: Database, tracks: Tracks, artifacts: Artifacts, report: Report) -> Verification:
    """See ``Library.verify``."""
    problems = [Problem("database", str(database.path), text) for text in _database_problems(database)]
    keys = artifacts.all_keys()
    num_tracks = tracks.count()
    total = max(1, len(keys) + num_tracks)
    for done, key in enumerate(keys):
        report(done / total)
        problems += [Problem("artifact", key, text) for text in artifacts.problems(key)]
    for done, track in enumerate(tracks.all(), start=len(keys)):
        report(min(1.0, done / total))
        problems += _original_problems(tracks, track.id)
    report(1.0)
    return Verification(num_tracks, len(keys), tuple(problems))


def _database_problems(database: Database) -> list[str]:
    findings = [str(text) for (text,) in database.rows("PRAGMA integrity_check(20)") if text != "ok"]
    orphans = database.rows("PRAGMA foreign_key_check")
    return findings + [f"row {row} of {table} belongs to nothing in {parent}" for table, row, parent, _ in orphans]


def _original_problems(tracks: Tracks, track_id: int) -> list[Problem]:
    from engine.core.track import TrackId

    subject = f"track {track_id}"
    locations = tracks.locations(TrackId(track_id))
    if not locations:
        return [
            Problem(
                "original", subject, f"another recording has taken its place: {tracks.last_seen(TrackId(track_id))}"
            )
        ]
    found = []
    for location in locations:
        try:
            size = FileStamp.of(Path(location.path)).size_bytes
        except OSError as error:
            found.append(Problem("original", subject, f"{location.display}: {error.strerror}"))
            continue
        if size != location.stamp.size_bytes:
            text = f"{location.display} has {size} bytes, at its import it had {location.stamp.size_bytes}"
            found.append(Problem("original", subject, text))
    return found
