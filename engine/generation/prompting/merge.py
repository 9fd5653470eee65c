"""Options beside words: what was set outright wins, and where it differs from the words a sentence says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from engine.core.harmony import Key
from engine.generation.wishes import Reading, Wishes

_NAMES = {
    "tempo_bpm": "tempo",
    "target_lufs": "loudness",
    "seconds": "length in seconds",
    "bars": "length in bars",
    "levels_db": "levels",
    "form_bars": "lengths of sections",
}
_NOTHING = Wishes()


def merge(reading: Reading, explicit: Wishes) -> Reading:
    """A reading with options laid over it.

    Args:
        reading: What the words ask for.
        explicit: What options ask for; fields left at their defaults ask for nothing.

    Returns:
        The reading with the options' wishes, and a sentence in ``conflicts`` for every one that differs from the words.
    """
    said = reading.wishes
    values: dict[str, Any] = {}
    conflicts: list[str] = []
    for name in (field.name for field in fields(Wishes)):
        old, new = getattr(said, name), getattr(explicit, name)
        if new == getattr(_NOTHING, name):
            continue
        if isinstance(new, Mapping):
            conflicts += [
                _sentence(f"{_name(name)} of {key}", old[key], value)
                for key, value in new.items()
                if key in old and old[key] not in ("", value)
            ]
            values[name] = {**old, **new}
        elif name in ("without", "mood"):
            values[name] = old | new if isinstance(old, frozenset) else tuple(dict.fromkeys((*old, *new)))
        else:
            if old not in (getattr(_NOTHING, name), new):
                conflicts.append(_sentence(_name(name), old, new))
            values[name] = new
    values |= _excluded(said, explicit, values, conflicts)
    return replace(reading, wishes=replace(said, **values), conflicts=(*reading.conflicts, *conflicts))


def _excluded(said: Wishes, explicit: Wishes, values: dict[str, Any], conflicts: list[str]) -> dict[str, Any]:
    """Fields of the words that an option of another name rules out."""
    out: dict[str, Any] = {}
    if explicit.seconds is not None and said.bars is not None:
        conflicts.append(_sentence("length", f"{said.bars} bars", f"{explicit.seconds:g} s"))
        out["bars"] = None
    if explicit.bars is not None and said.seconds is not None:
        conflicts.append(_sentence("length", f"{said.seconds:g} s", f"{explicit.bars} bars"))
        out["seconds"] = None
    if explicit.tempo_bpm is not None:
        out["tempo_shift"] = None
    if explicit.key is not None:
        out["mode"] = None
    elif explicit.mode is not None and said.key is not None:
        if said.key.mode != explicit.mode:
            conflicts.append(_sentence("mode", said.key.mode, explicit.mode))
        out |= {"key": Key(said.key.tonic, explicit.mode), "mode": None}
    if explicit.form and not explicit.form_bars:
        out["form_bars"] = (0,) * len(explicit.form)
    return out | _band(said, explicit, values, conflicts)


def _band(said: Wishes, explicit: Wishes, values: dict[str, Any], conflicts: list[str]) -> dict[str, Any]:
    roles: dict[str, str] = values.get("roles", said.roles)
    without: frozenset[str] = values.get("without", said.without)
    for roles_in_question, words, option in (
        (said.without & explicit.roles.keys(), "left out", "asked for"),
        (said.roles.keys() & explicit.without, "asked for", "left out"),
    ):
        conflicts += [_sentence(_name(role), words, option) for role in sorted(roles_in_question)]
    without -= explicit.roles.keys() - explicit.without
    return {"without": without, "roles": {role: sound for role, sound in roles.items() if role not in without}}


def _sentence(name: str, words: object, option: object) -> str:
    return f"The words say {_shown(words)} for {name}, the option {_shown(option)}; the option is followed."


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return " ".join(map(str, value)) or "nothing"
    return str(value)


def _name(field: str) -> str:
    return _NAMES.get(field, field.replace("_", " "))
