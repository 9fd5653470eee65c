"""Sounds of the user's own: SoundFonts through FluidSynth, VST3 instruments and effects through pedalboard.

Both play MIDI, so a role is played as a whole: its strokes become messages, slides become pitch bends, and one
recording comes back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from engine.core.blueprint import Voice
from engine.core.errors import UserError
from engine.generation.sketch.instruments.base import Stroke, Wave


class Player(Protocol):
    """Plays a role with a sound that is not ours."""

    def play_all(self, strokes_with_onsets: Sequence[tuple[float, Stroke]], num_samples: int) -> Wave:
        """Strokes at their onsets (seconds) as one recording.

        Returns:
            Float32 ``[2, num_samples]`` at ``RATE``; its level is the instrument's own.
        """
        ...


class Effect(Protocol):
    """Treats the sound of a role."""

    def treat(self, wave: Wave) -> Wave:
        """The sound after the effect, ``[2, samples]`` in and out, not delayed."""
        ...


def open_player(voice: Voice) -> Player:
    """The player of a voice whose ``source`` is ``soundfont`` or ``vst3``.

    Args:
        voice: ``file`` is the SoundFont or plug-in. ``preset`` of a SoundFont is ``bank:program``, empty for its first;
            that of a plug-in is a ``.vstpreset`` file, empty for the state it opens in. ``instrument`` chooses among
            several plug-ins in one file. ``parameters`` of a plug-in are its own, by name, 0–1.

    Raises:
        UserError: If the file is missing or damaged or holds no instrument, if the preset is unknown, or if the
            library that plays it is not installed.
        ValueError: If the voice is one of ours.
    """
    if voice.source == "soundfont":
        from engine.generation.sketch.outside.soundfont import SoundFontPlayer

        return SoundFontPlayer(voice.file, voice.preset)
    if voice.source == "vst3":
        from engine.generation.sketch.outside.vst3 import PlugInPlayer, load

        return PlugInPlayer(
            load(voice.file, voice.preset, name=voice.instrument, parameters=voice.parameters, wants_instrument=True)
        )
    if voice.source == "synth":
        raise ValueError("a synth voice is one of our instruments; make it with instruments.table.make")
    raise UserError(f"there is no sound source '{voice.source}'", "A voice's source is synth, soundfont or vst3.")


def open_effect(
    file: str, preset: str = "", *, name: str = "", parameters: Mapping[str, float] | None = None
) -> Effect:
    """A VST3 effect for a role's insert.

    Args:
        file: The plug-in.
        preset: A ``.vstpreset`` file; empty for the state it opens in.
        name: Which plug-in, where the file holds several.
        parameters: Its parameters by name, 0–1.

    Raises:
        UserError: If the file is missing or damaged or holds no effect, or the preset cannot be read.
    """
    from engine.generation.sketch.outside.vst3 import PlugInEffect, load

    return PlugInEffect(load(file, preset, name=name, parameters=parameters or {}, wants_instrument=False))
