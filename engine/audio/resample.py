"""Sample rate conversion."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from engine.core.audio import Audio, Samples

_BLOCK_SAMPLES = 1 << 20


def resample(audio: Audio, sample_rate: int) -> Audio:
    """The same sound at another rate (soxr, "very high quality": 28 bits, linear phase, pass band to 0.91 of Nyquist).

    The result has ``round(num_samples * sample_rate / audio.sample_rate)`` samples. The same rate returns ``audio``.
    """
    if sample_rate == audio.sample_rate:
        return audio
    samples = np.empty((audio.num_channels, resampled_length(audio, sample_rate)), np.float32)
    position = 0
    for block in resample_blocks(audio, sample_rate):
        samples[:, position : position + block.shape[1]] = block
        position += block.shape[1]
    return Audio(samples, sample_rate)


def resampled_length(audio: Audio, sample_rate: int) -> int:
    """Samples per channel of ``audio`` at another rate."""
    return round(audio.num_samples * sample_rate / audio.sample_rate)


def resample_blocks(audio: Audio, sample_rate: int) -> Iterator[Samples]:
    """``resample`` block by block, ``[channels, n]``, for audio that should not lie in memory as a whole.

    soxr keeps its state between blocks: where they are cut changes no bit.
    """
    import soxr

    stream = soxr.ResampleStream(audio.sample_rate, sample_rate, audio.num_channels, dtype="float32", quality="VHQ")
    left = resampled_length(audio, sample_rate)
    for start in range(0, audio.num_samples, _BLOCK_SAMPLES):
        stop = min(audio.num_samples, start + _BLOCK_SAMPLES)
        chunk = np.ascontiguousarray(audio.samples[:, start:stop].T)
        out = np.asarray(stream.resample_chunk(chunk, last=stop == audio.num_samples), np.float32)
        block = np.ascontiguousarray(out.reshape(-1, audio.num_channels).T)[:, :left]
        left -= block.shape[1]
        yield block
    if left:  # rounding the lengths has left a sample open
        yield np.zeros((audio.num_channels, left), np.float32)
