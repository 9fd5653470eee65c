"""Versions in step, measured at the output: the player's process on its silent clock, with all it renders kept."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
import soundfile
from scipy import signal

from app.player.client import Player
from app.player.control import Command
from app.player.mixing import Renderer
from app.player.outputs import BLOCK_FRAMES
from app.player.versions import VersionGains
from engine.rating.switching import fade_samples
from tests.app.test_player import wait_until

RATE = 44_100
FADE = fade_samples(RATE)
QUIET_DBFS = -60.0


def chords(seconds: float) -> np.ndarray:
    """Two versions of a piece, ``[2, 2, samples]``: the same chord, otherwise voiced, detuned and out of phase."""
    time_ = np.arange(round(RATE * seconds)) / RATE
    made = []
    for hz, phase in (((87.3, 207.7, 261.6, 392.0), 0.0), ((86.9, 174.6, 311.1, 440.0), 2.1)):
        tone = sum(0.16 * np.sin(2 * np.pi * own * time_ + phase * (n + 1)) for n, own in enumerate(hz))
        made.append(np.stack([tone, 0.8 * np.roll(tone, 11)]))
    return np.asarray(made, np.float32)


def write(folder: Path, versions: np.ndarray) -> list[Path]:
    files = [folder / f"{number:02d}.wav" for number in range(len(versions))]
    for file, samples in zip(files, versions, strict=True):
        soundfile.write(file, samples.T, RATE, subtype="FLOAT")
    return files


def in_dbfs(level: float) -> float:
    return float(20 * np.log10(level + 1e-12))


def above(samples: np.ndarray, hz: float) -> float:
    """Peak above a frequency, dBFS, without the ends of the recording."""
    sections = signal.butter(12, hz, "highpass", fs=RATE, output="sos")
    return in_dbfs(np.abs(signal.sosfiltfilt(sections, samples.astype(np.float64))[:, 4_000:-4_000]).max())


@dataclass(frozen=True)
class Heard:
    """What the output got, the versions beneath it, and which one was asked for at the end of each block."""

    out: np.ndarray
    versions: np.ndarray
    num_switches: int


@pytest.fixture(scope="module")
def heard(tmp_path_factory: pytest.TempPathFactory) -> Heard:
    """A listening of some seconds with switches at random moments."""
    folder = tmp_path_factory.mktemp("versions")
    versions = chords(8.0)
    recording = folder / "out.raw"
    player = Player(force_silent=True, recording=recording)
    player.start()
    rng = np.random.default_rng(20)
    switches = 0
    try:
        player.open_versions(write(folder, versions))
        wait_until(lambda: bool(player.poll()) or player.sample_rate > 0)
        wait_until(lambda: player.sample_rate > 0 or bool(player.poll()))
        player.play()
        wait_until(lambda: player.position > 0.3)
        while player.position < 4.0:
            switches += 1
            player.set_version(switches % 2)
            time.sleep(float(rng.uniform(0.06, 0.25)))
        seconds = player.heard_seconds(2)
        assert sum(seconds) == pytest.approx(player.position, abs=0.15)
        assert min(seconds) > 1.0
        player.pause()
        wait_until(lambda: not player.state.is_rolling)
    finally:
        player.close()
    raw = np.fromfile(recording, np.float32).reshape(-1, 2).T
    begins = int(np.flatnonzero(np.abs(raw).max(axis=0))[0]) // BLOCK_FRAMES * BLOCK_FRAMES
    ends = round(3.9 * RATE)  # before the transport's last fade
    return Heard(raw[:, begins : begins + ends], versions, switches)


def explained(heard: Heard) -> tuple[np.ndarray, int]:
    """The ideal listening: in each block the version, or the fade between two, that fits best; and how many fades.

    The ideal is written down here once more, in doubles: gains 0.5 (1 ∓ cos(pi n / N)) over 5 ms.
    """
    rising = np.ones(BLOCK_FRAMES)
    rising[:FADE] = 0.5 - 0.5 * np.cos(np.pi * np.arange(1, FADE + 1) / FADE)
    curves = (np.zeros(BLOCK_FRAMES), np.ones(BLOCK_FRAMES), rising, 1.0 - rising)
    first, second = heard.versions.astype(np.float64)
    num_blocks = min(heard.out.shape[1], first.shape[1]) // BLOCK_FRAMES
    ideal, num_fades = np.zeros((2, num_blocks * BLOCK_FRAMES)), 0
    for block in range(2, num_blocks):  # the transport's own fade lies before
        here = slice(block * BLOCK_FRAMES, (block + 1) * BLOCK_FRAMES)
        options = [first[:, here] * (1.0 - share) + second[:, here] * share for share in curves]
        errors = [np.abs(heard.out[:, here] - option).max() for option in options]
        best = int(np.argmin(errors))
        num_fades += best >= 2
        ideal[:, here] = options[best]
    return ideal, num_fades


def test_a_switch_is_the_ideal_cross_fade_and_the_play_head_stays(heard: Heard) -> None:
    ideal, num_fades = explained(heard)
    begin, end = 2 * BLOCK_FRAMES, ideal.shape[1] - 2 * BLOCK_FRAMES
    residual = in_dbfs(np.abs(heard.out[:, begin:end] - ideal[:, begin:end]).max())
    sys.stdout.write(f"switches {heard.num_switches}, fades found {num_fades}, residual {residual:.1f} dBFS\n")
    assert num_fades in (heard.num_switches, heard.num_switches - 1), "each switch is one fade"
    assert residual < QUIET_DBFS


def test_no_switch_clicks(heard: Heard) -> None:
    """All of the music lies below 500 Hz: what is heard above 3 kHz is the click."""
    click = above(heard.out, 3_000.0)
    hard = heard.versions[0].copy()
    for number, place in enumerate(range(9_001, hard.shape[1], 12_345)):
        hard[:, place:] = heard.versions[number % 2 - 1][:, place:]
    sys.stdout.write(f"click {click:.1f} dBFS; without a fade {above(hard, 3_000.0):.1f} dBFS\n")
    assert click < QUIET_DBFS
    assert above(hard, 3_000.0) > -40.0, "the same without fades clicks: the measure can tell"


def test_a_loop_and_a_seek_change_no_version(tmp_path: Path) -> None:
    """Jumps of the play-head and switches between versions are apart: at any block both may happen."""
    versions = chords(1.0)
    gains = VersionGains(2, RATE)
    out = np.zeros((2, BLOCK_FRAMES), np.float32)
    loop = (0, versions.shape[2])

    def fetch(start: int, count: int) -> np.ndarray:
        block = np.zeros((2, 2, count), np.float32)
        piece = versions[:, :, start : start + count]
        block[:, :, : piece.shape[2]] = piece
        return block

    renderer = Renderer(fetch, num_stems=2, num_frames=loop[1], sample_rate=RATE, gains=gains)
    for block in range(120):
        renderer.render(out, Command(is_playing=True, loop=loop, version=1, master=0.5))
        if block > 2 and renderer.position > BLOCK_FRAMES + FADE:
            here = slice(renderer.position - BLOCK_FRAMES, renderer.position)
            np.testing.assert_allclose(out, 0.5 * versions[1][:, here], atol=1e-6)
    assert gains.count_heard()[0] == 0
