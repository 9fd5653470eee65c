"""What a bar of 4/4 usually looks like: 16th grids of three registers, for telling where the bar begins.

One character per 16th, ``.`` a rest, ``1``–``9`` loudness; the first character is the downbeat. The house and amapiano
grids are our own design values, wide on purpose; rock, disco, reggae and Afrobeats bars are those of
any drum primer. They only rank the sixteen rotations of what was heard, so a pattern that is missing here costs
evidence, never correctness.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

LOW = (
    "9...9...9...9...",  # four on the floor
    "9...9...9...9..4",
    "9.......9.......",  # rock, half-time house
    "9...............",
    "9...9...9.......",  # 3-step
    "9.....8...8.....",
    "9..7....9.7.....",  # Afrobeats
    "9..9...99..9....",  # bacardi
    "9..9..9....9..9.",  # gqom
    "9.......9.9.....",  # rock
    "9.....9.9.......",
    "9..9....9.9.....",
    "9.....9...9.....",
    "9..8..7.9..8..7.",  # log drum from here
    "9..8..9...8..7..",
    "...8..9....8..9.",
    "9..99..8...9..88",
    "..8...8...8..889",
    "..........8..899",
    "9.98.99..8.99.98",
    "9.....6...7.....",
    "9......8..9....8",
    "9..9..9..9..9..8",
)
"""Kick, log drum and bass."""

MIDDLE = (
    "....9.......9...",  # back-beat
    "....8.......8...",
    "........9.......",  # half-time, one-drop
    "8..7..8...7.8...",  # son clave
    "8..7..8...7..7..",
    "8..7..6.8..7..6.",  # tresillo
    "....7.......7..4",
    "....8..5....8.5.",
    "...8..8......8..",  # Afrobeats clap
    "...7..7....7..78",
    "9...............",  # a chord per bar
    "9.......7.......",
    "7..5......6.....",
    "..5..6....5..6..",
)
"""Snare, clap, rim, keys."""

HIGH = (
    "5383538353835383",  # shakers
    "6475647564756475",
    "..8...8...8...8.",
    "8.47..478.47..47",
    "8448448448448448",
    "7.547.547.547.54",
    "8.6.8.6.8.6.8.6.",  # eighths
    "8...8...8...8...",
    "3.5.3.5.3.5.3.5.",
    "..7...7...7...7.",
    "....9.......9...",
    "8.6.9.6.8.6.9.6.",
)
"""Shaker, hats, cymbals, the noise of snare and clap."""


BALANCE = (
    "9555155595551555",
    "9555555515555555",
    "9555155575551555",
    "9555155557551555",
)
"""Low end against back-beat: 9 where the low end speaks alone, 1 where snare or clap answer, 5 for neither."""


@dataclass(frozen=True, slots=True)
class Registers:
    """The usual bars of one metre: low, middle and high patterns, and the balance of low end and back-beat."""

    low: tuple[str, ...]
    middle: tuple[str, ...]
    high: tuple[str, ...]
    balance: tuple[str, ...]


BY_METRE = {
    (4, 4): Registers(LOW, MIDDLE, HIGH, BALANCE),
    (2, 4): Registers(
        ("9.......", "9.....7.", "9..7...."),
        ("....9...", "..6.7.6.", "9......."),
        ("8.6.8.6.", "9...5...", "....9..."),
        ("95551555",),
    ),
    (3, 4): Registers(
        ("9...........", "9.......7...", "9.....7.....", "9...5...5...", "9.........7."),
        ("....9...9...", "....9.......", "........9...", "9..........."),
        ("....8...8...", "8.6.8.6.8.6.", "9...6...6...", "8...8...8..."),
        ("955515551555", "955515555555", "955555551555"),
    ),
    (5, 4): Registers(
        ("9...................", "9.....7.....9.......", "9...........9.......", "9.......9..........."),
        ("....9...........9...", "....9...9.......9...", "........9.......9...", "....9.......9......."),
        ("8.6.8.6.8.6.8.6.8.6.", "9...6...6...8...6..."),
        ("95551555555595551555", "95551555155595551555", "95551555955515551555"),
    ),
    (7, 2): Registers(
        ("9.............", "9.....8.......", "9...7...8.....", "9.......8.....", "9...8.....7..."),
        ("....9.......9.", "....9.....9...", "......9...9...", "........9.....", "..9...9...9..."),
        ("8.8.8.8.8.8.8.", "9.6.8.6.8.6.6.", "9.6.6.8.6.8.6."),
        ("95551555955515", "95551555551555", "95555515551555"),
    ),
    (4, 3): Registers(
        ("9.....9.....", "9...........", "9.....9.7...", "9....79.....", "9..9..9..9..", "9.......7..."),
        ("...9.....9..", "......9.....", "9..........."),
        ("9..9.79..9.7", "...9.....9..", "966966966966", "9.69.69.69.6"),
        ("955155955155", "955155555155", "955555155555"),
    ),
    (3, 3): Registers(
        ("9........", "9.....6..", "9..6..6.."),
        ("...9.....", "...9..9..", "......9.."),
        ("9..9.79..", "9..9..9..", "966966966"),
        ("955155155", "955155555", "955555155"),
    ),
    (2, 3): Registers(
        ("9.....", "9.7...", "9....7", "9....."),
        ("...9..", "9....."),
        ("966966", "9.69.6", "...9.."),
        ("955155",),
    ),
    (5, 3): Registers(
        ("9..............", "9........7.....", "9.....7........"),
        ("...9.....9.....", "...9..9.....9..", "......9.....9.."),
        ("9..9.79..9..9..", "9..9..9..9..9.."),
        ("955155555955155", "955155955155155"),
    ),
}
"""By beats of a bar and steps of a beat: 16ths of quarters (4) or of eighths (2), thirds of swung or dotted beats (3).

The bars of 3/4, 5/4, 7/8 and the swung ones are those of drum primers: beat 1 low, the rest answered above.
"""


def standardised(grids: tuple[str, ...]) -> np.ndarray:
    """Grids as rows of zero mean and unit norm: ``[grids, steps]``, so that a dot product is a correlation."""
    rows = np.array([[0.0 if c == "." else float(c) for c in grid] for grid in grids])
    rows -= rows.mean(axis=1, keepdims=True)
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True))
