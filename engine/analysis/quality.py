"""How a recording is made, as numbers: clipping, silence, dynamics, stereo, where its spectrum ends and why."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.analysis.spectrum import frame_blocks, mono
from engine.core.audio import Audio

CLIP_RUN = 3
"""A sample at full scale is a normal peak; three in a row are a flattened one."""

_FULL_SCALE = 0.999  # 16-bit full scale is 0.99997; decoders of lossy formats return values around 1
_SILENCE_DBFS = -60.0
_FRAME_S = 0.05
_EDGE_S = 0.1
_ABRUPT_DB = 12.0
_BAND_WINDOW = 4_096
_BAND_DROP_DB = 25.0
_BAND_FLOOR_DB = -90.0
_BAND_HZ = 250.0
_MIN_CUTOFF_HZ = 2_000.0
_LAME_KBPS = (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_LAME_LOWPASS_HZ = (
    *(5_500, 7_000, 7_500, 10_000, 11_000, 13_500, 15_100),
    *(15_600, 17_000, 17_500, 18_600, 19_400, 19_700, 20_500),
)
"""Where LAME 3.100 cuts at these constant bit rates (libmp3lame/lame.c, ``optimum_bandwidth``)."""


@dataclass(frozen=True, slots=True)
class Quality:
    """How the recording is made, as numbers. None where there is nothing to measure (silence, one channel).

    Args:
        clipped_samples: Samples in runs of at least three at full scale, all channels.
        clipped_runs: How many such runs.
        longest_clip_ms: The longest of them.
        silence_share: Share of 50 ms frames below -60 dBFS, 0–1.
        head_silence_s: Seconds before the first frame above -60 dBFS.
        tail_silence_s: Seconds after the last one.
        longest_gap_s: The longest silence between them.
        starts_abruptly: Whether the first tenth of a second is about as loud as the whole: a loop, or a cut.
        ends_abruptly: Whether the last one is.
        dc_offset: Largest mean of a channel, full scale 1.
        peak_dbfs: Highest sample.
        rms_dbfs: Root mean square of all channels.
        crest_db: Peak over RMS: low numbers are squashed masters.
        stereo_correlation: Pearson correlation of left and right, -1 to 1; 1 is mono.
        bandwidth_hz: Where the spectrum ends.
        has_lossy_cutoff: Whether it ends in a cliff well below the Nyquist frequency, as MP3 and AAC encoders leave it.
        lossy_kbps: The constant bit rate whose low-pass in LAME is nearest to that cliff.
    """

    clipped_samples: int
    clipped_runs: int
    longest_clip_ms: float
    silence_share: float | None
    head_silence_s: float | None
    tail_silence_s: float | None
    longest_gap_s: float | None
    starts_abruptly: bool | None
    ends_abruptly: bool | None
    dc_offset: float
    peak_dbfs: float | None
    rms_dbfs: float | None
    crest_db: float | None
    stereo_correlation: float | None
    bandwidth_hz: float | None
    has_lossy_cutoff: bool | None
    lossy_kbps: int | None


def measure_quality(mixture: Audio) -> Quality:
    """Quality numbers of a recording."""
    samples = mixture.samples
    peak = float(np.abs(samples).max(initial=0.0))
    rms = float(np.sqrt(np.mean(np.square(samples, dtype=np.float64)))) if mixture.num_samples else 0.0
    spectrum = _end_of_spectrum(mixture) if peak > 0.0 else _Spectrum()
    clips = clip_runs(mixture)
    silence = _silences(mixture)
    return Quality(
        clipped_samples=int(clips.sum()),
        clipped_runs=len(clips),
        longest_clip_ms=round(1_000.0 * float(clips.max(initial=0)) / mixture.sample_rate, 3),
        silence_share=silence.share,
        head_silence_s=silence.head,
        tail_silence_s=silence.tail,
        longest_gap_s=silence.gap,
        starts_abruptly=_is_abrupt(samples[:, : _edge(mixture)], rms, mixture),
        ends_abruptly=_is_abrupt(samples[:, -_edge(mixture) :], rms, mixture),
        dc_offset=float(np.abs(samples.mean(axis=1, dtype=np.float64)).max()) if mixture.num_samples else 0.0,
        peak_dbfs=_db(peak),
        rms_dbfs=_db(rms),
        crest_db=20.0 * float(np.log10(peak / rms)) if rms > 0.0 else None,
        stereo_correlation=_stereo_correlation(mixture),
        bandwidth_hz=spectrum.end_hz,
        has_lossy_cutoff=spectrum.is_cliff,
        lossy_kbps=_nearest_rate(spectrum.end_hz) if spectrum.is_cliff and spectrum.end_hz is not None else None,
    )


def clip_runs(audio: Audio) -> NDArray[np.int64]:
    """Length in samples of every run of at least three at full scale in one channel."""
    found = []
    for channel in audio.samples:
        full = np.abs(channel) >= _FULL_SCALE
        if not full.any():
            continue
        edges = np.flatnonzero(np.diff(np.concatenate([[0], full.astype(np.int8), [0]])))
        lengths = edges[1::2] - edges[::2]
        found.append(lengths[lengths >= CLIP_RUN])
    return np.concatenate(found) if found else np.zeros(0, np.int64)


def clipped_samples(audio: Audio) -> int:
    """Samples in runs of at least three at full scale in one channel; single peaks at full scale are normal masters."""
    return int(clip_runs(audio).sum())


def _db(value: float) -> float | None:
    return 20.0 * float(np.log10(value)) if value > 0.0 else None


@dataclass(frozen=True, slots=True)
class _Silences:
    share: float | None = None
    head: float | None = None
    tail: float | None = None
    gap: float | None = None


def _silences(audio: Audio) -> _Silences:
    size = max(1, round(_FRAME_S * audio.sample_rate))
    count = audio.num_samples // size
    if count == 0:
        return _Silences()
    frames = audio.samples[:, : count * size].reshape(audio.num_channels, count, size)
    energy = np.einsum("cfs,cfs->f", frames, frames, dtype=np.float64) / (size * audio.num_channels)
    loud = np.flatnonzero(energy >= 10.0 ** (_SILENCE_DBFS / 10.0))
    share = 1.0 - len(loud) / count
    if not len(loud):
        return _Silences(share)
    seconds = size / audio.sample_rate
    gap = float(np.diff(loud).max(initial=1) - 1) * seconds
    return _Silences(share, float(loud[0]) * seconds, float(count - 1 - loud[-1]) * seconds, gap)


def _edge(audio: Audio) -> int:
    return max(1, round(_EDGE_S * audio.sample_rate))


def _is_abrupt(edge: NDArray[np.float32], rms: float, audio: Audio) -> bool | None:
    """Whether an edge is within ``_ABRUPT_DB`` of the whole; None for less than a second, or silence."""
    if rms == 0.0 or audio.duration < 1.0:
        return None
    level = float(np.sqrt(np.mean(np.square(edge, dtype=np.float64))))
    return bool(level > rms * 10.0 ** (-_ABRUPT_DB / 20.0))


def _stereo_correlation(audio: Audio) -> float | None:
    if audio.num_channels != 2 or audio.num_samples < 2:
        return None
    left, right = (c - c.mean(dtype=np.float64) for c in audio.samples)
    norm = float(np.sqrt(np.dot(left, left) * np.dot(right, right)))
    return float(np.clip(np.dot(left, right) / norm, -1.0, 1.0)) if norm > 0.0 else None


@dataclass(frozen=True, slots=True)
class _Spectrum:
    end_hz: float | None = None
    is_cliff: bool | None = None


def _end_of_spectrum(audio: Audio) -> _Spectrum:
    """Where the mean spectrum falls to its floor, and whether it does so within a kilohertz (an encoder's low-pass).

    The loudest tenth of the frames is averaged: quiet frames end lower by themselves. The cliff is where the level two
    neighbouring half kilohertz apart drops by ``_BAND_DROP_DB`` and stays down.
    """
    samples = mono(audio)
    if len(samples) < _BAND_WINDOW:
        return _Spectrum()
    window = np.hanning(_BAND_WINDOW).astype(np.float32)
    hop = max(_BAND_WINDOW, len(samples) // 2_000)
    with np.errstate(over="ignore", under="ignore"):
        frames = np.concatenate([np.abs(block) ** 2 for _, block in frame_blocks(samples, window, hop)])
        energy = frames.sum(axis=1)
        loud = frames[energy >= np.quantile(energy, 0.9)].mean(axis=0)
    step = max(1, round(_BAND_HZ * _BAND_WINDOW / audio.sample_rate))
    count = len(loud) // step
    level = 10.0 * np.log10(loud[: count * step].reshape(count, step).mean(axis=1) + 1e-20)
    if not np.all(np.isfinite(level)):
        return _Spectrum()
    level -= level.max()
    audible = np.flatnonzero(level > _BAND_FLOOR_DB)
    hz = np.arange(1, count + 1) * step * audio.sample_rate / _BAND_WINDOW
    first = max(1, int(np.searchsorted(hz, _MIN_CUTOFF_HZ)))
    for band in range(first, count - 4):
        rest = float(level[band + 3 :].max())
        if hz[band] < 0.46 * audio.sample_rate and rest < level[band] - _BAND_DROP_DB:
            return _Spectrum(float(hz[band]), is_cliff=True)
    return _Spectrum(float(hz[audible[-1]]), is_cliff=False)


def _nearest_rate(cutoff_hz: float) -> int:
    distances = [abs(lowpass - cutoff_hz) for lowpass in _LAME_LOWPASS_HZ]
    return _LAME_KBPS[distances.index(min(distances))]
