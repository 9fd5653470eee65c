"""The size of everything on screen, on top of what the screen itself asks for. Read before Qt starts: no Qt here.

Qt multiplies ``QT_SCALE_FACTOR`` with the screen's own factor and draws text and icons sharp at the product. It reads
the variable once, so a new size holds from the next start. At 100 % the variable is left alone.
"""

from __future__ import annotations

import os
from pathlib import Path

SCALES = (80, 90, 100, 110, 125, 150, 175, 200)
"""Percent."""

KEY = "scale"
_VARIABLE = "QT_SCALE_FACTOR"
_SECTION = "[window]"


def remembered(state_file: Path) -> int:
    """Percent that the window's INI file holds; 100 where it holds none of ``SCALES``."""
    try:
        lines = state_file.read_text("utf-8", "replace").splitlines()
    except OSError:
        return 100
    is_here = False
    for line in lines:
        if line.startswith("["):
            is_here = line.strip() == _SECTION
        elif is_here and line.startswith(f"{KEY}="):
            return chosen(line.partition("=")[2])
    return 100


def chosen(text: str) -> int:
    """A percentage of ``SCALES`` from its digits; 100 for anything else."""
    return int(text) if text in map(str, SCALES) else 100


def apply(percent: int) -> None:
    """Tell Qt, which must not have started yet. A factor from the user's own environment is kept."""
    if percent != 100 and _VARIABLE not in os.environ:
        os.environ[_VARIABLE] = str(percent / 100)
