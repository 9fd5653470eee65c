"""Treatment keeps truth: stems sum to the clean mixture, codecs stay in time, tape speed moves pitch and time alike."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy import signal

from engine.audio.loudness import integrated_loudness
from engine.core.audio import Audio
from engine.core.stems import Stem
from engine.generation.draws import generator
from tests.pieces import composition
from trainer.synth_corpus.confusers import without_log_drum
from trainer.synth_corpus.item import Treatment
from trainer.synth_corpus.treatment import RATE, through_codec, treat

SECONDS = 3.0
LENGTH = round(SECONDS * RATE)


def stems(seed: int = 0) -> dict[Stem, np.ndarray]:
    rng = np.random.default_rng(seed)
    made = {stem: np.zeros((2, LENGTH + 2000), np.float32) for stem in Stem}
    for stem in (Stem.DRUMS, Stem.LOG_DRUM, Stem.OTHER):
        made[stem] = (0.1 * rng.standard_normal((2, LENGTH + 2000))).astype(np.float32)
    return made


TREATMENTS = [
    Treatment(),
    Treatment(tilt_db=5.0, clip_db=3.0, target_lufs=-6.0),
    Treatment(phone_band=True, mono=True, room_seconds=0.3, room_wet=0.1, tape_ratio=446 / 440),
]


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_stems_sum_to_the_clean_mixture(treatment: Treatment) -> None:
    treated = treat(stems(), treatment, LENGTH, generator("t"))
    error = treated.clean - np.sum(list(treated.stems.values()), axis=0)

    assert np.max(np.abs(error)) < 1e-5  # float32 sums
    assert all(wave.shape == (2, LENGTH) for wave in treated.stems.values())
    assert not treated.stems[Stem.VOCALS].any()
    assert np.max(np.abs(treated.clean)) <= 0.981


def test_the_mixture_has_the_loudness_asked_for() -> None:
    treated = treat(stems(), Treatment(target_lufs=-20.0), LENGTH, generator("t"))

    # the clipper takes a little off the peaks of noise at this level
    assert integrated_loudness(Audio(treated.clean, RATE)) == pytest.approx(-20.0, abs=0.5)


@pytest.mark.parametrize(("codec", "kbit"), [("mp3", 128), ("aac", 128), ("opus", 96), ("mp3", 64)])
def test_codecs_come_back_in_time(codec: str, kbit: int) -> None:
    rng = np.random.default_rng(1)
    band = signal.butter(4, [200.0, 5000.0], "bandpass", fs=RATE, output="sos")
    wave = signal.sosfilt(band, rng.standard_normal((2, LENGTH))).astype(np.float32) * 0.2

    got = through_codec(wave, codec, kbit)
    lags = signal.correlation_lags(LENGTH, LENGTH)
    correlation = signal.correlate(got[0], wave[0], method="fft")

    assert got.shape == wave.shape
    assert abs(lags[int(np.argmax(correlation))]) <= 1
    assert not np.array_equal(got, wave)


def test_tape_speed_moves_pitch() -> None:
    t = np.arange(LENGTH + 4000) / RATE
    tone = np.tile(0.2 * np.sin(2 * np.pi * 440.0 * t), (2, 1)).astype(np.float32)
    only = {stem: np.zeros_like(tone) for stem in Stem} | {Stem.OTHER: tone}

    treated = treat(only, Treatment(tape_ratio=446.0 / 440.0), LENGTH, generator("t"))
    spectrum = np.abs(np.fft.rfft(treated.stems[Stem.OTHER][0] * np.hanning(LENGTH)))

    assert np.argmax(spectrum) * RATE / LENGTH == pytest.approx(446.0, abs=RATE / LENGTH)


def test_mono_is_mono() -> None:
    treated = treat(stems(), replace(TREATMENTS[0], mono=True), LENGTH, generator("t"))

    assert np.array_equal(treated.clean[0], treated.clean[1])


@pytest.mark.parametrize(("confuser", "role"), [("eight_o_eight", "bass"), ("tom", "tom"), ("kick_only", "")])
def test_a_confuser_takes_the_log_drums_place(confuser: str, role: str) -> None:
    piece = composition()
    changed = without_log_drum(piece, confuser)
    onsets = [note.onset for note in piece.of("log_drum")]

    assert not changed.of("log_drum")
    assert changed.blueprint.log_drum is None
    assert "log_drum" not in changed.blueprint.roles
    if role:
        assert [note.onset for note in changed.of(role)] == onsets
        assert role in changed.blueprint.roles
    assert changed.of("kick") == piece.of("kick")
