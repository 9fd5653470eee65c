"""Our own SVG icons (20 px grid, 1.5 px stroke), recoloured by the theme."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from app.theme import ICON
from engine.paths import resources

_DRAWN_COLOUR = b"currentColor"
_SWATCH = 12


def icon(name: str, colour: str, *, checked: str | None = None, disabled: str | None = None) -> QIcon:
    """The icon ``resources/icons/<name>.svg`` in one colour per state, sharp on every screen."""
    result = QIcon()
    for scale in screen_scales():
        result.addPixmap(pixmap(name, colour, scale=scale), QIcon.Mode.Normal, QIcon.State.Off)
        result.addPixmap(pixmap(name, checked or colour, scale=scale), QIcon.Mode.Normal, QIcon.State.On)
        if disabled is not None:
            result.addPixmap(pixmap(name, disabled, scale=scale), QIcon.Mode.Disabled)
    return result


def screen_scales() -> tuple[float, ...]:
    """Device pixels for one of Qt's, of every screen that is there: an icon is drawn for these and no others.

    Where a screen is plugged in later, the window draws its icons anew.
    """
    return tuple(sorted({screen.devicePixelRatio() for screen in QGuiApplication.screens()})) or (1.0,)


def swatch(colour: str) -> QIcon:
    """A small rounded square of a colour, for a legend."""
    result = QIcon()
    for scale in screen_scales():
        square = QPixmap(round(_SWATCH * scale), round(_SWATCH * scale))
        square.fill(Qt.GlobalColor.transparent)
        painter = QPainter(square)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        painter.drawRoundedRect(QRectF(0, 0, square.width(), square.height()), 3 * scale, 3 * scale)
        painter.end()
        square.setDevicePixelRatio(scale)
        result.addPixmap(square)
    return result


@lru_cache(maxsize=512)
def pixmap(name: str, colour: str, *, size: int = ICON, scale: float = 1.0) -> QPixmap:
    """One icon drawn at ``size`` logical pixels for a screen of ``scale``."""
    result = QPixmap(round(size * scale), round(size * scale))
    result.fill(Qt.GlobalColor.transparent)
    painter = QPainter(result)
    QSvgRenderer(QByteArray(_source(name).replace(_DRAWN_COLOUR, colour.encode()))).render(
        painter, QRectF(0, 0, result.width(), result.height())
    )
    painter.end()
    result.setDevicePixelRatio(scale)
    return result


@lru_cache(maxsize=64)
def _source(name: str) -> bytes:
    return (resources() / "icons" / f"{name}.svg").read_bytes()
