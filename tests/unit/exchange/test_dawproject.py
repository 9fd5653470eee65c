"""DAWproject: a document that keeps to the format, in time with the recording, with the audio inside."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.core.analysis import AudioFacts
from engine.core.events import NoteEvent
from engine.core.rhythm import Meter, MeterChange
from engine.exchange.dawproject import AudioClip, ProjectTrack, metadata_xml, project_xml, write_dawproject
from tests.dawproject_rules import broken
from tests.export_songs import BEAT, FIRST, SECONDS, TEMPO, analysis

NOTES = (NoteEvent(FIRST, FIRST + 0.5, 41, 100), NoteEvent(FIRST + 4 * BEAT, FIRST + 5 * BEAT, 44, 127))


def project(heard=None, tracks=None) -> ET.Element:
    tracks = [ProjectTrack("Bass", "#8F7BE8", notes=NOTES)] if tracks is None else tracks
    root = ET.fromstring(project_xml(heard or analysis(), tracks))
    assert broken(root) == []
    return root


def second_of(root: ET.Element, beat: float) -> float:
    """When a DAW plays a position: its tempo, integrated."""
    tempo = float(root.find("Transport/Tempo").get("value"))
    found = root.find("Arrangement/TempoAutomation")
    points = [(0.0, tempo)]
    if found is not None:
        points = [(float(p.get("time")), float(p.get("value"))) for p in found.findall("RealPoint")]
    now = 0.0
    for (start, bpm), (end, _) in zip(points, [*points[1:], (float("inf"), 0.0)], strict=True):
        if beat <= end:
            return now + (beat - start) * 60.0 / bpm
        now += (end - start) * 60.0 / bpm
    raise AssertionError


def test_a_steady_song_has_one_round_tempo_and_notes_in_their_place() -> None:
    root = project()
    assert root.find("Transport/Tempo").get("value") == "120"
    assert root.find("Arrangement/TempoAutomation") is None
    notes = list(root.iter("Note"))
    assert [int(note.get("key")) for note in notes] == [41, 44]
    assert [float(note.get("vel")) for note in notes] == pytest.approx([100 / 127, 1.0], abs=1e-6)
    for written, note in zip(notes, NOTES, strict=True):
        start = float(written.get("time"))
        assert second_of(root, start) == pytest.approx(note.onset, abs=0.001)
        assert second_of(root, start + float(written.get("duration"))) == pytest.approx(note.offset, abs=0.001)


def test_downbeats_lie_on_bar_lines() -> None:
    notes = [NoteEvent(time, time + 0.1, 60, 90) for time in analysis().downbeats]
    root = project(tracks=[ProjectTrack("n", "#000000", notes=notes)])
    starts = [float(note.get("time")) for note in root.iter("Note")]
    points = list(root.iter("TimeSignaturePoint"))
    first_bar_line = float(points[-1].get("time")) if points else 0.0
    assert [(start - first_bar_line) % 4.0 for start in starts] == pytest.approx([0.0] * 4, abs=0.01)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.floats(0.4, 0.7), min_size=4, max_size=30), st.floats(0.0, 1.5))
def test_a_tempo_that_moves_is_followed_to_the_millisecond(intervals: list[float], first: float) -> None:
    beats = tuple(np.round(first + np.concatenate([[0.0], np.cumsum(intervals)]), 6))
    heard = analysis(
        beats=beats,
        downbeats=beats[::4],
        audio=AudioFacts(float(beats[-1]) + 1.0, 44_100, 2, "x", None, None),
        sections=(),
    )
    notes = [NoteEvent(float(time), float(time) + 0.05, 60, 90) for time in beats]
    root = project(heard, [ProjectTrack("n", "#000000", notes=notes)])
    told = [second_of(root, float(note.get("time"))) for note in root.iter("Note")]
    assert told == pytest.approx(list(beats), abs=0.003)  # 2 ms where the first beat is put to time 0


def test_metres_and_sections_are_written() -> None:
    beats = tuple(k * 0.5 for k in range(14))
    changes = (MeterChange(0.0, 4, 4), MeterChange(4.0, 3, 4))
    root = project(
        analysis(beats=beats, downbeats=(0.0, 2.0, 4.0, 5.5), meter=Meter(4, 4), meter_changes=changes, sections=())
    )
    points = root.findall("Arrangement/TimeSignatureAutomation/TimeSignaturePoint")
    assert [(float(p.get("time")), p.get("numerator")) for p in points] == [(0.0, "4"), (8.0, "3")]
    assert root.find("Arrangement/Markers") is None

    markers = list(project().iter("Marker"))
    assert [marker.get("name") for marker in markers] == ["intro", "drop"]
    assert second_of(project(), float(markers[1].get("time"))) == pytest.approx(FIRST + 8 * BEAT, abs=0.001)


def test_a_song_without_beats_is_a_project_all_the_same() -> None:
    heard = analysis(beats=(), downbeats=(), tempo_bpm=None, meter=None, key=None, sections=(), metadata={})
    assert project(heard, []).find("Transport/Tempo").get("value") == "120"
    metadata = ET.fromstring(metadata_xml(heard, "T"))
    assert [child.tag for child in metadata] == ["Title", "Comment"]


def test_a_slide_is_expression_of_its_note() -> None:
    root = project(tracks=[ProjectTrack("Log drum", "#F2A33A", notes=analysis().notes["log_drum"])])
    points = root.find(".//Note/Points")
    assert points.find("Target").get("expression") == "transpose"
    assert [float(p.get("value")) for p in points.findall("RealPoint")] == [0.0, -5.0]
    times = [float(p.get("time")) for p in points.findall("RealPoint")]
    assert times == pytest.approx([0.1 * TEMPO / 60, 0.3 * TEMPO / 60], abs=0.001)


def test_a_pitch_never_overlaps_itself() -> None:
    notes = [
        NoteEvent(0.5, 2.0, 60, 90),
        NoteEvent(1.0, 1.5, 60, 80),
        NoteEvent(1.0, 1.2, 60, 70),
        NoteEvent(0.5, 3, 61, 9),
    ]
    written = [
        n for n in project(tracks=[ProjectTrack("n", "#000000", notes=notes)]).iter("Note") if n.get("key") == "60"
    ]
    ends = [float(n.get("time")) + float(n.get("duration")) for n in written]
    assert len(written) == 2
    assert ends[0] == pytest.approx(float(written[1].get("time")))


def test_gain_and_pan_stand_on_the_mixer() -> None:
    tracks = [
        ProjectTrack("a", "#000000", gain=0.5, pan=-1.0, is_muted=True),
        ProjectTrack("b", "#000000", gain=9.0, pan=1.0),
    ]
    found = [
        (c.find("Volume").get("value"), c.find("Pan").get("value"), c.find("Mute").get("value"))
        for c in project(tracks=tracks).iter("Channel")
    ]
    assert found == [("0.5", "0", "true"), ("2", "1", "false"), ("1", "0.5", "false")]


def test_audio_lies_inside_and_begins_with_the_song(tmp_path: Path) -> None:
    file = tmp_path / "drums.wav"
    file.write_bytes(b"RIFF" + bytes(range(256)) * 40)
    clip = AudioClip(file, "drums.wav", 44_100, 2, round(44_100 * SECONDS))
    for name in ("a", "b"):
        write_dawproject(tmp_path / f"{name}.dawproject", analysis(), [ProjectTrack("Drums", "#5AA9E6", clip)], "T")
    assert (tmp_path / "a.dawproject").read_bytes() == (tmp_path / "b.dawproject").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.dawproject") as archive:
        assert archive.testzip() is None
        assert sorted(archive.namelist()) == ["audio/drums.wav", "metadata.xml", "project.xml"]
        assert archive.read("audio/drums.wav") == file.read_bytes()
        root = ET.fromstring(archive.read("project.xml"))
    assert broken(root) == []
    place = root.find(".//Clip")
    assert (place.get("time"), place.get("playStart"), place.get("contentTimeUnit")) == ("0", "0", "seconds")
    assert second_of(root, float(place.get("duration"))) == pytest.approx(SECONDS, abs=0.001)
    assert float(place.get("playStop")) == pytest.approx(SECONDS, abs=1e-4)
    assert place.find("Audio/File").get("path") == "audio/drums.wav"


def test_a_write_that_fails_leaves_nothing(tmp_path: Path) -> None:
    clip = AudioClip(tmp_path / "gone.wav", "gone.wav", 44_100, 2, 100)
    with pytest.raises(OSError, match="gone"):
        write_dawproject(tmp_path / "a.dawproject", analysis(), [ProjectTrack("x", "#000000", clip)], "T")
    assert list(tmp_path.iterdir()) == []


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=60))
def test_hostile_names_are_text(name: str) -> None:
    heard = replace(analysis(), metadata={"title": name, "artist": name + '"]]><x/>&amp;'})
    root = project(heard, [ProjectTrack(name, "#000000", notes=NOTES)])
    kept = root.find("Structure/Track").get("name")
    assert set(kept) <= {*name, " "}
    assert all(letter in kept for letter in name if letter.isalnum())
    ET.fromstring(metadata_xml(heard, name))


def test_the_rules_find_what_is_wrong() -> None:
    """The check itself can fail: each broken document is named."""
    good = project_xml(analysis(), [ProjectTrack("n", "#000000", notes=NOTES)]).decode()
    for old, new in (
        ("<Transport>", "<Structure/><Transport>"),
        ('unit="bpm"', 'unit="BPM"'),
        ('role="master"', 'role="main"'),
        ('key="41"', 'pitch="41"'),
        ('track="id', 'track="no'),
        ('id="id2"', 'id="id1"'),
        ('time="0"', 'time="1e-5"'),
        ("<Markers", "<markers"),
    ):
        text = good.replace(old, new, 1)
        if old == "<Markers":
            text = text.replace("</Markers", "</markers")
        assert broken(ET.fromstring(text)), (old, new)
    assert broken(ET.fromstring("<Project version='1.0'/>")) == ["Project holds nothing"]
