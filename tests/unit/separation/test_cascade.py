"""Two separators in a row: the log drum of one leaves the stems of the other."""

# ruff: noqa: ARG002 - test separators have the protocol's signature and ignore most of it

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pytest

from engine.core.audio import Audio, Samples
from engine.core.errors import JobCancelled, ModelNotInstalled, UnknownModel
from engine.core.jobs import Report, no_report
from engine.core.stems import Stem
from engine.models.catalog import Catalog
from engine.separation import registry
from engine.separation.base import Batched
from engine.separation.cascade import Cascade, joined_revision
from engine.separation.identity import IdentitySeparator
from engine.separation.overlap import separate
from engine.separation.plan import Plan, trapezoids
from engine.separation.registry import load_separator, revision_of
from engine.separation.setup import Setup

pytest.importorskip("torch")

RATE = 8_000
Truth = dict[Stem, Samples]


def tone(frequency_hz: float, *, seconds: float = 3.0, decay: float = 0.0) -> Samples:
    time = np.arange(round(seconds * RATE)) / RATE
    wave = 0.3 * np.sin(2 * np.pi * frequency_hz * time) * np.exp(-decay * time)
    return np.asarray(np.stack([wave, wave]), np.float32)


def song() -> Truth:
    rng = np.random.default_rng(1)
    return {
        Stem.DRUMS: np.asarray(0.1 * rng.standard_normal((2, 3 * RATE)), np.float32),
        Stem.BASS: tone(130.0),
        Stem.VOCALS: tone(900.0),
        Stem.OTHER: tone(1_700.0),
        Stem.LOG_DRUM: tone(55.0, decay=1.0),
    }


def mix(truth: Truth) -> Audio:
    return Audio(np.sum(list(truth.values()), axis=0, dtype=np.float32), RATE)


@dataclass
class FourStems:
    """Knows the song and finds each segment in it; its log drum lies in the bass."""

    truth: Truth
    segment: int = 10_000
    id: str = "four"
    revision: str = "a"
    sources: tuple[Stem, ...] = (Stem.DRUMS, Stem.BASS, Stem.VOCALS, Stem.OTHER)
    sample_rate: int | None = RATE
    heard: float = 0.0

    def segment_samples(self, sample_rate: int) -> int:
        return self.segment

    def stems(self) -> Truth:
        return {**self.truth, Stem.BASS: self.truth[Stem.BASS] + self.truth[Stem.LOG_DRUM]}

    def separate_segment(
        self, mixture: Samples, sample_rate: int, *, report: Report = no_report
    ) -> dict[Stem, Samples]:
        report(0.5)
        start = place_of(mixture, self.truth)
        return {stem: self.stems()[stem][:, start : start + mixture.shape[1]] for stem in self.sources}


@dataclass
class LogDrum(FourStems):
    """Gives the true log drum, and everything else as other."""

    id: str = "hears-log-drums"
    revision: str = "b"
    sources: tuple[Stem, ...] = (Stem.OTHER, Stem.LOG_DRUM)
    lengths: list[int] = field(default_factory=list)

    def stems(self) -> Truth:
        return {**self.truth, Stem.OTHER: mix(self.truth).samples - self.truth[Stem.LOG_DRUM]}

    def separate_segment(
        self, mixture: Samples, sample_rate: int, *, report: Report = no_report
    ) -> dict[Stem, Samples]:
        self.lengths.append(mixture.shape[1])
        return super().separate_segment(mixture, sample_rate, report=report)


@dataclass
class BatchedLogDrum(LogDrum):
    segments_at_once: int = 4
    batches: list[int] = field(default_factory=list)

    def separate_segments(
        self, mixtures: Sequence[Samples], sample_rate: int, *, report: Report = no_report
    ) -> list[dict[Stem, Samples]]:
        self.batches.append(len(mixtures))
        return [self.separate_segment(one, sample_rate, report=report) for one in mixtures]


@dataclass
class BatchedFour(FourStems):
    """Also with a plan and a device of its own."""

    segments_at_once: int = 2
    device: str = "cuda"
    precision: str = "bf16"
    notes: tuple[str, ...] = ("fewer segments at once",)
    plans: int = 0

    def plan(self, num_samples: int, sample_rate: int, overlap: float) -> Plan:
        self.plans += 1
        return trapezoids(num_samples, self.segment, overlap)

    def separate_segments(
        self, mixtures: Sequence[Samples], sample_rate: int, *, report: Report = no_report
    ) -> list[dict[Stem, Samples]]:
        return [self.separate_segment(one, sample_rate, report=report) for one in mixtures]


def place_of(part: Samples, truth: Truth) -> int:
    whole = mix(truth).samples
    places = np.flatnonzero(np.abs(whole[0, : whole.shape[1] - part.shape[1] + 1] - part[0, 0]) < 1e-7)
    return next(int(start) for start in places if np.allclose(whole[:, start : start + part.shape[1]], part, atol=1e-6))


def sdr(reference: Samples, estimate: Samples) -> float:
    return float(10 * np.log10(np.sum(reference**2) / np.sum((reference - estimate) ** 2)))


def test_the_log_drum_leaves_the_bass_and_nothing_else_changes() -> None:
    truth = song()
    stems = separate(mix(truth), Cascade("c", FourStems(truth), LogDrum(truth)))
    assert tuple(stems) == tuple(Stem)
    np.testing.assert_allclose(stems[Stem.LOG_DRUM].samples, truth[Stem.LOG_DRUM], atol=1e-6)
    np.testing.assert_allclose(stems[Stem.VOCALS].samples, truth[Stem.VOCALS], atol=1e-6)
    before = sdr(truth[Stem.BASS], truth[Stem.BASS] + truth[Stem.LOG_DRUM])
    assert sdr(truth[Stem.BASS], stems[Stem.BASS].samples) > before + 20.0
    assert sdr(truth[Stem.DRUMS], stems[Stem.DRUMS].samples) > 20.0  # noise has some of every tone
    assert stems.residual_db(mix(truth)) < -120


def test_a_song_without_a_log_drum_keeps_its_four_stems() -> None:
    truth = song() | {Stem.LOG_DRUM: np.zeros((2, 3 * RATE), np.float32)}
    stems = separate(mix(truth), Cascade("c", FourStems(truth), LogDrum(truth)))
    assert not stems[Stem.LOG_DRUM].samples.any()
    for stem in (Stem.DRUMS, Stem.BASS, Stem.VOCALS):
        np.testing.assert_allclose(stems[stem].samples, truth[stem], atol=1e-6)


def test_a_second_one_of_shorter_segments_gets_what_it_takes() -> None:
    truth = song()
    second = LogDrum(truth, segment=3_000)
    stems = separate(mix(truth), Cascade("c", FourStems(truth), second))
    assert max(second.lengths) == 3_000
    np.testing.assert_allclose(stems[Stem.LOG_DRUM].samples, truth[Stem.LOG_DRUM], atol=1e-5)


def test_batches_go_through_both() -> None:
    truth = song()
    first, second = BatchedFour(truth), BatchedLogDrum(truth)
    cascade = Cascade("c", first, second)
    assert isinstance(cascade, Batched)
    stems = separate(mix(truth), cascade)
    assert second.batches == [2, 1]  # three segments, two at once
    assert first.plans == 1
    np.testing.assert_allclose(stems[Stem.LOG_DRUM].samples, truth[Stem.LOG_DRUM], atol=1e-6)
    assert (cascade.device, cascade.precision, cascade.notes) == ("cuda", "bf16", ("fewer segments at once",))


def test_whoever_listens_first_hears_the_song_once() -> None:
    truth = song()
    heard: list[int] = []

    class Listening(LogDrum):
        def adapted_to(self, mixture: Audio, *, report: Report = no_report) -> LogDrum:
            heard.append(mixture.num_samples)
            return replace(self, heard=1.0)

    for segment in (10_000, 3_000):  # also where segments are cut again
        heard.clear()
        separate(mix(truth), Cascade("c", FourStems(truth), Listening(truth, segment=segment)))
        assert heard == [3 * RATE]


def test_another_rate_of_the_second_one() -> None:
    truth = song()
    whole = mix(truth)

    class Sixteen(IdentitySeparator):
        """At twice the rate, hears everything as log drum."""

        def separate_segment(
            self, mixture: Samples, sample_rate: int, *, report: Report = no_report
        ) -> dict[Stem, Samples]:
            assert sample_rate == 2 * RATE
            return {Stem.LOG_DRUM: mixture.copy()}

    second = Sixteen(id="sixteen", sources=(Stem.LOG_DRUM,), sample_rate=2 * RATE)
    stems = separate(whole, Cascade("c", FourStems(truth), second))
    assert stems[Stem.LOG_DRUM].samples.shape == whole.samples.shape
    assert stems.residual_db(whole) < -120


def test_progress_rises_and_a_cancelled_job_leaves() -> None:
    truth = song()
    cascade = Cascade("c", FourStems(truth), LogDrum(truth))
    seen: list[float] = []
    separate(mix(truth), cascade, report=seen.append)
    assert seen == sorted(seen)
    assert seen[-1] == 1.0

    def stop(fraction: float) -> None:
        if fraction > 0.4:
            raise JobCancelled

    with pytest.raises(JobCancelled):
        separate(mix(truth), cascade, report=stop)


def test_only_the_second_one_brings_a_log_drum() -> None:
    truth = song()
    with pytest.raises(ValueError, match="from hears-log-drums alone"):
        Cascade("c", LogDrum(truth), LogDrum(truth))
    with pytest.raises(ValueError, match="from four alone"):
        Cascade("c", FourStems(truth), FourStems(truth))


def test_it_is_in_the_registry_and_its_revision_is_of_both(monkeypatch: pytest.MonkeyPatch) -> None:
    truth = song()
    monkeypatch.setitem(registry.SEPARATORS, "four", lambda _: FourStems(truth))
    monkeypatch.setitem(registry.SEPARATORS, "log", lambda _: LogDrum(truth))
    monkeypatch.setitem(registry.CASCADES, "four+log", ("four", "log"))
    separator = load_separator("four+log")
    assert (separator.id, separator.revision) == ("four+log", joined_revision("a", "b"))
    monkeypatch.setitem(registry.CASCADES, "both", ("spectral", "identity"))
    assert revision_of("both") == joined_revision(revision_of("spectral"), revision_of("identity"))


def test_without_its_weights_the_cascade_says_which_are_missing(tmp_path: object) -> None:
    with pytest.raises(ModelNotInstalled, match="'htdemucs' is not installed"):
        load_separator("htdemucs+log_drum", Setup(device="cpu"))
    with pytest.raises(UnknownModel) as caught:
        load_separator("htdemucs+nothing")
    assert "htdemucs+log_drum" in caught.value.hint
    assert "htdemucs_ft" in caught.value.hint


def test_the_card_of_every_cascade_names_whose_weights_it_needs() -> None:
    catalog = Catalog()
    for model_id, parts in registry.CASCADES.items():
        card = catalog.get(model_id)
        assert set(card.needs) == {part for part in parts if part in {known.id for known in catalog if known.files}}
        assert not card.files
        assert not card.builtin
        assert card.commercial_use is all(catalog.get(part).commercial_use for part in card.needs)
