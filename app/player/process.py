"""The player's process: opens stems, renders, answers the window. Imports numpy and soundfile, never Qt.

It ends with the window: the pipe's other end closes when the window's process dies, however it dies.
"""

from __future__ import annotations

import logging
import signal
import time
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import soundfile

from app.player.control import MAX_STEMS, MAX_VERSIONS, NO_OUTPUT, SOUND_CARD, ControlBlock
from app.player.growing import GrowingMix
from app.player.growing_version import GrowingVersion
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
from app.player.metronome import GainsWithClick, Metronome
from app.player.mixing import Block, GainRamp, Renderer
from app.player.outputs import Output, OutputError, SilentClock, SoundCard, refresh_devices
from app.player.streaming import StemReader, WavStems
from app.player.versions import VersionGains

_POLL_SECONDS = 0.05
_REOPEN_SECONDS = 2.0  # doubled after each vain try, up to:
_REOPEN_AT_MOST = 60.0
_FIRST_CHUNK_SECONDS = 5.0

_log = logging.getLogger(__name__)


def run(block_name: str, connection: Connection, device: str, *, force_silent: bool, recording: str = "") -> None:
    """The process's main function.

    Args:
        block_name: Of the shared ``ControlBlock``.
        connection: The player's end of the pipe.
        device: Part of the sound card's name, empty for the system's choice.
        force_silent: Never look for a sound card.
        recording: File for every block that is rendered, as raw interleaved float32: for measurements. Empty for none.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C in the terminal is the window's to handle
    block = ControlBlock.attach(block_name)
    player = _Player(block, connection, device, force_silent=force_silent, recording=recording)
    try:
        player.serve()
    except (EOFError, BrokenPipeError, ConnectionResetError):
        _log.info("the window has gone")
    finally:
        player.close()
        block.close()


Reader = StemReader | GrowingMix | GrowingVersion


class _Player:
    def __init__(
        self, block: ControlBlock, connection: Connection, device: str, *, force_silent: bool, recording: str
    ) -> None:
        self._block = block
        self._connection = connection
        self._device = device
        self._force_silent = force_silent
        self._recording = Path(recording).open("wb") if recording else None  # noqa: SIM115 - closed with the player
        self._reader: Reader | None = None
        self._renderer: Renderer | None = None
        self._versions: VersionGains | None = None
        self._metronome = Metronome()
        self._output: Output | None = None
        self._reopen_at = 0.0
        self._reopen_wait = _REOPEN_SECONDS
        self._told_failure = ""

    def serve(self) -> None:
        """Answer until the window closes the pipe."""
        while True:
            if self._connection.poll(_POLL_SECONDS):
                message = self._connection.recv()
                if message is None:
                    return
                self._obey(message)
            self._watch()

    def close(self) -> None:
        self._close_stems()
        if self._recording is not None:
            self._recording.close()

    def _obey(self, message: Any) -> None:
        if isinstance(message, OpenStems):
            self._open_stems(message)
        elif isinstance(message, OpenVersions):
            self._open_versions(message)
        elif isinstance(message, GrowVersion):
            self._grow_version(message)
        elif isinstance(message, FinishVersion):
            self._finish_version(message)
        elif isinstance(message, GrowStems):
            self._grow(message)
        elif isinstance(message, FinishStems):
            self._finish(message)
        elif isinstance(message, SetBeats):
            self._metronome.set_beats(message.beats, message.bars)
        elif isinstance(message, CloseStems):
            self._close_stems()

    def _open_stems(self, message: OpenStems) -> None:
        self._close_stems()
        reader = self._finished_stems(message.paths)
        if reader is not None:
            self._start(reader, reader.num_stems)

    def _finished_stems(self, paths: tuple[str, ...]) -> StemReader | None:
        try:
            return StemReader(WavStems([Path(path) for path in paths]))
        except (OSError, ValueError, soundfile.LibsndfileError) as error:
            self._connection.send(PlayerProblem(f"The stems cannot be played: {error}"))
            return None

    def _open_versions(self, message: OpenVersions) -> None:
        self._close_stems()
        self._block.publish_heard((0,) * MAX_VERSIONS)
        reader = self._finished_stems(message.paths)
        if reader is not None:
            self._versions = VersionGains(reader.num_stems, reader.sample_rate)
            self._start(reader, reader.num_stems, versions=self._versions)

    def _grow_version(self, message: GrowVersion) -> None:
        if isinstance(self._reader, GrowingVersion) and self._reader.path == message.path:
            before = self._reader.num_frames
            self._reader.grow(message)
            if self._reader.num_frames != before:
                self._resize(self._reader)
            return
        self._close_stems()
        try:
            reader = GrowingVersion(message)
        except OSError as error:
            self._connection.send(PlayerProblem(f"The take cannot be played yet: {error}"))
            return
        self._block.publish_heard((0,) * MAX_VERSIONS)
        self._versions = VersionGains(1, reader.sample_rate)
        self._start(reader, 1, versions=self._versions)

    def _finish_version(self, message: FinishVersion) -> None:
        growing, renderer = self._reader, self._renderer
        if not isinstance(growing, GrowingVersion) or renderer is None:
            self._open_versions(OpenVersions((message.path,)))
            return
        finished = self._finished_stems((message.path,))
        if finished is None:
            return
        finished.wait_for(renderer.position, timeout=_FIRST_CHUNK_SECONDS)
        growing.hand_over(finished)
        self._resize(growing)

    def _resize(self, reader: GrowingVersion) -> None:
        """The take's length is another than was told."""
        if self._renderer is not None:
            self._renderer.resize(reader.num_frames)
            self._connection.send(StemsOpened(reader.sample_rate, reader.num_frames))

    def _grow(self, message: GrowStems) -> None:
        if isinstance(self._reader, GrowingMix) and self._reader.fits(message):
            self._reader.grow(message)
            return
        self._close_stems()
        self._start(GrowingMix(message), message.num_stems + 1)

    def _finish(self, message: FinishStems) -> None:
        mix, renderer = self._reader, self._renderer
        finished = self._finished_stems(message.paths)
        if finished is None:
            return
        if not isinstance(mix, GrowingMix) or renderer is None:
            self._close_stems()
            self._start(finished, finished.num_stems)
            return
        finished.wait_for(renderer.position, timeout=_FIRST_CHUNK_SECONDS)
        mix.hand_over(finished)

    def _start(self, reader: Reader, num_rows: int, *, versions: VersionGains | None = None) -> None:
        """Make a reader heard; ``num_rows`` is how many stems it fetches. Versions are judged: no metronome there."""
        reader.wait_for(0, timeout=_FIRST_CHUNK_SECONDS)
        self._metronome.begin(reader.sample_rate)
        renderer = Renderer(
            reader.fetch if versions else self._metronome.under(reader.fetch),
            num_stems=num_rows if versions else num_rows + 1,
            num_frames=reader.num_frames,
            sample_rate=reader.sample_rate,
            gains=versions or GainsWithClick(GainRamp()),
        )
        # a seek made before the stems were open belongs to the song before
        renderer.seen_seek = self._block.command(reader.num_stems).seek_sequence
        self._reader, self._renderer = reader, renderer
        self._open_output()
        self._connection.send(StemsOpened(reader.sample_rate, reader.num_frames))

    def _close_stems(self) -> None:
        self._close_output()
        if self._reader is not None:
            self._reader.close()
        self._reader = self._renderer = self._versions = None
        self._block.publish(
            position=0, is_rolling=False, has_ended=False, seen_seek=0, peaks=(0.0,) * 8, left=0.0, right=0.0
        )

    def _close_output(self) -> None:
        if self._output is not None:
            self._output.close()
        self._output = None
        self._block.publish_output(NO_OUTPUT, 0.0)

    def _open_output(self) -> None:
        reader = self._reader
        if reader is None:
            return
        reason = ""
        if not self._force_silent:
            try:
                self._use(SoundCard(self._render, reader.sample_rate, self._device), reason)
                return
            except OutputError as error:
                reason = str(error)
        self._use(SilentClock(self._render, reader.sample_rate), reason)
        self._reopen_at = time.monotonic() + _REOPEN_SECONDS

    def _use(self, output: Output, reason: str) -> None:
        self._output = output
        self._block.publish_output(output.kind, output.latency)
        self._connection.send(OutputChanged(output.kind, reason))

    def _render(self, out: Block) -> None:
        """One block; called from the output's thread."""
        reader, renderer = self._reader, self._renderer
        if reader is None or renderer is None:
            out[:] = 0.0
            return
        command = self._block.command(0 if self._versions is not None else reader.num_stems)
        if isinstance(reader, GrowingMix):
            command = reader.command(command)
        reader.want(
            renderer.position if command.seek_sequence == renderer.seen_seek else command.seek_frame, command.loop
        )
        starved = renderer.starved_blocks
        renderer.render(out, command)
        if self._recording is not None:
            self._recording.write(out.T.tobytes())
        if self._versions is not None and renderer.is_rolling and renderer.starved_blocks == starved:
            self._block.publish_heard(self._versions.count_heard())
        self._block.publish(
            position=renderer.position,
            is_rolling=renderer.is_rolling,
            has_ended=renderer.has_ended,
            seen_seek=renderer.seen_seek,
            peaks=renderer.peaks[:MAX_STEMS].tolist(),
            left=float(abs(out[0]).max()),
            right=float(abs(out[1]).max()),
        )

    def _watch(self) -> None:
        """Count troubles; replace an output whose device has gone; look for a sound card where there was none."""
        reader, renderer, output = self._reader, self._renderer, self._output
        if reader is None or renderer is None or output is None:
            return
        self._block.publish_health(under_runs=output.under_runs, starved=renderer.starved_blocks)
        if isinstance(reader, GrowingMix | GrowingVersion) and reader.drop_growing(is_rolling=renderer.is_rolling):
            self._connection.send(StemsFinished())
        if reader.failure and reader.failure != self._told_failure:
            self._told_failure = reader.failure
            self._connection.send(PlayerProblem(f"A stem could not be read further: {reader.failure}"))
        if output.kind == SOUND_CARD and not output.is_alive():
            _log.warning("the sound card has gone; the clock goes on silently")
            self._close_output()
            self._use(
                SilentClock(self._render, reader.sample_rate),
                "The sound card has gone; it is used again when it is back",
            )
            self._reopen_at = time.monotonic() + _REOPEN_SECONDS
        elif output.kind != SOUND_CARD and not self._force_silent and time.monotonic() >= self._reopen_at:
            self._retry_sound_card(reader.sample_rate)

    def _retry_sound_card(self, sample_rate: int) -> None:
        self._reopen_wait = min(2 * self._reopen_wait, _REOPEN_AT_MOST)
        self._reopen_at = time.monotonic() + self._reopen_wait
        try:
            refresh_devices()
        except OSError:  # PortAudio is not installed: it will not appear while we run
            self._reopen_at = float("inf")
            return
        self._close_if_card_opens(sample_rate)

    def _close_if_card_opens(self, sample_rate: int) -> None:
        """Swap the silent clock for a sound card, if one opens. One output at a time may call ``_render``."""
        silent = self._output
        try:
            if silent is not None:
                silent.close()
            card = SoundCard(self._render, sample_rate, self._device)
        except OutputError:
            self._output = SilentClock(self._render, sample_rate)
            return
        self._reopen_wait = _REOPEN_SECONDS
        self._use(card, "")
