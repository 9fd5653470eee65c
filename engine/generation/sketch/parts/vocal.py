"""The lead voice: a hook of two bars sung four times with small changes, or lines of a verse that leave room.

The voice is synthetic and sings syllables, not words (``parts.syllables``).
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from engine.core.blueprint import STEPS_PER_BAR, Blueprint
from engine.generation.draws import stream
from engine.generation.sketch.grid import GridNote, Passage, Written
from engine.generation.sketch.melody.figures import (
    Figure,
    Tone,
    developed,
    draw_motif,
    lengthened,
    only_question,
    phrase,
    question_and_answer,
    thinned,
)
from engine.generation.sketch.melody.placing import Register, lay, num_bars, times_before, window_low
from engine.generation.sketch.parts import syllables

_UNIT = 2 * STEPS_PER_BAR
_HOOK_LABELS = frozenset({"drop", "chorus"})
_CENTRES = (62.0, 66.5, 70.0)
"""Middle of the register of a man, a woman, a child (MIDI)."""


def write_vocal(passage: Passage) -> Written:
    """The lead voice of a section: hook, verse or, before a drop, a part of the hook that comes again and again."""
    manner = passage.plan.pattern or _manner(passage.section.label)
    if manner == "hook":
        return Written(tuple(_hook(passage)))
    if manner == "tease":
        return Written(tuple(_tease(passage)))
    if manner == "verse":
        return Written(tuple(_verse(passage)))
    raise ValueError(f"the voice knows hook, verse and tease, not {manner!r}")


def hook_figure(blueprint: Blueprint) -> Figure:
    """The hook of the piece: two bars with their syllables."""
    rng = stream(blueprint, "vocals", "hook")
    motif = draw_motif(rng, least=3, most=6, longest=4)
    figure = question_and_answer(motif, rng, longest=4)
    return with_syllables(figure, syllables.line(len(figure.tones), rng))


def with_syllables(figure: Figure, texts: tuple[str, ...]) -> Figure:
    """The figure with a syllable for each tone."""
    tones = [replace(tone, syllable=text) for tone, text in zip(figure.tones, texts, strict=True)]
    return replace(figure, tones=tuple(tones))


def voice_low(passage: Passage, role: str, centres: tuple[float, float, float] = _CENTRES) -> int:
    """Lowest pitch of the register of whoever sings a role, the same through the piece."""
    voice = passage.blueprint.voices.get(role)
    speaker = voice.parameters.get("speaker", 1.0) if voice else 1.0
    centre = float(np.interp(speaker, (0.0, 1.0, 2.0), centres))
    return window_low(passage, centre)


def _manner(label: str) -> str:
    if label in _HOOK_LABELS:
        return "hook"
    return "tease" if label == "build" else "verse"


def _hook(passage: Passage) -> list[GridNote]:
    """A A' A B of the hook; then eight bars in which it is only recalled, so that the drop has the floor."""
    blueprint = passage.blueprint
    times = times_before(passage, "vocal")
    hook = developed(hook_figure(blueprint), min(times, 2), stream(blueprint, "vocals", "hook", "developed", times))
    figures = phrase(hook, stream(blueprint, "vocals", "hook", "phrase"))
    has_chant = passage.section.role("chant") is not None
    register = Register(low=voice_low(passage, "vocal"), velocity=78, accent=28)
    notes: list[GridNote] = []
    for unit in range((num_bars(passage) + 1) // 2):
        figure, is_recall = figures[unit % 4], (unit // 4) % 2 == 1
        if is_recall and (unit % 4 != 0 or passage.plan.density < 0.35) and passage.plan.density < 0.75:
            continue
        if has_chant and unit % 4 != 3:
            figure = replace(only_question(figure), name=f"{figure.name}, call")
        notes += lay(passage, figure, passage.first_step + unit * _UNIT, register, "hook")
    return notes


def _tease(passage: Passage) -> list[GridNote]:
    """The hook's first bar every two bars, then in every bar of the last four, thinner at first."""
    call = only_question(hook_figure(passage.blueprint))
    register = Register(low=voice_low(passage, "vocal"), velocity=66, accent=26)
    notes: list[GridNote] = []
    bars = num_bars(passage)
    for bar in range(bars):
        is_close = bars - bar <= 4
        if bar == bars - 1 or (bar % 2 and not is_close):
            continue  # the last bar belongs to the transition
        figure = call if is_close else thinned(call, 0.6)
        first = passage.first_step + bar * STEPS_PER_BAR
        notes += lay(passage, figure, first, register, "the hook ahead")
    return notes


def _verse(passage: Passage) -> list[GridNote]:
    """Lines of two bars, in fours: three are sung, the last rests or answers short; each line has its own words."""
    blueprint = passage.blueprint
    register = Register(low=voice_low(passage, "vocal"), velocity=68, accent=24)
    notes: list[GridNote] = []
    for unit in range((num_bars(passage) + 1) // 2):
        verse, place = divmod(unit, 4)
        rng = stream(blueprint, "vocals", "verse", place % 2, verse // 2)
        sings = passage.rng.random() < (0.95, 0.9, 0.85, 0.35)[place] * (0.55 + 0.8 * passage.plan.density)
        if not sings:
            continue
        figure = _verse_line(rng, passage.plan.density)
        words = stream(blueprint, "vocals", "words", passage.index, unit)
        figure = with_syllables(figure, syllables.line(len(figure.tones), words))
        notes += lay(passage, figure, passage.first_step + unit * _UNIT, register, f"verse, line {unit + 1}")
    return notes


def _verse_line(rng: np.random.Generator, density: float) -> Figure:
    """Closer to speech than a hook: a tone is recited in eighths and syncopations, then the line sinks to rest."""
    start = int(rng.choice((0, 2, 3, 6)))
    steps = [start]
    gaps, weights = (1, 2, 3, 4), np.array((0.1 + 0.1 * density, 0.45, 0.3, 0.15))
    while steps[-1] < 20:
        steps.append(steps[-1] + int(rng.choice(gaps, p=weights / weights.sum())))
    recited = float(rng.uniform(0.45, 0.75))
    heights = [recited + 0.16 * float(rng.choice((-1, 0, 0, 0, 1))) for _ in steps]
    heights[-3:] = [recited + 0.15, recited - 0.15, 0.15]
    tones = [
        Tone(step, 1, round(float(np.clip(height, 0.0, 1.0)), 3), 0.6 if step % 4 == 0 else 0.45)
        for step, height in zip(steps, heights, strict=True)
    ]
    return Figure("recited, then sinking", _UNIT, lengthened(tones, min(_UNIT - 4, steps[-1] + 6), 6))
