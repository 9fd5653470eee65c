"""Everything measured about one recording.

The field names are those of ``analysis.json`` (schema ``aurax.analysis/1``).
What could not be told is ``None``, never a default.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from engine.core.events import NoteEvent, Phrase, Section
from engine.core.rhythm import Meter
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
    """One recording, heard. ``notes`` lists each stem's notes; None where the stem was not transcribed."""

    schema: str = SCHEMA
    engine: str
    audio: AudioFacts
    metadata: dict[str, Any] = field(default_factory=dict)
    tempo_bpm: float | None = None
    tempo_confidence: float | None = None
    meter: Meter | None = None
    beats: tuple[float, ...] = ()
    downbeats: tuple[float, ...] = ()
    swing: float | None = None
    key: KeyEstimate | None = None
    modulations: tuple[Modulation, ...] = ()
    chords: tuple[ChordEvent, ...] = ()
    sections: tuple[Section, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    notes: dict[Stem, tuple[NoteEvent, ...] | None] = field(default_factory=dict)
    log_drum: LogDrumEstimate | None = None
    theory: Theory = field(default_factory=Theory)
