"""Edits beside an analysis: what is written is read, what was heard stays, and what leaves as MIDI is edited."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from engine.core.analysis import Analysis
from engine.core.errors import UserError
from engine.core.events import NoteEvent, Slide
from engine.core.stems import Stem
from engine.exchange.edits_json import FILE, Edits, midi_files, read_edits, with_edits, write_edits
from engine.exchange.midi import write_midi
from engine.exchange.stems_pack import pack_files
from tests.app.songs import an_analysis

NOTES = (NoteEvent(0.5, 1.0, 40, 99, None, Slide(0.1, 0.2, 3.0)), NoteEvent(1.5, 2.0, 43, 80, 0.5))


@pytest.fixture
def analysis() -> Analysis:
    return an_analysis(8.0, title="T", artist="A", sample_rate=22_050)


def edited(analysis: Analysis) -> Edits:
    chord = replace(analysis.chords[0], label="F:min7", roman="i7")
    return Edits(notes={Stem.LOG_DRUM: NOTES}, chords=(chord, *analysis.chords[1:]))


def test_what_is_written_is_read(tmp_path: Path, analysis: Analysis) -> None:
    write_edits(tmp_path, edited(analysis))
    again = read_edits(tmp_path)
    assert again == edited(analysis)
    assert again.notes[Stem.LOG_DRUM][0].slide == NOTES[0].slide
    assert list(tmp_path.iterdir()) == [tmp_path / FILE]


def test_no_edits_are_no_file(tmp_path: Path, analysis: Analysis) -> None:
    assert read_edits(tmp_path) == Edits()
    write_edits(tmp_path, edited(analysis))
    write_edits(tmp_path, Edits())
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "text", [b"", b"[]", b"\xff", b'{"schema": "aurax.edits/9"}', b'{"notes": {"bass": [{"onset": 2.0}]}}']
)
def test_a_damaged_file_is_told_in_a_sentence(tmp_path: Path, text: bytes) -> None:
    (tmp_path / FILE).write_bytes(text)
    with pytest.raises(UserError, match=r"edits\.json"):
        read_edits(tmp_path)


def test_edits_replace_only_what_was_edited(analysis: Analysis) -> None:
    wanted = with_edits(analysis, edited(analysis))
    assert wanted.notes[Stem.LOG_DRUM] == NOTES
    assert wanted.notes[Stem.BASS] == analysis.notes[Stem.BASS]
    assert wanted.chords[0].label == "F:min7"
    assert with_edits(analysis, Edits()) == analysis


def pitches(path: Path, track: str) -> list[int]:
    import mido

    found = next(each for each in mido.MidiFile(path).tracks if each.name == track)
    return [message.note for message in found if message.type == "note_on" and message.velocity]


def test_exported_midi_is_the_edited_one(tmp_path: Path, analysis: Analysis) -> None:
    for name in ("song.mid", "song.quantised.mid", "parts.mid"):
        write_midi(tmp_path / name, analysis)
    heard = (tmp_path / "song.mid").read_bytes()
    assert midi_files(tmp_path, analysis) == sorted(tmp_path.glob("*.mid"))
    write_edits(tmp_path, edited(analysis))
    pairs = {name: source for source, name in pack_files(tmp_path, analysis, "song", ["midi"])}
    assert set(pairs) == {"120bpm_Fmin_song.mid", "120bpm_Fmin_song_quantised.mid", "120bpm_Fmin_song_parts.mid"}
    assert pitches(pairs["120bpm_Fmin_song.mid"], "Log drum") == [40, 43]
    assert pitches(pairs["120bpm_Fmin_song_quantised.mid"], "Log drum") == [40, 43]
    assert pairs["120bpm_Fmin_song_parts.mid"] == tmp_path / "parts.mid"
    assert (tmp_path / "song.mid").read_bytes() == heard, "what was heard stays"

    write_edits(tmp_path, Edits(notes={Stem.LOG_DRUM: NOTES[:1]}))
    later = (tmp_path / FILE).stat().st_mtime_ns + 10_000_000
    os.utime(tmp_path / FILE, ns=(later, later))
    source = pack_files(tmp_path, analysis, "song", ["midi"])[1][0]
    assert pitches(source, "Log drum") == [40], "a later edit is written anew"

    write_edits(tmp_path, Edits())
    assert midi_files(tmp_path, analysis) == sorted(tmp_path.glob("*.mid"))
