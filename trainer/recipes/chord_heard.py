"""Beats of corpus songs as the engine hears them: from true stems, from separated ones, from the mixture alone.

What is imagined (``chord_hearing``) knows nothing of a separator, which leaves a piano's low notes in the bass and a
kick's tail in the log drum; most users' stems are of that kind. They are of one style: too many of them make the
network worse at the others (``chords.py`` says how much they weigh).
"""

from __future__ import annotations

import io
import itertools
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.analysis.chroma import Saliences, harmonic_evidence
from engine.analysis.salience import HOP_LENGTH, NETWORK_RATE, PitchSalience, confirmed_by, pitch_salience
from engine.analysis.tuning import estimate_tuning
from engine.core.audio import Audio
from engine.core.harmony import ChordLabel
from engine.core.stems import Stem, Stems
from engine.core.time import FrameClock
from engine.whole_file import write_bytes
from trainer.recipes.chord_examples import Beats, beats_of, corpus_piece, is_one_piece, joined

PITCHED = (Stem.OTHER, Stem.BASS, Stem.LOG_DRUM, Stem.VOCALS)
_LOW = (Stem.BASS, Stem.LOG_DRUM)
_REST_S = 2.0
"""A stretch of this length in which nothing pitched sounds has no chord, whatever was planned for it."""

Split = Callable[[Audio], Stems]


@dataclass(frozen=True, slots=True, eq=False)
class _Heard:
    """Activations by layer: ``mixture``, and each stem's name after ``true_`` or ``separated_``."""

    layers: Mapping[str, PitchSalience]
    cents: float
    seconds: float


def heard_beats(folders: tuple[Path, ...], count: int, cache: Path, split: Split) -> Beats | None:
    """Beats of the first songs of some corpora, each heard three times; None where there are none.

    Args:
        folders: Corpora.
        count: Songs in all.
        cache: Folder in which what was heard is kept, so that an interrupted run goes on.
        split: The separator.
    """
    parts: list[Beats] = []
    songs = itertools.chain.from_iterable(_songs(folder) for folder in folders)
    for song, truth in itertools.islice(songs, count):
        heard = _read(cache / f"{truth['id']}.npz", song, truth, split)
        parts += _beats(heard, truth)
    return joined(parts) if parts else None


def _songs(folder: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    for file in sorted(folder.rglob("truth.json")):
        truth = json.loads(file.read_text(encoding="utf-8"))
        if is_one_piece(truth):
            yield file.parent, truth


def _beats(heard: _Heard, truth: Mapping[str, Any]) -> Iterator[Beats]:
    piece = corpus_piece(truth)
    chords = with_rests(piece.chords, truth)
    silence = Audio(np.zeros((1, round(heard.seconds * 1000)), np.float32), 1000)
    for kind in ("true_", "separated_", ""):
        layers = {stem: heard.layers[kind + stem.value] for stem in PITCHED if kind + stem.value in heard.layers}
        if kind == "separated_":
            whole = heard.layers["mixture"]
            layers = {stem: confirmed_by(own, whole) if stem in _LOW else own for stem, own in layers.items()}
        evidence = harmonic_evidence(silence, saliences=Saliences(heard.layers["mixture"], layers, heard.cents))
        if evidence.is_tonal:
            yield beats_of(evidence, chords, piece.grid, heard.seconds)


def with_rests(
    chords: Sequence[tuple[float, float, ChordLabel]], truth: Mapping[str, Any]
) -> tuple[tuple[float, float, ChordLabel], ...]:
    """Chords, and no chord where nothing pitched sounds for two seconds or more: a drum intro has a planned one."""
    spans = sorted((note["onset"], note["offset"]) for stem in PITCHED for note in truth["notes"].get(stem.value) or ())
    rests, reached = [], 0.0
    for onset, offset in [*spans, (truth["seconds"], truth["seconds"])]:
        if onset - reached >= _REST_S:
            rests.append((reached, onset, ChordLabel(None, "N")))
        reached = max(reached, offset)
    return (*chords, *rests)  # of two that cover a beat the later one counts


def _read(file: Path, song: Path, truth: Mapping[str, Any], split: Split) -> _Heard:
    if not file.is_file():
        write_bytes(file, _hear(song, truth, split))
    with np.load(file) as kept:
        cents, seconds = float(kept["cents"]), float(kept["seconds"])
        clock = FrameClock(round(NETWORK_RATE * 2.0 ** (cents / 1200.0)), HOP_LENGTH)
        names = [name for name in kept.files if name not in ("cents", "seconds")]
        layers = {name: _salience(kept[name], clock) for name in names}
    return _Heard(layers, cents, seconds)


def _salience(activations: NDArray[np.uint8], clock: FrameClock) -> PitchSalience:
    notes = activations.astype(np.float32) / 255.0
    return PitchSalience(notes, np.zeros_like(notes), clock)


def _hear(song: Path, truth: Mapping[str, Any], split: Split) -> bytes:
    from engine.audio.files import read

    def sound(name: str) -> Audio:
        return read(next(song.glob(f"{name}.*")))

    mixture = sound("mixture")
    cents = estimate_tuning(mixture)
    audios = {"mixture": mixture}
    audios |= {
        f"true_{s.value}": sound(f"stems/{s.value}") for s in PITCHED if not truth["stems"][s.value]["is_silent"]
    }
    stems = split(mixture)
    audios |= {f"separated_{s.value}": stems[s] for s in PITCHED if s in stems}
    heard = {name: pitch_salience(audio, tuning_cents=cents).notes for name, audio in audios.items()}
    layers = {name: np.round(notes * 255.0).astype(np.uint8) for name, notes in heard.items()}
    content = io.BytesIO()
    np.savez_compressed(content, cents=cents, seconds=mixture.duration, **layers)  # type: ignore[arg-type]
    return content.getvalue()
