"""The queue as a Qt table: one of the two bridges between the engine's data and Qt's views."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.widgets.plain_text import escaped, plain
from engine.core.jobs import JobEvent, JobId, JobState

Index = QModelIndex | QPersistentModelIndex
JOB_ROLE = int(Qt.ItemDataRole.UserRole)
SONG, STATE, PROGRESS, LEFT, ACTION = range(5)
_MAX_STAGE = 80


@dataclass(frozen=True, slots=True)
class JobRow:
    """A job as the queue shows it. ``error`` and ``hint`` are sentences, empty unless it failed."""

    job_id: JobId
    label: str
    state: JobState = JobState.QUEUED
    fraction: float = 0.0
    stage: str = ""
    eta: float | None = None
    error: str = ""
    hint: str = ""

    def after(self, event: JobEvent) -> JobRow:
        """This row once ``event`` is known."""
        row = replace(self, state=event.state, eta=None)
        if event.progress is not None:
            stage = plain(event.progress.stage, _MAX_STAGE)
            row = replace(row, fraction=event.progress.fraction, stage=stage, eta=event.progress.eta)
        elif event.item is not None or event.news is not None:
            row = replace(row, eta=self.eta)
        if event.state is JobState.SUCCEEDED:
            row = replace(row, fraction=1.0, stage="")
        if event.error is not None:
            row = replace(row, error=plain(event.error), hint=plain(getattr(event.error, "hint", "")))
        return row


def clock_text(seconds: float) -> str:
    """``0:41`` or ``1:02:03``."""
    whole = max(0, round(seconds))
    hours, minutes = whole // 3600, whole // 60 % 60
    return f"{hours}:{minutes:02d}:{whole % 60:02d}" if hours else f"{minutes}:{whole % 60:02d}"


def state_text(row: JobRow) -> str:
    """What a job is doing, in words."""
    texts = {
        JobState.QUEUED: QCoreApplication.translate("Queue", "waiting"),
        JobState.RUNNING: row.stage or QCoreApplication.translate("Queue", "starting"),
        JobState.SUCCEEDED: QCoreApplication.translate("Queue", "done"),
        JobState.FAILED: row.error or QCoreApplication.translate("Queue", "failed"),
        JobState.CANCELLED: QCoreApplication.translate("Queue", "cancelled"),
        JobState.INTERRUPTED: QCoreApplication.translate("Queue", "goes on at the next start"),
    }
    return texts[row.state]


class JobsModel(QAbstractTableModel):
    """Jobs of this session and those taken over from the last, in the order they were asked for.

    Args:
        label_of: Label of a job that this session has not asked for itself.
    """

    def __init__(self, label_of: Callable[[JobId], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._label_of = label_of
        self._rows: list[JobRow] = []

    def add(self, job_id: JobId, label: str) -> None:
        """A job the user has just asked for."""
        if self._place(job_id) is None:
            self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows))
            self._rows.append(JobRow(job_id, plain(label)))
            self.endInsertRows()

    def apply(self, event: JobEvent) -> JobRow:
        """Take in one event; returns the job's new row."""
        place = self._place(event.job_id)
        if place is None:
            self.add(event.job_id, self._label_of(event.job_id))
            place = len(self._rows) - 1
        row = self._rows[place].after(event)
        if row != self._rows[place]:
            self._rows[place] = row
            self.dataChanged.emit(self.index(place, 0), self.index(place, ACTION))
        return row

    def remove(self, job_id: JobId) -> None:
        place = self._place(job_id)
        if place is not None:
            self.beginRemoveRows(QModelIndex(), place, place)
            del self._rows[place]
            self.endRemoveRows()

    def clear_finished(self) -> None:
        for row in [row for row in self._rows if row.state.is_final]:
            self.remove(row.job_id)

    @property
    def rows(self) -> tuple[JobRow, ...]:
        return tuple(self._rows)

    def row(self, job_id: JobId) -> JobRow | None:
        place = self._place(job_id)
        return None if place is None else self._rows[place]

    @property
    def running(self) -> JobRow | None:
        """The first job that is running."""
        return next((row for row in self._rows if row.state is JobState.RUNNING), None)

    @property
    def num_open(self) -> int:
        """Jobs that wait or run."""
        return sum(not row.state.is_final and row.state is not JobState.INTERRUPTED for row in self._rows)

    def _place(self, job_id: JobId) -> int | None:
        return next((place for place, row in enumerate(self._rows) if row.job_id == job_id), None)

    # Qt's side

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's signature
        return 0 if parent.isValid() else ACTION + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == JOB_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._text(row, index.column())
        if role == Qt.ItemDataRole.ToolTipRole and row.state is JobState.FAILED and index.column() == STATE:
            return escaped(f"{row.error}. {row.hint}")
        return None

    def _text(self, row: JobRow, column: int) -> str:
        if column == SONG:
            return row.label
        if column == STATE:
            return state_text(row)
        if column == PROGRESS:
            return f"{row.fraction:.0%}" if row.state is JobState.RUNNING else ""
        if column == LEFT:
            return (
                self.tr("%s left") % clock_text(row.eta)
                if row.eta is not None and row.state is JobState.RUNNING
                else ""
            )
        return action_text(row)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: N802 - Qt's name
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return str(section + 1)
        return (self.tr("Song"), self.tr("What happens"), self.tr("Progress"), self.tr("Time left"), "")[section]


def action_text(row: JobRow) -> str:
    """The one thing to do with a job: Cancel, Retry, Show; empty where there is nothing."""
    if row.state in (JobState.QUEUED, JobState.RUNNING):
        return QCoreApplication.translate("Queue", "Cancel")
    if row.state in (JobState.FAILED, JobState.CANCELLED):
        return QCoreApplication.translate("Queue", "Retry")
    return QCoreApplication.translate("Queue", "Show") if row.state is JobState.SUCCEEDED else ""
