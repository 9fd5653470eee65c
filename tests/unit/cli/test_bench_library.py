"""The library's bench: its songs are distinct, its slope is a slope."""

from __future__ import annotations

import numpy as np
import pytest

from engine.cli.bench_library import Sample, make_song, slope_per_100_songs


def test_songs_are_finite_within_full_scale_and_no_two_alike() -> None:
    songs = [make_song(seed, 1.0) for seed in range(5)]
    assert all(np.isfinite(song.samples).all() and np.abs(song.samples).max() < 1.0 for song in songs)
    assert len({song.samples.tobytes() for song in songs}) == 5
    assert make_song(3, 1.0).samples.tobytes() == songs[3].samples.tobytes()


def test_the_slope_of_memory_is_per_hundred_songs_and_leaves_out_the_beginning() -> None:
    samples = [Sample(float(n), 50.0 + 0.1 * n if n >= 10 else 999.0, 0.0, 0.0, n) for n in range(51)]
    assert slope_per_100_songs(samples, lambda sample: sample.command_mb) == pytest.approx(10.0)
    assert slope_per_100_songs(samples[:2], lambda sample: sample.command_mb) is None
    assert slope_per_100_songs([], lambda sample: sample.command_mb) is None
