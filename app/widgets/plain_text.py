"""Text from files and tags, shown as text: never as markup, never longer than the eye can use."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

MAX_CHARACTERS = 500
"""A title of two megabytes would keep Qt's text layout busy for minutes; it is cut before Qt sees it."""


def plain(text: object, limit: int = MAX_CHARACTERS) -> str:
    """One line of bounded text without control characters or direction overrides."""
    raw = str(text)[: limit + 1]
    if len(raw) <= limit and raw.isprintable():  # nearly always, and a library has a hundred thousand titles
        return raw
    cleaned = "".join(c if c.isprintable() and not 0x2066 <= ord(c) <= 0x2069 else " " for c in raw)
    return cleaned if len(cleaned) <= limit else cleaned[: limit - 1] + "…"


class PlainLabel(QLabel):
    """A label that never reads markup. ``role`` names its look in the style sheet (quiet, number, heading…)."""

    def __init__(self, text: str = "", role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        if role:
            self.setProperty("role", role)
        self.setText(text)

    def setText(self, text: str) -> None:  # noqa: N802 - Qt's name
        cleaned = plain(text)
        if cleaned != self.text():
            super().setText(cleaned)

    def set_role(self, role: str) -> None:
        """Change the look."""
        if self.property("role") != role:
            self.setProperty("role", role)
            self.style().unpolish(self)
            self.style().polish(self)


class ElidedLabel(PlainLabel):
    """A plain label that shortens its text with … to the width it has; the whole text is its tool tip."""

    def __init__(self, text: str = "", role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, role, parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(16, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        painter.drawText(self.rect(), int(self.alignment()), shown)
        painter.end()
        self.setToolTip(escaped(self.text()) if shown != self.text() else "")


def escaped(text: str) -> str:
    """Text for a tool tip, which Qt would otherwise search for markup; kept to a few lines."""
    import html

    return f"<qt>{html.escape(plain(text))}</qt>"


def separator(parent: QWidget | None = None) -> QFrame:
    """A thin upright line between groups."""
    line = QFrame(parent)
    line.setObjectName("separator")
    return line
