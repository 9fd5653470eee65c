"""``kill -9`` at any moment of making a data set: the same command goes on, and the result is the same to the byte."""

from __future__ import annotations

import random
import signal
import sys
import time
from pathlib import Path

import pytest

from tests.faults.killing import num_kills, posix_only, run, run_for
from tests.small_collection import fill, make_songs
from trainer.dataset.manifest import read_manifest, verify
from trainer.dataset.store import open_dataset, versions

pytestmark = posix_only

NUM_KILLS = num_kills(10)
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


@pytest.mark.slow
@pytest.mark.timeout(1_200)  # where others work too
def test_kills_at_random_moments_change_nothing(tmp_path: Path) -> None:
    chance = random.Random(10)
    home = tmp_path / "home"
    make_songs(tmp_path / "songs", count=NUM_SONGS)
    fill(home, tmp_path / "songs")
    assert run(command(home, tmp_path / "warm")) == 0
    started = time.monotonic()
    assert run(command(home, tmp_path / "whole")) == 0
    expected = time.monotonic() - started
    reference = read_manifest(tmp_path / "whole" / "tiny" / "v1")
    num_kills = num_finished = 0
    datasets = tmp_path / "0"
    while num_kills < NUM_KILLS:
        before = time.monotonic()
        seconds = chance.uniform(min(_START_SECONDS, 0.2 * expected), expected)
        status = run_for(command(home, datasets), seconds, with_group=num_kills % 2 == 1)
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
    assert run(command(home, datasets)) == 0
    assert open_dataset(datasets, "tiny").manifest == reference
    assert list(datasets.rglob(".tmp-*")) == []
    assert list((home / "cache").rglob(".tmp-*")) == []
