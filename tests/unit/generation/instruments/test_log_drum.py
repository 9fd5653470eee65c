"""The log drum is the decoded program of the domain reference 1.6.2, and its chain does what it says."""

import dataclasses
import math

import numpy as np
import pytest

from engine.core.composition import Slide
from engine.generation.sketch.instruments.base import RATE, Stroke, frequency
from engine.generation.sketch.instruments.log_drum import PLAIN, LogDrum
from engine.generation.sketch.instruments.partials import centroid_hz, harmonic_db, level_db, partials
from engine.generation.sketch.instruments.percussive import PERCUSSIVE

VELOCITIES = (50, 70, 85, 100, 115, 127)
# H3/H1 and H5/H1 in dB of the body, 60-200 ms, by sounding pitch (MIDI 29, 33, 36, 41: 43.7, 55.0, 65.4, 87.3 Hz)
TABLE = {
    29: ((-12, -23), (0, -16), (-2, -16), (-10, -17), (-8, -15), (1, -11)),
    33: ((-10, -23), (2, -15), (-7, -18), (-11, -17), (-2, -13), (16, 2)),
    36: ((-8, -22), (-1, -16), (-9, -19), (-9, -17), (3, -10), (6, -7)),
    41: ((-7, -22), (-4, -18), (-11, -19), (-7, -16), (11, -4), (-1, -12)),
}
LONG = Stroke(pitch=36, velocity=100, duration=1.0)


def plain(**changes: float) -> LogDrum:
    return dataclasses.replace(PERCUSSIVE["fm_log_drum"].make(PLAIN), **changes)


@pytest.mark.parametrize("pitch", TABLE)
def test_the_plain_program_has_the_harmonics_of_the_decoded_instrument(pitch: int):
    for velocity, (third, fifth) in zip(VELOCITIES, TABLE[pitch], strict=True):
        measured = partials(plain(), pitch, velocity)
        # the table is rounded to whole dB
        assert measured.third_db == pytest.approx(third, abs=0.5)
        assert measured.fifth_db == pytest.approx(fifth, abs=0.5)


def test_even_harmonics_are_weak():
    wave = plain().play(LONG)
    hz = frequency(36)
    # 1.6.2: about -36 to -39 dB at velocity 100
    assert harmonic_db(wave, hz, 2) - harmonic_db(wave, hz, 1) < -30.0


def test_the_burst_is_bright_and_over_in_fifteen_milliseconds():
    wave = plain().play(LONG)
    # 1.6.2: 357, 98 and 84 Hz; how its window was padded is not said, which alone moves the first by 5 %
    assert centroid_hz(wave, 0.0, 0.006) == pytest.approx(357.0, rel=0.06)
    assert centroid_hz(wave, 0.006, 0.015) == pytest.approx(98.0, rel=0.06)
    assert centroid_hz(wave, 0.03, 0.2) == pytest.approx(84.0, rel=0.03)


def test_the_level_falls_as_decoded():
    wave = plain().play(LONG)
    for at, expected in ((0.05, -5.0), (0.15, -16.0), (0.25, -28.0)):
        # rounded to whole dB in 1.6.2
        assert level_db(wave, at) == pytest.approx(expected, abs=0.6)


def test_release_follows_the_key():
    short = plain(decay_ms=300.0).play(dataclasses.replace(LONG, duration=0.1))
    held = plain(decay_ms=300.0).play(LONG)
    assert level_db(short, 0.35) < level_db(held, 0.35) - 15.0


def test_a_slide_ends_on_its_note():
    slide = Slide(start=0.05, duration=0.08, semitones=7.0)
    drum = plain(decay_ms=400.0)
    wave = drum.play(dataclasses.replace(LONG, slide=slide))
    for window, pitch, other in (((0.01, 0.05), 36, 43), ((0.16, 0.5), 43, 36)):
        there = harmonic_db(wave, frequency(pitch), 1, start=window[0], end=window[1])
        away = harmonic_db(wave, frequency(other), 1, start=window[0], end=window[1])
        assert there > away + (3.0 if window[1] < 0.1 else 20.0)


def test_a_pitch_drop_begins_above_and_comes_to_rest_on_the_note():
    drum = plain(drop_semitones=12.0, drop_ms=20.0, decay_ms=400.0, index=0.0)
    wave = drum.play(LONG)
    early = np.flatnonzero(np.diff(np.signbit(wave[: int(0.02 * RATE)])))
    assert np.diff(early[:3]).mean() < 0.75 * RATE / frequency(36) / 2.0
    assert harmonic_db(wave, frequency(36), 1, start=0.2, end=0.5) > -20.0


def test_a_sampled_drum_is_sped_up_with_its_envelope():
    drum = plain(sampled_key=36.0)
    low, high = (drum.play(Stroke(pitch=pitch, velocity=100, duration=2.0)) for pitch in (36, 48))
    # an octave up is every second sample of the original
    num = min(len(high), len(low) // 2) - 2000
    # the burst is integrated in steps of one sample, which are half as long at half the rate
    np.testing.assert_allclose(high[:num], low[: 2 * num : 2], atol=0.06)
    assert np.corrcoef(high[:num], low[: 2 * num : 2])[0, 1] > 0.998


def test_a_sampled_drum_keeps_its_timbre_at_every_velocity_and_pitch():
    drum = plain(sampled_key=36.0)
    there = [partials(drum, 36, velocity).third_db for velocity in (50, 100, 127)]
    assert max(there) - min(there) < 0.1


def test_the_sub_fills_the_fundamental_where_the_program_lacks_it():
    # 55 Hz at velocity 127: the third harmonic is 16 dB above the first
    stroke = Stroke(pitch=33, velocity=127, duration=1.0)
    bare, full = (harmonic_db(plain(sub_db=db).play(stroke), 55.0, 1) for db in (-60.0, -6.0))
    assert full > bare + 10.0


def test_the_sub_is_in_phase_with_the_fundamental_at_every_velocity():
    for velocity in range(40, 128, 7):
        stroke = Stroke(pitch=36, velocity=velocity, duration=1.0)
        bare, full = (plain(sub_db=db, dynamics=0.0).play(stroke) for db in (-60.0, -9.0))
        hz = frequency(36)
        # peaks are levelled afterwards: compare the first harmonic with the fifth, which the sub leaves alone
        gain = [harmonic_db(wave, hz, 1) - harmonic_db(wave, hz, 5) for wave in (bare, full)]
        assert gain[1] > gain[0]


def test_drive_sustains():
    clean, hot = (plain(drive_db=db).play(LONG) for db in (0.0, 18.0))
    assert level_db(hot, 0.1) > level_db(clean, 0.1) + 3.0


@pytest.mark.parametrize("shape", range(4))
def test_drive_does_not_alias(shape: int):
    wave = plain(drive_db=12.0, drive_shape=shape, decay_ms=300.0).play(Stroke(pitch=50, velocity=127, duration=1.0))
    part = wave[int(0.1 * RATE) : int(0.6 * RATE)].astype(np.float64)
    spectrum = np.abs(np.fft.rfft(part * np.blackman(len(part))))
    hz = np.fft.rfftfreq(len(part), 1.0 / RATE)
    off = np.abs(hz / frequency(50) - np.round(hz / frequency(50))) > 0.15
    assert 20.0 * math.log10(spectrum[off & (hz > 40.0)].max() / spectrum.max()) < -70.0


def test_the_default_knocks():
    wave = PERCUSSIVE["fm_log_drum"].make({}).play(Stroke(pitch=36, velocity=110, duration=0.25))
    front, body = wave[: int(0.01 * RATE)], wave[int(0.03 * RATE) : int(0.2 * RATE)]

    def share_db(part: np.ndarray, low: float, high: float) -> float:
        power = np.abs(np.fft.rfft(part, 1 << 15)) ** 2
        hz = np.fft.rfftfreq(1 << 15, 1.0 / RATE)
        return 10.0 * math.log10(power[(hz >= low) & (hz < high)].sum() / power.sum())

    # a transient at 2-5 kHz in front of a body at 50-110 Hz (domain reference 1.6.3)
    assert share_db(front, 2000.0, 5000.0) > -22.0
    assert share_db(front, 2000.0, 5000.0) > share_db(body, 2000.0, 5000.0) + 8.0
    assert share_db(body, 50.0, 110.0) > -2.0


def test_the_default_is_evenly_loud_over_pitch_and_velocity():
    drum = PERCUSSIVE["fm_log_drum"].make({"dynamics": 0.0})
    levels = []
    for pitch in (29, 33, 36, 41, 45):
        for velocity in (50, 70, 85, 100, 115):
            body = drum.play(Stroke(pitch=pitch, velocity=velocity, duration=0.3))[int(0.03 * RATE) : int(0.2 * RATE)]
            levels.append(20.0 * math.log10(float(np.sqrt(np.mean(body**2)))))
    # the bare program spreads over 6 dB, with a standard deviation of 1.9 dB
    assert np.std(levels) < 1.2
