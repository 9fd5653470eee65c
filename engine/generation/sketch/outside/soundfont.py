"""A SoundFont played by FluidSynth, offline, dry and always the same."""

from __future__ import annotations

import ctypes
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from engine.core.errors import UserError
from engine.generation.sketch.instruments.base import RATE, Stroke, Wave
from engine.generation.sketch.outside.messages import BEND, NOTE_OFF, NOTE_ON, Message, messages

_BEND_SETTING = 24
"""Range of the pitch bend in semitones, set on every channel by RPN 0."""

BEND_SEMITONES = _BEND_SETTING * 127.0 / 128.0
"""What it comes to: the default modulator (SoundFont 2.04, 8.4.10) takes the setting in 128ths of its 12 700 cents.
Measured with FluidSynth 2.3.1: 2381 cents."""

BLOCK = 64
"""FluidSynth renders in blocks of 64 samples; a message takes effect at the next block, up to 1.5 ms late."""

_GAIN = 0.6
_POLYPHONY = 512
_CHANNELS = 16
_RECORD = 38
"""Bytes of a preset header (SoundFont 2.04, 7.2)."""

_SETTINGS: dict[str, Any] = {
    "synth.reverb.active": 0,
    "synth.chorus.active": 0,
    "synth.polyphony": _POLYPHONY,
    "synth.cpu-cores": 1,
}
_NO_LIBRARY_HINT = (
    "Install it: apt install libfluidsynth3 (Debian, Ubuntu), brew install fluid-synth (macOS), or its release "
    "for Windows in a folder on PATH. Or choose one of the built-in instruments."
)


@dataclass(frozen=True, slots=True, order=True)
class Preset:
    """An instrument in a SoundFont."""

    bank: int
    program: int
    name: str

    @property
    def id(self) -> str:
        """As in ``Voice.preset``."""
        return f"{self.bank}:{self.program}"


def presets(file: str | Path) -> tuple[Preset, ...]:
    """The instruments in a SoundFont, by bank and program, read from its headers without loading its samples.

    Raises:
        UserError: If the file is missing, is not a SoundFont 2, or holds no instrument.
    """
    path = Path(file)
    if not path.is_file():
        raise UserError(f"there is no SoundFont '{file}'", "Choose the .sf2 file again; it may have been moved.")
    try:
        with path.open("rb") as stream:
            header = stream.read(12)
            if len(header) < 12 or header[:4] != b"RIFF" or header[8:] != b"sfbk":
                raise _damaged(path, "it is not a SoundFont 2")
            found = _preset_headers(stream)
    except OSError as error:
        raise _damaged(path, error.strerror or "it cannot be read") from error
    if found is None:
        raise _damaged(path, "it ends before its list of instruments")
    if not found:
        raise _damaged(path, "it holds no instrument")
    return tuple(sorted(found))


def _damaged(path: Path, reason: str) -> UserError:
    return UserError(f"the SoundFont '{path.name}' cannot be used: {reason}", "Choose another .sf2 file.")


def _preset_headers(stream: Any) -> list[Preset] | None:
    """Walks the RIFF chunks to ``pdta``/``phdr``; None if they end too early."""
    while len(head := stream.read(8)) == 8:
        name, size = struct.unpack("<4sI", head)
        if name == b"LIST":
            if stream.read(4) == b"pdta":
                continue
            stream.seek(size - 4 + size % 2, 1)
        elif name == b"phdr":
            data = stream.read(size)
            if len(data) < size or size < _RECORD or size % _RECORD:
                return None
            records = (data[place : place + _RECORD] for place in range(0, size - _RECORD, _RECORD))
            return [_preset(record) for record in records]  # the last record only closes the list
        else:
            stream.seek(size + size % 2, 1)
    return None


def _preset(record: bytes) -> Preset:
    name, program, bank = struct.unpack_from("<20sHH", record)
    return Preset(bank, program, name.split(b"\0")[0].decode("latin-1").strip())


def chosen(file: str | Path, preset: str) -> Preset:
    """The instrument that ``preset`` (``bank:program``, empty for the first) means.

    Raises:
        UserError: As ``presets``; and if the SoundFont has no such instrument.
    """
    found = presets(file)
    if not preset:
        return found[0]
    for candidate in found:
        if candidate.id == preset.replace(" ", ""):
            return candidate
    some = ", ".join(f"{candidate.id} {candidate.name}" for candidate in found[:8])
    more = f" and {len(found) - 8} more" if len(found) > 8 else ""
    raise UserError(
        f"the SoundFont '{Path(file).name}' has no preset '{preset}'", f"Write bank:program; it has {some}{more}."
    )


class SoundFontPlayer:
    """Plays a role with one instrument of a SoundFont. Effects are off: the desk has its own."""

    def __init__(self, file: str, preset: str = "") -> None:
        self.preset = chosen(file, preset)
        self._file = file
        self._library = _library()

    def play_all(self, strokes_with_onsets: Sequence[tuple[float, Stroke]], num_samples: int) -> Wave:
        """The role as one recording, ``[2, num_samples]``.

        Raises:
            UserError: If FluidSynth cannot load the file's samples.
        """
        synth = self._library.Synth(gain=_GAIN, samplerate=float(RATE), channels=_CHANNELS, **_SETTINGS)
        try:
            font = synth.sfload(self._file)
            if font < 0:
                raise _damaged(Path(self._file), "FluidSynth finds an error in it")
            for channel in range(_CHANNELS):
                _prepare(synth, channel, font, self.preset)
            return self._recorded(synth, messages(strokes_with_onsets, bend_semitones=BEND_SEMITONES), num_samples)
        finally:
            synth.delete()

    def _recorded(self, synth: Any, score: Sequence[Message], num_samples: int) -> Wave:
        out = np.zeros((2, num_samples), np.float32)
        write = _float_writer(self._library)
        position = 0
        for message in score:
            at = min(-(-round(message.seconds * RATE) // BLOCK) * BLOCK, num_samples)
            if at > position:
                _write(write, synth, out, position, at)
                position = at
            _send(synth, message)
        _write(write, synth, out, position, num_samples)
        return out


def _library() -> Any:
    try:
        import fluidsynth
    except (ImportError, OSError) as error:
        raise UserError("SoundFonts need FluidSynth, which is not installed", _NO_LIBRARY_HINT) from error
    # its remarks would go to the console; what matters comes back as a result
    silence = fluidsynth.cfunc(
        "fluid_set_log_function",
        ctypes.c_void_p,
        ("level", ctypes.c_int, 1),
        ("fun", ctypes.c_void_p, 1),
        ("data", ctypes.c_void_p, 1),
    )
    for level in range(5):
        silence(level, None, None)
    return fluidsynth


def _float_writer(library: Any) -> Any:
    """``fluid_synth_write_float``: unlike the 16-bit one it adds no dither, which would differ from run to run."""
    arguments = [("synth", ctypes.c_void_p, 1), ("len", ctypes.c_int, 1)]
    for side in ("left", "right"):
        arguments += [(side, ctypes.c_void_p, 1), (f"{side}_first", ctypes.c_int, 1), (f"{side}_step", ctypes.c_int, 1)]
    return library.cfunc("fluid_synth_write_float", ctypes.c_int, *arguments)


def _write(write: Any, synth: Any, out: Wave, start: int, stop: int) -> None:
    if stop > start:
        left, right = (out[side].ctypes.data + 4 * start for side in (0, 1))
        write(synth.synth, stop - start, left, 0, 1, right, 0, 1)


def _prepare(synth: Any, channel: int, font: int, preset: Preset) -> None:
    synth.program_select(channel, font, preset.bank, preset.program)
    for control, value in ((101, 0), (100, 0), (6, _BEND_SETTING), (38, 0)):
        synth.cc(channel, control, value)


def _send(synth: Any, message: Message) -> None:
    if message.kind == NOTE_ON:
        synth.noteon(message.channel, message.first, message.second)
    elif message.kind == NOTE_OFF:
        synth.noteoff(message.channel, message.first)
    elif message.kind == BEND:
        # pyfluidsynth counts from the centre
        synth.pitch_bend(message.channel, message.bend - 8192)
