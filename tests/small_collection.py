"""A collection of a few short songs in a library, analysed by hand: bars of two seconds and their chords."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import soundfile

from engine import __version__
from engine.core.analysis import Analysis, AudioFacts, ChordEvent, KeyEstimate, LogDrumEstimate
from engine.core.events import NoteEvent, Section
from engine.core.rhythm import Meter
from engine.core.stems import Stem
from engine.core.track import Tags, Track
from engine.jobs.import_tracks import ImportTracks
from engine.jobs.inline import run_inline
from engine.library import Library
from engine.paths import Paths
from engine.settings import Settings
from trainer.collection.statements import Statement, state

RATE = 44_100
SECONDS = 13.0
BAR = 2.0
FIRST_BAR = 0.5
ARTISTS = ("Ama", "Buhle feat. Cebo", "Cebo", "Dudu", "Ela & Fana", "Gugu")
ROMANS = ("i", "iv", "VI", "v", "III", "VII", "ii°")
SILENT_FROM, SILENT_TO = 4.5, 8.5
"""Of the last song."""


def make_songs(folder: Path, *, count: int = len(ARTISTS), rate: int = RATE) -> None:
    """``00.wav`` and so on: a tone and clicks on the bars; the last one is silent in the middle."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        rng = np.random.default_rng(number)
        t = np.arange(round(SECONDS * rate)) / rate
        tone = 0.2 * np.sin(2.0 * np.pi * (220.0 + 20.0 * number) * t)
        clicks = 0.4 * np.exp(-40.0 * np.mod(t - FIRST_BAR, BAR))
        samples = np.stack([tone + clicks, 0.9 * tone + clicks + 0.01 * rng.standard_normal(len(t))], axis=1)
        if number == len(ARTISTS) - 1:
            samples[round(SILENT_FROM * rate) : round(SILENT_TO * rate)] = 0.0
        soundfile.write(folder / f"{number:02d}.wav", samples, rate, subtype="PCM_16")


def heard(track: Track, number: int, *, seconds: float = SECONDS) -> Analysis:
    """What a perfect listener would have written."""
    bars = np.arange(FIRST_BAR, seconds, BAR)
    chords = tuple(
        ChordEvent(float(bar), float(min(seconds, bar + BAR)), f"{'ABCDEFG'[(number + i) % 7]}:min", 0.9, ROMANS[i % 7])
        for i, bar in enumerate(bars)
    )
    facts = AudioFacts(seconds, track.info.sample_rate, 2, track.fingerprint, -14.0, -1.0)
    quality = {"verdict": "good", "reasons": [], "clipped_samples": 0, "silence_share": 0.0, "longest_gap_s": 0.0}
    return Analysis(
        engine=f"aurax {__version__}",
        audio=facts,
        metadata={
            "title": f"Song {number}",
            "artist": ARTISTS[number],
            "year": 2000 + 4 * number,
            "genre": "private school amapiano" if number % 2 else "amapiano",
            "format": {"codec": "pcm_s16le", "is_lossless": True, "bit_rate_kbps": 1411.0},
            "quality": quality,
        },
        tempo_bpm=120.0 - number,
        meter=Meter(4, 4),
        beats=tuple(np.arange(FIRST_BAR, seconds, BAR / 4).tolist()),
        downbeats=tuple(bars.tolist()),
        key=KeyEstimate("A", "minor", 0.9),
        chords=chords,
        sections=(Section(0.0, 6.5, "intro"), Section(6.5, seconds, "drop")),
        notes={Stem.VOCALS: (NoteEvent(1.0, 4.0, 60, 80),)},
        log_drum=LogDrumEstimate(True, 0.9, (1.0, 3.0, 9.0)),
    )


def fill(home: Path, songs: Path, *, rights: str | None = "own") -> None:
    """Import the songs of a folder, as the product does, and keep what a perfect listener would have heard."""
    paths = Paths.under(home)
    with Library.open(paths.library) as library:
        run_inline(ImportTracks((str(songs),)), paths=paths, settings=Settings(), library=library)
        for track in library.tracks.all():
            number = int(Path(track.path).stem.split()[0])
            tags = Tags(title=f"Song {number}", artist=ARTISTS[number], year=2000 + 4 * number, genre="amapiano")
            library.tracks.add(Path(track.path), track.fingerprint, track.info, tags)
            library.analyses.put(track.id, heard(track, number, seconds=track.info.duration))
    if rights is not None:
        state(home / "training", Statement(place=str(songs), rights=rights, by="Tester", region="Soweto"))
