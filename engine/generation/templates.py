"""Prompt templates: the user's words, tempo, key and style put into a sentence; what varies is drawn with a seed.

``{prompt} {bpm} {key} {style} {bars}`` are filled in; ``[warm|dusty|bright]`` draws one of its words. A clause between
commas that names something nobody asked for is left out whole.
"""

from __future__ import annotations

import hashlib
import re

from engine.core.errors import UserError
from engine.generation.wishes import Wishes

FIELDS = ("prompt", "bpm", "key", "style", "bars")
TEMPLATES = {
    "plain": "{prompt}",
    "tags": "{style}, {prompt}, {bpm} bpm, {key}",
    "caption": "{prompt}, an instrumental {style} track in {key}, at a steady {bpm} bpm",
    "varied": "{prompt}, [warm|deep|spacious|dusty] mix, [steady groove|tight groove|rolling groove], {bpm} bpm, {key}",
}
"""Templates by name. audiocraft trains with tempo and key merged into the text (``merge_text_conditions_p``)."""
_MOST = 600
_FIELD = re.compile(r"\{([^{}]*)\}")
_CHOICE = re.compile(r"\[([^\[\]]*)\]")


def template_of(name: str) -> str:
    """A template by its name, or a text that is one.

    Raises:
        UserError: If it is neither, or names a field that there is not.
    """
    text = TEMPLATES.get(name, name)
    if "{prompt}" not in text:
        raise UserError(
            f"'{name}' is no template: it does not say where the prompt goes",
            f"Choose from {', '.join(TEMPLATES)}, or write one with {{prompt}} in it.",
        )
    if len(text) > _MOST:
        raise UserError(f"A template of {len(text)} characters is too long", f"Use {_MOST} at most.")
    unknown = [field for field in _FIELD.findall(text) if field not in FIELDS]
    if unknown or text.count("{") != len(_FIELD.findall(text)) or text.count("}") != len(_FIELD.findall(text)):
        named = f"'{{{unknown[0]}}}'" if unknown else "its braces"
        raise UserError(f"The template cannot be used: {named}", f"Fields are {', '.join(FIELDS)}, each in braces.")
    return text


def fill(template: str, prompt: str, wishes: Wishes, *, seed: int, style: str = "") -> str:
    """What a model is told.

    Args:
        template: Of ``template_of``.
        prompt: The user's words; they are never changed.
        wishes: Tempo, key and length that were asked for.
        seed: Draws the alternatives: the same seed, the same words, on every machine.
        style: What the style is called, empty for none.
    """
    values = {
        "prompt": prompt.strip(),
        "bpm": "" if wishes.tempo_bpm is None else f"{wishes.tempo_bpm:g}",
        "key": "" if wishes.key is None else str(wishes.key),
        "style": style,
        "bars": "" if wishes.bars is None else str(wishes.bars),
    }
    drawn = _CHOICE.sub(lambda found: _draw(found, seed), template)
    clauses = [clause for clause in drawn.split(",") if all(values[field] for field in _FIELD.findall(clause))]
    return ", ".join(part for clause in clauses if (part := _FIELD.sub(lambda f: values[f[1]], clause).strip()))


def _draw(found: re.Match[str], seed: int) -> str:
    words = found[1].split("|")
    digest = hashlib.sha256(f"{seed}/{found.start()}".encode()).digest()
    return words[int.from_bytes(digest[:4], "big") % len(words)].strip()
