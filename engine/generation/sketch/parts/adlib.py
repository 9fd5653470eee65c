"""Ad-libs: shouts, echoes, gasps and short runs in the gaps, about three in ten bars (domain reference 5.2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from engine.core.composition import Slide
from engine.generation.sketch.grid import GridNote, Passage, Written
from engine.generation.sketch.melody.figures import Figure, Tone
from engine.generation.sketch.melody.placing import Register, is_free, lay, num_bars
from engine.generation.sketch.parts import syllables
from engine.generation.sketch.parts.transitions import transition
from engine.generation.sketch.parts.vocal import voice_low

PER_BAR = 0.3
"""Mean number of ad-libs a bar at a density of 0.5 (domain reference 5.2)."""

_SUNG = ("vocal", "chant")
_PLACES = (6, 10, 12, 14, 2)
_LENGTH = 4
_KINDS = ("shout", "echo", "run", "gasp")
_KIND_WEIGHTS = (0.5, 0.22, 0.16, 0.12)
_CENTRES = (65.0, 71.0, 74.0)


@dataclass(frozen=True, slots=True)
class _Place:
    step: int
    reason: str


def write_adlib(passage: Passage) -> Written:
    """Short calls where the other voices rest."""
    notes: list[GridNote] = []
    for place in _places(passage):
        kind = str(passage.rng.choice(_KINDS, p=_KIND_WEIGHTS))
        notes += _WRITE[kind](passage, place)
    return Written(tuple(sorted(notes, key=lambda note: note.step)))


def _places(passage: Passage) -> list[_Place]:
    """Steps for ad-libs: a Poisson number in each bar, at most one at a place; one in the stop before a drop."""
    rate = PER_BAR * passage.plan.density / 0.5
    taken: list[_Place] = []
    for bar in range(num_bars(passage)):
        # the ends of phrases call for more, their beginnings for less; the mean stays
        weight = 1.6 if bar % 4 == 3 else 0.8
        for _ in range(min(2, int(passage.rng.poisson(rate * weight)))):
            place = _free_place(passage, bar, taken)
            if place is not None:
                taken.append(_Place(place, "at the end of a phrase" if bar % 4 == 3 else "in a gap"))
    turn = transition(passage.blueprint, passage.index)
    if turn.kind in {"stop", "shaker_only"}:
        step = passage.first_step + passage.num_steps - 4 * turn.beats
        if is_free(passage, _SUNG, step, step + _LENGTH) and _is_apart(step, taken):
            taken.append(_Place(step, f"as the {turn.reason}" if turn.kind == "stop" else f"with {turn.reason}"))
    return sorted(taken, key=lambda place: place.step)


def _free_place(passage: Passage, bar: int, taken: Sequence[_Place]) -> int | None:
    for offset in passage.rng.permutation(_PLACES):
        step = passage.bar_step(bar) + int(offset)
        ends = step + _LENGTH
        inside = ends <= passage.first_step + passage.num_steps
        if inside and is_free(passage, _SUNG, step, ends) and _is_apart(step, taken):
            return step
    return None


def _is_apart(step: int, taken: Sequence[_Place]) -> bool:
    return all(abs(step - place.step) >= _LENGTH + 2 for place in taken)


def _low(passage: Passage) -> int:
    return voice_low(passage, "adlib", _CENTRES)


def _called(passage: Passage, place: _Place, tones: Sequence[Tone], kind: str, *, velocity: int) -> list[GridNote]:
    figure = Figure(kind, _LENGTH, tuple(tones))
    register = Register(low=_low(passage), velocity=velocity, accent=20)
    return lay(passage, figure, place.step, register, f"ad-lib {place.reason}")


def _shout(passage: Passage, place: _Place) -> list[GridNote]:
    """One or two calls that drop."""
    count = 1 + int(passage.rng.random() < 0.4)
    texts = syllables.calls(count, passage.rng)
    tones = [Tone(2 * n, 2, float(passage.rng.uniform(0.5, 1.0)), 0.9, text) for n, text in enumerate(texts)]
    notes = _called(passage, place, tones, "shout", velocity=88)
    last = notes[-1]
    held = last.length * passage.blueprint.seconds_per_step
    fall = Slide(round(0.45 * held, 4), round(0.55 * held, 4), -float(passage.rng.integers(2, 6)))
    return [*notes[:-1], replace(last, slide=fall)]


def _echo(passage: Passage, place: _Place) -> list[GridNote]:
    """The end of what the lead voice has just sung, softer; a shout where it has not sung in the last bar."""
    heard = [note for note in passage.written.get("vocal", ()) if 0 < place.step - note.step <= 20]
    if not heard:
        return _shout(passage, place)
    tones = [Tone(2 * n, 2, 0.7 - 0.3 * n, 0.3, note.syllable) for n, note in enumerate(sorted(heard, key=_step)[-2:])]
    return _called(passage, place, tones, "echo of the voice", velocity=58)


def _step(note: GridNote) -> float:
    return note.step


def _run(passage: Passage, place: _Place) -> list[GridNote]:
    """Three or four tones down on one vowel."""
    text = str(passage.rng.choice(("a", "o", "e")))
    count = int(passage.rng.integers(3, 5))
    tones = [
        Tone(n, 1, 0.9 - 0.7 * n / (count - 1), 0.5 if n == 0 else 0.3, ("y" + text) if n == 0 else text)
        for n in range(count)
    ]
    return _called(passage, place, tones, "run", velocity=70)


def _gasp(passage: Passage, place: _Place) -> list[GridNote]:
    return _called(passage, place, [Tone(0, 2, 0.3, 0.5, "h")], "gasp", velocity=70)


_WRITE = {"shout": _shout, "echo": _echo, "run": _run, "gasp": _gasp}
