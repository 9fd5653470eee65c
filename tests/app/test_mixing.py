"""The mixing function as physics: gains, solo, fades, loops, and no click."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.player.control import Command
from app.player.mixing import FADE_SECONDS, Renderer, effective_gains, panned, ramp

RATE = 44_100
FADE = round(FADE_SECONDS * RATE)
BLOCK = 1024
LENGTH = 4 * RATE


def sines(num_stems: int = 5, length: int = LENGTH) -> np.ndarray:
    t = np.arange(length) / RATE
    waves = [0.15 * np.sin(2 * np.pi * (110.0 * (stem + 1)) * t + stem) for stem in range(num_stems)]
    return np.repeat(np.asarray(waves, np.float32)[:, None, :], 2, axis=1)


def source(stems: np.ndarray):
    def fetch(start: int, count: int) -> np.ndarray:
        out = np.zeros((stems.shape[0], 2, count), np.float32)
        piece = stems[:, :, start : start + count]
        out[:, :, : piece.shape[2]] = piece
        return out

    return fetch


def renderer(stems: np.ndarray) -> Renderer:
    return Renderer(source(stems), num_stems=stems.shape[0], num_frames=stems.shape[2], sample_rate=RATE)


def command(**changes) -> Command:
    defaults = {"is_playing": True, "gains": (1.0,) * 5}
    return Command(**{**defaults, **changes})


def render(player: Renderer, num_blocks: int, at, block: int = BLOCK) -> np.ndarray:
    """``at(i)`` is the command of block ``i``."""
    out = np.zeros((2, num_blocks * block), np.float32)
    for index in range(num_blocks):
        player.render(out[:, index * block : (index + 1) * block], at(index))
    return out


def sharpest(signal: np.ndarray) -> float:
    """Largest second difference: what a click is made of."""
    return float(np.abs(np.diff(signal, 2, axis=1)).max())


def bound(stems: np.ndarray) -> float:
    """What the material and a raised-cosine fade between two places of it can have at most.

    For y = w·a + (1-w)·b: |y''| ≤ max|a''| + max|b''| + 2·max|w'|·(max|a'|+max|b'|) + max|w''|·(max|a|+max|b|), with
    max|w'| = π/(2N) and max|w''| = π²/(2N²) for a fade of N samples. At the fade's ends w' jumps by less than w''.
    """
    mixed = stems.sum(axis=0)
    value, slope, bend = (float(np.abs(np.diff(mixed, order, axis=1)).max()) for order in (0, 1, 2))
    return 2 * bend + 4 * (np.pi / (2 * FADE)) * slope + 4 * (np.pi**2 / (2 * FADE**2)) * value


def test_sum_of_stems_is_the_mixture() -> None:
    stems = sines()
    out = render(renderer(stems), 40, lambda _i: command())
    # after the 5 ms fade-in nothing but the plain sum is heard; float32 sums of five differ by rounding only
    np.testing.assert_allclose(out[:, FADE:], stems.sum(axis=0)[:, FADE : out.shape[1]], atol=1e-6)


def test_solo_and_mute() -> None:
    gains = (1.0, 0.5, 2.0)
    assert effective_gains(gains, 0, 0, 1.0).tolist() == [1.0, 0.5, 2.0]
    assert effective_gains(gains, 0b001, 0, 1.0).tolist() == [0.0, 0.5, 2.0]
    assert effective_gains(gains, 0, 0b010, 1.0).tolist() == [0.0, 0.5, 0.0]
    assert effective_gains(gains, 0b010, 0b010, 1.0).tolist() == [0.0, 0.0, 0.0], "a mute wins over a solo"
    assert effective_gains(gains, 0, 0, 0.5).tolist() == [0.5, 0.25, 1.0]


def test_pan_is_a_balance() -> None:
    gains = np.asarray([1.0, 0.3, 0.7, 1.9], np.float32)
    assert panned(gains, (0.0,) * 4).tolist() == panned(gains, ()).tolist() == np.stack([gains, gains], 1).tolist()
    sides = panned(gains, (-1.0, 1.0, 0.5, -0.25)) / gains[:, None]
    np.testing.assert_allclose(sides, [[1.0, 0.0], [0.0, 1.0], [0.5, 1.0], [1.0, 0.75]], atol=1e-7)


def test_a_stem_on_one_side_is_heard_on_that_side_alone() -> None:
    stems = sines()
    out = render(renderer(stems), 40, lambda _i: command(pans=(-1.0, 1.0, 0.0, 0.0, 0.0), solos=0b00011))
    np.testing.assert_allclose(out[0, FADE:], stems[0, 0, FADE : out.shape[1]], atol=1e-6)
    np.testing.assert_allclose(out[1, FADE:], stems[1, 1, FADE : out.shape[1]], atol=1e-6)


@given(st.integers(1, 4096), st.floats(0, 2, width=32), st.floats(0, 2, width=32))
def test_ramp_is_straight_and_ends_at_its_target(count: int, start: float, end: float) -> None:
    gains = ramp(np.asarray([[start]], np.float32), np.asarray([[end]], np.float32), count)[0, 0]
    assert gains.shape == (count,)
    assert gains[-1] == pytest.approx(end, abs=1e-6)
    assert np.all(np.abs(np.diff(gains)) <= abs(end - start) / count + 1e-6)


@pytest.mark.parametrize(
    "at",
    [
        lambda i: command(is_playing=3 <= i < 20),
        lambda i: command(seek_sequence=i // 7, seek_frame=(i // 7) * 31_337 % LENGTH),
        lambda _i: command(loop=(5_000, 5_000 + 9_876)),
        lambda i: command(mutes=(i // 5) % 32),
        lambda i: command(solos=(i // 5) % 32),
        lambda i: command(pans=(-1.0 + 0.4 * (i % 6),) * 5),
        lambda i: command(gains=(0.2 + 0.2 * (i % 5),) * 5, master=1.0 - 0.3 * (i % 2)),
    ],
    ids=["start-stop", "seek", "loop", "mute", "solo", "pan", "gain"],
)
def test_nothing_clicks(at) -> None:
    stems = sines()
    out = render(renderer(stems), 60, at)
    # gain ramps over 1024 frames add at most 2·slope/1024 and a corner of slope·1/1024, both far below the fade's term
    assert sharpest(out) <= bound(stems)


def test_the_bound_would_notice_a_click() -> None:
    stems = sines()
    hard = np.concatenate([stems.sum(axis=0)[:, :5_000], stems.sum(axis=0)[:, 20_077:25_000]], axis=1)
    assert sharpest(hard) > 3 * bound(stems)


def test_loop_is_exact_to_the_sample() -> None:
    """After the fade at its start each round is the same, and its period is the loop's length whatever the block."""
    stems = sines()
    start, end = 5_000, 5_000 + 9_876
    for block in (256, 1000, 1024):
        player = renderer(stems)
        out = render(player, 60_000 // block, lambda _i: command(loop=(start, end)), block=block)
        period = end - start
        first, second = (out[:, end + n * period : end + (n + 1) * period] for n in (0, 1))
        np.testing.assert_allclose(first, second, atol=1e-6)
        expected = stems.sum(axis=0)[:, start + FADE : end]
        np.testing.assert_allclose(first[:, FADE:], expected, atol=1e-6)


def test_pause_keeps_the_place() -> None:
    player = renderer(sines())
    render(player, 10, lambda _i: command())
    here = player.position
    out = render(player, 5, lambda _i: command(is_playing=False))
    assert player.position == here
    assert not player.is_rolling
    assert np.all(out[:, FADE:] == 0.0)


def test_seek_while_stopped_is_silent_and_confirmed() -> None:
    player = renderer(sines())
    out = render(player, 2, lambda _i: command(is_playing=False, seek_sequence=1, seek_frame=777))
    assert player.position == 777
    assert player.seen_seek == 1
    assert not out.any()


def test_ends_once_at_the_end_and_starts_again_on_play() -> None:
    player = renderer(sines(length=5_000))
    render(player, 10, lambda _i: command())
    assert player.has_ended
    assert player.position == 5_000
    render(player, 1, lambda _i: command(is_playing=False, seek_sequence=1, seek_frame=0))
    render(player, 2, lambda _i: command(seek_sequence=1))
    assert player.is_rolling
    assert not player.has_ended


def test_waits_for_a_slow_disk_without_a_click() -> None:
    stems = sines()
    plain = source(stems)
    calls = 0

    def slow(start: int, count: int):
        nonlocal calls
        calls += 1
        return None if 10 <= calls < 14 else plain(start, count)

    player = Renderer(slow, num_stems=5, num_frames=LENGTH, sample_rate=RATE)
    out = render(player, 40, lambda _i: command())
    assert player.starved_blocks == 4
    assert player.position == 36 * BLOCK, "it waited, it did not skip"
    # the last value is faded away from a standstill: its slope may stop at once, which adds one slope to the bound
    mixed_slope = float(np.abs(np.diff(stems.sum(axis=0), axis=1)).max())
    assert sharpest(out) <= bound(stems) + mixed_slope


def test_peaks_are_those_after_the_gain() -> None:
    stems = np.zeros((5, 2, RATE), np.float32)
    stems[2] = 0.5
    player = renderer(stems)
    render(player, 4, lambda _i: command(gains=(1.0, 1.0, 0.5, 1.0, 1.0)))
    assert player.peaks.tolist() == pytest.approx([0.0, 0.0, 0.25, 0.0, 0.0])


def test_never_louder_than_full_scale() -> None:
    stems = np.ones((5, 2, RATE), np.float32)
    out = render(renderer(stems), 4, lambda _i: command(gains=(2.0,) * 5))
    assert np.abs(out).max() <= 1.0


@settings(max_examples=40, deadline=None)
@example([(True, LENGTH - 2_047, 0, False)])  # the song ends inside of the last block
@example([(True, LENGTH - 100, 0, False)])
@example([(True, LENGTH - 300, 0, True)])
@given(
    st.lists(
        st.tuples(st.booleans(), st.integers(0, LENGTH), st.integers(0, 31), st.booleans()), min_size=1, max_size=12
    )
)
def test_any_story_of_commands_stays_without_clicks(story: list[tuple[bool, int, int, bool]]) -> None:
    stems = sines()
    player = renderer(stems)

    def at(index: int) -> Command:
        is_playing, frame, mask, is_looping = story[min(index // 2, len(story) - 1)]
        loop = (3_000, 3_000 + 2_222) if is_looping else None
        return command(is_playing=is_playing, seek_sequence=index // 2, seek_frame=frame, mutes=mask, loop=loop)

    out = render(player, 2 * len(story) + 2, at)
    assert np.isfinite(out).all()
    assert sharpest(out) <= bound(stems)
    assert 0 <= player.position <= LENGTH
