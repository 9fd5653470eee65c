"""Our reading of basic-pitch's network, and what we make of it, against the package's own ``predict``.

Run in a process of its own: the package imports half a studio and warns about the rest. ``pretty_midi``, which it needs
only to write files, is replaced where it is missing.
"""

from __future__ import annotations

import json
import subprocess
import sys
import wave
from dataclasses import dataclass

import mir_eval
import numpy as np
import pytest

from engine.analysis.notes import transcribe_pitched
from engine.analysis.salience import LOWEST_PITCH, pitch_salience
from engine.core.audio import Audio
from engine.core.events import NoteEvent
from tests.harmonic_songs import SAMPLE_RATE, mix

_REFERENCE = """
import json, sys, warnings, logging
warnings.simplefilter("ignore"); logging.disable(logging.CRITICAL)
from unittest.mock import MagicMock
for name in ("pretty_midi", "resampy"):
    try:
        __import__(name)
    except ImportError:
        sys.modules[name] = MagicMock()
try:
    from basic_pitch.inference import predict
except ImportError as error:
    print(json.dumps({"missing": str(error)})); raise SystemExit
import numpy as np
import numpy as np
from basic_pitch.note_creation import model_frames_to_time, output_to_notes_polyphonic
notes = predict(sys.argv[1])[2]
with np.load(sys.argv[2]) as ours:
    frames = output_to_notes_polyphonic(ours["notes"], ours["onsets"], 0.5, 0.3, 11, True, None, None)
print(json.dumps({"notes": [[float(n[0]), float(n[1]), int(n[2])] for n in notes],
                  "frames": [[int(n[0]), int(n[1]), int(n[2])] for n in frames]}))
"""


@dataclass(frozen=True)
class Piece:
    """Music, the notes in it, the package's notes, and the package's notes from our activations; rows of seconds,
    seconds, MIDI number.
    """

    audio: Audio
    truth: list[list[float]]
    predicted: list[list[float]]
    from_ours: list[list[float]]


@pytest.fixture(scope="module")
def piece(tmp_path_factory: pytest.TempPathFactory) -> Piece:
    """Twenty seconds of two-part music, and what the package makes of it."""
    rng = np.random.default_rng(11)
    notes, time = [], 0.4
    while time < 19.0:
        length = float(rng.uniform(0.25, 0.7))
        for low, high in ((40, 55), (60, 80)):
            notes.append(NoteEvent(time, time + length, int(rng.integers(low, high)), 100))
        time += length + 0.1
    samples = np.round(mix(notes, 20.0) * 32767).astype("<i2")
    folder = tmp_path_factory.mktemp("parity")
    with wave.open(str(folder / "piece.wav"), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(SAMPLE_RATE)
        file.writeframes(samples.tobytes())
    audio = Audio((samples / 32768.0).astype(np.float32)[np.newaxis], SAMPLE_RATE)
    salience = pitch_salience(audio)
    np.savez(folder / "activations.npz", notes=salience.notes, onsets=salience.onsets)
    command = [sys.executable, "-c", _REFERENCE, str(folder / "piece.wav"), str(folder / "activations.npz")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=240, check=False)
    if done.returncode != 0:
        pytest.skip(f"basic_pitch does not run here: {done.stderr[-300:]}")
    answer = json.loads(done.stdout.strip().splitlines()[-1])
    if "missing" in answer:
        pytest.skip(f"basic_pitch does not import here: {answer['missing']}")
    seconds = salience.clock.time
    frames = [[float(seconds(start)), float(seconds(stop)), pitch] for start, stop, pitch in answer["frames"]]
    return Piece(audio, [[n.onset, n.offset, n.pitch] for n in notes], answer["notes"], frames)


def _agreement(reference: list[list[float]], estimate: list[list[float]]) -> float:
    """Onset and pitch F1, 50 ms."""
    tables = [np.asarray(rows, np.float64) for rows in (reference, estimate)]
    sides = [side for t in tables for side in (t[:, :2], 440.0 * 2.0 ** ((t[:, 2] - 69.0) / 12.0))]
    return float(mir_eval.transcription.precision_recall_f1_overlap(*sides, offset_ratio=None)[2])


def test_its_notes_from_our_activations_are_its_own_notes(piece: Piece) -> None:
    assert _agreement(piece.predicted, piece.from_ours) >= 0.95  # windows lie elsewhere, so faint notes may differ


def test_our_notes_are_as_near_to_the_truth_as_its(piece: Piece) -> None:
    ours = [[n.onset, n.offset, n.pitch] for n in transcribe_pitched(piece.audio)]
    assert min(row[2] for row in ours) >= LOWEST_PITCH
    assert _agreement(piece.truth, ours) >= _agreement(piece.truth, piece.predicted)
