"""``kill -9`` at any moment of a fine-tuning: the run that goes on ends bit for bit as one that was left alone.

Two kills here; ``AURAX_KILLS=20`` for as many as are wanted.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import torch

pytest.importorskip("audiocraft")

from tests.faults.killing import ROOT, num_kills, posix_only
from trainer.checkpoint import load_checkpoint, newest_whole

pytestmark = [posix_only, pytest.mark.slow, pytest.mark.timeout(900)]

NUM_KILLS = num_kills(2)


def test_a_training_that_is_killed_ends_as_one_that_was_left_alone(tmp_path: Path) -> None:
    program = ["-m", "tests.faults.killed_tuning", str(tmp_path), str(NUM_KILLS)]
    done = subprocess.run(
        [sys.executable, "-W", "ignore", *program],
        cwd=ROOT,
        env=os.environ | {"OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=880,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    points = json.loads(done.stdout.splitlines()[-1])
    assert len(points) == NUM_KILLS
    assert all(point["kept"] >= point["told"] for point in points)  # what was told is kept
    ends = []
    for name in ("straight", "killed"):
        whole = newest_whole(tmp_path / name)
        assert whole is not None
        assert whole.step == 4 * NUM_KILLS
        ends.append(load_checkpoint(whole))
    straight, killed = ends
    for part in ("network", "average"):
        assert all(torch.equal(killed[part][name], own) for name, own in straight[part].items())
    for one, other in zip(straight["optimisers"], killed["optimisers"], strict=True):
        for number, own in one["state"].items():
            assert all(torch.equal(other["state"][number][name], value) for name, value in own.items())
