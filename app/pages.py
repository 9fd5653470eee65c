"""The pages of the rail: those that are always there, and screens that are made when they are first shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.theme import Theme

if TYPE_CHECKING:
    from app.actions import Actions
    from app.background import Background
    from app.bar_clock import BarClock
    from app.operations import Operations, Problem
    from app.playback import Playback
    from app.player.client import Player
    from app.song import SongView
    from app.widgets.notice import Notice
    from app.window_state import WindowState
    from engine.library import Library
    from engine.paths import Paths
    from engine.settings import Settings


class Page(Protocol):
    """What the window asks of every page."""

    def set_theme(self, theme: Theme) -> None: ...


class Screen(QWidget):
    """A page that is made when it is first shown. The window calls these; a screen fills in what it needs."""

    def set_theme(self, theme: Theme) -> None:
        """Dress anew."""

    def take_focus(self) -> None:
        """The page is shown: put the keyboard where work begins."""

    def show_song(self, song: SongView, clock: BarClock | None) -> None:
        """Another song is open."""

    def close_song(self) -> None:
        """No song is open."""

    def stars_changed(self) -> None:
        """Another project is open, with other stars."""

    def generate(self) -> bool:
        """Ask for takes, if that is what the page is for; returns whether it is."""
        return False

    def close_down(self) -> None:
        """The studio closes: settle what was typed, stop what runs."""


@dataclass(frozen=True, slots=True)
class Services:
    """What a screen may use of the window and of what lies behind it."""

    operations: Operations
    library: Library
    background: Background
    playback: Playback
    acts: Actions
    state: WindowState
    notice: Notice
    paths: Paths
    settings: Settings
    show_problem: Callable[[Problem], None]
    show_page: Callable[[str], None]
    window: QWidget
    make_player: Callable[[], Player]
    open_test: Callable[[Path], None]
    """Show a listening test of a folder, where tests are taken."""


ScreenMaker = Callable[[Services, Theme], Screen]
"""Makes a screen when it is first shown: heavy imports belong inside it."""


class Pages(QStackedWidget):
    """Pages by name."""

    made = Signal(str)
    """Name of a screen that is there now, dressed and with the song that is open."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages: dict[str, QWidget] = {}
        self._makers: dict[str, Callable[[Theme], Screen]] = {}
        self._theme: Theme | None = None
        self._song: tuple[SongView, BarClock | None] | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """All of them, made or not."""
        return (*self._pages, *(name for name in self._makers if name not in self._pages))

    @property
    def current_name(self) -> str:
        """The page in front."""
        return next(name for name, page in self._pages.items() if page is self.currentWidget())

    def is_made(self, name: str) -> bool:
        """Whether a page is there already."""
        return name in self._pages

    @property
    def screens(self) -> tuple[Screen, ...]:
        """The screens that were made so far."""
        return tuple(page for page in self._pages.values() if isinstance(page, Screen))

    def add(self, name: str, page: QWidget) -> None:
        """A page that is there from the start."""
        self._pages[name] = page
        self.addWidget(page)

    def add_later(self, name: str, make: Callable[[Theme], Screen]) -> None:
        """A screen that is made when it is first shown."""
        self._makers[name] = make

    def page(self, name: str) -> QWidget:
        """The page, made now if it was not there.

        Raises:
            KeyError: If there is no page of this name.
        """
        if name not in self._pages:
            assert self._theme is not None  # the window is dressed before anything is shown
            screen = self._makers[name](self._theme)
            self.add(name, screen)
            screen.resize(self.size())
            screen.ensurePolished()
            screen.set_theme(self._theme)
            if self._song is not None:
                screen.show_song(*self._song)
            self.made.emit(name)
        return self._pages[name]

    def show_page(self, name: str) -> QWidget:
        """Bring a page to the front; returns it."""
        page = self.page(name)
        self.setCurrentWidget(page)
        if isinstance(page, Screen):
            page.take_focus()
        return page

    def set_theme(self, theme: Theme) -> None:
        """Dress every page that is there."""
        self._theme = theme
        for page in self._pages.values():
            page.set_theme(theme)  # type: ignore[attr-defined]  # every page is a Page

    def show_song(self, song: SongView, clock: BarClock | None) -> None:
        """Tell the screens of a song, those made later too."""
        self._song = (song, clock)
        for screen in self.screens:
            screen.show_song(song, clock)

    def close_song(self) -> None:
        """Tell the screens that no song is open."""
        self._song = None
        for screen in self.screens:
            screen.close_song()

    def close_down(self) -> None:
        """Tell the screens that the studio closes."""
        for screen in self.screens:
            screen.close_down()
