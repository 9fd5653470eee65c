"""Facts and quality of recordings with known faults."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.analysis.metadata import (
    audio_facts,
    clipped_samples,
    describe,
    measure_quality,
    metadata_dict,
    with_file_facts,
)
from engine.analysis.verdict import Verdict, judge
from engine.core.analysis import AudioFacts
from engine.core.audio import Audio
from engine.core.track import Artwork, AudioInfo, Tags
from tests.signals import noise, silence, sine


def test_facts_of_a_sine() -> None:
    facts = audio_facts(sine(997.0, 5.0, amplitude=1.0), "sha256:0")
    assert (facts.duration, facts.sample_rate, facts.channels, facts.fingerprint) == (5.0, 44_100, 2, "sha256:0")
    assert facts.loudness_lufs == pytest.approx(0.0, abs=0.1)  # BS.1770: a full-scale stereo sine at 997 Hz is 0 LUFS
    assert facts.true_peak_dbtp == pytest.approx(0.0, abs=0.1)


@pytest.mark.parametrize("audio", [silence(3.0), silence(0.0), silence(0.01)], ids=["silence", "empty", "short"])
def test_silence_measures_as_nothing(audio: Audio) -> None:
    facts = audio_facts(audio, "x")
    quality = measure_quality(audio)
    assert facts.loudness_lufs is None
    assert facts.true_peak_dbtp is None
    assert (quality.clipped_samples, quality.peak_dbfs, quality.crest_db, quality.bandwidth_hz) == (0, None, None, None)


def test_clipping_counts_runs_not_peaks() -> None:
    samples = np.zeros((1, 100), np.float32)
    samples[0, 10] = 1.0
    samples[0, 20:25] = 1.0
    samples[0, 40:43] = -1.0
    assert clipped_samples(Audio(samples, 44_100)) == 8


def test_numbers_of_a_sine() -> None:
    quality = measure_quality(sine(1_000.0, 3.0, amplitude=0.5))
    assert quality.crest_db == pytest.approx(3.01, abs=0.02)  # the square root of two
    assert quality.peak_dbfs == pytest.approx(-6.02, abs=0.02)
    assert quality.stereo_correlation == pytest.approx(1.0)
    assert quality.silence_share == 0.0


def test_offset_correlation_and_silence() -> None:
    left = sine(440.0, 2.0).samples[0]
    audio = Audio(np.stack([left + 0.1, -left]).astype(np.float32), 44_100)
    quality = measure_quality(audio)
    assert quality.dc_offset == pytest.approx(0.1, abs=1e-3)
    assert quality.stereo_correlation == pytest.approx(-1.0, abs=1e-6)
    half = Audio(np.concatenate([left, np.zeros_like(left)])[np.newaxis], 44_100)
    assert measure_quality(half).silence_share == pytest.approx(0.5, abs=0.02)  # frames of 50 ms
    assert measure_quality(half).stereo_correlation is None


def test_a_low_pass_as_encoders_leave_it_is_seen_and_full_bandwidth_is_not() -> None:
    from scipy.signal import firwin, oaconvolve

    full = noise(5.0)
    kernel = firwin(1023, 16_000.0, fs=44_100)
    cut = Audio(oaconvolve(full.samples, kernel[np.newaxis], mode="same", axes=1).astype(np.float32), 44_100)
    assert measure_quality(full).has_lossy_cutoff is False
    found = measure_quality(cut)
    assert found.has_lossy_cutoff is True
    assert found.bandwidth_hz == pytest.approx(16_000.0, abs=500.0)  # bands of 250 Hz


def test_the_chapter_holds_tags_format_and_quality() -> None:
    info = AudioInfo("WAV", "pcm_s16le", 44_100, 2, 44_100, 176_444)
    document = metadata_dict(Tags(title="T", artist="A", year=2023), info, measure_quality(sine(440.0)))
    assert (document["title"], document["artist"], document["year"], document["album"]) == ("T", "A", 2023, None)
    assert document["format"]["duration"] == 1.0
    assert "crest_db" in document["quality"]
    assert metadata_dict(Tags(), None, measure_quality(silence()))["format"] is None


def test_clips_are_measured_by_run() -> None:
    samples = np.zeros((1, 44_100), np.float32)
    samples[0, 100:141] = 1.0
    samples[0, 500:503] = -1.0
    quality = measure_quality(Audio(samples, 44_100))
    assert (quality.clipped_samples, quality.clipped_runs) == (44, 2)
    assert quality.longest_clip_ms == pytest.approx(41 / 44.1, abs=1e-3)


def test_silence_is_found_at_head_and_tail_and_between() -> None:
    tone = sine(440.0, 2.0).samples
    gap = np.zeros((2, 66_150), np.float32)  # 1.5 s
    samples = np.concatenate([gap[:, :44_100], tone, gap, tone, gap[:, :22_050]], axis=1)
    quality = measure_quality(Audio(samples, 44_100))
    assert quality.head_silence_s == pytest.approx(1.0, abs=0.05)  # frames of 50 ms
    assert quality.longest_gap_s == pytest.approx(1.5, abs=0.1)
    assert quality.tail_silence_s == pytest.approx(0.5, abs=0.1)
    assert (quality.starts_abruptly, quality.ends_abruptly) == (False, False)
    assert (measure_quality(sine(440.0, 2.0)).starts_abruptly, measure_quality(noise(2.0)).ends_abruptly) == (
        True,
        True,
    )


QUALITY = replace(
    measure_quality(noise(2.0)), starts_abruptly=False, ends_abruptly=False, has_lossy_cutoff=False, lossy_kbps=None
)
FACTS = AudioFacts(200.0, 44_100, 2, "sha256:0", -14.0, -1.0)
CUT = {"has_lossy_cutoff": True}


def told(codec: str = "flac", kbps: float = 900.0, *, plr: float = 12.0, facts: Any = None, **quality: Any) -> Verdict:
    """The verdict on a faultless song of 200 s with these changes."""
    info = AudioInfo("X", codec, 44_100, 2, 200 * 44_100, int(125 * kbps * 200))
    changed = replace(FACTS, **(facts or {}))
    return judge(changed, info, replace(QUALITY, **quality), peak_to_loudness_db=plr)


def test_a_whole_clean_song_is_good() -> None:
    for codec, kbps in (("flac", 900.0), ("mp3", 320.0), ("aac", 256.0), ("PCM_16", 1411.0)):
        assert told(codec, kbps) == Verdict("good", ())
    assert judge(FACTS, None, QUALITY) == Verdict("good", ())


@pytest.mark.parametrize(
    ("level", "reason", "changes"),
    [
        ("usable", "mp3 at 256 kbit/s; 320", {"codec": "mp3", "kbps": 256.0}),
        ("poor", "mp3 at 128 kbit/s; 320", {"codec": "mp3", "kbps": 128.0}),
        ("usable", "it lasts 119 s", {"facts": {"duration": 119.0}}),
        ("poor", "it lasts 10 s", {"facts": {"duration": 10.0}}),
        ("usable", "it lasts 6.5 minutes", {"facts": {"duration": 390.0}}),
        ("poor", "it lasts 60.0 minutes", {"facts": {"duration": 3600.0}}),
        ("usable", "it is mono", {"facts": {"channels": 1}}),
        ("usable", "it is mono", {"stereo_correlation": 1.0}),
        ("usable", "its sample rate is 32000 Hz", {"facts": {"sample_rate": 32_000}}),
        ("poor", "its sample rate is 22050 Hz", {"facts": {"sample_rate": 22_050}}),
        ("usable", "a clip or a loop", {"starts_abruptly": True, "ends_abruptly": True}),
        ("usable", "its end may be missing", {"ends_abruptly": True}),
        ("usable", "9 places are clipped", {"clipped_samples": 5_000, "clipped_runs": 9, "longest_clip_ms": 1.0}),
        ("poor", "9 places are clipped", {"clipped_samples": 50_000, "clipped_runs": 9, "longest_clip_ms": 1.0}),
        ("usable", "it reaches +1.5 dBTP", {"facts": {"true_peak_dbtp": 1.5}}),
        ("usable", "heavily limited", {"plr": 5.0}),
        ("usable", "constant offset of 5.0 %", {"dc_offset": 0.05}),
        ("usable", "30 % of it is silent", {"silence_share": 0.3}),
        ("poor", "it is silent", {"facts": {"loudness_lufs": None}}),
        ("poor", "MP3 at 128 kbit/s before", {**CUT, "bandwidth_hz": 16_500.0, "lossy_kbps": 128}),
        ("usable", "MP3 at 192 kbit/s before", {**CUT, "bandwidth_hz": 18_600.0, "lossy_kbps": 192}),
        ("good", "", {**CUT, "bandwidth_hz": 20_000.0, "lossy_kbps": 256}),
        ("good", "", {**CUT, "bandwidth_hz": 6_000.0, "lossy_kbps": 40}),
        (
            "poor",
            "MP3 at 128 kbit/s before",
            {**CUT, "bandwidth_hz": 16_500.0, "lossy_kbps": 128, "codec": "mp3", "kbps": 320.0},
        ),
    ],
)
def test_each_fault_is_named(level: str, reason: str, changes: dict[str, Any]) -> None:
    verdict = told(**changes)
    assert verdict.level == level
    assert reason in " ".join(verdict.reasons)
    assert len(verdict.reasons) == (level != "good")


@pytest.mark.parametrize(("compression", "kbps"), [(2.0 / 3.0, 128), (4.0 / 9.0, 192)])
def test_what_was_mp3_before_is_known_by_its_cutoff(tmp_path: Path, compression: float, kbps: int) -> None:
    """Coded by LAME at a constant rate and decoded again: the cut-off tells the rate, whatever the container claims."""
    import soundfile

    path = tmp_path / "a.mp3"
    soundfile.write(path, noise(4.0).samples.T, 44_100, bitrate_mode="CONSTANT", compression_level=compression)
    assert path.stat().st_size * 8 / 4.0 == pytest.approx(1_000 * kbps, rel=0.05)
    decoded, rate = soundfile.read(path, dtype="float32")
    found = measure_quality(Audio(np.ascontiguousarray(decoded.T), rate))
    assert found.has_lossy_cutoff
    assert found.lossy_kbps in (kbps, kbps + 32, kbps - 32)  # neighbouring rates cut half a kilohertz apart


def test_a_file_that_was_cut_off_is_poor_and_says_so_first() -> None:
    metadata = describe(noise(2.0), "x", tags=Tags(), info=None).metadata
    note = "it is cut off: 3.0 s could be decoded, its header promises 200.0 s"
    quality = with_file_facts(metadata, artwork=None, encoder=None, notes=("odd", note))["quality"]
    assert (quality["verdict"], quality["reasons"][0]) == ("poor", note)


def test_dynamics_of_a_known_signal() -> None:
    metadata = describe(sine(997.0, 10.0, amplitude=0.5), "x", tags=Tags(), info=None).metadata
    dynamics = metadata["dynamics"]
    # a stereo sine at 997 Hz has the loudness of its peak (BS.1770: 0 dBFS is 0 LUFS in both channels)
    assert dynamics["peak_to_loudness_db"] == pytest.approx(0.0, abs=0.1)
    assert dynamics["loudness_range_lu"] == pytest.approx(0.0, abs=0.1)
    assert dynamics["inter_sample_over_db"] == 0.0
    high = np.array([[1.0, 1.0, -1.0, -1.0] * 5_000], np.float32)  # a sine at a quarter of the rate, at 45 degrees
    over = describe(Audio(high, 44_100), "x", tags=Tags(), info=None).metadata["dynamics"]["inter_sample_over_db"]
    assert over == pytest.approx(3.01, abs=0.3)  # the square root of two; the ends ring a little higher


def test_what_only_the_file_tells_is_added() -> None:
    metadata = describe(sine(440.0), "x", tags=Tags(title="T"), info=None).metadata
    cover = Artwork("ab", 12, "image/png", 3, 4)
    added = with_file_facts(metadata, artwork=cover, encoder="LAME3.100", notes=("the sky is blue",))
    assert added["artwork"] == {"sha256": "ab", "size_bytes": 12, "mime": "image/png", "width": 3, "height": 4}
    assert (added["encoder"], added["notes"], added["title"]) == ("LAME3.100", ["the sky is blue"], "T")
    assert added["quality"] == metadata["quality"]
    tagged = describe(sine(440.0), "x", tags=Tags(encoder="DAW"), info=None).metadata
    assert with_file_facts(tagged, artwork=None, encoder="LAME", notes=())["encoder"] == "DAW"
