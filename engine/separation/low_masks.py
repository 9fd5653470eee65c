"""Who owns the low end, bin by bin: log drum or bass."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.separation import low_notes
from engine.separation.low_end import smooth_step

Mask = NDArray[np.float32]

_BASE_RATE = 0.34  # log drum's share of the notes the logistic function was fitted to
_LONGEST = 26  # frames a struck note rings, 23 ms each: 0.6 s
import os
_ALL_BELOW_HZ = float(os.environ.get('AB','220'))  # below, a note owns every bin it lights up; above, only its partials
_CEILING_HZ = 1_300.0
_SEGMENT_PRESENCE = (0.04, 0.12)


@dataclass(frozen=True, slots=True, eq=False)
class LowMasks:
    """Shares ``[frames, bins]`` of the log drum and the bass, each 0–1 and together at most 1."""

    log_drum: Mask
    bass: Mask


def low_masks(power: NDArray[np.float32], hz_per_bin: float, *, log_drum: float) -> LowMasks:
    notes = low_notes.find_notes(power, hz_per_bin)
    share = low_notes.log_drum_share(notes)
    presence = log_drum * smooth_step(share, *_SEGMENT_PRESENCE)
    frequencies = np.arange(power.shape[1]) * hz_per_bin
    struck = np.zeros_like(power)
    if presence > 0:
        prior = np.clip(share, 0.1, 0.9)
        shift = float(np.log(prior / (1 - prior)) - np.log(_BASE_RATE / (1 - _BASE_RATE)))
        for index, note in enumerate(notes):
            until = notes[index + 1].onset if index + 1 < len(notes) else len(power)
            odds = note.log_drum / (1 - note.log_drum + 1e-9) * np.exp(shift)
            _ring(struck, power, note, min(len(power), note.onset + _LONGEST), until, (odds / (1 + odds)) ** float(os.environ.get('SE','1')), frequencies, hz_per_bin)
    mask = presence * np.minimum(struck / (power + 1e-20), 1)
    low = 1 / (1 + (frequencies / float(os.environ.get('XL','220'))) ** float(os.environ.get('XO','6')))
    return LowMasks(mask.astype(np.float32), ((1 - mask) * low).astype(np.float32))


def _ring(struck, power, note, stop, until, sure, frequencies, hz_per_bin) -> None:
    start = max(0, note.onset - 1)
    before = np.minimum(power[max(0, note.onset - 4)], power[max(0, note.onset - 3)])
    added = np.maximum(power[start:stop] - before, 0)
    fall = min(4, len(added))
    added[fall:] = np.minimum.accumulate(added[fall - 1 :], axis=0)[1:]
    partial = frequencies / hz_per_bin / note.pitch_bins
    near = np.abs(partial - np.round(partial)) * note.pitch_bins < float(os.environ.get('OW','1.6'))
    owns = np.where(frequencies < _ALL_BELOW_HZ, 1.0, near & (np.round(partial) <= 7) & (frequencies < _CEILING_HZ))
    struck[start:stop] = np.maximum(struck[start:stop], sure * added * owns)
