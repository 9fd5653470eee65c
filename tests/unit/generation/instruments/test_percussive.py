"""What holds for every struck instrument and bass, and what each is known by."""

import itertools
import math
import subprocess
import sys
import warnings

import numpy as np
import pytest

from engine.core.composition import Slide
from engine.core.roles import ROLES
from engine.generation.sketch.instruments.base import RATE, Stroke, Wave, frequency
from engine.generation.sketch.instruments.filters import bell, butterworth, filtered, resonance
from engine.generation.sketch.instruments.log_drum_draws import draw_driven
from engine.generation.sketch.instruments.membranes import _bessel
from engine.generation.sketch.instruments.overdrive import driven
from engine.generation.sketch.instruments.partials import harmonic_db, level_db
from engine.generation.sketch.instruments.percussive import PERCUSSIVE
from engine.generation.sketch.instruments.shakers import GRAIN, collisions
from engine.generation.sketch.instruments.shaping import ring
from engine.generation.sketch.instruments.string_basses import _modes
from engine.generation.sketch.instruments.swept import hop_times, read_swept, saw_tables

IDS = [
    "fm_log_drum",
    "kick",
    "clap",
    "rim",
    "woodblock",
    "snare",
    "hats",
    "crash",
    "shaker",
    "cabasa",
    "shekere",
    "tambourine",
    "conga",
    "djembe",
    "bongo",
    "tom",
    "cowbell",
    "agogo",
    "triangle",
    "sub_bass",
    "saw_bass",
    "reese_bass",
    "electric_bass",
    "upright_bass",
    "eight_o_eight",
]
LOW_PITCHES = (24, 33, 40, 52)
BASSES = [name for name in IDS if "bass" in PERCUSSIVE[name].roles]


def keys_of(name: str) -> list[int]:
    return sorted({key for role in PERCUSSIVE[name].roles for key in (ROLES[role].keys or LOW_PITCHES)})


def play(
    name: str, key: int, velocity: int = 127, duration: float = 0.3, variant: int = 0, **parameters: float
) -> Wave:
    return (
        PERCUSSIVE[name].make(parameters).play(Stroke(pitch=key, velocity=velocity, duration=duration, variant=variant))
    )


def centre_hz(wave: Wave) -> float:
    """Power-weighted centroid of the whole sound."""
    power = np.abs(np.fft.rfft(wave.astype(np.float64))) ** 2
    return float(np.sum(np.fft.rfftfreq(len(wave), 1.0 / RATE) * power) / power.sum())


def strongest_hz(wave: Wave, low: float, high: float, start: float = 0.0) -> float:
    part = wave[int(start * RATE) :].astype(np.float64)
    size = 1 << 18
    power = np.abs(np.fft.rfft(part * np.hanning(len(part)), size))
    hz = np.fft.rfftfreq(size, 1.0 / RATE)
    power[(hz < low) | (hz > high)] = 0.0
    return float(hz[np.argmax(power)])


def time_constant(wave: Wave, start: float, end: float) -> float:
    """Of the energy between two times, by a line through its logarithm, as a time constant of amplitude."""
    step = int(0.005 * RATE)
    part = wave[int(start * RATE) : int(end * RATE)].astype(np.float64)
    part = part[: len(part) // step * step].reshape(-1, step)
    slope = np.polyfit(np.arange(len(part)) * 0.005, 0.5 * np.log(np.mean(part**2, axis=1) + 1e-20), 1)[0]
    return -1.0 / float(slope)


def share(wave: Wave, low: float, high: float) -> float:
    power = np.abs(np.fft.rfft(wave.astype(np.float64))) ** 2
    hz = np.fft.rfftfreq(len(wave), 1.0 / RATE)
    return float(power[(hz >= low) & (hz < high)].sum() / power.sum())


def test_the_table_has_the_agreed_ids():
    assert list(PERCUSSIVE) == IDS
    for kind in PERCUSSIVE.values():
        assert all(role in ROLES for role in kind.roles)


@pytest.mark.parametrize("name", IDS)
def test_every_stroke_is_a_clean_sound(name: str):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for key in keys_of(name):
            for velocity in (1, 64, 127):
                for duration in (0.02, 0.4, 2.0):
                    wave = play(name, key, velocity, duration)
                    peak = float(np.abs(wave).max())
                    assert wave.dtype == np.float32
                    assert wave.ndim == 1
                    assert np.isfinite(wave).all()
                    assert 0.0 < peak <= 1.1
                    # ends silent: the last millisecond 80 dB under the peak
                    assert np.abs(wave[-RATE // 1000 :]).max() < 1e-4 * peak
                    assert abs(float(wave.mean(dtype=np.float64))) < 1e-5 * peak
                    if velocity == 127 and duration > 0.1:
                        assert peak > 0.6


@pytest.mark.parametrize("name", IDS)
def test_velocity_changes_level_and_timbre(name: str):
    key = keys_of(name)[0]
    waves = [play(name, key, velocity) for velocity in (30, 64, 100, 127)]
    peaks = [float(np.abs(wave).max()) for wave in waves]
    assert all(soft < hard for soft, hard in itertools.pairwise(peaks))
    if name != "fm_log_drum":  # whose timbre goes up and down with velocity (domain reference 1.6.2)
        assert centre_hz(waves[-1]) > 1.004 * centre_hz(waves[0])


@pytest.mark.parametrize("name", IDS)
def test_one_stroke_is_one_sound(name: str):
    key = keys_of(name)[-1]
    np.testing.assert_array_equal(play(name, key, 90), play(name, key, 90))


@pytest.mark.parametrize("name", [name for name in IDS if name != "sub_bass"])
def test_variants_differ(name: str):
    key = keys_of(name)[0]
    first, second = (play(name, key, 90, variant=variant) for variant in (0, 1))
    num = min(len(first), len(second))
    assert not np.array_equal(first[:num], second[:num])


@pytest.mark.parametrize("name", IDS)
def test_drawn_parameters_are_known_and_playable(name: str):
    rng = np.random.default_rng(5)
    kind = PERCUSSIVE[name]
    for draw, count in ((kind.draw, 4), (kind.draw_wide, 12)):
        for _ in range(count):
            parameters = draw(rng)
            assert "seed" in parameters
            stroke = Stroke(pitch=keys_of(name)[0], velocity=int(rng.integers(1, 128)), duration=0.2)
            wave = kind.make(parameters).play(stroke)
            assert np.isfinite(wave).all()
            assert np.abs(wave).max() <= 1.2
            assert np.abs(wave[-RATE // 1000 :]).max() < 1e-3 * np.abs(wave).max()


def test_draws_repeat_with_their_generator():
    for kind in PERCUSSIVE.values():
        for draw in (kind.draw, kind.draw_wide):
            assert draw(np.random.default_rng(3)) == draw(np.random.default_rng(3))
            assert draw(np.random.default_rng(3)) != draw(np.random.default_rng(4))


def test_the_kick_comes_to_rest_on_its_pitch():
    wave = play("kick", 36, body_hz=50.0, decay_ms=80.0)
    assert strongest_hz(wave, 30.0, 200.0, start=0.1) == pytest.approx(50.0, rel=0.02)
    assert time_constant(wave, 0.15, 0.35) == pytest.approx(0.08, rel=0.12)
    # it begins higher
    assert strongest_hz(wave[: int(0.02 * RATE)], 30.0, 2000.0) > 90.0


def test_the_clap_is_several_hands():
    wave = play("clap", 39, hands=4, spacing_ms=10.0)
    energy = [float(np.max(np.abs(wave[int(at * RATE) : int((at + 0.004) * RATE)]))) for at in (0.0, 0.01, 0.02, 0.03)]
    gaps = [float(np.sqrt(np.mean(wave[int(at * RATE) : int((at + 0.002) * RATE)] ** 2))) for at in (0.0075, 0.028)]
    assert min(energy) > 2.0 * max(gaps)


def test_the_rim_is_dry():
    wave = play("rim", 37)
    assert level_db(wave, 0.05) < -30.0
    assert 500.0 < centre_hz(wave) < 3000.0


def test_hats_live_on_top_and_the_open_one_rings():
    closed, opened = play("hats", 42), play("hats", 46)
    assert share(closed, 5000.0, 20_000.0) > 0.9
    assert time_constant(opened, 0.02, 0.2) > 3.0 * time_constant(closed, 0.005, 0.06)


def test_shakers_sit_where_the_reference_puts_them():
    bright, dark = play("shaker", 70, 110), play("shaker", 69, 110)
    assert 6000.0 < centre_hz(bright) < 9500.0
    assert 3000.0 < centre_hz(dark) < 6500.0
    # a soft front: the peak is not at once
    assert np.argmax(np.abs(bright)) > 0.003 * RATE


def test_push_and_pull_differ_in_timbre():
    push, pull = ([centre_hz(play("shaker", 70, 100, variant=start + 2 * n)) for n in range(5)] for start in (0, 1))
    assert np.mean(push) > np.mean(pull) + 100.0


@pytest.mark.parametrize(
    ("name", "key", "hz"),
    [
        ("conga", 63, 208.0),
        ("conga", 64, 208.0 * 0.76),
        ("djembe", 64, 78.0),
        ("djembe", 63, 318.0),
        ("bongo", 60, 405.0),
        ("bongo", 61, 405.0 * 0.75),
        ("tom", 47, 112.0),
        ("woodblock", 37, 920.0),
        ("agogo", 67, 1010.0),
        ("agogo", 68, 1010.0 / 1.5),
    ],
)
def test_drums_and_bells_are_in_tune(name: str, key: int, hz: float):
    # strokes differ by up to 0.6 % in pitch
    wave = play(name, key, 70)
    assert strongest_hz(wave, 0.5 * hz, 1.4 * hz, start=0.03) == pytest.approx(hz, rel=0.02)


def test_an_open_conga_rings_and_a_slap_snaps():
    opened, slap, mute = play("conga", 63, 100), play("conga", 62, 120), play("conga", 62, 40)
    assert level_db(opened, 0.12) > level_db(slap, 0.12) + 12.0
    assert centre_hz(slap) > 3.0 * centre_hz(mute)


def test_the_cowbell_has_its_two_squares():
    wave = play("cowbell", 56, low_hz=540.0, ratio=800.0 / 540.0)
    assert strongest_hz(wave, 480.0, 600.0) == pytest.approx(540.0, rel=0.01)
    assert strongest_hz(wave, 700.0, 900.0) == pytest.approx(800.0, rel=0.01)


@pytest.mark.parametrize("name", BASSES)
@pytest.mark.parametrize("pitch", [28, 36, 43])
def test_basses_are_in_tune(name: str, pitch: int):
    wave = play(name, pitch, 100, 1.0)
    hz = frequency(pitch)
    # the string basses are stiff, the reese beats; the first harmonic is where it should be
    assert strongest_hz(wave, 0.6 * hz, 1.6 * hz, start=0.25) == pytest.approx(hz, rel=0.012)


@pytest.mark.parametrize("name", BASSES)
def test_basses_glide(name: str):
    stroke = Stroke(pitch=33, velocity=100, duration=1.2, slide=Slide(start=0.2, duration=0.1, semitones=5.0))
    wave = PERCUSSIVE[name].make({}).play(stroke)
    there, before = frequency(38), frequency(33)
    assert strongest_hz(wave, 40.0, 1.4 * there, start=0.45) == pytest.approx(there, rel=0.015)
    assert strongest_hz(wave[: int(0.2 * RATE)], 30.0, 1.25 * there) == pytest.approx(before, rel=0.12)


@pytest.mark.parametrize("name", BASSES)
def test_basses_stop_with_the_key(name: str):
    wave = play(name, 36, 100, 0.25)
    # the longest release is the reese's: 60 ms, nearly six of them
    assert np.abs(wave[int(0.6 * RATE) :]).max(initial=0.0) < 0.01


@pytest.mark.parametrize("name", ["saw_bass", "reese_bass"])
def test_saws_do_not_alias(name: str):
    wave = play(name, 52, 127, 1.0, cutoff_hz=9000.0, detune_cents=0.0) if name == "reese_bass" else play(
        name, 52, 127, 1.0, cutoff_hz=9000.0, drive_db=0.0
    )  # fmt: skip
    part = wave[int(0.3 * RATE) : int(0.8 * RATE)].astype(np.float64)
    spectrum = np.abs(np.fft.rfft(part * np.blackman(len(part))))
    hz = np.fft.rfftfreq(len(part), 1.0 / RATE)
    turns = hz / frequency(52)
    off = (np.abs(turns - np.round(turns)) > 0.2) & (hz > 60.0)
    assert 20.0 * math.log10(spectrum[off].max() / spectrum.max()) < -60.0


def test_the_808_has_no_odd_harmonics_of_an_fm_attack():
    wave = play("eight_o_eight", 33, 100, 1.0, drive_db=0.0)
    first, third = (harmonic_db(wave, frequency(33), number, start=0.15, end=0.6) for number in (1, 3))
    assert third - first < -40.0


def test_ring_is_the_sum_of_decaying_sines():
    times = np.arange(5000) / RATE
    expected = 0.5 * np.sin(2 * np.pi * (330.0 * times + 0.2)) * np.exp(-times / 0.05)
    expected += 0.25 * np.sin(2 * np.pi * 1234.5 * times) * np.exp(-times / 0.02)
    got = ring([330.0, 1234.5], [0.05, 0.02], [0.5, 0.25], [0.2, 0.0], 5000)
    np.testing.assert_allclose(got, expected, atol=2e-6)


def test_a_still_filter_reads_the_harmonics_of_its_saw():
    hz, num = 100.0, RATE
    wave = read_swept(saw_tables(hz, 0.8, 2), np.arange(num) * (hz / RATE), np.full(len(hop_times(num)), 1000.0))
    for order in (1, 3, 10, 20):
        x = order * hz / 1000.0
        expected = 2.0 / np.pi / order / abs(1.0 - x * x + 1j * x / 0.8)
        # between two cutoffs of the row the answer lies between theirs
        assert harmonic_db(wave, hz, order, start=0.1, end=0.9) == pytest.approx(20.0 * math.log10(expected), abs=0.7)


def test_a_stiff_string_is_sharp_above():
    orders, hz = _modes(41.2, 1e-4, 6000.0)
    np.testing.assert_allclose(hz / (orders * 41.2), np.sqrt(1.0 + 1e-4 * orders**2))


def test_no_drive_is_no_change_and_drive_is_in_time():
    wave = np.sin(2 * np.pi * 200.0 * np.arange(4000) / RATE).astype(np.float32) * 0.5
    assert driven(wave, 0.0) is wave
    # a gentle drive is nearly linear: the same wave, a quarter of a sample early, a little louder
    shifted = driven(wave, 0.2)
    assert len(shifted) == len(wave)
    assert np.corrcoef(wave[200:-200], shifted[200:-200])[0, 1] > 0.999
    lag = np.argmax(np.correlate(shifted[500:3500], wave[500:3500], "full")) - 2999
    assert abs(lag) <= 1


@pytest.mark.parametrize(
    ("kind", "order", "edges"),
    [("lowpass", 1, (900.0,)), ("lowpass", 3, (900.0,)), ("highpass", 2, (30.0,)), ("highpass", 4, (300.0,))]
    + [("bandpass", order, (300.0, 1500.0)) for order in (1, 2, 3)],
)
def test_butterworth_is_scipys(kind: str, order: int, edges: tuple[float, ...]):
    from scipy import signal

    hz = np.geomspace(20.0, 20_000.0, 100)
    reference = signal.butter(order, edges if len(edges) > 1 else edges[0], kind, fs=RATE, output="sos")
    expected = signal.sosfreqz(reference, hz, fs=RATE)[1]
    got = signal.sosfreqz(butterworth(kind, order, *edges), hz, fs=RATE)[1]
    np.testing.assert_allclose(got, expected, atol=1e-9)


def test_a_driven_style_has_a_harder_log_drum():
    def knock(drive: float) -> float:
        # share of 600 Hz to 5 kHz in the first 10 ms
        shares = []
        for seed in range(8):
            drum = PERCUSSIVE["fm_log_drum"].make(draw_driven(np.random.default_rng(seed), drive))
            shares.append(share(drum.play(Stroke(pitch=36, velocity=105, duration=0.25))[:441], 600.0, 5000.0))
        return float(np.mean(shares))

    assert knock(0.1) < knock(0.5) < knock(0.95)


def test_filtering_with_the_fft_is_the_recursion():
    from scipy import signal

    wave = np.random.default_rng(1).standard_normal(9000).astype(np.float32)
    sections = [butterworth("highpass", 2, 28.0), bell(260.0, 0.9, -3.0), butterworth("lowpass", 1, 5000.0)]
    expected = signal.sosfilt(np.concatenate([*sections, resonance(3000.0, 4.0)]), wave)
    # the slowest pole's tail wraps around 100 dB down
    np.testing.assert_allclose(filtered(wave, *sections, resonance(3000.0, 4.0)), expected, atol=3e-5)


def test_membrane_modes_are_bessel_functions():
    from scipy import special

    for order in range(5):
        for x in (0.3, 2.4048, 5.0, 8.4):
            assert _bessel(order, x) == pytest.approx(float(special.jv(order, x)), abs=1e-12)


def test_collisions_follow_their_energy_and_number():
    rng = np.random.default_rng(2)
    for beans in (20.0, 200.0):
        wave = collisions(rng, np.ones(4 * RATE, np.float32), beans)
        # Campbell's theorem: level of mean r = rate · grain has the power r² + r / 2; the noise under it has 1 / 3
        rate = (1.0 - math.exp(-beans / 2048.0)) * RATE * GRAIN
        assert np.mean(wave**2) == pytest.approx((rate**2 + rate / 2.0) / 3.0, rel=0.1)
    falling = collisions(rng, np.exp(-np.arange(RATE) / (0.05 * RATE)).astype(np.float32), 200.0)
    assert np.mean(falling[:2000] ** 2) > 50.0 * np.mean(falling[8000:10_000] ** 2)


def test_playing_imports_no_scipy():
    # scipy.signal takes a second to import: a third of the time a take may need
    program = (
        "import sys\n"
        "from engine.generation.sketch.instruments.base import Stroke\n"
        "from engine.generation.sketch.instruments.percussive import PERCUSSIVE\n"
        "for kind in PERCUSSIVE.values():\n"
        "    kind.make({}).play(Stroke(pitch=40, velocity=90, duration=0.1))\n"
        "sys.exit('scipy' in sys.modules)\n"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_a_soft_stroke_of_a_shaker_is_darker_and_slower():
    soft, hard = play("shaker", 70, 40), play("shaker", 70, 120)
    assert centre_hz(soft) < 0.92 * centre_hz(hard)
