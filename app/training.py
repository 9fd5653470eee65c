"""The Train page's mind: what is stated, made, trained and found again. The trainer works in processes of its own."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.training_asking import TensorBoard
from app.training_desk import TrainingDesk
from app.training_material import Material
from app.training_presets import (
    DEMO,
    MUSICGEN,
    Choice,
    Estimate,
    demo_corpus_arguments,
    estimate,
    plan_text,
    preset_for,
    run_arguments,
    with_defaults,
)
from app.training_process import Task
from app.training_run import RunView, read_run
from app.widgets.plain_text import plain
from engine.core.names import safe_name
from engine.whole_file import write_bytes

if TYPE_CHECKING:
    from app.pages import Services

_RATE_WEIGHT = 0.5


@dataclass(frozen=True, slots=True)
class TrainMachine:
    """What there is to train with: the card (0 GB without), and installed MusicGens as id and title."""

    gpu: str = ""
    vram_gb: float = 0.0
    bases: tuple[tuple[str, str], ...] = ()


def find_train_machine(models: Path) -> TrainMachine:
    """Look at the graphics card and the models that are installed."""
    from engine.models.catalog import Catalog
    from engine.models.device import find_gpus
    from engine.models.installed import is_available

    cards = [card for card in Catalog(models) if card.architecture == "musicgen" and is_available(card, models)]
    gpus = find_gpus()
    first = gpus[0] if gpus else None
    bases = tuple((card.id, plain(card.title, 60)) for card in cards)
    return TrainMachine(first.name if first else "", first.memory_gb if first else 0.0, bases)


class Training(QObject):
    """See the module.

    Args:
        services: What the page may use of the window.
    """

    run_changed = Signal()

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = TrainingDesk(services, self)
        self.material = Material(self.desk, self)
        self.board = TensorBoard(self.desk.program, self)
        self.task = self.desk.task
        self.folder = self.desk.folder
        self.machine = TrainMachine()
        self.run = RunView()
        self.failure = ""
        self.task.told.connect(self._on_event)
        self.task.ended.connect(self._on_ended)

    def open(self) -> None:
        """Take up what goes on, and read what is there."""
        run = Path(self.desk.remembered.run) if self.desk.remembered.run else None
        if run is not None and run.is_dir():
            self.run = read_run(run)
        task = self.task.find()
        if task is not None and task.kind == "training" and self.run.folder is not None:
            self._settle_status(task)
        services = self.desk.services
        services.background.run(lambda: find_train_machine(services.paths.models), self._on_machine, self.desk.tell)
        self.refresh()

    def refresh(self) -> None:
        """Read the collection and the data sets anew."""
        if any(folder.is_imported for folder in self.desk.remembered.folders):
            self.material.read_collection()
        self.material.read_datasets()
        self.desk.changed.emit()
        self.run_changed.emit()

    def _on_machine(self, machine: TrainMachine) -> None:
        self.machine = machine
        choice = self.desk.remembered.choice
        if not choice.base and machine.bases:
            choice = replace(choice, base=machine.bases[0][0])
        if not choice.preset and choice.recipe == MUSICGEN:
            choice = replace(choice, preset=preset_for(machine.vram_gb, choice.base))
        self.desk.keep(choice=choice)

    def show_step(self, step: int) -> None:
        """Remember where the user is."""
        self.desk.keep(step=step)

    # 4: what is trained

    def set_recipe(self, recipe: str) -> None:
        """Another recipe with its usual numbers."""
        choice = with_defaults(self.desk.remembered.choice, recipe, self.machine.vram_gb)
        dataset = self.desk.remembered.dataset if recipe == MUSICGEN else ""
        self.desk.keep(choice=replace(choice, dataset=dataset))

    def set_choice(self, choice: Choice) -> None:
        self.desk.keep(choice=choice)

    def estimate(self) -> Estimate:
        """Memory, time and cost of what is chosen."""
        choice = self.desk.remembered.choice
        return estimate(choice, self.desk.remembered.rates.get(_rate_key(choice)), self.machine.vram_gb)

    @property
    def why_no_training(self) -> str:
        """What is missing before a training; empty where nothing is."""
        choice = self.desk.remembered.choice
        if self.task.is_running:
            return self.tr("Wait for what is working.")
        if choice.recipe == DEMO:
            return ""
        if choice.recipe == MUSICGEN and not choice.base:
            return self.tr(
                "No MusicGen is installed. Get one with “aurax models download musicgen-small”, or choose a folder."
            )
        if choice.recipe == MUSICGEN and not choice.dataset:
            return self.tr("Make a data set first: step 3.")
        if not choice.dataset:
            return self.tr("Choose a folder of multitracks, or have one rendered with “aurax train corpus make”.")
        return ""

    def begin(self) -> None:
        """Start the training that is chosen; the small demo renders its own music first."""
        if self.why_no_training:
            return
        choice = self.desk.remembered.choice
        if choice.recipe == DEMO:
            corpus = self.folder / "corpora" / "demo"
            self.desk.keep(then_trains=True, choice=replace(choice, dataset=str(corpus)))
            self._start("corpus", demo_corpus_arguments(corpus), str(corpus))
        else:
            self._train()

    def _train(self) -> None:
        choice = self.desk.remembered.choice
        name = safe_name(f"{time.strftime('%Y-%m-%d %H%M%S')} {choice.recipe}")
        run, plan = self.folder / "runs" / name, self.folder / "plans" / f"{name}.toml"
        try:
            write_bytes(plan, plan_text(choice).encode())
        except OSError as error:
            self.desk.tell(error)
            return
        self.run = RunView(run, status="running", steps=choice.steps)
        self.desk.keep(then_trains=False, run=str(run))
        self._start("training", run_arguments(choice, run, plan, self.machine.vram_gb > 0), str(run))

    # 5: while it runs

    @property
    def is_training(self) -> bool:
        return self.task.is_running and self.task.task is not None and self.task.task.kind == "training"

    @property
    def can_resume(self) -> bool:
        folder = self.run.folder
        is_there = folder is not None and (folder / "run.json").is_file()
        return is_there and not self.task.is_running and self.run.status not in ("", "completed")

    def pause(self) -> None:
        """After the step in hand, with a checkpoint."""
        self.task.pause()
        self.run_changed.emit()
        self.desk.changed.emit()

    def stop_now(self) -> None:
        """End it at once."""
        self.task.kill()
        self.desk.changed.emit()

    def resume(self, despite: str = "") -> None:
        """Go on from the newest checkpoint; ``despite`` why, after a no-go."""
        if self.can_resume:
            self.run.status = "running"
            words = ["resume", str(self.run.folder), "--events", *(["--despite", despite] if despite else [])]
            self._start("training", words, str(self.run.folder))

    @property
    def runs(self) -> tuple[Path, ...]:
        """Trainings of this page, newest first."""
        found = sorted((self.folder / "runs").glob("*/run.json"), reverse=True)
        return tuple(file.parent for file in found)

    def open_run(self, folder: Path) -> None:
        """Show another training."""
        if not (folder / "run.json").is_file():
            self.desk.tell_problem(
                self.tr("“%s” holds no training.") % plain(folder, 200), self.tr("Choose a folder with a run.json.")
            )
            return
        if not self.is_training:
            self.run = read_run(folder)
            if self.run.status == "running":
                self.run.status = "stopped"
            self.desk.keep(run=str(folder))
            self.run_changed.emit()

    # the process

    def _start(self, kind: str, arguments: list[str], subject: str) -> None:
        self.failure = ""
        self.desk.begin(kind, arguments, subject)
        self.run_changed.emit()

    def _on_event(self, event: dict[str, Any]) -> None:
        task = self.task.task
        if task is None:
            return
        if task.kind == "training":
            self.run.take(event)
            self.run_changed.emit()
        if event["event"] == "progress":
            words = plain(" ".join(filter(None, (event.get("phase"), event.get("stage")))), 120)
            self.desk.task_told.emit(float(event.get("fraction") or 0.0), words, event.get("eta_seconds"))
        elif event["event"] == "result" and task.kind == "dataset" and event.get("dataset"):
            self.desk.keep(dataset=str(event["dataset"]))

    def _on_ended(self, task: Task) -> None:
        self.failure = plain(task.message, 400)
        if task.kind == "training":
            self._end_training(task)
        elif task.ended != "done":
            self.desk.keep(is_importing=False, then_trains=False)
        elif task.kind == "import":
            folders = self.desk.remembered.folders
            self.desk.keep(
                folders=tuple(replace(f, is_imported=f.is_imported or f.path == task.subject) for f in folders)
            )
            self.material.import_next()
        elif task.kind == "corpus" and self.desk.remembered.then_trains:
            self._train()
        elif task.kind == "dataset":
            self.material.read_datasets()
        if task.ended == "failed":
            self.desk.tell_problem(
                self.failure or self.tr("The trainer has stopped without a word."), self._what_now(task)
            )
        self.desk.changed.emit()

    def _what_now(self, task: Task) -> str:
        if task.kind == "training":
            return self.tr("Nothing before the last checkpoint is lost: Resume goes on from there.")
        return self.tr("Nothing is half-written. The same button goes on where it stopped.")

    def _end_training(self, task: Task) -> None:
        folder = Path(task.subject)
        if folder.is_dir():
            pace = self._pace()
            older, self.run = self.run, read_run(folder)
            self.run.keep_curves(older)
            self._settle_status(task)
            if pace is not None:
                key = _rate_key(self.desk.remembered.choice)
                before = self.desk.remembered.rates.get(key, pace)
                self.desk.keep(rates={**self.desk.remembered.rates, key: before + _RATE_WEIGHT * (pace - before)})
        else:
            self.run.status = task.ended
        self.run_changed.emit()

    def _settle_status(self, task: Task) -> None:
        """The state's file says what the trainer last wrote; a process that was killed could not write its end."""
        if self.task.is_running:
            return
        if self.run.status in ("", "running"):
            self.run.status = {"done": "completed", "paused": "stopped"}.get(task.ended, "stopped")
        if task.ended == "failed":
            self.run.status, self.run.reason = "failed", plain(task.message, 300)

    def _pace(self) -> float | None:
        """Seconds a step, from the state's own count of working time."""
        import json

        try:
            own = json.loads(((self.run.folder or Path()) / "orchestrator_state.json").read_bytes())
            steps, seconds = int(own["step"]), float(own["run_seconds"])
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return seconds / steps if steps > 0 and seconds > 0 else None

    def close(self) -> None:
        """The window closes: what works goes on."""
        self.task.close()
        self.desk.asking.close()
        self.board.close()


def _rate_key(choice: Choice) -> str:
    return f"{choice.recipe}/{choice.preset}/{choice.base}"
