"""Two programs at once, and programs that are killed: nothing acknowledged is lost, nothing is there twice."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from pathlib import Path

import apsw
import pytest

from engine.library import FileStamp, Library
from engine.library.migrate import load_migrations
from tests.unit.library.content import INFO, song

ROOT = Path(__file__).resolve().parents[2]

WRITER = """
import sys
from pathlib import Path
from engine.library import Library
from engine.library.tracks import FileStamp
from engine.core.track import AudioInfo, Tags
name, folder, songs, count = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4])
info = AudioInfo("wav", "pcm", 44100, 2, 44100, 100)
with Library.open(folder) as library:
    for number in range(count):
        library.tracks.add(songs / f"{name}-{number}.wav", f"{name}-{number}", info, Tags(), stamp=FileStamp(1, 1))
        library.jobs.add("x", b"{}", f"{name}-{number}")
        print(f"{name}-{number}", flush=True)
"""

STORER = """
import sys
from pathlib import Path
from engine.library import Library
with Library.open(Path(sys.argv[1])) as library:
    for number in range(10_000):
        key = library.artifacts.key("x", {"n": number})
        def write(folder, number=number):
            for name in ("a", "b", "c"):
                (folder / name).write_bytes(f"{name}{number}".encode() * 2000)
        library.artifacts.store_folder(key, write)
        print(key, flush=True)
"""

OPENER = """
import sys
from pathlib import Path
from engine.library import Library
sys.stdin.readline()
with Library.open(Path(sys.argv[1])) as library:
    library.jobs.add("x", b"{}", sys.argv[2])
"""


UPGRADER = """
import sys
from pathlib import Path
from engine.library import Library, library
from engine.library.migrate import Migration, load_migrations
change = "".join(f"UPDATE tracks SET stars = stars + 1 WHERE id % 7 <> {n};" for n in range(40))
number = len(load_migrations()) + 1
step = Migration(number, 2, "ALTER TABLE tracks ADD COLUMN stars INTEGER NOT NULL DEFAULT 0;" + change)
library.load_migrations = lambda: (*load_migrations(), step)
print("ready", flush=True)
Library.open(Path(sys.argv[1])).close()
"""


def start(code: str, *arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_two_programs_write_300_times_each_and_lose_nothing(tmp_path: Path) -> None:
    writers = [start(WRITER, name, tmp_path / "library", tmp_path, 300) for name in ("window", "cli")]
    for writer in writers:
        writer.communicate(timeout=120)
        assert writer.returncode == 0
    expected = {f"{name}-{number}" for name in ("window", "cli") for number in range(300)}
    with Library.open(tmp_path / "library") as library:
        assert {track.fingerprint for track in library.tracks.all()} == expected
        jobs = [job.label for job in library.jobs.list()]
        assert (len(jobs), set(jobs)) == (600, expected)
        assert [p for p in library.verify().problems if p.kind == "database"] == []


def test_six_programs_that_create_the_same_library_at_once(tmp_path: Path) -> None:
    openers = [start(OPENER, tmp_path / "library", number) for number in range(6)]
    time.sleep(0.3)
    for opener in openers:
        assert opener.stdin is not None
        opener.stdin.write("go\n")
        opener.stdin.flush()
    for opener in openers:
        opener.communicate(timeout=60)
        assert opener.returncode == 0
    with Library.open(tmp_path / "library") as library:
        assert {job.label for job in library.jobs.list()} == set(map(str, range(6)))


@pytest.mark.parametrize("acknowledged", [0, 1, 2, 5, 17, 40])
def test_a_killed_import_keeps_every_acknowledged_row(tmp_path: Path, acknowledged: int) -> None:
    """SIGKILL right after the n-th acknowledgement, that is, somewhere in the write after it; then the rest is done."""
    writer = start(WRITER, "a", tmp_path / "library", tmp_path, 60)
    seen = _kill_after(writer, acknowledged)
    with Library.open(tmp_path / "library") as library:
        there = {track.fingerprint for track in library.tracks.all()}
        assert seen <= there
        assert len(there) <= len(seen) + 1
        assert library._database.rows("PRAGMA integrity_check") == [("ok",)]
    again = start(WRITER, "a", tmp_path / "library", tmp_path, 60)
    again.communicate(timeout=120)
    assert again.returncode == 0
    with Library.open(tmp_path / "library") as library:
        assert library.tracks.count() == 60


@pytest.mark.parametrize("acknowledged", [0, 1, 3, 10])
def test_a_killed_maker_leaves_whole_artifacts_or_none(tmp_path: Path, acknowledged: int) -> None:
    song(tmp_path, "a.wav")
    seen = _kill_after(start(STORER, tmp_path / "library"), acknowledged)
    with Library.open(tmp_path / "library") as library:
        keys = set(library.artifacts.all_keys())
        assert seen <= keys
        assert [problem for key in keys for problem in library.artifacts.problems(key)] == []
        assert list(library.artifacts.root.rglob(".tmp-*")) == []
        for key in keys:
            assert {file.name for file in library.artifacts.get(key).files} == {"a", "b", "c"}  # type: ignore[union-attr]


def test_a_killed_upgrade_is_old_or_new(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library") as library, library.transaction():
        for number in range(2000):
            library.tracks.add(tmp_path / f"{number}.wav", f"fp{number}", INFO, stamp=FileStamp(1, 1))
    seen = set()
    for kill in range(8):
        folder = tmp_path / f"copy {kill}"
        shutil.copytree(tmp_path / "library", folder)
        upgrader = start(UPGRADER, folder)
        assert upgrader.stdout is not None
        assert upgrader.stdout.readline() == "ready\n"
        time.sleep(0.03 * kill)
        upgrader.kill()
        upgrader.communicate()
        database = apsw.Connection(str(folder / "library.db"))
        version = database.pragma("user_version")
        columns = [row[1] for row in database.execute("PRAGMA table_info(tracks)")]
        stars = database.execute("SELECT sum(stars) FROM tracks").fetchall()[0][0] if "stars" in columns else None
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("SELECT count(*) FROM tracks").fetchall() == [(2000,)]
        database.close()
        assert (version, stars) in ((SHIPPED, None), (SHIPPED + 1, WHOLE_UPGRADE))
        seen.add(version)
    assert SHIPPED in seen  # the kills did come early enough to matter


SHIPPED = len(load_migrations())

WHOLE_UPGRADE = sum(number % 7 != step for step in range(40) for number in range(1, 2001))
"""Sum of all stars once every UPDATE of ``UPGRADER`` has run."""


def _kill_after(process: subprocess.Popen[str], acknowledged: int) -> set[str]:
    """Kill a process after that many lines; returns all it has said, also what came in the meantime."""
    assert process.stdout is not None
    seen = {process.stdout.readline().strip() for _ in range(acknowledged)}
    if not acknowledged:
        time.sleep(0.15)  # somewhere in starting, creating or the first writes
    process.kill()
    seen |= {line.strip() for line in process.stdout.readlines() if line.endswith("\n")}
    process.communicate()
    return seen
