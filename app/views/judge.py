"""A/B: blind listening tests, screen after screen. What they want is heard elsewhere."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app import pages
from app.theme import Theme
from app.views.judge_level import LevelScreen
from app.views.judge_make import MakeScreen
from app.views.judge_message import MessageScreen
from app.views.judge_rater import RaterScreen
from app.views.judge_results import ResultsScreen
from app.views.judge_trial import TrialScreen
from app.widgets.notice import Notice

Screen = MessageScreen | MakeScreen | RaterScreen | LevelScreen | TrialScreen | ResultsScreen


class JudgePage(pages.Screen):
    """The screens of a test and a line for what went wrong, which the window's own cannot show during a test."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.notice = Notice(theme)
        self.message = MessageScreen()
        self.make = MakeScreen()
        self.rater = RaterScreen()
        self.level = LevelScreen(theme)
        self.trial = TrialScreen(theme)
        self.results = ResultsScreen(theme)
        self._stack = QStackedWidget()
        for screen in (self.message, self.make, self.rater, self.level, self.trial, self.results):
            self._stack.addWidget(screen)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.notice)
        column.addWidget(self._stack, 1)
        self.notice.closed.connect(self.take_focus)

    @property
    def screen_shown(self) -> Screen:
        """The screen in front."""
        shown = self._stack.currentWidget()
        assert isinstance(shown, Screen)
        return shown

    def show_screen(self, screen: Screen) -> None:
        """Bring a screen to the front; it gets the keyboard."""
        self._stack.setCurrentWidget(screen)
        self.take_focus()

    def take_focus(self) -> None:
        if self.isVisible():
            self.screen_shown.take_focus()

    def set_theme(self, theme: Theme) -> None:
        for part in (self.notice, self.level, self.trial, self.results):
            part.set_theme(theme)
