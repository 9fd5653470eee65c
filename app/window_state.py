"""What the window remembers between sessions: an INI file below the user's home folder."""

from __future__ import annotations

import hashlib
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from app.mixer import Mix

FILE_NAME = "window.ini"
_MAX_MIXES = 2000
_LEFT_ALONE = frozenset(("drawer", "snap", "inspector", "library_filters"))
"""What a safe start does not take up."""


class WindowState:
    """Geometry, theme, open panels, and the mix of each song.

    Args:
        home: The folder of all state.
        is_safe: Remember nothing of how the window was left, but keep it for the next start.
    """

    def __init__(self, home: Path, *, is_safe: bool = False) -> None:
        self._is_safe = is_safe
        self._settings = QSettings(str(home / FILE_NAME), QSettings.Format.IniFormat)

    def text(self, name: str, default: str = "") -> str:
        if self._is_safe and name in _LEFT_ALONE:
            return default
        value = self._settings.value(f"window/{name}", default)
        return value if isinstance(value, str) else default

    def flag(self, name: str, *, default: bool) -> bool:
        return self.text(name, "yes" if default else "no") == "yes"

    def number(self, name: str, default: int) -> int:
        text = self.text(name)
        return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else default

    def set_text(self, name: str, value: str) -> None:
        self._settings.setValue(f"window/{name}", value)

    def set_flag(self, name: str, *, is_on: bool) -> None:
        self.set_text(name, "yes" if is_on else "no")

    @property
    def geometry(self) -> QByteArray | None:
        value = self._settings.value("window/geometry")
        return value if isinstance(value, QByteArray) and not self._is_safe else None

    def set_geometry(self, geometry: QByteArray) -> None:
        self._settings.setValue("window/geometry", geometry)

    def mix(self, song: str) -> Mix:
        """The mix a song was left with; ``song`` is its identity (its folder's name, or a path)."""
        value = self._settings.value(f"mixes/{_key(song)}")
        return Mix.from_text(value) if isinstance(value, str) else Mix()

    def set_mix(self, song: str, mix: Mix) -> None:
        name = f"mixes/{_key(song)}"
        if mix == Mix():
            self._settings.remove(name)
            return
        self._settings.beginGroup("mixes")
        known = self._settings.childKeys()
        self._settings.endGroup()
        if len(known) >= _MAX_MIXES:
            self._settings.remove(f"mixes/{known[0]}")
        self._settings.setValue(name, mix.as_text())

    def save(self) -> None:
        self._settings.sync()


def _key(song: str) -> str:
    """A short name that an INI file takes as it is."""
    return hashlib.sha256(song.encode("utf-8", "surrogateescape")).hexdigest()[:24]
