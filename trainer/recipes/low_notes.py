"""Two small networks for low voices, learned from composed pieces.

``low-register``: which multiple of its repetition rate a log drum or a bass is heard as. ``bass-attacks``: where the
notes of a bass begin; every other piece has some of its drums in the bass, as a separator leaves them.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.analysis.bass_attacks import around, attack_features, candidates
from engine.analysis.low_pitch import periodicity, stands
from engine.analysis.low_register import SEMITONES, timbre
from engine.analysis.spectrum import mono
from engine.core.stems import Stem
from trainer.recipes.note_corpus import PlayedStem, played_stems
from trainer.recipes.small_nets import Array, Classes, NetPlan, fit_net

_REGISTER = NetPlan(names=("hidden", "out"), hidden=(16,), classes=len(SEMITONES), is_tanh=True, steps=5000)
_ATTACKS = NetPlan(names=("hidden", "out"), hidden=(48,), steps=6000)
_HEAD_S, _GUARD_S, _RING_S = 0.015, 0.012, 0.1
_NEAR_SEMITONES = 2.0
_RARE = 3.0  # weight of the twelfth, of which there are few
_NEAR_S, _UNCLEAR_S = 0.04, 0.05
_BLEED_DB = (-34.0, -16.0)

Report = Callable[[float], None]


def fit_low_register(folder: Path, report: Report) -> dict[str, Array]:
    """Tensors of ``engine.analysis.low_register``."""
    rows: list[Array] = []
    classes: list[int] = []
    weights: list[float] = []
    for share, stem in enumerate((Stem.LOG_DRUM, Stem.BASS)):
        for piece in played_stems(folder, stem, lambda done, own=share: report((own + done) / 2.0)):  # type: ignore[misc]
            own = _registers(piece)
            rows += [row for row, _ in own]
            classes += [kind for _, kind in own]
            # a piece's notes are one timbre: many of them tell little more than a few
            weights += [(_RARE if kind == 2 else 1.0) / np.sqrt(len(own)) for _, kind in own]
    return fit_net(np.asarray(rows, np.float32), np.asarray(classes), np.asarray(weights, np.float32), _REGISTER)


def _registers(piece: PlayedStem) -> list[tuple[Array, int]]:
    heard = periodicity(mono(piece.audio), piece.audio.sample_rate)
    starts = [note["onset"] for note in piece.notes]
    found = []
    for note, following in zip(piece.notes, [*starts[1:], piece.audio.duration], strict=True):
        end = min(following - _GUARD_S, note["offset"] + _RING_S)
        if "slide" in note:
            end = min(end, note["onset"] + note["slide"]["start"])
        steady = stands(heard, note["onset"] + _HEAD_S, end)
        if not steady:
            continue
        stand = max(steady, key=lambda own: own.weight)
        above = note["pitch"] + piece.cents / 100.0 - stand.pitch
        kinds = [kind for kind, step in enumerate(SEMITONES) if abs(above - step) <= _NEAR_SEMITONES]
        if kinds:
            found.append((timbre(heard, stand).astype(np.float32), kinds[0]))
    return found


def fit_bass_attacks(folder: Path, report: Report) -> dict[str, Array]:
    """Tensors of ``engine.analysis.bass_attacks``."""
    rows: list[Array] = []
    truths: list[Classes] = []
    for number, piece in enumerate(played_stems(folder, Stem.BASS, report)):
        rng = np.random.default_rng(number)
        samples = mono(piece.audio)
        if number % 2:
            samples = samples + _bleed(piece, rng)
        heard = periodicity(samples, piece.audio.sample_rate)
        features, clock = attack_features(samples, piece.audio.sample_rate, heard)
        frames = candidates(features)
        if not len(frames):
            continue
        truth = labels(clock.time(frames.astype(np.float64)), [note["onset"] for note in piece.begun()])
        rows.append(around(features, frames)[truth >= 0].astype(np.float32))
        truths.append(truth[truth >= 0])
    every = np.concatenate(truths)
    return fit_net(np.concatenate(rows), every, np.ones(len(every), np.float32), _ATTACKS)


def _bleed(piece: PlayedStem, rng: np.random.Generator) -> Array:
    from engine.audio.files import read

    path = next((piece.folder / "stems").glob(f"{Stem.DRUMS.value}.*"))
    drums = mono(read(path))
    level = float(np.sqrt(np.mean(drums**2))) or 1.0
    own = float(np.sqrt(np.mean(mono(piece.audio) ** 2)))
    return np.asarray(drums * (own / level * 10.0 ** (rng.uniform(*_BLEED_DB) / 20.0)), np.float32)


def labels(times: NDArray[np.float64], onsets: list[float]) -> Classes:
    """1 for the candidate nearest to an onset, 0 for those far from all, -1 for what lies between."""
    truth = np.zeros(len(times), np.int64)
    for onset in onsets:
        truth[np.abs(times - onset) < _UNCLEAR_S] = -1
    for onset in onsets:
        distance = np.abs(times - onset)
        if len(distance) and float(distance.min()) <= _NEAR_S:
            truth[int(distance.argmin())] = 1
    return truth
