"""``python -m app.start_probe HOME``: the window as it always starts; says when it can be used, then closes it.

It can be used once it is painted for the first time and everything that was to be done at the start is done: when the
event loop has nothing left to do, a click is answered at once. One line of JSON goes to standard output then.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.compose import Studio


def main(home: Path) -> int:
    """Start the window on a home that was used before, so that no demo piece is made; returns the exit status."""
    from app import scale
    from app.quick_imports import quick_imports
    from engine import logs
    from engine.paths import Paths
    from engine.settings import load_settings

    paths = Paths.under(home)
    scale.apply(scale.remembered(paths.home / "window.ini"))
    logs.configure(paths.logs)
    settings = load_settings(paths.settings_file)
    with quick_imports():
        from app.compose import run_window
    return run_window(paths, settings, [], watch=_watch)


def _watch(studio: Studio) -> None:
    from PySide6.QtCore import QEvent, QObject, QTimer

    class FirstPaint(QObject):
        """Tells, once, when everything after the first paint is done."""

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
            if event.type() is QEvent.Type.Paint:
                watched.removeEventFilter(self)
                QTimer.singleShot(0, lambda: QTimer.singleShot(0, self._tell))  # behind all that waits
            return False

        def _tell(self) -> None:
            line = {"cpu_seconds": round(time.process_time(), 4)}
            sys.stdout.write(json.dumps(line) + "\n")
            sys.stdout.flush()
            QTimer.singleShot(0, studio.window.close)

    studio.state.set_flag("was_here", is_on=True)
    watch = FirstPaint(studio.window)
    studio.window.installEventFilter(watch)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
