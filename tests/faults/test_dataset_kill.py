"""``kill -9`` at any moment of making a data set: the same command goes on, and the result is the same to the byte."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from tests.small_collection import fill, make_songs
from trainer.dataset.manifest import read_manifest, verify
from trainer.dataset.store import open_dataset, versions

pytestmark = pytest.mark.skipif(os.name != "posix", reason="kill -9 and process groups are POSIX")

ROOT = Path(__file__).resolve().parents[2]
NUM_KILLS = int(os.environ.get("AURAX_KILLS", "10"))
"""Fifty by hand, ``AURAX_KILLS=50``: each costs about two seconds."""
NUM_SONGS = 6
_START_SECONDS = 0.4
"""Before that the command is still importing."""


def command(home: Path, datasets: Path) -> list[str]:
    return [
        *(sys.executable, "-m", "trainer", "--home", str(home), "--quiet", "dataset", "make", "tiny"),
        *("--datasets", str(datasets), "--min-minutes", "0.1", "--seconds", "4", "--model", "identity"),
        *("--no-scores", "--workers", "2"),
    ]


def make(home: Path, datasets: Path) -> int:
    return subprocess.run(command(home, datasets), cwd=ROOT, capture_output=True, check=False).returncode


def make_for(home: Path, datasets: Path, seconds: float, *, with_group: bool) -> int:
    """Make, killed after ``seconds`` with all its processes or alone; returns the exit status."""
    process = subprocess.Popen(
        command(home, datasets), cwd=ROOT, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        return process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        children = psutil.Process(process.pid).children(recursive=True)
        if with_group:
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()  # its workers must notice by themselves
        status = process.wait()
        assert psutil.wait_procs(children, timeout=10.0)[1] == [], "an orphan lives on"
        return status


@pytest.mark.slow
@pytest.mark.timeout(1_200)  # where others work too
def test_kills_at_random_moments_change_nothing(tmp_path: Path) -> None:
    chance = random.Random(10)
    home = tmp_path / "home"
    make_songs(tmp_path / "songs", count=NUM_SONGS)
    fill(home, tmp_path / "songs")
    assert make(home, tmp_path / "warm") == 0
    started = time.monotonic()
    assert make(home, tmp_path / "whole") == 0
    expected = time.monotonic() - started
    reference = read_manifest(tmp_path / "whole" / "tiny" / "v1")
    num_kills = num_finished = 0
    datasets = tmp_path / "0"
    while num_kills < NUM_KILLS:
        before = time.monotonic()
        seconds = chance.uniform(min(_START_SECONDS, 0.2 * expected), expected)
        status = make_for(home, datasets, seconds, with_group=num_kills % 2 == 1)
        if status == -signal.SIGKILL:
            num_kills += 1
            expected *= 1.03  # the machine may have become slower: kills shall come at every stage
            # whatever bears a version's name is a whole version
            assert all(verify(datasets / "tiny" / f"v{n}") == () for n in versions(datasets, "tiny"))
            continue
        assert status == 0
        expected = min(expected, max(1.0, 1.5 * (time.monotonic() - before)))
        dataset = open_dataset(datasets, "tiny")
        assert dataset.title == "tiny/v1"
        assert dataset.manifest == reference
        assert verify(dataset.folder) == ()
        num_finished += 1
        datasets = tmp_path / str(num_finished)
    assert make(home, datasets) == 0
    assert open_dataset(datasets, "tiny").manifest == reference
    assert list(datasets.rglob(".tmp-*")) == []
    assert list((home / "cache").rglob(".tmp-*")) == []
