"""The rows of the piano roll: drums by name and without gaps, notes by pitch; the keys say which is which."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt

from app.song import load_opened_song
from app.widgets.row_names import BASIC_KIT, drum_name, note_name, row_name
from engine.core.codec import encode_json
from engine.core.events import NoteEvent
from engine.core.roles import ROLES
from engine.core.stems import Stem
from engine.jobs.song import ANALYSIS_FILE
from tests.app import songs

DRUMS = tuple(
    NoteEvent(0.5 * beat, 0.5 * beat + 0.1, key, 90) for beat in range(8) for key in (36, 42, 39)[: 1 + beat % 3]
)


@pytest.fixture
def page(studio: Any, tmp_path: Path) -> Any:
    """The notes page with a beat of kick, closed hat and clap."""
    folder = songs.write_opened_song(tmp_path / "beat", seconds=4.0)
    analysis = songs.an_analysis(4.0, title="Beat", artist="", sample_rate=songs.SAMPLE_RATE)
    heard = replace(analysis, notes={**analysis.notes, Stem.DRUMS: tuple(sorted(DRUMS))})
    (folder / ANALYSIS_FILE).write_bytes(encode_json(heard))
    studio.window.show_song(load_opened_song(folder, source="/music/beat.wav"))
    studio.window.acts["show_notes"].trigger()
    found = studio.window.notes_page
    found.sound = None
    found.show_stem(Stem.DRUMS)
    return found


def test_every_drum_we_write_has_a_name() -> None:
    keys = {key for role in ROLES.values() for key in role.keys} | {36, 37, 38, 39, 42, 45, 46, 47, 49, 51, 70}
    names = {key: drum_name(key) for key in range(35, 82)}
    assert keys <= set(names)
    assert all(names.values())
    assert len(set(names.values())) == len(names), "no two drums have one name"
    assert (names[36], names[38], names[42]) == ("Kick", "Snare", "Closed hat")
    assert row_name(20, is_drums=True) == "20"
    assert row_name(34, is_drums=False) == note_name(34) == "B♭1"


def test_drums_have_rows_without_gaps_and_names_at_the_left(page: Any) -> None:
    rows = page.roll.rows()
    assert set(rows) == set(BASIC_KIT)
    assert list(rows) == sorted(rows, reverse=True)
    names = page.keys.names()
    assert [names[key] for key in (36, 39, 42)] == ["Kick", "Clap", "Closed hat"]
    for place, pitch in enumerate(rows):
        y = (place + 0.5) * page.roll.height() / len(rows)
        assert page.roll.pitch_at(y) == pitch
        assert page.roll.rows_of(np.asarray([pitch])).tolist() == [place]
    assert page.lists.notes.index(0, 2).data() == "Kick"


def test_a_drum_is_drawn_where_its_name_stands_and_keeps_its_row(page: Any, qtbot: Any) -> None:
    roll = page.roll
    rows = roll.rows()
    y = round((rows.index(54) + 0.5) * roll.height() / len(rows))
    qtbot.mouseClick(roll, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(roll.width() // 2, y))
    assert [note.pitch for note in page.store.stems[Stem.DRUMS].chosen_notes] == [54]
    qtbot.keyClick(roll, Qt.Key.Key_Up)  # a drum without a row gets one
    assert roll.rows() == tuple(sorted({*BASIC_KIT, 55}, reverse=True))
    page.undo()
    assert 55 in roll.rows(), "or rows would jump under the mouse"
    page.show_stem(Stem.LOG_DRUM)
    page.show_stem(Stem.DRUMS)
    assert 55 not in roll.rows()


def test_what_is_played_is_named_first_where_rows_are_low(page: Any, studio: Any, qtbot: Any) -> None:
    heard: list[NoteEvent] = []
    page._hear = heard.extend
    keys, window = page.keys, studio.window
    qtbot.mouseClick(keys, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(4, keys.height() - 3))
    assert [note.pitch for note in heard] == [36], "a key is heard"
    page.show_stem(Stem.LOG_DRUM)
    keys.resize(keys.width(), 60)
    names = keys.names()
    assert len(names) < len(page.roll.rows())
    assert {"C2", "F2"} <= set(names.values()), "of the log drum's four"
    keys.grab()
    window.acts["show_song"].trigger()
    window.acts["piano_roll"].trigger()
    window.song_page.select_lane(0)
    assert window.drawer.roll.rows() == (42, 39, 36), "the drawer has no rows but those that are played"
    assert list(window.drawer.roll_keys.names().values()) == ["Kick", "Clap", "Closed hat"]
    window.song_page.select_lane(2)
    assert not window.drawer.roll.is_drums
