"""“Set up engine”: what works already, what can be added, and the buttons that add it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QInputDialog,
    QMessageBox,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app import theme as tokens
from app.engines import Engine, size_text
from app.jobs_model import clock_text
from app.widgets.plain_text import PlainLabel, plain
from app.widgets.value_table import RowsModel, quiet_table
from engine.jobs.install_model import InstallModel

_WIDTH, _HEIGHT = 1040, 600
_STEPS = 1000


@dataclass(frozen=True, slots=True)
class Progress:
    """How the adding of a model fares. ``problem``: why it could not be added; empty while it can."""

    model: str
    fraction: float = 0.0
    stage: str = ""
    eta: float | None = None
    is_done: bool = False
    is_added: bool = False
    problem: str = ""


class EngineSetup(QDialog):
    """Says that it looks, then what was found. Whoever made it brings the models that are asked for."""

    machine_wanted = Signal()
    add_wanted = Signal(object)
    """``InstallModel``."""
    cancel_wanted = Signal(str)
    """The id of a model that is being added."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Set up engine"))
        self.resize(_WIDTH, _HEIGHT)
        self.question: QMessageBox | None = None
        self._running: dict[str, Progress] = {}
        self.heading = PlainLabel(self.tr("Looking…"), "heading")
        self.meaning = PlainLabel(
            self.tr(
                "Stems, beats, chords, notes and takes are made by engines of our own, which came with the studio: no "
                "account, no net. Larger models can be added; each has its publisher's licence."
            )
        )
        self.meaning.setWordWrap(True)
        self._make_table()
        self.way = PlainLabel(role="quiet")
        self.way.setWordWrap(True)
        self.way.setMinimumHeight(2 * tokens.CONTROL_HEIGHT)
        self.way.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.bar = QProgressBar()
        self.bar.setRange(0, _STEPS)
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(2 * tokens.GRID)
        self.bar.setAccessibleName(self.tr("How far the model is"))
        self.download = self._button(self.tr("Download"), self._ask_download)
        self.bring = self._button(self.tr("Choose its files…"), self._choose_files)
        self.stop = self._button(self.tr("Stop"), lambda: self.cancel_wanted.emit(self._chosen_id()))
        self.copy = self._button(self.tr("Copy the command"), self._copy)
        self.other = self._button(self.tr("A model of your own…"), self._choose_own)
        self.machine = self._button(self.tr("What computes here…"), self._ask_machine)
        self._lay_out()
        self._look()

    def _button(self, words: str, act: object) -> QPushButton:
        button = QPushButton(words)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: act())  # type: ignore[operator]
        return button

    def _make_table(self) -> None:
        headers = (
            self.tr("Model"),
            self.tr("For"),
            self.tr("State"),
            self.tr("Results may be sold"),
            self.tr("Licence"),
        )
        self.engines = RowsModel(headers, self)
        self.table = quiet_table(self.tr("Models"))
        self.table.setModel(self.engines)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.selectionModel().currentRowChanged.connect(lambda _now, _before: self._look())

    def _lay_out(self) -> None:
        close = QPushButton(self.tr("Close"))
        close.setDefault(True)
        close.clicked.connect(self.accept)
        self.download.setProperty("primary", True)
        line, ends = QHBoxLayout(), QHBoxLayout()
        for button in (self.download, self.bring, self.stop):
            line.addWidget(button)
        line.addStretch(1)
        line.addWidget(self.copy)
        ends.addWidget(self.other)
        ends.addWidget(self.machine)
        ends.addStretch(1)
        ends.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * tokens.PADDING, 2 * tokens.PADDING, 2 * tokens.PADDING, tokens.PADDING)
        column.setSpacing(tokens.PADDING)
        for widget in (self.heading, self.meaning):
            column.addWidget(widget)
        column.addWidget(self.table, 1)
        column.addWidget(self.way)
        column.addWidget(self.bar)
        column.addLayout(line)
        column.addLayout(ends)

    # what is shown

    def show_engines(self, engines: tuple[Engine, ...]) -> None:
        """What ``read_engines`` has found."""
        before = self._chosen_id()
        there = sum(engine.is_there for engine in engines)
        self.heading.setText(self.tr("Everything here works now. %d engines are ready.") % there)
        self.engines.set_rows(engines, self._texts)
        kept = next((row for row, engine in enumerate(engines) if before and engine.id == before), None)
        first = next((row for row, engine in enumerate(engines) if not engine.is_there), 0)
        if engines:
            self.table.selectRow(first if kept is None else kept)
            self.table.scrollTo(self.engines.index(0, 0))
        self._look()

    def show_error(self, error: Exception) -> None:
        """It could not be found out."""
        self.heading.setText(plain(error) + ".")
        self.meaning.setText(plain(getattr(error, "hint", "")))

    def show_progress(self, progress: Progress) -> None:
        """A model is being added, or no more."""
        self._running[progress.model] = progress
        self._look()

    def _texts(self, engine: Engine) -> tuple[str, ...]:
        uses = {
            "separation": self.tr("stems"),
            "generation": self.tr("takes"),
            "analysis": self.tr("listening"),
            "embedding": self.tr("comparing"),
        }
        progress = self._running.get(engine.id)
        state = self.tr("ready") if engine.is_there else self.tr("can be added")
        if progress is not None and not progress.is_done:
            state = f"{progress.fraction:.0%}"
        sold = self.tr("yes") if engine.may_sell else self.tr("no")
        return engine.title, uses.get(engine.use, engine.use), state, sold, engine.licence

    def _chosen(self) -> Engine | None:
        row = self.table.currentIndex().row()
        return self.engines.row(row) if 0 <= row < self.engines.rowCount() else None

    def _chosen_id(self) -> str:
        engine = self._chosen()
        return engine.id if engine is not None else ""

    def _look(self) -> None:
        engine = self._chosen()
        progress = self._running.get(engine.id) if engine is not None else None
        is_running = progress is not None and not progress.is_done
        can_add = engine is not None and not engine.is_there and not is_running
        self.download.setVisible(engine is not None and engine.has_address and not engine.is_there)
        self.download.setEnabled(can_add)
        self.bring.setEnabled(can_add)
        self.stop.setVisible(is_running)
        self.copy.setEnabled(engine is not None and bool(engine.command))
        self.bar.setVisible(is_running)
        self.bar.setValue(round(_STEPS * progress.fraction) if progress is not None else 0)
        self.way.setText(self._words(engine, progress))
        self.table.viewport().update()

    def _words(self, engine: Engine | None, progress: Progress | None) -> str:
        if engine is None:
            return self.tr("Choose a model that can be added.")
        if progress is not None and not progress.is_done:
            left = self.tr("%s left") % clock_text(progress.eta) if progress.eta is not None else ""
            parts = (plain(progress.stage, 80) or self.tr("waiting"), f"{progress.fraction:.0%}", left)
            return ", ".join(filter(None, parts)) + ". " + self.tr("You can close this: it goes on in the queue.")
        if progress is not None and progress.problem:
            return progress.problem
        if engine.is_there:
            return self.tr("It is ready.")
        said = [self.tr("Its own files are here; it also reads %s.") % engine.lacks] if engine.lacks else []
        size = size_text(engine.size_bytes)
        if engine.has_address:
            way = self.tr("It comes from %s. What breaks off goes on later; it is checked before use.")
            said.append(way % engine.publisher)
        else:
            way = self.tr("Bring %(files)s from %(who)s. Each file is checked before it is used.")
            names = plain(", ".join(engine.files) or self.tr("its files"), 200)
            said.append(way % {"files": names, "who": engine.publisher})
        if size:
            said.append(self.tr("It takes %s on the disk.") % size)
        if engine.memory_gb is not None:
            need = self.tr("Half a minute of music takes %(gpu)g GB on a GPU, %(cpu)g GB without one.")
            said.append(need % {"gpu": engine.memory_gb[0], "cpu": engine.memory_gb[1]})
        return " ".join([*said, self.tr("Licence: %s.") % engine.licence.rstrip(".")])

    # what is wished

    def _ask_download(self) -> None:
        engine = self._chosen()
        if engine is not None:
            self._when_accepted(engine, ())

    def _choose_files(self) -> None:
        engine = self._chosen()
        if engine is None:
            return
        title = self.tr("The files of “%s”") % engine.title
        if len(engine.files) == 1:
            file, _kind = QFileDialog.getOpenFileName(self, title)
            chosen = [file] if file else []
        else:
            folder = QFileDialog.getExistingDirectory(self, self.tr("The folder with the files of “%s”") % engine.title)
            chosen = [folder] if folder else []
        if chosen:
            self._when_accepted(engine, tuple(chosen))

    def _when_accepted(self, engine: Engine, files: tuple[str, ...]) -> None:
        """At once, or after the licence was read where it forbids selling what the model makes."""
        if engine.may_sell:
            self.add_wanted.emit(InstallModel(engine.id, files))
            return
        box = QMessageBox(self)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setWindowTitle(self.tr("Licence"))
        box.setText(self.tr("“%s”: what it makes may not be sold.") % engine.title)
        box.setInformativeText(
            self.tr("Its licence is %(licence)s, by %(who)s.") % {"licence": engine.licence, "who": engine.publisher}
        )
        accept = box.addButton(self.tr("I accept that"), QMessageBox.ButtonRole.AcceptRole)
        leave = box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(leave)
        box.setEscapeButton(leave)
        wanted = InstallModel(engine.id, files, is_accepted=True)
        box.buttonClicked.connect(lambda chosen: self.add_wanted.emit(wanted) if chosen is accept else None)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.question = box
        box.open()

    def _choose_own(self) -> None:
        """Weights that no card of ours describes: HTDemucs or MusicGen of the user's own."""
        folder = QFileDialog.getExistingDirectory(
            self, self.tr("The folder of a MusicGen, or of HTDemucs weights, of your own")
        )
        if not folder:
            return
        name, is_sure = QInputDialog.getText(
            self, self.tr("A model of your own"), self.tr("Its name, of small letters, digits, dots and dashes:")
        )
        if is_sure and name.strip():
            self.add_wanted.emit(InstallModel(name.strip(), (folder,), is_accepted=True))

    def _copy(self) -> None:
        engine = self._chosen()
        if engine is not None:
            QGuiApplication.clipboard().setText(engine.command)

    def _ask_machine(self) -> None:
        self.accept()
        self.machine_wanted.emit()
