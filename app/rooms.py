"""Notes, scores, labels and blind tests: pages that are made when they are first wanted, and joined to the window then.

A window that has just started shows none of them: making them, and importing what they need, is left until then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject

from app.frame import ANNOTATE, CULTURE, JUDGE, NOTES
from app.judging import Judging
from app.theme import Theme

if TYPE_CHECKING:
    from app.backing import Backing
    from app.blind_test import BlindTest
    from app.main_window import MainWindow
    from app.views.annotate import AnnotatePage
    from app.views.culture import CulturePage
    from app.views.judge import JudgePage
    from app.views.notes import NotesPage


class Rooms(QObject):
    """Belongs to one window.

    Args:
        window: Which.
        behind: What it is a view onto.
    """

    def __init__(self, window: MainWindow, behind: Backing) -> None:
        super().__init__(window)
        self._window, self._behind = window, behind
        self.judging = Judging(behind.scoring, behind.labelling, behind.state, window.problems.tell, window)
        self._blind_test: BlindTest | None = None
        for name, make in (
            (NOTES, self._make_notes),
            (CULTURE, self._make_culture),
            (ANNOTATE, self._make_annotate),
            (JUDGE, self._make_judge),
        ):
            window.pages.add_later(name, make)
        window.pages.made.connect(self._on_made)

    # the pages, made now if they were not there

    @property
    def notes(self) -> NotesPage:
        return cast("NotesPage", self._window.pages.page(NOTES))

    @property
    def culture(self) -> CulturePage:
        return cast("CulturePage", self._window.pages.page(CULTURE))

    @property
    def annotate(self) -> AnnotatePage:
        return cast("AnnotatePage", self._window.pages.page(ANNOTATE))

    @property
    def judge(self) -> JudgePage:
        return cast("JudgePage", self._window.pages.page(JUDGE))

    @property
    def blind_test(self) -> BlindTest:
        """What the A/B page asks."""
        page = self.judge  # the test comes with it
        assert self._blind_test is not None, page
        return self._blind_test

    # making them

    def _make_notes(self, theme: Theme) -> NotesPage:
        from app.views.notes import NotesPage

        window, behind = self._window, self._behind
        page = NotesPage(window.axis, theme, window.note_store)
        window.playback.follow(page)
        page.make_audible(behind.make_player, behind.paths.cache / "listening")
        window.carrying.follow_notes(page)
        return page

    def _make_culture(self, theme: Theme) -> CulturePage:
        from app.views.culture import CulturePage

        page = CulturePage(self._window.axis, theme)
        self._window.playback.follow(page)
        self.judging.join_scores(page)
        return page

    def _make_annotate(self, theme: Theme) -> AnnotatePage:
        from app.views.annotate import AnnotatePage

        page = AnnotatePage(self._window.axis, theme)
        self._window.playback.follow(page)
        page.loop_wanted.connect(lambda start, end: self._window.playback.set_loop((start, end)))
        self.judging.join_labels(page)
        return page

    def _make_judge(self, theme: Theme) -> JudgePage:
        from app.blind_test import BlindTest
        from app.views.judge import JudgePage

        behind = self._behind
        page = JudgePage(theme)
        level = behind.paths.cache / "listening" / "level.wav"
        self._blind_test = BlindTest(page, behind.background, behind.state, behind.make_player, level, self)
        self._blind_test.running_changed.connect(lambda is_running: self._window.curtain.draw(is_drawn=is_running))
        return page

    def _on_made(self, name: str) -> None:
        if name in (CULTURE, ANNOTATE):
            self.judging.catch_up()

    # while the window lives

    def undo(self) -> None:
        """Take the last step back on the page that is shown."""
        if self._window.pages.current_name == ANNOTATE:
            self.annotate.undo()
        else:
            self._window.note_store.undo.undo()

    def poll(self, seconds: float) -> None:
        """``seconds`` since the last call."""
        if self._blind_test is not None:
            self._blind_test.poll(seconds)

    def close(self) -> None:
        """Save what is not saved and end the sounds of these pages."""
        self._window.note_store.settle()
        self._window.carrying.close()
        self._window.lane_looks.close()
        if self._window.pages.is_made(NOTES):
            self.notes.close_down()
        if self._blind_test is not None:
            self._blind_test.close()
