"""Step 5 of Train: a training that runs, is paused, or has ended: curves, previews, decisions, log."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QInputDialog,
    QMessageBox,
    QPlainTextEdit,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app import theme as tokens
from app.jobs_model import clock_text
from app.theme import Theme
from app.training import Training
from app.training_run import Clip, Curve, Decision, RunView
from app.trial_player import TrialPlayer
from app.widgets.plain_text import ElidedLabel, PlainLabel, plain
from app.widgets.train_curve import Line, TrainCurve, figure
from app.widgets.train_parts import StepPage, button
from app.widgets.value_table import RowsModel, quiet_table


class RunStep(StepPage):
    """Shows one run; what the user wants of it is asked of ``Training``."""

    next_wanted = Signal()

    def __init__(self, training: Training, theme: Theme, player: TrialPlayer, parent: QWidget | None = None) -> None:
        super().__init__(
            self.tr("The training"),
            self.tr("It goes on when the window is closed, and is found again here. A pause keeps every step."),
            parent,
        )
        self.training, self.theme, self.player = training, theme, player
        self._shown_lines: tuple[str, ...] = ()
        self._shown_clips: tuple[Clip, ...] = ()
        self._shown_decisions: tuple[Decision, ...] = ()
        self.question: QMessageBox | None = None
        self.state = PlainLabel(role="big")
        self.numbers = ElidedLabel(role="quiet")
        self.runs = QComboBox()
        self.runs.setAccessibleName(self.tr("Which training is shown"))
        self.runs.activated.connect(lambda _index: training.open_run(Path(str(self.runs.currentData()))))
        self.other = button(self.tr("Another…"), self._choose_run)
        self.loss = TrainCurve(self.tr("Loss"), theme)
        self.rate = TrainCurve(self.tr("Learning rate"), theme)
        self.culture = TrainCurve(self.tr("Mean score of previews"), theme)
        self.clips_model = RowsModel((self.tr("Look"), self.tr("Preview"), self.tr("Score"), self.tr("Passes")), self)
        self.clips = quiet_table(self.tr("Previews; Enter plays one"))
        self.clips.setModel(self.clips_model)
        self.clips.horizontalHeader().setStretchLastSection(True)
        self.clips.setColumnWidth(0, tokens.NAME_WIDTH)
        self.clips.setColumnWidth(1, tokens.NAME_WIDTH)
        self.clips.activated.connect(lambda index: self._hear(index.row()))
        self.decisions = self._pages_text(self.tr("Decisions with their grounds"))
        self.log = self._pages_text(self.tr("What the trainer says"))
        self.tabs = QTabWidget()
        self._lay_out()
        self.board = button(self.tr("TensorBoard"), self._show_board)
        self.stop = button(self.tr("Stop now…"), self._ask_stop)
        self.pause = button(self.tr("Pause"), training.pause)
        self.resume = button(self.tr("Resume"), self._resume, is_primary=True)
        self.onward = button(self.tr("Result"), self.next_wanted.emit, is_primary=True)
        for widget in (self.board, self.stop, self.pause, self.resume, self.onward):
            self.feet.addWidget(widget)

    def _pages_text(self, name: str) -> QPlainTextEdit:
        edit = QPlainTextEdit()
        edit.setReadOnly(True)
        edit.setAccessibleName(name)
        edit.setTabChangesFocus(True)
        return edit

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.state)
        top.addWidget(self.numbers, 1)
        top.addWidget(self.runs)
        top.addWidget(self.other)
        small = QVBoxLayout()
        small.addWidget(self.rate, 1)
        small.addWidget(self.culture, 1)
        curves = QFrame()
        curves.setObjectName("card")
        row = QHBoxLayout(curves)
        row.setContentsMargins(*(tokens.PADDING,) * 4)
        row.setSpacing(2 * tokens.PADDING)
        row.addWidget(self.loss, 2)
        row.addLayout(small, 1)
        hearing = QWidget()
        column = QVBoxLayout(hearing)
        column.setContentsMargins(0, tokens.GRID, 0, 0)
        line = QHBoxLayout()
        self.play = button(self.tr("Play"), lambda: self._hear(self.clips.currentIndex().row()))
        line.addWidget(self.play)
        line.addStretch(1)
        column.addWidget(self.clips, 1)
        column.addLayout(line)
        self.tabs.addTab(hearing, self.tr("Previews"))
        self.tabs.addTab(self.decisions, self.tr("Go or no-go"))
        self.tabs.addTab(self.log, self.tr("Log"))
        for part in (self.tabs, self.tabs.tabBar()):
            part.setAccessibleName(self.tr("Previews, decisions, log"))
        self.content.addLayout(top)
        self.content.addWidget(curves, 3)
        self.content.addWidget(self.tabs, 2)

    # hearing

    def _hear(self, row: int) -> None:
        clips = self._shown_clips
        if 0 <= row < len(clips):
            file = clips[row].file
            if file is None or not file.is_file():
                self.training.desk.tell_problem(self.tr("This preview's file is not there any more."))
                return
            self.training.desk.services.playback.player.pause()
            self.player.open([file])

    # wishes

    def _choose_run(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("The folder of a training"))
        if folder:
            self.training.open_run(Path(folder))

    def _show_board(self) -> None:
        run = self.training.run.folder
        if run is not None:
            desk = self.training.desk
            self.training.board.show(str(run), lambda address: QDesktopServices.openUrl(QUrl(address)), desk.tell)

    def _ask_stop(self) -> None:
        box = QMessageBox(self)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setWindowTitle(self.tr("Stop now"))
        box.setText(self.tr("End the training at once, without a checkpoint?"))
        box.setInformativeText(
            self.tr("What came after the newest checkpoint is done again when it is resumed. Pause loses nothing.")
        )
        stop = box.addButton(self.tr("Stop now"), QMessageBox.ButtonRole.DestructiveRole)
        keep = box.addButton(self.tr("Let it run"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(keep)
        box.setEscapeButton(keep)
        box.buttonClicked.connect(lambda chosen: self.training.stop_now() if chosen is stop else None)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.question = box
        box.open()

    def _resume(self) -> None:
        why = ""
        if self.training.run.status == "aborted":
            why, is_sure = QInputDialog.getText(
                self,
                self.tr("Go on in spite of a no-go"),
                self.tr("A decision has stopped this training. Why shall it go on?\nThe reason stays in its files:"),
            )
            if not is_sure or not why.strip():
                return
        self.training.resume(why.strip())

    # showing

    def refresh(self) -> None:
        """As the run stands."""
        training, run = self.training, self.training.run
        is_running, is_pausing = training.is_training, training.task.is_pausing
        self.state.setText(self._state_words(run, is_running=is_running, is_pausing=is_pausing))
        self.numbers.setText(self._numbers(run, is_running=is_running))
        self._show_curves(run)
        self._show_lists(run)
        self._show_runs()
        self.pause.setVisible(is_running)
        self.pause.setEnabled(not is_pausing)
        self.stop.setVisible(is_running)
        self.resume.setVisible(training.can_resume)
        self.onward.setVisible(bool(run.folder) and not is_running)
        self.onward.setEnabled(run.status == "completed" or bool(run.clips))
        has_board = run.folder is not None and (run.folder / "events").is_dir()
        self.board.setEnabled(has_board)
        self.board.setToolTip(
            self.tr("All curves in a browser of this machine, served to this machine alone")
            if has_board
            else self.tr("Nothing is written for it yet")
        )
        self.why.setText(self._why(run, is_running=is_running))

    def _state_words(self, run: RunView, *, is_running: bool, is_pausing: bool) -> str:
        if is_running:
            return self.tr("Pausing…") if is_pausing else self.tr("Running")
        words = {
            "paused": self.tr("Paused"),
            "idle": self.tr("Stopped: it was idle"),
            "failed": self.tr("Failed"),
            "aborted": self.tr("Stopped by a no-go"),
            "completed": self.tr("Finished"),
            "": self.tr("Nothing yet"),
        }
        return words.get(run.status, self.tr("Stopped"))

    def _numbers(self, run: RunView, *, is_running: bool) -> str:
        if run.folder is None:
            return ""
        parts = [self.tr("step %(step)s of %(steps)s") % {"step": f"{run.step:,}", "steps": f"{run.steps:,}"}]
        if is_running and run.eta:
            parts.append(self.tr("%s left") % clock_text(run.eta))
        if run.cost:
            parts.append(self.tr("%.2f USD") % run.cost)
        if run.gpu is not None:
            parts.append(self.tr("GPU at %d %%") % round(100 * run.gpu))
        if is_running and run.stage:
            parts.append(run.stage)
        return "  ·  ".join(parts)

    def _why(self, run: RunView, *, is_running: bool) -> str:
        if run.folder is None:
            return self.tr("Choose what is trained and start it: step 4.")
        return "" if is_running else plain(self.training.failure or run.reason, 300)

    def _show_curves(self, run: RunView) -> None:
        def line(name: str, curve: Curve, *, is_accent: bool = True, has_dots: bool = False) -> Line:
            return Line(name, curve.steps, curve.values, is_accent, has_dots)

        held_out = line(self.tr("held out"), run.validation, is_accent=False, has_dots=True)
        self.loss.show_lines((line(self.tr("training"), run.loss), held_out), run.steps)
        self.rate.show_lines((line(self.tr("rate"), run.rate),), run.steps)
        self.culture.show_lines((line(self.tr("score"), run.culture, has_dots=True),), run.steps)

    def _show_lists(self, run: RunView) -> None:
        clips = tuple(run.clips)
        if clips != self._shown_clips:
            row = self.clips.currentIndex().row()
            self._shown_clips = clips
            self.clips_model.set_rows(clips, self._clip_cells)
            if 0 <= row < len(clips):
                self.clips.selectRow(row)
        self.play.setEnabled(bool(clips))
        if tuple(run.decisions) != self._shown_decisions or not self.decisions.toPlainText():
            self._shown_decisions = tuple(run.decisions)
            none = self.tr("No look yet. At each one previews are made, heard and judged.")
            self.decisions.setPlainText("\n\n".join(map(_decision_words, run.decisions)) or none)
        if tuple(run.lines) != self._shown_lines:
            self._shown_lines = tuple(run.lines)
            self.log.setPlainText("\n".join(run.lines))
            self.log.verticalScrollBar().setValue(self.log.verticalScrollBar().maximum())

    def _clip_cells(self, clip: Clip) -> tuple[str, ...]:
        look = self.tr("frozen base") if clip.look == "base" else clip.look.replace("_", " ")
        passes = {True: self.tr("yes"), False: self.tr("no"), None: self.tr("cannot tell")}[clip.has_passed]
        return look, clip.name, "" if clip.score is None else figure(clip.score), passes

    def _show_runs(self) -> None:
        runs = [str(path) for path in self.training.runs]
        shown = str(self.training.run.folder) if self.training.run.folder else ""
        if shown and shown not in runs:
            runs.insert(0, shown)
        if [self.runs.itemData(place) for place in range(self.runs.count())] != runs:
            self.runs.clear()
            for path in runs:
                self.runs.addItem(plain(Path(path).name, 60), path)
        self.runs.setCurrentIndex(self.runs.findData(shown))
        self.runs.setVisible(bool(runs))
        self.runs.setEnabled(not self.training.is_training)
        self.other.setEnabled(not self.training.is_training)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        for curve in (self.loss, self.rate, self.culture):
            curve.set_theme(theme)


def _decision_words(decision: Decision) -> str:
    grounds = "".join(f"\n    {line}" for line in decision.grounds)
    return f"{decision.name.replace('_', ' ')}: {decision.verdict}{grounds}"
