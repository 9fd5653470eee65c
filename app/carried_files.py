"""Files that are ready to be dragged: made in a thread, kept in the cache under what is in them."""

from __future__ import annotations

import logging
import shutil
import time
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.background import Background
from app.carried import Carried
from engine.core.errors import EngineError

logger = logging.getLogger(__name__)

_GIVEN = ".given"
"""Lies beside a file that has left the window."""
_ABANDONED_S = 24 * 3600.0


class CarriedFiles(QObject):
    """The folder of one window. Copies, never links: what a DAW does to a file must not reach the library.

    Args:
        folder: Part of the cache.
    """

    made = Signal(object)
    """``Carried`` whose file is there now."""
    failed = Signal(object, object)
    """``Carried`` and the error."""

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._background = Background(self)
        self._being_made: set[str] = set()
        self._ours: set[str] = set()

    def _path(self, carried: Carried) -> Path:
        return self._folder / carried.key / carried.name

    def file(self, carried: Carried) -> Path | None:
        """The file; None while it is not there."""
        path = self._path(carried)
        return path if path.is_file() else None

    def make(self, carried: Carried) -> None:
        """Have the file made; ``made`` or ``failed`` tell when that is done, at once where it is there already."""
        if self.file(carried) is not None:
            self.made.emit(carried)
            return
        if carried.key in self._being_made:
            return
        self._being_made.add(carried.key)
        self._ours.add(carried.key)
        path = self._path(carried)
        self._background.run(
            lambda: carried.write(path),
            lambda _none: self._on_made(carried),
            lambda error: self._on_error(carried, error),
        )

    def _on_made(self, carried: Carried) -> None:
        self._being_made.discard(carried.key)
        self.made.emit(carried)

    def _on_error(self, carried: Carried, error: EngineError | OSError) -> None:
        self._being_made.discard(carried.key)
        logger.warning("%s could not be made: %s", carried.name, error)
        self.failed.emit(carried, error)

    def give(self, carried: Carried) -> None:
        """The file has left the window: some programs play it from where it lies, so it stays."""
        with suppress(OSError):
            (self._folder / carried.key / _GIVEN).touch()

    def close(self) -> None:
        """Wait for what is being made; what was made ready and never left goes."""
        self._background.close()
        for folder in self._folder.glob("*/"):
            if not (folder / _GIVEN).exists() and (folder.name in self._ours or _is_abandoned(folder)):
                shutil.rmtree(folder, ignore_errors=True)
        with suppress(OSError):
            self._folder.rmdir()  # only if nothing is in it


def _is_abandoned(folder: Path) -> bool:
    """Whether a session that crashed left it; another window may be making one right now."""
    try:
        return time.time() - folder.stat().st_mtime > _ABANDONED_S
    except OSError:
        return False
