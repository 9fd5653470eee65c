"""How far what was added lies under what the music masks: the total noise-to-mask ratio.

After Brandenburg, "Evaluation of quality for audio encoding at low bit rates" (AES 82, 1987), with the threshold of
Johnston, "Transform coding of audio signals using perceptual noise criteria" (IEEE JSAC 6, 1988): power by Barks,
spread as Schroeder, Atal and Hall (JASA 66, 1979), less 14.5 + z dB for tones and 5.5 dB for noise, mixed by the
frame's spectral flatness. It is a proxy and no listening test.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_SIZE = 2_048
_FLOOR = 1e-10
"""Power of a band that nobody hears at usual levels: -100 dB below full scale."""


def noise_to_mask_db(sound: NDArray[np.float32], change: NDArray[np.float32], sample_rate: int) -> float:
    """Mean over frames and Barks of the ratio of change to masking threshold, in dB; below 0 is under the threshold."""
    barks, count = _barks(sample_rate)
    power, noise = (_bands(signal, barks, count) for signal in (sound, change))
    distance = np.arange(count)[:, None] - np.arange(count)[None, :] + 0.474
    spreading = 10.0 ** ((15.81 + 7.5 * distance - 17.5 * np.sqrt(1.0 + distance**2)) / 10.0)
    flatness = 10.0 * (np.log10(power + 1e-20).mean(axis=1) - np.log10(power.mean(axis=1) + 1e-20))
    tonality = np.clip(flatness / -60.0, 0.0, 1.0)[:, None]
    offset = tonality * (14.5 + np.arange(count)) + (1.0 - tonality) * 5.5
    threshold = np.maximum((power @ spreading.T) * 10.0 ** (-offset / 10.0), _FLOOR)
    return float(10.0 * np.log10(np.mean(noise / threshold) + 1e-12))


def _barks(sample_rate: int) -> tuple[NDArray[np.intp], int]:
    """Bark of each bin (Zwicker and Terhardt, JASA 68, 1980)."""
    frequencies = np.fft.rfftfreq(_SIZE, 1.0 / sample_rate)
    barks = 13.0 * np.arctan(0.00076 * frequencies) + 3.5 * np.arctan((frequencies / 7_500.0) ** 2)
    return barks.astype(np.intp), int(barks[-1]) + 1


def _bands(signal: NDArray[np.float32], barks: NDArray[np.intp], count: int) -> NDArray[np.float64]:
    frames = np.lib.stride_tricks.sliding_window_view(signal, _SIZE)[:: _SIZE // 2]
    window = np.hanning(_SIZE)
    power = np.abs(np.fft.rfft(frames * window, axis=1)) ** 2 * (2.0 / window.sum() ** 2)
    member = np.zeros((power.shape[1], count))
    member[np.arange(power.shape[1]), barks] = 1.0
    return np.asarray(power @ member)
