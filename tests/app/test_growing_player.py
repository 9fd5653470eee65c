"""A song is heard while its stems are made: what is there is exact, what is not is the song, and nothing clicks."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest
import soundfile

from app.player.client import Player
from app.player.control import Command
from app.player.growing import PREVIEW_FADE_SECONDS, GrowingMix, GrowingStems
from app.player.messages import GrowStems, PlayerProblem, StemsFinished, StemsOpened
from app.player.mixing import Renderer
from app.player.streaming import CHUNK_FRAMES, StemReader, WavStems
from engine.audio.planar import PlanarWriter
from engine.jobs import stem_spool

RATE = 44_100
FRAMES = 4 * CHUNK_FRAMES + 1_234
BLOCK = 1_024
PREVIEW = CHUNK_FRAMES + 5_000
FADE = round(PREVIEW_FADE_SECONDS * RATE)
PATIENCE = 30.0


def wait_until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.002)


def tone(hz: float, level: float, frames: int = FRAMES) -> np.ndarray:
    wave = level * np.sin(2 * np.pi * hz * np.arange(frames) / RATE)
    return np.stack([wave, 0.5 * wave]).astype(np.float32)


@dataclass
class Song:
    """Three stems that grow on disk, as a slow separator leaves them, and the song they sum to."""

    folder: Path
    stems: tuple[np.ndarray, ...]
    previews: tuple[np.ndarray, ...]
    mixture: np.ndarray
    message: GrowStems
    writers: tuple[PlanarWriter, ...]

    def grow(self, frames: int) -> GrowStems:
        """Write the stems up to ``frames``; what is said of it."""
        for writer, stem in zip(self.writers, self.stems, strict=True):
            writer.append(stem[:, writer.position : frames])
        early = self.message.preview_frames
        audible = frames if frames >= early else max(0, early - FADE)
        return replace(self.message, audible=audible)

    def heard(self, stem: int) -> np.ndarray:
        """The stem as it is heard while it grows: its preview first."""
        samples = self.stems[stem].copy()
        early = self.message.preview_frames
        if early:
            falling = np.clip((early - np.arange(early) - 0.5) / FADE, 0.0, 1.0).astype(np.float32)
            samples[:, :early] = samples[:, :early] * (1.0 - falling) + self.previews[stem] * falling
        return samples


def make_song(folder: Path, *, with_preview: bool) -> Iterator[Song]:
    folder.mkdir()
    stems = tuple(tone(hz, 0.2) for hz in (110.0, 257.0, 631.0))
    early = PREVIEW if with_preview else 0
    # the preview is a little wrong, and sums to the song all the same
    wrong = tone(97.0, 0.02, early)
    previews = (stems[0][:, :early] + wrong, stems[1][:, :early] - wrong, stems[2][:, :early].copy())
    mixture = stems[0] + stems[1] + stems[2]
    for name, samples in (("mixture", mixture), *((f"preview-{n}", p) for n, p in enumerate(previews))):
        writer = PlanarWriter(folder / name, 2, samples.shape[1])
        writer.append(samples)
        writer.finish()
    paths = tuple(str(folder / f"stem-{n}") for n in range(3))
    message = GrowStems(
        song="a song",
        mixture=str(folder / "mixture"),
        stems=paths,
        previews=tuple(str(folder / f"preview-{n}") for n in range(3)),
        sample_rate=RATE,
        num_channels=2,
        num_frames=FRAMES,
        num_stems=3,
        preview_frames=early,
    )
    writers = tuple(PlanarWriter(Path(path), 2, FRAMES) for path in paths)
    yield Song(folder, stems, previews, mixture, message, writers)
    for writer in writers:
        writer.close()


@pytest.fixture
def song(tmp_path: Path) -> Iterator[Song]:
    yield from make_song(tmp_path / "song", with_preview=False)


@pytest.fixture
def song_with_preview(tmp_path: Path) -> Iterator[Song]:
    yield from make_song(tmp_path / "song", with_preview=True)


class Listener:
    """A renderer on a growing mix, stepped by hand; keeps what was heard."""

    def __init__(self, mix: GrowingMix) -> None:
        self.mix = mix
        rows = mix.num_stems + 1
        self.renderer = Renderer(mix.fetch, num_stems=rows, num_frames=mix.num_frames, sample_rate=RATE)
        self.parts: list[np.ndarray] = []

    def play(self, blocks: int, *, solos: int = 0, mutes: int = 0, seek: tuple[int, int] = (0, 0)) -> None:
        command = Command(True, seek[0], seek[1], None, (1.0,) * 3, mutes, solos, 1.0)
        for _ in range(blocks):
            here = self.renderer.position if seek[0] == self.renderer.seen_seek else seek[1]
            assert self.mix.wait_for(here, timeout=PATIENCE)
            self.mix.want(here, None)
            wait_until(lambda here=here: self._is_in_memory(here))
            out = np.zeros((2, BLOCK), np.float32)
            self.renderer.render(out, self.mix.command(command))
            self.parts.append(out)
        assert self.renderer.starved_blocks == 0

    def _is_in_memory(self, start: int) -> bool:
        readers = [reader for reader in (self.mix._growing, self.mix._finished) if reader is not None]
        return all(reader.fetch(start, BLOCK) is not None for reader in readers)

    @property
    def heard(self) -> np.ndarray:
        return np.concatenate(self.parts, axis=1)


def grown(mix: GrowingMix, message: GrowStems) -> None:
    mix.grow(message)
    wait_until(lambda: mix.reach == message.audible)


def curvature(samples: np.ndarray) -> float:
    """Largest second difference: a click is a large one."""
    return float(np.abs(np.diff(samples, n=2, axis=1)).max())


@pytest.fixture
def start(song: Song) -> Iterator[Callable[[GrowStems], Listener]]:
    made: list[GrowingMix] = []

    def begin(message: GrowStems) -> Listener:
        made.append(GrowingMix(message))
        return Listener(made[-1])

    yield begin
    for mix in made:
        mix.close()


START = 256  # the renderer fades in over 5 ms


def test_without_mutes_the_song_itself_is_heard_whatever_grows(song: Song, start: Callable[..., Listener]) -> None:
    listener = start(song.message)
    for frames in (0, 10_000, 12_345, CHUNK_FRAMES, 100_000, FRAMES):
        if frames:
            grown(listener.mix, song.grow(frames))
        listener.play(12)
    heard = listener.heard
    # float32: a sum of four products instead of one sample
    np.testing.assert_allclose(heard[:, START:], song.mixture[:, START : heard.shape[1]], atol=1e-6)


def test_a_soloed_stem_is_exact_where_it_is_there_and_silent_beyond(song: Song, start: Callable[..., Listener]) -> None:
    listener = start(song.grow(20 * BLOCK))
    listener.play(30, solos=0b010)
    heard = listener.heard
    there = 20 * BLOCK - listener.mix._fade
    np.testing.assert_array_equal(heard[:, START:there], song.stems[1][:, START:there])
    assert not heard[:, 20 * BLOCK :].any(), "nothing is read where nothing was written"
    # 257 Hz at 0.2 bends by 2.7e-4 a sample; a straight 5 ms fade adds 2 * 0.2 * 257/44100 * 2 pi / 220 and 0.2 / 220
    assert curvature(heard[:, START:]) < 2.5e-3


def test_a_soloed_stem_comes_in_softly_when_it_is_there(song: Song, start: Callable[..., Listener]) -> None:
    listener = start(song.message)
    listener.play(10, solos=0b100)
    assert not listener.heard.any(), "who asked for one stem alone shall not get everything"
    grown(listener.mix, song.grow(2 * CHUNK_FRAMES))
    listener.play(10, solos=0b100)
    heard = listener.heard
    begin, end = 10 * BLOCK, 20 * BLOCK
    np.testing.assert_array_equal(heard[:, begin + 221 : end], song.stems[2][:, begin + 221 : end])
    assert curvature(heard) < 4e-3  # 631 Hz alone bends by 1.6e-3


def test_beyond_what_is_there_a_mute_waits(song: Song, start: Callable[..., Listener]) -> None:
    listener = start(song.grow(10 * BLOCK))
    listener.play(20, mutes=0b001)
    heard = listener.heard
    without = song.mixture - song.stems[0]
    there = 10 * BLOCK - listener.mix._fade
    np.testing.assert_allclose(heard[:, START:there], without[:, START:there], atol=1e-6)
    np.testing.assert_allclose(heard[:, 10 * BLOCK :], song.mixture[:, 10 * BLOCK : 20 * BLOCK], atol=1e-6)


def test_a_seek_forth_and_back(song: Song, start: Callable[..., Listener]) -> None:
    listener = start(song.grow(2 * CHUNK_FRAMES))
    listener.play(5, solos=1)
    listener.play(5, solos=1, seek=(1, 3 * CHUNK_FRAMES))
    listener.play(5, solos=1, seek=(2, CHUNK_FRAMES))
    heard = listener.heard
    assert not heard[:, 6 * BLOCK : 10 * BLOCK].any()
    there = CHUNK_FRAMES + START
    np.testing.assert_array_equal(
        heard[:, 10 * BLOCK + START : 15 * BLOCK], song.stems[0][:, there : CHUNK_FRAMES + 5 * BLOCK]
    )
    assert curvature(heard[:, START:]) < 2.5e-3


def test_the_preview_gives_way_without_a_trace(song_with_preview: Song) -> None:
    song = song_with_preview
    source = GrowingStems(song.grow(FRAMES))
    whole = np.concatenate([source.read(index, FRAMES) for index in range(5)], axis=2)[:, :, :FRAMES]
    source.close()
    for stem in range(3):
        np.testing.assert_allclose(whole[stem], song.heard(stem), atol=1e-7)
        np.testing.assert_array_equal(whole[stem][:, PREVIEW:], song.stems[stem][:, PREVIEW:])
    np.testing.assert_allclose(whole[:3].sum(axis=0), song.mixture, atol=1e-6)
    assert PREVIEW_FADE_SECONDS == stem_spool.PREVIEW_FADE_SECONDS


def test_the_preview_is_heard_before_any_stem_is_written(song_with_preview: Song) -> None:
    song = song_with_preview
    mix = GrowingMix(song.grow(0))
    listener = Listener(mix)
    listener.play(40, solos=0b001)
    mix.close()
    heard = listener.heard
    end = PREVIEW - FADE
    np.testing.assert_array_equal(
        heard[:, START : end - mix._fade], song.previews[0][:, START : end - mix._fade], "exact, with nothing torn"
    )
    assert not heard[:, end:].any()


def write_finished(song: Song, folder: Path) -> list[Path]:
    folder.mkdir()
    paths = [folder / f"{number}.wav" for number in range(3)]
    for path, stem in zip(paths, song.stems, strict=True):
        soundfile.write(path, stem.T, RATE, subtype="FLOAT")
    return paths


@pytest.mark.parametrize("reach", [0, 10 * BLOCK, FRAMES])
def test_the_finished_files_take_over_without_a_click_or_a_jump(
    song: Song, start: Callable[..., Listener], tmp_path: Path, reach: int
) -> None:
    listener = start(song.grow(reach) if reach else song.message)
    listener.play(9, mutes=0b010)
    finished = StemReader(WavStems(write_finished(song, tmp_path / "final")))
    assert finished.wait_for(listener.renderer.position, timeout=PATIENCE)
    listener.mix.hand_over(finished)
    assert not listener.mix.drop_growing(is_rolling=True), "it is still heard"
    listener.play(1, mutes=0b010)
    assert listener.mix.drop_growing(is_rolling=True)
    listener.play(40, mutes=0b010)
    heard = listener.heard
    assert listener.renderer.position == heard.shape[1], "not a frame is lost or heard twice"
    without = song.mixture - song.stems[1]
    np.testing.assert_allclose(heard[:, 10 * BLOCK :], without[:, 10 * BLOCK : heard.shape[1]], atol=1e-6)
    assert curvature(heard[:, START:]) < 6e-3  # the tones alone bend by 1.8e-3
    if reach == FRAMES:
        np.testing.assert_allclose(heard[:, START:], without[:, START : heard.shape[1]], atol=1e-6)


def test_while_it_stands_still_what_grew_can_go_at_once(
    song: Song, start: Callable[..., Listener], tmp_path: Path
) -> None:
    listener = start(song.message)
    finished = StemReader(WavStems(write_finished(song, tmp_path / "final")))
    listener.mix.hand_over(finished)
    assert listener.mix.drop_growing(is_rolling=False)
    assert not listener.mix.drop_growing(is_rolling=False), "once"
    listener.play(3, solos=1)
    np.testing.assert_array_equal(listener.heard[:, START:], song.stems[0][:, START : 3 * BLOCK])


def test_what_was_said_to_be_there_stays_there(song: Song) -> None:
    """A worker that died and began again says less than before; the bits are the same."""
    source = GrowingStems(song.grow(50_000))
    source.grow(replace(song.message, audible=100))
    assert source.reach == 50_000
    source.close()


# the player's process


def test_plays_a_growing_song_and_goes_on_with_its_files(song: Song, tmp_path: Path) -> None:
    player = Player(force_silent=True)
    player.start()
    seen: list[object] = []

    def heard_of(kind: type) -> bool:
        seen.extend(player.poll())
        return any(isinstance(message, kind) for message in seen)

    try:
        player.set_mix((1.0, 1.0, 1.0), 0, 0b010, 1.0)
        player.open_growing(song.message)
        wait_until(lambda: heard_of(StemsOpened))
        assert (player.sample_rate, player.num_frames) == (RATE, FRAMES)
        player.play()
        wait_until(lambda: player.position > 0.15)
        assert max(player.state.peaks[:3]) == 0.0
        player.grow_stems(song.grow(FRAMES))
        wait_until(lambda: player.state.peaks[1] > 0.15 or player.position > 2.0)
        assert player.state.peaks[1] == pytest.approx(0.2, abs=0.01)
        assert player.state.peaks[0] == player.state.peaks[2] == 0.0
        before = player.position
        player.finish_stems(write_finished(song, tmp_path / "final"))
        wait_until(lambda: heard_of(StemsFinished))
        assert player.wants_play
        assert player.position >= before
        player.seek(0.0)
        wait_until(lambda: 0.05 < player.position < before + 0.5 and player.state.peaks[1] > 0.15)
        player.close_stems()
        wait_until(lambda: not player.state.is_rolling)
        assert not any(isinstance(message, PlayerProblem) for message in seen)
    finally:
        player.close()


def test_a_song_whose_files_went_away_is_a_sentence(song: Song) -> None:
    player = Player(force_silent=True)
    player.start()
    seen: list[object] = []
    try:
        player.open_growing(replace(song.message, mixture=str(song.folder / "gone")))
        wait_until(lambda: bool(seen.extend(player.poll()) or any(isinstance(m, PlayerProblem) for m in seen)))
        player.finish_stems([song.folder / "gone.wav"])
        seen.clear()
        wait_until(lambda: bool(seen.extend(player.poll()) or any(isinstance(m, PlayerProblem) for m in seen)))
        assert player.is_running
    finally:
        player.close()
