"""A line of news above the song: what happened, what it means, one button. It covers nothing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from app import icons
from app import theme as tokens
from app.theme import Theme
from app.widgets.plain_text import PlainLabel


class Notice(QFrame):
    """Hidden until ``tell``; a new one replaces the old. ``kind`` is ``good`` or ``bad`` and picks icon and colour."""

    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._kind = "good"
        self._action: Callable[[], object] | None = None
        self.details = ""
        self.setObjectName("notice")
        self._icon = PlainLabel()
        self.sentence = PlainLabel(role="heading")
        self.meaning = PlainLabel(role="quiet")
        for label in (self.sentence, self.meaning):
            label.setWordWrap(True)
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            label.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button = QPushButton()
        self.button.setProperty("primary", True)
        self.button.clicked.connect(self._act)
        self.copy = QPushButton(self.tr("Copy details"))
        self.copy.clicked.connect(self._copy)
        self.close_button = QToolButton()
        self.close_button.setAccessibleName(self.tr("Close this message"))
        self.close_button.setToolTip(self.tr("Close this message"))
        self.close_button.clicked.connect(self.dismiss)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.sentence)
        words.addWidget(self.meaning)
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.PADDING, 2 * tokens.GRID, 2 * tokens.GRID, 2 * tokens.GRID)
        row.setSpacing(2 * tokens.GRID)
        row.addWidget(self._icon)
        row.addLayout(words, 1)
        row.addWidget(self.copy)
        row.addWidget(self.button)
        row.addWidget(self.close_button)
        self.set_theme(theme)
        self.hide()

    def tell(
        self,
        sentence: str,
        meaning: str = "",
        *,
        kind: str = "good",
        button: str = "",
        action: Callable[[], object] | None = None,
        details: str = "",
    ) -> None:
        """Show a message; ``button`` and ``action`` belong together."""
        self._kind, self._action, self.details = kind, action, details
        self.sentence.setText(sentence)
        self.meaning.setText(meaning)
        self.meaning.setVisible(bool(meaning))
        self.button.setText(button)
        self.button.setVisible(bool(button) and action is not None)
        self.copy.setVisible(bool(details))
        self.setAccessibleName(self.sentence.text())
        self.set_theme(self.theme)
        self.show()

    @property
    def is_bad(self) -> bool:
        """Whether what was told last is that something went wrong."""
        return self._kind == "bad"

    def dismiss(self) -> None:
        self.hide()
        self.closed.emit()

    def forget(self) -> None:
        """Hide, and keep no word of what was told."""
        self.hide()
        for label in (self.sentence, self.meaning):
            label.setText("")
        self.details, self._action = "", None
        self.setAccessibleName("")

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        name, colour = ("warning", theme.bad) if self._kind == "bad" else ("done", theme.good)
        self._icon.setPixmap(icons.pixmap(name, colour, scale=self.devicePixelRatioF()))
        self.close_button.setIcon(icons.icon("close", theme.quiet))

    def _act(self) -> None:
        action = self._action
        self.dismiss()
        if action is not None:
            action()

    def _copy(self) -> None:
        from PySide6.QtGui import QGuiApplication

        QGuiApplication.clipboard().setText(self.details[:20_000])
