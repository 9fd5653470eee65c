"""Making a blind test in the window: the form, what its numbers can find, and the test itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from app import blind_store
from app.blind_store import Overview
from app.views.judge_make import MakeScreen, WantedTest
from app.window_state import WindowState

FOLDER = "blind_folder"
"""What the window remembers tests' parent folder as."""

Run = Callable[[Callable[[], Any], Callable[[Any], None], Callable[[], None] | None], None]
"""Work for a thread, what follows, and what follows an error that the user has been told."""


class BlindMaking(QObject):
    """Between the form and the engine.

    Args:
        form: Says what is wanted.
        state: Remembers where tests lie.
        run: Runs work in a thread and tells its errors.
        made: Is called with the test.
    """

    def __init__(
        self, form: MakeScreen, state: WindowState, run: Run, made: Callable[[Overview], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._form, self._state, self._run, self._made = form, state, run, made
        form.make_wanted.connect(self._on_make)
        form.numbers_changed.connect(self._tell_power)

    def _tell_power(self, trials: int, raters: int) -> None:
        form = self._form

        def told(words: str) -> None:
            if (form.wanted.trials, form.wanted.raters) == (trials, raters):
                form.power.setText(words)

        self._run(lambda: blind_store.can_find(trials, raters), told, None)

    def _on_make(self, wanted: WantedTest) -> None:
        """Ask where the test goes, and make it there."""
        start = str(Path(self._state.text(FOLDER)) / "panel-1")
        target, _kind = QFileDialog.getSaveFileName(self._form, self.tr("The new test's folder"), start)
        if target:
            self._state.set_text(FOLDER, str(Path(target).parent))
            self.make(Path(target), wanted)

    def make(self, folder: Path, wanted: WantedTest) -> None:
        """Make a test; the form then forgets it."""
        form = self._form
        form.set_busy(is_busy=True)

        def work() -> Overview:
            numbers = blind_store.numbers_of(wanted.trials, wanted.raters)
            return blind_store.make(folder, wanted.systems, numbers, wanted.title)

        def done(overview: Overview) -> None:
            form.set_busy(is_busy=False)
            form.clear()
            self._made(overview)

        self._run(work, done, lambda: form.set_busy(is_busy=False))
