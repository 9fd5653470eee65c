"""VST3 plug-ins of the user's: instruments that play a role, effects that treat one.

A plug-in is a program that somebody else wrote. It runs in the process that renders, with all the user's rights; if it
crashes, that process ends with it. It is opened and called on the process's main thread, as many plug-ins insist.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from engine.core.errors import UserError
from engine.generation.sketch.instruments.base import RATE, Stroke, Wave
from engine.generation.sketch.outside.messages import messages

BEND_SEMITONES = 2.0
"""What instruments bend by unless told otherwise (General MIDI); wider slides are tied notes."""

_BLOCK = 256
"""Samples a plug-in gets at once: some move their controls only at the start of a block."""

_CONTROLLER = r"MIDI Ch\. \d+ CC \d+"
_LOADING_S = 20.0
_REINSTALL_HINT = "Check that it opens in another program on this machine, or install it again."


def load(
    file: str, preset: str = "", *, name: str = "", parameters: Mapping[str, float], wants_instrument: bool
) -> Any:
    """An open plug-in (``pedalboard.VST3Plugin``).

    Args:
        file: Its ``.vst3`` file or folder.
        preset: A ``.vstpreset`` file, or empty.
        name: Which one, where the file holds several.
        parameters: Values 0–1 by parameter name.
        wants_instrument: Whether it is to play notes or to treat sound.

    Raises:
        UserError: In one sentence what is wrong, and what to do.
    """
    path = Path(file)
    if not path.exists():
        raise UserError(f"there is no plug-in '{file}'", "Choose the .vst3 again; it may have been moved or removed.")
    plug_in = _opened(path, name)
    if wants_instrument and not plug_in.is_instrument:
        raise UserError(f"'{path.name}' is an effect and plays no notes", "Choose a VST3 instrument for this role.")
    if not wants_instrument and not plug_in.is_effect:
        raise UserError(f"'{path.name}' is an instrument and treats no sound", "Choose a VST3 effect for this insert.")
    if preset:
        _load_preset(plug_in, path, preset)
    _set(plug_in, path, parameters)
    return plug_in


def _pass_over_controllers() -> None:
    """Keeps pedalboard from trying out 1001 values of each MIDI controller that a plug-in lists as a parameter.

    It knows JUCE's names of them, not those of the DISTRHO Plugin Framework, with which a small instrument took 23 s to
    open (2080 controllers) instead of 20 ms.
    """
    from pedalboard import _pedalboard

    passed_over = getattr(_pedalboard, "PARAMETER_NAME_REGEXES_TO_IGNORE", None)
    if isinstance(passed_over, set):
        passed_over.add(re.compile(_CONTROLLER))


def _opened(path: Path, name: str) -> Any:
    try:
        import pedalboard
    except ImportError as error:
        raise UserError(
            "VST3 plug-ins need the library pedalboard, which is not installed", "Run the set-up again."
        ) from error
    try:
        _pass_over_controllers()
        names = pedalboard.VST3Plugin.get_plugin_names_for_file(str(path))
    except (ImportError, ValueError, RuntimeError) as error:
        raise _unusable(path, error) from error
    if len(names) > 1 and name not in names:
        raise UserError(f"'{path.name}' holds several plug-ins", f"Name one of them: {', '.join(sorted(names))}.")
    try:
        return pedalboard.VST3Plugin(
            str(path), plugin_name=name if len(names) > 1 else None, initialization_timeout=_LOADING_S
        )
    except (ImportError, ValueError, RuntimeError) as error:
        raise _unusable(path, error) from error


def _unusable(path: Path, error: Exception) -> UserError:
    reason = " ".join(str(error).split())[:200]
    return UserError(f"the plug-in '{path.name}' does not open: {reason}", _REINSTALL_HINT)


def _load_preset(plug_in: Any, path: Path, preset: str) -> None:
    if not Path(preset).is_file():
        raise UserError(f"there is no preset '{preset}'", "Choose a .vstpreset file that was saved for this plug-in.")
    try:
        plug_in.load_preset(preset)
    except (RuntimeError, ValueError, OSError) as error:
        raise UserError(
            f"'{path.name}' does not take the preset '{Path(preset).name}'",
            "Choose a .vstpreset file that was saved for this plug-in.",
        ) from error


def _set(plug_in: Any, path: Path, parameters: Mapping[str, float]) -> None:
    known = plug_in.parameters if parameters else {}
    for parameter, value in parameters.items():
        if parameter not in known:
            some, more = ", ".join(list(known)[:12]) or "none", " …" if len(known) > 12 else ""
            raise UserError(f"'{path.name}' has no parameter '{parameter}'", f"It has {some}{more}.")
        if not 0.0 <= value <= 1.0:
            raise UserError(f"'{parameter}' of '{path.name}' is {value:g}", "Parameters of plug-ins go from 0 to 1.")
        known[parameter].raw_value = value


class PlugInPlayer:
    """Plays a role with a VST3 instrument."""

    def __init__(self, plug_in: Any) -> None:
        self._plug_in = plug_in

    def play_all(self, strokes_with_onsets: Sequence[tuple[float, Stroke]], num_samples: int) -> Wave:
        """The role as one recording, ``[2, num_samples]``, with the plug-in's delay taken out."""
        score = messages(strokes_with_onsets, bend_semitones=BEND_SEMITONES, one_channel=True)
        timed = [(message.to_bytes(), message.seconds) for message in score]
        late = max(0, int(self._plug_in.reported_latency_samples))
        sound = self._heard(timed, (num_samples + late) / RATE)
        return _fitted(sound[:, late:], num_samples)

    def _heard(self, timed: list[tuple[bytes, float]], seconds: float) -> Wave:
        try:
            sound = self._plug_in(timed, seconds, RATE, num_channels=2, buffer_size=_BLOCK, reset=True)
        except ValueError:
            # instruments with a single output refuse to have two
            sound = self._plug_in(timed, seconds, RATE, num_channels=1, buffer_size=_BLOCK, reset=True)
        return np.asarray(sound, np.float32)


class PlugInEffect:
    """Treats a role with a VST3 effect."""

    def __init__(self, plug_in: Any) -> None:
        self._plug_in = plug_in

    def treat(self, wave: Wave) -> Wave:
        """The sound after the effect, ``[2, samples]``; pedalboard takes the plug-in's delay out."""
        stereo = np.ascontiguousarray(np.broadcast_to(np.atleast_2d(wave), (2, wave.shape[-1])), np.float32)
        return _fitted(np.asarray(self._plug_in(stereo, RATE, buffer_size=_BLOCK, reset=True)), wave.shape[-1])


def _fitted(sound: Wave, num_samples: int) -> Wave:
    """Two channels of exactly so many samples; what is not a number becomes silence."""
    out = np.zeros((2, num_samples), np.float32)
    count = min(num_samples, sound.shape[1])
    out[:, :count] = np.nan_to_num(sound[:2, :count], nan=0.0, posinf=0.0, neginf=0.0)
    return out
