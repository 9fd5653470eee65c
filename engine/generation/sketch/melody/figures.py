"""Figures: a rhythm with a contour, before it has pitches. Motifs are drawn once and come back changed.

A motif has 3–7 tones in a bar. Question and answer make two bars of it, and four of these a phrase of eight: A A' A B
(domain reference 5.2). Rhythm weights and the likelihood of each contour are design priors.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from engine.core.blueprint import STEPS_PER_BAR
from engine.generation.sketch.seeds import grid

CONTOURS = ("arch", "descent", "wave", "ascent")
_CONTOUR_WEIGHTS = (0.4, 0.3, 0.2, 0.1)
"""Most tunes rise and fall, and fall more often than they rise (Huron, "The melodic arch in Western folksongs",
Computing in Musicology 1996); the shares are design priors."""

_ARTICLES = {"arch": "an arch", "descent": "a descent", "wave": "a wave", "ascent": "an ascent"}

_ONSET_WEIGHTS = (0.9, 0.12, 0.4, 0.75, 0.35, 0.12, 0.85, 0.3, 0.45, 0.2, 0.8, 0.3, 0.5, 0.2, 0.6, 0.25)
_COUNTS = (3, 4, 5, 6, 7)
_COUNT_WEIGHTS = (0.07, 0.3, 0.33, 0.2, 0.1)


@dataclass(frozen=True, slots=True)
class Tone:
    """A tone of a figure: ``step`` and ``length`` in sixteenths from its start, ``height`` 0–1 in the register."""

    step: int
    length: int
    height: float
    accent: float = 0.5
    syllable: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """Tones in order within ``num_steps`` sixteenths, none longer than to the next."""

    name: str
    num_steps: int
    tones: tuple[Tone, ...]


def contour(name: str, count: int) -> tuple[float, ...]:
    """Heights 0–1 of so many tones."""
    way = np.linspace(0.0, 1.0, count) if count > 1 else np.array([0.5])
    if name == "arch":
        heights = 0.15 + 0.8 * np.sin(np.pi * np.clip(way * 0.9 + 0.05, 0.0, 1.0))
    elif name == "descent":
        heights = 0.95 - 0.8 * way
    elif name == "ascent":
        heights = 0.15 + 0.75 * way
    elif name == "wave":
        heights = 0.5 + 0.4 * np.sin(2.0 * np.pi * way + 0.4)
    else:
        raise ValueError(f"there is no contour {name!r}; contours are {', '.join(CONTOURS)}")
    return tuple(round(float(height), 3) for height in heights)


def draw_motif(
    rng: np.random.Generator, *, least: int = 3, most: int = 7, longest: int = 4, pattern: str = ""
) -> Figure:
    """A motif of a bar: 3–7 tones, mostly off the beat, with a contour.

    Args:
        rng: Draws it.
        least: Fewest tones.
        most: Most tones.
        longest: Of a tone, in sixteenths.
        pattern: A seed grid whose first bar is its rhythm.
    """
    if pattern:
        steps = [step for step in grid(pattern).steps if step < STEPS_PER_BAR]
    else:
        counts = [count for count in _COUNTS if least <= count <= most]
        weights = np.array([_COUNT_WEIGHTS[_COUNTS.index(count)] for count in counts])
        steps = _onsets(int(rng.choice(counts, p=weights / weights.sum())), rng)
    shape = str(rng.choice(CONTOURS, p=_CONTOUR_WEIGHTS))
    heights = np.clip(np.array(contour(shape, len(steps))) + rng.normal(0.0, 0.12, len(steps)), 0.0, 1.0)
    tones = [Tone(step, 1, round(float(height), 3), _accent(step)) for step, height in zip(steps, heights, strict=True)]
    return Figure(f"motif in {_ARTICLES[shape]}", STEPS_PER_BAR, lengthened(tones, STEPS_PER_BAR, longest))


def _onsets(count: int, rng: np.random.Generator) -> list[int]:
    """Onsets of a bar: neighbours are rare, at least two lie off the beat, the last leaves room to breathe."""
    weights = np.array(_ONSET_WEIGHTS)
    chosen: list[int] = []
    while len(chosen) < count:
        step = int(rng.choice(STEPS_PER_BAR, p=weights / weights.sum()))
        chosen.append(step)
        weights[step] = 0.0
        for near in (step - 1, step + 1):
            if 0 <= near < STEPS_PER_BAR:
                weights[near] *= 0.15
        if sum(step % 4 == 0 for step in chosen) >= count - 2:
            weights[::4] = 0.0
    return sorted(chosen)


def _accent(step: int) -> float:
    """Metric weight of a step, with the syncopations before a beat stressed as singers of this music do."""
    return {0: 0.8, 4: 0.55, 8: 0.7, 12: 0.55}.get(step % STEPS_PER_BAR, 0.6 if step % 4 == 3 else 0.45)


def lengthened(tones: Sequence[Tone], num_steps: int, longest: int) -> tuple[Tone, ...]:
    """Each tone held until the next, ``longest`` at most; the last one no further than the figure."""
    ends = [tone.step for tone in tones[1:]] + [num_steps]
    return tuple(
        replace(tone, length=max(1, min(longest, end - tone.step))) for tone, end in zip(tones, ends, strict=True)
    )


def question_and_answer(motif: Figure, rng: np.random.Generator, *, longest: int = 4) -> Figure:
    """Two bars: the motif, left open above, then its beginning again, led down to rest and breathing at the end."""
    question = list(motif.tones)
    question[-1] = replace(question[-1], height=max(question[-1].height, 0.55))
    kept = max(2, (len(question) + 1) // 2)
    answer = [
        replace(tone, step=tone.step + STEPS_PER_BAR, height=round(0.85 * tone.height, 3))
        for tone in motif.tones[:kept]
    ]
    after = answer[-1].step - STEPS_PER_BAR
    room = [step for step in (6, 8, 10, 11) if step >= after + 2]
    if room:
        step = int(rng.choice(room)) + STEPS_PER_BAR
        answer.append(Tone(step, 2, 0.1, 0.6))
    else:
        answer[-1] = replace(answer[-1], height=0.1)
    tones = lengthened([*question, *answer], 2 * STEPS_PER_BAR - 2, longest)
    return Figure(f"question and answer, {motif.name}", 2 * STEPS_PER_BAR, tones)


def only_question(figure: Figure) -> Figure:
    """The first bar of two; the second is silent."""
    return replace(figure, name="question", tones=tuple(t for t in figure.tones if t.step < STEPS_PER_BAR))


def inverted(figure: Figure) -> Figure:
    """Upside down; the last tone stays, so that the ending does."""
    tones = [replace(tone, height=round(1.0 - tone.height, 3)) for tone in figure.tones[:-1]]
    return replace(figure, name=f"{figure.name}, inverted", tones=(*tones, figure.tones[-1]))


def moved(figure: Figure, by: float) -> Figure:
    """Higher or lower by a share of the register: a sequence."""
    tones = [replace(tone, height=round(min(1.0, max(0.0, tone.height + by)), 3)) for tone in figure.tones]
    return replace(figure, name=f"{figure.name}, {'raised' if by > 0 else 'lowered'}", tones=tuple(tones))


def augmented(figure: Figure) -> Figure:
    """Twice as slow: its first half fills the figure."""
    half = figure.num_steps // 2
    kept = [tone for tone in figure.tones if tone.step < half]
    tones = [
        replace(tone, step=2 * tone.step, length=min(2 * tone.length, figure.num_steps - 2 * tone.step))
        for tone in kept
    ]
    return replace(figure, name=f"{figure.name}, augmented", tones=tuple(tones))


def ornamented(figure: Figure, rng: np.random.Generator) -> Figure:
    """A long tone or two are broken: a neighbour between the tone and its return."""
    tones: list[Tone] = []
    broken = 0
    for tone in figure.tones:
        if tone.length >= 3 and broken < 2 and rng.random() < 0.6:
            side = float(rng.choice((-0.22, 0.22)))
            near = min(1.0, max(0.0, tone.height + side))
            tones += [
                replace(tone, length=1),
                Tone(tone.step + 1, 1, near, 0.35, tone.syllable),
                replace(tone, step=tone.step + 2, length=tone.length - 2, accent=0.5),
            ]
            broken += 1
        else:
            tones.append(tone)
    return replace(figure, name=f"{figure.name}, ornamented", tones=tuple(tones)) if broken else figure


def varied_end(figure: Figure, rng: np.random.Generator) -> Figure:
    """The same but for its last two tones, which turn up instead of down or the other way."""
    if len(figure.tones) < 3:
        return figure
    head, tail = figure.tones[:-2], figure.tones[-2:]
    turned = [
        replace(t, height=round(float(np.clip(0.9 - t.height + rng.normal(0.0, 0.08), 0.0, 1.0)), 3)) for t in tail
    ]
    return replace(figure, name=f"{figure.name}, other ending", tones=(*head, *turned))


def thinned(figure: Figure, share: float) -> Figure:
    """Only the weightiest tones, at least three."""
    count = max(3, round(share * len(figure.tones)))
    if count >= len(figure.tones):
        return figure
    kept = sorted(sorted(figure.tones, key=lambda tone: (-tone.accent, tone.step))[:count], key=lambda tone: tone.step)
    return replace(figure, name=f"{figure.name}, thinned", tones=tuple(kept))


def phrase(figure: Figure, rng: np.random.Generator) -> tuple[Figure, Figure, Figure, Figure]:
    """Eight bars of a two-bar figure: A A' A B."""
    again = varied_end(figure, rng) if rng.random() < 0.5 else ornamented(figure, rng)
    other = inverted(figure) if rng.random() < 0.5 else moved(figure, float(rng.choice((-0.2, 0.2))))
    return (
        replace(figure, name=f"A: {figure.name}"),
        replace(again, name=f"A': {again.name}"),
        replace(figure, name=f"A: {figure.name}"),
        replace(other, name=f"B: {other.name}"),
    )


def developed(figure: Figure, times: int, rng: np.random.Generator) -> Figure:
    """The figure as it comes back after ``times`` earlier statements.

    First plain, then ornamented, then raised, then ornamented and with another ending.
    """
    if times <= 0:
        return figure
    if times == 1:
        return ornamented(figure, rng)
    if times == 2:
        return moved(figure, 0.15)
    return varied_end(ornamented(figure, rng), rng)
