"""Keys as musicians write them: ``F minor``, ``F#m``, ``g flat major``, ``es-moll``, ``la mineur``, ``4A``.

Circle-of-fifths codes follow the Camelot wheel (Davis, mixedinkey.com: 8A is A minor, 8B C major, one step a fifth).
German names have ``H`` for B and ``B`` for B flat, where ``moll`` or ``dur`` says that German is spoken.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from engine.core.harmony import pitch_class
from engine.generation.prompting.lexicon import Lexicon
from engine.generation.prompting.tokens import BREAK, COLON, Text

_GLUED = re.compile(r"(?:(?P<root>[A-G])(?P<sign>[#b]?)|(?P<small>[a-g])(?P<must>[#b]))(?P<mode>m|min|maj)(?![\w#])")
_SMALL = re.compile(r"(?P<root>[a-g])m(?![\w#])")
_SIGNED = re.compile(r"(?P<root>[A-Ga-g])(?:(?P<sign>[#b])|[ -](?P<word>sharp|flat))(?![\w#])", re.IGNORECASE)
_BARE = re.compile(r"(?P<root>[A-Ga-g])(?![\w#'])")
_CAMELOT = re.compile(r"(?P<hour>\d{1,2})(?P<ring>[abmd])(?!\w)")
_GERMAN = re.compile(r"(?P<note>cis|dis|fis|gis|ais|eis|ces|des|es|fes|ges|as|b|h)[ -]*(?P<mode>moll|dur)(?![^\W_])")
_GERMAN_NOTES = {"h": 11, "b": 10, "es": 3, "as": 8} | {
    f"{letter}{ending}": (pitch_class(letter.upper()) + step) % 12
    for letter in "cdefga"
    for ending, step in (("is", 1), ("es", -1))
}
_AFTER_MODE_NOT_KEY = re.compile(
    r"[ -](?:key|feel|feeling|mood|vibe|chord|chords|scale|progression|groove|tone|sound|track|song|tune|tonality)"
)
_SOLFEGE_NEXT = re.compile(r" (?:do|re|mi|fa|sol|la|si)(?![^\W_])")


@dataclass(frozen=True, slots=True)
class KeyFound:
    """A key that was named: its tonic, its mode or None where it was left out, and where it ends in the text."""

    tonic: int
    mode: str | None
    end: int


def find_key(text: Text, index: int, words: Lexicon) -> KeyFound | None:
    """The key whose name begins at a token, or None."""
    start = text.tokens[index].start
    first = text.folded[start]
    if first.isdigit():
        return _camelot(text, index, words)
    if not "a" <= first <= "u":
        return None
    return (
        _spelt(text, start, words)
        or _german(text, start)
        or _solfege(text, start, words)
        or _glued(text, start)
        or _by_context(text, index, words)
    )


def follows(text: Text, index: int, phrases: frozenset[str], longest: int = 4) -> bool:
    """Whether one of some phrases stands directly before a token, with no break but a colon between."""
    if text.tokens[index].gap == BREAK:
        return False
    before: list[str] = []
    for token in reversed(text.tokens[max(0, index - longest) : index]):
        before.insert(0, token.text)
        if " ".join(before) in phrases:
            return True
        if token.gap in (BREAK, COLON):
            return False
    return False


def stands_alone(text: Text, index: int, end: int) -> bool:
    """Whether what begins at a token and ends at ``end`` fills its phrase."""
    after = next((token for token in text.tokens[index : index + 4] if token.start >= end), None)
    return text.tokens[index].gap == BREAK and (after is None or after.gap == BREAK)


@cache
def _note_and_mode(modes: tuple[str, ...]) -> re.Pattern[str]:
    names = "|".join((*modes, "min"))
    return re.compile(
        rf"(?P<root>[a-g])(?:(?P<sign>[#b])(?![a-z])|[ -]?(?P<word>sharp|flat))?[ -]*(?P<mode>{names})(?![^\W\d_])"
    )


def _spelt(text: Text, start: int, words: Lexicon) -> KeyFound | None:
    """``F# minor``, ``g flat major``, ``Eb moll``."""
    if not "a" <= text.folded[start] <= "g":
        return None
    match = _note_and_mode(words.mode_names).match(text.folded, start)
    if match is None or text.folded.startswith(("b moll", "b-moll", "bmoll", "b dur", "b-dur", "bdur"), start):
        return None
    if match[0].startswith("a ") and text.cased[start] == "a" and _AFTER_MODE_NOT_KEY.match(text.folded, match.end()):
        return None  # the article of "a minor key"
    return KeyFound(_note(match["root"], match["sign"], match["word"]), _mode(match["mode"], words), match.end())


def _german(text: Text, start: int) -> KeyFound | None:
    match = _GERMAN.match(text.folded, start)
    if match is None:
        return None
    return KeyFound(_GERMAN_NOTES[match["note"]], "minor" if match["mode"] == "moll" else "major", match.end())


@cache
def _note_in_latin(
    notes: tuple[str, ...], sharps: frozenset[str], flats: frozenset[str], modes: tuple[str, ...]
) -> re.Pattern[str]:
    signs = "|".join((*sorted(sharps), *sorted(flats), "#", "b"))
    return re.compile(
        rf"(?P<note>{'|'.join(notes)})(?: ?(?P<sign>{signs}))?[ -]+(?P<mode>{'|'.join(modes)})(?![^\W\d_])"
    )


def _solfege(text: Text, start: int, words: Lexicon) -> KeyFound | None:
    match = _note_in_latin(tuple(words.solfege), words.sharps, words.flats, words.mode_names).match(text.folded, start)
    if match is None:
        return None
    sign = match["sign"] or ""
    shift = 1 if sign in words.sharps | {"#"} else -1 if sign in words.flats | {"b"} else 0
    return KeyFound((words.solfege[match["note"]] + shift) % 12, _mode(match["mode"], words), match.end())


def _glued(text: Text, start: int) -> KeyFound | None:
    """``Fm``, ``F#m``, ``bbm``, ``Gmaj``."""
    match = _GLUED.match(text.cased, start)
    if match is None or (match[0] == "Em" and _SOLFEGE_NEXT.match(text.folded, match.end())):
        return None  # Portuguese "Em ré menor"
    tonic = _note(match["root"] or match["small"], match["sign"] or match["must"], None)
    return KeyFound(tonic, "major" if match["mode"] == "maj" else "minor", match.end())


def _by_context(text: Text, index: int, words: Lexicon) -> KeyFound | None:
    """``in F#``, ``key of C``, ``fm`` in a field of its own."""
    start = text.tokens[index].start
    named = follows(text, index, words.contexts["key"])
    signed = _SIGNED.match(text.cased, start)
    if signed is not None and (named or (stands_alone(text, index, signed.end()) and signed["root"].isupper())):
        return KeyFound(_note(signed["root"], signed["sign"], signed["word"]), None, signed.end())
    small = _SMALL.match(text.cased, start)
    if small is not None and (named or _after_tempo(text, index) or stands_alone(text, index, small.end())):
        return KeyFound(_note(small["root"], None, None), "minor", small.end())
    bare = _BARE.match(text.cased, start)
    if bare is None or not named:
        return None
    before = text.tokens[index - 1].text
    if before in ("in", "en", "em") and (bare["root"].islower() or _is_article(text, index, bare)):
        return None
    return KeyFound(_note(bare["root"], None, None), None, bare.end())


def _after_tempo(text: Text, index: int) -> bool:
    """``112bpm fm``: a title line, not a verb or a kind of synthesis."""
    before = text.tokens[index - 1] if index and text.tokens[index].gap == " " else None
    after = text.tokens[index + 1] if index + 1 < len(text.tokens) else None
    is_noun = after is not None and after.gap == " " and after.text in ("piano", "ep", "keys", "synth", "radio", "bass")
    return before is not None and before.text == "bpm" and not is_noun


def _is_article(text: Text, index: int, bare: re.Match[str]) -> bool:
    after = text.tokens[index + 1 : index + 2]
    return bare["root"] == "A" and bool(after) and after[0].gap == " "


def _camelot(text: Text, index: int, words: Lexicon) -> KeyFound | None:
    match = _CAMELOT.match(text.folded, text.tokens[index].start)
    if match is None or not 1 <= int(match["hour"]) <= 12:
        return None
    ring, hour = match["ring"], int(match["hour"])
    if ring in "md":  # Open Key, where 1m is A minor and 1d C major; "5m" alone is a length
        if not follows(text, index, frozenset({"open key"})):
            return None
        fifths, minor = hour - 1, ring == "m"
    else:
        if not (text.raw[match.end() - 1].isupper() or follows(text, index, words.contexts["camelot"])):
            return None
        fifths, minor = hour - 8, ring == "a"
    return KeyFound(((9 if minor else 0) + 7 * fifths) % 12, "minor" if minor else "major", match.end())


def _mode(name: str, words: Lexicon) -> str:
    return words.modes.get(name, "minor")


def _note(letter: str, sign: str | None, word: str | None) -> int:
    shift = {"#": 1, "sharp": 1, "b": -1, "flat": -1}.get((sign or word or "").lower(), 0)
    return (pitch_class(letter.upper()) + shift) % 12
