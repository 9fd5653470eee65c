"""The group that answers: a bar after the call, in a narrow range, quick and together; alone, it calls to itself.

Chants have fewer than four semitones and more than three syllables a second (domain reference 2.3).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine.core.blueprint import STEPS_PER_BAR
from engine.core.harmony import ChordLabel
from engine.generation.draws import stream
from engine.generation.sketch.grid import GridNote, Passage, Written
from engine.generation.sketch.melody.placing import duty, is_free, num_bars
from engine.generation.sketch.melody.scales import pentatonic
from engine.generation.sketch.parts import syllables

_HIGH = 64
_RANGE = 3
_FEWEST, _MOST = 3, 6

# sixteenths between syllables and how likely each is: about three a second at this tempo; design priors
_GAPS, _GAP_WEIGHTS = (1, 2, 3), (0.18, 0.57, 0.25)
_LAST_ONSET = 13


@dataclass(frozen=True, slots=True)
class _Manner:
    """How the group of a piece chants: syllables, onsets of its own call and reply, and which syllables sink."""

    texts: tuple[str, ...]
    call: tuple[int, ...]
    reply: tuple[int, ...]
    sinks: str


def _manner(passage: Passage) -> _Manner:
    rng = stream(passage.blueprint, "vocals", "chant")
    return _Manner(
        texts=syllables.calls(_MOST, rng),
        call=_onsets(int(rng.choice((0, 0, 2, 3))), int(rng.integers(4, 7)), rng),
        reply=_onsets(int(rng.choice((2, 4, 6, 8))), int(rng.integers(2, 4)), rng),
        sinks=str(rng.choice(("last", "every other", "all but the last"), p=(0.5, 0.3, 0.2))),
    )


def _onsets(first: int, count: int, rng: np.random.Generator) -> tuple[int, ...]:
    steps = [first]
    while len(steps) < count:
        steps.append(steps[-1] + int(rng.choice(_GAPS, p=_GAP_WEIGHTS)))
    return tuple(step for step in steps if step <= _LAST_ONSET)


def write_chant(passage: Passage) -> Written:
    """Answers to the lead voice one bar later, or the group's own call and reply."""
    manner = _manner(passage)
    notes: list[GridNote] = []
    for bar in range(num_bars(passage)):
        if not _chants(passage, bar):
            continue
        call = _call_before(passage, bar)
        first = passage.bar_step(bar)
        if call:
            notes += _answer(passage, first, call, manner)
        elif not passage.written.get("vocal"):
            onsets, why = (manner.reply, "reply") if bar % 2 else (manner.call, "call")
            notes += _shout(passage, first, onsets, manner, why)
    return Written(tuple(notes))


def _chants(passage: Passage, bar: int) -> bool:
    """Denser plans chant in more of the units of two bars; the answer of an eight-bar phrase is kept always."""
    keep = 0.45 + 0.7 * passage.plan.density
    drawn = float(stream(passage.blueprint, "vocals", "chant", bar // 2, section=passage.index).random())
    if not passage.written.get("vocal") and (bar // 4) % 2 == 1 and passage.plan.density < 0.7:
        return False  # four bars of calls, four bars of rest
    return drawn < keep


def _call_before(passage: Passage, bar: int) -> Sequence[GridNote]:
    """What the lead voice began in the bar before, if it is silent now."""
    if bar == 0:
        return ()
    first = passage.bar_step(bar)
    if not is_free(passage, ("vocal",), first + 2, first + 12):
        return ()
    return [note for note in passage.written.get("vocal", ()) if first - STEPS_PER_BAR <= note.step < first]


def _answer(passage: Passage, first: int, call: Sequence[GridNote], manner: _Manner) -> list[GridNote]:
    """The rhythm of the call's end, one bar later: its last three to six onsets."""
    onsets = [round(note.step) - (first - STEPS_PER_BAR) for note in call][-_MOST:]
    free_from = max((note.step + note.length for note in call), default=first) - first
    onsets = [step for step in onsets if step >= free_from]
    if len(onsets) < _FEWEST:
        onsets = sorted({*onsets, 4, 6, 8})
    return _shout(passage, first, onsets, manner, "answers the voice a bar later")


def _shout(passage: Passage, first: int, onsets: Sequence[int], manner: _Manner, why: str) -> list[GridNote]:
    ends = [*onsets[1:], min(STEPS_PER_BAR, onsets[-1] + 4)]
    lift = round(14 * (passage.section.energy - 0.5))
    notes = []
    for place, (step, end) in enumerate(zip(onsets, ends, strict=True)):
        label = passage.chord_at(first + step).label
        is_last = place == len(onsets) - 1
        pitch = _pitch(label, _top(passage), lower=_sinks(manner, place, is_last=is_last))
        notes.append(
            GridNote(
                step=first + step,
                length=min(end - step, 3 if is_last else 2) * 0.85,
                pitch=pitch,
                velocity=int(np.clip(92 + lift + (8 if step % 4 == 0 else 0) + passage.rng.normal(0.0, 4.0), 1, 127)),
                reason=f"chant, {why}; {duty(pitch, label)}",
                syllable=manner.texts[place % len(manner.texts)],
            )
        )
    return notes


def _sinks(manner: _Manner, place: int, *, is_last: bool) -> bool:
    if manner.sinks == "last":
        return is_last
    return place % 2 == 1 if manner.sinks == "every other" else not is_last


def _top(passage: Passage) -> int:
    """The highest pitch the group shouts: the tone of the pentatonic scale that lies best for it."""
    return max(pitch for pitch in range(_HIGH - 4, _HIGH + 1) if pitch % 12 in pentatonic(passage.blueprint.key))


def _pitch(label: ChordLabel, top: int, *, lower: bool) -> int:
    """A chord tone of the top and the three semitones below it, the lowest of them for a syllable that sinks.

    Where the chord has none of these, its nearest tone below.
    """
    below = [pitch for pitch in range(top, top - 12, -1) if pitch % 12 in label.pitch_classes]
    near = [pitch for pitch in below if top - pitch <= _RANGE]
    return (near[-1] if lower else near[0]) if near else below[0]
