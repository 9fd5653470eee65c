"""Space presses the button that has the keyboard, although it plays everywhere else in the window."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QWidget


class SpacePresses(QObject):
    """For all buttons of a page. The mouse gives none of them the keyboard, so whoever is there came by Tab."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        for button in page.findChildren(QAbstractButton):
            button.installEventFilter(self)

    def eventFilter(self, _button: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        is_space = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space
        if is_space and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return False
