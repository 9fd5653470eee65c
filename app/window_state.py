"""What the window remembers between sessions: an INI file below the user's home folder."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QByteArray, QSettings

from app.mixer import Mix

FILE_NAME = "window.ini"
_MAX_MIXES = 2000
_LEFT_ALONE = frozenset(("drawer", "snap", "inspector", "library_filters", "project"))
"""What a safe start does not take up."""


STARS = "starred_takes"


class SongNotes(Protocol):
    """What remembers songs in the place of the file while a project is open."""

    def mix(self, folder: str) -> Mix | None: ...
    def set_mix(self, folder: str, mix: Mix) -> bool: ...
    @property
    def stars(self) -> tuple[str, ...] | None: ...
    def set_stars(self, stars: tuple[str, ...]) -> None: ...
    def keep_take(self, folder: Path, title: str) -> None: ...


class WindowState:
    """Geometry, theme, open panels, and the mix of each song.

    Args:
        home: The folder of all state.
        is_safe: Remember nothing of how the window was left, but keep it for the next start.
    """

    def __init__(self, home: Path, *, is_safe: bool = False) -> None:
        self._is_safe = is_safe
        self.notes: SongNotes | None = None
        """Of the open project; asked first."""
        self._settings = QSettings(str(home / FILE_NAME), QSettings.Format.IniFormat)

    def text(self, name: str, default: str = "") -> str:
        if self._is_safe and name in _LEFT_ALONE:
            return default
        stars = self.notes.stars if self.notes is not None and name == STARS else None
        if stars is not None:
            return " ".join(stars)
        value = self._settings.value(f"window/{name}", default)
        return value if isinstance(value, str) else default

    def flag(self, name: str, *, default: bool) -> bool:
        return self.text(name, "yes" if default else "no") == "yes"

    def number(self, name: str, default: int) -> int:
        text = self.text(name)
        return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else default

    def set_text(self, name: str, value: str) -> None:
        if name == STARS and self.notes is not None and self.notes.stars is not None:
            self.notes.set_stars(tuple(value.split()))
            return
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
        noted = self.notes.mix(song) if self.notes is not None else None
        if noted is not None:
            return noted
        value = self._settings.value(f"mixes/{_key(song)}")
        return Mix.from_text(value) if isinstance(value, str) else Mix()

    def set_mix(self, song: str, mix: Mix) -> None:
        if self.notes is not None and self.notes.set_mix(song, mix):
            return
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

    def keep_take(self, folder: Path, title: str) -> None:
        """A take was given a star: with a project open it goes into that."""
        if self.notes is not None:
            self.notes.keep_take(folder, title)

    def save(self) -> None:
        self._settings.sync()


def _key(song: str) -> str:
    """A short name that an INI file takes as it is."""
    return hashlib.sha256(song.encode("utf-8", "surrogateescape")).hexdigest()[:24]
