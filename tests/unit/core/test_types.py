"""Core types hold their invariants, survive JSON, and errors survive pickling."""

from __future__ import annotations

import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.core import errors
from engine.core.analysis import Analysis, AudioFacts, ChordEvent, KeyEstimate, LogDrumEstimate
from engine.core.audio import Audio
from engine.core.codec import decode_json, encode_json
from engine.core.events import NoteEvent, Section
from engine.core.names import safe_name
from engine.core.rhythm import BeatGrid, Meter
from engine.core.stems import Stem, Stems
from engine.core.time import FrameClock
from tests.signals import noise, sine


@given(st.integers(8_000, 384_000), st.integers(1, 8_192), st.integers(0, 10_000_000), st.floats(-1.0, 1.0))
def test_frames_and_seconds_agree(sample_rate: int, hop_length: int, frame: int, offset: float) -> None:
    clock = FrameClock(sample_rate, hop_length, offset)

    assert clock.frame(clock.time(frame)) == frame


def test_three_minutes_do_not_drift() -> None:
    # 22 050 Hz at hop 256: 86.1328125 frames a second, which an integer rate of 86 would put 0.28 s late
    assert FrameClock(22_050, 256).time(np.array([15_503]))[0] == pytest.approx(15_503 * 256 / 22_050, abs=1e-12)


@pytest.mark.parametrize("samples", [np.zeros(5, np.float32), np.zeros((0, 5), np.float32), np.zeros((2, 5))])
def test_audio_has_one_shape_and_type(samples: np.ndarray) -> None:
    with pytest.raises(ValueError, match="samples must be"):
        Audio(samples, 44_100)


def test_audio_is_read_only_and_leaves_the_callers_array_alone() -> None:
    samples = np.zeros((1, 4), np.float32)
    audio = Audio(samples, 44_100)

    with pytest.raises(ValueError, match="read-only"):
        audio.samples[0, 0] = 1.0
    samples[0, 0] = 1.0
    assert samples.flags.writeable


def test_a_grid_knows_tempo_downbeats_and_bars() -> None:
    times = tuple(0.1 + index * 60 / 112 for index in range(17))
    grid = BeatGrid(times, tuple(index % 4 + 1 for index in range(17)))

    assert grid.tempo_bpm == pytest.approx(112.0, abs=1e-9)
    assert grid.downbeats == times[::4]
    assert grid.bars() == tuple(zip(times[0:-1:4], times[4::4], strict=True))


@pytest.mark.parametrize(
    ("times", "positions"), [((1.0, 1.0), (1, 2)), ((1.0,), (1, 2)), ((1.0, 2.0), (1, 5)), ((1.0, 2.0), (0, 1))]
)
def test_impossible_grids_are_refused(times: tuple[float, ...], positions: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match=r"."):
        BeatGrid(times, positions)


def test_stems_know_how_well_they_sum() -> None:
    mixture = noise(0.1)
    half = Audio(mixture.samples * np.float32(0.5), mixture.sample_rate)

    assert Stems({Stem.DRUMS: half, Stem.OTHER: half}, "m").residual_db(mixture) < -140.0
    assert Stems({Stem.DRUMS: half}, "m").residual_db(mixture) == pytest.approx(
        -6.02, abs=0.01
    )  # half of the amplitude is missing
    with pytest.raises(ValueError, match="share"):
        Stems({Stem.DRUMS: half, Stem.OTHER: sine(100.0, 0.2)}, "m")


def test_an_analysis_survives_json_and_what_is_absent_is_null() -> None:
    analysis = Analysis(
        engine="0.1.0",
        audio=AudioFacts(1.5, 44_100, 2, "sha256:00", float("-inf"), None),
        meter=Meter(4, 4),
        key=KeyEstimate("F", "minor", 0.8),
        chords=(ChordEvent(0.0, 1.0, "F:min9", 0.5, "i9", "tonic"),),
        sections=(Section(0.0, 1.5, "intro"),),
        notes={Stem.DRUMS: (NoteEvent(0.1, 0.2, 36, 100),), Stem.BASS: None},
        log_drum=LogDrumEstimate(None, None),
    )
    text = encode_json(analysis)

    assert b'"loudness_lufs":null' in text
    assert b'"tempo_bpm":null' in text
    assert decode_json(text, Analysis).notes == analysis.notes


@pytest.mark.parametrize(
    ("onset", "offset", "pitch", "velocity"),
    [(1.0, 1.0, 60, 64), (-0.1, 1.0, 60, 64), (0.0, float("nan"), 60, 64), (0.0, 1.0, 128, 64), (0.0, 1.0, 60, 0)],
)
def test_impossible_notes_are_refused(onset: float, offset: float, pitch: int, velocity: int) -> None:
    with pytest.raises(ValueError, match=r"."):
        NoteEvent(onset, offset, pitch, velocity)


ERRORS = [
    errors.UserError("It cannot be done", "Do something else."),
    errors.AudioReadError("a.wav", "it is empty"),
    errors.AudioWriteError("a.wav", "the disk is full"),
    errors.ModelNotInstalled("m"),
    errors.UnknownModel("m", ("a", "b")),
    errors.ModelRefused("m", "it is damaged"),
    errors.LibraryError("library.db", "it is newer"),
    errors.WorkerDied("job", -9),
    errors.BackendError("KeyError", "'x'", "Traceback…"),
]


def test_the_list_of_errors_is_complete() -> None:
    ours = {kind for kind in errors.EngineError.__subclasses__() if kind.__module__ == errors.__name__}

    assert {type(error) for error in ERRORS} == ours


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_errors_cross_process_borders_and_say_what_to_do(error: errors.EngineError) -> None:
    copy = pickle.loads(pickle.dumps(error))

    assert type(copy) is type(error)
    assert (str(copy), copy.hint, vars(copy)) == (str(error), error.hint, vars(error))
    assert "\n" not in str(error)
    assert error.hint


@given(st.text(max_size=400))
def test_any_text_becomes_a_name_every_system_takes(text: str) -> None:
    name = safe_name(text)

    assert 0 < len(name.encode()) <= 200
    assert not set(name) & set('<>:"/\\|?*\0\n\t')
    assert name == name.strip(" ").rstrip(".")
    assert name.upper().split(".")[0] not in {"CON", "NUL", "AUX", "PRN", "COM1", "LPT9"}
    assert safe_name(name) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Vibe Ace", "Vibe Ace"),
        ("../../evil", ".._.._evil"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("a\udcffb", "a?b".replace("?", "_")),
        ("", "untitled"),
        ("...", "untitled"),
        ("song\u202e3pm", "song3pm"),
        ("trailing. ", "trailing"),
        ("Ama\u0301piano", "Am\u00e1piano"),
    ],
)
def test_names_people_and_attackers_choose(text: str, name: str) -> None:
    assert safe_name(text) == name
