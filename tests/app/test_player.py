"""The player's process on its silent clock: it advances, loops, mixes, reports, and ends with its parent."""

from __future__ import annotations

import ctypes.util
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import psutil
import pytest

from app.player.client import Player
from app.player.control import SILENT_CLOCK, SOUND_CARD, ControlBlock
from app.player.messages import OutputChanged, PlayerProblem, StemsOpened
from app.player.outputs import OutputError, SilentClock, SoundCard
from app.player.streaming import CHUNK_FRAMES, MAX_CHUNKS, StemReader, WavStems
from engine.core.stems import Stem
from engine.jobs.song import stem_file
from tests.app import songs

PATIENCE = 20.0  # seconds: two busy cores may need a few to start a process


def wait_until(condition: Callable[[], bool], *, seconds: float = PATIENCE) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.01)


def paths(folder: Path) -> list[Path]:
    return [folder / stem_file(stem) for stem in Stem]


@pytest.fixture(scope="module")
def player(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Player]:
    folder = songs.write_opened_song(tmp_path_factory.mktemp("played") / "song", seconds=8.0)
    made = Player(force_silent=True)
    made.start()
    made.open_stems(paths(folder))
    seen: list[object] = []
    wait_until(lambda: bool(seen.extend(made.poll()) or made.sample_rate))
    assert StemsOpened(songs.SAMPLE_RATE, 8 * songs.SAMPLE_RATE) in seen
    assert OutputChanged(SILENT_CLOCK) in seen
    yield made
    made.close()
    assert not made.is_running


def test_time_passes_at_the_speed_of_music(player: Player) -> None:
    player.set_loop(None)
    player.seek(0.0)
    player.play()
    wait_until(lambda: player.position > 0.2)
    start, began = player.position, time.monotonic()
    wait_until(lambda: player.position > start + 1.0)
    took = time.monotonic() - began
    player.pause()
    # the clock is exact over long times; one block of 46 ms and a busy machine's scheduling blur a single second
    assert 0.7 <= took <= 2.0
    wait_until(lambda: not player.state.is_rolling)
    stopped = player.position
    time.sleep(0.1)
    assert player.position == stopped


def test_seek_is_shown_at_once_and_confirmed(player: Player) -> None:
    player.pause()
    player.seek(5.0)
    assert player.position == pytest.approx(5.0)
    wait_until(lambda: player.state.position == 5 * songs.SAMPLE_RATE)
    player.seek(100.0)
    assert player.position == pytest.approx(8.0), "not past the end"


def test_loop_stays_inside(player: Player) -> None:
    player.seek(1.0)
    player.set_loop((1.0, 1.4))
    player.play()
    positions = []
    end = time.monotonic() + 1.5
    while time.monotonic() < end:
        positions.append(player.position)
        time.sleep(0.01)
    player.pause()
    player.set_loop(None)
    assert max(positions) <= 1.4 + 1e-6
    assert min(positions) >= 1.0 - 1e-6
    assert sum(b < a for a, b in pairwise(positions)) >= 2, "it went round"


def test_meters_follow_mute_and_solo(player: Player) -> None:
    drums, log_drum = 0, list(Stem).index(Stem.LOG_DRUM)
    player.seek(0.0)
    player.set_mix((1.0,) * 5, mutes=0, solos=1 << log_drum, master=1.0)
    player.play()
    loudest = np.zeros(8)

    def heard() -> bool:
        np.maximum(loudest, player.state.peaks, out=loudest)
        return player.position > 1.5

    wait_until(heard)
    player.pause()
    player.set_mix((1.0,) * 5, mutes=0, solos=0, master=1.0)
    assert loudest[log_drum] > 0.1
    assert loudest[drums] < 0.56  # a block that began before the solo was read may still hold drums
    assert player.state.under_runs == 0


def test_plays_again_from_the_start_after_the_end(player: Player) -> None:
    player.seek(7.8)
    player.play()
    wait_until(lambda: bool(player.poll() or not player.wants_play))
    assert player.position == pytest.approx(8.0, abs=0.01)
    player.play()
    wait_until(lambda: 0.0 < player.position < 2.0)
    player.pause()


def test_says_what_is_wrong_with_a_file(player: Player, tmp_path: Path) -> None:
    broken = tmp_path / "broken.wav"
    broken.write_bytes(b"RIFF nothing")
    other = Player(force_silent=True)
    other.start()
    try:
        other.open_stems([broken])
        seen: list[object] = []
        wait_until(lambda: bool(seen.extend(other.poll()) or seen))
        assert isinstance(seen[0], PlayerProblem)
        other.open_stems([tmp_path / "missing.wav"])
        seen.clear()
        wait_until(lambda: bool(seen.extend(other.poll()) or seen))
        assert isinstance(seen[0], PlayerProblem), "the process lives on and answers"
    finally:
        other.close()


def test_a_killed_player_is_told_once(tmp_path: Path) -> None:
    made = Player(force_silent=True)
    made.start()
    pid = made.process_id
    assert pid is not None
    psutil.Process(pid).kill()
    seen: list[object] = []
    wait_until(lambda: bool(seen.extend(made.poll()) or seen))
    assert isinstance(seen[0], PlayerProblem)
    assert made.poll() == []
    made.close()


def test_ends_with_its_parent() -> None:
    """The window is killed without a chance to say goodbye; its player must not stay behind."""
    code = (
        "import sys, time\n"
        "from app.player.client import Player\n"
        "if __name__ == '__main__':\n"
        "    p = Player(force_silent=True); p.start(); print(p.process_id, flush=True); time.sleep(60)\n"
    )
    script = Path(os.environ.get("TMPDIR", "/tmp")) / f"aurax-player-{os.getpid()}.py"
    script.write_text(code)
    root = Path(__file__).resolve().parents[2]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    try:
        parent = subprocess.Popen(
            [sys.executable, str(script)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment
        )
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        time.sleep(0.3)
        parent.kill()
        parent.wait()
        parent.stdout.close()
        wait_until(lambda: not psutil.pid_exists(child) or psutil.Process(child).status() == psutil.STATUS_ZOMBIE)
    finally:
        script.unlink()


def test_control_block_round_trip() -> None:
    block = ControlBlock.create()
    try:
        there = ControlBlock.attach(block.name)
        block.set_playing(True)
        sequence = block.seek((1 << 39) + 5)
        block.set_loop((100, 2_000_000_000_000))
        block.set_mix((0.5, 2.0), mutes=0b10, solos=0b01, master=0.25, pans=(-1.0, 0.5))
        command = there.command(2)
        assert command.is_playing
        assert (command.seek_sequence, command.seek_frame) == (sequence, (1 << 39) + 5)
        assert command.loop == (100, 2_000_000_000_000)
        assert command.gains == (0.5, 2.0)
        assert command.pans == (-1.0, 0.5)
        assert (command.mutes, command.solos, command.master) == (0b10, 0b01, 0.25)
        block.set_mix((0.5, 2.0), mutes=0, solos=0, master=1.0)
        assert there.command(2).pans == (0.0, 0.0)
        block.set_loop(None)
        assert there.command(2).loop is None
        assert block.seek(0) == sequence + 1
        there.close()
    finally:
        block.close()


def test_reader_gives_what_the_files_hold(tmp_path: Path) -> None:
    seconds = 5 * CHUNK_FRAMES / songs.SAMPLE_RATE
    folder = songs.write_opened_song(tmp_path / "song", seconds=seconds, with_analysis=False)
    reader = StemReader(WavStems(paths(folder)))
    try:
        expected = np.stack([songs.stem_samples(stem, seconds) for stem in Stem])
        for start in (0, CHUNK_FRAMES - 10, 3 * CHUNK_FRAMES - 1, reader.num_frames - 5):
            assert reader.wait_for(start, timeout=5.0)
            wait_until(lambda start=start: reader.fetch(start, 20) is not None)
            got = reader.fetch(start, 20)
            assert got is not None
            want = np.zeros((5, 2, 20), np.float32)
            piece = expected[:, :, start : start + 20]
            want[:, :, : piece.shape[2]] = piece
            np.testing.assert_array_equal(got, want)
        assert reader.fetch(reader.num_frames + 10 * CHUNK_FRAMES, 4).sum() == 0.0
    finally:
        reader.close()


def test_reader_memory_is_bounded(tmp_path: Path) -> None:
    """Walking through a long file keeps at most MAX_CHUNKS chunks."""
    import soundfile

    path = tmp_path / "long.wav"
    soundfile.write(path, np.zeros(CHUNK_FRAMES * (MAX_CHUNKS + 20), np.float32), 44_100, subtype="PCM_16")
    reader = StemReader(WavStems([path]))
    try:
        for chunk in range(0, MAX_CHUNKS + 20, 8):
            assert reader.wait_for(chunk * CHUNK_FRAMES, timeout=5.0)
        assert len(reader._chunks) <= MAX_CHUNKS
    finally:
        reader.close()


def test_silent_clock_keeps_pace() -> None:
    blocks = 0

    def render(_block: np.ndarray) -> None:
        nonlocal blocks
        blocks += 1

    clock = SilentClock(render, 44_100)
    wait_until(lambda: blocks >= 20)
    clock.close()
    assert not clock.is_alive()


def test_no_sound_card_is_one_sentence() -> None:
    """On a machine without PortAudio and on one with a card, nobody has this device."""
    with pytest.raises(OutputError) as caught:
        SoundCard(lambda block: block.fill(0.0), 44_100, device="a device that nobody has")
    assert "\n" not in str(caught.value)


_ALSA = Path("/usr/share/alsa/alsa.conf")


@pytest.mark.skipif(
    ctypes.util.find_library("portaudio") is None or not _ALSA.is_file(), reason="PortAudio or ALSA's data is missing"
)
def test_plays_through_portaudio(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """ALSA's null device takes the samples of a real PortAudio stream. It keeps no time, so only the flow is tested."""
    configuration = tmp_path / "asound.conf"
    configuration.write_text(f"<{_ALSA}>\npcm.!default {{ type null }}\n")
    monkeypatch.setenv("ALSA_CONFIG_PATH", str(configuration))
    folder = songs.write_opened_song(tmp_path / "song", seconds=8.0, with_analysis=False)
    made = Player()
    made.start()
    try:
        made.open_stems(paths(folder))
        seen: list[object] = []
        wait_until(lambda: bool(seen.extend(made.poll()) or made.sample_rate))
        if OutputChanged(SOUND_CARD) not in seen:
            pytest.skip("this PortAudio knows no ALSA default device")
        made.play()
        wait_until(lambda: made.state.has_ended or made.position > 1.0)
        assert made.state.output == SOUND_CARD
    finally:
        made.close()
