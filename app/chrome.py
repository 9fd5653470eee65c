"""The window's frame: the rail at the left, the menu behind the button, the question before closing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QFrame, QMenu, QMessageBox, QToolButton, QVBoxLayout, QWidget

from app import icons
from app import theme as tokens
from app.actions import Actions
from app.theme import Theme
from app.widgets.plain_text import plain

RAIL_ICONS = {
    "make": "make",
    "split": "split",
    "song": "song",
    "notes": "notes",
    "culture": "judge",
    "annotate": "label",
    "judge": "compare",
    "train": "train",
    "library": "library",
}
"""Pages in the order of the rail, with their icons. Only what works is here."""


class Rail(QFrame):
    """One button per page."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setFixedWidth(tokens.RAIL_WIDTH)
        names = {
            "make": self.tr("Make"),
            "split": self.tr("Split"),
            "song": self.tr("Song"),
            "notes": self.tr("Notes"),
            "culture": self.tr("Judge"),
            "annotate": self.tr("Label"),
            "judge": self.tr("A/B"),
            "train": self.tr("Train"),
            "library": self.tr("Library"),
        }
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.GRID, 2 * tokens.GRID, tokens.GRID, 2 * tokens.GRID)
        column.setSpacing(tokens.GRID)
        group = QActionGroup(self)
        self.buttons: dict[str, QToolButton] = {}
        for page in RAIL_ICONS:
            action = actions[f"show_{page}"]
            action.setIconText(names[page])
            group.addAction(action)
            button = QToolButton()
            button.setObjectName("railButton")
            button.setDefaultAction(action)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            button.setIconSize(QSize(tokens.ICON, tokens.ICON))
            button.setFixedSize(tokens.RAIL_WIDTH - 2 * tokens.GRID - 1, tokens.RAIL_BUTTON_HEIGHT)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setAccessibleName(names[page])
            column.addWidget(button)
            self.buttons[page] = button
        column.addStretch(1)

    def set_theme(self, theme: Theme) -> None:
        for page, button in self.buttons.items():
            drawn = icons.icon(RAIL_ICONS[page], theme.quiet, checked=theme.accent, disabled=theme.faint)
            button.defaultAction().setIcon(drawn)


def build_menu(parent: QWidget, actions: Actions) -> QMenu:
    """All actions under their headings."""
    menu = QMenu(parent)
    heading, submenu = "", menu
    for name, spec in actions.specs.items():
        if spec.menu and spec.menu != heading:
            heading = spec.menu
            submenu = menu.addMenu(heading)
        if spec.menu:
            submenu.addAction(actions[name])
    return menu


def ask_to_close(parent: QWidget, song: str, close: Callable[[], None]) -> QMessageBox:
    """Say what becomes of running work, then ``close`` if that is what the user wants. Returns at once."""
    box = QMessageBox(parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle(QCoreApplication.translate("Closing", "Work is still going on"))
    box.setText(QCoreApplication.translate("Closing", "“%s” is not finished.") % plain(song, 80))
    box.setInformativeText(
        QCoreApplication.translate(
            "Closing",
            "If you close now, it goes back to the queue and goes on when you next open the studio. Nothing is lost.",
        )
    )
    leave = box.addButton(QCoreApplication.translate("Closing", "Close now"), QMessageBox.ButtonRole.AcceptRole)
    stay = box.addButton(QCoreApplication.translate("Closing", "Keep working"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(stay)
    box.setEscapeButton(stay)
    box.buttonClicked.connect(lambda button: close() if button is leave else None)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()
    return box
