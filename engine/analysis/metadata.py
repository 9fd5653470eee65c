"""Facts of a recording as a file, and the ``metadata`` chapter of ``analysis.json``: the one place that lists its keys.

| key | holds |
|---|---|
| ``title`` ``artist`` ``album`` ``year`` ``genre`` ``track_number`` ``bpm`` ``isrc`` ``comment`` ``encoder`` | what the
  file says of itself (``core.track.Tags``), null where it says nothing or nothing valid |
| ``has_artwork`` ``artwork`` | whether there is a cover; its sha256, size in bytes, MIME type, width and height |
| ``format`` | container, codec, sample_rate, num_channels, num_samples, size_bytes, duration, ``is_lossless`` (by
  codec), ``bit_rate_kbps`` (mean of the whole file) |
| ``dynamics`` | ``peak_to_loudness_db`` (PLR: true peak less integrated loudness, AES TD1004.1.15-10),
  ``loudness_range_lu`` (LRA, EBU Tech 3342), ``crest_db`` (peak less RMS), ``inter_sample_over_db`` (true peak above
  full scale, 0 if none) |
| ``quality`` | ``verdict`` (good, usable, poor: as material to train on), ``reasons`` (sentences), and every number of
  ``analysis.quality.Quality`` |
| ``notes`` | what had to be repaired or left out while decoding (absent where nothing was) |
| ``tuning_cents`` | deviation from 440 Hz, where there is tonal music |
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from engine.analysis.quality import Quality, clipped_samples, measure_quality
from engine.analysis.verdict import bit_rate_kbps, incomplete, is_lossy, judge
from engine.audio.loudness import measure_loudness, true_peak_dbtp
from engine.core.analysis import AudioFacts
from engine.core.audio import Audio
from engine.core.track import Artwork, AudioInfo, Tags

__all__ = [
    "Described",
    "Quality",
    "audio_facts",
    "clipped_samples",
    "describe",
    "measure_quality",
    "metadata_dict",
    "with_file_facts",
]


@dataclass(frozen=True, slots=True)
class Described:
    """The facts and the ``metadata`` chapter of a recording."""

    facts: AudioFacts
    metadata: dict[str, Any]


def describe(mixture: Audio, fingerprint: str, *, tags: Tags, info: AudioInfo | None) -> Described:
    """All that can be said of a recording as a file.

    Args:
        mixture: The recording.
        fingerprint: Identity of its samples.
        tags: What the file says about itself.
        info: What the file is; None where only samples are known.
    """
    loudness = measure_loudness(mixture)
    facts = _facts(mixture, fingerprint, loudness.integrated_lufs)
    quality = measure_quality(mixture)
    document = metadata_dict(tags, info, quality, facts=facts, loudness_range_lu=loudness.range_lu)
    return Described(facts, document)


def audio_facts(mixture: Audio, fingerprint: str) -> AudioFacts:
    """Length, format, identity and level."""
    return _facts(mixture, fingerprint, measure_loudness(mixture).integrated_lufs)


def _facts(mixture: Audio, fingerprint: str, loudness_lufs: float | None) -> AudioFacts:
    return AudioFacts(
        duration=mixture.duration,
        sample_rate=mixture.sample_rate,
        channels=mixture.num_channels,
        fingerprint=fingerprint,
        loudness_lufs=loudness_lufs,
        true_peak_dbtp=true_peak_dbtp(mixture) if mixture.num_samples else None,
    )


def metadata_dict(
    tags: Tags,
    info: AudioInfo | None,
    quality: Quality,
    *,
    facts: AudioFacts | None = None,
    loudness_range_lu: float | None = None,
) -> dict[str, Any]:
    """The ``metadata`` chapter; see the module for its keys. Dynamics and verdict need ``facts``."""
    document: dict[str, Any] = asdict(tags)
    document["format"] = None if info is None else _format(info)
    document["quality"] = asdict(quality)
    if facts is None:
        return document
    peak, loudness = facts.true_peak_dbtp, facts.loudness_lufs
    ratio = None if peak is None or loudness is None else peak - loudness
    document["dynamics"] = {
        "peak_to_loudness_db": ratio,
        "loudness_range_lu": loudness_range_lu,
        "crest_db": quality.crest_db,
        "inter_sample_over_db": None if peak is None else max(0.0, peak),
    }
    verdict = judge(facts, info, quality, peak_to_loudness_db=ratio)
    document["quality"] = {"verdict": verdict.level, "reasons": list(verdict.reasons), **document["quality"]}
    return document


def with_file_facts(
    metadata: dict[str, Any], *, artwork: Artwork | None, encoder: str | None, notes: Sequence[str]
) -> dict[str, Any]:
    """The chapter with what only the opened file tells: its cover, who coded it, and what was wrong with it.

    Args:
        metadata: As ``describe`` makes it.
        artwork: The cover.
        encoder: The program that coded it.
        notes: What had to be repaired or left out while decoding.
    """
    document = {**metadata, "artwork": None if artwork is None else asdict(artwork)}
    document["encoder"] = metadata.get("encoder") or encoder
    if notes:
        document["notes"] = list(notes)
    reasons = incomplete(notes)
    if reasons and "verdict" in document.get("quality", {}):
        before = document["quality"]
        document["quality"] = {**before, "verdict": "poor", "reasons": [*reasons, *before["reasons"]]}
    return document


def _format(info: AudioInfo) -> dict[str, Any]:
    return {
        **asdict(info),
        "duration": info.duration,
        "is_lossless": not is_lossy(info),
        "bit_rate_kbps": bit_rate_kbps(info),
    }
