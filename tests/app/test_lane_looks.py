"""Spectrograms in the place of outlines, notes over them: what is shown, when it is read, and that it is remembered."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage

from app import theme as tokens
from app.song import load_opened_song
from app.widgets.lane_layers import NoteLayer, SpectrumLayer, shades
from app.widgets.time_axis import TimeAxis
from engine.audio.spectrum import HIGHEST_HZ, LOWEST_HZ
from engine.core.events import NoteEvent
from engine.core.stems import Stem

PATIENCE_MS = 5000


@pytest.fixture
def window(studio: Any, opened_folder: Path, tmp_path: Path) -> Any:
    folder = shutil.copytree(opened_folder, tmp_path / "song")
    studio.window.show_song(load_opened_song(folder, source="/music/Vibe Test.mp3"))
    return studio.window


def test_spectrograms_are_read_for_what_is_on_screen(window: Any, qtbot: Any, studio: Any) -> None:
    bass, looks = window.song_page.lanes[1].waveform, window.lane_looks
    outline = bass.wave()
    window.acts["spectrum"].trigger()
    assert studio.state.flag("spectrum", default=False)
    assert not bass.has_spectrum
    assert bass.wave() == outline, "the outline stays until there is something to see"
    qtbot.waitUntil(lambda: bass.has_spectrum, timeout=PATIENCE_MS)
    picture = bass.wave()
    assert picture != outline
    rows = [
        sum(picture.pixelColor(x, y).alpha() for x in range(0, picture.width(), 9)) for y in range(picture.height())
    ]
    share = np.log(55.0 / LOWEST_HZ) / np.log(HIGHEST_HZ / LOWEST_HZ)
    assert int(np.argmax(rows)) == pytest.approx(picture.height() * (1.0 - share), abs=4), "55 Hz, as it was made"
    window.axis.show_range(2.0, 1.0)
    qtbot.waitUntil(lambda: False in bass.spectrum._levels, timeout=PATIENCE_MS)
    assert bass.spectrum._levels[False][:2] == (2.0, 3.0)
    window.set_theme(tokens.THEMES["light"])
    assert bass.wave() != picture
    (window.song_page.song.folder / "bass.wav").unlink()
    window.acts["spectrum"].trigger()
    assert not bass.has_spectrum
    window.acts["spectrum"].trigger()
    qtbot.waitUntil(lambda: not looks._background.is_busy, timeout=PATIENCE_MS)
    assert not bass.has_spectrum, "a file that is gone leaves the outline"


def test_notes_lie_over_the_lanes_as_they_are_edited(window: Any) -> None:
    lane, store = window.song_page.lanes[1], window.note_store

    def picture() -> QImage:
        image: QImage = lane.waveform.grab().toImage()
        return image

    without = picture()
    window.acts["note_overlay"].trigger()
    heard = picture()
    assert heard != without
    picked = store.stems[Stem.BASS]
    store.change(Stem.BASS, replace(picked, notes=(*picked.notes, NoteEvent(3.2, 3.9, 40, 99))), "Draw a note")
    assert picture() != heard
    store.undo.undo()
    assert picture() == heard
    window.acts["note_overlay"].trigger()
    assert picture() == without


def rows_of(layer: NoteLayer, *, is_on_spectrum: bool, height: int = 300) -> list[int]:
    """Middles of the rows that have a note."""
    axis = TimeAxis()
    axis.set_duration(10.0)
    image = layer.drawn(QSize(100, height), axis, tokens.DARK, is_on_spectrum=is_on_spectrum)
    lit = np.asarray([any(image.pixelColor(x, y).alpha() for x in range(100)) for y in range(height)])
    edges = np.flatnonzero(np.diff(np.concatenate([[0], lit.astype(int), [0]])))
    return [int(pair.mean()) for pair in edges.reshape(-1, 2)]


def test_notes_lie_where_they_sound(qapp: Any) -> None:
    layer = NoteLayer([NoteEvent(1.0, 2.0, 45, 90), NoteEvent(4.0, 5.0, 69, 90)], is_drums=False)
    octaves = np.log2(HIGHEST_HZ / LOWEST_HZ)
    wanted = [300 * np.log2(HIGHEST_HZ / hz) / octaves for hz in (440.0, 110.0)]
    assert rows_of(layer, is_on_spectrum=True) == pytest.approx(wanted, abs=3)
    high, low = rows_of(layer, is_on_spectrum=False)
    assert high < low
    drums = NoteLayer([NoteEvent(1.0, 2.0, key, 90) for key in (36, 70)], is_drums=True)
    kit = rows_of(drums, is_on_spectrum=True)
    assert kit == rows_of(drums, is_on_spectrum=False), "a drum's key is no pitch"
    assert kit[1] - kit[0] < 12, "and drums that are not struck take no room"
    assert rows_of(NoteLayer([], is_drums=False), is_on_spectrum=False) == []


def test_louder_is_brighter_and_nothing_is_nothing(qapp: Any) -> None:
    for theme in tokens.THEMES.values():
        table = shades(QColor(theme.stems[Stem.BASS]), QColor(theme.text))
        alpha = table >> 24
        assert (alpha[0], alpha[255]) == (0, 255)
        assert (np.diff(alpha.astype(int)) >= 0).all()
        parts = [(table >> shift) & 255 for shift in (16, 8, 0)]
        assert all((part <= alpha).all() for part in parts), "premultiplied"
    assert SpectrumLayer().is_empty
