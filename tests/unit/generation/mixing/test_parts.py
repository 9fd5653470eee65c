"""The parts of the desk on signals with known answers."""

import dataclasses
import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.audio.loudness import integrated_loudness, true_peak_dbtp
from engine.core.audio import Audio
from engine.core.blueprint import MixPlan
from engine.core.roles import ROLES
from engine.core.stems import Stem
from engine.generation.sketch.instruments.base import RATE
from engine.generation.sketch.mixing.buses import Drive, driven, held_down
from engine.generation.sketch.mixing.channel import balance, channel, pan_mono
from engine.generation.sketch.mixing.ducking import Ducking
from engine.generation.sketch.mixing.filters import (
    bell,
    fast_length,
    filtered,
    high_pass,
    high_shelf,
    low_pass,
    response,
)
from engine.generation.sketch.mixing.gains import STEP, spread
from engine.generation.sketch.mixing.glue import Glue
from engine.generation.sketch.mixing.levels import CELL, Meter, gated_loudness
from engine.generation.sketch.mixing.limiter import Limiter, PeakEnvelope
from engine.generation.sketch.mixing.master import LimiterCurve
from engine.generation.sketch.mixing.players import Player, Track, placed
from engine.generation.sketch.mixing.render import render
from engine.generation.sketch.mixing.reverb import SPACES, Convolver, impulse_response
from engine.generation.sketch.mixing.strips import LOW_ROLES, STRIPS
from engine.generation.sketch.mixing.sweeps import REACH, swept
from tests.unit.generation.mixing.pieces import BAR_S, band, move, note, piece


def noise(length: int, channels: int = 2, seed: int = 0) -> np.ndarray:
    return np.random.Generator(np.random.PCG64(seed)).standard_normal((channels, length)).astype(np.float32)


def sine(hz: float, length: int, level: float = 1.0) -> np.ndarray:
    return (level * np.sin(2 * np.pi * hz * np.arange(length) / RATE)).astype(np.float32)


def level_db(samples: np.ndarray) -> float:
    return 10 * np.log10(np.mean(np.square(samples, dtype=np.float64)) + 1e-20)


# pan and strips


@pytest.mark.parametrize("pan", [-1.0, -0.3, 0.0, 0.7, 1.0])
def test_panning_keeps_the_power(pan: float):
    sides = pan_mono(pan)
    assert sides.left**2 + sides.right**2 == pytest.approx(1.0)
    stereo = balance(pan)
    assert stereo.left**2 + stereo.right**2 == pytest.approx(2.0)


def test_the_ends_of_the_pan_are_one_side_only():
    assert pan_mono(-1.0).right == pytest.approx(0.0, abs=1e-12)
    assert pan_mono(1.0).left == pytest.approx(0.0, abs=1e-12)
    assert (pan_mono(0.0).left, pan_mono(0.0).right) == pytest.approx((np.sqrt(0.5), np.sqrt(0.5)))


def test_every_role_has_a_strip_and_only_the_lows_reach_below_90_hz():
    assert set(STRIPS) == set(ROLES)
    for role, strip in STRIPS.items():
        assert role in LOW_ROLES or 90.0 <= strip.high_pass_hz <= 180.0


def test_the_blueprint_overrules_the_strip():
    plan = MixPlan(levels_lu={"keys": -9.0}, pans={"keys": 0.5}, sends={"keys": {"hall": 0.4, "room": 0.0}})
    made = channel("keys", plan)
    assert (made.level_lu, made.pan, made.sends) == (-9.0, 0.5, {"hall": 0.4})


def test_the_lows_of_a_wide_sound_are_mono_and_its_highs_are_not():
    strip = channel("bass", MixPlan())
    low = strip.treated(np.stack([sine(60.0, RATE), sine(60.0, RATE + 200)[200:]]))[:, 8000:40_000]
    high = strip.treated(np.stack([sine(2000.0, RATE), np.zeros(RATE, np.float32)]))[:, 8000:40_000]
    assert np.corrcoef(low)[0, 1] > 0.95
    assert level_db(high[0]) - level_db(high[1]) > 15.0


@pytest.mark.parametrize("role", sorted(LOW_ROLES))
def test_a_low_role_that_is_panned_has_its_lows_in_the_middle(role: str):
    strip = channel(role, MixPlan(pans={role: 1.0}))
    low = strip.treated(sine(50.0, RATE))[:, 8000:40_000]
    assert level_db(low[0]) - level_db(low[1]) < 3.0
    high = strip.treated(sine(3000.0, RATE))[:, 8000:40_000]
    assert level_db(high[1]) - level_db(high[0]) > 15.0


# filters


def test_filters_have_the_gains_they_are_named_for():
    bins = RATE // 2 + 1  # one hertz each
    assert abs(response((high_pass(100.0),), bins)[100]) == pytest.approx(np.sqrt(0.5), abs=1e-3)
    assert abs(response((high_pass(100.0),), bins)[25]) == pytest.approx(1 / 16, rel=0.02)
    assert abs(response((low_pass(1000.0),), bins)[1000]) == pytest.approx(np.sqrt(0.5), abs=1e-3)
    assert 20 * np.log10(abs(response((bell(500.0, -6.0, 1.0),), bins)[500])) == pytest.approx(-6.0, abs=0.01)
    assert 20 * np.log10(abs(response((high_shelf(2000.0, 3.0),), bins)[20_000])) == pytest.approx(3.0, abs=0.05)


def test_filtering_by_fft_is_the_recursion():
    from scipy.signal import sosfilt

    sections = (high_pass(28.0), bell(280.0, -2.0, 1.0))
    samples = noise(20_000, 1)
    wanted = sosfilt(np.array([[v / s[3] for v in s] for s in sections]), samples.astype(np.float64), axis=-1)
    assert filtered(samples, sections)[:, :20_000] == pytest.approx(wanted, abs=2e-5)  # float32


@given(st.integers(1, 1 << 20))
def test_fast_lengths_are_long_enough_and_not_wasteful(length: int):
    size = fast_length(length)
    assert length <= size <= 1.2 * length + 1


# loudness


@pytest.mark.parametrize("lengths", [[200_000], [44_100] * 5, [7, 100_000, 1, 99_992]])
def test_the_meter_is_the_standards_in_blocks_of_any_length(lengths: list[int]):
    samples = 0.1 * noise(sum(lengths)) * np.linspace(0.1, 1.0, sum(lengths), dtype=np.float32)
    meter, start = Meter(), 0
    for length in lengths:
        meter.push(samples[:, start : start + length])
        start += length
    assert gated_loudness(meter.energies) == pytest.approx(integrated_loudness(Audio(samples, RATE)), abs=0.01)


def test_silence_has_no_loudness():
    meter = Meter()
    meter.push(np.zeros((2, RATE), np.float32))
    assert gated_loudness(meter.energies) is None
    assert gated_loudness(meter.energies[:3]) is None


# curves


def test_a_curve_goes_through_its_points_in_straight_lines():
    curve = spread(np.array([0.0, 1.0, 0.5]))
    assert len(curve) == 2 * STEP
    assert curve[0] == 0.0
    assert curve[STEP] == 1.0
    assert curve[STEP // 2] == pytest.approx(0.5)


# ducking


def test_ducking_goes_down_within_the_attack_and_comes_back():
    composition = piece([note("kick", 1.0, 36), note("pad", 0.0, duration=4.0)])
    share = Ducking(composition).share(0, 4 * RATE // STEP * STEP)
    at = lambda seconds: share[round(seconds * RATE / STEP)]  # noqa: E731 - a name for an index
    assert at(0.99) == 0.0
    assert at(1.010) == pytest.approx(1.0)
    assert at(1.0 + 0.024 + 0.14) == pytest.approx(0.1, abs=0.01)
    assert at(1.6) == 0.0


def test_ducking_of_a_soft_stroke_is_less_and_of_two_is_not_twice():
    def deepest(*velocities: int) -> float:
        notes = [note("log_drum", 1.0 + 0.001 * i, 36, velocity=v) for i, v in enumerate(velocities)]
        return float(Ducking(piece(notes)).share(0, 2 * RATE // STEP * STEP).max())

    assert deepest(64) == pytest.approx(64 / 127, abs=0.01)
    assert deepest(127, 127) == pytest.approx(1.0)


def test_a_pad_is_ducked_by_the_depth_of_the_mix():
    notes = [note("pad", 0.0, 72, duration=8.0), *[note("kick", beat * 1.0, 36) for beat in range(8)]]
    voices = {"pad": {"tau": 0.0}, "kick": {"hz": 50.0, "tau": 0.02}}
    levels = {"pad": -2.0, "kick": -20.0}
    deep, none = (
        render(
            piece(
                notes,
                voices=voices,
                mix=MixPlan(
                    levels_lu=levels,
                    sends={"pad": {}, "kick": {}},
                    pans={"kick": 0.0},
                    duck_db=depth,
                    drive_db=0.0,
                    target_lufs=-30.0,
                ),
            )
        )
        .stems[Stem.OTHER]
        .samples[0]
        for depth in (4.0, 0.0)
    )

    def ratio_db(deep_part: slice, quiet_part: slice) -> float:
        return level_db(deep[deep_part]) - level_db(deep[quiet_part])

    hit = slice(round(3.008 * RATE), round(3.022 * RATE))
    before = slice(round(2.9 * RATE), round(2.99 * RATE))
    assert ratio_db(hit, before) == pytest.approx(-4.0, abs=0.5)
    assert level_db(none[hit]) - level_db(none[before]) == pytest.approx(0.0, abs=0.3)


# sweeps and other moves


def test_a_closed_low_pass_takes_the_highs_and_leaves_the_lows():
    length, start = 40_000, 256 * 100
    closing = move("pad", "lowpass_hz", 0.0, 100.0, 400.0, 400.0)
    inner = slice(REACH, length - REACH)
    for hz, loss in ((100.0, 0.0), (400.0, -3.0), (4000.0, -40.0)):
        made = swept(sine(hz, length)[None], start, [closing])
        assert level_db(made[0, inner]) - level_db(sine(hz, length)) == pytest.approx(loss, abs=0.3)


def test_a_sweep_is_the_same_wherever_blocks_begin():
    samples = noise(60_000)
    closing = move("pad", "lowpass_hz", 0.3, 0.9, 200.0, 16_000.0)
    whole = swept(samples, 0, [closing])
    start, stop = 9_001, 50_003
    part = swept(samples[:, start:stop], start, [closing])
    assert np.array_equal(part[:, REACH:-REACH], whole[:, start + REACH : stop - REACH])


def test_outside_of_its_moves_a_role_is_open():
    samples = noise(60_000)
    made = swept(samples, 0, [move("pad", "lowpass_hz", 0.5, 0.6, 200.0, 200.0)])
    assert np.array_equal(made[:, : round(0.47 * RATE)], samples[:, : round(0.47 * RATE)])
    assert np.array_equal(made[:, round(0.63 * RATE) :], samples[:, round(0.63 * RATE) :])


def test_a_level_move_is_heard_in_decibels():
    notes = [note("pad", 0.0, 72, duration=8.0)]
    closing = move("pad", "level_db", 2.0, 6.0, -12.0, 0.0)
    mix = dataclasses.replace(piece(notes).blueprint.mix, target_lufs=-30.0)
    samples = render(piece(notes, voices={"pad": {"tau": 0.0}}, mix=mix, moves=(closing,))).mix.samples[0]
    levels = [level_db(samples[round(t * RATE) : round((t + 0.05) * RATE)]) for t in (1.0, 2.0, 4.0, 5.9, 7.0)]
    assert np.array(levels) - levels[0] == pytest.approx([0.0, -12.0, -6.0, -0.3, 0.0], abs=0.3)


def test_a_throw_is_heard_after_its_note():
    notes = [note("keys", 1.0, 76)]
    closing = move("keys", "send", 0.9, 1.5, 0.8, 0.8)
    dry, thrown = (
        render(piece(notes, voices={"keys": {"tau": 0.02}}, moves=moves, num_samples=4 * 88_200)).mix.samples[0]
        for moves in ((), (closing,))
    )
    tail = slice(round(1.5 * RATE), round(2.0 * RATE))
    assert level_db(thrown[tail]) > level_db(dry[tail]) + 40.0


# reverbs


@pytest.mark.parametrize("name", SPACES)
def test_a_reverb_falls_by_60_db_in_its_time(name: str):
    response_ = impulse_response(name)
    assert float(np.sum(np.square(response_))) == pytest.approx(1.0, abs=1e-3)
    energy = np.cumsum(np.square(response_.astype(np.float64)).sum(axis=0)[::-1])[::-1]
    decay = 10 * np.log10(energy / energy[0])
    five, thirty = (int(np.argmax(decay < level)) for level in (-5.0, -30.0))  # ISO 3382: T from -5 to -35, here to -30
    assert 60.0 / 25.0 * (thirty - five) / RATE == pytest.approx(SPACES[name].seconds, rel=0.25)


@pytest.mark.parametrize("name", SPACES)
def test_a_reverb_is_wide_and_has_no_lows(name: str):
    response_ = impulse_response(name)
    assert abs(np.corrcoef(response_)[0, 1]) < 0.3
    spectrum = np.abs(np.fft.rfft(response_, 1 << 18)) ** 2
    hz = np.fft.rfftfreq(1 << 18, 1 / RATE)
    assert spectrum[:, hz < 100].mean() < 0.02 * spectrum[:, (hz > 400) & (hz < 2000)].mean()


def test_convolution_in_blocks_is_convolution():
    length = 5000
    send = noise(4 * length, 1)[0]
    wet = Convolver(("room", "plate"), length)
    made = np.concatenate(
        [
            wet.block({"room": part} if index % 2 else {"room": part, "plate": part})
            for index, part in enumerate(send.reshape(4, length))
        ],
        axis=1,
    )
    plate = send.copy()
    plate[length : 2 * length] = plate[3 * length :] = 0.0
    for side in range(2):
        wanted = np.convolve(send, impulse_response("room")[side])[: 4 * length]
        wanted = wanted + np.convolve(plate, impulse_response("plate")[side])[: 4 * length]
        assert made[side] == pytest.approx(wanted, abs=1e-5)


def test_an_unknown_reverb_is_refused():
    with pytest.raises(ValueError, match="no reverb"):
        impulse_response("cathedral")


# drive, glue, limiter


def test_drive_clips_the_loud_and_leaves_the_soft_and_the_high():
    soft, loud = sine(100.0, 20_000, 0.01), sine(100.0, 20_000, 2.0)
    drive = Drive(ceiling=0.5)
    inner = slice(1000, -1000)
    assert driven(soft[None], drive)[0, inner] == pytest.approx(soft[inner], abs=1e-5)
    assert float(np.abs(driven(loud[None], drive)[0, inner]).max()) == pytest.approx(0.5, abs=0.02)
    high = sine(15_000.0, 20_000, 1.0)
    assert level_db(driven(high[None], drive)[0, inner]) - level_db(high) == pytest.approx(0.0, abs=0.2)


def test_drive_does_not_alias():
    made = driven(sine(6000.0, 1 << 16, 2.0)[None], Drive(ceiling=0.5))[0, 4096:-4096]
    spectrum = np.abs(np.fft.rfft(made * np.blackman(len(made)))) ** 2
    hz = np.fft.rfftfreq(len(made), 1 / RATE)
    harmonic = (np.abs(hz - 6000) < 50) | (np.abs(hz - 18_000) < 50)
    assert 10 * np.log10(spectrum[~harmonic].max() / spectrum.max()) < -20.0  # the fifth harmonic, folded to 14.1 kHz


def test_peaks_are_held_down_and_the_rest_is_left():
    samples = 0.1 * noise(CELL * 1000)
    samples[:, 9000:9020] = 0.9
    made = held_down(samples, 0.5)
    assert float(np.abs(made).max()) <= 0.5 + 1e-6
    assert np.array_equal(made[:, :8800], samples[:, :8800])
    assert np.array_equal(made[:, 9500:], samples[:, 9500:])


def test_glue_takes_what_its_ratio_says():
    glue = Glue(-20.0)
    loud = np.repeat(sine(1000.0, 100 * STEP * 20, np.sqrt(2.0) * 0.5)[None], 2, axis=0)  # -6 dB mean square
    gain = glue.push(loud)
    assert -20 * np.log10(gain[-1]) == pytest.approx(14.0 / 2.0, abs=0.3)
    assert np.all(Glue(-20.0).push(0.01 * loud) == 1.0)


def peaks_of(samples: np.ndarray, block: int) -> list[np.ndarray]:
    envelope = PeakEnvelope(-1.0)
    starts = range(0, samples.shape[1], block)
    return [
        envelope.push(part, part[None], is_last=start + block >= samples.shape[1])
        for start, part in ((start, samples[:, start : start + block]) for start in starts)
    ]


def test_true_peaks_are_found_between_the_samples():
    samples = np.repeat(np.sin(np.pi / 2 * np.arange(CELL * 500) + np.pi / 4).astype(np.float32)[None], 2, axis=0)
    assert float(np.abs(samples).max()) == pytest.approx(np.sqrt(0.5), abs=1e-3)
    cells = np.concatenate(peaks_of(samples, samples.shape[1]))
    assert cells[100:-100].max() == pytest.approx(1.0, abs=0.01)


def test_a_stem_that_another_one_cancels_is_limited_too():
    loud = np.repeat(sine(200.0, CELL * 500, 2.0)[None], 2, axis=0)
    cells = PeakEnvelope(-1.0).push(0.0 * loud, np.stack([loud, -loud]), is_last=True)
    limiter = Limiter(-1.0, 0.0)
    reduction = np.concatenate([limiter.push(cells), limiter.push(cells[:0], is_last=True)])
    assert 2.0 * 10.0 ** (-float(reduction[100:-100].max()) / 20.0) == pytest.approx(1.0, abs=0.005)


@settings(max_examples=15, deadline=None)
@given(gain=st.floats(-10.0, 18.0), seed=st.integers(0, 1000), blocks=st.sampled_from([1, 3, 10]))
def test_nothing_passes_the_limiter(gain: float, seed: int, blocks: int):
    rng = np.random.Generator(np.random.PCG64(seed))
    length = CELL * 1000
    bursts = filtered(noise(length, seed=seed), (low_pass(6000.0), low_pass(6000.0)))[:, :length]
    samples = 0.2 * bursts * np.repeat(rng.random(100) ** 3, length // 100).astype(np.float32)
    samples += np.float32(0.3) * sine(60.0, length)
    curve = LimiterCurve(-1.0, gain)
    parts = peaks_of(samples, length // blocks // CELL * CELL or CELL)
    gains = [curve.push(part, is_last=index == len(parts) - 1) for index, part in enumerate(parts)]
    applied = np.concatenate(gains)
    assert len(applied) == length
    assert true_peak_dbtp(Audio(samples * applied, RATE)) <= -1.0


def test_the_limiter_leaves_what_is_below_the_ceiling():
    limiter = Limiter(-1.0, 0.0)
    reduction = np.concatenate(
        [limiter.push(np.full(1000, 0.8, np.float32)), limiter.push(np.zeros(0, np.float32), is_last=True)]
    )
    assert len(reduction) == 1001
    assert not reduction.any()


def test_the_limiter_does_not_follow_the_waves_of_a_log_drum():
    tone = np.repeat(sine(55.0, RATE, 2.0)[None], 2, axis=0)[:, : RATE // CELL * CELL]
    limiter = Limiter(-1.0, 0.0)
    reduction = np.concatenate([limiter.push(part) for part in peaks_of(tone, tone.shape[1])])
    steady = reduction[500:-500]
    assert float(np.ptp(steady)) < 0.2


# players


def test_hits_change_their_take_and_come_back_as_the_same_stroke():
    notes = [note("shaker", BAR_S / 16 * step, 70, velocity=90) for step in range(64)]
    takes = [place.stroke.variant for place in placed(notes, channel("shaker", MixPlan()))]
    assert len(set(takes)) == 4
    assert all(a != b for a, b in itertools.pairwise(takes))


def test_velocity_is_kept_by_stroke_and_gain_together():
    for velocity in range(1, 128):
        (place,) = placed([note("keys", 0.0, velocity=velocity)], channel("keys", MixPlan()))
        assert place.gain * place.stroke.velocity == pytest.approx(velocity)
        assert 0.0 < place.gain <= 1.0


@given(st.floats(0.02, 20.0))
def test_lengths_are_rounded_to_what_nobody_hears(duration: float):
    (place,) = placed([note("keys", 0.0, duration=duration)], channel("keys", MixPlan()))
    assert place.stroke.duration == pytest.approx(duration, rel=0.07, abs=0.002)
    assert abs(place.stroke.duration - duration) <= 0.016


def test_a_new_note_ends_the_last_in_a_line_and_not_in_a_chord():
    def heard(role: str) -> np.ndarray:
        composition = piece([note(role, 0.0, 45), note(role, 0.5, 52)], voices={role: {"tau": 2.0}})
        strip = channel(role, MixPlan())
        source = Player(composition.notes, composition.blueprint.voices[role], strip, dry=True)
        block = Track(source).block(0, 2 * RATE)
        assert block is not None
        return block[0]

    def share_of_first(wave: np.ndarray) -> float:
        part = wave[round(0.52 * RATE) : round(1.02 * RATE)] * np.hanning(RATE // 2)
        spectrum = np.abs(np.fft.rfft(part, 4 * RATE))
        return spectrum[440] / spectrum[round(4 * 164.81)]

    assert share_of_first(heard("bass")) < 0.01
    assert share_of_first(heard("keys")) > 0.5
    jump = np.abs(np.diff(heard("bass")[round(0.49 * RATE) : round(0.52 * RATE)])).max()
    assert jump < 0.05  # a click would be a jump by the wave's whole height


def test_a_closed_hat_ends_an_open_one():
    composition = piece(
        [note("hat", 0.0, 46), note("hat", 0.3, 42, velocity=1)], voices={"hat": {"tau": 1.0, "hz": 8000.0}}
    )
    source = Player(composition.notes, composition.blueprint.voices["hat"], channel("hat", MixPlan()), dry=True)
    block = Track(source).block(0, RATE)
    assert block is not None
    assert level_db(block[0, round(0.32 * RATE) :]) < level_db(block[0, : round(0.3 * RATE)]) - 30.0


def test_a_block_is_the_same_however_the_piece_is_cut():
    composition = band()
    for role in ("kick", "log_drum", "pad"):
        strip = channel(role, MixPlan())

        def played(edges: list[int], role: str = role, strip=strip) -> np.ndarray:
            source = Player(composition.of(role), composition.blueprint.voices[role], strip)
            track = Track(source, is_final=True)
            whole = np.zeros((source.wave(0).shape[0], edges[-1]), np.float32)
            for start, stop in itertools.pairwise(edges):
                part = track.block(start, stop)
                whole[:, start:stop] = 0.0 if part is None else part
            return whole

        # the pad is filtered block by block: FFTs of other lengths round otherwise
        atol = 2e-6 if role == "pad" else 0.0
        assert np.allclose(
            played([0, 300_000]), played([0, 7, 100_000, 100_001, 250_000, 300_000]), rtol=0.0, atol=atol
        )


# the whole mix


def test_the_low_end_of_a_mix_is_mono():
    from scipy.signal import butter, sosfilt

    samples = render(band()).mix.samples
    low = sosfilt(butter(4, 120.0, fs=RATE, output="sos"), samples.astype(np.float64), axis=-1)
    assert np.corrcoef(low)[0, 1] > 0.95
