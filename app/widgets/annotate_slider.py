"""A value that a person sets: nothing said, a number from 0 to 1, or "can't judge". It never begins at a number."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QToolButton, QWidget

from app import icons
from app import theme as tokens
from app.theme import Theme
from app.widgets.plain_text import PlainLabel

STEP = 0.05
_HEIGHT = 22
_KNOB = 6.0
_STEPS = {
    Qt.Key.Key_Left: -STEP,
    Qt.Key.Key_Down: -STEP,
    Qt.Key.Key_Right: STEP,
    Qt.Key.Key_Up: STEP,
    Qt.Key.Key_PageDown: -0.2,
    Qt.Key.Key_PageUp: 0.2,
}
_ENDS = {Qt.Key.Key_Home: 0.0, Qt.Key.Key_End: 1.0}
_VALUE_WIDTH = 78


class ValueSlider(QWidget):
    """Click or drag; arrows by 0.05; 0–9 for tenths; Delete takes it back."""

    settled = Signal(object)
    """The value once the mouse or key has settled it; None where it was taken back."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.value: float | None = None
        self._is_dragging = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(160, _HEIGHT)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(80, _HEIGHT)

    def set_value(self, value: float | None) -> None:
        """Show a value; says nothing."""
        if value != self.value:
            self.value = value
            self.update()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._means(event):
            event.accept()  # here digits and arrows are the value, not lanes and beats
        return super().event(event)

    def _means(self, event: QKeyEvent) -> bool:
        is_plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        is_ours = event.key() in _STEPS or event.key() in _ENDS or event.text().isdecimal()
        return is_plain and (is_ours or event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if not self._means(event):
            super().keyPressEvent(event)
            return
        key = event.key()
        if key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._settle(None)
        elif key in _ENDS:
            self._settle(_ENDS[Qt.Key(key)])
        elif key in _STEPS:
            self._settle((self.value or 0.0) + _STEPS[Qt.Key(key)])
        else:
            self._settle(int(event.text()) / 10)

    def _settle(self, value: float | None) -> None:
        value = round(min(max(value, 0.0), 1.0), 3) if value is not None else None
        if value != self.value:
            self.set_value(value)
            self.settled.emit(value)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        if event.button() == Qt.MouseButton.LeftButton:
            self._is_dragging, self._before = True, self.value
            self.set_value(self._value_at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        if self._is_dragging:
            self.set_value(self._value_at(event.position().x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        if event.button() == Qt.MouseButton.LeftButton and self._is_dragging:
            self._is_dragging = False
            if self.value != self._before:
                self.settled.emit(self.value)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        event.ignore()  # scrolling past must not change what was said

    def _value_at(self, x: float) -> float:
        share = (x - _KNOB) / max(1.0, self.width() - 2 * _KNOB)
        return round(round(min(max(share, 0.0), 1.0) / STEP) * STEP, 3)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, usable = self.height() / 2, self.width() - 2 * _KNOB
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.theme.line if self.theme.name != "contrast" else self.theme.grid))
        painter.drawRoundedRect(QRectF(_KNOB, middle - 1.5, usable, 3), 1.5, 1.5)
        for tenth in range(0, 11, 5):
            painter.fillRect(QRectF(_KNOB + tenth / 10 * usable - 0.5, middle - 6, 1, 12), QColor(self.theme.faint))
        if self.value is not None:
            x = _KNOB + self.value * usable
            painter.setBrush(QColor(self.theme.accent))
            painter.drawRoundedRect(QRectF(_KNOB, middle - 1.5, max(0.0, x - _KNOB), 3), 1.5, 1.5)
            painter.setBrush(QColor(self.theme.text))
            painter.drawEllipse(QPointF(x, middle), _KNOB, _KNOB)
        if self.hasFocus():
            painter.setPen(QColor(self.theme.focus))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.end()


class ValueField(QWidget):
    """A slider with its number in words, "can't judge" and the way back to nothing said."""

    said = Signal(object)
    """A number, or None for "can't judge"."""
    taken_back = Signal()

    def __init__(self, name: str, theme: Theme, *, may_not_judge: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self.is_said = False
        self.slider = ValueSlider(theme)
        self.words = PlainLabel(role="quiet")
        self.words.setFixedWidth(_VALUE_WIDTH)
        self.cannot = QPushButton(self.tr("can't judge"))
        self.cannot.setCheckable(True)
        self.cannot.setProperty("chip", True)
        self.cannot.setProperty("compact", True)
        self.cannot.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.cannot.setAccessibleName(self.tr("%s: can't judge") % name)
        if not may_not_judge:
            self.cannot.hide()  # never shown from here: without a parent yet it would be a window of its own
        self.clear = QToolButton()
        self.clear.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clear.setAccessibleName(self.tr("%s: say nothing") % name)
        self.clear.setToolTip(self.tr("Take it back (Delete)"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * tokens.GRID)
        row.addWidget(self.slider, 1)
        for widget in (self.words, self.cannot, self.clear):
            row.addWidget(widget)
        self.slider.settled.connect(self._on_slider)
        self.cannot.clicked.connect(self._on_cannot)
        self.clear.clicked.connect(self._on_clear)
        self.set_theme(theme)
        self.show_value(None, is_said=False)

    @property
    def value(self) -> float | None:
        return self.slider.value

    def show_value(self, value: float | None, *, is_said: bool) -> None:
        """What was said; ``is_said`` False where nothing was."""
        self.is_said = is_said
        self.slider.set_value(value if is_said else None)
        self.cannot.setChecked(is_said and value is None)
        self.clear.setEnabled(is_said)
        if not is_said:
            words = self.tr("nothing said")
        else:
            words = f"{value:.2f}" if value is not None else self.tr("can't judge")
        self.words.setText(words)
        self.slider.setAccessibleName(f"{self._name}: {words}")

    def set_theme(self, theme: Theme) -> None:
        self.slider.theme = theme
        self.slider.update()
        self.clear.setIcon(icons.icon("close", theme.quiet, disabled=theme.surface3))

    def _on_slider(self, value: float | None) -> None:
        if value is None:
            self._on_clear()
            return
        self.show_value(value, is_said=True)
        self.said.emit(value)

    def _on_cannot(self) -> None:
        if self.cannot.isChecked():
            self.show_value(None, is_said=True)
            self.said.emit(None)
        else:
            self._on_clear()

    def _on_clear(self) -> None:
        if self.is_said:
            self.show_value(None, is_said=False)
            self.taken_back.emit()
