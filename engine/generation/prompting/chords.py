"""Progressions: chord names (``Fm9 Dbmaj9 Ab Eb``) and Roman numerals (``i - iv - bVI - V``) become the latter.

Chart names that have no quality of their own in ``engine.core.harmony`` come to the nearest one, which is said.
Roman numerals are read as they are written in pop and jazz: in minor both ``bVI`` (against the major scale) and ``VI``
(of the key itself) are the sixth degree of natural minor.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from engine.core.harmony import ChordLabel, Key, pitch_class
from engine.core.roman import parse_roman, roman_numeral
from engine.generation.prompting.tokens import Text

LONGEST_LOOP = 32
"""Chords of a loop that are followed: twice the longest phrase of the domain reference 1.7, two bars a chord."""

_QUALITY = r"(?:maj|Maj|min|dim|aug|sus|add|alt|m|M|Δ|°|o|ø|\+|6/9|[#b]?1?\d){0,6}"
_END = r"(?![\w#])(?![ -]*(?i:major|minor|maj|min|dur|moll|sharp|flat|mineur|majeur|menor|maior|mayor)(?![^\W_]))"
_CHORD = re.compile(rf"(?P<root>[A-G][#b]?)(?P<quality>{_QUALITY})(?:/(?P<bass>[A-G][#b]?))?{_END}")
_NUMERAL = re.compile(
    r"(?P<accidental>[#b]?)(?P<numeral>VII|VI|IV|V|III|II|I|vii|vi|iv|v|iii|ii|i)"
    rf"(?P<quality>{_QUALITY})(?P<slash>/[#b]?(?:[1-7]|[IV]+|[iv]+))?(?![\w#])"
)
_FIGURES = re.compile(r"[1-7](?: ?- ?[1-7]){2,15}(?![\d-]| ?(?:bars|bpm|min|sec|%))")
_OF_DEGREE = {
    "major": ("I", "ii", "iii", "IV", "V", "vi", "viio"),
    "minor": ("i", "iio", "III", "iv", "v", "VI", "VII"),
}
"""Triads of the scale, for progressions in figures: ``1-5-6-4``."""
_CADENCES = frozenset({"251", "145", "451"})
_NAMED_BEHIND = re.compile(r" (?:chord|progression|changes|loop)")
_BETWEEN = re.compile(r"[ \t]*(?:->|=>|[-,|>→]|/(?= ))?[ \t]*")
_EXACT = {
    "": "maj",
    "maj": "maj",
    "m": "min",
    "dim": "dim",
    "°": "dim",
    "o": "dim",
    "aug": "aug",
    "+": "aug",
    "5": "5",
    "sus2": "sus2",
    "sus4": "sus4",
    "sus": "sus4",
    "6": "maj6",
    "m6": "min6",
    "7": "7",
    "maj7": "maj7",
    "m7": "min7",
    "mmaj7": "minmaj7",
    "dim7": "dim7",
    "°7": "dim7",
    "o7": "dim7",
    "ø": "hdim7",
    "ø7": "hdim7",
    "m7b5": "hdim7",
    "7sus4": "7sus4",
    "7sus": "7sus4",
    "9": "9",
    "maj9": "maj9",
    "m9": "min9",
    "add9": "add9",
    "add2": "add9",
    "madd9": "minadd9",
    "11": "11",
    "m11": "min11",
    "13": "13",
    "maj13": "maj13",
    "m13": "min13",
    "6/9": "69",
    "69": "69",
    "m6/9": "min69",
    "m69": "min69",
    "maj7#11": "maj7#11",
    "9sus": "9sus4",
    "9sus4": "9sus4",
    "13sus": "13sus4",
    "13sus4": "13sus4",
    "7b9": "7b9",
    "7#9": "7#9",
    "7#11": "7#11",
    "9#11": "9#11",
    "alt": "7alt",
    "7alt": "7alt",
}
_ANY_THIRD = ("m", "o", "°", "ø", "dim", "sus", "5", "7sus", "9sus", "13sus")
"""Beginnings of qualities that need no minor third of a small numeral."""
_NEAREST = {
    "m9sus": "9sus4",
    "sus9": "9sus4",
    "sus13": "13sus4",
    "maj11": "maj9",
    "7#5": "7alt",
    "7b5": "7#11",
    "7b13": "7alt",
    "aug7": "7alt",
    "+7": "7alt",
    "9b13": "7alt",
    "7#5#9": "7alt",
    "7b5b9": "7b9",
    "13b9": "7b9",
    "13#11": "9#11",
    "maj7#5": "maj7",
    "maj9#11": "maj7#11",
    "maj13#11": "maj7#11",
    "add11": "maj",
    "m9b5": "hdim7",
}


@dataclass(frozen=True, slots=True)
class Loop:
    """A progression that was named, before a key is known.

    Args:
        names: What was written for each chord.
        labels: The chords, for chord names; empty for Roman numerals.
        numerals: In the notation of ``engine.core.roman``, but for the flats of a minor key; empty for chord names.
        simplified: Names that were brought to a nearer chord.
        end: Where it ends in the text.
    """

    names: tuple[str, ...]
    labels: tuple[ChordLabel, ...]
    numerals: tuple[str, ...]
    simplified: tuple[str, ...]
    end: int

    @property
    def mode(self) -> str:
        """The mode the chords suggest: that of the tonic, else that of the first chord."""
        if self.labels:
            return "minor" if self.labels[0].quality.startswith(("min", "dim", "hdim")) else "major"
        if self.numerals[0].isdigit():
            return "major"
        degrees = [re.match(r"[#b]?([IViv]+)", numeral)[1] for numeral in self.numerals]  # type: ignore[index]
        if "i" in degrees:
            return "minor"
        return "minor" if "I" not in degrees and degrees[0] in ("iv", "v") else "major"

    def in_key(self, key: Key) -> tuple[str, ...]:
        """The chords as numerals of a key."""
        if self.numerals and self.numerals[0].isdigit():
            return tuple(_OF_DEGREE[key.mode][int(degree) - 1] for degree in self.numerals)
        labels = self.labels or tuple(parse_roman(_for_mode(numeral, key.mode), key) for numeral in self.numerals)
        return tuple(roman_numeral(label, key) for label in labels)

    def first_key(self) -> Key:
        """The key of the first chord, for chord names."""
        return Key(self.labels[0].root or 0, self.mode)


def find_loop(text: Text, start: int, *, is_announced: bool) -> Loop | None:
    """The progression that begins at a place in the text.

    Args:
        text: The prompt.
        start: Of a token.
        is_announced: Whether a word such as "chords" stands before, so that bare letters are chords too.
    """
    first = text.cased[start]
    if first.isdigit():
        return _figures(text.cased, start, is_announced)
    if first in "IViv#b":
        return _numerals(text.cased, start)
    if "A" <= first <= "G":
        return _chords(text.cased, start, is_announced)
    return None


def _run(
    cased: str, start: int, symbol: re.Pattern[str], read: Callable[[re.Match[str]], object | None]
) -> tuple[list[re.Match[str]], bool]:
    """Symbols in a row, and whether a comma stands between any."""
    found: list[re.Match[str]] = []
    place, has_comma, between = start, False, ""
    while True:
        match = symbol.match(cased, place)
        if match is None or read(match) is None:
            return found, has_comma
        found.append(match)
        has_comma |= "," in between
        gap = _BETWEEN.match(cased, match.end())
        if gap is None or not gap[0]:
            return found, has_comma
        between, place = gap[0], gap.end()


def _chords(cased: str, start: int, is_announced: bool) -> Loop | None:
    found, has_comma = _run(cased, start, _CHORD, _label)
    extended = any(re.search(r"\d|sus|dim|ø|°", match["quality"]) for match in found)
    marked = extended or any(match["quality"] or len(match["root"]) > 1 for match in found)
    enough = len(found) >= 3 or (len(found) == 2 and (extended or (marked and not has_comma)))
    if found and found[0][0] == "A" and len(found) == 2 and cased[start + 1] == " ":
        enough = False  # the article of "A Fm9 groove"
    if not (enough or (is_announced and found) or (len(found) == 1 and extended)):
        return None
    followed = found[:LONGEST_LOOP]
    return Loop(
        tuple(match[0] for match in followed),
        tuple(label for match in followed if (label := _label(match)) is not None),
        (),
        tuple(match[0] for match in followed if _plain(match["quality"]) not in _EXACT),
        found[-1].end(),
    )


def _label(match: re.Match[str]) -> ChordLabel | None:
    quality = _plain(match["quality"])
    known = _EXACT.get(quality) or _NEAREST.get(quality)
    if known is None:
        return None
    root = pitch_class(match["root"])
    bass = (pitch_class(match["bass"]) - root) % 12 if match["bass"] else 0
    return ChordLabel(root, known, bass, flats="#" not in match["root"])


def _figures(cased: str, start: int, is_announced: bool) -> Loop | None:
    """Degrees in figures: four or more, or with a word for chords before or behind."""
    match = _FIGURES.match(cased, start)
    if match is None:
        return None
    degrees = tuple(re.findall(r"\d", match[0]))
    is_named = is_announced or _NAMED_BEHIND.match(cased, match.end()) is not None
    is_known = "".join(degrees) in _CADENCES or len(degrees) >= 4
    return Loop(degrees, (), degrees, (), match.end()) if is_named or is_known else None


def _numerals(cased: str, start: int) -> Loop | None:
    found, _comma = _run(cased, start, _NUMERAL, _numeral)
    if len(found) < 2 or all(match[0] == "I" for match in found):
        return None
    followed = found[:LONGEST_LOOP]
    return Loop(
        tuple(match[0] for match in followed),
        (),
        tuple(numeral for match in followed if (numeral := _numeral(match)) is not None),
        tuple(match[0] for match in followed if _plain(match["quality"]) not in _EXACT),
        found[-1].end(),
    )


def _numeral(match: re.Match[str]) -> str | None:
    """The numeral in core notation, or None if it is none."""
    return _in_core_notation(match["accidental"], match["numeral"], _plain(match["quality"]), match["slash"] or "")


@lru_cache(maxsize=1_024)
def _in_core_notation(accidental: str, numeral: str, quality: str, slash: str) -> str | None:
    if numeral.islower() and not quality.startswith(_ANY_THIRD):
        quality = f"m{quality}"
    known = _EXACT.get(quality) or _NEAREST.get(quality)
    if known is None:
        return None
    degree = ChordLabel(7, known)  # on the dominant nothing is written as applied
    suffix = re.sub(r"^[#b]?[IViv]+", "", roman_numeral(degree, Key(0, "major")))
    if known.startswith(("min", "dim", "hdim")):
        numeral = numeral.lower()
    text = f"{accidental}{numeral}{suffix}{slash}"
    try:
        parse_roman(text, Key(0, "major"))
        parse_roman(_for_mode(text, "minor"), Key(0, "minor"))
    except ValueError:
        return None
    return text


def _for_mode(numeral: str, mode: str) -> str:
    """A flat third, sixth or seventh degree is the scale's own in minor."""
    return re.sub(r"^b(?=(?:III|VII|VI|iii|vii|vi)(?![iIvV]))", "", numeral) if mode == "minor" else numeral


def _plain(quality: str) -> str:
    return quality.replace("Maj", "maj").replace("Δ", "maj").replace("min", "m").replace("M", "maj")
