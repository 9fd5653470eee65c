"""The preview of a song's beginning: short, whole, without a step where its pieces meet."""

# ruff: noqa: ARG002 - test separators have the protocol's signature and ignore most of it

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pytest

from engine.core.audio import Audio, Samples
from engine.core.errors import JobCancelled
from engine.core.jobs import Report, no_report
from engine.core.stems import Stem
from engine.separation.preview import FIRST_SECONDS, SECOND_SECONDS, preview_blocks, preview_ends

RATE = 8_000


@dataclass
class Numbered:
    """Its n-th segment is n everywhere, so that one piece can be told from the next."""

    segment: int = 20 * RATE
    sample_rate: int | None = None
    id: str = "numbered"
    revision: str = "1"
    sources: tuple[Stem, ...] = (Stem.VOCALS,)
    lengths: list[int] = field(default_factory=list)

    def segment_samples(self, sample_rate: int) -> int:
        return self.segment

    def separate_segment(
        self, mixture: Samples, sample_rate: int, *, report: Report = no_report
    ) -> dict[Stem, Samples]:
        report(0.5)
        self.lengths.append(mixture.shape[1])
        return {Stem.VOCALS: np.full_like(mixture, len(self.lengths))}


@dataclass
class Listening(Numbered):
    heard: list[int] = field(default_factory=list)

    def adapted_to(self, mixture: Audio, *, report: Report = no_report) -> Listening:
        self.heard.append(mixture.num_samples)
        return self


@dataclass
class ListeningBriefly(Listening):
    listening_share: float = 0.01


def noise(seconds: float) -> Audio:
    return Audio(np.random.default_rng(1).uniform(-1, 1, (2, round(seconds * RATE))).astype(np.float32), RATE)


@pytest.mark.parametrize("kind", [Numbered, ListeningBriefly])
def test_four_seconds_are_enough_where_the_rest_follows_at_once(kind: type[Numbered]) -> None:
    separator, mixture = kind(), noise(60)
    assert preview_ends(mixture, separator) == (round(FIRST_SECONDS * RATE),)
    (block,) = preview_blocks(mixture, separator)
    assert block[Stem.VOCALS].shape == (2, round(FIRST_SECONDS * RATE))
    assert separator.lengths == [round(FIRST_SECONDS * RATE)]


def test_a_second_piece_bridges_the_time_of_listening() -> None:
    separator, mixture = Listening(), noise(60)
    blocks = list(preview_blocks(mixture, separator))
    whole = {stem: np.concatenate([block[stem] for block in blocks], axis=1) for stem in blocks[0]}
    end = round(SECOND_SECONDS * RATE)
    assert whole[Stem.VOCALS].shape == (2, end)
    assert separator.heard == [end, end], "it hears what the preview covers, not the whole song"
    # a step from 1 to 2 over 50 ms
    assert np.max(np.abs(np.diff(whole[Stem.VOCALS]))) <= 1 / (0.05 * RATE) + 1e-6
    assert set(whole[Stem.VOCALS][0, : round(3.9 * RATE)]) == {1.0}
    assert set(whole[Stem.VOCALS][0, round(4.1 * RATE) :]) == {2.0}
    np.testing.assert_allclose(whole[Stem.VOCALS] + whole[Stem.OTHER], mixture.samples[:, :end], atol=1e-6)


def test_a_short_song_has_none() -> None:
    assert preview_ends(noise(2 * FIRST_SECONDS - 0.1), Numbered()) == ()
    assert preview_ends(noise(2 * SECOND_SECONDS - 0.1), Listening()) == ()
    assert list(preview_blocks(noise(1.0), Numbered())) == []


def test_a_separator_at_another_rate_gives_the_songs_samples() -> None:
    (block,) = preview_blocks(noise(30), Numbered(sample_rate=11_025))
    assert block[Stem.VOCALS].shape == (2, round(FIRST_SECONDS * RATE))


def test_it_can_be_stopped() -> None:
    def stop(fraction: float) -> None:
        if fraction > 0.3:
            raise JobCancelled

    with pytest.raises(JobCancelled):
        list(preview_blocks(noise(60), Listening(), report=stop))
