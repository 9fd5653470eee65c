"""Sound joined to what was there: what is kept is kept bit for bit, and nothing jumps."""

from __future__ import annotations

import numpy as np
import pytest

from engine.core.audio import Audio
from engine.generation.shaping.joins import FADE_SECONDS, Region, continued, continuity, only_within, replaced
from engine.generation.shaping.melodies import SAMPLE_RATE, Sung, sing, top_line

RATE = 44_100


def noise(seconds: float, *, rate: int = RATE, channels: int = 2, seed: int = 0, level: float = 0.1) -> Audio:
    drawn = np.random.default_rng(seed).standard_normal((channels, round(seconds * rate)))
    return Audio((level * drawn).astype(np.float32), rate)


def test_what_is_continued_stays_bit_for_bit_at_its_own_rate() -> None:
    before, made = noise(3.0), noise(6.0, rate=32_000, channels=1, seed=1)
    joined = continued(before, made, context=2.0, only_new=False)
    new = continued(before, made, context=2.0, only_new=True)

    assert (joined.sample_rate, joined.num_channels) == (RATE, 2)
    assert np.array_equal(joined.samples[:, : before.num_samples], before.samples)
    assert joined.num_samples == before.num_samples + 4 * RATE
    assert np.array_equal(joined.samples[:, before.num_samples :], new.samples)
    assert np.array_equal(new.samples[:, 0], before.samples[:, -1])  # it goes on where the other ends


@pytest.mark.parametrize(("start", "end"), [(1.0, 2.5), (0.0, 1.0), (3.0, 4.0)])
def test_outside_of_a_region_every_sample_is_the_one_it_was(start: float, end: float) -> None:
    whole, made = noise(4.0), noise(4.0, seed=3)
    done = replaced(whole, made, Region(start, end), context=min(1.0, start))
    first, last = round(start * RATE), round(end * RATE)

    assert done.num_samples == whole.num_samples
    assert np.array_equal(done.samples[:, :first], whole.samples[:, :first])
    assert np.array_equal(done.samples[:, last:], whole.samples[:, last:])
    fade = round(FADE_SECONDS * RATE)
    begin = round(min(1.0, start) * RATE)
    middle = slice(first + fade, last - fade)
    assert np.allclose(done.samples[:, middle], made.samples[:, begin + fade : begin + last - first - fade])


def test_a_mark_stays_within_what_is_new() -> None:
    plain, other = noise(4.0), noise(4.0, seed=5)
    done = only_within(other, plain, Region(1.0, 3.0))

    assert np.array_equal(done.samples[:, :RATE], plain.samples[:, :RATE])
    assert np.array_equal(done.samples[:, 3 * RATE :], plain.samples[:, 3 * RATE :])
    inside = slice(round(1.05 * RATE), round(2.95 * RATE))
    assert np.allclose(done.samples[:, inside], other.samples[:, inside], atol=1e-7)


def test_a_join_of_like_sounds_is_more_continuous() -> None:
    same = continuity(noise(1.0, seed=1), noise(1.0, seed=2))
    softer = continuity(noise(1.0, seed=1), noise(1.0, seed=2, level=0.002))

    assert 0.0 < softer < 0.3 < 0.7 < same <= 1.0


def test_a_sketchs_melody_is_sung_at_its_pitches() -> None:
    notes = [Sung(0.0, 2.0, 69), Sung(0.0, 1.0, 60), Sung(1.0, 1.5, 76)]
    audio = sing(notes, duration=2.0)

    assert [(note.pitch, note.offset) for note in top_line(notes)] == [(69, 1.0), (76, 1.5)]
    for start, frequency in ((0.2, 440.0), (1.1, 659.26)):
        part = audio.samples[0, round(start * SAMPLE_RATE) : round((start + 0.3) * SAMPLE_RATE)]
        spectrum = np.abs(np.fft.rfft(part * np.hanning(len(part))))
        assert np.argmax(spectrum) * SAMPLE_RATE / len(part) == pytest.approx(frequency, abs=4.0)
    assert not audio.samples[0, round(1.6 * SAMPLE_RATE) :].any()
