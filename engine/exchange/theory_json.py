"""What the theory says, in the two documents people train on: ``theory.json`` and ``training_sample.json``.

Their keys are fixed: readers outside rely on each of them being there, and on no other. What is not known is null, or
an empty list. Both name four stems; a log drum has a stem of its own beside them, which these documents do not know.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.core.codec import encode_json, to_builtins
from engine.core.stems import Stem
from engine.whole_file import write_bytes

if TYPE_CHECKING:
    from engine.core.analysis import Analysis, ChordEvent

_STEMS = (Stem.VOCALS, Stem.DRUMS, Stem.BASS, Stem.OTHER)
_DECIMALS = 6


def theory_document(analysis: Analysis, stem_files: Mapping[Stem, str]) -> dict[str, Any]:
    """``basic_info``, ``audio_stems`` and ``music_theory`` of a song.

    Args:
        analysis: With its theory chapters.
        stem_files: Where the stems lie, as the reader is to find them; null for those that are not there.
    """
    tags = analysis.metadata
    return _plain(
        {
            "basic_info": {
                "title": _text(tags.get("title")),
                "artist": _text(tags.get("artist")),
                "album": _text(tags.get("album")),
                "year": _year(tags.get("year")),
                "genre": _text(tags.get("genre")),
                "duration": analysis.audio.duration,
                "bpm": analysis.tempo_bpm,
                "key": _key(analysis),
            },
            "audio_stems": _stems(stem_files),
            "music_theory": {
                "harmonic_analysis": _harmonic(analysis),
                "rhythmic_analysis": _rhythmic(analysis),
                "genre_analysis": _genre(analysis),
            },
        }
    )


def training_sample(analysis: Analysis, stem_files: Mapping[Stem, str]) -> dict[str, Any]:
    """``id``, ``audio_stems``, ``features`` and ``metadata`` of a song; ``id`` is the hash of its decoded samples."""
    tags = analysis.metadata
    return _plain(
        {
            "id": analysis.audio.fingerprint,
            "audio_stems": _stems(stem_files),
            "features": {
                "harmonic_progression": _harmonic(analysis),
                "rhythmic_pattern": _rhythmic(analysis),
                "genre": _genre(analysis)["primary_genre"],
                "bpm": analysis.tempo_bpm,
                "key": _key(analysis),
                "structure": [{"start": s.start, "end": s.end, "label": s.label} for s in analysis.sections],
            },
            "metadata": {
                "artist": _text(tags.get("artist")),
                "year": _year(tags.get("year")),
                "genre_tag": _text(tags.get("genre")),
            },
        }
    )


THEORY_FORMS: dict[str, tuple[str, Callable[[Analysis, Mapping[Stem, str]], dict[str, Any]]]] = {
    "theory-json": ("theory.json", theory_document),
    "training-sample": ("training_sample.json", training_sample),
}
"""Name of each export: its file, and what makes its document."""


def write_theory(form: str, folder: Path, analysis: Analysis, stem_files: Mapping[Stem, str]) -> Path:
    """Write one of ``THEORY_FORMS`` into a folder, UTF-8, indented by two spaces; returns its path.

    Raises:
        KeyError: If there is no such form.
        OSError: If it cannot be written; an older file is then still there.
    """
    name, document = THEORY_FORMS[form]
    write_bytes(folder / name, encode_json(document(analysis, stem_files), indent=2) + b"\n")
    return folder / name


def _stems(files: Mapping[Stem, str]) -> dict[str, str | None]:
    return {stem.value: files.get(stem) for stem in _STEMS}


def _key(analysis: Analysis) -> str | None:
    return None if analysis.key is None else f"{analysis.key.tonic} {analysis.key.mode}"


def _harmonic(analysis: Analysis) -> dict[str, Any]:
    """The progression as it goes, a chord that is repeated written once."""
    harmonic = analysis.theory.harmonic
    row: list[ChordEvent] = []
    for chord in analysis.chords:
        if chord.roman is not None and (not row or row[-1].roman != chord.roman):
            row.append(chord)
    return {
        "roman_numerals": [chord.roman for chord in row],
        "functional_harmony": [_function(chord) for chord in row],
        "common_patterns": list(dict.fromkeys(match["pattern"] for match in harmonic.get("common_patterns", ()))),
        "cadences": [{"type": c["type"], "strength": c["strength"]} for c in harmonic.get("cadences", ())],
        "progression_complexity": harmonic.get("progression_complexity"),
    }


def _function(chord: ChordEvent) -> str:
    """In this document's words: a predominant is a ``subdominant``, a tonic on another degree ``tonic_substitute``."""
    if chord.function == "predominant":
        return "subdominant"
    if chord.function == "tonic":
        assert chord.roman is not None
        root = chord.roman.split("/")[0].rstrip("0123456789#+øo")
        for suffix in ("sus", "add", "maj"):
            root = root.split(suffix)[0].rstrip("0123456789")
        return "tonic" if root in ("I", "i") else "tonic_substitute"
    return chord.function or "other"


def _rhythmic(analysis: Analysis) -> dict[str, Any]:
    rhythmic = analysis.theory.rhythmic
    hierarchy = rhythmic.get("metric_hierarchy") or {}
    meter = analysis.meter
    return {
        "syncopation_index": rhythmic.get("syncopation_index"),
        "time_signature": None if meter is None else f"{meter.numerator}/{meter.denominator}",
        "complexity_score": rhythmic.get("complexity_score"),
        "metric_hierarchy": {
            "strong_beats": list(hierarchy.get("strong_beats", ())),
            "weak_beats": list(hierarchy.get("weak_beats", ())),
        },
    }


def _genre(analysis: Analysis) -> dict[str, Any]:
    genre = analysis.theory.genre
    return {
        "primary_genre": genre.get("primary_genre"),
        "confidence": genre.get("confidence"),
        "predicted_genres": [
            {"genre": one["genre"], "confidence": one["confidence"]} for one in genre.get("predicted_genres", ())
        ],
    }


def _text(value: Any) -> str | None:
    return str(value) if value not in (None, "") else None


def _year(value: Any) -> int | None:
    """A whole year, also of a date such as ``1999-06-15``."""
    digits = str(value or "")[:4]
    return int(digits) if digits.isdecimal() and len(digits) == 4 else None


def _plain(document: dict[str, Any]) -> dict[str, Any]:
    rounded = _rounded(to_builtins(document))
    assert isinstance(rounded, dict)
    return rounded


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, _DECIMALS)
    if isinstance(value, dict):
        return {key: _rounded(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_rounded(item) for item in value]
    return value
