"""One marker over the song: its value in every stretch of bars, what speaks for it above, what speaks against below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QHelpEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app import theme as tokens
from app.theme import Theme
from app.widgets.culture_words import Passage, bars_words, cannot_tell, speaks_text, value_text
from app.widgets.plain_text import escaped, plain
from app.widgets.time_axis import TimeAxis
from app.widgets.time_canvas import TimeCanvas
from engine.core.score import Evidence, MarkerScore, MarkerWindow

_BAND = 13.0
"""Pixels above and below the profile in which evidence stands."""
_LEAST_BAR = 4.0
_USUAL_STRENGTH = 0.5
_PROFILE_OPACITY = 0.30
_CHOSEN_OPACITY = 0.16
_DRAG_PIXELS = 5
_REACH_PIXELS = 3
_MIN_LABEL_PIXELS = 60


def passages_of(marker: MarkerScore, contests: Sequence[Passage] = ()) -> tuple[Passage, ...]:
    """Evidence for and against a marker, and what people contest in it, in the order of the song."""
    found = [
        *(_passage(marker.marker, item, speaks_for=True) for item in marker.evidence),
        *(_passage(marker.marker, item, speaks_for=False) for item in marker.counter_evidence),
        *(own for own in contests if own.marker == marker.marker),
    ]
    return tuple(sorted(found, key=lambda passage: (passage.start, passage.end)))


def _passage(marker: str, item: Evidence, *, speaks_for: bool) -> Passage:
    return Passage(marker, item.start, item.end, item.bars, speaks_for, plain(item.text), item.strength)


class MarkerLane(TimeCanvas):
    """Click on a bar: that passage. Click elsewhere: the play-head goes there. Drag: a passage of one's own."""

    passage_clicked = Signal(object)
    passage_dragged = Signal(float, float)

    def __init__(self, axis: TimeAxis, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(axis, theme, parent)
        self._windows: tuple[MarkerWindow, ...] = ()
        self._passages: tuple[Passage, ...] = ()
        self._chosen: Passage | None = None
        self._sentence = ""
        self._pressed_x: float | None = None
        self._is_dragging = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMouseTracking(True)

    def show_marker(self, marker: MarkerScore, passages: Sequence[Passage]) -> None:
        self._windows, self._passages = marker.windows, tuple(passages)
        self._sentence = ""
        if marker.value is None:
            self._sentence = f"{cannot_tell()}: {plain(marker.why, 200)}" if marker.why else cannot_tell()
        self._chosen = None
        self.redraw()

    def choose(self, passage: Passage | None) -> None:
        """Mark a passage; None for none."""
        if passage != self._chosen:
            self._chosen = passage
            self.redraw()

    # drawing

    def draw(self, painter: QPainter, size: QSize) -> None:
        if self._sentence:
            painter.setPen(QColor(self.theme.quiet))
            room = QRectF(tokens.PADDING, 0, size.width() - 2 * tokens.PADDING, size.height())
            text = painter.fontMetrics().elidedText(self._sentence, Qt.TextElideMode.ElideRight, round(room.width()))
            painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), text)
        self._draw_profile(painter, size)
        if self._chosen is not None:
            self._draw_chosen(painter, size, self._chosen)
        for passage in self._passages:
            self._draw_passage(painter, self._box(passage, size), passage)
            if passage.by is not None:
                self._draw_contest(painter, size, passage)
        painter.fillRect(
            0, size.height() - self.theme.line_width, size.width(), self.theme.line_width, QColor(self.theme.line)
        )

    def _draw_profile(self, painter: QPainter, size: QSize) -> None:
        bottom, height = size.height() - _BAND - 1, size.height() - 2 * _BAND - 2
        for window in self._windows:
            left, right = (self.axis.x_of(time, size.width()) for time in (window.start, window.end))
            if right < 0 or left > size.width():
                continue
            if window.value is None:
                if not self._sentence:
                    hatch = QBrush(QColor(self.theme.grid), Qt.BrushStyle.BDiagPattern)
                    painter.fillRect(QRectF(left, bottom - height, right - left - 1, height), hatch)
                continue
            top = bottom - window.value * height
            painter.fillRect(
                QRectF(left, top, right - left - 1, bottom - top), tokens.faded(self.theme.quiet, _PROFILE_OPACITY)
            )
            painter.fillRect(QRectF(left, top, right - left - 1, 1.5), QColor(self.theme.quiet))
        if self._windows and not self._sentence:
            painter.setPen(QPen(QColor(self.theme.grid), 1))
            painter.drawLine(QLineF(0, bottom + 0.5, size.width(), bottom + 0.5))

    def _box(self, passage: Passage, size: QSize) -> QRectF:
        """Where a passage's bar stands: above the profile growing up, or below it growing down."""
        left, right = (self.axis.x_of(time, size.width()) for time in (passage.start, passage.end))
        strength = passage.strength if passage.strength is not None else _USUAL_STRENGTH
        height = _LEAST_BAR + min(max(strength, 0.0), 1.0) * (_BAND - 3 - _LEAST_BAR)
        top = _BAND - height if passage.speaks_for else size.height() - _BAND
        return QRectF(left, top, max(3.0, right - left - 1), height)

    def _draw_passage(self, painter: QPainter, box: QRectF, passage: Passage) -> None:
        if box.right() < 0 or box.left() > self.width() or passage.by is not None:
            return
        if passage.speaks_for:
            painter.fillRect(box, QColor(self.theme.accent))
            return
        colour = QColor(self.theme.quiet)
        painter.fillRect(box, QBrush(colour, Qt.BrushStyle.BDiagPattern))
        painter.setPen(QPen(colour, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))

    def _draw_contest(self, painter: QPainter, size: QSize, passage: Passage) -> None:
        """A dashed frame around what somebody hears otherwise."""
        left, right = (self.axis.x_of(time, size.width()) for time in (passage.start, passage.end))
        pen = QPen(QColor(self.theme.text), 1, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(left + 1.5, 2.5, max(4.0, right - left - 4), size.height() - 6))

    def _draw_chosen(self, painter: QPainter, size: QSize, passage: Passage) -> None:
        left, right = (self.axis.x_of(time, size.width()) for time in (passage.start, passage.end))
        box = QRectF(left, 0, max(2.0, right - left), size.height() - 1)
        painter.fillRect(box, tokens.faded(self.theme.text, _CHOSEN_OPACITY))
        painter.setPen(QPen(QColor(self.theme.text), self.theme.line_width))
        painter.drawLine(QPointF(box.left(), 0), QPointF(box.left(), box.bottom()))
        painter.drawLine(QPointF(box.right(), 0), QPointF(box.right(), box.bottom()))

    # the mouse

    def passage_at(self, x: float, y: float) -> Passage | None:
        """The passage whose bar is under a point; the shorter one where bars overlap."""
        hits = []
        for passage in self._passages:
            box = self._box(passage, self.size())
            is_above = y < self.height() / 2
            is_on_its_side = passage.by is not None or is_above == bool(passage.speaks_for)
            if is_on_its_side and box.left() - _REACH_PIXELS <= x <= box.right() + _REACH_PIXELS:
                hits.append(passage)
        return min(hits, key=lambda passage: (passage.by is not None, passage.end - passage.start), default=None)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed_x, self._is_dragging = event.position().x(), False
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        super().mouseMoveEvent(event)
        x = event.position().x()
        if self._pressed_x is not None and (self._is_dragging or abs(x - self._pressed_x) >= _DRAG_PIXELS):
            self._is_dragging = True
            first, last = sorted((self.time_at(self._pressed_x), self.time_at(x)))
            self.passage_dragged.emit(first, last)
        is_on_bar = self.passage_at(x, event.position().y()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if is_on_bar else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        super().mouseReleaseEvent(event)
        if event.button() != Qt.MouseButton.LeftButton or self._pressed_x is None:
            return
        if not self._is_dragging:
            passage = self.passage_at(event.position().x(), event.position().y())
            if passage is not None:
                self.passage_clicked.emit(passage)
            else:
                self.clicked.emit(self.time_at(event.position().x()))
        self._pressed_x = None

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            words = self.words_at(event.pos().x(), event.pos().y())
            QToolTip.showText(event.globalPos(), escaped(words) if words else "", self)
            return True
        return super().event(event)

    def words_at(self, x: float, y: float) -> str:
        """What is under the mouse, in words."""
        passage = self.passage_at(x, y)
        if passage is not None:
            parts = (speaks_text(passage), bars_words(passage.bars), passage.text)
            return " · ".join(part for part in parts if part)
        time = self.time_at(x)
        window = next((own for own in self._windows if own.start <= time < own.end), None)
        if window is None:
            return ""
        return f"{bars_words(window.bars)}: {value_text(window.value)}"
