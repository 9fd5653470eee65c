"""Who is compared: models of ours, what doing nothing scores, an afternoon's script, and what no mask can beat.

- ``mixture``: the song itself as every stem; ``mixture/5``: a fifth of it, the same for every stem and summing up.
- ``librosa_bands``: librosa's harmonic-percussive separation (Driedger, Müller & Disch 2014), the harmonic part cut
  into bands.
- ``oracle_irm``: the ideal ratio mask of the true stems (SiSEC 2018's IRM2: ratio of powers, the mixture's phase): the
  ceiling of whatever masks magnitudes, not of complex masks.
- ``true stems``: the answer itself, heard by the same analysis, which is the ceiling of notes and of presence.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from engine.cli.separation_bench.references import Clip
from engine.core.audio import Audio
from engine.core.errors import ModelNotInstalled, UserError
from engine.core.jobs import Report
from engine.core.stems import GIVEN, Stem, Stems

if TYPE_CHECKING:
    from engine.separation.base import Separator
    from engine.separation.setup import Setup

ORACLE_N_FFT = 4096
_NOT_COMPARED = frozenset({"identity"})  # puts the mixture into one stem; ``mixture`` says the same of all of them

# Bands of the peer, in Hz: what a producer would cut with an equaliser
_BANDS = {Stem.LOG_DRUM: (40.0, 120.0), Stem.BASS: (0.0, 40.0), Stem.VOCALS: (200.0, 4_000.0)}


class Kind(StrEnum):
    MODEL = "model"
    BASELINE = "baseline"
    ORACLE = "oracle"
    TRUTH = "truth"


@dataclass(frozen=True, slots=True)
class Method:
    """Something that makes stems of a clip.

    Args:
        name: In tables, files and ``--models``.
        kind: A baseline hears the mixture only, an oracle the true stems too.
        revision: Part of the key under which its figures are kept.
        separate: Stems of a clip; told the fraction done.
    """

    name: str
    kind: Kind
    revision: str
    separate: Callable[[Clip, Report], Stems]


def models(ids: Sequence[str], setup: Setup, *, default: str, overlap: float) -> list[Method]:
    """The separators asked for, or, without any, the default one, ``spectral`` and all others whose weights are here.

    Raises:
        UnknownModel, ModelNotInstalled, UserError: If one of those asked for cannot be used.
    """
    from engine.separation.registry import load_separator

    if ids:
        return [model(load_separator(name, setup), overlap) for name in dict.fromkeys(ids)]
    found = []
    for name in dict.fromkeys((default, "spectral", *_known(setup))):
        try:
            found.append(model(load_separator(name, setup), overlap))
        except ModelNotInstalled:
            continue
    if not found:
        raise UserError("No model is installed", "Name one with --models, or see: aurax models list")
    return found


def _known(setup: Setup) -> list[str]:
    """Ids of all models there are a loader and a card for, installed or not."""
    from engine.models.catalog import Catalog
    from engine.separation.registry import ARCHITECTURES, CASCADES, SEPARATORS

    cards = [card for card in Catalog(setup.models_folder) if card.kind == "separation"]
    by_card = [card.id for card in cards if card.architecture in ARCHITECTURES]
    return [name for name in (*SEPARATORS, *by_card, *CASCADES) if name not in _NOT_COMPARED]


def model(separator: Separator, overlap: float) -> Method:
    """A separator through the product's own loop."""

    def separate_clip(clip: Clip, report: Report) -> Stems:
        from engine.separation.overlap import separate

        return separate(clip.mixture, separator, overlap=overlap, report=report)

    return Method(separator.id, Kind.MODEL, f"{separator.revision} overlap {overlap:g}", separate_clip)


def peers() -> list[Method]:
    """Baselines, oracle and truth."""
    return [
        Method("mixture", Kind.BASELINE, "1", lambda clip, _: _mixture(clip, 1.0)),
        Method("mixture/5", Kind.BASELINE, "1", lambda clip, _: _mixture(clip, 1.0 / len(Stem))),
        Method("librosa_bands", Kind.BASELINE, _librosa_version(), lambda clip, _: _librosa_bands(clip.mixture)),
        Method("oracle_irm", Kind.ORACLE, "1", lambda clip, _: _ideal_ratio_mask(clip)),
        Method("true stems", Kind.TRUTH, "1", lambda clip, _: Stems(clip.stems, GIVEN)),
    ]


def _mixture(clip: Clip, gain: float) -> Stems:
    scaled = Audio(clip.mixture.samples * np.float32(gain), clip.mixture.sample_rate)
    return Stems(dict.fromkeys(Stem, scaled), "mixture")


def _librosa_version() -> str:
    from importlib.metadata import version

    return version("librosa")


def _librosa_bands(mixture: Audio) -> Stems:
    """Harmonic-percussive separation with librosa's defaults, the harmonic part cut into bands; other is the rest."""
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


def _ideal_ratio_mask(clip: Clip) -> Stems:
    """Each stem's share of the power in every bin, channel by channel, times the mixture (SiSEC 2018's IRM2).

    What the known stems do not explain of the mixture (unknown stems, a codec) takes its share too.
    """
    from engine.separation.stft import Stft

    stft = Stft(ORACLE_N_FFT)
    power = {stem: np.square(np.abs(stft.forward(audio.samples))) for stem, audio in clip.stems.items()}
    rest = clip.mixture.samples - np.sum([audio.samples for audio in clip.stems.values()], axis=0)
    unknown = np.square(np.abs(stft.forward(rest)))
    whole = np.sum(list(power.values()), axis=0) + unknown + np.finfo(np.float32).tiny
    spectrogram = stft.forward(clip.mixture.samples)
    length, rate = clip.mixture.num_samples, clip.mixture.sample_rate
    masked = {stem: stft.inverse(spectrogram * (own / whole), length) for stem, own in power.items()}
    return Stems({stem: Audio(samples, rate) for stem, samples in masked.items()}, "oracle_irm")
