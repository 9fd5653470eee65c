"""Job: pieces from a backend that makes sound and knows no notes; each is heard, judged, and lies in a folder."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.core.errors import UserError
from engine.core.jobs import part_of
from engine.core.take import Take, TakeId
from engine.generation.wishes import Wishes

if TYPE_CHECKING:
    from engine.core.audio import Audio
    from engine.core.jobs import Report
    from engine.core.score import CultureScore
    from engine.generation.base import Made, Request
    from engine.generation.musicgen.backend import MusicGenGenerator
    from engine.jobs.context import JobContext
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
        melody: Audio file to follow; empty for none.
        beginning: Audio file to continue; empty for none.
        subtype: ``float32``, ``pcm24`` or ``pcm16``.
        gate: Least total of a take; one below it is made again, stronger. None for the scoring profile's.
        is_gated: Whether there is a gate at all.
        profile: Scoring profile that judges; empty for the settings'.
        canary: Which canary chose the model, for the recipe; empty for none.
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
    profile: str = ""
    canary: dict[str, Any] = field(default_factory=dict)


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
    from engine.generation.musicgen.backend import load_musicgen
    from engine.generation.setup import GeneratorSetup

    context.progress(0.0, "opening the model")
    _require_place(Path(spec.folder))
    generator = load_musicgen(
        GeneratorSetup(
            models_folder=context.paths.models,
            scratch=context.paths.cache / "weights",
            model=spec.model,
            style=_style(spec),
            device=spec.device,
            precision=spec.precision,
            decoder=spec.decoder,
        )
    )
    requests = _requests(spec, context)
    told = generator.plan(requests[0]).choices
    size = 1 if spec.decoder == "reference" else MOST_AT_ONCE  # audiocraft draws for a whole batch from one seed
    takes = []
    for first in range(0, spec.takes, size):
        batch = requests[first : first + size]
        report = context.report(first / spec.takes, (first + len(batch)) / spec.takes, _stage(first, batch, spec))
        made = generator.make_all(batch, report=part_of(report, 0.0, _MADE))
        for index, (request, piece) in enumerate(zip(batch, made, strict=True)):
            begin, end = (_MADE + (1.0 - _MADE) * (index + part) / len(batch) for part in (0, 1))
            take = _kept(spec, generator, request, piece, first + index + 1, part_of(report, begin, end), context)
            context.item(take)
            takes.append(take)
    context.progress(1.0, "done")
    return SoundTakes(tuple(takes), told)


def _style(spec: GenerateSound) -> str:
    """The style that was asked for, by option or in the words; empty for none."""
    from engine.generation.prompting import read_prompt

    return spec.options.style or read_prompt(spec.prompt).wishes.style or ""


def _stage(first: int, batch: list[Request], spec: GenerateSound) -> str:
    if spec.takes == 1:
        return "playing"
    last = first + len(batch)
    return f"takes {first + 1} to {last} of {spec.takes}: playing" if len(batch) > 1 else f"take {last}: playing"


def _requests(spec: GenerateSound, context: JobContext) -> list[Request]:
    from engine.generation.base import Request

    melody, beginning = _audio(spec.melody, context), _audio(spec.beginning, context)
    return [
        Request(prompt=spec.prompt, wishes=spec.options, seed=spec.seed + index, melody=melody, beginning=beginning)
        for index in range(spec.takes)
    ]


def _audio(path: str, context: JobContext) -> Audio | None:
    from engine.audio.files import read

    return read(Path(path), max_hours=context.settings.audio.max_hours) if path else None


def _require_place(folder: Path) -> None:
    there = next((each for each in (folder, *folder.absolute().parents) if each.exists()), folder)
    if not there.is_dir():
        raise UserError(f"{there} is a file, so takes cannot be put there", "Choose another folder with --out.")


def _kept(
    spec: GenerateSound,
    generator: MusicGenGenerator,
    request: Request,
    made: Made,
    number: int,
    report: Report,
    context: JobContext,
) -> SoundTake:
    """One piece heard, judged, perhaps made again, and written."""
    from engine.jobs.gated_take import GatedTakes, gate_of
    from engine.jobs.heard_take import Ear
    from engine.jobs.provenance import neural
    from engine.jobs.score_song import profile_for
    from engine.jobs.sound_files import write_sound_folder

    started = time.perf_counter()
    profile = profile_for(spec.profile, context)
    gate = gate_of(spec.gate, profile) if spec.is_gated else None
    ear = Ear(profile, gate, context.paths.models, spec.subtype)
    kept = ear.keep(generator, request, made, report=report)
    told = GatedTakes(generator, profile, gate, {}).document(kept, is_final=False)
    piece, score = kept.best.made, kept.best.score
    best = replace(request, prompt=kept.order.prompt, seed=kept.order.seed)
    document = {**_recipe(spec, generator, best), "gate": told}
    written = write_sound_folder(
        Path(spec.folder), number, piece, document, score=score, subtype=spec.subtype, provenance=neural(context)
    )
    seconds = {**piece.made.seconds, "hear and write": round(time.perf_counter() - started, 3)}
    take = Take(
        id=TakeId(0),
        prompt=spec.prompt,
        backend=generator.id,
        model=generator.model,
        revision=generator.revision,
        seed=best.seed,
        artifact=written.fingerprint,
        licence=generator.licence,
        recipe={**document, "folder": str(written.folder)},
    )
    return SoundTake(number, str(written.folder), best.seed, written.summary, written.files, seconds, take, score, told)


def _recipe(spec: GenerateSound, generator: MusicGenGenerator, request: Request) -> dict[str, Any]:
    from engine import __version__
    from engine.core.codec import to_builtins
    from engine.generation.musicgen.backend import prompt_of, seconds_of

    asked = {name: value for name, value in to_builtins(spec.options).items() if value not in (None, [], {}, ())}
    files = {name: value for name, value in (("melody", spec.melody), ("continues", spec.beginning)) if value}
    return {
        "engine": f"AURA-X Studio {__version__}",
        "backend": generator.id,
        "model": generator.model,
        "revision": generator.revision,
        "licence": generator.licence,
        "commercial_use": False,
        "prompt": spec.prompt,
        "told": prompt_of(request),
        "seed": request.seed,
        "seconds": seconds_of(request),
        "parameters": {**asked, **generator.parameters(), **files},
        **({"canary": spec.canary} if spec.canary else {}),
    }


def record_item(_spec: GenerateSound, item: SoundTake, library: Library) -> int:
    """The take's row, which keeps the recipe from which the audio can be made again, and its score."""
    take_id = library.takes.put(item.take).id
    library.scores.put(item.score, take_id=take_id)
    return int(take_id)


def record(_spec: GenerateSound, _result: SoundTakes, _library: Library) -> None:
    """Each take was recorded when it was done."""
