"""Dask behind the seam: the same ends as on one machine, with a crash, a hang and a lost worker; on loopback only."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from engine.core.errors import BackendError, UserError
from engine.core.jobs import JobState
from engine.core.track import AudioInfo
from engine.jobs.executor import Ending, Finished, Task, run_all
from engine.jobs.executor_dask import DaskExecutor, DaskOptions
from engine.library import AnalysisState, Library
from engine.paths import Paths
from tests.jobs.toy_work import analyse, behave

INFO = AudioInfo("WAV", "pcm_s16le", 44_100, 2, 44_100, 4)


def task(how: str, *, timeout_seconds: float | None = 60.0) -> Task:
    return Task(how, behave, how, timeout_seconds)


@pytest.fixture(scope="module")
def two_hosts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DaskExecutor]:
    """A cluster of two worker processes with their nannies; started once, since that takes seconds."""
    executor = DaskExecutor(DaskOptions(tmp_path_factory.mktemp("logs"), num_workers=2, nice=0))
    yield executor
    executor.close()


def workers_of(executor: DaskExecutor) -> dict[str, int]:
    return executor._connected().run(os.getpid)


@pytest.mark.slow
def test_all_ends_are_those_of_one_machine(two_hosts: DaskExecutor, tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    hows = [*(f"echo {n}" for n in range(6)), "fail now", "crash", f"crash_once {mark}", "odd"]
    tasks = [*map(task, hows), task("hang", timeout_seconds=0.5)]
    done: dict[str, Finished] = {one.task.key: one for one in run_all(two_hosts, tasks)}
    assert len(done) == len(tasks)
    processes = set()
    for number in range(6):
        outcome = done[f"echo {number}"].end.outcome
        assert outcome is not None
        assert outcome.result[0] == str(number)
        processes.add(outcome.result[1])
    assert not processes & {os.getpid(), *workers_of(two_hosts).values()}  # each in a child of its worker
    failed = done["fail now"].end.outcome
    assert failed is not None
    assert failed.state is JobState.FAILED
    assert isinstance(failed.error, UserError)
    assert failed.error.hint == "Do something else."
    assert (done["crash"].end.ending, done["crash"].num_attempts) == (Ending.LOST, 2)
    assert done[f"crash_once {mark}"].end.ending is Ending.RETURNED
    assert done[f"crash_once {mark}"].num_attempts == 2
    assert (done["hang"].end.ending, done["hang"].num_attempts) == (Ending.TIMED_OUT, 1)
    odd = done["odd"].end.outcome
    assert odd is not None
    assert isinstance(odd.error, BackendError)


def test_a_lost_worker_costs_one_attempt_of_what_it_had(two_hosts: DaskExecutor) -> None:
    victim = min(workers_of(two_hosts).values())
    killed: list[float] = []

    def kill_once(num_done: int, _running: object) -> None:
        if num_done >= 2 and not killed:
            killed.append(time.monotonic())
            os.kill(victim, signal.SIGKILL)

    tasks = [task(f"hang 0.3{n}") for n in range(8)]
    done = list(run_all(two_hosts, tasks, on_wait=kill_once))
    assert killed
    assert sorted(one.task.key for one in done) == sorted(one.key for one in tasks)  # each exactly once
    assert all(one.end.ending is Ending.RETURNED for one in done)
    assert sum(one.num_attempts == 2 for one in done) <= 1
    deadline = time.monotonic() + 120.0
    while len(workers_of(two_hosts)) < 2:  # its nanny has started another; that takes long on a busy machine
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_what_is_cancelled_ends_on_its_worker(two_hosts: DaskExecutor) -> None:
    started = time.monotonic()
    running = two_hosts.submit(task("hang 600", timeout_seconds=None))
    deadline = time.monotonic() + 120.0
    while running.fraction() == 0.0:  # told by the worker
        assert time.monotonic() < deadline
        time.sleep(0.05)
    running.cancel()
    end = running.end()
    assert end is not None
    assert end.ending is Ending.CANCELLED
    done = list(run_all(two_hosts, [task("echo a"), task("echo b"), task("echo c")]))  # both workers are free again
    assert len(done) == 3
    assert time.monotonic() - started < 200.0  # it sleeps for ten minutes


def test_a_collection_is_analysed_on_it_and_taken_up_again(two_hosts: DaskExecutor, tmp_path: Path) -> None:
    """As on one machine: a crash and a hang cost their songs, and nothing is done twice."""
    home, songs = tmp_path / "home", tmp_path / "songs"
    songs.mkdir()
    names = ["a", "b", "crash-1", "hang-1", "fail-1", "z"]
    with Library.open(Paths.under(home).library) as library:
        for name in names:
            (songs / f"{name}.wav").write_bytes(b"RIFF")
            library.tracks.add(songs / f"{name}.wav", f"sha256:{name}", INFO)
    address = two_hosts._connected().scheduler.address
    guest = DaskExecutor(DaskOptions(tmp_path, scheduler=address, nice=0))
    report = analyse(home, songs, executor=guest, timeout_seconds=10.0)
    assert report.analysed == 3
    assert {Path(failed.path).stem: failed.error_type for failed in report.failed} == {
        "crash-1": "WorkerDied",
        "hang-1": "Timeout",
        "fail-1": "UserError",
    }
    heard = (home / "heard.txt").read_text(encoding="utf-8").split()
    assert sorted(heard) == sorted([*names, "crash-1"])  # the crash was tried once more, and nothing else was
    again = DaskExecutor(DaskOptions(tmp_path, scheduler=address, nice=0))
    assert analyse(home, songs, executor=again).analysed == 0
    with Library.open(Paths.under(home).library) as library:
        assert library.analysis_ledger.counts()[AnalysisState.DONE] == 3
        assert library.verify().is_sound


def test_it_listens_on_this_machine_only(two_hosts: DaskExecutor) -> None:
    found = [psutil.Process(), *(psutil.Process(pid) for pid in workers_of(two_hosts).values())]
    listening = {one.laddr.ip for process in found for one in process.net_connections("tcp") if one.status == "LISTEN"}
    assert listening == {"127.0.0.1"}


def test_another_cluster_is_used_by_its_address_and_left_alone(two_hosts: DaskExecutor, tmp_path: Path) -> None:
    address = two_hosts._connected().scheduler.address
    assert address.startswith("tcp://127.0.0.1:")
    guest = DaskExecutor(DaskOptions(tmp_path, scheduler=address, nice=0))
    assert guest.num_workers == 2
    (done,) = run_all(guest, [task("echo guest")])
    assert done.end.process is None  # another machine's number
    guest.close()
    guest.close()
    assert len(list(run_all(two_hosts, [task("echo host")]))) == 1


def test_a_scheduler_that_is_not_there_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.jobs.executor_dask._CONNECT_SECONDS", 0.3)
    executor = DaskExecutor(DaskOptions(tmp_path, scheduler="tcp://127.0.0.1:9"))
    with pytest.raises(UserError, match="No dask scheduler"):
        assert executor.num_workers
    executor.close()


def test_closing_leaves_no_process(tmp_path: Path) -> None:
    before = {child.pid for child in psutil.Process().children(recursive=True)}
    executor = DaskExecutor(DaskOptions(tmp_path, num_workers=1, nice=0))
    running = executor.submit(task("hang 600"))
    deadline = time.monotonic() + 120.0
    while running.fraction() == 0.0:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    own = [child for child in psutil.Process().children(recursive=True) if child.pid not in before]
    assert len(own) >= 2
    executor.close()
    executor.close()
    _gone, alive = psutil.wait_procs(own, timeout=10.0)
    assert [one for one in alive if "resource_tracker" not in " ".join(one.cmdline())] == []


def test_nothing_of_dask_is_loaded_before_it_is_used() -> None:
    import subprocess
    import sys

    code = "import sys, engine.jobs.analyze_tracks, engine.jobs.executor_dask; sys.exit('distributed' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
