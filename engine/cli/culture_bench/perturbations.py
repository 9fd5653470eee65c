"""Changes after which a marker may move only if listeners would, too (domain reference 4.6: "Goodhart tests").

Two kinds: of an analysis, where every note is known and the sound is not the point, and of the sound itself
(``sound_perturbations``). Each comes with what it may move. ``moves`` says of two scores which markers did what they
should not have.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise

import numpy as np

from engine.core.analysis import Analysis, ChordEvent, LogDrumEstimate
from engine.core.events import NoteEvent, Slide
from engine.core.harmony import ChordLabel, pitch_class
from engine.core.score import CultureScore
from engine.core.stems import Stem

LOG_DRUM, GOSPEL, KWAITO = "log_drum_authenticity", "gospel_influence", "kwaito_rhythms"
JAZZ, PERCUSSION = "jazz_harmonies", "traditional_percussion"
SHAKER_KEY, SHAKER = 70, "5383538353835383"
RIFF, RIFF_STEPS = "9..8..7.9..8..7.", (0, 0, 3, 0, 0, -2)
"""L1 of the domain reference 1.6.5: strokes and semitones above the root."""
SLIDE_808 = Slide(start=0.05, duration=0.25, semitones=-12.0)
_EXTENDED = {"maj": "maj9", "min": "min9", "maj7": "maj9", "min7": "min9", "7": "13", "sus4": "9sus4"}
_ALTERED = 4  # every fourth chord is an altered dominant a semitone above the next: a tritone substitute
EXACT = 0.02
"""Tolerance where every note is the same: nothing but rounding of times."""
HEARD = 0.15
"""Tolerance where the recording is heard anew: transcriptions differ by a few notes."""


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a perturbation may do.

    Args:
        title: In reports.
        rises: Markers that must rise by ``least``.
        free: Markers that may do what they like, since listeners would differ.
        tolerance: How far any other marker may move.
        least: See ``rises``.
    """

    title: str
    rises: tuple[str, ...] = ()
    free: tuple[str, ...] = ()
    tolerance: float = EXACT
    least: float = 0.2


@dataclass(frozen=True, slots=True)
class Move:
    """What one marker did; ``fault`` is empty where that is in order."""

    marker: str
    before: float | None
    after: float | None
    fault: str


Change = Callable[[Analysis], Analysis]


def moves(before: CultureScore, after: CultureScore, expected: Expectation) -> tuple[Move, ...]:
    """How every marker of both scores moved, measured against what was expected."""
    names = [name for name in before.markers if name in after.markers]
    return tuple(
        Move(name, first, second, _fault(name, first, second, expected))
        for name in names
        for first, second in [(before.markers[name].value, after.markers[name].value)]
    )


def _fault(name: str, before: float | None, after: float | None, expected: Expectation) -> str:
    if name in expected.free:
        return ""
    if before is None or after is None:
        return "" if before is after else "told only once"
    moved = after - before
    if name in expected.rises:
        return "" if moved >= expected.least else f"should rise by {expected.least:.2f}, moved {moved:+.2f}"
    return "" if abs(moved) <= expected.tolerance else f"may move {expected.tolerance:.2f}, moved {moved:+.2f}"


def transposed(analysis: Analysis, semitones: int) -> Analysis:
    """The same song higher or lower; drums have no pitch."""
    key = analysis.key
    return replace(
        analysis,
        key=key and replace(key, tonic=_moved(key.tonic, semitones)),
        modulations=tuple(replace(own, tonic=_moved(own.tonic, semitones)) for own in analysis.modulations),
        chords=tuple(_with_label(own, _moved_chord(own.label, semitones)) for own in analysis.chords),
        notes={
            stem: own if own is None or stem is Stem.DRUMS else tuple(_raised(note, semitones) for note in own)
            for stem, own in analysis.notes.items()
        },
    )


def stretched(analysis: Analysis, factor: float) -> Analysis:
    """The same song in ``factor`` times the time."""
    log_drum = analysis.log_drum
    return replace(
        analysis,
        audio=replace(analysis.audio, duration=analysis.audio.duration * factor),
        tempo_bpm=None if analysis.tempo_bpm is None else analysis.tempo_bpm / factor,
        beats=tuple(time * factor for time in analysis.beats),
        downbeats=tuple(time * factor for time in analysis.downbeats),
        chords=tuple(replace(own, start=own.start * factor, end=own.end * factor) for own in analysis.chords),
        sections=tuple(replace(own, start=own.start * factor, end=own.end * factor) for own in analysis.sections),
        modulations=tuple(replace(own, time=own.time * factor) for own in analysis.modulations),
        notes={
            stem: None if own is None else tuple(_later(note, factor) for note in own)
            for stem, own in analysis.notes.items()
        },
        log_drum=log_drum and replace(log_drum, onsets=tuple(time * factor for time in log_drum.onsets)),
    )


def with_log_drum(analysis: Analysis) -> Analysis:
    """A log-drum loop pasted over the whole song, on the chords' roots."""
    riff = _riff(analysis, lowest=33, length=0.15)
    found = LogDrumEstimate(True, 1.0, tuple(note.onset for note in riff))
    return replace(analysis, notes={**analysis.notes, Stem.LOG_DRUM: riff}, log_drum=found)


def with_808(analysis: Analysis) -> Analysis:
    """An 808 that drops by an octave, in the place of the bass: what takes it for a log drum is a bad listener."""
    riff = tuple(replace(note, slide=SLIDE_808) for note in _riff(analysis, lowest=28, length=0.4))
    return replace(analysis, notes={**analysis.notes, Stem.BASS: riff}, log_drum=LogDrumEstimate(False, 0.0, ()))


def with_extended_chords(analysis: Analysis) -> Analysis:
    """Triads become ninths, and every fourth chord a tritone substitute of the one that leads on."""
    labels = [ChordLabel.parse(own.label) for own in analysis.chords]
    found = []
    for number, (event, label) in enumerate(zip(analysis.chords, labels, strict=True)):
        richer = label if label.root is None else replace(label, quality=_EXTENDED.get(label.quality, label.quality))
        following = labels[(number + 1) % len(labels)].root
        if number % _ALTERED == _ALTERED - 1 and following is not None:
            richer = ChordLabel((following + 1) % 12, "9#11")
        found.append(_with_label(event, str(richer)))
    return replace(analysis, chords=tuple(found))


def with_shaker(analysis: Analysis) -> Analysis:
    """A shaker loop pasted over the whole song."""
    lines = _bar_lines(analysis)
    strokes = [
        NoteEvent(
            start + (end - start) * step / 16.0, start + (end - start) * (step + 0.5) / 16.0, SHAKER_KEY, _loud(sign)
        )
        for start, end in pairwise(lines)
        for step, sign in enumerate(SHAKER)
    ]
    drums = analysis.notes.get(Stem.DRUMS) or ()
    return replace(analysis, notes={**analysis.notes, Stem.DRUMS: tuple(sorted((*drums, *strokes)))})


ON_ANALYSES: Mapping[str, tuple[str, Change, Expectation]] = {
    "log_drum_on_rock": (
        "rock",
        with_log_drum,
        Expectation("log-drum loop pasted on rock", rises=(LOG_DRUM,)),
    ),
    "808_on_rock": ("rock", with_808, Expectation("808 with pitch drop in the place of the bass", free=(KWAITO,))),
    "extended_chords_over_techno": (
        "techno",
        with_extended_chords,
        Expectation("extended chords over techno", rises=(JAZZ,)),
    ),
    "shaker_over_pop": ("pop", with_shaker, Expectation("shaker loop over pop", free=(PERCUSSION,))),
    **{
        f"{name}_stretched_{factor:.2f}": (
            name,
            partial(stretched, factor=factor),
            Expectation(f"{name}, {factor:.0%} of its length"),
        )
        for name in ("rock", "techno")
        for factor in (1.0 / 1.06, 1.0 / 0.94)
    },
    **{
        f"{name}_transposed_{semitones:+d}": (
            name,
            partial(transposed, semitones=semitones),
            Expectation(f"{name}, {semitones:+d} semitones"),
        )
        for name in ("rock", "techno")
        for semitones in (-2, 2)
    },
}
"""By name: kind of song, change, what it may do."""


def _riff(analysis: Analysis, *, lowest: int, length: float) -> tuple[NoteEvent, ...]:
    lines = _bar_lines(analysis)
    strokes = [step for step, sign in enumerate(RIFF) if sign != "."]
    found = []
    for start, end in pairwise(lines):
        root = _root_at(analysis, start)
        for step, semitones in zip(strokes, RIFF_STEPS, strict=True):
            onset = start + (end - start) * step / 16.0
            pitch = lowest + (root - lowest) % 12 + semitones
            found.append(NoteEvent(onset, onset + length, pitch, _loud(RIFF[step])))
    return tuple(found)


def _root_at(analysis: Analysis, time: float) -> int:
    for event in analysis.chords:
        root = ChordLabel.parse(event.label).root
        if event.start - 1e-6 <= time < event.end and root is not None:
            return root
    return 0


def _bar_lines(analysis: Analysis) -> list[float]:
    lines = [float(time) for time in analysis.downbeats]
    return [*lines, lines[-1] + float(np.median(np.diff(lines)))] if len(lines) > 1 else []


def _loud(sign: str) -> int:
    return round(int(sign) * 127 / 9)


def _moved(tonic: str, semitones: int) -> str:
    return str(ChordLabel((pitch_class(tonic) + semitones) % 12, "5").root_name)


def _moved_chord(text: str, semitones: int) -> str:
    label = ChordLabel.parse(text)
    return text if label.root is None else str(replace(label, root=(label.root + semitones) % 12))


def _with_label(event: ChordEvent, label: str) -> ChordEvent:
    return replace(event, label=label, roman=None, function=None)


def _raised(note: NoteEvent, semitones: int) -> NoteEvent:
    return replace(note, pitch=int(np.clip(note.pitch + semitones, 0, 127)))


def _later(note: NoteEvent, factor: float) -> NoteEvent:
    return replace(note, onset=note.onset * factor, offset=note.offset * factor)
