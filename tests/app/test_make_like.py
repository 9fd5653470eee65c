"""Sound like a song: asked for where the engine hears music, with plain words where it does not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog

from app.making_engines import SKETCH, EngineChoice, Machine
from app.making_like import read_like
from app.making_order import Order, continuation
from app.theme import LIGHT
from engine.core.errors import UserError
from engine.jobs.sound_likeness import LikeMusic
from tests.app.making import PATIENCE_MS

SMALL = EngineChoice("small", "MusicGen small", "musicgen", "musicgen-small", is_sound=True)
STYLE = EngineChoice("style", "MusicGen style", "musicgen", "musicgen-style", is_sound=True, can_like=True)


@pytest.fixture
def song(tmp_path: Path) -> Path:
    """Twenty seconds that get louder."""
    samples = np.linspace(0.0, 0.5, 20 * 8000) * np.sin(np.arange(20 * 8000) * 0.3)
    soundfile.write(tmp_path / "my <b>song.wav", samples.astype(np.float32), 8000)
    return tmp_path / "my <b>song.wav"


@pytest.fixture
def page(studio: Any, qtbot: Any) -> Any:
    studio.window.show_page("make")
    page = studio.window.pages.page("make")
    qtbot.waitUntil(lambda: not studio.background.is_busy, timeout=PATIENCE_MS)
    page.form.set_machine(Machine((SKETCH, SMALL, STYLE)))
    return page


def choose(page: Any, engine: EngineChoice) -> None:
    page.form.engine.setCurrentIndex([SKETCH, SMALL, STYLE].index(engine))


def read(page: Any, qtbot: Any, song: Path) -> None:
    page.form.like.file_wanted.emit(song)
    qtbot.waitUntil(lambda: page.form.like.source is not None, timeout=PATIENCE_MS)


def test_an_engine_that_cannot_says_so_and_names_one_that_can(page: Any) -> None:
    box = page.form.like
    assert not box.choose.isEnabled()
    assert box.words.text() == "Composer cannot hear music; choose MusicGen style."
    choose(page, STYLE)
    assert box.choose.isEnabled()
    page.form.set_machine(Machine((SKETCH,)))
    assert "see Set up engine" in box.words.text()


def test_the_middle_of_a_song_is_asked_for_until_another_place_is_chosen(page: Any, qtbot: Any, song: Path) -> None:
    choose(page, STYLE)
    read(page, qtbot, song)
    box = page.form.like
    assert box.name.text() == "Like “my <b>song”"
    assert page.form.order().like == LikeMusic(str(song), 8.5, 3.0, 3, 5.0)
    assert box.place.text() == "from 0:08.5"
    box.wave.seek_wanted.emit(19.5)
    assert page.form.order().like.start == 17.0, "the excerpt stays inside the song"
    qtbot.keyClick(box.wave, Qt.Key.Key_Left)
    qtbot.keyClick(box.wave, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert page.form.order().like.start == pytest.approx(15.9)
    box.seconds.setCurrentIndex(box.seconds.findData(1.5))
    box.closeness.setCurrentIndex(box.closeness.findData(6))
    box.weight.setCurrentIndex(box.weight.findData(2.0))
    asked = page.form.order().like
    assert (asked.seconds, asked.closeness, asked.words) == (1.5, 6, 2.0)
    (spec,) = page.form.order().specs(Path("/takes"))
    assert spec.like == asked
    box.set_theme(LIGHT)
    box.close_button.click()
    assert page.form.order().like == LikeMusic()


def test_another_engine_hears_nothing_of_it_and_the_song_comes_back(page: Any, qtbot: Any, song: Path) -> None:
    choose(page, STYLE)
    read(page, qtbot, song)
    choose(page, SMALL)
    assert page.form.order().like == LikeMusic()
    assert page.form.like.wave.isHidden()
    choose(page, STYLE)
    assert page.form.order().like.file == str(song)
    assert not page.form.like.wave.isHidden()


def test_only_new_pieces_sound_like_something() -> None:
    like = LikeMusic("/song.wav")
    assert Order(engine=STYLE, like=like).specs(Path("/takes"))[0].like == like
    assert Order(engine=SMALL, like=like).specs(Path("/takes"))[0].like == LikeMusic()
    longer = continuation("/take", "x", backend="musicgen", prompt="", num_bars=None, seed=1, engine=STYLE)
    assert longer.specs(Path("/takes"))[0].like == LikeMusic()


def test_a_song_is_dropped_or_chosen(page: Any, qtbot: Any, song: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    box = page.form.like
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(song))])
    enter = (QPoint(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    refused = QDragEnterEvent(*enter)
    box.dragEnterEvent(refused)
    assert not refused.isAccepted(), "the composer hears no music; the window opens the song"
    choose(page, STYLE)
    event = QDragEnterEvent(*enter)
    box.dragEnterEvent(event)
    assert event.isAccepted()
    box.dropEvent(QDropEvent(QPointF(5, 5), *enter[1:]))
    qtbot.waitUntil(lambda: box.source is not None, timeout=PATIENCE_MS)
    box.close_button.click()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_rest: (str(song), ""))
    box.choose.click()
    qtbot.waitUntil(lambda: box.source is not None, timeout=PATIENCE_MS)
    assert box.folder == str(song.parent)


def test_what_cannot_be_heard_is_a_sentence(page: Any, studio: Any, qtbot: Any, tmp_path: Path) -> None:
    soundfile.write(tmp_path / "short.wav", np.zeros(4000, np.float32), 8000)
    with pytest.raises(UserError, match=r"lasts 0\.5 s, too short to sound like"):
        read_like(tmp_path / "short.wav")
    choose(page, STYLE)
    (tmp_path / "text.wav").write_text("no music")
    page.form.like.file_wanted.emit(tmp_path / "text.wav")
    qtbot.waitUntil(lambda: not studio.window.notice.isHidden(), timeout=PATIENCE_MS)
    assert page.form.like.source is None
