"""One picture of what a separator did to a song: spectrograms of the mixture and of every stem on one scale.

The whole song stands on the left; on the right, in longer songs, eight seconds of it close up: those in which the log
drum is loudest, or the whole where there is none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.core.audio import Audio
from engine.core.stems import Stem, Stems
from engine.whole_file import whole_file

LOW_HZ, HIGH_HZ = 30.0, 16_000.0
BANDS_PER_OCTAVE = 24
RANGE_DB = 80.0
"""Shown below the loudest band of the mixture; what is softer is black."""

_CLOSE_SECONDS = 8.0
_WHOLE_N_FFT = 8192  # 5.4 Hz at 44.1 kHz: tells the notes of a bass
_CLOSE_N_FFT = 4096  # 93 ms: tells the strokes of a log drum
_COLUMNS = 900
_BLOCK_FRAMES = 128
_FLOOR = 1e-20


@dataclass(frozen=True, slots=True, eq=False)
class LogSpectrogram:
    """Power in bands of equal ratio, so that pink noise is flat.

    Args:
        power: ``[bands, columns]``, both channels together.
        edges_hz: Borders of the bands, one more than there are.
        seconds: Length of the signal, over all columns.
    """

    power: NDArray[np.float64]
    edges_hz: NDArray[np.float64]
    seconds: float


def log_spectrogram(audio: Audio, *, n_fft: int = _WHOLE_N_FFT, columns: int = _COLUMNS) -> LogSpectrogram:
    """Power over time and pitch, from 30 Hz to 16 kHz or the Nyquist frequency.

    Bins are taken for rectangles of constant density, so that a band that is narrower than a bin gets its share and one
    that is wider the sum. No sample is left out: a column is the mean of all frames that fall into it.

    Args:
        audio: Any length.
        n_fft: Window (Hann), hop a half.
        columns: At most so many.
    """
    edges = _edges(min(HIGH_HZ, audio.sample_rate / 2.0))
    hop = n_fft // 2
    num_frames = max(1, -(-audio.num_samples // hop))
    columns = min(columns, num_frames)
    total = np.zeros((len(edges) - 1, columns))
    counts = np.zeros(columns)
    window = np.hanning(n_fft + 1)[:-1].astype(np.float32)
    padded = np.pad(audio.samples, ((0, 0), (hop, 2 * n_fft)))
    for start in range(0, num_frames, _BLOCK_FRAMES):
        frames = np.arange(start, min(num_frames, start + _BLOCK_FRAMES))
        windows = np.lib.stride_tricks.sliding_window_view(padded, n_fft, axis=-1)[:, frames * hop] * window
        power = np.square(np.abs(np.fft.rfft(windows))).sum(axis=0) / n_fft**2
        places = frames * columns // num_frames
        np.add.at(total.T, places, _in_bands(power, audio.sample_rate / n_fft, edges))
        np.add.at(counts, places, 1.0)
    return LogSpectrogram(total / counts, edges, audio.duration)


def write_stem_spectrograms(
    path: Path, mixture: Audio, stems: Stems, *, title: str, remarks: Sequence[str] = ()
) -> None:
    """Draw mixture and stems into a PNG, which appears whole.

    Args:
        path: The picture.
        mixture: The song.
        stems: Its stems.
        title: First line.
        remarks: Smaller lines below it.

    Raises:
        OSError: If it cannot be written.
    """
    import warnings

    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    rows = {"mixture": mixture} | {stem.value.replace("_", " "): stems[stem] for stem in Stem if stem in stems}
    start = close_up(mixture, stems)
    ratios = (2.0, 1.0) if start is not None else (1.0,)
    figure = Figure(figsize=(15.0, 1.9 * len(rows) + 0.8), layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.subplots(len(rows), len(ratios), squeeze=False, width_ratios=ratios)
    image = _draw(axes[:, 0], rows, _WHOLE_N_FFT, 0.0)
    if start is not None:
        end = start + _CLOSE_SECONDS
        image = _draw(axes[:, 1], {name: _part(audio, start, end) for name, audio in rows.items()}, _CLOSE_N_FFT, start)
    label = "dB below the loudest band of the mixture"
    figure.colorbar(image, ax=list(axes[:, -1]), label=label, pad=0.01, aspect=60)
    figure.suptitle("\n".join([title, *remarks]), fontsize=10, parse_math=False)
    with whole_file(path) as temporary, warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph")  # a name in a script the face lacks shows boxes
        figure.savefig(temporary, format="png", dpi=100)


def close_up(mixture: Audio, stems: Stems) -> float | None:
    """Where the close-up begins, in seconds; None for songs that are hardly longer than it."""
    if mixture.duration < 2.0 * _CLOSE_SECONDS:
        return None
    heard = stems[Stem.LOG_DRUM] if Stem.LOG_DRUM in stems and stems[Stem.LOG_DRUM].samples.any() else mixture
    window = round(_CLOSE_SECONDS * heard.sample_rate)
    energy = np.concatenate([[0.0], np.cumsum(np.square(heard.samples, dtype=np.float64).sum(axis=0))])
    return float(np.argmax(energy[window:] - energy[:-window])) / heard.sample_rate


def _edges(highest_hz: float) -> NDArray[np.float64]:
    count = max(1, round(BANDS_PER_OCTAVE * np.log2(highest_hz / LOW_HZ)))
    return np.asarray(np.geomspace(LOW_HZ, highest_hz, count + 1), np.float64)


def _in_bands(power: NDArray[Any], bin_hz: float, edges: NDArray[np.float64]) -> NDArray[np.float64]:
    """``[frames, bins]`` to ``[frames, bands]``: differences of the running sum at the bands' borders."""
    running = np.concatenate([np.zeros((len(power), 1)), np.cumsum(power, axis=1, dtype=np.float64)], axis=1)
    places = np.clip(edges / bin_hz + 0.5, 0.0, running.shape[1] - 1)
    left = np.minimum(places.astype(int), running.shape[1] - 2)
    at_edges = running[:, left] + (places - left) * (running[:, left + 1] - running[:, left])
    return np.asarray(np.diff(at_edges, axis=1), np.float64)


def _draw(axes: Any, rows: Mapping[str, Audio], n_fft: int, start: float) -> Any:
    """A column of spectrograms on one scale; returns what the colour bar is made of."""
    spectrograms = {name: log_spectrogram(audio, n_fft=n_fft) for name, audio in rows.items()}
    loudest = 10.0 * float(np.log10(max(float(spectrograms["mixture"].power.max()), _FLOOR)))
    for axis, (name, own) in zip(axes, spectrograms.items(), strict=True):
        level = 10.0 * np.log10(own.power + _FLOOR) - loudest
        times = np.linspace(start, start + own.seconds, own.power.shape[1] + 1)
        image = axis.pcolormesh(times, own.edges_hz, level, vmin=-RANGE_DB, vmax=0.0, cmap="magma", rasterized=True)
        axis.set_yscale("log")
        axis.set_yticks([50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000])
        axis.set_yticklabels(["50", "100", "200", "500", "1k", "2k", "5k", "10k"], fontsize=7)
        axis.minorticks_off()
        axis.tick_params(axis="x", labelsize=7)
        axis.set_title(f"{name}, {_level(rows[name])}", fontsize=8, loc="left")
    axes[-1].set_xlabel("seconds", fontsize=8)
    return image


def _level(audio: Audio) -> str:
    energy = float(np.mean(np.square(audio.samples, dtype=np.float64))) if audio.samples.size else 0.0
    return f"{10.0 * np.log10(energy):.1f} dBFS" if energy > 0.0 else "silent"


def _part(audio: Audio, start: float, end: float) -> Audio:
    first, last = round(start * audio.sample_rate), round(end * audio.sample_rate)
    return Audio(np.ascontiguousarray(audio.samples[:, first:last]), audio.sample_rate)
