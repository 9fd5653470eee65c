"""One stem as one file: a stretch is the stem's own samples, its MIDI the stem's own notes from time 0."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import mido
import numpy as np
import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st

from engine.core.analysis import Modulation
from engine.core.errors import AudioReadError
from engine.core.events import NoteEvent, Slide
from engine.core.stems import Stem
from engine.exchange.midi import TICKS_PER_QUARTER, tempo_map
from engine.exchange.midi_excerpt import cut_map, cut_notes, write_stem_midi
from engine.exchange.one_stem import bars_in, span_words, stem_file_name, write_stem_sound
from tests.app.songs import an_analysis

RATE = 22_050
SONG = an_analysis(16.0, title="A", artist="B", sample_rate=RATE)  # 120 BPM: a bar lasts two seconds


@pytest.mark.parametrize("subtype", ["FLOAT", "PCM_24", "PCM_16"])
@pytest.mark.parametrize("span", [(2.0, 6.0), (1.2345, 1.9876)])
def test_a_stretch_is_the_stems_own_samples(tmp_path: Path, subtype: str, span: tuple[float, float]) -> None:
    stem, cut = tmp_path / "bass.wav", tmp_path / "cut.wav"
    soundfile.write(stem, np.random.default_rng(1).uniform(-1, 1, (16 * RATE, 2)), RATE, subtype=subtype)
    write_stem_sound(cut, stem, SONG, Stem.BASS, span)
    first, last = (round(time * RATE) for time in span)
    whole, _ = soundfile.read(stem, dtype="float32")
    part, rate = soundfile.read(cut, dtype="float32")
    assert np.array_equal(part, whole[first:last])
    assert (rate, soundfile.info(cut).subtype) == (RATE, subtype)
    marks = cut.read_bytes()
    assert (b"acid" in marks, b"smpl" in marks) == ((span == (2.0, 6.0)),) * 2, "only whole bars say they repeat"


def test_a_whole_stem_is_a_copy_and_a_missing_one_leaves_nothing(tmp_path: Path) -> None:
    stem, copy = tmp_path / "bass.wav", tmp_path / "out" / "copy.wav"
    soundfile.write(stem, np.zeros((100, 2)), RATE)
    write_stem_sound(copy, stem, None, Stem.BASS, None)
    assert copy.read_bytes() == stem.read_bytes()
    for source, span in ((stem, (3.0, 4.0)), (tmp_path / "none.wav", (0.0, 1.0))):
        with pytest.raises(AudioReadError):
            write_stem_sound(copy.parent / "cut.wav", source, None, Stem.BASS, span)
    assert [path.name for path in copy.parent.iterdir()] == ["copy.wav"]


def test_names_tell_stem_tempo_key_and_bars() -> None:
    assert [bar.number for bar in bars_in(SONG, (2.0, 6.01))] == [2, 3]
    assert span_words(SONG, (2.0, 6.01)) == "bars_2-3"
    assert span_words(SONG, (2.0, 4.0)) == "bar_2"
    assert span_words(SONG, (2.5, 4.0)) == "0m02.500-0m04.000"
    assert span_words(None, (2.0, 69.9996)) == "0m02.000-1m10.000"
    name = stem_file_name("Vibe", SONG, Stem.BASS, "bars_2-3", suffix=".wav", number=2)
    assert name == "120bpm_Fmin_02_bass_bars_2-3.wav"
    assert stem_file_name("Vibe", None, Stem.BASS, suffix=".mid") == "Vibe_bass.mid"
    unknown = replace(SONG, tempo_bpm=None, key=None)
    assert stem_file_name("Vibe", unknown, Stem.BASS, suffix=".mid") == "Vibe_bass.mid"


def test_which_notes_a_stretch_has() -> None:
    early = NoteEvent(1.98, 2.5, 60, 90)
    held = NoteEvent(1.5, 3.0, 64, 90)
    ringing = NoteEvent(0.5, 2.2, 67, 90)
    inside, over = NoteEvent(3.0, 3.5, 62, 90), NoteEvent(3.75, 5.0, 65, 90)
    next_one = NoteEvent(3.9995, 4.5, 60, 90)
    found = cut_notes((early, held, ringing, inside, over, next_one), 2.0, 4.0)
    assert [note.pitch for note in found] == [60, 64, 62, 65]
    assert [note.onset for note in found] == [0.0, 0.0, 1.0, 1.75]
    assert [note.offset for note in found] == pytest.approx([0.5, 1.0, 1.5, 2.0])


def test_a_slide_that_began_before_the_stretch_is_gone() -> None:
    note = NoteEvent(1.9, 3.9, 40, 90, slide=Slide(0.5, 0.2, 5.0))
    (cut,) = cut_notes((note,), 2.0, 4.0)
    assert cut.slide is not None
    assert cut.slide.start == pytest.approx(0.4)
    (cut,) = cut_notes((replace(note, slide=Slide(0.05, 0.2, 5.0)),), 2.0, 4.0)
    assert cut.slide is None


times = st.floats(0.0, 15.9)


@given(st.lists(st.tuples(times, st.floats(0.05, 4.0)), max_size=20), times, st.floats(0.1, 8.0))
def test_no_note_leaves_its_stretch_and_none_that_begins_there_is_lost(
    made: list[tuple[float, float]], start: float, length: float
) -> None:
    notes = [NoteEvent(onset, onset + long, 60, 90) for onset, long in made]
    cut = cut_notes(notes, start, start + length)
    assert all(0.0 <= note.onset < length and note.offset <= max(length + 1e-9, note.onset + 0.0021) for note in cut)
    begun = sorted(n.onset - start for n in notes if start <= n.onset < start + length - 0.002)
    assert begun == pytest.approx([note.onset for note in cut][len(cut) - len(begun) :])


def test_midi_of_a_stretch_begins_at_tick_0_and_lasts_as_long(tmp_path: Path) -> None:
    song = replace(SONG, modulations=(Modulation(3.0, "Bb", "minor"), Modulation(5.0, "C", "minor")))
    path = tmp_path / "bass.mid"
    write_stem_midi(path, song, Stem.BASS, song.notes[Stem.BASS] or (), (4.0, 8.0))
    file = mido.MidiFile(path)
    conductor, track = file.tracks
    bar = 4 * TICKS_PER_QUARTER
    assert track.name == "Bass"
    starts, now = [], 0
    for message in track:
        now += message.time
        starts += [now] if message.type == "note_on" else []
    assert starts == [0, bar]
    assert now == 2 * bar == sum(message.time for message in conductor)
    keys = [message.key for message in conductor if message.type == "key_signature"]
    assert keys == ["Bbm", "Cm"]
    assert [message.tempo for message in conductor if message.type == "set_tempo"] == [500_000]
    texts = [message.text for message in conductor if message.type == "marker"]
    assert [text for text in texts if not text.startswith("[")] == ["Eb:maj VII", "Bb:min7 iv7"]


def test_midi_of_the_whole_stem_is_aligned_with_the_recording(tmp_path: Path) -> None:
    path = tmp_path / "log.mid"
    write_stem_midi(path, SONG, Stem.LOG_DRUM, SONG.notes[Stem.LOG_DRUM] or ())
    now, onsets = 0.0, []
    for message in mido.MidiFile(path):
        now += message.time
        onsets += [now] if message.type == "note_on" else []
    assert onsets == pytest.approx([note.onset for note in SONG.notes[Stem.LOG_DRUM] or ()], abs=0.001)
    with pytest.raises(ValueError, match="stretch"):
        write_stem_midi(path, SONG, Stem.BASS, (), (4.0, 4.0))


def test_a_moving_tempo_is_cut_where_it_is() -> None:
    beats = tuple(float(t) for t in np.cumsum([0.5 + 0.02 * (i % 5) for i in range(32)]))
    song = replace(SONG, beats=beats, downbeats=beats[::4])
    grid = tempo_map(song)
    start = beats[9]
    cut = cut_map(grid, start)
    for beat in beats[9:]:
        assert cut.tick(beat - start) == pytest.approx(grid.tick(beat) - grid.tick(start), abs=1)
