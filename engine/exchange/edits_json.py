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


def write_edited_midi(folder: Path, analysis: Analysis, target: Path) -> None:
    """The song's MIDI with the edits of its folder.

    Raises:
        UserError: If the edits cannot be read.
        OSError: If the file cannot be written.
    """
    from engine.exchange.midi import write_midi

    write_midi(target, with_edits(analysis, read_edits(folder)))
