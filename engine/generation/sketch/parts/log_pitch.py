"""What the log drum sounds: the walk of the chords' roots, the motif bent to each chord, lengths and slides.

Its range and motif are the domain reference's (1.6.4, 1.6.5); semitones of a seed are meant over a minor chord and are
taken here as degrees, so that 3 is the chord's own third and -2 the tone below the root.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engine.core.blueprint import LogDrumPlan
from engine.core.composition import PlayedChord, Slide
from engine.core.harmony import Key
from engine.generation.sketch.cells import Hit
from engine.generation.sketch.grid import GridNote, Passage

# what a motif tone may become, in order of preference
_BENT: dict[int, tuple[int, ...]] = {
    -2: (-2, -3, -1, 0),
    0: (0,),
    3: (3, 4, 5, 2, 0),
    5: (5, 7, 4, 6, 0),
    7: (7, 6, 8, 5, 0),
    10: (10, 9, 11, 7, 0),
    12: (12,),
}
_DEGREES = (
    "root",
    "flat ninth",
    "ninth",
    "minor third",
    "third",
    "fourth",
    "flat fifth",
    "fifth",
    "minor sixth",
    "sixth",
    "seventh",
    "major seventh",
)
_PALETTE = 5
_SLIDES = (5, 7, 12, -5, -12)  # domain reference 1.6.3
_SHORTEST_SLIDE_S, _LONGEST_SLIDE_S = 0.02, 0.12
_ANTICIPATES = 0.5  # chance that a hit just before a change already has the next root; design prior
_ANTICIPATION_STEPS = 2.0
_OPENING = frozenset({0, 12})  # a chord is opened by its root, or the root's octave
_OPENS_WITHIN = 6.0


@dataclass(frozen=True, slots=True)
class Tone:
    """A pitch and what it is, in words."""

    pitch: int
    words: str


def bass_class(chord: PlayedChord) -> int | None:
    """Pitch class of a chord's lowest tone; None for no chord."""
    return None if chord.label.root is None else (chord.label.root + chord.label.bass) % 12


def folded(pitch_class: int, lowest: int, highest: int) -> int:
    """The pitch of that class in the octave around the middle of a range, or the nearest place inside it."""
    start = math.floor((lowest + highest) / 2) - 6
    pitch = start + (pitch_class - start) % 12
    if pitch > highest:
        pitch -= 12
    if pitch < lowest:
        pitch += 12
    return min(max(pitch, lowest), highest)


def fits(pitch_class: int, chord: PlayedChord, key: Key) -> bool:
    """Whether a tone may stand over a chord: its own, or of the scale and no semitone above one of its own."""
    own = chord.label.pitch_classes
    if pitch_class in own:
        return True
    return pitch_class in key.scale and (pitch_class - 1) % 12 not in own


def palette(chords: Sequence[PlayedChord], key: Key) -> frozenset[int]:
    """The pitch classes a section's riff lives on: roots of its chords, then tones of the key's pentatonic, to five.

    "Per 4 bars 2–5 pitch classes; root, b7, 5, b3, 4 of a minor mode" (domain reference 1.6.4); in major those of the
    major pentatonic.
    """
    found = [root for root in dict.fromkeys(map(bass_class, chords)) if root is not None]
    for degree in (0, 10, 7, 3, 5) if key.mode == "minor" else (0, 7, 9, 2, 4):
        if len(found) < _PALETTE and (key.tonic + degree) % 12 not in found:
            found.append((key.tonic + degree) % 12)
    return frozenset(found)


def tone(
    semitones: int,
    chord: PlayedChord,
    key: Key,
    lowest: int,
    highest: int,
    *,
    among: frozenset[int] = frozenset(range(12)),
) -> Tone:
    """A motif tone over a chord, within a range and ``among`` pitch classes; the root where nothing else fits."""
    root = bass_class(chord)
    if root is None:
        return Tone(folded(key.tonic, lowest, highest), f"tonic of {key}")
    base = folded(root, lowest, highest)
    for interval in _BENT.get(semitones, (semitones, 0)):
        pitch_class = (root + interval) % 12
        if pitch_class not in among or not fits(pitch_class, chord, key):
            continue
        pitch = base + interval
        if pitch > highest:
            pitch -= 12 * math.ceil((pitch - highest) / 12)
        elif pitch < lowest:
            pitch += 12 * math.ceil((lowest - pitch) / 12)
        if lowest <= pitch <= highest:
            return Tone(pitch, f"{_interval_words(interval, pitch - base)} of {chord.roman}")
    return Tone(base, f"root of {chord.roman}")


def _interval_words(interval: int, sounding: int) -> str:
    if interval % 12:
        return _DEGREES[interval % 12]
    return "root" if sounding == 0 else "octave"


def pitched(passage: Passage, plan: LogDrumPlan, hits: Sequence[Hit]) -> tuple[GridNote, ...]:
    """Hits as notes: tones, velocities of a hand, lengths, slides."""
    rng = passage.rng
    draws = rng.random((len(hits), 4))
    shades = np.clip(rng.normal(0.0, 2.5, len(hits)), -5.0, 5.0)
    sliding = _sliding(hits, plan, rng)
    among = palette(passage.chords, passage.blueprint.key)
    notes = []
    for place, hit in enumerate(hits):
        step = passage.first_step + hit.step
        opens = _opens_chord(passage, hits, place) and hit.semitones not in _OPENING
        meant = replace(hit, semitones=0) if opens else hit
        own = _tone_at(passage, plan, meant, step, among, anticipates=bool(draws[place, 0] < _ANTICIPATES))
        gap = (hits[place + 1].step if place + 1 < len(hits) else passage.num_steps) - hit.step
        length = _length(hit, gap, plan, draws[place, 1])
        slide = None
        if place in sliding:
            length = math.floor(1000.0 * min(gap, 4.0 * plan.longest_beats, max(length, 2.0))) / 1000.0
            slide = _slide(passage, plan, own.pitch, step, length, draws[place, 2:])
        words = f"{hit.edit}, {own.words}" + (f", slides {slide.semitones:+g}" if slide else "")
        velocity = int(np.clip(round(hit.velocity + shades[place]), 1, 127))
        notes.append(GridNote(step=step, length=length, pitch=own.pitch, velocity=velocity, reason=words, slide=slide))
    return tuple(notes)


def _opens_chord(passage: Passage, hits: Sequence[Hit], place: int) -> bool:
    """Whether a hit is the first over its chord and near enough to the change to be heard as its bass."""
    step = passage.first_step + hits[place].step
    chord = passage.chord_at(step)
    is_first = place == 0 or passage.first_step + hits[place - 1].step < chord.first_step
    return is_first and step - chord.first_step <= _OPENS_WITHIN


def _tone_at(
    passage: Passage, plan: LogDrumPlan, hit: Hit, step: float, among: frozenset[int], *, anticipates: bool
) -> Tone:
    """The hit's tone over its chord; on the last sixteenths before a change often the root that comes."""
    key = passage.blueprint.key
    chord = passage.chord_at(step)
    if anticipates and chord.last_step - step <= _ANTICIPATION_STEPS and chord is not passage.chords[-1]:
        following = passage.chord_at(chord.last_step)
        root = bass_class(following)
        if root is not None and root != bass_class(chord) and fits(root, chord, key):
            return Tone(folded(root, plan.lowest, plan.highest), f"anticipates the root of {following.roman}")
    return tone(hit.semitones, chord, key, plan.lowest, plan.highest, among=among)


def _length(hit: Hit, gap: float, plan: LogDrumPlan, draw: float) -> float:
    """Sixteenths held: accents and notes before a rest longer, all of them no longer than the plan lets and the gap."""
    free = 0.8 + 0.9 * hit.velocity / 127 + draw * min(gap, 4.0) * 0.4
    if plan.longest_beats > 1.0:
        free += (plan.longest_beats - 1.0) * 4.0 * draw
    return math.floor(1000.0 * min(free, gap, 4.0 * plan.longest_beats)) / 1000.0


def _sliding(hits: Sequence[Hit], plan: LogDrumPlan, rng: np.random.Generator) -> set[int]:
    """Which hits slide: as many as the plan's share asks, those with room after them first."""
    keys = rng.random(len(hits) + 1)
    count = int(plan.slide_share * len(hits) + keys[-1])
    room = [
        (hits[place + 1].step if place + 1 < len(hits) else hit.step + 4.0) - hit.step for place, hit in enumerate(hits)
    ]
    able = [place for place in range(len(hits)) if room[place] >= 1.0]
    able.sort(key=lambda place: -min(room[place], 4.0) * (0.3 + keys[place]))
    return set(able[:count])


def _slide(
    passage: Passage,
    plan: LogDrumPlan,
    pitch: int,
    step: float,
    length: float,
    draws: NDArray[np.float64],
) -> Slide | None:
    """A glide to a tone that fits the chord and the range, 20–120 ms long, late enough for the attack to be heard."""
    chord, key = passage.chord_at(step), passage.blueprint.key
    goals = [by for by in _SLIDES if plan.lowest <= pitch + by <= plan.highest and fits((pitch + by) % 12, chord, key)]
    if not goals:
        return None
    held = length * passage.blueprint.seconds_per_step
    longest = min(_LONGEST_SLIDE_S, 0.6 * held)
    if longest < _SHORTEST_SLIDE_S:
        return None
    duration = _SHORTEST_SLIDE_S * (longest / _SHORTEST_SLIDE_S) ** float(draws[0])
    start = 0.5 * (held - duration)
    return Slide(round(start, 4), round(duration, 4), float(goals[int(draws[1] * len(goals))]))
