"""Whether a recording is good material to train on, and why not: thresholds, and a sentence for each that is missed.

What is asked for: MP3 at 320 kbit/s or lossless, two to six minutes, a complete song, clean. The verdict is the worst
of its reasons: ``good`` has none, ``usable`` falls short of a wish, ``poor`` would teach a fault.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from engine.analysis.quality import Quality
from engine.core.analysis import AudioFacts
from engine.core.track import AudioInfo

Level = Literal["good", "usable", "poor"]

LOSSY_CODECS = frozenset({"mp1", "mp2", "mp3", "aac", "vorbis", "opus"})
_ENOUGH_KBPS = {"mp1": 384.0, "mp2": 384.0, "mp3": 315.0}
"""320 less what a header claims too much; the other codecs need a fifth less for the same (256 is their usual best)."""
_ENOUGH_KBPS_ELSE = 250.0
_LITTLE_KBPS = 190.0
_GOOD_SECONDS = (120.0, 360.0)
_POOR_SECONDS = (30.0, 900.0)
_TRANSCODE_HZ = 10_000.0
"""Below this a cliff is more likely a sound without overtones than an encoder."""
_HARMLESS_CUTOFF_KBPS = 256
_LITTLE_CUTOFF_KBPS = 160
_CLIPPED_SHARE = (1e-4, 1e-3)
_OVER_DBTP = 1.0
_SQUASHED_DB = 6.0
_OFFSET = 0.01
_SILENT_SHARE = 0.2
_LONG_SILENCE_S = 5.0
_MONO = 0.9999
_CUT_NOTE = "it is cut off"


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that is not as it is wished, as a sentence without capital and full stop."""

    level: Level
    text: str


@dataclass(frozen=True, slots=True)
class Verdict:
    level: Level
    reasons: tuple[str, ...]


def judge(
    facts: AudioFacts,
    info: AudioInfo | None,
    quality: Quality,
    *,
    peak_to_loudness_db: float | None = None,
) -> Verdict:
    """The verdict on a recording as material to train on.

    Args:
        facts: Length, rate and level.
        info: What the file is; None where only samples are known.
        quality: How it is made.
        peak_to_loudness_db: True peak above integrated loudness.
    """
    if facts.loudness_lufs is None:
        return Verdict("poor", ("it is silent, or too short to have a loudness",))
    reasons = [
        *_coding(facts, info),
        *_spectrum(info, quality),
        *_length(facts),
        *_completeness(quality),
        *_cleanness(facts, quality, peak_to_loudness_db),
        *_format(facts, quality),
    ]
    levels = {reason.level for reason in reasons}
    level: Level = "poor" if "poor" in levels else "usable" if "usable" in levels else "good"
    return Verdict(level, tuple(reason.text for reason in reasons))


def bit_rate_kbps(info: AudioInfo) -> float | None:
    """Mean bit rate of the whole file, its tags included."""
    return 8e-3 * info.size_bytes / info.duration if info.num_samples else None


def is_lossy(info: AudioInfo) -> bool:
    return info.codec.lower() in LOSSY_CODECS


def _coding(_facts: AudioFacts, info: AudioInfo | None) -> Iterator[Reason]:
    rate = None if info is None else bit_rate_kbps(info)
    if info is None or rate is None or not is_lossy(info):
        return
    enough = _ENOUGH_KBPS.get(info.codec.lower(), _ENOUGH_KBPS_ELSE)
    if rate < enough:
        wish = "320" if enough > 300.0 else "256"
        level: Level = "poor" if rate < _LITTLE_KBPS else "usable"
        yield Reason(level, f"{info.codec} at {rate:.0f} kbit/s; {wish} or a lossless file is wished for")


def _spectrum(info: AudioInfo | None, quality: Quality) -> Iterator[Reason]:
    """A file that claims more than it holds: lossless, or at a high rate, of something that was coded at a low one."""
    cutoff, rate = quality.bandwidth_hz, quality.lossy_kbps
    if not quality.has_lossy_cutoff or cutoff is None or rate is None or cutoff < _TRANSCODE_HZ:
        return
    claimed = None if info is None or not is_lossy(info) else bit_rate_kbps(info)
    if rate >= _HARMLESS_CUTOFF_KBPS or (claimed is not None and claimed < 1.3 * rate):
        return
    level: Level = "poor" if rate < _LITTLE_CUTOFF_KBPS else "usable"
    yield Reason(level, f"its spectrum ends at {cutoff / 1e3:.1f} kHz, as if it had been MP3 at {rate} kbit/s before")


def _length(facts: AudioFacts) -> Iterator[Reason]:
    seconds = facts.duration
    if seconds < _GOOD_SECONDS[0]:
        text = f"it lasts {seconds:.0f} s; two to six minutes are wished for"
        yield Reason("poor" if seconds < _POOR_SECONDS[0] else "usable", text)
    elif seconds > _GOOD_SECONDS[1]:
        text = f"it lasts {seconds / 60.0:.1f} minutes; two to six are wished for"
        yield Reason("poor" if seconds > _POOR_SECONDS[1] else "usable", text)


def incomplete(notes: Sequence[str]) -> list[str]:
    """Those of the decoder's notes that say a part is missing: such a recording is poor."""
    return [note for note in notes if note.startswith(_CUT_NOTE)]


def _completeness(quality: Quality) -> Iterator[Reason]:
    if quality.starts_abruptly and quality.ends_abruptly:
        yield Reason("usable", "it starts and ends at full level: a clip or a loop rather than a whole song")
    elif quality.ends_abruptly:
        yield Reason("usable", "it ends at full level: its end may be missing")


def _cleanness(facts: AudioFacts, quality: Quality, peak_to_loudness_db: float | None) -> Iterator[Reason]:
    total = max(1.0, facts.duration * facts.sample_rate * facts.channels)
    share = quality.clipped_samples / total
    if share > _CLIPPED_SHARE[0]:
        text = f"{quality.clipped_runs} places are clipped, the longest for {quality.longest_clip_ms:.2f} ms"
        yield Reason("poor" if share > _CLIPPED_SHARE[1] else "usable", text)
    if facts.true_peak_dbtp is not None and facts.true_peak_dbtp > _OVER_DBTP:
        yield Reason("usable", f"between its samples it reaches {facts.true_peak_dbtp:+.1f} dBTP")
    if peak_to_loudness_db is not None and peak_to_loudness_db < _SQUASHED_DB:
        yield Reason("usable", f"its peaks stand only {peak_to_loudness_db:.1f} dB above its loudness: heavily limited")
    if quality.dc_offset > _OFFSET:
        yield Reason("usable", f"it has a constant offset of {100.0 * quality.dc_offset:.1f} % of full scale")
    if (quality.silence_share or 0.0) > _SILENT_SHARE or (quality.longest_gap_s or 0.0) > _LONG_SILENCE_S:
        yield Reason("usable", f"{100.0 * (quality.silence_share or 0.0):.0f} % of it is silent")


def _format(facts: AudioFacts, quality: Quality) -> Iterator[Reason]:
    if facts.sample_rate < 44_100:
        level: Level = "poor" if facts.sample_rate < 32_000 else "usable"
        yield Reason(level, f"its sample rate is {facts.sample_rate} Hz; 44,100 or more are wished for")
    if facts.channels == 1 or (quality.stereo_correlation or 0.0) > _MONO:
        yield Reason("usable", "it is mono")
