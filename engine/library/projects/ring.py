"""``autosave/``: the newest states of a project, some older ones the thinner the older, each a whole document.

Names carry the time and the revision, so that the order does not hang on file times, which copying changes, or on the
clock, which people change.
"""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from engine.whole_file import write_bytes

CAPACITY = 20
RECENT = 8
"""The newest are all kept: half a minute to some minutes of work, step by step."""
_NAME = re.compile(r"(\d{8}T\d{6})Z-(\d{1,15})\.json", re.ASCII)
_FORM = "%Y%m%dT%H%M%S"


@dataclass(frozen=True, slots=True, order=True)
class Snapshot:
    """A state that was kept. ``at``: seconds since 1970."""

    revision: int
    at: float
    path: Path

    @property
    def name(self) -> str:
        """What a user calls it by."""
        return self.path.stem


class Ring:
    """The snapshots in one folder.

    Args:
        folder: Need not be there yet.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def list(self) -> tuple[Snapshot, ...]:
        """Newest first; files of other names are none of ours."""
        try:
            names = [path for path in self.folder.iterdir() if _NAME.fullmatch(path.name)]
        except OSError:
            return ()
        found = [_snapshot(path) for path in names]
        return tuple(sorted((each for each in found if each is not None), reverse=True))

    def write(self, content: bytes, revision: int, at: float) -> Snapshot:
        """Keep a state, then let go of what is too much.

        Raises:
            OSError: If it cannot be written; all others are still there.
        """
        stamp = time.strftime(_FORM, time.gmtime(at))
        path = self.folder / f"{stamp}Z-{revision}.json"
        write_bytes(path, content)
        snapshots = self.list()
        for snapshot in snapshots:
            if snapshot not in kept(snapshots):
                with suppress(OSError):
                    snapshot.path.unlink()
        return Snapshot(revision, at, path)


def _snapshot(path: Path) -> Snapshot | None:
    import calendar

    named = _NAME.fullmatch(path.name)
    assert named is not None  # only such names are asked about
    try:
        return Snapshot(int(named[2]), float(calendar.timegm(time.strptime(named[1], _FORM))), path)
    except ValueError:
        return None


def kept(snapshots: Sequence[Snapshot], *, capacity: int = CAPACITY, recent: int = RECENT) -> tuple[Snapshot, ...]:
    """Which of them to keep, newest first: the ``recent`` newest, the oldest, and of the others as many as there is
    room for. The one whose neighbours lie closest together for its age goes first, so that steps grow with age.
    """
    left = sorted(snapshots, reverse=True)
    while len(left) > capacity:
        newest = left[0].at
        middle = range(max(1, recent), len(left) - 1)
        if not middle:
            return tuple(left[:capacity])
        del left[
            min(middle, key=lambda at: abs(left[at - 1].at - left[at + 1].at) / (abs(newest - left[at].at) + 60.0))
        ]
    return tuple(left)
