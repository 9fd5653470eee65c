"""Figures of the Notes page: how long a frame takes while 3 000 notes are panned, zoomed and dragged. Run by hand:

    QT_QPA_PLATFORM=offscreen python -m tests.app.measure_notes

1440x900, ten minutes, 3 000 notes in the stem and 3 000 in each of three ghosts. Milliseconds of a whole frame: ruler,
chords, roll and velocities drawn anew and put on screen; of processor time too, for machines that are not idle.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

NUM_NOTES, SECONDS, FRAMES = 3000, 600.0, 40


def main() -> None:
    import numpy as np

    from app.compose import compose, make_application
    from app.note_editing import louder, moved, quantised
    from app.song import load_opened_song
    from engine.core.codec import encode_json
    from engine.core.events import NoteEvent
    from engine.core.stems import Stem
    from engine.jobs.song import ANALYSIS_FILE
    from engine.paths import Paths
    from engine.settings import Settings
    from tests.app import songs
    from tests.app.measure_window import long_song

    rng = np.random.default_rng(1)
    say = sys.stdout.write

    def many() -> tuple[NoteEvent, ...]:
        onsets = np.sort(rng.uniform(0, SECONDS - 1, NUM_NOTES)).tolist()
        return tuple(NoteEvent(t, t + 0.3, int(rng.integers(36, 84)), int(rng.integers(30, 127))) for t in onsets)

    with tempfile.TemporaryDirectory() as name:
        folder = long_song(Path(name) / "song", SECONDS, 8000)
        analysis = songs.an_analysis(SECONDS, title="Long", artist="Bench", sample_rate=8000)
        notes: dict[Stem, tuple[NoteEvent, ...] | None] = {stem: many() for stem in Stem}
        (folder / ANALYSIS_FILE).write_bytes(encode_json(replace(analysis, notes=notes)))
        application = make_application()
        studio = compose(Paths.under(Path(name) / "home"), Settings(), force_silent=True)
        window = studio.window
        window.timer.stop()
        window.resize(1440, 900)
        window.show()
        window.show_song(load_opened_song(folder, source="/music/long.mp3"))
        window.show_page("notes")
        page, axis = window.notes_page, window.axis
        page.sound = None
        application.processEvents()

        def frames(words: str, step: Callable[[int], object]) -> None:
            times, busy = [], []
            for number in range(FRAMES):
                began, worked = time.perf_counter(), time.process_time()
                step(number)
                application.processEvents()
                times.append(1000 * (time.perf_counter() - began))
                busy.append(1000 * (time.process_time() - worked))
            say(f"{words}: median {statistics.median(times):.1f} ms, of processor {statistics.median(busy):.1f} ms\n")

        axis.fit()
        frames("zoom from the whole song", lambda _n: axis.zoom(0.95, 300.0))
        axis.show_range(100.0, 60.0)
        frames("pan, 60 s visible", lambda n: axis.show_range(100.0 + n, 60.0))
        axis.fit()
        frames("whole song drawn anew", lambda _n: axis.changed.emit())
        frames("scroll by a semitone, whole song", lambda n: page.roll.show_rows(30 + n % 8, 40))
        picked = page.store.stems[page.stem].choosing(range(NUM_NOTES))
        grid = page.tools.grid(page._clock)
        frames("drag all notes, whole song", lambda n: page.roll.show_picked(moved(picked, grid, n / 4, 1, SECONDS)))
        one = picked.choosing({NUM_NOTES // 2})
        frames("drag one note, whole song", lambda n: page.roll.show_picked(moved(one, grid, n / 4, 1, SECONDS)))
        frames("one key: louder", lambda n: page.store.change(page.stem, louder(one, n % 9 - 4), str(n)))
        began = time.perf_counter()
        quantised(picked, grid, 0.5)
        say(f"quantise all: {1000 * (time.perf_counter() - began):.1f} ms\n")
        window.hide()
        studio.close()


if __name__ == "__main__":
    main()
