"""Job: a song's cultural score with its evidence, kept in the library and written to a folder."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.jobs.song import SeparationOptions

if TYPE_CHECKING:
    from engine.core.analysis import Analysis
    from engine.core.labels import Contest
    from engine.core.score import CultureScore, Panel
    from engine.core.stems import Stems
    from engine.culture.profile import CultureProfile
    from engine.jobs.context import JobContext
    from engine.jobs.known_score import Basis
    from engine.library import Library

USUAL_PROFILE = "aurax"
PICTURE_FILE = "culture.png"
_JUDGED = 0.97


@dataclass(frozen=True, slots=True)
class ScoreSong:
    """Judge the song at ``source``.

    Args:
        source: An audio file, a folder that ``aurax analyze`` wrote, or a take's folder.
        folder: Where ``culture.json`` goes; empty to keep the score in the library only.
        profile: How it is weighed: an id; empty for the settings'.
        stems_folder: Where its stems are already; empty to use those there are, or to separate in passing.
        panel: A reference panel of the library, to tell how unusual the song is against it; empty for none.
        threshold: Of the gate; None for the profile's.
        with_picture: Also draw ``culture.png`` into ``folder``.
        options: How to separate where that is needed.
    """

    source: str
    folder: str = ""
    profile: str = ""
    stems_folder: str = ""
    panel: str = ""
    threshold: float | None = None
    with_picture: bool = True
    options: SeparationOptions = field(default_factory=SeparationOptions)


@dataclass(frozen=True, slots=True)
class ScoredSong:
    """A song's score, what it rests on, what was written, and what judging it cost in seconds."""

    source: str
    folder: str
    title: str
    fingerprint: str
    duration: float
    origin: str
    score: CultureScore
    contests: tuple[Contest, ...]
    files: tuple[str, ...]
    notes: tuple[str, ...]
    seconds: dict[str, float]


def run(spec: ScoreSong, context: JobContext) -> ScoredSong:
    """Find or hear what the score rests on, judge, write. Nothing half-written is left when cancelled."""
    from engine.jobs.known_score import Wanted, basis_of

    # first of all: a wrong name is told before a song is separated
    profile = profile_for(spec.profile, context)
    panel = context.read_library().panels.get(spec.panel) if spec.panel else None
    folder = Path(spec.folder) if spec.folder else None
    started = time.perf_counter()
    basis = basis_of(Wanted(Path(spec.source), folder, spec.stems_folder, spec.options), context)
    heard = time.perf_counter()
    context.progress(0.94, "judging")
    score = judged(basis.analysis, basis.stems, profile=profile, threshold=spec.threshold, panel=panel)
    done = time.perf_counter()
    contests = _contests(basis.analysis, context)
    context.progress(_JUDGED, "writing")
    files = basis.files
    if folder is not None:
        files += _written(folder, score, basis, contests, with_picture=spec.with_picture)
    context.progress(1.0, "done")
    return ScoredSong(
        source=spec.source,
        folder=spec.folder,
        title=basis.title,
        fingerprint=basis.analysis.audio.fingerprint,
        duration=basis.analysis.audio.duration,
        origin=basis.origin,
        score=score,
        contests=contests,
        files=files,
        notes=basis.notes,
        seconds={"read": round(heard - started, 3), "judge": round(done - heard, 3)},
    )


def profile_for(name: str, context: JobContext) -> CultureProfile:
    """The scoring profile of that id, the settings' where none is named; a user's own before one that ships.

    Raises:
        UserError: If there is none of that name, or its file does not fit.
    """
    from engine.culture.profile import profile_of

    return profile_of(name or context.settings.scoring.profile, context.paths.home)


def judged(
    analysis: Analysis,
    stems: Stems | None,
    *,
    profile: CultureProfile,
    threshold: float | None = None,
    panel: Panel | None = None,
) -> CultureScore:
    """The score of a song, with the versions of everything it rests on.

    Args:
        analysis: What was heard in it, or is known of it.
        stems: Its stems.
        profile: How it is weighed.
        threshold: Of the gate; None for the profile's.
        panel: What to tell its typicality against.
    """
    from engine.culture.score import score_song

    score = score_song(analysis, stems, profile=profile, threshold=threshold)
    versions = {
        **score.versions,
        "analysis": analysis.engine,
        "stems": stems.model if stems is not None else "none",
    }
    if panel is None:
        return replace(score, versions=versions)
    told = _typicality(score.style, analysis.audio.fingerprint, panel)
    return replace(score, versions=versions, style={**score.style, "typicality": told})


def _typicality(style: dict[str, Any], fingerprint: str, panel: Panel) -> dict[str, Any]:
    """How unusual a song is against the others of a panel; ``why`` where that cannot be told."""
    from engine.core.errors import UserError
    from engine.culture.typicality import typicality

    others = [member.descriptors for member in panel.members if member.fingerprint != fingerprint]
    try:
        if not style.get("descriptors"):
            raise UserError(style.get("why") or "no descriptors were measured")
        return {"panel": panel.name, "why": "", **typicality(style["descriptors"], others)}
    except UserError as error:  # too few songs in common with it: the rest of the score stands
        return {"panel": panel.name, "why": str(error), "percentile": None}


def song_document(title: str, analysis: Analysis, origin: str, notes: tuple[str, ...] = ()) -> dict[str, Any]:
    """Which recording a score belongs to and what it rests on, as it stands in ``culture.json``."""
    return {
        "title": title,
        "fingerprint": analysis.audio.fingerprint,
        "duration": analysis.audio.duration,
        "rests_on": origin,
        "notes": list(notes),
    }


def _contests(analysis: Analysis, context: JobContext) -> tuple[Contest, ...]:
    library = context.read_library()
    track = library.tracks.by_fingerprint(analysis.audio.fingerprint)
    return library.contests.list(track.id) if track is not None else ()


def _written(
    folder: Path, score: CultureScore, basis: Basis, contests: tuple[Contest, ...], *, with_picture: bool
) -> tuple[str, ...]:
    from engine.exchange.culture_json import CULTURE_FILE, culture_document, write_culture
    from engine.exchange.culture_picture import draw_culture
    from engine.whole_file import remove_temporaries, whole_set

    song = song_document(basis.title, basis.analysis, basis.origin, basis.notes)
    document = culture_document(score, song=song, contests=contests)
    remove_temporaries(folder)
    with whole_set(folder, last=CULTURE_FILE) as inside:
        if with_picture:
            draw_culture(inside / PICTURE_FILE, score, basis.analysis, title=basis.title, contests=contests)
        write_culture(inside / CULTURE_FILE, document)
        return tuple(sorted(file.name for file in inside.iterdir()))


def record(_spec: ScoreSong, result: ScoredSong, library: Library) -> None:
    """Add the score to the recording's, and to those of the takes it is the mix of; earlier ones stay."""
    track = library.tracks.by_fingerprint(result.fingerprint)
    if track is not None:
        library.scores.put(result.score, track_id=track.id)
    for take_id in library.takes.ids_of(result.fingerprint):
        library.scores.put(result.score, take_id=take_id)
