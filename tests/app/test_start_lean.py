"""The window before its first paint: what it has not read in, what it weighs, and pages that come later."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

HEAVY = (
    "torch",
    "torchaudio",
    "onnxruntime",
    "scipy",
    "librosa",
    "soundfile",
    "sounddevice",
    "matplotlib",
    "music21",
    "mir_eval",
    "av",
    "lxml",
    "pebble",
    "engine.jobs.kinds",
    "engine.jobs.pool",
    "engine.rating",
    "engine.theory",
    "engine.culture.score",
    "engine.generation.sketch",
    "engine.separation.network_runner",
    "trainer",
    "app.blind_test",
    "app.views.judge",
    "app.views.notes",
    "app.views.culture",
    "app.views.annotate",
    "app.views.make",
    "app.palette",
)
"""Not read in before the first paint, neither they nor anything below them."""

MOST_RESIDENT_MIB = 250

_SCRIPT = """
import json, sys
from pathlib import Path
import app.__main__
from app.quick_imports import quick_imports
with quick_imports():
    from app.compose import compose, make_application
import gc, linecache
assert gc.isenabled() and gc.get_freeze_count() > 10_000
assert not [name for name in linecache.cache if name.endswith("compose.py")], "no source was read"
from engine.paths import Paths
from engine.settings import Settings
application = make_application("dark")
studio = compose(Paths.under(Path(sys.argv[1])), Settings(), theme="dark", force_silent=True)
studio.window.show()
application.processEvents()
studio.window.grab()
loaded = sorted(sys.modules)
pages = Path("/proc/self/statm").read_text().split()[1] if Path("/proc/self/statm").exists() else "0"
import os
resident = int(pages) * (os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 0) / 2**20
studio.window.hide()
studio.close()
print(json.dumps({"loaded": loaded, "resident": resident}))
"""


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """A window in a process of its own, painted once."""
    home = tmp_path_factory.mktemp("home")
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT, str(home)],
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_what_is_heavy_waits_until_it_is_wanted(started: dict[str, Any]) -> None:
    loaded = [name for name in started["loaded"] if any(name == own or name.startswith(f"{own}.") for own in HEAVY)]
    assert loaded == []


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="this system does not say what is resident there")
def test_the_window_is_light_before_the_engine_runs(started: dict[str, Any]) -> None:
    assert 30 < started["resident"] < MOST_RESIDENT_MIB


def test_a_start_that_is_measured_says_when_the_window_can_be_used_and_ends(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "app.start_probe", str(tmp_path)],
        cwd=Path(__file__).parents[2],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert 0.05 < json.loads(done.stdout)["cpu_seconds"] < 60.0
    assert not (tmp_path / "projects").exists(), "the usual start, not the first one with its demo piece"


class _Windows(QObject):
    """Notes windows that appear beside the one there is."""

    def __init__(self, usual: QWidget) -> None:
        super().__init__()
        self._usual = usual
        self.seen: list[str] = []

    def eventFilter(self, shown: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        is_window = isinstance(shown, QWidget) and shown.isWindow() and shown is not self._usual
        if is_window and event.type() == QEvent.Type.Show:
            self.seen.append(type(shown).__name__)
        return False


def test_a_page_that_is_made_later_flashes_no_window_of_its_own(studio: Any) -> None:
    """A part that is shown before it has a parent is a window for a moment, and takes the keyboard away."""
    watch = _Windows(studio.window)
    application = QApplication.instance()
    assert application is not None
    application.installEventFilter(watch)
    try:
        for name in ("make", "split", "notes", "culture", "annotate", "judge", "train", "library"):
            studio.window.show_page(name)
    finally:
        application.removeEventFilter(watch)
    assert watch.seen == []


def test_a_page_that_is_made_later_knows_the_song_and_the_loop(song_studio: Any) -> None:
    window = song_studio.window
    assert not window.pages.is_made("notes")
    window.playback.set_loop((2.0, 4.0))
    assert window.notes_page.ruler._loop == (2.0, 4.0)
    assert window.notes_page.store is window.note_store
    assert window.culture_page.can_score
