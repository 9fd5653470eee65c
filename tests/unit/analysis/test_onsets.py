"""Onset novelty: attacks at known times, whatever the gain or the sample rate."""

import numpy as np
import pytest

from engine.analysis.onsets import fine_novelty, flux, novelty, peaks
from engine.analysis.spectrum import band_spectrogram, is_silent, log_filterbank, mono
from engine.core.audio import Audio
from tests.signals import click_track, noise, silence, sine


def _novelty(audio: Audio):
    return novelty(band_spectrogram(mono(audio), audio.sample_rate))


@pytest.mark.parametrize("tempo_bpm", [72.0, 113.0, 151.0])
def test_peaks_of_novelty_stand_at_clicks(tempo_bpm: float) -> None:
    audio = click_track(tempo_bpm, 10.0, offset=0.1)
    truth = np.arange(0.1, 10.0, 60.0 / tempo_bpm)
    onset = _novelty(audio)
    found = onset.clock.time(peaks(onset.total, onset.clock, threshold=0.05).astype(float))
    assert len(found) == len(truth)
    np.testing.assert_allclose(found, truth, atol=0.012)  # one frame of 10 ms and its rounding


def test_fine_novelty_places_a_click_within_two_milliseconds() -> None:
    audio = click_track(97.0, 10.0, offset=0.1)
    truth = np.arange(0.1, 10.0, 60.0 / 97.0)
    fine, clock = fine_novelty(mono(audio), audio.sample_rate)
    found = clock.time(peaks(fine, clock, threshold=0.3).astype(float))
    np.testing.assert_allclose(found, truth, atol=0.002)  # frames of 1 ms


def test_novelty_does_not_depend_on_gain() -> None:
    audio = click_track(113.0, 6.0)
    quiet = Audio((audio.samples * np.float32(0.01)).astype(np.float32), audio.sample_rate)
    np.testing.assert_allclose(_novelty(audio).total, _novelty(quiet).total, atol=1e-3)  # float32 rounding


def test_a_steady_sine_has_no_novelty_after_its_beginning() -> None:
    total = _novelty(sine(220.0, 4.0)).total
    assert total[10:-10].max() < 0.01 * total[:5].max()


def test_what_sounds_at_time_zero_begins_there() -> None:
    onset = _novelty(click_track(120.0, 4.0))
    assert int(np.argmax(onset.total[:20])) <= 2


def test_low_and_high_ranges_hear_their_own() -> None:
    low, high = _novelty(sine(60.0, 2.0)), _novelty(sine(8_000.0, 2.0))
    assert low.low[:5].max() > 5 * low.high[:5].max()
    assert high.high[:5].max() > high.low[:5].max()  # a sine cut in splashes downwards


@pytest.mark.parametrize("sample_rate", [8_000, 22_050, 48_000, 96_000])
def test_any_sample_rate_is_analysed(sample_rate: int) -> None:
    audio = noise(1.0, sample_rate=sample_rate)
    spectrogram = band_spectrogram(mono(audio), sample_rate)
    assert len(spectrogram.magnitudes) == pytest.approx(101, abs=2)
    assert np.isfinite(flux(spectrogram)).all()


def test_filters_have_unit_sum() -> None:
    bank, centres = log_filterbank(44_100, 2_048, bands_per_octave=8, low_hz=27.5, high_hz=16_000.0)
    np.testing.assert_allclose(bank.sum(axis=0), 1.0, rtol=1e-5)
    assert (np.diff(centres) > 0).all()


def test_channels_out_of_phase_are_still_heard() -> None:
    audio = sine(220.0, 1.0, channels=1)
    both = Audio(np.concatenate([audio.samples, -audio.samples]), audio.sample_rate)
    assert np.abs(mono(both)).max() > 0.4


def test_silence_is_silent_and_a_whisper_is_not() -> None:
    assert is_silent(mono(silence(1.0)))
    assert is_silent(np.zeros(0, np.float32))
    assert not is_silent(mono(sine(220.0, 1.0, amplitude=0.001)))
