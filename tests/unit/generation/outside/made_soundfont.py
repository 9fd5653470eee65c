"""A SoundFont 2 written by hand: one looped sine, one instrument, two presets."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np

ROOT_KEY = 69
SAMPLE_RATE = 44_100


def write_sine_font(path: Path) -> Path:
    """Presets 0:4 and 8:40, both a sine at 441 Hz when A4 is played, corrected to 440 Hz by the sample header."""
    sine = np.sin(2.0 * np.pi * np.arange(44_100) / 100.0)  # 441 Hz: a period is 100 samples, so the loop is exact
    pcm = np.round(sine * 20_000).astype("<i2").tobytes() + bytes(2 * 46)
    path.write_bytes(_riff(b"sfbk", _info() + _list(b"sdta", _chunk(b"smpl", pcm)) + _list(b"pdta", _tables())))
    return path


def _chunk(name: bytes, data: bytes) -> bytes:
    return name + struct.pack("<I", len(data)) + data + bytes(len(data) % 2)


def _list(kind: bytes, data: bytes) -> bytes:
    return _chunk(b"LIST", kind + data)


def _riff(kind: bytes, data: bytes) -> bytes:
    return _chunk(b"RIFF", kind + data)


def _info() -> bytes:
    return _list(
        b"INFO",
        _chunk(b"ifil", struct.pack("<HH", 2, 1)) + _chunk(b"isng", b"EMU8000\0") + _chunk(b"INAM", b"Sine font\0"),
    )


def _tables() -> bytes:
    def preset(name: bytes, program: int, bank: int, bag: int) -> bytes:
        return struct.pack("<20sHHHIII", name, program, bank, bag, 0, 0, 0)

    def generator(operator: int, amount: int) -> bytes:
        return struct.pack("<Hh", operator, amount)

    bag = struct.Struct("<HH").pack
    presets = preset(b"Sine piano", 4, 0, 0) + preset(b"Sine violin", 40, 8, 1) + preset(b"EOP", 0, 0, 2)
    preset_bags = bag(0, 0) + bag(1, 0) + bag(2, 0)
    preset_generators = generator(41, 0) + generator(41, 0) + generator(0, 0)
    instruments = struct.pack("<20sH", b"Sine", 0) + struct.pack("<20sH", b"EOI", 1)
    instrument_bags = bag(0, 0) + bag(2, 0)
    instrument_generators = generator(54, 1) + generator(53, 0) + generator(0, 0)  # loop; sample 0
    cents_down = -4  # 441 Hz is 3.93 cents above A4
    samples = struct.pack("<20sIIIIIBbHH", b"Sine", 0, 44_100, 100, 44_000, SAMPLE_RATE, ROOT_KEY, cents_down, 0, 1)
    samples += struct.pack("<20sIIIIIBbHH", b"EOS", 0, 0, 0, 0, 0, 0, 0, 0, 0)
    return b"".join(
        (
            _chunk(b"phdr", presets),
            _chunk(b"pbag", preset_bags),
            _chunk(b"pmod", bytes(10)),
            _chunk(b"pgen", preset_generators),
            _chunk(b"inst", instruments),
            _chunk(b"ibag", instrument_bags),
            _chunk(b"imod", bytes(10)),
            _chunk(b"igen", instrument_generators),
            _chunk(b"shdr", samples),
        )
    )
