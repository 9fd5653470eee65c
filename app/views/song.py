"""The song: overview, bars, chords and one lane per stem. An empty state until there is one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QScrollBar,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from app import theme as tokens
from app.bar_clock import BarClock, Snap
from app.mixer import Mix
from app.song import SongView
from app.theme import Theme
from app.widgets.beat_ruler import BeatRuler
from app.widgets.chord_edit_lane import ChordEditLane
from app.widgets.drop_zone import DropZone
from app.widgets.evidence_lane import EvidenceStrip
from app.widgets.lane_head import with_head
from app.widgets.section_strip import SectionStrip
from app.widgets.stem_lane import StemLane
from app.widgets.time_axis import TimeAxis
from engine.core.stems import Stem

LANE_ORDER = (Stem.DRUMS, Stem.BASS, Stem.LOG_DRUM, Stem.VOCALS, Stem.OTHER)
"""From the ground up: the log drum beside the bass, where a producer looks for it."""

_SCROLL_STEPS = 10_000


class SongPage(QWidget):
    """Shows one song and says what the user does with it; the window carries it out."""

    seek_wanted = Signal(float)
    mix_changed = Signal(object)
    lane_selected = Signal(object)
    lanes_changed = Signal()
    """Other lanes are shown: those of another song, or of the same one grown up."""
    selection_changed = Signal()
    drag_near = Signal(object, object)
    """``Stem`` and ``Form`` of the handle that the mouse is on."""
    drag_wanted = Signal(object, object, object, object)
    """``Stem``, ``Form``, the handle and the keys that were held."""
    carry_menu_wanted = Signal(object, object, object)
    """``Stem``, ``Form`` and the handle."""
    grip_looked_at = Signal(object, object, object)
    """The same."""
    open_wanted = Signal()

    def __init__(self, axis: TimeAxis, theme: Theme, open_key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.axis = axis
        self.song: SongView | None = None
        self.clock: BarClock | None = None
        self.snap = Snap.BEAT
        self.mix = Mix()
        self.lanes: list[StemLane] = []
        self.selection: tuple[float, float] | None = None
        self._selected = 0
        self.drop_zone = DropZone(theme, open_key)
        self.drop_zone.open_wanted.connect(self.open_wanted)
        self.strip = SectionStrip(axis, theme)
        self.ruler = BeatRuler(axis, theme)
        self.chords = ChordEditLane(axis, theme)
        self.evidence = EvidenceStrip(axis, theme)
        self.scroll_bar = QScrollBar(Qt.Orientation.Horizontal)
        self.scroll_bar.setAccessibleName(self.tr("Scroll through the song"))
        self.scroll_bar.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._lanes_box = QVBoxLayout()
        self._lanes_box.setSpacing(0)
        self._song_widget = self._build()
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.drop_zone)
        self._stack.addWidget(self._song_widget)
        self._connect()

    def _build(self) -> QWidget:
        widget = QWidget()
        column = QVBoxLayout(widget)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for name, canvas in (
            (self.tr("Overview"), self.strip),
            (self.tr("Bars"), self.ruler),
            (self.tr("Chords"), self.chords),
        ):
            column.addWidget(with_head(name, canvas, tokens.LANE_HEAD_WIDTH))
        column.addWidget(self.evidence)
        column.addLayout(self._lanes_box, 1)
        bottom = QHBoxLayout()
        bottom.setSpacing(0)
        bottom.addSpacing(tokens.LANE_HEAD_WIDTH)
        bottom.addWidget(self.scroll_bar, 1)
        column.addLayout(bottom)
        return widget

    def _connect(self) -> None:
        self.ruler.clicked.connect(self._on_click)
        self.chords.clicked.connect(lambda time: self.seek_wanted.emit(self.snapped(time)))  # it keeps the keyboard
        self.evidence.lane.clicked.connect(self._on_click)
        self.evidence.lane.passage_clicked.connect(lambda passage: self.seek_wanted.emit(passage.start))
        self.strip.clicked.connect(self._on_strip_click)
        self.strip.view_dragged.connect(
            lambda time: self.axis.show_range(time - self.axis.visible / 2, self.axis.visible)
        )
        self.axis.changed.connect(self._update_scroll)
        self.scroll_bar.valueChanged.connect(self._on_scroll)

    # what is shown

    def show_song(self, song: SongView, clock: BarClock | None, mix: Mix, *, take_focus: bool = True) -> None:
        """Show a song; every widget of the song before goes. ``take_focus``: the first lane gets the keyboard."""
        if self.song is None or self.song.folder != song.folder:
            self.evidence.show_scores(())
            self.selection = None
        self.song, self.clock, self.mix = song, clock, mix
        self.axis.set_duration(song.duration)
        analysis = song.analysis
        self.strip.set_song(song.mixture, analysis.sections if analysis is not None else ())
        self.ruler.set_clock(clock)
        self.chords.set_chords(analysis.chords if analysis is not None else (), is_growing=song.is_growing)
        self._build_lanes(song)
        self.lanes_changed.emit()
        self.set_mix(mix)
        self.select_lane(0)
        self._stack.setCurrentWidget(self._song_widget)
        if take_focus:
            QTimer.singleShot(0, self.focus_lane)

    def close_song(self) -> None:
        """Show the empty state."""
        self._remove_lanes()
        self.song = self.clock = None
        self.mix = Mix()
        self._stack.setCurrentWidget(self.drop_zone)

    def set_frontier(self, seconds: float) -> None:
        """How far the stems of a growing song are there."""
        if self.song is not None:
            for lane in self.lanes:
                lane.set_frontier(self.song.mixture, seconds)

    def redraw_waves(self) -> None:
        """Outlines have changed in place."""
        self.strip.redraw()
        for lane in self.lanes:
            lane.waveform.redraw()

    def _remove_lanes(self) -> None:
        for lane in self.lanes:
            self.axis.changed.disconnect(lane.waveform.redraw)
            self._lanes_box.removeWidget(lane)
            lane.deleteLater()
        while self._lanes_box.count():
            self._lanes_box.takeAt(0)
        self.lanes = []

    def _build_lanes(self, song: SongView) -> None:
        self._remove_lanes()
        views = {view.stem: view for view in song.stems}
        for place, stem in enumerate(stem for stem in LANE_ORDER if stem in views):
            peaks, scale = views[stem].peaks, song.loudest_peak
            lane = StemLane(stem, peaks, self.axis, self.theme, full_scale=scale, is_growing=song.is_growing)
            lane.mute_toggled.connect(lambda is_on, stem=stem: self._change(self.mix.with_mute(stem, is_on=is_on)))
            lane.solo_toggled.connect(lambda is_on, stem=stem: self._change(self.mix.with_solo(stem, is_on=is_on)))
            lane.gain_changed.connect(lambda gain, stem=stem: self._change(self.mix.with_gain(stem, gain)))
            lane.pan_changed.connect(lambda pan, stem=stem: self._change(self.mix.with_pan(stem, pan)))
            lane.selected.connect(lambda place=place: self.select_lane(place))
            self._join_grips(lane)
            lane.waveform.clicked.connect(self._on_lane_click)
            lane.waveform.stretch_dragged.connect(
                lambda start, end, is_free, place=place: self._on_stretch(place, start, end, is_free=is_free)
            )
            lane.waveform.set_selection(self.selection)
            lane.waveform.set_clock(self.clock)
            self.lanes.append(lane)
            self._lanes_box.addWidget(lane, 1)
        self._lanes_box.addStretch(0)
        analysis = song.analysis
        if analysis is not None and analysis.log_drum is not None:
            for lane in self.lanes:
                if lane.stem is Stem.LOG_DRUM:
                    lane.waveform.set_marks(analysis.log_drum.onsets)

    def _join_grips(self, lane: StemLane) -> None:
        for form, grip in lane.grips.items():
            what = (lane.stem, form, grip)
            grip.drag_near.connect(lambda what=what: self.drag_near.emit(*what[:2]))
            grip.drag_wanted.connect(lambda keys, what=what: self.drag_wanted.emit(*what, keys))
            grip.menu_wanted.connect(lambda what=what: self.carry_menu_wanted.emit(*what))
            grip.looked_at.connect(lambda what=what: self.grip_looked_at.emit(*what))

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.drop_zone.set_theme(theme)
        for canvas in (self.strip, self.ruler, self.chords, self.evidence.lane):
            canvas.set_theme(theme)
        for lane in self.lanes:
            lane.set_theme(theme)

    @property
    def stems(self) -> tuple[Stem, ...]:
        """The lanes' stems from top to bottom: the order in which the player mixes them."""
        return tuple(lane.stem for lane in self.lanes)

    @property
    def stem_paths(self) -> list[Path]:
        paths = {view.stem: view.path for view in self.song.stems} if self.song is not None else {}
        return [paths[stem] for stem in self.stems]

    def set_mix(self, mix: Mix) -> None:
        """Set the lanes' controls; says ``mix_changed`` once."""
        self.mix = mix
        for lane in self.lanes:
            lane.show_mix(mix)
        self._change(mix)

    def _change(self, mix: Mix) -> None:
        self.mix = mix
        for lane in self.lanes:
            lane.set_heard(mix.is_heard(lane.stem))
        self.mix_changed.emit(mix)

    def set_playhead(self, time: float) -> None:
        """Move the play-head everywhere: a few pixels are painted."""
        for canvas in (self.strip, self.ruler, self.chords, self.evidence.lane):
            canvas.set_playhead(time)
        for lane in self.lanes:
            lane.waveform.set_playhead(time)

    def set_levels(self, peaks: Sequence[float], seconds: float) -> None:
        """Levels of the stems in the order of ``stems``."""
        for lane, peak in zip(self.lanes, peaks, strict=False):
            lane.badge.advance(peak, seconds)

    # lanes

    @property
    def selected_lane(self) -> StemLane | None:
        return self.lanes[self._selected] if self._selected < len(self.lanes) else None

    @property
    def has_keyboard(self) -> bool:
        """Whether a lane or one of its controls has the keyboard."""
        focus = QApplication.focusWidget()
        return focus is not None and any(lane is focus or lane.isAncestorOf(focus) for lane in self.lanes)

    def select_lane(self, place: int) -> None:
        """Choose a lane by its place from the top; a place outside is ignored."""
        if not 0 <= place < len(self.lanes):
            return
        self._selected = place
        for index, lane in enumerate(self.lanes):
            lane.set_selected(index == place)
        self.lane_selected.emit(self.lanes[place].stem)

    def step_lane(self, step: int) -> None:
        self.select_lane(self._selected + step)
        self.focus_lane()

    def choose_lane(self, place: int) -> None:
        """Select a lane and give it the keyboard."""
        self.select_lane(place)
        self.focus_lane()

    def focus_lane(self) -> None:
        """Give the chosen lane the keyboard."""
        lane = self.selected_lane
        if lane is not None and self.isVisible():
            lane.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # a stretch of all lanes

    def set_selection(self, span: tuple[float, float] | None) -> None:
        """Choose a stretch of the song, or none; an empty one is none."""
        if span is not None and span[1] <= span[0]:
            span = None
        if span == self.selection:
            return
        self.selection = span
        for lane in self.lanes:
            lane.waveform.set_selection(span)
        self.selection_changed.emit()

    def set_selection_end(self, end: int, time: float) -> None:
        """Put the selection's start (0) or end (1) at a time on the grid."""
        time = self.snapped(time)
        start, stop = self.selection or (0.0, self.axis.duration)
        span = (time, stop) if end == 0 else (start, time)
        if span[1] <= span[0]:
            span = (time, self.axis.duration) if end == 0 else (0.0, time)
        self.set_selection(span)

    def _on_stretch(self, place: int, start: float, end: float, *, is_free: bool) -> None:
        if not is_free:
            start, end = self.snapped(start), self.snapped(end)
        self.choose_lane(place)
        self.set_selection((start, end))

    def _on_lane_click(self, time: float) -> None:
        self.set_selection(None)
        self._on_click(time)

    # time

    def snapped(self, time: float) -> float:
        """A time on the grid the user has chosen."""
        return self.clock.snapped(time, self.snap) if self.clock is not None else time

    def stepped(self, time: float, *, beats: int = 0, bars: int = 0) -> float:
        """A time moved by beats or bars; by one or four seconds in a song without beats."""
        if self.clock is None:
            return min(max(0.0, time + beats + 4 * bars), self.axis.duration)
        return min(self.clock.stepped(time, beats=beats, bars=bars), self.axis.duration)

    def _on_click(self, time: float) -> None:
        self.seek_wanted.emit(self.snapped(time))
        self.focus_lane()

    def _on_strip_click(self, time: float) -> None:
        self.axis.show_range(time - self.axis.visible / 2, self.axis.visible)
        self._on_click(time)

    def _update_scroll(self) -> None:
        scale = _SCROLL_STEPS / self.axis.duration
        self.scroll_bar.blockSignals(True)
        self.scroll_bar.setPageStep(max(1, round(self.axis.visible * scale)))
        self.scroll_bar.setSingleStep(max(1, round(self.axis.visible * scale / 10)))
        is_all = self.axis.visible >= self.axis.duration
        self.scroll_bar.setProperty("idle", is_all)
        self.scroll_bar.style().unpolish(self.scroll_bar)
        self.scroll_bar.style().polish(self.scroll_bar)
        self.scroll_bar.setRange(0, max(0, round((self.axis.duration - self.axis.visible) * scale)))
        self.scroll_bar.setValue(round(self.axis.start * scale))
        self.scroll_bar.blockSignals(False)

    def _on_scroll(self, value: int) -> None:
        self.axis.show_range(value * self.axis.duration / _SCROLL_STEPS, self.axis.visible)
