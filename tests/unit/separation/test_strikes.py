"""Strikes of a log drum in a separated song, wherever the separator left them."""

from __future__ import annotations

import mir_eval
import numpy as np
import pytest

from engine.core.audio import Audio
from engine.core.errors import JobCancelled
from engine.core.stems import Stem, Stems
from engine.generation.sketch.instruments.base import RATE
from engine.separation.instrument import strikes
from engine.separation.instrument.strikes import NUM_FEATURES, find_strikes, load_weights, strike_log_odds
from tests.log_drum_stems import riff, stem
from tests.signals import noise, silence

STROKES = riff()
SECONDS = 9.5
ONSETS = np.asarray([stroke.time for stroke in STROKES])


def song(shares: dict[Stem, float], *, gain: float = 1.0, channels: int = 2) -> tuple[Stems, Audio]:
    """A log drum of which stems hold shares, beside a soft hiss."""
    own = stem(STROKES, SECONDS, channels=channels).samples
    rest = 0.002 * noise(SECONDS, channels=channels).samples[:, : own.shape[1]]
    rest = np.pad(rest, ((0, 0), (0, own.shape[1] - rest.shape[1])))
    waves = {name: np.float32(gain) * shares.get(name, 0.0) * own for name in Stem}
    waves[Stem.DRUMS] = waves[Stem.DRUMS] + np.float32(gain) * rest
    stems = Stems({name: Audio(wave.astype(np.float32), RATE) for name, wave in waves.items()}, "test")
    return stems, Audio(np.asarray(sum(waves.values()), np.float32), RATE)


def f_measure(times: np.ndarray) -> float:
    return float(mir_eval.onset.f_measure(ONSETS, times, window=0.05)[0])


@pytest.mark.parametrize(
    "shares",
    [{Stem.LOG_DRUM: 1.0}, {Stem.BASS: 1.0}, {Stem.LOG_DRUM: 0.5, Stem.BASS: 0.5}],
    ids=["in its stem", "in the bass", "in both"],
)
def test_strikes_are_found_wherever_the_separator_left_them(shares: dict[Stem, float]) -> None:
    found = find_strikes(*song(shares))
    assert found is not None
    assert f_measure(found.times) > 0.9
    assert np.all(np.diff(found.times) > 0.0)
    assert np.all((found.strengths >= strikes.THRESHOLD) & (found.strengths <= 1.0))


def test_gain_and_channels_change_nothing() -> None:
    one, other = (
        find_strikes(*song({Stem.LOG_DRUM: 1.0})),
        find_strikes(*song({Stem.LOG_DRUM: 1.0}, gain=0.05, channels=1)),
    )
    assert one is not None
    assert other is not None
    np.testing.assert_allclose(one.times, other.times, atol=0.003)


@pytest.mark.parametrize("sound", [silence(3.0), noise(3.0, amplitude=1e-5), Audio(np.zeros((2, 0), np.float32), RATE)])
def test_silence_has_none(sound: Audio) -> None:
    nothing = Stems({name: Audio(np.zeros_like(sound.samples), sound.sample_rate) for name in Stem}, "test")
    found = find_strikes(nothing, sound)
    assert found is not None
    assert not len(found.times)


def test_without_a_stem_that_must_be_heard_there_is_no_answer() -> None:
    stems, mixture = song({Stem.LOG_DRUM: 1.0})
    assert find_strikes(Stems({Stem.LOG_DRUM: stems[Stem.LOG_DRUM]}, "test"), mixture) is None


def test_a_long_song_is_read_in_blocks_as_a_short_one(rng: np.random.Generator) -> None:
    """Beyond what the network sees of its neighbours a block hears nothing but the sound of its own log drum."""
    weights = {name: value if "sound" not in name else np.zeros_like(value) for name, value in load_weights().items()}
    features = rng.uniform(0.0, 2.0, (3_500, NUM_FEATURES)).astype(np.float16)
    whole = strike_log_odds(features, weights)
    late = strike_log_odds(features[2_500:], weights)
    np.testing.assert_allclose(whole[2_500 + 160 :], late[160:], atol=1e-3)


def test_progress_goes_on_and_may_stop_it() -> None:
    told: list[float] = []
    find_strikes(*song({Stem.LOG_DRUM: 1.0}), report=told.append)
    assert told == sorted(told)
    assert len(told) >= 8

    def cancel(_share: float) -> None:
        raise JobCancelled

    with pytest.raises(JobCancelled):
        find_strikes(*song({Stem.LOG_DRUM: 1.0}), report=cancel)
