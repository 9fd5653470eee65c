"""Figures for ``docs/adr/0014-streaming-stems.md``: how soon a dropped song and its stems are heard. By hand, no test:

    QT_QPA_PLATFORM=offscreen python -m tests.app.measure_growing SONG [--model ID] [--cold] [--picture FILE]

The real window, worker and player on the silent clock. The song is dropped, Play is pressed as soon as it can be, and
one lane is soloed; times are wall-clock seconds from the drop. ``--cold``: no worker waits when the song is dropped.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

_PATIENCE = 600.0
_AUDIBLE = 0.003  # linear: -50 dBFS


def main() -> None:
    from app.compose import compose, make_application
    from engine.core.stems import Stem
    from engine.paths import Paths
    from engine.settings import SeparationSettings, Settings

    parser = argparse.ArgumentParser()
    parser.add_argument("song", type=Path)
    parser.add_argument("--model", default="spectral")
    parser.add_argument("--cold", action="store_true")
    parser.add_argument("--wait", type=float, default=5.0, help="seconds between the window and the drop")
    parser.add_argument("--lane", type=Stem, default=Stem.DRUMS)
    parser.add_argument("--picture", type=Path, default=None)
    arguments = parser.parse_args()
    say = sys.stdout.write
    with tempfile.TemporaryDirectory() as folder:
        application = make_application()
        settings = Settings(separation=SeparationSettings(model=arguments.model))
        studio = compose(Paths.under(Path(folder) / "home"), settings, force_silent=True)
        window, player = studio.window, studio.player

        def until(condition: Callable[[], bool]) -> float:
            while not condition():
                application.processEvents()
                time.sleep(0.002)
                if time.monotonic() - began > _PATIENCE:
                    raise TimeoutError
            return time.monotonic() - began

        try:
            window.show()
            player.start()
            began = time.monotonic()
            if not arguments.cold:
                studio.operations.prepare()
            until(lambda: player.is_running and time.monotonic() - began > arguments.wait)
            began = time.monotonic()
            window.open_songs([arguments.song])
            say(f"page shown                     {until(lambda: window.song_page.song is not None):6.2f} s\n")
            until(lambda: player.sample_rate > 0)
            window.acts["play"].trigger()
            say(f"song itself heard              {until(lambda: player.state.left > _AUDIBLE):6.2f} s\n")
            place = window.song_page.stems.index(arguments.lane)
            window.song_page.lanes[place].solo.click()
            heard = until(lambda: player.state.peaks[place] > _AUDIBLE)
            say(f"soloed stem heard              {heard:6.2f} s, at {player.position:.2f} s of the song\n")
            follow(window, player, place, until, say)
            if arguments.picture is not None:
                until(lambda: window.operations.growing.song.audible_seconds > 0.4 * window.axis.duration)
                until(lambda: not window.operations.growing.song.has_more_to_draw)
                window.show_drawer(None)
                application.processEvents()
                window.grab().save(str(arguments.picture))
            done = until(lambda: not window.song_page.song.is_growing)
            say(f"song done                      {done:6.2f} s, at {player.position:.2f} s of the song\n")
            until(lambda: not studio.background.is_busy)
            say(f"playing on: {player.wants_play}, starved blocks: {player.state.starved}\n")
        finally:
            window.hide()
            studio.close()


def follow(window, player, place: int, until, say) -> None:  # type: ignore[no-untyped-def]
    """Listen while the stems grow: is the soloed lane ever behind the play-head?"""
    gaps = 0
    ahead = []

    def look() -> bool:
        nonlocal gaps
        song = window.operations.growing.song
        if song is None:
            return True
        ahead.append(song.audible_seconds - player.position)
        gaps += ahead[-1] < 0.05
        return bool(song.audible_seconds > 30.0)

    reached = until(look)
    say(f"half a minute of stems there   {reached:6.2f} s; least ahead of the play-head {min(ahead):.2f} s\n")


if __name__ == "__main__":
    main()
