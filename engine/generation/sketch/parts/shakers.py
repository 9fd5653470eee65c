"""Shakers and tambourine: what never changes, so that the log drum may (domain reference 1.2 and 1.4)."""

from __future__ import annotations

from engine.core.blueprint import STEPS_PER_BAR
from engine.core.composition import Move
from engine.generation.sketch.grid import GridNote, Passage, Written
from engine.generation.sketch.parts.strokes import at_density, beaten, layers, pattern
from engine.generation.sketch.parts.transitions import fills

_SHAKER, _DARK, _TAMBOURINE = 70, 69, 54
_GHOSTS = (2, 6, 10, 14, 0, 4, 8, 12, 3, 7, 11, 15, 1, 5, 9, 13)
_GHOST = 40
_MOST_GHOSTS = 0.5  # a gapped pattern keeps half of its gaps at full density
_BUILD_FROM_DB = -5.0


def write_shaker(passage: Passage) -> Written:
    """The bright shaker: one pattern through the section; in a build it comes up from -5 dB."""
    return Written(_shaken(passage, "shaker", _SHAKER), _rise(passage, "shaker"))


def write_shaker_dark(passage: Passage) -> Written:
    """The second, darker shaker with other accents."""
    return Written(_shaken(passage, "shaker_dark", _DARK))


def write_tambourine(passage: Passage) -> Written:
    """Tambourine with the clap or on the off-beats."""
    turns = fills(passage.blueprint, passage.index)
    layer = at_density(layers(pattern(passage, "tambourine"), {}, _TAMBOURINE)[0], passage.plan.density)
    return Written(tuple(beaten(passage, "tambourine", [layer], turns=turns)))


def _shaken(passage: Passage, role: str, key: int) -> tuple[GridNote, ...]:
    written_layer = layers(pattern(passage, role), {}, key)[0]
    layer = at_density(written_layer, passage.plan.density, ghosts=_GHOSTS, ghost=_GHOST, most=_MOST_GHOSTS)
    return tuple(beaten(passage, role, [layer]))


def _rise(passage: Passage, role: str) -> tuple[Move, ...]:
    """A build brings the shaker up over its length."""
    if passage.section.label != "build":
        return ()
    per_step = passage.blueprint.seconds_per_step
    start = passage.first_step * per_step
    end = start + passage.section.num_bars * STEPS_PER_BAR * per_step
    return (
        Move(
            role=role,
            kind="level_db",
            start=start,
            end=end,
            first=_BUILD_FROM_DB,
            last=0.0,
            reason="shaker rises through the build",
        ),
    )
