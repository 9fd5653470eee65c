"""What a file is and where its samples lie, on files too large to be made for real."""

from __future__ import annotations

import os
import struct
from pathlib import Path

import numpy as np
import pytest

from engine.audio.formats import Container, identify
from engine.audio.mpeg import first_frame, id3_length, parse_header
from engine.audio.ogg import read_chain
from engine.audio.pcm import read_layout
from engine.audio.source import open_source, shown
from engine.core.errors import AudioReadError
from tests.faults import audio_bytes as made


def sparse(path: Path, header: bytes, size: int) -> None:
    path.write_bytes(header)
    with path.open("r+b") as file:
        file.truncate(size)


def test_riff_beyond_4_gb_with_a_wrapped_size(tmp_path: Path) -> None:
    """Three hours of 24 bit / 96 kHz: the 32-bit size counts from zero again, the file is whole."""
    true_length = 3 * 3600 * 96_000 * 6
    header = made.wav(b"", channels=2, sample_rate=96_000, bits=24, data_size=true_length % (1 << 32))
    path = tmp_path / "long.wav"
    sparse(path, header, len(header) + true_length)
    with open_source(path) as source:
        layout = read_layout(source, Container.WAV, 0)
    assert layout.num_samples == 3 * 3600 * 96_000
    assert layout.notes


def test_rf64_beyond_4_gb(tmp_path: Path) -> None:
    true_length = (1 << 32) + 4_000
    ds64 = b"ds64" + struct.pack("<IQQQI", 28, true_length + 72, true_length, true_length // 4, 0)
    body = made.wav(b"", data_size=0xFFFFFFFF)
    header = b"RF64\xff\xff\xff\xffWAVE" + ds64 + body[12:]
    path = tmp_path / "long.rf64"
    sparse(path, header, len(header) + true_length)
    with open_source(path) as source:
        assert identify(source).container is Container.RF64
        layout = read_layout(source, Container.RF64, 0)
    assert layout.num_samples == true_length // 4
    assert layout.notes == ()


def test_an_honest_empty_wav_with_a_tag_behind_it(tmp_path: Path) -> None:
    path = tmp_path / "empty.wav"
    path.write_bytes(made.wav(b"") + b"LIST\x04\0\0\0INFO")
    with open_source(path) as source:
        assert read_layout(source, Container.WAV, 0).num_samples == 0


def test_aiff_with_its_form_behind_its_samples(tmp_path: Path) -> None:
    data = (np.arange(100) * 100).astype(">i2").tobytes()
    rate = struct.pack(">HQ", 16_383 + 15, 44_100 << 48)
    common = b"COMM" + struct.pack(">IHIH", 18, 1, 100, 16) + rate
    sound = b"SSND" + struct.pack(">III", 8 + len(data), 0, 0) + data
    body = b"AIFF" + sound + common
    path = tmp_path / "song.aif"
    path.write_bytes(b"FORM" + struct.pack(">I", len(body)) + body)
    with open_source(path) as source:
        layout = read_layout(source, Container.AIFF, 0)
    assert (layout.sample_rate, layout.num_samples, layout.endian) == (44_100, 100, "BIG")


@pytest.mark.parametrize(
    ("four", "length", "rate"),
    [
        ("fffb9064", 417, 44_100),  # MPEG-1 layer III, 128 kbit/s
        ("fffb9264", 418, 44_100),  # the same, padded
        ("fffbe464", 960, 48_000),  # 320 kbit/s
        ("fff38064", 208, 22_050),  # MPEG-2 layer III, 64 kbit/s
        ("ffe31864", 72, 8_000),  # MPEG-2.5, 8 kbit/s
        ("fffd8064", 417, 44_100),  # MPEG-1 layer II, 128 kbit/s
        ("ffff4064", 136, 44_100),  # MPEG-1 layer I, 128 kbit/s
    ],
)
def test_mpeg_frame_lengths(four: str, length: int, rate: int) -> None:
    """ISO/IEC 11172-3 §2.4.3.1: 144 · bit rate / sampling frequency (layer I: 12 · … in slots of four bytes)."""
    header = parse_header(bytes.fromhex(four))
    assert header is not None
    assert (header.length, header.sample_rate) == (length, rate)


@pytest.mark.parametrize("four", ["fffb0064", "fffbf064", "fffb9c64", "ffeb9064", "fff99064", "00fb9064"])
def test_what_is_no_mpeg_header(four: str) -> None:
    assert parse_header(bytes.fromhex(four)) is None


def test_frames_are_found_behind_garbage_that_looks_like_frames() -> None:
    garbage = np.random.default_rng(2).bytes(30_000).replace(b"\xff", b"\xfe") + b"\xff\xfb\x90\x64" + bytes(500)
    data = garbage + made.mp3()
    assert first_frame(data, is_whole=True) == len(garbage)
    assert first_frame(garbage, is_whole=True) is None
    assert first_frame(b"", is_whole=True) is None


def test_id3_sizes() -> None:
    assert id3_length(made.id3(bytes(1_000))) == 1_010
    assert id3_length(made.id3(bytes(1_000), flags=0x10)) == 1_020
    assert id3_length(b"ID3\x03\0\0\xff\0\0\0") == 0
    assert id3_length(b"ID3") == 0


def test_ogg_chains(tmp_path: Path) -> None:
    path = tmp_path / "song.ogg"
    one, two = made.ogg(), made.ogg(48_000, sample_rate=48_000, subtype="OPUS")
    path.write_bytes(one + two + one[:-10])
    with open_source(path) as source:
        chain = read_chain(source, 0)
    assert [(link.start, link.length) for link in chain.links] == [
        (0, len(one)),
        (len(one), len(two)),
        (len(one) + len(two), len(one) - 10),
    ]
    assert not chain.is_finished


def test_a_shown_path_is_one_printable_line() -> None:
    ugly = Path(os.fsdecode(b"two\nlines\xff\x1b[31m")) / "song\u202e3pm.exe"
    line = shown(ugly)
    assert line.isprintable()
    assert "\u202e" not in line
    assert len(shown(Path("x" * 5_000))) <= 300
    assert shown(Path("Café ✨.mp3")) == "Café ✨.mp3"


def test_a_name_with_a_nul() -> None:
    with pytest.raises(AudioReadError, match="no such file"), open_source(Path("a\0b.wav")):
        pass
