"""What is struck, told from what sounds on: harmonic–percussive separation.

A stroke is a vertical line in a spectrogram, a tone a horizontal one; a median along the frequency axis keeps the one
and removes the other (FitzGerald 2010). Where tones are loud, the percussive share must beat the harmonic one by a
margin, so that the attacks of keys and log drum stay with their notes (the separation factor of Driedger, Müller and
Disch 2014); in the treble, which shakers and hats own, it need not.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.separation.medians import median_over_bins, median_over_frames

FRAMES, BINS = 17, 17  # 0.2 s and 366 Hz
_MARGIN = 2.5  # in amplitude; 1 to 4 measured on synthetic mixtures, the optimum is flat
_TREBLE_HZ = 3_000.0  # above, the margin goes
_LOWEST_HZ = 200.0  # below, struck sounds are told by their pitch (kick.py, low_masks.py)


def percussive_mask(magnitude: NDArray[np.float32], frequencies: NDArray[np.float64]) -> NDArray[np.float32]:
    """Share 0–1 of every cell ``[frames, bins]`` that was struck.

    Args:
        magnitude: Spectrogram with frames of 11.6 ms and bins of 21.5 Hz.
        frequencies: Hz of the bins.
    """
    tonal = median_over_frames(magnitude, FRAMES)
    struck = np.square(median_over_bins(magnitude, BINS))
    margin = 1 + (_MARGIN - 1) / (1 + (frequencies / _TREBLE_HZ) ** 4)
    # a Wiener gain of squares; the tiny constant only keeps 0 / 0 away, samples are scaled to a peak of one
    mask = struck / (struck + np.square(margin.astype(np.float32) * tonal) + 1e-10)
    mask *= (1 / (1 + (_LOWEST_HZ / np.maximum(frequencies, 1.0)) ** 4)).astype(np.float32)
    return np.asarray(mask, np.float32)
