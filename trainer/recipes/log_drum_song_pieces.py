"""Stretches of heard pieces of many styles, for the verdict on log drums.

The basses of deep house, afro house and kwaito were never among the confusers of a corpus of amapiano, and they are
what a log drum is mistaken for where there is none. ``aurax train corpus styles --out CORPUS/styles`` makes the pieces.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.core.codec import decode_json
from engine.core.stems import Stem
from engine.culture.log_drum_song import STRETCH_S
from engine.culture.log_drum_strokes import RATE, Array, Strokes, measure_strokes
from trainer.recipes.log_drum_song_net import Bag
from trainer.recipes.log_drum_song_riffs import toned
from trainer.synth_corpus.split import Split

Floats = NDArray[np.float64]

FOLDER = "styles"
"""Of a corpus: where its pieces of many styles lie, if it has any."""
LEAST_STROKES = 3
SOUND = "sound.npz"
_ABOUT = "piece.json"
HEARD = (Stem.LOG_DRUM, Stem.BASS, Stem.DRUMS)
_FULL_SCALE = 32_767.0
_NEAR_S = 0.04
_HOP_S = 6.0
_SILENT = 1e-4


def piece_folders(corpus: Path, split: Split) -> list[Path]:
    """Folders of the pieces of a split that a corpus has, in order; none where it has no pieces."""
    found = sorted(path.parent for path in (corpus / FOLDER).glob(f"*/{_ABOUT}"))
    return [folder for folder in found if json.loads((folder / _ABOUT).read_text("utf-8"))["split"] == split.value]


def piece_bags(folder: Path) -> list[Bag]:
    """Stretches of twelve seconds of a piece as the separator took it apart, half of each in the next."""
    about = decode_json((folder / _ABOUT).read_bytes(), dict)
    truth = decode_json((folder / "truth.json").read_bytes(), dict)
    with np.load(folder / SOUND) as sound:
        waves = {stem: sound[f"heard.{stem.value}"].astype(np.float32) / np.float32(_FULL_SCALE) for stem in HEARD}
    strokes = measure_strokes(*(waves[stem] for stem in HEARD))
    return _stretches(strokes, np.asarray(truth["log_drum"]["onsets"], np.float64), about["style"])


def bled_bags(folder: Path, number: int) -> list[Bag]:
    """Stretches of a piece as it was played, with what a separator leaves of it: drawn anew for each number.

    Voices and keys lie softly in the low stem and so do kicks, its own overtones are dulled and left to the drums in
    part: a log drum that was taken for a bass is found in the bass's stem like that.
    """
    about = decode_json((folder / _ABOUT).read_bytes(), dict)
    truth = decode_json((folder / "truth.json").read_bytes(), dict)
    with np.load(folder / SOUND) as sound:
        waves = {stem: sound[f"truth.{stem.value}"].astype(np.float32) / np.float32(_FULL_SCALE) for stem in Stem}
    low, rest = waves[Stem.LOG_DRUM] + waves[Stem.BASS], waves[Stem.OTHER] + waves[Stem.VOCALS]
    level = _level(low)
    if level < _SILENT:
        return []
    rng = np.random.default_rng(number)
    if rng.random() < 0.6:
        low = toned(low, rng, RATE)
    keys = _filtered(rest, float(rng.uniform(300.0, 3_000.0)), "lowpass")
    kicks = _filtered(waves[Stem.DRUMS], float(rng.uniform(120.0, 2_500.0)), "lowpass")
    heard = low.copy()
    for wave, share, least, most in ((keys, 0.8, -28.0, -5.0), (kicks, 0.7, -34.0, -8.0)):
        gain = level * 10.0 ** (rng.uniform(least, most) / 20.0) / max(_level(wave), _SILENT)
        heard += np.float32(gain * (rng.random() < share)) * wave
    lost = _filtered(low, float(rng.uniform(150.0, 1_500.0)), "highpass")
    drums = waves[Stem.DRUMS] + lost * np.float32(10.0 ** (rng.uniform(-20.0, 0.0) / 20.0) * (rng.random() < 0.6))
    strokes = measure_strokes(heard, None, drums)
    return _stretches(strokes, np.asarray(truth["log_drum"]["onsets"], np.float64), about["style"])


def starts_of(strokes: Strokes) -> Floats:
    """Where the stretches of a song begin, seconds."""
    starts = np.arange(0.0, float(strokes.times[-1]) - _HOP_S, _HOP_S) if len(strokes) else np.zeros(0)
    return starts if len(starts) else np.zeros(1)


def _stretches(strokes: Strokes, onsets: Floats, style: str) -> list[Bag]:
    return [
        bag
        for start in starts_of(strokes)
        for bag in bag_of(
            within(strokes, start, start + STRETCH_S),
            onsets[(onsets >= start) & (onsets < start + STRETCH_S)],
            style,
        )
    ]


def _filtered(wave: Array, hz: float, kind: str) -> Array:
    from scipy.signal import butter, sosfilt

    return np.asarray(sosfilt(butter(2, hz, kind, fs=RATE, output="sos"), wave), np.float32)


def _level(wave: Array) -> float:
    return float(np.sqrt(np.mean(np.square(wave))))


def within(strokes: Strokes, start: float, end: float) -> Strokes:
    """The strokes between two times."""
    own = (strokes.times >= start) & (strokes.times < end)
    return Strokes(
        strokes.times[own],
        strokes.features[own],
        strokes.level_db[own],
        strokes.hz[own],
        strokes.odd_even_db[own],
    )


def bag_of(
    strokes: Strokes, onsets: Sequence[float] | Floats = (), kind: str = "", heard: float | None = None
) -> Iterator[Bag]:
    """A bag, if it has strokes enough and, where a log drum plays, at least two of its."""
    is_log = np.zeros(len(strokes), np.float32)
    if len(onsets) and len(strokes):
        is_log = (np.abs(strokes.times[:, None] - np.asarray(onsets)).min(axis=1) < _NEAR_S).astype(np.float32)
    if len(strokes) >= LEAST_STROKES and (not len(onsets) or is_log.sum() >= 2):
        yield Bag(strokes.features, strokes.level_db.astype(np.float32), is_log, kind, heard)
