"""What a sampler reads of a WAV file: the key at which it sounds as it is, and its loop, in chunks
(``smpl``, ``inst``, ``acid``).

Layouts of ``smpl`` and ``inst`` are those of Microsoft, "New Multimedia Data Types and Data Techniques" (Standards
Update, 1994). ``acid`` was never published by its maker; its layout is the one that libsndfile reads and writes
(``wav.c``, ``wav_read_acid_chunk``). All stand behind the samples, where players skip them.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path

_HALF_SEMITONE = 0x8000_0000
_NO_SMPTE, _NO_LOOPS = 0, 0
_MIDDLE_C = 60
_HAS_ROOT, _STRETCHES = 0x02, 0x04  # flags of ``acid``; neither says "one shot", which is 0x01


def mark_sample(path: Path, *, key: int, cents: float, sample_rate: int) -> None:
    """Say at which key a WAV file sounds as it is.

    ``smpl`` counts its fraction of a semitone upward only. Many samplers read the key and leave the fraction, so the
    nearest key is written, and the fraction where the sound lies above it; ``inst`` has the correction with its sign.

    Args:
        path: A complete RIFF WAV file; a file of another form is left as it is.
        key: MIDI number, 0-127.
        cents: How far the sound lies above that key, -50 to 50.
        sample_rate: Hz.

    Raises:
        ValueError: If key or cents are out of range.
        OSError: If the file cannot be written.
    """
    if not 0 <= key <= 127 or not -50.0 <= cents <= 50.0:
        raise ValueError(f"expected a key of 0-127 and cents of -50 to 50, got {key} and {cents}")
    fraction = min(0xFFFF_FFFF, round(max(0.0, cents) / 50.0 * _HALF_SEMITONE))
    period_ns = round(1e9 / sample_rate)
    sampler = struct.pack("<9I", 0, 0, period_ns, key, fraction, _NO_SMPTE, 0, _NO_LOOPS, 0)
    instrument = struct.pack("<BbbBBBB", key, min(50, max(-50, round(-cents))), 0, 0, 127, 1, 127)
    _append(path, ((b"smpl", sampler), (b"inst", instrument)))


def mark_loop(path: Path, *, num_samples: int, sample_rate: int, key: int = _MIDDLE_C) -> None:
    """Say that a WAV file repeats for ever, from its first sample to its last.

    Args:
        path: A complete RIFF WAV file; a file of another form is left as it is.
        num_samples: Of the file, per channel.
        sample_rate: Hz.
        key: MIDI number at which it sounds as it is.

    Raises:
        ValueError: If there is nothing to repeat.
        OSError: If the file cannot be written.
    """
    if num_samples < 1:
        raise ValueError(f"a loop has a sample at least, got {num_samples}")
    head = struct.pack("<9I", 0, 0, round(1e9 / sample_rate), key, 0, _NO_SMPTE, 0, 1, 0)
    forward, for_ever = 0, 0
    loop = struct.pack("<6I", 0, forward, 0, num_samples - 1, 0, for_ever)  # the end is the last sample played
    _append(path, ((b"smpl", head + loop),))


@dataclass(frozen=True, slots=True)
class Beats:
    """How a loop is counted: beats in the whole file, their metre, and beats per minute."""

    count: int
    numerator: int
    denominator: int
    tempo_bpm: float


def mark_beats(path: Path, beats: Beats, *, root: int | None) -> None:
    """Say how many beats a loop has, so that programs stretch it to their tempo (``acid`` chunk).

    Args:
        path: A complete RIFF WAV file; a file of another form is left as it is.
        beats: As counted.
        root: MIDI number of the key's tonic; None for sounds without one, which are not transposed.

    Raises:
        ValueError: If count, metre, tempo or root are out of range.
        OSError: If the file cannot be written.
    """
    in_range = beats.count >= 1 and 1 <= beats.numerator <= 0xFFFF and 1 <= beats.denominator <= 0xFFFF
    if not in_range or beats.tempo_bpm <= 0.0 or not (root is None or 0 <= root <= 127):
        raise ValueError(f"expected beats, a metre, a tempo and a key of 0-127, got {beats} and {root}")
    flags = _STRETCHES | (_HAS_ROOT if root is not None else 0)
    numbers = (flags, _MIDDLE_C if root is None else root, 0x8000, 0.0, beats.count)
    chunk = struct.pack("<IHHfIHHf", *numbers, beats.denominator, beats.numerator, beats.tempo_bpm)
    _append(path, ((b"acid", chunk),))


def _append(path: Path, chunks: tuple[tuple[bytes, bytes], ...]) -> None:
    """Put chunks behind all others."""
    with path.open("rb+") as file:
        head = file.read(12)
        if head[:4] != b"RIFF" or head[8:] != b"WAVE":
            return
        file.seek(0, 2)
        if file.tell() % 2:
            file.write(b"\0")
        for name, content in chunks:
            file.write(name + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2))
        size = file.tell() - 8
        file.seek(4)
        file.write(struct.pack("<I", size))
