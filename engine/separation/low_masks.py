"""Who owns the low end, bin by bin: log drum, bass, or what the drums left over."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.separation import low_notes
from engine.separation.low_end import smooth_step
from engine.separation.low_notes import LowNote
from engine.separation.medians import median_over_frames

Mask = NDArray[np.float32]
Power = NDArray[np.float32]

CEILING_HZ = 1_300.0
_BASE_RATE = 0.26  # log drum's share of the notes the logistic function in low_notes was fitted to
_SEGMENT_PRESENCE = (0.04, 0.12)  # share of clear notes below and above which a passage has no, or surely a log drum
_LONGEST = 26  # frames a struck note rings, 23 ms each: 0.6 s
_BODY_HZ = 220.0  # below, a struck note owns every bin it lights up; above, only its partials
_PARTIALS = 7
_WIDTH = 1.6  # bins on either side of a partial: the main lobe of a Hann window
_SUSTAINED = 31  # frames of the median that keeps what lasts, 0.7 s
_BASS_HZ = 150.0  # the bass's fundamentals lie below; above, chords and voices begin
_REST_HZ = 220.0
_BASS_PARTIALS_HZ = 600.0


@dataclass(frozen=True, slots=True, eq=False)
class LowMasks:
    """Shares ``[frames, bins]``, each 0–1 and together at most 1."""

    log_drum: Mask
    bass: Mask
    drums: Mask


def low_masks(power: Power, hz_per_bin: float, *, log_drum: float) -> LowMasks:
    """Shares of the low bins of a passage from which the kick has been taken.

    Struck notes that sound like a log drum own what they added to the power before them. Of the rest, what lasts is
    bass; what does not is log drum in a song that has one, else drums.

    Args:
        power: ``[frames, bins]`` below ``CEILING_HZ``, frames of 23 ms and bins of 11 Hz.
        hz_per_bin: Width of a bin.
        log_drum: 0–1, how sure it is that the song has a log drum.
    """
    frequencies = np.arange(power.shape[1], dtype=np.float64) * hz_per_bin
    notes = low_notes.find_notes(power, hz_per_bin)
    share = low_notes.log_drum_share(notes)
    presence = log_drum * smooth_step(share, *_SEGMENT_PRESENCE)
    struck = _struck_power(power, notes, share, hz_per_bin) if presence > 0 else np.zeros_like(power)
    log_mask = (presence * np.minimum(struck / (power + 1e-20), 1)).astype(np.float32)
    free = 1 - log_mask
    magnitude = np.sqrt(power)
    steady = np.square(median_over_frames(magnitude, _SUSTAINED))
    moving = np.square(np.maximum(magnitude - np.sqrt(steady), 0))
    lasting = free * steady / (steady + moving + 1e-10)
    fundamentals = np.asarray(lasting * _below(frequencies, _BASS_HZ), np.float32)
    bass = np.maximum(fundamentals, lasting * _bass_partials(fundamentals * power, power, hz_per_bin))
    rest = np.maximum(free - bass, 0) * _below(frequencies, _REST_HZ)
    rest *= moving / (steady + moving + 1e-10)
    return LowMasks(
        log_drum=np.asarray(log_mask + log_drum * rest, np.float32),
        bass=np.asarray(bass, np.float32),
        drums=np.asarray((1 - log_drum) * rest, np.float32),
    )


def _below(frequencies: NDArray[np.float64], corner_hz: float) -> Mask:
    return (1 / (1 + (frequencies / corner_hz) ** 6)).astype(np.float32)


def _struck_power(power: Power, notes: list[LowNote], share: float, hz_per_bin: float) -> Power:
    """Power of the notes that sound like a log drum, each weighted by how sure that is in this passage."""
    prior = min(0.9, max(0.1, share))
    shift = np.log(prior / (1 - prior)) - np.log(_BASE_RATE / (1 - _BASE_RATE))
    frequencies = np.arange(power.shape[1]) * hz_per_bin
    struck = np.zeros_like(power)
    for note in notes:
        logit = np.log(note.log_drum / (1 - note.log_drum + 1e-9) + 1e-9) + shift
        start, stop = max(0, note.onset - 1), min(len(power), note.onset + _LONGEST)
        before = np.minimum(power[max(0, note.onset - 4)], power[max(0, note.onset - 3)])
        added = np.maximum(power[start:stop] - before, 0)
        attack = min(4, len(added))
        added[attack:] = np.minimum.accumulate(added[attack - 1 :], axis=0)[1:]  # a struck note only falls
        partial = frequencies / note.pitch_hz
        near = np.abs(partial - np.rint(partial)) * note.pitch_hz < _WIDTH * hz_per_bin
        owns = (frequencies < _BODY_HZ) | (near & (np.rint(partial) <= _PARTIALS))
        sure = 1 / (1 + np.exp(-logit))
        struck[start:stop] = np.maximum(struck[start:stop], (sure * added * owns).astype(np.float32))
    return struck


def _bass_partials(bass: Power, power: Power, hz_per_bin: float) -> Mask:
    """Where the bass's upper partials lie, and how much of the power there they may own.

    The fundamental is the strongest bass bin of a frame; partial k gets at most 1/k² of its power, a saw's spectrum.
    """
    first, last = int(low_notes.LOWEST_HZ / hz_per_bin), int(130.0 / hz_per_bin)
    rows = np.arange(len(bass))
    peak = first + np.argmax(bass[:, first : last + 1], axis=1)
    left, centre, right = (np.log(bass[rows, peak + side] + 1e-20) for side in (-1, 0, 1))
    curve = left - 2 * centre + right
    offset = np.where(curve < -1e-9, 0.5 * (left - right) / np.minimum(curve, -1e-9), 0.0)
    pitch = (peak + np.clip(offset, -0.5, 0.5))[:, None]
    strength = bass[rows, peak][:, None]
    partial = np.arange(power.shape[1])[None] / pitch
    nearest = np.rint(partial)
    comb = np.clip(_WIDTH + 0.6 - np.abs(partial - nearest) * pitch, 0, 1) * ((nearest >= 2) & (nearest <= 8))
    comb *= 1 / (1 + (np.arange(power.shape[1]) * hz_per_bin / _BASS_PARTIALS_HZ) ** 4)
    most = np.minimum(1, strength / np.square(np.maximum(nearest, 1)) / (power + 1e-12))
    sounding = np.clip(strength / (0.05 * np.percentile(strength, 90) + 1e-12), 0, 1)
    return np.asarray(0.7 * comb * most * sounding, np.float32)
