"""A/B in the window: walked by keyboard alone, nothing leaks, nothing is lost, nothing is shown before the end."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from app import blind_store
from app.song import load_opened_song
from engine.core.errors import UserError
from engine.core.rating import MUSHRA, RATINGS, Session
from engine.rating import store
from engine.rating.sessions import key_path
from tests.app import songs
from tests.app.listening import FakePlayer, Walk
from tests.rating_sessions import NAMES, make_session, write_systems

Key = Qt.Key
TOLD = (*NAMES, *(part for name in NAMES for part in name.split("-")), "quagga", "anchor", "sources")
"""No word of the systems, prompts, anchors or source folders may be met."""


@pytest.fixture(scope="module")
def long_test(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Session]:
    """Twenty trials, as declared by default."""
    return make_session(
        tmp_path_factory.mktemp("long"), trials=20, raters=1, repeats=2, catches=1, num_prompts=10, must_listen=0.04
    )


@pytest.fixture
def short_test(tmp_path: Path) -> tuple[Path, Session]:
    return make_session(tmp_path / "short", trials=4, raters=2, repeats=0, catches=0)


@pytest.fixture
def walk(studio: Any, short_test: tuple[Path, Session]) -> Iterator[Walk]:
    made = Walk(studio, short_test[0], fake=FakePlayer())
    made.open()
    yield made
    made.test.leave()


def votes(folder: Path) -> list[Any]:
    return [vote for ballot in store.ballots(folder) for vote in ballot.votes]


def words_of_widgets(walk: Walk) -> Iterator[tuple[str, str]]:
    """All that a rater can see or a screen reader can read; of the test's own page also what is hidden."""
    own = set(map(id, walk.page.findChildren(object)))
    for widget in QApplication.allWidgets():
        if not widget.isVisible() and id(widget) not in own:
            continue
        yield "tool tip", widget.toolTip()
        yield "accessible name", widget.accessibleName()
        yield "accessible description", widget.accessibleDescription()
        yield "object name", widget.objectName()
        yield "title", widget.windowTitle()
        yield "status tip", widget.statusTip() + widget.whatsThis()
        text = getattr(widget, "text", None)
        yield type(widget).__name__, text() if callable(text) else ""
        if isinstance(widget, QLineEdit):
            yield "placeholder", widget.placeholderText()


def words_of_processes() -> Iterator[tuple[str, str]]:
    here = psutil.Process()
    for process in (here, *here.children(recursive=True)):
        with suppress(psutil.NoSuchProcess):  # also one that is dead and not yet buried: it shows nothing any more
            for file in process.open_files():
                yield "open file", Path(file.path).name
            if process != here:
                yield "command line", " ".join(process.cmdline())


def refuse(found: Iterator[tuple[str, str]]) -> None:
    for where, words in found:
        told = [word for word in TOLD if word in words.casefold()]
        assert not told, f"{where} tells {told}: {words}"


def test_twenty_trials_by_keyboard_alone_and_nothing_tells_what_is_what(
    studio: Any, long_test: tuple[Path, Session], opened_folder: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The player's process is the real one. The song behind and a running job bear the systems' names."""
    folder, session = long_test
    caplog.set_level(logging.DEBUG)
    window = studio.window
    window.show_song(load_opened_song(opened_folder, source=f"/music/{NAMES[0]}.mp3"))
    window.curtain.name(f"{NAMES[0]} – AURA-X Studio")
    job = studio.pool.submit(object(), f"rendering {NAMES[1]}")
    studio.pool.advance(job, 0.3)
    shown_at: list[tuple[int, int]] = []
    show = window.judge_page.trial.show_trial
    window.judge_page.trial.show_trial = lambda trial: (
        shown_at.append((trial.number, len(votes(folder)))),
        show(trial),
    )
    screens: list[str] = []

    def seen(name: str) -> None:
        screens.append(name)
        if name not in ("start", "rater", "consented", "results"):
            refuse(words_of_widgets(walk))
            refuse(words_of_processes())
        window.grab().save(str(tmp_path / f"{len(screens):02d}-{name}.png"))

    walk = Walk(studio, folder, seen=seen)
    walk.open()
    walk.join()
    assert window.windowTitle() == "AURA-X Studio"
    assert not window.transport.isVisible()
    window.notice.tell(f"“{NAMES[0]}” is ready.")
    walk.all_trials()
    assert screens[3:] == ["level", "trial", "heard", "answering", "answered", "done"]
    refuse(("log", record.getMessage()) for record in caplog.records)
    assert [number for number, _kept in shown_at] == list(range(1, 21))
    assert [kept for _number, kept in shown_at] == list(range(20)), "each vote was on the disk before the next trial"
    assert window.windowTitle() != "AURA-X Studio", "all is back"
    assert window.transport.isVisible()
    given = votes(folder)
    assert len({tuple(vote.answers.items()) for vote in given}) > 2
    assert all(min(vote.listened) >= session.must_listen_seconds for vote in given)
    assert all(vote.switches >= 1 and vote.volume_changes == 0 for vote in given)
    walk.test.open_key()
    walk.until(lambda: walk.page.screen_shown is walk.page.results)
    said = " ".join(label.text() for label in walk.page.results.findChildren(QLabel))
    assert walk.page.results.results.page.is_file()
    assert "Before the study" in said
    assert len(walk.page.results.sentences) > 3


def test_answers_wait_until_all_was_heard(walk: Walk, short_test: tuple[Path, Session]) -> None:
    walk.join()
    trial = walk.trial
    walk.press(Key.Key_Right, Key.Key_Return)
    assert trial.questions.answers == {}
    assert not trial.submit.isEnabled()
    walk.press(Key.Key_1)
    walk.fake.advance(5.0)
    walk.window.poll()
    walk.press(Key.Key_Right)
    assert trial.questions.answers == {}, "B was not heard yet"
    walk.press(Key.Key_B)
    walk.fake.advance(0.5)
    walk.window.poll()
    walk.press(Key.Key_Right)
    assert trial.questions.answers == {}, "nor long enough"
    walk.fake.advance(0.5)
    walk.window.poll()
    walk.press(Key.Key_Right)
    assert trial.questions.answers == {"preference": "first"}
    walk.press(Key.Key_Return, Key.Key_Return)
    assert votes(short_test[0]) == [], "and all questions are answered"


def test_arrows_walk_the_questions_and_choices(walk: Walk) -> None:
    walk.join()
    walk.hear_all()
    questions = walk.trial.questions
    walk.press(Key.Key_Left)
    assert questions.rows[0].answer == "tie", "from the right: the last"
    walk.press(Key.Key_Left, Key.Key_Left, Key.Key_Left)
    assert questions.rows[0].answer == "first", "and there it ends"
    walk.press(Key.Key_Down, Key.Key_Right, Key.Key_Right)
    assert questions.rows[1].answer == "second"
    walk.press(Key.Key_Up, Key.Key_Return)
    assert questions.current == 2, "Enter goes to the next one without an answer"
    walk.press(Key.Key_C)
    walk.press("1 more log drum", Key.Key_Return)
    assert walk.trial.comment.text() == "1 more log drum"
    assert walk.focus is walk.trial


def test_a_pause_keeps_the_place_and_a_changed_level_is_told(walk: Walk, short_test: tuple[Path, Session]) -> None:
    walk.join()
    walk.one_trial(0)
    walk.until(lambda: walk.trial.trial.number == 2 and walk.test.player.is_ready)
    walk.press(Key.Key_Escape)
    assert walk.page.screen_shown is walk.page.message
    assert not walk.fake.wants_play
    walk.press(Key.Key_Tab, Key.Key_Space)
    level = walk.test.player.level_db
    walk.set_level()
    assert walk.test.player.level_db == level - 1.0
    assert walk.fake.master == pytest.approx(10 ** ((level - 1.0) / 20))
    walk.one_trial(1)
    walk.one_trial(2)
    walk.until(lambda: len(votes(short_test[0])) == 3)
    assert [vote.volume_changes for vote in votes(short_test[0])] == [0, 1, 0]


def test_the_level_is_fixed_during_trials(walk: Walk) -> None:
    walk.join()
    before = walk.fake.master
    walk.press(*[Key.Key_Plus, Key.Key_Minus, Key.Key_Up, Key.Key_Down, Key.Key_0])
    assert walk.fake.master == before


def test_a_rater_goes_on_after_a_restart(walk: Walk, short_test: tuple[Path, Session]) -> None:
    folder = short_test[0]
    walk.join()
    walk.one_trial(0)
    walk.until(lambda: walk.trial.trial.number == 2)
    walk.test.leave()
    walk.until(lambda: walk.page.screen_shown is walk.page.rater)
    again = Walk(walk.studio, folder, fake=FakePlayer())
    again.test.show_start()
    assert folder.name in again.page.message.buttons[2].text(), "the tests opened lately are there"
    again.press(Key.Key_Tab, Key.Key_Tab, Key.Key_Return)
    again.until(lambda: again.page.screen_shown is again.page.rater)
    go_on = again.page.rater.known.itemAt(0).widget().findChild(type(again.page.rater.begin))
    assert go_on.text() == "thandi · 1 of 4"
    go_on.setFocus()
    again.press(Key.Key_Return)
    again.set_level()
    assert again.trial.trial.number == 2


def test_a_vote_that_the_disk_refuses_is_not_lost_on_screen(
    walk: Walk, short_test: tuple[Path, Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_what: object) -> None:
        raise UserError("The vote could not be kept: no space", "Make room on the disk and vote again.")

    walk.join()
    monkeypatch.setattr(blind_store.serving.store, "append", full)
    walk.one_trial(0)
    walk.until(walk.page.notice.isVisible)
    assert "could not be kept" in walk.page.notice.sentence.text()
    assert walk.trial.trial.number == 1
    assert walk.trial.questions.is_complete, "what was answered still stands"
    monkeypatch.undo()
    walk.page.notice.dismiss()
    walk.press(Key.Key_Return)
    walk.until(lambda: walk.trial.trial.number == 2)
    assert len(votes(short_test[0])) == 1


def test_no_consent_no_vote(walk: Walk) -> None:
    walk.press("thandi", Key.Key_Return)
    assert not walk.page.rater.begin.isEnabled()
    assert walk.page.screen_shown is walk.page.rater
    assert store.ballots(walk.folder) == ()


def test_answers_are_deleted_on_a_second_press(walk: Walk) -> None:
    walk.join()
    walk.one_trial(0)
    walk.until(lambda: walk.trial.trial.number == 2)
    walk.test.leave()
    walk.until(lambda: walk.page.screen_shown is walk.page.rater and walk.page.rater.known.count())
    delete = walk.page.rater.known.itemAt(0).widget().findChildren(type(walk.page.rater.begin))[1]
    delete.click()
    assert len(votes(walk.folder)) == 1, "asked first"
    delete.click()
    walk.until(lambda: not walk.page.rater.known.count())
    assert votes(walk.folder) == []


def test_results_wait_and_opening_ends_voting(
    walk: Walk, short_test: tuple[Path, Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, session = short_test
    walk.join()
    walk.all_trials()
    assert "1 of 2 raters are done" in walk.page.rater.open_key.text()
    monkeypatch.setattr(walk.test, "_ask_why", lambda: "")
    walk.test.open_key()
    assert not (folder / "unblinded.json").exists(), "no reason, no results"
    monkeypatch.setattr(walk.test, "_ask_why", lambda: "the second rater went home")
    walk.test.open_key()
    walk.until(lambda: walk.page.screen_shown is walk.page.results)
    said = " ".join(label.text() for label in walk.page.results.sentences)
    assert "the second rater went home" in said
    assert any(NAMES[0] in name for name in walk.page.results.drawn[0].names)
    walk.test.open(folder)
    walk.until(lambda: walk.page.screen_shown is walk.page.rater)
    assert not walk.page.rater.begin.isEnabled()
    with pytest.raises(UserError, match="no more votes"):
        blind_store.join(folder, session, walk.page.rater.profile)
    assert key_path(folder).is_file()


@pytest.mark.parametrize("kind", [MUSHRA, RATINGS])
def test_the_other_kinds_are_walked_alike(studio: Any, tmp_path: Path, kind: str) -> None:
    folder, session = make_session(
        tmp_path / kind, kind=kind, trials=3, raters=1, repeats=0, catches=0, reference=kind == MUSHRA
    )
    walk = Walk(studio, folder, fake=FakePlayer(), seen=lambda name: name == "rater" or refuse(words_of_widgets(walk)))
    walk.open()
    walk.join("sipho")
    walk.all_trials()
    given = votes(folder)
    assert len(given) == 3
    if kind == MUSHRA:
        assert all(len(vote.answers["quality"]) == len(vote.listened) == 5 for vote in given)
        assert len(walk.fake.opened[-1]) == 6, "five versions and the open reference"
    else:
        assert all(len(vote.answers) == len(session.questions) for vote in given)


def test_the_window_does_nothing_else_meanwhile(
    studio: Any, short_test: tuple[Path, Session], opened_folder: Path
) -> None:
    studio.window.show_song(load_opened_song(opened_folder, source="/music/Vibe Test.mp3"))
    studio.player.sample_rate, studio.player.num_frames = songs.SAMPLE_RATE, 8 * songs.SAMPLE_RATE
    walk = Walk(studio, short_test[0], fake=FakePlayer())
    walk.open()
    walk.join()
    for name in ("song", "library", "culture"):
        studio.window.show_page(name)
    studio.window.show_drawer(0)
    assert studio.window.pages.currentWidget() is walk.page
    assert not studio.window.drawer.isVisible()
    walk.press(Key.Key_Space)
    assert walk.fake.wants_play, "Space plays the test, not the song"
    assert not studio.player.wants_play
    walk.test.leave()
    walk.until(lambda: walk.page.screen_shown is walk.page.rater)
    assert studio.window.acts["play"].isEnabled()
    studio.window.show_page("song")
    assert studio.window.pages.currentWidget() is studio.window.song_page


def test_a_card_that_is_pressed_is_heard(walk: Walk, qtbot: Any) -> None:
    walk.join()
    qtbot.mouseClick(walk.trial.cards.cards[1], Qt.MouseButton.LeftButton)
    assert walk.test.player.version == 1
    assert walk.test.player.num_switches == 0, "nothing played yet: it is a start, not a switch"


def test_every_key_is_on_the_screen(walk: Walk) -> None:
    walk.join()
    words = [label.text() for label in walk.trial.findChildren(QLabel) if label.isVisible()]
    for key in ("1", "2", "Space", "Home", "↑", "↓", "←", "→", "Enter", "Esc"):
        assert key in words
    assert "Trial 1 of 4" in words


def test_the_search_for_leaks_would_find_one(walk: Walk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(walk.window.curtain, "draw", lambda **_what: None)
    monkeypatch.setattr(walk.window.curtain, "name", lambda _title: None)
    walk.window.setWindowTitle(f"{NAMES[1]} – AURA-X Studio")
    walk.join()
    with pytest.raises(AssertionError, match="title tells"):
        refuse(words_of_widgets(walk))
    walk.window.setWindowTitle("")
    walk.trial.cards.cards[0].setToolTip("quagga-prompt-3")
    with pytest.raises(AssertionError, match="tool tip tells"):
        refuse(words_of_widgets(walk))


def test_a_test_is_made_of_two_folders(studio: Any, tmp_path: Path) -> None:
    write_systems(tmp_path / "sources", num_prompts=3)
    walk = Walk(studio, tmp_path / "panel", fake=FakePlayer())
    studio.window.show_page("judge")
    walk.press(Key.Key_Tab, Key.Key_Return)
    form = walk.page.make
    assert walk.page.screen_shown is form
    walk.until(lambda: "To see a preference of 60% takes 210 votes" in form.power.text())
    form.trials.setText("6")
    form.raters.setText("2")
    walk.until(lambda: "10 votes of 2 raters" in form.power.text())
    assert not form.make.isEnabled()
    for place, name in enumerate(NAMES):
        form.set_folder(place, tmp_path / "sources" / name)
    assert [name.text() for name in form.names] == list(NAMES), "a folder's name is the system's until it gets another"
    walk.test.making.make(tmp_path / NAMES[0], form.wanted)
    walk.until(walk.page.notice.isVisible)
    assert "tells of the system" in walk.page.notice.sentence.text()
    walk.page.notice.dismiss()
    walk.test.making.make(walk.folder, form.wanted)
    walk.until(lambda: walk.page.screen_shown is walk.page.rater)
    assert "6 trials" in walk.page.rater.facts.text()
    assert key_path(walk.folder).is_file()
    walk.join()
    refuse(words_of_widgets(walk))
    walk.one_trial(0)
    walk.until(lambda: walk.trial.trial.number == 2)
    walk.test.leave()
