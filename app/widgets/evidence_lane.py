"""What speaks for and against each marker, on the song's own timeline: a row per marker, above the stems."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QLineF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QHelpEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QToolTip, QVBoxLayout, QWidget

from app import theme as tokens
from app.theme import Theme
from app.widgets.culture_lane import passages_of
from app.widgets.culture_words import (
    Passage,
    bars_words,
    cannot_tell,
    described,
    marker_title,
    speaks_text,
    value_text,
)
from app.widgets.plain_text import PlainLabel, escaped, plain
from app.widgets.time_axis import TimeAxis
from app.widgets.time_canvas import TimeCanvas
from engine.core.score import CultureScore, MarkerScore

ROW = 17
_REACH_PIXELS = 3
_LEAST_WIDTH = 3.0


class EvidenceLane(TimeCanvas):
    """A filled bar speaks for a marker, a hatched one against it; a dotted line says that it cannot be told."""

    passage_clicked = Signal(object)

    def __init__(self, axis: TimeAxis, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(axis, theme, parent)
        self.markers: tuple[MarkerScore, ...] = ()
        self.passages: tuple[tuple[Passage, ...], ...] = ()
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Evidence of markers"))
        self.setAccessibleDescription(self.tr("The Judge view lists the evidence as a table."))

    def show_markers(self, markers: Sequence[MarkerScore]) -> None:
        """Rows from top to bottom."""
        self.markers = tuple(markers)
        self.passages = tuple(passages_of(marker) for marker in markers)
        self.setFixedHeight(max(1, ROW * len(self.markers)))
        self.redraw()

    def draw(self, painter: QPainter, size: QSize) -> None:
        for row, (marker, passages) in enumerate(zip(self.markers, self.passages, strict=True)):
            top = row * ROW
            if marker.value is None:
                painter.setPen(QPen(QColor(self.theme.quiet), 1, Qt.PenStyle.DotLine))
                painter.drawLine(QLineF(0, top + ROW / 2, size.width(), top + ROW / 2))
            for passage in passages:
                self._draw_passage(painter, self.box(row, passage), passage)
            is_last = row == len(self.markers) - 1
            painter.fillRect(
                QRectF(0, top + ROW - 1, size.width(), 1), QColor(self.theme.line if is_last else self.theme.grid)
            )

    def _draw_passage(self, painter: QPainter, box: QRectF, passage: Passage) -> None:
        if box.right() < 0 or box.left() > self.width():
            return
        if passage.speaks_for:
            painter.fillRect(box, QColor(self.theme.accent))
            return
        colour = QColor(self.theme.quiet)
        painter.fillRect(box, QBrush(colour, Qt.BrushStyle.BDiagPattern))
        painter.setPen(QPen(colour, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))

    def box(self, row: int, passage: Passage) -> QRectF:
        """Where a passage stands: the upper half of its row speaks for, the lower half against."""
        left, right = (self.axis.x_of(time, self.width()) for time in (passage.start, passage.end))
        half = (ROW - 3) / 2
        top = row * ROW + 1 + (0 if passage.speaks_for else half)
        return QRectF(left, top, max(_LEAST_WIDTH, right - left - 1), half)

    def passage_at(self, x: float, y: float) -> Passage | None:
        """The passage under a point: in its row, the shorter one where some overlap."""
        row = int(y // ROW)
        if not 0 <= row < len(self.passages):
            return None
        hits = [passage for passage in self.passages[row] if self._covers(self.box(row, passage), x)]
        on_side = [passage for passage in hits if self.box(row, passage).top() <= y <= self.box(row, passage).bottom()]
        return min(on_side or hits, key=lambda passage: passage.end - passage.start, default=None)

    @staticmethod
    def _covers(box: QRectF, x: float) -> bool:
        return box.left() - _REACH_PIXELS <= x <= box.right() + _REACH_PIXELS

    def words_at(self, x: float, y: float) -> str:
        """What is under the mouse: the marker, and what was heard there."""
        row = int(y // ROW)
        if not 0 <= row < len(self.markers):
            return ""
        marker, passage = self.markers[row], self.passage_at(x, y)
        if passage is not None:
            parts = (marker_title(marker), speaks_text(passage), bars_words(passage.bars), passage.text)
        elif marker.value is None:
            parts = (marker_title(marker), cannot_tell(), plain(marker.why, 200), "")
        else:
            parts = (marker_title(marker), value_text(marker.value), "", "")
        return " · ".join(part for part in parts if part)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        passage = self.passage_at(event.position().x(), event.position().y())
        if event.button() == Qt.MouseButton.LeftButton and passage is not None:
            self.passage_clicked.emit(passage)
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        super().mouseMoveEvent(event)
        is_on_bar = self.passage_at(event.position().x(), event.position().y()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if is_on_bar else Qt.CursorShape.ArrowCursor)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            words = self.words_at(event.pos().x(), event.pos().y())
            QToolTip.showText(event.globalPos(), escaped(words) if words else "", self)
            return True
        return super().event(event)


class EvidenceStrip(QWidget):
    """The lane with the markers' names and values beside it. There only while there is a score and it is wanted."""

    def __init__(self, axis: TimeAxis, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lane = EvidenceLane(axis, theme)
        self.names: list[PlainLabel] = []
        self._is_wanted = True
        head = QFrame()
        head.setObjectName("laneHead")
        head.setFixedWidth(tokens.LANE_HEAD_WIDTH)
        self._names_box = QVBoxLayout(head)
        self._names_box.setContentsMargins(2 * tokens.GRID + 2, 0, 2 * tokens.GRID, 0)
        self._names_box.setSpacing(0)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(head)
        row.addWidget(self.lane, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_scores(self, scores: Sequence[CultureScore]) -> None:
        """Scores of the song, oldest first: the newest is shown; none hides the strip."""
        markers = tuple(scores[-1].markers.values()) if scores else ()
        for label in self.names:
            self._names_box.removeWidget(label)
            label.deleteLater()
        self.names = []
        for marker in markers:
            label = PlainLabel(role="caption")
            label.setFixedHeight(ROW)
            room = tokens.LANE_HEAD_WIDTH - 4 * tokens.GRID - 2
            words = f"{value_text(marker.value)}  {marker_title(marker)}"
            label.setText(label.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room))
            label.setToolTip(escaped(described(marker)))
            self._names_box.addWidget(label)
            self.names.append(label)
        self.lane.show_markers(markers)
        self._update()

    def set_wanted(self, *, is_wanted: bool) -> None:
        """Whether to be seen once there is something to see."""
        self._is_wanted = is_wanted
        self._update()

    def _update(self) -> None:
        self.setVisible(self._is_wanted and bool(self.lane.markers))
