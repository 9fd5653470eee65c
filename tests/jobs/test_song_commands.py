"""One song all the way, through the command line, held against the file contract and against what was played."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import mido
import mir_eval
import numpy as np
import pytest
import soundfile

from engine.cli import main
from engine.core.stems import Stem
from tests.first_light import SONG, composition

STEMS = [stem.value for stem in Stem]
ANALYSIS_KEYS = {
    "schema",
    "engine",
    "audio",
    "metadata",
    "tempo_bpm",
    "tempo_confidence",
    "meter",
    "beats",
    "downbeats",
    "swing",
    "key",
    "modulations",
    "chords",
    "sections",
    "notes",
    "log_drum",
    "theory",
}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that ``aurax demo`` makes of our own piece."""
    out = tmp_path_factory.mktemp("demo")
    assert main(["demo", "--out", str(out / "out"), "--home", str(out / "home"), "--quiet"]) == 0
    return out / "out" / "first_light"


def analysis_of(folder: Path) -> dict[str, Any]:
    document = json.loads((folder / "analysis.json").read_text(encoding="utf-8"))
    assert isinstance(document, dict)
    return document


def test_the_demo_leaves_exactly_its_files(demo: Path) -> None:
    names = {path.name for path in demo.iterdir()}

    assert {f"{stem}.wav" for stem in STEMS} <= names
    assert {
        "separation.json",
        "analysis.json",
        "first_light.mid",
        "chords.lab",
        "beats.lab",
        "sections.lab",
        "overview.png",
    } <= names
    assert not [name for name in names if name.startswith(".tmp")]


def test_stems_have_the_songs_samples_and_sum_to_it(demo: Path) -> None:
    mixture, rate = soundfile.read(SONG, dtype="float32")
    stems = [soundfile.read(demo / f"{stem}.wav", dtype="float32") for stem in STEMS]

    assert all(stem.shape == mixture.shape and stem_rate == rate for stem, stem_rate in stems)
    assert all(soundfile.info(demo / f"{stem}.wav").subtype == "FLOAT" for stem in STEMS)
    error = mixture.astype(np.float64) - np.sum([stem for stem, _ in stems], axis=0, dtype=np.float64)
    residual_db = 10 * np.log10(np.sum(error**2) / np.sum(mixture.astype(np.float64) ** 2) + 1e-30)
    assert residual_db <= -90.0  # the contract's floor
    facts = json.loads((demo / "separation.json").read_text())
    assert {"model", "parameters", "device", "seconds", "realtime_factor", "residual_db", "mixture_sha256"} <= set(
        facts
    )
    # below -120 dB only float rounding is left, which differs with the order of summing
    assert facts["residual_db"] == pytest.approx(residual_db, abs=1.0) or (
        facts["residual_db"] < -120 and residual_db < -120
    )


def test_the_analysis_speaks_the_contract(demo: Path) -> None:
    analysis = analysis_of(demo)

    assert set(analysis) >= ANALYSIS_KEYS
    assert analysis["schema"] == "aurax.analysis/1"
    assert set(analysis["notes"]) == set(STEMS)
    assert set(analysis["audio"]) >= {
        "duration",
        "sample_rate",
        "channels",
        "fingerprint",
        "loudness_lufs",
        "true_peak_dbtp",
    }
    assert all(
        set(chord) >= {"start", "end", "label", "confidence", "roman", "function"} for chord in analysis["chords"]
    )
    assert all(
        set(note) >= {"onset", "offset", "pitch", "velocity"}
        for notes in analysis["notes"].values()
        for note in notes or []
    )
    assert set(analysis["theory"]) == {"harmonic", "rhythmic", "melodic", "form", "genre"}
    json.dumps(analysis, allow_nan=False)


def test_what_was_played_is_heard(demo: Path) -> None:
    truth = composition()
    analysis = analysis_of(demo)
    beats = np.array(truth.beats.times)

    assert analysis["tempo_bpm"] == pytest.approx(
        truth.blueprint.tempo_bpm, abs=0.05
    )  # the accuracy the product claims for steady music
    key = truth.blueprint.key
    assert (analysis["key"]["tonic"], analysis["key"]["mode"]) == (key.tonic_name, key.mode)
    estimate = np.array(analysis["beats"])
    assert mir_eval.beat.f_measure(beats, estimate[estimate < beats[-1] + 0.1]) > 0.95
    downbeats = np.array(analysis["downbeats"])
    assert mir_eval.beat.f_measure(beats[::4], downbeats[downbeats < beats[-1]]) > 0.9


def test_chords_agree_with_what_was_played(demo: Path) -> None:
    truth = composition()
    labels = [str(chord.label) for chord in truth.chords]
    reference = np.array([[chord.start, chord.end] for chord in truth.chords])
    intervals, estimated = mir_eval.io.load_labeled_intervals(str(demo / "chords.lab"))
    intervals, estimated = mir_eval.util.adjust_intervals(intervals, estimated, 0.0, reference[-1, 1], "N", "N")

    merged, one, two = mir_eval.util.merge_labeled_intervals(reference, labels, intervals, estimated)
    durations = mir_eval.util.intervals_to_durations(merged)

    assert (
        mir_eval.chord.weighted_accuracy(mir_eval.chord.root(one, two), durations) > 0.7
    )  # a floor; the figure is in the bench


def test_the_midi_file_lines_up_with_the_song(demo: Path) -> None:
    midi = mido.MidiFile(demo / "first_light.mid")
    analysis = analysis_of(demo)

    assert midi.type == 1
    names = [track.name for track in midi.tracks]
    assert names[1:] == ["Drums", "Bass", "Vocals", "Other", "Log drum"]
    seconds = 0.0
    onsets = []
    for message in midi:
        seconds += message.time
        if message.type == "note_on" and message.velocity:
            onsets.append(seconds)
    played = sorted(note["onset"] for notes in analysis["notes"].values() for note in notes or [])
    assert len(onsets) == len(played)
    np.testing.assert_allclose(onsets, played, atol=0.003)  # one tick at 480 a beat and 112 BPM is 1.1 ms


def test_two_runs_say_the_same(demo: Path, tmp_path: Path) -> None:
    song = SONG

    assert (
        main(
            [
                "analyze",
                str(song),
                "--stems",
                str(demo),
                "--out",
                str(tmp_path / "out"),
                "--home",
                str(tmp_path),
                "--quiet",
            ]
        )
        == 0
    )

    assert analysis_of(tmp_path / "out" / "first_light") == analysis_of(demo)


def test_the_same_stems_are_not_made_twice(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    soundfile.write(tmp_path / "tone.wav", 0.1 * np.random.default_rng(0).standard_normal((44_100, 2)), 44_100)
    words = [
        "separate",
        str(tmp_path / "tone.wav"),
        "--out",
        str(tmp_path / "out"),
        "--home",
        str(tmp_path / "h"),
        "--json",
        "--quiet",
    ]

    assert main(words) == 0
    assert json.loads(capsys.readouterr().out)["cached"] is False
    assert main(words) == 0
    assert json.loads(capsys.readouterr().out)["cached"] is True
    (tmp_path / "out" / "tone" / "bass.wav").unlink()
    assert main(words) == 0
    assert json.loads(capsys.readouterr().out)["cached"] is False
    assert (tmp_path / "out" / "tone" / "bass.wav").exists()


@pytest.mark.parametrize("num_stems", ["4", "5"])
@pytest.mark.parametrize("subtype", ["float32", "pcm24", "pcm16"])
def test_four_or_five_stems_in_the_format_asked_for(tmp_path: Path, num_stems: str, subtype: str) -> None:
    soundfile.write(tmp_path / "a.flac", 0.1 * np.random.default_rng(0).standard_normal((30_000, 2)), 44_100)

    status = main(
        [
            "separate",
            str(tmp_path / "a.flac"),
            "--stems",
            num_stems,
            "--format",
            subtype,
            "--out",
            str(tmp_path / "o"),
            "--home",
            str(tmp_path / "h"),
            "--quiet",
        ]
    )

    files = sorted((tmp_path / "o" / "a").glob("*.wav"))
    assert status == 0
    assert len(files) == int(num_stems)
    assert {soundfile.info(file).subtype for file in files} == {
        {"float32": "FLOAT", "pcm24": "PCM_24", "pcm16": "PCM_16"}[subtype]
    }
    assert {soundfile.info(file).frames for file in files} == {30_000}


def test_songs_of_one_name_get_folders_of_their_own(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        soundfile.write(tmp_path / folder / "song.wav", np.zeros((20_000, 1)) + 0.01, 44_100)

    status = main(
        [
            "separate",
            str(tmp_path / "a" / "song.wav"),
            str(tmp_path / "b" / "song.wav"),
            "--out",
            str(tmp_path / "o"),
            "--home",
            str(tmp_path / "h"),
            "--quiet",
        ]
    )

    assert status == 0
    assert sorted(path.name for path in (tmp_path / "o").iterdir()) == ["song", "song-2"]


def test_one_bad_file_does_not_stop_the_batch(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "bad.mp3").write_text("no music")
    soundfile.write(tmp_path / "good.wav", np.zeros((20_000, 1)) + 0.01, 44_100)

    status = main(
        [
            "separate",
            str(tmp_path / "bad.mp3"),
            str(tmp_path / "good.wav"),
            "--out",
            str(tmp_path / "o"),
            "--home",
            str(tmp_path / "h"),
            "--quiet",
            "--json",
        ]
    )

    captured = capsys.readouterr()
    songs = json.loads(captured.out)["songs"]
    assert status == 1
    assert [("error" in song) for song in songs] == [True, False]
    assert sorted(path.name for path in (tmp_path / "o").iterdir()) == ["good"]


def test_stems_of_another_song_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, length in (("song", 40_000), ("other", 30_000)):
        soundfile.write(tmp_path / f"{name}.wav", np.zeros((length, 1)) + 0.01, 44_100)
    common = ["--out", str(tmp_path / "o"), "--home", str(tmp_path / "h"), "--quiet"]
    assert main(["separate", str(tmp_path / "other.wav"), *common]) == 0

    status = main(["analyze", str(tmp_path / "song.wav"), "--stems", str(tmp_path / "o" / "other"), *common])

    assert status == 1
    assert "30000 samples" in capsys.readouterr().err
    assert not (tmp_path / "o" / "song").exists()


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_stopping_leaves_no_partial_output(tmp_path: Path, stop: signal.Signals) -> None:
    rng = np.random.default_rng(0)
    soundfile.write(tmp_path / "long.wav", 0.1 * rng.standard_normal((44_100 * 60, 2)), 44_100)
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "engine",
            "separate",
            str(tmp_path / "long.wav"),
            "--out",
            str(tmp_path / "o"),
            "--home",
            str(tmp_path / "h"),
        ],
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    while "separating" not in process.stderr.readline():
        pass
    time.sleep(0.3)

    process.send_signal(stop)
    _, said = process.communicate(timeout=20)

    assert process.returncode == 130
    assert "cancelled" in said
    assert "Traceback" not in said
    assert not (tmp_path / "o").exists() or list((tmp_path / "o").rglob("*.wav")) == []


def test_export_names_files_for_a_daw(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    song = SONG
    words = [
        "export",
        str(song),
        "--as",
        "stems",
        "--as",
        "midi",
        "--out",
        str(tmp_path / "o"),
        "--home",
        str(tmp_path / "h"),
        "--json",
        "--quiet",
    ]

    assert main(words) == 0

    document = json.loads(capsys.readouterr().out)
    assert "112bpm_Fmin_01_drums.wav" in document["files"]
    assert "112bpm_Fmin_first_light.mid" in document["files"]
    assert all((Path(document["folder"]) / name).is_file() for name in document["files"])
