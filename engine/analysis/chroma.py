"""What harmony is read from: which pitch classes sound above, and which pitch lies lowest, frame by frame.

Both come from the pitch salience of ``analysis/salience.py``, whose network already tells fundamentals from harmonics;
a plain spectrum would show a fifth and a third above every bass note.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engine.analysis.salience import LOWEST_PITCH, NUM_PITCHES, PitchSalience, confirmed_by, pitch_salience
from engine.analysis.tuning import estimate_tuning
from engine.core.audio import Audio
from engine.core.events import NoteEvent
from engine.core.jobs import Report, no_report, part_of
from engine.core.stems import GIVEN, Stem, Stems
from engine.core.time import FrameClock

FloatArray = NDArray[np.float32]

# Activations of noise and of drums alone reach 0.33 in one frame of a hundred; played keys lie at 0.45 to 0.85.
# Measured on white noise, three drum recordings of MDB Drums and rendered keys.
_FLOOR = 0.18
_FULL = (0.25, 0.60)
_FULL_SCALE = 0.75
_FULL_PERCENTILE = 90
# Held for 0.15 s above 0.35: noise 1.1 % of the time, eleven drum recordings 0 to 1.5 %, the faintest keys 5.8 %.
_TONAL = 0.35
_SUSTAIN_S = 0.15
_MIN_TONAL_SHARE = 0.035
_MIN_TONAL_S = 8.0

_BASS_WEIGHTS = ([43, 48, 57, 64], [1.0, 0.8, 0.25, 0.1])
_BASS_TOP = 64  # a sounding lowest note above it is no bass
_BASS_RESTS_S = 1.0
_LINE, _LINE_DECAY_S = 0.7, 1.0  # as the network lights up for a clear low note
_LOW_STEMS = (Stem.BASS, Stem.LOG_DRUM)
_STEM_WEIGHTS = {Stem.OTHER: 1.0, Stem.BASS: 1.0, Stem.LOG_DRUM: 0.9, Stem.VOCALS: 0.5}
"""How far each stem is believed to play the chord: a singer's line passes through notes that are not of it."""


@dataclass(frozen=True, slots=True, eq=False)
class Saliences:
    """What the network hears in a recording and in its pitched stems, made once and read by harmony and notes alike."""

    mixture: PitchSalience
    stems: Mapping[Stem, PitchSalience]
    tuning_cents: float


@dataclass(frozen=True, slots=True, eq=False)
class HarmonicEvidence:
    """What sounds, frame by frame.

    Args:
        pitches: How surely each piano key sounds, 0–1, ``[frames, 88]``, drums left out.
        upper: The same by pitch class, C = 0, from the octaves in which chords are played, ``[frames, 12]``.
        bass: Distribution of the lowest sounding note over pitch classes; a row sums to how surely one sounds,
        ``[frames, 12]``.
        low: What bass and log drum play, by pitch class, ``[frames, 12]``; zeros where there are no stems.
        clock: Time of each frame.
        tuning_cents: How far the recording lies above A4 = 440 Hz.
        is_tonal: Whether there is pitched sound enough to speak of harmony.
    """

    pitches: FloatArray
    upper: FloatArray
    bass: FloatArray
    low: FloatArray
    clock: FrameClock
    tuning_cents: float
    is_tonal: bool


def harmonic_evidence(
    mixture: Audio,
    stems: Stems | None = None,
    *,
    saliences: Saliences | None = None,
    lines: Mapping[Stem, Sequence[NoteEvent]] | None = None,
    report: Report = no_report,
) -> HarmonicEvidence:
    """Evidence of a recording, from its pitched stems where there are any.

    Args:
        mixture: The recording.
        stems: Its stems; the drums are left out.
        saliences: Those of the recording and its stems, if they have been computed already.
        lines: Notes read in a bass or log drum, where they are surer than the network's own view of so low tones.
        report: Progress and cancellation.
    """
    heard = saliences or hear(mixture, stems, report=report)
    if not heard.stems:
        return combine([heard.mixture], [1.0], heard.tuning_cents)
    layers = {stem: _with_line(layer, (lines or {}).get(stem, ())) for stem, layer in heard.stems.items()}
    return combine(
        list(layers.values()),
        [_STEM_WEIGHTS[stem] for stem in layers],
        heard.tuning_cents,
        low=[layer for stem, layer in layers.items() if stem in _LOW_STEMS],
    )


def _with_line(layer: PitchSalience, notes: Sequence[NoteEvent]) -> PitchSalience:
    """Salience in which the notes of a line sound too, dying away as plucked and struck tones do."""
    if not notes:
        return layer
    activations = layer.notes.copy()
    for note in notes:
        key = round(note.pitch) - LOWEST_PITCH
        start, stop = (int(layer.clock.frame(time)) for time in (note.onset, note.offset))
        here = activations[start : stop + 1, key] if 0 <= key < NUM_PITCHES else activations[:0, 0]
        np.maximum(here, _LINE * np.exp(-np.arange(len(here)) / layer.clock.rate / _LINE_DECAY_S), out=here)
    return replace(layer, notes=activations)


def hear(mixture: Audio, stems: Stems | None, *, report: Report = no_report) -> Saliences:
    """Pitch salience of a recording and of each of its pitched stems; low stems that a separator made count where the
    mixture confirms them.
    """
    tuning_cents = estimate_tuning(mixture)
    used = [stem for stem in _STEM_WEIGHTS if stems is not None and stem in stems]
    count = 1 + len(used)
    whole = pitch_salience(mixture, tuning_cents=tuning_cents, report=part_of(report, 0.0, 1 / count))
    found: dict[Stem, PitchSalience] = {}
    for index, stem in enumerate(used, start=1):
        part = part_of(report, index / count, (index + 1) / count)
        own = pitch_salience(stems[stem], tuning_cents=tuning_cents, report=part)  # type: ignore[index]
        is_separated = stems is not None and stems.model != GIVEN
        found[stem] = confirmed_by(own, whole) if stem in _LOW_STEMS and is_separated else own
    report(1.0)
    return Saliences(whole, found, tuning_cents)


def combine(
    layers: Sequence[PitchSalience],
    weights: Sequence[float],
    tuning_cents: float,
    *,
    low: Sequence[PitchSalience] = (),
) -> HarmonicEvidence:
    """Evidence from saliences of one recording.

    Args:
        layers: Of the mixture alone, or of each pitched stem.
        weights: How far each is believed, 0–1.
        tuning_cents: As the saliences were made with.
        low: Those of ``layers`` that are a bass.
    """
    loudest = np.max([layer.notes for layer in layers], axis=0)
    full = _full_activation(loudest)
    pitches = np.max([w * _sounding(layer.notes, full) for w, layer in zip(weights, layers, strict=True)], axis=0)
    clock = layers[0].clock
    bass = _lowest(pitches)
    below = np.zeros((len(pitches), 12), np.float32)
    if low:
        played = np.max([_sounding(layer.notes, full) for layer in low], axis=0)
        below = fold(played)
        bass = _where_it_plays(_lowest(played), bass, clock)
    return HarmonicEvidence(pitches, _upper(pitches), bass, below, clock, tuning_cents, _is_tonal(loudest, clock))


def fold(pitches: FloatArray) -> FloatArray:
    """The strongest of all octaves for each pitch class: ``[frames, 88]`` to ``[frames, 12]``, C = 0."""
    padded = np.zeros((len(pitches), 108), np.float32)
    start = LOWEST_PITCH % 12
    padded[:, start : start + NUM_PITCHES] = pitches
    folded: FloatArray = padded.reshape(len(pitches), 9, 12).max(axis=1)
    return folded


def _full_activation(activations: FloatArray) -> float:
    """The activation that counts as surely sounding: that of the third-strongest pitch class in this recording's
    fuller frames.

    Keys behind drums and a voice light up half as bright as keys alone; a chord has at least three notes.
    """
    if not len(activations):
        return _FULL[1]
    third = np.sort(fold(activations), axis=1)[:, -3]
    return float(np.clip(_FULL_SCALE * np.percentile(third, _FULL_PERCENTILE), *_FULL))


def _sounding(activations: FloatArray, full: float) -> FloatArray:
    sounding: FloatArray = np.clip((activations - _FLOOR) / (full - _FLOOR), 0.0, 1.0)
    return sounding


def _upper(pitches: FloatArray) -> FloatArray:
    """Pitch classes, low notes counted by a little less: a bass walks through notes that are not of the chord."""
    weight = np.interp(np.arange(NUM_PITCHES) + LOWEST_PITCH, [36, 52, 88, 100], [0.6, 1.0, 1.0, 0.5])
    return fold(pitches * weight.astype(np.float32))


def _lowest(pitches: FloatArray) -> FloatArray:
    """Probability that each pitch class is the lowest sounding note, frame by frame.

    Going up the keyboard, a key is the lowest if it sounds and none below it does. Between two bass notes the lowest
    note is one of the chord above; it says little about the bass, so high lowest notes count less.
    """
    below = pitches[:, : _BASS_TOP - LOWEST_PITCH + 1]
    silent_below = np.cumprod(1.0 - below, axis=1)
    lowest = below.copy()
    lowest[:, 1:] *= silent_below[:, :-1]
    lowest *= np.interp(np.arange(lowest.shape[1]) + LOWEST_PITCH, *_BASS_WEIGHTS).astype(np.float32)
    out = np.zeros((len(pitches), 12), np.float32)
    for pitch_class in range(12):
        out[:, pitch_class] = lowest[:, (pitch_class - LOWEST_PITCH) % 12 :: 12].sum(axis=1)
    return out


def _where_it_plays(bass: FloatArray, lowest: FloatArray, clock: FrameClock) -> FloatArray:
    """The bass player's notes, and the chord's lowest note only where the bass has been silent for a beat or two.

    A log drum strikes the root and rests; the third of a rootless chord that rings on below nobody is no bass.
    """
    from scipy.ndimage import maximum_filter1d

    near = maximum_filter1d(bass.sum(axis=1), 1 + 2 * round(_BASS_RESTS_S * clock.rate), mode="nearest")
    return np.asarray(bass + np.clip(1.0 - near, 0.0, 1.0)[:, np.newaxis] * lowest, np.float32)


def _is_tonal(activations: FloatArray, clock: FrameClock) -> bool:
    """Whether keys sound steadily for 0.15 s often enough: 3.5 % of the time, or eight seconds of it."""
    from scipy.ndimage import minimum_filter1d

    if not len(activations):
        return False
    held = minimum_filter1d(activations, max(1, round(_SUSTAIN_S * clock.rate)), axis=0, mode="constant").max(axis=1)
    share = float(np.mean(held > _TONAL))
    return share >= _MIN_TONAL_SHARE or share * len(held) / clock.rate >= _MIN_TONAL_S
