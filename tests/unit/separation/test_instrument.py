"""From a stem to its instrument: what was played is known to the sample, so what is found can be held against it."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from engine.core.audio import Audio
from engine.core.composition import Slide
from engine.core.errors import JobCancelled, UserError
from engine.core.one_shots import OneShot
from engine.core.stems import Stem
from engine.generation.sketch.instruments.base import RATE
from engine.generation.sketch.instruments.log_drum import LogDrum
from engine.separation.instrument.attack_features import NUM_BANDS
from engine.separation.instrument.attacks import attack_probability, find_attacks, load_weights
from engine.separation.instrument.averaging import average
from engine.separation.instrument.playing import travelled
from engine.separation.instrument.reading import Readable, delay_between
from engine.separation.instrument.recover import Recovered, recover
from engine.separation.registry import REFINERS, load_refiner
from tests.log_drum_stems import Struck, riff, sound, stem
from tests.signals import noise, silence

STROKES = riff()
SECONDS = 9.5


@pytest.fixture(scope="module")
def found() -> Recovered:
    return recover(stem(STROKES, SECONDS, channels=2))


def likeness_db(one_shot: OneShot, played: np.ndarray, seconds: float = 0.3) -> float:
    """Energy of the played sound over the energy of what differs, at the best gain and delay, over its audible part."""
    num = min(one_shot.audio.num_samples - 441, round(seconds * RATE), len(played))
    got = one_shot.audio.samples[:1, :num].astype(np.float64)
    padded = np.pad(played, (200, 400))[None]
    delay, _ = delay_between(padded[:, : num + 400], got, 200)
    true = Readable(padded).at(np.arange(num) + 200 + delay)[0]
    true *= float(got[0] @ true) / float(true @ true)
    return float(10 * np.log10(np.sum(true**2) / np.sum((got[0] - true) ** 2)))


def test_every_stroke_is_found_where_it_was_struck(found: Recovered) -> None:
    hits = found.instrument.hits
    assert len(hits) == len(STROKES)
    errors = [hit.onset - stroke.time for hit, stroke in zip(hits, STROKES, strict=True)]
    assert max(map(abs, errors)) < 0.002
    # among strokes of one pitch only the place between samples is left: a twentieth of a sample
    for pitch in (33, 36, 40):
        own = np.array([e for e, stroke in zip(errors, STROKES, strict=True) if stroke.pitch == pitch])
        assert np.ptp(own) * RATE < 0.1


def test_pitches_levels_and_ends_are_those_played(found: Recovered) -> None:
    hits = found.instrument.hits
    assert [hit.key for hit in hits] == [stroke.pitch for stroke in STROKES]
    assert all(abs(hit.pitch - stroke.pitch) < 0.05 for hit, stroke in zip(hits, STROKES, strict=True))  # 5 cents
    for pitch in (33, 36, 40):
        gains = np.array([(h.gain, s.gain) for h, s in zip(hits, STROKES, strict=True) if s.pitch == pitch])
        assert np.allclose(gains[:, 0] / gains[0, 0], gains[:, 1] / gains[0, 1], rtol=0.02)
    loudest = max(hits, key=lambda hit: hit.velocity)
    assert loudest.velocity == 127
    assert all(hit.offset <= following.onset + 0.003 for hit, following in pairwise(hits))


def test_only_the_sliding_strokes_slide(found: Recovered) -> None:
    for hit, stroke in zip(found.instrument.hits, STROKES, strict=True):
        assert (hit.slide is None) == (stroke.slide is None)
        if hit.slide is not None and stroke.slide is not None:
            assert hit.slide.semitones == pytest.approx(stroke.slide.semitones, abs=0.3)
            assert hit.slide.start == pytest.approx(stroke.slide.start, abs=0.015)
            assert hit.slide.duration == pytest.approx(stroke.slide.duration, abs=0.03)


def test_one_shots_are_the_sounds_that_were_played(found: Recovered) -> None:
    instrument = found.instrument
    assert [one_shot.key for one_shot in instrument.one_shots] == [33, 36, 40]
    assert [root.key for root in instrument.roots] == [33]  # struck most
    for one_shot in instrument.one_shots:
        assert likeness_db(one_shot, sound(one_shot.key)) > 30.0
        assert float(np.abs(one_shot.audio.samples).max()) == pytest.approx(0.891, abs=0.001)  # -1 dBFS


def test_played_by_them_the_stem_is_nearly_there(found: Recovered) -> None:
    truth = stem(STROKES, SECONDS, channels=2).samples
    rest = 10 * np.log10(np.sum(truth**2.0) / np.sum((truth - found.played.samples) ** 2.0))
    assert found.instrument.explained_db == pytest.approx(rest, abs=0.1)
    assert rest > 20.0
    assert found.instrument.is_choked


def test_gain_changes_nothing_but_gains(found: Recovered) -> None:
    quiet = recover(Audio(stem(STROKES, SECONDS, channels=2).samples * np.float32(0.05), RATE))
    for soft, loud in zip(quiet.instrument.hits, found.instrument.hits, strict=True):
        assert soft.onset == pytest.approx(loud.onset, abs=1e-5)
        assert (soft.key, soft.velocity) == (loud.key, loud.velocity)
        assert soft.gain == pytest.approx(0.05 * loud.gain, rel=1e-3)
    for soft_shot, loud_shot in zip(quiet.instrument.one_shots, found.instrument.one_shots, strict=True):
        assert np.allclose(soft_shot.audio.samples, loud_shot.audio.samples, atol=1e-3)


def test_bleed_sinks_in_the_average() -> None:
    clean = stem(STROKES, SECONDS)
    hiss = noise(SECONDS, amplitude=0.03, channels=1).samples
    times = [stroke.time for stroke in STROKES if stroke.pitch == 33 and stroke.slide is None]
    ends = [t + 0.25 for t in times]
    padded = (clean.samples + hiss).astype(np.float64)
    many = average(padded, RATE, times, ends)
    one = average(padded, RATE, times[:1], ends[:1])
    pure = average(clean.samples.astype(np.float64), RATE, times, ends)
    num = round(0.2 * RATE)
    scale = pure.wave[:, :num] * (np.sum(pure.wave[:, :num] * many.wave[:, :num]) / np.sum(pure.wave[:, :num] ** 2))
    single = pure.wave[:, :num] * (np.sum(pure.wave[:, :num] * one.wave[:, :num]) / np.sum(pure.wave[:, :num] ** 2))
    gained = 10 * np.log10(
        (np.sum((one.wave[:, :num] - single) ** 2) / np.sum(single**2))
        / (np.sum((many.wave[:, :num] - scale) ** 2) / np.sum(scale**2))
    )
    # 11 strokes of gains 0.5 to 1 against the loudest: about 10 log10(sum of squares / largest square)
    gains = np.array([stroke.gain for stroke in STROKES if stroke.pitch == 33 and stroke.slide is None])
    assert gained == pytest.approx(10 * np.log10(np.sum(gains**2) / gains[0] ** 2), abs=1.5)


@pytest.mark.parametrize("channels", [1, 2])
def test_silence_has_no_instrument(channels: int) -> None:
    nothing = recover(silence(2.0, channels=channels))
    assert nothing.instrument.hits == ()
    assert nothing.instrument.one_shots == ()
    assert nothing.instrument.explained_db is None
    assert not nothing.played.samples.any()


def test_dither_is_silence() -> None:
    assert recover(noise(2.0, amplitude=1e-5)).instrument.hits == ()
    assert len(find_attacks(noise(2.0, amplitude=1e-5)).times) == 0


def test_nothing_at_all() -> None:
    assert recover(Audio(np.zeros((2, 0), np.float32), RATE)).instrument.hits == ()


def test_a_single_stroke_is_its_own_one_shot() -> None:
    instrument = recover(stem([Struck(0.5, 38)], 2.0)).instrument
    assert [(hit.key, hit.velocity) for hit in instrument.hits] == [(38, 127)]
    (one_shot,) = instrument.one_shots
    assert (one_shot.is_root, one_shot.num_hits, one_shot.audio.num_channels) == (True, 1, 1)
    assert likeness_db(one_shot, sound(38)) > 30.0


def test_strokes_at_the_very_start_and_the_very_end() -> None:
    strokes = [Struck(0.0, 36), Struck(0.5, 36), Struck(1.0, 36), Struck(1.46, 36)]
    hits = recover(stem(strokes, 1.6)).instrument.hits
    assert [round(hit.onset, 2) for hit in hits] == [0.0, 0.5, 1.0, 1.46]
    assert hits[-1].offset <= 1.6


def test_channels_out_of_phase_are_heard() -> None:
    mono = stem(STROKES[:10], 5.0).samples
    instrument = recover(Audio(np.concatenate([mono, -mono]), RATE)).instrument
    assert len(instrument.hits) == 10
    left, right = instrument.one_shots[0].audio.samples
    assert np.allclose(left, -right, atol=1e-6)


def test_strokes_that_ring_on_are_not_taken_for_choked_ones() -> None:
    long = LogDrum(drive_db=3.0, click_db=-14.0, decay_ms=260.0)
    strokes = [Struck(0.2 + 0.3 * k, (33, 40)[k % 2]) for k in range(16)]
    ringing = recover(stem(strokes, 6.0, drum=long, chokes=False)).instrument
    assert not ringing.is_choked
    assert len(ringing.hits) == 16


def test_two_drums_are_two_timbres() -> None:
    knock = LogDrum(ratio=1.0, index=1.4, decay_ms=40.0, sub_db=-60.0, click_db=-60.0, drive_db=18.0, highpass_hz=40.0)
    first = [Struck(0.2 + 0.5 * k, 33) for k in range(8)]
    second = [Struck(0.45 + 0.5 * k, 45) for k in range(8)]
    both = stem(first, 5.0, chokes=False).samples + stem(second, 5.0, drum=knock, chokes=False).samples
    instrument = recover(Audio(both, RATE)).instrument
    timbres = {hit.key: instrument.one_shots[hit.one_shot].timbre for hit in instrument.hits}
    assert len(instrument.roots) == 2
    assert len(set(timbres.values())) == 2


def test_known_onsets_are_taken_as_they_are() -> None:
    times = [stroke.time for stroke in STROKES[:8]]
    hits = recover(stem(STROKES, SECONDS), onsets=times).instrument.hits
    assert len(hits) == 8
    assert np.allclose([hit.onset for hit in hits], times, atol=0.003)


@pytest.mark.parametrize("rate", [22_050, 48_000])
def test_other_rates(rate: int) -> None:
    from engine.audio.resample import resample

    instrument = recover(resample(stem(STROKES, SECONDS), rate)).instrument
    assert [hit.key for hit in instrument.hits] == [stroke.pitch for stroke in STROKES]
    assert all(one_shot.audio.sample_rate == rate for one_shot in instrument.one_shots)


def test_it_stops_when_asked() -> None:
    def stop(_fraction: float) -> None:
        raise JobCancelled

    with pytest.raises(JobCancelled):
        recover(stem(STROKES[:4], 3.0), report=stop)


def test_reading_between_samples_is_exact() -> None:
    t = np.arange(4_000) / RATE
    wave = np.sin(2 * np.pi * 1_000 * t) * np.hanning(len(t))
    read = Readable(wave[None]).at(np.arange(100, 3_900) + 0.37)[0]
    true = np.sin(2 * np.pi * 1_000 * (t[100:3900] + 0.37 / RATE)) * np.interp(
        np.arange(100, 3900) + 0.37, np.arange(4000), np.hanning(4000)
    )
    assert np.abs(read - true).max() < 1e-4
    assert not Readable(wave[None]).at(np.array([-1_000.0, 9_000.0])).any()


@pytest.mark.parametrize("shift", [-3.25, 0.0, 0.4, 7.75])
def test_delays_are_found_below_a_sample(shift: float) -> None:
    wave = sound(33)[:6_000]
    later = Readable(wave[None]).at(np.arange(-20, 5_020) - shift)
    delay, height = delay_between(later, wave[None, :5_000], 20)
    assert delay == pytest.approx(shift, abs=0.02)
    assert height > 0.999


def test_a_slide_is_the_integral_of_its_speed() -> None:
    seconds = np.linspace(-0.01, 0.5, 20_000)
    slide = Slide(0.1, 0.06, 7.0)
    speed = np.gradient(travelled(seconds, 2.0, slide), seconds)
    wanted = 2.0 ** ((2.0 + 7.0 * np.clip((seconds - 0.1) / 0.06, 0.0, 1.0)) / 12.0)
    assert np.allclose(speed[2:-2], wanted[2:-2], rtol=1e-3)


def test_the_attack_network_is_the_convolutions_it_was_trained_as(rng: np.random.Generator) -> None:
    import torch

    weights = load_weights()
    features = rng.standard_normal((500, NUM_BANDS)).astype(np.float32)
    x = torch.tensor(features.T[None])

    def layer(name: str, x: torch.Tensor, dilation: int) -> torch.Tensor:
        kernel, bias = (torch.tensor(weights[f"{name}.{kind}"]) for kind in ("weight", "bias"))
        reach = dilation * (kernel.shape[2] - 1) // 2
        return torch.nn.functional.conv1d(x, kernel, bias, padding=reach, dilation=dilation)

    x = torch.relu(layer("a", x, 1))
    x = torch.relu(layer("b", x, 2))
    x = x + torch.relu(layer("c", x, 4))
    expected = torch.sigmoid(layer("d", x, 1))[0, 0].numpy()
    assert np.allclose(attack_probability(features, weights), expected, atol=1e-5)


def test_the_log_drums_refiner_splits_it_into_what_is_played_and_the_rest() -> None:
    whole = stem(STROKES, SECONDS, channels=2)
    refined = load_refiner(Stem.LOG_DRUM).refine(whole)
    assert refined.instrument is not None
    together = refined.parts["played"].samples + refined.parts["rest"].samples
    assert np.allclose(together, whole.samples, atol=1e-6)


def test_what_cannot_be_taken_apart_yet_says_so() -> None:
    assert REFINERS[Stem.DRUMS] == {}
    with pytest.raises(UserError, match="Nothing in this version takes the drums stem further apart"):
        load_refiner(Stem.DRUMS)
    with pytest.raises(UserError, match="no refiner called 'x'"):
        load_refiner(Stem.LOG_DRUM, "x")


@pytest.mark.parametrize("kind", ["noise", "hum", "clicks", "offset", "chirp"])
def test_what_is_no_log_drum_gives_finite_answers(kind: str, rng: np.random.Generator) -> None:
    t = np.arange(4 * RATE) / RATE
    waves = {
        "noise": 0.3 * rng.standard_normal(len(t)),
        "hum": 0.5 * np.sin(2 * np.pi * 50 * t),
        "clicks": (np.arange(len(t)) % 7_000 == 0).astype(float),
        "offset": np.full(len(t), 0.5),
        "chirp": 0.5 * np.sin(2 * np.pi * (30 + 40 * t) * t),
    }
    found = recover(Audio(waves[kind].astype(np.float32)[None], RATE))
    assert np.isfinite(found.played.samples).all()
    assert found.instrument.explained_db is None or np.isfinite(found.instrument.explained_db)
    assert all(np.isfinite(one_shot.audio.samples).all() for one_shot in found.instrument.one_shots)
