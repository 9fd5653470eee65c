"""Where the samples go: a sound card through PortAudio, or a silent clock that keeps time where there is none."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import Any, Protocol

import numpy as np

from app.player.control import SILENT_CLOCK, SOUND_CARD
from app.player.mixing import Block

BLOCK_FRAMES = 1024
LATENCY_SECONDS = 0.1  # measured: no under-run at 100 ms beside a busy interpreter, some at 9 ms
_MAX_LAG_SECONDS = 0.5

_log = logging.getLogger(__name__)

Render = Callable[[Block], None]
"""Fills a block ``[2, frames]``."""


class OutputError(Exception):
    """No sound can be made; the message is one sentence for the user."""


class Output(Protocol):
    """Something that asks for blocks in real time."""

    kind: int
    latency: float
    under_runs: int

    def is_alive(self) -> bool:
        """Whether it still asks for blocks; False after the device was pulled out."""
        ...

    def close(self) -> None: ...


class SilentClock:
    """Renders in real time and throws the sound away, so that transport, loops and meters work on any machine."""

    kind = SILENT_CLOCK
    latency = 0.0
    under_runs = 0

    def __init__(self, render: Render, sample_rate: int) -> None:
        self._render = render
        self._sample_rate = sample_rate
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="silent-clock", daemon=True)
        self._thread.start()

    def is_alive(self) -> bool:
        return self._thread.is_alive()

    def close(self) -> None:
        self._stop.set()
        self._thread.join(timeout=2.0)

    def _run(self) -> None:
        block = np.zeros((2, BLOCK_FRAMES), np.float32)
        period = BLOCK_FRAMES / self._sample_rate
        due = time.monotonic()
        while not self._stop.is_set():
            self._render(block)
            due += period
            ahead = due - time.monotonic()
            if ahead > 0:
                self._stop.wait(ahead)
            elif ahead < -_MAX_LAG_SECONDS:
                due = time.monotonic()  # the machine slept: go on from here instead of racing


class SoundCard:
    """A PortAudio stream of one device.

    Args:
        render: Called from PortAudio's thread.
        sample_rate: Hz of the song; the system's mixer converts where the card has another.
        device: Part of a device's name, empty for the system's choice.

    Raises:
        OutputError: If there is no PortAudio, no such device, or it refuses the rate.
    """

    kind = SOUND_CARD

    def __init__(self, render: Render, sample_rate: int, device: str = "") -> None:
        try:
            import sounddevice
        except OSError as error:  # the PortAudio library itself is missing
            raise OutputError("PortAudio is not installed, so nothing can be heard") from error
        self.under_runs = 0
        self._render = render
        self._block = np.zeros((2, BLOCK_FRAMES), np.float32)
        try:
            self._stream: Any = sounddevice.OutputStream(
                samplerate=sample_rate,
                blocksize=BLOCK_FRAMES,
                channels=2,
                dtype="float32",
                device=device or None,
                latency=LATENCY_SECONDS,
                callback=self._callback,
            )
            self._stream.start()
        except (sounddevice.PortAudioError, ValueError) as error:  # ValueError: no device of that name
            raise OutputError(f"No sound card can play this ({error})") from error
        self.latency = float(self._stream.latency)

    def _callback(self, out: Any, frames: int, _time: Any, status: Any) -> None:
        if status.output_underflow:
            self.under_runs += 1
        if frames == self._block.shape[1]:
            self._render(self._block)
            out[:] = self._block.T
        else:  # some hosts ignore the block size now and then
            block = np.zeros((2, frames), np.float32)
            self._render(block)
            out[:] = block.T

    def is_alive(self) -> bool:
        return bool(self._stream.active)

    def close(self) -> None:
        import sounddevice

        try:
            self._stream.close()
        except sounddevice.PortAudioError as error:  # the device is gone: nothing left to close
            _log.info("closing the sound card: %s", error)


def refresh_devices() -> None:
    """Let PortAudio look for devices again; it lists them only once, at its start.

    Call with no stream open. sounddevice has no public call for this; its issue 7 names this pair.
    """
    import sounddevice

    sounddevice._terminate()  # noqa: SLF001
    sounddevice._initialize()  # noqa: SLF001
