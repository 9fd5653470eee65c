"""The chunk loop alone: what any separator gets for nothing."""

# ruff: noqa: ARG002 - test separators have the protocol's signature and ignore most of it

from __future__ import annotations

import pickle
import time
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.core.audio import Audio, Samples
from engine.core.errors import JobCancelled, UserError
from engine.core.jobs import Report, no_report
from engine.core.stems import Stem
from engine.separation.identity import IdentitySeparator
from engine.separation.overlap import SeparatorFailed, separate, separate_blocks
from engine.separation.plan import plan_segments


@dataclass
class Scaled:
    """Every segment times a gain, as vocals: nothing of it is the loop's remainder."""

    gain: float = 1.0
    segment: int = 1_000
    sample_rate: int | None = None
    id: str = "scaled"
    revision: str = "1"
    sources: tuple[Stem, ...] = (Stem.VOCALS,)

    def segment_samples(self, sample_rate: int) -> int:
        return self.segment

    def separate_segment(
        self, mixture: Samples, sample_rate: int, *, report: Report = no_report
    ) -> dict[Stem, Samples]:
        assert 1 <= mixture.shape[1] <= self.segment
        return {Stem.VOCALS: mixture * np.float32(self.gain)}


def noise(samples: int, *, channels: int = 2, rate: int = 8_000, seed: int = 1) -> Audio:
    rng = np.random.default_rng(seed)
    return Audio(rng.uniform(-1, 1, (channels, samples)).astype(np.float32), rate)


@given(
    samples=st.integers(0, 5_000),
    segment=st.integers(1, 1_500),
    overlap=st.floats(0.0, 0.75),
    channels=st.integers(1, 3),
)
@settings(deadline=None, max_examples=150)
def test_a_separator_that_copies_gives_the_mixture_back(
    samples: int, segment: int, overlap: float, channels: int
) -> None:
    segment = max(segment, samples // 200 + 1)  # at most a few hundred segments: speed
    mixture = noise(samples, channels=channels)
    stems = separate(mixture, Scaled(segment=segment), overlap=overlap)
    # weights are float32 and sum to one after division: a few roundings of 6e-8 at full scale
    np.testing.assert_allclose(stems[Stem.VOCALS].samples, mixture.samples, atol=1e-6)
    np.testing.assert_allclose(stems[Stem.OTHER].samples, 0.0, atol=1e-6)


@pytest.mark.parametrize("samples", [0, 1, 2, 100, 44_099, 100_001])
@pytest.mark.parametrize("overlap", [0.0, 0.1, 0.25, 0.5, 0.75])
def test_identity_gives_the_mixture_back(samples: int, overlap: float) -> None:
    mixture = noise(samples, rate=44_100)
    stems = separate(mixture, IdentitySeparator(segment_seconds=0.5), overlap=overlap)
    np.testing.assert_allclose(stems[Stem.OTHER].samples, mixture.samples, atol=1e-6)


@given(samples=st.integers(1, 10_000), segment=st.integers(1, 2_000), overlap=st.floats(0.0, 0.75))
@settings(deadline=None)
def test_segments_cover_the_song_and_stay_inside(samples: int, segment: int, overlap: float) -> None:
    segments = plan_segments(samples, segment, overlap)
    assert segments[0].start == 0
    assert segments[-1].stop == segments[-1].final == samples
    for before, after in pairwise(segments):
        assert before.start < after.start <= before.stop
        assert before.final == after.start
    assert all(s.stop - s.start == min(segment, samples) for s in segments)


@pytest.mark.parametrize("overlap", [-0.1, 0.76, float("nan")])
def test_an_overlap_outside_its_range_is_refused(overlap: float) -> None:
    with pytest.raises(ValueError, match="overlap"):
        separate(noise(10), Scaled(), overlap=overlap)


def test_what_the_separator_leaves_out_goes_to_other() -> None:
    mixture = noise(30_000)
    stems = separate(mixture, Scaled(gain=0.3))
    np.testing.assert_allclose(stems[Stem.OTHER].samples, 0.7 * mixture.samples, atol=1e-6)
    assert stems.residual_db(mixture) < -120  # one float32 rounding: -144 dB; the contract asks for -90
    assert tuple(stems) == (Stem.VOCALS, Stem.OTHER)


def test_estimates_that_differ_between_segments_are_cross_faded_without_a_step() -> None:
    class Counting(Scaled):
        calls = 0

        def separate_segment(
            self, mixture: Samples, sample_rate: int, *, report: Report = no_report
        ) -> dict[Stem, Samples]:
            self.calls += 1
            return {Stem.VOCALS: np.full_like(mixture, self.calls % 2)}

    stems = separate(noise(10_000), Counting(), overlap=0.25)
    # 0 and 1 alternate; a linear fade over 250 samples never moves by more than 1/250 from sample to sample
    assert np.max(np.abs(np.diff(stems[Stem.VOCALS].samples))) <= 1 / 250 + 1e-5


@pytest.mark.parametrize("rate", [22_050, 48_000, 16_000])
@pytest.mark.parametrize("samples", [1, 2, 777, 44_099])
def test_a_separator_with_its_own_rate_gives_the_songs_length_and_rate(rate: int, samples: int) -> None:
    mixture = noise(samples, rate=44_100)
    stems = separate(mixture, Scaled(sample_rate=rate, segment=5_000))
    assert stems[Stem.VOCALS].samples.shape == mixture.samples.shape
    assert stems.sample_rate == 44_100
    assert stems.residual_db(mixture) < -120


def test_there_and_back_through_another_rate_is_in_time() -> None:
    t = np.arange(44_100) / 44_100
    mixture = Audio((0.5 * np.sin(2 * np.pi * 440 * t))[None].astype(np.float32), 44_100)
    stems = separate(mixture, Scaled(sample_rate=32_000, segment=7_000))
    # soxr's pass band is flat to 0.01 dB; 1e-3 of full scale leaves the filter's ringing at both ends out
    middle = slice(2_000, -2_000)
    np.testing.assert_allclose(stems[Stem.VOCALS].samples[:, middle], mixture.samples[:, middle], atol=1e-3)


def test_blocks_join_to_the_stems() -> None:
    mixture = noise(12_345)
    blocks = list(separate_blocks(mixture, Scaled(gain=0.5), overlap=0.5))
    assert len(blocks) > 10
    joined = np.concatenate([block[Stem.VOCALS] for block in blocks], axis=1)
    np.testing.assert_array_equal(joined, separate(mixture, Scaled(gain=0.5), overlap=0.5)[Stem.VOCALS].samples)


def test_progress_rises_from_nothing_to_one() -> None:
    seen: list[float] = []
    separate(noise(20_000), Scaled(), report=seen.append)
    assert seen[0] == 0.0
    assert seen[-1] == 1.0
    assert seen == sorted(seen)


def test_cancelling_stops_at_the_next_report() -> None:
    calls = 0

    def stop(_fraction: float) -> None:
        nonlocal calls
        calls += 1
        if calls == 3:
            raise JobCancelled

    with pytest.raises(JobCancelled):
        separate(noise(200_000), Scaled(), report=stop)
    assert calls == 3


@pytest.mark.parametrize("broken", ["missing", "shape", "nan"])
def test_a_backend_that_answers_nonsense_is_named(broken: str) -> None:
    class Broken(Scaled):
        def separate_segment(
            self, mixture: Samples, sample_rate: int, *, report: Report = no_report
        ) -> dict[Stem, Samples]:
            answers = {"missing": {}, "shape": {Stem.VOCALS: mixture[:, 1:]}, "nan": {Stem.VOCALS: mixture * np.nan}}
            return answers[broken]

    with pytest.raises(SeparatorFailed, match="'scaled' failed") as caught:
        separate(noise(100), Broken())
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)
    assert caught.value.hint


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_samples_that_are_no_numbers_are_refused(value: float) -> None:
    samples = np.zeros((1, 100), np.float32)
    samples[0, 50] = value
    with pytest.raises(UserError, match="not numbers"):
        separate(Audio(samples, 8_000), Scaled())


def test_memory_does_not_grow_with_the_song() -> None:
    import tracemalloc

    mixture = noise(2_000_000, channels=1)
    tracemalloc.start()
    for _ in separate_blocks(mixture, Scaled(segment=20_000)):
        pass
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    # one check for finite numbers over the song (1 byte a sample) and some ten segments of 80 kB
    assert peak < mixture.num_samples + 10 * 80_000 * 2


def test_the_loop_itself_is_quick() -> None:
    mixture = noise(44_100 * 60, rate=44_100)
    started = time.process_time()
    for _ in separate_blocks(mixture, IdentitySeparator()):
        pass
    assert time.process_time() - started < 5.0  # 0.2 s on the slow machine this was written on
