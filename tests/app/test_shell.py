"""The shell around the pages: palette, keys, help, size, language, what computes. By keyboard, without a screen."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLabel, QTableWidget

from app import gpu_badge, language, scale
from app.actions import action_specs
from app.gpu_badge import Machine, badge_text, read_machine, sentences
from app.palette import Command, Palette, match, ranked
from app.views.help import HelpDialog, page_words
from app.views.shortcuts import ShortcutsDialog, ShortcutSheet
from app.widgets.plain_text import MAX_CHARACTERS
from engine.models.device import Gpu
from tests.app.test_hostile_text import HOSTILE


def commands(*texts: str, why_not: str = "") -> list[Command]:
    return [Command(text, lambda: None, why_not=why_not) for text in texts]


# palette


def test_letters_in_order_find_and_starts_of_words_count() -> None:
    assert match("zzz", "Zoom in") is None
    assert match("", "Zoom in") is not None
    found = [command.text for command in ranked("zi", commands("Size", "Zoom in", "Quantize it"))]
    assert found[0] == "Zoom in"
    assert next(c.text for c in ranked("loop", commands("Loop ends here", "Loop", "Log of one pope"))) == "Loop"
    assert ranked("stem midi", commands("Export stems and MIDI…"))


def test_what_cannot_be_used_comes_last() -> None:
    lines = [*commands("Mute", why_not="Open a song first."), *commands("Most muted lane")]
    assert [command.text for command in ranked("mute", lines)] == ["Most muted lane", "Mute"]


def test_every_action_is_in_the_palette_with_its_keys(studio: Any) -> None:
    studio.window.poll()
    lines = studio.window.shell.commands()
    texts = {command.text: command for command in lines}
    for spec in action_specs():
        assert spec.text in texts
        assert bool(texts[spec.text].keys) == bool(spec.keys)
    assert texts["Export stems and MIDI…"].why_not == "Open a song first."
    assert texts["Cancel the running job"].why_not
    assert {"Light", "150 %", "isiZulu"} <= set(texts)


def test_palette_by_keyboard_alone(song_studio: Any, qtbot: Any) -> None:
    window = song_studio.window
    window.acts["palette"].trigger()
    palette = window.shell.dialog
    assert isinstance(palette, Palette)
    qtbot.keyClicks(palette.search, "library")
    assert palette.shown[0].text == "Library"
    qtbot.keyClick(palette.search, Qt.Key.Key_Down)
    assert palette.table.currentRow() == 1
    qtbot.keyClick(palette.search, Qt.Key.Key_Up)
    qtbot.keyClick(palette.search, Qt.Key.Key_Return)
    assert window.pages.current_name == "library"
    assert window.shell.dialog is None


def test_palette_says_why_not_and_stays(studio: Any, qtbot: Any) -> None:
    studio.window.acts["palette"].trigger()
    palette = studio.window.shell.dialog
    qtbot.keyClicks(palette.search, "solo the chosen")
    qtbot.keyClick(palette.search, Qt.Key.Key_Return)
    assert studio.window.shell.dialog is palette
    assert palette.news.text() == "Open a song first."
    qtbot.keyClick(palette.search, Qt.Key.Key_Escape)
    assert studio.window.shell.dialog is None


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_palette_shows_hostile_words_as_text(qtbot: Any, text: str) -> None:
    palette = Palette([Command(text, lambda: None, heading=text, why_not=text)])
    qtbot.addWidget(palette)
    palette.search.setText(text[:200])
    palette.use()
    palette.grab()
    for label in palette.findChildren(QLabel):
        assert label.textFormat() is Qt.TextFormat.PlainText
        assert len(label.text()) <= MAX_CHARACTERS


# keys


def test_no_two_actions_come_with_the_same_keys() -> None:
    given = [QKeySequence(keys).toString() for spec in action_specs() for keys in spec.keys]
    assert len(given) == len(set(given))


def test_new_keys_work_at_once_and_are_remembered(studio: Any, qtbot: Any, tmp_path: Path) -> None:
    from app.actions import Actions
    from app.shortcuts import Shortcuts
    from app.window_state import WindowState

    window = studio.window
    assert window.shortcuts.give("show_library", "Ctrl+Shift+L")
    assert window.acts["show_library"].shortcut() == QKeySequence("Ctrl+Shift+L")
    assert "Ctrl+Shift+L" in window.acts["show_library"].toolTip()
    assert "Ctrl+Shift+L" in next(c.keys for c in window.shell.commands() if c.text == "Library")
    qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert window.pages.current_name == "library"
    window.state.save()
    again = Actions.of(window)
    Shortcuts(again, WindowState(tmp_path / "home"))
    assert again["show_library"].shortcut() == QKeySequence("Ctrl+Shift+L")


def test_taken_keys_are_refused_with_a_sentence(studio: Any) -> None:
    shortcuts = studio.window.shortcuts
    assert shortcuts.trouble("show_library", "L") == "“L” already does “Loop”."
    assert not shortcuts.give("show_library", "L")
    assert shortcuts.trouble("show_library", "Tab")
    assert shortcuts.trouble("show_library", "Ctrl+K, Ctrl+L"), "two strokes are not offered"
    shortcuts.take_over("show_library", "L")
    assert shortcuts.keys("loop") == ()
    assert shortcuts.keys("show_library") == ("L",)
    assert studio.window.acts["loop"].shortcuts() == []
    assert shortcuts.reset("loop") == "“L” already does “Library”."
    shortcuts.reset_all()
    assert shortcuts.keys("loop") == ("L",)
    assert studio.window.acts["loop"].shortcut() == QKeySequence("L")


@pytest.mark.parametrize("text", ["[", "{}", "[1]", '["nonsense keys"]', json.dumps(["A"] * 50), "\x00", "[[]]"])
def test_a_spoilt_state_gives_the_keys_it_came_with(studio: Any, text: str) -> None:
    studio.window.state.set_text("keys/loop", text)
    assert studio.window.shortcuts.keys("loop") == ("L",)


def test_the_dialog_of_keys(studio: Any, qtbot: Any) -> None:
    studio.window.acts["shortcuts"].trigger()
    dialog = studio.window.shell.dialog
    assert isinstance(dialog, ShortcutsDialog)
    assert dialog.table.rowCount() == len(action_specs())
    qtbot.keyClicks(dialog.search, "metronome")
    visible = [row for row in range(dialog.table.rowCount()) if not dialog.table.isRowHidden(row)]
    assert [dialog.table.item(row, 0).text() for row in visible] == ["Metronome"]
    dialog.choose("metronome")
    dialog.edit.setKeySequence(QKeySequence("L"))
    assert "already does" in dialog.news.text()
    assert dialog.take.isEnabled()
    assert not dialog.give.isEnabled()
    dialog.edit.setKeySequence(QKeySequence("Ctrl+Shift+M"))
    assert dialog.give.isEnabled()
    qtbot.mouseClick(dialog.give, Qt.MouseButton.LeftButton)
    assert studio.window.shortcuts.keys("metronome") == ("Ctrl+Shift+M",)
    qtbot.mouseClick(dialog.reset, Qt.MouseButton.LeftButton)
    assert studio.window.shortcuts.keys("metronome") == ("Ctrl+M",)
    qtbot.mouseClick(dialog.none, Qt.MouseButton.LeftButton)
    assert studio.window.shortcuts.keys("metronome") == ()
    qtbot.mouseClick(dialog.reset_all, Qt.MouseButton.LeftButton)
    assert studio.window.shortcuts.is_default("metronome")
    dialog.close()
    assert studio.window.shell.dialog is None


def test_the_sheet_lists_all_keys(studio: Any) -> None:
    studio.window.acts["sheet"].trigger()
    sheet = studio.window.shell.dialog
    assert isinstance(sheet, ShortcutSheet)
    assert len(sheet.lines) == sum(bool(spec.keys) for spec in action_specs())
    assert ("Loop", "L") in sheet.lines


def test_help_speaks_of_the_page_in_front(song_studio: Any) -> None:
    window = song_studio.window
    assert set(page_words()) == set(window.pages.names)
    for name in page_words():
        window.show_page(name)
        window.acts["help"].trigger()
        dialog = window.shell.dialog
        assert isinstance(dialog, HelpDialog)
        assert dialog.purpose.text() == page_words()[name][0]


def test_no_palette_during_a_listening_test(studio: Any) -> None:
    studio.window.curtain.draw(is_drawn=True)
    studio.window.acts["palette"].trigger()
    assert studio.window.shell.dialog is None
    studio.window.curtain.draw(is_drawn=False)


# size


def test_size_is_remembered_for_the_next_start(studio: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    window = studio.window
    next(c for c in window.shell.commands() if c.text == "150 %").run()
    assert "150 percent" in window.notice.sentence.text()
    assert scale.remembered(tmp_path / "home" / "window.ini") == 150
    monkeypatch.setenv("QT_SCALE_FACTOR", "")  # so that what comes below is undone, not kept as what was there
    monkeypatch.delenv("QT_SCALE_FACTOR")
    scale.apply(150)
    assert os.environ["QT_SCALE_FACTOR"] == "1.5"
    monkeypatch.setenv("QT_SCALE_FACTOR", "2")
    scale.apply(150)
    assert os.environ["QT_SCALE_FACTOR"] == "2", "the user's own environment wins"
    monkeypatch.delenv("QT_SCALE_FACTOR")
    scale.apply(100)
    assert "QT_SCALE_FACTOR" not in os.environ, "at 100 % nothing is touched, so no pixel can change"


@pytest.mark.parametrize(
    "content", ["", "scale=150\n", "[window]\nscale=7\n", "[window]\nscale=1e9", "\x00\xff", "[mixes]\nscale=150"]
)
def test_a_spoilt_file_gives_100_percent(tmp_path: Path, content: str) -> None:
    path = tmp_path / "window.ini"
    assert scale.remembered(path) == 100
    path.write_bytes(content.encode("latin-1"))
    assert scale.remembered(path) == 100


# language


def test_language_is_remembered_and_told_to_be_a_draft(studio: Any) -> None:
    window = studio.window
    next(c for c in window.shell.commands() if c.text == "isiZulu").run()
    assert language.chosen(window.state.text(language.KEY)) == "zu"
    assert "draft" in window.notice.meaning.text()
    assert language.chosen("xx") == "en"


def test_the_window_speaks_zulu(qtbot: Any, qapp: Any) -> None:
    try:
        assert language.install(qapp, "zu")
        words = {spec.id: spec.text for spec in action_specs()}
    finally:
        language.install(qapp, "en")
    english = {spec.id: spec.text for spec in action_specs()}
    assert words["help"] != english["help"]
    assert words["show_library"] != english["show_library"]
    assert words["lane_3"].endswith("3")


# what computes here


def test_badge_and_sentences_for_each_kind_of_machine() -> None:
    assert badge_text(()) == "CPU"
    assert badge_text((Gpu("NVIDIA GeForce RTX 3060", 8.6, "550", 12.0),)) == "GPU RTX 3060"
    card = (("RTX 3060", 12.0),)
    used = sentences(Machine(card, "2.11", is_used=True))
    idle = sentences(Machine(card, "2.11", is_used=False))
    none = sentences(Machine((), "2.11", is_used=False))
    broken = sentences(Machine(card, "", is_used=False))
    assert len({used, idle, none, broken}) == 4
    assert "RTX 3060 with 12 GB" in used[0]
    assert "repair" in idle[2]
    assert "repair" in broken[2]
    for words in (*used, *idle, *none, *broken):
        assert words.endswith(".")


def test_what_the_doctor_says_is_read_and_nonsense_refused() -> None:
    said = {"gpu": {"gpus": [{"name": "RTX", "memory_gb": 12.0}], "torch": {"version": "2", "cuda_works": True}}}
    assert read_machine(said) == Machine((("RTX", 12.0),), "2", is_used=True)
    assert read_machine({"gpu": {"gpus": [], "torch": None}}) == Machine((), "", is_used=False)
    for nonsense in ({}, [], {"gpu": 3}, {"gpu": {"gpus": [1], "torch": {}}}):
        with pytest.raises(ValueError, match="doctor"):
            read_machine(nonsense)


def test_a_click_on_the_badge_tells(studio: Any, qtbot: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    machine = Machine((), "2.11", is_used=False)
    monkeypatch.setattr(gpu_badge, "ask_doctor", lambda: machine)
    qtbot.mouseClick(studio.window.transport.gpu, Qt.MouseButton.LeftButton)
    dialog = studio.window.shell.dialog
    qtbot.waitUntil(lambda: dialog.device.text() == sentences(machine)[0], timeout=5000)


def test_a_table_of_keys_holds_no_markup(studio: Any) -> None:
    studio.window.acts["shortcuts"].trigger()
    table = studio.window.shell.dialog.findChild(QTableWidget)
    assert all("<" not in table.item(row, 0).text() for row in range(table.rowCount()))
