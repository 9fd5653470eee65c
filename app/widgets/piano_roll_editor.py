"""The piano roll under the mouse and the keyboard: draw, choose, move, lengthen and delete notes.

The mouse does what it does in FL Studio: left draws or drags, the right end of a note lengthens it, right deletes,
Ctrl+drag chooses, the wheel scrolls, Ctrl+wheel zooms, the middle button pans.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from app.bar_clock import BarClock
from app.note_editing import Picked, drawn, moved, resized
from app.theme import Theme
from app.widgets.piano_roll_keys import KEYS, Step, step_of
from app.widgets.piano_roll_layers import LayeredRoll
from app.widgets.time_axis import TimeAxis
from engine.core.events import NoteEvent
from engine.core.harmony import Key

_EDGE_PIXELS = 7.0
_NOTCH = 120.0
_ROWS_PER_NOTCH = 3
_FIRST_LENGTH, _FIRST_VELOCITY, _FIRST_PITCH = 1.0, 100, 60


@dataclass(slots=True)
class _Drag:
    """What the mouse does between press and release."""

    kind: str  # move, resize, draw, erase, band, pan
    base: Picked
    at: QPointF
    beat: float
    pitch: int


class PianoRollEditor(LayeredRoll):
    """A stem's notes to work on. It keeps none of the work: ``edited`` tells of each finished step."""

    edited = Signal(object, str)
    """``Picked`` after a step, and the step's name for the undo list."""
    chosen_changed = Signal(object)
    """``Picked`` with the same notes, others of them chosen."""
    touched = Signal(object)
    """``NoteEvent`` that was drawn, taken or moved to another pitch: to be heard."""
    step_wanted = Signal(object)
    """``Step`` asked for by the keyboard."""

    def __init__(self, axis: TimeAxis, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(axis, theme, parent)
        self.is_editable = False
        self._drag: _Drag | None = None
        self._length, self._velocity, self._pitch = _FIRST_LENGTH, _FIRST_VELOCITY, _FIRST_PITCH
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Piano roll, editable"))
        self.setAccessibleDescription(
            self.tr(
                "Arrows move the chosen notes, with Shift they change the length, Alt and arrows choose the next note, "
                "Insert draws one, Delete deletes, Q quantises. The table of notes below holds the same notes."
            )
        )

    def show_notes(
        self,
        picked: Picked,
        colour: QColor,
        key: Key | None,
        clock: BarClock | None,
        *,
        sentence: str,
        fits: bool,
        is_drums: bool = False,
    ) -> None:
        self._drag = None
        super().show_notes(picked, colour, key, clock, sentence=sentence, fits=fits, is_drums=is_drums)

    def _at_end(self, place: int, x: float) -> bool:
        left, right = (self.axis.x_of(float(t[place]), self.width()) for t in (self._onsets, self._offsets))
        return right - x <= min(_EDGE_PIXELS, (right - left) / 3)

    # mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        where = event.position()
        self._drag = _Drag(
            "pan", self.picked, where, self.grid.beat_at(self.time_at(where.x())), self.pitch_at(where.y())
        )
        if event.button() == Qt.MouseButton.MiddleButton or not self.is_editable:
            return
        place = self.note_at(where)
        if event.button() == Qt.MouseButton.RightButton:
            self._drag.kind = "erase"
            self._erase(where)
        elif event.button() == Qt.MouseButton.LeftButton:
            self._press_left(self._drag, event.modifiers(), place)

    def _press_left(self, drag: _Drag, keys: Qt.KeyboardModifier, place: int | None) -> None:
        if keys & Qt.KeyboardModifier.ControlModifier:
            drag.kind = "band"
            if not keys & Qt.KeyboardModifier.ShiftModifier:
                drag.base = self.picked.choosing(())
            if place is not None:
                drag.base = drag.base.choosing(self.picked.chosen ^ {place})
            self.choose(drag.base)
        elif place is not None:
            if place not in self.picked.chosen:
                adds = bool(keys & Qt.KeyboardModifier.ShiftModifier)
                self.choose(self.picked.choosing({place, *(self.picked.chosen if adds else ())}))
            drag.base = self.picked
            drag.kind = "resize" if self._at_end(place, drag.at.x()) else "move"
            self._remember(self.picked.notes[place])
            self.touched.emit(self.picked.notes[place])
        else:
            self.draw_note(self.grid.before(self.time_at(drag.at.x())), drag.pitch, is_finished=False)
            drag.base, drag.kind = self.picked, "draw"

    def draw_note(self, onset: float, pitch: int, *, is_finished: bool = True) -> None:
        """A note of the last length and velocity; it is chosen. ``is_finished``: it is a step of its own."""
        end = min(self.grid.time_of(self.grid.beat_at(onset) + self._length), self.axis.duration)
        if end <= onset:
            return
        note = NoteEvent(onset, end, pitch, self._velocity)
        self.show_picked(drawn(self.picked, note))
        self._pitch = pitch
        self.touched.emit(note)
        if is_finished:
            self.edited.emit(self.picked, self.tr("Draw a note"))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        drag, where = self._drag, event.position()
        if drag is None:
            self.setCursor(self._cursor_at(where))
        elif drag.kind == "pan":
            self._pan(drag, where)
        elif drag.kind == "erase":
            self._erase(where)
        elif drag.kind == "band":
            self._stretch_band(drag, where)
        else:
            self._follow(drag, where, is_free=bool(event.modifiers() & Qt.KeyboardModifier.AltModifier))

    def _cursor_at(self, where: QPointF) -> Qt.CursorShape:
        place = self.note_at(where) if self.is_editable else None
        if place is None:
            return Qt.CursorShape.ArrowCursor
        return Qt.CursorShape.SizeHorCursor if self._at_end(place, where.x()) else Qt.CursorShape.OpenHandCursor

    def _follow(self, drag: _Drag, where: QPointF, *, is_free: bool) -> None:
        beats = self.grid.beat_at(self.time_at(where.x())) - drag.beat
        if not is_free:
            beats = round(beats / self.grid.step) * self.grid.step
        if drag.kind == "resize":
            self.show_picked(resized(drag.base, self.grid, beats, self.axis.duration))
            return
        before = self.picked.chosen_notes
        semitones = self.pitch_at(where.y()) - drag.pitch
        self.show_picked(moved(drag.base, self.grid, beats, semitones, self.axis.duration))
        after = self.picked.chosen_notes
        if before and after and before[0].pitch != after[0].pitch:
            self.touched.emit(after[0])

    def _stretch_band(self, drag: _Drag, where: QPointF) -> None:
        self._band = QRectF(drag.at, where).normalized()
        start, end = self.time_at(self._band.left()), self.time_at(self._band.right())
        low, high = self.pitch_at(self._band.bottom()), self.pitch_at(self._band.top())
        inside = np.flatnonzero(
            (self._offsets > start) & (self._onsets < end) & (self._pitches >= low) & (self._pitches <= high)
        )
        self.choose(drag.base.choosing({*drag.base.chosen, *inside.tolist()}))

    def _erase(self, where: QPointF) -> None:
        place = self.note_at(where)
        if place is not None:
            rest = [i for i in range(len(self.picked.notes)) if i != place]
            chosen = {rest.index(i) for i in self.picked.chosen if i != place}
            self.show_picked(Picked(tuple(self.picked.notes[i] for i in rest), frozenset(chosen)))

    def _pan(self, drag: _Drag, where: QPointF) -> None:
        self.axis.scroll((drag.at.x() - where.x()) / max(1, self.width()) * self.axis.visible)
        low, high = self.pitch_range()
        rows = round((where.y() - drag.at.y()) / max(1, self.height()) * (high - low + 1))
        if rows:
            self.show_rows(low + rows, high - low + 1)
            drag.at = where
        else:
            drag.at = QPointF(where.x(), drag.at.y())

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        drag, self._drag, self._band = self._drag, None, None
        self.update()
        names = {
            "move": self.tr("Move notes"),
            "resize": self.tr("Change lengths"),
            "draw": self.tr("Draw a note"),
            "erase": self.tr("Delete notes"),
        }
        if drag is not None and drag.kind in names:
            if drag.kind in ("resize", "draw") and self.picked.chosen_notes:
                self._remember(self.picked.chosen_notes[0])
            self.edited.emit(self.picked, names[drag.kind])

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        keys, down = event.modifiers(), event.angleDelta().y() / _NOTCH
        low, high = self.pitch_range()
        if keys & Qt.KeyboardModifier.AltModifier:
            turned = (event.angleDelta().x() + event.angleDelta().y()) / _NOTCH  # Alt makes some systems swap the axes
            rows = round((high - low + 1) * 1.25**-turned)
            self.show_rows((low + high - rows) // 2, rows)
            event.accept()
        elif (
            self.is_drums
            or keys & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
            or not down
        ):
            super().wheelEvent(event)
        else:
            self.show_rows(low + round(down * _ROWS_PER_NOTCH), high - low + 1)
            event.accept()

    def choose(self, picked: Picked) -> None:
        """Choose other notes of the same."""
        if picked.chosen != self.picked.chosen:
            self.picked = picked
            self.redraw()
            self.chosen_changed.emit(picked)

    def _remember(self, note: NoteEvent) -> None:
        self._length = self.grid.beat_at(note.offset) - self.grid.beat_at(note.onset)
        self._velocity, self._pitch = note.velocity, note.pitch

    # keyboard

    def event(self, event: QEvent) -> bool:
        """The roll's own keys come before the window's while it has the keyboard."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and step_of(event) in KEYS:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        step = step_of(event)
        if step is Step.NONE:
            super().keyPressEvent(event)
        elif step is Step.DRAW:
            self._draw_by_key()
        elif step in (Step.NEXT, Step.PREVIOUS, Step.ADD_NEXT, Step.ADD_PREVIOUS):
            self._choose_beside(step)
        else:
            self.step_wanted.emit(step)

    def _draw_by_key(self) -> None:
        if self.is_editable:
            here = self.playhead if self.playhead is not None else self.axis.start
            self.draw_note(self.grid.before(here), self._pitch)

    def _choose_beside(self, step: Step) -> None:
        """The note after or before the chosen ones; without any, the one nearest to the play-head."""
        if not self.picked.notes:
            return
        forward = step in (Step.NEXT, Step.ADD_NEXT)
        if self.picked.chosen:
            place = max(self.picked.chosen) + 1 if forward else min(self.picked.chosen) - 1
        else:
            place = int(np.abs(self._onsets - (self.playhead or self.axis.start)).argmin())
        place = max(0, min(place, len(self.picked.notes) - 1))
        keep = self.picked.chosen if step in (Step.ADD_NEXT, Step.ADD_PREVIOUS) else ()
        self.choose(self.picked.choosing({place, *keep}))
        self.show_note(self.picked.notes[place])
        self._remember(self.picked.notes[place])
        self.touched.emit(self.picked.notes[place])

    def show_note(self, note: NoteEvent) -> None:
        """Scroll until a note is on screen."""
        if not self.axis.start <= note.onset < self.axis.end:
            self.axis.show_range(note.onset - 0.2 * self.axis.visible, self.axis.visible)
        low, high = self.pitch_range()
        if not low <= note.pitch <= high:
            self.show_rows(note.pitch - (high - low) // 2, high - low + 1)
