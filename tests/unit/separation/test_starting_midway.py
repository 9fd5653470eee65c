"""A separation that goes on in the middle of a song gives the same samples as one that began at its start."""

# ruff: noqa: ARG002 - test separators have the protocol's signature and ignore most of it

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.core.audio import Audio, Samples
from engine.core.jobs import Report, no_report
from engine.core.stems import Stem
from engine.separation.overlap import separate, separate_blocks, works_at_rate_of

RATE = 8_000


@dataclass
class Curved:
    """Something that depends on the whole segment, so that estimates of neighbouring segments differ."""

    segment: int = 1_000
    sample_rate: int | None = None
    id: str = "curved"
    revision: str = "1"
    sources: tuple[Stem, ...] = (Stem.DRUMS, Stem.VOCALS)
    calls: int = 0

    def segment_samples(self, sample_rate: int) -> int:
        return self.segment

    def separate_segment(
        self, mixture: Samples, sample_rate: int, *, report: Report = no_report
    ) -> dict[Stem, Samples]:
        self.calls += 1
        mean = mixture.mean(dtype=np.float32)
        return {Stem.DRUMS: mixture * np.float32(0.3) + mean, Stem.VOCALS: np.cumsum(mixture, axis=1) * np.float32(0.1)}


@dataclass
class Listening(Curved):
    """Scales by the loudest sample of what it was given to hear."""

    scale: float = 1.0

    def adapted_to(self, mixture: Audio, *, report: Report = no_report) -> Listening:
        return Listening(self.segment, scale=float(np.max(np.abs(mixture.samples))))

    def separate_segment(
        self, mixture: Samples, sample_rate: int, *, report: Report = no_report
    ) -> dict[Stem, Samples]:
        return {stem: mixture * np.float32(self.scale) for stem in self.sources}


def noise(samples: int) -> Audio:
    return Audio(np.random.default_rng(3).uniform(-1, 1, (2, samples)).astype(np.float32), RATE)


@given(
    samples=st.integers(1, 6_000),
    segment=st.integers(30, 1_500),
    overlap=st.sampled_from([0.0, 0.1, 0.25, 0.5, 0.75]),
    share=st.floats(0.0, 1.0),
)
@settings(deadline=None, max_examples=80)
def test_the_rest_is_the_same_bit_for_bit(samples: int, segment: int, overlap: float, share: float) -> None:
    mixture, start = noise(samples), round(share * samples)
    whole = separate(mixture, Curved(segment), overlap=overlap)
    blocks = list(separate_blocks(mixture, Curved(segment), overlap=overlap, start=start))
    for stem in whole:
        rest = np.concatenate([np.zeros((2, 0), np.float32), *(block[stem] for block in blocks)], axis=1)
        np.testing.assert_array_equal(rest, whole[stem].samples[:, start:])


def test_what_is_done_is_not_computed_again() -> None:
    separator = Curved(1_000)
    list(separate_blocks(noise(20_000), separator, overlap=0.25, start=15_000))
    assert separator.calls <= 8  # of 27: those that reach beyond 15 000


def test_a_separator_at_another_rate_starts_at_the_beginning_only() -> None:
    mixture = noise(5_000)
    assert not works_at_rate_of(mixture, Curved(sample_rate=4_000))
    assert works_at_rate_of(mixture, Curved(sample_rate=RATE))
    with pytest.raises(ValueError, match="starts at 0"):
        list(separate_blocks(mixture, Curved(sample_rate=4_000), start=100))


def test_a_part_can_be_separated_by_what_was_heard_of_more() -> None:
    mixture = noise(4_000)
    part = Audio(mixture.samples[:, :500], RATE)
    loudest = np.float32(np.max(np.abs(mixture.samples)))
    stems = separate(part, Listening(), heard=mixture)
    np.testing.assert_array_equal(stems[Stem.DRUMS].samples, part.samples * loudest)
