"""Names of files for a DAW's browser: ``Song - 112 BPM - Fm - drop - bars 9-16 - log_drum.wav``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.core.harmony import Key
from engine.core.names import safe_name

if TYPE_CHECKING:
    from engine.core.analysis import Analysis

_LONGEST_SONG = 120
"""Bytes of the song's name that are kept: with all that is added a name stays below the 255 of a file system."""


def song_part(song: str) -> str:
    """The song's name, safe and short enough."""
    name = safe_name(song)
    while len(name.encode()) > _LONGEST_SONG:
        name = name[:-1].rstrip(". ")
    return name


def tempo_part(analysis: Analysis) -> str | None:
    """``112 BPM``, ``112.5 BPM``: a label, the files hold the tempo exactly. None where it could not be told."""
    if analysis.tempo_bpm is None:
        return None
    return f"{analysis.tempo_bpm:.1f}".removesuffix(".0") + " BPM"


def key_part(analysis: Analysis) -> str | None:
    """``Fm``, ``Bb``, ``F#m``; None where the key could not be told."""
    if analysis.key is None:
        return None
    key = Key.parse(f"{analysis.key.tonic} {analysis.key.mode}")
    return key.tonic_name + ("m" if key.mode == "minor" else "")


def file_name(song: str, analysis: Analysis, *parts: str, suffix: str) -> str:
    """Song, tempo, key and what else there is to say, joined; a part that could not be told is left out.

    Args:
        song: The song's name.
        analysis: For tempo and key.
        parts: Such as the section, the bars and the stem.
        suffix: With its dot.
    """
    told = [song_part(song), tempo_part(analysis), key_part(analysis), *(safe_name(part) for part in parts)]
    return " - ".join(part for part in told if part) + suffix
