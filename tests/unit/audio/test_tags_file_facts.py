"""What a file tells beside its tags: the cover by its header, the encoder by the stream."""

from __future__ import annotations

import hashlib
import struct
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st
from mutagen.flac import FLAC, Picture

from engine.audio import mpeg
from engine.audio.artwork import describe_picture
from engine.audio.tags import FileFacts, read_file_facts

PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 640, 480) + bytes(5)
JPEG = b"\xff\xd8\xff\xe0\x00\x04ab" + b"\xff\xc2" + struct.pack(">HBHHB", 11, 8, 300, 500, 1) + bytes(3)


@pytest.mark.parametrize(("data", "mime", "size"), [(PNG, "image/png", (640, 480)), (JPEG, "image/jpeg", (500, 300))])
def test_a_cover_is_described_from_its_header(data: bytes, mime: str, size: tuple[int, int]) -> None:
    found = describe_picture(data)
    assert (found.mime, found.width, found.height, found.size_bytes) == (mime, *size, len(data))
    assert found.sha256 == hashlib.sha256(data).hexdigest()


@given(st.binary(max_size=200), st.sampled_from([b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"]))
def test_any_bytes_behind_the_magic_are_described(data: bytes, magic: bytes) -> None:
    found = describe_picture(magic + data)
    assert found.size_bytes == len(magic + data)
    assert found.width is None or found.width > 0


@given(st.binary(max_size=600))
def test_any_frame_names_an_encoder_or_none(frame: bytes) -> None:
    assert mpeg.encoder_of(frame).isprintable()


def test_the_encoder_is_read_from_the_stream_where_no_tag_names_it(tmp_path: Path) -> None:
    samples = 0.1 * np.random.default_rng(1).standard_normal((44_100, 2))
    soundfile.write(tmp_path / "a.mp3", samples, 44_100)
    soundfile.write(tmp_path / "a.flac", samples, 44_100)
    soundfile.write(tmp_path / "a.wav", samples, 44_100)
    assert (read_file_facts(tmp_path / "a.mp3").encoder or "").startswith("LAME")
    assert "FLAC" in (read_file_facts(tmp_path / "a.flac").encoder or "")
    assert read_file_facts(tmp_path / "a.wav") == FileFacts()
    picture = Picture()
    picture.type, picture.mime, picture.data = 3, "image/png", PNG
    file = FLAC(tmp_path / "a.flac")
    file["encoder"] = "A DAW"
    file.add_picture(picture)
    file.save()
    found = read_file_facts(tmp_path / "a.flac")
    assert found.encoder == "A DAW"
    assert found.artwork == describe_picture(PNG)
    assert read_file_facts(tmp_path / "missing.wav") == FileFacts()
