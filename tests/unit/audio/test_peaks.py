"""The outline encloses the signal at every zoom."""

from __future__ import annotations

import itertools
import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.audio.peaks import build_peaks, build_peaks_of_blocks, load_peaks, save_peaks
from engine.core.audio import Audio
from engine.core.errors import AudioReadError
from engine.core.peaks import BASE_SAMPLES, PeakPyramid
from tests.signals import noise


def of_length(num_samples: int, seed: int, scale: float = 1.0) -> Audio:
    rng = np.random.default_rng(seed)
    return Audio((scale * rng.standard_normal((2, num_samples))).astype(np.float32), 44_100)


@settings(max_examples=80, deadline=None)
@given(
    num_samples=st.integers(1, 40_000),
    seed=st.integers(0, 1_000),
    scale=st.sampled_from([1e-6, 0.1, 1.0, 1e4]),
    start=st.floats(-0.5, 1.2),
    length=st.floats(1e-4, 2.0),
    columns=st.integers(1, 300),
)
def test_every_view_bounds_the_signal(
    num_samples: int, seed: int, scale: float, start: float, length: float, columns: int
) -> None:
    audio = of_length(num_samples, seed, scale)
    pyramid = build_peaks(audio)
    first = start * num_samples
    last = first + length * num_samples
    view = pyramid.view(first, last, columns)
    assert view.minima.shape == view.maxima.shape == (2, columns)
    edges = first + (last - first) / columns * np.arange(columns + 1)
    for column in range(columns):
        a, b = max(0, int(np.ceil(edges[column]))), min(num_samples, int(np.ceil(edges[column + 1])))
        if a < b:
            assert (view.minima[:, column] <= audio.samples[:, a:b].min(axis=1)).all()
            assert (view.maxima[:, column] >= audio.samples[:, a:b].max(axis=1)).all()
    # float16: 11 bits, so 0.1 % outward, and steps of 2^-24 next to zero
    assert (view.minima >= min(0.0, float(audio.samples.min()) * 1.001 - 2.0**-23)).all()
    assert (view.maxima <= max(0.0, float(audio.samples.max()) * 1.001 + 2.0**-23)).all()


def test_a_view_is_tight() -> None:
    """A column is at most one bin wider on either side than what it shows."""
    samples = np.zeros((1, 44_100), np.float32)
    samples[0, 22_050] = 0.5
    view = build_peaks(Audio(samples, 44_100)).view(0, 44_100, 100)
    lit = np.flatnonzero(view.maxima[0])
    assert 49 <= lit.min() <= 50 <= lit.max() <= 51
    assert view.maxima.max() == 0.5


def test_outside_the_recording_there_is_nothing() -> None:
    pyramid = build_peaks(Audio(np.full((1, 1_000), 0.5, np.float32), 44_100))
    view = pyramid.view(-1_000, 2_000, 3)
    assert np.array_equal(view.maxima, [[0.0, 0.5, 0.0]])


@settings(max_examples=30, deadline=None)
@given(cuts=st.lists(st.integers(0, 5_000), max_size=8), num_samples=st.integers(1, 5_000))
def test_blocks_of_any_length_give_the_same(cuts: list[int], num_samples: int) -> None:
    audio = of_length(num_samples, 1)
    edges = [0, *sorted(min(cut, num_samples) for cut in cuts), num_samples]
    pieces = [Audio(audio.samples[:, a:b], 44_100) for a, b in itertools.pairwise(edges)]
    whole, joined = build_peaks(audio), build_peaks_of_blocks(pieces)
    assert whole.num_samples == joined.num_samples
    for a, b in zip(whole.minima + whole.maxima, joined.minima + joined.maxima, strict=True):
        assert np.array_equal(a, b)


def test_nothing_at_all() -> None:
    pyramid = build_peaks(Audio(np.zeros((2, 0), np.float32), 44_100))
    assert pyramid.view(0, 100, 5).maxima.shape == (2, 5)
    with pytest.raises(ValueError, match="block"):
        build_peaks_of_blocks([])
    with pytest.raises(ValueError, match="start < end"):
        pyramid.view(5, 5, 10)
    with pytest.raises(ValueError, match="bins"):
        PeakPyramid(pyramid.minima, pyramid.maxima, BASE_SAMPLES + 1, 44_100)


def test_files_keep_it_and_load_fast(tmp_path: Path) -> None:
    audio = Audio(np.tile(noise(10.0).samples, (1, 48)), 44_100)
    pyramid = build_peaks(audio)
    path = tmp_path / "a" / "peaks.npz"
    save_peaks(path, pyramid)
    started = time.perf_counter()
    again = load_peaks(path)
    seconds = time.perf_counter() - started
    assert (again.num_samples, again.sample_rate) == (pyramid.num_samples, 44_100)
    for a, b in zip(pyramid.minima + pyramid.maxima, again.minima + again.maxima, strict=True):
        assert np.array_equal(a, b)
    assert seconds < 1.0  # 20–30 ms measured for these eight minutes; the rest is for a busy machine
    assert list(path.parent.iterdir()) == [path]


def test_a_damaged_file_is_one_clear_error(tmp_path: Path) -> None:
    path = tmp_path / "peaks.npz"
    save_peaks(path, build_peaks(noise(0.5)))
    good = path.read_bytes()
    rng = np.random.default_rng(5)
    for content in (b"", b"no zip", good[: len(good) // 2], np.lib.format.MAGIC_PREFIX + b"\x01\0"):
        path.write_bytes(content)
        with pytest.raises(AudioReadError):
            load_peaks(path)
    for _ in range(50):
        mutant = np.frombuffer(good, np.uint8).copy()
        mutant[rng.integers(0, len(mutant), 20)] = rng.integers(0, 256, 20)
        path.write_bytes(mutant.tobytes())
        try:
            load_peaks(path)
        except AudioReadError:
            continue
    with pytest.raises(AudioReadError):
        load_peaks(tmp_path / "missing.npz")


def test_what_is_louder_than_the_outline_can_say_is_drawn_at_its_limit() -> None:
    pyramid = build_peaks(Audio(np.array([[1e10, -1e10, 0.0]], np.float32), 44_100))
    assert (float(pyramid.minima[0].min()), float(pyramid.maxima[0].max())) == (-65_504.0, 65_504.0)
