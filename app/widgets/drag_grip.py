"""A small handle that carries a file out of the window. Without a mouse it opens a menu that does the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QPoint, QRectF, QSize, Qt, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QDrag,
    QEnterEvent,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
)
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QWidget

from app import icons
from app import theme as tokens
from app.theme import Theme
from app.widgets.plain_text import plain

_HEIGHT = 22
_WIDE = 44
_FAINT = 0.4
_LABEL_WIDTH = 320

Entries = Sequence[tuple[str, Callable[[], object] | None]]


class DragGrip(QAbstractButton):
    """Shows an icon, or a word where there is room for it.

    Dragging carries a file; a click, Enter, Space or the menu key ask for the menu.
    """

    drag_near = Signal()
    """The mouse is here: a good moment to make the file ready."""
    looked_at = Signal()
    """The mouse or the keyboard is here: a good moment to say what it carries."""
    drag_wanted = Signal(object)
    """Dragged, with these ``Qt.KeyboardModifier``s."""
    menu_wanted = Signal()

    def __init__(self, theme: Theme, *, icon: str = "", word: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.is_busy = False
        self._icon, self._word = icon, word
        self._pressed: QPoint | None = None
        self.setFixedSize(_WIDE if word else tokens.ICON, _HEIGHT)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # the mouse must not take Space away from the transport
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.clicked.connect(self.menu_wanted)

    def name(self, words: str, more: str) -> None:
        """What is dragged, for eyes and screen readers, and what else can be done with it."""
        self.setAccessibleName(words)
        self.setAccessibleDescription(more)
        self.setToolTip(f"{words}\n{more}")

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.update()

    def set_busy(self, is_busy: bool) -> None:
        """Whether the file is being made."""
        if is_busy != self.is_busy:
            self.is_busy = is_busy
            self.setCursor(Qt.CursorShape.BusyCursor if is_busy else Qt.CursorShape.OpenHandCursor)
            self.update()

    def carry(self, file: Path) -> None:
        """Let the mouse carry a file that exists, as a copy; returns when it is dropped."""
        drag = QDrag(self)
        drag.setMimeData(file_data(file))
        drag.setPixmap(self.label(file.name))
        drag.exec(Qt.DropAction.CopyAction)

    def label(self, name: str) -> QPixmap:
        """What follows the mouse: the file's name."""
        metrics = QFontMetrics(tokens.font())
        words = metrics.elidedText(plain(name, 120), Qt.TextElideMode.ElideMiddle, _LABEL_WIDTH)
        size = QSize(metrics.horizontalAdvance(words) + 2 * tokens.PADDING, tokens.CONTROL_HEIGHT)
        ratio = self.devicePixelRatioF()
        picture = QPixmap(size * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(self.theme.focus))
        painter.setBrush(QColor(self.theme.surface3))
        painter.drawRoundedRect(
            QRectF(0.5, 0.5, size.width() - 1, size.height() - 1), tokens.RADIUS - 1, tokens.RADIUS - 1
        )
        painter.setPen(QColor(self.theme.text))
        painter.setFont(tokens.font())
        painter.drawText(QRectF(0, 0, size.width(), size.height()), int(Qt.AlignmentFlag.AlignCenter), words)
        painter.end()
        return picture

    def menu(self, entries: Entries) -> QMenu:
        """A menu of these entries; one without words is a line, one without a call cannot be chosen."""
        menu = QMenu(self)
        for words, act in entries:
            if not words:
                menu.addSeparator()
                continue
            action = menu.addAction(words)
            action.setEnabled(act is not None)
            if act is not None:
                action.triggered.connect(lambda _checked=False, act=act: act())
        return menu

    def open_menu(self, entries: Entries) -> None:
        """Show a menu below the handle."""
        menu = self.menu(entries)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return self.size()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, box = self.theme, QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        is_lit = self.hasFocus() or self.underMouse()
        if self._word or is_lit:
            painter.setPen(QColor(theme.focus if self.hasFocus() else theme.line))
            painter.setBrush(QColor(theme.surface3 if is_lit else theme.surface2))
            painter.drawRoundedRect(box, tokens.RADIUS - 2, tokens.RADIUS - 2)
        colour = theme.text if is_lit else theme.quiet
        painter.setOpacity(_FAINT if self.is_busy or not self.isEnabled() else 1.0)
        if self._word:
            painter.setPen(QColor(colour))
            painter.setFont(tokens.font(tokens.TEXT_QUIET, weight=QFont.Weight.Bold))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), self._word)
        else:
            painter.drawPixmap(0, 1, icons.pixmap(self._icon, colour, scale=self.devicePixelRatioF()))
        painter.setOpacity(1.0)
        if self.is_busy:  # three dots: it is being made
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.focus))
            for place in (-1, 0, 1):
                painter.drawEllipse(QRectF(box.center().x() + 5 * place - 1.5, box.bottom() - 5, 3, 3))
        painter.end()

    def event(self, event: QEvent) -> bool:
        is_press = isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return)
        if event.type() == QEvent.Type.ShortcutOverride and is_press:
            event.accept()  # reached by Tab, these keys mean this handle
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, _event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        self.menu_wanted.emit()

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802 - Qt's name
        super().enterEvent(event)
        self.looked_at.emit()
        self.drag_near.emit()
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        super().focusInEvent(event)
        self.looked_at.emit()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        super().leaveEvent(event)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        if self._pressed is None:
            super().mouseMoveEvent(event)
        elif (event.position().toPoint() - self._pressed).manhattanLength() >= QApplication.startDragDistance():
            self._pressed = None
            self.setDown(False)  # it was a drag and no click
            self.drag_wanted.emit(event.modifiers())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        self._pressed = None
        super().mouseReleaseEvent(event)


def file_data(file: Path) -> QMimeData:
    """A file as it is carried by a drag or the clipboard."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    return data
