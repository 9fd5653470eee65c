"""Crashes and hangs of one item cost that item only."""

from __future__ import annotations

import ctypes
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import pytest

from engine.core.errors import JobCancelled, UserError, WorkerDied
from engine.core.jobs import JobState
from engine.jobs.isolated import Ending, Isolated, Isolation, isolated_map

Report = Callable[[float], None]


def behave(item: str, report: Report) -> str:
    """Does what the item says: ``how:argument``."""
    how, _, argument = item.partition(":")
    report(0.5)
    if how == "raise":
        raise UserError(argument)
    if how == "segfault":
        ctypes.string_at(0)
    if how == "once":
        marker = Path(argument)
        if not marker.exists():
            marker.touch()
            os.abort()
    if how == "hang":
        time.sleep(1000)
    if how == "slow":
        for _ in range(8):
            time.sleep(0.1)
            report(0.5)
    if how == "wait":
        time.sleep(float(argument))
    return f"{how} done"


def run(
    items: list[str], tmp_path: Path, *, num_children: int = 1, patience: float = 20.0, **options: Any
) -> list[Isolated[str]]:
    isolation = Isolation(behave, num_children, lambda _item: patience, tmp_path / "logs")
    return list(isolated_map(isolation, items, **options))


def test_results_come_in_the_order_of_the_items_not_of_their_completion(tmp_path: Path) -> None:
    items = ["wait:0.4", "a", "b", "wait:0.2", "c"]
    results = run(items, tmp_path, num_children=2)
    assert [result.item for result in results] == items
    assert all(result.ending is Ending.RETURNED and result.outcome is not None for result in results)
    assert results[1].outcome is not None
    assert results[1].outcome.result == "a done"


def test_a_crash_a_hang_and_an_error_cost_only_their_own_item(tmp_path: Path) -> None:
    items = ["a", "segfault", "raise:no audio", f"once:{tmp_path / 'marker'}", "hang", "b"]
    started = time.monotonic()
    results = {result.item: result for result in run(items, tmp_path, patience=1.5)}
    assert time.monotonic() - started < 20.0
    assert [results[item].ending for item in items] == [
        Ending.RETURNED,
        Ending.CRASHED,
        Ending.RETURNED,
        Ending.RETURNED,
        Ending.HUNG,
        Ending.RETURNED,
    ]
    failed = results["raise:no audio"].outcome
    assert failed is not None
    assert failed.state is JobState.FAILED
    assert str(failed.error) == "no audio"


def test_reports_keep_slow_work_alive(tmp_path: Path) -> None:
    """0.8 s of work under 0.6 s of patience: each report starts the watch again."""
    (result,) = run(["slow"], tmp_path, patience=0.6)
    assert result.ending is Ending.RETURNED


def test_stopping_half_way_ends_all_children(tmp_path: Path) -> None:
    def stop(_done: float) -> None:
        raise JobCancelled

    with pytest.raises(JobCancelled):
        run(["hang", "hang"], tmp_path, num_children=2, on_wait=stop)
    commands = [" ".join(p.cmdline()) for p in psutil.Process().children(recursive=True) if p.status() != "zombie"]
    assert [command for command in commands if "resource_tracker" not in command] == []


def test_how_much_is_done_grows_with_fractions_of_items(tmp_path: Path) -> None:
    heard: list[float] = []
    run(["a", "slow", "b"], tmp_path, on_wait=heard.append)
    assert 1.5 in heard, "one item whole and one by half"
    assert max(heard) == 3.0


def test_no_items_no_children(tmp_path: Path) -> None:
    assert run([], tmp_path) == []


def test_children_that_do_not_start_end_the_work_with_a_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from engine.jobs import isolated

    monkeypatch.setattr(isolated, "child_main", _die)
    with pytest.raises(WorkerDied):
        run(["a"], tmp_path)


def _die(*_arguments: object) -> None:
    os._exit(9)
