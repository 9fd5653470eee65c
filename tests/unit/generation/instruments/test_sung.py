"""What holds for everything sung, blown or swept, and what each is known by."""

from __future__ import annotations

import numpy as np
import pytest

from engine.core.composition import Slide
from engine.core.roles import ROLES
from engine.generation.sketch.instruments.band_limited import HOP, hop_times, make_table, read
from engine.generation.sketch.instruments.base import RATE, Instrument, Stroke, Wave, frequency
from engine.generation.sketch.instruments.effects import EFFECTS
from engine.generation.sketch.instruments.glottis import flow_derivative
from engine.generation.sketch.instruments.shaped_noise import band, noise, num_frames
from engine.generation.sketch.instruments.sung import SUNG
from engine.generation.sketch.instruments.voice import Voice
from engine.generation.sketch.instruments.vowels import CONSONANTS, VOWELS, read_syllable, vowel_formants

WINDS = {"sax": (55, 67, 80), "flute": (64, 76, 88), "trumpet": (57, 67, 82)}
VOICES = {"voice": (52, 64, 74), "choir": (53, 62, 74), "chant_voices": (52, 60, 64)}
TUNED = {**WINDS, **VOICES}
KEYS = {**TUNED, "whistle": (71, 72), "effects": (36, 47)}


def syllables_of(name: str) -> tuple[str, ...]:
    if name == "effects":
        return EFFECTS
    return ("a", "m", "ya", "sha") if name in VOICES else ("",)


def play(
    name: str,
    pitch: int,
    *,
    velocity: int = 127,
    duration: float = 0.5,
    syllable: str = "",
    slide: Slide | None = None,
    variant: int = 0,
    **parameters: float,
) -> Wave:
    stroke = Stroke(pitch=pitch, velocity=velocity, duration=duration, syllable=syllable, slide=slide, variant=variant)
    return SUNG[name].make(parameters).play(stroke)


def mono(wave: Wave) -> Wave:
    return wave if wave.ndim == 1 else wave.mean(axis=0)


def pitch_cents(wave: Wave, start: float, end: float, hz: float) -> float:
    """Cents of the fundamental above ``hz`` between two times: the strongest line near it, weighted by its power."""
    part = mono(wave)[round(start * RATE) : round(end * RATE)].astype(np.float64)
    padded = np.fft.rfft(part * np.hanning(part.size), 1 << 19)
    lines = np.fft.rfftfreq(1 << 19, 1.0 / RATE)
    near = (lines > hz * 2 ** (-1.5 / 12)) & (lines < hz * 2 ** (1.5 / 12))
    power = np.abs(padded[near]) ** 2
    centre = float(np.sum(lines[near] * power) / np.sum(power))
    return 1200.0 * float(np.log2(centre / hz))


def band_db(wave: Wave, low: float, high: float) -> float:
    """Power between two frequencies relative to all of it, dB."""
    spectrum = np.abs(np.fft.rfft(mono(wave).astype(np.float64) * np.hanning(mono(wave).size))) ** 2
    lines = np.fft.rfftfreq(mono(wave).size, 1.0 / RATE)
    part = spectrum[(lines >= low) & (lines < high)].sum()
    return 10.0 * float(np.log10(part / spectrum.sum() + 1e-20))


def test_the_table_holds_the_agreed_names_for_roles_that_exist() -> None:
    assert set(SUNG) == set(KEYS)
    for kind in SUNG.values():
        assert kind.roles
        assert set(kind.roles) <= set(ROLES)


@pytest.mark.parametrize("name", KEYS)
def test_sounds_peak_near_one_when_hard_and_end_in_silence_without_dc(name: str) -> None:
    for syllable in syllables_of(name):
        for pitch in KEYS[name]:
            wave = play(name, pitch, syllable=syllable)
            assert wave.dtype == np.float32
            assert np.all(np.isfinite(wave))
            assert 0.9 <= float(np.max(np.abs(wave))) <= 1.0
            assert float(np.max(np.abs(wave[..., -1:]))) < 1e-4  # -80 dB: no click
            assert np.max(np.abs(wave.mean(axis=-1))) < 2e-3
            assert abs(wave.shape[-1] / RATE - 0.5) < 0.45 or syllable == "impact"


@pytest.mark.parametrize("name", KEYS)
def test_softer_strokes_are_softer(name: str) -> None:
    syllable = syllables_of(name)[0]
    peaks = [
        float(np.max(np.abs(play(name, KEYS[name][0], velocity=velocity, syllable=syllable))))
        for velocity in (20, 60, 100, 127)
    ]
    assert peaks == sorted(peaks)
    assert peaks[0] < 0.35 * peaks[-1]


@pytest.mark.parametrize("name", KEYS)
def test_a_stroke_always_sounds_the_same_and_variants_differ(name: str) -> None:
    syllable = syllables_of(name)[0]
    one, again, other = (play(name, KEYS[name][0], syllable=syllable, variant=v) for v in (0, 0, 1))
    assert np.array_equal(one, again)
    assert one.shape != other.shape or not np.array_equal(one, other)


@pytest.mark.parametrize("name", KEYS)
@pytest.mark.parametrize("draw", ["draw", "draw_wide"])
def test_drawn_parameters_can_be_played(name: str, draw: str) -> None:
    kind = SUNG[name]
    for seed in range(6):
        instrument: Instrument = kind.make(getattr(kind, draw)(np.random.default_rng(seed)))
        for velocity in (1, 90):
            syllable = syllables_of(name)[seed % len(syllables_of(name))]
            wave = instrument.play(
                Stroke(pitch=KEYS[name][0], velocity=velocity, duration=0.2, syllable=syllable, variant=seed)
            )
            assert np.all(np.isfinite(wave))
            assert 0.0 < float(np.max(np.abs(wave))) <= 1.0


@pytest.mark.parametrize("name", KEYS)
@pytest.mark.parametrize("duration", [0.02, 0.05, 3.0])
def test_very_short_and_long_strokes_are_sound(name: str, duration: float) -> None:
    wave = play(name, KEYS[name][-1], duration=duration, syllable=syllables_of(name)[0])
    assert np.all(np.isfinite(wave))
    assert wave.shape[-1] >= duration * RATE - HOP


@pytest.mark.parametrize(("name", "pitch"), [(name, pitch) for name in WINDS for pitch in WINDS[name]])
def test_winds_are_in_tune_after_the_scoop(name: str, pitch: int) -> None:
    wave = play(name, pitch, duration=0.9, velocity=100, vibrato_cents=0.0)
    assert abs(pitch_cents(wave, 0.2, 0.85, frequency(pitch))) < 5.0


@pytest.mark.parametrize("pitch", VOICES["voice"])
@pytest.mark.parametrize("syllable", ["a", "o", "ya"])
def test_the_voice_is_in_tune_after_the_scoop(pitch: int, syllable: str) -> None:
    wave = play("voice", pitch, duration=0.9, velocity=100, syllable=syllable, vibrato_cents=0.0)
    assert abs(pitch_cents(wave, 0.25, 0.85, frequency(pitch))) < 5.0


@pytest.mark.parametrize("name", ["choir", "chant_voices"])
def test_groups_are_in_tune_on_average(name: str) -> None:
    cents = [
        pitch_cents(
            play(name, 60, duration=0.9, syllable="a", vibrato_cents=0.0, variant=v)
            if name == "choir"
            else play(name, 60, duration=0.9, syllable="a", fall_semitones=0.0, variant=v),
            0.3, 0.85, frequency(60),
        )
        for v in range(8)
    ]  # fmt: skip
    # the mean of six voices, 22 cents apart: 9 cents each time, 3 over eight times
    assert abs(np.mean(cents)) < 9.0


def test_vibrato_waits_and_then_swings() -> None:
    wave = play("sax", 69, duration=2.0, velocity=100, vibrato_cents=40.0, scoop_cents=0.0)
    early = [pitch_cents(wave, t, t + 0.06, 440.0) for t in np.arange(0.06, 0.2, 0.03)]
    late = [pitch_cents(wave, t, t + 0.06, 440.0) for t in np.arange(1.0, 1.8, 0.02)]
    assert np.ptp(early) < 15.0
    assert 45.0 < np.ptp(late) < 110.0  # ±40 cents, rounded off by the window


@pytest.mark.parametrize("name", ["sax", "flute", "trumpet", "voice"])
def test_a_slide_arrives_at_its_interval(name: str) -> None:
    plain: dict[str, float] = {"vibrato_cents": 0.0, "scoop_cents": 0.0}
    wave = play(name, 67, duration=1.0, slide=Slide(0.3, 0.2, -3.0), syllable="a" if name == "voice" else "", **plain)
    assert abs(pitch_cents(wave, 0.1, 0.3, frequency(67))) < 8.0
    assert abs(pitch_cents(wave, 0.55, 0.95, frequency(64))) < 8.0


@pytest.mark.parametrize("name", ["sax", "trumpet", "voice"])
def test_harder_is_brighter(name: str) -> None:
    syllable = "a" if name == "voice" else ""
    soft, hard = (band_db(play(name, 62, velocity=v, duration=0.8, syllable=syllable), 2500, 9000) for v in (50, 120))
    assert hard > soft + 1.5


@pytest.mark.parametrize(("name", "pitch"), [(name, max(KEYS[name])) for name in TUNED])
def test_nothing_is_made_above_hearing(name: str, pitch: int) -> None:
    # the highest note of each: folded harmonics or images would lie here; breath is what may
    parameters: dict[str, float] = {"air": 0.0} if name in WINDS else {}
    wave = play(name, pitch, duration=0.8, syllable="a" if name in VOICES else "", **parameters)
    assert band_db(wave, 18_500, RATE / 2) < -55.0


def test_a_table_leaves_no_images() -> None:
    saw = -1j / np.arange(1, 14)
    hz = 1234.567
    frequency_hz = np.full(RATE // HOP + 1, hz)
    wave = read(make_table(saw, saw), frequency_hz).astype(np.float64)
    window = np.blackman(wave.size)
    power = np.abs(np.fft.rfft(wave * window)) ** 2
    lines = np.fft.rfftfreq(wave.size, 1.0 / RATE)
    off = np.abs(lines / hz - np.round(lines / hz)) * hz > 40.0
    assert 10.0 * np.log10(power[off].sum() / power.sum()) < -80.0


def test_a_glide_through_the_table_has_no_steps() -> None:
    times = hop_times(400)
    frequency_hz = 300.0 * 2.0 ** (times / times[-1])
    wave = read(make_table(np.array([1.0 + 0j]), np.array([1.0 + 0j])), frequency_hz)
    # the largest change of a sine of effective value 1 at 600 Hz
    assert float(np.max(np.abs(np.diff(wave)))) <= np.sqrt(2.0) * 2.0 * np.pi * 600.0 / RATE * 1.001


@pytest.mark.parametrize("rd", [0.45, 1.0, 2.5])
def test_the_glottal_pulse_opens_slowly_and_closes_at_once(rd: float) -> None:
    wave = flow_derivative(rd)
    assert abs(wave.mean()) < 1e-9
    excitation = int(np.argmin(wave))
    assert min(excitation, wave.size - excitation) <= 2
    assert wave.min() == pytest.approx(-1.0, abs=0.05)
    assert 0.1 < wave.max() < 0.9


def test_a_breathy_pulse_has_weaker_harmonics_than_a_pressed_one() -> None:
    tilt = []
    for rd in (0.45, 2.5):
        lines = np.abs(np.fft.rfft(flow_derivative(rd)))
        tilt.append(20.0 * np.log10(lines[20] / lines[1]))
    assert tilt[0] > tilt[1] + 12.0


@pytest.mark.parametrize("speaker", [0.0, 1.0])
@pytest.mark.parametrize("vowel", ["a", "e", "i", "o", "u"])
def test_formants_lie_where_the_vowel_has_them(vowel: str, speaker: float) -> None:
    voice = Voice(speaker=speaker, vibrato_cents=0.0, scoop_cents=0.0, breath=0.0, effort=1.0)
    low = 33  # 55 Hz: harmonics close enough to draw the resonances
    wave = voice.play(Stroke(pitch=low, velocity=127, duration=1.5, syllable=vowel)).astype(np.float64)
    part = wave[RATE // 2 : RATE // 2 + 32768]
    power = np.abs(np.fft.rfft(part * np.hanning(part.size))) ** 2
    lines = np.fft.rfftfreq(part.size, 1.0 / RATE)
    hz = frequency(low)
    orders = np.arange(1, int(4000 / hz))
    level = np.array([10 * np.log10(power[np.abs(lines - k * hz) < 0.4 * hz].sum()) for k in orders])
    # the source falls by about 6 dB an octave: what stands out above that is the mouth's
    level += 6.0 * np.log2(orders)
    for formant in vowel_formants(vowel, speaker)[:2]:
        around = np.abs(orders * hz - formant) < max(0.17 * formant, 2.2 * hz)
        peak = float(orders[around][np.argmax(level[around])] * hz)
        assert abs(peak - formant) < max(0.09 * formant, 1.2 * hz), (vowel, formant, peak)


def test_every_syllable_is_read_and_what_is_none_is_refused() -> None:
    for consonant in CONSONANTS:
        for vowel in VOWELS:
            syllable = read_syllable(consonant + vowel)
            assert (syllable.consonant, syllable.vowel) == (consonant, vowel)
    assert read_syllable("h").vowel == ""
    for text in ("word", "x", "yaa", "th"):
        with pytest.raises(ValueError, match="not a syllable"):
            read_syllable(text)


def test_consonants_are_heard_before_the_vowel() -> None:
    sha, a = (play("voice", 62, syllable=text, duration=0.5) for text in ("sha", "a"))
    noisy = [band_db(wave[: round(0.05 * RATE)], 2500, 9000) for wave in (sha, a)]
    assert noisy[0] > noisy[1] + 10.0
    steady = [band_db(wave[round(0.2 * RATE) : round(0.45 * RATE)], 300, 1500) for wave in (sha, a)]
    assert abs(steady[0] - steady[1]) < 1.0


def test_a_gasp_has_no_pitch() -> None:
    wave = play("voice", 62, syllable="h", duration=0.4).astype(np.float64)
    power = np.abs(np.fft.rfft(wave)) ** 2
    lines = np.fft.rfftfreq(wave.size, 1.0 / RATE)
    near = np.abs(lines - frequency(62)) < 10.0
    assert power[near].sum() / power.sum() < 0.02


def test_groups_are_wide() -> None:
    for name in ("choir", "chant_voices"):
        wave = play(name, 60, syllable="a", duration=1.0)
        assert wave.shape[0] == 2
        assert 0.05 < float(np.corrcoef(wave)[0, 1]) < 0.95


def test_the_whistle_blows_between_two_and_three_and_a_half_khz_and_its_pea_shakes_it() -> None:
    wave = play("whistle", 72, duration=1.0)
    assert band_db(wave, 2000, 3500) > -1.5
    level = np.abs(mono(wave).astype(np.float64))
    smooth = np.convolve(level, np.hanning(400) / 200, "same")[RATE // 4 : RATE * 3 // 4]
    shake = np.abs(np.fft.rfft((smooth - smooth.mean()) * np.hanning(smooth.size), 1 << 17))
    rates = np.fft.rfftfreq(1 << 17, 1.0 / RATE)
    inside = (rates > 8) & (rates < 60)
    assert 18.0 <= rates[inside][np.argmax(shake[inside])] <= 30.0
    assert play("whistle", 71, duration=1.0).shape[-1] < 0.3 * RATE  # the short blow


def loudness(wave: Wave, parts: int = 4) -> list[float]:
    """Effective value of equal parts."""
    return [float(np.sqrt(np.mean(part**2))) for part in np.array_split(mono(wave), parts)]


def test_risers_and_swells_rise_and_end_on_time() -> None:
    for name in ("riser", "reverse"):
        wave = play("effects", 41, syllable=name, duration=4.0)
        levels = loudness(wave)
        assert levels == sorted(levels)
        assert levels[-1] > 3.0 * levels[0]
        assert abs(wave.shape[-1] / RATE - 4.0) < 0.01
    half = wave.shape[-1] // 2
    riser = play("effects", 41, syllable="riser", duration=4.0, tonal=0.0)
    assert band_db(riser[:, half:], 3000, 20000) > band_db(riser[:, :half], 3000, 20000) + 6.0


def test_downlifters_and_impacts_fall_away() -> None:
    for name in ("downlifter", "impact"):
        levels = loudness(play("effects", 41, syllable=name, duration=3.0))
        assert levels == sorted(levels, reverse=True)
    impact = play("effects", 41, syllable="impact", duration=1.0)
    assert int(np.argmax(np.abs(mono(impact)))) < 0.1 * RATE
    assert band_db(impact, 30, 120) > -6.0


def test_a_tape_that_stops_falls_in_pitch() -> None:
    wave = mono(play("effects", 41, syllable="tape_stop", duration=2.0, brightness=0.0))
    centroids = []
    for part in np.array_split(wave, 3):
        power = np.abs(np.fft.rfft(part * np.hanning(part.size))) ** 2
        centroids.append(float(np.sum(power * np.fft.rfftfreq(part.size, 1.0 / RATE)) / power.sum()))
    assert centroids == sorted(centroids, reverse=True)
    assert centroids[-1] < 0.4 * centroids[0]


def test_vinyl_crackles() -> None:
    wave = mono(play("effects", 41, syllable="vinyl", duration=4.0, crackle=0.5))
    assert float(np.max(np.abs(wave)) / np.sqrt(np.mean(wave**2))) > 8.0  # noise without clicks: below 5


def test_effects_are_wide_and_an_unknown_one_is_refused() -> None:
    for name in EFFECTS:
        assert play("effects", 41, syllable=name, duration=1.0).shape[0] == 2
    with pytest.raises(ValueError, match="there is no effect"):
        play("effects", 41, syllable="laser")


def test_shaped_noise_has_its_level_everywhere_and_its_band() -> None:
    samples = 4 * RATE
    rng = np.random.default_rng(1)
    white = noise(np.ones((num_frames(samples), 513)), samples, rng)
    levels = [float(np.sqrt(np.mean(part**2))) for part in np.array_split(white, 40)]
    assert np.mean(levels) == pytest.approx(1.0, abs=0.03)
    assert np.std(levels) < 0.05  # windows whose squares add up to 1 leave no ripple
    narrow = noise(band(np.full(num_frames(samples), 1000.0), 0.2), samples, rng)
    assert band_db(narrow, 600, 1700) > -0.1
