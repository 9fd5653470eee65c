"""Clocks that are set, machines that sleep, and a ledger that knows what an hour is."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.unit.trainer.orchestrator.fakes import START, FakeClock
from trainer.orchestrator.clocks import MachineClock, Passed, Stopwatch
from trainer.orchestrator.cost_ledger import LEDGER_FILE, CostLedger, read_ledger
from trainer.orchestrator.plan import Cost, Idle
from trainer.orchestrator.watchdog import IdleWatch, Look

RATE = Cost(usd_per_hour=1.30)


def test_work_sleep_and_set_clocks_are_told_apart() -> None:
    clock = FakeClock()
    watch = Stopwatch(clock)
    clock.work(50.0)
    assert watch.look() == pytest.approx(Passed(50.0))
    clock.sleep(7200.0)
    clock.work(1.0)
    found = watch.look()
    assert (found.awake, found.asleep, found.clock_change) == pytest.approx((1.0, 7200.0, 0.0))
    clock.set_clock(-86_400.0)
    clock.work(2.0)
    found = watch.look()
    assert (found.awake, found.asleep, found.clock_change) == pytest.approx((2.0, 0.0, -86_400.0))
    clock.work(40_000.0)  # a long step is work, not sleep
    assert watch.look() == pytest.approx(Passed(40_000.0))


def test_this_machines_clocks_go_forward() -> None:
    clock = MachineClock()
    before = clock.awake(), clock.boot(), clock.wall()
    time.sleep(0.02)
    assert all(now > then for now, then in zip((clock.awake(), clock.boot(), clock.wall()), before, strict=True))
    assert clock.boot() >= clock.awake() - 1.0


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])  # it waits for the disk
@given(st.lists(st.tuples(st.sampled_from(["work", "sleep", "set_clock"]), st.integers(3, 90_000)), max_size=10))
def test_only_work_is_billed_whatever_the_clocks_do(doings: list[tuple[str, int]]) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        clock = FakeClock()
        watch, ledger = Stopwatch(clock), CostLedger(Path(folder), RATE, clock.wall())
        for place, (what, seconds) in enumerate(doings):
            getattr(clock, what)(-seconds if what == "set_clock" and place % 2 else seconds)
            ledger.add(watch.look())
            ledger.close_hour(clock.wall(), place)
        worked = sum(seconds for what, seconds in doings if what == "work")
        assert ledger.total_usd == pytest.approx(worked / 3600 * 1.30)
        entries = read_ledger(Path(folder))
        assert [entry["entry"] for entry in entries] == list(range(1, len(entries) + 1))
        assert sum(entry["usd"] for entry in entries) + ledger.open.usd == pytest.approx(ledger.total_usd)


def test_a_rented_machine_costs_while_it_sleeps_and_stands(tmp_path: Path) -> None:
    ledger = CostLedger(tmp_path, Cost(usd_per_hour=2.0, bill="held"), START)
    ledger.add(Passed(awake=1800.0, asleep=1800.0, clock_change=9e9), stopped=3600.0)
    assert ledger.total_usd == pytest.approx(4.0)


def test_hours_are_appended_and_half_a_line_is_passed_over(tmp_path: Path) -> None:
    ledger = CostLedger(tmp_path, RATE, START)
    for step in range(1, 10):
        ledger.add(Passed(awake=1000.0))
        ledger.close_hour(START + 1000.0 * step, step)
    entries = read_ledger(tmp_path)
    assert [entry["billed_seconds"] for entry in entries] == [4000.0, 4000.0]
    assert entries[-1]["total_usd"] == pytest.approx(8000 / 3600 * 1.30)
    with (tmp_path / LEDGER_FILE).open("a") as file:
        file.write('{"entry": 3, "total_u')  # a kill
    again = CostLedger(tmp_path, RATE, START)
    again.recover(ledger.saved())
    assert again.total_usd == pytest.approx(ledger.total_usd)
    again.add(Passed(awake=3600.0))
    assert again.close_hour(START, 11)
    assert [entry["entry"] for entry in read_ledger(tmp_path)] == [1, 2, 3]


def test_an_hour_that_is_in_the_ledger_is_not_counted_again(tmp_path: Path) -> None:
    """Killed between the ledger's line and the state file, which still has the hour as open."""
    ledger = CostLedger(tmp_path, RATE, START)
    ledger.add(Passed(awake=3600.0))
    saved = json.loads(json.dumps(ledger.saved()))
    ledger.close_hour(START + 3600.0, 1)
    again = CostLedger(tmp_path, RATE, START)
    again.recover(saved)
    assert again.total_usd == pytest.approx(1.30)


def test_idle_is_no_step_or_a_gpu_that_does_nothing() -> None:
    clock = FakeClock()
    watch = IdleWatch(Idle(hours=2.0), clock)
    clock.work(5000.0)
    watch.beat()
    clock.work(3600.0)
    assert watch.look(None) is Look.WORKING
    clock.sleep(100_000.0)  # nobody works in their sleep, and nobody idles
    clock.set_clock(1e7)
    assert watch.look(None) is Look.WORKING
    clock.work(3599.0)
    assert watch.look(0.99) is Look.WARNING  # a busy GPU does not excuse missing steps
    clock.work(1.0)
    assert watch.look(0.99) is Look.IDLE
    watch.beat()
    assert watch.look(0.5) is Look.WORKING
    for _ in range(120):
        clock.work(60.0)
        watch.beat()
        found = watch.look(0.01)
    assert found is Look.IDLE
    assert watch.look(0.5) is Look.WORKING
    clock.work(1e6)
    assert IdleWatch(Idle(hours=0.0), FakeClock()).look(0.0) is Look.WORKING
