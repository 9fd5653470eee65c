"""Short pieces of plain kinds of music, rendered in code: what perturbations are done to.

Their patterns, chords and sounds are known exactly and are no part of anything that was trained.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.cli import bench_rhythms
from engine.core.analysis import Analysis, AudioFacts, ChordEvent, KeyEstimate, LogDrumEstimate
from engine.core.audio import Audio
from engine.core.events import NoteEvent
from engine.core.harmony import QUALITIES, ChordLabel, Key
from engine.core.rhythm import Meter
from engine.core.roman import parse_roman
from engine.core.stems import GIVEN, Stem, Stems

RATE = bench_rhythms.RATE
Wave = NDArray[np.float64]
_LOWEST_KEY, _LOWEST_BASS = 55, 31
_DRUM_KEYS = {"kick": 36, "snare": 38, "clap": 39, "closed_hat": 42, "open_hat": 46, "rim": 37, "shaker": 70}
_BASS_GAIN, _KEYS_GAIN = 0.25, 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Loop:
    """A piece of one chord a bar.

    Args:
        title: In reports.
        key: Its key, and the numerals that go round in it.
        drums: Voice of ``bench_rhythms`` to its grid.
        bass: Grid of the roots.
        comping: Grid of the chords.
    """

    title: str
    key: Key
    progression: str
    drums: Mapping[str, str]
    bass: str
    comping: str = "8.......8......."
    tempo_bpm: float = 113.0
    bars: int = 8


@dataclass(frozen=True, slots=True, eq=False)
class Sounded:
    """A piece as it sounds, and its stems, true or what became of true ones."""

    mixture: Audio
    stems: Stems


LOOPS: dict[str, Loop] = {
    "rock": Loop(
        title="rock",
        key=Key(4, "major"),
        progression="I V vi IV",
        drums={"kick": "9.......9.9.....", "snare": "....9.......9...", "closed_hat": "8.6.8.6.8.6.8.6."},
        bass="8.8.8.8.8.8.8.8.",
    ),
    "techno": Loop(
        title="techno",
        key=Key(9, "minor"),
        progression="i i VI VI",
        drums={"kick": "9...9...9...9...", "open_hat": "..7...7...7...7.", "clap": "....8.......8..."},
        bass="..8...8...8...8.",
        comping="..8..8....8..8..",
        tempo_bpm=124.0,
    ),
    "pop": Loop(
        title="pop",
        key=Key(7, "major"),
        progression="I vi IV V",
        drums={"kick": "9.....9.9.......", "snare": "....9.......9..."},
        bass="8.....8.8.......",
        tempo_bpm=104.0,
    ),
}


def render(loop: Loop) -> Sounded:
    """The piece with its true stems."""
    rhythm = bench_rhythms.render(loop.drums, tempo_bpm=loop.tempo_bpm, bars=loop.bars)
    length = rhythm.audio.num_samples
    chords = chords_of(loop)
    parts = {
        Stem.DRUMS: rhythm.audio.samples[0].astype(np.float64),
        Stem.BASS: _bass(loop, chords, length),
        Stem.VOCALS: np.zeros(length),
        Stem.OTHER: _keys(loop, chords, length),
        Stem.LOG_DRUM: np.zeros(length),
    }
    return sounded(parts)


def truth(loop: Loop) -> Analysis:
    """What a perfect listener would say of the piece."""
    beat = 60.0 / loop.tempo_bpm
    bar = 4.0 * beat
    chords = chords_of(loop)
    struck = [
        NoteEvent(time, time + 0.1, _DRUM_KEYS[voice], 100)
        for voice, grid in loop.drums.items()
        for _, time in times_of(loop, grid)
    ]
    keys = [
        NoteEvent(time, time + 0.8, pitch, 100)
        for number, time in times_of(loop, loop.comping)
        for pitch in _voiced(chords[number])
    ]
    bass = [
        NoteEvent(time, time + 0.2, _root(chords[number], _LOWEST_BASS), 100)
        for number, time in times_of(loop, loop.bass)
    ]
    return Analysis(
        engine="known",
        audio=AudioFacts(loop.bars * bar, RATE, 2, "", -12.0, -1.0),
        tempo_bpm=loop.tempo_bpm,
        tempo_confidence=1.0,
        meter=Meter(4, 4),
        beats=tuple(number * beat for number in range(4 * loop.bars)),
        downbeats=tuple(number * bar for number in range(loop.bars)),
        key=KeyEstimate(loop.key.tonic_name, loop.key.mode, 1.0),
        chords=tuple(
            ChordEvent(number * bar, (number + 1) * bar, str(label), 1.0) for number, label in enumerate(chords)
        ),
        notes={
            Stem.DRUMS: tuple(sorted(struck)),
            Stem.BASS: tuple(bass),
            Stem.VOCALS: (),
            Stem.OTHER: tuple(sorted(keys)),
            Stem.LOG_DRUM: (),
        },
        log_drum=LogDrumEstimate(False, 0.0),
    )


def sounded(parts: Mapping[Stem, Wave]) -> Sounded:
    """Parts in one channel as a piece whose peak is at most 0.9."""
    gain = 0.9 / max(0.9, float(np.abs(np.sum(list(parts.values()), axis=0)).max()))
    stems = {stem: Audio(np.tile((gain * wave).astype(np.float32), (2, 1)), RATE) for stem, wave in parts.items()}
    mixture = Audio(np.sum([audio.samples for audio in stems.values()], axis=0, dtype=np.float32), RATE)
    return Sounded(mixture, Stems(stems, GIVEN))


def chords_of(loop: Loop) -> list[ChordLabel]:
    """The chord of each bar."""
    numerals = loop.progression.split()
    return [parse_roman(numerals[bar % len(numerals)], loop.key) for bar in range(loop.bars)]


def times_of(loop: Loop, grid: str) -> list[tuple[int, float]]:
    """Bar and seconds of a grid's strokes."""
    step = 15.0 / loop.tempo_bpm
    steps = range(16 * loop.bars)
    return [(place // 16, place * step) for place in steps if grid[place % len(grid)] != "."]


def put(track: Wave, time: float, sound: Wave) -> None:
    """Add a sound at a time in seconds, cut at the end."""
    start = round(time * RATE)
    stop = min(len(track), start + len(sound))
    track[start:stop] += sound[: stop - start]


def hz(pitch: float) -> float:
    """Frequency of a MIDI pitch."""
    return float(440.0 * 2.0 ** ((pitch - 69.0) / 12.0))


def _bass(loop: Loop, chords: list[ChordLabel], length: int) -> Wave:
    track = np.zeros(length)
    for bar, time in times_of(loop, loop.bass):
        put(track, time, _BASS_GAIN * _tone(_root(chords[bar], _LOWEST_BASS), 0.2, decay_s=0.25, partials=6))
    return track


def _keys(loop: Loop, chords: list[ChordLabel], length: int) -> Wave:
    track = np.zeros(length)
    for bar, time in times_of(loop, loop.comping):
        for pitch in _voiced(chords[bar]):
            put(track, time, _KEYS_GAIN * _tone(pitch, 0.8, decay_s=0.6, partials=5))
    return track


def _voiced(label: ChordLabel) -> list[int]:
    """Close position above the root, extensions an octave higher."""
    steps = QUALITIES[label.quality]
    root = _root(label, _LOWEST_KEY)
    return [root + (step + 12 if step in (1, 2, 5, 9) and len(steps) > 4 else step) for step in steps]


def _root(label: ChordLabel, lowest: int) -> int:
    return lowest + ((label.root or 0) - lowest) % 12


def _tone(pitch: float, seconds: float, *, decay_s: float, partials: int) -> Wave:
    """Harmonics that fall as their number, with an attack of 4 ms."""
    t = np.arange(round(seconds * RATE)) / RATE
    wave = sum(np.sin(2.0 * np.pi * hz(pitch) * number * t) / number for number in range(1, partials + 1))
    edge = np.minimum(1.0, np.minimum(t / 0.004, t[::-1] / 0.02))
    return np.asarray(wave * edge * np.exp(-t / decay_s))
