"""Whether a take of sound is told section by section, by which plan, and how its tempo held in each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from engine.core.errors import UserError

if TYPE_CHECKING:
    from engine.core.analysis import Analysis
    from engine.core.blueprint import Blueprint
    from engine.generation.base import SoundGenerator
    from engine.generation.wishes import Wishes
    from engine.jobs.generate_sound import GenerateSound
    from engine.jobs.sound_sources import Sources

FORM_SEED = 0
"""Of every form: takes of one request have one form, so that they can be made at once and none depends on another."""
_FEWEST_BEATS = 4


@dataclass(frozen=True, slots=True)
class Telling:
    """Whether words change from section to section; ``why`` not, where somebody might expect them to."""

    by_section: bool
    why: str = ""


def telling_of(spec: GenerateSound, generator: SoundGenerator, sources: Sources, made_seconds: float) -> Telling:
    """By section where that was asked for, and by itself where a piece is longer than the model looks back.

    Raises:
        UserError: If it was asked for and cannot be.
    """
    window = generator.window_seconds
    is_long = window is not None and made_seconds > window
    if spec.sections is False or not (spec.sections or is_long):
        return Telling(by_section=False)
    problem, hint = "", ""
    if "sections" not in generator.abilities:
        is_reference = spec.decoder == "reference"
        name = "audiocraft's own loop (--decoder reference)" if is_reference else f"The model '{generator.model}'"
        problem = f"{name} takes one prompt for the whole piece"
        hint = "Leave out --decoder reference, or --sections." if is_reference else "Leave out --sections."
    elif sources.before is not None:
        problem = "The sections of a piece are planned from its beginning, and this one begins with what there was"
        hint = "Leave out --sections; say in the prompt what comes next."
    if problem and spec.sections:
        raise UserError(problem, hint)
    return Telling(by_section=not problem, why=problem)


def form_of(prompt: str, wishes: Wishes, seconds: float) -> Blueprint:
    """The composer's plan of such a piece: the style's form, or the one that the words spell out.

    Args:
        prompt: The user's words.
        wishes: What was asked for by options.
        seconds: How long the piece is.
    """
    from engine.generation.prompting import merge, read_prompt
    from engine.generation.sketch.plan import plan

    wanted = merge(read_prompt(prompt), wishes).wishes
    return plan(replace(wanted, seconds=seconds, bars=None), FORM_SEED).blueprint


def tempo_by_section(analysis: Analysis, told: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The tempo heard in each section that the model was told, else in each that was heard.

    ``drift_percent`` is against the tempo of the whole piece. A section's tempo is the piece's times the ratio of the
    median lengths of its beats, so that it has the same unit; None where four beats or fewer begin in it.
    """
    end = analysis.audio.duration
    spans = [(float(each["start"]), str(each["label"])) for each in told if each["start"] < end]
    spans = spans or [(section.start, section.label) for section in analysis.sections]
    ends = [*(start for start, _ in spans[1:]), end]
    whole = _beat(analysis.beats, 0.0, end)
    rows: list[dict[str, Any]] = []
    for (start, label), stop in zip(spans, ends, strict=True):
        here = _beat(analysis.beats, start, stop)
        tempo = drift = None
        if here and whole and analysis.tempo_bpm:
            tempo = round(analysis.tempo_bpm * whole / here, 2)
            drift = round(100.0 * (whole / here - 1.0), 2)
        rows.append(
            {
                "start": round(start, 3),
                "end": round(stop, 3),
                "label": label,
                "tempo_bpm": tempo,
                "drift_percent": drift,
            }
        )
    return rows


def _beat(beats: tuple[float, ...], start: float, end: float) -> float | None:
    """The median length of the beats that begin in a span; None for too few."""
    import numpy as np

    inside = [beat for beat in beats if start <= beat < end]
    return float(np.median(np.diff(inside))) if len(inside) > _FEWEST_BEATS else None
