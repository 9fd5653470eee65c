"""Songs as folders of stems, read piece by piece."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile

from engine.core.errors import AudioReadError, UserError
from engine.core.stems import Stem
from trainer.multitracks import find_multitracks

RATE = 44_100


def sine(frequency_hz: float, seconds: float, rate: int = RATE) -> np.ndarray:
    return (0.3 * np.sin(2 * np.pi * frequency_hz * np.arange(round(seconds * rate)) / rate)).astype(np.float32)


def put(folder: Path, name: str, samples: np.ndarray, rate: int = RATE) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    soundfile.write(folder / name, samples.T if samples.ndim > 1 else samples, rate, subtype="FLOAT")
    return folder / name


def test_a_piece_is_the_part_of_every_file_at_that_time(tmp_path: Path) -> None:
    log, rest = sine(55, 1.0), sine(440, 1.0)
    put(tmp_path / "song", "log_drum.wav", log)
    put(tmp_path / "song", "other.wav", np.stack([rest, -rest]))
    (song,) = find_multitracks(tmp_path)
    assert (song.name, song.duration, set(song.stems)) == ("song", 1.0, {Stem.LOG_DRUM, Stem.OTHER})
    cut = song.cut(0.25, 1000, RATE)
    part = slice(11_025, 12_025)
    np.testing.assert_array_equal(cut.stems[Stem.LOG_DRUM], np.stack([log[part]] * 2))
    np.testing.assert_array_equal(cut.mixture, np.stack([log[part] + rest[part], log[part] - rest[part]]))
    assert not cut.is_complete


def test_beyond_the_end_there_is_silence(tmp_path: Path) -> None:
    put(tmp_path / "song", "log_drum.wav", sine(55, 0.5))
    put(tmp_path / "song", "mixture.wav", sine(55, 1.0))
    (song,) = find_multitracks(tmp_path)
    cut = song.cut(0.9, 8820, RATE)
    assert not cut.stems[Stem.LOG_DRUM].any()
    assert cut.mixture[:, :4410].any()
    assert not cut.mixture[:, 4410:].any()


def test_another_rate_is_resampled_seamlessly(tmp_path: Path) -> None:
    put(tmp_path / "song", "log_drum.wav", sine(100, 1.0, 48_000), 48_000)
    put(tmp_path / "song", "mixture.wav", sine(100, 1.0))
    (song,) = find_multitracks(tmp_path)
    for start in (0.0, 0.2, 0.31234):
        cut = song.cut(start, 10_000, RATE)
        inside = slice(500, 9_500)  # the file's very beginning is an edge that resampling smooths
        np.testing.assert_allclose(cut.stems[Stem.LOG_DRUM][0, inside], cut.mixture[0, inside], atol=1e-3)


def test_a_corpus_is_a_folder_of_such_songs(tmp_path: Path) -> None:
    for split, name in (("train", "a"), ("test", "b")):
        put(tmp_path / split / name, "mixture.wav", sine(55, 0.1))
        for stem in Stem:
            put(tmp_path / split / name / "stems", f"{stem.value}.wav", sine(55, 0.1))
    assert [song.name for song in find_multitracks(tmp_path)] == ["b", "a"]
    put(tmp_path / "train" / ".tmp-1-half", "mixture.wav", sine(55, 0.1))  # an item that is being written
    (song,) = find_multitracks(tmp_path / "train")
    assert song.cut(0.0, 100, RATE).is_complete


def test_what_is_missing_is_said(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no folder"):
        find_multitracks(tmp_path / "absent")
    with pytest.raises(UserError, match="no stems"):
        find_multitracks(tmp_path)
    song = tmp_path / "song"
    put(song, "drums.wav", sine(55, 0.1))
    with pytest.raises(UserError, match="no log_drum"):
        find_multitracks(tmp_path)
    put(song, "log_drum.wav", sine(55, 0.1)).rename(song / "keep.wav")
    (song / "drums.wav").rename(song / "log_drum.wav")
    with pytest.raises(UserError, match="alone"):
        find_multitracks(tmp_path)


def test_files_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    song = tmp_path / "song"
    log_drum = put(song, "log_drum.wav", sine(55, 0.1))
    mixture = put(song, "mixture.wav", sine(55, 0.1))
    (found,) = find_multitracks(tmp_path)
    mixture.unlink()
    with pytest.raises(AudioReadError, match=r"mixture\.wav"):
        found.cut(0.0, 100, RATE)
    mixture.write_bytes(b"no audio")
    with pytest.raises(AudioReadError, match=r"mixture\.wav: it is no WAV"):
        find_multitracks(tmp_path)
    put(song, "mixture.wav", np.zeros((4, 100), np.float32))
    with pytest.raises(AudioReadError, match="4 channels"):
        find_multitracks(tmp_path)
    put(song, "mixture.wav", np.full(4410, np.nan, np.float32))
    with pytest.raises(AudioReadError, match="not numbers"):
        find_multitracks(tmp_path)[0].cut(0.0, 100, RATE)
    put(song, "mixture.wav", np.zeros(0, np.float32))
    with pytest.raises(AudioReadError, match="no audio"):
        find_multitracks(tmp_path)
    assert log_drum.is_file()
