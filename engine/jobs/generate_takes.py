"""Job: pieces from a prompt, or from an earlier take with changes; each in a folder of its own."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.core.jobs import part_of
from engine.core.take import Take, TakeId
from engine.generation.wishes import Reading, Wishes
from engine.jobs.growing_take import TakeGrowth, growth_of
from engine.jobs.take_orders import TakeOrder, plan_take, read_order, require_folder, require_memory, seconds_of
from engine.jobs.take_preview import TakePreview, gone_in_the_end

if TYPE_CHECKING:
    from engine.core.blueprint import Blueprint
    from engine.core.score import CultureScore
    from engine.generation.base import Made
    from engine.jobs.context import JobContext
    from engine.jobs.gated_take import GatedTakes
    from engine.library import Library
    from engine.paths import Paths


@dataclass(frozen=True, slots=True)
class GenerateTakes:
    """Make ``takes`` pieces into ``folder``.

    Args:
        prompt: The user's words; with ``source`` the change that is wanted.
        folder: Where ``take-1``, ``take-2`` … go.
        seed: Of the first take; each further take adds one.
        options: What was asked for by options; wins over words.
        source: An earlier take to start from: its folder or ``take.json``; empty for new pieces.
        redraw: Parts to draw anew (with ``source``), of ``engine.core.blueprint.PARTS``.
        sections: Sections to draw anew (with ``source``), counted from 0.
        subtype: ``float32``, ``pcm24`` or ``pcm16``; where a stem goes beyond full scale all are ``float32``.
        sounds: SoundFonts and plug-ins of the user's by role: ``/path/file.sf2#0:4`` or ``/path/Plugin.vst3``.
        effects: VST3 effects of the user's by role: ``/path/Plugin.vst3#/path/file.vstpreset``.
        preview: Write the first bars to ``preview-take-<n>.wav`` as soon as they sound; the file goes when the take is
            there.
        is_watched: Tell whoever watches the job how far each take sounds, and where.
        gate: Least total of a new piece; one below it is made again, stronger. None for the scoring profile's.
        is_gated: Whether there is a gate at all.
        profile: Scoring profile that judges; empty for the settings'.
        with_pictures: Also draw ``culture.png`` of every take.
        canary: Which canary chose the generator, for the recipe; empty for none.
        watermark: Mark mix and stems inaudibly.
        c2pa: Put a signed manifest into the mix.
    """

    prompt: str
    folder: str
    seed: int
    takes: int = 1
    backend: str = "sketch"
    options: Wishes = field(default_factory=Wishes)
    source: str = ""
    redraw: tuple[str, ...] = ()
    sections: tuple[int, ...] = ()
    subtype: str = "float32"
    sounds: dict[str, str] = field(default_factory=dict)
    effects: dict[str, str] = field(default_factory=dict)
    preview: bool = False
    gate: float | None = None
    is_gated: bool = True
    profile: str = ""
    with_pictures: bool = False
    canary: dict[str, Any] = field(default_factory=dict)
    watermark: bool = False
    c2pa: bool = False
    is_watched: bool = False


@dataclass(frozen=True, slots=True)
class MadeTake:
    """One finished take: where it lies, what it is, what each step cost in seconds, and how it was judged."""

    number: int
    folder: str
    seed: int
    summary: dict[str, Any]
    files: tuple[str, ...]
    seconds: dict[str, float]
    choices: tuple[str, ...]
    take: Take
    score: CultureScore
    gate: dict[str, Any]


@dataclass(frozen=True, slots=True)
class MadeTakes:
    """All takes of a job, and how the prompt was read."""

    takes: tuple[MadeTake, ...]
    reading: Reading


def prepare(backend: str, _paths: Paths) -> None:
    """Load what making takes needs and play one bar, so that the first take sounds sooner (for ``JobPool.warm``)."""
    from engine.generation.base import Request
    from engine.generation.registry import load_generator

    generator = load_generator(backend)
    blueprint = generator.plan(Request(prompt="", wishes=Wishes(bars=1), seed=0)).blueprint
    if blueprint is not None:
        generator.first_bars(blueprint, 1)


def run(spec: GenerateTakes, context: JobContext) -> MadeTakes:
    """Read the words, then make take after take; each stands complete before the next begins."""
    from engine.generation.registry import load_generator

    context.progress(0.0, "reading the prompt")
    require_folder(Path(spec.folder))
    order = read_order(spec, load_generator(spec.backend))
    made = []
    for index in range(spec.takes):
        name = f"take {index + 1} of {spec.takes}: " if spec.takes > 1 else ""
        with growth_of(context, Path(spec.folder), index + 1) as growth:
            take = _make(order, index, context, name, growth)
            context.item(take)
        made.append(take)
    context.progress(1.0, "done")
    return MadeTakes(tuple(made), order.reading)


def _make(order: TakeOrder, index: int, context: JobContext, name: str, growth: TakeGrowth) -> MadeTake:
    from engine.generation.gate import Order as Asked
    from engine.jobs.provenance import by_rules, marked
    from engine.jobs.take_files import write_take_folder

    spec = order.spec
    started = time.perf_counter()
    seed = spec.seed + index
    report = context.report(index / spec.takes, (index + 1) / spec.takes, f"{name}rendering")
    takes = _gated(order, context)
    preview = _preview(order, index, context, name)
    with gone_in_the_end(preview):

        def plan(now: Asked) -> tuple[Blueprint, tuple[str, ...]]:
            blueprint, choices = plan_take(order, now.wishes, now.seed)
            require_memory(blueprint)
            preview.write_once(blueprint)
            growth.expect(seconds_of(blueprint), blueprint)
            return blueprint, choices

        asked = Asked(prompt=spec.prompt, wishes=order.reading.wishes, seed=seed)
        kept = takes.make(
            asked,
            plan,
            is_final=order.is_final,
            report=part_of(report, 0.0, 0.85),
            on_sound=growth.take if spec.is_watched else None,
        )
        growth.whole()
        rendered = time.perf_counter()
        context.progress((index + 0.85) / spec.takes, f"{name}writing")
        piece, blueprint = kept.best.made, kept.best.blueprint
        assert blueprint is not None
        choices = (*piece.choices, *_unheard(order.reading.wishes, piece.made))
        gate = takes.document(kept, is_final=order.is_final)
        provenance = by_rules(context, is_marked=spec.watermark, is_embedded=spec.c2pa)
        sound, document = marked(piece.made, _recipe(order, seed, blueprint, choices, gate), provenance)
        written = write_take_folder(
            Path(spec.folder),
            index + 1,
            sound,
            document,
            subtype=spec.subtype,
            score=kept.best.score,
            analysis=piece.analysis,
            with_picture=spec.with_pictures,
            provenance=provenance,
        )
    seconds = {
        **preview.seconds,
        **takes.seconds,
        **piece.made.seconds,
        "write": round(time.perf_counter() - rendered, 3),
        "all": round(time.perf_counter() - started, 3),
    }
    take = Take(
        id=TakeId(0),
        prompt=spec.prompt,
        backend=order.generator.id,
        model=order.generator.model,
        revision=order.generator.revision,
        seed=seed,
        artifact=written.fingerprint,
        licence=order.generator.licence,
        recipe={**document, "blueprint": blueprint, "folder": str(written.folder)},
    )
    return MadeTake(
        index + 1,
        str(written.folder),
        seed,
        written.summary,
        written.files,
        seconds,
        choices,
        take,
        kept.best.score,
        gate,
    )


def _gated(order: TakeOrder, context: JobContext) -> GatedTakes:
    from engine.jobs.gated_take import GatedTakes, gate_of
    from engine.jobs.score_song import profile_for

    profile = profile_for(order.spec.profile, context)
    gate = gate_of(order.spec.gate, profile) if order.spec.is_gated else None
    return GatedTakes(order.generator, profile, gate, {})


def _preview(order: TakeOrder, index: int, context: JobContext, name: str) -> TakePreview:
    spec = order.spec
    file = Path(spec.folder) / f"preview-take-{index + 1}.wav" if spec.preview else None

    def tell(written: str) -> None:
        context.progress(index / spec.takes, f"{name}the first bars are in {written}")

    return TakePreview(file, order.generator, spec.subtype, tell)


def _unheard(wishes: Wishes, made: Made) -> tuple[str, ...]:
    """What was asked for and has found no place, as in a piece of two bars; and a piece in which nothing plays."""
    from engine.core.roles import ROLES

    if made.composition is None:
        return ()
    playing = {note.role for note in made.composition.notes}
    if not playing:
        return ("nothing plays: the piece is silent",)
    silent = [role for role in ROLES if role in wishes.roles and role not in playing and role not in wishes.without]
    return tuple(f"{ROLES[role].title.lower()}: asked for, but it found no place in this form" for role in silent)


def _recipe(
    order: TakeOrder, seed: int, blueprint: Blueprint, choices: tuple[str, ...], gate: dict[str, Any]
) -> dict[str, Any]:
    from engine import __version__
    from engine.core.codec import to_builtins

    spec, generator, reading = order.spec, order.generator, order.reading
    return {
        "engine": f"AURA-X Studio {__version__}",
        "backend": generator.id,
        "model": generator.model,
        "revision": generator.revision,
        "licence": generator.licence,
        "prompt": spec.prompt,
        "understood": to_builtins(reading.understood),
        "ignored": list(reading.ignored),
        "conflicts": list(reading.conflicts),
        "seed": seed,
        "parameters": _said(to_builtins(reading.wishes)) | _outside(spec),
        "change_of": spec.source,
        "redrawn": {"parts": list(order.redraw), "sections": list(order.sections)},
        "choices": list(choices),
        "gate": gate,
        "synthetic": [role for role in blueprint.roles if role in ("vocal", "choir", "chant", "adlib")],
        **({"canary": spec.canary} if spec.canary else {}),
    }


def _outside(spec: GenerateTakes) -> dict[str, Any]:
    return {name: value for name, value in (("sounds", spec.sounds), ("effects", spec.effects)) if value}


def _said(wishes: dict[str, Any]) -> dict[str, Any]:
    """Only what was asked for."""
    return {name: value for name, value in wishes.items() if value not in (None, [], {}, ())}


def record_item(_spec: GenerateTakes, item: MadeTake, library: Library) -> int:
    """The take's row, which keeps the recipe from which the audio can be made again, and its score."""
    take_id = library.takes.put(item.take).id
    library.scores.put(item.score, take_id=take_id)
    return int(take_id)


def record(_spec: GenerateTakes, _result: MadeTakes, _library: Library) -> None:
    """Each take was recorded when it was done."""
