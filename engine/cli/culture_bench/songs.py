"""Log drums in songs with confusers: the corpus's test items, heard from the mixture through the separator in use.

What was heard of a song is kept in the output folder, so that an interrupted run goes on where it was.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from engine import __version__
from engine.cli.analysis_bench.annotations import Array
from engine.cli.analysis_bench.corpus import read_truth
from engine.cli.analysis_bench.hearing import analysis_of, analysis_revision
from engine.cli.analysis_bench.scores import f_measure
from engine.cli.analysis_bench.songs import AnnotatedSong, load
from engine.cli.culture_bench.figures import Row
from engine.cli.culture_bench.judged import uppers
from engine.core.codec import decode_json, encode_json
from engine.core.stems import Stem, Stems
from engine.culture.score import FEATURES, score_song
from engine.whole_file import write_bytes

if TYPE_CHECKING:
    from engine.core.analysis import Analysis
    from engine.separation.base import Separator

SCHEMA = "aurax.culture_bench_song/2"
ONSET_S = 0.05
NO_CONFUSER = "no confuser"


def rows_of(songs: list[AnnotatedSong], separator: Separator, overlap: float, out: Path) -> Iterator[Row]:
    """A row for each song, in order.

    Raises:
        EngineError: If a song cannot be read.
        OSError: If what was heard cannot be kept.
    """
    revision = f"{__version__} {analysis_revision()} {separator.id} {separator.revision} {overlap:g} {FEATURES}"
    for song in songs:
        file = out / "songs" / f"{Path(song.id).name}.json"
        key = {"schema": SCHEMA, "song": song.fingerprint, "revision": revision}
        record = _kept(file, key)
        if record is None:
            record = _heard(song, separator, overlap)
            write_bytes(file, encode_json({"key": key, "record": record}, indent=1) + b"\n")
        yield Row(**{**record, "traits": tuple(record["traits"])})


def _kept(file: Path, key: dict[str, str]) -> dict[str, Any] | None:
    if not file.is_file():
        return None
    try:
        document = decode_json(file.read_bytes(), dict)
    except ValueError:  # cut short by a disk
        return None
    record = document.get("record")
    return record if document.get("key") == key and isinstance(record, dict) else None


def _heard(song: AnnotatedSong, separator: Separator, overlap: float) -> dict[str, Any]:
    from engine.separation.overlap import separate

    loaded = load(song)
    assert loaded is not None
    assert song.truth is not None
    truth = read_truth(song.truth)
    assert truth is not None
    stems = separate(loaded.mixture, separator, overlap=overlap)
    analysis = analysis_of(loaded.mixture, stems).analysis
    score = score_song(analysis, stems)
    document = decode_json(song.truth.read_bytes(), dict)
    return {
        "name": Path(song.id).name,
        "style": "",
        "group": str(document.get("confuser") or NO_CONFUSER),
        "present": bool(truth.has_log_drum),
        "said_present": analysis.log_drum.present if analysis.log_drum is not None else None,
        "onset_f1": onset_f1(truth.log_drum, analysis, stems)
        if truth.log_drum is not None and truth.has_log_drum
        else None,
        "traits": [],
        "markers": {name: own.value for name, own in score.markers.items()},
        "styles": score.style.get("probabilities", {}),
        "uppers": uppers(score),
    }


def onset_f1(truth: Array, analysis: Analysis, stems: Stems) -> float | None:
    """F1 of the log drum's onsets within 50 ms; None without a log-drum stem."""
    if Stem.LOG_DRUM not in stems or analysis.log_drum is None:
        return None
    return f_measure(truth, np.asarray(analysis.log_drum.onsets, np.float64), window_s=ONSET_S)
