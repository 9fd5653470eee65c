"""What is written is what is read again, whole or not at all."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from engine.audio.files import probe, read, write
from engine.core.audio import Audio
from engine.core.errors import AudioWriteError
from tests.signals import noise, sine


@pytest.mark.parametrize(("suffix", "codec"), [(".wav", "FLOAT"), (".flac", "flac"), (".mp3", "mp3")])
def test_the_suffix_names_the_format(suffix: str, codec: str, tmp_path: Path) -> None:
    path = tmp_path / "new" / f"song{suffix}"
    write(path, noise(0.5))
    assert probe(path).codec == codec
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_float_wav_is_bit_exact_beyond_full_scale(tmp_path: Path) -> None:
    audio = noise(0.5, amplitude=3.0)
    write(tmp_path / "a.wav", audio)
    again = read(tmp_path / "a.wav")
    assert np.array_equal(again.samples, audio.samples)
    assert again.sample_rate == audio.sample_rate


@pytest.mark.parametrize("suffix", [".wav", ".flac"])
@pytest.mark.parametrize(("subtype", "bits"), [("pcm16", 16), ("pcm24", 24)])
def test_integers_survive_any_number_of_generations(suffix: str, subtype: str, bits: int, tmp_path: Path) -> None:
    scale = 2 ** (bits - 1)
    whole = np.random.default_rng(0).integers(-scale, scale, (2, 3_000))
    whole[0, :2] = -scale, scale - 1
    audio = Audio((whole / scale).astype(np.float32), 44_100)
    write(tmp_path / f"a{suffix}", audio, subtype=subtype)
    assert np.array_equal(read(tmp_path / f"a{suffix}").samples, audio.samples)


@pytest.mark.parametrize("suffix", [".wav", ".flac"])
def test_integers_clip_and_do_not_wrap(suffix: str, tmp_path: Path) -> None:
    audio = Audio(np.array([[2.0, -2.0, 1.0, -1.0, 0.25]], np.float32), 44_100)
    for subtype, step in (("pcm16", 2.0**-15), ("pcm24", 2.0**-23)):
        write(tmp_path / f"a{suffix}", audio, subtype=subtype)
        expected = [1.0 - step, -1.0, 1.0 - step, -1.0, 0.25]
        # dither moves a sample by at most 1 LSB, rounding by another half
        assert np.abs(read(tmp_path / f"a{suffix}").samples[0] - expected).max() <= 1.5 * step


def test_sixteen_bits_are_dithered(tmp_path: Path) -> None:
    """A tone of 0.4 LSB would vanish by rounding; under triangular dither it stays, in white noise of 1/2 LSB RMS."""
    quiet = sine(1_000.0, 4.0, amplitude=0.4 * 2.0**-15, channels=1)
    write(tmp_path / "a.wav", quiet, subtype="pcm16")
    heard = read(tmp_path / "a.wav").samples[0] * 2.0**15
    t = np.arange(len(heard)) / 44_100
    amplitude = 2 * np.mean(heard * np.sin(2 * np.pi * 1_000.0 * t))
    # noise of σ = 0.5 LSB over 176 400 samples leaves σ = 0.0017 on the estimate; six of these
    assert amplitude == pytest.approx(0.4, abs=0.01)
    residual = heard - 0.4 * np.sin(2 * np.pi * 1_000.0 * t)
    # TPDF of ±1 LSB has variance 1/6, rounding 1/12: together 1/4, whatever the signal
    assert np.var(residual) == pytest.approx(0.25, rel=0.02)


def test_the_same_audio_gives_the_same_file(tmp_path: Path) -> None:
    for name in ("a.wav", "b.wav"):
        write(tmp_path / name, noise(0.2), subtype="pcm16")
    assert (tmp_path / "a.wav").read_bytes() == (tmp_path / "b.wav").read_bytes()


def test_mp3_is_320_kbit_and_in_place(tmp_path: Path) -> None:
    audio = sine(440.0, 3.0)
    write(tmp_path / "a.mp3", audio)
    again = read(tmp_path / "a.mp3")
    assert again.samples.shape == audio.samples.shape
    assert (tmp_path / "a.mp3").stat().st_size == pytest.approx(3 * 320_000 / 8, rel=0.03)  # header and last frame
    inner = slice(4_000, -4_000)
    assert np.abs(again.samples[:, inner] - audio.samples[:, inner]).max() < 0.01  # a tone is transparent at 320


def test_what_no_format_can_hold(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="suffix"):
        write(tmp_path / "a.xyz", noise(0.1))
    with pytest.raises(ValueError, match="subtype"):
        write(tmp_path / "a.wav", noise(0.1), subtype="pcm8")
    with pytest.raises(ValueError, match="finite"):
        write(tmp_path / "a.wav", Audio(np.array([[np.nan]], np.float32), 44_100))
    with pytest.raises(AudioWriteError, match="96,000"):
        write(tmp_path / "a.mp3", noise(0.1, sample_rate=96_000))
    assert list(tmp_path.iterdir()) == []


def test_where_nothing_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(AudioWriteError):
        write(tmp_path / "file" / "a.wav", noise(0.1))
    (tmp_path / "a.wav").mkdir()
    with pytest.raises(AudioWriteError):
        write(tmp_path / "a.wav", noise(0.1))
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.wav", "file"]


@pytest.mark.skipif(os.name != "posix", reason="names are text on Windows")
def test_any_name(tmp_path: Path) -> None:
    for name in (b"bad\xff\xfe.wav", b"-vn.wav", b"a:b\n.wav"):
        path = tmp_path / os.fsdecode(name)
        write(path, noise(0.1))
        assert read(path).num_samples == 4_410


_FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from engine.audio.files import write
from engine.core.errors import AudioWriteError
from tests.signals import noise

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    write(Path(sys.argv[1]), noise(3.0))
except AudioWriteError as error:
    print("refused:", error)
"""


@pytest.mark.skipif(os.name != "posix", reason="file size limits are POSIX")
@pytest.mark.parametrize("suffix", [".wav", ".flac", ".mp3"])
def test_a_disk_that_takes_no_more_leaves_the_old_file(suffix: str, tmp_path: Path) -> None:
    """libsndfile leaves a valid-looking shorter file in this case."""
    path = tmp_path / f"song{suffix}"
    path.write_bytes(b"old")
    run = subprocess.run([sys.executable, "-c", _FULL_DISK, path], capture_output=True, text=True, check=False)
    assert run.stdout.startswith("refused:"), run.stderr
    assert "\n" not in run.stdout.strip()
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_the_same_audio_gives_the_same_file_whatever_the_time(tmp_path: Path) -> None:
    write(tmp_path / "one.wav", noise(seconds=0.1), subtype="float32")
    time.sleep(1.1)  # libsndfile stamps float files with seconds
    write(tmp_path / "two.wav", noise(seconds=0.1), subtype="float32")

    assert (tmp_path / "one.wav").read_bytes() == (tmp_path / "two.wav").read_bytes()
