"""Our reading of basic-pitch's network against the package's own ``predict``.

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

from engine.analysis.notes import create_notes
from engine.analysis.salience import PitchSalience, pitch_salience
from engine.core.audio import Audio
from engine.core.events import NoteEvent
from engine.core.time import FrameClock
from tests.harmonic_songs import SAMPLE_RATE, mix

_MIN_FRAMES = 11  # its default, 127.7 ms
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
output, _, notes = predict(sys.argv[1])
np.savez(sys.argv[2], note=output["note"], onset=output["onset"])
from basic_pitch.note_creation import output_to_notes_polyphonic
frames = output_to_notes_polyphonic(output["note"].copy(), output["onset"].copy(), 0.5, 0.3, 11, True, None, None)
print(json.dumps({"notes": [[float(n[0]), float(n[1]), int(n[2])] for n in notes],
                  "frames": [[int(n[0]), int(n[1]), int(n[2])] for n in frames]}))
"""


@dataclass(frozen=True)
class Piece:
    """Music, the package's notes in seconds and in frames, and its activations."""

    audio: Audio
    notes: list[list[float]]
    frames: list[list[int]]
    activations: PitchSalience


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
    command = [sys.executable, "-c", _REFERENCE, str(folder / "piece.wav"), str(folder / "activations.npz")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=240, check=False)
    if done.returncode != 0:
        pytest.skip(f"basic_pitch does not run here: {done.stderr[-300:]}")
    answer = json.loads(done.stdout.strip().splitlines()[-1])
    if "missing" in answer:
        pytest.skip(f"basic_pitch does not import here: {answer['missing']}")
    with np.load(folder / "activations.npz") as loaded:
        theirs = PitchSalience(loaded["note"], loaded["onset"], FrameClock(22_050, 256))
    audio = Audio((samples / 32768.0).astype(np.float32)[np.newaxis], SAMPLE_RATE)
    return Piece(audio, answer["notes"], answer["frames"], theirs)


def _table(rows: list[list[float]]) -> tuple[np.ndarray, np.ndarray]:
    table = np.asarray(rows, np.float64)
    return table[:, :2], 440.0 * 2.0 ** ((table[:, 2] - 69.0) / 12.0)


def test_notes_agree_with_the_package(piece: Piece) -> None:
    salience = pitch_salience(piece.audio)
    found = create_notes(salience, min_pitch=21, max_pitch=108, min_note_s=_MIN_FRAMES / salience.clock.rate)
    rows = [[salience.clock.time(n.start), salience.clock.time(n.stop), n.row + 21] for n in found]
    score = mir_eval.transcription.precision_recall_f1_overlap(*_table(piece.notes), *_table(rows), offset_ratio=None)[
        2
    ]
    assert score >= 0.95  # windows lie elsewhere, so faint notes may differ


def test_note_creation_agrees_on_the_same_activations(piece: Piece) -> None:
    clock = piece.activations.clock
    found = create_notes(piece.activations, min_pitch=21, max_pitch=108, min_note_s=_MIN_FRAMES / clock.rate)
    ours = {(n.start, n.row + 21) for n in found}
    theirs = {(start, pitch) for start, _, pitch in piece.frames}
    assert len(ours & theirs) >= 0.97 * max(len(ours), len(theirs))  # ends of notes without an onset differ by a frame
