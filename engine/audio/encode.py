"""Audio to files: WAV (16, 24, 32 bit float), FLAC (16, 24) and MP3 (LAME, 320 kbit/s constant)."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.audio.source import shown
from engine.core.audio import Audio, Samples
from engine.core.errors import AudioWriteError
from engine.whole_file import whole_file

_CONTAINERS = {".wav": "WAV", ".flac": "FLAC", ".mp3": "MP3"}
_SUBTYPES = {
    ("WAV", "float32"): "FLOAT",
    ("WAV", "pcm24"): "PCM_24",
    ("WAV", "pcm16"): "PCM_16",
    ("FLAC", "float32"): "PCM_24",
    ("FLAC", "pcm24"): "PCM_24",
    ("FLAC", "pcm16"): "PCM_16",
}
_MP3 = {"bitrate_mode": "CONSTANT", "compression_level": 0.0}
"""libsndfile's LAME at the format's highest constant rate: 320 kbit/s from 32 kHz on, 160 below (MPEG-2)."""
_MP3_RATES = frozenset({8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000})
_MP3_PADDING = 2 * 1152
_BITS = {"PCM_16": 16, "PCM_24": 24}
_BLOCK_SAMPLES = 1 << 16
_WAV_LIMIT_BYTES = 0xFFFF_0000
_DITHER_SEED = 16
"""Any fixed number: the same audio gives the same file."""
_HEAD_BYTES = 4096
_FULL_DISK_BYTES = 1 << 20


def write(path: Path, audio: Audio, *, subtype: str = "float32") -> None:
    """Write a file whole, in the format of its suffix.

    Integer formats clip at full scale. 16 bit gets triangular dither of ±1 LSB (Lipshitz, Wannamaker and Vanderkooy,
    "Quantization and Dither", JAES 40(5), 1992), unless every sample is a 16-bit number already. ``.wav`` beyond
    4 GB becomes RF64. FLAC holds no float: ``float32`` means 24 bit there. MP3 is 320 kbit/s whatever the subtype.

    Args:
        path: ``.wav``, ``.flac`` or ``.mp3``; parents are created, an existing file is replaced at once.
        audio: 1–2 channels for MP3, 1–8 for FLAC.
        subtype: ``float32``, ``pcm24`` or ``pcm16``.

    Raises:
        ValueError: If suffix and subtype name no format, or the samples are not finite.
        AudioWriteError: If it cannot be written (disk full, no permission); nothing half-written is left.
    """
    container, libsndfile_subtype = _format(path, subtype)
    if not _is_finite(audio.samples):
        raise ValueError("audio to write must be finite")
    if container == "MP3" and (audio.sample_rate not in _MP3_RATES or audio.num_channels > 2):
        reason = f"MP3 has no form with {audio.num_channels} channels at {audio.sample_rate:,} Hz"
        raise AudioWriteError(shown(path), reason, "Write WAV or FLAC instead.")
    if container == "WAV" and audio.samples.size * 4 > _WAV_LIMIT_BYTES:
        container = "RF64"
    try:
        with whole_file(path) as temporary:
            _encode(temporary, audio, container, libsndfile_subtype)
            if libsndfile_subtype == "FLOAT":
                _forget_the_time(temporary)
            _verify(temporary, audio, container)
    except OSError as error:
        raise AudioWriteError(shown(path), _why(path, error)) from error


def _format(path: Path, subtype: str) -> tuple[str, str]:
    container = _CONTAINERS.get(path.suffix.lower())
    if container is None:
        raise ValueError(f"the suffix must be one of {', '.join(_CONTAINERS)}, got {path.suffix!r}")
    if subtype not in ("float32", "pcm24", "pcm16"):
        raise ValueError(f"subtype must be float32, pcm24 or pcm16, got {subtype!r}")
    return container, _SUBTYPES.get((container, subtype), "MPEG_LAYER_III")


def _encode(temporary: Path, audio: Audio, container: str, subtype: str) -> None:
    import soundfile

    options: dict[str, Any] = _MP3 if container == "MP3" else {}
    quantise = _quantiser(audio, _BITS.get(subtype))
    try:
        with soundfile.SoundFile(
            _native(temporary), "w", samplerate=audio.sample_rate, channels=audio.num_channels,
            format=container, subtype=subtype, **options,
        ) as file:  # fmt: skip
            for start in range(0, audio.num_samples, _BLOCK_SAMPLES):
                file.write(quantise(audio.samples[:, start : start + _BLOCK_SAMPLES]).T)
    except soundfile.SoundFileError as error:
        raise OSError(f"the encoder reports: {getattr(error, 'error_string', error)}") from error
    except AssertionError as error:  # soundfile's own check of the number of frames the disk took
        raise OSError("not all of it was taken by the disk") from error


def _forget_the_time(temporary: Path) -> None:
    """Set the time of day in libsndfile's ``PEAK`` chunk to 0: the same audio gives the same file."""
    with temporary.open("rb+") as file:
        head = file.read(_HEAD_BYTES)
        place = head.find(b"PEAK", 12, head.find(b"data", 12))
        if place > 0:
            file.seek(place + 12)  # name, size, version, then the time
            file.write(bytes(4))


def _native(path: Path) -> bytes | str:
    """A name as libsndfile takes it: bytes where names are bytes, because soundfile refuses those that are no UTF-8."""
    return os.fsencode(path) if os.name == "posix" else str(path)


def _quantiser(audio: Audio, bits: int | None):  # type: ignore[no-untyped-def]
    """Float blocks to integers in the top ``bits`` of an int32; the blocks themselves where ``bits`` is None."""
    if bits is None:
        return lambda block: block
    scale, step = float(1 << (bits - 1)), 1 << (32 - bits)
    needs_dither = bits == 16 and not _is_integer(audio.samples, scale)
    rng = np.random.default_rng(_DITHER_SEED)

    def quantise(block: Samples) -> NDArray[np.int32]:
        scaled = block.astype(np.float64) * scale
        if needs_dither:
            scaled += rng.random(block.shape) - rng.random(block.shape)
        whole = np.clip(np.rint(scaled), -scale, scale - 1).astype(np.int32)
        return whole * np.int32(step)

    return quantise


def _is_finite(samples: Samples) -> bool:
    starts = range(0, samples.shape[1], _BLOCK_SAMPLES)  # block by block: the audio may lie on disk
    return all(bool(np.isfinite(samples[:, start : start + _BLOCK_SAMPLES]).all()) for start in starts)


def _is_integer(samples: Samples, scale: float) -> bool:
    for start in range(0, samples.shape[1], _BLOCK_SAMPLES):
        scaled = samples[:, start : start + _BLOCK_SAMPLES] * np.float32(scale)
        if not np.array_equal(scaled, np.rint(scaled)):
            return False
    return True


def _verify(temporary: Path, audio: Audio, container: str) -> None:
    """Libsndfile leaves a valid-looking shorter file when the disk fills up: count what is there."""
    import soundfile

    try:
        written = soundfile.info(_native(temporary)).frames
    except soundfile.SoundFileError as error:
        raise OSError("what was written cannot be read back") from error
    tolerance = _MP3_PADDING if container == "MP3" else 0
    if abs(written - audio.num_samples) > tolerance:
        raise OSError(f"only {written} of {audio.num_samples} samples were taken by the disk")


def _why(path: Path, error: OSError) -> str:
    try:
        is_full = shutil.disk_usage(path.parent).free < _FULL_DISK_BYTES
    except OSError:
        is_full = False
    return "the disk is full" if is_full else error.strerror or str(error)
