"""JAMS 0.3, the JSON of music research that jams, mirdata and others read (Humphrey et al., "JAMS: a JSON Annotated
Music Specification for Reproducible MIR Research", ISMIR 2014).

Namespaces: ``beat`` (position 1 is a downbeat), ``chord`` (Harte), ``segment_open``, ``key_mode``, ``tempo`` and one
``note_midi`` a stem, which its sandbox names; velocities stand there too, because the namespace has no place for them.
What was not heard has no annotation.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.core.codec import encode_json
from engine.core.events import NoteEvent
from engine.core.stems import Stem
from engine.exchange.lab import beat_positions
from engine.whole_file import write_bytes

if TYPE_CHECKING:
    from engine.core.analysis import Analysis

JAMS_VERSION = "0.3.4"
_SHORTEST_S = 1e-6


def write_jams(path: Path, analysis: Analysis, title: str) -> None:
    """Write the document whole.

    Raises:
        OSError: If it cannot be written.
    """
    write_bytes(path, encode_json(jams_document(analysis, title), indent=2) + b"\n")


def jams_document(analysis: Analysis, title: str) -> dict[str, Any]:
    """Everything of an analysis that JAMS has a namespace for."""
    duration = analysis.audio.duration
    annotations = [
        _annotation(analysis, "beat", _beats(analysis)),
        _annotation(analysis, "chord", _chords(analysis)),
        _annotation(
            analysis, "segment_open", [_at(s.start, s.end - s.start, s.label, None) for s in analysis.sections]
        ),
        _annotation(analysis, "key_mode", _keys(analysis)),
        _annotation(analysis, "tempo", _tempo(analysis)),
        *(
            _annotation(
                analysis,
                "note_midi",
                [_at(n.onset, n.offset - n.onset, n.pitch, n.confidence) for n in sorted(notes)],
                {"stem": stem.value, "velocities": [n.velocity for n in sorted(notes)]},
            )
            for stem, notes in _transcribed(analysis)
        ),
    ]
    return {
        "file_metadata": {
            "title": _text(title),
            "artist": _text(analysis.metadata.get("artist")),
            "release": _text(analysis.metadata.get("album")),
            "duration": duration,
            "identifiers": {"fingerprint": analysis.audio.fingerprint},
            "jams_version": JAMS_VERSION,
        },
        "annotations": [annotation for annotation in annotations if annotation["data"]],
        "sandbox": {},
    }


def _annotation(
    analysis: Analysis, namespace: str, data: Sequence[dict[str, Any]], sandbox: dict[str, Any] | None = None
) -> dict[str, Any]:
    version = re.search(r"\d+(\.\w+)+", analysis.engine)
    return {
        "namespace": namespace,
        "time": 0.0,
        "duration": analysis.audio.duration,
        "annotation_metadata": {
            "curator": {"name": "", "email": ""},
            "annotator": {"engine": analysis.engine},
            "version": version[0] if version else "",
            "corpus": "",
            "annotation_tools": analysis.engine,
            "annotation_rules": "",
            "validation": "",
            "data_source": "program",
        },
        "data": list(data),
        "sandbox": sandbox or {},
    }


def _at(time: float, duration: float, value: Any, confidence: float | None) -> dict[str, Any]:
    return {"time": time, "duration": max(0.0, duration), "value": value, "confidence": confidence}


def _beats(analysis: Analysis) -> list[dict[str, Any]]:
    """The namespace wants a number, or nothing where no downbeat is known, as the place in the bar."""
    positions: Sequence[int | None] = [None] * len(analysis.beats)
    if analysis.downbeats and analysis.meter is not None:
        positions = beat_positions(analysis.beats, analysis.downbeats, analysis.meter.beats_per_bar)
    return [_at(time, 0.0, place, None) for time, place in zip(analysis.beats, positions, strict=True)]


def _chords(analysis: Analysis) -> list[dict[str, Any]]:
    return [_at(c.start, c.end - c.start, c.label, c.confidence) for c in analysis.chords]


def _keys(analysis: Analysis) -> list[dict[str, Any]]:
    if analysis.key is None:
        return []
    changes: list[tuple[float, str, str, float | None]] = [
        (0.0, analysis.key.tonic, analysis.key.mode, analysis.key.confidence)
    ]
    changes += [(m.time, m.tonic, m.mode, None) for m in analysis.modulations if m.time > 0.0]
    ends = [start for start, *_ in changes[1:]] + [analysis.audio.duration]
    return [
        _at(start, max(_SHORTEST_S, end - start), f"{tonic}:{mode}", confidence)
        for (start, tonic, mode, confidence), end in zip(changes, ends, strict=True)
    ]


def _tempo(analysis: Analysis) -> list[dict[str, Any]]:
    """The namespace demands a confidence of 0-1, because two tempi share it; one that nobody judged has all of it."""
    if analysis.tempo_bpm is None:
        return []
    confidence = 1.0 if analysis.tempo_confidence is None else min(1.0, max(0.0, analysis.tempo_confidence))
    return [_at(0.0, analysis.audio.duration, analysis.tempo_bpm, confidence)]


def _transcribed(analysis: Analysis) -> list[tuple[Stem, Sequence[NoteEvent]]]:
    found = ((stem, analysis.notes.get(stem)) for stem in Stem)
    return [(stem, notes) for stem, notes in found if notes]


def _text(value: object) -> str:
    """Text that JSON can hold: no lone surrogates."""
    return "" if value is None else str(value).encode("utf-8", "replace").decode("utf-8")
