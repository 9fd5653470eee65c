"""A made-up opened song: five stems with known signals, peaks, analysis and facts, as ``OpenSong`` writes them."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import soundfile

from engine.audio.peaks import build_peaks, save_peaks
from engine.core.analysis import Analysis, AudioFacts, ChordEvent, KeyEstimate, LogDrumEstimate
from engine.core.audio import Audio
from engine.core.codec import encode_json
from engine.core.events import NoteEvent, Section
from engine.core.rhythm import Meter
from engine.core.stems import Stem
from engine.jobs.song import (
    ANALYSIS_FILE,
    MIXTURE_PEAKS_FILE,
    SEPARATION_FILE,
    SeparationFacts,
    stem_file,
    stem_peaks_file,
)

SAMPLE_RATE = 22_050
TEMPO_BPM = 120.0
BEAT = 60.0 / TEMPO_BPM

_CHORDS = (
    ("F:min9", "i9", "tonic"),
    ("Db:maj7", "VImaj7", "subdominant"),
    ("Eb:maj", "VII", "dominant"),
    ("Bb:min7", "iv7", "subdominant"),
)
_SECTIONS = ("intro", "build", "drop", "break", "drop", "outro")


def stem_samples(stem: Stem, seconds: float, sample_rate: int = SAMPLE_RATE) -> np.ndarray:
    """Float32 ``[2, samples]``: a rhythm and a pitch that tell the stems apart by eye and by ear."""
    t = np.arange(round(seconds * sample_rate)) / sample_rate
    if stem is Stem.DRUMS:
        phase = np.mod(t, BEAT)
        wave = np.exp(-phase * 18) * np.sin(2 * np.pi * (50 + 120 * np.exp(-phase * 40)) * phase) * 0.55
        hats = np.random.default_rng(1).standard_normal(len(t)) * np.exp(-np.mod(t + BEAT / 2, BEAT) * 60) * 0.12
        wave = wave + hats
    elif stem is Stem.BASS:
        wave = 0.22 * np.sin(2 * np.pi * 55 * t) * (0.6 + 0.4 * np.sin(2 * np.pi * t / (8 * BEAT)))
    elif stem is Stem.LOG_DRUM:
        wave = np.zeros_like(t)
        for index, onset in enumerate(log_drum_onsets(seconds)):
            since = t - onset
            pitch = 65.4 * 2 ** ((0, 3, 5, -2)[index % 4] / 12)
            hit = np.where(
                since >= 0, np.exp(-np.maximum(since, 0) * 7) * np.sin(2 * np.pi * pitch * np.maximum(since, 0)), 0.0
            )
            wave += 0.5 * hit
    elif stem is Stem.VOCALS:
        envelope = np.clip(np.sin(2 * np.pi * t / (16 * BEAT)), 0, 1) ** 0.5
        wave = (
            0.25
            * envelope
            * np.sin(2 * np.pi * 330 * t + 3 * np.sin(2 * np.pi * 5 * t))
            * (0.5 + 0.5 * np.sin(2 * np.pi * 1.7 * t))
        )
    else:
        wave = (
            0.1
            * sum(np.sin(2 * np.pi * f * t + f) for f in (174.6, 207.7, 261.6))
            * (0.4 + 0.6 * np.exp(-np.mod(t, 4 * BEAT) * 0.8))
        )
    return np.tile(wave.astype(np.float32), (2, 1))


def log_drum_onsets(seconds: float) -> tuple[float, ...]:
    """Three hits per bar of four beats, off the beat as log drums are."""
    times = [bar * 4 * BEAT + at * BEAT for bar in range(math.ceil(seconds / (4 * BEAT))) for at in (0.75, 1.5, 2.75)]
    return tuple(time for time in times if time < seconds - 0.1)


def write_opened_song(
    folder: Path,
    *,
    seconds: float = 8.0,
    title: str = "Vibe Test",
    artist: str = "The Fixtures",
    with_analysis: bool = True,
    sample_rate: int = SAMPLE_RATE,
) -> Path:
    """Write the folder; returns it."""
    folder.mkdir(parents=True, exist_ok=True)
    mixture = np.zeros((2, round(seconds * sample_rate)), np.float32)
    for stem in Stem:
        samples = stem_samples(stem, seconds, sample_rate)
        mixture += samples
        soundfile.write(folder / stem_file(stem), samples.T, sample_rate, subtype="FLOAT")
        save_peaks(folder / stem_peaks_file(stem), build_peaks(Audio(samples, sample_rate)))
    save_peaks(folder / MIXTURE_PEAKS_FILE, build_peaks(Audio(mixture, sample_rate)))
    facts = SeparationFacts(
        model="spectral",
        revision="1",
        parameters={"overlap": 0.25, "stems": 5, "subtype": "float32"},
        device="cpu",
        seconds=1.0,
        realtime_factor=seconds,
        residual_db=-300.0,
        mixture_sha256="0" * 64,
        sample_rate=sample_rate,
        num_samples=mixture.shape[1],
        engine="0",
        files=tuple(stem_file(stem) for stem in Stem),
    )
    (folder / SEPARATION_FILE).write_bytes(encode_json(facts))
    if with_analysis:
        (folder / ANALYSIS_FILE).write_bytes(
            encode_json(an_analysis(seconds, title=title, artist=artist, sample_rate=sample_rate))
        )
        (folder / f"{folder.name}.mid").write_bytes(b"MThd\x00\x00\x00\x06\x00\x01\x00\x00\x01\xe0")
    return folder


def an_analysis(seconds: float, *, title: str, artist: str, sample_rate: int) -> Analysis:
    beats = tuple(float(time) for time in np.arange(0.0, seconds, BEAT))
    bars = [time for index, time in enumerate(beats) if index % 4 == 0]
    chords = tuple(
        ChordEvent(start, min(start + 4 * BEAT, seconds), label, 0.8, roman, function)
        for index, start in enumerate(bars)
        for label, roman, function in [_CHORDS[index % 4]]
    )
    parts = np.linspace(0.0, seconds, len(_SECTIONS) + 1)
    sections = tuple(Section(float(a), float(b), name) for a, b, name in zip(parts, parts[1:], _SECTIONS, strict=False))
    onsets = log_drum_onsets(seconds)
    notes = tuple(
        NoteEvent(onset, onset + 0.3, 36 + (0, 3, 5, -2)[index % 4], 70 + 10 * (index % 4))
        for index, onset in enumerate(onsets)
    )
    bass = tuple(NoteEvent(bar, bar + 2 * BEAT, 33, 90) for bar in bars if bar + 2 * BEAT < seconds)
    return Analysis(
        engine="test",
        audio=AudioFacts(seconds, sample_rate, 2, "sha256:" + "0" * 64, -9.1, -0.4),
        metadata={"title": title, "artist": artist},
        tempo_bpm=TEMPO_BPM,
        tempo_confidence=0.93,
        meter=Meter(4, 4),
        beats=beats,
        downbeats=tuple(bars),
        swing=0.54,
        key=KeyEstimate("F", "minor", 0.82),
        chords=chords,
        sections=sections,
        notes={Stem.LOG_DRUM: notes, Stem.BASS: bass, Stem.DRUMS: (), Stem.OTHER: (), Stem.VOCALS: None},
        log_drum=LogDrumEstimate(True, 0.97, onsets),
    )
