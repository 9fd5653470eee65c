"""The table of part writers, in the order in which they write: each sees what those before it wrote in the section.

Rhythm first, then the log drum and the bass against it, then harmony, then what answers them.
"""

from __future__ import annotations

from collections.abc import Callable

from engine.generation.sketch.grid import Passage, Written

Writer = Callable[[Passage], Written]

WRITERS: dict[str, Writer] = {}
