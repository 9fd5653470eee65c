"""The bench's own measure: noise against the masking threshold."""

from __future__ import annotations

import numpy as np
import pytest

from engine.cli.noise_to_mask import noise_to_mask_db


def test_ten_decibels_more_noise_are_ten_more_of_the_ratio() -> None:
    rng = np.random.default_rng(0)
    sound, change = rng.standard_normal((2, 44_100)).astype(np.float32) * np.float32(0.1)
    quiet, loud = (noise_to_mask_db(sound, change * np.float32(gain), 44_100) for gain in (0.01, 0.01 * 10**0.5))
    assert loud - quiet == pytest.approx(10.0, abs=0.01)


def test_noise_hides_under_noise_rather_than_under_a_tone() -> None:
    rng, time = np.random.default_rng(0), np.arange(44_100) / 44_100
    change = (0.001 * rng.standard_normal(44_100)).astype(np.float32)
    tone = (0.1414 * np.sin(2 * np.pi * 1_000 * time)).astype(np.float32)
    noise = (0.1 * rng.standard_normal(44_100)).astype(np.float32)
    assert noise_to_mask_db(noise, change, 44_100) < -20.0 < 0.0 < noise_to_mask_db(tone, change, 44_100)
