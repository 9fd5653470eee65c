"""What the chord network learns from: beats of pieces with their chords, imagined or heard.

Most are imagined from notes (``chord_hearing``), of composed corpora and of pieces written for the purpose
(``chord_songs``); a part of the latter is rendered with SoundFonts and heard by the pitch network itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.analysis.chord_features import chord_features
from engine.analysis.chord_model import VOCABULARY_QUALITIES
from engine.analysis.chords import raster
from engine.analysis.chroma import HarmonicEvidence, Saliences, harmonic_evidence
from engine.analysis.salience import NUM_PITCHES, PitchSalience
from engine.core.audio import Audio
from engine.core.errors import UserError
from engine.core.harmony import ChordLabel
from engine.core.rhythm import BeatGrid
from engine.core.stems import Stem
from engine.core.time import FrameClock
from engine.whole_file import write_bytes
from trainer.recipes.chord_hearing import Sounding, imagined
from trainer.recipes.chord_songs import WrittenSong, write_song

NEAREST: Mapping[str, str] = {
    "69": "maj6", "min69": "min6", "maj7#11": "maj7", "9sus4": "7sus4", "13sus4": "7sus4", "7b9": "7", "7#9": "7",
    "7#11": "7", "9#11": "9", "7alt": "7", "min13": "min9",
}  # fmt: skip
"""What chords outside the vocabulary are called in it."""

UNKNOWN = -1
_HELD_OUT = 10  # every tenth piece judges
_DECAYING = frozenset({"keys", "bass", "log_drum", "riff", "guitar", "stab"})
_LEAST_SOUND = 0.15  # a beat in which nothing sounds teaches nothing
_LEAST_NOISE = 0.03  # drums light up a little where there is no chord


@dataclass(frozen=True, slots=True, eq=False)
class Beats:
    """Beats of many pieces.

    Args:
        features: Of ``chord_features``, ``[beats, 12, channels]``.
        chords: Root times the number of qualities, plus the quality's place; after them no chord. ``[beats]``.
        bass: Pitch class, ``UNKNOWN`` without a chord. ``[beats]``.
    """

    features: NDArray[np.float16]
    chords: NDArray[np.int64]
    bass: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.chords)


@dataclass(frozen=True, slots=True)
class Piece:
    """Notes of each stem and what they are; ``chords`` as start, end, label."""

    seconds: float
    parts: Mapping[Stem, Sequence[Sounding]]
    chords: Sequence[tuple[float, float, ChordLabel]]
    grid: BeatGrid


def gather(pieces: Iterator[tuple[Piece, int]]) -> tuple[Beats, Beats]:
    """Beats to learn from, and beats to be judged by, of pieces and their seeds; each once with stems, once without."""
    rows: tuple[list[Beats], list[Beats]] = ([], [])
    for number, (piece, seed) in enumerate(pieces):
        rng = np.random.default_rng(seed)
        for stems in (True, False):
            evidence = imagined(rng, piece.parts, piece.seconds, stems=stems)
            if evidence is not None and evidence.is_tonal:
                rows[number % _HELD_OUT == 0].append(beats_of(evidence, piece.chords, piece.grid, piece.seconds))
    return joined(rows[0]), joined(rows[1])


def beats_of(
    evidence: HarmonicEvidence, chords: Sequence[tuple[float, float, ChordLabel]], grid: BeatGrid, seconds: float
) -> Beats:
    """The beats of one piece in which something sounds and the chord has a name."""
    edges, _ = raster(seconds, grid)
    features = chord_features(evidence, edges)
    names, bass = _labels(chords, 0.5 * (edges[1:] + edges[:-1]))
    sound = features[:, :, 0].max(axis=1)
    is_rest = names == 12 * len(VOCABULARY_QUALITIES)
    kept = (names != UNKNOWN) & (sound > np.where(is_rest, _LEAST_NOISE, _LEAST_SOUND))
    return Beats(features[kept].astype(np.float16), names[kept], bass[kept])


def joined(parts: Sequence[Beats]) -> Beats:
    """All of them as one.

    Raises:
        UserError: If there is none.
    """
    if not parts:
        raise UserError("There are not enough pieces to learn chords from", "Raise --written, or give a --corpus.")
    return Beats(
        np.concatenate([part.features for part in parts]),
        np.concatenate([part.chords for part in parts]),
        np.concatenate([part.bass for part in parts]),
    )


def _labels(
    chords: Sequence[tuple[float, float, ChordLabel]], times: NDArray[np.float64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    names = np.full(len(times), UNKNOWN, np.int64)
    bass = np.full(len(times), UNKNOWN, np.int64)
    count = len(VOCABULARY_QUALITIES)
    for start, end, label in chords:
        here = (times >= start) & (times < end)
        quality = NEAREST.get(label.quality, label.quality)
        if label.quality == "N":
            names[here] = 12 * count
        elif label.root is not None and quality in VOCABULARY_QUALITIES:
            names[here] = label.root * count + VOCABULARY_QUALITIES.index(quality)
            bass[here] = (label.root + label.bass) % 12
    return names, bass


def corpus_pieces(folder: Path, seed: int) -> Iterator[tuple[Piece, int]]:
    """The songs of a composed corpus whose chords are known, with a seed each."""
    for number, file in enumerate(sorted(folder.rglob("truth.json"))):
        truth = json.loads(file.read_text(encoding="utf-8"))
        if is_one_piece(truth):
            yield corpus_piece(truth), seed * 1_000_003 + number


def is_one_piece(truth: Mapping[str, Any]) -> bool:
    """Whether an item of a corpus is one piece whose chords are known."""
    return not truth["is_remix"] and not truth["ambiguous"] and bool(truth.get("chords")) and len(truth["beats"]) > 1


def corpus_piece(truth: Mapping[str, Any]) -> Piece:
    """A song by its truth."""
    parts = {
        stem: [_sounding(note) for note in truth["notes"][stem.value]]
        for stem in (Stem.OTHER, Stem.BASS, Stem.LOG_DRUM, Stem.VOCALS)
        if truth["notes"].get(stem.value)
    }
    chords = [(own["start"], own["end"], ChordLabel.parse(own["label"])) for own in truth["chords"]]
    downbeats = set(truth["downbeats"])
    first = next((index for index, time in enumerate(truth["beats"]) if time in downbeats), 0)
    positions = tuple((index - first) % 4 + 1 for index in range(len(truth["beats"])))
    return Piece(truth["seconds"], parts, chords, BeatGrid(tuple(truth["beats"]), positions, 4, 1.0))


def _sounding(note: Mapping[str, Any]) -> Sounding:
    decays = note["role"] in _DECAYING
    return Sounding(note["onset"], note["offset"], round(note["pitch"]), note["velocity"], decays)


def written_pieces(count: int, seed: int) -> Iterator[tuple[Piece, int]]:
    """Pieces written for the purpose, with a seed each."""
    for number in range(count):
        rng = np.random.default_rng([seed, number])
        song = write_song(rng, seconds=14.0)
        lead = Stem.OTHER if rng.random() < 0.5 else Stem.VOCALS
        stems = {"keys": Stem.OTHER, "pad": Stem.OTHER, "bass": Stem.BASS, "lead": lead}
        parts: dict[Stem, list[Sounding]] = {}
        for role, notes in song.parts.items():
            if role in stems:
                own = parts.setdefault(stems[role], [])
                own += [Sounding(n.onset, n.onset + n.duration, n.pitch, n.velocity, role != "pad") for n in notes]
        yield Piece(song.seconds, parts, song.chords, grid_of(song)), seed * 1_000_003 + number


def grid_of(song: WrittenSong) -> BeatGrid:
    """The beats of a written piece."""
    return BeatGrid(song.beats, tuple(index % 4 + 1 for index in range(len(song.beats))), 4, 1.0)


def rendered_beats(count: int, seed: int, cache: Path) -> Beats | None:
    """Beats of written pieces as the pitch network hears them; None for a count of 0.

    Args:
        count: How many pieces.
        seed: Of the pieces.
        cache: Folder in which what was heard is kept, so that an interrupted run goes on.
    """
    parts = []
    for number in range(count):
        rng = np.random.default_rng([seed + 1, number])  # other pieces than those that are imagined
        song = write_song(rng)
        file = cache / f"{seed}-{number:05d}.npz"
        if not file.is_file():
            write_bytes(file, _heard(song, rng))
        with np.load(file) as kept:
            layers = {name: kept[name].astype(np.float32) / 255.0 for name in kept.files}
        for stems in (True, False):
            evidence = _evidence(layers, song.seconds, stems=stems)
            if evidence.is_tonal:
                parts.append(beats_of(evidence, song.chords, grid_of(song), song.seconds))
    return joined(parts) if parts else None


def _evidence(layers: Mapping[str, NDArray[np.float32]], seconds: float, *, stems: bool) -> HarmonicEvidence:
    clock = FrameClock(22_050, 256)
    heard = {name: PitchSalience(own, np.zeros_like(own), clock) for name, own in layers.items()}
    pitched = {Stem(name): own for name, own in heard.items() if name != "mixture"} if stems else {}
    silence = Audio(np.zeros((1, round(seconds * 1000)), np.float32), 1000)
    return harmonic_evidence(silence, saliences=Saliences(heard["mixture"], pitched, 0.0))


def _heard(song: WrittenSong, rng: np.random.Generator) -> bytes:
    import io

    from engine.analysis.salience import pitch_salience
    from trainer.recipes.chord_rendering import render

    recording = render(song, rng)
    layers = {"mixture": pitch_salience(recording.mixture)}
    layers |= {
        stem.value: pitch_salience(recording.stems[stem]) for stem in (Stem.OTHER, Stem.BASS) if stem in recording.stems
    }
    content = io.BytesIO()
    bytes_of = {name: np.round(own.notes * 255.0).astype(np.uint8) for name, own in layers.items()}
    assert all(own.shape[1] == NUM_PITCHES for own in bytes_of.values())
    np.savez_compressed(content, **bytes_of)  # type: ignore[arg-type]
    return content.getvalue()
