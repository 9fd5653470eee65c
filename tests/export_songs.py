"""Songs to export: an analysis with everything in it, and a folder as an opened song or a take has it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from engine.audio.files import write
from engine.core.analysis import Analysis, AudioFacts, ChordEvent, KeyEstimate, Modulation
from engine.core.audio import Audio
from engine.core.events import NoteEvent, Section, Slide
from engine.core.rhythm import Meter
from engine.core.stems import Stem
from engine.exchange.analysis_json import write_analysis
from engine.exchange.take_json import TAKE_FILE

RATE = 22_050
TEMPO = 120.0
BEAT = 60.0 / TEMPO
FIRST = 0.25
"""Seconds before the first downbeat."""
NUM_BARS = 4
SECONDS = FIRST + 4 * NUM_BARS * BEAT + 0.1


def analysis(**changes: Any) -> Analysis:
    """Four bars of 120 BPM in F minor, an intro and a drop, notes in bass and log drum."""
    beats = tuple(FIRST + k * BEAT for k in range(4 * NUM_BARS))
    whole: dict[str, Any] = {
        "engine": "AURA-X Studio 9.9",
        "audio": AudioFacts(SECONDS, RATE, 2, "sha256:7", -12.0, -1.0),
        "metadata": {"title": "Dlala <Song> & more", "artist": "Somebody", "album": "Album", "year": 2024},
        "tempo_bpm": TEMPO,
        "tempo_confidence": 0.9,
        "meter": Meter(4, 4),
        "beats": beats,
        "downbeats": beats[::4],
        "key": KeyEstimate("F", "minor", 0.8),
        "modulations": (Modulation(FIRST + 8 * BEAT, "Ab", "major"),),
        "chords": (
            ChordEvent(FIRST, FIRST + 8 * BEAT, "F:min9", 0.9, "i9", "tonic"),
            ChordEvent(FIRST + 8 * BEAT, SECONDS, "Ab:maj(9)", 0.7, "III", "tonic"),
        ),
        "sections": (
            Section(0.0, FIRST + 8 * BEAT, "intro"),
            Section(FIRST + 8 * BEAT, SECONDS, "drop"),
        ),
        "notes": {
            Stem.BASS: (NoteEvent(FIRST, FIRST + 0.4, 41, 100, 0.5), NoteEvent(FIRST + BEAT, FIRST + 0.9, 44, 64)),
            Stem.LOG_DRUM: (NoteEvent(FIRST + 2 * BEAT, FIRST + 3 * BEAT, 36, 127, slide=Slide(0.1, 0.2, -5.0)),),
            Stem.DRUMS: None,
        },
    }
    return Analysis(**{**whole, **changes})


def stem_audio(stem: Stem) -> Audio:
    """A tone of the stem's own, stereo; the vocals are silent in the first two bars."""
    time = np.arange(round(SECONDS * RATE)) / RATE
    tone = 0.4 * np.sin(2.0 * np.pi * (110.0 * (1 + list(Stem).index(stem))) * time)
    if stem is Stem.VOCALS:
        tone[: round(4.3 * RATE)] = 0.0
    return Audio(np.stack([tone, 0.5 * tone]).astype(np.float32), RATE)


def take_folder(root: Path, name: str = "take-1", heard: Analysis | None = None) -> Path:
    """A take as far as an export looks at one."""
    folder = root / name
    (folder / "stems").mkdir(parents=True)
    (folder / TAKE_FILE).write_text("{}", "utf-8")
    for stem in Stem:
        write(folder / "stems" / f"{stem.value}.wav", stem_audio(stem))
    write(folder / "mix.wav", stem_audio(Stem.DRUMS))
    write_analysis(folder / "analysis.json", heard or analysis())
    return folder
