"""What a training has cost, hour by hour, in a file that is only ever appended to.

Rule: an hour of ``bill = "running"`` is an hour in which the training ran on an awake machine. Sleep, time between two
sessions and changes of the clock cost nothing then; with ``bill = "held"`` sleep and stops are paid as well, the stops
by the calendar, which is the only clock that goes on. Every line says what was left out.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from trainer.orchestrator.clocks import Passed, written
from trainer.orchestrator.plan import Cost

LEDGER_FILE = "cost_ledger.jsonl"
_HOUR = 3600.0


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds by kind, what was billed of them, and when they began (wall)."""

    since: float
    awake: float = 0.0
    asleep: float = 0.0
    stopped: float = 0.0
    clock_change: float = 0.0
    billed: float = 0.0
    usd: float = 0.0


class CostLedger:
    """Entries of ``cost_ledger.jsonl`` and the part of an hour that is not in it yet."""

    def __init__(self, run: Path, cost: Cost, now: float) -> None:
        self._file = run / LEDGER_FILE
        self._cost = cost
        entries = read_ledger(run)
        self.num_entries = len(entries)
        self._closed_usd = float(entries[-1]["total_usd"]) if entries else 0.0
        self.open = Spent(now)

    @property
    def total_usd(self) -> float:
        """So far, the open part included."""
        return self._closed_usd + self.open.usd

    def recover(self, saved: Mapping[str, Any]) -> None:
        """Take up the open part that a state file keeps, unless the ledger has it by now."""
        if int(saved["entries"]) == self.num_entries:
            self.open = Spent(**saved["open"])

    def saved(self) -> dict[str, Any]:
        """For the state file; see ``recover``."""
        return {"entries": self.num_entries, "open": asdict(self.open)}

    def add(self, passed: Passed, *, stopped: float = 0.0) -> float:
        """Count time; returns what it cost in USD."""
        billed = passed.awake + (passed.asleep + stopped if self._cost.bill == "held" else 0.0)
        usd = billed / _HOUR * self._cost.usd_per_hour
        own = self.open
        self.open = replace(
            own,
            awake=own.awake + passed.awake,
            asleep=own.asleep + passed.asleep,
            stopped=own.stopped + stopped,
            clock_change=own.clock_change + passed.clock_change,
            billed=own.billed + billed,
            usd=own.usd + usd,
        )
        return usd

    def close_hour(self, now: float, step: int, *, reason: str = "hour") -> bool:
        """Write the open part once an hour is billed; at another ``reason`` whatever there is. True if written."""
        own = self.open
        is_due = own.billed >= _HOUR if reason == "hour" else own.awake + own.asleep + own.stopped > 0.0
        if not is_due:
            return False
        total = self._closed_usd + own.usd
        entry = {
            "entry": self.num_entries + 1,
            "reason": reason,
            "from": written(own.since),
            "to": written(now),
            "step": step,
            "run_seconds": round(own.awake, 3),
            "asleep_seconds": round(own.asleep, 3),
            "stopped_seconds": round(own.stopped, 3),
            "clock_change_seconds": round(own.clock_change, 3),
            "billed_seconds": round(own.billed, 3),
            "usd_per_hour": self._cost.usd_per_hour,
            "usd": round(own.usd, 9),
            "total_usd": round(total, 9),
        }
        _append(self._file, json.dumps(entry))
        self.num_entries, self._closed_usd, self.open = self.num_entries + 1, total, Spent(now)
        return True


def read_ledger(run: Path) -> list[dict[str, Any]]:
    """All whole entries; half a line that a kill left is passed over."""
    try:
        lines = (run / LEDGER_FILE).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []
    found = []
    for line in lines:
        try:
            entry = json.loads(line)
        except json.JSONDecodeError:
            continue
        if isinstance(entry, dict) and "total_usd" in entry:
            found.append(entry)
    return found


def _append(file: Path, line: str) -> None:
    with file.open("ab") as opened:
        if opened.tell() and not _ends_whole(file):
            opened.write(b"\n")
        opened.write(line.encode() + b"\n")
        opened.flush()
        os.fsync(opened.fileno())


def _ends_whole(file: Path) -> bool:
    with file.open("rb") as opened:
        opened.seek(-1, os.SEEK_END)
        return opened.read(1) == b"\n"
