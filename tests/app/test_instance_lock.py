"""One window per home, a safe start after two failed ones, and what a killed window loses."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
import time
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QByteArray

from app.instance_lock import LOCK_FILE, SHOW_FILE, InstanceLock
from app.mixer import Mix
from app.safe_mode import FILE_NAME, SAFE_FROM, StartCounter
from app.window_state import WindowState
from engine.core.stems import Stem

START_SECONDS = 60.0  # of a window on a busy machine
_CHILD = """
    import sys
    from pathlib import Path
    from PySide6.QtCore import QTimer
    from app import compose as composing
    from app.mixer import Mix
    from engine.core.stems import Stem
    from engine.paths import Paths
    from engine.settings import Settings
    from tests.app.conftest import FakePool

    whole = composing.compose
    def quick(paths, settings, **choices):
        studio = whole(paths, settings, **{**choices, "force_silent": True, "pool": FakePool()})
        def change():
            studio.state.set_mix("a song", Mix({Stem.BASS: -6.0}))
            print("changed", flush=True)
        QTimer.singleShot(0, change)
        return studio
    composing.compose = quick
    paths = Paths.under(Path(sys.argv[1]))
    paths.home.mkdir(parents=True, exist_ok=True)
    composing.WindowState(paths.home).set_flag("was_here", is_on=True)
    sys.exit(composing.run_window(paths, Settings(), []))
"""


def window(home: Path) -> subprocess.Popen[str]:
    """A real window of ``home`` in a process of its own, without a screen."""
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(_CHILD), str(home)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "OMP_NUM_THREADS": "1"},
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def wait_until(test: Any, seconds: float = START_SECONDS) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if test():
            return True
        time.sleep(0.05)
    return False


def test_the_second_of_a_home_is_refused_and_heard(qtbot: Any, tmp_path: Path) -> None:
    first, second, elsewhere = InstanceLock(tmp_path), InstanceLock(tmp_path), InstanceLock(tmp_path / "other")
    assert first.take()
    assert not second.take()
    assert elsewhere.take(), "another home is another studio"
    with qtbot.waitSignal(first.show_wanted, timeout=5000):
        (tmp_path / SHOW_FILE).touch()
    assert not (tmp_path / SHOW_FILE).exists(), "which is how the second knows"
    first.release()
    assert second.take()
    second.release()
    elsewhere.release()


def test_two_failed_starts_make_a_safe_one(tmp_path: Path) -> None:
    starts = StartCounter(tmp_path)
    assert [starts.begin() for _ in range(SAFE_FROM + 1)] == [False] * SAFE_FROM + [True]
    starts.succeed()
    assert not starts.begin()
    for nonsense in ("", "many", "-3", "9" * 400, "²"):
        (tmp_path / FILE_NAME).write_text(nonsense, encoding="utf-8")
        assert starts.num_failed == 0


def test_a_safe_start_takes_up_nothing_and_loses_nothing(tmp_path: Path) -> None:
    state = WindowState(tmp_path)
    state.set_text("drawer", "1")
    state.set_text("theme", "light")
    state.set_text("library_filters", '{"text":"x"}')
    state.set_geometry(QByteArray(b"somewhere"))
    state.save()
    safe = WindowState(tmp_path, is_safe=True)
    assert safe.number("drawer", -1) == -1
    assert safe.text("library_filters") == ""
    assert safe.geometry is None
    assert safe.text("theme") == "light"
    assert WindowState(tmp_path).number("drawer", -1) == 1


def test_a_safe_window_says_so_and_starts_no_work(qtbot: Any, tmp_path: Path, pool: Any) -> None:
    from app.compose import compose
    from engine.paths import Paths
    from engine.settings import Settings

    paths = Paths.under(tmp_path / "home")
    paths.home.mkdir()
    WindowState(paths.home).set_text("watched_folders", f'["{tmp_path.as_posix()}"]')
    studio = compose(paths, Settings(), theme="dark", force_silent=True, pool=pool, is_safe=True)
    studio.window.timer.stop()
    studio.window.show()
    try:
        studio.take_up([])
        assert "safe" in studio.window.notice.sentence.text()
        assert pool.submitted == []
    finally:
        studio.window.hide()
        studio.close()


@pytest.mark.slow
def test_a_killed_window_keeps_its_mix_and_lets_the_next_one_in(tmp_path: Path) -> None:
    home = tmp_path / "home"
    first = window(home)
    try:
        assert first.stdout is not None
        assert first.stdout.readline() == "changed\n", first.stderr.read() if first.stderr and first.poll() else ""
        second = window(home)
        _out, told = second.communicate(timeout=START_SECONDS)
        assert second.returncode == 0
        assert "open already" in told
        assert first.poll() is None
        assert wait_until(lambda: "mixes" in (home / "window.ini").read_text(), 30.0), "the promise: 30 s at most"
    finally:
        first.kill()
        first.communicate()
    assert WindowState(home).mix("a song") == Mix({Stem.BASS: -6.0})
    assert (home / LOCK_FILE).exists(), "it was killed"
    lock = InstanceLock(home)
    assert lock.take(), "a dead process keeps nobody out"
    lock.release()
    third = window(home)
    assert third.stdout is not None
    assert third.stdout.readline() == "changed\n"
    third.kill()
    third.communicate()
    assert StartCounter(home).num_failed >= 1, "killed before it had lived"
