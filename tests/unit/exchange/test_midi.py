"""MIDI files: times come back from the tempo map, downbeats lie on bar lines, the tracks are what they say."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import mido
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.core.analysis import Analysis, AudioFacts, ChordEvent, KeyEstimate, Modulation
from engine.core.events import NoteEvent, Section
from engine.core.rhythm import Meter, MeterChange
from engine.core.stems import Stem
from engine.exchange.lab import beat_positions
from engine.exchange.midi import TICKS_PER_QUARTER, TempoMap, tempo_map, write_midi


def heard(
    *, tempo_bpm: float = 113.0, offset: float = 0.0, pickup: int = 0, count: int = 64, numerator: int = 4,
    jitter: float = 0.0, notes: dict[Stem, tuple[NoteEvent, ...] | None] | None = None,
) -> Analysis:  # fmt: skip
    rng = np.random.default_rng(3)
    beats = offset + np.arange(count) * 60.0 / tempo_bpm + jitter * np.clip(rng.standard_normal(count), -2, 2)
    beats = np.maximum(beats, 0.0)
    return Analysis(
        engine="test",
        audio=AudioFacts(float(beats[-1]) + 2.0, 44_100, 2, "sha256:0", -9.0, -1.0),
        metadata={"title": "Umcimbi"},
        tempo_bpm=tempo_bpm,
        meter=Meter(numerator, 4),
        beats=tuple(beats.tolist()),
        downbeats=tuple(beats[pickup::numerator].tolist()),
        key=KeyEstimate("F", "minor", 0.9),
        chords=(
            ChordEvent(0.0, 4.0, "F:min9", 0.9, "i9", "tonic"),
            ChordEvent(4.0, 8.0, "G:hdim7", 0.9, "iiø7", "predominant"),
        ),
        sections=(Section(0.0, 4.0, "intro"), Section(4.0, 8.0, "drop")),
        notes=notes or {},
    )


def seconds_of(grid: TempoMap, tick: int) -> float:
    index = int(np.searchsorted(grid.ticks, tick, side="right")) - 1
    return float(
        grid.seconds_at()[index] + (tick - grid.ticks[index]) * grid.microseconds[index] / 1e6 / TICKS_PER_QUARTER
    )


def bar_lines(grid: TempoMap, end: int) -> list[int]:
    lines, tick = [], 0
    changes = [*grid.meters, (end + 1, 4, 4)]
    for (start, numerator, denominator), (stop, *_) in pairwise(changes):
        tick = start
        while tick < stop:
            lines.append(tick)
            tick += numerator * TICKS_PER_QUARTER * 4 // denominator
    return lines


@settings(deadline=None, max_examples=60)
@given(
    tempo=st.floats(60.0, 180.0),
    offset=st.floats(0.0, 12.0),
    pickup=st.integers(0, 3),
    numerator=st.sampled_from([3, 4]),
)
def test_downbeats_fall_on_bar_lines_and_times_come_back(
    tempo: float, offset: float, pickup: int, numerator: int
) -> None:
    analysis = heard(tempo_bpm=tempo, offset=offset, pickup=pickup % numerator, numerator=numerator)
    grid = tempo_map(analysis)
    lines = bar_lines(grid, grid.tick(analysis.audio.duration))
    for downbeat in analysis.downbeats:
        tick = grid.tick(downbeat)
        # one tick of rounding; an offset under 2 ms is taken for none and shifts everything by that
        assert min(abs(tick - line) for line in lines) <= (1 if offset > 0.002 or offset == 0.0 else 8)
        assert seconds_of(grid, tick) == pytest.approx(downbeat, abs=0.002)
    assert all(1 <= tempo <= 0xFFFFFF for tempo in grid.microseconds)  # 24 bits in the file
    for _, meter, denominator in grid.meters:
        assert 1 <= meter <= 255
        assert denominator in (4, 8, 16, 32, 64)


def test_a_steady_grid_has_one_tempo_and_a_human_one_many() -> None:
    assert len(tempo_map(heard(jitter=0.003)).ticks) == 1
    human = heard(jitter=0.02, offset=1.0)
    grid = tempo_map(human)
    assert len(grid.ticks) > 32
    for beat in human.beats:
        assert seconds_of(grid, grid.tick(beat)) == pytest.approx(beat, abs=0.002)


def test_a_song_without_offset_begins_on_bar_one() -> None:
    grid = tempo_map(heard())
    assert grid.meters == ((0, 4, 4),)
    assert grid.microseconds == (round(60e6 / 113.0),)


def test_where_the_metre_changes_downbeats_still_fall_on_bar_lines() -> None:
    first = 0.4 + 0.5 * np.arange(8)
    second = first[-1] + 0.5 + 0.5 * np.arange(9)
    third = second[-1] + 0.5 + 0.25 * np.arange(14)  # eighths
    beats = np.concatenate([first, second, third])
    downbeats = np.concatenate([first[::4], second[::3], third[::7]])
    changes = (MeterChange(first[0], 4, 4), MeterChange(second[0], 3, 4), MeterChange(third[0], 7, 8))
    analysis = replace(heard(), beats=tuple(beats.tolist()), downbeats=tuple(downbeats.tolist()), meter_changes=changes)
    grid = tempo_map(analysis)
    lines = bar_lines(grid, grid.tick(third[-1]))
    ticks = [grid.tick(time) for time in downbeats]
    assert set(ticks) <= set(lines)
    assert [meter[1:] for meter in grid.meters][-3:] == [(4, 4), (3, 4), (7, 8)]
    assert [seconds_of(grid, tick) for tick in ticks] == pytest.approx(downbeats.tolist(), abs=0.001)


def test_downbeats_beside_their_beats_and_pauses_that_no_tempo_can_hold(tmp_path: Path) -> None:
    beats = (0.5, 1.0, 1.5, 2.0, 40.0, 40.5, 41.0)
    analysis = replace(heard(), beats=beats, downbeats=(0.51, 39.9))
    write_midi(tmp_path / "song.mid", analysis)
    slowest = max(m.tempo for m in mido.MidiFile(tmp_path / "song.mid").tracks[0] if m.type == "set_tempo")
    assert slowest < 1 << 24  # three bytes
    assert beat_positions(beats, analysis.downbeats, 4) == (1, 2, 3, 4, 1, 2, 3)


def test_without_beats_there_is_a_neutral_map() -> None:
    analysis = replace(heard(), beats=(), downbeats=(), meter=None, tempo_bpm=None)
    assert tempo_map(analysis) == TempoMap((0,), (500_000,), ((0, 4, 4),))


def test_the_file_holds_conductor_and_stems(tmp_path: Path) -> None:
    notes = {
        Stem.DRUMS: (NoteEvent(1.0, 1.1, 36, 100),),
        Stem.OTHER: tuple(NoteEvent(0.5 * i, 0.5 * i + 0.4, 60 + i, 80 + i) for i in range(8)),
        Stem.VOCALS: None,
    }
    analysis = replace(heard(offset=0.2, notes=notes), modulations=(Modulation(6.0, "Ab", "major"),))
    write_midi(tmp_path / "song.mid", analysis)
    file = mido.MidiFile(tmp_path / "song.mid", charset="utf-8")
    assert file.type == 1
    assert [track.name for track in file.tracks] == ["Umcimbi", "Drums", "Bass", "Vocals", "Other", "Log drum"]
    conductor = list(file.tracks[0])
    assert [m.key for m in conductor if m.type == "key_signature"] == ["Fm", "Ab"]
    markers = [m.text for m in conductor if m.type == "marker"]
    assert markers == ["[intro]", "F:min9 i9", "[drop]", "G:hdim7 iiø7"]
    drum_channels = {m.channel for m in file.tracks[1] if m.type == "note_on"}
    assert drum_channels == {9}


def test_note_times_survive_the_file(tmp_path: Path) -> None:
    rng = np.random.default_rng(9)
    onsets = np.sort(rng.uniform(0.0, 30.0, 80))
    other = tuple(NoteEvent(float(t), float(t) + 0.2, int(rng.integers(40, 80)), 90) for t in onsets)
    write_midi(tmp_path / "song.mid", heard(offset=0.37, jitter=0.015, notes={Stem.OTHER: other}))
    file = mido.MidiFile(tmp_path / "song.mid")
    now, found = 0.0, []
    for message in file:  # mido walks the tempo map by itself
        now += message.time
        if message.type == "note_on":
            found.append((now, message.note))
    assert len(found) >= len(other) - 1
    for note in other:
        assert min(abs(t - note.onset) for t, pitch in found if pitch == note.pitch) < 0.002  # four ticks


def test_overlapping_repetitions_end_before_they_begin_again(tmp_path: Path) -> None:
    notes: dict[Stem, tuple[NoteEvent, ...] | None] = {
        Stem.BASS: (NoteEvent(1.0, 2.5, 40, 90), NoteEvent(2.0, 3.0, 40, 70))
    }
    write_midi(tmp_path / "song.mid", heard(notes=notes))
    kinds = [m.type for m in mido.MidiFile(tmp_path / "song.mid").tracks[2] if m.type.startswith("note")]
    assert kinds == ["note_on", "note_off", "note_on", "note_off"]


def test_a_failed_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "song.mid"
    path.write_bytes(b"old")

    def fail(*_arguments: object, **_options: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(mido.MidiFile, "save", fail)
    with pytest.raises(OSError, match="disk full"):
        write_midi(path, heard())
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["song.mid"]
