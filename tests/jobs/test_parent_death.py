"""When the program is killed no worker lives on, and the next one takes up its jobs."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from engine.core.jobs import JobState
from engine.jobs.pool import JobPool
from engine.library import Library
from engine.paths import Paths
from engine.settings import JobSettings, Settings
from tests.jobs import toy_kinds as toy
from tests.jobs.conftest import Bench

ROOT = Path(__file__).resolve().parents[2]

PROGRAM = """
import sys, time
from pathlib import Path
from engine.jobs.pool import JobPool
from engine.library import Library
from engine.paths import Paths
from engine.settings import JobSettings, Settings
from tests.jobs import toy_kinds as toy

if __name__ == "__main__":
    paths, marks = Paths.under(Path(sys.argv[1])), sys.argv[2]
    pool = JobPool(paths, Settings(jobs=JobSettings(cpu_workers=2)), Library.open(paths.library), kinds=toy.KINDS)
    pool.submit(toy.Misbehave("wait_for_parent", marks))
    pool.submit(toy.Misbehave("wait_for_parent", marks))
    pool.submit(toy.Sleep("later"))
    while True:
        pool.poll()
        time.sleep(0.02)
"""


@pytest.mark.skipif(os.name != "posix", reason="kill -9")
def test_workers_die_with_their_parent_and_a_new_one_goes_on(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(PROGRAM)
    marks = tmp_path / "marks"
    marks.mkdir()
    home = tmp_path / "home"
    process = subprocess.Popen(
        [sys.executable, str(program), str(home), str(marks)], cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    deadline = time.monotonic() + 60.0
    while len(list(marks.iterdir())) < 2:
        assert process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.02)
    workers = [psutil.Process(int(mark.name.removeprefix("pid-"))) for mark in marks.iterdir()]
    process.kill()
    process.wait()
    _, alive = psutil.wait_procs(workers, timeout=5.0)
    assert [worker for worker in alive if worker.status() != psutil.STATUS_ZOMBIE] == []

    paths = Paths.under(home)
    settings = Settings(jobs=JobSettings(cpu_workers=2, cancel_grace_seconds=0.2))
    with Library.open(paths.library) as library:
        bench = Bench(paths, settings, library, JobPool(paths, settings, library, kinds=toy.KINDS))
        resumed = bench.pool.resume()
        assert len(resumed) == 3
        bench.until(lambda: len(list(marks.iterdir())) == 4)
        for job_id in resumed[:2]:
            assert bench.pool.cancel(job_id)
        bench.until_idle()
        assert [bench.last(job_id).state for job_id in resumed] == [
            JobState.CANCELLED,
            JobState.CANCELLED,
            JobState.SUCCEEDED,
        ]
        assert bench.last(resumed[2]).result == "later"
        bench.pool.close()
