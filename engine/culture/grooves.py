"""Pulses and ostinati: a kick on every beat, the back-beat, hand drums' tumbao, a low line that comes round again."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.core.stems import Stem
from engine.culture.bars import STEPS, Window
from engine.culture.song import CultureSong

Floats = NDArray[np.float64]

_BEATS = (0, 4, 8, 12)
_BACK_BEATS = (4, 12)
_TUMBAO = np.array([3, 0, 3, 0, 7, 0, 0, 0, 3, 0, 3, 0, 7, 0, 6, 0], np.float64)
"""Slap, open and muted strokes of a conga by sixteenth (domain reference 1.5, P1 to P3)."""
_CONGAS = (60, 61, 62, 63, 64)
_AROUND_BARS = 4
_LAGS_BARS = (1, 2)  # domain reference 4.4, M3


def four_on_the_floor(song: CultureSong) -> Floats | None:
    """How regularly a kick falls on all four beats and nowhere else, 0-1, ``[windows]``; None without drum notes.

    The beat that has it least often counts: three kicks in a bar are another style's pulse. Kicks that all lie a
    sixteenth or two off the beats that were found are on the beat: it is they that make it.
    """
    phases = [_figure(song, ("kick",), tuple(beat + late for beat in _BEATS)) for late in range(4)]
    known = [own for own in phases if own is not None]
    return np.max(known, axis=0) if known else None


def back_beat(song: CultureSong) -> Floats | None:
    """How regularly claps or snares fall on beats two and four and nowhere else, 0-1; None where there are none."""
    if not len(song.drum_onsets("clap", "snare")):
        return None
    return _figure(song, ("clap", "snare"), _BACK_BEATS)


def tumbao(song: CultureSong) -> Floats | None:
    """How closely hand drums follow the conga's tumbao, 0-1 (cosine), ``[windows]``; None where none were heard."""
    times = [note.onset for note in song.notes(Stem.DRUMS) if note.pitch in _CONGAS]
    if not times:
        return None
    raster = song.bars.raster(times)
    rows = [_cosine(_bars(raster, window).mean(axis=0), _TUMBAO) for window in song.windows]
    return np.asarray(rows, np.float64)


def ostinato(song: CultureSong) -> Floats | None:
    """How alike the low line is one bar or two bars later, in rhythm and in pitch classes, 0-1, ``[windows]``.

    The bass, or the log drum in stretches without a bass. One long note a bar comes round too but is no ostinato: fewer
    than three onsets a bar count less. None where neither was transcribed; NaN where a stretch has no low line.
    """
    if all(song.analysis.notes.get(stem) is None for stem in (Stem.BASS, Stem.LOG_DRUM)):
        return None
    lines = [_pattern(song, stem) for stem in (Stem.BASS, Stem.LOG_DRUM)]
    return np.asarray([_repeats(lines, window) for window in song.windows], np.float64)


def _figure(song: CultureSong, classes: tuple[str, ...], places: tuple[int, ...]) -> Floats | None:
    """Root of the share of bars with a stroke at the place that has fewest, times the share of strokes at these places.

    The stretches before and after are looked at, too: strokes that were missed leave each place some in twelve bars,
    and a place that is left out on purpose has none. The root makes up for strokes that were missed. In a stretch
    without any the figure is not played.
    """
    if song.analysis.notes.get(Stem.DRUMS) is None:
        return None
    raster = song.bars.raster(song.drum_onsets(*classes))
    rows = []
    for window in song.windows:
        own = _bars(raster, window)
        around = raster[max(0, window.first_bar - 1 - _AROUND_BARS) : window.last_bar + _AROUND_BARS]
        played = around[around.any(axis=1)]
        hits, total = own[:, list(places)], float(own.sum())
        fewest = float(played[:, list(places)].mean(axis=0).min()) if total else 0.0
        share = float(own.any(axis=1).mean())
        rows.append(float(np.sqrt(fewest)) * share * float(hits.sum()) / total if total else 0.0)
    return np.asarray(rows, np.float64)


def _bars(rows: NDArray[np.bool_], window: Window) -> NDArray[np.bool_]:
    return rows[window.first_bar - 1 : window.last_bar]


def _pattern(song: CultureSong, stem: Stem) -> NDArray[np.bool_]:
    """Which pitch class begins on which sixteenth, ``[bars, 16, 12]``."""
    pattern = np.zeros((song.bars.count, STEPS, 12), np.bool_)
    for pitch_class in range(12):
        own = [note.onset for note in song.notes(stem) if note.pitch % 12 == pitch_class]
        pattern[:, :, pitch_class] = song.bars.raster(own)
    return pattern


def _repeats(lines: list[NDArray[np.bool_]], window: Window) -> float:
    for pattern in lines:
        onsets = _bars(np.asarray(pattern.any(axis=2), np.bool_), window)
        if onsets.any():
            per_bar = float(onsets.sum()) / window.num_bars
            likeness = max(_likeness(pattern, window, lag) for lag in _LAGS_BARS)
            return likeness * float(np.clip((per_bar - 1.0) / 2.0, 0.0, 1.0))
    return np.nan


def _likeness(pattern: NDArray[np.bool_], window: Window, lag: int) -> float:
    """Mean of the cosines of rhythm alone and of rhythm with pitch classes between bars so far apart."""
    first = pattern[window.first_bar - 1 : window.last_bar]
    second = pattern[window.first_bar - 1 + lag : window.last_bar + lag]
    pairs = list(zip(first, second, strict=False))
    if not pairs:
        return 0.0
    return float(np.mean([0.5 * (_cosine(a.any(axis=1), b.any(axis=1)) + _cosine(a, b)) for a, b in pairs]))


def _cosine(first: NDArray[np.generic], second: NDArray[np.generic]) -> float:
    a, b = np.ravel(first).astype(np.float64), np.ravel(second).astype(np.float64)
    power = float(np.sqrt((a @ a) * (b @ b)))
    return float(a @ b) / power if power else 0.0
