"""“Set up engine”: between its dialog and the jobs that bring models; what runs is found again when it is reopened."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.engines import Engine, read_engines
from app.views.engine_setup import EngineSetup, Progress
from app.widgets.plain_text import plain
from engine.core.jobs import JobEvent, JobId, JobState

if TYPE_CHECKING:
    from app.main_window import MainWindow
    from engine.jobs.install_model import InstallModel


class EngineAdding(QObject):
    """Belongs to one window.

    Args:
        window: Which.
        models: Where models are installed.
    """

    def __init__(self, window: MainWindow, models: Path) -> None:
        super().__init__(window)
        self._window, self._models = window, models
        self._dialog: EngineSetup | None = None
        self._running: dict[JobId, Progress] = {}
        window.operations.job_told.connect(self._on_job)

    def dialog(self) -> EngineSetup:
        """A new dialog, which looks for what is there and shows what is being added."""
        dialog = EngineSetup(self._window)
        dialog.machine_wanted.connect(self._window.shell.show_machine)
        dialog.add_wanted.connect(self.add)
        dialog.cancel_wanted.connect(self._cancel)
        dialog.finished.connect(lambda _result: self._forget(dialog))
        self._dialog = dialog
        for progress in self._running.values():
            dialog.show_progress(progress)
        self._look()
        return dialog

    def _forget(self, dialog: EngineSetup) -> None:
        if self._dialog is dialog:
            self._dialog = None

    def _look(self) -> None:
        models, dialog = self._models, self._dialog

        def show(engines: tuple[Engine, ...]) -> None:
            if dialog is not None and dialog is self._dialog:
                dialog.show_engines(engines)

        def failed(error: Exception) -> None:
            if dialog is not None and dialog is self._dialog:
                dialog.show_error(error)

        self._window.background.run(lambda: read_engines(models), show, failed)

    def add(self, wanted: InstallModel) -> None:
        """Bring a model as a job; the dialog may be closed meanwhile."""
        if any(progress.model == wanted.model for progress in self._running.values()):
            return
        job_id = self._window.operations.make(wanted, self.tr("Model “%s”") % wanted.model)
        if job_id is not None:
            self._running[job_id] = Progress(wanted.model)
            self._show(self._running[job_id])

    def _cancel(self, model: str) -> None:
        for job_id, progress in self._running.items():
            if progress.model == model:
                self._window.operations.cancel(job_id)

    def _on_job(self, event: JobEvent) -> None:
        before = self._running.get(event.job_id)
        if before is None:
            return
        now = before
        if event.progress is not None:
            now = replace(before, fraction=event.progress.fraction, stage=event.progress.stage, eta=event.progress.eta)
        if event.state.is_final:
            del self._running[event.job_id]
            told = f"{plain(event.error)} {plain(getattr(event.error, 'hint', ''))}".strip() if event.error else ""
            now = replace(now, is_done=True, problem=told, is_added=event.state is JobState.SUCCEEDED)
            self._look()
        else:
            self._running[event.job_id] = now
        self._show(now)
        if now.is_added and self._dialog is None:
            self._window.notice.tell(self.tr("The model “%s” is ready.") % now.model)

    def _show(self, progress: Progress) -> None:
        if self._dialog is not None:
            self._dialog.show_progress(progress)
