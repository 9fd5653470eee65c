"""JAMS files (Humphrey et al., "JAMS: A JSON Annotated Music Specification", ISMIR 2014) to ``Annotations``.

The namespaces of beats, tempo, keys, chords, segments, melody and notes are read, of each the first annotation; notes
go to the stem that the annotation's ``sandbox.stem`` names, else to the voice. What else a file holds is left alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from engine.cli.analysis_bench.annotations import Annotations, Notes, PitchLine, Spans
from engine.cli.analysis_bench.readers import key_words, pitch_of
from engine.core.codec import decode_json
from engine.core.errors import UserError

Rows = list[dict[str, Any]]


def read_jams(path: Path) -> Annotations:
    """What a JAMS file says about a song.

    Raises:
        UserError: If it is none, or an annotation cannot be understood.
    """
    try:
        document = decode_json(path.read_bytes(), dict)
        found = Annotations()
        for annotation in reversed(document["annotations"]):  # the first of a kind wins
            read = _NAMESPACES.get(str(annotation["namespace"]))
            if read is not None:
                found = read(found, _rows(annotation["data"]), annotation)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        raise UserError(
            f"{path} cannot be read as JAMS: {error}", "Check it with the jams package, or give text files instead."
        ) from error
    return found


def _rows(data: Any) -> Rows:
    """JAMS 0.2 and 0.3 list observations; JAMS 0.1 and dense namespaces have a list for each field."""
    if isinstance(data, Mapping):
        return [dict(zip(data, values, strict=True)) for values in zip(*data.values(), strict=True)]
    return [dict(row) for row in data]


def _times(rows: Iterable[Mapping[str, Any]]) -> np.ndarray:
    return np.array([float(row["time"]) for row in rows], np.float64)


def _spans(rows: Rows) -> Spans:
    return Spans.of((float(r["time"]), float(r["time"]) + float(r["duration"]), str(r["value"])) for r in rows)


def _beats(found: Annotations, rows: Rows, _: Any) -> Annotations:
    downs = [row for row in rows if row["value"] in (1, 1.0)]
    return replace(found, beats=_times(rows), downbeats=_times(downs) if downs else None)


def _positions(found: Annotations, rows: Rows, _: Any) -> Annotations:
    downs = [row for row in rows if int(row["value"]["position"]) == 1]
    return replace(found, beats=_times(rows), downbeats=_times(downs))


def _tempo(found: Annotations, rows: Rows, _: Any) -> Annotations:
    return replace(found, tempo_bpm=float(max(rows, key=lambda row: float(row["confidence"] or 0.0))["value"]))


def _key(found: Annotations, rows: Rows, _: Any) -> Annotations:
    return replace(found, key=key_words(str(max(rows, key=lambda row: float(row["duration"]))["value"])))


def _chords(found: Annotations, rows: Rows, _: Any) -> Annotations:
    return replace(found, chords=_spans(rows))


def _sections(found: Annotations, rows: Rows, _: Any) -> Annotations:
    return replace(found, sections=_spans(rows))


def _melody(found: Annotations, rows: Rows, _: Any) -> Annotations:
    hz = [float(r["value"]["frequency"]) if r["value"]["voiced"] else 0.0 for r in rows]
    return replace(found, voice=PitchLine(_times(rows), np.maximum(np.array(hz, np.float64), 0.0)))


def _notes(pitch: Callable[[float], float]) -> Callable[[Annotations, Rows, Any], Annotations]:
    def read(found: Annotations, rows: Rows, annotation: Mapping[str, Any]) -> Annotations:
        part = str((annotation.get("sandbox") or {}).get("stem", "vocals"))
        table = Notes.of(
            (float(r["time"]), float(r["time"]) + float(r["duration"]), pitch(float(r["value"]))) for r in rows
        )
        return replace(found, notes={**found.notes, part: (table,)})

    return read


_NAMESPACES: dict[str, Callable[[Annotations, Rows, Any], Annotations]] = {
    "beat": _beats,
    "beat_position": _positions,
    "tempo": _tempo,
    "key_mode": _key,
    "chord": _chords,
    "chord_harte": _chords,
    "segment_open": _sections,
    "segment_salami_function": _sections,
    "pitch_contour": _melody,
    "note_hz": _notes(pitch_of),
    "note_midi": _notes(float),
}
