"""One stem: its head (badge, name, mute, solo, gain) and its waveform."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QPoint, QRectF, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QColor, QDrag, QFocusEvent, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QFrame, QHBoxLayout, QSizePolicy, QSlider, QVBoxLayout, QWidget

from app import icons
from app import theme as tokens
from app.mixer import MAX_GAIN_DB, MIN_GAIN_DB, linear_gain
from app.theme import STEM_LETTERS, Theme
from app.widgets.meter import FLOOR_DB, to_db
from app.widgets.plain_text import ElidedLabel, PlainLabel
from app.widgets.time_axis import TimeAxis
from app.widgets.waveform import Waveform
from engine.core.peaks import PeakPyramid
from engine.core.stems import Stem

_LETTER_SIZE = 22
_SLIDER_HEIGHT = 20


def gain_text(gain_db: float) -> str:
    """``+1.0``, ``−6.0`` or ``−∞``, in dB."""
    return "−∞" if gain_db <= MIN_GAIN_DB else f"{gain_db:+.1f}".replace("-", "−")


class Badge(QWidget):
    """The stem's letter on its colour, with the level that is heard as a thin bar at its side."""

    def __init__(self, stem: Stem, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._stem = stem
        self._level_db = FLOOR_DB
        self.setFixedSize(_LETTER_SIZE + 6, _LETTER_SIZE)

    def advance(self, linear: float, seconds: float) -> None:
        """Show the newest level; let it fall for ``seconds``."""
        level = max(to_db(linear), self._level_db - 30.0 * seconds, FLOOR_DB)
        if level != self._level_db:
            self._level_db = level
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = self.theme.stem(self._stem)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRoundedRect(QRectF(0, 0, _LETTER_SIZE, _LETTER_SIZE), 5, 5)
        painter.setPen(QColor(self.theme.ground if self.theme.is_dark else self.theme.surface1))
        painter.setFont(tokens.font(weight=QFont.Weight.Bold))
        painter.drawText(QRectF(0, 0, _LETTER_SIZE, _LETTER_SIZE), Qt.AlignmentFlag.AlignCenter, STEM_LETTERS[self._stem])
        share = (self._level_db - FLOOR_DB) / -FLOOR_DB
        painter.fillRect(QRectF(_LETTER_SIZE + 3, 0, 3, _LETTER_SIZE), QColor(self.theme.surface3))
        height = min(share, 1.0) * _LETTER_SIZE
        painter.fillRect(QRectF(_LETTER_SIZE + 3, _LETTER_SIZE - height, 3, height), colour)
        painter.end()


class LetterButton(QAbstractButton):
    """A small checkable square with one letter: M or S."""

    def __init__(self, letter: str, theme: Theme, checked_colour: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._checked_colour = checked_colour
        self.setText(letter)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # the mouse must not take Space away from the transport
        self.setFixedSize(_LETTER_SIZE, _LETTER_SIZE)

    def set_theme(self, theme: Theme, checked_colour: str) -> None:
        self.theme, self._checked_colour = theme, checked_colour
        self.update()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space:
            event.accept()  # reached by Tab, Space means this button
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        is_on = self.isChecked()
        painter.setPen(QColor(self.theme.focus if self.hasFocus() else self._checked_colour if is_on else self.theme.line))
        painter.setBrush(QColor(self._checked_colour if is_on else self.theme.surface3 if self.underMouse() else self.theme.surface2))
        painter.drawRoundedRect(box, 4, 4)
        dark_letter = self.theme.ground if self.theme.is_dark else self.theme.surface1
        painter.setPen(QColor(dark_letter if is_on else self.theme.quiet))
        painter.setFont(tokens.font(tokens.TEXT_QUIET, weight=QFont.Weight.Bold))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.text())
        painter.end()


class GainSlider(QSlider):
    """Gain in tenths of a dB; a double click sets 0 dB. Painted by us: a line, the stem's colour, a round handle."""

    def __init__(self, theme: Theme, colour: QColor, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.theme = theme
        self.colour = colour
        self.setRange(round(MIN_GAIN_DB * 10), round(MAX_GAIN_DB * 10))
        self.setSingleStep(10)
        self.setPageStep(60)
        self.setValue(0)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedHeight(_SLIDER_HEIGHT)

    @property
    def gain_db(self) -> float:
        return self.value() / 10.0

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
                event.accept()  # reached by Tab, arrows mean this slider
        return super().event(event)

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        self.setValue(0)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        self._to(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._to(event.position().x())

    def _to(self, x: float) -> None:
        usable = self.width() - _SLIDER_HEIGHT * 0.6
        share = min(max(0.0, (x - _SLIDER_HEIGHT * 0.3) / max(1.0, usable)), 1.0)
        # a fader's law: the upper half of the way is for +6…-12 dB, where mixing happens
        self.setValue(round(10 * position_to_db(share)))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = _SLIDER_HEIGHT * 0.3
        middle = self.height() / 2
        usable = self.width() - 2 * radius
        x = radius + db_to_position(self.gain_db) * usable
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.theme.line))
        painter.drawRoundedRect(QRectF(radius, middle - 1.5, usable, 3), 1.5, 1.5)
        painter.setBrush(self.colour)
        painter.drawRoundedRect(QRectF(radius, middle - 1.5, max(0.0, x - radius), 3), 1.5, 1.5)
        zero = radius + db_to_position(0.0) * usable
        painter.fillRect(QRectF(zero - 0.5, middle - 6, 1, 3), QColor(self.theme.faint))
        painter.setBrush(QColor(self.theme.text))
        if self.hasFocus():
            painter.setPen(QColor(self.theme.focus))
            painter.setBrush(QColor(self.theme.focus))
        painter.drawEllipse(QPoint(round(x), round(middle)), round(radius), round(radius))
        painter.end()


def db_to_position(gain_db: float) -> float:
    """Place 0–1 on the fader: straight from -12 to +6 dB over the upper 60 %, from -60 to -12 over the rest."""
    if gain_db >= -12.0:
        return 0.4 + 0.6 * (min(gain_db, MAX_GAIN_DB) + 12.0) / 18.0
    return 0.4 * (max(gain_db, MIN_GAIN_DB) - MIN_GAIN_DB) / 48.0


def position_to_db(share: float) -> float:
    """The inverse of ``db_to_position``."""
    return -12.0 + (share - 0.4) / 0.6 * 18.0 if share >= 0.4 else MIN_GAIN_DB + share / 0.4 * 48.0


class DragGrip(QWidget):
    """Dragging this carries the stem's file into a DAW or a folder."""

    drag_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._pressed: QPoint | None = None
        self.setFixedSize(tokens.ICON, _LETTER_SIZE)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setToolTip(self.tr("Drag this stem into your DAW"))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.drawPixmap(0, 1, icons.pixmap("grip", self.theme.quiet, scale=self.devicePixelRatioF()))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        self._pressed = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        if self._pressed is None:
            return
        if (event.position().toPoint() - self._pressed).manhattanLength() >= QApplication.startDragDistance():
            self._pressed = None
            self.drag_wanted.emit()


class StemLane(QWidget):
    """Head and waveform. Knows nothing of playback: it says what the user did, and is told what is heard."""

    mute_toggled = Signal(bool)
    solo_toggled = Signal(bool)
    gain_changed = Signal(float)
    selected = Signal()
    drag_wanted = Signal()

    def __init__(self, stem: Stem, peaks: PeakPyramid, axis: TimeAxis, theme: Theme, *, full_scale: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.stem = stem
        self.theme = theme
        self._name = stem_name(stem)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(tokens.LANE_MIN_HEIGHT)
        self.setMaximumHeight(tokens.LANE_MAX_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.waveform = Waveform(peaks, theme.stem(stem), axis, theme, full_scale=full_scale)
        self.waveform.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._build_head())
        row.addWidget(self.waveform, 1)
        self.mute.toggled.connect(self._on_mute)
        self.solo.toggled.connect(self._on_solo)
        self.gain.valueChanged.connect(self._on_gain)
        self.waveform.clicked.connect(lambda _time: self.selected.emit())
        self._describe()

    def _build_head(self) -> QFrame:
        self.head = QFrame()
        self.head.setObjectName("laneHead")
        self.head.setFixedWidth(tokens.LANE_HEAD_WIDTH)
        self.badge = Badge(self.stem, self.theme)
        self.mute = LetterButton("M", self.theme, self.theme.bad)
        self.solo = LetterButton("S", self.theme, self.theme.warn)
        self.gain = GainSlider(self.theme, self.theme.stem(self.stem))
        self.gain_label = PlainLabel(gain_text(0.0), "quiet")
        self.gain_label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.gain_label.setFixedWidth(38)
        self.grip = DragGrip(self.theme)
        self.grip.drag_wanted.connect(self.drag_wanted)
        top = QHBoxLayout()
        top.setSpacing(tokens.GRID)
        top.addWidget(self.badge)
        top.addSpacing(2)
        top.addWidget(ElidedLabel(self._name, "heading"), 1)
        top.addWidget(self.mute)
        top.addWidget(self.solo)
        bottom = QHBoxLayout()
        bottom.setSpacing(tokens.GRID)
        bottom.addWidget(self.grip)
        bottom.addWidget(self.gain, 1)
        bottom.addWidget(self.gain_label)
        column = QVBoxLayout(self.head)
        column.setContentsMargins(2 * tokens.GRID + 2, 2, 2 * tokens.GRID, 2)
        column.setSpacing(2)
        column.addStretch()
        column.addLayout(top)
        column.addLayout(bottom)
        column.addStretch()
        return self.head

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.badge.theme = self.gain.theme = self.grip.theme = theme
        self.gain.colour = theme.stem(self.stem)
        self.mute.set_theme(theme, theme.bad)
        self.solo.set_theme(theme, theme.warn)
        self.waveform.set_colour(theme.stem(self.stem))
        self.waveform.set_theme(theme)
        self.update()

    def set_selected(self, is_selected: bool) -> None:  # noqa: FBT001 - a property's value
        if bool(self.head.property("selected")) != is_selected:
            self.head.setProperty("selected", is_selected)
            self.head.style().unpolish(self.head)
            self.head.style().polish(self.head)
            self.update()

    @property
    def is_selected(self) -> bool:
        return bool(self.head.property("selected"))

    def set_heard(self, is_heard: bool) -> None:  # noqa: FBT001 - a property's value
        """Whether mute and solo of all lanes together let this one be heard."""
        self.waveform.set_heard(is_heard)

    def start_drag(self, file: QUrl) -> None:
        """Carry a file that exists; copies only, the studio's own file stays."""
        data = QMimeData()
        data.setUrls([file])
        drag = QDrag(self)
        drag.setMimeData(data)
        drag.setPixmap(self.badge.grab())
        drag.exec(Qt.DropAction.CopyAction)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(tokens.LANE_HEAD_WIDTH + 400, tokens.LANE_MIN_HEIGHT + 24)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        super().focusInEvent(event)
        self.selected.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        super().mousePressEvent(event)
        self.selected.emit()

    def _on_mute(self, is_on: bool) -> None:  # noqa: FBT001 - Qt's signal
        self._describe()
        self.mute_toggled.emit(is_on)

    def _on_solo(self, is_on: bool) -> None:  # noqa: FBT001 - Qt's signal
        self._describe()
        self.solo_toggled.emit(is_on)

    def _on_gain(self, _value: int) -> None:
        self.gain_label.setText(gain_text(self.gain.gain_db))
        self.waveform.set_gain(linear_gain(self.gain.gain_db))
        self._describe()
        self.gain_changed.emit(self.gain.gain_db)

    def _describe(self) -> None:
        """Names for screen readers, with the state in words."""
        states = [word for word, is_on in ((self.tr("muted"), self.mute.isChecked()), (self.tr("solo"), self.solo.isChecked())) if is_on]
        self.setAccessibleName(", ".join([self.tr("%s lane") % self._name, *states, self.tr("gain %s dB") % gain_text(self.gain.gain_db)]))
        self.mute.setAccessibleName(self.tr("Mute %s") % self._name)
        self.solo.setAccessibleName(self.tr("Solo %s") % self._name)
        self.gain.setAccessibleName(self.tr("Gain of %s in dB") % self._name)
        self.mute.setToolTip(self.tr("Mute %s (M)") % self._name)
        self.solo.setToolTip(self.tr("Solo %s (S)") % self._name)
        self.gain.setToolTip(self.tr("Gain of %s (+ and −, 0 resets)") % self._name)


def stem_name(stem: Stem) -> str:
    """The stem's name for people."""
    from PySide6.QtCore import QCoreApplication

    names = {
        Stem.DRUMS: QCoreApplication.translate("Stem", "Drums"),
        Stem.BASS: QCoreApplication.translate("Stem", "Bass"),
        Stem.VOCALS: QCoreApplication.translate("Stem", "Vocals"),
        Stem.OTHER: QCoreApplication.translate("Stem", "Other"),
        Stem.LOG_DRUM: QCoreApplication.translate("Stem", "Log drum"),
    }
    return names[stem]
