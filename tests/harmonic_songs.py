"""Songs with known harmony: chords, a bass line and drums from sums of sines, with their exact labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine.core.audio import Audio
from engine.core.events import NoteEvent
from engine.core.harmony import QUALITIES, ChordLabel
from engine.core.rhythm import BeatGrid
from engine.core.stems import Stem, Stems

SAMPLE_RATE = 22_050
_PARTIALS = {
    "keys": ((1, 1.0), (2, 0.45), (3, 0.2), (4, 0.1), (5, 0.06)),
    "organ": ((1, 1.0), (2, 0.7), (3, 0.5), (4, 0.4)),
    "bass": ((1, 1.0), (2, 0.5), (3, 0.3), (4, 0.15)),
}
_DECAY_S = {"keys": 1.2, "organ": 20.0, "bass": 0.7}


def tone(pitch: float, seconds: float, timbre: str = "keys", *, amplitude: float = 0.2) -> np.ndarray:
    """One note ``[samples]`` with a 5 ms attack and a 30 ms release."""
    t = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    hz = 440.0 * 2.0 ** ((pitch - 69.0) / 12.0)
    wave = sum(a * np.sin(2 * np.pi * hz * k * t + k) for k, a in _PARTIALS[timbre] if hz * k < 0.45 * SAMPLE_RATE)
    envelope = np.minimum(1.0, t / 0.005) * np.exp(-t / _DECAY_S[timbre]) * np.clip((seconds - t) / 0.03, 0.0, 1.0)
    return np.asarray(amplitude * wave * envelope, np.float32)


def mix(notes: Sequence[NoteEvent], seconds: float, timbre: str = "keys", *, cents: float = 0.0) -> np.ndarray:
    """Notes played ``[samples]``, velocity 127 at full level."""
    out = np.zeros(round(seconds * SAMPLE_RATE), np.float32)
    for note in notes:
        sound = tone(note.pitch + cents / 100.0, note.offset - note.onset, timbre, amplitude=0.2 * note.velocity / 127)
        start = round(note.onset * SAMPLE_RATE)
        out[start : start + len(sound)] += sound[: max(0, len(out) - start)]
    return out


def stereo(samples: np.ndarray, gain: float = 1.0) -> Audio:
    return Audio(np.tile((gain * samples).astype(np.float32), (2, 1)), SAMPLE_RATE)


def voicing(label: ChordLabel, *, lowest: int = 52, with_root: bool = True) -> list[int]:
    """Close position above ``lowest``, extensions an octave up."""
    root = lowest + (label.root - lowest) % 12
    steps = [
        step + 12 if step in (2, 5, 9) and len(QUALITIES[label.quality]) > 4 else step
        for step in QUALITIES[label.quality]
    ]
    return [root + step for step in steps if with_root or step != 0]


@dataclass(frozen=True)
class Song:
    mixture: Audio
    stems: Stems
    grid: BeatGrid
    chords: tuple[tuple[float, float, ChordLabel], ...]


def song(
    chords: Sequence[str], *, bars: int = 8, tempo_bpm: float = 113.0, timbre: str = "keys", stabs: bool = False,
    with_bass: bool = True, with_drums: bool = True, cents: float = 0.0,
) -> Song:  # fmt: skip
    """One chord a bar, repeated; the bass plays its bass note in a syncopated figure; kick on every beat, hats
    between.
    """
    beat = 60.0 / tempo_bpm
    seconds = bars * 4 * beat + 0.5
    keys: list[NoteEvent] = []
    low: list[NoteEvent] = []
    truth = []
    for bar in range(bars):
        label = ChordLabel.parse(chords[bar % len(chords)])
        start = bar * 4 * beat
        truth.append((start, start + 4 * beat, label))
        figure = ((0.0, 0.5), (0.75, 0.4), (2.25, 0.6)) if stabs else ((0.0, 3.9),)
        for at, length in figure:
            pitches = voicing(label, with_root=not with_bass or len(QUALITIES[label.quality]) < 5)
            keys += [NoteEvent(start + at * beat, start + (at + length) * beat, p, 110) for p in pitches]
        root = 29 + (label.root + label.bass - 29) % 12
        for at, length in ((0.0, 0.9), (0.75, 0.5), (1.5, 0.9), (2.5, 0.9), (3.25, 0.6)):
            low.append(NoteEvent(start + at * beat, start + (at + length) * beat, root, 127))
    drums = np.zeros(round(seconds * SAMPLE_RATE), np.float32)
    rng = np.random.default_rng(7)
    t = np.arange(round(0.2 * SAMPLE_RATE)) / SAMPLE_RATE
    kick = 0.6 * np.sin(2 * np.pi * (50 * t + 1.5 * (1 - np.exp(-t / 0.03)))) * np.exp(-t / 0.08)
    for step in range(bars * 16):
        start = round(step * beat / 4 * SAMPLE_RATE)
        hat = 0.12 * rng.standard_normal(len(t)) * np.exp(-t / 0.015)
        hit = (hat + kick if step % 4 == 0 else hat)[: max(0, len(drums) - start)]
        drums[start : start + len(hit)] += hit.astype(np.float32)
    zero = np.zeros_like(drums)
    parts = {
        Stem.DRUMS: drums if with_drums else zero,
        Stem.BASS: mix(low, seconds, "bass", cents=cents) if with_bass else zero,
        Stem.VOCALS: zero,
        Stem.OTHER: mix(keys, seconds, timbre, cents=cents),
        Stem.LOG_DRUM: zero,
    }
    whole = np.sum(list(parts.values()), axis=0)
    gain = 0.8 / float(np.abs(whole).max())
    stems = Stems({stem: stereo(samples, gain) for stem, samples in parts.items()}, "truth")
    count = bars * 4
    grid = BeatGrid(tuple(i * beat for i in range(count)), tuple(i % 4 + 1 for i in range(count)), 4, 1.0)
    return Song(stereo(whole, gain), stems, grid, tuple(truth))
