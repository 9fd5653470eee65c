"""What a take of sound is made from beside words: a melody, what it continues, the take it varies, a region's piece."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.core.errors import UserError
from engine.core.harmony import Key
from engine.generation.shaping.joins import Region
from engine.generation.wishes import Wishes
from engine.jobs.sound_likeness import read_likeness

if TYPE_CHECKING:
    from engine.core.audio import Audio
    from engine.generation.base import Likeness, SoundGenerator
    from engine.generation.shaping.melodies import Sung
    from engine.jobs.context import JobContext
    from engine.jobs.generate_sound import GenerateSound

_SHORTEST_REGION = 0.2
_SHORTEST_CONTEXT = 0.1
_LOOK_BACK_SHARE = 0.5  # of what a model looks back on: the other half is left for what it makes
_VARIED_SECONDS = 10.0
_STEP_RATE = 50.0  # MusicGen's; a context of whole steps leaves none half-filled
SILENT = 1e-4
"""Of full scale: below it nobody hears anything."""


@dataclass(frozen=True, slots=True, eq=False)
class Sources:
    """What was read.

    Args:
        melody: To be followed.
        like: What it is to sound like.
        before: Kept as it is in front of the new sound; or the whole piece, of which ``region`` is replaced.
        context: Seconds of it, up to where new sound begins, that the model hears.
        region: What is replaced.
        notes: What cannot be done as one might expect, in sentences for the recipe.
    """

    melody: Audio | None = None
    like: Likeness | None = None
    before: Audio | None = None
    context: float = 0.0
    region: Region | None = None
    notes: tuple[str, ...] = ()

    @property
    def beginning(self) -> Audio | None:
        """What the model hears of it."""
        from engine.core.audio import Audio

        if self.before is None or not self.context:
            return None
        rate = self.before.sample_rate
        last = self.before.num_samples if self.region is None else round(self.region.start * rate)
        return Audio(self.before.samples[:, last - round(self.context * rate) : last], rate)


def as_variation(spec: GenerateSound, models_folder: Path | None = None) -> GenerateSound:
    """The spec with the prompt, tempo, key and length of the take it varies, where no others were asked for.

    Raises:
        UserError: If there is no take, or it says nothing of a prompt.
    """
    if not spec.variation_of:
        return spec
    from engine.exchange.take_json import read_document
    from engine.models.catalog import Catalog

    document = read_document(Path(spec.variation_of))
    told = _told(document)
    asked = spec.options
    if not asked.seconds and not asked.bars:
        asked = replace(asked, bars=told.bars, seconds=None if told.bars else told.seconds)
    options = replace(
        asked, tempo_bpm=asked.tempo_bpm or told.tempo_bpm, key=asked.key or told.key, style=asked.style or told.style
    )
    prompt = spec.prompt or str(document.get("prompt") or "")
    if not prompt:
        raise UserError(f"The take at {spec.variation_of} says nothing of its prompt", "Say what you want to hear.")
    model, known = str(document.get("model") or ""), {card.id for card in Catalog(models_folder)}
    is_same = document.get("backend") == spec.backend and model in known
    return replace(spec, prompt=prompt, options=options, model=spec.model or (model if is_same else ""))


def _told(document: dict[str, Any]) -> Wishes:
    """Tempo, key and length that an earlier take was asked for."""
    import msgspec

    given = document.get("parameters")
    given = given if isinstance(given, dict) else {}
    wanted = {name: given[name] for name in ("tempo_bpm", "key", "bars", "seconds", "style") if given.get(name)}
    if not wanted.get("bars"):
        wanted.setdefault("seconds", document.get("seconds") or (document.get("audio") or {}).get("duration"))
    try:
        key = msgspec.convert(wanted.pop("key"), Key) if "key" in wanted else None
        return Wishes(**{name: value for name, value in wanted.items() if value}, key=key)
    except (msgspec.ValidationError, TypeError, ValueError) as error:
        raise UserError("The take's recipe is damaged", "Give a prompt, --bpm, --key and a length.") from error


def require_abilities(spec: GenerateSound, generator: SoundGenerator) -> None:
    """Say what a backend cannot do before anything is made.

    Raises:
        UserError: With what can.
    """
    name = generator.model
    if spec.melody and "melody" not in generator.abilities:
        raise UserError(
            f"The model '{name}' takes no melody",
            "Use a melody model (--backend musicgen --model musicgen-melody), or leave out --melody.",
        )
    if spec.like.file and "like" not in generator.abilities:
        raise UserError(
            f"The model '{name}' cannot hear what a piece is to sound like",
            "Use --backend musicgen --model musicgen-style (and not --decoder reference), or leave out --like.",
        )
    if spec.preview and "preview" not in generator.abilities:
        is_reference = spec.decoder == "reference"
        raise UserError(
            "audiocraft's own loop hands over no sound on its way"
            if is_reference
            else f"The model '{name}' hands over no sound on its way",
            "Leave out --decoder reference, or --preview." if is_reference else "Leave out --preview.",
        )
    option = next(
        (word for word, given in (("continue", spec.beginning), ("replace", spec.replaces)) if given),
        "variation-of" if spec.variation_of and spec.strength < 1.0 else "",
    )
    if option and "continue" not in generator.abilities:
        raise UserError(
            f"The model '{name}' cannot go on from a beginning, which --{option} needs",
            "Use --backend musicgen" + (", or --strength 1." if option == "variation-of" else "."),
        )


def read_sources(spec: GenerateSound, generator: SoundGenerator, context: JobContext) -> Sources:
    """Read the files a spec names.

    Raises:
        AudioReadError: If one cannot be heard.
        UserError: If one is no take, holds nothing, or a region lies outside of it.
    """
    melody = _melody(spec.melody, context) if spec.melody else None
    told = Sources(melody=melody, like=read_likeness(spec.like, context))
    window = generator.window_seconds
    longest = float("inf") if window is None else _LOOK_BACK_SHARE * window
    if spec.replaces:
        return _region(spec, told, longest, context)
    before = read_sound(spec.beginning, context) if spec.beginning else None
    if spec.variation_of and spec.strength < 1.0:
        whole = read_sound(spec.variation_of, context)
        kept = (1.0 - spec.strength) * min(_VARIED_SECONDS, longest, 0.5 * whole.duration)
        before = _first(whole, kept)
    if before is None:
        return told
    heard = _whole_steps(min(before.duration, longest))
    notes = () if heard + 1.0 / _STEP_RATE > before.duration else (f"the model heard the last {heard:g} seconds of it",)
    return replace(told, before=before, context=heard, notes=notes)


def _region(spec: GenerateSound, sources: Sources, longest: float, context: JobContext) -> Sources:
    whole = read_sound(spec.replaces, context)
    start, end = spec.region or (0.0, 0.0)
    if not 0.0 <= start < end <= whole.duration + 1e-3 or end - start < _SHORTEST_REGION:
        raise UserError(
            f"The region {start:g} to {end:g} s cannot be replaced in a piece of {whole.duration:.2f} s",
            f"Give --region START END in seconds, at least {_SHORTEST_REGION:g} s, inside the piece.",
        )
    region = Region(start, min(end, whole.duration))
    heard = _whole_steps(min(start, longest))
    notes = ["the model hears what comes before the region and not what comes after it; the join at its end is faded"]
    if not heard:
        notes.append("nothing lies before the region, so the model heard only the prompt")
    return replace(sources, before=whole, context=heard, region=region, notes=tuple(notes))


def _whole_steps(seconds: float) -> float:
    steps = int(seconds * _STEP_RATE + 1e-6)
    return steps / _STEP_RATE if steps >= _SHORTEST_CONTEXT * _STEP_RATE else 0.0


def _first(audio: Audio, seconds: float) -> Audio | None:
    from engine.core.audio import Audio

    length = round(_whole_steps(seconds) * audio.sample_rate)
    return Audio(audio.samples[:, :length], audio.sample_rate) if length else None


def read_sound(path: str, context: JobContext) -> Audio:
    """A file, or the mix of a take's folder; mono or stereo."""
    from engine.audio.files import read
    from engine.jobs.take_files import MIX_FILE

    file = Path(path)
    if file.is_dir():
        file = file / MIX_FILE
        if not file.is_file():
            raise UserError(f"{path} is no take: it holds no {MIX_FILE}", "Give an audio file, or a take's folder.")
    audio = read(file, max_hours=context.settings.audio.max_hours)
    if not audio.num_samples:
        raise UserError(f"{file} holds no sound", "Give a longer file.")
    if audio.num_channels > 2:
        raise UserError(f"{file} has {audio.num_channels} channels", "Give a mono or stereo file.")
    return audio


def _melody(path: str, context: JobContext) -> Audio:
    """A hummed file; of a sketch's folder its melody, sung from the notes."""
    if Path(path).is_dir():
        return _sung(Path(path))
    audio = read_sound(path, context)
    if float(np.abs(audio.samples).max(initial=0.0)) < SILENT:
        raise UserError(f"There is no melody in {path}: it is silent", "Record it again, louder.")
    return audio


def _sung(folder: Path) -> Audio:
    from engine.exchange.take_json import read_document
    from engine.generation.shaping.melodies import ROLES, sing

    notes = [note for note in read_document(folder).get("notes") or [] if isinstance(note, dict)]
    playing = {note.get("role") for note in notes}
    role = next((each for each in ROLES if each in playing), None)
    if role is None:
        raise UserError(
            f"The take at {folder} has no notes of a melody", "Give its mix.wav or a stem as the file to follow."
        )
    try:
        line = [_note(note) for note in notes if note.get("role") == role]
    except (KeyError, TypeError, ValueError) as error:
        raise UserError(f"The notes of the take at {folder} are damaged", "Give an audio file instead.") from error
    return sing(line, duration=max(note.offset for note in line))


def _note(stored: dict[str, Any]) -> Sung:
    from engine.generation.shaping.melodies import Sung

    onset = float(stored["onset"])
    return Sung(onset, onset + float(stored["duration"]), int(stored["pitch"]))
