"""Riffs of log drums and of what is mistaken for one, played alone: examples at a tenth of a second of a core each.

A corpus has few 808s, and each is one sound. Here every riff has a one-shot of its own, so that the network learns what
the instruments are and not which ones it has met. A tone control, a drive and the drums of a song beside it stand for
what a mix and a separator make of them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.core.blueprint import Voice
from engine.core.composition import PlayedNote
from engine.generation.draws import generator
from engine.generation.sketch.instruments.base import RATE, Instrument, Stroke
from engine.generation.sketch.instruments.table import INSTRUMENTS, make
from trainer.synth_corpus.split import Split, draw_number, variant_rng

Wave = NDArray[np.float32]

LOG_DRUM = "fm_log_drum"
SHARES = {
    LOG_DRUM: 0.45,
    "eight_o_eight": 0.22,
    "saw_bass": 0.08,
    "sub_bass": 0.04,
    "reese_bass": 0.04,
    "electric_bass": 0.04,
    "upright_bass": 0.04,
    "tom": 0.05,
    "kick": 0.04,
}
"""How often each plays. The 808 needs most examples: it is the nearest."""
SECONDS = 6.0
_FIGURES = (
    "9..8..7.9..8..7.",
    "9..8..9...8..7..",
    "...8..9....8..9.",
    "9..99..8...9..88",
    "..8...8...8..889",
    "9.98.99..8.99.98",
    "9.....6...7.....",
    "9..9..9..9..9..8",
    "9......8..9....8",
    "9...9...9...9...",
)
_STEPS = (0, 0, 0, -2, 3, 5, 7, 10, 12)
_TOM_KEYS = (41, 43, 45, 47, 48, 50)
_UNPITCHED = ("tom", "kick")
_CUT_S = 0.008


@dataclass(frozen=True, slots=True, eq=False)
class Riff:
    """Six seconds: who plays, the sound at ``RATE`` with its peak at 1, and onsets in seconds."""

    instrument: str
    wave: Wave
    onsets: NDArray[np.float64]

    @property
    def is_log_drum(self) -> bool:
        return self.instrument == LOG_DRUM


def draw_riff(split: Split, seed: int, index: int) -> Riff:
    """The riff of a number, on a one-shot of the split."""
    rng = generator("log drum riff", seed, split.value, index)
    name = str(rng.choice(list(SHARES), p=list(SHARES.values())))
    number = draw_number(rng, name, split)
    player = make(Voice(instrument=name, parameters=INSTRUMENTS[name].draw_wide(variant_rng(name, number))))
    riff = _played(rng, name, player)
    if rng.random() < 0.5:
        ceiling = float(np.abs(riff.wave).max()) * 10.0 ** (-float(rng.uniform(0.0, 9.0)) / 20.0)
        riff.wave[:] = np.tanh(riff.wave / ceiling)
    return Riff(name, riff.wave / np.float32(np.abs(riff.wave).max() + 1e-9), riff.onsets)


def _played(rng: np.random.Generator, name: str, player: Instrument) -> Riff:
    step = 15.0 / float(rng.uniform(100.0, 126.0))
    figure = _FIGURES[int(rng.integers(len(_FIGURES)))]
    root, gate = int(rng.integers(28, 44)), float(rng.uniform(0.5, 2.5))
    wave = np.zeros(round(SECONDS * RATE), np.float32)
    onsets = []
    for place in range(int((SECONDS - 0.1) / step)):
        hit = figure[place % len(figure)]
        if (hit == ".") != (rng.random() < 0.06):  # a rest, or now and then a change of the figure
            continue
        onset = 0.05 + place * step + float(rng.normal(0.0, 0.003))
        speed = int(np.clip((9 if hit == "." else int(hit)) * 13 + rng.integers(-12, 13), 30, 127))
        pitch = root + int(rng.choice(_STEPS))
        pitch = {"tom": int(rng.choice(_TOM_KEYS)), "kick": 36}.get(name, pitch)
        sound = player.play(Stroke(pitch=pitch, velocity=speed, duration=gate * step, variant=int(rng.integers(3))))
        _add(wave, sound if sound.ndim == 1 else sound.mean(axis=0), round(onset * RATE), cuts=name not in _UNPITCHED)
        onsets.append(onset)
    return Riff(name, wave, np.asarray(onsets))


def _add(wave: Wave, sound: Wave, first: int, *, cuts: bool) -> None:
    if cuts:  # one voice: a stroke ends the one before
        wave[first:] *= np.exp(-np.arange(len(wave) - first, dtype=np.float32) / np.float32(_CUT_S * RATE))
    cut = sound[: len(wave) - first]
    wave[first : first + len(cut)] += cut


def draw_sampled_riff(split: Split, seed: int, index: int) -> Riff | None:
    """A riff on a bass, toms or a kick out of an installed SoundFont; None where there is none.

    Recorded basses and drums are what every song without a log drum has, and ours are only models of them.
    """
    from trainer.realism.packages import fonts
    from trainer.realism.soundfonts import draw_font_sound

    rng = generator("sampled riff", seed, split.value, index)
    role = str(rng.choice(("bass", "tom", "kick"), p=(0.7, 0.15, 0.15)))
    sound = draw_font_sound(rng, role, split) if fonts() else None
    if sound is None:
        return None
    step = 15.0 / float(rng.uniform(70.0, 140.0))
    figure = _FIGURES[int(rng.integers(len(_FIGURES)))]
    root, gate = int(rng.integers(28, 44)), float(rng.uniform(0.7, 4.0))
    notes = []
    for place in range(int((SECONDS - 0.1) / step)):
        if figure[place % len(figure)] == "." and rng.random() > 0.1:
            continue
        pitch = {"tom": int(rng.choice(_TOM_KEYS)), "kick": 36}.get(role, root + int(rng.choice(_STEPS)))
        onset = 0.05 + place * step + abs(float(rng.normal(0.0, 0.006)))
        note = PlayedNote(
            onset=onset,
            duration=gate * step,
            pitch=pitch,
            velocity=int(rng.integers(60, 128)),
            role=role,
            section=0,
            chord=0,
            step=float(place),
            reason="riff",
        )
        notes.append(note)
    wave = sound.play(notes, round(SECONDS * RATE))
    wave = np.array(wave if wave.ndim == 1 else wave.mean(axis=0), np.float32)
    peak = float(np.abs(wave).max())
    onsets = np.asarray([note.onset for note in notes])
    return Riff(f"sampled {role}", wave / np.float32(peak), onsets) if peak > 0.0 else None


def toned(wave: Wave, rng: np.random.Generator, sample_rate: int) -> Wave:
    """Through a random tone control: tilt, and losses above and below as masks make them."""
    hz = np.fft.rfftfreq(len(wave), 1.0 / sample_rate)
    octaves = np.log2(np.maximum(hz, 20.0) / 150.0)
    gain_db = np.zeros(len(hz))
    if rng.random() < 0.6:
        gain_db += rng.uniform(-4.0, 4.0) * np.clip(octaves, -3.0, 6.0) / 2.0
    if rng.random() < 0.35:
        gain_db -= rng.uniform(0.0, 20.0) / (1.0 + np.exp(-3.0 * (octaves - rng.uniform(0.7, 3.3))))
    if rng.random() < 0.3:
        gain_db -= rng.uniform(0.0, 12.0) / (1.0 + np.exp(5.0 * (octaves - rng.uniform(-1.9, -1.0))))
    return np.fft.irfft(np.fft.rfft(wave) * 10.0 ** (gain_db / 20.0), len(wave)).astype(np.float32)


def no_instrument(number: int, sample_rate: int, *, seconds: float = 8.0) -> Wave:
    """Something that is no instrument at all: pulsed or fading sines, bursts and rumble of noise, sweeps, beating."""
    rng = generator("no instrument", number)
    times = np.arange(round(seconds * sample_rate)) / sample_rate
    hz = float(np.exp(rng.uniform(np.log(35.0), np.log(500.0))))
    period, fall = float(rng.uniform(0.12, 0.6)), float(rng.uniform(0.01, 0.3))
    since = times % period
    kind = number % 6
    if kind == 0:
        wave = np.sin(2.0 * np.pi * hz * times) * (1.0 + 0.9 * np.sign(np.sin(2.0 * np.pi * times / period))) / 2.0
    elif kind == 1:
        wave = rng.standard_normal(len(times)) * np.exp(-since / fall)
    elif kind == 2:
        rumble = np.cumsum(rng.standard_normal(len(times)))
        wave = rumble - np.convolve(rumble, np.full(400, 1.0 / 400.0), "same")
    elif kind == 3:
        wave = np.sin(2.0 * np.pi * hz * times) * np.exp(-since / (0.05 + fall))
    elif kind == 4:  # a kick of the simplest kind
        wave = np.sin(2.0 * np.pi * (50.0 * since + 6.0 * (1.0 - np.exp(-since / 0.03)))) * np.exp(
            -since / (0.05 + fall)
        )
    else:
        partials = sum(np.sin(2.0 * np.pi * hz * k * times + k) / k for k in range(1, 6))
        wave = partials * (1.0 + np.sin(2.0 * np.pi * times / period))
    return np.asarray(0.2 * wave / np.abs(wave).max(), np.float32)
