"""A prompt cut into words, numbers and signs, each with its place in the text and what separates it from the last."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

BREAK = ","
"""A gap that ends a phrase: comma, full stop, semicolon, new line, bracket, arrow, quotation mark."""

COLON = ":"
"""A gap that gives a name its value: ``tempo: 112``, ``intro (16 bars)``."""

_SAME = {
    "♭": "b",
    "♯": "#",
    "’": "'",
    "‘": "'",
    "`": "'",
    "´": "'",
    "–": "-",
    "—": "-",
    "‑": "-",
    "−": "-",
    "′": "'",
    "″": '"',
}
_TOKEN = re.compile(
    r"""(?P<time>(?<![\d:.])\d{1,3}:\d{2}(?![\d:])|(?<![\d])\d{1,2}'\d{2}(?:''|")?(?!\d))
    |(?P<ratio>\d{1,3}/\d{1,3}(?![\d/]))
    |(?P<number>\d+(?:\.\d+|,\d(?!\d))?)
    |(?P<word>(?:(?<![^\W_])')?[^\W\d_](?:[^\W\d_]|[̀-ͯ])*)
    |(?P<sign>[^\s\w])""",
    re.VERBOSE,
)
_ASCII_WORDS = frozenset("%#@&+")
_LONGEST_NUMBER = 9
"""Digits before the point that are read as a number; longer ones are not measures of anything here."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or sign.

    Args:
        text: Folded: small letters without accents.
        start, end: Its place in the text.
        kind: ``word``, ``number``, ``time`` (``3:30``), ``ratio`` (``4/4``) or ``sign``.
        gap: What stands before it: ``""`` nothing, ``" "`` space, ``"-"`` a joining sign, ``COLON`` or ``BREAK``.
        is_negative: Whether a minus sign stands before the number.
    """

    text: str
    start: int
    end: int
    kind: str
    gap: str
    is_negative: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """A prompt: as written (``raw``), folded but for case (``cased``), folded (``folded``), all of one length."""

    raw: str
    cased: str
    folded: str
    tokens: tuple[Token, ...]


def tokenise(text: str) -> Text:
    """Cut a text. Time and memory grow with its length only."""
    raw = unicodedata.normalize("NFC", text)
    cased = "".join(map(_plain, raw))
    folded = "".join(map(_small, cased))
    tokens: list[Token] = []
    end = 0
    for match in _TOKEN.finditer(folded):
        kind = str(match.lastgroup)
        written = match[0]
        if kind == "sign" and not _is_word(raw[match.start()]):
            continue
        if kind == "word" and written[0] == "'" and folded[match.end() : match.end() + 1] == "'":
            written = written[1:]  # in quotation marks, not shortened
        if kind == "number" and len(written.split(".", maxsplit=1)[0]) > _LONGEST_NUMBER:
            kind = "sign"
        gap = folded[end : match.start()]
        tokens.append(
            Token(written, match.start(), match.end(), kind, _gap(gap) if tokens else BREAK, _is_minus(gap, end == 0))
        )
        end = match.end()
    return Text(raw, cased, folded, tuple(tokens))


@cache
def _plain(letter: str) -> str:
    """One character without accent or width; control characters are spaces."""
    if letter in _SAME:
        return _SAME[letter]
    if letter in "\n\r\t":
        return letter
    category = unicodedata.category(letter)
    if category in ("Cc", "Cf", "Zs", "Zl", "Zp", "Cs"):
        return " "
    plain = unicodedata.normalize("NFKD", letter)[0]
    return plain if unicodedata.category(plain)[0] == category[0] or plain.isascii() else letter


@cache
def _small(letter: str) -> str:
    small = letter.lower()
    return small if len(small) == 1 else letter


@cache
def _is_word(sign: str) -> bool:
    """Whether a sign says something by itself: a per cent, an emoji. Punctuation does not."""
    if sign.isascii():
        return sign in _ASCII_WORDS
    return unicodedata.category(sign)[0] in "SM" and sign not in "→⇒➔➜▶►•"


@cache
def _gap(between: str) -> str:
    if not between:
        return ""
    if between.isspace() and "\n" not in between and "\r" not in between:
        return " "
    marks = set(between)
    if between == " -":
        return " "  # a minus sign, or a dash that has lost a space
    if marks <= set("-/_'") or between == ".":
        return "-"
    if marks <= set(" -/_'~") and not between.startswith(" -") and not between.endswith("- "):
        return " "
    if marks <= set(' :="(-') and marks & set(":=("):
        return COLON
    return BREAK


def _is_minus(gap: str, is_first: bool) -> bool:
    return gap.endswith("-") and (is_first or gap != "-")
