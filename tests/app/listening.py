"""A listening test walked through by the keyboard alone, for tests and for pictures."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.player.control import PlayerState
from app.player.messages import StemsOpened

Key = Qt.Key
PATIENCE = 30.0


class FakePlayer:
    """A player that hears as long as the test says. The interface is ``app.player.client.Player``'s."""

    def __init__(self) -> None:
        self.is_running = True
        self.force_silent = True
        self.wants_play = False
        self.duration = self.position = 0.0
        self.master = 1.0
        self.version = 0
        self.opened: list[tuple[Path, ...]] = []
        self._heard = [0.0] * 16
        self._news: list[object] = []

    def start(self) -> None:
        self.is_running = True

    def close(self) -> None:
        self.is_running = self.wants_play = False

    def open_versions(self, paths: Any) -> None:
        self.opened.append(tuple(paths))
        self._heard, self.version, self.wants_play = [0.0] * 16, 0, False
        self.duration = 1.6
        self._news.append(StemsOpened(44_100, 70_560))

    def poll(self) -> list[object]:
        news, self._news = self._news, []
        return news

    def set_loop(self, _loop: object) -> None: ...

    def set_mix(self, _gains: object, _mutes: int, _solos: int, master: float) -> None:
        self.master = master

    def set_version(self, version: int) -> None:
        self.version = version

    def play(self) -> None:
        self.wants_play = True

    def pause(self) -> None:
        self.wants_play = False

    def seek(self, time_: float) -> None:
        self.position = time_

    def heard_seconds(self, num_versions: int) -> tuple[float, ...]:
        return tuple(self._heard[:num_versions])

    @property
    def state(self) -> PlayerState:
        return PlayerState(0, self.wants_play, False, 0, 0, 0, 0, 0.0, (), 0.1, 0.1)

    def advance(self, seconds: float) -> None:
        """Let time pass."""
        if self.wants_play:
            self._heard[self.version] += seconds


class Walk:
    """A rater at the window. ``seen`` is called on every screen with a name for it."""

    def __init__(
        self, studio: Any, folder: Path, *, fake: FakePlayer | None = None, seen: Callable[[str], object] | None = None
    ) -> None:
        self.studio, self.folder, self.fake = studio, folder, fake
        self.window, self.page, self.test = studio.window, studio.window.judge_page, studio.window.blind_test
        self.trial = self.page.trial
        self._seen = seen or (lambda _name: None)
        if fake is not None:
            self.test.player._make = lambda: fake

    def until(self, condition: Callable[[], object]) -> None:
        """Turn the window's clock until something holds."""
        deadline = time.monotonic() + PATIENCE
        while not condition():
            assert time.monotonic() < deadline, f"it did not happen; {self.page.notice.sentence.text()}"
            QApplication.processEvents()
            self.window.poll()
            time.sleep(0.002 if self.fake is not None else 0.005)

    def press(self, *keys: Qt.Key | str) -> None:
        """Keys, wherever the keyboard is."""
        for key in keys:
            target = self.focus
            if isinstance(key, str):
                QTest.keyClicks(target, key)
            else:
                QTest.keyClick(target, key)

    @property
    def focus(self) -> QWidget:
        widget = self.window.focusWidget()
        assert widget is not None, "nothing has the keyboard"
        return widget

    def see(self, name: str) -> None:
        QApplication.processEvents()
        self.window.poll()
        self._seen(name)

    # the way

    def open(self) -> None:
        self.window.show_page("judge")
        self.see("start")
        self.test.open(self.folder)
        self.until(lambda: self.page.screen_shown is self.page.rater)
        self.see("rater")

    def join(self, name: str = "thandi") -> None:
        """Fill in the form with the keyboard and begin."""
        self.press(name)
        while self.focus is not self.page.rater.consent:
            self.press(Key.Key_Tab)
        self.press(Key.Key_Space)
        self.see("consented")
        while self.focus is not self.page.rater.begin:
            self.press(Key.Key_Tab)
        self.press(Key.Key_Return)
        self.set_level()

    def set_level(self) -> None:
        self.until(lambda: self.page.screen_shown is self.page.level and self.test.player.is_ready)
        self.press(Key.Key_Space, Key.Key_Left)
        self.see("level")
        self.press(Key.Key_Return)
        self.until(lambda: self.page.screen_shown is self.trial and self.test.player.is_ready)

    def hear_all(self) -> None:
        """Each version until it counts."""
        num = self.trial.num_items
        least = self.trial.trial.must_listen_seconds
        for place in range(num):
            self.press(Key.Key_Space if num == 1 else Key(int(Key.Key_1) + place))
            if self.fake is not None:
                self.fake.advance(least)
            self.until(lambda place=place: self.test.player.heard[place] >= least)
        self.until(lambda: self.trial.is_heard)

    def answer(self, number: int) -> None:
        """Another answer for each question and trial; the last Enter keeps them."""
        if self.trial.is_against_reference:
            self._rate(number)
            return
        rows = len(self.trial.questions.rows)
        for question in range(rows):
            if self.trial.num_items == 1:
                self.press(Key(int(Key.Key_1) + (number + 2 * question) % 5))
            else:
                self.press(*[Key.Key_Right] * (1 + (number + question) % 3))
            if question == 1 and number == 0:
                self.see("answering")
            if question < rows - 1:
                self.press(Key.Key_Return)

    def _rate(self, number: int) -> None:
        for place in range(self.trial.num_items):
            self.press(Key(int(Key.Key_1) + place))
            self.until(lambda place=place: self.test.player.version == place and self.trial._current == place)
            self.press(Key.Key_Up, *[Key.Key_PageUp if (place + number) % 2 else Key.Key_PageDown] * (place % 6))

    def one_trial(self, number: int) -> None:
        self.until(lambda: self.page.screen_shown is self.trial and self.trial.trial.number == number + 1)
        self.until(lambda: self.test.player.is_ready)
        if number == 0:
            self.see("trial")
        self.hear_all()
        if number == 0:
            self.see("heard")
        self.answer(number)
        if number == 0:
            self.see("answered")
        self.press(Key.Key_Return)

    def all_trials(self, first: int = 0) -> None:
        for number in range(first, self.trial.trial.of):
            self.one_trial(number)
        self.until(lambda: self.page.screen_shown is self.page.message)
        self.see("done")
        self.press(Key.Key_Return)
        self.until(lambda: self.page.screen_shown is self.page.rater)
