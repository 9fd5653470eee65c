"""What was stated of a song has changed while its data set is in the making: its papers are written anew, nothing else.

Rights, proofs, regions and splits stand in a song's documents; no sample depends on them. The hours of its separation
stay.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec

from engine.core.codec import decode_json, encode_json
from engine.whole_file import write_bytes
from trainer.dataset.plan import PlannedSong
from trainer.dataset.prepare import SONG_FILE, nameless

_OF_SONG = ("rights", "proof", "stated_by", "stated_at", "region", "group")
"""Fields of a song's document that are taken over from its plan as they are."""


def is_restated(before: PlannedSong, now: PlannedSong) -> bool:
    """Whether two plans of a song differ in what was stated, or in whom it is tied to, alone."""
    own = {name: getattr(before, name) for name in _OF_SONG}
    return replace(now, **own) == before


def restate(folder: Path, song: PlannedSong) -> bool:
    """Write what is planned now into a prepared song's documents; False where they cannot be read.

    A crash on the way is made good by the next call: every document is written whole, and the plan that names the
    older statements goes last.
    """
    try:
        _rewrite(folder / "songs" / song.name / SONG_FILE, {name: getattr(song, name) for name in _OF_SONG})
        papers = {"artist": nameless(song.group), "rights": song.rights, "region": song.region or None}
        for file in sorted((folder / "audio" / song.split / song.name).glob("*.json")):
            _rewrite(file, papers)
    except (OSError, ValueError, msgspec.MsgspecError):
        return False
    return True


def moved(paper: bytes, before: PlannedSong, now: PlannedSong) -> bytes:
    """A document of a song that goes to another split: its paths, which hold the song's name, and its split."""
    for kind in ("audio", "stems"):
        older, newer = (f"{kind}/{song.split}/{song.name}/".encode() for song in (before, now))
        paper = paper.replace(older, newer)
    return paper.replace(f'"split": "{before.split}"'.encode(), f'"split": "{now.split}"'.encode())


def _rewrite(file: Path, stated: dict[str, Any]) -> None:
    document = decode_json(file.read_bytes(), dict[str, Any])
    changed = document | stated
    if changed != document:
        write_bytes(file, encode_json(changed, indent=1) + b"\n")
