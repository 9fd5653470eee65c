"""Perturbations of the sound: limiter, time-stretch, transposition, MP3, and loops pasted over a recording."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from engine.cli import bench_rhythms
from engine.cli.culture_bench.loops import RATE, Loop, Sounded, Wave, chords_of, hz, put, render, sounded, times_of
from engine.cli.culture_bench.perturbations import (
    HEARD,
    JAZZ,
    KWAITO,
    LOG_DRUM,
    PERCUSSION,
    RIFF,
    RIFF_STEPS,
    SHAKER,
    Expectation,
)
from engine.core.audio import Audio
from engine.core.stems import Stem, Stems

_CEILING = 10.0 ** (-1.0 / 20.0)
_AHEAD = round(0.005 * RATE)
_MP3_LEVEL = 2.0 / 3.0  # of 320 to 32 kbit/s: 128
_ENCODER_DELAY_LIMIT = 4_000
_RICH = {"rock": "Imaj9 V13 vi9 IVmaj9", "techno": "i9 bII9#11 i9 VImaj9", "pop": "Imaj9 vi9 ii9 V13"}

Samples = NDArray[np.float32]
Make = Callable[[], Sounded]


def limited(piece: Sounded, level_db: float = 6.0) -> Sounded:
    """Louder by ``level_db`` into a limiter of -1 dBFS; its gain is the stems', too."""
    from scipy.ndimage import maximum_filter1d

    gain = 10.0 ** (level_db / 20.0)
    peaks = maximum_filter1d(np.abs(piece.mixture.samples).max(axis=0) * gain, 2 * _AHEAD + 1)
    needed = np.minimum(1.0, _CEILING / np.maximum(peaks, 1e-9))
    window = np.hanning(_AHEAD + 2)[1:-1]
    smooth = np.convolve(np.pad(needed, _AHEAD, mode="edge"), window / window.sum(), "same")[_AHEAD:-_AHEAD]
    curve = (gain * smooth).astype(np.float32)
    return _each(piece, lambda samples: samples * curve)


def stretched(piece: Sounded, factor: float) -> Sounded:
    """In ``factor`` times the time at the same pitch (Rubber Band, through pedalboard)."""
    return _each(piece, lambda samples: _rubber(samples, speed=1.0 / factor))


def transposed(piece: Sounded, semitones: int) -> Sounded:
    """Higher or lower at the same speed, drums too, as a DJ's key lock does it."""
    return _each(piece, lambda samples: _rubber(samples, semitones=semitones))


def as_mp3(piece: Sounded) -> Sounded:
    """Through MP3 at 128 kbit/s and back."""
    return _each(piece, _mp3)


def with_log_drum(loop: Loop) -> Sounded:
    """The piece with a log-drum loop on its roots."""
    return _pasted(loop, Stem.LOG_DRUM, lambda pitch: bench_rhythms.log_drum(hz(pitch)), lowest=33)


def with_808(loop: Loop) -> Sounded:
    """The piece with an 808 that drops by an octave, where a log drum would play."""
    return _pasted(loop, Stem.BASS, _808, lowest=33)


def with_shaker(loop: Loop) -> Sounded:
    """The piece with a shaker loop."""
    return render(replace(loop, drums={**loop.drums, "shaker": SHAKER}))


def with_extended_chords(loop: Loop, name: str) -> Sounded:
    """The piece with ninths, thirteenths and a substitute in the place of its triads."""
    return render(replace(loop, progression=_RICH[name]))


def pasted(loops: Mapping[str, Loop]) -> dict[str, tuple[str, Make, Expectation]]:
    """By name: kind of song, how it is made, what may move. They are to be heard from the mixture alone."""
    return {
        "log_drum_on_rock": (
            "rock",
            lambda: with_log_drum(loops["rock"]),
            Expectation("log-drum loop pasted on rock", (LOG_DRUM,), tolerance=HEARD),
        ),
        "808_on_rock": (
            "rock",
            lambda: with_808(loops["rock"]),
            Expectation("808 with pitch drop pasted on rock", free=(KWAITO,), tolerance=HEARD),
        ),
        "extended_chords_over_techno": (
            "techno",
            lambda: with_extended_chords(loops["techno"], "techno"),
            Expectation("extended chords over techno", (JAZZ,), tolerance=HEARD),
        ),
        "shaker_over_pop": (
            "pop",
            lambda: with_shaker(loops["pop"]),
            Expectation("shaker loop over pop", free=(PERCUSSION,), tolerance=HEARD),
        ),
    }


TREATMENTS: dict[str, tuple[Callable[[Sounded], Sounded], Expectation]] = {
    "limiter_6_db": (limited, Expectation("+6 dB into a limiter", tolerance=HEARD)),
    "mp3_128": (as_mp3, Expectation("MP3, 128 kbit/s", tolerance=HEARD)),
    "6_percent_faster": (
        lambda piece: stretched(piece, 1.0 / 1.06),
        Expectation("6 % faster, same pitch", tolerance=HEARD),
    ),
    "6_percent_slower": (
        lambda piece: stretched(piece, 1.0 / 0.94),
        Expectation("6 % slower, same pitch", tolerance=HEARD),
    ),
    "2_semitones_up": (lambda piece: transposed(piece, 2), Expectation("2 semitones up", tolerance=HEARD)),
    "2_semitones_down": (lambda piece: transposed(piece, -2), Expectation("2 semitones down", tolerance=HEARD)),
}
"""What is done to any recording; no marker may follow it."""


def _each(piece: Sounded, change: Callable[[Samples], Samples]) -> Sounded:
    """The same done to mixture and stems."""
    rate = piece.mixture.sample_rate
    mixture = change(piece.mixture.samples)
    silence = np.zeros_like(mixture)
    stems = {
        stem: Audio(change(audio.samples) if audio.samples.any() else silence, rate)
        for stem, audio in piece.stems.audio.items()
    }
    return Sounded(Audio(mixture, rate), Stems(stems, piece.stems.model))


def _rubber(samples: Samples, *, speed: float = 1.0, semitones: float = 0.0) -> Samples:
    from pedalboard import time_stretch

    return time_stretch(
        samples, float(RATE), stretch_factor=speed, pitch_shift_in_semitones=semitones, high_quality=False
    )


def _mp3(samples: Samples) -> Samples:
    import soundfile

    store = io.BytesIO()
    soundfile.write(
        store, samples.T, RATE, format="MP3", subtype="MPEG_LAYER_III", bitrate_mode="CONSTANT",
        compression_level=_MP3_LEVEL,
    )  # fmt: skip
    store.seek(0)
    decoded, _rate = soundfile.read(store, dtype="float32", always_2d=True)
    if abs(len(decoded) - samples.shape[1]) > _ENCODER_DELAY_LIMIT:
        raise ValueError(f"expected about {samples.shape[1]} samples from the decoder, got {len(decoded)}")
    out = np.zeros_like(samples)
    length = min(len(decoded), samples.shape[1])
    out[:, :length] = decoded.T[:, :length]
    return out


def _pasted(loop: Loop, stem: Stem, sound: Callable[[int], Wave], *, lowest: int) -> Sounded:
    dry = render(loop)
    track = np.zeros(dry.mixture.num_samples)
    chords = chords_of(loop)
    offsets = dict(zip([step for step, sign in enumerate(RIFF) if sign != "."], RIFF_STEPS, strict=True))
    for bar, time in times_of(loop, RIFF):
        step = round(time * loop.tempo_bpm / 15.0) % 16
        root = lowest + ((chords[bar].root or 0) - lowest) % 12
        put(track, time, 0.45 * sound(root + offsets[step]))
    parts = {own: audio.samples[0].astype(np.float64) for own, audio in dry.stems.audio.items()}
    return sounded({**parts, stem: parts[stem] + track})


def _808(pitch: int) -> Wave:
    """A sine that falls by an octave within 60 ms and rings, lightly driven."""
    t = np.arange(round(0.5 * RATE)) / RATE
    falling = hz(pitch) * 2.0 ** np.exp(-t / 0.02)
    return np.asarray(np.tanh(1.5 * np.sin(2.0 * np.pi * np.cumsum(falling) / RATE)) * np.exp(-t / 0.3))
