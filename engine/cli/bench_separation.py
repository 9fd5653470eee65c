"""``aurax bench separation``: the weight-free separator against two named peers, on songs whose stems are known.

Truth is rendered in code (``engine.separation.scene``): six arrangements, twelve seconds each, three with a log drum
and no bass, three with both, and three of them once more without the log drum. Peers: the mixture itself as every
stem, which is what doing nothing scores, and frequency bands after librosa's harmonic–percussive separation, which is
what an afternoon's script scores. Figures are SDR and SI-SDR in dB, mean over the scenes that have the stem.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.core.audio import Audio
from engine.core.stems import Stem, Stems

if TYPE_CHECKING:
    from engine.cli.console import Console

_Method = Callable[[Audio], Stems]

# Bands of the peer, in Hz: what a producer would cut with an equaliser
_BANDS = {Stem.LOG_DRUM: (40.0, 120.0), Stem.BASS: (0.0, 40.0), Stem.VOCALS: (200.0, 4_000.0)}


def run(console: Console) -> dict[str, Any]:
    """Measure every method on every scene; see the module for what is compared."""
    from engine.separation.scene import mix, plans, render, without_log_drum

    methods: dict[str, _Method] = {"spectral": _spectral, "mixture": _mixture, "librosa_bands": _librosa_bands}
    line = console.progress("separation")
    scenes = [
        *plans(6),
        *(without_log_drum(plan, bass) for plan, bass in zip(plans(3), ("saw", "sub", "plucked"), strict=True)),
    ]
    for method in methods.values():
        method(mix(render(plans(1, seconds=1.0)[0])))  # imports and caches are not what is measured
    records: dict[str, list[dict[str, Any]]] = {name: [] for name in methods}
    for index, plan in enumerate(scenes):
        truth = render(plan)
        for name, method in methods.items():
            records[name].append(_score(truth, mix(truth), method))
        line((index + 1) / len(scenes))
    line.close()
    return {"scenes": len(scenes), **{name: _summary(record) for name, record in records.items()}}


def _spectral(mixture: Audio) -> Stems:
    from engine.separation.overlap import separate
    from engine.separation.registry import load_separator

    return separate(mixture, load_separator("spectral"))


def _mixture(mixture: Audio) -> Stems:
    return Stems(dict.fromkeys(Stem, mixture), "mixture")


def _librosa_bands(mixture: Audio) -> Stems:
    """Harmonic–percussive separation with librosa's defaults, the harmonic part cut into bands; other is the rest."""
    import librosa
    from librosa.decompose import hpss

    spectrogram = librosa.stft(np.asarray(mixture.samples))
    harmonic, percussive = hpss(spectrogram)
    frequencies = librosa.fft_frequencies(sr=mixture.sample_rate)[:, None]
    parts = {Stem.DRUMS: percussive}
    for stem, (low, high) in _BANDS.items():
        parts[stem] = harmonic * ((frequencies >= low) & (frequencies < high))
    length = mixture.num_samples
    audio = {
        stem: Audio(librosa.istft(part, length=length).astype(np.float32), mixture.sample_rate)
        for stem, part in parts.items()
    }
    rest = mixture.samples - np.sum([part.samples for part in audio.values()], axis=0)
    return Stems({**audio, Stem.OTHER: Audio(rest.astype(np.float32), mixture.sample_rate)}, "librosa_bands")


def _score(truth: dict[Stem, Audio], mixture: Audio, method: _Method) -> dict[str, Any]:
    from engine.separation.measure import level_db, sdr, si_sdr

    started = time.perf_counter()
    stems = method(mixture)
    speed = mixture.duration / (time.perf_counter() - started)
    present = [stem for stem in Stem if truth[stem].samples.any()]
    return {
        "speed": speed,
        "residual_db": stems.residual_db(mixture),
        "sdr_db": {stem.value: sdr(truth[stem], stems[stem]) for stem in present},
        "si_sdr_db": {stem.value: si_sdr(truth[stem], stems[stem]) for stem in present},
        "leak_db": {stem.value: level_db(stems[stem], mixture) for stem in Stem if stem not in present},
    }


def _summary(record: list[dict[str, Any]]) -> dict[str, Any]:
    def mean(figure: str) -> dict[str, float]:
        values: dict[str, list[float]] = {}
        for scene in record:
            for stem, value in scene[figure].items():
                values.setdefault(stem, []).append(value)
        return {stem.value: float(np.mean(values[stem.value])) for stem in Stem if stem.value in values}

    sdr_db = mean("sdr_db")
    return {
        "sdr_db": sdr_db,
        "sdr_mean_db": float(np.mean(list(sdr_db.values()))),
        "si_sdr_db": mean("si_sdr_db"),
        "leak_into_absent_stem_db": mean("leak_db"),
        # JSON has no infinity: a sum that is exact to the last bit reads as -200
        "residual_db": max(-200.0, *(scene["residual_db"] for scene in record)),
        "times_real_time": float(np.median([scene["speed"] for scene in record])),
    }
