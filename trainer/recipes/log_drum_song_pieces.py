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
from engine.culture.log_drum_strokes import Strokes, measure_strokes
from trainer.recipes.log_drum_song_net import Bag
from trainer.synth_corpus.split import Split

Floats = NDArray[np.float64]

FOLDER = "styles"
"""Of a corpus: where its pieces of many styles lie, if it has any."""
LEAST_STROKES = 3
_ABOUT = "piece.json"
_HEARD = (Stem.LOG_DRUM, Stem.BASS, Stem.DRUMS)
_FULL_SCALE = 32_767.0
_NEAR_S = 0.04
_HOP_S = 6.0


def piece_folders(corpus: Path, split: Split) -> list[Path]:
    """Folders of the pieces of a split that a corpus has, in order; none where it has no pieces."""
    found = sorted(path.parent for path in (corpus / FOLDER).glob(f"*/{_ABOUT}"))
    return [folder for folder in found if json.loads((folder / _ABOUT).read_text("utf-8"))["split"] == split.value]


def piece_bags(folder: Path) -> list[Bag]:
    """Stretches of twelve seconds of a piece as the separator took it apart, half of each in the next."""
    about = decode_json((folder / _ABOUT).read_bytes(), dict)
    truth = decode_json((folder / "truth.json").read_bytes(), dict)
    with np.load(folder / "sound.npz") as sound:
        waves = {stem: sound[f"heard.{stem.value}"].astype(np.float32) / np.float32(_FULL_SCALE) for stem in _HEARD}
    strokes = measure_strokes(*(waves[stem] for stem in _HEARD))
    onsets = np.asarray(truth["log_drum"]["onsets"], np.float64)
    starts = np.arange(0.0, float(strokes.times[-1]) - _HOP_S, _HOP_S) if len(strokes) else np.zeros(0)
    return [
        bag
        for start in (starts if len(starts) else np.zeros(1))
        for bag in bag_of(
            within(strokes, start, start + STRETCH_S),
            onsets[(onsets >= start) & (onsets < start + STRETCH_S)],
            about["style"],
        )
    ]


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
