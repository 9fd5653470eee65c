"""Label: what an expert hears, for the whole song and for its parts, in the mission's fields; kept as it is said.

The page holds the label and the borders of the parts, and the steps back. It says the label that is wanted; what
keeps it is elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtWidgets import (
    QHeaderView,
    QScrollArea,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app import theme as tokens
from app.bar_clock import BarClock, Snap
from app.pages import Screen
from app.song import SongView
from app.theme import Theme
from app.widgets import annotate_segments as segments
from app.widgets.annotate_form import LabelForm, Sayings
from app.widgets.annotate_head import LabelHead
from app.widgets.annotate_segments import Part, parts_of
from app.widgets.annotate_strip import PartStrip
from app.widgets.beat_ruler import BeatRuler
from app.widgets.culture_words import bars_text, bars_words, clock_words
from app.widgets.plain_text import plain
from app.widgets.space_presses import SpacePresses
from app.widgets.time_axis import TimeAxis
from app.widgets.value_table import RowsModel, quiet_table
from engine.core.labels import MARKERS, Label, LabelSegment

_MOST_STEPS = 200
_MAX_NAME = 60


@dataclass(frozen=True, slots=True)
class Step:
    """How things stood before a change."""

    label: Label
    parts: tuple[Part, ...]
    chosen: int | None


class AnnotatePage(Screen):
    """Rows: the whole song, then its parts. ``chosen`` is the part that is labelled; None for the whole song."""

    seek_wanted = Signal(float)
    label_changed = Signal(object)
    """The ``Label`` that is wanted from now on."""
    loop_wanted = Signal(float, float)
    export_wanted = Signal()
    import_wanted = Signal()
    by_changed = Signal(str)

    def __init__(self, axis: TimeAxis, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.axis = axis
        self.clock: BarClock | None = None
        self.label = Label(track_id="")
        self.parts: tuple[Part, ...] = ()
        self.chosen: int | None = None
        self._song: SongView | None = None
        self._steps: list[Step] = []
        self._before_drag: Step | None = None
        self.ruler = BeatRuler(axis, theme)
        self.strip = PartStrip(axis, theme)
        self.form = LabelForm(theme)
        self.rows = RowsModel((self.tr("Part"), self.tr("Bars"), self.tr("Time"), self.tr("What is said")))
        self.table: QTableView = quiet_table(self.tr("The song and its parts"))
        self.table.setModel(self.rows)
        self.head = LabelHead()
        self._lay_out()
        self._connect()
        self._keys = SpacePresses(self)

    def _lay_out(self) -> None:
        header = self.table.horizontalHeader()
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for column, width in ((0, 104), (1, 64), (2, 96)):
            self.table.setColumnWidth(column, width)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.form.setObjectName("details")
        self.form.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        area.setWidget(self.form)
        area.setMinimumWidth(tokens.FORM_WIDTH)
        lower = QSplitter(Qt.Orientation.Horizontal)
        lower.addWidget(self.table)
        lower.addWidget(area)
        lower.setStretchFactor(0, 3)
        lower.setStretchFactor(1, 4)
        lower.setSizes([540, 660])
        lower.setChildrenCollapsible(False)
        lower.setHandleWidth(1)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(self.head)
        page.addWidget(self.ruler)
        page.addWidget(self.strip)
        page.addWidget(lower, 1)

    def _connect(self) -> None:
        self.ruler.clicked.connect(self.seek_wanted)
        self.strip.part_chosen.connect(self.choose)
        self.strip.step_wanted.connect(self._step)
        self.strip.border_moved.connect(self._drag_border)
        self.strip.border_dropped.connect(self._drop_border)
        self.strip.border_step_wanted.connect(self._step_border)
        self.table.clicked.connect(lambda index: self._go_to_row(index.row()))
        self.table.activated.connect(lambda index: self._go_to_row(index.row()))
        self.table.selectionModel().currentRowChanged.connect(lambda index, _before: self._on_row(index.row()))
        self.form.changed.connect(self._on_sayings)
        self.head.undo_wanted.connect(self.undo)
        self.head.split_wanted.connect(self._split)
        self.head.join_wanted.connect(self._join)
        self.head.loop_wanted.connect(self._loop)
        self.head.export_wanted.connect(self.export_wanted)
        self.head.import_wanted.connect(self.import_wanted)
        self.head.by_changed.connect(self.by_changed)

    # what is shown

    def show_song(self, song: SongView, clock: BarClock | None) -> None:
        """Another song; its label follows. What was typed for the one before is said first."""
        is_other = self._song is None or self._song.folder != song.folder
        if is_other:
            self.form.settle()
        self._song, self.clock = song, clock
        self.ruler.set_clock(clock)
        if is_other:
            self._steps = []
            self.chosen = None
            self.label = Label(track_id=song.file_name)
            self.parts = self._analysed_parts()
        self.setEnabled(not song.is_growing)
        self._refresh()

    def _analysed_parts(self) -> tuple[Part, ...]:
        if self._song is None:
            return ()
        analysis = self._song.analysis
        sections = analysis.sections if analysis is not None else ()
        return parts_of(sections, self.label.segments, self._song.duration)

    def show_label(self, label: Label, *, may_undo: bool = False) -> None:
        """What the library says; it may have been changed elsewhere, and that is not taken back here.

        Nothing is touched while something is being typed.
        """
        if segments.say_the_same(label, self.label) or self.form.is_being_typed:
            return
        if may_undo:
            self.remember()
        else:
            self._steps = []
        said_before = {(own.start, own.end) for own in self.label.segments}
        self.label = label
        if {(own.start, own.end) for own in label.segments} != said_before:
            self.parts = self._analysed_parts()
            self.chosen = None
        self._refresh()

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        for part in (self.ruler, self.strip):
            part.set_theme(theme)
        self.form.set_theme(theme)

    def set_playhead(self, time: float) -> None:
        self.ruler.set_playhead(time)
        self.strip.set_playhead(time)

    def take_focus(self) -> None:
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _refresh(self) -> None:
        said = [self._segment(part) for part in self.parts]
        markers = [own.cultural_markers if own is not None else None for own in said]
        self.strip.show_parts(self.parts, markers, self.chosen)
        self.rows.set_rows((None, *self.parts), self._cells)
        index = self.rows.index(0 if self.chosen is None else self.chosen + 1, 0)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        selection = self.table.selectionModel()
        selection.blockSignals(True)
        selection.setCurrentIndex(index, flags)
        selection.blockSignals(False)
        self.table.viewport().update()
        self.head.undo.setEnabled(bool(self._steps))
        for button in (self.head.split, self.head.loop):
            button.setEnabled(self.chosen is not None)
        self.head.join.setEnabled(self.chosen is not None and self.chosen + 1 < len(self.parts))
        self._show_form()

    def _show_form(self) -> None:
        part = self._part
        if part is None:
            own = self.label
            sayings = Sayings(
                own.cultural_markers,
                own.sub_genre,
                own.reference_artists,
                own.cultural_significance,
                own.educational_value,
            )
            note = self.tr("What you leave empty says nothing. Choose a part to label it by itself.")
            self.form.show_sayings(self.tr("The whole song"), note, sayings, is_whole=True)
            return
        segment = self._segment(part)
        sayings = Sayings(segment.cultural_markers, segment.sub_genre) if segment is not None else Sayings()
        title = f"{self._name(part)}  ·  {self._where(part)}"
        note = self.tr("Of a part you can say markers and style; a part is kept once something is said of it.")
        self.form.show_sayings(title, note, sayings, is_whole=False)

    @property
    def _part(self) -> Part | None:
        return self.parts[self.chosen] if self.chosen is not None and self.chosen < len(self.parts) else None

    def _segment(self, part: Part) -> LabelSegment | None:
        return next((own for own in self.label.segments if (own.start, own.end) == part.place), None)

    def _name(self, part: Part) -> str:
        return plain(part.name, _MAX_NAME) or self.tr("part")

    def _bars(self, part: Part) -> tuple[int, int] | None:
        if self.clock is None:
            return None
        first, last = self.clock.position(part.start).bar, self.clock.position(max(part.start, part.end - 1e-3)).bar
        return max(1, first), max(1, last)

    def _where(self, part: Part) -> str:
        bars, times = bars_words(self._bars(part)), f"{clock_words(part.start)}–{clock_words(part.end)}"
        return f"{bars}, {times}" if bars else times

    def _cells(self, part: Part | None) -> tuple[str, ...]:
        if part is None:
            words = self._said_words(self.label.cultural_markers, self.label.sub_genre)
            duration = self._song.duration if self._song is not None else 0.0
            return self.tr("Whole song"), "", f"0:00–{clock_words(duration)}", words
        own = self._segment(part)
        words = self._said_words(own.cultural_markers, own.sub_genre) if own is not None else ""
        return (
            self._name(part),
            bars_text(self._bars(part)),
            f"{clock_words(part.start)}–{clock_words(part.end)}",
            words,
        )

    def _said_words(self, markers: dict[str, float | None], sub_genre: str) -> str:
        """``0.90 – – 0.30 ?  classic``: the markers in the order of the form, ? for "can't judge", – for nothing."""
        values = " ".join(_short(markers, name) for name in MARKERS) if markers else ""
        return "   ".join(word for word in (values, plain(sub_genre, 40)) if word)

    # choosing

    def choose(self, place: int | None) -> None:
        """Label this part; None for the whole song. What was typed for the one before is said first."""
        self.form.settle()
        if place is not None and not 0 <= place < len(self.parts):
            return
        self.chosen = place
        self._refresh()

    def _on_row(self, row: int) -> None:
        self.choose(None if row <= 0 else row - 1)

    def _go_to_row(self, row: int) -> None:
        self._on_row(row)
        part = self._part
        start = part.start if part is not None else 0.0
        self.axis.follow(start)
        self.seek_wanted.emit(start)

    def _step(self, step: int) -> None:
        place = (-1 if self.chosen is None else self.chosen) + step
        self._go_to_row(min(max(place, -1), len(self.parts) - 1) + 1)

    def _loop(self) -> None:
        part = self._part
        if part is not None:
            self.loop_wanted.emit(part.start, part.end)

    # changing

    def remember(self) -> None:
        """How things stand now can be come back to."""
        self._steps = [*self._steps[-_MOST_STEPS:], Step(self.label, self.parts, self.chosen)]

    def undo(self) -> None:
        """Take back the last change, of a label or of a border."""
        self.form.settle()
        if not self._steps:
            return
        step = self._steps.pop()
        self.parts, self.chosen = step.parts, step.chosen
        self._set_label(step.label)

    def _set_label(self, label: Label) -> None:
        is_other = label != self.label
        self.label = label
        self._refresh()
        if is_other:
            self.label_changed.emit(label)

    def _on_sayings(self, wanted: Sayings) -> None:
        self.remember()
        part = self._part
        markers = {name: wanted.markers[name] for name in MARKERS if name in wanted.markers}
        if part is None:
            self._set_label(
                replace(
                    self.label,
                    cultural_markers=markers,
                    sub_genre=wanted.sub_genre,
                    reference_artists=wanted.reference_artists,
                    cultural_significance=wanted.cultural_significance,
                    educational_value=wanted.educational_value,
                )
            )
            return
        own = LabelSegment(start=part.start, end=part.end, cultural_markers=markers, sub_genre=wanted.sub_genre)
        others = [other for other in self.label.segments if (other.start, other.end) != part.place]
        self._set_label(replace(self.label, segments=segments.in_order([*others, own])))

    def _set_parts(self, parts: tuple[Part, ...]) -> None:
        """New borders: what was said of a part goes with it."""
        segments_now = []
        for own in self.label.segments:
            place = segments.followed((own.start, own.end), self.parts, parts)
            segments_now += [replace(own, start=at.start, end=at.end) for at in place]
        self.parts = parts
        self._set_label(replace(self.label, segments=segments.in_order(segments_now)))

    def _drag_border(self, place: int, time: float) -> None:
        """Only drawn until it is dropped: nothing is said of places that were passed over."""
        if self._before_drag is None:
            self._before_drag = Step(self.label, self.parts, self.chosen)
        if self.clock is not None:
            time = self.clock.snapped(time, Snap.BEAT)
        self.parts = segments.moved_border(self._before_drag.parts, place, time)
        said = [self._segment(part) for part in self._before_drag.parts]
        markers = [own.cultural_markers if own is not None else None for own in said]
        self.strip.show_parts(self.parts, markers, self.chosen)

    def _drop_border(self) -> None:
        before, self._before_drag = self._before_drag, None
        if before is None or before.parts == self.parts:
            return
        parts, self.parts = self.parts, before.parts
        self.remember()
        self._set_parts(parts)

    def _step_border(self, step: int) -> None:
        """The chosen part's end, by a bar; by a second in a song without bars."""
        part = self._part
        if part is None or self.chosen is None:
            return
        time = self.clock.stepped(part.end, bars=step) if self.clock is not None else part.end + step
        parts = segments.moved_border(self.parts, self.chosen, min(time, self.axis.duration))
        if parts != self.parts:
            self.remember()
            self._set_parts(parts)

    def _split(self) -> None:
        time = self.strip.playhead
        place = segments.part_at(self.parts, time) if time is not None else None
        if time is None or place is None:
            return
        if self.clock is not None:
            time = self.clock.snapped(time, Snap.BEAT)
        parts = segments.split(self.parts, place, time)
        if parts != self.parts:
            self.remember()
            self._set_parts(parts)

    def _join(self) -> None:
        if self.chosen is not None:
            self.remember()
            self._set_parts(segments.joined(self.parts, self.chosen))


def _short(markers: dict[str, float | None], name: str) -> str:
    if name not in markers:
        return "–"
    value = markers[name]
    return f"{value:.2f}" if value is not None else "?"
