"""Joins the two faces of judging, scores and labels, to what makes and keeps them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from app.labelling import Labelling
from app.operations import Problem
from app.said import SaidOfSong
from app.scoring import Scoring
from app.song import SongView
from app.window_state import WindowState
from engine.core.names import safe_name

if TYPE_CHECKING:
    from app.views.annotate import AnnotatePage
    from app.views.culture import CulturePage

_BY = "labels_by"
_JSON = "JSON (*.json)"


class Judging(QObject):
    """Between the pages and the library.

    Args:
        scoring: Reads scores and asks for new ones.
        labelling: Reads and keeps labels and contests.
        state: Remembers who labels.
        tell_problem: Shows what could not be done.
    """

    def __init__(
        self,
        scoring: Scoring,
        labelling: Labelling,
        state: WindowState,
        tell_problem: Callable[[Problem], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._scoring, self._labelling = scoring, labelling
        self._culture: CulturePage | None = None
        self._annotate: AnnotatePage | None = None
        self._state = state
        self._brings_in = False
        for source in (scoring, labelling):
            source.problem.connect(tell_problem)
        labelling.read.connect(self._on_read)
        labelling.by = state.text(_BY, labelling.by)

    def join_scores(self, page: CulturePage) -> None:
        """The page that shows scores is there."""
        scoring, labelling = self._scoring, self._labelling
        self._culture = page
        scoring.scores_read.connect(page.show_scores)
        scoring.busy_changed.connect(lambda is_busy: page.set_busy(is_busy=is_busy))
        page.score_wanted.connect(scoring.score)
        page.contest_wanted.connect(labelling.contest)

    def join_labels(self, page: AnnotatePage) -> None:
        """The page that sets labels is there."""
        labelling = self._labelling
        self._annotate = page
        labelling.kept.connect(page.head.show_kept)
        page.label_changed.connect(labelling.change)
        page.by_changed.connect(self._on_name)
        page.export_wanted.connect(self.choose_export)
        page.import_wanted.connect(self.choose_import)
        page.head.by.setText(labelling.by)

    def catch_up(self) -> None:
        """Tell a page that has just been made what was read before it was there."""
        if self._culture is not None:
            self._culture.set_busy(is_busy=self._scoring.is_busy)
            if self._scoring.scores is not None:
                self._culture.show_scores(self._scoring.scores)
        if self._labelling.said is not None:
            self._on_read(self._labelling.said)

    def show_song(self, song: SongView) -> None:
        """Another song. Its pages know it: what was typed for the one before was said while that was known."""
        self._scoring.show_song(song)
        self._labelling.show_song(song)

    def settle(self) -> None:
        """Say what was typed and not yet said."""
        if self._annotate is not None:
            self._annotate.form.settle()

    def close_song(self) -> None:
        """No song is shown."""
        self.settle()
        self._scoring.show_song(None)
        self._labelling.show_song(None)

    def choose_export(self) -> None:
        """Ask for a file, then write the label there."""
        page = self._annotate
        if page is None:
            return
        page.form.settle()
        folder = Path(self._state.text("export_folder"))
        name = f"{safe_name(page.label.track_id)}.labels.json"
        target, _kind = QFileDialog.getSaveFileName(page, self.tr("Export the label"), str(folder / name), _JSON)
        if target:
            self._state.set_text("export_folder", str(Path(target).parent))
            self._labelling.export(Path(target))

    def choose_import(self) -> None:
        """Ask for a file, then say what it says of this song; Undo takes it back."""
        self.settle()
        source, _kind = QFileDialog.getOpenFileName(
            self._annotate, self.tr("Import labels"), self._state.text("export_folder"), _JSON
        )
        if source:
            self.bring_in(Path(source))

    def bring_in(self, source: Path) -> None:
        """Say what a file says of this song."""
        self._brings_in = True
        self._labelling.bring_in(source)

    def _on_read(self, said: SaidOfSong) -> None:
        if self._annotate is not None:
            self._annotate.show_label(said.label, may_undo=self._brings_in)
        self._brings_in = False
        if self._culture is not None:
            self._culture.show_contests(said.contests)

    def _on_name(self, name: str) -> None:
        self._labelling.by = name
        self._state.set_text(_BY, name)
