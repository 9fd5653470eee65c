"""Quantised MIDI: onsets on the grid, swing kept or not, times within half a step; slides and pitch curves as files."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import mido
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.core.analysis import Analysis, AudioFacts
from engine.core.errors import UserError
from engine.core.events import NoteEvent, Slide
from engine.core.pitch_curve import PitchCurve
from engine.core.rhythm import Meter
from engine.core.stems import Stem
from engine.exchange.midi import TICKS_PER_QUARTER, tempo_map, write_midi
from engine.exchange.midi_quantise import Grid, quantised
from engine.exchange.pitch_csv import read_pitch_csv, write_pitch_csv

BPM = 113.0
STEP = 15.0 / BPM


def song(
    notes: dict[Stem, tuple[NoteEvent, ...] | None], *, offset: float = 0.4, swing: float | None = None
) -> Analysis:
    beats = offset + np.arange(64) * 60.0 / BPM
    return Analysis(
        engine="test",
        audio=AudioFacts(float(beats[-1]) + 2.0, 44_100, 2, "sha256:0", -9.0, -1.0),
        tempo_bpm=BPM,
        meter=Meter(4, 4),
        beats=tuple(beats.tolist()),
        downbeats=tuple(beats[::4].tolist()),
        swing=swing,
        notes=notes,
    )


def played(rng: np.random.Generator, *, offset: float, swing: float, spread: float = 0.02) -> tuple[NoteEvent, ...]:
    notes = []
    for index in range(0, 200, 3):
        late = 2.0 * (swing - 0.5) * STEP * (index % 2)
        onset = offset + index * STEP + late + float(rng.uniform(-spread, spread))
        notes.append(NoteEvent(onset, onset + 0.9 * STEP, 60 + index % 7, 90))
    return tuple(notes)


@settings(deadline=None, max_examples=40)
@given(offset=st.floats(0.03, 3.0), swing=st.floats(0.5, 0.7), seed=st.integers(0, 99))
def test_every_onset_lies_on_the_grid_and_near_where_it_was(offset: float, swing: float, seed: int) -> None:
    notes = played(np.random.default_rng(seed), offset=offset, swing=swing)
    analysis = song({Stem.OTHER: notes}, offset=offset, swing=swing)
    moved = quantised(analysis, Grid())
    assert moved is not None
    grid = tempo_map(analysis)
    step, late = TICKS_PER_QUARTER // 4, round(TICKS_PER_QUARTER / 2 * (swing - 0.5))
    for note, before in zip(moved.notes[Stem.OTHER] or (), notes, strict=True):
        place = grid.tick(note.onset) - grid.meters[-1][0]
        assert place % (2 * step) in (0, step + late)
        assert abs(note.onset - before.onset) < 0.025  # what it was moved by when it was played


def test_straight_takes_the_swing_out() -> None:
    notes = played(np.random.default_rng(1), offset=0.4, swing=0.62)
    analysis = song({Stem.OTHER: notes}, swing=0.62)
    moved = quantised(analysis, Grid(keeps_swing=False))
    assert moved is not None
    grid = tempo_map(analysis)
    places = [grid.tick(n.onset) - grid.meters[-1][0] for n in moved.notes[Stem.OTHER] or ()]
    assert all(place % (TICKS_PER_QUARTER // 4) == 0 for place in places)
    assert len(places) == len(notes)


def test_of_two_notes_on_one_step_the_louder_stays() -> None:
    notes = (NoteEvent(0.41, 0.5, 60, 70), NoteEvent(0.43, 0.5, 60, 100), NoteEvent(0.43, 0.5, 64, 50))
    moved = quantised(song({Stem.OTHER: notes, Stem.BASS: None}), Grid())
    assert moved is not None
    assert [(n.pitch, n.velocity) for n in moved.notes[Stem.OTHER] or ()] == [(60, 100), (64, 50)]
    assert moved.notes[Stem.BASS] is None


def test_without_beats_there_is_no_grid() -> None:
    assert quantised(replace(song({}), beats=(), downbeats=()), Grid()) is None


@pytest.mark.parametrize(
    ("text", "step"), [("1/16", Fraction(1, 16)), ("1/8t", Fraction(1, 12)), (" 1/32 ", Fraction(1, 32))]
)
def test_a_grid_as_written(text: str, step: Fraction) -> None:
    assert Grid.parse(text).step == step


@pytest.mark.parametrize("text", ["", "sixteenth", "0/16", "1/0", "1/7", "-1/16", "2", "nan"])
def test_what_is_no_grid_is_told(text: str) -> None:
    with pytest.raises(UserError) as caught:
        Grid.parse(text)
    assert caught.value.hint


def test_both_files_come_back_in_two_readers(tmp_path: Path) -> None:
    music21_midi = pytest.importorskip("music21.midi")
    notes = played(np.random.default_rng(5), offset=0.4, swing=0.56)
    analysis = song({Stem.OTHER: notes}, swing=0.56)
    moved = quantised(analysis, Grid())
    assert moved is not None
    grid = tempo_map(analysis)
    for name, own in (("song.mid", analysis), ("song.quantised.mid", moved)):
        write_midi(tmp_path / name, own)
        truth = sorted((n.onset, n.pitch) for n in own.notes[Stem.OTHER] or ())
        now, messages = 0.0, []
        for message in mido.MidiFile(tmp_path / name):  # mido walks the tempo map by itself
            now += message.time
            if message.type == "note_on" and message.velocity > 0:
                messages.append((now, message.note))
        assert [pitch for _, pitch in sorted(messages)] == [pitch for _, pitch in truth]
        np.testing.assert_allclose([t for t, _ in sorted(messages)], [t for t, _ in truth], atol=0.002)  # four ticks
        file = music21_midi.MidiFile()
        file.open(str(tmp_path / name))
        file.read()
        file.close()
        ticks = []
        for track in file.tracks:
            tick = 0
            for event in track.events:
                if event.isDeltaTime():
                    tick += event.time
                elif event.isNoteOn() and event.velocity > 0:
                    ticks.append((tick, event.pitch))
        assert sorted(ticks) == sorted((grid.tick(t), pitch) for t, pitch in truth)


def test_a_slide_becomes_a_bend_that_is_taken_back(tmp_path: Path) -> None:
    slide = Slide(0.1, 0.05, -5.0)
    notes = (NoteEvent(1.0, 1.5, 41, 100, 0.9, slide), NoteEvent(2.0, 2.4, 36, 90))
    write_midi(tmp_path / "song.mid", song({Stem.LOG_DRUM: notes}))
    now, bends = 0.0, []
    for message in mido.MidiFile(tmp_path / "song.mid"):
        now += message.time
        if message.type == "pitchwheel":
            bends.append((now, message.pitch))
    deepest = min(bends, key=lambda bend: bend[1])
    assert deepest[0] == pytest.approx(1.15, abs=0.003)
    assert deepest[1] == round(-8191 * 5 / 12)  # over the octave that is set before
    assert bends[-1] == (pytest.approx(1.5, abs=0.002), 0)


def test_a_pitch_curve_comes_back(tmp_path: Path) -> None:
    hz = np.where(np.arange(500) % 100 < 60, 220.0 + np.arange(500), 0.0).astype(np.float32)
    write_pitch_csv(tmp_path / "vocals.f0.csv", PitchCurve(0.008, hz))
    read = read_pitch_csv(tmp_path / "vocals.f0.csv")
    assert read.step == pytest.approx(0.008)
    np.testing.assert_allclose(read.hz, hz, atol=0.006)  # two decimals


@pytest.mark.parametrize("text", ["", "a,b\n", "0.0,1.0,2.0\n", "0,100\n1,nan\n", "1,5\n0,5\n", "0,1\n0.1,1\n5,1\n"])
def test_what_is_no_curve_is_told(tmp_path: Path, text: str) -> None:
    path = tmp_path / "vocals.f0.csv"
    path.write_text(text)
    with pytest.raises(UserError):
        read_pitch_csv(path)
    with pytest.raises(UserError):
        read_pitch_csv(tmp_path / "missing.csv")
