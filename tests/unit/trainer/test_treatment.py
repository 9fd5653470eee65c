"""Treatment keeps truth: stems sum to the clean mixture, codecs stay in time, tape speed moves pitch and time alike."""

from __future__ import annotations

import numpy as np
import pytest

from engine.audio.loudness import integrated_loudness
from engine.core.audio import Audio
from engine.core.stems import Stem
from engine.generation.draws import generator
from engine.generation.sketch.mixing.filters import rfft
from trainer.synth_corpus.codecs import through_codec
from trainer.synth_corpus.item import Treatment
from trainer.synth_corpus.mixing import RATE, Bus, Frame, detuned
from trainer.synth_corpus.rooms import FAMILIES, LONGEST_S, draw_room, impulse_response
from trainer.synth_corpus.spectra import size_near
from trainer.synth_corpus.treatment import frame_of, treat

SECONDS = 3.0
LENGTH = round(SECONDS * RATE)
ROOMS = {family: draw_room(generator("rooms"), family) for family in FAMILIES}

TREATMENTS = [
    Treatment(rooms=ROOMS),
    Treatment(rooms=ROOMS, tilt_db=5.0, clip_db=3.0, target_lufs=-6.0, resample_hz=22_050),
    Treatment(rooms=ROOMS, phone_band=True, mono=True, around=ROOMS["room"], around_wet=0.1, tape_ratio=446 / 440),
]


def frame(treatment: Treatment) -> Frame:
    return frame_of(LENGTH, treatment, round(LONGEST_S * RATE))


def bus(wave: np.ndarray, size: int) -> Bus:
    spectrum = rfft(wave.astype(np.float32), size)
    return Bus(spectrum, {"hall": (0.2 * spectrum[0]).astype(np.complex64)})


def buses(size: int) -> dict[Stem, Bus]:
    rng = np.random.default_rng(0)
    stems = (Stem.DRUMS, Stem.LOG_DRUM, Stem.OTHER)
    return {stem: bus(0.1 * rng.standard_normal((2, LENGTH)), size) for stem in stems}


def peak_hz(wave: np.ndarray) -> float:
    spectrum = np.abs(np.fft.rfft(wave * np.hanning(len(wave)), 8 * len(wave)))
    return float(np.argmax(spectrum) * RATE / (8 * len(wave)))


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_stems_sum_to_the_clean_mixture(treatment: Treatment) -> None:
    own = frame(treatment)
    treated = treat([buses(own.size)], treatment, own)
    total = np.sum([treated.stems[stem] for stem in Stem], axis=0)

    assert np.array_equal(treated.mixture, treated.clean)
    assert np.max(np.abs(treated.clean - total)) < 1e-6  # float32 sums
    assert all(wave.shape == (2, LENGTH) for wave in treated.stems.values())
    assert not treated.stems[Stem.VOCALS].any()
    assert np.max(np.abs(treated.clean)) <= 0.981


@pytest.mark.parametrize("lufs", [-20.0, -12.0])
def test_the_mixture_has_the_loudness_asked_for(lufs: float) -> None:
    treatment = Treatment(rooms=ROOMS, target_lufs=lufs)
    treated = treat([buses(frame(treatment).size)], treatment, frame(treatment))

    assert integrated_loudness(Audio(treated.clean, RATE)) == pytest.approx(lufs, abs=0.3)


def test_bleed_is_in_the_room_and_the_log_drum_is_silent() -> None:
    treatment = Treatment(rooms=ROOMS)
    own = frame(treatment)
    treated = treat([{Stem.LOG_DRUM: buses(own.size)[Stem.LOG_DRUM]}], treatment, own, bleed_db=-20.0)

    assert not treated.stems[Stem.LOG_DRUM].any()
    assert treated.stems[Stem.OTHER].any()


@pytest.mark.parametrize(("codec", "kbit"), [("mp3", 128), ("aac", 128), ("opus", 96), ("mp3", 64)])
def test_codecs_come_back_in_time(codec: str, kbit: int) -> None:
    rng = np.random.default_rng(1)
    hz = np.fft.rfftfreq(LENGTH, 1 / RATE)
    noise = np.fft.rfft(rng.standard_normal((2, LENGTH))) * ((hz > 200.0) & (hz < 5000.0))
    wave = np.fft.irfft(noise, LENGTH).astype(np.float32) * 0.2

    got = through_codec(wave, codec, kbit)
    correlation = np.fft.irfft(np.fft.rfft(got[0], 2 * LENGTH) * np.conj(np.fft.rfft(wave[0], 2 * LENGTH)))
    lag = int(np.argmax(correlation))

    assert got.shape == wave.shape
    assert min(lag, 2 * LENGTH - lag) <= 1
    assert not np.array_equal(got, wave)


def test_tape_speed_moves_pitch_by_the_ratio_of_lengths() -> None:
    treatment = Treatment(tape_ratio=446.0 / 440.0)
    own = frame(treatment)
    taken = detuned(own, 0.0)
    t = np.arange(LENGTH + 4000) / RATE
    tone = np.tile(0.2 * np.sin(2 * np.pi * 440.0 * t), (2, 1)).astype(np.float32)
    spectrum = rfft(tone, taken)[:, : own.size // 2 + 1]

    treated = treat([{Stem.OTHER: Bus(spectrum, {})}], treatment, own)

    assert own.tape == pytest.approx(446.0 / 440.0, abs=1.8e-3)  # three cents
    assert peak_hz(treated.stems[Stem.OTHER][0]) == pytest.approx(440.0 * own.tape, abs=0.1)


def test_lengths_are_near_enough_for_three_cents() -> None:
    for wanted in np.linspace(600_000, 720_000, 200):
        assert abs(1200.0 * np.log2(size_near(float(wanted)) / wanted)) < 3.0


def test_mono_is_mono() -> None:
    treatment = Treatment(rooms=ROOMS, mono=True)
    treated = treat([buses(frame(treatment).size)], treatment, frame(treatment))

    assert np.array_equal(treated.clean[0], treated.clean[1])


def test_resampling_leaves_nothing_above_its_nyquist_frequency() -> None:
    treatment = Treatment(rooms=ROOMS, resample_hz=22_050, target_lufs=-25.0)  # so low that nothing is limited
    treated = treat([buses(frame(treatment).size)], treatment, frame(treatment))
    spectrum = np.abs(np.fft.rfft(treated.clean[0] * np.hanning(LENGTH))) ** 2
    hz = np.fft.rfftfreq(LENGTH, 1 / RATE)

    assert spectrum[hz > 11_100.0].sum() < 1e-6 * spectrum.sum()


@pytest.mark.parametrize("family", list(FAMILIES))
def test_a_room_dies_away_in_its_time(family: str) -> None:
    room = ROOMS[family]
    response = impulse_response(room).astype(np.float64)
    energy = np.cumsum(np.square(response).sum(axis=0)[::-1])[::-1]  # Schroeder's backward integration
    decay = 10.0 * np.log10(energy / energy[0])
    fall = np.flatnonzero(decay < -20.0)[0] - np.flatnonzero(decay < -5.0)[0]
    rt60 = 4.0 * fall / RATE

    assert np.sum(np.square(response)) == pytest.approx(1.0, rel=1e-5)
    # lows and highs die at their own rates, so the whole lies between the two
    assert 0.6 * room.damping * room.seconds < rt60 < 1.3 * room.seconds
