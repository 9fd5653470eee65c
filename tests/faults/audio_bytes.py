"""Audio files as bytes, every field of their headers open to lies."""

from __future__ import annotations

import functools
import io
import struct
from fractions import Fraction

import numpy as np

SAMPLE_RATE = 44_100


def tone(num_samples: int = SAMPLE_RATE, *, channels: int = 2, sample_rate: int = SAMPLE_RATE) -> np.ndarray:
    """Interleaved float64 ``[samples, channels]``: a 440 Hz sine at −6 dBFS."""
    wave = 0.5 * np.sin(2 * np.pi * 440.0 * np.arange(num_samples) / sample_rate)
    return np.tile(wave[:, None], (1, channels))


def wav(
    data: bytes,
    *,
    tag: int = 1,
    channels: int = 2,
    sample_rate: int = SAMPLE_RATE,
    bits: int = 16,
    data_size: int | None = None,
    before_data: bytes = b"",
    block_align: int | None = None,
    fmt_extra: bytes = b"",
) -> bytes:
    """A RIFF/WAVE file; ``data_size`` is what the data chunk claims."""
    align = channels * bits // 8 if block_align is None else block_align
    fmt = struct.pack(
        "<HHIIHH", tag, channels & 0xFFFF, sample_rate, (sample_rate * align) & 0xFFFFFFFF, align & 0xFFFF, bits
    )
    fmt += fmt_extra
    size = len(data) if data_size is None else data_size
    body = (
        b"WAVE" + b"fmt " + struct.pack("<I", len(fmt)) + fmt + before_data + b"data" + struct.pack("<I", size) + data
    )
    return b"RIFF" + struct.pack("<I", len(body) & 0xFFFFFFFF) + body


def pcm16(signal: np.ndarray) -> bytes:
    return np.round(signal * 32767).astype("<i2").tobytes()


def float_wav(signal: np.ndarray, *, sample_rate: int = SAMPLE_RATE) -> bytes:
    return wav(signal.astype("<f4").tobytes(), tag=3, channels=signal.shape[1], sample_rate=sample_rate, bits=32)


def with_soundfile(
    signal: np.ndarray, container: str, subtype: str, *, sample_rate: int = SAMPLE_RATE, **options: object
) -> bytes:
    import soundfile

    out = io.BytesIO()
    soundfile.write(out, signal, sample_rate, format=container, subtype=subtype, **options)
    return out.getvalue()


@functools.cache
def mp3(
    num_samples: int = SAMPLE_RATE, *, channels: int = 2, sample_rate: int = SAMPLE_RATE, mode: str = "CONSTANT"
) -> bytes:
    """Made by libsndfile's LAME: the first frame is an Info (or Xing) header."""
    signal = tone(num_samples, channels=channels, sample_rate=sample_rate)
    return with_soundfile(
        signal, "MP3", "MPEG_LAYER_III", sample_rate=sample_rate, bitrate_mode=mode, compression_level=0.5
    )


@functools.cache
def ogg(num_samples: int = SAMPLE_RATE, *, sample_rate: int = SAMPLE_RATE, subtype: str = "VORBIS") -> bytes:
    return with_soundfile(tone(num_samples, sample_rate=sample_rate), "OGG", subtype, sample_rate=sample_rate)


@functools.cache
def flac(num_samples: int = SAMPLE_RATE) -> bytes:
    return with_soundfile(tone(num_samples), "FLAC", "PCM_16")


def with_av(signal: np.ndarray, codec: str, container: str, *, sample_rate: int = SAMPLE_RATE) -> bytes:
    """Encode float ``[samples, channels]`` with one of FFmpeg's encoders (aac, alac, libopus) into a container."""
    import av

    out = io.BytesIO()
    layout = "stereo" if signal.shape[1] == 2 else "mono"
    with av.open(out, "w", format=container) as file:
        stream = file.add_stream(codec, rate=sample_rate, layout=layout)
        stream.bit_rate = 192_000
        context = stream.codec_context
        context.open()
        step = context.frame_size or 1024
        planar = np.ascontiguousarray(signal.T.astype(np.float32))
        for start in range(0, planar.shape[1], step):
            block = planar[:, start : start + step]
            frame = _frame(block, context.format.name, layout)
            frame.sample_rate, frame.pts, frame.time_base = sample_rate, start, Fraction(1, sample_rate)
            file.mux(stream.encode(frame))
        file.mux(stream.encode(None))
    return out.getvalue()


def _frame(block: np.ndarray, sample_format: str, layout: str):
    import av

    array = {
        "fltp": lambda: block,
        "flt": lambda: block.T.reshape(1, -1),
        "s16": lambda: np.round(block.T.reshape(1, -1) * 32767).astype(np.int16),
        "s16p": lambda: np.round(block * 32767).astype(np.int16),
        "s32p": lambda: np.round(block.astype(np.float64) * (2**31 - 1)).astype(np.int32),
    }[sample_format]()
    return av.AudioFrame.from_ndarray(np.ascontiguousarray(array), format=sample_format, layout=layout)


@functools.cache
def m4a(num_samples: int = SAMPLE_RATE) -> bytes:
    return with_av(tone(num_samples), "aac", "ipod")


def id3(frames: bytes, *, version: int = 3, flags: int = 0, claimed: int | None = None) -> bytes:
    """An ID3v2 tag; ``claimed`` is the size its header states."""
    size = len(frames) if claimed is None else claimed
    safe = bytes((size >> shift) & 0x7F for shift in (21, 14, 7, 0))
    return b"ID3" + bytes((version, 0, flags)) + safe + frames


def id3_frame(name: str, content: bytes, *, form: int = 0, version: int = 3) -> bytes:
    """A frame; its size is plain in 2.3 and sync-safe in 2.4."""
    size = len(content)
    four = struct.pack(">I", size) if version == 3 else bytes((size >> shift) & 0x7F for shift in (21, 14, 7, 0))
    return name.encode() + four + bytes((0, form)) + content


def text_frame(name: str, text: str) -> bytes:
    """A 2.3 text frame in UTF-16."""
    return id3_frame(name, b"\x01" + text.encode("utf-16", "surrogatepass"))


def picture_frame(picture: bytes, mime: bytes = b"image/png") -> bytes:
    return id3_frame("APIC", b"\0" + mime + b"\0\x03\0" + picture)
