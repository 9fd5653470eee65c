"""Vowels and consonants as formants: where the mouth's resonances lie and how they move into a vowel.

Formants of the five vowels after Peterson & Barney, "Control methods used in a study of the vowels" (JASA 1952), means
of men, women and children; ``e`` and ``o`` are their open /ɛ/ and /ɔ/, ``m`` is a design prior. Bandwidths and loci of
consonants are rounded after Klatt, "Software for a cascade/parallel formant synthesizer" (JASA 1980). Resonances above
the third are those of a tube closed at one end, 17.5 cm long for a man (Fant, "Acoustic Theory of Speech Production",
1960). No syllable here is a word: the voice sings open vowels after simple consonants and claims no language.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from engine.generation.sketch.instruments.base import RATE

Formants = NDArray[np.float64]
"""Centre frequencies in Hz, lowest first, as many as lie below ``_HIGHEST_HZ``."""

_HIGHEST_HZ = 19_500.0
"""A cascade needs every resonance of the tube up to the end of the spectrum: without the higher ones it lacks what
their skirts give below them (32 dB at 8 kHz when it stops at the ninth)."""

# F1–F3 of man, woman, child
_VOWELS: dict[str, tuple[tuple[int, int, int], ...]] = {
    "a": ((730, 1090, 2440), (850, 1220, 2810), (1030, 1370, 3170)),
    "e": ((530, 1840, 2480), (610, 2330, 2990), (690, 2610, 3570)),
    "i": ((270, 2290, 3010), (310, 2790, 3310), (370, 3200, 3730)),
    "o": ((570, 840, 2410), (590, 920, 2710), (680, 1060, 3180)),
    "u": ((300, 870, 2240), (370, 950, 2670), (430, 1170, 3260)),
    "m": ((250, 1150, 2200), (280, 1300, 2500), (330, 1450, 2900)),
}
VOWELS = tuple(_VOWELS)
_TRACT_CM = (17.5, 14.7, 12.0)
_SPEED_OF_SOUND_CM = 35_000.0
_BANDWIDTHS = (70.0, 90.0, 130.0, 220.0, 300.0)
_HIGH_BANDWIDTH = 0.075
"""Share of the frequency, above the fifth resonance; design prior: the losses of tract and lips grow with frequency."""

_NASAL = (1.3, 4.0, 4.0)
_NASAL_HIGH = 3.0


@dataclass(frozen=True, slots=True)
class Consonant:
    """How a vowel begins.

    Args:
        locus: F1–F3 the mouth comes from, as a man's; empty where it stands in the vowel's place already.
        way_s: Time of the way into the vowel.
        silent_s: Time before the voice begins.
        murmur: Loudness of the voice before the way opens, 0–1.
        closed_s: Time it stays closed with that murmur.
        noise: Loudness of its noise relative to the vowel, 0–1.
        noise_hz: Centre of the noise.
        noise_s: Its length.
    """

    locus: tuple[int, ...] = ()
    way_s: float = 0.05
    silent_s: float = 0.0
    murmur: float = 1.0
    closed_s: float = 0.0
    noise: float = 0.0
    noise_hz: float = 3000.0
    noise_s: float = 0.0


CONSONANTS: dict[str, Consonant] = {
    "": Consonant(),
    "y": Consonant((260, 2200, 3000), 0.09),
    "w": Consonant((290, 650, 2150), 0.09),
    "l": Consonant((310, 1050, 2880), 0.04, murmur=0.45, closed_s=0.035),
    "m": Consonant((400, 1100, 2150), 0.03, murmur=0.3, closed_s=0.045),
    "n": Consonant((400, 1600, 2700), 0.03, murmur=0.3, closed_s=0.045),
    "b": Consonant((200, 760, 2150), 0.035, murmur=0.12, closed_s=0.02, noise=0.15, noise_hz=900, noise_s=0.008),
    "d": Consonant((200, 1700, 2600), 0.035, murmur=0.12, closed_s=0.02, noise=0.25, noise_hz=3600, noise_s=0.01),
    "g": Consonant((200, 1990, 2500), 0.04, murmur=0.12, closed_s=0.02, noise=0.25, noise_hz=2000, noise_s=0.014),
    "t": Consonant((300, 1700, 2600), 0.03, silent_s=0.035, noise=0.45, noise_hz=4200, noise_s=0.03),
    "k": Consonant((300, 1990, 2500), 0.04, silent_s=0.04, noise=0.4, noise_hz=1900, noise_s=0.035),
    "p": Consonant((300, 760, 2150), 0.03, silent_s=0.03, noise=0.3, noise_hz=1000, noise_s=0.025),
    "h": Consonant(silent_s=0.035, noise=0.3, noise_hz=1700, noise_s=0.06),
    "s": Consonant((320, 1390, 2530), 0.03, silent_s=0.06, noise=0.35, noise_hz=7000, noise_s=0.075),
    "sh": Consonant((300, 1840, 2750), 0.03, silent_s=0.06, noise=0.45, noise_hz=3200, noise_s=0.075),
}


@dataclass(frozen=True, slots=True)
class Syllable:
    """A consonant of ``CONSONANTS`` and a vowel of ``VOWELS``; an empty vowel is a breath without voice."""

    consonant: str
    vowel: str


@cache
def read_syllable(text: str) -> Syllable:
    """``ya``, ``sha``, ``o``, ``m`` (a hum), ``h`` (a gasp); an empty text is ``a``.

    Raises:
        ValueError: If it is no syllable of this voice.
    """
    if text == "":
        return Syllable("", "a")
    if text == "h":
        return Syllable("h", "")
    consonant, vowel = text[:-1], text[-1]
    if vowel not in _VOWELS or consonant not in CONSONANTS:
        raise ValueError(
            f"not a syllable: {text!r}; write one of {', '.join(VOWELS)}, after {', '.join(filter(None, CONSONANTS))}"
        )
    return Syllable(consonant, vowel)


@cache
def _vowel_formants(vowel: str, speaker: float) -> tuple[float, ...]:
    table = np.log(np.array(_VOWELS[vowel], dtype=np.float64))
    low = [float(np.exp(np.interp(speaker, (0.0, 1.0, 2.0), table[:, place]))) for place in range(3)]
    tube = _SPEED_OF_SOUND_CM / (4.0 * float(np.interp(speaker, (0.0, 1.0, 2.0), _TRACT_CM)))
    high = np.arange(7.0 * tube, _HIGHEST_HZ, 2.0 * tube)
    return (*low, *(max(float(frequency), low[2] + 300.0 * (n + 1)) for n, frequency in enumerate(high)))


def vowel_formants(vowel: str, speaker: float) -> Formants:
    """Formants of a vowel; ``speaker`` 0 a man, 1 a woman, 2 a child, in between by proportion of logarithms."""
    return np.array(_vowel_formants(vowel, round(speaker, 3)))


def locus_formants(consonant: Consonant, vowel: Formants, speaker: float) -> Formants:
    """Where the mouth comes from: the consonant's locus in this speaker's size, the vowel's own formants above."""
    start = vowel.copy()
    if consonant.locus:
        size = _TRACT_CM[0] / float(np.interp(speaker, (0.0, 1.0, 2.0), _TRACT_CM))
        start[:3] = np.array(consonant.locus) * size
    return start


def resonators(formants: Formants, *, widen: float = 1.0, nasal: bool = False) -> NDArray[np.float64]:
    """Second-order sections of a cascade of resonators, each with a gain of 1 at 0 Hz (Klatt 1980, eq. 1–2).

    Args:
        formants: Where they lie.
        widen: Factor on all bandwidths.
        nasal: Whether the mouth is closed: wider resonances, so that the upper ones hardly sound.
    """
    bandwidths = _HIGH_BANDWIDTH * formants
    bandwidths[: len(_BANDWIDTHS)] = _BANDWIDTHS
    if nasal:
        bandwidths[: len(_NASAL)] *= _NASAL
        bandwidths[len(_NASAL) :] *= _NASAL_HIGH
    radius = np.exp(-np.pi * widen * bandwidths / RATE)
    b = 2.0 * radius * np.cos(2.0 * np.pi * formants / RATE)
    c = -(radius**2)
    sections = np.zeros((formants.size, 6))
    sections[:, 0] = 1.0 - b - c
    sections[:, 3] = 1.0
    sections[:, 4] = -b
    sections[:, 5] = -c
    return sections
