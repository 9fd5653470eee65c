"""The state of one reading: the items, what was made of each, and the draft they fill."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from engine.generation.prompting.draft import Draft
from engine.generation.prompting.items import Item
from engine.generation.prompting.lexicon import Lexicon
from engine.generation.prompting.scopes import Scopes
from engine.generation.prompting.tokens import Text

UNDERSTOOD, FILLER, IGNORED = "understood", "filler", "ignored"


@dataclass(slots=True)
class Reader:
    """One prompt being read. ``fates`` says of each item whether it was understood, is a filler or is ignored."""

    text: Text
    words: Lexicon
    items: tuple[Item, ...]
    scopes: Scopes
    draft: Draft = field(default_factory=Draft)
    fates: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.fates = [""] * len(self.items)

    def written(self, first: int, last: int | None = None) -> str:
        """What was written from one item to another, which is included."""
        item = self.items[first]
        end = self.items[first if last is None else last].last
        start = self.text.tokens[item.first].start - self.text.tokens[item.first].is_negative
        return self.text.raw[start : self.text.tokens[end].end]

    def folded(self, index: int) -> str:
        """An item's words, folded and single-spaced."""
        item = self.items[index]
        return " ".join(token.text for token in self.text.tokens[item.first : item.last + 1])

    def claim(self, first: int, last: int, meaning: str) -> None:
        """Items were understood, and what for."""
        self.fates[first : last + 1] = [UNDERSTOOD] * (last + 1 - first)
        self.draft.note(self.items[first].first, self.written(first, last), meaning)

    def pass_over(self, index: int, fate: str = IGNORED) -> int:
        """An item says nothing that can be followed; the next one."""
        if not self.fates[index]:
            self.fates[index] = fate
        return index + 1

    def is_kind(self, index: int, *kinds: str, name: str | None = None) -> bool:
        """Whether an item exists, is of a kind and continues the phrase (a colon is no end)."""
        if not 0 <= index < len(self.items):
            return False
        item = self.items[index]
        return item.kind in kinds and not item.begins_phrase and (name is None or item.name == name)

    def context_before(self, index: int, context: str) -> int | None:
        """The item before, fillers aside, that is a word of a context; None if there is none in the phrase."""
        for place in range(index - 1, max(-1, index - 5), -1):
            if self.items[place + 1].begins_phrase:
                return None
            if self.folded(place) in self.words.contexts[context]:
                return place
            if self.items[place].kind not in ("filler", "place", "degree"):
                return None
        return None


Handler = Callable[[Reader, int], int]
"""Reads the item at an index and returns the index of the next one to read."""
