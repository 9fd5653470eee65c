"""Everything measured about one recording.

The field names are those of ``analysis.json`` (schema ``aurax.analysis/1``).
What could not be told is ``None``, never a default.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from engine.core.events import NoteEvent, Phrase, Section
from engine.core.rhythm import Meter, MeterChange, TempoPoint
from engine.core.stems import Stem

SCHEMA = "aurax.analysis/1"


@dataclass(frozen=True, slots=True)
class AudioFacts:
    """Length in seconds, Hz, LUFS (None for silence or < 0.4 s) and dBTP (None for silence)."""

    duration: float
    sample_rate: int
    channels: int
    fingerprint: str
    loudness_lufs: float | None
    true_peak_dbtp: float | None


@dataclass(frozen=True, slots=True)
class KeyEstimate:
    tonic: str
    mode: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Modulation:
    """A change of key at ``time`` seconds."""

    time: float
    tonic: str
    mode: str


@dataclass(frozen=True, slots=True)
class ChordEvent:
    """A chord in Harte syntax with its Roman numeral and function in the key; both None for ``N`` and ``X``."""

    start: float
    end: float
    label: str
    confidence: float
    roman: str | None = None
    function: str | None = None


@dataclass(frozen=True, slots=True)
class LogDrumEstimate:
    """Whether a log drum plays, how probable that is (0–1), and when (seconds). None where it cannot be told."""

    present: bool | None
    probability: float | None
    onsets: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Theory:
    """Derived features by chapter; open dictionaries of numbers, words and lists, empty where nothing was derived."""

    harmonic: dict[str, Any] = field(default_factory=dict)
    rhythmic: dict[str, Any] = field(default_factory=dict)
    melodic: dict[str, Any] = field(default_factory=dict)
    form: dict[str, Any] = field(default_factory=dict)
    genre: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """One recording, heard. ``notes`` lists each stem's notes; None where the stem was not transcribed.

    Args:
        tempo_bpm: Quarters per minute, dotted quarters in 6/8, 9/8 and 12/8.
        tempo_curve: The tempo at each bar line where a player's moves; None where it is constant.
        meter: The commonest metre. Its beats are quarters, dotted quarters in 6/8, 9/8 and 12/8, eighths in 7/8.
        meter_changes: Where metres begin, the first included; empty where there is only one.
        meter_confidence: 0–1, how clearly bars have that length.
        downbeat_confidence: 0–1, how clearly beat 1 is where it is said to be.
        swing: Place of the off-beat 16th between 8ths, 0.5 straight to 0.75.
        swing_eighths: Place of the off-beat 8th between beats in shuffles and jazz; then ``swing`` is None.
        swing_confidence: 0–1, of either.
    """

    schema: str = SCHEMA
    engine: str
    audio: AudioFacts
    metadata: dict[str, Any] = field(default_factory=dict)
    tempo_bpm: float | None = None
    tempo_confidence: float | None = None
    tempo_curve: tuple[TempoPoint, ...] | None = None
    meter: Meter | None = None
    meter_confidence: float | None = None
    meter_changes: tuple[MeterChange, ...] = ()
    beats: tuple[float, ...] = ()
    downbeats: tuple[float, ...] = ()
    downbeat_confidence: float | None = None
    swing: float | None = None
    swing_eighths: float | None = None
    swing_confidence: float | None = None
    key: KeyEstimate | None = None
    modulations: tuple[Modulation, ...] = ()
    chords: tuple[ChordEvent, ...] = ()
    sections: tuple[Section, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    notes: dict[Stem, tuple[NoteEvent, ...] | None] = field(default_factory=dict)
    log_drum: LogDrumEstimate | None = None
    theory: Theory = field(default_factory=Theory)
