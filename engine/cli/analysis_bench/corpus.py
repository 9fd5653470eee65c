"""Truth of our own corpus's items: ``truth.json`` to ``Annotations``."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

from engine.cli.analysis_bench.annotations import Annotations, Hits, Notes, Spans, drum_class, drum_kind
from engine.core.codec import decode_json
from engine.core.errors import UserError
from engine.core.roles import ROLES
from engine.core.stems import Stem

TRUTH_FILE = "truth.json"
TRUTH_SCHEMA = "aurax.corpus_truth/1"
_STUB_S = 2.0
"""The item's edge cuts sections; what is left of one for less than about a bar is none to a listener."""
_BAR_S = 2.0
_PITCHED = (Stem.BASS, Stem.VOCALS, Stem.OTHER, Stem.LOG_DRUM)


def read_truth(path: Path) -> Annotations | None:
    """What is true of an item; None of a remix, whose pieces have each a truth of their own.

    Raises:
        UserError: If it is no truth of the corpus.
    """
    try:
        document = decode_json(path.read_bytes(), dict)
        if document["schema"] != TRUTH_SCHEMA:
            raise ValueError(f"expected {TRUTH_SCHEMA}, got {document['schema']}")
        return None if document["is_remix"] else _annotations(document)
    except (KeyError, TypeError, ValueError) as error:
        raise UserError(
            f"The truth in {path} cannot be read: {error}", "Make the corpus again with: aurax train corpus make"
        ) from error


def _annotations(document: dict[str, Any]) -> Annotations:
    notes = {Stem(stem): own for stem, own in document["notes"].items()}
    silent = {Stem(stem) for stem, own in document["stems"].items() if own["is_silent"]}
    heard = {stem: own for stem, own in notes.items() if own and stem not in silent}
    pitched = {stem.value: [n for n in heard[stem] if _is_pitched(n)] for stem in _PITCHED if stem in heard}
    drums = [note for note in heard.get(Stem.DRUMS, ()) if not note.get("from_before")]
    log_drum = document["log_drum"]
    return Annotations(
        beats=np.array(document["beats"], np.float64),
        downbeats=np.array(document["downbeats"], np.float64),
        tempo_bpm=float(document["tempo_bpm"]),
        is_steady=document["drift"] is None,
        key=f"{document['key']['tonic']} {document['key']['mode']}",
        chords=sounding(_spans(document["chords"]), [note for own in pitched.values() for note in own]),
        sections=without_stubs(_spans(document["sections"])),
        notes={part: (_notes(own),) for part, own in pitched.items()},
        ringing={part: frozenset(n["pitch"] for n in own if n.get("from_before")) for part, own in pitched.items()},
        drums=Hits.of((note["onset"], drum_class(note["pitch"])) for note in drums),
        drum_kinds=Hits.of((note["onset"], drum_kind(note["pitch"])) for note in drums),
        log_drum=np.array(log_drum["onsets"] if log_drum["present"] else [], np.float64),
        has_log_drum=bool(log_drum["present"]),
    )


def _is_pitched(note: dict[str, Any]) -> bool:
    role = ROLES.get(note["role"])
    return role is not None and role.is_pitched


def _notes(rows: Iterable[dict[str, Any]]) -> Notes:
    return Notes.of((n["onset"], n["offset"], float(n["pitch"])) for n in rows if not n.get("from_before"))


def _spans(rows: Iterable[dict[str, Any]]) -> Spans:
    return Spans.of((row["start"], row["end"], row["label"]) for row in rows)


def sounding(chords: Spans, notes: Iterable[dict[str, Any]]) -> Spans:
    """Chords as a listener can hear them: ``N`` where nothing pitched sounds for about a bar or more.

    The composer plans harmony for drum intros too; Harte's syntax has ``N`` for them.

    Args:
        chords: As planned.
        notes: Of everything pitched.
    """
    rests = []
    reached = 0.0
    end = float(chords.intervals[-1, 1]) if len(chords.labels) else 0.0
    for onset, offset in sorted((float(note["onset"]), float(note["offset"])) for note in notes):
        if onset - reached >= _BAR_S:
            rests.append((reached, onset))
        reached = max(reached, offset)
    if end - reached >= _BAR_S:
        rests.append((reached, end))
    rows = [(start, stop, "N") for start, stop in rests]
    for (start, stop), label in zip(chords.intervals.tolist(), chords.labels, strict=True):
        at = start
        for quiet, again in rests:
            if quiet < stop and again > at:
                rows.append((at, min(quiet, stop), label))
                at = max(at, again)
        rows.append((at, stop, label))
    return Spans.of(rows)


def without_stubs(sections: Spans) -> Spans:
    """Sections whose first and last are long enough to be heard as such; shorter ones go to their neighbour."""
    rows = [
        (float(start), float(end), label)
        for (start, end), label in zip(sections.intervals, sections.labels, strict=True)
    ]
    if len(rows) > 1 and rows[0][1] - rows[0][0] < _STUB_S:
        rows[:2] = [(rows[0][0], rows[1][1], rows[1][2])]
    if len(rows) > 1 and rows[-1][1] - rows[-1][0] < _STUB_S:
        rows[-2:] = [(rows[-2][0], rows[-1][1], rows[-2][2])]
    return Spans.of(rows)
