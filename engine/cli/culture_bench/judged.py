"""A recording with its score, as the bench keeps it: ``culture.json`` and the picture, to be looked at."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from engine.core.analysis import Analysis
from engine.core.audio import Audio
from engine.core.score import CultureScore
from engine.culture.score import score_song

if TYPE_CHECKING:
    from engine.separation.base import Separator


@dataclass(frozen=True, slots=True)
class Judged:
    """What was heard, and what is said of it."""

    analysis: Analysis
    score: CultureScore


def uppers(score: CultureScore) -> dict[str, float | None]:
    """Upper ends of the markers' intervals."""
    return {name: own.interval[1] if own.interval else None for name, own in score.markers.items()}


def judged_notes(analysis: Analysis) -> Judged:
    """Of notes alone."""
    return Judged(analysis, score_song(analysis))


def judged_sound(mixture: Audio, separator: Separator, overlap: float) -> Judged:
    """Of a mixture, by the whole way a user's song takes."""
    from engine.cli.analysis_bench.hearing import analysis_of
    from engine.separation.overlap import separate

    stems = separate(mixture, separator, overlap=overlap)
    analysis = analysis_of(mixture, stems).analysis
    return Judged(analysis, score_song(analysis, stems))


def keep(folder: Path, judged: Judged, title: str) -> None:
    """Write document and picture into a folder, made where missing.

    Raises:
        OSError: If they cannot be written.
    """
    from engine.exchange.culture_json import CULTURE_FILE, culture_document, write_culture
    from engine.exchange.culture_picture import draw_culture
    from engine.jobs.score_song import song_document

    folder.mkdir(parents=True, exist_ok=True)
    song = song_document(title, judged.analysis, "the bench of cultural scoring")
    write_culture(folder / CULTURE_FILE, culture_document(judged.score, song=song))
    draw_culture(folder / "culture.png", judged.score, judged.analysis, title=title)
