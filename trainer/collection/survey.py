"""Everything in the collection that could be trained on, and of everything else why not.

Reads the library and the statements; writes nothing. A recording is in if somebody stated rights that allow it, it has
been analysed, it keeps the quality rules, and no better copy of the same performance is in already.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from trainer.collection.artists import artist_keys, title_key
from trainer.collection.duplicates import Outline, near_duplicates, outline
from trainer.collection.rules import QualityRules, shortcomings
from trainer.collection.statements import Stated, Statements

if TYPE_CHECKING:
    from engine.core.analysis import Analysis
    from engine.core.labels import Label
    from engine.core.track import Track
    from engine.library import Library

_LOSSLESS_KBPS = 1_411.0
_FROM_LIBRARY = "library"


@dataclass(frozen=True, slots=True, eq=False)
class Song:
    """One recording of the collection.

    Args:
        track: As the library has it.
        paths: Where it lies; the first is the one that is read.
        stated: What holds for it.
        artists: Keys of everybody its tags name.
        style: Said by people in a label, else stated, else the tag; empty where nobody says anything.
        heard_style: What the analysis takes it for; empty where it cannot tell.
        label: What people say of it; None where nobody has said anything.
        duration, tempo_bpm: Of the recording; tempo None where unknown.
        verdict: ``good``, ``usable``, ``poor``, or empty where it was not analysed.
        seconds_taken: What its analysis took; None where unknown.
        key: What it is heard in; empty where that is unknown.
        reasons: Why it is not in; empty where it is.
    """

    track: Track
    paths: tuple[str, ...]
    stated: Stated
    artists: tuple[str, ...]
    style: str
    heard_style: str
    label: Label | None
    duration: float
    tempo_bpm: float | None
    verdict: str
    seconds_taken: float | None
    key: str = ""
    reasons: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        tags = self.track.tags
        name = tags.title or Path(self.track.path).stem
        return f"{tags.artist} - {name}" if tags.artist else name


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A file that is not in, with every reason."""

    path: str
    title: str
    fingerprint: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Survey:
    """What is in and what is not.

    Args:
        songs: All recordings, in the order of their fingerprints.
        left_out: Files that are not in, in the order of their paths: broken ones, copies, and recordings with reasons.
        problems: Sentences about the statements' file.
    """

    songs: tuple[Song, ...]
    left_out: tuple[LeftOut, ...]
    problems: tuple[str, ...] = ()
    chosen: tuple[Song, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "chosen", tuple(song for song in self.songs if not song.reasons))


@dataclass(frozen=True, slots=True)
class Terms:
    """What a recording has to fulfil.

    Args:
        rules: Of quality.
        allows_research: Whether recordings for research only are in.
        paths: Only what lies at or below these; everything if empty.
        needs_review: Only recordings of which a person has said something (``aurax labels``).
    """

    rules: QualityRules = field(default_factory=QualityRules)
    allows_research: bool = False
    paths: tuple[str, ...] = ()
    needs_review: bool = False


def survey(
    library: Library,
    statements: Statements,
    terms: Terms,
    *,
    on_song: Callable[[int, int], None] = lambda _done, _total: None,
) -> Survey:
    """Look at every recording.

    Args:
        library: The open collection.
        statements: Rights and labels of folders and recordings.
        terms: What is asked for.
        on_song: Told how many of how many have been looked at.
    """
    from engine.jobs.analyze_tracks import tracks_at

    tracks = list(tracks_at(terms.paths, library))
    labelled = set(library.labels.labelled())
    ledger = library.analysis_ledger.all()
    songs: list[Song] = []
    outlines: list[Outline] = []
    copies: list[LeftOut] = []
    for number, track in enumerate(tracks, start=1):
        analysis = library.analyses.get(track.id)
        paths = tuple(location.path for location in library.tracks.locations(track.id))
        entry = ledger.get(track.id)
        label = library.labels.get(track.id, name=track.fingerprint) if track.id in labelled else None
        song = _song(track, paths, analysis, label, statements, entry.seconds if entry is not None else None)
        song = _judged(song, analysis, terms, failure=entry.error_json if entry is not None else None)
        songs.append(song)
        copies += _copies(song)
        if analysis is not None and not song.reasons:
            outlines.append(_outline(song, analysis))
        on_song(number, len(tracks))
    songs = _without_near_duplicates(songs, outlines)
    songs.sort(key=lambda song: song.track.fingerprint)
    refused = [LeftOut(s.track.path, s.title, s.track.fingerprint, s.reasons) for s in songs if s.reasons]
    left_out = sorted([*refused, *copies, *_broken(library, terms.paths)], key=lambda one: one.path)
    return Survey(tuple(songs), tuple(left_out), statements.problems)


def _song(
    track: Track,
    paths: tuple[str, ...],
    analysis: Analysis | None,
    label: Label | None,
    statements: Statements,
    seconds: float | None,
) -> Song:
    stated = statements.of(paths)
    if not stated.by and track.rights.may_train:
        stated = _as_in_library(track, stated)
    genre = analysis.theory.genre if analysis is not None else {}
    quality = (analysis.metadata.get("quality") or {}) if analysis is not None else {}
    said = label.sub_genre if label is not None else ""
    return Song(
        track=track,
        paths=paths,
        stated=stated,
        artists=artist_keys(track.tags.artist, track.tags.title),
        style=said or stated.style or track.tags.genre or "",
        heard_style=genre.get("primary_genre") or "",
        label=label if label is not None and not label.is_empty else None,
        duration=track.info.duration,
        tempo_bpm=analysis.tempo_bpm if analysis is not None else None,
        verdict=quality.get("verdict", ""),
        seconds_taken=seconds,
        key=_key(analysis),
    )


def _key(analysis: Analysis | None) -> str:
    return "" if analysis is None or analysis.key is None else f"{analysis.key.tonic} {analysis.key.mode}"


def _as_in_library(track: Track, stated: Stated) -> Stated:
    """What ``aurax library add --licence … --may-train`` stated, where nothing else was."""
    licence = track.rights.licence
    rights = licence if licence in ("own", "research") else "licensed"
    return Stated(rights, track.rights.proof or licence, stated.region, stated.style, _FROM_LIBRARY, track.added_at)


def _judged(song: Song, analysis: Analysis | None, terms: Terms, *, failure: bytes | None) -> Song:
    from dataclasses import replace

    reasons = [*_without_rights(song.stated, terms)]
    if not any(Path(path).is_file() for path in song.paths):
        reasons.append("its file is not there")
    if analysis is None:
        reasons.append(_not_analysed(failure))
    else:
        reasons += shortcomings(analysis, terms.rules)
    if terms.needs_review and song.label is None:
        reasons.append("nobody has said anything of it yet, and reviewed songs are asked for (aurax labels set)")
    return replace(song, reasons=tuple(reasons))


def _without_rights(stated: Stated, terms: Terms) -> Iterable[str]:
    if stated.rights == "none":
        who = f" (stated by {stated.by})" if stated.by else ": nobody has stated any"
        yield f"there are no rights to train on it{who}"
    elif stated.rights == "research" and not terms.allows_research:
        yield "it is for research only, and this is not a research data set (--research)"


def _not_analysed(failure: bytes | None) -> str:
    import json

    if failure is None:
        return "it is not analysed yet"
    message = json.loads(failure).get("message", "")
    return f"it could not be analysed: {message}"


def _copies(song: Song) -> list[LeftOut]:
    first = song.paths[0] if song.paths else ""
    return [
        LeftOut(path, song.title, song.track.fingerprint, (f"it holds the same samples as {first}",))
        for path in song.paths[1:]
    ]


def _broken(library: Library, paths: Sequence[str]) -> list[LeftOut]:
    roots = [Path(path) for path in paths]
    return [
        LeftOut(one.display, Path(one.display).stem, "", (f"it could not be read: {one.reason}",))
        for one in library.failures.all()
        if not roots or any(Path(one.path).is_relative_to(root) for root in roots)
    ]


def _outline(song: Song, analysis: Analysis) -> Outline:
    info, tags = song.track.info, song.track.tags
    form = analysis.metadata.get("format") or {}
    rate = _LOSSLESS_KBPS if form.get("is_lossless") else 8e-3 * info.size_bytes / max(info.duration, 1e-9)
    title = title_key(tags.title)
    words = f"{' '.join(song.artists)} / {title}" if song.artists and title else ""
    return outline(song.track.fingerprint, analysis, words=words, goodness=round(rate, 3))


def _without_near_duplicates(songs: Sequence[Song], outlines: Sequence[Outline]) -> list[Song]:
    from dataclasses import replace

    same = near_duplicates(outlines)
    titles = {song.track.fingerprint: song.track.path for song in songs}
    return [
        replace(song, reasons=(f"it is the same performance as {titles[same[song.track.fingerprint]]}, which is kept",))
        if song.track.fingerprint in same
        else song
        for song in songs
    ]
