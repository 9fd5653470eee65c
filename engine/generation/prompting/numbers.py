"""Numbers in figures and in words: ``112``, ``113.5``, ``one hundred and twelve``, ``two and a half``, ``one twelve``.

Number words add up as in English, French, Portuguese and Spanish; ``one twelve`` is a hundred and twelve, as tempos are
spoken.
"""

from __future__ import annotations

from dataclasses import dataclass

from engine.generation.prompting.lexicon import Lexicon
from engine.generation.prompting.tokens import BREAK, COLON, Token

_LONGEST = 9
"""Words of the longest number that is read: "a hundred and twenty two and a half"."""
_JOINERS = frozenset({"and", "e", "y", "et"})


@dataclass(frozen=True, slots=True)
class Number:
    """A number, how many tokens it takes, and whether it was written in words."""

    value: float
    num_tokens: int
    in_words: bool = False
    is_negative: bool = False


def find_number(tokens: tuple[Token, ...], index: int, words: Lexicon) -> Number | None:
    """The number that begins at a token, or None."""
    token = tokens[index]
    if token.kind == "number":
        value = float(token.text.replace(",", "."))
        half = _half(tokens, index + 1)
        return Number(value + 0.5 * bool(half), 1 + half, is_negative=token.is_negative)
    if token.kind != "word" or token.text not in words.numbers:
        return None
    spoken, last = _spoken(tokens, index, words)
    if not spoken:
        return None
    half = _half(tokens, last + 1)
    value = _sum(spoken) + 0.5 * bool(half)
    return Number(value, last - index + 1 + half, in_words=True)


def _half(tokens: tuple[Token, ...], index: int) -> int:
    following = tuple(token.text for token in tokens[index : index + 3])
    return 3 if following == ("and", "a", "half") else 0


def _spoken(tokens: tuple[Token, ...], index: int, words: Lexicon) -> tuple[list[float], int]:
    """The values of the number words in a row, and the last token of the row. ``a`` counts before hundred and half."""
    values: list[float] = []
    last = index
    for place in range(index, min(index + _LONGEST, len(tokens))):
        token = tokens[place]
        if place > index and token.gap in (BREAK, COLON):
            break
        if token.text in words.numbers and _fits(token, tokens, place):
            values.append(words.numbers[token.text])
            last = place
        elif not values or token.text not in _JOINERS or values[-1] < 20:
            break
    return values, last


def _fits(token: Token, tokens: tuple[Token, ...], place: int) -> bool:
    if token.text != "a":
        return True
    after = tokens[place + 1].text if place + 1 < len(tokens) else ""
    return place + 1 < len(tokens) and after in ("hundred", "minute", "half")


def _sum(values: list[float]) -> float:
    if len(values) >= 2 and 1 <= values[0] <= 9 and 10 <= values[1] <= 99:  # one twelve, one thirteen
        return 100.0 * values[0] + sum(values[1:])
    total = 0.0
    for value in values:
        total = (total or 1.0) * 100.0 if value == 100 else total + value
    return total
