"""The two tables of MagnaTagATune: tab-separated, one column of 0 and 1 for each tag, joined by ``clip_id``.

Titles and artists come from ``clip_info_final.csv``: the tags inside the MP3 files were written a field off.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from engine.core.errors import UserError

ANNOTATIONS = "annotations_final.csv"
CLIPS = "clip_info_final.csv"
_ID, _PATH = "clip_id", "mp3_path"
_NEEDED = {ANNOTATIONS: (_ID, _PATH), CLIPS: (_ID, "title", "artist", "album", _PATH)}


@dataclass(frozen=True, slots=True)
class Clip:
    """One clip.

    Args:
        clip_id: Its number.
        mp3_path: In the zip; empty where the table has none.
        tags: Names of the tags it was given, in the order of the columns.
        title, artist, album: From the table of clips; empty where it has no row.
    """

    clip_id: int
    mp3_path: str
    tags: tuple[str, ...]
    title: str
    artist: str
    album: str


@dataclass(frozen=True, slots=True)
class Tables:
    """All clips in the order of the annotations, and the names of the tags."""

    clips: tuple[Clip, ...]
    tags: tuple[str, ...]


def read_tables(folder: Path) -> Tables:
    """Both tables, joined.

    Raises:
        UserError: If one is missing, or is not in the published form.
    """
    facts = {row[_ID]: row for row in _rows(folder / CLIPS)}
    clips: list[Clip] = []
    tags: tuple[str, ...] = ()
    for row in _rows(folder / ANNOTATIONS):
        tags = tags or tuple(name for name in row if name not in (_ID, _PATH))
        clips.append(_clip(row, facts.get(row[_ID], {}), tags, folder / ANNOTATIONS))
    if not clips or not tags:
        raise UserError(f"{folder / ANNOTATIONS} holds no tags", "Download it again.")
    return Tables(tuple(clips), tags)


def _clip(row: dict[str, str], facts: dict[str, str], tags: tuple[str, ...], file: Path) -> Clip:
    if not row[_ID].isascii() or not row[_ID].isdigit():
        raise UserError(f"{file} has a row without a clip_id: {row[_ID]!r}", "Download it again.")
    odd = next((row[name] for name in tags if row[name] not in ("0", "1")), None)
    if odd is not None:
        raise UserError(
            f"{file} holds {odd!r} for clip {row[_ID]}, where a tag is 0 or 1",
            "It must be the table with one column for each tag, as published.",
        )
    return Clip(
        clip_id=int(row[_ID]),
        mp3_path=row[_PATH] or facts.get(_PATH, ""),
        tags=tuple(name for name in tags if row[name] == "1"),
        title=facts.get("title", ""),
        artist=facts.get("artist", ""),
        album=facts.get("album", ""),
    )


def _rows(file: Path) -> Iterator[dict[str, str]]:
    try:
        with file.open(encoding="utf-8", errors="replace", newline="") as opened:
            reader = csv.DictReader(opened, delimiter="\t", quotechar='"')
            missing = [name for name in _NEEDED[file.name] if name not in (reader.fieldnames or ())]
            if missing:
                raise UserError(
                    f"{file} has no column {missing[0]}", "It must be tab-separated with a header row, as published."
                )
            for number, row in enumerate(reader, start=2):
                if None in row or None in row.values():
                    raise UserError(f"line {number} of {file} has another number of columns", "Download it again.")
                yield row
    except FileNotFoundError as error:
        raise UserError(f"{file} is missing", "Download it from the dataset's page into the same folder.") from error
    except (OSError, csv.Error) as error:
        raise UserError(f"{file} cannot be read: {error}", "Download it again.") from error
