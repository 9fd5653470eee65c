"""The bottom line: the running job with its way out on the left, how things stand on the right."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QWidget

from app import theme as tokens
from app.theme import Theme
from app.widgets.plain_text import PlainLabel


class ProgressBar(QWidget):
    """A thin bar in the accent; its words stand beside it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._fraction = 0.0
        self.setFixedWidth(120)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(120, 6)

    def set_fraction(self, fraction: float) -> None:
        if round(fraction * self.width()) != round(self._fraction * self.width()):
            self.update()
        self._fraction = fraction
        self.setAccessibleName(self.tr("Progress %d percent") % round(100 * fraction))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        paint_bar(painter, QRectF(0, self.height() / 2 - 3, self.width(), 6), self._fraction, self.theme)
        painter.end()


def paint_bar(painter: QPainter, box: QRectF, fraction: float, theme: Theme) -> None:
    """A progress bar in a box."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.line if theme.name != "contrast" else theme.surface3))
    radius = box.height() / 2
    painter.drawRoundedRect(box, radius, radius)
    if fraction > 0:
        painter.setBrush(QColor(theme.accent))
        painter.drawRoundedRect(
            QRectF(box.left(), box.top(), max(box.height(), box.width() * min(fraction, 1.0)), box.height()),
            radius,
            radius,
        )


class StatusLine(QFrame):
    """Words only; the window decides which."""

    cancel_wanted = Signal()
    queue_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusLine")
        self.setFixedHeight(tokens.STATUS_HEIGHT)
        self.bar = ProgressBar(theme)
        self.job = PlainLabel()
        self.cancel = QPushButton(self.tr("Cancel"))
        self.cancel.setProperty("compact", True)
        self.cancel.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.cancel.setAccessibleName(self.tr("Cancel the running job"))
        self.cancel.clicked.connect(self.cancel_wanted)
        self.queue = QToolButton()
        self.queue.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.queue.clicked.connect(self.queue_wanted)
        self.sound = PlainLabel(role="quiet")
        self.offline = PlainLabel(self.tr("offline"), "quiet")
        self.offline.setToolTip(self.tr("Everything is computed on this machine. Nothing is sent anywhere."))
        self.model = PlainLabel(role="quiet")
        self.saved = PlainLabel(role="quiet")
        self.saved.setToolTip(self.tr("When your newest edits were written to disk. It happens by itself."))
        self.draft = PlainLabel(self.tr("draft translation"), "quiet")
        self.draft.setToolTip(self.tr("These words are a machine's draft that no speaker has read yet."))
        self.draft.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.PADDING, 0, tokens.PADDING, 0)
        row.setSpacing(tokens.PADDING)
        for widget in (self.job, self.bar, self.cancel, self.queue):
            row.addWidget(widget)
        row.addStretch(1)
        for label in (self.draft, self.saved, self.model, self.sound, self.offline):
            row.addWidget(label)
        self.set_job("", None)
        self.set_queue("")

    def set_theme(self, theme: Theme) -> None:
        self.bar.theme = theme
        self.bar.update()

    def set_job(self, text: str, fraction: float | None) -> None:
        """The running job in words; ``fraction`` 0–1, None where nothing runs."""
        self.job.setText(text or self.tr("Ready"))
        self.job.set_role("" if text else "quiet")
        for widget in (self.bar, self.cancel):
            widget.setVisible(fraction is not None)
        self.bar.set_fraction(fraction or 0.0)

    def set_saved(self, clock: str) -> None:
        """The time of the newest edits that are on disk: ``saved 14:02:31``."""
        self.saved.setText(self.tr("saved %s") % clock)

    def set_queue(self, text: str) -> None:
        self.queue.setVisible(bool(text))
        self.queue.setText(text)
        self.queue.setAccessibleName(self.tr("Show the queue: %s") % text)
