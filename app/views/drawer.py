"""The bottom drawer: queue, log, piano roll of the chosen lane."""

from __future__ import annotations

import logging

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QPlainTextEdit,
    QPushButton,
    QStackedLayout,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app import icons
from app import theme as tokens
from app.jobs_model import ACTION, JOB_ROLE, LEFT, PROGRESS, SONG, STATE, JobRow, JobsModel, action_text
from app.theme import Theme
from app.widgets.piano_roll import PianoRoll
from app.widgets.plain_text import ElidedLabel, PlainLabel, plain
from app.widgets.roll_keys import RollKeys
from app.widgets.status_line import paint_bar
from app.widgets.time_axis import TimeAxis
from app.widgets.value_table import quiet_table
from engine.core.jobs import JobState

MAX_LOG_LINES = 2000
_BUTTON_WIDTH = 76
QUEUE_TAB, LOG_TAB, ROLL_TAB = range(3)


class JobDelegate(QStyledItemDelegate):
    """Paints a job's progress as a bar and the one thing to do with it as a button."""

    action_clicked = Signal(object)

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme = theme

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row: JobRow = index.data(JOB_ROLE)
        if index.column() == PROGRESS and row.state is JobState.RUNNING:
            super().paint(painter, option, index)
            self._paint_progress(painter, QRectF(option.rect), row)
        elif index.column() == ACTION and action_text(row):
            super().paint(painter, option, index)
            self._paint_button(painter, self.button_box(QRectF(option.rect)), action_text(row))
        else:
            super().paint(painter, option, index)

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:  # noqa: N802 - Qt's name
        super().initStyleOption(option, index)
        row: JobRow = index.data(JOB_ROLE)
        if index.column() in (PROGRESS, ACTION):
            option.text = ""
        elif index.column() == STATE and row.state is JobState.FAILED:
            option.palette.setColor(option.palette.ColorRole.Text, QColor(self.theme.bad))
        elif index.column() != SONG:
            option.palette.setColor(option.palette.ColorRole.Text, QColor(self.theme.quiet))

    def _paint_progress(self, painter: QPainter, box: QRectF, row: JobRow) -> None:
        painter.save()
        paint_bar(painter, QRectF(box.left() + 8, box.center().y() - 3, box.width() - 62, 6), row.fraction, self.theme)
        painter.setPen(QColor(self.theme.text))
        painter.setFont(tokens.font())
        painter.drawText(
            QRectF(box.right() - 48, box.top(), 42, box.height()),
            int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter),
            f"{row.fraction:.0%}",
        )
        painter.restore()

    def _paint_button(self, painter: QPainter, box: QRectF, text: str) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(self.theme.line))
        painter.setBrush(QColor(self.theme.surface3))
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(QColor(self.theme.text))
        painter.setFont(tokens.font(tokens.TEXT_QUIET))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)
        painter.restore()

    @staticmethod
    def button_box(cell: QRectF) -> QRectF:
        return QRectF(cell.right() - _BUTTON_WIDTH - 8.5, cell.center().y() - 10.5, _BUTTON_WIDTH, 21)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802 - Qt's name
        size = super().sizeHint(option, index)
        return QSize(size.width(), tokens.CONTROL_HEIGHT)

    def editorEvent(  # noqa: N802 - Qt's name
        self, event: QEvent, _model: object, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> bool:
        is_click = event.type() == QEvent.Type.MouseButtonRelease and index.column() == ACTION
        box = self.button_box(QRectF(option.rect))
        if is_click and isinstance(event, QMouseEvent) and box.contains(event.position()):
            self.action_clicked.emit(index.data(JOB_ROLE))
            return True
        return False


class _LogBridge(QObject):
    line = Signal(str)


class LogHandler(logging.Handler):
    """Carries log records, from any thread, to the log tab."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.bridge = _LogBridge()
        self.setFormatter(logging.Formatter("%(asctime)s  %(levelname)-7s  %(message)s", datefmt="%H:%M:%S"))

    def emit(self, record: logging.LogRecord) -> None:
        try:
            self.bridge.line.emit(plain(self.format(record)))
        except RuntimeError:  # the window has been destroyed while a thread was logging
            logging.getLogger().removeHandler(self)


class Drawer(QFrame):
    """Tabs that never cover the song; closed by its arrow or Ctrl+J."""

    cancel_wanted = Signal(object)
    retry_wanted = Signal(object)
    show_wanted = Signal(object)
    close_wanted = Signal()

    def __init__(self, jobs: JobsModel, axis: TimeAxis, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._jobs = jobs
        self.setObjectName("drawer")
        self.setMinimumHeight(120)
        self.delegate = JobDelegate(theme, self)
        self.delegate.action_clicked.connect(self._on_action)
        self.queue = self._build_queue()
        self.log = QPlainTextEdit()
        self.log.setReadOnly(True)
        self.log.setMaximumBlockCount(MAX_LOG_LINES)
        self.log.setAccessibleName(self.tr("Log"))
        self.log.setPlaceholderText(self.tr("What the studio does is written here."))
        self.roll = PianoRoll(axis, theme)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(self.tr("Drawer"))
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setAccessibleName(self.tr("Drawer"))
        self.tabs.addTab(self._queue_page(), self.tr("Queue"))
        self.tabs.addTab(self.log, self.tr("Log"))
        self.tabs.addTab(self._roll_page(), self.tr("Piano roll"))
        self.tabs.setCornerWidget(self._corner())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tabs)
        self.log_handler = LogHandler()
        self.log_handler.bridge.line.connect(self.log.appendPlainText)
        jobs.rowsInserted.connect(self._on_rows)
        jobs.rowsRemoved.connect(self._on_rows)
        self.set_theme(theme)
        self._on_rows()

    def _build_queue(self) -> QWidget:
        table = quiet_table(self.tr("Queue of jobs"))
        table.setModel(self._jobs)
        table.setItemDelegate(self.delegate)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        header = table.horizontalHeader()
        header.setSectionResizeMode(SONG, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(STATE, QHeaderView.ResizeMode.Stretch)
        for column, width in ((PROGRESS, 200), (LEFT, 96), (ACTION, _BUTTON_WIDTH + 20)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            table.setColumnWidth(column, width)
        for text, key in ((self.tr("Cancel, retry or show"), "Delete"),):
            action = QAction(text, table)
            action.setShortcut(key)
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.triggered.connect(lambda: self._on_action(table.currentIndex().data(JOB_ROLE)))
            table.addAction(action)
        table.activated.connect(lambda index: self._on_action(index.data(JOB_ROLE)))
        self.table = table
        return table

    def _queue_page(self) -> QWidget:
        page = QWidget()
        self._queue_stack = QStackedLayout(page)
        self._queue_stack.addWidget(self.queue)
        self.empty = PlainLabel(
            self.tr("Nothing waits. Songs you drop on the window line up here, with their progress."), "quiet"
        )
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._queue_stack.addWidget(self.empty)
        return page

    def _roll_page(self) -> QWidget:
        """The roll stands below the lanes' waveforms, so that one play-head runs through all."""
        head = QFrame()
        head.setObjectName("laneHead")
        head.setFixedWidth(tokens.LANE_HEAD_WIDTH)
        self.roll_name = ElidedLabel(role="heading")
        self.roll_keys = RollKeys(self.roll, self.theme, width=tokens.ROLL_KEYS_WIDTH)
        words = QHBoxLayout(head)
        words.setContentsMargins(2 * tokens.GRID + 2, 0, 0, 0)
        words.addWidget(self.roll_name, 1, Qt.AlignmentFlag.AlignTop)
        words.addWidget(self.roll_keys)
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(head)
        row.addWidget(self.roll, 1)
        return page

    def _corner(self) -> QWidget:
        corner = QWidget()
        row = QHBoxLayout(corner)
        row.setContentsMargins(0, 2, 2 * tokens.GRID, 2)
        self.clear_button = QPushButton(self.tr("Clear finished"))
        self.clear_button.setProperty("compact", True)
        self.clear_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clear_button.clicked.connect(self._jobs.clear_finished)
        self.close_button = QToolButton()
        self.close_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.close_button.setAccessibleName(self.tr("Close the drawer"))
        self.close_button.setToolTip(self.tr("Close the drawer (Ctrl+J)"))
        self.close_button.clicked.connect(self.close_wanted)
        row.addWidget(self.clear_button)
        row.addWidget(self.close_button)
        return corner

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(600, tokens.DRAWER_HEIGHT)

    def set_theme(self, theme: Theme) -> None:
        self.theme = self.delegate.theme = theme
        self.close_button.setIcon(icons.icon("down", theme.quiet))
        self.roll.set_theme(theme)
        self.roll_keys.set_theme(theme)
        self.table.viewport().update()

    def _on_rows(self) -> None:
        self._queue_stack.setCurrentIndex(0 if self._jobs.rowCount() else 1)

    def _on_action(self, row: JobRow | None) -> None:
        if row is None:
            return
        if row.state in (JobState.QUEUED, JobState.RUNNING):
            self.cancel_wanted.emit(row.job_id)
        elif row.state in (JobState.FAILED, JobState.CANCELLED):
            self.retry_wanted.emit(row.job_id)
        elif row.state is JobState.SUCCEEDED:
            self.show_wanted.emit(row.job_id)
