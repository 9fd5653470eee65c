"""Closes: which chords end a phrase, in what way, and how firmly.

Kinds after Kostka & Payne, "Tonal Harmony", and Caplin, "The Classical Cadence" (Journal of the American Musicological
Society 2004); the modal ones after Biamonte, "Triadic Modal and Pentatonic Patterns in Rock Music" (2010).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from engine.core.harmony import QUALITIES, ChordLabel, ChordSegment, Key
from engine.theory.numerals import DOMINANT_SEVENTHS, is_dominant

PitchAt = Callable[[float, float], int | None]
"""The MIDI pitch of a voice between two times; None where it is silent."""

_CLOSURE = {"authentic": 1.0, "plagal": 0.8, "modal": 0.75, "half": 0.6, "deceptive": 0.5}
"""How closed each kind is heard, ordered as listeners rated them (Sears, Caplin & McAdams, "Perceiving the Classical
Cadence", Music Perception 2014); the figures between are ours."""
_WEIGHTS = {"chord": 0.3, "bass": 0.3, "metre": 0.2, "melody": 0.2}
_NEAR_S = 0.6  # chords and sections are found to within a beat
_SOON_S = 1.0  # a longer rest between two chords parts them
_INSIDE = 0.4  # a change of chord in the middle of a phrase only sounds like a close
_ELIDED = 0.75  # the goal begins the next phrase, as loops do


@dataclass(frozen=True, slots=True)
class Cadence:
    """A close, at the time its last chord begins.

    Args:
        time: Seconds.
        kind: ``authentic``, ``plagal``, ``half``, ``deceptive``, or ``modal``: to the tonic from v, bVII or bII.
        variant: Authentic: ``perfect``, ``imperfect``, ``tritone`` (bII7-I), or None where melody is unknown and
            nothing else decides. Plagal: ``minor`` for iv-I in major. Half: ``phrygian`` for iv6-V. Modal: ``aeolian``
            (bVII-I), ``backdoor`` (bVII7-I in major), ``phrygian`` (bII), ``minor dominant``.
        strength: 0-1.
        phrase_end: Whether the goal ends a phrase.
    """

    time: float
    kind: str
    variant: str | None
    strength: float
    phrase_end: bool


@dataclass(frozen=True, slots=True)
class Setting:
    """What surrounds the chords.

    Args:
        phrase_ends: Seconds at which phrases end.
        downbeats: Seconds; metre does not count where there are none.
        melody: The upper voice, where it is known.
    """

    phrase_ends: Sequence[float] = ()
    downbeats: Sequence[float] = ()
    melody: PitchAt | None = None


def find_cadences(chords: Sequence[ChordSegment], keys: Sequence[Key | None], setting: Setting) -> tuple[Cadence, ...]:
    """Closes between neighbouring chords, and half cadences where a phrase ends on the dominant.

    Args:
        chords: In order.
        keys: The key each chord is heard in.
        setting: Phrases, bars and melody.
    """
    found: list[Cadence] = []
    row = _held(chords, keys)
    for before, after in pairwise(row):
        if after.key is not None and before.last.end > after.first.start - _SOON_S:
            kind = _kind(before.last.label, after.first.label, after.key)
            if kind is not None:
                found.append(_cadence(kind, before.last, after.whole, after.key, setting))
    for index, held in enumerate(row):
        previous = row[index - 1].last if index else None
        if held.key is not None and is_dominant(held.last.label, held.key) and _ends_phrase(held.whole, setting):
            variant = "phrygian" if _is_phrygian_half(previous, held.key) else None
            found.append(_cadence(("half", variant), previous, held.whole, held.key, setting))
    return tuple(sorted(found, key=lambda cadence: (cadence.time, cadence.kind)))


@dataclass(frozen=True, slots=True)
class _Held:
    """Chords on one root in a row: a close is between roots, whatever is added or suspended meanwhile."""

    first: ChordSegment
    last: ChordSegment
    key: Key | None

    @property
    def whole(self) -> ChordSegment:
        return replace(self.first, end=self.last.end)


def _held(chords: Sequence[ChordSegment], keys: Sequence[Key | None]) -> list[_Held]:
    row: list[_Held] = []
    for chord, key in zip(chords, keys, strict=True):
        if chord.label.root is None:
            continue
        before = row[-1] if row else None
        is_same = before is not None and before.first.label.root == chord.label.root and before.key == key
        if before is not None and is_same and before.last.end > chord.start - _SOON_S:
            row[-1] = replace(before, last=chord)
        else:
            row.append(_Held(chord, chord, key))
    return row


def _degree(label: ChordLabel, key: Key) -> int:
    assert label.root is not None
    return (label.root - key.tonic) % 12


def _is_phrygian_half(before: ChordSegment | None, key: Key) -> bool:
    return (
        before is not None
        and key.mode == "minor"
        and _degree(before.label, key) == 5
        and before.label.bass == 3
        and 3 in QUALITIES[before.label.quality]
    )


def _kind(before: ChordLabel, after: ChordLabel, key: Key) -> tuple[str, str | None] | None:
    first, last = _degree(before, key), _degree(after, key)
    if last == 0:
        is_tonic = after.quality not in DOMINANT_SEVENTHS and after.bass != 7
        return _to_tonic(before, first, key) if is_tonic else None
    if is_dominant(before, key) and last in _DECEPTIVE_GOALS[key.mode] and after.quality not in DOMINANT_SEVENTHS:
        return "deceptive", None
    return None


_DECEPTIVE_GOALS = {"major": (9, 8), "minor": (8,)}


def _to_tonic(before: ChordLabel, first: int, key: Key) -> tuple[str, str | None] | None:
    if is_dominant(before, key):
        return "authentic", None
    if first == 11 and before.quality in ("dim", "dim7", "hdim7"):
        return "authentic", "imperfect"
    if first == 1:
        return ("authentic", "tritone") if before.quality in DOMINANT_SEVENTHS else ("modal", "phrygian")
    if first == 5:
        is_minor = 3 in QUALITIES[before.quality] and key.mode == "major"
        return "plagal", "minor" if is_minor else None
    if first == 2 and before.bass in (3, 4) and before.quality in ("min7", "hdim7"):
        return "plagal", "minor" if before.quality == "hdim7" and key.mode == "major" else None  # IV with a sixth
    if first == 7 and 3 in QUALITIES[before.quality]:
        return "modal", "minor dominant"
    if first == 10 and 4 in QUALITIES[before.quality]:
        is_backdoor = key.mode == "major" and before.quality in DOMINANT_SEVENTHS
        return "modal", "backdoor" if is_backdoor else "aeolian"
    return None


def _ends_phrase(chord: ChordSegment, setting: Setting) -> bool:
    tolerance = min(0.25 * (chord.end - chord.start), _NEAR_S)
    return any(chord.start + tolerance < end <= chord.end + tolerance for end in setting.phrase_ends)


def _starts_phrase(chord: ChordSegment, setting: Setting) -> bool:
    tolerance = min(0.25 * (chord.end - chord.start), _NEAR_S)
    return any(abs(chord.start - end) <= tolerance for end in setting.phrase_ends)


def _cadence(
    kind: tuple[str, str | None], before: ChordSegment | None, goal: ChordSegment, key: Key, setting: Setting
) -> Cadence:
    name, variant = kind
    top = None if setting.melody is None else setting.melody(goal.start, goal.end)
    ends = _ends_phrase(goal, setting)
    parts = {
        "chord": _chord_weight(name, before, goal),
        "bass": _bass_weight(name, before, goal),
        "metre": _metre_weight(goal, setting.downbeats),
        "melody": None if top is None else _melody_weight(top % 12, name, goal, key),
    }
    known = {part: weight for part, weight in parts.items() if weight is not None}
    mean = sum(_WEIGHTS[part] * weight for part, weight in known.items()) / sum(_WEIGHTS[part] for part in known)
    place = 1.0 if ends else _ELIDED if _starts_phrase(goal, setting) else _INSIDE
    if name == "authentic" and variant is None:
        variant = _perfection(before, goal, top, key)
    return Cadence(goal.start, name, variant, round(_CLOSURE[name] * place * mean, 3), ends)


def _perfection(before: ChordSegment | None, goal: ChordSegment, top: int | None, key: Key) -> str | None:
    """Perfect: both in root position with the tonic on top; without a melody only what the bass forbids is said."""
    if goal.label.bass or (before is not None and before.label.bass):
        return "imperfect"
    if top is None:
        return None
    return "perfect" if top % 12 == key.tonic else "imperfect"


def _chord_weight(name: str, before: ChordSegment | None, goal: ChordSegment) -> float:
    """A dominant seventh points most clearly; a half cadence rests on the plain triad."""
    if name == "half":
        return 1.0 if goal.label.quality == "maj" else 0.8
    assert before is not None
    steps = QUALITIES[before.label.quality]
    if name in ("authentic", "deceptive"):
        if {4, 10} <= set(steps):
            return 1.0
        return 0.9 if 4 in steps else 0.7
    return 0.9


def _bass_weight(name: str, before: ChordSegment | None, goal: ChordSegment) -> float:
    """Roots in the bass of both chords are the strongest motion, an inverted goal the weakest."""
    if goal.label.bass:
        return 0.2
    return 0.6 if name != "half" and before is not None and before.label.bass else 1.0


def _metre_weight(goal: ChordSegment, downbeats: Sequence[float]) -> float | None:
    """1 on a downbeat, 0.6 in the middle of a bar, 0.3 elsewhere; None without bars."""
    bar = next(((a, b) for a, b in pairwise(downbeats) if a - 0.1 * (b - a) <= goal.start < b - 0.1 * (b - a)), None)
    if bar is None:
        return None
    place = (goal.start - bar[0]) / (bar[1] - bar[0])
    if place < 0.1:
        return 1.0
    return 0.6 if abs(place - 0.5) < 0.1 else 0.3


def _melody_weight(top: int, name: str, goal: ChordSegment, key: Key) -> float:
    if name == "half":
        return 1.0 if top in goal.label.pitch_classes else 0.4
    if top == key.tonic:
        return 1.0
    return 0.6 if top in goal.label.pitch_classes else 0.3
