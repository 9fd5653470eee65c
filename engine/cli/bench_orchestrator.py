"""Bench: a small training of the separator through go, conditional and no-go, with every file that is promised.

Three plans of one training on a corpus that is made here. Nothing is pretended: the small network learns for a minute
on the processor, its samples are scored, and the plans differ in what they ask. A run is killed on the way, too.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from engine.cli.console import Console

DEFAULT_FOLDER = "aurax-bench-orchestrator"
_FILES = ("orchestrator_state.json", "week_5_metrics.json", "cost_ledger.jsonl", "events.jsonl", "plan.toml")
_KILLED = "go"
_STEPS = 16
_MILESTONE = 8
_KILL_AT = 6


@dataclass(frozen=True, slots=True)
class _Case:
    """A plan: what it asks of samples, of how many, and what must come of it."""

    pass_at: float
    samples: int
    status: str
    also: str


_CASES = {
    "go": _Case(0.0, 10, "completed", "training_report.json"),
    "conditional": _Case(0.0, 2, "completed", "training_report.json"),
    "no-go": _Case(20.0, 10, "aborted", "abort_report.json"),
}
"""0 dB is better than silence; 20 dB nobody reaches in a minute. Two samples leave everything open."""

_PLAN = """name = "rehearsal: {name}"
next_phase = "more hours of the corpus, and the full size"

[checkpoints]
steps = 4

[cost]
usd_per_hour = 1.30
budget_usd = 5.0
warn_usd = 4.0

[[milestone]]
name = "week_5"
step = {step}
samples = {samples}

[thresholds]
min_authenticity = 0.35
max_val_loss = 20.0  # in the separator's unit, where an untrained one has about 18
min_gain = 0.05

[scoring]
pass_at = {pass_at}

[conditional]
again_steps = 1000
"""


def run(console: Console, out: Path) -> dict[str, Any]:
    """Make the corpus, train three times, look at what is left."""
    from engine.cli.train import run_trainer
    from engine.core.errors import BackendError

    corpus = out / "corpus"
    words = ["corpus", "make", "--hours", "0.05", "--item-seconds", "6", "--format", "wav", "--workers", "1"]
    if run_trainer([*words, "--out", str(corpus), "--quiet"], is_silent=True):
        raise BackendError("corpus", "the corpus could not be made", "")
    cases = {}
    line = console.progress("orchestrator")
    for place, (name, case) in enumerate(_CASES.items()):
        line(place / len(_CASES), name)
        cases[name] = _case(name, case, corpus, out)
    line.close()
    return {"folder": str(out), "steps": _STEPS, "cases": cases}


def _case(name: str, case: _Case, corpus: Path, out: Path) -> dict[str, Any]:
    import shutil

    folder = out / name
    shutil.rmtree(folder, ignore_errors=True)
    plan = out / f"{name}.toml"
    plan.write_text(_PLAN.format(name=name, step=_MILESTONE, samples=case.samples, pass_at=case.pass_at))
    command = [sys.executable, "-m", "trainer", "run", "separation", "--out", folder, "--plan", plan]
    command += ["--corpus", corpus, "--size", "small", "--seconds", 1, "--batch", 1, "--steps", _STEPS, "--held-out", 3]
    command += [
        "--learning-rate",
        0.02,
        "--validate-every",
        8,
        "--device",
        "cpu",
        "--precision",
        "fp32",
        "--events",
        "--quiet",
    ]
    words = [str(word) for word in command]
    started, num_kills = time.monotonic(), 0
    if name == _KILLED:
        num_kills += _killed_at(words, step=_KILL_AT)
    ended = subprocess.run(words, stdout=subprocess.PIPE, text=True, check=False)
    last = json.loads(ended.stdout.splitlines()[-1]) if ended.stdout else {}
    metrics = _read(folder / "week_5_metrics.json")
    files = {file: (folder / file).exists() for file in (*_FILES, case.also)}
    curves = [str(file.relative_to(folder)) for file in sorted((folder / "events").rglob("events.out.tfevents.*"))]
    is_decided = metrics.get("decision") == name and last.get("status") == case.status
    return {
        "decision": metrics.get("decision"),
        "status": last.get("status"),
        "is_as_it_must_be": is_decided and all(files.values()) and bool(curves),
        "kills": num_kills,
        "seconds": round(time.monotonic() - started, 1),
        "total_cost_usd": last.get("total_cost_usd"),
        "criteria": {one["name"]: f"{one['status']}: {one['words']}" for one in metrics.get("criteria", ())},
        "measure": metrics.get("measure", {}).get("words"),
        "baseline": metrics.get("authenticity", {}).get("baseline"),
        "files": files,
        "tensorboard": curves,
        "samples_to_hear": len(list((folder / "milestones").rglob("*.wav"))),
    }


def _killed_at(words: list[str], *, step: int) -> int:
    """Start it and ``kill -9`` it at a step; 1 if it was."""
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            news = json.loads(line)
            if news["event"] == "progress" and news["step"] >= step:
                process.kill()
                return 1
    return 0


def _read(file: Path) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, json.JSONDecodeError):
        return {}
    return found
