"""What the window remembers of songs while a project is open: it stands in the project and not in the window's file."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from app.mixer import Mix
from app.project import ProjectKeeper
from app.said import SaidOfSong
from engine.core.codec import to_builtins
from engine.core.labels import Contest, Label

MIX, LOOP, EDITS, LABEL, CONTESTS = "mix", "loop", "edits", "label", "contests"

logger = logging.getLogger(__name__)


class ProjectNotes:
    """Mixes, loops and stars of the open project.

    Args:
        keeper: Holds it.
    """

    def __init__(self, keeper: ProjectKeeper) -> None:
        self._keeper = keeper
        self._places: dict[str, str] = {}
        self.on_take: Callable[[Path, str], None] = lambda _folder, _title: None
        """Has a starred take taken in."""

    def put(self, folder: Path, song_id: str) -> None:
        """A folder shows a song of the project."""
        self._places[str(folder)] = song_id

    def forget(self) -> None:
        """Another project, or none, is open."""
        self._places.clear()

    def song_id(self, folder: Path | str) -> str:
        """The song that a folder shows; empty where it is none of the project's."""
        return self._places.get(str(folder), "")

    def part(self, song_id: str, part: str) -> Any:
        """A part of a song's work, None where there is none."""
        document = self._keeper.document
        song = document.song(song_id) if document is not None else None
        return song.work.get(part) if song is not None else None

    def set_part(self, song_id: str, part: str, value: Any) -> None:
        if song_id:
            self._keeper.change(lambda document: document.with_work(song_id, part, value))

    # for the window's state

    def mix(self, folder: str) -> Mix | None:
        """The mix of a song of the project; None for other songs."""
        song_id = self.song_id(folder)
        if not song_id:
            return None
        stored = self.part(song_id, MIX)
        return Mix() if stored is None else Mix.from_text(msgspec.json.encode(stored).decode())

    def set_mix(self, folder: str, mix: Mix) -> bool:
        """Remember a mix; whether the song is one of the project's."""
        song_id = self.song_id(folder)
        if song_id:
            stored = None if mix == Mix() else msgspec.json.decode(mix.as_text())
            self.set_part(song_id, MIX, stored)
        return bool(song_id)

    @property
    def stars(self) -> tuple[str, ...] | None:
        """The starred takes; None where no project is open."""
        document = self._keeper.document
        return document.stars if document is not None else None

    def set_stars(self, stars: tuple[str, ...]) -> None:
        from dataclasses import replace

        self._keeper.change(lambda document: replace(document, stars=stars))

    def keep_take(self, folder: Path, title: str) -> None:
        if self._keeper.is_open:
            self.on_take(folder, title)

    # what people say

    def said(self, folder: Path) -> SaidOfSong | None:
        """What is said of a song of the project; None for other songs. What cannot be understood is left out."""
        song_id = self.song_id(folder)
        if not song_id:
            return None
        label, contests = self.part(song_id, LABEL), self.part(song_id, CONTESTS)
        try:
            return SaidOfSong(
                msgspec.convert(to_builtins(label), Label) if label is not None else Label(track_id=""),
                msgspec.convert(to_builtins(contests or ()), tuple[Contest, ...]),
            )
        except msgspec.ValidationError as error:
            logger.warning("what a project holds of a song's label is not understood: %s", error)
            return SaidOfSong(Label(track_id=""))

    def change_said(self, folder: Path, change: Callable[[SaidOfSong], SaidOfSong]) -> bool:
        """Keep what has been said now; whether the song is one of the project's."""
        before = self.said(folder)
        if before is not None:
            self.put_said(folder, change(before))
        return before is not None

    def put_said(self, folder: Path, said: SaidOfSong) -> None:
        """Keep all that is said of a song of the project."""
        song_id = self.song_id(folder)
        self.set_part(song_id, LABEL, None if said.label.is_empty else to_builtins(said.label))
        self.set_part(song_id, CONTESTS, to_builtins(said.contests) or None)

    # loops

    def loop(self, folder: Path) -> tuple[tuple[float, float], bool] | None:
        """A song's loop and whether it is heard; None where none was set, or it cannot be understood."""
        stored = self.part(self.song_id(folder), LOOP)
        try:
            start, end = float(stored["start"]), float(stored["end"])
            return ((start, end), bool(stored["is_on"])) if 0.0 <= start < end < 1e6 else None
        except (TypeError, KeyError, ValueError):
            return None

    def set_loop(self, folder: Path, loop: tuple[float, float] | None, *, is_on: bool) -> None:
        stored = None if loop is None else {"start": loop[0], "end": loop[1], "is_on": is_on}
        self.set_part(self.song_id(folder), LOOP, stored)
