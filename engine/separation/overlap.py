"""The one chunk loop: any separator, any length, any overlap, bounded memory.

A song is cut into segments of the separator's length that overlap; each segment's estimate is weighted by a
trapezoid whose slopes are as long as the overlap, and the weighted sum is divided by the sum of the weights, so the
weights of every sample add up to one (weighted overlap-add; Crochiere 1980). The last segment ends with the song and
begins earlier instead of being padded with silence, so that the backend always hears as much music as it can take.

Whatever a backend left out or added (its stems need not sum to what it was given) goes to ``other``: the stems
always sum to the mixture. ADR 0006 says why this loop is ours.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from engine.audio.resample import resample
from engine.core.audio import Audio, Samples
from engine.core.errors import EngineError, UserError
from engine.core.jobs import Report, no_report, part_of
from engine.core.stems import Stem, Stems
from engine.separation.base import ListensFirst, Separator
from engine.separation.rate import StreamResampler

MAX_OVERLAP = 0.75
_LISTENING = 0.1  # share of the progress given to a separator that hears the song first
_FEWEST_STEPS = 16  # shortest ramp, in samples, of segments that hardly overlap: below it there is nothing to fade


class SeparatorFailed(EngineError):
    """A backend that answered with something that is not audio."""

    def __init__(self, model: str, reason: str) -> None:
        super().__init__(model, reason)
        self.model = model
        self.reason = reason
        self.hint = "Try another model, for example: --model spectral"

    def __str__(self) -> str:
        return f"The model '{self.model}' failed: {self.reason}"


@dataclass(frozen=True, slots=True)
class Segment:
    """Samples ``start`` to ``stop`` of a song; everything before ``final`` gets nothing from later segments."""

    start: int
    stop: int
    final: int


def plan_segments(num_samples: int, segment_samples: int, overlap: float) -> list[Segment]:
    """Where the segments lie.

    Args:
        num_samples: Length of the song.
        segment_samples: Longest segment, at least 1.
        overlap: Share of a segment that it shares with the next, 0–0.75.

    Returns:
        Segments in order that cover every sample; none for an empty song. Only a song shorter than a segment
        has a shorter one.
    """
    if not 0.0 <= overlap <= MAX_OVERLAP:
        raise ValueError(f"overlap must lie in 0–{MAX_OVERLAP}, got {overlap}")
    if segment_samples < 1:
        raise ValueError(f"a segment needs at least one sample, got {segment_samples}")
    if num_samples <= segment_samples:
        return [Segment(0, num_samples, num_samples)] if num_samples else []
    stride = max(1, segment_samples - round(segment_samples * overlap))
    starts = [*range(0, num_samples - segment_samples, stride), num_samples - segment_samples]
    finals = [*starts[1:], num_samples]
    return [Segment(start, start + segment_samples, final) for start, final in zip(starts, finals, strict=True)]


def separate(mixture: Audio, separator: Separator, *, overlap: float = 0.25, report: Report = no_report) -> Stems:
    """Split a song into stems that have its sample rate, channels and exact length, and sum to it.

    The separator's remainder (mixture minus its stems) is part of ``other``.

    Args:
        mixture: The song, any length, finite samples.
        separator: A backend from the registry.
        overlap: Share of a segment that it shares with the next, 0–0.75. More is smoother and slower: the work is
            1 / (1 - overlap).
        report: Told the fraction done; raises ``JobCancelled`` to stop.

    Raises:
        UserError: If the song has samples that are not finite numbers.
        SeparatorFailed: If the backend gives wrong shapes or samples that are not finite.
    """
    names = stem_names(separator)
    stems = {stem: np.empty(mixture.samples.shape, np.float32) for stem in names}
    position = 0
    for block in separate_blocks(mixture, separator, overlap=overlap, report=report):
        length = next(iter(block.values())).shape[1]
        for stem, samples in block.items():
            stems[stem][:, position : position + length] = samples
        position += length
    return Stems({stem: Audio(samples, mixture.sample_rate) for stem, samples in stems.items()}, separator.id)


def stem_names(separator: Separator) -> tuple[Stem, ...]:
    """The stems ``separate`` gives with this separator: its sources, and ``other`` for the remainder."""
    return tuple(stem for stem in Stem if stem in separator.sources or stem is Stem.OTHER)


def separate_blocks(
    mixture: Audio, separator: Separator, *, overlap: float = 0.25, report: Report = no_report
) -> Iterator[dict[Stem, Samples]]:
    """The stems of ``separate`` as consecutive blocks, for songs whose stems should not lie in memory as a whole.

    Memory beside the mixture is a few segments, however long the song is. Every block holds the same stems and has
    float32 ``[channels, samples]``; joined they have the mixture's exact length.

    Args and errors are those of ``separate``.
    """
    if not np.isfinite(mixture.samples).all():
        raise UserError(
            "The recording contains samples that are not numbers", "Export it again from the program it came from."
        )
    names = stem_names(separator)
    rate = separator.sample_rate or mixture.sample_rate
    blocks = _estimates(resample(mixture, rate), separator, overlap=overlap, report=report)
    if rate != mixture.sample_rate:
        blocks = _back_to_rate(blocks, rate, mixture)
    position = 0
    for block in blocks:
        length = next(iter(block.values())).shape[1]
        if length == 0:
            continue
        part = mixture.samples[:, position : position + length]
        yield _with_remainder(block, part, names)
        position += length
    if position < mixture.num_samples:  # too short to have a sample at the separator's rate
        rest = mixture.samples[:, position:]
        yield _with_remainder({stem: np.zeros_like(rest) for stem in names}, rest, names)


def _with_remainder(block: dict[Stem, Samples], part: Samples, names: tuple[Stem, ...]) -> dict[Stem, Samples]:
    named = np.zeros(part.shape, np.float64)
    for stem in names:
        if stem is not Stem.OTHER:
            named += block[stem]
    # `other` as it was estimated plus what is missing is the mixture minus the other stems: one rounding, not five
    other = (part - named).astype(np.float32)
    return {stem: other if stem is Stem.OTHER else block[stem] for stem in names}


def _estimates(
    mixture: Audio, separator: Separator, *, overlap: float, report: Report
) -> Iterator[dict[Stem, Samples]]:
    """Weighted overlap-add of the backend's estimates; yields what later segments no longer touch."""
    report(0.0)
    done = 0.0
    if isinstance(separator, ListensFirst) and mixture.num_samples:
        done = _LISTENING
        separator = separator.adapted_to(mixture, report=part_of(report, 0.0, done))
    segment_samples = separator.segment_samples(mixture.sample_rate)
    segments = plan_segments(mixture.num_samples, segment_samples, overlap)
    ramp = max(round(segment_samples * overlap), min(_FEWEST_STEPS, segment_samples) if overlap > 0.0 else 0)
    sums = {stem: np.zeros((mixture.num_channels, 0), np.float32) for stem in separator.sources}
    weights = np.zeros(0, np.float32)
    for index, segment in enumerate(segments):
        watch = part_of(
            report, done + (1.0 - done) * index / len(segments), done + (1.0 - done) * (index + 1) / len(segments)
        )
        part = mixture.samples[:, segment.start : segment.stop]
        estimate = separator.separate_segment(part, mixture.sample_rate, report=watch)
        _check(estimate, part, separator)
        weight = _trapezoid(part.shape[1], 0 if index == 0 else ramp, 0 if index == len(segments) - 1 else ramp)
        keep = segment.final - segment.start
        weights = _add(weights[None], weight[None])[0]
        block = {}
        for stem in separator.sources:
            total = _add(sums[stem], estimate[stem] * weight)
            block[stem] = total[:, :keep] / weights[:keep]
            sums[stem] = total[:, keep:].copy()
        weights = weights[keep:].copy()
        watch(1.0)
        yield block
    report(1.0)


def _trapezoid(length: int, rise: int, fall: int) -> Samples:
    """Weights in (0, 1]: up over ``rise`` samples, down over ``fall``. Never zero: their sum divides."""
    weight = np.ones(length, np.float32)
    rise, fall = min(rise, length), min(fall, length)
    weight[:rise] *= (np.arange(rise, dtype=np.float32) + 0.5) / max(1, rise)
    weight[length - fall :] *= ((np.arange(fall, dtype=np.float32) + 0.5) / max(1, fall))[::-1]
    return weight


def _add(pending: Samples, new: Samples) -> Samples:
    """``new`` plus what earlier segments left over its beginning."""
    total = new.copy()
    total[..., : pending.shape[-1]] += pending
    return total


def _check(estimate: dict[Stem, Samples], part: Samples, separator: Separator) -> None:
    for stem in separator.sources:
        samples = estimate.get(stem)
        if samples is None or samples.shape != part.shape:
            got = "nothing" if samples is None else f"shape {samples.shape}"
            raise SeparatorFailed(separator.id, f"expected {stem} with shape {part.shape}, got {got}")
        if not np.isfinite(samples).all():
            raise SeparatorFailed(separator.id, f"its {stem} has samples that are not numbers")


def _back_to_rate(blocks: Iterator[dict[Stem, Samples]], rate: int, mixture: Audio) -> Iterator[dict[Stem, Samples]]:
    """Blocks at the separator's rate, as blocks at the mixture's rate that end exactly with the mixture."""
    resamplers: dict[Stem, StreamResampler] = {}
    position = 0
    for block in blocks:
        for stem in block:
            resamplers.setdefault(stem, StreamResampler(rate, mixture.sample_rate, mixture.num_channels))
        converted = {stem: resamplers[stem].push(samples) for stem, samples in block.items()}
        length = min(next(iter(converted.values())).shape[1], mixture.num_samples - position)
        position += length
        yield {stem: samples[:, :length] for stem, samples in converted.items()}
    tail = {stem: resampler.finish(mixture.num_samples - position) for stem, resampler in resamplers.items()}
    if tail:
        yield tail
