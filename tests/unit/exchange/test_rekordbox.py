"""rekordbox XML: a grid that follows the beats, cues, key, and a collection that only grows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path, PurePosixPath, PureWindowsPath
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.core.analysis import AudioFacts, KeyEstimate
from engine.core.errors import UserError
from engine.core.events import Section
from engine.core.rhythm import Meter
from engine.exchange.one_writer import one_writer
from engine.exchange.rekordbox import DjTrack, location, merged, tonality, write_rekordbox
from tests.export_songs import BEAT, FIRST, SECONDS, analysis


def track(name: str = "a", heard=None) -> DjTrack:
    return DjTrack(PurePosixPath(f"/music/{name}.wav"), name, heard or analysis(), 123_456, "WAV File", 1411)


def rows(content: bytes) -> list[ET.Element]:
    return ET.fromstring(content).findall("COLLECTION/TRACK")


def beat_times(row: ET.Element, count: int) -> list[float]:
    """The beats that a player counts from the anchors."""
    anchors = [(float(t.get("Inizio")), float(t.get("Bpm"))) for t in row.findall("TEMPO")]
    found = []
    for (start, bpm), (end, _) in zip(anchors, [*anchors[1:], (float("inf"), 0.0)], strict=True):
        time = start
        while time < end - 30.0 / bpm and len(found) < count:
            found.append(time)
            time += 60.0 / bpm
    return found


def test_a_song_has_grid_key_and_cues() -> None:
    (row,) = rows(merged(None, [track()]))
    assert (row.get("Tonality"), row.get("AverageBpm"), row.get("TotalTime")) == ("Fm", "120.00", str(round(SECONDS)))
    (anchor,) = row.findall("TEMPO")
    assert (anchor.get("Inizio"), anchor.get("Bpm"), anchor.get("Metro"), anchor.get("Battito")) == (
        f"{FIRST:.3f}", "120.00", "4/4", "1",
    )  # fmt: skip
    marks = row.findall("POSITION_MARK")
    assert [(m.get("Name"), m.get("Num"), m.get("Type")) for m in marks] == [
        ("intro", "-1", "0"), ("drop", "-1", "0"), ("intro", "0", "0"), ("drop", "1", "0"),
    ]  # fmt: skip
    assert float(marks[1].get("Start")) == pytest.approx(FIRST + 8 * BEAT, abs=0.001)


def test_beats_before_the_first_downbeat_count_backwards() -> None:
    beats = tuple(0.1 + k * 0.5 for k in range(12))
    (row,) = rows(merged(None, [track(heard=analysis(beats=beats, downbeats=beats[2::4]))]))
    assert row.find("TEMPO").get("Battito") == "3"


@settings(max_examples=30, deadline=None)
@given(st.floats(60.0, 180.0), st.floats(0.0, 0.004), st.floats(0.0, 1.0), st.integers(0, 5))
def test_the_grid_stays_with_the_beats(bpm: float, wobble: float, first: float, seed: int) -> None:
    """Tempi of two decimals drift from those of many: new anchors keep within 10 ms and half a millisecond of print."""
    rng = np.random.default_rng(seed)
    beats = first + np.arange(600) * 60.0 / bpm
    beats = tuple(np.round(np.maximum(0.0, beats + wobble * rng.uniform(-1, 1, 600)), 6))
    heard = analysis(beats=beats, downbeats=beats[::4], audio=AudioFacts(beats[-1] + 1, 44_100, 2, "x", None, None))
    (row,) = rows(merged(None, [track(heard=heard)]))
    played = beat_times(row, 600)
    assert len(played) == 600
    assert max(np.abs(np.asarray(played) - beats)) < 0.010 + wobble + 0.003


def test_a_song_that_slows_down_has_several_anchors() -> None:
    beats = tuple(np.cumsum(np.linspace(0.45, 0.6, 100)))
    heard = analysis(beats=beats, downbeats=beats[::4], audio=AudioFacts(60.0, 44_100, 2, "x", None, None))
    (row,) = rows(merged(None, [track(heard=heard)]))
    assert len(row.findall("TEMPO")) > 3
    assert max(np.abs(np.asarray(beat_times(row, 100)) - beats)) < 0.011


def test_compound_metres_count_what_is_tapped() -> None:
    beats = tuple(k * 0.5 for k in range(12))
    (row,) = rows(merged(None, [track(heard=analysis(beats=beats, downbeats=beats[::2], meter=Meter(6, 8)))]))
    assert row.find("TEMPO").get("Metro") == "2/4"


def test_locations_are_urls() -> None:
    assert location(PurePosixPath("/a b/é#?%&.wav")) == "file://localhost/a%20b/%C3%A9%23%3F%25%26.wav"
    assert location(PureWindowsPath(r"C:\Müsik\a.wav")) == "file://localhost/C:/M%C3%BCsik/a.wav"


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1, max_size=30))
def test_any_path_comes_back(name: str) -> None:
    path = PurePosixPath("/m") / name
    where = location(path)
    assert where.isascii()
    assert unquote(where.removeprefix("file://localhost")) == str(path)


@pytest.mark.parametrize(
    ("tonic", "mode", "word"),
    [
        ("F", "minor", "Fm"),
        ("C#", "major", "Db"),
        ("F#", "minor", "F#m"),
        ("G#", "minor", "Abm"),
        ("Bb", "major", "Bb"),
    ],
)
def test_keys_are_spelled_as_rekordbox_does(tonic: str, mode: str, word: str) -> None:
    assert tonality(tonic, mode) == word


def test_songs_are_added_without_loss() -> None:
    first = merged(None, [track("a"), track("b")])
    kept = ET.fromstring(first)
    kept.find("COLLECTION/TRACK").set("Rating", "255")
    kept.find("COLLECTION/TRACK").set("Comments", "mine")
    ET.SubElement(kept.find("COLLECTION/TRACK"), "POSITION_MARK", Name="my cue", Type="0", Start="1.0", Num="0")
    ET.SubElement(kept.find("PLAYLISTS/NODE"), "NODE", Name="My list", Type="1", KeyType="0", Entries="0")
    again = merged(ET.tostring(kept), [track("c"), track("a", analysis(key=KeyEstimate("A", "minor", 1.0)))])
    root = ET.fromstring(again)
    found = root.findall("COLLECTION/TRACK")
    assert [row.get("Name") for row in found] == ["a", "b", "c"]
    assert [row.get("TrackID") for row in found] == ["1", "2", "3"]
    assert root.find("COLLECTION").get("Entries") == "3"
    assert (found[0].get("Rating"), found[0].get("Comments"), found[0].get("Tonality")) == ("255", "mine", "Am")
    marks = found[0].findall("POSITION_MARK")
    assert [m.get("Name") for m in marks].count("my cue") == 1
    assert sorted(m.get("Num") for m in marks) == ["-1", "-1", "0", "1", "2"]
    lists = root.findall("PLAYLISTS/NODE/NODE")
    assert [node.get("Name") for node in lists] == ["AURA-X Studio", "My list"]
    assert [entry.get("Key") for entry in lists[0].findall("TRACK")] == ["1", "2", "3"]


def test_writing_a_song_twice_changes_nothing() -> None:
    once = merged(None, [track()])
    assert merged(once, [track()]) == once


def test_cues_of_sections_that_are_gone_go() -> None:
    before = merged(None, [track()])
    (row,) = rows(merged(before, [track(heard=analysis(sections=(Section(0.0, 1.0, "outro"),)))]))
    assert {mark.get("Name") for mark in row.findall("POSITION_MARK")} == {"outro"}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not xml",
        b"<other/>",
        b'<!DOCTYPE a [<!ENTITY b "c">]><DJ_PLAYLISTS>&b;</DJ_PLAYLISTS>',
        '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE a><DJ_PLAYLISTS/>'.encode("utf-16"),
        b'<?xml version="1.0" encoding="nonsense"?><DJ_PLAYLISTS/>',
    ],
)
def test_a_file_that_is_no_collection_is_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "rekordbox.xml"
    path.write_bytes(content)
    with pytest.raises(UserError, match="no rekordbox XML"):
        write_rekordbox(path, [track()])
    assert path.read_bytes() == content
    assert [file.name for file in tmp_path.iterdir()] == ["rekordbox.xml"]


def test_unknown_things_are_left_out() -> None:
    heard = analysis(tempo_bpm=None, beats=(), downbeats=(), meter=None, key=None, sections=(), metadata={})
    (row,) = rows(merged(None, [replace(track(heard=heard), bit_rate=None)]))
    assert row.get("AverageBpm") is None
    assert row.get("Tonality") is None
    assert list(row) == []


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=80))
def test_hostile_titles_are_text(title: str) -> None:
    (row,) = rows(merged(None, [replace(track(), title=title)]))
    assert "\n" not in row.get("Name")


def test_songs_that_come_at_once_are_all_there(tmp_path: Path) -> None:
    """Workers export side by side: none may write over what another has just added."""
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda n: write_rekordbox(tmp_path / "r.xml", [track(f"song {n}")]), range(24)))
    found = rows((tmp_path / "r.xml").read_bytes())
    assert {row.get("Name") for row in found} == {f"song {n}" for n in range(24)}
    assert len({row.get("TrackID") for row in found}) == 24
    assert [path.name for path in tmp_path.iterdir()] == ["r.xml"]


def test_a_writer_that_was_killed_holds_nobody_up(tmp_path: Path) -> None:
    (tmp_path / ".r.xml.lock").write_text("999999999", "ascii")
    write_rekordbox(tmp_path / "r.xml", [track()])
    assert len(rows((tmp_path / "r.xml").read_bytes())) == 1


def test_a_writer_that_lives_is_waited_for(tmp_path: Path) -> None:
    with one_writer(tmp_path / "r.xml"), pytest.raises(TimeoutError), one_writer(tmp_path / "r.xml", patience=0.05):
        raise AssertionError
