"""A power cut at any moment keeps every acknowledged write, and the control shows that the test can tell.

SQLite runs on a file layer that records every write, truncation and sync. A cut at step k is replayed: what was synced
before k is on the disk; each 512-byte sector written since then may have arrived or not, in any combination. This is
the model of SQLite's own crash tests (test/crash.test), with one connection and the log's index in memory.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import apsw
import pytest

from engine.core.errors import LibraryError
from engine.library import Library
from engine.library.tracks import FileStamp
from tests.unit.library.content import INFO

SECTOR = 512
TRACKS = 60
CUTS = 200
CONTROL_CUTS = 60


@dataclass(slots=True)
class Tape:
    """What happened to the files, in order: ``(kind, file name, offset, bytes)``; and acknowledgements."""

    steps: list[tuple[str, str, int, bytes]] = field(default_factory=list)


class RecordedFile(apsw.VFSFile):
    def __init__(self, name: Any, flags: list[int], tape: Tape) -> None:
        super().__init__("", name, flags)
        self.tape = tape
        self.name = Path(name.filename() if isinstance(name, apsw.URIFilename) else name).name

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802
        super().xWrite(data, offset)
        self.tape.steps.append(("write", self.name, offset, bytes(data)))

    def xTruncate(self, size: int) -> None:  # noqa: N802
        super().xTruncate(size)
        self.tape.steps.append(("truncate", self.name, size, b""))

    def xSync(self, flags: int) -> None:  # noqa: N802
        super().xSync(flags)
        self.tape.steps.append(("sync", self.name, 0, b""))


class RecordingVfs(apsw.VFS):
    def __init__(self, tape: Tape) -> None:
        super().__init__("power", "", maxpathname=0)
        self.tape = tape

    def xOpen(self, name: Any, flags: list[int]) -> RecordedFile:  # noqa: N802
        return RecordedFile(name, flags, self.tape)


@pytest.fixture
def tape() -> Iterator[Tape]:
    recorded = Tape()
    vfs = RecordingVfs(recorded)
    yield recorded
    vfs.unregister()


def record(folder: Path, tape: Tape, monkeypatch: pytest.MonkeyPatch, synchronous: str) -> dict[str, bytes]:
    """Fill a library on the recording layer; returns its files as they were before."""
    Library.open(folder).close()
    before = {name: (folder / name).read_bytes() for name in ("library.db",)}
    connect = apsw.Connection

    def on_tape(path: str, **options: Any) -> apsw.Connection:
        if not path.endswith(".db"):
            return connect(path, **options)
        connection = connect(path, vfs="power", **options)
        connection.execute(
            "PRAGMA locking_mode=EXCLUSIVE"
        ).fetchall()  # the log's index in memory, not in shared memory
        return connection

    monkeypatch.setattr(apsw, "Connection", on_tape)
    library = Library.open(folder, daily_backup=False)
    monkeypatch.undo()
    library._database.script(
        f"PRAGMA wal_autocheckpoint=30; PRAGMA synchronous={synchronous}"
    )  # checkpoints among the cuts
    tape.steps.clear()
    for number in range(TRACKS):
        library.tracks.add(folder / f"{number}.wav", f"fp{number}", INFO, stamp=FileStamp(1, 1))
        tape.steps.append(("acknowledged", "", number, b""))
    library.close()
    return before


def after_cut(before: dict[str, bytes], tape: Tape, cut: int, rng: random.Random) -> tuple[dict[str, bytearray], int]:
    """The files as a power cut after ``cut`` steps leaves them, and how many writes were acknowledged until then."""
    files = {name: bytearray(content) for name, content in before.items()}
    pending: dict[str, list[tuple[str, int, bytes]]] = {}
    acknowledged = 0
    for kind, name, offset, data in tape.steps[:cut]:
        if kind == "acknowledged":
            acknowledged = offset + 1
        elif kind == "sync":
            for change in pending.pop(name, []):
                apply(files.setdefault(name, bytearray()), *change)
        elif kind == "write":
            start = 0
            while start < len(data):  # cut at the borders of the disk's sectors
                end = min(len(data), start + SECTOR - (offset + start) % SECTOR)
                pending.setdefault(name, []).append(("write", offset + start, data[start:end]))
                start = end
        else:
            pending.setdefault(name, []).append((kind, offset, b""))
    arrival = rng.choice((0.1, 0.5, 0.9))
    for name, changes in pending.items():
        for change in changes:
            if rng.random() < arrival:
                apply(files.setdefault(name, bytearray()), *change)
    return files, acknowledged


def apply(content: bytearray, kind: str, offset: int, data: bytes) -> None:
    if kind == "truncate":
        del content[offset:]
        return
    content.extend(bytes(max(0, offset + len(data) - len(content))))
    content[offset : offset + len(data)] = data


def outcomes(folder: Path, tape: Tape, before: dict[str, bytes], *, cuts: int) -> tuple[int, int]:
    """Over many cuts: how many left a damaged library, and how many lost an acknowledged write."""
    damaged = lost = 0
    for number in range(cuts):
        rng = random.Random(number)
        files, acknowledged = after_cut(before, tape, rng.randrange(len(tape.steps) + 1), rng)
        root = folder / f"cut-{number}"
        root.mkdir(parents=True)
        for name, content in files.items():
            (root / name).write_bytes(content)
        try:
            with Library.open(root, daily_backup=False) as library:
                there = [track.fingerprint for track in library.tracks.all()]
                damaged += library._database.rows("PRAGMA integrity_check") != [("ok",)]
        except LibraryError:
            damaged += 1
            continue
        assert there == [f"fp{n}" for n in range(len(there))]  # old or new, never between
        lost += len(there) < acknowledged
    return damaged, lost


def test_a_power_cut_loses_nothing_that_was_acknowledged(
    tmp_path: Path, tape: Tape, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = record(tmp_path / "library", tape, monkeypatch, "FULL")
    assert (
        sum(kind == "sync" and name == "library.db" for kind, name, _, _ in tape.steps) >= 5
    )  # checkpoints did happen
    assert outcomes(tmp_path, tape, before, cuts=CUTS) == (0, 0)


def test_the_simulation_sees_what_a_weaker_setting_would_lose(
    tmp_path: Path, tape: Tape, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: without a sync at each commit the same cuts lose acknowledged writes."""
    before = record(tmp_path / "library", tape, monkeypatch, "NORMAL")
    damaged, lost = outcomes(tmp_path, tape, before, cuts=CONTROL_CUTS)
    assert damaged == 0
    assert lost > CONTROL_CUTS / 10
