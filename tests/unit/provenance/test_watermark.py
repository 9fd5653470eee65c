"""The watermark: found and read after what music meets, and not found where it is not."""

from __future__ import annotations

import numpy as np
import pytest

from engine.core.audio import Audio
from engine.provenance.mark_detect import MOST_P, MarkKey, detect
from engine.provenance.mark_embed import embed, embed_together
from engine.provenance.mark_pattern import pattern_of, read_payload, signs_with

KEY = MarkKey("test", b"a key of this test")
PAYLOAD = 0xDEADBEEF


def music(seconds: float = 20.0, rate: int = 44_100, seed: int = 0) -> Audio:
    """Chords of decaying tones over noise bursts, in stereo: something that fluctuates as music does."""
    rng = np.random.default_rng(seed)
    time = np.arange(int(seconds * rate)) / rate
    beat = np.exp(-6.0 * (time % 0.5))
    tones = sum(np.sin(2 * np.pi * f * time) / n for n, f in enumerate((220.0, 330.0, 554.0, 880.0, 1760.0), 1))
    noise = rng.standard_normal((2, len(time)))
    left = 0.08 * tones * beat
    return Audio((0.05 * noise * beat + left).astype(np.float32), rate)


@pytest.fixture(scope="module")
def marked() -> Audio:
    return embed(music(), KEY.secret, PAYLOAD)


def cut(audio: Audio, start: float, end: float) -> Audio:
    first, last = (round(at * audio.sample_rate) for at in (start, end))
    return Audio(audio.samples[:, first:last].copy(), audio.sample_rate)


def at_speed(audio: Audio, speed: float) -> Audio:
    import soxr

    changed = soxr.resample(audio.samples.T, audio.sample_rate * speed, audio.sample_rate)
    return Audio(np.ascontiguousarray(changed.T, dtype=np.float32), audio.sample_rate)


def test_a_payload_goes_through_its_own_code() -> None:
    pattern = pattern_of(b"k")
    for payload in (0, 1, PAYLOAD, 0xFFFFFFFF):
        assert read_payload(pattern, signs_with(pattern, payload)) == payload


def test_a_payload_survives_every_fourth_cell_lost_and_one_in_ten_reversed() -> None:
    pattern, rng = pattern_of(b"k"), np.random.default_rng(1)
    heard = signs_with(pattern, PAYLOAD)
    heard = heard * (rng.random(heard.shape) > 0.25) * np.where(rng.random(heard.shape) < 0.1, -1.0, 1.0)
    assert read_payload(pattern, heard) == PAYLOAD


def test_a_payload_of_33_bits_is_refused() -> None:
    with pytest.raises(ValueError, match="32 bits"):
        embed(music(1.0), KEY.secret, 1 << 32)


@pytest.mark.parametrize(
    "change",
    [
        lambda a: a,
        lambda a: cut(a, 5.137, 15.137),
        lambda a: Audio(a.samples * np.float32(0.1), a.sample_rate),
        lambda a: Audio(a.samples.mean(axis=0, keepdims=True), a.sample_rate),
        lambda a: at_speed(a, 1.01),
        lambda a: at_speed(a, 0.99),
    ],
    ids=["as made", "10 s of it", "20 dB softer", "mono", "1 % faster", "1 % slower"],
)
def test_the_mark_is_found_and_read(marked: Audio, change) -> None:  # type: ignore[no-untyped-def]
    found = detect(change(marked), (KEY,))[0]
    assert found.is_marked
    assert found.p_value <= MOST_P
    assert found.payload == PAYLOAD


@pytest.mark.parametrize("speed", [0.99, 1.01])
def test_the_speed_is_told(marked: Audio, speed: float) -> None:
    assert detect(at_speed(marked, speed), (KEY,))[0].speed == pytest.approx(speed, abs=0.002)


@pytest.mark.parametrize("rate", [22_050, 32_000, 48_000])
def test_another_sample_rate(marked: Audio, rate: int) -> None:
    from engine.audio.resample import resample

    assert detect(resample(marked, rate), (KEY,))[0].payload == PAYLOAD


def test_music_without_a_mark_and_with_another_key_is_not_found(marked: Audio) -> None:
    for seed in range(4):
        assert not detect(music(10.0, seed=seed), (KEY,))[0].is_marked
    assert not detect(marked, (MarkKey("other", b"another"),))[0].is_marked


def test_of_several_keys_the_right_one_is_first(marked: Audio) -> None:
    found = detect(marked, (MarkKey("other", b"another"), KEY))
    assert [each.key_id for each in found] == ["test", "other"]


@pytest.mark.parametrize("samples", [np.zeros((2, 441_000)), np.zeros((1, 0)), np.ones((1, 100))])
def test_silence_and_nearly_nothing_say_no(samples: np.ndarray) -> None:
    audio = Audio(samples.astype(np.float32), 44_100)
    assert embed(audio, KEY.secret, 1).samples.shape == samples.shape
    assert detect(audio, (KEY,))[0].p_value == 1.0


def test_silence_stays_silent_and_the_peak_does_not_grow() -> None:
    audio = music(6.0)
    samples = audio.samples.copy()
    samples[:, 100_000:160_000] = 0.0
    made = embed(Audio(samples, 44_100), KEY.secret, 5)
    assert np.abs(made.samples[:, 104_096:155_904]).max() == 0.0
    assert np.abs(made.samples).max() <= np.abs(samples).max() * (1 + 1e-6)


def test_below_300_hz_nothing_is_touched() -> None:
    """The log drum's fundamental passes as it is: what is added lies 50 dB below even a loud tone of 60 Hz."""
    time = np.arange(44_100 * 6) / 44_100
    tone = Audio((0.5 * np.sin(2 * np.pi * 60.0 * time))[None].astype(np.float32), 44_100)
    change = embed(tone, KEY.secret, 5).samples - tone.samples
    assert 20 * np.log10(np.std(change) / np.std(tone.samples)) < -50.0


def test_stems_still_sum_to_the_mix() -> None:
    one, two = music(6.0, seed=1), music(6.0, seed=2)
    mix = Audio(one.samples + two.samples, 44_100)
    made = embed_together(mix, (one, two), KEY.secret, 9)
    assert np.abs(made[0].samples - made[1].samples - made[2].samples).max() < 1e-6


def test_the_same_mark_again_is_the_same_sound() -> None:
    audio = music(3.0)
    np.testing.assert_array_equal(embed(audio, KEY.secret, 7).samples, embed(audio, KEY.secret, 7).samples)


def test_the_false_alarm_bound_holds_for_random_keys() -> None:
    """Hoeffding's bound at p <= 0.5: at most half of 40 wrong keys may come so near."""
    audio = music(9.0, seed=3)
    keys = tuple(MarkKey(str(number), bytes([number])) for number in range(40))
    assert sum(found.p_value <= 0.5 for found in detect(audio, keys)) <= 20
