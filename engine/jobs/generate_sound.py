"""Job: pieces from a backend that makes sound and knows no notes; each is heard, judged, and lies in a folder."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from engine.core.errors import UserError
from engine.core.jobs import part_of
from engine.core.take import Take, TakeId
from engine.generation.wishes import Wishes
from engine.jobs.growing_take import TakeGrowth, growth_of
from engine.jobs.provenance import neural
from engine.jobs.sound_likeness import LikeMusic
from engine.jobs.sound_preview import SoundPreview
from engine.jobs.sound_sections import Telling, form_of, telling_of
from engine.jobs.take_preview import gone_in_the_end

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.core.audio import Audio
    from engine.core.jobs import Report
    from engine.core.score import CultureScore
    from engine.generation.base import Made, OnSound, Request, SoundGenerator
    from engine.generation.gate import Order
    from engine.jobs.context import JobContext
    from engine.jobs.sound_shaping import Candidate
    from engine.jobs.sound_sources import Sources
    from engine.jobs.sound_target import Target
    from engine.library import Library

MOST_AT_ONCE = 8
"""Takes made in one batch; beyond it a graphics card is full and only memory grows."""
_MADE = 0.6  # of the progress; the rest is hearing


@dataclass(frozen=True, slots=True)
class GenerateSound:
    """Make ``takes`` pieces into ``folder``.

    Args:
        prompt: The user's words.
        folder: Where ``take-1``, ``take-2`` … go.
        seed: Of the first take; each further take adds one.
        takes: How many.
        backend: Generator.
        model: Weights: a card's id or a folder; empty for the backend's own choice.
        device, precision, decoder: See ``GeneratorSetup``.
        options: What was asked for by options.
        melody: Audio file, or a sketch's folder, to follow; empty for none.
        like: Music that the piece is to sound like.
        beginning: Audio file, or a take's folder, to continue; empty for none.
        subtype: ``float32``, ``pcm24`` or ``pcm16``.
        gate: Least total of a take; one below it is made again, stronger. None for the scoring profile's.
        is_gated: Whether there is a gate at all.
        template: Prompt template: a name, or a text with ``{prompt}`` in it.
        candidates: How many are made of each take; the best is kept.
        keep_candidates: Keep the others beside it.
        fit_grid: Stretch to the tempo asked for and cut to whole bars.
        loop: Make it repeat without a seam.
        only_new: Leave out what is continued.
        variation_of: A take's folder: its prompt again, from its first seconds on.
        strength: How far a variation goes: 0 keeps most of its beginning, 1 nothing.
        replaces: Audio file or take of which ``region`` is made anew.
        region: Start and end in seconds.
        profile: Scoring profile that judges; empty for the settings'.
        canary: Which canary chose the model, for the recipe; empty for none.
        sections: Tell each section of a plan its own words; None where the piece is longer than the model looks back.
        preview: Write the first take of each batch to ``preview-take-<n>.wav`` while it is made, as far as it sounds;
            the file goes when the take is there.
        is_watched: Tell whoever watches the job how far the first take of each batch sounds, and where, if the backend
            hands over its sound on the way.
    """

    prompt: str
    folder: str
    seed: int
    takes: int = 1
    backend: str = "musicgen"
    model: str = ""
    device: str = "auto"
    precision: str = "auto"
    decoder: str = "own"
    options: Wishes = field(default_factory=Wishes)
    melody: str = ""
    beginning: str = ""
    subtype: str = "float32"
    gate: float | None = None
    is_gated: bool = True
    template: str = "plain"
    candidates: int = 1
    keep_candidates: bool = False
    fit_grid: bool = False
    loop: bool = False
    only_new: bool = False
    variation_of: str = ""
    strength: float = 0.5
    replaces: str = ""
    region: tuple[float, float] | None = None
    profile: str = ""
    canary: dict[str, Any] = field(default_factory=dict)
    sections: bool | None = None
    preview: bool = False
    like: LikeMusic = field(default_factory=LikeMusic)
    is_watched: bool = False


@dataclass(frozen=True, slots=True)
class SoundTake:
    """One finished take: where it lies, what was heard in it, what each step cost in seconds, how it was judged."""

    number: int
    folder: str
    seed: int
    summary: dict[str, Any]
    files: tuple[str, ...]
    seconds: dict[str, float]
    take: Take
    score: CultureScore
    gate: dict[str, Any]


@dataclass(frozen=True, slots=True)
class SoundTakes:
    """All takes of a job, and what the model was told."""

    takes: tuple[SoundTake, ...]
    told: tuple[str, ...]


def run(spec: GenerateSound, context: JobContext) -> SoundTakes:
    """Load the model, make the takes in batches, hear and write each; every one stands complete before the next."""
    context.progress(0.0, "opening the model")
    _require_place(Path(spec.folder))
    neural(context)  # a watermark that is not there is said before anything is made
    work = _opened(spec, context)
    spec = work.spec
    size = 1 if spec.decoder == "reference" else max(1, MOST_AT_ONCE // spec.candidates)
    takes: list[
        SoundTake
    ] = []  # audiocraft draws for a whole batch from one seed, so the reference makes one at a time
    for first in range(0, spec.takes, size):
        orders = [work.order(index) for index in range(first, min(first + size, spec.takes))]
        preview = _preview(spec, first)
        report = _reporting(work, first, len(orders), preview, context)
        with gone_in_the_end(preview), growth_of(context, Path(spec.folder), first + 1) as growth:
            growth.expect(work.target.made_seconds)
            made = work.make(orders, part_of(report, 0.0, _MADE), on_sound=_listening(work, preview, growth))
            growth.whole()
            for index, (order, candidates) in enumerate(zip(orders, made, strict=True)):
                begin, end = (_MADE + (1.0 - _MADE) * (index + part) / len(orders) for part in (0, 1))
                first_sound = preview.first_sound if not index else None
                take = _kept(
                    work, order, candidates, first + index + 1, part_of(report, begin, end), context, first_sound
                )
                context.item(take)
                takes.append(take)
    context.progress(1.0, "done")
    return SoundTakes(tuple(takes), work.generator.plan(work.request(work.order(0), spec.seed)).choices)


@dataclass(frozen=True, slots=True, eq=False)
class SoundWork:
    """What is the same for all takes of a job."""

    spec: GenerateSound
    generator: SoundGenerator
    sources: Sources
    target: Target
    template: str
    telling: Telling

    def order(self, index: int) -> Order:
        from engine.generation.gate import Order

        return Order(prompt=self.spec.prompt, wishes=self.spec.options, seed=self.spec.seed + index)

    def sent(self, order: Order) -> str:
        """The words of an order in the template, drawn with its seed."""
        from engine.generation.musicgen.told import STYLE_WORDS
        from engine.generation.templates import fill

        style = order.wishes.style or ""
        words = STYLE_WORDS.get(style, style.replace("_", " "))
        return fill(self.template, order.prompt, order.wishes, seed=order.seed, style=words)

    def request(self, order: Order, seed: int) -> Request:
        from engine.generation.base import Request

        made = self.target.made_seconds
        return Request(
            prompt=self.sent(order),
            wishes=replace(order.wishes, seconds=made, bars=None),
            seed=seed,
            blueprint=form_of(order.prompt, order.wishes, made) if self.telling.by_section else None,
            melody=self.sources.melody,
            beginning=self.sources.beginning,
            like=self.sources.like,
        )

    def make(
        self, orders: Sequence[Order], report: Report, *, on_sound: OnSound | None = None
    ) -> list[list[Candidate]]:
        """All candidates of all orders, in batches that fit a graphics card; the very first is heard on the way."""
        from engine.generation.shaping.candidates import candidate_seed
        from engine.jobs.sound_shaping import Candidate

        count = self.spec.candidates
        requests = [
            self.request(order, candidate_seed(order.seed, index)) for order in orders for index in range(count)
        ]
        size = 1 if self.spec.decoder == "reference" else MOST_AT_ONCE
        made: list[Made] = []
        for first in range(0, len(requests), size):
            batch = requests[first : first + size]
            part = part_of(report, first / len(requests), (first + len(batch)) / len(requests))
            made += self.generator.make_all(batch, report=part, on_sound=None if first else on_sound)
        candidates = [
            Candidate(piece, request.seed, at % count + 1)
            for at, (piece, request) in enumerate(zip(made, requests, strict=True))
        ]
        return [candidates[at : at + count] for at in range(0, len(candidates), count)]


def _opened(spec: GenerateSound, context: JobContext) -> SoundWork:
    """The model and all that is read; what cannot be done is said here, before anything is made."""
    from engine.generation.registry import load_generator
    from engine.generation.setup import GeneratorSetup
    from engine.generation.templates import template_of
    from engine.jobs.sound_sources import as_variation, read_sources, require_abilities
    from engine.jobs.sound_target import target_of

    template = template_of(spec.template)
    spec = as_variation(spec, context.paths.models)
    setup = GeneratorSetup(
        models_folder=context.paths.models,
        scratch=context.paths.cache / "weights",
        model=spec.model,
        style=_style(spec),
        device=spec.device,
        precision=spec.precision,
        decoder=spec.decoder,
    )
    generator = cast("SoundGenerator", load_generator(spec.backend, setup))
    require_abilities(spec, generator)
    sources = read_sources(spec, generator, context)
    target = target_of(spec, sources)
    telling = telling_of(spec, generator, sources, target.made_seconds)
    return SoundWork(spec, generator, sources, target, template, telling)


def _style(spec: GenerateSound) -> str:
    """The style that was asked for, by option or in the words; empty for none."""
    from engine.generation.prompting import read_prompt

    return spec.options.style or read_prompt(spec.prompt).wishes.style or ""


def _preview(spec: GenerateSound, index: int) -> SoundPreview:
    return SoundPreview(Path(spec.folder) / f"preview-take-{index + 1}.wav" if spec.preview else None, spec.subtype)


def _listening(work: SoundWork, preview: SoundPreview, growth: TakeGrowth) -> OnSound | None:
    """Who gets the first take's sound while it is made; None where nobody does."""
    is_watched = work.spec.is_watched and "preview" in work.generator.abilities
    if not is_watched:
        return preview.take if work.spec.preview else None

    def on_sound(sound: Audio, start: float) -> None:
        growth.take(sound, start)
        preview.take(sound, start)

    return on_sound


def _reporting(work: SoundWork, first: int, count: int, preview: SoundPreview, context: JobContext) -> Report:
    """Progress of a batch: what it needs of memory until there is something to hear, then where that lies."""
    spec = work.spec
    stage = _stage(first, count, spec)
    needs = work.generator.needs(min(MOST_AT_ONCE, count * spec.candidates), work.target.made_seconds)
    needs = f", {needs}" if needs else ""
    start, share = first / spec.takes, count / spec.takes
    return lambda done: context.progress(start + share * min(1.0, max(0.0, done)), stage + (preview.words or needs))


def _stage(first: int, count: int, spec: GenerateSound) -> str:
    if spec.takes == 1:
        return "playing" if spec.candidates == 1 else f"playing {spec.candidates} candidates"
    last = first + count
    return f"takes {first + 1} to {last} of {spec.takes}: playing" if count > 1 else f"take {last}: playing"


def _require_place(folder: Path) -> None:
    there = next((each for each in (folder, *folder.absolute().parents) if each.exists()), folder)
    if not there.is_dir():
        raise UserError(f"{there} is a file, so takes cannot be put there", "Choose another folder with --out.")


def _kept(
    work: SoundWork,
    order: Order,
    first: list[Candidate],
    number: int,
    report: Report,
    context: JobContext,
    first_sound: float | None,
) -> SoundTake:
    """One piece chosen, heard, judged, perhaps made again, and written."""
    from engine.jobs.gated_take import GatedTakes, gate_of
    from engine.jobs.heard_take import Ear
    from engine.jobs.score_song import profile_for
    from engine.jobs.sound_files import write_sound_folder
    from engine.jobs.sound_recipe import recipe_of
    from engine.jobs.sound_shaping import Shaper

    started = time.perf_counter()
    spec, generator = work.spec, work.generator
    profile = profile_for(spec.profile, context)
    gate = gate_of(spec.gate, profile) if spec.is_gated else None
    ear = Ear(profile, gate, context.paths.models, spec.subtype)
    shaper = Shaper(spec, work.target, work.sources, context.paths.models)
    kept = ear.keep(order, first, lambda now, again: work.make([now], again)[0], shaper, report)
    told = GatedTakes(generator, profile, gate, {}).document(kept, is_final=False)
    piece, score = kept.best.made, kept.best.score
    document = {**recipe_of(work, kept.order), **piece.shaping, "gate": told}
    if first_sound is not None:
        document["preview"] = {"first_sound_seconds": first_sound}
    written = write_sound_folder(
        Path(spec.folder), number, piece, document, score=score, subtype=spec.subtype, provenance=neural(context)
    )
    seconds = {**piece.made.seconds, "hear and write": round(time.perf_counter() - started, 3)}
    seconds |= {} if first_sound is None else {"first_sound": first_sound}
    take = Take(
        id=TakeId(0),
        prompt=spec.prompt,
        backend=generator.id,
        model=generator.model,
        revision=generator.revision,
        seed=kept.order.seed,
        artifact=written.fingerprint,
        licence=generator.licence,
        recipe={**document, "folder": str(written.folder)},
    )
    return SoundTake(
        number, str(written.folder), kept.order.seed, written.summary, written.files, seconds, take, score, told
    )


def record_item(_spec: GenerateSound, item: SoundTake, library: Library) -> int:
    """The take's row, which keeps the recipe from which the audio can be made again, and its score."""
    take_id = library.takes.put(item.take).id
    library.scores.put(item.score, take_id=take_id)
    return int(take_id)


def record(_spec: GenerateSound, _result: SoundTakes, _library: Library) -> None:
    """Each take was recorded when it was done."""
