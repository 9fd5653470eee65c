"""Copies of a song's files for a DAW: which, under what names, each whole."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.song import SongView
from engine.core.errors import UserError
from engine.exchange.stems_pack import pack_files, write_pack


@dataclass(frozen=True, slots=True)
class Exported:
    """Files copied for the user's DAW."""

    folder: Path
    names: tuple[str, ...]


def export_plan(song: SongView, *forms: str) -> list[tuple[Path, str]]:
    """Files to copy with their names in a DAW's browser: ``112bpm_Fmin_01_drums.wav``…

    Raises:
        UserError: If the song was not analysed, or a file is missing.
    """
    if song.analysis is None:
        raise UserError("This song was not analysed, so its tempo and key are not known", "Open the song again.")
    return pack_files(song.folder, song.analysis, song.file_name, forms)


def export_files(song: SongView, folder: Path) -> Exported:
    """Copy stems and MIDI into a new folder below ``folder`` named for the song; an existing one is not written into.

    Raises:
        UserError: If a file cannot be copied; what was copied whole stays.
    """
    target = new_folder(folder, song.file_name)
    written = write_pack(export_plan(song, "stems", "midi"), target)
    return Exported(target, tuple(path.name for path in written))


def new_folder(folder: Path, name: str) -> Path:
    """``folder/name``, or with a number behind it where that is there already."""
    target, number = folder / name, 2
    while target.exists():
        target, number = folder / f"{name} {number}", number + 1
    return target
