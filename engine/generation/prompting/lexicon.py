"""The words prompts are read by: data in ``resources/lexicon``, looked up by longest phrase.

A file holds tables of words; which words mean what is decided there, what follows from it in the grammar. Words of
other languages stand under the two letters of their language; they are few, and only those whose sense is certain.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from engine.core.roles import ROLES
from engine.generation.prompting.tokens import BREAK, COLON, Token, tokenise
from engine.paths import resources

_LANGUAGE = re.compile(r"[a-z]{2}")
_WORD_LISTS = ("words", "weak", "more")


@dataclass(frozen=True, slots=True)
class Entry:
    """What a phrase means.

    Args:
        kind: ``style``, ``role``, ``group``, ``label``, ``mood``, ``swing``, ``kick``, ``meter``, ``unit``, ``mode``,
            ``filler``, ``negation`` and the other structural words of ``grammar.toml``.
        name: Which of its kind.
        data: What else its table says.
        form: ``words``, ``weak`` (counts only where nothing stronger is said) or ``more`` (a comparative).
    """

    kind: str
    name: str
    data: Mapping[str, Any] = field(default_factory=dict)
    form: str = "words"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Phrases; number words; modes; names of notes; words that give context.

    ``lengths`` are those of the phrases that begin with a word, the longest first; ``mode_names`` are
    those that can stand behind a tonic, the longest first.
    """

    phrases: Mapping[tuple[str, ...], Entry]
    lengths: Mapping[str, tuple[int, ...]]
    numbers: Mapping[str, float]
    modes: Mapping[str, str]
    mode_names: tuple[str, ...]
    solfege: Mapping[str, int]
    sharps: frozenset[str]
    flats: frozenset[str]
    contexts: Mapping[str, frozenset[str]]

    def match(self, tokens: tuple[Token, ...], index: int) -> tuple[int, Entry] | None:
        """The longest phrase that begins at a token, as the number of its tokens and its entry."""
        run = [tokens[index].text]
        for first in (run[0], run[0].lstrip("'")):  # 'piano is a word of its own, 'sax is not
            for length in self.lengths.get(first, ()):
                for token in tokens[index + len(run) : index + length]:
                    if token.gap in (BREAK, COLON):
                        break
                    run.append(token.text.lstrip("'"))
                entry = self.phrases.get((first, *run[1:length])) if length <= len(run) else None
                if entry is not None:
                    return length, entry
            if first == run[0].lstrip("'"):
                break
        return None


@cache
def lexicon() -> Lexicon:
    """The words that ship with the product.

    Raises:
        ValueError: If a phrase is given two meanings.
    """
    return load(resources() / "lexicon")


def load(folder: Path) -> Lexicon:
    """The words of a folder of TOML files.

    Raises:
        ValueError: If a phrase is given two meanings, or a table names a role that does not exist.
    """
    files = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.toml"))}
    meanings: dict[tuple[str, ...], Entry] = {}
    for phrase, entry in _pairs(files):
        key = _cut(phrase)
        if not key:
            raise ValueError(f"{phrase!r} has no word")
        meanings[key] = _joined(phrase, meanings.get(key), entry)
    lengths: dict[str, set[int]] = {}
    for words in meanings:
        lengths.setdefault(words[0], set()).add(len(words))
    measures = files["measures"]
    modes = {name: mode for mode, names in measures["mode"].items() for name in names}
    solfege = measures["solfege"]
    return Lexicon(
        meanings,
        {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()},
        {word: float(value) for language in measures["number"].values() for word, value in language.items()},
        modes,
        tuple(sorted((name for name in modes if not name.endswith(("key", "keys"))), key=len, reverse=True)),
        solfege["notes"],
        frozenset(solfege["sharp"]),
        frozenset(solfege["flat"]),
        {name: frozenset(words) for name, words in measures["context"].items()},
    )


def _joined(phrase: str, known: Entry | None, entry: Entry) -> Entry:
    """One meaning of a phrase: anything before a filler; a mood that is also a weak word for a style keeps both."""
    if known is None or known.kind == "filler":
        return entry
    if entry.kind == "filler" or (entry.kind, entry.name) == (known.kind, known.name):
        return known
    if known.form == "weak" and entry.kind == "mood":
        return replace(entry, data={**entry.data, "style": known.name})
    raise ValueError(f"{phrase!r} is both {known.kind} {known.name!r} and {entry.kind} {entry.name!r} in the lexicon")


def _cut(phrase: str) -> tuple[str, ...]:
    return tuple(token.text for token in tokenise(phrase).tokens)


def _pairs(files: Mapping[str, Any]) -> Iterator[tuple[str, Entry]]:
    """Every phrase of the files with its meaning."""
    grammar = dict(files["grammar"])
    yield from _fillers(grammar.pop("filler"))
    for kind, file in (("style", "styles"), ("label", "form"), ("mood", "moods")):
        for name, table in files[file].items():
            yield from _listed(kind, name, table)
    yield from _band(files["roles"])
    units_and_modes = {kind: files["measures"][kind] for kind in ("unit", "mode")}
    for tables in (files["rhythm"], units_and_modes, grammar, files["change"]):
        for kind, table in tables.items():
            yield from _named(kind, table)
    for kind, table in files["names"].items():
        yield from ((word, Entry(kind, kind)) for word in table["words"])


def _band(files: Mapping[str, Any]) -> Iterator[tuple[str, Entry]]:
    for table in files["role"]:
        if table["role"] not in ROLES:
            raise ValueError(f"the lexicon names a role that does not exist: {table['role']!r}")
        yield from _listed("role", f"{table['role']} {table.get('instrument', '')}{table.get('chords', '')}", table)
    for table in files["group"]:
        yield from _listed("group", table["id"], {**table, "roles": group_roles(table)})


def _named(kind: str, table: Mapping[str, Any]) -> Iterator[tuple[str, Entry]]:
    """Words by name; ``words`` and the lists of other languages have none."""
    for name, words in table.items():
        own = "" if name == "words" or _LANGUAGE.fullmatch(name) else name
        yield from ((word, Entry(kind, own)) for word in words)


def group_roles(table: Mapping[str, Any]) -> tuple[str, ...]:
    """The roles of a group: those it lists, or all of its stem."""
    if "roles" in table:
        return tuple(table["roles"])
    return tuple(role.id for role in ROLES.values() if role.stem.value == table["stem"])


def _listed(kind: str, name: str, table: Mapping[str, Any]) -> Iterator[tuple[str, Entry]]:
    data = {key: value for key, value in table.items() if key not in _WORD_LISTS and not _is_words(key, value)}
    for form in _WORD_LISTS:
        yield from ((word, Entry(kind, name, data, form)) for word in table.get(form, ()))
    for key, value in table.items():
        if _is_words(key, value):
            yield from ((word, Entry(kind, name, data)) for word in value)


def _is_words(key: str, value: object) -> bool:
    return bool(_LANGUAGE.fullmatch(key)) and key not in ("of", "id") and isinstance(value, list)


def _fillers(table: Mapping[str, Any]) -> Iterable[tuple[str, Entry]]:
    entry = Entry("filler", "filler")
    for value in table.values():
        yield from ((word, entry) for word in (value.split() if isinstance(value, str) else value))
