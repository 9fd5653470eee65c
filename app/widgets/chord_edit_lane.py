"""The chord lane to work on: labels are written anew, edges dragged, chords split and joined."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget

from app.bar_clock import BarClock, Snap
from app.chord_spans import Edge, can_split, edge_of, edges_of, with_edge
from app.theme import Theme
from app.widgets.chord_keys import ENDS, ChordStep, chord_step_of
from app.widgets.chord_lane import ChordLane, chart_name
from app.widgets.time_axis import TimeAxis
from engine.core.analysis import ChordEvent

_FIELD_WIDTH = 132
_EDGE_PIXELS = 5.0
_FREE_SECONDS = 0.01
_SECONDS_WITHOUT_BEATS = 0.5


class ChordEditLane(ChordLane):
    """Tells what is wanted of the chords; what becomes of them is decided elsewhere.

    A click chooses a chord, a double click writes it anew. Edges are dragged, onto beats or with Alt anywhere.
    """

    label_typed = Signal(int, str)
    """Place of a chord and what was typed for it."""
    edge_moved = Signal(object, float, bool)
    """``Edge`` of the chords shown, the seconds it shall have, and whether it was a nudge of the keyboard."""
    split_wanted = Signal(int, float)
    """Place of a chord, and seconds."""
    join_wanted = Signal(int, int)
    """Place of the chord that goes, and of the neighbour that takes its time."""

    def __init__(self, axis: TimeAxis, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(axis, theme, parent)
        self.place: int | None = None
        self.is_editable = False
        self._clock: BarClock | None = None
        self._under: Edge | None = None
        self._dragged: Edge | None = None
        self._before_drag: tuple[ChordEvent, ...] = ()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setToolTip(
            self.tr(
                "Double click, or Enter, to write another chord: Fm9, Db/Ab, iv7, N for none. Drag an edge to move it."
            )
        )
        self.setAccessibleName(self.tr("Chords, editable"))
        self.setAccessibleDescription(
            self.tr(
                "Left and Right choose a chord, Enter writes it anew. Shift and arrows move its end, Ctrl and arrows "
                "its beginning, with Alt finely. S splits it, J joins it with the next, Delete gives its time to the "
                "chord before. The table of chords in the Notes view holds the same."
            )
        )
        self.field = QLineEdit(self)
        self.field.setAccessibleName(self.tr("Chord"))
        self.field.setMaxLength(24)
        self.field.hide()
        self.field.returnPressed.connect(self._on_typed)
        self.field.installEventFilter(self)

    def set_chords(self, chords: tuple[ChordEvent, ...], *, is_growing: bool = False) -> None:
        if self.place is not None and self.place >= len(chords):
            self.place = None
        self._under = self._dragged = None
        super().set_chords(chords, is_growing=is_growing)

    def set_clock(self, clock: BarClock | None) -> None:
        """The beats that edges stick to."""
        self._clock = clock

    # what is shown

    def draw(self, painter: QPainter, size: QSize) -> None:
        super().draw(painter, size)
        if self.place is not None and self.hasFocus():
            chord = self._chords[self.place]
            left, right = (self.axis.x_of(time, size.width()) for time in (chord.start, chord.end))
            painter.setPen(QPen(QColor(self.theme.focus), max(2, self.theme.line_width)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(left + 1, 3, max(2.0, right - left - 3), size.height() - 7))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        super().paintEvent(event)
        if self._under is not None:
            painter = QPainter(self)
            x = round(self.axis.x_of(self._under.time, self.width()))
            painter.fillRect(x - 2, 2, 3, self.height() - 5, QColor(self.theme.focus))
            painter.end()

    def chord_at(self, time: float) -> int | None:
        """Place of the chord that sounds at ``time``."""
        return next((place for place, chord in enumerate(self._chords) if chord.start <= time < chord.end), None)

    def edge_at(self, x: float) -> Edge | None:
        """The edge under a pixel that can be dragged."""
        if not self.is_editable:
            return None
        near = [edge for edge in edges_of(self._chords) if abs(self._x(edge.time) - x) <= _EDGE_PIXELS]
        return min(near, key=lambda edge: abs(self._x(edge.time) - x), default=None)

    def _x(self, time: float) -> float:
        return self.axis.x_of(time, self.width())

    # writing a chord anew

    def edit(self, place: int) -> None:
        """Open the field over a chord."""
        if not self.is_editable or not 0 <= place < len(self._chords):
            return
        self.place = place
        chord = self._chords[place]
        if not self.axis.start <= chord.start < self.axis.end:
            self.axis.show_range(chord.start - 0.2 * self.axis.visible, self.axis.visible)
        left = round(max(0.0, min(self._x(chord.start), self.width() - _FIELD_WIDTH)))
        self.field.setGeometry(left + 2, 4, _FIELD_WIDTH, self.height() - 8)
        self.field.setText("N" if chord.label == "N" else chart_name(chord.label))
        self.field.selectAll()
        self.field.show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.redraw()

    def _on_typed(self) -> None:
        text, place = self.field.text().strip(), self.place
        self._close_field()
        if text and place is not None:
            self.label_typed.emit(place, text)

    def _close_field(self) -> None:
        if self.field.isVisible():
            self.field.hide()
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: object, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        is_escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if watched is self.field and event.type() == QEvent.Type.KeyPress and is_escape:
            self._close_field()
            return True
        if watched is self.field and event.type() == QEvent.Type.FocusOut:
            self.field.hide()
        return False

    # keyboard

    def event(self, event: QEvent) -> bool:
        """The lane's own keys come before the window's while it has the keyboard."""
        is_own = isinstance(event, QKeyEvent) and (
            chord_step_of(event) is not ChordStep.NONE
            or (event.key() == Qt.Key.Key_Escape and self._dragged is not None)
        )
        if event.type() == QEvent.Type.ShortcutOverride and is_own:
            event.accept()
            return True
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.redraw()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        step = chord_step_of(event)
        if event.key() == Qt.Key.Key_Escape and self._dragged is not None:
            self.set_chords(self._before_drag)
        elif step is ChordStep.NONE or not self._chords:
            super().keyPressEvent(event)
        elif step in (ChordStep.NEXT, ChordStep.PREVIOUS):
            self._choose_beside(1 if step is ChordStep.NEXT else -1)
        else:
            self.do(step, self.place if self.place is not None else self._here())

    def _here(self) -> int:
        """The chord under the play-head."""
        return self.chord_at(self.playhead or self.axis.start) or 0

    def _choose_beside(self, step: int) -> None:
        place = self._here() if self.place is None else self.place + step
        self.choose(max(0, min(place, len(self._chords) - 1)))

    def choose(self, place: int | None) -> None:
        """Choose a chord, and bring it on screen."""
        self.place = place
        if place is not None:
            chord = self._chords[place]
            if chord.start >= self.axis.end or chord.end <= self.axis.start:
                self.axis.show_range(chord.start - 0.2 * self.axis.visible, self.axis.visible)
        self.redraw()

    def do(self, step: ChordStep, place: int) -> None:
        """A step of work on a chord."""
        if not self.is_editable or not 0 <= place < len(self._chords):
            return
        self.place = place
        if step is ChordStep.WRITE:
            self.edit(place)
        elif step is ChordStep.SPLIT:
            self.split_wanted.emit(place, self.split_time(place))
        elif step is ChordStep.JOIN_NEXT:
            self.join_wanted.emit(place + 1, place)
        elif step is ChordStep.JOIN_PREVIOUS:
            self.place = max(0, place - 1)
            self.join_wanted.emit(place, place - 1 if place else 1)
        elif step in ENDS:
            is_end, way, is_free = ENDS[step]
            edge = edge_of(self._chords, place, is_end=is_end)
            self.edge_moved.emit(edge, self._stepped(edge.time, way, is_free=is_free), True)

    def _stepped(self, time: float, way: int, *, is_free: bool) -> float:
        if is_free:
            return time + way * _FREE_SECONDS
        if self._clock is None:
            return time + way * _SECONDS_WITHOUT_BEATS
        return self._clock.stepped(time, beats=way)

    def split_time(self, place: int, wanted: float | None = None) -> float:
        """Where a chord is split: where it is wanted or the play-head is, on a beat; else at the middle's beat."""
        chord = self._chords[place]
        for time in (wanted, self.playhead):
            if time is not None and can_split(self._chords, place, self._snapped(time)):
                return self._snapped(time)
        middle = (chord.start + chord.end) / 2.0
        return self._snapped(middle) if can_split(self._chords, place, self._snapped(middle)) else middle

    def _snapped(self, time: float) -> float:
        return self._clock.snapped(time, Snap.BEAT) if self._clock is not None else time

    # mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        if event.button() == Qt.MouseButton.LeftButton:
            x = event.position().x()
            self._dragged = self._under = self.edge_at(x)
            if self._dragged is not None:
                self._before_drag = self._chords
                self.update()
                return
            self.place = self.chord_at(self.time_at(x))
            self.redraw()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        x = event.position().x()
        if self._dragged is not None:
            is_free = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
            self._follow(self._dragged, x, is_free=is_free)
            return
        super().mouseMoveEvent(event)
        self._show_edge(self.edge_at(x) if not event.buttons() else None)

    def _follow(self, edge: Edge, x: float, *, is_free: bool) -> None:
        """Show the chords as they would be; the numerals follow when the mouse lets go."""
        time = self.time_at(x) if is_free else self._snapped(self.time_at(x))
        self._chords = with_edge(self._before_drag, edge, time, self.axis.duration)
        moved = self._chords[edge.right].start if edge.right is not None else self._chords[edge.left or 0].end
        self._under = Edge(moved, edge.left, edge.right)
        self.redraw()

    def _show_edge(self, edge: Edge | None) -> None:
        if edge != self._under:
            self._under = edge
            self.setCursor(Qt.CursorShape.SplitHCursor if edge is not None else Qt.CursorShape.ArrowCursor)
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        super().mouseReleaseEvent(event)
        edge, moved = self._dragged, self._under
        if event.button() != Qt.MouseButton.LeftButton or edge is None or moved is None:
            return
        before = self._before_drag
        self.set_chords(before)  # what it becomes is told by whoever is asked
        if moved.time != edge.time:
            self.edge_moved.emit(edge, moved.time, False)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        place = self.chord_at(self.time_at(event.position().x()))
        if event.button() == Qt.MouseButton.LeftButton and place is not None:
            self.edit(place)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        super().leaveEvent(event)
        if self._dragged is None:
            self._show_edge(None)

    # menu

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        is_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
        time = self.time_at(event.x()) if is_mouse else None
        place = self.chord_at(time) if time is not None else self.place
        if place is None or not self.is_editable:
            return
        self.choose(place)
        x = round(self._x(self._chords[place].start))
        where = event.globalPos() if is_mouse else self.mapToGlobal(QPoint(max(0, x), self.height()))
        menu = self.menu(place, time)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(where)

    def menu(self, place: int, time: float | None) -> QMenu:
        """What can be done with a chord; ``time``: where it was clicked."""
        menu = QMenu(self)
        at = self.split_time(place, time)
        entries: tuple[tuple[str, bool, Callable[[], object]], ...] = (
            (self.tr("Write another chord…"), True, lambda: self.edit(place)),
            (
                self.tr("Split here"),
                can_split(self._chords, place, at),
                lambda: self.split_wanted.emit(place, at),
            ),
            (
                self.tr("Join with the next chord"),
                place + 1 < len(self._chords),
                lambda: self.do(ChordStep.JOIN_NEXT, place),
            ),
            (
                self.tr("Give its time to the chord before"),
                place > 0,
                lambda: self.do(ChordStep.JOIN_PREVIOUS, place),
            ),
        )
        for words, can, act in entries:
            action = menu.addAction(words)
            action.setEnabled(can)
            action.triggered.connect(lambda _checked=False, act=act: act())
        return menu
