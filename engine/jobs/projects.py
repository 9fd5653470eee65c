"""What goes into a project: the folder of an opened song or of a take, with what a person made of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.core.errors import UserError
from engine.core.track import TrackId
from engine.jobs.song import ANALYSIS_FILE

if TYPE_CHECKING:
    from engine.library import Library

TAKE_FILE = "take.json"
EDITS, LABEL, CONTESTS = "edits", "label", "contests"


@dataclass(frozen=True, slots=True)
class Content:
    """A folder for a project. ``work`` as in ``engine.library.projects.ProjectSong``.

    ``is_ours``: it lies in the library's own store, where nobody writes into files.
    """

    folder: Path
    title: str
    kind: str
    own_file: str = ""
    work: Mapping[str, Any] = field(default_factory=dict)
    is_ours: bool = False


def find_content(source: Path, library: Library) -> Content:
    """What a name on the command line means.

    Args:
        source: A take's folder, an opened song's, or the user's own file of a song that was opened before.
        library: Knows which were.

    Raises:
        UserError: If it is none of these.
    """
    from engine.jobs.open_song import find_opened

    if source.is_dir():
        return content_of(source)
    if not source.is_file():
        raise UserError(f"There is no file {source}", "Check the name.")
    known = find_opened(source.absolute(), library)
    if known is None:
        raise UserError(f"{source.name} was not opened before", "Open it in the studio, or run: aurax export SONG")
    content = content_of(known[1], own_file=str(source.absolute()), is_ours=True)
    return replace(content, work={**content.work, **said_of(TrackId(known[0]), source.stem, library)})


def said_of(track_id: TrackId, name: str, library: Library) -> dict[str, Any]:
    """What people say of a recording, as parts of a song's work; none where nobody has said anything.

    Args:
        track_id: The recording.
        name: The song's name in labels.
        library: Holds them.
    """
    from engine.core.codec import to_builtins

    label, contests = library.labels.get(track_id, name=name), library.contests.list(track_id)
    said = {} if label.is_empty else {LABEL: to_builtins(label)}
    return {**said, **({CONTESTS: to_builtins(contests)} if contests else {})}


def content_of(folder: Path, *, own_file: str = "", is_ours: bool = False) -> Content:
    """A take's or opened song's folder with the edits beside it.

    Raises:
        UserError: If it holds neither, or its edits cannot be read.
    """
    from engine.exchange.take_json import read_document

    if (folder / TAKE_FILE).is_file():
        document = read_document(folder)
        return Content(folder, str(document.get("prompt") or folder.name), "take", work=work_of(folder))
    if not (folder / ANALYSIS_FILE).is_file():
        raise UserError(f"There is neither a song nor a take in {folder}", "Name a take's folder, or a song's file.")
    return Content(folder, Path(own_file).stem or folder.name, "song", own_file, work_of(folder), is_ours)


def work_of(folder: Path) -> dict[str, Any]:
    """The edits beside a song as a part of its work; none where nothing was edited.

    Raises:
        UserError: If they cannot be read.
    """
    from engine.core.codec import to_builtins
    from engine.exchange.edits_json import read_edits

    edits = read_edits(folder)
    return {} if edits.is_empty else {EDITS: to_builtins(edits)}


def write_work(folder: Path, work: Mapping[str, Any]) -> None:
    """The edits of a project's song beside its files, where the studio and its exports look for them.

    Raises:
        UserError: If they are damaged or cannot be written.
    """
    import msgspec

    from engine.exchange.edits_json import Edits, write_edits

    try:
        edits = work.get(EDITS) or {}
        write_edits(folder, edits if isinstance(edits, Edits) else msgspec.convert(edits, Edits))
    except msgspec.MsgspecError as error:
        raise UserError(f"The edits of this song are damaged: {error}", "Restore an earlier snapshot.") from error
    except OSError as error:
        raise UserError(f"Cannot write to {folder}: {error.strerror or error}", "Make room on the disk.") from error
