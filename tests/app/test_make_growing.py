"""A take is seen and heard while it is made, waits at its end, and goes on as the finished one without a gap."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from PySide6.QtCore import Qt

from app.making_growth import BIN_SAMPLES, GrowingSound, audible_bins, read_outline
from app.player.client import Player
from app.player.control import Command
from app.player.growing_version import GrowingVersion
from app.player.messages import GrowVersion, PlayerProblem, StemsFinished, StemsOpened
from app.player.mixing import Renderer
from app.player.streaming import CHUNK_FRAMES, StemReader, WavStems
from app.theme import LIGHT
from app.widgets.pending_card import PendingCard
from engine.core.errors import UserError
from engine.core.jobs import JobState
from engine.jobs.growing_take import GrowingPart, GrowingTake
from tests.app.making import PATIENCE_MS, PROMPT, FakePlayer, arrive

RATE = 44_100
FRAMES = 3 * CHUNK_FRAMES + 777
BLOCK = 1_024
QUIETER = 0.8
"""What grows, of the finished take: its level was predicted."""


def sine() -> np.ndarray:
    """The finished take, ``[frames, 2]``: a curve whose bends are known."""
    times = np.arange(FRAMES) / RATE
    return np.stack([0.5 * np.sin(2 * np.pi * 220.0 * times)] * 2, axis=1).astype(np.float32)


class Growing:
    """A take as its worker leaves it on the way."""

    def __init__(self, folder: Path) -> None:
        self.file, self.finished = folder / "growing.f32", folder / "mix.wav"
        self.samples = sine()
        self.file.touch()
        self.message = GrowVersion(str(self.file), RATE, 2, FRAMES, 0)

    def grow(self, frames: int) -> GrowVersion:
        with self.file.open("ab") as file:
            file.write((QUIETER * self.samples[self.message.audible : frames]).astype("<f4").tobytes())
        self.message = replace(self.message, audible=frames)
        return self.message

    def finish(self) -> Path:
        soundfile.write(self.finished, self.samples, RATE, subtype="FLOAT")
        return self.finished


@pytest.fixture
def growing(tmp_path: Path) -> Growing:
    return Growing(tmp_path)


@pytest.fixture
def version(growing: Growing) -> Iterator[GrowingVersion]:
    made = GrowingVersion(growing.grow(20 * BLOCK))
    yield made
    made.close()


def wait_until(condition: Callable[[], bool], seconds: float = 30.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.002)


def play(version: GrowingVersion, renderer: Renderer, blocks: int) -> np.ndarray:
    """What is heard of so many blocks, ``[2, frames]``."""
    heard = []
    for _ in range(blocks):
        version.want(renderer.position, None)
        assert version.wait_for(renderer.position, timeout=30.0)
        out = np.zeros((2, BLOCK), np.float32)
        renderer.render(out, Command(True, 0, 0, None, (1.0,), 0, 0, 1.0))
        heard.append(out)
    return np.concatenate(heard, axis=1)


def renderer_of(version: GrowingVersion) -> Renderer:
    return Renderer(version.fetch, num_stems=1, num_frames=version.num_frames, sample_rate=RATE)


def test_what_is_there_plays_and_at_its_end_it_waits_for_more(version: GrowingVersion, growing: Growing) -> None:
    wait_until(lambda: version._growing is not None and version._growing.reach == 20 * BLOCK)
    renderer = renderer_of(version)
    heard = play(version, renderer, 20)
    np.testing.assert_allclose(heard[:, 256:], QUIETER * growing.samples[256 : 20 * BLOCK].T, atol=1e-6)
    play(version, renderer, 3)
    assert renderer.position == 20 * BLOCK, "it does not run on into silence"
    assert renderer.is_rolling
    version.grow(growing.grow(40 * BLOCK))
    wait_until(lambda: version._growing is not None and version._growing.reach == 40 * BLOCK)
    more = play(version, renderer, 5)
    np.testing.assert_allclose(more[:, 256:], QUIETER * growing.samples[20 * BLOCK + 256 : 25 * BLOCK].T, atol=1e-6)


def test_the_finished_take_goes_on_without_a_gap_or_a_click(version: GrowingVersion, growing: Growing) -> None:
    wait_until(lambda: version._growing is not None and version._growing.reach == 20 * BLOCK)
    renderer = renderer_of(version)
    before = play(version, renderer, 10)
    finished = StemReader(WavStems([growing.finish()]))
    assert finished.wait_for(renderer.position, timeout=30.0)
    version.hand_over(finished)
    after = play(version, renderer, 20)
    assert version.drop_growing(is_rolling=True)
    assert renderer.starved_blocks == 0
    heard = np.concatenate([before, after], axis=1)[:, 256:]
    # 220 Hz at 0.5 bends by 4.9e-4 a sample; the fade of 50 ms to another level adds far less
    assert np.abs(np.diff(heard, n=2, axis=1)).max() < 6e-4
    np.testing.assert_allclose(after[:, 4 * BLOCK :], growing.samples[14 * BLOCK : 30 * BLOCK].T, atol=1e-6)


def test_a_take_that_turns_out_shorter_ends_where_it_ends(version: GrowingVersion, growing: Growing) -> None:
    version.grow(replace(growing.message, num_frames=20 * BLOCK))
    wait_until(lambda: version._growing is not None and version._growing.reach == 20 * BLOCK)
    renderer = renderer_of(version)
    assert renderer.num_frames == 20 * BLOCK
    play(version, renderer, 22)
    assert renderer.has_ended


def test_the_players_process_hears_it_grow_and_finish(growing: Growing) -> None:
    player = Player(force_silent=True)
    player.start()
    told: list[Any] = []
    try:
        player.open_growing_version(growing.grow(8 * BLOCK))

        def has(kind: type, count: int = 1) -> bool:
            told.extend(player.poll())
            return sum(isinstance(message, kind) for message in told) >= count

        wait_until(lambda: has(StemsOpened))
        assert player.duration == pytest.approx(FRAMES / RATE)
        player.play()
        wait_until(lambda: player.state.position == 8 * BLOCK or player.state.starved > 0)
        player.grow_version(growing.grow(60 * BLOCK))
        wait_until(lambda: player.state.position > 10 * BLOCK)
        player.finish_version(growing.finish())
        wait_until(lambda: has(StemsFinished))
        here = player.state.position
        wait_until(lambda: player.state.position > here)
        assert player.wants_play
        assert not has(PlayerProblem)
    finally:
        player.close()


# in the window


def told(folder: Path, key: str, seconds: float, *, whole: float = 8.0, name: str = "a") -> GrowingTake:
    """News of a take of a rising loudness, with as much of its file as they say."""
    file = folder / f"{name}.f32"
    count = round(seconds * 1000)
    rising = np.linspace(0.0, 0.8, round(whole * 1000), dtype=np.float32)[:count]
    file.write_bytes(np.stack([rising, -rising], axis=1).astype("<f4").tobytes())
    return GrowingTake(key, str(file), 1000, 2, round(whole * 1000), count, (GrowingPart("INTRO", 0.0, 4.0),))


def test_an_outline_is_read_bin_by_bin_and_grows_with_the_take(tmp_path: Path) -> None:
    sound = GrowingSound(told(tmp_path, "k", 2.0))
    assert audible_bins(sound.told) == 2000 // BIN_SAMPLES
    sound.draw(read_outline(sound.told, 0))
    sound.grow(told(tmp_path, "k", 8.0))
    while sound.has_more_to_draw:
        sound.draw(read_outline(sound.told, sound.drawn))
    assert len(sound.high) == -(-8000 // BIN_SAMPLES) == sound.drawn
    assert np.all(np.diff(sound.high) > 0)
    np.testing.assert_allclose(sound.low, -sound.high)
    assert sound.high[-1] == pytest.approx(0.8)


@pytest.fixture
def page(studio: Any, qtbot: Any) -> Any:
    studio.window.show_page("make")
    page = studio.window.pages.page("make")
    qtbot.waitUntil(lambda: not studio.background.is_busy, timeout=PATIENCE_MS)
    return page


@pytest.fixture
def player(page: Any) -> FakePlayer:
    made = FakePlayer()
    page.audition._player._make = lambda: made
    return made


@pytest.fixture
def pending(page: Any, pool: Any) -> PendingCard:
    """The card of one take that has been asked for."""
    page.form.set_prompt(PROMPT)
    page.form.takes.pick(1)
    page.generate()
    page._services.operations.poll()
    (card,) = page.takes.cards
    assert isinstance(card, PendingCard)
    return card


def news(page: Any, pool: Any, qtbot: Any, message: GrowingTake) -> None:
    pool.tell(pool.submitted[0][0], message)
    page._services.operations.poll()
    qtbot.waitUntil(lambda: not page._services.background.is_busy, timeout=PATIENCE_MS)


def test_a_card_grows_is_heard_and_becomes_the_take(
    page: Any, pending: PendingCard, player: FakePlayer, pool: Any, qtbot: Any, made: Any, tmp_path: Path
) -> None:
    assert pending.play.isHidden(), "nothing is there to hear"
    first = replace(told(tmp_path, pending.pending.key, 2.0), sample_rate=44_100)
    news(page, pool, qtbot, first)
    assert pending.wave is not None
    assert not pending.play.isHidden()
    assert pending.sound is not None
    assert pending.sound.drawn == 2000 // BIN_SAMPLES
    qtbot.mouseClick(pending.play, Qt.MouseButton.LeftButton)
    page.poll()
    assert player.opened == [(Path(first.file),)]
    assert player.wants_play
    news(page, pool, qtbot, replace(first, audible=2000))
    assert player.grown
    player.position = 0.02
    # the worker's take replaces the card; its folder is the card's key
    page.takes._cards[made.folder] = page.takes._cards.pop(pending.pending.key)
    page.making.growths._sounds[made.folder] = pending.sound
    pending.sound.told = replace(pending.sound.told, folder=made.folder)
    card = arrive(page, pool, qtbot, pool.submitted[0][0], made)
    assert player.finished == [card.take.mix], "no opening anew: it goes on"
    assert len(player.opened) == 1
    assert (player.wants_play, player.position) == (True, 0.02)
    assert page.audition.heard is card.take
    page.poll()
    assert card._is_heard
    qtbot.waitUntil(lambda: not Path(first.file).exists(), timeout=PATIENCE_MS)


def test_news_leave_what_is_known_of_the_time_left(
    page: Any, pending: PendingCard, pool: Any, qtbot: Any, tmp_path: Path
) -> None:
    job_id = pool.submitted[0][0]
    pool.advance(job_id, 0.4, "rendering", eta=12.0)
    news(page, pool, qtbot, told(tmp_path, pending.pending.key, 2.0))
    row = page._services.operations._jobs.row(job_id)
    assert (row.fraction, row.stage, row.eta) == (0.4, "rendering", 12.0)
    assert pending._stage.text() == "rendering, 0:12 left"


def test_a_click_beyond_what_is_there_begins_at_the_start(
    page: Any, pending: PendingCard, player: FakePlayer, pool: Any, qtbot: Any, tmp_path: Path
) -> None:
    news(page, pool, qtbot, told(tmp_path, pending.pending.key, 2.0))
    pending.seek_wanted.emit(6.0)
    page.poll()
    assert [player.position, player.wants_play] == [0.0, True]
    pending.seek_wanted.emit(1.5)
    page.poll()
    assert [player.position, player.wants_play] == [1.5, True]
    assert pending.wave is not None
    assert pending.wave._at == 1.5
    pending.set_theme(LIGHT)
    page.toggle_play()
    assert not player.wants_play, "Space pauses it as any take"


def test_a_take_begun_anew_is_heard_anew_and_a_lost_one_falls_silent(
    page: Any, pending: PendingCard, player: FakePlayer, pool: Any, qtbot: Any, tmp_path: Path
) -> None:
    key = pending.pending.key
    news(page, pool, qtbot, told(tmp_path, key, 2.0))
    page._hear(pending)
    page.poll()
    news(page, pool, qtbot, told(tmp_path, key, 1.0, name="b"))
    page.poll()
    assert player.opened[-1] == (tmp_path / "b.f32",)
    assert bool(player.wants_play)
    pool.finish(pool.submitted[0][0], JobState.FAILED, error=UserError("The disk is full", "Free some space."))
    page._services.operations.poll()
    assert not player.wants_play
    assert page.audition.heard is None
    assert page.takes.cards == ()
    qtbot.waitUntil(lambda: not (tmp_path / "b.f32").exists(), timeout=PATIENCE_MS)
