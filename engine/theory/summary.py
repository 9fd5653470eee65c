"""The ``theory`` chapters of an analysis: every feature here is computed from its beats, chords, notes and sections.

A chapter is empty where what it needs was not found. ``genre`` stays empty until there is a database of conventions.

``harmonic``: ``loop`` {``num_bars``, ``chords``, ``roman``, ``share``}, ``cadences`` [{``time``, ``kind``}],
``chords_per_bar``, ``seventh_share``, ``extension_share``, ``diatonic_share`` (shares of sounding time),
``voice_leading_semitones`` (mean total motion per change), ``function_shares``, ``num_modulations``.
``rhythmic``: per stem ``notes_per_beat``, ``syncopation`` (Longuet-Higgins & Lee per bar), ``offbeat_share``,
``occupancy`` (share of bars per sixteenth), ``timing_ms`` (per sixteenth), ``interval_shares``; ``tempo_stability_ms``.
``melodic``: ``source`` (the stem), ``num_notes``, ``lowest``, ``highest``, ``range_semitones``,
``mean_interval_semitones``, ``step_share``, ``leap_share``, ``scale``, ``contours`` (number of phrases of each),
``num_phrases``, ``motif``.
``form``: ``labels``, ``durations``, ``bars``, ``repeated_share``, ``transitions``, ``first_vocals``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np

from engine.core.analysis import Analysis, ChordEvent, Modulation, Theory
from engine.core.events import NoteEvent
from engine.core.harmony import ChordLabel, ChordSegment, Key
from engine.core.roman import chord_function, roman_numeral
from engine.core.stems import Stem
from engine.theory import harmony, melody, rhythm


def annotate(analysis: Analysis) -> Analysis:
    """The analysis with Roman numerals and functions in its chords, and with its theory chapters.

    Numerals are those of the key that holds at the chord's time (modulations count); they stay None without a key.
    """
    chords = tuple(_annotated(chord, key_at(analysis, chord.start)) for chord in analysis.chords)
    filled = replace(analysis, chords=chords)
    theory = Theory(
        harmonic=harmonic_features(filled),
        rhythmic=rhythmic_features(filled),
        melodic=melodic_features(filled),
        form=form_features(filled),
    )
    return replace(filled, theory=theory)


def key_at(analysis: Analysis, time: float) -> Key | None:
    """The key that holds at a time in seconds; None if none was found."""
    if analysis.key is None:
        return None
    now: Modulation | None = None
    for modulation in analysis.modulations:
        if modulation.time <= time + 1e-6:
            now = modulation
    source = now or analysis.key
    return Key.parse(f"{source.tonic} {source.mode}")


def _annotated(chord: ChordEvent, key: Key | None) -> ChordEvent:
    label = ChordLabel.parse(chord.label)
    if key is None or label.root is None:
        return replace(chord, roman=None, function=None)
    return replace(chord, roman=roman_numeral(label, key), function=chord_function(label, key))


def _segments(analysis: Analysis) -> tuple[ChordSegment, ...]:
    return tuple(ChordSegment(c.start, c.end, ChordLabel.parse(c.label), c.confidence) for c in analysis.chords)


def harmonic_features(analysis: Analysis) -> dict[str, Any]:
    """The ``harmonic`` chapter; empty without a sounding chord."""
    chords = _segments(analysis)
    if not harmony.sounding(chords):
        return {}
    features: dict[str, Any] = {
        "chords_per_bar": harmony.chords_per_bar(chords, analysis.downbeats),
        "seventh_share": harmony.seventh_share(chords),
        "extension_share": harmony.extension_share(chords),
        "voice_leading_semitones": harmony.mean_voice_leading(chords),
        "num_modulations": len(analysis.modulations),
    }
    key = key_at(analysis, 0.0)
    loop = harmony.find_loop(chords, analysis.downbeats)
    features["loop"] = (
        None
        if loop is None
        else {
            "num_bars": loop.num_bars,
            "chords": [str(label) for label in loop.chords],
            "roman": [roman_numeral(label, key) for label in loop.chords] if key else None,
            "share": loop.share,
        }
    )
    if key is not None:
        features["diatonic_share"] = harmony.diatonic_share(chords, key)
        phrase_ends = [section.end for section in analysis.sections]
        features["cadences"] = [
            {"time": c.time, "kind": c.kind} for c in harmony.find_cadences(chords, key, phrase_ends)
        ]
        features["function_shares"] = _function_shares(analysis.chords)
    return features


def _function_shares(chords: Sequence[ChordEvent]) -> dict[str, float]:
    times: dict[str, float] = {}
    for chord in chords:
        if chord.function is not None:
            times[chord.function] = times.get(chord.function, 0.0) + chord.end - chord.start
    total = sum(times.values())
    return {function: time / total for function, time in sorted(times.items())}


def rhythmic_features(analysis: Analysis) -> dict[str, Any]:
    """The ``rhythmic`` chapter; empty without beats."""
    if len(analysis.beats) < 2:
        return {}
    beats = np.asarray(analysis.beats)
    line = np.polyval(np.polyfit(np.arange(len(beats)), beats, 1), np.arange(len(beats)))
    features: dict[str, Any] = {"tempo_stability_ms": float(1e3 * np.sqrt(np.mean((beats - line) ** 2))), "stems": {}}
    beats_per_bar = analysis.meter.numerator if analysis.meter else 4
    for stem, notes in analysis.notes.items():
        placed = rhythm.on_grid(notes or (), analysis.beats, analysis.downbeats, beats_per_bar)
        if placed is None:
            continue
        features["stems"][stem.value] = {
            "notes_per_beat": len(placed.steps) / (len(beats) - 1),
            "syncopation": rhythm.syncopation(placed),
            "offbeat_share": rhythm.offbeat_share(placed),
            "occupancy": list(rhythm.occupancy(placed)),
            "timing_ms": list(rhythm.timing_ms(placed)),
            "interval_shares": rhythm.interval_shares(placed),
        }
    return features


def melodic_features(analysis: Analysis) -> dict[str, Any]:
    """The ``melodic`` chapter, of the voice, or of the highest line of the other stem; empty without four notes."""
    for stem in (Stem.VOCALS, Stem.OTHER):
        notes = analysis.notes.get(stem) or ()
        if len(notes) >= 4:
            return {"source": stem.value, **_line_features(melody.top_line(notes), key_at(analysis, 0.0))}
    return {}


def _line_features(line: Sequence[NoteEvent], key: Key | None) -> dict[str, Any]:
    pitches = [note.pitch for note in line]
    steps = np.abs(melody.intervals(line))
    moving = steps[steps > 0]
    motif = melody.commonest_motif(line)
    contours = Counter(melody.contour(phrase) for phrase in melody.phrases(line) if len(phrase) >= 3)
    return {
        "num_notes": len(line),
        "lowest": min(pitches),
        "highest": max(pitches),
        "range_semitones": max(pitches) - min(pitches),
        "mean_interval_semitones": float(steps.mean()) if len(steps) else None,
        "step_share": float(np.mean(moving <= 2)) if len(moving) else None,
        "leap_share": float(np.mean(moving > 4)) if len(moving) else None,
        "scale": melody.scale_of(line, key) if key else None,
        "num_phrases": len(melody.phrases(line)),
        "contours": dict(sorted(contours.items())),
        "motif": None if motif is None else {"intervals": list(motif[0]), "count": motif[1]},
    }


def form_features(analysis: Analysis) -> dict[str, Any]:
    """The ``form`` chapter; empty without sections."""
    if not analysis.sections:
        return {}
    labels = [section.label for section in analysis.sections]
    durations = [section.end - section.start for section in analysis.sections]
    repeated = {label for label, count in Counter(labels).items() if count > 1}
    bars = list(pairwise(analysis.downbeats))
    bar = float(np.median([end - start for start, end in bars])) if bars else None
    vocals = analysis.notes.get(Stem.VOCALS) or ()
    return {
        "labels": labels,
        "durations": durations,
        "bars": [round(duration / bar, 2) for duration in durations] if bar else None,
        "repeated_share": sum(d for d, label in zip(durations, labels, strict=True) if label in repeated)
        / sum(durations),
        "transitions": dict(sorted(Counter(f"{a} > {b}" for a, b in pairwise(labels)).items())),
        "first_vocals": vocals[0].onset if vocals else None,
    }
