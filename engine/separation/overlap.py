"""The one chunk loop: any separator, any length, any overlap, bounded memory.

A song is cut into segments of the separator's length that overlap; the estimates of all segments are weighed so that
the weights of every sample add up to one, and added (weighted overlap-add; Crochiere 1980). ``plan`` says where the
segments lie; a separator may bring a plan of its own, and may take several segments at once.

Whatever a backend left out or added (its stems need not sum to what it was given) goes to ``other``: the stems
always sum to the mixture. ADR 0006 says why this loop is ours.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from engine.audio.resample import resample
from engine.core.audio import Audio, Samples
from engine.core.errors import EngineError, UserError
from engine.core.jobs import Report, no_report, part_of
from engine.core.stems import Stem, Stems
from engine.separation.base import Batched, HearsLogDrum, ListensFirst, PlansSegments, Separator
from engine.separation.plan import Plan, Segment, check_overlap, trapezoids
from engine.separation.rate import StreamResampler

LISTENING = 0.1  # share of the progress given to a separator that hears the song first and does not say how long
_CHECKED_SAMPLES = 1 << 20  # looked at together: a song may lie on disk and be longer than memory


class SeparatorFailed(EngineError):
    """A backend that answered with something that is not audio."""

    def __init__(self, model: str, reason: str) -> None:
        super().__init__(model, reason)
        self.model = model
        self.reason = reason
        self.hint = "Try another model, for example: --model spectral"

    def __str__(self) -> str:
        return f"The model '{self.model}' failed: {self.reason}"


def separate(
    mixture: Audio,
    separator: Separator,
    *,
    overlap: float = 0.25,
    heard: Audio | None = None,
    report: Report = no_report,
) -> Stems:
    """Split a song into stems that have its sample rate, channels and exact length, and sum to it.

    The separator's remainder (mixture minus its stems) is part of ``other``.

    Args:
        mixture: The song, any length, finite samples.
        separator: A backend from the registry.
        overlap: Share of a segment that it shares with the next, 0–0.75. More is smoother and slower: the work is
            1 / (1 - overlap).
        heard: What a separator that listens first hears, where that is not ``mixture``.
        report: Told the fraction done; raises ``JobCancelled`` to stop.

    Raises:
        UserError: If the song has samples that are not finite numbers.
        SeparatorFailed: If the backend gives wrong shapes or samples that are not finite.
    """
    names = stem_names(separator)
    stems = {stem: np.empty(mixture.samples.shape, np.float32) for stem in names}
    position = 0
    for block in separate_blocks(mixture, separator, overlap=overlap, heard=heard, report=report):
        length = next(iter(block.values())).shape[1]
        for stem, samples in block.items():
            stems[stem][:, position : position + length] = samples
        position += length
    heard_log_drum = separator.log_drum_probability() if isinstance(separator, HearsLogDrum) else None
    audio = {stem: Audio(samples, mixture.sample_rate) for stem, samples in stems.items()}
    return Stems(audio, separator.id, heard_log_drum)


def stem_names(separator: Separator) -> tuple[Stem, ...]:
    """The stems ``separate`` gives with this separator: its sources, and ``other`` for the remainder."""
    return tuple(stem for stem in Stem if stem in separator.sources or stem is Stem.OTHER)


def separate_blocks(
    mixture: Audio,
    separator: Separator,
    *,
    overlap: float = 0.25,
    heard: Audio | None = None,
    resampled: Audio | None = None,
    start: int = 0,
    report: Report = no_report,
) -> Iterator[dict[Stem, Samples]]:
    """The stems of ``separate`` as consecutive blocks, for songs whose stems should not lie in memory as a whole.

    Memory beside the mixture is a few segments, however long the song is. Every block holds the same stems and has
    float32 ``[channels, samples]``; joined they have the mixture's exact length.

    With ``start`` the same samples come from there on, bit for bit, and only the segments that reach them are computed.
    That works where the separator ``works_at_rate_of`` the song. ``resampled`` is the mixture at the separator's rate,
    where somebody has it already (on disk, say). Other args and errors are those of ``separate``.

    Raises:
        ValueError: If ``start`` is not 0 and the separator works at another rate than the song's.
    """
    _require_finite(mixture)
    if start and not works_at_rate_of(mixture, separator):
        raise ValueError(f"a separator at another rate starts at 0, got {start}")
    names = stem_names(separator)
    rate = separator.sample_rate or mixture.sample_rate
    if heard is not None:
        heard = resample(heard, rate)
    song = resampled or resample(mixture, rate)
    blocks = _estimates(song, separator, overlap=overlap, heard=heard, start=start, report=report)
    if rate != mixture.sample_rate:
        blocks = _back_to_rate(blocks, rate, mixture)
    position = start
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


def works_at_rate_of(mixture: Audio, separator: Separator) -> bool:
    """Whether nothing is resampled. Then ``separate_blocks`` can start anywhere; a resampler remembers its past."""
    return separator.sample_rate in (None, mixture.sample_rate)


def _require_finite(mixture: Audio) -> None:
    for start in range(0, mixture.num_samples, _CHECKED_SAMPLES):
        if not np.isfinite(mixture.samples[:, start : start + _CHECKED_SAMPLES]).all():
            raise UserError(
                "The recording contains samples that are not numbers", "Export it again from the program it came from."
            )


def _with_remainder(block: dict[Stem, Samples], part: Samples, names: tuple[Stem, ...]) -> dict[Stem, Samples]:
    named = np.zeros(part.shape, np.float64)
    for stem in names:
        if stem is not Stem.OTHER:
            named += block[stem]
    # `other` as it was estimated plus what is missing is the mixture minus the other stems: one rounding, not five
    other = (part - named).astype(np.float32)
    return {stem: other if stem is Stem.OTHER else block[stem] for stem in names}


def _estimates(
    mixture: Audio, separator: Separator, *, overlap: float, heard: Audio | None, start: int, report: Report
) -> Iterator[dict[Stem, Samples]]:
    """Weighted overlap-add of the backend's estimates; yields what later segments no longer touch, from ``start`` on.

    Segments that end before ``start`` leave nothing there, and sums grow in the order of the segments: leaving the
    former out changes no bit of what follows.
    """
    check_overlap(overlap)
    report(0.0)
    done = 0.0
    if isinstance(separator, ListensFirst) and mixture.num_samples:
        done = float(getattr(separator, "listening_share", LISTENING))
        separator = separator.adapted_to(heard or mixture, report=part_of(report, 0.0, done))
    plan = _plan(mixture, separator, overlap)
    sums = {stem: np.zeros((mixture.num_channels, 0), np.float32) for stem in separator.sources}
    index = next((place for place, segment in enumerate(plan.segments) if segment.stop > start), len(plan.segments))
    while index < len(plan.segments):
        batch = _batch(plan.segments, index, separator)
        end = index + len(batch)
        watch = part_of(report, *(done + (1.0 - done) * place / len(plan.segments) for place in (index, end)))
        parts = [plan.heard(mixture.samples, segment) for segment in batch]
        estimates = _separate(separator, parts, mixture.sample_rate, watch)
        watch(1.0)
        for place, segment in enumerate(batch):
            block = _add(sums, estimates[place], segment, plan.weight(index + place))
            if segment.final > max(start, segment.start):
                skipped = max(0, start - segment.start)
                yield {stem: samples[:, skipped:] for stem, samples in block.items()}
        index = end
    report(1.0)


def _plan(mixture: Audio, separator: Separator, overlap: float) -> Plan:
    if isinstance(separator, PlansSegments):
        return separator.plan(mixture.num_samples, mixture.sample_rate, overlap)
    return trapezoids(mixture.num_samples, separator.segment_samples(mixture.sample_rate), overlap)


def _batch(segments: tuple[Segment, ...], index: int, separator: Separator) -> tuple[Segment, ...]:
    """The next segments that hear equally much, as many as the separator takes at once."""
    most = max(1, separator.segments_at_once) if isinstance(separator, Batched) else 1
    end = index + 1
    while end < min(len(segments), index + most) and segments[end].num_heard == segments[index].num_heard:
        end += 1
    return segments[index:end]


def _separate(
    separator: Separator, parts: list[Samples], sample_rate: int, report: Report
) -> list[dict[Stem, Samples]]:
    if isinstance(separator, Batched):
        estimates = separator.separate_segments(parts, sample_rate, report=report)
        if len(estimates) != len(parts):
            raise SeparatorFailed(separator.id, f"expected {len(parts)} segments, got {len(estimates)}")
    else:
        estimates = [separator.separate_segment(parts[0], sample_rate, report=report)]
    for estimate, part in zip(estimates, parts, strict=True):
        _check(estimate, part, separator)
    return estimates


def _add(
    sums: dict[Stem, Samples], estimate: dict[Stem, Samples], segment: Segment, weight: Samples
) -> dict[Stem, Samples]:
    """Add one segment to what earlier ones left from its start on; returns what no later segment touches."""
    used = slice(segment.before, segment.before + segment.stop - segment.start)
    keep = segment.final - segment.start
    block = {}
    for stem, pending in sums.items():
        new = estimate[stem][:, used] * weight
        total, other = (new, pending) if new.shape[1] >= pending.shape[1] else (pending, new)
        total[:, : other.shape[1]] += other
        block[stem] = total[:, :keep]
        sums[stem] = total[:, keep:].copy()
    return block


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
