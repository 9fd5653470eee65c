"""Prompts to wishes.

A prompt is cut into tokens, the tokens into items (numbers, keys, progressions, phrases of the lexicon), small words
are given their reach (``scopes``), and each kind of item has one reader. Every word ends up understood, as a filler, or
ignored; what is ignored is reported as it was written.
"""

from __future__ import annotations

from collections.abc import Mapping
from statistics import fmean
from typing import Any

from engine.generation.prompting.band import (
    read_group,
    read_instrumental,
    read_negation,
    read_only,
    read_role,
    settle_band,
)
from engine.generation.prompting.draft import MIDDLE_TEMPO_BPM, Draft
from engine.generation.prompting.feel import read_kick, read_meter, read_mood, read_style, read_swing, settle_style
from engine.generation.prompting.form import read_label
from engine.generation.prompting.harmony import read_key, read_loop, read_mode, settle
from engine.generation.prompting.items import itemise
from engine.generation.prompting.leftovers import collect_ignored, read_name, read_similar
from engine.generation.prompting.lexicon import lexicon
from engine.generation.prompting.measures import read_number, read_time, read_unit
from engine.generation.prompting.reader import Handler, Reader
from engine.generation.prompting.scopes import find_scopes
from engine.generation.prompting.tokens import tokenise
from engine.generation.wishes import Reading, Wishes

HANDLERS: dict[str, Handler] = {
    "number": read_number,
    "unit": read_unit,
    "time": read_time,
    "ratio": read_meter,
    "meter": read_meter,
    "key": read_key,
    "mode": read_mode,
    "loop": read_loop,
    "style": read_style,
    "mood": read_mood,
    "swing": read_swing,
    "kick": read_kick,
    "role": read_role,
    "group": read_group,
    "label": read_label,
    "negation": read_negation,
    "after": read_negation,
    "except": read_negation,
    "only": read_only,
    "instrumental": read_instrumental,
    "similar": read_similar,
    "artist": read_name,
    "genre": read_name,
    "unknown": Reader.pass_over,
}
"""Which reader each kind of item has; those without one are structural words."""

_EDGES = frozenset({"intro", "build", "outro"})
"""Sections that make no piece by themselves: "16-bar intro" speaks of the intro, not of the whole form."""


def read_prompt(text: str) -> Reading:
    """Read a prompt.

    Args:
        text: Anything; a producer's words in English, the scene's own and common ones of other languages.

    Returns:
        What it asks for, which words did, which words were not understood, and contradictions. Never raises for what
        is in a text; the same text gives the same reading.
    """
    reader = read(text)
    return finish(reader)


def read(text: str, handlers: Mapping[str, Handler] = HANDLERS) -> Reader:
    """A text read item by item, before contradictions are settled."""
    cut = tokenise(text)
    words = lexicon()
    items = itemise(cut, words)
    reader = Reader(cut, words, items, find_scopes(items, cut, words))
    index = 0
    while index < len(items):
        handler = handlers.get(items[index].kind)
        index = handler(reader, index) if handler is not None else reader.pass_over(index, "filler")
    settle_style(reader)
    return reader


def finish(reader: Reader) -> Reading:
    """Settle what was read."""
    draft = reader.draft
    roles, without = settle_band(reader)
    key, mode, harmony = settle(draft)
    wishes = Wishes(
        key=key,
        mode=mode,
        harmony=harmony,
        roles=roles,
        without=without,
        mood=tuple(draft.moods),
        log_drum={} if "log_drum" in without else dict(draft.log_drum),
        levels_db={role: level for role, level in draft.levels_db.items() if role not in without},
        densities={role: density for role, density in draft.densities.items() if role not in without},
        **_single(draft),
        **_length(draft),
        **_form(draft),
    )
    understood = tuple(piece for _place, piece in sorted(draft.understood, key=lambda pair: pair[0]))
    return Reading(wishes, understood, collect_ignored(reader), draft.sentences)


def _single(draft: Draft) -> dict[str, Any]:
    topics = ("style", "tempo_bpm", "tempo_shift", "swing", "kick", "richness", "target_lufs")
    energies = draft.values.get("energies")
    values = {topic: draft.values[topic] for topic in topics if topic in draft.values}
    if energies:
        values["energy"] = round(fmean(energies), 3)
    return values


def _length(draft: Draft) -> dict[str, Any]:
    unit, value = draft.values.get("length", ("seconds", None))
    return {unit: value}


def _form(draft: Draft) -> dict[str, Any]:
    """Sections; lengths in seconds become whole bars at the tempo that was named, or the genre's middle one."""
    if not draft.form:
        return {}
    if len(draft.form) < 2 or all(label in _EDGES for label, _bars, _seconds in draft.form):
        names = ", ".join(label for label, _bars, _seconds in draft.form)
        draft.conflicts.append(f"A form needs its main sections too; {names} alone is not followed, the style decides.")
        return {}
    tempo = draft.values.get("tempo_bpm", MIDDLE_TEMPO_BPM)
    bars = [bars or (max(1, round(seconds * tempo / 240.0)) if seconds else 0) for _label, bars, seconds in draft.form]
    return {"form": tuple(label for label, _bars, _seconds in draft.form), "form_bars": tuple(bars)}
