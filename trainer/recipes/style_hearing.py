"""What the analyser would make of a piece, told from its notes alone: pieces in plenty, and none is rendered.

Strokes are lost and confused (hand drums are heard as snares, hats or kicks), the log drum and the bass leak into each
other, rich chords are heard as sevenths and triads, bars begin on the wrong beat. Each piece draws how badly it is
heard; rendered, separated and analysed pieces are learnt beside these, and figures are of them alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from engine.core.analysis import Analysis, ChordEvent, KeyEstimate, LogDrumEstimate
from engine.core.events import NoteEvent
from engine.core.harmony import QUALITIES, ChordLabel, Key
from engine.core.stems import Stem
from engine.culture.descriptors import DRUMS

_HEARD_AS = {"kick": 36, "back": 38, "high": 42}
_HALVED, _DOUBLED, _SHIFTED = 0.06, 0.03, 0.15
_WRONG_KEY = 0.2
_FULL = ("maj", "min", "7", "maj7", "min7", "sus4", "7sus4")


def hear(analysis: Analysis, rng: np.random.Generator) -> Analysis:
    """A piece as it might be heard.

    Args:
        analysis: Its truth.
        rng: Draws how badly.
    """
    badly = float(rng.uniform(0.0, 1.0))
    notes: dict[Stem, tuple[NoteEvent, ...] | None] = {
        Stem.DRUMS: _drums(analysis, rng, badly),
        **_low(analysis, rng, badly),
        Stem.OTHER: _others(analysis.notes.get(Stem.OTHER) or (), rng, badly),
        Stem.VOCALS: _sung(analysis.notes.get(Stem.VOCALS) or (), rng, badly),
    }
    present = bool(analysis.notes.get(Stem.LOG_DRUM))
    sure = float(rng.beta(8.0, 1.0)) if present else float(rng.beta(1.0, 8.0))
    if rng.random() < 0.05 * badly:
        sure = 1.0 - sure
    heard = replace(
        analysis,
        notes=notes,
        chords=_chords(analysis.chords, rng, badly),
        key=_key(analysis, rng),
        log_drum=LogDrumEstimate(sure > 0.5, sure, tuple(note.onset for note in notes[Stem.LOG_DRUM] or ())),
    )
    return _counted(heard, rng)


def _moved(note: NoteEvent, rng: np.random.Generator, *, pitch: int | None = None) -> NoteEvent:
    onset = max(0.0, note.onset + float(np.clip(rng.normal(0.0, 0.008), -0.025, 0.025)))
    length = max(0.03, (note.offset - note.onset) * float(rng.uniform(0.7, 1.3)))
    return NoteEvent(onset, onset + length, note.pitch if pitch is None else pitch, note.velocity)


def _drums(analysis: Analysis, rng: np.random.Generator, badly: float) -> tuple[NoteEvent, ...]:
    class_of = {key: name for name, keys in DRUMS.items() for key in keys}
    lost = {name: float(rng.uniform(0.0, most)) * badly for name, most in _LOST.items()}
    hand_as = rng.dirichlet((1.0, 2.0, 2.0, 2.0))  # kick, back, high, unheard
    found: dict[tuple[int, int], NoteEvent] = {}
    for note in analysis.notes.get(Stem.DRUMS) or ():
        name = class_of.get(note.pitch, "hand")
        if rng.random() < lost[name]:
            continue
        if name == "hand":
            place = int(rng.choice(4, p=hand_as))
            if place == 3:
                continue
            name = ("kick", "back", "high")[place]
        key = _HEARD_AS[name]
        found.setdefault((key, round(note.onset * 25.0)), _moved(note, rng, pitch=key))
    leaking = float(rng.uniform(0.0, 0.35)) * badly
    for note in analysis.notes.get(Stem.LOG_DRUM) or ():
        if rng.random() < leaking:
            found.setdefault((36, round(note.onset * 25.0)), _moved(note, rng, pitch=36))
    return tuple(sorted(found.values()))


_LOST = {"kick": 0.3, "back": 0.5, "high": 0.5, "hand": 0.5}


def _low(analysis: Analysis, rng: np.random.Generator, badly: float) -> dict[Stem, tuple[NoteEvent, ...]]:
    log, bass = analysis.notes.get(Stem.LOG_DRUM) or (), analysis.notes.get(Stem.BASS) or ()
    to_bass, to_log = badly * float(rng.beta(1.0, 4.0)), badly * float(rng.beta(1.0, 5.0))
    if rng.random() < 0.04:
        to_log = float(rng.uniform(0.3, 0.9))
    found: dict[Stem, list[NoteEvent]] = {Stem.LOG_DRUM: [], Stem.BASS: []}
    for own, leaking, stem, other in (
        (log, to_bass, Stem.LOG_DRUM, Stem.BASS),
        (bass, to_log, Stem.BASS, Stem.LOG_DRUM),
    ):
        lost = badly * float(rng.uniform(0.0, 0.4))
        for note in own:
            if rng.random() < lost:
                continue
            place = rng.random()
            pitch = note.pitch + (12 if place < 0.06 * badly else -12 if place < 0.1 * badly else 0)
            pitch += int(rng.integers(-3, 4)) if rng.random() < 0.08 * badly else 0
            kept = _moved(note, rng, pitch=int(np.clip(pitch, 20, 96)))
            found[other if rng.random() < leaking else stem].append(kept)
            if rng.random() < 0.3 * leaking:
                found[other].append(kept)
    if rng.random() < 0.4 * badly:  # the log drum's body is heard in the bass as well
        share = float(rng.uniform(0.2, 1.0))
        found[Stem.BASS] += [_moved(note, rng) for note in log if rng.random() < share]
    kicks = [note for note in analysis.notes.get(Stem.DRUMS) or () if note.pitch in DRUMS["kick"]]
    for stem, most in ((Stem.BASS, 0.3), (Stem.LOG_DRUM, 0.06)):
        false = badly * float(rng.uniform(0.0, most))
        found[stem] += [_moved(note, rng, pitch=33) for note in kicks if rng.random() < false]
    return {stem: tuple(sorted(own)) for stem, own in found.items()}


def _others(notes: Sequence[NoteEvent], rng: np.random.Generator, badly: float) -> tuple[NoteEvent, ...]:
    lost, added = badly * float(rng.uniform(0.1, 0.6)), badly * float(rng.uniform(0.0, 0.2))
    kept = [_moved(note, rng) for note in notes if rng.random() >= lost]
    kept += [_moved(note, rng, pitch=min(108, note.pitch + 12)) for note in notes if rng.random() < added]
    return tuple(sorted(kept))


def _sung(notes: Sequence[NoteEvent], rng: np.random.Generator, badly: float) -> tuple[NoteEvent, ...]:
    lost, wrong = badly * float(rng.uniform(0.0, 0.5)), badly * float(rng.uniform(0.0, 0.3))
    one_line: dict[int, NoteEvent] = {}
    for note in notes:
        if rng.random() < lost:
            continue
        one_line.setdefault(round(note.onset * 12.0), note)  # a voice is followed as one line
        if rng.random() < wrong:
            pitch = int(np.clip(note.pitch + rng.choice((-12, 12)), 0, 127))
            one_line[round(note.onset * 12.0)] = replace(note, pitch=pitch)
        if rng.random() < 0.25 * badly and note.offset - note.onset > 0.3:
            middle = 0.5 * (note.onset + note.offset)
            one_line.setdefault(round(middle * 12.0), NoteEvent(middle, note.offset, note.pitch, note.velocity))
    return tuple(sorted(_moved(note, rng) for note in one_line.values()))


def _chords(chords: Sequence[ChordEvent], rng: np.random.Generator, badly: float) -> tuple[ChordEvent, ...]:
    plain, wrong, merged = (badly * float(rng.uniform(0.0, most)) for most in (0.9, 0.35, 0.3))
    found: list[ChordEvent] = []
    for chord in chords:
        label = ChordLabel.parse(chord.label)
        if found and rng.random() < merged:
            found[-1] = replace(found[-1], end=chord.end)
            continue
        if label.root is not None:
            quality = _plainer(label.quality, rng, plain)
            root = label.root
            if rng.random() < wrong:
                root = (root + int(rng.choice((3, 4, 5, 7, 8, 9)))) % 12
                quality = str(rng.choice(_FULL))
            label = ChordLabel(root, quality)
        start = found[-1].end if found else chord.start
        end = chord.end
        if end > start:
            found.append(ChordEvent(start, end, str(label), float(rng.uniform(0.5, 1.0))))
    return tuple(found)


def _plainer(quality: str, rng: np.random.Generator, plain: float) -> str:
    """The chord without its upper tones, perhaps, or a triad with a seventh that nobody played."""
    steps = set(QUALITIES[quality])
    while len(steps) > 3 and rng.random() < plain:
        steps = {step for step in steps if step not in (2, 5, 6, 9)} if len(steps) > 4 else steps - {9, 10, 11}
    for name in (*_FULL, quality):
        if set(QUALITIES[name]) == steps:
            quality = name
            break
    if quality in ("maj", "min") and rng.random() < 0.3 * plain:
        return {"maj": "maj7", "min": "min7"}[quality]
    return quality


def _key(analysis: Analysis, rng: np.random.Generator) -> KeyEstimate | None:
    if analysis.key is None or rng.random() >= _WRONG_KEY:
        return analysis.key
    key = Key.parse(f"{analysis.key.tonic} {analysis.key.mode}")
    if rng.random() < 0.6:  # the relative key
        other = Key((key.tonic + (3 if key.mode == "minor" else 9)) % 12, "major" if key.mode == "minor" else "minor")
    else:
        other = Key((key.tonic + int(rng.choice((5, 7)))) % 12, key.mode)
    return KeyEstimate(other.tonic_name, other.mode, 0.5)


def _counted(analysis: Analysis, rng: np.random.Generator) -> Analysis:
    """Bars that begin on another beat, or that are twice or half as long."""
    beats = np.asarray(analysis.beats)
    place = rng.random()
    if place < _HALVED:
        beats = beats[int(rng.integers(2)) :: 2]
    elif place < _HALVED + _DOUBLED:
        beats = np.sort(np.concatenate([beats, 0.5 * (beats[1:] + beats[:-1])]))
    elif place > 1.0 - _SHIFTED:
        beats = beats[int(rng.choice((1, 2, 2, 3))) :]
    elif not len(analysis.downbeats) or analysis.downbeats[0] > (beats[0] if len(beats) else 0.0):
        return analysis
    return replace(analysis, beats=tuple(beats.tolist()), downbeats=tuple(beats[::4].tolist()))
