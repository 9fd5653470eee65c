"""Spectrograms of stems: energy stands where it sounds, and the picture appears whole or not at all."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engine.core.audio import Audio
from engine.core.stems import GIVEN, Stem, Stems
from engine.exchange.stem_spectrograms import close_up, log_spectrogram, write_stem_spectrograms
from tests.signals import noise, place, silence, sine

RATE = 44_100


@pytest.mark.parametrize("hz", [41.2, 110.0, 440.0, 9_000.0])
def test_a_sine_stands_in_its_band(hz: float) -> None:
    own = log_spectrogram(sine(hz, 3.0))
    band = int(np.argmax(own.power.sum(axis=1)))
    width = RATE / 8192  # a bin; below 180 Hz the bands are narrower
    assert own.edges_hz[band] - width < hz < own.edges_hz[band + 1] + width


def test_no_energy_is_lost_between_the_bands() -> None:
    """White noise: the share of the band from 30 Hz to 16 kHz, whatever bins and bands there are."""
    for n_fft in (2048, 8192):
        own = log_spectrogram(noise(4.0), n_fft=n_fft)
        whole = own.power.sum(axis=0)[1:-3].mean()
        # Parseval for one side of the spectrum: half of n_fft * sum(window²) * variance, 3/8 for Hann; two channels
        expected = 2.0 * 0.5 * 3.0 / 8.0 * 0.1**2 * (16_000.0 - 30.0) / (RATE / 2.0)
        assert whole == pytest.approx(expected, rel=0.05)


def test_pink_noise_is_flat() -> None:
    white = np.fft.rfft(noise(20.0).samples[0])
    hz = np.maximum(np.fft.rfftfreq(20 * RATE, 1 / RATE), 1.0)
    pink = Audio(np.fft.irfft(white / np.sqrt(hz))[None].astype(np.float32), RATE)
    level = 10.0 * np.log10(log_spectrogram(pink).power.mean(axis=1))
    assert np.std(level) < 1.0


def test_time_runs_to_the_end_and_every_sample_counts() -> None:
    click = np.ones(32, np.float32)
    for seconds in (0.05, 7.0, 600.0):
        own = log_spectrogram(place([(seconds - 0.03, click)], seconds, channels=1), columns=50)
        assert own.seconds == pytest.approx(seconds, abs=1e-3)
        assert int(np.argmax(own.power.sum(axis=0))) >= own.power.shape[1] - 2
    assert log_spectrogram(sine(100.0, 1.0, sample_rate=8_000)).edges_hz[-1] == 4_000.0


def test_the_close_up_is_where_the_log_drum_is_loudest() -> None:
    burst = sine(80.0, 1.0, amplitude=0.9).samples[0]
    stems = Stems({Stem.LOG_DRUM: place([(20.0, burst)], 30.0), Stem.OTHER: place([(3.0, burst)], 30.0)}, GIVEN)
    mixture = Audio(stems[Stem.LOG_DRUM].samples + stems[Stem.OTHER].samples, RATE)
    start = close_up(mixture, stems)
    assert start is not None
    assert start <= 20.0 <= start + 8.0
    none = Stems({Stem.LOG_DRUM: silence(30.0), Stem.OTHER: stems[Stem.OTHER]}, GIVEN)
    elsewhere = close_up(stems[Stem.OTHER], none)
    assert elsewhere is not None
    assert elsewhere <= 3.0 <= elsewhere + 8.0
    assert close_up(sine(80.0, 10.0), Stems({Stem.OTHER: sine(80.0, 10.0)}, GIVEN)) is None


@pytest.mark.parametrize("seconds", [0.0005, 1.0, 17.0])
def test_a_picture_of_any_length_and_name(seconds: float, tmp_path: Path) -> None:
    stems = Stems({Stem.OTHER: sine(200.0, seconds), Stem.LOG_DRUM: silence(seconds)}, "toy")
    picture = tmp_path / "new" / "a.png"
    write_stem_spectrograms(picture, sine(200.0, seconds), stems, title="Amapiano $\\frac$ 鼓 <b>", remarks=["toy"])
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert [file.name for file in picture.parent.iterdir()] == ["a.png"]
