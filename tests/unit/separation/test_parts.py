"""The pieces of the spectral separator, each on a signal whose answer is known."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.core.audio import Audio
from engine.core.stems import Stem
from engine.separation import low_end, low_notes
from engine.separation.low_end import decimation, listen
from engine.separation.medians import median_over_bins, median_over_frames
from engine.separation.percussive import percussive_mask
from engine.separation.stft import Stft
from engine.separation.voice import follow_voice
from tests import scene_sounds
from tests.scene import ScenePlan, mix, render, without_log_drum

RATE = 44_100


@given(samples=st.integers(1, 5_000), n_fft=st.sampled_from([8, 64, 256, 1_024]), channels=st.integers(1, 2))
@settings(deadline=None, max_examples=50)
def test_the_transform_and_its_inverse_are_the_identity(samples: int, n_fft: int, channels: int) -> None:
    x = np.random.default_rng(samples).uniform(-1, 1, (channels, samples)).astype(np.float32)
    stft = Stft(n_fft)
    # float32 transforms of up to 1024 points: some 1e-6
    np.testing.assert_allclose(stft.inverse(stft.forward(x), samples), x, atol=1e-5)


def test_a_frame_is_centred_where_it_says() -> None:
    x = np.zeros((1, 4_000), np.float32)
    x[0, 2_000] = 1.0
    stft = Stft(400)
    energy = np.sum(np.abs(stft.forward(x)[0]) ** 2, axis=1)
    assert (np.argmax(energy) - 1) * stft.hop_length == 2_000


@pytest.mark.parametrize("size", [3, 9, 17])
def test_the_fast_median_is_the_median(size: int) -> None:
    x = np.random.default_rng(1).uniform(0, 1, (30, 40)).astype(np.float32)
    half = size // 2
    padded = np.pad(x, ((0, 0), (half, half)), mode="symmetric")
    expected = np.median(np.lib.stride_tricks.sliding_window_view(padded, size, axis=1), axis=-1)
    np.testing.assert_array_equal(median_over_bins(x, size), expected.astype(np.float32))
    np.testing.assert_array_equal(median_over_frames(np.ascontiguousarray(x.T), size), expected.T.astype(np.float32))


def test_a_click_is_percussive_and_a_tone_is_not() -> None:
    t = np.arange(RATE) / RATE
    tone = np.sin(2 * np.pi * 1_000 * t)
    click = np.zeros(RATE)
    click[RATE // 2] = 30.0
    stft = Stft(2_048)
    spectrogram = np.abs(stft.forward((tone + click)[None].astype(np.float32))[0])
    mask = percussive_mask(spectrogram, stft.frequencies(RATE))
    frame, bin_1k, bin_8k = RATE // 2 // stft.hop_length + 1, round(1_000 / RATE * 2_048), round(8_000 / RATE * 2_048)
    assert mask[frame, bin_8k] > 0.9
    assert mask[frame - 20, bin_1k] < 0.1


def low_power(wave: np.ndarray) -> tuple[np.ndarray, float]:
    stft = Stft(256 * decimation(RATE))
    spectrogram = stft.forward(wave[None].astype(np.float32))[0]
    return np.square(np.abs(spectrogram[:, :120])), RATE / stft.n_fft


def riff(kind: str) -> np.ndarray:
    """Eight notes of half a second: A1, C2, E2, A2 twice."""
    rng = np.random.default_rng(3)
    patch = scene_sounds.LogDrumPatch(tau=0.09, drive=1.5, drop_semitones=0.0, drop_tau=0.02, slides=0.0)
    track = np.zeros(4 * RATE + RATE)
    for index, midi in enumerate([33, 36, 40, 45] * 2):
        pitch = scene_sounds.hz(midi)
        if kind == "log_drum":
            note = scene_sounds.log_drum_note(rng, pitch, 100, 0.4, patch)
        else:
            note = scene_sounds.bass_note(kind, pitch, 0.5, 400.0)
        scene_sounds.place(track, 0.25 + 0.5 * index, note)
    return track


def test_low_notes_are_found_where_they_are_and_on_their_pitch() -> None:
    notes = low_notes.find_notes(*low_power(riff("log_drum")))
    times = np.array([(note.onset - 1) * 1_024 / RATE for note in notes])
    assert len(notes) == 8
    np.testing.assert_allclose(times, 0.25 + 0.5 * np.arange(8), atol=0.05)  # frames of 93 ms every 23 ms
    expected = np.array([scene_sounds.hz(midi) for midi in [33, 36, 40, 45] * 2])
    found = np.array([note.pitch_hz for note in notes])
    assert np.max(np.abs(12 * np.log2(found / expected))) < 0.7  # a third of a bin at 55 Hz is 0.7 semitones


def test_a_log_drum_is_told_from_a_bass() -> None:
    share = {
        kind: low_notes.log_drum_share(low_notes.find_notes(*low_power(riff(kind)))) for kind in ("log_drum", "saw")
    }
    assert share["log_drum"] > 0.7
    assert share["saw"] < 0.2  # one note in eight is mistaken, as expected of single notes
    assert low_notes.log_drum_share([]) == 0.0


def test_a_drum_has_one_pitch_and_a_riff_several() -> None:
    riff_notes = low_notes.find_notes(*low_power(riff("log_drum")))
    assert low_notes.pitch_variety(riff_notes) > 0.5  # four pitches, equally often
    assert low_notes.pitch_variety([riff_notes[0]] * 8) == 0.0
    assert low_notes.pitch_variety([]) == 0.0


def test_a_song_is_heard_to_have_a_log_drum_and_a_kick_or_not() -> None:
    with_log_drum = listen(mix(render(ScenePlan(3, 10.0, bass="sub"))))
    assert with_log_drum.log_drum > 0.9
    assert with_log_drum.kick is not None
    assert listen(mix(render(without_log_drum(ScenePlan(3, 10.0), "sub")))).log_drum == 0.0
    nothing = listen(Audio(np.zeros((1, RATE), np.float32), RATE))
    assert nothing.log_drum == 0.0
    assert nothing.kick is None


def test_the_kick_is_taken_from_the_low_band() -> None:
    stems = render(ScenePlan(14, 10.0, voice=False))
    drums, log_drum = (stems[stem].samples.mean(axis=0, keepdims=True) for stem in (Stem.DRUMS, Stem.LOG_DRUM))
    heard = listen(Audio(drums + log_drum, RATE))
    factor = decimation(RATE)

    def low(samples: np.ndarray) -> np.ndarray:
        return low_end._low_band(Audio(samples, RATE), factor, lambda _: None)

    rest = low_end.without_kick(low(drums + log_drum), RATE / factor, heard.kick)
    # most of the drums' low end is gone, most of the log drum is still there
    assert np.sum((rest - low(log_drum)) ** 2) < 0.4 * np.sum(low(drums) ** 2)


def test_reading_the_low_band_in_blocks_changes_nothing() -> None:
    from scipy import signal

    x = np.random.default_rng(0).uniform(-1, 1, (1, 50 * 8_000 + 123)).astype(np.float32)  # three blocks
    factor = decimation(8_000)
    low = low_end._low_band(Audio(x, 8_000), factor, lambda _: None)
    np.testing.assert_allclose(low[0], signal.resample_poly(x[0], 1, factor), atol=1e-6)


def test_the_voice_is_followed_through_a_glide() -> None:
    t = np.arange(2 * RATE) / RATE
    pitch = 220 * 2 ** (t / 2 * 7 / 12)
    phase = 2 * np.pi * np.cumsum(pitch) / RATE
    wave = sum(np.sin(k * phase) / k for k in range(1, 12))
    stft = Stft(4_096)
    path = follow_voice(np.abs(stft.forward(np.asarray(wave)[None].astype(np.float32))[0]), RATE / 4_096)
    inside = slice(4, -6)
    expected = np.interp((np.arange(len(path.pitch_bins)) - 1) * 1_024 / RATE, t, pitch)
    found = path.pitch_bins * RATE / 4_096
    assert np.max(np.abs(12 * np.log2(found[inside] / expected[inside]))) < 0.5  # grid of a quarter semitone
