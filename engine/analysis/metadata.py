"""Facts and quality of a recording as a file: level, clipping, silence, stereo, bandwidth."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from engine.analysis.spectrum import frame_blocks, mono
from engine.audio.loudness import integrated_loudness, true_peak_dbtp
from engine.core.analysis import AudioFacts
from engine.core.audio import Audio
from engine.core.track import AudioInfo, Tags

_FULL_SCALE = 0.999  # 16-bit full scale is 0.99997; decoders of lossy formats return values around 1
_CLIP_RUN = 3
_SILENCE_DBFS = -60.0
_SILENCE_FRAME_S = 0.05
_BAND_WINDOW = 4_096
_BAND_DROP_DB = 25.0
_BAND_FLOOR_DB = -90.0


@dataclass(frozen=True, slots=True)
class Quality:
    """How the recording is made, as numbers. None where there is nothing to measure (silence, one channel).

    Args:
        clipped_samples: Samples in runs of at least three at full scale, all channels.
        silence_share: Share of 50 ms frames below -60 dBFS, 0–1.
        dc_offset: Largest mean of a channel, full scale 1.
        peak_dbfs: Highest sample.
        rms_dbfs: Root mean square of all channels.
        crest_db: Peak over RMS: low numbers are squashed masters.
        stereo_correlation: Pearson correlation of left and right, -1 to 1; 1 is mono.
        bandwidth_hz: Where the spectrum ends.
        has_lossy_cutoff: Whether it ends in a cliff well below the Nyquist frequency, as MP3 and AAC encoders leave it.
    """

    clipped_samples: int
    silence_share: float | None
    dc_offset: float
    peak_dbfs: float | None
    rms_dbfs: float | None
    crest_db: float | None
    stereo_correlation: float | None
    bandwidth_hz: float | None
    has_lossy_cutoff: bool | None


def audio_facts(mixture: Audio, fingerprint: str) -> AudioFacts:
    """Length, format, identity and level."""
    return AudioFacts(
        duration=mixture.duration,
        sample_rate=mixture.sample_rate,
        channels=mixture.num_channels,
        fingerprint=fingerprint,
        loudness_lufs=integrated_loudness(mixture) if mixture.num_samples else None,
        true_peak_dbtp=true_peak_dbtp(mixture) if mixture.num_samples else None,
    )


def measure_quality(mixture: Audio) -> Quality:
    """Quality numbers of a recording."""
    samples = mixture.samples
    peak = float(np.abs(samples).max(initial=0.0))
    rms = float(np.sqrt(np.mean(np.square(samples, dtype=np.float64)))) if mixture.num_samples else 0.0
    bandwidth, cliff = _bandwidth(mixture) if peak > 0.0 else (None, None)
    return Quality(
        clipped_samples=clipped_samples(mixture),
        silence_share=_silence_share(mixture),
        dc_offset=float(np.abs(samples.mean(axis=1, dtype=np.float64)).max()) if mixture.num_samples else 0.0,
        peak_dbfs=_db(peak),
        rms_dbfs=_db(rms),
        crest_db=20.0 * float(np.log10(peak / rms)) if rms > 0.0 else None,
        stereo_correlation=_stereo_correlation(mixture),
        bandwidth_hz=bandwidth,
        has_lossy_cutoff=cliff,
    )


def metadata_dict(tags: Tags, info: AudioInfo | None, quality: Quality) -> dict[str, Any]:
    """The ``metadata`` chapter: tags as they stand in the file, the format, and ``quality``."""
    document: dict[str, Any] = asdict(tags)
    document["format"] = None if info is None else {**asdict(info), "duration": info.duration}
    document["quality"] = asdict(quality)
    return document


def clipped_samples(audio: Audio) -> int:
    """Samples in runs of at least three at full scale in one channel; single peaks at full scale are normal masters."""
    total = 0
    for channel in audio.samples:
        full = np.abs(channel) >= _FULL_SCALE
        if not full.any():
            continue
        edges = np.flatnonzero(np.diff(np.concatenate([[0], full.astype(np.int8), [0]])))
        lengths = edges[1::2] - edges[::2]
        total += int(lengths[lengths >= _CLIP_RUN].sum())
    return total


def _db(value: float) -> float | None:
    return 20.0 * float(np.log10(value)) if value > 0.0 else None


def _silence_share(audio: Audio) -> float | None:
    size = max(1, round(_SILENCE_FRAME_S * audio.sample_rate))
    count = audio.num_samples // size
    if count == 0:
        return None
    frames = audio.samples[:, : count * size].reshape(audio.num_channels, count, size)
    energy = np.einsum("cfs,cfs->f", frames, frames) / (size * audio.num_channels)
    return float(np.mean(energy < 10.0 ** (_SILENCE_DBFS / 10.0)))


def _stereo_correlation(audio: Audio) -> float | None:
    if audio.num_channels != 2 or audio.num_samples < 2:
        return None
    left, right = (c - c.mean(dtype=np.float64) for c in audio.samples)
    norm = float(np.sqrt(np.dot(left, left) * np.dot(right, right)))
    return float(np.clip(np.dot(left, right) / norm, -1.0, 1.0)) if norm > 0.0 else None


def _bandwidth(audio: Audio) -> tuple[float | None, bool | None]:
    """Where the mean spectrum falls to its floor, and whether it does so within a kilohertz (an encoder's low-pass).

    The loudest tenth of the frames is averaged: quiet frames end lower by themselves. The cliff is where the level two
    neighbouring half kilohertz apart drops by ``_BAND_DROP_DB`` and stays down.
    """
    samples = mono(audio)
    if len(samples) < _BAND_WINDOW:
        return None, None
    window = np.hanning(_BAND_WINDOW).astype(np.float32)
    hop = max(_BAND_WINDOW, len(samples) // 2_000)
    frames = np.concatenate([np.abs(block) ** 2 for _, block in frame_blocks(samples, window, hop)])
    energy = frames.sum(axis=1)
    loud = frames[energy >= np.quantile(energy, 0.9)].mean(axis=0)
    step = max(1, round(250.0 * _BAND_WINDOW / audio.sample_rate))
    count = len(loud) // step
    level = 10.0 * np.log10(loud[: count * step].reshape(count, step).mean(axis=1) + 1e-20)
    level -= level.max()
    audible = np.flatnonzero(level > _BAND_FLOOR_DB)
    if not len(audible):
        return None, None
    hz = np.arange(1, count + 1) * step * audio.sample_rate / _BAND_WINDOW
    for band in range(8, count - 4):
        after = level[band + 3 : min(count, band + 12)]
        if hz[band] < 0.46 * audio.sample_rate and float(after.max()) < level[band] - _BAND_DROP_DB:
            rest = float(level[band + 3 :].max())
            if rest < level[band] - _BAND_DROP_DB:
                return float(hz[band]), True
    return float(hz[audible[-1]]), False
