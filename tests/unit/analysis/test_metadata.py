"""Facts and quality of recordings with known faults."""

from __future__ import annotations

import numpy as np
import pytest

from engine.analysis.metadata import audio_facts, clipped_samples, measure_quality, metadata_dict
from engine.core.audio import Audio
from engine.core.track import AudioInfo, Tags
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
