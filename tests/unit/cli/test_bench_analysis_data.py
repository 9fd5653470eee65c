"""Annotated data as people have it: every layout and file format, and every way in which they can be wrong."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import mido
import numpy as np
import pytest

from engine.audio.files import write
from engine.cli.analysis_bench import readers
from engine.cli.analysis_bench.annotations import Spans
from engine.cli.analysis_bench.corpus import read_truth, sounding, without_stubs
from engine.cli.analysis_bench.jams import read_jams
from engine.cli.analysis_bench.songs import LOOP_S, find_songs, load, reference_of
from engine.core.errors import UserError
from engine.core.stems import Stem
from tests.signals import sine

SECONDS = 0.5


def put(folder: Path, **files: str) -> Path:
    """Text files by name, in which ``__`` stands for a dot."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name.replace("__", ".")).write_text(text, encoding="utf-8")
    return folder


def sing(path: Path, *, hz: float = 220.0, seconds: float = SECONDS) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    write(path, sine(hz, seconds))
    return path


def test_a_folder_a_song(tmp_path: Path) -> None:
    sing(tmp_path / "a" / "mix.wav")
    sing(tmp_path / "a" / "stems" / "bass.wav")
    put(
        tmp_path / "a",
        beats__txt="0.0 1\n0.5 2\n",
        key__txt="F#m\n",
        tempo__txt="# as produced\n113.5\n",
        chords__lab="0.0 1.0 F#:min7\n1.0 2.0 N\n",
        sections__lab="0.0 2.0 drop one\n",
        drum_classes__txt="0.055147 \t KD \n0.58\tSD\n",
        vocals_f0__csv="0.0,0.0\n0.1,220.0\n",
        bass_notes__csv="0.1,55.0,0.2\n",
        notes__md="nothing to see here",
    )
    found = find_songs(tmp_path)
    assert [song.id for song in found] == ["a"]
    loaded = load(found[0])
    assert loaded is not None
    assert loaded.stems is not None
    assert list(loaded.stems) == [Stem.BASS]
    reference = loaded.reference
    assert reference.downbeats == pytest.approx([0.0])
    assert reference.tempo_bpm == 113.5
    assert reference.key == "F# minor"
    assert reference.chords is not None
    assert reference.chords.labels == ("F#:min7", "N")
    assert reference.sections is not None
    assert reference.sections.labels == ("drop one",)
    assert reference.drums is not None
    assert reference.drums.names == ("KD", "SD")
    assert reference.notes["bass"][0].pitches == pytest.approx([33.0])
    assert set(reference.kinds) == {
        "beats", "downbeats", "tempo", "key", "chords", "sections", "notes", "drums", "voice"
    }  # fmt: skip


def test_flat_files_are_named_after_their_recording(tmp_path: Path) -> None:
    sing(tmp_path / "solo_1.wav")
    sing(tmp_path / "second.wav")
    put(
        tmp_path,
        solo_1_f0__csv="0.0,0.0\n0.01,143.7\n",
        solo_1_notesA1__csv="0.1,143.7,0.2\n",
        solo_1_notesA2__csv="0.1,143.7,0.1\n0.2,150.0,0.1\n",
    )
    (found,) = find_songs(tmp_path)
    loaded = load(found)
    assert loaded is not None
    assert loaded.stems is not None
    assert list(loaded.stems) == [Stem.VOCALS]  # nothing but a voice is annotated: the recording is that voice
    assert [len(table) for table in loaded.reference.notes["vocals"]] == [1, 2]
    assert loaded.reference.voice is not None
    assert loaded.reference.voice.hz == pytest.approx([0.0, 143.7])


def test_tempi_of_a_folder_of_loops_may_lie_apart(tmp_path: Path) -> None:
    sing(tmp_path / "audio" / "loops" / "four beats.wav", seconds=2.0)
    sing(tmp_path / "audio" / "loops" / "untold.wav")
    put(tmp_path / "said" / "loops", tempi__txt="four beats 120 loop\n")
    (found,) = find_songs(tmp_path / "audio", tmp_path / "said")
    assert found.id == "loops/four beats"
    loaded = load(found)
    assert loaded is not None
    assert loaded.mixture.duration == LOOP_S  # fifteen times two seconds, seamlessly
    assert loaded.reference.tempo_bpm == 120.0
    assert loaded.reference.is_steady is True


def test_medleydbs_stems_are_ours_by_instrument(tmp_path: Path) -> None:
    metadata = "stems:\n" + "".join(
        f"  S{number:02d}:\n    component: ''\n    filename: X_STEM_{number:02d}.wav\n    instrument: {name}\n"
        f"    raw:\n      R01:\n        instrument: never mind\n"
        for number, name in enumerate(("drum set", "electric bass", "male singer", "piano", "synthesizer"), start=1)
    )
    folder = put(tmp_path / "song", metadata__yaml=metadata, beats__txt="0.1\n0.6\n")
    sing(folder / "mix.wav")
    for number in range(1, 6):
        sing(folder / "stems" / f"STEM_{number:02d}.wav", hz=100.0 * number)
    loaded = load(find_songs(tmp_path)[0])
    assert loaded is not None
    assert loaded.stems is not None
    assert set(loaded.stems) == {Stem.DRUMS, Stem.BASS, Stem.VOCALS, Stem.OTHER}
    rms = {stem: float(np.sqrt(np.mean(loaded.stems[stem].samples ** 2))) for stem in loaded.stems}
    assert rms[Stem.OTHER] == pytest.approx(np.sqrt(2.0) * rms[Stem.DRUMS], rel=0.01)  # two of them, summed
    assert loaded.reference.downbeats is None  # nobody said where the bars begin


def test_a_drum_recording_is_its_own_mixture(tmp_path: Path) -> None:
    sing(tmp_path / "kit" / "drums.wav")
    put(tmp_path / "kit", drum_classes__txt="0.1 KD\n")
    loaded = load(find_songs(tmp_path)[0])
    assert loaded is not None
    assert loaded.stems is not None
    assert np.array_equal(loaded.stems[Stem.DRUMS].samples, loaded.mixture.samples)


def test_a_changed_annotation_changes_the_fingerprint(tmp_path: Path) -> None:
    sing(tmp_path / "a.wav")
    put(tmp_path, a_key__txt="C major")
    before = find_songs(tmp_path)[0].fingerprint
    put(tmp_path, a_key__txt="C# major")
    assert find_songs(tmp_path)[0].fingerprint != before


@pytest.mark.parametrize("has_audio", [False, True])
def test_a_folder_without_annotations_says_how_to_lay_it_out(tmp_path: Path, has_audio: bool) -> None:
    if has_audio:
        sing(tmp_path / "a.wav")
    with pytest.raises(UserError, match="no annotated song") as error:
        find_songs(tmp_path)
    assert "beats.txt" in error.value.hint


def test_files_of_different_rates_are_refused(tmp_path: Path) -> None:
    from engine.core.audio import Audio

    sing(tmp_path / "a" / "mix.wav")
    write(tmp_path / "a" / "bass.wav", Audio(np.zeros((1, 4_800), np.float32), 48_000))
    put(tmp_path / "a", key__txt="C major")
    with pytest.raises(UserError, match="48000 Hz"):
        load(find_songs(tmp_path)[0])


@pytest.mark.parametrize(
    ("name", "text", "read"),
    [
        ("beats.txt", "one two\n", readers.read_beats),
        ("beats.txt", "", readers.read_tempo),
        ("tempo.txt", "-3\n", readers.read_tempo),
        ("tempo.txt", "nan\n", readers.read_tempo),
        ("key.txt", "H minor\n", readers.read_key),
        ("key.txt", "\n", readers.read_key),
        ("chords.lab", "0 1 C:wrong\n", readers.read_chords),
        ("chords.lab", "0\n", readers.read_chords),
        ("f0.csv", "0.1\n", readers.read_pitch_line),
        ("notes.csv", "0.1 0 1\n", readers.read_note_table),
        ("drum_classes.txt", "0.1\n", readers.read_drum_classes),
        ("bass.mid", "not midi", readers.read_midi),
        ("song.jams", "{}", read_jams),
        ("song.jams", '{"annotations": [{"namespace": "beat", "data": [{"time": "x"}]}]}', read_jams),
        ("truth.json", "{}", read_truth),
    ],
)
def test_an_unreadable_annotation_is_named(
    tmp_path: Path, name: str, text: str, read: Callable[[Path], object]
) -> None:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UserError, match=name) as error:
        read(file)
    assert error.value.hint


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "beats.txt").write_bytes(b"\xff\xfe\x00\x80")
    with pytest.raises(UserError, match=r"beats\.txt"):
        readers.read_beats(tmp_path / "beats.txt")


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("C", "C major"),
        ("Bb:maj", "Bb major"),
        ("F#m", "F# minor"),
        ("A minor", "A minor"),
        ("D dorian", "D minor"),
        ("G mixolydian", "G major"),
    ],
)
def test_keys_as_people_write_them(said: str, words: str) -> None:
    assert readers.key_words(said) == words


def test_midi_keeps_time_through_a_tempo_change(tmp_path: Path) -> None:
    track = mido.MidiTrack(
        [
            mido.MetaMessage("set_tempo", tempo=500_000),
            mido.Message("note_on", note=60, velocity=80, time=480),
            mido.MetaMessage("set_tempo", tempo=1_000_000),
            mido.Message("note_on", note=60, velocity=0, time=480),
            mido.Message("note_on", note=36, velocity=80, channel=9),
        ]
    )
    mido.MidiFile(tracks=[track], ticks_per_beat=480).save(tmp_path / "bass.mid")
    notes = readers.read_midi(tmp_path / "bass.mid")
    assert notes.onsets == pytest.approx([0.5])
    assert notes.offsets == pytest.approx([1.5])
    assert notes.pitches == pytest.approx([60.0])


def test_jams_says_what_text_files_say(tmp_path: Path) -> None:
    def rows(*values: object) -> list[dict[str, object]]:
        return [
            {"time": float(i), "duration": 1.0, "value": value, "confidence": 1.0} for i, value in enumerate(values)
        ]

    annotations = [
        {"namespace": "beat", "data": rows(1, 2, 3, 4, 1)},
        {"namespace": "tempo", "data": rows(113.0)},
        {"namespace": "key_mode", "data": rows("F:minor")},
        {"namespace": "chord", "data": rows("F:min7", "N")},
        {"namespace": "segment_open", "data": rows("intro", "drop")},
        {"namespace": "note_midi", "data": rows(41.0), "sandbox": {"stem": "bass"}},
        {
            "namespace": "pitch_contour",
            "data": {"time": [0.0, 0.1], "duration": [0.0, 0.0], "confidence": [1.0, 1.0],
                     "value": [{"frequency": 220.0, "voiced": True}, {"frequency": 220.0, "voiced": False}]},
        },
        {"namespace": "tag_open", "data": rows("house")},
        {"namespace": "beat", "data": rows(1)},
    ]  # fmt: skip
    sing(tmp_path / "a.wav")
    (tmp_path / "a.jams").write_text(json.dumps({"annotations": annotations}), encoding="utf-8")
    reference = reference_of(find_songs(tmp_path)[0])
    assert reference is not None
    assert reference.beats == pytest.approx([0, 1, 2, 3, 4])  # the first of a kind is the one that is taken
    assert reference.downbeats == pytest.approx([0, 4])
    assert reference.tempo_bpm == 113.0
    assert reference.key == "F minor"
    assert reference.chords is not None
    assert reference.chords.labels == ("F:min7", "N")
    assert reference.sections is not None
    assert reference.sections.labels == ("intro", "drop")
    assert reference.notes["bass"][0].pitches == pytest.approx([41.0])
    assert reference.voice is not None
    assert reference.voice.hz == pytest.approx([220.0, 0.0])


def test_the_corpus_truth_of_an_item(tmp_path: Path) -> None:
    from trainer.synth_corpus.drawing import draw_item
    from trainer.synth_corpus.render_item import render_item
    from trainer.synth_corpus.split import Split

    plan = next(
        own
        for index in range(20)
        if not (own := draw_item(Split.TEST, 7, index, seconds=2.0)).is_remix and not own.confuser
    )
    truth = render_item(plan).truth
    (tmp_path / "truth.json").write_text(json.dumps(truth), encoding="utf-8")
    reference = read_truth(tmp_path / "truth.json")
    assert reference is not None
    assert reference.beats == pytest.approx(truth["beats"])
    assert reference.key == f"{truth['key']['tonic']} {truth['key']['mode']}"
    assert reference.drums is not None
    assert len(reference.drums.times) == sum(not note.get("from_before") for note in truth["notes"]["drums"])
    assert all(np.all(own.onsets > 0.0) for tables in reference.notes.values() for own in tables)
    (tmp_path / "truth.json").write_text(json.dumps({**truth, "is_remix": True}), encoding="utf-8")
    assert read_truth(tmp_path / "truth.json") is None


def test_where_nothing_pitched_sounds_no_chord_is_asked_for() -> None:
    planned = Spans.of([(0.0, 4.0, "F:min9"), (4.0, 8.0, "Db:maj7"), (8.0, 12.0, "C:min7")])
    notes = [{"onset": 5.0, "offset": 6.5}, {"onset": 7.0, "offset": 8.5}]
    found = sounding(planned, notes)
    assert found.labels == ("N", "Db:maj7", "C:min7", "N")
    assert found.intervals.tolist() == [[0.0, 5.0], [5.0, 8.0], [8.0, 8.5], [8.5, 12.0]]
    assert sounding(planned, []).labels == ("N",)
    assert sounding(planned, [{"onset": 0.0, "offset": 12.0}]).labels == planned.labels


def test_slivers_that_the_edge_cut_off_are_no_sections() -> None:
    cut = without_stubs(
        Spans.of([(0.0, 0.3, "intro"), (0.3, 20.0, "drop"), (20.0, 40.0, "break"), (40.0, 41.0, "drop")])
    )
    assert cut.labels == ("drop", "break")
    assert cut.intervals.ravel() == pytest.approx([0.0, 20.0, 20.0, 41.0])
    alone = without_stubs(Spans.of([(0.0, 1.0, "drop")]))
    assert alone.labels == ("drop",)
