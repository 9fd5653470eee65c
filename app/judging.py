"""Joins the two faces of judging, scores and labels, to what makes and keeps them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from app.bar_clock import BarClock
from app.labelling import Labelling, SaidOfSong
from app.operations import Problem
from app.scoring import Scoring
from app.song import SongView
from app.views.annotate import AnnotatePage
from app.views.culture import CulturePage
from app.window_state import WindowState
from engine.core.names import safe_name

_BY = "labels_by"
_JSON = "JSON (*.json)"


class Judging(QObject):
    """Between the pages and the library.

    Args:
        scoring: Reads scores and asks for new ones.
        labelling: Reads and keeps labels and contests.
        culture: Shows scores.
        annotate: Sets labels.
        state: Remembers who labels.
        tell_problem: Shows what could not be done.
    """

    def __init__(
        self,
        scoring: Scoring,
        labelling: Labelling,
        culture: CulturePage,
        annotate: AnnotatePage,
        state: WindowState,
        tell_problem: Callable[[Problem], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._scoring, self._labelling = scoring, labelling
        self._culture, self._annotate, self._state = culture, annotate, state
        self._brings_in = False
        for source in (scoring, labelling):
            source.problem.connect(tell_problem)
        scoring.scores_read.connect(culture.show_scores)
        scoring.busy_changed.connect(lambda is_busy: culture.set_busy(is_busy=is_busy))
        culture.score_wanted.connect(scoring.score)
        culture.contest_wanted.connect(labelling.contest)
        labelling.read.connect(self._on_read)
        labelling.kept.connect(annotate.head.show_kept)
        annotate.label_changed.connect(labelling.change)
        annotate.by_changed.connect(self._on_name)
        annotate.export_wanted.connect(self.choose_export)
        annotate.import_wanted.connect(self.choose_import)
        labelling.by = state.text(_BY, labelling.by)
        annotate.head.by.setText(labelling.by)

    def show_song(self, song: SongView, clock: BarClock | None) -> None:
        """Another song, on both pages."""
        self._annotate.show_song(song, clock)  # first: what was typed for the one before is said while it is known
        self._culture.show_song(song, clock)
        self._scoring.show_song(song)
        self._labelling.show_song(song)

    def settle(self) -> None:
        """Say what was typed and not yet said."""
        self._annotate.form.settle()

    def close_song(self) -> None:
        """No song is shown."""
        self.settle()
        self._scoring.show_song(None)
        self._labelling.show_song(None)

    def choose_export(self) -> None:
        """Ask for a file, then write the label there."""
        self._annotate.form.settle()
        folder = Path(self._state.text("export_folder"))
        name = f"{safe_name(self._annotate.label.track_id)}.labels.json"
        target, _kind = QFileDialog.getSaveFileName(
            self._annotate, self.tr("Export the label"), str(folder / name), _JSON
        )
        if target:
            self._state.set_text("export_folder", str(Path(target).parent))
            self._labelling.export(Path(target))

    def choose_import(self) -> None:
        """Ask for a file, then say what it says of this song; Undo takes it back."""
        self._annotate.form.settle()
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
        self._annotate.show_label(said.label, may_undo=self._brings_in)
        self._brings_in = False
        self._culture.show_contests(said.contests)

    def _on_name(self, name: str) -> None:
        self._labelling.by = name
        self._state.set_text(_BY, name)
