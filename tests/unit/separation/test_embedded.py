"""The embedded network, small and with random weights: what holds whatever it has learned."""

import json

import numpy as np
import pytest
import torch

from engine.core.audio import Audio
from engine.core.errors import JobCancelled, ModelRefused
from engine.core.stems import Stem
from engine.separation.embedded.bands import COARSE_CELLS, FINE_BINS, GROUPS, NUM_BANDS
from engine.separation.embedded.features import features, spectrogram, waveform
from engine.separation.embedded.network import EmbeddedNetwork, NetworkShape
from engine.separation.embedded.presence import (
    LOG_DRUM,
    Calibration,
    Heard,
    evidence,
    gate,
    probability,
    smoothed,
)
from engine.separation.embedded.separator import EmbeddedSeparator, load_embedded
from engine.separation.embedded.waves import WaveNetwork
from engine.separation.embedded.weights import open_weights, save_weights
from engine.separation.overlap import separate
from engine.separation.setup import Setup

RATE = 44_100
OPEN = Calibration(0.0, 0.0, 50.0)  # there is always a log drum
TINY = NetworkShape(width=16, blocks=3, heads=2, time_attention=(1,), band_attention=(2,))


@pytest.fixture(scope="module")
def network() -> EmbeddedNetwork:
    torch.manual_seed(1)
    made = EmbeddedNetwork(TINY).eval()
    with torch.no_grad():  # louder than at the start of a training, so that masks are anything but equal
        for outlet in made.outlets:
            outlet.weight *= 4
    return made


@pytest.fixture(scope="module")
def separator(network: EmbeddedNetwork, tmp_path_factory: pytest.TempPathFactory) -> EmbeddedSeparator:
    file = tmp_path_factory.mktemp("weights") / "tiny.safetensors"
    save_weights(file, network, "tiny-1", OPEN)
    return load_embedded(Setup(device="cpu", precision="fp32"), file)


def music(seconds: float, seed: int = 0, channels: int = 2) -> np.ndarray:
    rng = np.random.default_rng(seed)
    time = np.arange(round(seconds * RATE)) / RATE
    tones = sum(
        np.sin(2 * np.pi * hz * time + rng.uniform(0, 6)) * rng.uniform(0.02, 0.1) for hz in (55, 110, 440, 2500)
    )
    return (tones + 0.02 * rng.standard_normal((channels, len(time)))).astype(np.float32)


def test_bands_cover_every_bin_once() -> None:
    for is_coarse, size in ((False, FINE_BINS), (True, COARSE_CELLS)):
        groups = [group for group in GROUPS if group.is_coarse is is_coarse]
        assert [group.start for group in groups] == [0, *(group.stop for group in groups[:-1])]
        assert groups[-1].stop == size
    assert sum(group.count for group in GROUPS) == NUM_BANDS


def test_transform_and_back_is_the_identity() -> None:
    wave = torch.from_numpy(music(1.3))
    assert torch.allclose(waveform(spectrogram(wave), wave.shape[-1]), wave, atol=1e-6)


def test_features_do_not_depend_on_polarity_gain_or_the_side_that_is_left() -> None:
    spec = spectrogram(torch.from_numpy(music(1.0)))
    middle, side = spec[:1], spec[1:]
    power = middle.abs().square().mean(dim=(1, 2))
    fine, coarse = features(middle, side, power)
    louder = features(-3 * middle, -3 * side, 9 * power)
    assert torch.allclose(fine, louder[0], atol=2e-3)  # phasors of bins at the level of rounding turn a little
    assert torch.allclose(coarse, louder[1], atol=2e-3)
    turned = features(middle, -side, power)[0]
    assert torch.allclose(fine[..., :6], turned[..., :6])
    assert torch.allclose(fine[..., 6:], -turned[..., 6:])


def test_a_steady_tone_has_a_real_instantaneous_frequency_at_its_bin() -> None:
    """The turn between frames is taken out: a sinusoid at a bin's centre gives the phasor 1."""
    time = torch.arange(RATE) / RATE
    tone = torch.sin(2 * torch.pi * (20 * RATE / 4096) * time)[None]
    spec = spectrogram(tone)
    fine, _ = features(spec, torch.zeros_like(spec), spec.abs().square().mean(dim=(1, 2)))
    inside = fine[0, 5:-5, 20]
    assert torch.allclose(inside[:, 2], torch.ones(len(inside)), atol=1e-3)
    assert torch.allclose(inside[:, 3], torch.zeros(len(inside)), atol=1e-2)


@pytest.mark.parametrize("samples", [1, 100, 4096, 30_001])
@pytest.mark.parametrize("channels", [1, 2])
def test_stems_sum_to_the_mixture(separator: EmbeddedSeparator, samples: int, channels: int) -> None:
    mixture = music(1.0, channels=channels)[:, :samples]
    stems = separator.separate_segment(mixture, RATE)
    assert list(stems) == list(Stem)
    assert all(own.shape == mixture.shape for own in stems.values())
    # the sum of masks is one to float32's rounding, through two transforms
    assert np.allclose(sum(stems.values()), mixture, atol=2e-6)


def test_silence_gives_silence(separator: EmbeddedSeparator) -> None:
    stems = separator.separate_segment(np.zeros((2, 20_000), np.float32), RATE)
    assert all(not own.any() for own in stems.values())


def test_a_constant_offset_is_nobodys_but_others(separator: EmbeddedSeparator) -> None:
    stems = separator.separate_segment(np.full((2, 20_000), 0.25, np.float32), RATE)
    assert all(np.abs(own).max() < 1e-6 for stem, own in stems.items() if stem is not Stem.OTHER)


def test_level_of_the_song_changes_nothing_but_level(separator: EmbeddedSeparator) -> None:
    mixture = music(2.0)
    loud, quiet = (separator.separate_segment(gain * mixture, RATE) for gain in (np.float32(1.0), np.float32(0.01)))
    for stem in Stem:
        assert np.allclose(loud[stem], 100 * quiet[stem], atol=2e-4)


def test_segments_together_are_the_segments_alone(separator: EmbeddedSeparator) -> None:
    parts = [music(1.0, seed) for seed in range(3)]
    separator.runner.at_once = 3
    together = separator.separate_segments(parts, RATE)
    separator.runner.at_once = 1
    for part, answer in zip(parts, together, strict=True):
        alone = separator.separate_segment(part, RATE)
        assert all(np.allclose(answer[stem], alone[stem], atol=2e-6) for stem in Stem)


def test_a_whole_song_through_the_loop(separator: EmbeddedSeparator) -> None:
    song = Audio(music(19.0), RATE)
    stems = separate(song, separator)
    assert stems.num_samples == song.num_samples
    assert stems.residual_db(song) < -120


def test_mono_is_stereo_with_equal_sides(separator: EmbeddedSeparator) -> None:
    mono = music(1.0, channels=1)
    one, two = separator.separate_segment(mono, RATE), separator.separate_segment(np.repeat(mono, 2, axis=0), RATE)
    assert all(np.allclose(one[stem][0], two[stem][0], atol=1e-6) for stem in Stem)


def test_cancelling_leaves_between_layers(separator: EmbeddedSeparator) -> None:
    calls = 0

    def cancel(_fraction: float) -> None:
        nonlocal calls
        calls += 1
        if calls > 4:
            raise JobCancelled

    with pytest.raises(JobCancelled):
        separator.separate_segment(music(1.0), RATE, report=cancel)
    assert calls == 5


def test_the_file_gives_the_network_back(network: EmbeddedNetwork, tmp_path) -> None:
    file = tmp_path / "net.safetensors"
    save_weights(file, network, "7", Calibration(2.0, 0.1, -1.0))
    opened = open_weights(file)
    assert opened.revision == "7"
    assert opened.calibration == Calibration(2.0, 0.1, -1.0)
    assert opened.network.shape == TINY
    wave = torch.from_numpy(music(1.0))[None]
    with torch.inference_mode():
        before, after = WaveNetwork(network)(wave), WaveNetwork(opened.network)(wave)
    error = (before - after).square().sum() / before.square().sum()
    assert 10 * torch.log10(error) < -45  # half precision keeps 11 bits of every weight


@pytest.mark.parametrize("offset", [-50.0, -1.0, 50.0])
def test_the_gate_takes_the_log_drum_and_nothing_else(network: EmbeddedNetwork, offset: float) -> None:
    wave = torch.from_numpy(music(2.0))[None]
    calibration = Calibration(0.0, 0.0, offset)
    with torch.inference_mode():
        without, gated = WaveNetwork(network)(wave), WaveNetwork(network, calibration)(wave)
    opened = gate(Heard(np.zeros(10, np.float32), 1.0, 1.0), calibration)
    assert torch.allclose(gated.sum(1), wave, atol=2e-6)
    assert torch.allclose(gated[:, LOG_DRUM], opened * without[:, LOG_DRUM], atol=1e-6)


def test_gate_and_probability_follow_what_was_heard() -> None:
    activity = torch.full((1, 400, 5), -6.0)
    activity[:, 100:250, LOG_DRUM] = 6.0  # three and a half of nine seconds
    answers = smoothed(activity[..., LOG_DRUM])[0].numpy()
    assert answers.shape == (400,)
    plain, by_level = Calibration(1.0, 0.0, 0.0), Calibration(1.0, 0.5, 0.0)
    heard = Heard(answers, energy=1.0, whole=100.0)
    assert evidence([heard]) == pytest.approx((6.0, -20.0))
    assert probability([heard], plain) == pytest.approx(1 / (1 + np.exp(-6.0)), abs=1e-4)
    assert probability([heard], by_level) == pytest.approx(1 / (1 + np.exp(4.0)), abs=1e-4)
    assert gate(heard, plain) > 0.999
    assert gate(Heard(-np.abs(answers) - 6.0, 1.0, 100.0), plain) < 1e-3
    # a song of two such segments is as sure; one with a silent half has the same answer and half the share
    assert probability([heard, heard], by_level) == pytest.approx(probability([heard], by_level))


def test_the_separator_says_once_whether_there_was_a_log_drum(separator: EmbeddedSeparator) -> None:
    separator.log_drum_probability()
    assert separator.log_drum_probability() is None
    song = Audio(music(9.0), RATE)
    stems = separate(song, separator)
    assert stems.log_drum_probability == pytest.approx(1.0)
    assert separator.log_drum_probability() is None


@pytest.mark.parametrize("content", [b"", b"nonsense", b"\x02\x00\x00\x00\x00\x00\x00\x00{}"])
def test_other_files_are_refused_in_a_sentence(tmp_path, content: bytes) -> None:
    file = tmp_path / "bad.safetensors"
    file.write_bytes(content)
    with pytest.raises(ModelRefused):
        open_weights(file)


def test_a_file_whose_header_lies_is_refused(network: EmbeddedNetwork, tmp_path) -> None:
    from safetensors.torch import save_file

    file = tmp_path / "lies.safetensors"
    shape = json.dumps({"width": 10**6, "blocks": 3, "heads": 2})
    save_file({"x": torch.zeros(1)}, file, metadata={"format": "aurax.embedded/1", "revision": "1", "shape": shape})
    with pytest.raises(ModelRefused):
        open_weights(file)
    with pytest.raises(ModelRefused):
        open_weights(tmp_path / "nothing.safetensors")
