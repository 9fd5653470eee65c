"""How far small words reach: what a negation denies, what "only" keeps, which role an adjective belongs to.

**Negation** binds to what follows it: through adjectives, and on through ``and``, ``or``, ``&``, ``/``. A comma ends
it, unless the list closes with ``or`` or ``nor`` ("no kick, clap or snare"). ``but`` and ``with`` end it; so does
``and`` before an adjective or an article ("no kick and soft pads", "no drums and a sax").

**Adjectives** belong to the next role without a comma between ("soft log drum", "soft and deep log drum"), else to the
role before ("log drum: busy", "keys are soft"), else to the whole piece.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from engine.generation.prompting.items import Item
from engine.generation.prompting.lexicon import Lexicon
from engine.generation.prompting.tokens import COLON, Text

BAND = frozenset({"role", "group"})
_DENIABLE = BAND | {
    "mood",
    "label",
    "swing",
    "kick",
    "style",
    "key",
    "mode",
    "unknown",
    "loop",
    "instrumental",
    "genre",
}
_PASSED = frozenset({"filler", "degree"})
_FARTHEST = 12
"""Items an adjective, an ``only`` or a closing ``or`` is looked for; longer phrases are other phrases."""
_ROLE_EFFECTS = ("level", "density", "drive", "low", "slides", "entry")


@dataclass(slots=True)
class Scopes:
    """By index of items: what each negation denies, what is only wanted, the role of each adjective, its degree."""

    denied: dict[int, list[int]] = field(default_factory=dict)
    denied_items: set[int] = field(default_factory=set)
    only: dict[int, list[int]] = field(default_factory=dict)
    role_of: dict[int, int] = field(default_factory=dict)
    degree: dict[int, str] = field(default_factory=dict)


def find_scopes(items: tuple[Item, ...], text: Text, words: Lexicon) -> Scopes:
    """The reach of every small word of a prompt."""
    scopes = Scopes()
    articles = words.contexts["article"]
    for index, item in enumerate(items):
        if item.kind == "negation" or (item.kind == "except" and not _follows_negation(items, index)):
            _deny(scopes, index, _after_negation(items, index, text))
        elif item.kind == "after" and index and items[index - 1].kind in BAND and not item.begins_phrase:
            _deny(scopes, index, [index - 1])
        elif item.kind == "only":
            _keep(scopes, index, _kept(items, index, text, articles))
        elif item.kind == "mood":
            role = _role_of_mood(items, index, text, scopes)
            if role is not None:
                scopes.role_of[index] = role
        elif item.kind == "degree":
            target = _degree_target(items, index)
            if target is not None:
                scopes.degree.setdefault(target, item.name)
    return scopes


def band_before(items: tuple[Item, ...], index: int) -> Item | None:
    """The nearest role before an item within its phrase."""
    for place in range(index, max(-1, index - _FARTHEST), -1):
        if place < index and items[place].kind in BAND:
            return items[place]
        if items[place].begins_phrase:
            return None
    return None


def band_after(items: tuple[Item, ...], index: int) -> Item | None:
    """The nearest role after an item within its phrase."""
    for item in items[index + 1 : index + _FARTHEST]:
        if item.begins_phrase:
            return None
        if item.kind in BAND:
            return item
    return None


def _deny(scopes: Scopes, index: int, denied: list[int]) -> None:
    scopes.denied[index] = denied
    scopes.denied_items.update(denied)


def _keep(scopes: Scopes, index: int, kept: list[int]) -> None:
    if kept:
        scopes.only[index] = kept


def _after_negation(items: tuple[Item, ...], index: int, text: Text) -> list[int]:
    denied: list[int] = []
    opened_with_article = False
    after_and = False
    for place in range(index + 1, min(len(items), index + 1 + _FARTHEST * 2)):
        item = items[place]
        if item.begins_phrase and not (denied and _closes_with_or(items, place)):
            break
        if item.kind in _DENIABLE:
            if after_and and item.kind == "mood":
                break
            denied.append(place)
            after_and = False
        elif item.kind in ("and", "or"):
            after_and = item.kind == "and"
        elif item.kind in _PASSED:
            is_article = text.tokens[item.first].text in ("a", "an", "some")
            if after_and and is_article and not opened_with_article:
                break
            opened_with_article |= is_article and not denied
        else:
            break
    return denied


def _follows_negation(items: tuple[Item, ...], index: int) -> bool:
    """Whether an exception takes back a negation: "no percussion except shakers"."""
    for place in range(index - 1, max(-1, index - _FARTHEST), -1):
        if items[place].kind == "negation":
            return True
        if items[place].begins_phrase:
            return False
    return False


def _closes_with_or(items: tuple[Item, ...], index: int) -> bool:
    for item in items[index : index + _FARTHEST]:
        if item.kind == "or":
            return True
        if item.kind not in _DENIABLE and item.kind not in _PASSED:
            return False
    return False


def _kept(items: tuple[Item, ...], index: int, text: Text, articles: frozenset[str]) -> list[int]:
    """The roles an ``only`` speaks of: those after it, else those before it."""
    kept: list[int] = []
    for place in range(index + 1, min(len(items), index + _FARTHEST)):
        item = items[place]
        if item.begins_phrase:
            break
        if item.kind in BAND:
            kept.append(place)
        elif not (item.kind in ("mood", "and", "or", "degree") or text.tokens[item.first].text in articles):
            break
    after = items[index + 1] if index + 1 < len(items) else None
    goes_on = after is not None and not after.begins_phrase and after.kind in ("place", "number", "time")
    if kept or goes_on or items[index].begins_phrase:
        return kept
    for place in range(index - 1, max(-1, index - _FARTHEST), -1):
        if items[place].kind in BAND:
            kept.append(place)
        elif items[place].kind not in ("and", "mood", "degree"):
            break
        if items[place].begins_phrase:
            break
    return kept


def _role_after(items: tuple[Item, ...], index: int) -> int | None:
    for place in range(index + 1, min(len(items), index + _FARTHEST)):
        item = items[place]
        if item.begins_value:
            return None
        if item.kind in BAND:
            return place
        if item.kind not in ("mood", "and", "degree"):
            return None
    return None


def _role_of_mood(items: tuple[Item, ...], index: int, text: Text, scopes: Scopes) -> int | None:
    role = _role_of_list(items, index, text, scopes)
    if role is None:
        role = _role_after(items, index)
    if role is None and any(effect in items[index].value for effect in _ROLE_EFFECTS):
        role = _role_before(items, index, scopes)
    return role


def _role_of_list(items: tuple[Item, ...], index: int, text: Text, scopes: Scopes) -> int | None:
    """The role whose colon opened a list: ``log drum: busy, hard``."""
    if not items[index].begins_phrase or index - 1 not in scopes.role_of:
        return None
    role = scopes.role_of[index - 1]
    comma = text.raw[text.tokens[items[index - 1].last].end : text.tokens[items[index].first].start].strip()
    return role if role < index and comma == "," and items[role + 1].gap == COLON else None


def _role_before(items: tuple[Item, ...], index: int, scopes: Scopes) -> int | None:
    for place in range(index - 1, max(-1, index - _FARTHEST), -1):
        if items[place + 1].begins_phrase:
            return None
        item = items[place]
        if item.kind in BAND:
            return place
        if item.kind == "mood" and place in scopes.role_of:
            return scopes.role_of[place]
        if item.kind not in ("mood", "and", "degree", "filler", "but", "negation"):
            return None
    return None


def _degree_target(items: tuple[Item, ...], index: int) -> int | None:
    """The mood, role or number word a degree speaks of; "much busier", "more of the log drum"."""
    for place in range(index + 1, min(len(items), index + 5)):
        item = items[place]
        if item.begins_value:
            return None
        if item.kind == "mood" or item.kind in BAND or item.kind in ("swing", "style"):
            return place
        if item.kind not in _PASSED:
            return None
    return None
