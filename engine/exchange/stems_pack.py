"""A folder of stems, MIDI and charts named for a DAW's browser: ``112bpm_Fmin_01_drums.wav``."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from engine.core.errors import UserError
from engine.core.stems import Stem
from engine.exchange.edits_json import midi_files
from engine.whole_file import whole_file

if TYPE_CHECKING:
    from engine.core.analysis import Analysis

FORMS = ("stems", "midi", "lab", "json", "picture")
_MODES = {"minor": "min", "major": "maj"}


def pack_prefix(analysis: Analysis) -> str:
    """``112bpm_Fmin_``; a part that could not be told is left out."""
    tempo = "" if analysis.tempo_bpm is None else f"{analysis.tempo_bpm:.2f}".rstrip("0").rstrip(".") + "bpm_"
    key = "" if analysis.key is None else f"{analysis.key.tonic}{_MODES[analysis.key.mode]}_"
    return (tempo + key).replace("#", "s")  # '#' cuts names short in some samplers and in every URL


def pack_files(folder: Path, analysis: Analysis, name: str, forms: Iterable[str]) -> list[tuple[Path, str]]:
    """Which files of an opened song go into a pack, and under which name.

    Args:
        folder: Where the song's stems, MIDI and ``.lab`` files lie.
        analysis: For tempo and key in the names.
        name: The song's safe name.
        forms: Of ``FORMS``.

    Returns:
        Pairs of source file and name in the pack, in the order of the lanes.

    Raises:
        UserError: If a form is unknown, a file that should be there is not, or the user's edits cannot be read.
    """
    prefix = pack_prefix(analysis)
    pairs: list[tuple[Path, str]] = []
    for form in forms:
        if form not in FORMS:
            raise UserError(f"There is no export '{form}'", f"Choose from: {', '.join(FORMS)}.")
        pairs += _midi(folder, analysis, prefix, name) if form == "midi" else _files_of(form, folder, prefix)
    missing = [source.name for source, _ in pairs if not source.is_file()]
    if missing:
        raise UserError(f"{missing[0]} is missing in {folder}", "Open the song again; it will be made anew.")
    return pairs


def _files_of(form: str, folder: Path, prefix: str) -> list[tuple[Path, str]]:
    if form == "stems":
        place = (
            folder / "stems" if (folder / "stems").is_dir() else folder
        )  # a take keeps them in a folder of their own
        present = [stem for stem in Stem if (place / f"{stem.value}.wav").is_file()] or list(Stem)
        return [
            (place / f"{stem.value}.wav", f"{prefix}{number:02d}_{stem.value}.wav")
            for number, stem in enumerate(present, 1)
        ]
    if form == "lab":
        return [(folder / f"{kind}.lab", f"{kind}.lab") for kind in ("chords", "beats", "sections")]
    if form == "json":
        return [(folder / "analysis.json", "analysis.json")]
    picture = next((p for p in ("overview.png", "arrangement.png") if (folder / p).is_file()), "overview.png")
    return [(folder / picture, picture)]


def _midi(folder: Path, analysis: Analysis, prefix: str, name: str) -> list[tuple[Path, str]]:
    """A take has two: by stem, and by part; an analysed song too: as played, and on its grid. With the user's edits."""
    files = midi_files(folder, analysis) or [folder / f"{name}.mid"]
    return [(midi, f"{prefix}{name}{_kind(midi)}.mid") for midi in files]


def write_pack(pairs: Iterable[tuple[Path, str]], target: Path) -> tuple[Path, ...]:
    """Copy each file whole into ``target``; returns the written paths. Files of the same name are replaced.

    Raises:
        UserError: If the folder cannot be written.
    """
    written = []
    try:
        for source, name in pairs:
            with whole_file(target / name) as temporary:
                shutil.copyfile(source, temporary)
            written.append(target / name)
    except OSError as error:
        raise UserError(
            f"Cannot write to {target}: {error.strerror}", "Choose another folder, or make room on the disk."
        ) from error
    return tuple(written)


def _kind(midi: Path) -> str:
    if midi.stem == "parts":
        return "_parts"
    return "_quantised" if midi.stem.endswith(".quantised") else ""
