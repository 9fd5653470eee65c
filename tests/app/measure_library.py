"""Figures of a library of 100 000 made-up recordings: first show, sort, filter, scroll. Run by hand, no test:

    QT_QPA_PLATFORM=offscreen python -m tests.app.measure_library [NUMBER]

Times are wall-clock milliseconds: medians of repeats, and the worst; beside them the time of the processor, which a
machine that is busy with other things changes less. Exits with 1 if a filter takes longer than 150 ms.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

FILTER_MS = 150.0
_STYLES = ("private school", "sgija", "bacardi", "vocal deep", "tech piano", "three step", "")
_WORDS = (
    "sponono",
    "mvelo",
    "star",
    "isaka",
    "nana",
    "thula",
    "emcimbini",
    "lerato",
    "jola",
    "vula",
    "ntombi",
    "piano",
)


def fill(library: object, number: int) -> None:
    """Write made-up recordings straight into the tables; their files are not there."""
    from engine.core.analysis import SCHEMA
    from engine.core.harmony import Key
    from engine.core.track import AudioInfo, Tags
    from engine.library.database import json_bytes

    dice = random.Random(9)
    database = library._database  # type: ignore[attr-defined]
    keys = [f"{Key(tonic, mode).tonic_name} {mode}" for tonic in range(12) for mode in ("major", "minor")]
    tables = {
        "tracks": "(id, fingerprint, info, tags, search_text, licence, may_train, proof, last_seen, added_at)",
        "track_locations": "(path, track_id, display, size_bytes, mtime_ns)",
        "analyses": "(track_id, schema, engine, tempo_bpm, key, document, analysed_at)",
    }
    with database.transaction():
        for track in range(1, number + 1):
            title = f"{' '.join(dice.sample(_WORDS, 2)).title()} {track}"
            tags = Tags(title=title, artist=f"Artist {dice.randrange(4000)}", genre=dice.choice(_STYLES) or None)
            info = AudioInfo("mp3", "mp3", 44_100, 2, 44_100 * dice.randrange(180, 480), 9_000_000)
            added = f"2026-{dice.randrange(1, 12):02}-{dice.randrange(1, 28):02}T12:00:00Z"
            licence = dice.choice(("own", "licensed", "research", "unknown", "unknown"))
            path = f"/music/crate {track % 300}/{title}.mp3"
            rows = {
                "tracks": (
                    *(track, f"sha256:{track}", json_bytes(info), json_bytes(tags), title),
                    *(licence, int(licence == "own"), "", path, added),
                ),
                "track_locations": (path.encode(), track, path, 9_000_000, 1),
            }
            if dice.random() < 0.9:
                tempo = round(dice.gauss(112.5, 2.5), 2)
                rows["analyses"] = (track, SCHEMA, "made up", tempo, dice.choice(keys), b"", added)
            for table, values in rows.items():
                database.rows(f"INSERT INTO {table} {tables[table]} VALUES ({', '.join('?' * len(values))})", values)


def told(name: str, work: Callable[[], object], repeats: int = 1) -> float:
    """Do it, say what it took; returns the longest time that passed, in milliseconds."""
    times, computed = [], []
    for _ in range(repeats):
        began, used = time.perf_counter(), time.process_time()
        work()
        times.append(1000 * (time.perf_counter() - began))
        computed.append(1000 * (time.process_time() - used))
    passed, worst, processor = statistics.median(times), max(times), statistics.median(computed)
    sys.stdout.write(f"{name:<44} {passed:8.1f} ms   worst {worst:8.1f}   of the processor {processor:8.1f}\n")
    sys.stdout.flush()
    return worst


def main() -> int:
    from PySide6.QtCore import Qt

    from app.collection import Wanted
    from app.compose import compose, make_application
    from app.tracks_model import read_rows
    from engine.paths import Paths
    from engine.settings import Settings
    from tests.app.conftest import FakePool

    number = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with TemporaryDirectory() as folder:
        application = make_application()
        studio = compose(Paths.under(Path(folder) / "home"), Settings(), force_silent=True, pool=FakePool())
        window = studio.window
        window.timer.stop()
        fill(studio.library, number)
        window.resize(1440, 900)
        window.show()
        window.show_page("library")
        application.processEvents()
        page, model, table = window.library_page, window.tracks, window.library_page.table
        rows = []
        told("read and index, in a thread", lambda: rows.append(read_rows(studio.library)))

        def paint() -> None:
            table.viewport().repaint()
            application.processEvents()

        def shown() -> None:
            model.set_rows(rows[0])
            paint()

        told("first show", shown)
        model_headers = [model.headerData(n, Qt.Orientation.Horizontal) for n in range(model.columnCount())]
        for column, header in enumerate(model_headers):
            told(
                f"first sort by {header}",
                lambda column=column: (table.sortByColumn(column, Qt.SortOrder.DescendingOrder), paint()),
            )
        for column, header in enumerate(model_headers):
            told(
                f"sort by {header} again",
                lambda column=column: (table.sortByColumn(column, Qt.SortOrder.DescendingOrder), paint()),
            )
        worst = 0.0
        for text in ("s", "sp", "spo", "spon", "spono", "sponono", "sponono 4a", "artist 39", ""):
            worst = max(worst, told(f"type '{text}'", lambda text=text: (page.search.setText(text), paint())))
        for name, wanted in {
            "BPM 112-114": Wanted(bpm_from=112.0, bpm_to=114.0),
            "F minor and keys that mix": Wanted(key="F minor", with_mixing=True),
            "style": Wanted(style="sgija"),
            "rights": Wanted(rights="own"),
            "models may learn": Wanted(rights="may_train"),
            "all of them": Wanted(bpm_from=110.0, key="F minor", with_mixing=True, style="sgija", rights="own"),
        }.items():
            worst = max(worst, told(f"filter {name}", lambda wanted=wanted: (page.filters.set_wanted(wanted), paint())))
        page.filters.clear()
        bar, at = table.verticalScrollBar(), 0

        def scroll() -> None:
            nonlocal at
            at = (at + 37) % max(1, bar.maximum())
            bar.setValue(at)
            paint()

        told("scroll by a page, frame", scroll, 200)
        window.hide()
        studio.close()
    return int(worst > FILTER_MS)


if __name__ == "__main__":
    sys.exit(main())
