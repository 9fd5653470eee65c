"""A blueprint's sections in words, for a model that is told words and knows no bars.

Tempo and key stand in every section's words: a window hears the end of the one before, and is told the same tempo.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.generation.base import SectionWords

if TYPE_CHECKING:
    from engine.core.blueprint import Blueprint, PlannedSection

_CALM, _FULL = 0.35, 0.7
"""Energies below and above which a section is called so (design values)."""
_MOST_ROLES = 4
"""Named in a section's words: a text model follows few."""
_TELLING = (
    "log_drum", "lead", "vocal", "keys", "choir", "guitar", "pad", "riff", "bass", "stab", "shaker", "conga", "bongo",
    "kick", "clap", "snare", "rim", "hat",
)  # fmt: skip
"""What says most of a section, in this order (design value): the log drum names the music, a voice or a solo the
section; small percussion and effects are heard in most of them and told in none."""
_SAID = {"lead": "solo", "vocal": "vocals", "hat": "hi-hats"}


def told_sections(blueprint: Blueprint, prompt: str) -> tuple[SectionWords, ...]:
    """What is told in each section: the whole prompt, the section's part, its energy, its instruments, tempo and key.

    Args:
        blueprint: The plan.
        prompt: What the whole piece is to be.
    """
    bar_seconds = 4 * 60.0 / blueprint.tempo_bpm
    told, bars = [], 0
    for section in blueprint.sections:
        start = bars * bar_seconds
        told.append(SectionWords(start, _words(section, blueprint, prompt), section.name or section.label))
        bars += section.num_bars
    return tuple(told)


def _words(section: PlannedSection, blueprint: Blueprint, prompt: str) -> str:
    parts = [prompt, section.label.replace("_", " ")]
    if section.energy <= _CALM:
        parts.append("calm and sparse")
    elif section.energy >= _FULL:
        parts.append("full and energetic")
    playing = {plan.role for plan in section.roles}
    parts += [_SAID.get(role, role.replace("_", " ")) for role in _TELLING if role in playing][:_MOST_ROLES]
    if "bpm" not in prompt.lower():
        parts.append(f"{blueprint.tempo_bpm:g} bpm")
    if (key := str(blueprint.key)).lower() not in prompt.lower():
        parts.append(key)
    return ", ".join(part for part in parts if part)
