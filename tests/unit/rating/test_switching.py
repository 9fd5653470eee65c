"""A switch keeps the play-head and clicks below -60 dBFS."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import signal

from engine.rating.switching import Switch, fade_samples, play, switched

RATE = 44_100
SECONDS = 1.0
PLACES = [(9_001, 1), (20_011, 0), (33_333, 1)]


def above(samples: NDArray[np.float32], hz: float) -> float:
    """Peak above a frequency in dBFS, the ends of the recording left out."""
    sections = signal.butter(12, hz, "highpass", fs=RATE, output="sos")
    heard = signal.sosfiltfilt(sections, samples.astype(np.float64))[:, 2_000:-2_000]
    return float(20 * np.log10(np.abs(heard).max() + 1e-12))


def tones(hz: tuple[float, float], level: float = 0.5) -> NDArray[np.float32]:
    time = np.arange(round(RATE * SECONDS)) / RATE
    first = level * np.sin(2 * np.pi * hz[0] * time)
    second = level * np.sin(2 * np.pi * hz[1] * time + 2.0)
    return np.stack([np.stack([first, first]), np.stack([second, second])]).astype(np.float32)


def hard(versions: NDArray[np.float32]) -> NDArray[np.float32]:
    out = versions[0].copy()
    for place, version in PLACES:
        out[:, place:] = versions[version][:, place:]
    return out


@pytest.mark.parametrize("hz", [(55.0, 55.0), (110.0, 165.0), (440.0, 440.0), (997.0, 1_003.0)])
def test_between_tones_nothing_is_heard_above_minus_60_dbfs(hz: tuple[float, float]) -> None:
    versions = tones(hz)
    band = max(hz) + 2_000.0
    assert above(switched(versions, PLACES, RATE), band) < -60.0
    assert above(hard(versions), band) > -40.0, "the same without a fade clicks: the measure can tell"


def test_between_noises_nothing_is_added_outside_of_their_band(rng: np.random.Generator) -> None:
    sections = signal.butter(12, 4_000.0, fs=RATE, output="sos")
    noise = signal.sosfiltfilt(sections, rng.standard_normal((2, 2, round(RATE * SECONDS))), axis=2)
    versions = (0.2 * noise / np.abs(noise).max()).astype(np.float32)
    floor = max(above(one, 9_000.0) for one in versions)
    assert floor < -75.0
    assert above(switched(versions, PLACES, RATE), 9_000.0) < -60.0
    assert above(hard(versions), 9_000.0) > -50.0


def test_what_both_share_passes_unchanged_and_the_play_head_stays(rng: np.random.Generator) -> None:
    one = rng.standard_normal((2, 20_000)).astype(np.float32)
    out = switched(np.stack([one, one]), [(500, 1), (9_000, 0)], RATE)
    np.testing.assert_allclose(out, one, atol=1e-6)


def test_blocks_of_any_size_give_the_same(rng: np.random.Generator) -> None:
    versions = rng.standard_normal((3, 1, 6_000)).astype(np.float32)
    whole = switched(versions, [(1_000, 2), (1_100, 1), (4_000, 0)], RATE)
    wanted = np.zeros(6_000, int)
    wanted[1_000:1_100], wanted[1_100:4_000] = 2, 1
    state, out, length = Switch(0, 0), [], fade_samples(RATE)
    for place in range(6_000):
        block, state = play(versions[:, :, place : place + 1], int(wanted[place]), state, length=length)
        out.append(block)
    np.testing.assert_array_equal(np.concatenate(out, axis=1), whole)


def test_a_switch_takes_five_milliseconds() -> None:
    versions = np.stack([np.zeros((1, 2_000)), np.ones((1, 2_000))]).astype(np.float32)
    out = switched(versions, [(1_000, 1)], RATE)[0]
    assert out[999] == 0.0
    assert np.all(np.diff(out[1_000:]) >= 0.0)
    assert int(np.argmax(out == 1.0)) - 1_000 == pytest.approx(0.005 * RATE, abs=2)
