"""Spoken clips taken apart by WORLD: pitch, envelope and noise by frame, and where the syllables lie.

A clip is a function of (variant, language, number): eSpeak NG (22 050 Hz) says a phrase, DIO and StoneMask find its F0,
CheapTrick its spectral envelope and D4C its aperiodicity (M. Morise, F. Yokomori and K. Ozawa, "WORLD: a vocoder-based
high-quality speech synthesis system for real-time applications", IEICE Trans. E99-D(7), 2016). It is taken apart once
and kept in a folder, for the next item that sings it.
"""

from __future__ import annotations

import functools
import io
import itertools
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.core.errors import UserError
from engine.generation.draws import generator
from engine.whole_file import whole_file
from trainer.realism.groups import of_split
from trainer.realism.packages import world
from trainer.realism.phrases import draw_phrase, words
from trainer.synth_corpus.split import Split

FRAME_S = 0.005
RATE = 22_050
BINS = 513
"""Of CheapTrick at this rate, 0 Hz to 11 025 Hz; 44.1 kHz with twice the transform has the same spacing."""

NUM_CLIPS = 40
"""Phrases per voice and language."""

_FLOOR_DB = -100.0
_NUCLEUS_HZ = (250.0, 2500.0)
_SMOOTHED_FRAMES = 7
_PROMINENCE_DB = 2.5
_CLOSEST_FRAMES = 20
_VOWEL_DB = 5.0
"""A vowel reaches as far as its level is within this of its peak."""

MEN = words(
    "adam Alex Andy antonio benjamin boris caleb david Denis Diogo ed edward Gene Gene2 Gustave Henrique Hugo iven "
    "iven2 iven3 Jacky john kaukovalta Lee Marco Mario max Michael michel Miguel mike Nguyen norbert pablo paul pedro "
    "quincy rob robert sandro shelby Storm travis victor zac m1 m2 m3 m4 m5 m6 m7 m8"
)
WOMEN = words("Alicia Andrea Annie anika aunty belinda linda steph steph2 steph3 f1 f2 f3 f4 f5 grandma whisperf")
"""Variants of eSpeak NG; robots and croakers are left out."""

Frames = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Syllable:
    """Frames: where it begins, its vowel begins and ends, and where it ends."""

    start: int
    vowel_start: int
    vowel_end: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class Clip:
    """A phrase.

    Args:
        f0_hz: By frame; 0 where there is no voice.
        envelope_db: ``[frames, BINS]``, power in dB.
        aperiodicity: ``[frames, BINS]``, 0-1.
        syllables: In order, at least one.
    """

    f0_hz: Frames
    envelope_db: Frames
    aperiodicity: Frames
    syllables: tuple[Syllable, ...]


def variants(split: Split, *, women: bool) -> tuple[str, ...]:
    """The voices of a split."""
    return of_split(WOMEN if women else MEN, split)


@functools.lru_cache(maxsize=96)
def clip(variant: str, language: str, number: int, cache: str) -> Clip:
    """A clip, from the cache folder where it is there.

    Raises:
        UserError: If eSpeak NG or WORLD is missing or fails.
    """
    file = Path(cache) / f"{language}+{variant}" / f"{number:04d}.npz"
    if file.is_file():
        with np.load(file) as kept:
            parts = {name: kept[name] for name in kept.files}
    else:
        parts = _taken_apart(variant, language, number)
        with whole_file(file) as temporary:
            np.savez(temporary, allow_pickle=False, **parts)
    envelope = parts["envelope"].astype(np.float32)
    f0 = parts["f0"].astype(np.float32)
    return Clip(f0, envelope, parts["aperiodicity"].astype(np.float32), syllables(f0, envelope))


def say(text: str, variant: str, language: str, *, words_per_minute: int, pitch: int) -> NDArray[np.float64]:
    """Speech at 22 050 Hz.

    Raises:
        UserError: If eSpeak NG is missing or does not speak.
    """
    import soundfile

    voice = f"{language}+{variant}"
    asked = ["espeak-ng", "-v", voice, "-s", str(words_per_minute), "-p", str(pitch), "-z", "--stdout", text]
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    try:
        said = subprocess.run(asked, capture_output=True, check=False, env=environment)
    except OSError as error:
        raise UserError("eSpeak NG is not installed", "Run: apt install espeak-ng") from error
    if said.returncode or len(said.stdout) <= 44:
        raise UserError(f"eSpeak NG does not speak as {voice}", "Install espeak-ng-data of the same version.")
    samples, rate = soundfile.read(io.BytesIO(said.stdout))
    if rate != RATE:
        raise UserError(f"eSpeak NG speaks at {rate} Hz", f"A version that speaks at {RATE} Hz is needed.")
    return np.asarray(samples, np.float64)


def _taken_apart(variant: str, language: str, number: int) -> dict[str, NDArray[np.float16]]:
    rng = generator("voice clip", variant, language, number)
    text = draw_phrase(rng, language)
    speech = say(text, variant, language, words_per_minute=int(rng.integers(110, 190)), pitch=int(rng.integers(25, 75)))
    # silence has no envelope; a little noise keeps CheapTrick finite
    speech = speech + 1e-5 * rng.standard_normal(len(speech))
    vocoder = world()
    f0, times = vocoder.dio(speech, RATE, f0_floor=55.0, f0_ceil=600.0, frame_period=1000.0 * FRAME_S)
    f0 = vocoder.stonemask(speech, f0, times, RATE)
    envelope = vocoder.cheaptrick(speech, f0, times, RATE, fft_size=2 * (BINS - 1))
    aperiodicity = vocoder.d4c(speech, f0, times, RATE, fft_size=2 * (BINS - 1))
    level = 10.0 * np.log10(np.maximum(envelope, 10.0 ** (_FLOOR_DB / 10.0)))
    return {
        "f0": f0.astype(np.float16),
        "envelope": level.astype(np.float16),
        "aperiodicity": aperiodicity.astype(np.float16),
    }


def syllables(f0_hz: Frames, envelope_db: Frames) -> tuple[Syllable, ...]:
    """Syllables by their nuclei: voiced peaks of the level between 250 and 2500 Hz, parted at the dips between them."""
    from scipy.signal import find_peaks

    low, high = (round(hz / RATE * 2 * (BINS - 1)) for hz in _NUCLEUS_HZ)
    power = np.power(10.0, envelope_db[:, low:high].astype(np.float64) / 10.0).sum(axis=1)
    window = np.hanning(_SMOOTHED_FRAMES + 2)[1:-1]
    level = 10.0 * np.log10(np.convolve(power, window / window.sum(), mode="same") + 1e-10)
    peaks, _ = find_peaks(level, prominence=_PROMINENCE_DB, distance=_CLOSEST_FRAMES)
    peaks = [int(peak) for peak in peaks if f0_hz[peak] > 0.0 and level[peak] > level.max() - 30.0]
    if not peaks:
        peaks = [int(np.argmax(level))]
    audible = np.flatnonzero(level > level.max() - 45.0)
    dips = [left + int(np.argmin(level[left:right])) for left, right in itertools.pairwise(peaks)]
    borders = [int(audible[0]), *dips, int(audible[-1]) + 1]
    return tuple(
        _syllable(level, f0_hz, peak, start, end)
        for peak, (start, end) in zip(peaks, itertools.pairwise(borders), strict=True)
    )


def _syllable(level: NDArray[np.float64], f0_hz: Frames, peak: int, start: int, end: int) -> Syllable:
    def is_vowel(frame: int) -> bool:
        return bool(level[frame] > level[peak] - _VOWEL_DB and f0_hz[frame] > 0.0)

    first = last = peak
    while first > start and is_vowel(first - 1):
        first -= 1
    while last + 1 < end and is_vowel(last + 1):
        last += 1
    return Syllable(min(start, first), first, max(last, first + 1), max(end, last + 1, first + 2))
