"""What a picture of the window can show: the words that the command line and the window share."""

from __future__ import annotations

VIEWS = (
    "make",
    "split",
    "song",
    "notes",
    "culture",
    "annotate",
    "judge",
    "train",
    "library",
    "queue",
    "roll",
    "growing",
    "empty",
)
"""Pages of the rail, panels of the drawer, and two states: a song whose stems grow, and no song."""
