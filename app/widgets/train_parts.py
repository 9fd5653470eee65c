"""Small parts of the Train page: the list of steps, the line of what works, shares as bars, rows of songs."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app import theme as tokens
from app.jobs_model import clock_text
from app.theme import Theme
from app.widgets.plain_text import ElidedLabel, PlainLabel, plain


class StepList(QFrame):
    """The six steps from top to bottom, each with a word about how it stands."""

    chosen = Signal(int)

    def __init__(self, names: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("makeForm")
        self.setFixedWidth(tokens.TRAIN_STEPS_WIDTH)
        self.names = tuple(names)
        self.buttons: list[QPushButton] = []
        self.words: list[PlainLabel] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(*(tokens.PADDING,) * 4)
        column.setSpacing(tokens.GRID)
        column.addWidget(PlainLabel(self.tr("Train"), "number"))
        column.addSpacing(tokens.GRID)
        for index, name in enumerate(names):
            button = QPushButton(f"{index + 1}   {name}")
            button.setProperty("step", True)
            button.setCheckable(True)
            button.setAutoExclusive(True)
            button.clicked.connect(lambda _checked=False, index=index: self.chosen.emit(index))
            word = ElidedLabel(role="quiet")
            below = QHBoxLayout()
            below.setContentsMargins(tokens.PADDING + 22, 0, 0, tokens.GRID)
            below.addWidget(word)
            column.addWidget(button)
            column.addLayout(below)
            self.buttons.append(button)
            self.words.append(word)
        column.addStretch(1)

    def show_step(self, index: int) -> None:
        self.buttons[index].setChecked(True)

    def show_words(self, words: Sequence[str]) -> None:
        """How each step stands."""
        for index, text in enumerate(words):
            self.words[index].setText(text)
            self.buttons[index].setAccessibleName(f"{index + 1} {self.names[index]}: {text}" if text else "")


class TaskLine(QFrame):
    """What works now, how far it is, and Pause."""

    pause_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusLine")
        self.theme = theme
        self.fraction = 0.0
        self.name = PlainLabel(role="heading")
        self.stage = ElidedLabel(role="quiet")
        self.left = PlainLabel(role="quiet")
        self.pause = QPushButton(self.tr("Pause"))
        self.pause.setProperty("compact", True)
        self.pause.clicked.connect(self.pause_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.PADDING, 2 * tokens.GRID, tokens.PADDING, 2 * tokens.GRID)
        row.setSpacing(tokens.PADDING)
        row.addWidget(self.name)
        row.addWidget(self.stage, 1)
        row.addWidget(self.left)
        row.addWidget(self.pause)
        self.hide()

    def show_task(self, name: str, *, is_pausing: bool) -> None:
        self.name.setText(name)
        self.pause.setEnabled(not is_pausing)
        self.pause.setText(self.tr("Pausing…") if is_pausing else self.tr("Pause"))

    def show_progress(self, fraction: float, words: str, eta: float | None) -> None:
        self.fraction = min(max(fraction, 0.0), 1.0)
        self.stage.setText(words)
        self.left.setText(self.tr("%s left") % clock_text(eta) if eta else "")
        self.setAccessibleDescription(f"{self.fraction:.0%} {words}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        super().paintEvent(event)
        painter = QPainter(self)
        painter.fillRect(QRectF(0, 0, self.width() * self.fraction, 3), QColor(self.theme.accent))
        painter.end()


class ShareBars(QWidget):
    """Names with their shares as bars; words beside each, so that nothing is told by length alone."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.rows: tuple[tuple[str, float], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_shares(self, name: str, rows: Sequence[tuple[str, float]]) -> None:
        self.rows = tuple(rows)
        self.setFixedHeight(max(1, len(rows)) * tokens.BAR_ROW_HEIGHT)
        self.setAccessibleName(f"{name}: " + ", ".join(f"{plain(own, 40)} {share:.0%}" for own, share in rows))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setFont(tokens.font(tokens.TEXT_QUIET))
        half = self.width() * 0.46
        for index, (name, share) in enumerate(self.rows):
            top = index * tokens.BAR_ROW_HEIGHT
            painter.setPen(QColor(self.theme.text))
            words = painter.fontMetrics().elidedText(plain(name, 60), Qt.TextElideMode.ElideRight, round(half - 8))
            painter.drawText(QRectF(0, top, half, tokens.BAR_ROW_HEIGHT), int(Qt.AlignmentFlag.AlignVCenter), words)
            room = self.width() - half - 44
            painter.fillRect(QRectF(half, top + 7, room, 8), QColor(self.theme.surface3))
            painter.fillRect(QRectF(half, top + 7, room * min(1.0, share), 8), QColor(self.theme.accent))
            painter.setPen(QColor(self.theme.quiet))
            place = QRectF(self.width() - 40, top, 40, tokens.BAR_ROW_HEIGHT)
            painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), f"{share:.0%}")
        painter.end()


def sentence(text: str = "", role: str = "") -> PlainLabel:
    """A label that wraps."""
    label = PlainLabel(text, role)
    label.setWordWrap(True)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return label


def button(words: str, act: Callable[[], object], *, is_primary: bool = False) -> QPushButton:
    """A button; ``act`` takes nothing."""
    made = QPushButton(words)
    made.setProperty("primary", is_primary)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.clicked.connect(lambda _checked=False: act())
    return made


class StepPage(QWidget):
    """A step: its title, what it is for, its content, and at the foot why it cannot go on, and the button that does."""

    def __init__(self, title: str, purpose: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.content = QVBoxLayout()
        self.content.setSpacing(2 * tokens.GRID)
        self.why = sentence(role="quiet")
        self.feet = QHBoxLayout()
        self.feet.setSpacing(2 * tokens.GRID)
        self.feet.addWidget(self.why, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * tokens.PADDING, tokens.PADDING, 2 * tokens.PADDING, tokens.PADDING)
        column.setSpacing(2 * tokens.GRID)
        column.addWidget(PlainLabel(title, "number"))
        column.addWidget(sentence(purpose, "quiet"))
        column.addSpacing(tokens.GRID)
        column.addLayout(self.content, 1)
        column.addLayout(self.feet)
