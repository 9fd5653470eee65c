"""What the rows of a piano roll are called: notes by name and octave, drums by what is struck."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from engine.core.harmony import FLAT_NAMES

BASIC_KIT = (36, 37, 38, 39, 42, 46, 45, 47, 49, 51, 54, 56, 63, 64, 70)
"""The drums of an amapiano kit: they have a row before anything is struck."""


def note_name(pitch: int) -> str:
    """``A4`` for 69 (middle C is C4)."""
    return f"{FLAT_NAMES[pitch % 12]}{pitch // 12 - 1}".replace("b", "♭")


def drum_name(key: int) -> str:
    """What a percussion key strikes; empty where the standard has none.

    General MIDI level 1 percussion map (MIDI Manufacturers Association, 1991; keys 35-81), in the words of producers.
    Key 70, the standard's maracas, is what our ear and our sketches write for a shaker, so it is called that.
    """
    return _drum_names().get(key, "")


def row_name(pitch: int, *, is_drums: bool) -> str:
    """The name of a row; a drum key without one is called by its number."""
    return (drum_name(pitch) or str(pitch)) if is_drums else note_name(pitch)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Drum", text)


def _drum_names() -> dict[int, str]:
    return {
        35: _tr("Kick 2"),
        36: _tr("Kick"),
        37: _tr("Rim"),
        38: _tr("Snare"),
        39: _tr("Clap"),
        40: _tr("Snare 2"),
        41: _tr("Low floor tom"),
        42: _tr("Closed hat"),
        43: _tr("High floor tom"),
        44: _tr("Pedal hat"),
        45: _tr("Low tom"),
        46: _tr("Open hat"),
        47: _tr("Low-mid tom"),
        48: _tr("High-mid tom"),
        49: _tr("Crash"),
        50: _tr("High tom"),
        51: _tr("Ride"),
        52: _tr("China"),
        53: _tr("Ride bell"),
        54: _tr("Tambourine"),
        55: _tr("Splash"),
        56: _tr("Cowbell"),
        57: _tr("Crash 2"),
        58: _tr("Vibraslap"),
        59: _tr("Ride 2"),
        60: _tr("High bongo"),
        61: _tr("Low bongo"),
        62: _tr("Mute conga"),
        63: _tr("Open conga"),
        64: _tr("Low conga"),
        65: _tr("High timbale"),
        66: _tr("Low timbale"),
        67: _tr("High agogo"),
        68: _tr("Low agogo"),
        69: _tr("Cabasa"),
        70: _tr("Shaker"),
        71: _tr("Short whistle"),
        72: _tr("Long whistle"),
        73: _tr("Short guiro"),
        74: _tr("Long guiro"),
        75: _tr("Claves"),
        76: _tr("High block"),
        77: _tr("Low block"),
        78: _tr("Mute cuica"),
        79: _tr("Open cuica"),
        80: _tr("Mute triangle"),
        81: _tr("Open triangle"),
    }
