"""Short pieces of many kinds written around their chords, for the network that names chords.

Corpora of one style hold few of the chords there are: here a third of the pieces move between any chords on any roots,
the others are progressions of pop, rock, jazz, gospel, house and the classics, played as those kinds play them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from engine.core.composition import PlayedNote
from engine.core.harmony import QUALITIES, ChordLabel, Key
from engine.core.roman import parse_roman

PROGRESSIONS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "pop": {
        "major": (
            "I V vi IV", "vi IV I V", "I vi IV V", "I IV vi V", "IV V iii vi", "I V/3 vi IV", "I iii IV V",
            "I Vsus4 vi IVadd9", "Iadd9 IV ii V", "I IV I/3 V", "I/3 IV V vi", "IV I V vi", "I bVII IV I",
        ),
        "minor": ("i VI III VII", "i VII VI VII", "i iv VI V", "i VI iv V", "VI VII i i", "i III VII IV", "i v VI VII"),
    },
    "rock": {
        "major": ("I bVII IV I", "I IV V IV", "I5 IV5 V5 I5", "I7 IV7 I7 V7", "I bIII IV I", "I5 bVII5 IV5 I5"),
        "minor": ("i VII VI VII", "i5 VI5 VII5 i5", "i III VII IV", "i i VII iv", "i5 III5 VII5 IV5"),
    },
    "jazz": {
        "major": (
            "ii7 V7 Imaj7 vi7", "Imaj7 V7/ii ii7 V7", "ii9 V13 Imaj9 Imaj9", "iii7 V7/ii ii9 V9",
            "Imaj7 IVmaj7 iii7 vi7", "I6 vi7 ii7 V9", "Imaj9 bVII9 Imaj9 V7/ii", "ii11 V7b9 I69 I69",
            "Imaj7 ii7 iii7 IVmaj7",
        ),
        "minor": (
            "iiø7 V7b9 i6 i6", "i7 iv7 VII7 IIImaj7", "iv7 VII9 IIImaj9 VImaj7", "i9 iiø7 V7 i9", "i7 VImaj7 iiø7 V7#9",
        ),
    },
    "house": {
        "major": (
            "ii9 V7sus4 Imaj9 vi9", "IVmaj9 iii7 vi9 Iadd9", "IVmaj7 V13 iii7 vi9", "Imaj9 vi9 ii9 V13sus4",
            "vi9 vi9 IVmaj9 V7sus4", "ii9 iii7 IVmaj9 V9sus4",
        ),
        "minor": (
            "i9 VImaj9 VII9 v7", "i9 iv9 i9 v7", "VImaj9 v7 i9 i9", "i9 IV13 i9 IV13", "i11 VImaj7 iv9 v7",
            "i9 bIImaj7 i9 VII13", "iv9 VII13 IIImaj9 VImaj9", "i7 III VII IV9", "iv9 v7 i9 i11", "VImaj7 VII7 i9 v11",
        ),
    },
    "gospel": {
        "major": (
            "I I7/3 IVmaj9 iv6", "Iadd9 V/3 vi9 IVmaj9", "I V7/vi vi7 V7/V", "IVmaj9 V7/5 iii7 V7/ii", "I IV I/5 V7",
            "ii7 I/3 IV V7sus4",
        ),
        "minor": ("i9 V7/iv iv9 VII13", "i V7/3 i/3 iv9", "i iv7 VII9 IIImaj7"),
    },
    "classical": {
        "major": (
            "I IV V7 I", "I V/3 vi iii", "I/3 IV V7 I", "I I/3 IV V", "I viio I/3 V7/5", "ii/3 V7 I vi", "I V7/V V I",
            "IV/3 I/5 V7 I", "vi ii V7/3 I", "I V7/7 I/3 IV",
        ),
        "minor": ("i iv V7 i", "i V/3 i iio/3", "i VI iv V7", "i/3 iv i/5 V7", "i V7/3 i VI", "i viio7 i V7",
                  "i III VI V"),
    },
}  # fmt: skip
"""Numerals of four chords by kind and mode; no kind's list is a sample of anything."""

_ANY_CHORDS = 0.3
_ANY_QUALITIES = (
    ("maj", 5), ("min", 5), ("7", 4), ("maj7", 4), ("min7", 5), ("dim", 1), ("hdim7", 1), ("dim7", 1), ("aug", 1),
    ("sus4", 2), ("sus2", 1), ("7sus4", 2), ("maj6", 1), ("min6", 1), ("9", 2), ("maj9", 2), ("min9", 4), ("min11", 2),
    ("13", 2), ("add9", 2), ("minadd9", 1), ("9sus4", 1), ("69", 1), ("5", 1), ("minmaj7", 0.5), ("7b9", 0.5),
    ("maj13", 0.5), ("7#9", 0.5), ("11", 0.5), ("13sus4", 0.5),
)  # fmt: skip
_INVERTED = 0.15
_MODULATES = 0.1
_NO_BASS = {"pop": 0.2, "rock": 0.1, "jazz": 0.25, "house": 0.3, "gospel": 0.25, "classical": 0.85, "any": 0.35}
_NO_DRUMS = {"pop": 0.2, "rock": 0.1, "jazz": 0.4, "house": 0.3, "gospel": 0.4, "classical": 1.0, "any": 0.5}
_MELODY = 0.4
_COMPING = ("held", "stabs", "eighths", "arpeggio", "alberti", "off beat")
_BASS_LINES = ("root", "root and fifth", "eighths", "walking", "octaves", "syncopated")
_TOLERANCE_S = 0.012
_LOWEST, _HIGHEST = 48, 79


@dataclass(frozen=True, slots=True)
class WrittenSong:
    """A piece and its truth.

    Args:
        kind: Of ``PROGRESSIONS``, or ``any``.
        key: None where its chords are of no key.
        chords: Start, end and label, in order, without gaps.
        beats: Seconds of every beat; the first is a downbeat of four.
        parts: Notes by role: ``keys``, ``pad``, ``bass``, ``lead``, ``kick`` (a kit).
        seconds: Its length.
    """

    kind: str
    key: Key | None
    chords: tuple[tuple[float, float, ChordLabel], ...]
    beats: tuple[float, ...]
    parts: Mapping[str, tuple[PlayedNote, ...]]
    seconds: float


@dataclass(slots=True)
class _Page:
    """What is being written."""

    rng: np.random.Generator
    kind: str
    beat: float
    parts: dict[str, list[PlayedNote]]

    def write(self, role: str, beat: float, beats: float, pitch: int, velocity: float) -> None:
        """A note, a little early or late, as hands play."""
        onset = max(0.0, beat * self.beat + float(self.rng.normal(0.0, _TOLERANCE_S)))
        strength = int(np.clip(velocity + self.rng.normal(0.0, 6.0), 20, 127))
        own = PlayedNote(
            onset=onset, duration=max(0.05, beats * self.beat), pitch=pitch, velocity=strength, role=role,
            section=0, chord=0, step=beat * 4.0, reason="written",
        )  # fmt: skip
        self.parts.setdefault(role, []).append(own)


def write_song(rng: np.random.Generator, *, seconds: float = 10.0) -> WrittenSong:
    """A piece drawn from ``rng``, about ``seconds`` long."""
    kinds = tuple(PROGRESSIONS)
    kind = "any" if rng.random() < _ANY_CHORDS else kinds[int(rng.integers(len(kinds)))]
    beat = 60.0 / float(rng.uniform(72.0, 138.0))
    span = 4 if rng.random() < (0.75 if kind in ("house", "pop", "rock") else 0.35) else 2
    count = max(2, round(seconds / beat / span))
    key, labels = _harmony(rng, kind, count)
    page = _Page(rng, kind, beat, {})
    has_bass = bool(rng.random() >= _NO_BASS[kind])
    _comp(page, labels, span, has_bass=has_bass)
    if has_bass:
        _bass(page, labels, span)
    if rng.random() < _MELODY:
        _melody(page, labels, span)
    if rng.random() >= _NO_DRUMS[kind]:
        _drums(page, count * span)
    times = [index * span * beat for index in range(count + 1)]
    chords = tuple((a, b, label) for (a, b), label in zip(pairwise(times), labels, strict=True))
    beats = tuple(index * beat for index in range(count * span))
    return WrittenSong(kind, key, chords, beats, {role: tuple(own) for role, own in page.parts.items()}, times[-1])


def _harmony(rng: np.random.Generator, kind: str, count: int) -> tuple[Key | None, tuple[ChordLabel, ...]]:
    if kind == "any":
        names, weights = zip(*_ANY_QUALITIES, strict=True)
        shares = np.asarray(weights, np.float64) / sum(weights)
        return None, tuple(_any_chord(rng, str(rng.choice(names, p=shares))) for _ in range(count))
    mode = "minor" if rng.random() < (0.7 if kind == "house" else 0.45) else "major"
    key = Key(int(rng.integers(12)), mode)
    lines = PROGRESSIONS[kind][mode]
    first, second = (lines[int(rng.integers(len(lines)))].split() for _ in range(2))
    numerals = (first + (first if rng.random() < 0.5 else second)) * (count // 4 + 1)
    labels = [parse_roman(numeral, key) for numeral in numerals[:count]]
    if count >= 8 and rng.random() < _MODULATES:
        shift = int(rng.choice((1, 2, 3, 5, 7, 10)))
        labels[count // 2 :] = [
            ChordLabel(((own.root or 0) + shift) % 12, own.quality, own.bass) for own in labels[count // 2 :]
        ]
        return None, tuple(labels)
    return key, tuple(labels)


def _any_chord(rng: np.random.Generator, quality: str) -> ChordLabel:
    steps = QUALITIES[quality]
    inner = [step for step in steps if step in (3, 4, 6, 7, 8)]
    bass = int(rng.choice(inner)) if inner and rng.random() < _INVERTED else 0
    return ChordLabel(int(rng.integers(12)), quality, bass)


def voicing(rng: np.random.Generator, label: ChordLabel, centre: float, *, rootless: bool, low_bass: bool) -> list[int]:
    """Pitches of a chord around ``centre``: any inversion, close or with one note dropped an octave.

    Args:
        rng: Chooses.
        label: The chord.
        centre: MIDI number.
        rootless: Leave the root to the bass where the chord has tones enough.
        low_bass: Put the chord's bass note below, as a left hand does.
    """
    root = label.root or 0
    steps = list(QUALITIES[label.quality])
    if rootless and len(steps) > 3:
        steps = [step for step in steps if step != 0]
    if len(steps) > 4 and rng.random() < 0.6 and 7 in steps:
        steps.remove(7)
    start = float(centre) + float(rng.uniform(-5.0, 3.0))
    pitches = sorted(round(start) + (root + step - round(start)) % 12 for step in steps)
    if len(pitches) > 3 and rng.random() < 0.3:
        pitches[-2] -= 12
    pitches = [int(np.clip(pitch, _LOWEST, _HIGHEST)) if pitch < _LOWEST - 12 else pitch for pitch in pitches]
    if low_bass:
        bass = (root + label.bass) % 12
        pitches = [36 + bass + (12 if rng.random() < 0.4 else 0), *(p for p in pitches if p > 50)]
    return sorted(set(pitches))


def _comp(page: _Page, labels: Sequence[ChordLabel], span: int, *, has_bass: bool) -> None:
    rng = page.rng
    style = "alberti" if page.kind == "classical" and rng.random() < 0.4 else str(rng.choice(_COMPING))
    centre = float(rng.uniform(56.0, 68.0))
    rootless = bool(has_bass and rng.random() < 0.5)
    left_hand = bool(not has_bass and rng.random() < 0.6)
    pad = bool(rng.random() < 0.25)
    velocity = float(rng.uniform(60.0, 105.0))
    for index, label in enumerate(labels):
        start = index * span
        pitches = voicing(
            rng, label, centre, rootless=rootless, low_bass=left_hand or (not has_bass and label.bass > 0)
        )
        for at, length, which in _figure(rng, style, span, len(pitches)):
            for number in which:
                page.write("keys", start + at, length, pitches[number], velocity)
        if pad:
            for pitch in voicing(rng, label, centre + 3.0, rootless=False, low_bass=False):
                page.write("pad", start, span * 0.97, pitch, velocity * 0.7)


def _figure(rng: np.random.Generator, style: str, span: int, size: int) -> list[tuple[float, float, Sequence[int]]]:
    """Place, length (beats) and which notes, for one chord."""
    every = range(size)
    if style == "held":
        return [(0.0, span * 0.95, every)]
    if style == "stabs":
        places = sorted({0.0, *rng.choice(np.arange(1, span * 4) / 4.0, size=min(3, span), replace=False).tolist()})
        return [(place, 0.3, every) for place in places]
    if style == "eighths":
        return [(half / 2.0, 0.45, every) for half in range(span * 2)]
    if style == "off beat":
        return [(beat + 0.5, 0.4, every) for beat in range(span)]
    if style == "arpeggio":
        order = [*every, *list(every)[-2:0:-1]]
        return [(half / 2.0, 0.9, (order[half % len(order)],)) for half in range(span * 2)]
    order = [0, size - 1, size // 2, size - 1]
    return [(half / 2.0, 0.5, (order[half % 4],)) for half in range(span * 2)]


def _bass(page: _Page, labels: Sequence[ChordLabel], span: int) -> None:
    rng = page.rng
    line = str(rng.choice(_BASS_LINES))
    floor = int(rng.integers(28, 36))
    for index, label in enumerate(labels):
        root = label.root or 0
        low = floor + (root + label.bass - floor) % 12
        following = labels[(index + 1) % len(labels)]
        target = floor + ((following.root or 0) + following.bass - floor) % 12
        for at, length, pitch in _bass_figure(rng, line, span, label, low, target):
            page.write("bass", index * span + at, length, pitch, 95.0)


def _bass_figure(
    rng: np.random.Generator, line: str, span: int, label: ChordLabel, low: int, target: int
) -> list[tuple[float, float, int]]:
    root = label.root or 0
    tones = [low + (root + step - low) % 12 for step in QUALITIES[label.quality][:3]]
    if line == "root":
        return [(0.0, span * 0.95, low)]
    if line == "root and fifth":
        other = tones[-1] if label.bass == 0 else low
        return [(beat, 0.9, low if beat % 2 == 0 else other) for beat in range(span)]
    if line == "eighths":
        return [(half / 2.0, 0.45, low) for half in range(span * 2)]
    if line == "octaves":
        return [(half / 2.0, 0.4, low + 12 * (half % 2)) for half in range(span * 2)]
    if line == "walking":
        middle = [int(rng.choice(tones)) for _ in range(span - 2)]
        return [(beat, 0.9, pitch) for beat, pitch in enumerate([low, *middle, target + int(rng.choice((-1, 1, 2)))])]
    places = [0.0, *(place for place in (0.75, 1.5, 2.5, 3.25) if place < span)]
    return [(place, 0.45, low if rng.random() < 0.8 else low + 12) for place in places]


def _melody(page: _Page, labels: Sequence[ChordLabel], span: int) -> None:
    rng = page.rng
    pitch = int(rng.integers(68, 80))
    for index, label in enumerate(labels):
        at = 0.0
        while at < span:
            length = float(rng.choice((0.5, 0.5, 1.0, 1.5)))
            if rng.random() < 0.75:
                tones = [p for p in range(pitch - 7, pitch + 8) if p % 12 in label.pitch_classes and 64 <= p <= 88]
                pitch = (
                    int(rng.choice(tones)) if tones and rng.random() < 0.75 else pitch + int(rng.choice((-2, -1, 1, 2)))
                )
                page.write("lead", index * span + at, length * 0.9, pitch, 90.0)
            at += length


def _drums(page: _Page, beats: int) -> None:
    back = bool(page.rng.random() < 0.7)
    hats = 2 if page.rng.random() < 0.7 else 4
    for beat in range(beats):
        if not back or beat % 2 == 0:
            page.write("kick", beat, 0.2, 36, 105.0)
        if beat % 2 == 1:
            page.write("kick", beat, 0.2, 38, 100.0)
        for part in range(hats):
            page.write("kick", beat + part / hats, 0.1, 42, 70.0)
