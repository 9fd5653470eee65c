"""Whether a recording is good enough to train on: thresholds of the user's, and a sentence for each that is missed.

The defaults are what the collection's guide asks for: MP3 at 320 kbit/s or lossless, two to six minutes, whole songs,
clean. What is measured comes from the analysis (``engine.analysis.quality``); nothing is measured twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from engine.core.analysis import Analysis

_RATE_SLACK = 0.98  # the mean of a file at 320 kbit/s is a little off it: frames are padded, headers counted in
_AS_GOOD = 0.8  # AAC, Vorbis and Opus need about a fifth less than MP3 for the same
_MP3_CODECS = frozenset({"mp1", "mp2", "mp3"})


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityRules:
    """What a recording must have.

    Args:
        min_kbps: Mean bit rate of MP3; other lossy codecs a fifth less; lossless files have no bound.
        min_seconds, max_seconds: Its length.
        max_clipped: Share of samples in clipped runs, 0–1.
        max_silence: Share of 50 ms frames below -60 dBFS, 0–1.
        max_gap_seconds: Longest silence inside it.
        min_sample_rate: Hz.
        bpm: Lowest and highest tempo; None for any.
        is_strict: Refuse what the analysis calls ``usable``, too.
    """

    min_kbps: float = 320.0
    min_seconds: float = 120.0
    max_seconds: float = 360.0
    max_clipped: float = 1e-3
    max_silence: float = 0.2
    max_gap_seconds: float = 5.0
    min_sample_rate: int = 44_100
    bpm: tuple[float, float] | None = None
    is_strict: bool = False


def shortcomings(analysis: Analysis, rules: QualityRules) -> tuple[str, ...]:
    """Why a recording is not good enough, a sentence each without capital and full stop; empty where it is."""
    return tuple(
        dict.fromkeys(
            [
                *_coding(analysis.metadata.get("format") or {}, rules),
                *_length(analysis, rules),
                *_tempo(analysis, rules),
                *_completeness(analysis.metadata),
                *_cleanness(analysis, rules),
                *_verdict(analysis.metadata.get("quality") or {}, rules),
            ]
        )
    )


def _coding(form: dict[str, Any], rules: QualityRules) -> Iterator[str]:
    rate = form.get("bit_rate_kbps")
    if rate is None or form.get("is_lossless"):
        return
    codec = str(form.get("codec", "")).lower()
    needed = rules.min_kbps * (1.0 if codec in _MP3_CODECS else _AS_GOOD)
    if rate < needed * _RATE_SLACK:
        yield f"its bit rate is {rate:.0f} kbit/s ({codec}); {needed:.0f} or a lossless file is asked for"


def _length(analysis: Analysis, rules: QualityRules) -> Iterator[str]:
    seconds = analysis.audio.duration
    if not rules.min_seconds <= seconds <= rules.max_seconds:
        asked = f"{rules.min_seconds / 60:g} to {rules.max_seconds / 60:g} minutes are asked for"
        yield f"it lasts {seconds / 60:.1f} minutes; {asked}"
    if analysis.audio.sample_rate < rules.min_sample_rate:
        yield f"its sample rate is {analysis.audio.sample_rate} Hz; {rules.min_sample_rate} are asked for"


def _tempo(analysis: Analysis, rules: QualityRules) -> Iterator[str]:
    if rules.bpm is None:
        return
    slowest, fastest = rules.bpm
    if analysis.tempo_bpm is None:
        yield f"its tempo is not known; {slowest:g} to {fastest:g} BPM are asked for"
    elif not slowest <= analysis.tempo_bpm <= fastest:
        yield f"its tempo is {analysis.tempo_bpm:.1f} BPM; {slowest:g} to {fastest:g} are asked for"


def _completeness(metadata: dict[str, Any]) -> Iterator[str]:
    quality = metadata.get("quality") or {}
    yield from (note for note in metadata.get("notes", ()) if note.startswith("it is cut off"))
    if quality.get("starts_abruptly") and quality.get("ends_abruptly"):
        yield "it starts and ends at full level: a clip or a loop rather than a whole song"


def _cleanness(analysis: Analysis, rules: QualityRules) -> Iterator[str]:
    quality = analysis.metadata.get("quality") or {}
    if analysis.audio.loudness_lufs is None:
        yield "it is silent"
        return
    total = max(1.0, analysis.audio.duration * analysis.audio.sample_rate * analysis.audio.channels)
    clipped = (quality.get("clipped_samples") or 0) / total
    if clipped > rules.max_clipped:
        yield f"{100 * clipped:.2f} % of its samples are clipped; {100 * rules.max_clipped:g} % are allowed"
    silence = quality.get("silence_share") or 0.0
    if silence > rules.max_silence:
        yield f"{100 * silence:.0f} % of it is silent; {100 * rules.max_silence:g} % are allowed"
    gap = quality.get("longest_gap_s") or 0.0
    if gap > rules.max_gap_seconds:
        yield f"it is silent for {gap:.1f} s in the middle; {rules.max_gap_seconds:g} s are allowed"


def _verdict(quality: dict[str, Any], rules: QualityRules) -> Iterator[str]:
    """With strict rules, every wish of the analysis counts, whatever its thresholds are called here."""
    if rules.is_strict and quality.get("verdict") in ("usable", "poor"):
        yield from quality.get("reasons", ())
