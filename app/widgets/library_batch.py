"""What can be done with the songs that are selected: a bar below the table, and the same as a menu."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QWidget

from app import theme as tokens
from app.widgets.plain_text import PlainLabel

OPEN, ANALYSE, SCORE, SET_RIGHTS, EXPORT, REMOVE = "open", "analyse", "score", "rights", "export", "remove"


class BatchBar(QFrame):
    """Hidden while nothing is selected. ``wanted`` tells the name of what is to be done."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusLine")
        self.count = PlainLabel(role="heading")
        words = {
            OPEN: (self.tr("Open"), self.tr("Show it with its stems (Enter)")),
            ANALYSE: (self.tr("Analyse"), self.tr("Find tempo, key, chords and form")),
            SCORE: (self.tr("Score"), self.tr("Judge the cultural markers")),
            SET_RIGHTS: (self.tr("Set rights…"), self.tr("State whose music this is")),
            EXPORT: (self.tr("Export stems and MIDI…"), self.tr("Into a folder of yours, named by tempo and key")),
            REMOVE: (
                self.tr("Remove from library…"),
                self.tr("The studio forgets them; your files are never touched (Delete)"),
            ),
        }
        self.buttons: dict[str, QPushButton] = {}
        self.menu = QMenu(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.PADDING, tokens.GRID, tokens.PADDING, tokens.GRID)
        row.setSpacing(2 * tokens.GRID)
        row.addWidget(self.count)
        row.addStretch(1)
        for name, (text, tip) in words.items():
            button = QPushButton(text)
            button.setToolTip(tip)
            button.clicked.connect(lambda _checked=False, name=name: self.wanted.emit(name))
            self.buttons[name] = button
            act = QAction(text, self.menu)
            act.triggered.connect(lambda _checked=False, name=name: self.wanted.emit(name))
            self.menu.addAction(act)
            if name != OPEN:  # a double click or Enter opens
                row.addWidget(button)
            else:
                button.setParent(self)
                button.hide()
        self.show_count(0)

    def show_count(self, number: int) -> None:
        """How many songs are selected."""
        self.count.setText(self.tr("1 song selected") if number == 1 else self.tr("%d songs selected") % number)
        self.setVisible(number > 0)

    def open_menu(self, where: QPoint) -> None:
        """The same as a menu; ``where`` on the screen."""
        self.menu.popup(where)
