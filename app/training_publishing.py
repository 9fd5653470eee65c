"""Step 6 of the Train page: a blind test of the tuned model against its base, and the model under a name of its own."""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from app import blind_store
from app.blind_store import Overview
from app.training_desk import TrainingDesk
from app.training_result import Card, Pairs, is_model_id
from app.widgets.plain_text import plain

_RECENT = "blind_tests"
_TITLE = "Listening test"
"""Neither the title nor the folder may tell which system is which."""


class Publishing(QObject):
    """Makes tests and models of what a run left.

    Args:
        desk: Where problems are told.
    """

    busy_changed = Signal()
    test_made = Signal(object)
    """The test's folder."""
    published = Signal(str)
    """The model's id."""

    def __init__(self, desk: TrainingDesk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        # models are installed by the engine's own command, in the same home
        own = desk.program
        self.engine = replace(own, command=(sys.executable, "-m", "engine"))
        self.is_busy = False

    def make_test(self, pairs: Pairs, trials: int, raters: int) -> None:
        """A test of pairs with its key beside it; it is then opened on the A/B page."""
        folder = self._desk.folder / "tests" / time.strftime("panel-%Y%m%d-%H%M%S")
        self._set_busy(is_busy=True)

        def work() -> Overview:
            numbers = blind_store.numbers_of(trials, raters)
            return blind_store.make(folder, (("base", pairs.base), ("tuned", pairs.tuned)), numbers, _TITLE)

        def done(overview: Overview) -> None:
            self._set_busy(is_busy=False)
            state = self._desk.services.state
            recent = [line for line in state.text(_RECENT).split("\n") if line and line != str(overview.folder)]
            state.set_text(_RECENT, "\n".join([str(overview.folder), *recent][:5]))
            self.test_made.emit(overview.folder)

        def failed(error: Any) -> None:
            self._set_busy(is_busy=False)
            self._desk.tell(error)

        self._desk.services.background.run(work, done, failed)

    def publish(self, card: Card, name: str) -> None:
        """Install the tuned model with its card: ``aurax generate --model NAME`` plays it from then on."""
        if not is_model_id(name):
            self._desk.tell_problem(
                self.tr("“%s” cannot be the name of a model.") % plain(name, 80),
                self.tr("Use small letters, digits, dots and dashes."),
            )
            return
        self._set_busy(is_busy=True)

        def done(_document: dict[str, Any]) -> None:
            self._set_busy(is_busy=False)
            self.published.emit(name)

        def failed(error: Any) -> None:
            self._set_busy(is_busy=False)
            self._desk.tell(error)

        self._desk.asking.ask(["models", "import", name, str(card.folder)], done, failed, program=self.engine)

    def _set_busy(self, *, is_busy: bool) -> None:
        self.is_busy = is_busy
        self.busy_changed.emit()
