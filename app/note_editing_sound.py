"""Edited notes heard through our own instruments: rendered in a thread, played by a playback process of its own."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from app.background import Background
from app.player.client import Player
from app.player.messages import StemsOpened
from engine.core.errors import EngineError
from engine.core.events import NoteEvent
from engine.core.stems import Stem

logger = logging.getLogger(__name__)

_POLL_MS = 20
_FILES = 4


class NoteSound(QObject):
    """Plays notes of a stem; the newest wish wins, what waits behind it is dropped.

    Args:
        make_player: Makes a playback process; it starts with the first note.
        folder: Where small WAV files lie.
        render: Writes notes of a stem as a WAV file; it runs in a thread.
    """

    def __init__(
        self,
        make_player: Callable[[], Player],
        folder: Path,
        render: Callable[[Stem, Sequence[NoteEvent], Path], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._make_player, self._folder, self._render = make_player, folder, render
        self._background = Background(self)
        self._player: Player | None = None
        self._waiting: tuple[Stem, tuple[NoteEvent, ...]] | None = None
        self._is_rendering = False
        self._number = 0
        self.played: list[Path] = []
        self._timer = QTimer(self)
        self._timer.setInterval(_POLL_MS)
        self._timer.timeout.connect(self._poll)

    def hear(self, stem: Stem, notes: Sequence[NoteEvent]) -> None:
        """Hear notes as soon as they are rendered."""
        if notes:
            self._waiting = (stem, tuple(notes))
            self._next()

    def _next(self) -> None:
        if self._waiting is None or self._is_rendering:
            return
        (stem, notes), self._waiting = self._waiting, None
        self._is_rendering = True
        self._number += 1
        path = self._folder / f"notes-{self._number % _FILES}.wav"
        self._background.run(lambda: self._render(stem, notes, path), lambda _none: self._play(path), self._failed)

    def _play(self, path: Path) -> None:
        self._is_rendering = False
        if self._player is None or not self._player.is_running:
            self._stop()
            self._player = self._make_player()
            self._player.start()
        self._player.open_stems([path])
        self.played.append(path)
        del self.played[:-_FILES]
        self._timer.start()
        self._next()

    def _failed(self, error: EngineError | OSError) -> None:
        self._is_rendering = False
        logger.warning("a note could not be played: %s", error)
        self._next()

    def _poll(self) -> None:
        if self._player is None:
            return
        if any(isinstance(message, StemsOpened) for message in self._player.poll()):
            self._player.play()

    def _stop(self) -> None:
        self._timer.stop()
        if self._player is not None:
            self._player.close()
        self._player = None

    def close(self) -> None:
        """End the process and wait for the thread."""
        self._background.close()
        self._stop()
