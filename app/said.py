"""What people say of one song, wherever it is kept: in the library of this machine, and in a project that travels."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from engine.core.labels import Contest, Label, LabelSegment, Statement

if TYPE_CHECKING:
    from engine.core.track import TrackId
    from engine.library import Library


@dataclass(frozen=True, slots=True)
class SaidOfSong:
    """A song's label and the contests of its scores."""

    label: Label
    contests: tuple[Contest, ...] = ()

    @property
    def is_empty(self) -> bool:
        return self.label.is_empty and not self.contests


class Travelling(Protocol):
    """Keeps what is said of songs that are in it, beside the library: an open project."""

    def said(self, folder: Path) -> SaidOfSong | None:
        """Of the song that a folder shows; None where it is none of its songs."""

    def change_said(self, folder: Path, change: Callable[[SaidOfSong], SaidOfSong]) -> bool:
        """Keep what has been said now; whether the song is one of its songs."""


def now() -> str:
    """This second (ISO, UTC)."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def take_in(library: Library, track_id: TrackId, brought: SaidOfSong, name: str) -> None:
    """Tell the library what a project brought of a recording that it has, where that is newer than what it knows.

    The whole song and each of its parts are compared by themselves. What the project says nothing of stays.

    Args:
        library: Of this machine.
        track_id: The recording.
        brought: What the project holds, with who said it and when.
        name: The song's name in labels.

    Raises:
        LibraryError: If the library cannot be read or written.
    """
    contests = library.contests.list(track_id)
    strange = [own for own in brought.contests if own not in contests]
    statements = newer(library.labels.get(track_id, name=name), brought.label)
    if not (statements or strange):
        return
    with library.transaction():
        library.labels.say(track_id, *statements)
        for contest in strange:
            library.contests.add(track_id, contest)


def newer(known: Label, brought: Label) -> tuple[Statement, ...]:
    """What ``brought`` says otherwise than ``known``, and later, in its authors' names."""
    before, after = _authors(known), _authors(brought)
    found = []
    for said in difference(known, brought):
        place = (said.start, said.end)
        by, at = after.get(place, ("", ""))
        if at > before.get(place, ("", ""))[1]:
            found.append(replace(said, by=by, at=at))
    return tuple(found)


def _authors(label: Label) -> dict[tuple[float | None, float | None], tuple[str, str]]:
    """Who said something last, and when, by the stretch it is said of."""
    found: dict[tuple[float | None, float | None], tuple[str, str]] = {(None, None): (label.by, label.at)}
    found.update({(own.start, own.end): (own.by, own.at) for own in label.segments})
    return found


def difference(now: Label, wanted: Label) -> tuple[Statement, ...]:
    """Statements after which a label that says ``now`` says ``wanted``; none where they say the same."""
    said = [_of_whole(now, wanted)]
    before = {(own.start, own.end): own for own in now.segments}
    after = {(own.start, own.end): own for own in wanted.segments}
    for place in sorted(before.keys() | after.keys()):
        nothing = LabelSegment(start=place[0], end=place[1])
        said.append(_of_part(before.get(place, nothing), after.get(place, nothing)))
    return tuple(one for one in said if one is not None)


def _of_whole(now: Label, wanted: Label) -> Statement | None:
    own = Statement(
        cultural_markers=_new(now.cultural_markers, wanted.cultural_markers),
        taken_back=_gone(now.cultural_markers, wanted.cultural_markers),
        sub_genre=_other(now.sub_genre, wanted.sub_genre),
        reference_artists=None if now.reference_artists == wanted.reference_artists else wanted.reference_artists,
        cultural_significance=_other(now.cultural_significance, wanted.cultural_significance),
        educational_value=_other(now.educational_value, wanted.educational_value),
    )
    return None if own == Statement() else own


def _of_part(now: LabelSegment, wanted: LabelSegment) -> Statement | None:
    nothing = Statement(start=now.start, end=now.end)
    own = replace(
        nothing,
        cultural_markers=_new(now.cultural_markers, wanted.cultural_markers),
        taken_back=_gone(now.cultural_markers, wanted.cultural_markers),
        sub_genre=_other(now.sub_genre, wanted.sub_genre),
    )
    return None if own == nothing else own


def _new(now: dict[str, float | None], wanted: dict[str, float | None]) -> dict[str, float | None]:
    return {name: value for name, value in wanted.items() if name not in now or now[name] != value}


def _gone(now: dict[str, float | None], wanted: dict[str, float | None]) -> tuple[str, ...]:
    return tuple(name for name in now if name not in wanted)


def _other(now: str, wanted: str) -> str | None:
    return None if now == wanted else wanted
