"""Songs made by hand whose chords, strokes and notes are known exactly, for the cultural markers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from engine.core.analysis import Analysis, AudioFacts, ChordEvent, KeyEstimate, LogDrumEstimate
from engine.core.audio import Audio
from engine.core.events import NoteEvent
from engine.core.harmony import QUALITIES, Key
from engine.core.rhythm import Meter
from engine.core.roman import parse_roman
from engine.core.stems import Stem, Stems
from tests.scene_sounds import RATE, SungNote, sing

if TYPE_CHECKING:
    from engine.separation.base import Separator

KEYS = {"kick": 36, "snare": 38, "clap": 39, "rim": 37, "hat": 42, "shaker": 70, "conga": 63, "log_drum": 36}
FOUR = "9...9...9...9..."
BROKEN = "9..9..9....9..9."
BACK_BEAT = "....8.......8..."
SHAKER = "5383538353835383"
ROCK_KICK = "9.......9.9....."
EIGHTHS = "8.8.8.8.8.8.8.8."
LOG_RIFF = "9..8..7.9..8..7."
HYMN = "I I7/3 IV #ivo7 I/5 V7/ii ii9 V13sus4 I IV69 I iv6"
AMEN = "I IV69 I iv6"
AXIS = "I V vi IV"
MARABI = "I IV I/5 V"
TWO_FIVE_ONE = "ii9 V13sus4 Imaj9 vi11"
MINOR_VAMP = "i9 iv9"


def song(
    progression: str = AXIS,
    *,
    key: str = "C major",
    bars: int = 32,
    tempo_bpm: float = 113.0,
    drums: Mapping[str, str] | None = None,
    bass: str = EIGHTHS,
    log_drum: str = "",
    voice: Sequence[tuple[float, float, int]] = (),
    other: Sequence[tuple[float, float, int]] | None = None,
    confidence: float = 1.0,
    beats_per_bar: int = 4,
) -> Analysis:
    """A song of one chord a bar.

    Args:
        progression: Roman numerals that go round.
        key: Of the whole song.
        bars: Its length.
        tempo_bpm: Quarters a minute.
        drums: Class of ``KEYS`` to a grid of sixteen sixteenths that repeats; digits are strokes.
        bass, log_drum: Grids too; they play the root, and the fifth on odd strokes.
        voice: Onset and length in beats, and pitch.
        other: As ``voice``; None for the chords as blocks.
        confidence: Of the chords.
        beats_per_bar: 3 for a waltz, whose grids have twelve sixteenths.
    """
    beat = 60.0 / tempo_bpm
    bar = beats_per_bar * beat
    tonality = Key.parse(key)
    labels = [parse_roman(numeral, tonality) for numeral in progression.split()]
    chords = [labels[number % len(labels)] for number in range(bars)]
    roots = [int(label.root or 0) for label in chords]
    blocks = [
        (beats_per_bar * number + place, 1.0, 60 + (root + step) % 12)
        for number, (label, root) in enumerate(zip(chords, roots, strict=True))
        for place in (0.0, beats_per_bar - 2.0)
        for step in QUALITIES[label.quality]
    ]
    grids = {"kick": FOUR, "clap": BACK_BEAT} if drums is None else drums
    struck = [
        note(time * beat, 0.1, KEYS[name])
        for name, grid in grids.items()
        for time in strokes(grid, bars, beats_per_bar)
    ]
    notes: dict[Stem, tuple[NoteEvent, ...] | None] = {
        Stem.DRUMS: tuple(sorted(struck)),
        Stem.BASS: line(bass, roots, beat, beats_per_bar),
        Stem.LOG_DRUM: line(log_drum, roots, beat, beats_per_bar),
        Stem.VOCALS: played(voice, beat),
        Stem.OTHER: played(blocks if other is None else other, beat),
    }
    log_onsets = tuple(own.onset for own in notes[Stem.LOG_DRUM] or ())
    return Analysis(
        engine="by hand",
        audio=AudioFacts(bars * bar, 44_100, 2, "", -12.0, -1.0),
        tempo_bpm=tempo_bpm,
        tempo_confidence=1.0,
        meter=Meter(beats_per_bar, 4),
        beats=tuple((np.arange(bars * beats_per_bar) * beat).tolist()),
        downbeats=tuple((np.arange(bars) * bar).tolist()),
        downbeat_confidence=1.0,
        key=KeyEstimate(tonality.tonic_name, tonality.mode, 1.0),
        chords=tuple(
            ChordEvent(number * bar, (number + 1) * bar, str(label), confidence) for number, label in enumerate(chords)
        ),
        notes=notes,
        log_drum=LogDrumEstimate(bool(log_onsets), float(bool(log_onsets)), log_onsets),
    )


def note(onset: float, length: float, pitch: int, velocity: int = 100) -> NoteEvent:
    return NoteEvent(onset, onset + length, pitch, velocity)


def strokes(grid: str, bars: int, beats_per_bar: int = 4) -> list[float]:
    """Beats at which a repeating grid of sixteenths is struck."""
    steps = 4 * beats_per_bar
    cells = max(1, len(grid) // steps)
    return [
        beats_per_bar * number + step / 4.0
        for number in range(bars)
        for step, sign in enumerate(grid[(number % cells) * steps : (number % cells + 1) * steps])
        if sign != "."
    ]


def line(grid: str, roots: Sequence[int], beat: float, beats_per_bar: int = 4) -> tuple[NoteEvent, ...]:
    """A low line on the roots: every second stroke of a bar is the fifth."""
    found: list[NoteEvent] = []
    for number, time in enumerate(strokes(grid, len(roots), beats_per_bar)):
        root = roots[int(time // beats_per_bar)]
        found.append(note(time * beat, 0.2 * beat, 36 + (root + 7 * (number % 2)) % 12))
    return tuple(found)


def played(rows: Sequence[tuple[float, float, int]], beat: float) -> tuple[NoteEvent, ...]:
    return tuple(sorted(note(start * beat, length * beat, pitch) for start, length, pitch in rows))


def chant(bars: int, *, pitch: int = 57) -> list[tuple[float, float, int]]:
    """A bar of shouted eighths on two neighbouring pitches, then a bar of rest."""
    return [
        (4.0 * bar + step / 2.0, 0.45, pitch + (2 if step % 4 == 2 else 0))
        for bar in range(0, bars, 2)
        for step in range(7)
    ]


def melody(bars: int) -> list[tuple[float, float, int]]:
    """A sung line over an octave, one note a beat, two bars and two bars of rest."""
    pitches = (60, 64, 67, 72, 71, 67, 65, 62)
    return [(4.0 * bar + step, 0.9, pitches[step]) for bar in range(0, bars, 4) for step in range(8)]


def choir(bars: int, *, voices: Sequence[int] = (60, 64, 67)) -> list[tuple[float, float, int]]:
    """Triads sung together, two to the bar."""
    return [(2.0 * half, 1.8, pitch) for half in range(2 * bars) for pitch in voices]


def without(analysis: Analysis, *stems: Stem) -> Analysis:
    """The same song in which these stems play nothing."""
    return replace(analysis, notes={stem: () if stem in stems else own for stem, own in analysis.notes.items()})


def speech(seconds: float = 9.0, *, seed: int = 3) -> Audio:
    """Syllables of a voice without pitch or pulse: formants over a glottis, of 70 to 260 ms, with breaths between."""
    rng = np.random.default_rng(seed)
    length, at, rows = round(seconds * RATE), 0.2, []
    while at < seconds - 0.5:
        long = float(rng.uniform(0.07, 0.26))
        hz = 120.0 * 2.0 ** float(rng.uniform(-0.4, 0.4))
        rows.append(SungNote(round(at * RATE), round((at + long) * RATE), hz, float(rng.uniform(0.4, 1.0))))
        at += long + float(rng.uniform(0.0, 0.05)) + (float(rng.uniform(0.25, 0.8)) if rng.random() < 0.12 else 0.0)
    wave = sing(rng, rows, length)
    return _stereo(0.3 * wave / np.abs(wave).max())


def singing(seconds: float = 9.0, *, seed: int = 4) -> Audio:
    """One voice alone: long notes with vibrato, and breaths."""
    rng = np.random.default_rng(seed)
    length, at, rows = round(seconds * RATE), 0.3, []
    while at < seconds - 1.6:
        long = float(rng.uniform(0.35, 1.5))
        rows.append(
            SungNote(round(at * RATE), round((at + long) * RATE), 220.0 * 2.0 ** (int(rng.integers(0, 8)) / 7), 1.0)
        )
        at += long + (float(rng.uniform(0.3, 0.9)) if rng.random() < 0.3 else 0.0)
    wave = sing(rng, rows, length)
    return _stereo(0.3 * wave / np.abs(wave).max())


def applause(seconds: float = 9.0, *, seed: int = 5) -> Audio:
    """Sixty clapping hands a second, none of them together."""
    rng = np.random.default_rng(seed)
    wave = np.zeros(round(seconds * RATE))
    for start in rng.integers(0, len(wave) - 1_600, round(60.0 * seconds)):
        size = int(rng.integers(400, 1_500))
        wave[start : start + size] += (
            rng.uniform(0.02, 0.15) * rng.standard_normal(size) * np.exp(-np.arange(size) / 250.0)
        )
    return _stereo(wave)


def listen(mixture: Audio, stems: Stems | None = None) -> tuple[Analysis, Stems]:
    """What the product hears in a recording, from its own separator's stems where none are given."""
    from engine.cli.analysis_bench.hearing import analysis_of
    from engine.separation.overlap import separate

    stems = stems or separate(mixture, _separator(), overlap=0.25)
    return analysis_of(mixture, stems).analysis, stems


@cache
def _separator() -> Separator:
    from engine.separation.registry import load_separator

    return load_separator("embedded")


def _stereo(wave: np.ndarray) -> Audio:
    return Audio(np.tile(wave.astype(np.float32), (2, 1)), RATE)
