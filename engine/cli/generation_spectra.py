"""Sounds of the instruments for ``aurax bench generation --report``: spectra, envelopes, the log drum's harmonics."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.core.roles import ROLES
from engine.generation.sketch.instruments.base import RATE, Stroke, Wave, frequency

LOG_DRUM_VELOCITIES = (50, 70, 85, 100, 115, 127)
LOG_DRUM_TABLE = {
    29: ((-12, -23), (0, -16), (-2, -16), (-10, -17), (-8, -15), (1, -11)),
    33: ((-10, -23), (2, -15), (-7, -18), (-11, -17), (-2, -13), (16, 2)),
    36: ((-8, -22), (-1, -16), (-9, -19), (-9, -17), (3, -10), (6, -7)),
    41: ((-7, -22), (-4, -18), (-11, -19), (-7, -16), (11, -4), (-1, -12)),
}
"""H3/H1 and H5/H1 in dB by sounding pitch and velocity, in whole dB (domain reference 1.6.2)."""
_PITCHES = {"log_drum": 36, "bass": 33, "lead": 70, "riff": 72}
_COLUMNS = 6
_ENVELOPE_S = 0.005


def log_drum_table() -> list[dict[str, Any]]:
    """The bare program's harmonics beside the decoded instrument's, with the differences in dB."""
    from engine.generation.sketch.instruments.log_drum import PLAIN
    from engine.generation.sketch.instruments.partials import partials
    from engine.generation.sketch.instruments.table import INSTRUMENTS

    drum = INSTRUMENTS["fm_log_drum"].make(PLAIN)
    rows = []
    for pitch, expected in LOG_DRUM_TABLE.items():
        for velocity, (third, fifth) in zip(LOG_DRUM_VELOCITIES, expected, strict=True):
            found = partials(drum, pitch, velocity)
            rows.append(
                {
                    "hz": round(frequency(pitch), 1),
                    "velocity": velocity,
                    "h3_db": round(found.third_db, 2),
                    "h3_reference_db": third,
                    "h3_difference_db": round(found.third_db - third, 2),
                    "h5_db": round(found.fifth_db, 2),
                    "h5_reference_db": fifth,
                    "h5_difference_db": round(found.fifth_db - fifth, 2),
                }
            )
    return rows


def typical_stroke(roles: tuple[str, ...]) -> Stroke:
    """A stroke of velocity 100 in the usual register of an instrument's first role; percussion has its own key.

    Effects, which their syllable chooses, show their riser.
    """
    role = roles[0]
    keys = ROLES[role].keys
    pitch = keys[0] if keys else _PITCHES.get(role, 60)
    if role == "fx":
        return Stroke(pitch=pitch, velocity=100, duration=2.0, syllable="riser")
    return Stroke(pitch=pitch, velocity=100, duration=0.5)


def spectrum(wave: Wave) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Hz and dB below the strongest bin of the long-term spectrum, mean of the channels' power (Welch)."""
    from scipy.signal import welch

    samples = np.atleast_2d(wave).astype(np.float64)
    hz, power = welch(samples, RATE, nperseg=min(8192, samples.shape[1]), axis=1)
    mean = power.mean(axis=0)
    level = 10.0 * np.log10(np.maximum(mean / max(float(mean.max()), 1e-30), 1e-9))
    frequencies: NDArray[np.float64] = np.asarray(hz[1:], np.float64)
    levels: NDArray[np.float64] = np.asarray(level[1:]).astype(np.float64)
    return frequencies, levels


def envelope(wave: Wave) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Seconds and greatest magnitude of every 5 ms."""
    loudest = np.abs(np.atleast_2d(wave)).max(axis=0).astype(np.float64)
    size = round(_ENVELOPE_S * RATE)
    padded = np.pad(loudest, (0, -len(loudest) % size)).reshape(-1, size)
    seconds: NDArray[np.float64] = np.arange(len(padded), dtype=np.float64) * _ENVELOPE_S
    return seconds, padded.max(axis=1)


def write_spectra(path: Path) -> dict[str, dict[str, float]]:
    """One picture of every instrument with its defaults; returns peak, length and centroid of each typical stroke."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    from engine.generation.sketch.instruments.table import INSTRUMENTS

    lines = -(-len(INSTRUMENTS) // _COLUMNS)
    figure = Figure(figsize=(3.2 * _COLUMNS, 3.0 * lines), layout="constrained")
    axes = figure.subplots(2 * lines, _COLUMNS, squeeze=False)
    for axis in axes.flat:
        axis.set_visible(False)
    found = {}
    for index, (name, kind) in enumerate(INSTRUMENTS.items()):
        wave = kind.make({}).play(typical_stroke(kind.roles))
        row, column = divmod(index, _COLUMNS)
        found[name] = _draw(axes[2 * row][column], axes[2 * row + 1][column], name, wave)
    figure.set_canvas(FigureCanvasAgg(figure))
    figure.savefig(path, format="png")
    return found


def _draw(top: Any, bottom: Any, name: str, wave: Wave) -> dict[str, float]:
    hz, level = spectrum(wave)
    seconds, peak = envelope(wave)
    for axis in (top, bottom):
        axis.set_visible(True)
        axis.tick_params(labelsize=6)
    top.semilogx(hz, level, linewidth=0.8)
    top.set(xlim=(20, 20_000), ylim=(-80, 3))
    top.set_title(f"{name} (dB over Hz; level over s)", fontsize=7)
    bottom.plot(seconds, peak, linewidth=0.8)
    bottom.set_ylim(0.0, max(1.05, float(peak.max())))
    power = 10.0 ** (level / 10.0)
    return {
        "peak": round(float(peak.max()), 3),
        "seconds": round(np.atleast_2d(wave).shape[1] / RATE, 3),
        "centroid_hz": round(float(np.sum(hz * power) / np.sum(power)), 1),
    }
