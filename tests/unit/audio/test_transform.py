from __future__ import annotations

import numpy as np
import pytest

from engine.audio import resample as resampling
from engine.audio.downmix import stereo_matrix
from engine.audio.downmix import to_stereo as mix_down
from engine.audio.resample import resample
from engine.audio.transform import concatenate, fade, gain_db, to_mono, to_stereo, trim
from engine.core.audio import Audio
from tests.signals import noise, sine


def test_mono_and_stereo() -> None:
    audio = noise(0.1)
    mono = to_mono(audio)
    assert mono.num_channels == 1
    assert np.allclose(mono.samples[0], audio.samples.mean(axis=0), atol=1e-7)  # one rounding to float32
    assert np.array_equal(to_stereo(mono).samples, np.repeat(mono.samples, 2, axis=0))
    assert to_stereo(audio) is audio
    assert to_mono(mono) is mono
    with pytest.raises(ValueError, match="1 or 2"):
        to_stereo(noise(0.1, channels=3))


def test_gain_trim_fade_concatenate() -> None:
    audio = sine(441.0, 1.0)
    assert np.abs(gain_db(audio, 20.0).samples).max() == pytest.approx(5.0, rel=1e-4)
    part = trim(audio, 0.25, 0.5)
    assert np.array_equal(part.samples, audio.samples[:, 11_025:22_050])
    assert trim(audio, -1.0, 9.0).num_samples == audio.num_samples
    assert trim(audio, 5.0, 9.0).num_samples == 0
    with pytest.raises(ValueError, match="end"):
        trim(audio, 0.5, 0.25)
    faded = fade(audio, fade_in=0.1, fade_out=0.2).samples
    assert np.array_equal(faded[:, 4_410:-8_820], audio.samples[:, 4_410:-8_820])
    assert np.abs(faded[:, :10]).max() < 1e-4
    assert np.abs(faded[:, -10:]).max() < 1e-4
    assert fade(audio, fade_in=5.0).num_samples == audio.num_samples
    assert concatenate(part, part).num_samples == 2 * part.num_samples
    with pytest.raises(ValueError, match="share"):
        concatenate(part, to_mono(part))


RATES = ((44_100, 48_000), (48_000, 44_100), (44_100, 22_050), (8_000, 44_100), (96_000, 16_000))


@pytest.mark.parametrize(("source", "target"), RATES)
def test_resampling_keeps_a_tone(source: int, target: int) -> None:
    audio = sine(1_000.0, 1.0, amplitude=0.5, sample_rate=source)
    out = resample(audio, target)
    assert out.samples.shape == (2, target)
    expected = sine(1_000.0, 1.0, amplitude=0.5, sample_rate=target).samples
    inner = slice(target // 10, -target // 10)  # the tone starts and ends abruptly: the filter rings there
    assert np.abs(out.samples[:, inner] - expected[:, inner]).max() < 1e-5  # −94 dB of the tone, float32 sums


def test_resampling_removes_what_does_not_fit() -> None:
    out = resample(sine(15_000.0, 1.0, amplitude=0.5), 22_050)
    assert np.abs(out.samples[:, 2_000:-2_000]).max() < 1e-4


@pytest.mark.parametrize("length", [0, 1, 2, 100, 44_099])
def test_resampling_any_length(length: int) -> None:
    audio = Audio(np.zeros((1, length), np.float32), 44_100)
    assert resample(audio, 48_000).num_samples == round(length * 48_000 / 44_100)
    assert resample(audio, 44_100) is audio


def test_surround_as_itu_r_bs_775_says() -> None:
    """Table 2: centre and surrounds at −3 dB; no LFE. WAV's order: L R C LFE Ls Rs."""
    impulses = np.eye(6, dtype=np.float32)
    half = np.float32(0.5**0.5)
    expected = [[1, 0, half, 0, half, 0], [0, 1, half, 0, 0, half]]
    assert np.allclose(mix_down(impulses, stereo_matrix(6, None)), expected)


def test_speakers_by_mask_and_unknown_channels() -> None:
    # 5.1.2 with top front speakers: bits of L R C LFE, Ls Rs (side) and both tops
    mask = 0xF | 0x600 | 0x1000 | 0x4000
    matrix = stereo_matrix(8, mask)
    assert matrix[:, 6].tolist() == pytest.approx([0.5**0.5, 0.0])
    assert matrix[:, 7].tolist() == pytest.approx([0.0, 0.5**0.5])
    for count in (9, 16, 33, 64):
        pairs = stereo_matrix(count, None)
        assert pairs.sum(axis=1) == pytest.approx([1.0, 1.0])
        assert (pairs[0, 1::2] == 0).all()
    assert stereo_matrix(6, 0x3).shape == (2, 6)  # a mask of the wrong number of speakers says nothing


@pytest.mark.parametrize(("from_rate", "to_rate"), [(48_000, 44_100), (44_100, 48_000), (22_050, 44_100)])
def test_resampling_block_by_block_changes_no_bit(
    from_rate: int, to_rate: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    import soxr

    monkeypatch.setattr(resampling, "_BLOCK_SAMPLES", 10_007)
    rng = np.random.default_rng(0)
    audio = Audio(rng.uniform(-1, 1, (2, 100_003)).astype(np.float32), from_rate)
    at_once = soxr.resample(audio.samples.T, from_rate, to_rate, quality="VHQ").T
    samples = resample(audio, to_rate).samples
    assert samples.shape[1] == round(100_003 * to_rate / from_rate)
    common = min(samples.shape[1], at_once.shape[1])
    np.testing.assert_array_equal(samples[:, :common], at_once[:, :common])
