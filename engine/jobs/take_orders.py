"""What a job of takes is asked for: words, options and an earlier take become an order, an order becomes plans."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from engine.core.errors import UserError
from engine.generation.wishes import Reading, Wishes

if TYPE_CHECKING:
    from engine.core.blueprint import Blueprint
    from engine.generation.base import Generator
    from engine.jobs.generate_takes import GenerateTakes

_COPIES_IN_MEMORY = 16  # five stems, the mix, the same of a better attempt, rounded copies, and blocks in work
_RATE = 44_100
_BYTES_PER_SECOND = _RATE * 2 * 4


@dataclass(frozen=True, slots=True)
class TakeOrder:
    """What is the same for all takes of a job."""

    spec: GenerateTakes
    generator: Generator
    reading: Reading
    base: Blueprint | None
    redraw: tuple[str, ...] = ()
    sections: tuple[int, ...] = ()
    steps: dict[str, float] = field(default_factory=dict)

    @property
    def is_final(self) -> bool:
        """Whether it is a recipe or a change of one, which is never strengthened."""
        return self.base is not None

    @property
    def changes_something(self) -> bool:
        asked = self.redraw or self.sections or self.steps or self.reading.wishes != Wishes()
        return self.base is None or bool(asked)


def planned(spec: GenerateTakes) -> tuple[Reading, Blueprint, tuple[str, ...]]:
    """How the words are read and what the first take would be, without making it."""
    from engine.generation.registry import load_generator

    order = read_order(spec, load_generator(spec.backend))
    blueprint, choices = plan_take(order, order.reading.wishes, spec.seed)
    return order.reading, blueprint, choices


def read_order(spec: GenerateTakes, generator: Generator) -> TakeOrder:
    """How the words are read: as a new piece, or as changes to an earlier one."""
    from engine.generation.prompting import merge, read_change, read_prompt, section_indices

    if not spec.source:
        return TakeOrder(spec, generator, merge(read_prompt(spec.prompt), spec.options), None)
    from engine.exchange.take_json import read_take
    from engine.generation.sketch.playable import require_playable

    base = read_take(Path(spec.source)).blueprint
    _refuse_unnamed_plug_ins(base, spec)
    require_playable(base)
    change = read_change(spec.prompt)
    reading = merge(
        Reading(change.wishes, change.understood, change.ignored, change.conflicts),
        spec.options,
    )
    redraw = tuple(dict.fromkeys((*spec.redraw, *(part for part in change.redraw if part not in change.keep))))
    sections = section_indices((*spec.sections, *change.sections), base)
    return TakeOrder(spec, generator, reading, base, redraw, sections, dict(change.steps))


def _refuse_unnamed_plug_ins(base: Blueprint, spec: GenerateTakes) -> None:
    """A plug-in is a program: a recipe that somebody sent must not start one that the user has not named.

    Raises:
        UserError: With what to add to the command.
    """
    for role, voice in base.voices.items():
        for option, given, file in (
            ("--sound", spec.sounds, voice.file if voice.source == "vst3" else ""),
            ("--effect", spec.effects, voice.effect),
        ):
            if file and role not in given:
                raise UserError(
                    f"This take runs the plug-in {file} for the role '{role}'",
                    f"If you trust it, name it: {option} {role}={file}",
                )


def plan_take(order: TakeOrder, wishes: Wishes, seed: int) -> tuple[Blueprint, tuple[str, ...]]:
    """The blueprint of one take, and what was decided in words.

    Raises:
        UserError: If a sound or an effect of the user's is for a role that does not play.
    """
    from engine.generation.base import Request
    from engine.generation.sketch.plan import vary

    spec = order.spec
    if order.base is None:
        planned = order.generator.plan(Request(prompt=spec.prompt, wishes=wishes, seed=seed))
        blueprint, choices = planned.blueprint, planned.choices
        assert blueprint is not None
    elif order.changes_something:
        varied = vary(order.base, wishes, order.redraw, seed, order.sections, steps=order.steps)
        blueprint, choices = varied.blueprint, varied.choices
        blueprint = replace(blueprint, lineage=(*order.base.lineage, spec.prompt or "redrawn"))
    else:
        blueprint, choices = order.base, ("made again from its recipe",)
    return _with_effects(_with_sounds(blueprint, spec.sounds), spec.effects), choices


def _with_sounds(blueprint: Blueprint, sounds: dict[str, str]) -> Blueprint:
    """The blueprint with the user's own sounds in place of ours."""
    from engine.core.blueprint import Voice

    voices = dict(blueprint.voices)
    for role, where in sounds.items():
        if role not in voices:
            raise UserError(
                f"Nothing plays the role '{role}' in this piece", f"Roles that play: {', '.join(blueprint.roles)}."
            )
        file, _, preset = where.partition("#")
        suffix = Path(file).suffix.lower()
        source = {".sf2": "soundfont", ".sf3": "soundfont", ".vst3": "vst3"}.get(suffix)
        if source is None:
            raise UserError(f"{file} is neither a SoundFont nor a VST3 plug-in", "Give a .sf2, .sf3 or .vst3 file.")
        absolute = str(Path(file).expanduser().absolute())
        voices[role] = Voice(instrument="", source=source, file=absolute, preset=preset)
    return replace(blueprint, voices=voices) if sounds else blueprint


def _with_effects(blueprint: Blueprint, effects: dict[str, str]) -> Blueprint:
    """The blueprint with the user's effects on the roles' sounds."""
    voices = dict(blueprint.voices)
    for role, where in effects.items():
        if role not in voices:
            raise UserError(
                f"Nothing plays the role '{role}' in this piece", f"Roles that play: {', '.join(blueprint.roles)}."
            )
        file, _, preset = where.partition("#")
        voices[role] = replace(voices[role], effect=str(Path(file).expanduser().absolute()), effect_preset=preset)
    return replace(blueprint, voices=voices) if effects else blueprint


def require_folder(folder: Path) -> None:
    """Say before the work that its result would find no place."""
    if "\0" in str(folder):
        raise UserError("A folder's name cannot hold a NUL character", "Choose another folder with --out.")
    there = next((each for each in (folder, *folder.absolute().parents) if each.exists()), folder)
    if not there.is_dir():
        raise UserError(f"{there} is a file, so takes cannot be put there", "Choose another folder with --out.")
    if not os.access(there, os.W_OK | os.X_OK):
        raise UserError(f"Nothing can be written into {there}", "Choose another folder with --out.")


def seconds_of(blueprint: Blueprint) -> float:
    """How long a piece lasts, its last notes' tail left out."""
    from engine.core.blueprint import STEPS_PER_BAR

    return max(blueprint.num_bars * STEPS_PER_BAR * blueprint.seconds_per_step, blueprint.num_samples / _RATE)


def require_memory(blueprint: Blueprint) -> None:
    """Refuse a piece that this machine cannot hold.

    Raises:
        UserError: With what it needs and what is there.
    """
    import psutil

    seconds = seconds_of(blueprint)
    needed = seconds * _BYTES_PER_SECOND * _COPIES_IN_MEMORY
    available = psutil.virtual_memory().available
    if needed > available:
        raise UserError(
            f"A piece of {seconds / 60:.0f} minutes needs about {needed / 1e9:.1f} GB of memory; "
            f"{available / 1e9:.1f} GB are free",
            "Ask for a shorter piece, or close other programs.",
        )
