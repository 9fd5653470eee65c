"""``edits.json``: what a person changed in a song's notes and chords, schema ``aurax.edits/1``.

It lies beside ``analysis.json``, which stays what was heard. A stem that is not in it was not edited.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from engine.core.analysis import Analysis, ChordEvent
from engine.core.codec import decode_json, encode_json
from engine.core.errors import UserError
from engine.core.events import NoteEvent
from engine.core.stems import Stem
from engine.whole_file import write_bytes

FILE = "edits.json"
EDITED_FOLDER, PARTS = "edited", "parts.mid"
SCHEMA = "aurax.edits/1"


@dataclass(frozen=True, slots=True)
class Edits:
    """Notes of the edited stems, whole, and the chords where they were edited (None where not)."""

    schema: str = SCHEMA
    notes: Mapping[Stem, tuple[NoteEvent, ...]] = field(default_factory=dict)
    chords: tuple[ChordEvent, ...] | None = None

    @property
    def is_empty(self) -> bool:
        return not self.notes and self.chords is None


def read_edits(folder: Path) -> Edits:
    """What was edited in the song of a folder; empty where nothing was.

    Raises:
        UserError: If the file is there and cannot be read.
    """
    import msgspec

    path = folder / FILE
    hint = "Move the file away to go back to what was heard."
    try:
        text = path.read_bytes()
    except FileNotFoundError:
        return Edits()
    except OSError as error:
        raise UserError(f"Cannot read {path}: {error.strerror or error}", hint) from error
    try:
        edits = decode_json(text, Edits)
    except (msgspec.MsgspecError, UnicodeDecodeError, ValueError) as error:
        raise UserError(f"{path} is damaged: {error}", hint) from error
    if edits.schema != SCHEMA:
        raise UserError(f"{path} has the schema {edits.schema!r}; this version reads {SCHEMA!r}", hint)
    return edits


def write_edits(folder: Path, edits: Edits) -> None:
    """Write the file whole; where nothing is edited any more, remove it.

    Raises:
        OSError: If it cannot be written; an older file is then still there.
    """
    if edits.is_empty:
        (folder / FILE).unlink(missing_ok=True)
    else:
        write_bytes(folder / FILE, encode_json(edits, indent=2) + b"\n")


def with_edits(analysis: Analysis, edits: Edits) -> Analysis:
    """The analysis as the person wants it: what leaves the studio as MIDI."""
    chords = analysis.chords if edits.chords is None else edits.chords
    return replace(analysis, notes={**analysis.notes, **edits.notes}, chords=chords)


def midi_files(folder: Path, analysis: Analysis) -> list[Path]:
    """The MIDI files of a song as the person wants them: its own, or written now with the edits where there are any.

    They lie in a folder of their own, so that what was heard stays. The file of a take's parts is as it was composed:
    an edited note belongs to a stem and to none of its parts.

    Raises:
        UserError: If the edits cannot be read, or the files not be written.
    """
    files = sorted(folder.glob("*.mid"))
    edits = read_edits(folder)
    if edits.is_empty:
        return files
    since = (folder / FILE).stat().st_mtime_ns
    wanted = with_edits(analysis, edits)
    try:
        return [_edited(file, wanted, since) for file in files]
    except OSError as error:
        raise UserError(f"Cannot write to {folder}: {error.strerror or error}", "Make room on the disk.") from error


def _edited(file: Path, analysis: Analysis, since: int) -> Path:
    from engine.exchange.midi import write_midi
    from engine.exchange.midi_quantise import Grid, quantised

    if file.name == PARTS:
        return file
    target = file.parent / EDITED_FOLDER / file.name
    if not target.is_file() or target.stat().st_mtime_ns <= max(since, file.stat().st_mtime_ns):
        on_grid = quantised(analysis, Grid()) if file.stem.endswith(".quantised") else analysis
        write_midi(target, on_grid or analysis)
    return target
