"""The key at which a WAV file sounds, where samplers read it."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest
import soundfile

from engine.audio.files import read, write
from engine.audio.sampler_marks import mark_sample
from tests.signals import sine


def chunks(path: Path) -> dict[bytes, bytes]:
    """Every RIFF chunk by its id."""
    data = path.read_bytes()
    assert struct.unpack("<I", data[4:8])[0] == len(data) - 8
    found, place = {}, 12
    while place < len(data):
        size = struct.unpack("<I", data[place + 4 : place + 8])[0]
        found[data[place : place + 4]] = data[place + 8 : place + 8 + size]
        place += 8 + size + size % 2
    return found


@pytest.mark.parametrize(("cents", "fraction", "fine"), [(0.0, 0, 0), (25.0, 0x4000_0000, -25), (-12.0, 0, 12)])
def test_key_and_tuning_stand_in_both_chunks(tmp_path: Path, cents: float, fraction: int, fine: int) -> None:
    path = tmp_path / "a.wav"
    write(path, sine(55.0, 0.1001), subtype="pcm24")
    before = read(path).samples
    mark_sample(path, key=33, cents=cents, sample_rate=44_100)

    marks = chunks(path)
    sampler = struct.unpack("<9I", marks[b"smpl"])
    assert sampler[2] == 22_676  # nanoseconds of a sample
    assert sampler[3:5] == (33, fraction)
    assert sampler[7] == 0  # loops
    assert struct.unpack("<BbbBBBB", marks[b"inst"]) == (33, fine, 0, 0, 127, 1, 127)
    assert np.array_equal(read(path).samples, before)
    assert soundfile.info(path).frames == before.shape[1]


def test_keys_and_cents_beyond_the_range_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    write(path, sine(55.0, 0.1))
    for key, cents in ((128, 0.0), (-1, 0.0), (60, 51.0)):
        with pytest.raises(ValueError, match="expected a key"):
            mark_sample(path, key=key, cents=cents, sample_rate=44_100)


def test_other_files_are_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.flac"
    write(path, sine(55.0, 0.1))
    before = path.read_bytes()
    mark_sample(path, key=33, cents=0.0, sample_rate=44_100)
    assert path.read_bytes() == before
