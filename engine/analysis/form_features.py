"""What plays in each bar: levels by range and by stem, the colour of the sound, and where in the bar it is struck."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from engine.analysis.onsets import HIGH_HZ, LOW_HZ, MIDDLE_HZ, flux
from engine.analysis.section_labels import Activity
from engine.analysis.spectrum import FloatArray, Spectrogram, band_spectrogram, mono
from engine.core.audio import Audio
from engine.core.stems import Stems

STEPS = 16
"""Places in a bar at which strokes are counted."""
_RANGES_HZ = (LOW_HZ, (160.0, 600.0), (600.0, 2_500.0), HIGH_HZ)
_FLOOR_DB = -50.0
_STEM_FLOOR_DB = -40.0
_SCALE_DB = 8.0  # a layer that enters or leaves moves its range by some 8-20 dB, a fill by less
_DENSITY_SCALE = 0.7
_MOST = 1.5  # of a busy bar's strokes


@dataclass(frozen=True, slots=True, eq=False)
class FormFeatures:
    """Descriptions of the bars, each scaled so that a change of 1 (as a norm) is audible.

    Args:
        ranges: Level of four frequency ranges and density of strokes in three, ``[bars, 7]``.
        timbre: Level in every quarter of an octave, ``[bars, bands]``.
        pattern: Strokes at the sixteenths of the bar, low, middle and high, ``[bars, 48]``.
        stems: Level of every stem, ``[bars, stems]``; None without stems.
        activity: The same for the labels, in dB.
    """

    ranges: FloatArray
    timbre: FloatArray
    pattern: FloatArray
    stems: FloatArray | None
    activity: Activity

    @property
    def layers(self) -> tuple[FloatArray, ...]:
        """The descriptions, those of the stems last, where there are any."""
        own = (self.timbre, self.pattern, self.ranges)
        return own if self.stems is None else (*own, self.stems)


def form_features(mixture: Audio, stems: Stems | None, edges: np.ndarray) -> FormFeatures:
    """Descriptions of the bars between neighbouring ``edges`` (seconds, ascending)."""
    spectrogram = band_spectrogram(mono(mixture), mixture.sample_rate, rate_hz=50.0, bands_per_octave=4)
    frames = _frames(spectrogram, edges)
    bands = _per_bar(np.square(spectrogram.magnitudes), frames)
    timbre = 10.0 * np.log10(np.maximum(bands, 1e-9))
    ranges = [_decibels(bands[:, spectrogram.band_slice(*hz)].sum(axis=1)) for hz in _RANGES_HZ]
    rise = flux(spectrogram, lag_frames=1)
    strokes = [_strokes(rise, spectrogram, hz) for hz in (LOW_HZ, MIDDLE_HZ, HIGH_HZ)]
    density = [_relative(_per_bar(own[:, None], frames)[:, 0], 90.0, least=1e-4) for own in strokes]
    levels = _stem_levels(mixture, stems, edges)
    total = 10.0 * np.log10(np.sum([10.0 ** (own / 10.0) for own in ranges], axis=0))
    return FormFeatures(
        ranges=np.stack([own / _SCALE_DB for own in ranges] + [_DENSITY_SCALE * own for own in density], axis=1),
        timbre=np.maximum(timbre, timbre.max() + _FLOOR_DB) / (_SCALE_DB * timbre.shape[1] ** 0.5),
        pattern=np.concatenate([_at_steps(own, spectrogram, edges) for own in strokes], axis=1) / (0.75 * STEPS) ** 0.5,
        stems=None
        if stems is None
        else np.stack([np.maximum(own, _STEM_FLOOR_DB) / _SCALE_DB for own in levels.values()], axis=1),
        activity=Activity(total, ranges[0], ranges[3], density[0], density[2], levels),
    )


def _frames(spectrogram: Spectrogram, edges: np.ndarray) -> np.ndarray:
    frames = np.rint(edges[:-1] * spectrogram.clock.rate).astype(np.int64)
    return np.minimum(frames, len(spectrogram.magnitudes) - 1)


def _per_bar(values: np.ndarray, frames: np.ndarray) -> np.ndarray:
    """Mean of ``[frames, columns]`` over each bar."""
    counts = np.diff(np.r_[frames, len(values)])
    return np.asarray(np.add.reduceat(values, frames, axis=0) / np.maximum(1, counts)[:, None])


def _decibels(power: np.ndarray) -> np.ndarray:
    return np.asarray(np.maximum(_FLOOR_DB, 10.0 * np.log10(np.maximum(power, 1e-9))))


def _strokes(rise: np.ndarray, spectrogram: Spectrogram, hz: tuple[float, float]) -> np.ndarray:
    own = rise[:, spectrogram.band_slice(*hz)]
    return np.asarray(own.mean(axis=1)) if own.shape[1] else np.zeros(len(rise))


def _relative(values: np.ndarray, percentile: float, *, least: float) -> np.ndarray:
    """Relative to the song's busy places, 0 to 1.5; nothing where there are hardly any strokes."""
    busy = float(np.percentile(values, percentile))
    return np.asarray(np.minimum(_MOST, values / busy)) if busy > least else np.zeros(len(values))


def _at_steps(strokes: np.ndarray, spectrogram: Spectrogram, edges: np.ndarray) -> np.ndarray:
    """The strongest stroke within a frame of each sixteenth, ``[bars, 16]``."""
    places = np.concatenate([np.linspace(a, b, STEPS + 1)[:-1] for a, b in pairwise(edges)])
    frames = np.minimum(np.rint(places * spectrogram.clock.rate).astype(np.int64), len(strokes) - 1)
    near = np.maximum(strokes, np.maximum(np.r_[strokes[1:], 0.0], np.r_[0.0, strokes[:-1]]))[frames]
    return _relative(near, 95.0, least=1e-6).reshape(-1, STEPS)


def _stem_levels(mixture: Audio, stems: Stems | None, edges: np.ndarray) -> dict[str, np.ndarray]:
    if stems is None:
        return {}
    loud = max(1e-9, float(np.sqrt(np.mean(np.square(mono(mixture))))))
    return {stem.value: _rms_db(stems[stem], edges, loud) for stem in stems}


def _rms_db(audio: Audio, edges: np.ndarray, reference: float) -> np.ndarray:
    samples = np.rint(edges * audio.sample_rate).astype(np.int64)
    power = np.square(mono(audio), dtype=np.float32)
    starts = np.minimum(samples[:-1], len(power) - 1)
    mean = np.add.reduceat(power, starts, dtype=np.float64) / np.maximum(1, np.diff(samples))
    return np.asarray(np.maximum(_FLOOR_DB, 10.0 * np.log10(np.maximum(mean, 1e-12)) - 20.0 * np.log10(reference)))
