"""``kill -9`` at any moment of an import loses nothing, does nothing twice, and the import goes on where it was.

Twenty kills at random moments (seeded, spread over the time an undisturbed import takes), 50 with ``AURAX_KILLS=50``;
where strace is installed, kills before chosen system calls, too: at each of those the disk is in a state of its own.
"""

from __future__ import annotations

import hashlib
import random
import shutil
import signal
import sqlite3
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from engine.library import Library
from tests.faults.killing import killed_before, needs_strace, num_kills, posix_only, run, run_for

pytestmark = posix_only

NUM_FILES, NUM_DUPLICATES, NUM_BROKEN = 200, 10, 6
NUM_KILLS = num_kills(20)
SAMPLE_RATE = 44_100


def make_collection(folder: Path) -> None:
    """200 files: 184 recordings, 10 copies of them, 6 broken ones; and a text nobody takes for audio."""
    rng = np.random.default_rng(2_026)
    folder.mkdir()
    num_songs = NUM_FILES - NUM_DUPLICATES - NUM_BROKEN
    songs = []
    for number in range(num_songs):
        samples = 0.1 * rng.standard_normal((round(SAMPLE_RATE * rng.uniform(0.05, 0.2)), 1 + number % 2))
        songs.append(folder / f"{rng.integers(1_000_000):06d}.{'flac' if number % 3 == 0 else 'wav'}")
        soundfile.write(songs[-1], samples, SAMPLE_RATE, subtype="PCM_16")
    below = folder / "copies"
    below.mkdir()
    for number in range(NUM_DUPLICATES):
        shutil.copyfile(songs[number * 7], below / f"{number} copy{songs[number * 7].suffix}")
    whole = songs[0].read_bytes()
    broken = {
        "0 text.wav": b"this is a text\n" * 40,
        "3 empty.flac": b"",
        "5 header only.wav": whole[:12] if whole[:4] == b"RIFF" else b"RIFF\x00\x00\x00\x00WAVE",
        "7 zeros.mp3": bytes(5_000),
        "8 picture.flac": b"\xff\xd8\xff\xe0" + rng.bytes(2_000),
        "9 noise.wav": b"RIFF" + rng.bytes(3_000),
    }
    assert len(broken) == NUM_BROKEN
    for name, content in broken.items():
        (folder / name).write_bytes(content)
    (folder / "notes.txt").write_text("buy strings")


def state_of(folder: Path) -> dict[str, tuple[str, int]]:
    """Content and time of change of every file."""
    return {
        str(file): (hashlib.sha256(file.read_bytes()).hexdigest(), file.stat().st_mtime_ns)
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def command(home: Path, songs: Path) -> list[str]:
    return [
        sys.executable,
        "-m",
        "engine",
        "--home",
        str(home),
        "--quiet",
        "library",
        "add",
        "--no-analyze",
        str(songs),
    ]


def dump(home: Path) -> dict[str, list[tuple[Any, ...]]]:
    """All that an import writes, without times of the clock."""
    database = sqlite3.connect(home / "library" / "library.db")
    try:
        return {
            name: database.execute(f"SELECT {columns} FROM {name} ORDER BY {order}").fetchall()
            for name, columns, order in (
                ("tracks", "id, fingerprint, info, tags, licence, may_train, proof", "id"),
                ("track_locations", "path, track_id, size_bytes, mtime_ns", "path"),
                ("import_failures", "path, error_type, reason, hint", "path"),
                ("artifact_files", "key, name, size_bytes, sha256", "key, name"),
            )
        }
    finally:
        database.close()


def acknowledged(home: Path) -> set[tuple[Any, ...]]:
    """Rows a reader can see now."""
    if not (home / "library" / "library.db").exists():
        return set()
    try:
        seen = dump(home)
    except sqlite3.OperationalError:  # killed while the library was being created: there are no tables yet
        return set()
    return {(name, *row) for name, rows in seen.items() for row in rows}


@dataclass
class Undisturbed:
    """What an import without kills makes, and how long it takes."""

    songs: Path
    sources: dict[str, tuple[str, int]]
    dump: dict[str, list[tuple[Any, ...]]]
    seconds: float


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Undisturbed:
    folder = tmp_path_factory.mktemp("kill")
    songs = folder / "songs"
    make_collection(songs)
    sources = state_of(songs)
    started = time.monotonic()
    assert run(command(folder / "reference", songs)) == 1, "some files are broken, and the command says so"
    return Undisturbed(songs, sources, dump(folder / "reference"), time.monotonic() - started)


def check_finished(home: Path, undisturbed: Undisturbed) -> None:
    assert dump(home) == undisturbed.dump
    with Library.open(home / "library") as library:
        verification = library.verify()
        assert verification.problems == ()
        assert verification.num_tracks == NUM_FILES - NUM_DUPLICATES - NUM_BROKEN
    assert list(home.rglob(".tmp-*")) == []


def test_the_reference_is_what_it_should_be(undisturbed: Undisturbed) -> None:
    assert len(undisturbed.dump["tracks"]) == NUM_FILES - NUM_DUPLICATES - NUM_BROKEN
    assert len(undisturbed.dump["track_locations"]) == NUM_FILES - NUM_BROKEN
    assert len(undisturbed.dump["import_failures"]) == NUM_BROKEN
    assert len(undisturbed.dump["artifact_files"]) == NUM_FILES - NUM_DUPLICATES - NUM_BROKEN
    paths = sorted(path for path, *_ in undisturbed.dump["track_locations"])
    ids = {path: track for path, track, *_ in undisturbed.dump["track_locations"]}
    firsts = list(dict.fromkeys(ids[path] for path in paths))
    assert firsts == sorted(firsts), "ids follow the order of the paths"


@pytest.mark.slow
@pytest.mark.timeout(1_200)  # about a minute on two idle slow cores, many times that where others work too
def test_kills_at_random_moments_lose_nothing_and_the_import_ends_the_same(
    undisturbed: Undisturbed, tmp_path: Path
) -> None:
    chance = random.Random(50)
    num_kills = num_finished = 0
    home = tmp_path / "0"
    seen: set[tuple[Any, ...]] = set()
    expected = undisturbed.seconds
    while num_kills < NUM_KILLS:
        started = time.monotonic()
        seconds = expected * chance.uniform(0.25, 1.0)
        status = run_for(command(home, undisturbed.songs), seconds, with_group=num_kills % 2 == 1)
        now = acknowledged(home)
        assert seen <= now, "what was there once is there for good"
        seen = now
        if status == -signal.SIGKILL:
            num_kills += 1
            expected *= 1.05  # the machine may have become slower, or faster: kills shall come at every stage
            continue
        assert status == 1
        expected = time.monotonic() - started
        check_finished(home, undisturbed)
        shutil.rmtree(home)
        num_finished += 1
        home, seen = tmp_path / str(num_finished), set()
    assert run(command(home, undisturbed.songs)) == 1
    check_finished(home, undisturbed)
    assert state_of(undisturbed.songs) == undisturbed.sources, "the user's files are as they were"


@pytest.mark.slow
@needs_strace
@pytest.mark.parametrize(
    ("call", "when"),  # an undisturbed import of these files makes 184, 756, 220 and 4,031 of them
    [("rename", 1), ("rename", 90), ("fsync", 400), ("fdatasync", 120), ("pwrite64", 2_222)],
)
def test_kills_before_a_chosen_system_call(undisturbed: Undisturbed, tmp_path: Path, call: str, when: int) -> None:
    home = tmp_path / "home"
    killed_before(command(home, undisturbed.songs), call, when)
    seen = acknowledged(home)
    assert run(command(home, undisturbed.songs)) == 1
    assert seen <= acknowledged(home)
    check_finished(home, undisturbed)
    assert state_of(undisturbed.songs) == undisturbed.sources
