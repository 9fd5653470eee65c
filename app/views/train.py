"""The Train page: six steps from folders of songs to a model of one's own. The trainer works elsewhere."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.pages import Screen, Services
from app.theme import Theme
from app.training import Training
from app.training_publishing import Publishing
from app.trial_player import TrialPlayer
from app.views.train_dataset import DatasetStep
from app.views.train_model import ModelStep
from app.views.train_result import ResultStep
from app.views.train_run import RunStep
from app.views.train_songs import SongsStep
from app.views.train_table import TableStep
from app.widgets.drop_zone import dropped_paths
from app.widgets.plain_text import plain
from app.widgets.space_presses import SpacePresses
from app.widgets.train_parts import StepList, TaskLine

SONGS, TABLE, DATASET, MODEL, RUN, RESULT = range(6)
_SHOW_MS, _POLL_MS = 250, 50


class TrainPage(Screen):
    """Everything of the Train page.

    Args:
        services: What it may use of the window.
        theme: Its dress.
    """

    def __init__(self, services: Services, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)
        self.training = Training(services, self)
        self.publishing = Publishing(self.training.desk, self)
        self.player = TrialPlayer(services.make_player, self)
        self.player.ready.connect(lambda: self.player.switch_to(0))
        names = (
            self.tr("Songs and rights"),
            self.tr("Analysis"),
            self.tr("Data set"),
            self.tr("Model and preset"),
            self.tr("Running"),
            self.tr("Result"),
        )
        self.steps = StepList(names)
        self.songs = SongsStep(self.training, theme)
        self.table = TableStep(self.training, theme)
        self.dataset = DatasetStep(self.training, theme)
        self.model = ModelStep(self.training, theme)
        self.running = RunStep(self.training, theme, self.player)
        self.result = ResultStep(self.training, self.publishing, theme)
        self.pages = QStackedWidget()
        self.all_steps = (self.songs, self.table, self.dataset, self.model, self.running, self.result)
        for page in self.all_steps:
            self.pages.addWidget(page)
        self.line = TaskLine(theme)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.pages, 1)
        right.addWidget(self.line)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.steps)
        row.addLayout(right, 1)
        self._space = SpacePresses(self)
        self._soon = QTimer(self)  # news come many times a second; eyes need four pictures
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SHOW_MS)
        self._soon.timeout.connect(self._show_run)
        self._clock = QTimer(self)
        self._clock.setInterval(_POLL_MS)
        self._clock.timeout.connect(self.player.poll)
        self._clock.start()
        self._connect()
        self.training.open()
        self.show_step(min(max(self.training.desk.remembered.step, SONGS), RESULT))

    def _connect(self) -> None:
        training = self.training
        self.steps.chosen.connect(self.show_step)
        training.desk.changed.connect(self.refresh)
        training.run_changed.connect(self._on_run)
        training.desk.task_told.connect(self.line.show_progress)
        training.material.datasets_read.connect(self.refresh)
        self.line.pause_wanted.connect(training.pause)
        self.table.next_wanted.connect(lambda: self.show_step(DATASET))
        self.dataset.next_wanted.connect(lambda: self.show_step(MODEL))
        self.running.next_wanted.connect(lambda: self.show_step(RESULT))
        self.model.start.clicked.connect(lambda: self.show_step(RUN) if training.task.is_running else None)

    def show_step(self, step: int) -> None:
        """Bring a step to the front."""
        self.steps.show_step(step)
        self.pages.setCurrentIndex(step)
        if step != self.training.desk.remembered.step:
            self.training.show_step(step)
        self._show_run()
        self.refresh()

    def _on_run(self) -> None:
        if not self._soon.isActive():
            self._soon.start()

    def _show_run(self) -> None:
        self.running.refresh()
        self._show_words()

    def refresh(self) -> None:
        """Everything but the curves."""
        self.songs.refresh()
        self.dataset.refresh()
        self.model.refresh()
        task = self.training.task
        self.line.setVisible(task.is_running)
        if task.is_running and task.task is not None:
            self.line.show_task(self._task_words(task.task.kind, task.task.subject), is_pausing=task.is_pausing)
        self._on_run()

    def _task_words(self, kind: str, subject: str) -> str:
        words = {
            "import": self.tr("Importing “%s”"),
            "dataset": self.tr("Making the data set “%s”"),
            "corpus": self.tr("Rendering “%s”"),
            "training": self.tr("Training “%s”"),
        }
        name = subject.replace("\\", "/").rstrip("/").rpartition("/")[2] or subject
        return words.get(kind, "%s") % plain(name, 60)

    def _show_words(self) -> None:
        training, material = self.training, self.training.material
        remembered, run = training.desk.remembered, training.run
        folders = len(remembered.folders)
        view = material.collection
        recipe = {"musicgen": self.tr("MusicGen"), "separation": self.tr("separator"), "demo": self.tr("small demo")}
        self.steps.show_words(
            (
                (self.tr("1 folder") if folders == 1 else self.tr("%d folders") % folders) if folders else "",
                self.tr("%(in)d of %(all)d songs") % {"in": view.chosen, "all": view.recordings}
                if view.recordings
                else "",
                plain(remembered.dataset, 40),
                recipe.get(remembered.choice.recipe, ""),
                f"{self.running.state.text()}, {run.fraction:.0%}" if run.folder is not None else "",
                self.tr("ready to be heard") if self.result.pairs is not None else "",
            )
        )

    # the window's side

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        if dropped_paths(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        self.training.material.add_folders(dropped_paths(event))
        self.show_step(SONGS)
        event.acceptProposedAction()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        super().hideEvent(event)
        self.player.pause()

    def take_focus(self) -> None:
        self.steps.buttons[self.pages.currentIndex()].setFocus()

    def set_theme(self, theme: Theme) -> None:
        self.line.theme = theme
        for page in self.all_steps:
            page.set_theme(theme)

    def close_down(self) -> None:
        self._clock.stop()
        self._soon.stop()
        self.training.close()
        self.player.close()
