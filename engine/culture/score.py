"""A song's cultural score: every marker, the style vector, the total and its gate."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from engine import __version__
from engine.core.analysis import Analysis
from engine.core.score import CultureScore
from engine.core.stems import Stems
from engine.culture.grounds import why_not
from engine.culture.judging import MarkerInputs, judge
from engine.culture.log_drum_song import VERSION as LOG_DRUM_MODEL
from engine.culture.markers import gospel, jazz, kwaito, log_drum, percussion
from engine.culture.profile import CultureProfile, load_culture_profile
from engine.culture.song import CultureSong
from engine.culture.style import StyleVector, style_of
from engine.culture.style_net import VERSION as STYLE_MODEL
from engine.culture.total import gate_of, total_of

FEATURES = "1"
"""Version of everything that is measured here; a change of any input is a new one."""

Marker = Callable[[CultureSong], MarkerInputs]

MARKERS: dict[str, Marker] = {
    "log_drum_authenticity": log_drum.measure,
    "gospel_influence": gospel.measure,
    "kwaito_rhythms": kwaito.measure,
    "jazz_harmonies": jazz.measure,
    "traditional_percussion": percussion.measure,
}
"""The markers by the mission's ids; a profile has a table for each."""


def score_song(
    analysis: Analysis,
    stems: Stems | None = None,
    *,
    profile: CultureProfile | None = None,
    threshold: float | None = None,
) -> CultureScore:
    """Judge a song.

    Args:
        analysis: What was heard in it.
        stems: Its stems; without them fewer inputs can be measured, and the intervals are wider.
        profile: How to weigh; the product's own where none is given.
        threshold: Of the gate, in place of the profile's.
    """
    profile = profile or load_culture_profile()
    song = CultureSong(analysis, stems)
    why = why_not(song)
    markers = {
        name: judge(
            name,
            MarkerInputs(why=why) if why else measure(song),
            song.windows,
            profile.markers[name],
            is_heard=song.is_heard,
        )
        for name, measure in MARKERS.items()
        if name in profile.markers
    }
    style = StyleVector(why=why) if why else style_of(song)
    total = total_of(markers, style, profile)
    return CultureScore(
        profile=profile.id,
        versions={
            "profile": profile.version,
            "features": FEATURES,
            "model": f"{STYLE_MODEL}, {LOG_DRUM_MODEL}",
            "engine": f"aurax {__version__}",
        },
        markers=markers,
        style=_style_document(style),
        total=total,
        gate=gate_of(total, profile, threshold=threshold),
    )


def _style_document(style: StyleVector) -> dict[str, Any]:
    return {
        "probabilities": {name: round(own, 4) for name, own in style.probabilities.items()},
        "family": style.family,
        "family_interval": style.family_interval,
        "named": list(style.named),
        "why": style.why,
        "descriptors": style.descriptors,
    }
