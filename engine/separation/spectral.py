"""Five stems without weights: what classic signal processing can do, and no more.

Two passes, each a soft mask over the mixture's own complex spectrogram, so that the stems sum to the mixture:

1. Frames of 46 ms: drums. Struck sounds by medians (``percussive``), the kick's low end by its template (``kick``).
2. Frames of 93 ms on the rest: log drum and bass (``low_masks``), voice (``voice``); ``other`` is what remains.

The song is heard once before (``low_end``), because one note cannot say whether it is bass or log drum, a song can.

Honest limits: it is a baseline. A real-valued mask keeps the mixture's phase, which alone caps log drum and bass
near 11 dB SDR even for an oracle; a keyboard in the middle sounds like a voice to it, a tom like a kick, and tones
that share a bin are not pulled apart.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.core.audio import Audio, Samples
from engine.core.jobs import Report, no_report
from engine.core.stems import Stem
from engine.separation import kick
from engine.separation.low_end import LowEnd, decimation, listen
from engine.separation.low_masks import CEILING_HZ, low_masks
from engine.separation.percussive import percussive_mask
from engine.separation.stft import Spectrogram, Stft
from engine.separation.voice import voice_mask

_SEGMENT_SECONDS = 12.0  # a few bars: enough to judge a passage, little enough to cancel and to hold in memory


@dataclass(frozen=True, slots=True)
class SpectralSeparator:
    """The weight-free separator. ``low_end`` is what it has heard of the song; None before ``adapted_to``."""

    low_end: LowEnd | None = None
    id: str = "spectral"
    revision: str = "1"
    sources: tuple[Stem, ...] = tuple(Stem)
    sample_rate: int | None = None

    def segment_samples(self, sample_rate: int) -> int:
        """Samples of twelve seconds."""
        return max(1, round(_SEGMENT_SECONDS * sample_rate))

    def adapted_to(self, mixture: Audio, *, report: Report = no_report) -> SpectralSeparator:
        """This separator after hearing the song: it knows its kick and whether it has a log drum."""
        return SpectralSeparator(low_end=listen(mixture, report=report))

    def separate_segment(
        self, mixture: Samples, sample_rate: int, *, report: Report = no_report
    ) -> dict[Stem, Samples]:
        """Five stems that sum to the segment; silence gives silence. See ``Separator`` for arguments."""
        peak = float(np.max(np.abs(mixture), initial=0.0))
        if peak == 0.0:
            return {stem: np.zeros_like(mixture) for stem in self.sources}
        low_end = self.low_end or listen(Audio(mixture, sample_rate))
        # scaled to a peak of one, so that the constants that guard divisions mean the same at any gain
        scaled = mixture / np.float32(peak)
        drums = _drums(scaled, sample_rate, low_end, report)
        stems = _tonal_stems(scaled - drums, sample_rate, low_end, report)
        stems[Stem.DRUMS] += drums
        stems[Stem.OTHER] = scaled - sum(samples for stem, samples in stems.items() if stem is not Stem.OTHER)
        report(1.0)
        return {stem: np.asarray(stems[stem] * np.float32(peak), np.float32) for stem in self.sources}


def _drums(samples: Samples, sample_rate: int, low_end: LowEnd, report: Report) -> Samples:
    stft = Stft(128 * decimation(sample_rate))
    spectrogram = stft.forward(samples)
    power = _power(spectrogram)
    frequencies = stft.frequencies(sample_rate)
    report(0.1)
    mask = percussive_mask(np.sqrt(power), frequencies)
    report(0.25)
    if low_end.kick is not None:
        bins = low_end.kick.power.shape[1]
        kicked = kick.kick_power(power[:, :bins], frequencies[:bins], low_end.kick)
        mask[:, :bins] = np.maximum(mask[:, :bins], np.minimum(kicked / (power[:, :bins] + 1e-20), 1))
    drums = stft.inverse(spectrogram * mask, samples.shape[1])
    report(0.35)
    return drums


def _tonal_stems(samples: Samples, sample_rate: int, low_end: LowEnd, report: Report) -> dict[Stem, Samples]:
    stft = Stft(256 * decimation(sample_rate))
    spectrogram = stft.forward(samples)
    power = _power(spectrogram)
    hz_per_bin = sample_rate / stft.n_fft
    bins = min(power.shape[1], int(CEILING_HZ / hz_per_bin))
    report(0.45)
    low = low_masks(power[:, :bins], hz_per_bin, log_drum=low_end.log_drum)
    masks = {stem: np.zeros_like(power) for stem in (Stem.DRUMS, Stem.BASS, Stem.LOG_DRUM)}
    masks[Stem.DRUMS][:, :bins], masks[Stem.BASS][:, :bins], masks[Stem.LOG_DRUM][:, :bins] = (
        low.drums,
        low.bass,
        low.log_drum,
    )
    free = np.maximum(1 - sum(masks.values()), 0).astype(np.float32)
    report(0.55)
    masks[Stem.VOCALS] = voice_mask(np.sqrt(power), _centre(spectrogram, power), free, stft.frequencies(sample_rate))
    report(0.75)
    stems = {}
    for stem, mask in masks.items():
        stems[stem] = stft.inverse(spectrogram * mask, samples.shape[1])
        report(0.75 + 0.06 * len(stems))
    return stems


def _power(spectrogram: Spectrogram) -> NDArray[np.float32]:
    """Mean over channels of the power, ``[frames, bins]``."""
    return np.asarray(np.mean(np.square(spectrogram.real) + np.square(spectrogram.imag), axis=0), np.float32)


def _centre(spectrogram: Spectrogram, power: NDArray[np.float32]) -> NDArray[np.float32]:
    """Share 0–1 of every cell that is the same in all channels: 1 for mono.

    With M the mean of the channels and S what differs from it, |M|² + |S|² is the power; a source in the middle has no
    S. What has some is taken to bring as much into M, and as much again for safety.
    """
    middle = np.square(np.abs(spectrogram.mean(axis=0)))
    sides = np.maximum(power - middle, 0)
    return np.asarray(np.maximum(middle - 2 * sides, 0) / (power + 1e-10), np.float32)
