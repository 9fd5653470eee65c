"""Loudness and true peak against the truths of ITU-R BS.1770-4 and an independent implementation."""

from __future__ import annotations

import warnings

import numpy as np
import pytest

from engine.audio.loudness import integrated_loudness, k_weighting, measure_loudness, true_peak_dbtp
from engine.audio.transform import concatenate, fade, gain_db
from engine.core.audio import Audio
from tests.signals import noise, silence, sine


def test_the_filter_is_the_standards_table_at_48_khz() -> None:
    """BS.1770-4, Annex 1, tables 1 and 2."""
    expected = [
        [1.53512485958697, -2.69169618940638, 1.19839281085285, 1.0, -1.69065929318241, 0.73248077421585],
        [1.0, -2.0, 1.0, 1.0, -1.99004745483398, 0.99007225036621],
    ]
    assert np.abs(k_weighting(48_000) - expected).max() < 1e-8


@pytest.mark.parametrize("sample_rate", [22_050, 44_100, 48_000, 96_000])
def test_a_full_scale_sine_of_997_hz(sample_rate: int) -> None:
    """In one channel it reads −3.01 LUFS (BS.1770-4, Annex 1, note 1); in two, 3.01 more. Meters may err by 0.1 LU."""
    tone = sine(997.0, 5.0, amplitude=1.0, channels=2, sample_rate=sample_rate)
    assert integrated_loudness(tone) == pytest.approx(0.0, abs=0.1)
    assert integrated_loudness(Audio(tone.samples[:1], sample_rate)) == pytest.approx(-3.01, abs=0.1)


def test_gating_as_in_ebu_tech_3341() -> None:
    """EBU Tech 3341, test cases 3 and 4: quiet passages do not count. 1 kHz sines at the levels of each part."""
    full = sine(1_000.0, 1.0, amplitude=1.0, sample_rate=48_000)

    def parts(*levels: tuple[float, float]) -> Audio:
        made = [sine(1_000.0, seconds, amplitude=1.0, sample_rate=48_000) for _, seconds in levels]
        return concatenate(*(gain_db(part, level) for part, (level, _) in zip(made, levels, strict=True)))

    assert integrated_loudness(gain_db(full, -23.0)) == pytest.approx(-23.0, abs=0.1)
    assert integrated_loudness(parts((-36.0, 10.0), (-23.0, 60.0), (-36.0, 10.0))) == pytest.approx(-23.0, abs=0.1)
    five = parts((-72.0, 10.0), (-36.0, 10.0), (-23.0, 60.0), (-36.0, 10.0), (-72.0, 10.0))
    assert integrated_loudness(five) == pytest.approx(-23.0, abs=0.1)


def test_gain_moves_loudness_by_as_much() -> None:
    audio = noise(3.0)
    louder = integrated_loudness(gain_db(audio, 6.0))
    quieter = integrated_loudness(audio)
    assert louder is not None
    assert quieter is not None
    assert louder - quieter == pytest.approx(6.0, abs=1e-4)


def test_as_pyloudnorm() -> None:
    """An independent implementation; its class "DeMan" has the standard's filter, the default one is
    0.05 LU off. It rounds block edges differently, hence 0.02 LU."""
    import pyloudnorm

    audio = fade(noise(12.3, amplitude=0.2), fade_in=5.0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        meter = pyloudnorm.Meter(44_100, filter_class="DeMan")
        expected = meter.integrated_loudness(audio.samples.T.astype(np.float64))
    assert integrated_loudness(audio) == pytest.approx(expected, abs=0.02)


def test_what_has_no_loudness() -> None:
    assert integrated_loudness(silence(5.0)) is None
    assert integrated_loudness(gain_db(noise(5.0), -90.0)) is None  # below the absolute gate
    assert integrated_loudness(noise(0.39)) is None
    assert integrated_loudness(noise(0.41)) is not None
    assert integrated_loudness(silence(0.0)) is None
    assert true_peak_dbtp(silence(5.0)) is None
    assert true_peak_dbtp(silence(0.0)) is None


@pytest.mark.parametrize("sample_rate", [44_100, 48_000, 96_000])
def test_true_peak_between_the_samples(sample_rate: int) -> None:
    """A sine of a quarter of the rate at 45°: every sample lies 3.01 dB below the crest. EBU Tech 3341, case 15 ff.:
    +0.2/−0.4 dB are allowed."""
    n = np.arange(sample_rate)
    samples = np.sin(np.pi / 2 * n + np.pi / 4)[None].astype(np.float32)
    audio = fade(Audio(samples, sample_rate), fade_in=0.2, fade_out=0.2)
    assert 20 * np.log10(audio.samples.max()) == pytest.approx(-3.01, abs=0.01)
    assert true_peak_dbtp(audio) == pytest.approx(0.0, abs=0.1)


def test_true_peak_is_never_below_the_highest_sample() -> None:
    click = np.zeros((2, 1_000), np.float32)
    click[1, 500] = -0.7
    assert true_peak_dbtp(Audio(click, 44_100)) >= 20 * np.log10(np.float32(0.7))
    assert true_peak_dbtp(Audio(np.full((1, 1), 0.5, np.float32), 44_100)) >= 20 * np.log10(0.5)


def test_true_peak_in_blocks_is_that_of_the_whole() -> None:
    """Thirty seconds are three blocks; the peak lies across the edge of two of them."""
    audio = silence(30.0, channels=1, sample_rate=48_000).samples.copy()
    audio[0, 480_000 - 2_000 : 480_000 + 2_000] = np.hanning(4_000) * np.sin(np.pi / 2 * np.arange(4_000) + np.pi / 4)
    assert true_peak_dbtp(Audio(audio, 48_000)) == pytest.approx(0.0, abs=0.1)


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ((-20.0, -30.0), 10.0),
        ((-20.0, -15.0), 5.0),
        ((-40.0, -20.0), 20.0),
        ((-50.0, -35.0, -20.0, -35.0, -50.0), 15.0),
    ],
)
def test_loudness_range_as_in_ebu_tech_3342(levels: tuple[float, ...], expected: float) -> None:
    """EBU Tech 3342, test cases 1, 2 and 4: 1 kHz sines of 20 s at each of these levels, ±1 LU."""
    full = sine(1_000.0, 20.0, amplitude=1.0, sample_rate=8_000, channels=1)
    measured = measure_loudness(concatenate(*(gain_db(full, level) for level in levels)))
    assert measured.range_lu == pytest.approx(expected, abs=1.0)
    assert measure_loudness(sine(1_000.0, 2.0)).range_lu is None
