"""A machine whose clocks a test sets, and a training that costs nothing: a number that falls step by step."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from trainer.orchestrator.orchestrate import Surroundings
from trainer.orchestrator.plan import Plan
from trainer.orchestrator.seam import Facts, Measure, Sample, ScoredSample, Which
from trainer.recipes.loop import Finished, Progress

START = 1_790_000_000.0


@dataclass
class FakeClock:
    """All three clocks stand until they are moved."""

    awake_seconds: float = 1000.0
    asleep_seconds: float = 0.0
    change: float = 0.0

    def awake(self) -> float:
        return self.awake_seconds

    def boot(self) -> float:
        return self.awake_seconds + self.asleep_seconds

    def wall(self) -> float:
        return START + self.boot() + self.change

    def work(self, seconds: float) -> None:
        self.awake_seconds += seconds

    def sleep(self, seconds: float) -> None:
        self.asleep_seconds += seconds

    def set_clock(self, seconds: float) -> None:
        self.change += seconds


@dataclass
class FakeTraining:
    """``step_seconds`` a step; of its samples ``passing`` pass, of its base's none; its loss gains ``gain``."""

    run: Path
    clock: FakeClock
    steps: int = 10
    step_seconds: float = 100.0
    passing: float = 1.0
    gain: float = 1.0
    loss: float = 2.0
    steps_per_epoch: int = 5
    uses_gpu: bool = False
    before_step: Callable[[int], None] = lambda _step: None
    made: list[tuple[Which, int]] = field(default_factory=list)

    @property
    def facts(self) -> Facts:
        return Facts("toy", "numbers", self.steps, self.steps_per_epoch, self.uses_gpu)

    @property
    def measure(self) -> Measure:
        return Measure("toy", "every sample is told whether it passes", is_stand_in=True)

    def train(self, on_step: Callable[[Progress], None]) -> int:
        step = self.step()
        while step < self.steps:
            self.before_step(step + 1)
            self.clock.work(self.step_seconds)
            step += 1
            figures = {"loss": 3.0 / step, "learning_rate": 1e-3}
            if step % 5 == 0:
                figures["validation/loss"] = 3.0 - 0.01 * step
            try:
                on_step(Progress(step, self.steps, 0.0, figures))
            except BaseException:
                self._save(step)
                raise
        self._save(step)
        return step

    def _save(self, step: int) -> None:
        (self.run / "latest").write_text(f"step_{step:08d}")

    def step(self) -> int:
        latest = self.run / "latest"
        return int(latest.read_text().removeprefix("step_")) if latest.exists() else 0

    def losses(self, which: Which) -> Sequence[float]:
        shift = 0.0 if which is Which.CURRENT else self.gain
        return [self.loss + shift + 0.001 * number for number in range(20)]

    def generate(self, which: Which, _folder: Path, number: int) -> Iterator[Sample]:
        self.made.append((which, number))
        for place in range(number):
            self.clock.work(1.0)
            passes = which is Which.CURRENT and place < round(self.passing * number)
            yield Sample(f"sample{place}", None, passes)

    def score(self, sample: Sample) -> ScoredSample:
        return ScoredSample(sample.name, None, float(bool(sample.content)), bool(sample.content))

    def finish(self) -> Finished:
        (self.run / "toy.safetensors").write_bytes(b"weights")
        return Finished(self.run / "toy.safetensors", "toy-1")


@dataclass
class Said:
    """What the orchestrator sends."""

    lines: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    def __call__(self, event: str, fields: dict[str, Any]) -> None:
        json.dumps(fields, allow_nan=False)  # every line is one
        self.lines.append((event, fields))

    def names(self) -> list[str]:
        return [event for event, _ in self.lines if event not in ("progress", "sample")]

    def of(self, event: str) -> list[dict[str, Any]]:
        return [fields for name, fields in self.lines if name == event]


def plan(**tables: Any) -> Plan:
    """A plan as its TOML would be read."""
    usual: dict[str, Any] = {"milestone": [{"name": "week_5", "step": 5, "samples": 40}], "idle": {"hours": 0.0}}
    return msgspec.convert({**usual, **tables}, Plan)


def around(clock: FakeClock, said: Said | None = None, **more: Any) -> Surroundings:
    return Surroundings(clock=clock, send=said or Said(), gpu=more.pop("gpu", lambda: None), **more)


def document(run: Path, name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((run / name).read_text())
    return found
