"""The metronome clicks on the beats, to the sample, through seeks and loops; the stems sound as without it."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from app.player.control import Command, ControlBlock
from app.player.metronome import CLICK_SECONDS, GainsWithClick, Metronome
from app.player.mixing import Block, GainRamp, Renderer

RATE, SECONDS = 8000, 4
BEATS = (0.5, 1.0, 1.5, 2.0, 2.5, 3.0)
BARS = (0.5, 2.5)


def silence(start: int, count: int) -> Block:
    return np.zeros((2, 2, count), np.float32)


def tone(start: int, count: int) -> Block:
    sound = 0.1 * np.sin(np.arange(start, start + count) / 7).astype(np.float32)
    return np.broadcast_to(sound, (2, 2, count)).copy()


def metronome(rate: int = RATE) -> Metronome:
    made = Metronome()
    made.begin(rate)
    made.set_beats(BEATS, BARS)
    return made


def renderer(fetch: object = silence, clicks: Metronome | None = None) -> Renderer:
    return Renderer(
        (clicks or metronome()).under(fetch),  # type: ignore[arg-type]
        num_stems=3,
        num_frames=SECONDS * RATE,
        sample_rate=RATE,
        gains=GainsWithClick(GainRamp()),
    )


def play(player: Renderer, frames: int, command: Command, block: int = 160) -> NDArray[np.float32]:
    parts = []
    for _ in range(frames // block):
        out = np.zeros((2, block), np.float32)
        player.render(out, command)
        parts.append(out)
    return np.concatenate(parts, axis=1)


def command(**changes: object) -> Command:
    return Command(**{"is_playing": True, "gains": (1.0, 1.0), "has_click": True, **changes})  # type: ignore[arg-type]


def onsets(sound: NDArray[np.float32]) -> list[int]:
    """First frame of every burst; a click's very first sample is the zero of its sine."""
    loud = np.flatnonzero(np.abs(sound[0]) > 0)
    starts = loud[np.flatnonzero(np.diff(loud, prepend=-RATE) > CLICK_SECONDS * RATE)]
    return [int(start) - 1 for start in starts]


@pytest.mark.parametrize("block", [64, 160, 500])
def test_clicks_are_on_the_beats_to_the_sample(block: int) -> None:
    heard = play(renderer(), 3 * RATE + RATE // 4, command(), block)
    assert onsets(heard) == [round(beat * RATE) for beat in BEATS]


def test_bars_sound_higher() -> None:
    heard = play(renderer(), 3 * RATE, command())[0]

    def crossings(beat: float) -> int:
        begin = round(beat * RATE)
        return int(np.sum(np.diff(np.signbit(heard[begin : begin + 80])) != 0))

    assert crossings(0.5) > crossings(1.0)
    assert crossings(2.5) > crossings(2.0)
    assert crossings(1.0) == crossings(1.5)


def test_off_by_default_and_the_stems_are_untouched() -> None:
    plain = Renderer(tone, num_stems=2, num_frames=SECONDS * RATE, sample_rate=RATE)
    without = play(plain, 3 * RATE, Command(is_playing=True, gains=(1.0, 1.0)))
    off = play(renderer(tone), 3 * RATE, Command(is_playing=True, gains=(1.0, 1.0)))
    assert np.array_equal(without, off)


def test_it_is_heard_beside_solo_and_mute() -> None:
    heard = play(renderer(), 2 * RATE, command(solos=1, mutes=3))
    assert onsets(heard) == [round(beat * RATE) for beat in BEATS if beat < 2]


def test_it_follows_a_loop_and_a_seek() -> None:
    loop = (RATE, 2 * RATE)  # one second with beats at its beginning and its middle
    heard = play(renderer(), 4 * RATE, command(loop=loop, seek_sequence=1, seek_frame=round(1.4 * RATE)))
    found = [onset / RATE for onset in onsets(heard)]
    assert found[:5] == pytest.approx([0.1, 0.6, 1.1, 1.6, 2.1], abs=0.006)  # a jump fades in over 5 ms


def test_new_beats_are_taken_up_while_it_plays_and_none_is_silence() -> None:
    clicks = metronome()
    player = renderer(clicks=clicks)
    play(player, RATE, command())
    clicks.set_beats((), ())
    assert not play(player, RATE, command()).any()
    clicks.set_beats((2.75,), ())
    assert onsets(play(player, RATE, command())) == [round(0.75 * RATE)]


def test_beats_at_the_edges_and_beyond() -> None:
    clicks = Metronome()
    clicks.set_beats((0.0, 3.999, 9.0, -1.0), (0.0,))
    clicks.begin(RATE)
    assert np.isfinite(play(renderer(clicks=clicks), SECONDS * RATE, command())).all()


def test_the_switch_reaches_the_player() -> None:
    window = ControlBlock.create()
    player = ControlBlock.attach(window.name)
    try:
        assert not player.command(2).has_click
        window.set_click(is_on=True)
        assert player.command(2).has_click
    finally:
        player.close()
        window.close()
