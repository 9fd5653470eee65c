"""Chords as they are written by hand: read from what a producer types, named anew in their key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from app.widgets.chord_lane import chart_name
from engine.core.analysis import Analysis, ChordEvent
from engine.core.harmony import QUALITIES, ChordLabel, Key, pitch_class
from engine.core.roman import parse_roman
from engine.jobs.chords_by_hand import reread

_ALSO = {
    "m7b5": "hdim7",
    "-": "min",
    "-7": "min7",
    "M7": "maj7",
    "Δ": "maj7",
    "ø": "hdim7",
    "o": "dim",
    "o7": "dim7",
    "sus": "sus4",
}
_NO_CHORD = frozenset({"N", "-", "–", "N.C.", "NC"})


def parse_chord(text: str, key: Key | None) -> ChordLabel:
    """The chord somebody types: ``Fm9``, ``Db/Ab``, ``F:min9`` (Harte), ``N`` for none, or with a key ``iv7``.

    Raises:
        ValueError: If it is none of these.
    """
    typed = text.strip().replace("♭", "b").replace("♯", "#")
    if typed in _NO_CHORD:
        return ChordLabel(None, "N")
    for read in (ChordLabel.parse, _from_chart):
        try:
            return read(typed)
        except ValueError:
            continue
    if key is not None:
        return parse_roman(typed, key)
    raise ValueError(f"not a chord: {text!r}")


def _from_chart(text: str) -> ChordLabel:
    root_length = 1
    while root_length < len(text) and text[root_length] in "#b":
        root_length += 1
    root = pitch_class(text[:root_length])
    rest, bass = text[root_length:], 0
    quality = _charts().get(rest)
    if quality is None and "/" in rest:
        rest, _, bass_name = rest.rpartition("/")
        quality, bass = _charts().get(rest), (pitch_class(bass_name) - root) % 12
    if quality is None:
        raise ValueError(f"not a chord: {text!r}")
    return ChordLabel(root, quality, bass, flats="#" not in text[:root_length])


@cache
def _charts() -> dict[str, str]:
    """Qualities by what stands behind the root in a chart."""
    names = {chart_name(str(ChordLabel(0, quality)))[1:]: quality for quality in QUALITIES}
    plain = {name.replace("♭", "b").replace("♯", "#"): quality for name, quality in names.items()}
    return {**{quality: quality for quality in QUALITIES}, **plain, **_ALSO}


def relabelled(
    chords: Sequence[ChordEvent], place: int, label: ChordLabel, analysis: Analysis
) -> tuple[ChordEvent, ...]:
    """The chords with another label in one place; its neighbours' numerals follow, for they depend on it.

    What a person wrote is sure.
    """
    changed = list(chords)
    changed[place] = replace(changed[place], label=str(label), confidence=1.0)
    return reread(changed, analysis)
