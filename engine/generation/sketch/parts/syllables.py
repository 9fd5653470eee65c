"""What the synthetic voices sing: open vowels after simple consonants.

They are sounds and no words of any language: nothing here pretends to be isiZulu, Sesotho or any other language of the
music's makers. A producer replaces them by singers.
"""

from __future__ import annotations

import numpy as np

_OPEN = ("ya", "wo", "na", "la", "he", "yo", "we", "le", "no", "da", "e", "o", "a")
_HELD = ("a", "o", "e", "wo", "ya")
_CALLED = ("he", "ya", "wo", "ho", "we", "yo", "ha", "sha")
CHOIR = ("o", "a", "u", "m")


def line(count: int, rng: np.random.Generator) -> tuple[str, ...]:
    """Syllables of a sung line: two to four different ones that come back, the last an open one to hold."""
    stock = [str(text) for text in rng.choice(_OPEN, size=int(rng.integers(2, 5)), replace=False)]
    sung = [stock[int(rng.integers(len(stock)))] for _ in range(max(0, count - 1))]
    return (*sung, str(rng.choice(_HELD)))[:count] if count else ()


def calls(count: int, rng: np.random.Generator) -> tuple[str, ...]:
    """Syllables that are shouted: one or two, alternating."""
    first, second = (str(text) for text in rng.choice(_CALLED, size=2, replace=False))
    return tuple(first if place % 2 == 0 else second for place in range(count))
