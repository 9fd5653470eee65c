"""What the weight-free separator owes any input, whatever it sounds like."""

from __future__ import annotations

import time

import numpy as np
import pytest

from engine.core.audio import Audio
from engine.core.errors import JobCancelled
from engine.core.stems import Stem
from engine.separation.overlap import separate
from engine.separation.spectral import SpectralSeparator
from tests.scene import ScenePlan, mix, render


@pytest.fixture(scope="module")
def song() -> Audio:
    return mix(render(ScenePlan(7, 6.0, bass="sub")))


def peak_difference(a: Audio, b: Audio) -> float:
    return float(np.max(np.abs(a.samples - b.samples)))


def test_the_stems_sum_to_the_mixture_and_have_its_shape(song: Audio) -> None:
    stems = separate(song, SpectralSeparator())
    assert tuple(stems) == tuple(Stem)
    assert stems.num_samples == song.num_samples
    assert stems.sample_rate == song.sample_rate
    assert stems.residual_db(song) < -120


@pytest.mark.parametrize("samples", [1, 2, 100, 44_099])
@pytest.mark.parametrize("channels", [1, 2])
def test_short_songs(samples: int, channels: int, song: Audio) -> None:
    mixture = Audio(np.ascontiguousarray(song.samples[:channels, :samples]), song.sample_rate)
    stems = separate(mixture, SpectralSeparator())
    assert stems[Stem.BASS].samples.shape == (channels, samples)
    assert all(np.isfinite(audio.samples).all() for audio in stems.audio.values())
    assert stems.residual_db(mixture) < -120


@pytest.mark.parametrize("sample_rate", [500, 8_000, 22_050, 48_000, 96_000])
def test_any_sample_rate(sample_rate: int, song: Audio) -> None:
    mixture = Audio(song.samples, sample_rate)
    stems = separate(mixture, SpectralSeparator())
    assert stems.sample_rate == sample_rate
    assert stems.residual_db(mixture) < -120


def test_silence_stays_silent() -> None:
    stems = separate(Audio(np.zeros((2, 100_000), np.float32), 44_100), SpectralSeparator())
    assert all(not audio.samples.any() for audio in stems.audio.values())


@pytest.mark.parametrize("value", [1.0, 1e-30, 1e30])
def test_extreme_levels_stay_finite(value: float) -> None:
    samples = np.zeros((1, 20_000), np.float32)
    samples[0, 5_000:5_010] = value
    stems = separate(Audio(samples, 44_100), SpectralSeparator())
    assert all(np.isfinite(audio.samples).all() for audio in stems.audio.values())


@pytest.mark.parametrize("gain", [0.5, 0.01, 3.7])
def test_a_quieter_song_gives_quieter_stems(gain: float, song: Audio) -> None:
    plain = separate(song, SpectralSeparator())
    scaled = separate(Audio(song.samples * np.float32(gain), song.sample_rate), SpectralSeparator())
    for stem in Stem:
        difference = scaled[stem].samples / np.float32(gain) - plain[stem].samples
        # samples are rounded differently unless the gain is a power of two, and a near tie between two pitches of the
        # voice may then fall the other way for a frame: -50 dB of the song
        assert np.sum(difference**2) < 1e-5 * np.sum(song.samples**2)


def test_the_same_song_gives_the_same_stems(song: Audio) -> None:
    first, second = separate(song, SpectralSeparator()), separate(song, SpectralSeparator())
    assert all(np.array_equal(first[stem].samples, second[stem].samples) for stem in Stem)


def test_swapping_the_channels_swaps_the_stems_channels(song: Audio) -> None:
    plain = separate(song, SpectralSeparator())
    swapped = separate(Audio(np.ascontiguousarray(song.samples[::-1]), song.sample_rate), SpectralSeparator())
    for stem in Stem:
        np.testing.assert_allclose(swapped[stem].samples[::-1], plain[stem].samples, atol=1e-4)


def test_a_later_song_gives_later_stems(song: Audio) -> None:
    delay = 4_096  # a whole number of hops of both passes: frames see the same samples
    later = Audio(np.pad(song.samples, ((0, 0), (delay, 0))), song.sample_rate)
    plain, shifted = separate(song, SpectralSeparator()), separate(later, SpectralSeparator())
    for stem in Stem:
        difference = shifted[stem].samples[:, delay:] - plain[stem].samples
        # the song's statistics (percentiles) shift a little with the silence before it: -20 dB of the mixture
        assert np.sum(difference**2) < 0.01 * np.sum(song.samples**2)


def test_mono_as_stereo_gives_the_same_stems(song: Audio) -> None:
    mono = Audio(song.samples.mean(axis=0, keepdims=True), song.sample_rate)
    both = Audio(np.repeat(mono.samples, 2, axis=0), song.sample_rate)
    one, two = separate(mono, SpectralSeparator()), separate(both, SpectralSeparator())
    for stem in Stem:
        np.testing.assert_allclose(two[stem].samples[0], one[stem].samples[0], atol=1e-4)
        np.testing.assert_allclose(two[stem].samples[1], one[stem].samples[0], atol=1e-4)


def test_it_reports_at_least_twice_a_second(song: Audio) -> None:
    long = Audio(np.tile(song.samples, 5), song.sample_rate)
    separate(Audio(song.samples[:, :1000], song.sample_rate), SpectralSeparator())  # imports are not its work
    times = [time.process_time()]
    separate(long, SpectralSeparator(), report=lambda _: times.append(time.process_time()))
    # time of this process, so that a busy machine does not fail the test; with two threads it counts double
    assert max(np.diff(times)) < 0.5


def test_cancelling_in_the_middle(song: Audio) -> None:
    def stop(fraction: float) -> None:
        if fraction > 0.5:
            raise JobCancelled

    with pytest.raises(JobCancelled):
        separate(song, SpectralSeparator(), report=stop)
