"""Titles and tags that nobody vetted: shown as text, cut before Qt lays them out, never read as markup."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from app.song import load_opened_song
from app.tracks_model import read_rows
from app.widgets.plain_text import MAX_CHARACTERS, PlainLabel, escaped, plain
from app.widgets.value_table import RowsModel
from engine.core.track import AudioInfo, Tags
from tests.app import songs

HOSTILE = {
    "eighteen nested tables": "<table><tr><td>" * 18 + "x" + "</td></tr></table>" * 18,
    "two megabytes": "A" * 2_000_000,
    "an image from the disk": '<img src="file:///etc/passwd"><img src="http://example.com/x.png">',
    "a link": '<a href="file:///etc/passwd">Vibe</a>',
    "control characters": "Vibe\x00\x07\x1b[31m\r\n\u2028Ace",
    "direction overrides": "abc\u202egpj.exe\u2066\u2069",
    "a lone surrogate": "Vibe \udcff Ace",
    "format codes": "%s %d {0} {title} &amp; && %n",
}
SECONDS = 3.0  # drawing such a title as rich text takes minutes; as 500 plain characters it takes milliseconds


@pytest.mark.parametrize("title", HOSTILE.values(), ids=HOSTILE.keys())
def test_plain_is_one_bounded_printable_line(title: str) -> None:
    text = plain(title)
    assert len(text) <= MAX_CHARACTERS
    assert text.isprintable()
    assert not set(text) & {"\u202e", "\u2066", "\u2069", "\u2028"}


def test_labels_never_read_markup(qtbot: Any) -> None:
    label = PlainLabel("<b>bold</b>")
    qtbot.addWidget(label)
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert label.text() == "<b>bold</b>"
    assert escaped("<img src=x>") == "<qt>&lt;img src=x&gt;</qt>"


@pytest.mark.parametrize("title", HOSTILE.values(), ids=HOSTILE.keys())
def test_the_window_shows_it_as_text_and_fast(studio: Any, tmp_path: Path, title: str) -> None:
    window = studio.window
    written = title.encode("utf-8", "replace").decode()
    folder = songs.write_opened_song(tmp_path / "song", seconds=2.0, title=written, artist=written)
    song = load_opened_song(folder, source=f"/music/{plain(title, 40)}.mp3")
    began = time.perf_counter()
    window.show_song(song)
    window.operations.song_ready.emit(("1", title))
    job = studio.pool.submit(None, title)
    window.jobs.add(job, title)
    studio.pool.advance(job, 0.5, stage=title)
    window.poll()
    window.show_drawer(0)
    window.resize(1440, 900)
    window.grab()
    assert time.perf_counter() - began < SECONDS
    for label in window.findChildren(QLabel):
        if isinstance(label, PlainLabel):
            assert label.textFormat() is Qt.TextFormat.PlainText
        assert len(label.text()) <= MAX_CHARACTERS
    for widget in window.findChildren(QWidget):
        tip = widget.toolTip()
        assert "<table" not in tip
        assert "<img" not in tip
    assert len(window.windowTitle()) < 120


def test_the_library_shows_it_as_text(studio: Any, tmp_path: Path) -> None:
    for number, title in enumerate(HOSTILE.values()):
        path = tmp_path / f"{number}.mp3"
        path.write_bytes(b"x")
        info = AudioInfo("mp3", "mp3", 44_100, 2, 44_100, 1)
        studio.library.tracks.add(path, f"sha256:{number}", info, Tags(title=title[:500], artist=title[:500]))
    rows = read_rows(studio.library)
    assert len(rows) == len(HOSTILE)
    assert all(len(row.title) <= MAX_CHARACTERS and row.title.isprintable() for row in rows)
    tracks = studio.window.tracks
    tracks.set_rows(rows)
    tips = [tracks.data(tracks.index(line, 0), Qt.ItemDataRole.ToolTipRole) for line in range(len(rows))]
    assert any("&lt;" in tip for tip in tips if tip), "a cell's tip is text, too"
    assert not any("<img" in tip or "<table" in tip for tip in tips if tip)
    studio.window.show_page("library")
    began = time.perf_counter()
    studio.window.grab()
    assert time.perf_counter() - began < SECONDS


def test_a_cell_that_is_too_narrow_says_its_text_as_text() -> None:
    model = RowsModel(("Title",))
    model.set_rows(["<img src=x>", ""], lambda row: (row,))
    index = model.index(0, 0)
    assert model.data(index) == "<img src=x>"
    assert "&lt;img" in model.data(index, Qt.ItemDataRole.ToolTipRole)
    assert model.data(model.index(1, 0), Qt.ItemDataRole.ToolTipRole) is None, "nothing to say, no empty box"
