"""From a survey to a plan: who goes into which split, in which order, with what said of it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from engine import __version__
from engine.core.codec import encode_json, to_builtins
from engine.core.errors import UserError
from trainer.collection.survey import Song, Survey, Terms
from trainer.dataset.plan import DatasetOptions, Excluded, Plan, PlannedSong, song_name
from trainer.dataset.split import split_by_artist

if TYPE_CHECKING:
    from engine.core.analysis import Analysis
    from engine.library import Library


def make_plan(
    name: str, found: Survey, terms: Terms, options: DatasetOptions, library: Library, *, before: Plan | None = None
) -> Plan:
    """The plan of a data set.

    Args:
        name: Of the data set.
        found: Songs to choose from.
        terms: By which they were chosen.
        options: How it is made.
        library: Where their analyses are.
        before: The plan of the version before; with the same seed people stay on the side where they were.

    Raises:
        UserError: If nothing is left to be in it; the hint says why most of it is not.
    """
    if not found.chosen:
        raise _nothing(found)
    split = split_by_artist(
        {song.track.fingerprint: song.artists for song in found.chosen},
        seed=options.seed,
        before=_sides(before) if before is not None and before.options.seed == options.seed else {},
    )
    group_of = {member: group for group, members in split.groups.items() for member in members}
    songs = tuple(
        _planned(song, split.of[song.track.fingerprint], group_of.get(song.track.fingerprint, ""), library)
        for song in found.chosen
    )
    excluded = tuple(
        Excluded(
            path=_shown(one.path),
            title=_shown(one.title),
            fingerprint=one.fingerprint,
            reasons=tuple(map(_shown, one.reasons)),
        )
        for one in found.left_out
    )
    return Plan(
        name=name,
        engine=f"AURA-X Studio {__version__}",
        options=options,
        rules=to_builtins(terms.rules),
        songs=songs,
        excluded=excluded,
        warnings=(*split.warnings, *found.problems),
    )


def _sides(plan: Plan) -> dict[str, str]:
    """Where each song and everybody in it was; songs that name nobody may go where their people are, once known."""
    return {one: song.split for song in plan.songs if song.artists for one in (song.fingerprint, *song.artists)}


def _planned(song: Song, split: str, group: str, library: Library) -> PlannedSong:
    from engine.exchange.labels_json import label_document

    analysis = library.analyses.get(song.track.id)
    assert analysis is not None
    stated = song.stated
    return PlannedSong(
        name=song_name(song.track.fingerprint),
        track_id=song.track.id,
        fingerprint=song.track.fingerprint,
        split=split,
        artists=song.artists,
        group=group,
        rights=stated.rights,
        proof=stated.proof,
        stated_by=stated.by,
        stated_at=stated.at,
        region=stated.region,
        style=_words(song.style or song.heard_style),
        duration=song.duration,
        analysis_sha256=analysis_hash(analysis),
        label=None if song.label is None else _said(label_document(song.label)),
    )


def analysis_hash(analysis: Analysis) -> str:
    """Tells whether the library's analysis is still the one that was planned with."""
    return hashlib.sha256(encode_json(analysis)).hexdigest()


def _said(document: dict[str, Any]) -> dict[str, Any]:
    return {name: own for name, own in document.items() if name != "contests"}


def _words(style: str) -> str:
    """``private_school`` as people write it."""
    return " ".join(style.replace("_", " ").split())


def _shown(text: str) -> str:
    """A name from a disk as plain text."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _nothing(found: Survey) -> UserError:
    if not found.songs and not found.left_out:
        return UserError(
            "There is nothing to make a data set of", "Import songs first: aurax train collection import FOLDER"
        )
    counts: dict[str, int] = {}
    for one in found.left_out:
        for reason in one.reasons:
            key = reason.split(":")[0].split(" (")[0]
            counts[key] = counts.get(key, 0) + 1
    worst = max(counts, key=lambda reason: counts[reason])
    hint = "State them with: aurax train collection rights FOLDER --as own" if "rights" in worst else ""
    return UserError(
        f"None of {len(found.songs)} recordings can be in a data set; of {counts[worst]} {worst}",
        hint or "See every reason with: aurax train collection report",
    )
