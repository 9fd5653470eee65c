from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engine.audio.files import blocks, read, write
from engine.audio.fingerprint import Fingerprinter, fingerprint
from engine.core.audio import Audio
from tests.faults import audio_bytes as made
from tests.signals import noise


def test_it_is_a_hash_of_form_and_samples() -> None:
    import hashlib

    audio = Audio(np.array([[0.5, -0.25], [1.0, 0.0]], np.float32), 44_100)
    interleaved = np.array([0.5, 1.0, -0.25, 0.0], "<f4").tobytes()
    expected = hashlib.sha256(b"pcm/1 44100 2\n" + interleaved).hexdigest()
    assert fingerprint(audio) == f"sha256:{expected}"


def test_container_tags_and_name_do_not_matter(tmp_path: Path) -> None:
    audio = noise(0.5)
    for name in ("a.wav", "b.flac"):
        write(tmp_path / name, audio, subtype="pcm16")
    assert fingerprint(read(tmp_path / "a.wav")) == fingerprint(read(tmp_path / "b.flac"))
    plain, tagged = tmp_path / "c.mp3", tmp_path / "d.mp3"
    plain.write_bytes(made.mp3())
    tagged.write_bytes(made.id3(made.text_frame("TIT2", "A title")) + made.mp3() + b"TAG" + b"x" * 125)
    assert fingerprint(read(plain)) == fingerprint(read(tagged))


def test_one_bit_one_rate_one_channel_matter() -> None:
    audio = noise(0.1)
    other = audio.samples.copy()
    other[1, 100] = np.nextafter(other[1, 100], np.float32(1.0))
    prints = {
        fingerprint(audio),
        fingerprint(Audio(other, 44_100)),
        fingerprint(Audio(audio.samples, 48_000)),
        fingerprint(Audio(audio.samples[:1], 44_100)),
        fingerprint(Audio(audio.samples[::-1].copy(), 44_100)),
    }
    assert len(prints) == 5


def test_blocks_add_up(tmp_path: Path) -> None:
    path = tmp_path / "a.mp3"
    path.write_bytes(made.mp3())
    by_blocks = Fingerprinter()
    for block in blocks(path, block_seconds=0.123):
        by_blocks.update(block)
    assert by_blocks.result() == fingerprint(read(path))
    with pytest.raises(ValueError, match="form"):
        by_blocks.update(noise(0.1, channels=1))


def test_memory_order_and_signed_zero_do_not_matter() -> None:
    samples = noise(0.1).samples
    assert fingerprint(Audio(np.asfortranarray(samples), 44_100)) == fingerprint(Audio(samples, 44_100))
    zeros = np.zeros((1, 10), np.float32)
    assert fingerprint(Audio(-zeros, 44_100)) == fingerprint(Audio(zeros, 44_100))
