"""The solo of saxophone, flute or trumpet: phrases that quote the piece's motif, run over its scales and breathe.

A solo grows: register, density and runs rise to about five eighths of its way and fall back (a design prior). Where
somebody sings it keeps to the gaps; it begins its phrases where the log drum rests.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from engine.core.blueprint import STEPS_PER_BAR
from engine.core.composition import Slide
from engine.generation.draws import stream
from engine.generation.sketch.grid import GridNote, Passage, Written
from engine.generation.sketch.melody.figures import (
    Figure,
    Tone,
    augmented,
    contour,
    inverted,
    lengthened,
    moved,
    ornamented,
    question_and_answer,
    varied_end,
)
from engine.generation.sketch.melody.placing import Register, duty, is_free, lay, num_bars, window_low
from engine.generation.sketch.parts.riff import riff_motif

_UNIT = 2 * STEPS_PER_BAR
_VOICES = ("vocal", "chant", "adlib")
_CENTRES = {"sax": 67.0, "flute": 76.0, "trumpet": 70.0}
_LIMITS = {"sax": (55, 84), "flute": (64, 91), "trumpet": (57, 84)}
_CLIMAX = 0.62
_SCALE_STEP = 0.2
_BENDS = 0.4
_APPROACHES = 0.5

# rhythms of a beat in sixteenths and how likely each is when calm and when hot; design priors
_BEATS: tuple[tuple[tuple[int, ...], float, float], ...] = (
    ((), 0.22, 0.06),
    ((0,), 0.25, 0.08),
    ((0, 2), 0.2, 0.18),
    ((2,), 0.12, 0.06),
    ((3,), 0.08, 0.05),
    ((0, 3), 0.08, 0.12),
    ((0, 2, 3), 0.03, 0.14),
    ((0, 1, 2), 0.02, 0.09),
    ((0, 1, 2, 3), 0.0, 0.22),
)
_FALL = Slide(0.0, 0.16, -3.0)


@dataclass(frozen=True, slots=True)
class _Moment:
    """Where the solo stands: unit of two bars, its place in the phrase of four units, and heat 0–1."""

    unit: int
    heat: float

    @property
    def place(self) -> int:
        return self.unit % 4


def write_lead(passage: Passage) -> Written:
    """The solo of a section, or short answers where somebody sings."""
    units = (num_bars(passage) + 1) // 2
    notes: list[GridNote] = []
    for unit in range(units):
        moment = _Moment(unit, _heat(passage, (unit + 0.5) / units))
        first = passage.first_step + unit * _UNIT
        if is_free(passage, _VOICES, first, first + _UNIT):
            notes += _statement(passage, moment, first)
        else:
            notes += _answer(passage, moment, first)
    return Written(tuple(_monophonic(notes)))


def _heat(passage: Passage, way: float) -> float:
    """0 at the start, 1 at the climax, cooler at the end; lower for sparse plans."""
    rise = way / _CLIMAX if way < _CLIMAX else 1.0 - 0.7 * (way - _CLIMAX) / (1.0 - _CLIMAX)
    return float(np.clip(rise * (0.35 + 0.9 * passage.plan.density), 0.0, 1.0))


def _statement(passage: Passage, moment: _Moment, first: int) -> list[GridNote]:
    """Two bars of solo: A and A' grow from the motif, A returns higher, B runs and rests on a long tone."""
    rng = passage.rng
    if moment.place > 0 and rng.random() > 0.55 + 0.45 * moment.heat + 0.3 * passage.plan.density:
        return []  # a breath of two bars
    motif = question_and_answer(riff_motif(passage.blueprint), stream(passage.blueprint, "melody", "lead"), longest=6)
    if moment.place == 0:
        figure = replace(motif, name="A: the piece's motif")
    elif moment.place == 1:
        figure = _variant(motif, rng)
    elif moment.place == 2:
        raised = moved(motif, 0.2)
        figure = ornamented(raised, rng) if rng.random() < moment.heat else raised
    else:
        figure = _run(moment.heat, rng)
    if moment.place in (1, 2) and rng.random() < moment.heat * 0.6:
        figure = _run(moment.heat, rng)
    figure = _breathing(_where_log_rests(passage, figure, first))
    register = Register(low=_low(passage, moment.heat), velocity=round(66 + 18 * moment.heat), accent=26)
    return _phrased(passage, lay(passage, figure, first, register, "solo"), moment)


def _variant(motif: Figure, rng: np.random.Generator) -> Figure:
    kind = int(rng.integers(4))
    if kind == 0:
        return replace(augmented(motif), name="A': motif, twice as slow")
    if kind == 1:
        return replace(inverted(motif), name="A': motif, inverted")
    if kind == 2:
        return replace(ornamented(motif, rng), name="A': motif, ornamented")
    return replace(varied_end(motif, rng), name="A': motif, other ending")


def _run(heat: float, rng: np.random.Generator) -> Figure:
    """A lick: beats drawn from a stock of rhythms, one contour over all, and a long tone to rest on."""
    weights = np.array([calm + heat * (hot - calm) for _, calm, hot in _BEATS])
    weights /= weights.sum()
    beats = int(rng.integers(4, 7))
    steps = [4 * beat + step for beat in range(beats) for step in _BEATS[int(rng.choice(len(_BEATS), p=weights))][0]]
    rest = 4 * beats + int(rng.choice((0, 2)))
    steps = [step for step in steps if step < rest - 1] + [rest]
    rises = bool(rng.random() < 0.4)
    tones = [
        Tone(step, 1, height, 0.7 if step % 4 == 0 else 0.4)
        for step, height in zip(steps, _running(len(steps), rises, rng), strict=True)
    ]
    return Figure(f"lick, {'up' if rises else 'down'} first", _UNIT, lengthened(tones, _UNIT - 2, 6))


def _running(count: int, rises: bool, rng: np.random.Generator) -> list[float]:
    """Heights that run by about a step of the scale, turn at the ends of the register and here and there before."""
    height = float(rng.uniform(0.1, 0.4) if rises else rng.uniform(0.6, 0.95))
    direction = 1.0 if rises else -1.0
    heights = [round(height, 3)]
    for _ in range(count - 1):
        beyond = not 0.0 <= height + direction * _SCALE_STEP <= 1.0
        if beyond or rng.random() < 0.12:
            direction = -direction
        height = float(np.clip(height + direction * _SCALE_STEP * rng.uniform(0.8, 1.3), 0.0, 1.0))
        heights.append(round(height, 3))
    return heights


def _where_log_rests(passage: Passage, figure: Figure, first: int) -> Figure:
    """The figure begun on the beat of its first bar where the fewest of its onsets meet the log drum's."""
    hits = {round(note.step) - first for note in passage.written.get("log_drum", ())}
    last = figure.tones[-1]
    best = min(
        (shift for shift in (0, 4, 8) if last.step + shift + 2 <= _UNIT),
        key=lambda shift: (sum(tone.step + shift in hits for tone in figure.tones) + 0.06 * shift, shift),
        default=0,
    )
    if not best:
        return figure
    tones = [replace(tone, step=tone.step + best) for tone in figure.tones]
    return replace(figure, name=f"{figure.name}, begun {best // 4} beats later", tones=lengthened(tones, _UNIT, 6))


def _breathing(figure: Figure) -> Figure:
    """No tone longer than a beat and a half but the last."""
    tones = [replace(tone, length=min(tone.length, 6)) for tone in figure.tones[:-1]]
    last = figure.tones[-1]
    held = max(2, min(10, figure.num_steps - 2 - last.step))
    return replace(figure, tones=(*tones, replace(last, length=held)))


def _phrased(passage: Passage, notes: list[GridNote], moment: _Moment) -> list[GridNote]:
    """Bent and approached as players do, and a fall at the end of a hot phrase."""
    if not notes:
        return notes
    notes = _approached(_bent(notes, passage), passage, moment)
    last = notes[-1]
    if moment.heat > 0.6 and last.length >= 3 and passage.rng.random() < 0.35:
        held = last.length * passage.blueprint.seconds_per_step
        fall = replace(_FALL, start=round(max(0.05, held - _FALL.duration), 4))
        notes = [*notes[:-1], replace(last, slide=fall, reason=f"{last.reason}; falls off")]
    return notes


def _bent(notes: Sequence[GridNote], passage: Passage) -> list[GridNote]:
    """Some short tones a step below a longer one become a bend into it: one tone that begins below."""
    bent: list[GridNote] = []
    for note in notes:
        before = bent[-1] if bent else None
        if (
            before is not None
            and before.slide is None
            and before.length < 1.0
            and note.step - before.step == 1.0
            and 1 <= note.pitch - before.pitch <= 2
            and note.length >= 2.0
            and passage.rng.random() < _BENDS
        ):
            slide = Slide(0.03, 0.09, float(note.pitch - before.pitch))
            length = note.step + note.length - before.step
            why = f"{note.reason}; bent into from the step below"
            bent[-1] = replace(before, length=length, slide=slide, velocity=note.velocity, reason=why)
        else:
            bent.append(note)
    return bent


def _approached(notes: Sequence[GridNote], passage: Passage, moment: _Moment) -> list[GridNote]:
    """After a rest, some tones on a beat are led into by the semitone below."""
    led: list[GridNote] = []
    for note in notes:
        earliest = led[-1].step + led[-1].length if led else float(passage.first_step)
        is_near = not led or abs(note.pitch - 1 - led[-1].pitch) <= 4
        if (
            note.step % 4 == 0
            and note.step - 1 >= earliest
            and is_near
            and note.slide is None
            and passage.rng.random() < _APPROACHES * moment.heat
        ):
            why = f"solo, chromatic approach to the {duty(note.pitch, passage.chord_at(note.step).label)}"
            below = replace(note, step=note.step - 1, length=0.9, pitch=note.pitch - 1, reason=why)
            led.append(replace(below, velocity=max(1, note.velocity - 16)))
        led.append(note)
    return led


def _answer(passage: Passage, moment: _Moment, first: int) -> list[GridNote]:
    """A few tones in the longest gap the voices leave; nothing where there is none of three beats."""
    gap = _longest_gap(passage, first)
    if gap[1] - gap[0] < 10 or passage.rng.random() > 0.35 + 0.6 * passage.plan.density:
        return []
    start = -(-gap[0] // 2) * 2
    count = int(passage.rng.integers(3, 6))
    steps = [2 * place for place in range(count) if 2 * place + 4 <= gap[1] - start]
    if len(steps) < 2:
        return []
    shape = str(passage.rng.choice(("descent", "arch")))
    tones = [Tone(step, 2, height, 0.5) for step, height in zip(steps, contour(shape, len(steps)), strict=True)]
    figure = Figure(f"answer in the voice's rest ({shape})", _UNIT, lengthened(tones, gap[1] - start - 1, 5))
    register = Register(low=_low(passage, moment.heat), velocity=64, accent=22)
    return lay(passage, figure, start, register, "solo")


def _longest_gap(passage: Passage, first: int) -> tuple[int, int]:
    """First and last step (exclusive) of the longest stretch of two bars in which nobody sings."""
    sung = np.zeros(_UNIT, bool)
    for role in _VOICES:
        for note in passage.written.get(role, ()):
            begin, end = round(note.step) - first, int(np.ceil(note.step + note.length)) - first
            sung[max(0, begin) : max(0, min(_UNIT, end + 1))] = True
    best = (0, 0)
    start = 0
    for step in range(_UNIT + 1):
        if step == _UNIT or sung[step]:
            if step - start > best[1] - best[0]:
                best = (start, step)
            start = step + 1
    return first + best[0], first + best[1]


def _low(passage: Passage, heat: float) -> int:
    voice = passage.blueprint.voices.get("lead")
    instrument = voice.instrument if voice else "sax"
    lowest, highest = _LIMITS.get(instrument, (57, 88))
    centre = _CENTRES.get(instrument, 70.0) + 7.0 * heat
    return int(np.clip(window_low(passage, centre), lowest, highest - 9))


def _monophonic(notes: Sequence[GridNote]) -> list[GridNote]:
    """One tone at a time: each ends where the next begins."""
    ordered = sorted(notes, key=lambda note: note.step)
    ends = [*(note.step for note in ordered[1:]), float("inf")][: len(ordered)]
    return [
        replace(note, length=min(note.length, end - note.step)) if note.step + note.length > end else note
        for note, end in zip(ordered, ends, strict=True)
        if end > note.step
    ]
