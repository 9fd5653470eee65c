"""The song on the page while its stems are made, and the moment when it is done: nothing jumps, nothing is lost."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from app.growing import GrowingSong
from app.mixer import Mix
from app.operations import Operations
from app.playback import Playback
from app.song import SongView
from app.views.song import SongPage
from app.window_state import WindowState


class Growth(QObject):
    """Between operations, page and playback.

    Args:
        operations: Says what grows, is done, or is lost.
        page: Where it is shown.
        playback: Where it is heard.
        state: Where mixes are remembered.
        fill: Shows a song everywhere in the window, with a mix, and gives its lanes the keyboard or not.
        clear: Shows no song.
    """

    def __init__(
        self,
        operations: Operations,
        page: SongPage,
        playback: Playback,
        state: WindowState,
        fill: Callable[[SongView, Mix, bool], None],
        clear: Callable[[], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._page, self._playback, self._state = page, playback, state
        self._fill, self._clear = fill, clear
        operations.song_completed.connect(self.complete)
        jobs = operations.growing
        jobs.begun.connect(self.begin)
        jobs.grew.connect(self.grow)
        jobs.drawn.connect(lambda _song: page.redraw_waves())
        jobs.lost.connect(self.lose)
        playback.stems_finished.connect(jobs.let_go)

    def begin(self, song: GrowingSong) -> None:
        """Show and load a song of which only the mixture is there."""
        self._fill(song.view, Mix(), True)
        self._playback.load_growing(song.for_player(self._page.stems))
        self._page.set_frontier(song.audible_seconds)

    def grow(self, song: GrowingSong) -> None:
        """More can be heard."""
        self._playback.player.grow_stems(song.for_player(self._page.stems))
        self._page.set_frontier(song.audible_seconds)

    def complete(self, song: SongView) -> None:
        """Put the finished song in the place of the growing one: same view, same mix, and playback goes on."""
        page = self._page
        axis = page.axis
        view, lane, stems = (axis.start, axis.visible), page.selected_lane, page.stems
        mix = page.mix if page.mix != Mix() else self._state.mix(str(song.folder))
        had_keyboard = page.has_keyboard
        self._fill(song, mix, False)
        axis.show_range(*view)
        if lane is not None and lane.stem in page.stems:
            page.select_lane(page.stems.index(lane.stem))
        if had_keyboard:
            page.focus_lane()
        if page.stems == stems:
            self._playback.player.finish_stems(page.stem_paths)
        else:
            self._playback.load()

    def lose(self) -> None:
        """It will not be finished: no song is shown."""
        self._playback.player.close_stems()
        self._clear()
