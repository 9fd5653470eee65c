"""JAMS: the document has the form that readers of JAMS ask for, and says what was heard."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from engine.core.events import NoteEvent
from engine.core.harmony import QUALITIES, ChordLabel
from engine.core.stems import Stem
from engine.exchange.jams import jams_document, write_jams
from tests.export_songs import SECONDS, TEMPO, analysis

HARTE = re.compile(r"([NX]|[A-G][b#]*(:[a-z0-9]*(\(\*?[b#]*\d+(,\*?[b#]*\d+)*\))?)?(/[b#]*\d+)?)")


def by_namespace(document: dict) -> dict:
    return {annotation["namespace"]: annotation for annotation in document["annotations"]}


def test_every_annotation_has_what_the_format_demands(tmp_path: Path) -> None:
    write_jams(tmp_path / "a.jams", analysis(), "Dlala")
    document = json.loads((tmp_path / "a.jams").read_text("utf-8"))
    assert set(document) == {"file_metadata", "annotations", "sandbox"}
    assert document["file_metadata"]["duration"] == SECONDS
    assert re.fullmatch(r"\d\.\d\.\d", document["file_metadata"]["jams_version"])
    for annotation in document["annotations"]:
        assert set(annotation["annotation_metadata"]["curator"]) == {"name", "email"}
        assert annotation["annotation_metadata"]["data_source"] == "program"
        for seen in annotation["data"]:
            assert set(seen) == {"time", "duration", "value", "confidence"}
            assert seen["time"] >= 0.0
            assert seen["duration"] >= 0.0


def test_it_says_what_was_heard() -> None:
    found = by_namespace(jams_document(analysis(), "Dlala"))
    assert [seen["value"] for seen in found["beat"]["data"]] == [1, 2, 3, 4] * 4
    assert [seen["value"] for seen in found["chord"]["data"]] == ["F:min9", "Ab:maj(9)"]
    assert [seen["value"] for seen in found["segment_open"]["data"]] == ["intro", "drop"]
    keys = found["key_mode"]["data"]
    assert [seen["value"] for seen in keys] == ["F:minor", "Ab:major"]
    assert keys[0]["duration"] == pytest.approx(keys[1]["time"])
    assert sum(seen["duration"] for seen in keys) == pytest.approx(SECONDS)
    assert (found["tempo"]["data"][0]["value"], found["tempo"]["data"][0]["confidence"]) == (TEMPO, 0.9)


def test_each_transcribed_stem_has_its_notes() -> None:
    document = jams_document(analysis(), "Dlala")
    stems = {a["sandbox"]["stem"]: a for a in document["annotations"] if a["namespace"] == "note_midi"}
    assert set(stems) == {"bass", "log_drum"}
    assert [seen["value"] for seen in stems["bass"]["data"]] == [41, 44]
    assert stems["bass"]["sandbox"]["velocities"] == [100, 64]
    assert [seen["confidence"] for seen in stems["bass"]["data"]] == [0.5, None]


def test_what_was_not_heard_is_not_told() -> None:
    nothing = analysis(
        tempo_bpm=None, beats=(), downbeats=(), key=None, modulations=(), chords=(), sections=(), notes={Stem.BASS: ()}
    )
    assert jams_document(nothing, "x")["annotations"] == []
    no_downbeats = by_namespace(jams_document(analysis(downbeats=(), meter=None), "x"))
    assert {seen["value"] for seen in no_downbeats["beat"]["data"]} == {None}


def test_every_chord_we_know_is_harte() -> None:
    labels = [str(ChordLabel(root, quality)) for root in range(12) for quality in QUALITIES]
    assert [label for label in labels if not HARTE.fullmatch(label)] == []


def test_names_that_are_no_unicode_are_written(tmp_path: Path) -> None:
    write_jams(tmp_path / "a.jams", analysis(metadata={"artist": "\udcff\x00"}), "t\udc80")
    assert json.loads((tmp_path / "a.jams").read_text("utf-8"))["file_metadata"]["title"] == "t?"


def test_notes_stand_in_the_order_of_time() -> None:
    late = analysis(notes={Stem.BASS: (NoteEvent(2.0, 2.1, 40, 9), NoteEvent(1.0, 1.1, 41, 8))})
    notes = by_namespace(jams_document(late, "x"))["note_midi"]
    assert [seen["time"] for seen in notes["data"]] == [1.0, 2.0]
    assert notes["sandbox"]["velocities"] == [8, 9]
