"""How a training stands, as the page shows it: folded from its events, and rebuilt from its folder after a restart."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.widgets.plain_text import plain

MOST_POINTS = 4000
"""Of a curve in memory; from there on neighbours become one, which no screen can tell from all of them."""
_MOST_LINES, _MOST_CLIPS = 400, 200
_STATE, _FIGURES, _NEWS = "orchestrator_state.json", "figures.jsonl", "events.jsonl"


@dataclass(slots=True)
class Curve:
    """Values by step. A training that goes on from an earlier checkpoint overwrites what came after it."""

    steps: list[float] = field(default_factory=list)
    values: list[float] = field(default_factory=list)

    def add(self, step: float, value: Any) -> None:
        """Take a value; one that is no number is a gap."""
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            return
        while self.steps and self.steps[-1] >= step:
            self.steps.pop()
            self.values.pop()
        self.steps.append(step)
        self.values.append(float(value))
        if len(self.steps) > MOST_POINTS:
            self.steps = self.steps[1::2]
            pairs = zip(self.values[::2], self.values[1::2], strict=False)
            self.values = [(first + second) / 2 for first, second in pairs]
            self.steps = self.steps[: len(self.values)]

    @property
    def last(self) -> float | None:
        return self.values[-1] if self.values else None


@dataclass(frozen=True, slots=True)
class Clip:
    """One generated preview: its look (``base`` for the frozen base), its name, its file, its score or None."""

    look: str
    name: str
    file: Path | None
    score: float | None
    has_passed: bool | None


@dataclass(frozen=True, slots=True)
class Decision:
    """A milestone's verdict with its grounds in words."""

    name: str
    verdict: str
    step: int
    grounds: tuple[str, ...] = ()


@dataclass(slots=True)
class RunView:
    """Everything the page shows of one run."""

    folder: Path | None = None
    status: str = ""
    reason: str = ""
    step: int = 0
    steps: int = 0
    stage: str = ""
    eta: float | None = None
    cost: float = 0.0
    gpu: float | None = None
    loss: Curve = field(default_factory=Curve)
    validation: Curve = field(default_factory=Curve)
    rate: Curve = field(default_factory=Curve)
    culture: Curve = field(default_factory=Curve)
    clips: list[Clip] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    weights: str = ""

    @property
    def fraction(self) -> float:
        return min(1.0, self.step / self.steps) if self.steps else 0.0

    def take(self, event: dict[str, Any]) -> None:
        """Fold in one event; what is unknown or malformed changes nothing."""
        known = {
            "progress": self._progress,
            "validation": self._validation,
            "sample": self._sample,
            "decision": self._decision,
            "milestone": self._milestone,
            "result": self._result,
        }
        act = known.get(str(event.get("event")))
        if act is not None:
            act(event)
        self._note(event)

    def keep_curves(self, older: RunView) -> None:
        """Take over the curves of an older view of the same run where they are finer."""
        if older.folder == self.folder:
            for name in ("loss", "rate", "validation", "culture"):
                if len(getattr(older, name).steps) > len(getattr(self, name).steps):
                    setattr(self, name, getattr(older, name))

    def _progress(self, event: dict[str, Any]) -> None:
        self.step, self.steps = _whole(event.get("step"), self.step), _whole(event.get("steps"), self.steps)
        self.stage = plain(event.get("stage") or "", 120)
        self.eta, self.gpu = _number(event.get("eta_seconds")), _number(event.get("gpu_utilization"))
        self.cost = _number(event.get("cost_usd")) or self.cost
        self.loss.add(self.step, event.get("loss"))
        self.rate.add(self.step, event.get("learning_rate"))

    def _validation(self, event: dict[str, Any]) -> None:
        step = _whole(event.get("step"), self.step)
        self.validation.add(step, event.get("loss"))
        figures = event.get("figures")
        if isinstance(figures, dict):
            self.culture.add(step, figures.get("culture"))

    def _sample(self, event: dict[str, Any]) -> None:
        file = event.get("file")
        clip = Clip(
            plain(event.get("milestone") or "", 60),
            plain(event.get("name") or "", 80),
            Path(file) if isinstance(file, str) and file else None,
            _number(event.get("score")),
            event.get("passed") if isinstance(event.get("passed"), bool) else None,
        )
        self._keep_clip(clip)
        self.stage = f"{clip.look}: {clip.name}"

    def _keep_clip(self, clip: Clip) -> None:
        self.clips = [each for each in self.clips if each.file != clip.file or clip.file is None]
        self.clips = [*self.clips, clip][-_MOST_CLIPS:]

    def _decision(self, event: dict[str, Any]) -> None:
        criteria = event.get("criteria")
        grounds = tuple(
            plain(f"{one.get('status', '')}: {one.get('words', '')}", 300)
            for one in (criteria if isinstance(criteria, list) else ())
            if isinstance(one, dict)
        )
        name, step = plain(event.get("name") or "", 60), _whole(event.get("step"), self.step)
        decision = Decision(name, plain(event.get("decision") or "", 40), step, grounds)
        if decision not in self.decisions:  # a window that comes back hears again what the run's files say, too
            self.decisions.append(decision)
        scored = [clip.score for clip in self.clips if clip.look == name and clip.score is not None]
        if scored:
            self.culture.add(step, sum(scored) / len(scored))

    def _milestone(self, event: dict[str, Any]) -> None:
        self.stage = plain(event.get("name") or "", 60)

    def _result(self, event: dict[str, Any]) -> None:
        self.status = plain(event.get("status") or "completed", 40)
        self.weights = str(event.get("weights") or "")
        self.step = _whole(event.get("step"), self.step)

    def _note(self, event: dict[str, Any]) -> None:
        """A line for the log; progress and samples are too many."""
        kind = str(event.get("event"))
        if kind in ("progress", "sample"):
            return
        at = str(event.get("at", ""))[11:19]
        says = event.get("message") or event.get("reason") or event.get("decision") or event.get("name") or ""
        if kind == "validation":
            says = event.get("loss")
        line = plain(f"{at}  {kind.replace('_', ' ')}  {says}", 300)
        if line not in self.lines:
            self.lines = [*self.lines, line][-_MOST_LINES:]


def read_run(folder: Path) -> RunView:
    """A run's history from its own files: what is missing or half written is left out."""
    view = RunView(folder)
    for line in _lines(folder / _FIGURES):
        step = _whole(line.get("step"), 0)
        view.step = max(view.step, step)
        view.loss.add(step, line.get("loss"))
        view.rate.add(step, line.get("learning_rate"))
        view.validation.add(step, line.get("validation/loss"))
        view.culture.add(step, line.get("validation/culture"))
    for event in _lines(folder / _NEWS):
        if event.get("event") != "validation" or not view.validation.values:
            view.take(event)
    for file in sorted(folder.glob("milestones/**/samples.jsonl")):
        _read_clips(view, file)
    _read_state(view, folder / _STATE)
    return view


def _read_clips(view: RunView, file: Path) -> None:
    look = file.parent.name if file.parent.name == "base" else file.parent.parent.name
    for line in _lines(file):
        own = line.get("file")
        sound = file.parent / own if isinstance(own, str) and own == Path(own).name else None
        passed = line.get("passed") if isinstance(line.get("passed"), bool) else None
        view._keep_clip(Clip(look, plain(line.get("name") or "", 80), sound, _number(line.get("score")), passed))  # noqa: SLF001 - its own module


def _read_state(view: RunView, file: Path) -> None:
    try:
        own = json.loads(file.read_bytes())
    except (OSError, ValueError):
        return
    if not isinstance(own, dict):
        return
    view.status, view.reason = plain(own.get("status") or "", 40), plain(own.get("reason") or "", 300)
    view.step, view.steps = _whole(own.get("step"), view.step), _whole(own.get("target_steps"), view.steps)
    view.cost, view.eta = _number(own.get("total_cost_usd")) or 0.0, _number(own.get("eta_seconds"))
    view.weights = str(own.get("best_model") or "")


def _lines(file: Path) -> Iterator[dict[str, Any]]:
    try:
        with file.open("rb") as opened:
            for line in opened:
                try:
                    found = json.loads(line)
                except ValueError:
                    continue
                if isinstance(found, dict):
                    yield found
    except OSError:
        return


def _whole(value: Any, default: int) -> int:
    return int(value) if isinstance(value, int | float) and math.isfinite(value) else default


def _number(value: Any) -> float | None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    return float(value) if is_number else None
