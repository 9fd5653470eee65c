"""The ``harmonic`` chapter of an analysis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from itertools import pairwise
from typing import Any

import numpy as np

from engine.core.analysis import Analysis, ChordEvent
from engine.core.harmony import ChordSegment, Key
from engine.core.roman import roman_numeral
from engine.core.stems import Stem
from engine.theory import harmony, patterns, voices
from engine.theory.cadences import Setting, find_cadences
from engine.theory.complexity import progression_complexity
from engine.theory.melodic_chapter import melody_line
from engine.theory.mixture import in_mode, mode_of
from engine.theory.numerals import Reading, is_blues, read_chords
from engine.theory.tonal_regions import find_pivot, find_regions

_PHRASE_BARS = 4
_LISTS = {
    "secondary_dominants": ("secondary_dominant", "secondary_leading_tone"),
    "borrowed_chords": ("borrowed", "picardy"),
    "tritone_substitutions": ("tritone_substitution",),
    "neapolitans": ("neapolitan",),
    "augmented_sixths": ("augmented_sixth",),
}
_LEADING_OUT = frozenset({
    "secondary_dominant", "secondary_leading_tone", "related_two", "tritone_substitution", "augmented_sixth",
    "passing_diminished", "common_tone_diminished",
})  # fmt: skip


def keys_of(analysis: Analysis, chords: Sequence[ChordSegment]) -> tuple[Key | None, ...]:
    """The key each chord is heard in: the modulations that were found, or else those the chords tell.

    A song that keeps to one loop, or to the chords of a blues, modulates nowhere, however its tonic may be heard.
    """
    if analysis.key is None:
        return (None,) * len(chords)
    home = Key.parse(f"{analysis.key.tonic} {analysis.key.mode}")
    if analysis.modulations:
        keys = []
        for chord in chords:
            now = [m for m in analysis.modulations if m.time <= chord.start + 1e-6]
            keys.append(Key.parse(f"{now[-1].tonic} {now[-1].mode}") if now else home)
        return tuple(keys)
    if harmony.find_loop(chords, analysis.downbeats) is not None or is_blues([c.label for c in chords], home):
        return (home,) * len(chords)
    keys = [home] * len(chords)
    for region in find_regions(chords, home):
        keys[region.first : region.end] = [region.key] * (region.end - region.first)
    return tuple(keys)


def harmonic_features(
    analysis: Analysis,
    chords: Sequence[ChordSegment],
    keys: Sequence[Key | None],
    readings: Sequence[Reading | None],
) -> dict[str, Any]:
    """The chapter; empty without a sounding chord."""
    if not harmony.sounding(chords):
        return {}
    per_bar = harmony.chords_per_bar(chords, analysis.downbeats)
    key = next((k for k in keys if k is not None), None)
    complexity = progression_complexity(chords, readings, per_bar)
    assert complexity is not None
    parts = asdict(complexity)
    features: dict[str, Any] = {
        "chords_per_bar": per_bar,
        "harmonic_rhythm": _harmonic_rhythm(chords, analysis.downbeats),
        "seventh_share": harmony.seventh_share(chords),
        "extension_share": harmony.extension_share(chords),
        "voice_leading_semitones": harmony.mean_voice_leading(chords),
        "voice_leading": _voice_leading(analysis, chords),
        "progression_complexity": parts.pop("value"),
        "complexity_parts": parts,
        "loop": _loop(analysis, chords, key),
    }
    if key is None:
        return features
    mode, readings = _at_home(chords, keys, readings)
    phrase_ends = phrase_ends_of(analysis, chords)
    features |= {
        "mode": mode,
        "readings": [
            {"time": chord.start, **asdict(reading)}
            for chord, reading in zip(chords, readings, strict=True)
            if reading is not None
        ],
        "function_shares": _function_shares(analysis.chords),
        "diatonic_share": harmony.diatonic_share(chords, key),
        "cadences": _cadences(analysis, chords, keys, phrase_ends),
        "common_patterns": _patterns(analysis, chords, keys),
        "modulations": _modulations(chords, keys),
    }
    features["num_modulations"] = len(features["modulations"])
    for name, tags in _LISTS.items():
        features[name] = [
            {"time": chord.start, "chord": str(chord.label), "roman": r.roman, "target": r.target, "source": r.source}
            for chord, r in zip(chords, readings, strict=True)
            if r is not None and set(tags) & set(r.tags)
        ]
    return features


def _at_home(
    chords: Sequence[ChordSegment], keys: Sequence[Key | None], readings: Sequence[Reading | None]
) -> tuple[str | None, tuple[Reading | None, ...]]:
    """The mode of the song's first key, and the readings with chords of that mode no longer called borrowed."""
    home = next(k for k in keys if k is not None)
    plain = [
        chord
        for chord, key, reading in zip(chords, keys, readings, strict=True)
        if key == home and reading is not None and not _LEADING_OUT & set(reading.tags)
    ]
    mode = mode_of(plain, home)
    if mode is None:
        return None, tuple(readings)
    row: list[Reading | None] = []
    for chord, key, reading in zip(chords, keys, readings, strict=True):
        if reading is not None and key == home and "borrowed" in reading.tags and in_mode(chord.label, home, mode):
            tags = tuple(tag for tag in reading.tags if tag != "borrowed")
            row.append(Reading(reading.roman, reading.figured, reading.function, tags, reading.target))
        else:
            row.append(reading)
    return mode, tuple(row)


def _harmonic_rhythm(chords: Sequence[ChordSegment], downbeats: Sequence[float]) -> dict[str, Any] | None:
    """How long chords last, in bars, and how many change on a downbeat; None without bars."""
    bars = np.diff(downbeats)
    rows = harmony.sounding(chords)
    if not len(bars):
        return None
    bar = float(np.median(bars))
    lengths = np.array([c.end - c.start for c in rows]) / bar
    starts = np.array([c.start for c in rows])
    nearest = np.abs(starts[:, None] - np.asarray(downbeats)[None, :]).min(axis=1)
    return {
        "mean_bars": float(lengths.mean()),
        "shortest_bars": float(lengths.min()),
        "longest_bars": float(lengths.max()),
        "on_downbeat_share": float(np.mean(nearest <= 0.1 * bar)),
    }


def _loop(analysis: Analysis, chords: Sequence[ChordSegment], key: Key | None) -> dict[str, Any] | None:
    loop = harmony.find_loop(chords, analysis.downbeats)
    if loop is None:
        return None
    readings = read_chords(loop.chords, [key] * len(loop.chords)) if key else ()
    return {
        "num_bars": loop.num_bars,
        "chords": [str(label) for label in loop.chords],
        "roman": [
            r.roman if r is not None else roman_numeral(label, key)
            for r, label in zip(readings, loop.chords, strict=True)
        ]
        if key
        else None,
        "share": loop.share,
    }


def _function_shares(chords: Sequence[ChordEvent]) -> dict[str, float]:
    times: dict[str, float] = {}
    for chord in chords:
        if chord.function is not None:
            times[chord.function] = times.get(chord.function, 0.0) + chord.end - chord.start
    total = sum(times.values())
    return {function: time / total for function, time in sorted(times.items())}


def phrase_ends_of(analysis: Analysis, chords: Sequence[ChordSegment]) -> list[float]:
    """Seconds at which phrases end: sections, every four bars inside them, rests of the harmony, and the end.

    Four bars are the commonest phrase of popular and dance music (Rothstein, "Phrase Rhythm in Tonal Music", 1989).
    """
    rows = harmony.sounding(chords)
    ends = {section.end for section in analysis.sections} | {rows[-1].end}
    ends |= {a.end for a, b in pairwise(chords) if a.label.root is not None and b.label.root is None}
    bounds = sorted({section.start for section in analysis.sections}) or [rows[0].start]
    downbeats = np.asarray(analysis.downbeats)
    for start, end in pairwise([*bounds, np.inf]):
        slack = 0.25 * float(np.median(np.diff(downbeats))) if len(downbeats) > 1 else 0.0
        inside = downbeats[(downbeats >= start - slack) & (downbeats < end - slack)]
        ends |= {float(time) for time in inside[_PHRASE_BARS::_PHRASE_BARS]}
    return sorted(ends)


def _cadences(
    analysis: Analysis, chords: Sequence[ChordSegment], keys: Sequence[Key | None], phrase_ends: Sequence[float]
) -> list[dict[str, Any]]:
    line = melody_line(analysis)
    top = voices.Line(line[1], highest=True) if line is not None and line[0] is Stem.VOCALS else None
    found = find_cadences(chords, keys, Setting(phrase_ends, analysis.downbeats, top))
    return [
        {"time": c.time, "type": c.kind, "variant": c.variant, "strength": c.strength, "phrase_end": c.phrase_end}
        for c in found
    ]


def _patterns(analysis: Analysis, chords: Sequence[ChordSegment], keys: Sequence[Key | None]) -> list[dict[str, Any]]:
    bars = harmony.bar_chords(chords, analysis.downbeats)
    bar_keys = [_key_at(chords, keys, start) for start in analysis.downbeats[:-1]]
    found = (*patterns.find_bar_forms(bars, analysis.downbeats, bar_keys), *patterns.find_patterns(chords, keys))
    return [
        {
            "pattern": match.pattern.name,
            "title": match.pattern.title,
            "count": len(match.times),
            "share": match.share,
            "times": list(match.times),
        }
        for match in found
    ]


def _key_at(chords: Sequence[ChordSegment], keys: Sequence[Key | None], time: float) -> Key | None:
    return next((key for chord, key in zip(chords, keys, strict=True) if chord.end > time + 1e-6), None)


def _modulations(chords: Sequence[ChordSegment], keys: Sequence[Key | None]) -> list[dict[str, Any]]:
    rows = [
        (i, keys[i - 1], keys[i])
        for i in range(1, len(chords))
        if keys[i] is not None and keys[i - 1] is not None and keys[i] != keys[i - 1]
    ]
    found = []
    for index, old, new in rows:
        assert old is not None
        assert new is not None
        pivot = find_pivot(chords, index, old, new)
        found.append(
            {
                "time": chords[index].start,
                "from": str(old),
                "to": str(new),
                "kind": "direct" if pivot is None else "pivot",
                "pivot": None
                if pivot is None
                else {
                    "time": chords[pivot.index].start,
                    "chord": str(pivot.label),
                    "roman_from": roman_numeral(pivot.label, old),
                    "roman_to": roman_numeral(pivot.label, new),
                },
            }
        )
    return found


def _voice_leading(analysis: Analysis, chords: Sequence[ChordSegment]) -> dict[str, Any]:
    """Cost of the chord symbols, and what the notes really do: motion per voice and parallels."""
    rows = harmony.sounding(chords)
    realised = voices.voicings(analysis.notes.get(Stem.OTHER) or (), rows)
    low = analysis.notes.get(Stem.BASS) or analysis.notes.get(Stem.LOG_DRUM) or ()
    line = melody_line(analysis)
    outer = None
    if low and line is not None:
        outer = voices.outer_parallels(voices.Line(low, highest=False), voices.Line(line[1], highest=True), rows)
    inner = voices.chord_parallels(realised)
    return {
        "cost_semitones": harmony.mean_voice_leading(chords),
        "voice_motion_semitones": voices.motion_semitones(realised),
        "outer_voices": None if outer is None else asdict(outer),
        "chords": None if inner is None else asdict(inner),
    }
