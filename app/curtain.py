"""What a blind test draws over the window: song names, jobs, log and title are gone until it is left."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QMainWindow, QWidget

from app.actions import Actions
from app.playback import Playback
from app.views.song import SongPage

TITLE = "AURA-X Studio"
_LEFT_ALONE = ("quit",)


class Curtain:
    """Hides everything that may tell what is played, silences the song, and puts all back.

    Args:
        window: Whose title names the song.
        parts: All of the window but the test.
        acts: The window's actions; none works meanwhile.
        playback: Of the song.
        page: Shows the song, if one is open.
    """

    def __init__(
        self, window: QMainWindow, parts: Sequence[QWidget], acts: Actions, playback: Playback, page: SongPage
    ) -> None:
        self._window, self._parts, self._acts = window, tuple(parts), acts
        self._playback, self._page = playback, page
        self._were_visible: list[QWidget] = []
        self._were_enabled: list[str] = []
        self._title = TITLE
        self.is_drawn = False

    def draw(self, *, is_drawn: bool) -> None:
        """Hide or show."""
        if is_drawn == self.is_drawn:
            return
        self.is_drawn = is_drawn
        if is_drawn:
            self._hide()
        else:
            self._show()

    def name(self, title: str) -> None:
        """Give the window a title, now or once the test is left."""
        self._title = title
        self._window.setWindowTitle(TITLE if self.is_drawn else title)

    def _hide(self) -> None:
        self._window.setWindowTitle(TITLE)
        self._were_visible = [part for part in self._parts if part.isVisibleTo(self._window)]
        for part in self._were_visible:
            part.hide()
        self._were_enabled = [name for name, act in self._acts.all.items() if act.isEnabled()]
        for name, act in self._acts.all.items():
            act.setEnabled(name in _LEFT_ALONE)
        self._playback.player.pause()
        if not self._grows:  # some sound cards serve one stream at a time
            self._playback.player.close_stems()

    def _show(self) -> None:
        self.name(self._title)
        for part in self._were_visible:
            part.show()
        for name in self._were_enabled:
            self._acts[name].setEnabled(True)
        song = self._page.song
        self._acts.set_song_is_open(song is not None)
        if song is not None and not song.is_growing:
            self._acts["export"].setEnabled(True)
            self._playback.load()
        elif song is not None:
            self._acts["export"].setEnabled(False)

    @property
    def _grows(self) -> bool:
        return self._page.song is not None and self._page.song.is_growing
