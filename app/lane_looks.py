"""How the song's lanes look: outlines or spectrograms, with or without their notes. Threads read the spectrograms."""

from __future__ import annotations

import logging
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from app.actions import Actions
from app.background import Background
from app.edits_shown import notes_shown
from app.note_editing_store import NoteStore
from app.views.song import SongPage
from app.widgets.lane_layers import Levels, NoteLayer, SpectrumLayer
from app.widgets.stem_lane import StemLane
from app.window_state import WindowState
from engine.core.errors import EngineError
from engine.core.stems import Stem

logger = logging.getLogger(__name__)

SPECTRUM, NOTES = "spectrum", "note_overlay"
_WAIT_MS = 120  # while the song is panned nothing is read
_MOST_COLUMNS = 1200
_MOST_BANDS = 96


class LaneLooks(QObject):
    """Of one window.

    Args:
        page: The lanes.
        store: The notes as edited.
        acts: ``spectrum`` and ``note_overlay`` are checked while they are on.
        state: Remembers both.
    """

    def __init__(
        self, page: SongPage, store: NoteStore, acts: Actions, state: WindowState, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._page, self._store, self._acts, self._state = page, store, acts, state
        self._background = Background(self)
        self._turn = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT_MS)
        self._timer.timeout.connect(self._read_view)
        for name in (SPECTRUM, NOTES):
            acts[name].setChecked(state.flag(name, default=False))
            acts[name].triggered.connect(lambda is_on, name=name: self._on_choice(name, is_on=is_on))
        page.lanes_changed.connect(self.show)
        page.axis.changed.connect(self._on_axis)
        store.notes_changed.connect(self._on_notes)

    def _on_choice(self, name: str, *, is_on: bool) -> None:
        self._state.set_flag(name, is_on=is_on)
        self.show()

    def show(self) -> None:
        """Dress all lanes as is chosen."""
        self._turn += 1
        song = self._page.song
        has_spectra = self._acts[SPECTRUM].isChecked() and song is not None and not song.is_growing
        for lane in self._page.lanes:
            self._show_notes(lane)
            lane.waveform.set_spectrum(SpectrumLayer() if has_spectra else None)
        if has_spectra:
            self._read(0.0, self._page.axis.duration, is_whole=True)
            self._on_axis()

    def _show_notes(self, lane: StemLane) -> None:
        song = self._page.song
        notes = notes_shown(song, self._store, lane.stem) if song is not None else None
        is_shown = self._acts[NOTES].isChecked() and notes
        lane.waveform.set_notes(NoteLayer(notes or (), is_drums=lane.stem is Stem.DRUMS) if is_shown else None)

    def _on_notes(self, stem: Stem) -> None:
        for lane in self._page.lanes:
            if lane.stem is stem:
                self._show_notes(lane)

    # spectrograms

    def _on_axis(self) -> None:
        axis = self._page.axis
        if self._acts[SPECTRUM].isChecked() and axis.visible < axis.duration:
            self._timer.start()

    def _read_view(self) -> None:
        axis = self._page.axis
        self._read(axis.start, axis.end, is_whole=False)

    def _read(self, start: float, end: float, *, is_whole: bool) -> None:
        """Have a stretch read for every lane; what is no more on screen by then is left."""
        if not is_whole:
            self._turn += 1
        for lane, path in zip(self._page.lanes, self._page.stem_paths, strict=True):
            self._read_lane(lane, path, start, end, is_whole=is_whole)

    def _read_lane(self, lane: StemLane, path: Path, start: float, end: float, *, is_whole: bool) -> None:
        layer, turn = lane.waveform.spectrum, self._turn
        columns = max(1, min(lane.waveform.width(), _MOST_COLUMNS))
        bands = max(16, min(lane.waveform.height(), _MOST_BANDS))

        def work() -> Levels | None:
            if not is_whole and turn != self._turn:
                return None
            from engine.audio.spectrum import read_spectrum

            return read_spectrum(path, start, end, columns=columns, bands=bands)

        def done(levels: Levels | None) -> None:
            if levels is not None and layer is not None and lane in self._page.lanes:
                layer.put(levels, start, end, is_whole=is_whole)
                lane.waveform.redraw()

        def failed(error: EngineError | OSError) -> None:
            logger.warning("no spectrogram of %s: %s", path.name, error)

        self._background.run(work, done, failed)

    def close(self) -> None:
        """Wait for what is being read."""
        self._timer.stop()
        self._turn += 1
        self._background.close()
