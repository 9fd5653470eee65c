"""Judge: five markers over the song with their evidence, the style, and the total with its definition.

A marker says how clearly a trait is heard. Nothing here is red, nothing is ranked, nobody is told to improve.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLayout,
    QPushButton,
    QSplitter,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from app import theme as tokens
from app.bar_clock import BarClock, Snap
from app.pages import Screen
from app.song import SongView
from app.theme import Theme
from app.widgets.beat_ruler import BeatRuler
from app.widgets.culture_contest import ContestDialog
from app.widgets.culture_details import CultureDetails
from app.widgets.culture_row import MarkerRow
from app.widgets.culture_summary import CultureSummary
from app.widgets.culture_words import Passage, marker_title, value_text
from app.widgets.plain_text import PlainLabel, plain
from app.widgets.space_presses import SpacePresses
from app.widgets.time_axis import TimeAxis
from engine.core.labels import Contest
from engine.core.score import CultureScore, MarkerScore


class CulturePage(Screen):
    """Shows one score of one song; what the user wants is said through signals."""

    seek_wanted = Signal(float)
    score_wanted = Signal()
    contest_wanted = Signal(object)
    """``Contest`` of a passage that the user hears otherwise."""

    def __init__(self, axis: TimeAxis, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.axis = axis
        self.clock: BarClock | None = None
        self.scores: tuple[CultureScore, ...] = ()
        self.score: CultureScore | None = None
        self.passage: Passage | None = None
        self._contests: tuple[Passage, ...] = ()
        self.dialog: ContestDialog | None = None
        self.rows: list[MarkerRow] = []
        self._selected = 0
        self._song: SongView | None = None
        self.summary = CultureSummary(theme)
        self.ruler = BeatRuler(axis, theme)
        self.details = CultureDetails(theme)
        self._rows_box = QVBoxLayout()
        self._rows_box.setSpacing(0)
        self._rows_box.setContentsMargins(0, 0, 0, 0)
        self.sentence = PlainLabel()
        self.button = QPushButton(self.tr("Score this song"))
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._build_empty())
        self._shown = self._build()
        self._stack.addWidget(self._shown)
        self._connect()
        self._keys = SpacePresses(self)

    def _build_empty(self) -> QWidget:
        """What stands here before there is a score."""
        self.sentence.setWordWrap(True)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.sentence.setMaximumWidth(tokens.SENTENCE_WIDTH)
        self.sentence.setMinimumWidth(tokens.SENTENCE_WIDTH)
        self.button.setProperty("primary", True)
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setSpacing(tokens.PADDING)
        column.addStretch(1)
        column.addWidget(self.sentence, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        return page

    def _build(self) -> QWidget:
        head = QFrame()
        head.setObjectName("laneHead")
        head.setFixedWidth(tokens.MARKER_HEAD_WIDTH)
        inside = QHBoxLayout(head)
        inside.setContentsMargins(2 * tokens.GRID + 2, 0, 2 * tokens.GRID, 0)
        inside.addWidget(PlainLabel(self.tr("Bars"), "caption"))
        ruler = QHBoxLayout()
        ruler.setSpacing(0)
        ruler.addWidget(head)
        ruler.addWidget(self.ruler, 1)
        upper = QWidget()
        column = QVBoxLayout(upper)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.summary)
        column.addLayout(ruler)
        column.addLayout(self._rows_box, 1)
        column.setSizeConstraint(QLayout.SizeConstraint.SetMinAndMaxSize)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.addWidget(upper)
        splitter.addWidget(self.details)
        splitter.setStretchFactor(0, 1)
        splitter.setStretchFactor(1, 1)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(1)
        return splitter

    def _connect(self) -> None:
        self.ruler.clicked.connect(self.seek_wanted)
        self.button.clicked.connect(self.score_wanted)
        self.summary.score_wanted.connect(self.score_wanted)
        self.summary.score_chosen.connect(lambda place: self._show(self.scores[place]))
        self.details.passages.passage_chosen.connect(self.go_to)
        self.details.passages.contest_wanted.connect(self._on_contest)

    # what is shown

    def show_song(self, song: SongView, clock: BarClock | None) -> None:
        """A song without a score yet; its scores follow."""
        is_other = self._song is None or self._song.folder != song.folder
        self._song, self.clock = song, clock
        self.ruler.set_clock(clock)
        if is_other or song.is_growing or self.score is None:
            self.scores, self._contests = (), ()
            self._show_empty()

    def show_scores(self, scores: Sequence[CultureScore]) -> None:
        """Scores of the song, oldest first; the newest is shown."""
        newest_first = tuple(reversed(scores))
        if newest_first == self.scores and self.score is not None:
            return
        self.scores = newest_first
        self.summary.list_scores(newest_first, 0)
        if newest_first:
            had_keyboard = self.window().focusWidget() is self.button
            self._show(newest_first[0])
            if had_keyboard:
                self.take_focus()
        else:
            self._show_empty()

    def show_contests(self, contests: Sequence[Contest]) -> None:
        """What people hear otherwise; it stays beside every score of the song."""
        shown = tuple(self._contested(own) for own in contests)
        if shown == self._contests:
            return
        self._contests = shown
        if self.score is not None:
            self._show(self.score)

    def _contested(self, own: Contest) -> Passage:
        words = plain(own.why) if own.value is None else f"{value_text(own.value)} · {plain(own.why)}"
        bars = self._bars(own.start, own.end)
        return Passage(own.marker, own.start, own.end, bars, None, words, own.value, plain(own.by, 60))

    def _bars(self, start: float, end: float) -> tuple[int, int] | None:
        if self.clock is None:
            return None
        last = self.clock.position(max(start, end - 1e-3)).bar
        return max(1, self.clock.position(start).bar), max(1, last)

    def set_busy(self, *, is_busy: bool) -> None:
        """Whether this song is being scored."""
        self.summary.set_busy(is_busy=is_busy)
        self.button.setText(self.tr("Scoring…") if is_busy else self.tr("Score this song"))
        self.button.setEnabled(self.can_score and not is_busy)

    @property
    def can_score(self) -> bool:
        """Whether there is a song with an analysis to judge."""
        return self._song is not None and self._song.analysis is not None and not self._song.is_growing

    def _show_empty(self) -> None:
        self.score = self.passage = None
        self.sentence.setText(self._why_empty())
        self.button.setVisible(self.can_score)
        self._stack.setCurrentIndex(0)

    def _why_empty(self) -> str:
        if self._song is not None and self._song.is_growing:
            return self.tr("Scores follow once the stems are done.")
        if self._song is None or self._song.analysis is None:
            return self.tr("This song was not analysed, so nothing can be judged in it. Open it again to analyse it.")
        return self.tr(
            "How clearly are five traits of amapiano heard in this song? Each gets a value with its interval, and the "
            "bars that speak for and against it. A trait that is not there is no fault."
        )

    def _show(self, score: CultureScore) -> None:
        self.score = score
        self.summary.show_score(score)
        self.details.style_panel.show_score(score)
        markers = list(score.markers.values())
        if len(markers) != len(self.rows):
            self._build_rows(markers)
        for row, marker in zip(self.rows, markers, strict=True):
            row.show_marker(marker, self._contests)
        self._stack.setCurrentWidget(self._shown)
        self.select_row(min(self._selected, max(0, len(self.rows) - 1)))

    def _build_rows(self, markers: Sequence[MarkerScore]) -> None:
        for row in self.rows:
            self.axis.changed.disconnect(row.lane.redraw)
            self._rows_box.removeWidget(row)
            row.deleteLater()
        self.rows = []
        for place, marker in enumerate(markers):
            row = MarkerRow(marker, self.axis, self.theme)
            row.selected.connect(lambda place=place: self.select_row(place))
            row.step_wanted.connect(self.step_row)
            row.passage_step_wanted.connect(self.step_passage)
            row.jump_wanted.connect(self._jump)
            row.lane.clicked.connect(self._on_click)
            row.lane.passage_clicked.connect(self.go_to)
            row.lane.passage_dragged.connect(self._on_drag)
            self.rows.append(row)
            self._rows_box.addWidget(row, 1)

    def set_playhead(self, time: float) -> None:
        self.ruler.set_playhead(time)
        for row in self.rows:
            row.lane.set_playhead(time)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        for part in (self.summary, self.ruler, self.details):
            part.set_theme(theme)
        for row in self.rows:
            row.set_theme(theme)

    def take_focus(self) -> None:
        """Give the chosen marker the keyboard, or the button where there is none."""
        row = self.selected_row
        target: QWidget = row if row is not None and self.score is not None else self.button
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # markers and passages

    @property
    def selected_row(self) -> MarkerRow | None:
        return self.rows[self._selected] if self._selected < len(self.rows) else None

    def select_row(self, place: int) -> None:
        """Choose a marker by its place from the top; a place outside is ignored."""
        if not 0 <= place < len(self.rows):
            return
        is_other = place != self._selected or not self.rows[place].is_selected
        self._selected = place
        row = self.rows[place]
        for index, other in enumerate(self.rows):
            other.set_selected(index == place)
        self.details.show_marker(row.marker, row.passages)
        if is_other or (self.passage is not None and self.passage.marker != row.marker.marker):
            self._choose(None)

    def step_row(self, step: int) -> None:
        """Go to the marker above or below, with the keyboard."""
        self.select_row(self._selected + step)
        self.take_focus()

    def step_passage(self, step: int) -> None:
        """Go to the next or previous passage of the chosen marker, and there with the play-head."""
        row = self.selected_row
        if row is None or not row.passages:
            return
        passages = row.passages
        if self.passage in passages:
            place = min(max(passages.index(self.passage) + step, 0), len(passages) - 1)
        else:
            place = 0 if step > 0 else len(passages) - 1
        self.go_to(passages[place])

    def go_to(self, passage: Passage) -> None:
        """Choose a passage and move the play-head to its start."""
        self._choose(passage)
        self.axis.follow(passage.start)
        self.seek_wanted.emit(passage.start)

    def _jump(self) -> None:
        if self.passage is not None:
            self.go_to(self.passage)

    def _choose(self, passage: Passage | None) -> None:
        self.passage = passage
        for place, row in enumerate(self.rows):
            row.lane.choose(passage if place == self._selected else None)
        self.details.passages.choose(passage)

    def _on_click(self, time: float) -> None:
        self._choose(None)
        self.seek_wanted.emit(time)

    def _on_drag(self, start: float, end: float) -> None:
        row = self.selected_row
        if row is None:
            return
        if self.clock is not None:
            start, end = self.clock.snapped(start, Snap.BAR), self.clock.snapped(end, Snap.BAR)
        end = min(end, self.axis.duration)
        if end > start:
            self._choose(Passage(row.marker.marker, start, end, self._bars(start, end)))

    def _on_contest(self) -> None:
        """Ask what is heard there instead; what is said goes on as a ``Contest``."""
        row = self.selected_row
        if self.passage is None or row is None or self.score is None:
            return
        self.dialog = ContestDialog(self.passage, marker_title(row.marker), self.score.profile, self.theme, self)
        self.dialog.contested.connect(self.contest_wanted)
        self.dialog.open()
