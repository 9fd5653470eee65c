"""Figures: from an idea to stems in another program, by keys and clicks as a producer makes them. By hand, no test:

    QT_QPA_PLATFORM=offscreen python -m tests.app.measure_journey [--words "…"] [--takes 4] [--picture FILE]

The real window, workers and player (on the silent clock). Qt's test keys and clicks do what hands would; only the drop
itself is another program's, so each drag is taken as far as the file it hands over. What hands take is counted by the
keystroke-level model (S. Card, T. Moran and A. Newell, "The keystroke-level model for user performance time with
interactive systems", CACM 23(7), 1980): 0.28 s a key, 1.1 s to point, 0.2 s a click, 0.4 s between mouse and keys,
1.35 s to think. That time is really spent while the window runs, so what the machine does meanwhile is not waited for;
what it takes beyond is waited for by the clock.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

KEY, POINT, CLICK, HOMING, THINK = 0.28, 1.1, 0.2, 0.4, 1.35
_PATIENCE = 600.0
_AUDIBLE = 0.003  # linear: -50 dBFS
PARTS = ("drums", "log_drum", "midi")


@dataclass(slots=True)
class Journey:
    """What was done, in order: words, seconds of hands, seconds of waiting."""

    steps: list[tuple[str, float, float]] = field(default_factory=list)

    def hands(self, words: str, seconds: float) -> None:
        self.steps.append((words, seconds, 0.0))

    def wait(self, words: str, seconds: float) -> None:
        self.steps.append((words, 0.0, seconds))

    @property
    def total(self) -> tuple[float, float]:
        return sum(hands for _words, hands, _wait in self.steps), sum(wait for _words, _hands, wait in self.steps)


@dataclass(slots=True)
class Walk:
    """One journey through a window.

    Args:
        application: Qt's.
        studio: The window with what lies behind it.
        folder: Where the other program puts what it is given.
    """

    application: Any
    studio: Any
    folder: Path
    journey: Journey = field(default_factory=Journey)
    asked: float = 0.0
    first_sound: float = 0.0
    got: list[str] = field(default_factory=list)

    def until(self, condition: Callable[[], bool]) -> float:
        began = time.monotonic()
        while not condition():
            self.application.processEvents()
            time.sleep(0.002)
            if time.monotonic() - began > _PATIENCE:
                raise TimeoutError("it does not come")
        return time.monotonic() - began

    def spend(self, seconds: float) -> None:
        began = time.monotonic()
        self.until(lambda: time.monotonic() - began >= seconds)

    def wait(self, words: str, condition: Callable[[], bool]) -> None:
        """Wait for the machine, by the clock."""
        self.journey.wait(words, self.until(condition))

    def hands(self, words: str, seconds: float) -> None:
        """Take the time that hands take."""
        self.spend(seconds)
        self.journey.hands(words, seconds)

    def ask(self, words: str, takes: int) -> Any:
        """Go to Make, say it, ask for takes; returns the page."""
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        window = self.studio.window
        self.hands("show Make (two keys)", THINK + 2 * KEY)
        window.acts["show_make"].trigger()
        page = window.pages.page("make")
        page.form.prompt.setFocus()
        self.hands("think of the words", THINK)
        for letter in words:
            QTest.keyClicks(page.form.prompt, letter)
            self.spend(KEY)
        self.journey.hands(f"type {len(words)} letters", len(words) * KEY)
        if takes != page.form.takes.value:
            self.hands(f"ask for {takes} (a click)", HOMING + POINT + CLICK)
            QTest.mouseClick(page.form.takes.buttons[takes], Qt.MouseButton.LeftButton)
        self.hands("make (two keys)", 2 * KEY)
        self.asked = time.monotonic()
        window.acts["generate"].trigger()
        return page

    def listen(self, page: Any) -> None:
        """Hear the first bars as soon as there are some; the mouse is over the first card by then."""
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        self.hands("point at the first card", HOMING + POINT)
        self.wait("until something of a take is there", lambda: bool(page.takes.sounding or page.takes.takes))
        self.hands("press play on it", CLICK)
        card = next(iter(page.takes.sounding or page.takes.takes))
        QTest.mouseClick(card.play, Qt.MouseButton.LeftButton)
        trial = page.audition._player
        self.wait("until it sounds", lambda: trial.is_ready and trial.levels[0] > _AUDIBLE)
        self.first_sound = time.monotonic() - self.asked

    def carry(self, page: Any, card: Any, part: str) -> None:
        """Move to a handle and drag it."""
        from PySide6.QtCore import Qt

        handle = next(each for each in card.handles if each.part == part)
        handle.carry = lambda file: self.drop(file)
        self.spend(POINT)
        handle.drag_near.emit()  # the mouse is over it, as ``enterEvent`` says
        self.wait(f"until {part} is ready", lambda: page.making.draggable(card.take, part) is not None)
        self.spend(CLICK + POINT)
        handle.drag_wanted.emit(Qt.KeyboardModifier.NoModifier)
        self.journey.hands(f"drag {part} (point, press, carry)", 2 * POINT + CLICK)

    def drop(self, file: Path) -> None:
        """The other program takes a copy."""
        import shutil

        shutil.copyfile(file, self.folder / file.name)
        self.got.append(file.name)


def main() -> None:
    from app.compose import compose, make_application
    from engine.paths import Paths
    from engine.settings import Settings

    parser = argparse.ArgumentParser()
    parser.add_argument("--words", default="sgija, 115, darker, busy log drum")
    parser.add_argument("--takes", type=int, default=4)
    parser.add_argument("--picture", type=Path, default=None)
    arguments = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    say = sys.stdout.write
    with tempfile.TemporaryDirectory() as place:
        application = make_application()
        studio = compose(Paths.under(Path(place) / "home"), Settings(), force_silent=True)
        walk = Walk(application, studio, Path(place))
        try:
            studio.window.resize(1440, 900)
            studio.window.show()
            studio.player.start()
            studio.operations.prepare()
            walk.until(lambda: studio.player.is_running)
            walk.spend(3.0)  # the window has been there for a moment
            page = walk.ask(arguments.words, arguments.takes)
            walk.listen(page)
            if arguments.picture is not None:
                studio.window.grab().save(str(arguments.picture))
            walk.wait("until the first take is there (listening meanwhile)", lambda: bool(page.takes.takes))
            card = page.takes.takes[0]
            walk.until(lambda: page.audition.heard is card.take or card is not page.takes.takes[0])
            for part in PARTS:
                walk.carry(page, card, part)
            if arguments.picture is not None:
                page.poll()
                studio.window.grab().save(str(arguments.picture.with_stem(arguments.picture.stem + "-done")))
            plays_on = page.audition.is_playing
        finally:
            studio.window.hide()
            studio.window.pages.close_down()
            studio.close()
    for words, hands, wait in walk.journey.steps:
        say(f"{hands:6.1f} s hands {wait:6.1f} s waiting  {words}\n")
    hands, wait = walk.journey.total
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    say(f"{hands:6.1f} s hands {wait:6.1f} s waiting  in all {hands + wait:.1f} s; machine's load {load:.1f}\n")
    say(f"first sound {walk.first_sound:.1f} s after asking; it plays on: {plays_on}; got {', '.join(walk.got)}\n")


if __name__ == "__main__":
    main()
