"""Logging for programs (command line, workers, window). Libraries only call ``logging.getLogger(__name__)``."""

from __future__ import annotations

import faulthandler
import logging
import logging.handlers
from pathlib import Path
from typing import TextIO

_FORMAT = "%(asctime)s %(levelname)-7s %(process)d %(name)s: %(message)s"
_MAX_BYTES = 2_000_000
_KEEP = 3


def configure(folder: Path | None, *, level: int = logging.INFO, stream: TextIO | None = None) -> None:
    """Send log records to ``<folder>/studio.log`` (rotated at 2 MB, three kept) and, if given, to a stream.

    A folder that cannot be written is no reason not to start: records then go to the stream alone.
    """
    root = logging.getLogger()
    root.setLevel(level)
    for handler in list(root.handlers):
        root.removeHandler(handler)
        handler.close()
    formatter = logging.Formatter(_FORMAT)
    if folder is not None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            file_handler = logging.handlers.RotatingFileHandler(
                folder / "studio.log", maxBytes=_MAX_BYTES, backupCount=_KEEP, encoding="utf-8", delay=True
            )
        except OSError:
            folder = None
        else:
            file_handler.setFormatter(formatter)
            root.addHandler(file_handler)
    if stream is not None:
        stream_handler = logging.StreamHandler(stream)
        stream_handler.setFormatter(formatter)
        root.addHandler(stream_handler)
    if not root.handlers:
        root.addHandler(logging.NullHandler())


def record_crashes(folder: Path) -> None:
    """Write native crashes (segfault, abort) to ``<folder>/crash.log``; it stays on this machine."""
    folder.mkdir(parents=True, exist_ok=True)
    faulthandler.enable((folder / "crash.log").open("a", encoding="utf-8"))
