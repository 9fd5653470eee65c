"""The window's handle on the player process: transport, loop, mix, and what is heard now. Knows no Qt."""

from __future__ import annotations

import contextlib
import multiprocessing
from collections.abc import Sequence
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import Any

from app.player.control import ControlBlock, PlayerState
from app.player.entry import run_player
from app.player.messages import (
    CloseStems,
    FinishStems,
    FinishVersion,
    GrowStems,
    GrowVersion,
    OpenStems,
    OpenVersions,
    OutputChanged,
    PlayerProblem,
    SetBeats,
    StemsFinished,
    StemsOpened,
)

MIN_LOOP_SECONDS = 0.05  # ten fades: shorter would be a tone, not a loop
_CLOSE_SECONDS = 2.0

Message = StemsOpened | StemsFinished | OutputChanged | PlayerProblem


class Player:
    """Plays the stems of one song, or versions of one piece, at a time. Every call returns at once.

    Args:
        device: Part of the sound card's name, empty for the system's choice.
        force_silent: Never look for a sound card; for pictures and tests.
        recording: File for all that is rendered, as raw interleaved float32; for measurements.
    """

    def __init__(self, *, device: str = "", force_silent: bool = False, recording: Path | None = None) -> None:
        self._block = ControlBlock.create()
        self._device = device
        self.force_silent = force_silent
        self._recording = str(recording or "")
        self._process: SpawnProcess | None = None
        self._connection: Connection | None = None
        self._expected_seek: tuple[int, int] | None = None  # (sequence, frame) that the player has not confirmed
        self.sample_rate = 0
        self.num_frames = 0
        self.loop: tuple[float, float] | None = None
        self.wants_play = False

    def start(self) -> None:
        """Start the process (about 0.2 s of its own; the caller does not wait)."""
        context = multiprocessing.get_context("spawn")
        here, there = context.Pipe()
        process = context.Process(
            target=run_player,
            args=(self._block.name, there, self._device, self.force_silent, self._recording),
            name="player",
            daemon=True,
        )
        process.start()
        there.close()
        self._process, self._connection = process, here

    def close(self) -> None:
        """Stop the process and free the shared memory."""
        if self._connection is not None:
            with contextlib.suppress(OSError):
                self._connection.send(None)
            self._connection.close()
        if self._process is not None:
            self._process.join(_CLOSE_SECONDS)
            if self._process.is_alive():
                self._process.terminate()
                self._process.join(_CLOSE_SECONDS)
        self._process = self._connection = None
        self._block.close()

    @property
    def is_running(self) -> bool:
        return self._process is not None and self._process.is_alive()

    @property
    def process_id(self) -> int | None:
        return self._process.pid if self._process is not None else None

    def open_stems(self, paths: Sequence[Path]) -> None:
        """Load stems; a ``StemsOpened`` follows from ``poll``. The transport stops at 0 and the loop is cleared."""
        self.pause()
        self.set_loop(None)
        self.sample_rate = self.num_frames = 0
        self._expected_seek = None
        self._send(OpenStems(tuple(map(str, paths))))

    def open_versions(self, paths: Sequence[Path]) -> None:
        """Load versions of one piece, which play in step; the first is heard. Like ``open_stems``."""
        self.pause()
        self.set_loop(None)
        self.sample_rate = self.num_frames = 0
        self._expected_seek = None
        self._block.set_version(0)
        self._send(OpenVersions(tuple(map(str, paths))))

    def open_growing_version(self, message: GrowVersion) -> None:
        """Load a take that is still being made; like ``open_versions``. At its end the player waits for more."""
        self.pause()
        self.set_loop(None)
        self.sample_rate = self.num_frames = 0
        self._expected_seek = None
        self._block.set_version(0)
        self._send(message)

    def grow_version(self, message: GrowVersion) -> None:
        """More of the take that ``open_growing_version`` has loaded; ``StemsOpened`` tells its length if it changed."""
        self._send(message)

    def finish_version(self, path: Path) -> None:
        """Go on with the finished file of the growing take, where it is; ``StemsOpened`` tells its length."""
        self._send(FinishVersion(str(path)))

    def set_version(self, version: int) -> None:
        """Hear another of the open versions, counted from 0; the play-head stays."""
        self._block.set_version(version)

    def set_beats(self, beats: Sequence[float], bars: Sequence[float]) -> None:
        """Where the metronome clicks, seconds; ``bars`` are those of ``beats`` that begin a bar."""
        self._send(SetBeats(tuple(beats), tuple(bars)))

    def set_metronome(self, *, is_on: bool) -> None:
        """Whether the metronome is heard."""
        self._block.set_click(is_on=is_on)

    def heard_seconds(self, num_versions: int) -> tuple[float, ...]:
        """How long each open version was heard since they were opened."""
        rate = self.sample_rate or 1
        return tuple(frames / rate for frames in self._block.heard(num_versions))

    def open_growing(self, message: GrowStems) -> None:
        """Load a song whose stems are still being made; like ``open_stems``."""
        self.pause()
        self.set_loop(None)
        self.sample_rate = self.num_frames = 0
        self._expected_seek = None
        self._send(message)

    def grow_stems(self, message: GrowStems) -> None:
        """More of the song that ``open_growing`` has loaded; nothing else changes."""
        self._send(message)

    def finish_stems(self, paths: Sequence[Path]) -> None:
        """Go on with the finished files of the growing song, where it is; a ``StemsFinished`` follows from ``poll``."""
        self._send(FinishStems(tuple(map(str, paths))))

    def close_stems(self) -> None:
        self.pause()
        self.set_loop(None)
        self.sample_rate = self.num_frames = 0
        self._expected_seek = None
        self._send(CloseStems())

    def poll(self) -> list[Message]:
        """News since the last call; also notices that the song has ended."""
        messages: list[Message] = []
        connection = self._connection
        try:
            while connection is not None and connection.poll():
                message = connection.recv()
                if isinstance(message, StemsOpened):
                    self.sample_rate, self.num_frames = message.sample_rate, message.num_frames
                messages.append(message)
        except (EOFError, OSError):
            self._connection = None
            messages.append(PlayerProblem("The player has stopped; playback starts again with the next song you open"))
        state = self.state
        if self.wants_play and state.has_ended and self._awaited_frame(state) is None:
            self.pause()
        return messages

    def play(self) -> None:
        """Play from where the play-head is; from the start if it is at the end."""
        if self.num_frames and self.position >= self.duration - 1e-3:
            self.seek(0.0)
        self.wants_play = True
        self._block.set_playing(True)

    def pause(self) -> None:
        self.wants_play = False
        self._block.set_playing(False)

    def seek(self, time: float) -> None:
        """Jump to ``time`` seconds."""
        if self.sample_rate:
            frame = min(max(0, round(time * self.sample_rate)), self.num_frames)
            self._expected_seek = (self._block.seek(frame), frame)

    def set_loop(self, loop: tuple[float, float] | None) -> None:
        """Repeat ``(start, end)`` seconds, or play on; too short a loop is none."""
        self.loop = loop if loop is not None and loop[1] - loop[0] >= MIN_LOOP_SECONDS else None
        if self.loop is None or not self.sample_rate:
            self._block.set_loop(None)
        else:
            self._block.set_loop((round(self.loop[0] * self.sample_rate), round(self.loop[1] * self.sample_rate)))

    def set_mix(
        self, gains: Sequence[float], mutes: int, solos: int, master: float, *, pans: Sequence[float] = ()
    ) -> None:
        """Linear gains per stem, bit masks of muted and soloed stems, linear master gain; pans, or the centre."""
        self._block.set_mix(gains, mutes, solos, master, pans=pans)

    @property
    def duration(self) -> float:
        return self.num_frames / self.sample_rate if self.sample_rate else 0.0

    @property
    def state(self) -> PlayerState:
        return self._block.state()

    @property
    def position(self) -> float:
        """Seconds that are heard now: the output's delay is taken off while playing."""
        if not self.sample_rate:
            return 0.0
        state = self.state
        awaited = self._awaited_frame(state)
        if awaited is not None:
            return awaited / self.sample_rate
        time = state.position / self.sample_rate
        if not state.is_rolling:
            return time
        heard = time - state.latency
        if self.loop is not None and heard < self.loop[0] <= time < self.loop[1]:
            heard += self.loop[1] - self.loop[0]
        return max(0.0, heard)

    def _awaited_frame(self, state: PlayerState) -> int | None:
        """Where a seek will lead that the player has not seen yet; None if it has seen all."""
        if self._expected_seek is not None and state.seen_seek == self._expected_seek[0]:
            self._expected_seek = None
        return None if self._expected_seek is None else self._expected_seek[1]

    def _send(self, message: Any) -> None:
        if self._connection is None:
            return
        try:
            self._connection.send(message)
        except OSError:
            self._connection = None
