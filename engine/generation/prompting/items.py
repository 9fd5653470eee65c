"""A prompt as a row of items: numbers, keys, progressions and phrases of the lexicon, each over its tokens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from engine.generation.prompting.chords import Loop, find_loop
from engine.generation.prompting.keys import KeyFound, find_key, follows
from engine.generation.prompting.lexicon import Entry, Lexicon
from engine.generation.prompting.numbers import Number, find_number
from engine.generation.prompting.tokens import BREAK, COLON, Text

_CHORDS_BEGIN = frozenset("ABCDEFGIViv#b1234567")
_ANNOUNCE = frozenset({"chords", "chord", "progression", "chord progression", "changes", "loop", "harmony"})


@dataclass(frozen=True, slots=True)
class Item:
    """A piece of the prompt.

    Args:
        kind: ``number``, ``time``, ``key``, ``loop``, ``unknown`` or the kind of a lexicon entry.
        name: Which of its kind.
        first, last: Its tokens; ``last`` is included.
        gap: What stands before it.
        value: The number, ``KeyFound`` or ``Loop``; the entry's data else.
        form: The form of its entry.
    """

    kind: str
    name: str
    first: int
    last: int
    gap: str
    value: Any = None
    form: str = "words"

    @property
    def begins_phrase(self) -> bool:
        return self.gap == BREAK

    @property
    def begins_value(self) -> bool:
        """Whether a comma or a colon stands before it."""
        return self.gap in (BREAK, COLON)


def itemise(text: Text, words: Lexicon) -> tuple[Item, ...]:
    """The items of a prompt; every token belongs to exactly one."""
    items: list[Item] = []
    index = 0
    while index < len(text.tokens):
        item = _next(text, index, words)
        items.append(item)
        index = item.last + 1
    return tuple(items)


def _next(text: Text, index: int, words: Lexicon) -> Item:
    token = text.tokens[index]
    may_be_chord = token.kind in ("word", "number") and text.cased[token.start] in _CHORDS_BEGIN
    loop = find_loop(text, token.start, is_announced=follows(text, index, _ANNOUNCE, 2)) if may_be_chord else None
    if loop is not None:
        return _over(text, index, loop.end, "loop", loop)
    key = find_key(text, index, words) if token.kind in ("word", "number") else None
    if key is not None:
        return _over(text, index, key.end, "key", key)
    phrase = words.match(text.tokens, index)
    number = find_number(text.tokens, index, words)
    if number is not None and (phrase is None or phrase[1].kind == "filler" or phrase[0] < number.num_tokens):
        return Item("number", "", index, index + number.num_tokens - 1, token.gap, number)
    if token.kind == "time":
        return Item("time", "", index, index, token.gap, token.text)
    if phrase is not None:
        return _of_entry(index, token.gap, phrase)
    if _is_elision(text, index):
        return Item("filler", "", index, index, token.gap)
    return Item("ratio" if token.kind == "ratio" else "unknown", "", index, index, token.gap)


def _of_entry(index: int, gap: str, phrase: tuple[int, Entry]) -> Item:
    num_tokens, entry = phrase
    return Item(entry.kind, entry.name, index, index + num_tokens - 1, gap, entry.data, entry.form)


def _over(text: Text, index: int, end: int, kind: str, value: KeyFound | Loop) -> Item:
    last = index
    while last + 1 < len(text.tokens) and text.tokens[last + 1].start < end:
        last += 1
    return Item(kind, "", index, last, text.tokens[index].gap, value)


def _is_elision(text: Text, index: int) -> bool:
    """A letter or two before or after an apostrophe: ``d'orgue``, ``it's``."""
    token = text.tokens[index]
    if token.kind != "word" or len(token.text) > 2:
        return False
    before = text.folded[token.start - 1 : token.start]
    return before == "'" or text.folded[token.end : token.end + 1] == "'"


__all__ = ["Item", "Number", "itemise"]
