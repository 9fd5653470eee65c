"""The start of the window: only one per home, and a safe one after two that failed."""

from __future__ import annotations

import sys

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QWidget

from app.instance_lock import InstanceLock
from app.widgets.notice import Notice

_NOBODY_LOOKS = ("offscreen", "minimal")


def tell_second(lock: InstanceLock) -> None:
    """Say that the studio is open already, and offer its window; where there is no screen it is called at once."""
    sentence = QCoreApplication.translate("Start", "AURA-X Studio is open already, with this library.")
    sys.stderr.write(f"aurax studio: {sentence}\n")
    if QGuiApplication.platformName() in _NOBODY_LOOKS or _wants_to_see(sentence):
        lock.call_first()


def _wants_to_see(sentence: str) -> bool:
    box = QMessageBox()
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle("AURA-X Studio")
    box.setText(sentence)
    show = box.addButton(QCoreApplication.translate("Start", "Show its window"), QMessageBox.ButtonRole.AcceptRole)
    box.addButton(QMessageBox.StandardButton.Close)
    box.setDefaultButton(show)
    box.exec()
    return box.clickedButton() is show


def bring_to_front(window: QWidget) -> None:
    """Show a window above the others, as it was."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()


def tell_safe(notice: Notice) -> None:
    """Say that this is a safe start, and what that means."""
    notice.tell(
        QCoreApplication.translate("Start", "The last two starts failed, so this is a safe one."),
        QCoreApplication.translate(
            "Start",
            "Panels, filters, watched folders and waiting work are left alone this time. Your songs and settings are "
            "as they were; close the studio and open it again to go on as usual.",
        ),
        kind="bad",
    )
