"""A page with nothing on it yet: what to drop here, what comes of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app import icons
from app import theme as tokens
from app.theme import Theme
from app.widgets.plain_text import PlainLabel

_ICON = 40


class EmptyState(QWidget):
    """An icon, a headline, and lines below it, in the middle.

    Args:
        icon: Of our drawings.
        headline: What to do.
        lines: What comes of it; the last one quieter.
        theme: The dress.
    """

    def __init__(
        self, icon: str, headline: str, lines: Sequence[str], theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name = icon
        self._icon = PlainLabel()
        column = QVBoxLayout(self)
        column.setSpacing(2 * tokens.GRID)
        column.addStretch(2)
        roles = ["big", *([""] * (len(lines) - 1)), "quiet"]
        labels = [PlainLabel(text, role) for text, role in zip((headline, *lines), roles, strict=True)]
        for label in (self._icon, *labels):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(label is not self._icon)
            column.addWidget(label)
        column.addStretch(3)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        self._icon.setPixmap(icons.pixmap(self._name, theme.accent, size=_ICON, scale=self.devicePixelRatioF()))
