"""Figures of a take for ``aurax bench generation --report``: its notes against its style, its sound against 1.10."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.audio.loudness import integrated_loudness
from engine.core.audio import Audio
from engine.core.blueprint import STEPS_PER_BAR
from engine.core.composition import Composition, PlayedNote, PlayedSection
from engine.core.harmony import QUALITIES
from engine.core.stems import Stem

if TYPE_CHECKING:
    from engine.generation.profiles import StyleProfile
    from engine.generation.sketch.mixing.render import Rendered

STEM_RANGES_LU = {Stem.LOG_DRUM: (-8.0, -4.0), Stem.BASS: (-16.0, -8.0), Stem.VOCALS: (-11.0, -5.0)}
"""Loudness relative to the mix in a drop (domain reference 1.10, design priors); it has none for the other stems."""
MIX_RANGE_LUFS = (-11.8, -5.8)
"""Two deviations of the prior N(-8.8, 1.5) of the domain reference 1.10."""
PEAK_RANGE_DBTP = (-1.0, 1.0)
LEAST_LOW_CORRELATION = 0.8
LOW_HZ = 120.0
_NINTH_OR_MORE = {1, 2, 5, 6, 8, 9}
_SAME_TIME_S = 0.03


def descriptors(composition: Composition, profile: StyleProfile) -> dict[str, dict[str, Any]]:
    """Each descriptor's ``value`` (None: nothing to measure it on) with the profile's ``low`` and ``high``, if any."""
    log, kicks = composition.of("log_drum"), composition.of("kick")
    habits, harmony = profile.log_drum, profile.harmony
    num_bars = composition.blueprint.num_bars
    voices = [note for note in composition.notes if note.stem is Stem.VOCALS]
    rows: dict[str, tuple[float | None, float | None, float | None]] = {
        "kicks per bar with kick": (_per_bar(kicks), None, None),
        "log drum: onsets per active bar": (_per_bar(log), habits.onsets_per_bar.low, habits.onsets_per_bar.high),
        "log drum: share of bars": (len(_bars(log)) / num_bars, habits.active_share.low, habits.active_share.high),
        "log drum: off the quarters": (_share(note.step % 4 != 0 for note in log), None, None),
        "log drum: on the kick": (_overlap(log, kicks), 0.0, habits.kick_overlap.high),
        "chord changes per 4 bars": (
            _chord_changes(composition),
            harmony.chords_per_4_bars.low,
            harmony.chords_per_4_bars.high,
        ),
        "chords with a ninth or more": (_extended(composition), harmony.extensions.low, harmony.extensions.high),
        "voices: share of bars": (len(_bars(voices)) / num_bars, profile.vocal_share.low, profile.vocal_share.high),
    }
    return {name: judged(value, low, high) for name, (value, low, high) in rows.items()}


def judged(value: float | None, low: float | None, high: float | None) -> dict[str, Any]:
    """A figure beside its range; ``is_inside`` is None where there is no figure or no range."""
    inside = None
    if value is not None and not (low is None and high is None):
        inside = (low is None or value >= low - 1e-9) and (high is None or value <= high + 1e-9)
    return {"value": None if value is None else round(value, 3), "low": low, "high": high, "is_inside": inside}


def sound(composition: Composition, rendered: Rendered) -> dict[str, Any]:
    """Loudness of the mix and, in the main drop, of each stem relative to it; peak, limiter and low-end correlation."""
    drop = main_drop(composition)
    mix_lufs = integrated_loudness(_cut(rendered.mix, drop))
    stems: dict[str, Any] = {}
    for stem in rendered.stems:
        lufs = integrated_loudness(_cut(rendered.stems[stem], drop))
        relative = None if lufs is None or mix_lufs is None else lufs - mix_lufs
        stems[str(stem)] = judged(relative, *STEM_RANGES_LU.get(stem, (None, None)))
    return {
        "loudness_lufs": judged(rendered.loudness_lufs, *MIX_RANGE_LUFS),
        "true_peak_dbtp": judged(rendered.true_peak_dbtp, *PEAK_RANGE_DBTP),
        "limiter_reduction_db": round(rendered.reduction_db, 2),
        "correlation_below_120_hz": judged(low_correlation(rendered.mix), LEAST_LOW_CORRELATION, None),
        "measured_in": drop.name or drop.label,
        "drop_lufs": None if mix_lufs is None else round(mix_lufs, 2),
        "stems_relative_lu": stems,
    }


def main_drop(composition: Composition) -> PlayedSection:
    """The drop of the highest planned energy, the first of equals; where there is no drop, of all sections."""
    planned = list(zip(composition.sections, composition.blueprint.sections, strict=True))
    drops = [pair for pair in planned if pair[0].label == "drop"]
    return max(drops or planned, key=lambda pair: pair[1].energy)[0]


def low_correlation(audio: Audio) -> float | None:
    """Correlation of left and right below 120 Hz (Butterworth, fourth order); None for mono or silence."""
    from scipy.signal import butter, sosfilt

    if audio.num_channels != 2:
        return None
    low = sosfilt(butter(4, LOW_HZ, fs=audio.sample_rate, output="sos"), audio.samples.astype(np.float64), axis=1)
    energy = float(np.sqrt(np.sum(low[0] ** 2) * np.sum(low[1] ** 2)))
    return float(np.sum(low[0] * low[1])) / energy if energy > 0.0 else None


def _cut(audio: Audio, section: PlayedSection) -> Audio:
    start, end = (round(time * audio.sample_rate) for time in (section.start, section.end))
    return Audio(np.ascontiguousarray(audio.samples[:, start:end]), audio.sample_rate)


def _bars(notes: Iterable[PlayedNote]) -> set[int]:
    return {int(note.step // STEPS_PER_BAR) for note in notes}


def _per_bar(notes: tuple[PlayedNote, ...]) -> float | None:
    return len(notes) / len(_bars(notes)) if notes else None


def _share(truths: Iterable[bool]) -> float | None:
    found = list(truths)
    return sum(found) / len(found) if found else None


def _overlap(notes: tuple[PlayedNote, ...], kicks: tuple[PlayedNote, ...]) -> float | None:
    """Share of onsets within 30 ms of a kick."""
    struck = np.asarray([kick.onset for kick in kicks])
    return _share(bool(len(struck)) and bool(np.abs(struck - note.onset).min() <= _SAME_TIME_S) for note in notes)


def _chord_changes(composition: Composition) -> float:
    changes = 1 + sum(a.label != b.label for a, b in pairwise(composition.chords))
    return 4.0 * changes / composition.blueprint.num_bars


def _extended(composition: Composition) -> float | None:
    """Share of time on chords of more than three tones with a ninth, eleventh or thirteenth among them."""
    total = extended = 0.0
    for chord in composition.chords:
        steps = QUALITIES.get(chord.label.quality, ())
        total += chord.end - chord.start
        if len(steps) > 3 and _NINTH_OR_MORE & set(steps):
            extended += chord.end - chord.start
    return extended / total if total else None
