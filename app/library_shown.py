"""The table of the library, read anew when it is looked at and has changed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from app.background import Background
from app.operations import Problem
from app.tracks_model import TracksModel, read_rows
from app.widgets.plain_text import plain
from engine.library import Library


class LibraryShown(QObject):
    """Keeps the table up to date, lazily.

    Args:
        library: What is read.
        tracks: The table.
        background: A thread to read in.
        show_problem: Told what went wrong.
    """

    def __init__(
        self,
        library: Library,
        tracks: TracksModel,
        background: Background,
        show_problem: Callable[[Problem], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._library, self._tracks, self._background = library, tracks, background
        self._show_problem = show_problem
        self._is_stale = True

    def changed(self, *, is_looked_at: bool) -> None:
        """The library is another; read at once where somebody looks at it."""
        self._is_stale = True
        if is_looked_at:
            self.refresh()

    def refresh(self) -> None:
        """Read what has changed since the last time."""
        if not self._is_stale:
            return
        self._is_stale = False

        def failed(error: Exception) -> None:
            self._is_stale = True
            self._show_problem(Problem(plain(error) + ".", plain(getattr(error, "hint", ""))))

        self._background.run(lambda: read_rows(self._library), self._tracks.set_rows, failed)
