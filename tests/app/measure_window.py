"""Figures for ``docs/adr/0007-window.md``: how long the window takes to start and to paint. Run by hand, no test:

    QT_QPA_PLATFORM=offscreen python -m tests.app.measure_window

A song of ten minutes at 44.1 kHz, 1440x900, five lanes. Medians of many repeats in milliseconds of the processor's
time, so that other programs mislead nobody; the start and the first showing are by the clock.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

_STARTED = time.perf_counter()


def median_ms(work: Callable[[], object], repeats: int = 30) -> float:
    times = []
    for _ in range(repeats):
        began = time.process_time()
        work()
        times.append(1000 * (time.process_time() - began))
    return statistics.median(times)


def long_song(folder: Path, seconds: float, sample_rate: int) -> Path:
    """Outlines and analysis of a long song; its WAV files are short, nothing here plays them."""
    import numpy as np

    from engine.audio.peaks import build_peaks, save_peaks
    from engine.core.audio import Audio
    from engine.core.codec import encode_json
    from engine.core.stems import Stem
    from engine.jobs.song import ANALYSIS_FILE, MIXTURE_PEAKS_FILE, stem_peaks_file
    from tests.app import songs

    songs.write_opened_song(folder, seconds=2.0, sample_rate=sample_rate)
    noise = np.random.default_rng(1).standard_normal((2, round(seconds * sample_rate))).astype(np.float32) * 0.2
    pyramid = build_peaks(Audio(noise, sample_rate))
    for name in (*(stem_peaks_file(stem) for stem in Stem), MIXTURE_PEAKS_FILE):
        save_peaks(folder / name, pyramid)
    analysis = songs.an_analysis(seconds, title="Long", artist="Bench", sample_rate=sample_rate)
    (folder / ANALYSIS_FILE).write_bytes(encode_json(analysis))
    return folder


def main() -> None:
    from app.compose import compose, make_application
    from app.song import load_opened_song
    from engine.paths import Paths
    from engine.settings import Settings

    imported = time.perf_counter()
    say = sys.stdout.write
    with tempfile.TemporaryDirectory() as folder:
        application = make_application()
        studio = compose(Paths.under(Path(folder) / "home"), Settings(), force_silent=True)
        window = studio.window
        window.timer.stop()
        window.resize(1440, 900)
        window.show()
        application.processEvents()
        shown = time.perf_counter()
        say(f"start: imports {imported - _STARTED:.2f} s, window on screen after {shown - _STARTED:.2f} s\n")
        opened = long_song(Path(folder) / "song", 600.0, 44_100)
        began = time.perf_counter()
        song = load_opened_song(opened, source="/music/long.mp3")
        say(f"reading the song's files (in a thread): {1000 * (time.perf_counter() - began):.0f} ms\n")
        began = time.perf_counter()
        window.show_song(song)
        built = time.perf_counter()
        application.processEvents()
        painted = time.perf_counter()
        say(f"showing it: {1000 * (built - began):.0f} ms to build, {1000 * (painted - built):.0f} ms to paint all\n")
        lane = window.song_page.lanes[0].waveform
        for name, visible in (("whole song", 600.0), ("60 s", 60.0), ("4 s", 4.0), ("0.3 s", 0.3)):
            window.axis.show_range(100.0, visible)
            application.processEvents()

            def redraw() -> None:
                lane.redraw()
                lane.picture()
                lane.wave()

            say(f"waveform of one lane, {name}: {median_ms(redraw):.1f} ms\n")
        window.axis.fit()
        application.processEvents()
        position = 0.0

        def move() -> None:
            nonlocal position
            position += 0.5
            window.playback.show_position(position)
            application.processEvents()

        say(f"play-head moved, all canvases painted: {median_ms(move, 200):.2f} ms\n")
        say(f"one turn of the 30 ms clock: {median_ms(window.poll, 200):.2f} ms\n")

        def zoom() -> None:
            window.axis.zoom(0.98, 100.0)
            application.processEvents()

        say(f"one step of zoom, everything painted anew: {median_ms(zoom):.1f} ms\n")

        def pan() -> None:
            window.axis.scroll(0.5)
            application.processEvents()

        for visible in (30.0, 120.0, 400.0):
            window.axis.show_range(100.0, visible)
            application.processEvents()
            say(f"one step of panning, {visible:.0f} s visible, everything painted anew: {median_ms(pan):.1f} ms\n")
        window.show_page("notes")
        application.processEvents()

        def roll() -> None:
            window.notes_page.roll.redraw()
            window.notes_page.roll.picture()

        window.axis.fit()
        num_notes = len(song.notes(window.notes_page.stem) or ())
        say(f"piano roll, {num_notes} notes visible: {median_ms(roll):.1f} ms\n")
        window.hide()
        studio.close()


if __name__ == "__main__":
    main()
