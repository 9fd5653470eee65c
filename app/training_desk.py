"""What the parts of the Train page share: what is remembered, the process that works, questions, and problems."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app import training_state
from app.operations import Problem
from app.training_asking import Asking
from app.training_process import TaskProcess, trainer_program
from app.widgets.plain_text import plain
from engine.core.errors import EngineError

if TYPE_CHECKING:
    from app.pages import Services

FOLDER = "training"


class TrainingDesk(QObject):
    """See the module.

    Args:
        services: What the page may use of the window.
    """

    changed = Signal()
    """Something that every step may show: folders, choices, what works."""
    task_told = Signal(float, str, object)
    """Of the command that works: how far (0-1), in words, and the seconds left or None."""

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.services = services
        self.folder = services.paths.home / FOLDER
        self.program = trainer_program(services.paths.home)
        self.asking = Asking(self.program, self)
        self.task = TaskProcess(self.program, self.folder / "tasks", self)
        self.remembered = training_state.load(self.folder)

    def keep(self, **changes: Any) -> None:
        """Remember something on the disk."""
        self.remembered = replace(self.remembered, **changes)
        try:
            training_state.keep(self.folder, self.remembered)
        except OSError as error:
            self.tell(error)
        self.changed.emit()

    def begin(self, kind: str, arguments: list[str], subject: str) -> None:
        """Start a long command."""
        try:
            self.task.start(kind, arguments, subject)
        except OSError as error:
            self.tell(error)
        self.task_told.emit(0.0, "", None)
        self.changed.emit()

    def tell_problem(self, sentence: str, meaning: str = "") -> None:
        """What happened, and what can be done."""
        end = "" if sentence.endswith((".", "!", "?")) else "."
        self.services.show_problem(Problem(sentence + end, meaning))

    def tell(self, error: EngineError | OSError) -> None:
        """An error in its own words."""
        self.tell_problem(plain(error), plain(getattr(error, "hint", "") or ""))
