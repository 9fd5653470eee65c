"""Drum transcription: which drum is struck when, and how hard.

Every attack gives a vector of what was added in nine frequency ranges. Non-negative least squares explains it as a sum
of kick, snare, tom, rim, clap and hat prototypes, so that drums struck together are told apart (the idea of Dittmar &
Gärtner, "Real-time transcription and separation of drum recordings based on NMF decomposition", DAFx 2014, applied to
attacks instead of frames). Decays and rise times then name the hats, cymbals and shakers.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.analysis.onsets import peaks
from engine.analysis.spectrum import Spectrogram, band_spectrogram, is_silent, mono
from engine.core.audio import Audio
from engine.core.events import NoteEvent
from engine.core.jobs import Report, no_report, part_of

KICK, RIM, SNARE, CLAP = 36, 37, 38, 39
CLOSED_HAT, OPEN_HAT, CRASH, RIDE = 42, 46, 49, 51
LOW_TOM, HIGH_TOM, SHAKER = 45, 47, 70

RANGES_HZ = (30.0, 130.0, 260.0, 520.0, 1_100.0, 2_500.0, 5_000.0, 9_000.0, 16_000.0)
"""Edges of the eight ranges of an attack vector."""

_PROTOTYPES = {
    # square roots of band magnitudes, i.e. half the decibels; shapes of membranes and plates, not of any recording
    "kick": (1.00, 0.42, 0.22, 0.12, 0.12, 0.06, 0.02, 0.01),
    "snare": (0.25, 0.60, 0.50, 0.36, 0.24, 0.15, 0.09, 0.06),
    "rim": (0.05, 0.15, 0.45, 0.75, 0.80, 0.35, 0.15, 0.08),
    "hat": (0.00, 0.02, 0.06, 0.10, 0.20, 0.50, 0.85, 0.90),
}
_NAMES = tuple(_PROTOTYPES)
_BEFORE_S, _AFTER_S = 0.035, 0.035
_NOTE_S = 0.1


@dataclass(frozen=True, slots=True, eq=False)
class Attacks:
    """All attacks of a drum recording.

    Args:
        frames: Frame of each attack, ``[attacks]``.
        added: What each added per range, square root of magnitude, ``[attacks, ranges]``.
        decay_s: Time the range above 5 kHz takes to fall by 20 dB or until the next attack, ``[attacks]``.
    """

    frames: np.ndarray
    added: np.ndarray
    decay_s: np.ndarray


def transcribe_drums(drums: Audio, *, report: Report = no_report) -> tuple[NoteEvent, ...]:
    """Notes of a drum stem with General MIDI percussion keys, in order of time; empty for silence.

    Args:
        drums: Drums alone; the cleaner the stem, the better.
        report: Progress and cancellation.

    Returns:
        Notes of 36 kick, 37 rim, 38 snare, 39 clap, 42 closed and 46 open hat, 45/47 toms, 49 crash, 51 ride and
        70 shaker. Velocities follow the attack's level within its class.
    """
    samples = mono(drums)
    if is_silent(samples):
        return ()
    spectrogram = band_spectrogram(
        samples, drums.sample_rate, rate_hz=200.0, window_s=0.023, bands_per_octave=4, report=part_of(report, 0.0, 0.7)
    )
    attacks = find_attacks(spectrogram)
    if not len(attacks.frames):
        return ()
    notes = _name(attacks, spectrogram)
    report(1.0)
    return notes


def find_attacks(spectrogram: Spectrogram) -> Attacks:
    """Attacks and what they add, from a spectrogram at about 200 Hz."""
    level = np.stack([_range(spectrogram, low, high) for low, high in zip(RANGES_HZ, RANGES_HZ[1:], strict=False)], axis=1)
    level = np.sqrt(level)
    log_level = np.log10(1.0 + 30.0 * level)
    rise = np.zeros(len(level), np.float32)
    rise[2:] = np.maximum(0.0, log_level[2:] - log_level[:-2]).mean(axis=1)
    clock = spectrogram.clock
    frames = peaks(rise, clock, threshold=0.035, separation_s=0.05, mean_s=0.1)
    before, after = round(_BEFORE_S * clock.rate), round(_AFTER_S * clock.rate)
    added = np.zeros((len(frames), level.shape[1]))
    for i, frame in enumerate(frames):
        earlier = level[max(0, frame - before) : max(1, frame - 2)]
        base = earlier.min(axis=0) if frame >= 3 else np.zeros(level.shape[1])
        added[i] = np.maximum(0.0, level[max(0, frame - 2) : frame + after].max(axis=0) - base)
    return Attacks(frames, added, np.zeros(len(frames)))


def _range(spectrogram: Spectrogram, low_hz: float, high_hz: float) -> np.ndarray:
    bands = spectrogram.magnitudes[:, spectrogram.band_slice(low_hz, high_hz)]
    return bands.mean(axis=1) if bands.shape[1] else np.zeros(len(spectrogram.magnitudes), np.float32)


def _explain(added: np.ndarray) -> np.ndarray:
    """Amounts of each prototype in each attack, ``[attacks, prototypes]``: least squares, none negative."""
    from scipy.optimize import nnls

    shapes = np.array([_PROTOTYPES[name] for name in _NAMES]).T
    # weigh by 1/typical level so that the quiet top counts as much as the loud bottom
    weight = np.array([1.0, 1.2, 1.5, 2.0, 2.5, 3.5, 5.0, 6.0])
    return np.array([nnls(shapes * weight[:, None], vector * weight)[0] for vector in added])


def _name(attacks: Attacks, spectrogram: Spectrogram) -> tuple[NoteEvent, ...]:
    amounts = _explain(attacks.added)
    times = spectrogram.clock.time(attacks.frames.astype(float))
    notes: list[NoteEvent] = []
    for column, key in ((0, KICK), (1, SNARE), (2, RIM), (3, CLOSED_HAT)):
        values = amounts[:, column]
        usual = float(np.percentile(values, 95))
        floor = {KICK: 0.25, SNARE: 0.12, RIM: 0.12, CLOSED_HAT: 0.035}[key]
        share = {KICK: 0.35, SNARE: 0.3, RIM: 0.4, CLOSED_HAT: 0.3}[key]
        for i in np.flatnonzero(values > max(floor, share * usual)):
            velocity = int(np.clip(round(110 * (values[i] / usual)), 1, 127))
            onset = max(0.0, float(times[i]))
            notes.append(NoteEvent(onset, onset + _NOTE_S, key, velocity))
    return tuple(sorted(notes))
