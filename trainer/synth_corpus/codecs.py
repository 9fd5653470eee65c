"""A mixture as a lossy codec leaves it, in time with the original."""

from __future__ import annotations

import functools
import io

import numpy as np
from numpy.typing import NDArray

from engine.generation.sketch.instruments.base import RATE, Wave
from engine.generation.sketch.mixing.filters import fast_length, irfft, rfft

CODECS: dict[str, tuple[str, str]] = {"aac": ("mp4", "aac"), "mp3": ("mp3", "libmp3lame"), "opus": ("ogg", "libopus")}
"""Container and encoder of FFmpeg."""
_OPTIONS = {"aac": {"aac_coder": "fast"}, "mp3": {"compression_level": "7"}, "opus": {"compression_level": "5"}}
"""Quick searches: 2-3 times as fast as FFmpeg's defaults (measured), of the same bit rate and kind of error."""
BIT_RATES = (64, 96, 128, 160, 192, 256, 320)
"""kbit/s (domain reference 5.3)."""

_OPUS_RATE = 48_000
_PRIMING = {"aac": 1024}
"""Samples by which FFmpeg's AAC encoder is late and which a decoder reading from memory does not skip (measured by
cross-correlation; MP3 and Opus come back in time)."""


def through_codec(wave: Wave, codec: str, kbit: int) -> Wave:
    """A mixture encoded and decoded again, clipped at full scale as a player clips it; the same array for no codec.

    Args:
        wave: ``[2, samples]`` at 44.1 kHz.
        codec: One of ``CODECS`` or ``""``.
        kbit: Bit rate, kbit/s.
    """
    if not codec:
        return wave
    if codec == "opus":
        sent = _resampled(wave, 160, 147)
        got = _resampled(_decoded(_encoded(sent, _OPUS_RATE, codec, kbit)), 147, 160)
    else:
        got = _decoded(_encoded(wave, RATE, codec, kbit))
    got = np.clip(got[:, _PRIMING.get(codec, 0) :][:, : wave.shape[1]], -1.0, 1.0)
    return np.pad(got, ((0, 0), (0, wave.shape[1] - got.shape[1])))


def _resampled(wave: Wave, up: int, down: int) -> Wave:
    """Band-limited interpolation of the whole signal through its spectrum, padded with silence."""
    blocks = _blocks(-(-(wave.shape[1] + RATE // 10) // down))
    spectrum = rfft(wave, blocks * down)
    keep = blocks * min(up, down) // 2 + 1
    made = np.zeros((len(wave), blocks * up // 2 + 1), np.complex64)
    made[:, :keep] = spectrum[:, :keep] * np.float32(up / down)
    return irfft(made, blocks * up)[:, : -(-wave.shape[1] * up // down)]


@functools.lru_cache(maxsize=64)
def _blocks(least: int) -> int:
    """An even number of periods for which both transforms are fast."""
    return 2 * fast_length(-(-least // 2))


def _encoded(wave: Wave, rate: int, codec: str, kbit: int) -> bytes:
    import av

    container_name, encoder = CODECS[codec]
    buffer = io.BytesIO()
    with av.open(buffer, "w", format=container_name) as container:
        stream = container.add_stream(encoder, rate=rate, layout="stereo", options=_OPTIONS[codec])
        assert isinstance(stream, av.AudioStream)
        stream.bit_rate = kbit * 1000
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(np.clip(wave, -1, 1)), format="fltp", layout="stereo")
        frame.sample_rate = rate
        for packet in stream.encode(frame):
            container.mux(packet)
        for packet in stream.encode(None):
            container.mux(packet)
    return buffer.getvalue()


def _decoded(data: bytes) -> NDArray[np.float32]:
    import av

    blocks = []
    with av.open(io.BytesIO(data), "r") as container:
        resampler = av.AudioResampler(format="fltp", layout="stereo")
        for frame in container.decode(audio=0):
            blocks += [converted.to_ndarray() for converted in resampler.resample(frame)]
    return np.concatenate(blocks, axis=1).astype(np.float32)
