"""Samples on disk are the samples that were written, while they grow and whatever length was expected."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.audio import planar
from engine.audio.files import read_with_notes, unpack, write
from engine.audio.fingerprint import fingerprint
from engine.audio.planar import PlanarWriter, map_planar
from engine.core.audio import Audio
from engine.core.errors import AudioReadError, JobCancelled
from tests.faults import audio_bytes as made
from tests.signals import noise


@given(
    channels=st.integers(1, 3),
    expected=st.integers(0, 400),
    lengths=st.lists(st.integers(0, 150), max_size=6),
)
@settings(deadline=None, max_examples=60)
def test_any_length_whatever_was_expected(
    tmp_path_factory: pytest.TempPathFactory, channels: int, expected: int, lengths: list[int]
) -> None:
    path = tmp_path_factory.mktemp("planar") / "song.f32"
    rng = np.random.default_rng(0)
    blocks = [rng.standard_normal((channels, length)).astype(np.float32) for length in lengths]
    moved, planar._MOVED_BYTES = planar._MOVED_BYTES, 64  # many pieces, so that overlapping moves would show
    try:
        writer = PlanarWriter(path, channels, expected)
        for block in blocks:
            writer.append(block)
        writer.finish()
    finally:
        planar._MOVED_BYTES = moved
    whole = np.concatenate([np.zeros((channels, 0), np.float32), *blocks], axis=1)
    np.testing.assert_array_equal(map_planar(path, channels, whole.shape[1]), whole)
    assert path.stat().st_size == whole.nbytes


def test_it_can_be_read_while_it_grows(tmp_path: Path) -> None:
    writer = PlanarWriter(tmp_path / "stem.f32", 2, 1_000)
    seen = map_planar(tmp_path / "stem.f32", 2, 1_000)
    assert not seen.any()
    writer.append(np.full((2, 300), 0.5, np.float32))
    assert np.array_equal(seen[:, :300], np.full((2, 300), 0.5))
    assert not seen[:, 300:].any()
    writer.close()
    again = PlanarWriter(tmp_path / "stem.f32", 2, 1_000, position=200)
    again.append(np.ones((2, 800), np.float32))
    again.finish()
    assert seen[:, 199].tolist() == [0.5, 0.5]
    assert np.all(seen[:, 200:] == 1.0)


@pytest.mark.parametrize("name", ["a.flac", "b.mp3", "c.wav"])
def test_an_unpacked_recording_is_the_one_that_is_read(tmp_path: Path, name: str) -> None:
    write(tmp_path / name, noise(1.3), subtype="pcm16")
    whole = read_with_notes(tmp_path / name)
    unpacked = unpack(tmp_path / name, tmp_path / "song.f32")
    np.testing.assert_array_equal(unpacked.recording.audio.samples, whole.audio.samples)
    assert (unpacked.recording.info, unpacked.recording.notes) == (whole.info, whole.notes)
    assert unpacked.fingerprint == fingerprint(whole.audio)


def test_a_cut_file_unpacks_to_what_is_there(tmp_path: Path) -> None:
    write(tmp_path / "song.wav", noise(1.0))
    content = (tmp_path / "song.wav").read_bytes()
    (tmp_path / "song.wav").write_bytes(content[: len(content) // 2])
    unpacked = unpack(tmp_path / "song.wav", tmp_path / "song.f32")
    np.testing.assert_array_equal(
        unpacked.recording.audio.samples, read_with_notes(tmp_path / "song.wav").audio.samples
    )


def test_what_cannot_be_heard_is_refused_as_ever(tmp_path: Path) -> None:
    (tmp_path / "no.mp3").write_bytes(b"no music")
    with pytest.raises(AudioReadError):
        unpack(tmp_path / "no.mp3", tmp_path / "song.f32")
    (tmp_path / "long.mp3").write_bytes(made.mp3())
    with pytest.raises(AudioReadError, match="longer than"):
        unpack(tmp_path / "long.mp3", tmp_path / "song.f32", max_hours=0.0)


def test_unpacking_can_be_stopped(tmp_path: Path) -> None:
    def stop(_fraction: float) -> None:
        raise JobCancelled

    write(tmp_path / "song.flac", noise(4.0), subtype="pcm16")
    with pytest.raises(JobCancelled):
        unpack(tmp_path / "song.flac", tmp_path / "song.f32", report=stop)


def test_audio_on_disk_is_written_like_audio_in_memory(tmp_path: Path) -> None:
    write(tmp_path / "song.flac", noise(1.0), subtype="pcm24")
    audio = unpack(tmp_path / "song.flac", tmp_path / "song.f32").recording.audio
    for subtype in ("float32", "pcm24", "pcm16"):
        write(tmp_path / "a.wav", audio, subtype=subtype)
        write(tmp_path / "b.wav", Audio(audio.samples.copy(), audio.sample_rate), subtype=subtype)
        assert (tmp_path / "a.wav").read_bytes() == (tmp_path / "b.wav").read_bytes()
