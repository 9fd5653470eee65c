"""Folders whose songs come into the library by themselves: looked through at the start, and watched while it runs."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer

DEBOUNCE_MS = 3000
"""A song that is copied tells of itself many times a second; the folder is looked through when it has been still."""
_MOST_FOLDERS = 2000
"""Folders below a watched one that are watched too: each takes a handle of the system's."""


class FolderWatch(QObject):
    """Tells which watched folders have changed.

    Args:
        look_through: Called with a watched folder at the start, and once it has changed and been still.
    """

    def __init__(self, look_through: Callable[[str], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look_through = look_through
        self._folders: tuple[str, ...] = ()
        self._changed: set[str] = set()
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self._on_changed)
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(DEBOUNCE_MS)
        self.timer.timeout.connect(self._on_still)

    def set_folders(self, folders: Sequence[str]) -> None:
        """Watch these instead; those that are new are looked through at once."""
        new = [folder for folder in folders if folder not in self._folders]
        self._folders = tuple(folders)
        watched = self._watcher.directories()
        if watched:
            self._watcher.removePaths(watched)
        for folder in self._folders:
            self._watch(folder)
        for folder in new:
            if Path(folder).is_dir():
                self._look_through(folder)

    def look_again(self, folder: str) -> None:
        """Look through a folder once more, a little later."""
        self._changed.add(folder)
        self.timer.start()

    def _watch(self, folder: str) -> None:
        below = []
        for root, names, _files in os.walk(folder):
            names[:] = sorted(name for name in names if not name.startswith("."))
            below.append(root)
            if len(below) >= _MOST_FOLDERS:
                break
        if below:
            self._watcher.addPaths(below)

    def _on_changed(self, path: str) -> None:
        roots = (folder for folder in self._folders if path == folder or path.startswith(folder.rstrip("/\\") + os.sep))
        self._changed.update(roots)
        self.timer.start()

    def _on_still(self) -> None:
        changed, self._changed = sorted(self._changed), set()
        for folder in changed:
            self._watch(folder)  # folders that have appeared in it
            if Path(folder).is_dir():
                self._look_through(folder)
