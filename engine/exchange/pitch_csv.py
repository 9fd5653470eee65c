"""A pitch curve as CSV: time in seconds and frequency in Hz, 0 where nothing is sung.

The layout of vocadito's and MedleyDB's annotations, which mir_eval reads.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from engine.core.errors import UserError
from engine.core.pitch_curve import PitchCurve
from engine.whole_file import write_bytes

FILE = "vocals.f0.csv"
"""The voice of a song, beside its analysis."""


def write_pitch_csv(path: Path, curve: PitchCurve) -> None:
    """Write the curve, one line each step.

    Raises:
        OSError: If it cannot be written; an older file is then still there.
    """
    lines = [
        f"{time:.3f},{hz:.2f}\n" if hz > 0.0 else f"{time:.3f},0\n"
        for time, hz in zip(curve.times.tolist(), curve.hz.tolist(), strict=True)
    ]
    write_bytes(path, "".join(lines).encode("ascii"))


def read_pitch_csv(path: Path) -> PitchCurve:
    """A curve written by ``write_pitch_csv``.

    Raises:
        UserError: If the file is missing or holds something else.
    """
    hint = "Analyse the song again with: aurax analyze SONG"
    try:
        rows = [tuple(map(float, line.split(","))) for line in path.read_text("ascii").splitlines()]
        times, hz = (np.asarray(column, np.float64) for column in zip(*rows, strict=True))
    except OSError as error:
        raise UserError(f"Cannot read {path}: {error.strerror or error}", hint) from error
    except (ValueError, TypeError) as error:
        raise UserError(f"{path} is not a pitch curve", hint) from error
    step = float(times[-1]) / (len(times) - 1) if len(times) > 1 else 1.0
    if step <= 0.0 or not np.allclose(times, np.arange(len(times)) * step, atol=2e-3) or not np.isfinite(hz).all():
        raise UserError(f"{path} is not a pitch curve", hint)
    return PitchCurve(step, np.maximum(hz, 0.0).astype(np.float32))
