"""The instrument as its user gets it, from strokes and sounds that have been worked out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from engine.core.audio import Audio, Samples
from engine.core.composition import Slide
from engine.core.one_shots import Hit, OneShot, StemInstrument
from engine.separation.instrument.averaging import BEFORE_S
from engine.separation.instrument.one_shot import attack_of, octave_shift, one_shot_audio, settled_pitch
from engine.separation.instrument.periods import Low
from engine.separation.instrument.playing import Manner, Stroke
from engine.separation.instrument.sounds import Sound, end_level_db
from engine.separation.instrument.timbres import timbre_of, traits

_WHOLE_DB = -24.0
_LEAST_S = 0.02
_BLOCK_SAMPLES = 1 << 18
_RINGS_OUT_DB = -30.0


@dataclass(frozen=True, slots=True, eq=False)
class Performance:
    """A stem and how it is played: every stroke points into ``sounds``."""

    stem: Audio
    low: Low
    sounds: Sequence[Sound]
    strokes: Sequence[Stroke]
    manner: Manner


@dataclass(slots=True, eq=False)
class _Voice:
    """A sound on its way to a one-shot: how many strokes it plays, where it begins, how it was scaled."""

    sound: Sound
    played: int
    pitch: float
    half: float
    attack: int
    timbre: int = 0
    factor: float = 1.0
    place: int = 0


def assemble(performance: Performance, played: Samples) -> StemInstrument:
    """One-shots, hits and what they explain.

    Args:
        performance: At least one stroke.
        played: The stem as the strokes play it, ``[channels, samples]``.
    """
    stem = performance.stem
    voices = _voices(performance)
    one_shots: list[OneShot] = []
    tuning = _tuning_cents([voices[stroke.sound].pitch + stroke.transpose for stroke in performance.strokes])
    roots = _roots(list(voices.values()), stem.sample_rate)
    for voice in sorted(voices.values(), key=lambda v: (v.timbre, v.pitch)):
        audio, voice.factor = one_shot_audio(voice.sound.wave, stem.sample_rate, voice.attack)
        voice.place = len(one_shots)
        one_shots.append(
            OneShot(
                audio=audio,
                pitch=voice.pitch,
                key=_key(voice.pitch, tuning),
                timbre=voice.timbre + 1,
                num_hits=len(voice.sound.strokes),
                is_root=voice in roots,
            )
        )
    loudest = max(stroke.gain / voices[stroke.sound].factor for stroke in performance.strokes)
    hits = [_hit(stroke, voices[stroke.sound], stem.sample_rate, tuning, loudest) for stroke in performance.strokes]
    explained = _explained_db(stem.samples, played)
    ordered = tuple(sorted(hits, key=lambda hit: hit.onset))
    return StemInstrument(tuple(one_shots), ordered, performance.manner.is_choked, tuning, explained)


def _explained_db(stem: Samples, played: Samples) -> float:
    """Energy of the stem over the energy of what is not played of it, at most 120 dB."""
    energy = rest = 0.0
    for start in range(0, stem.shape[1], _BLOCK_SAMPLES):
        part = stem[:, start : start + _BLOCK_SAMPLES].astype(np.float64)
        energy += float(np.sum(part**2))
        rest += float(np.sum((part - played[:, start : start + _BLOCK_SAMPLES]) ** 2))
    return 10.0 * float(np.log10(energy / max(rest, 1e-12 * energy)))


def _voices(performance: Performance) -> dict[int, _Voice]:
    low, rate = performance.low, performance.stem.sample_rate
    voices = {}
    for index in sorted({stroke.sound for stroke in performance.strokes}):
        sound = performance.sounds[index]
        pitch, half = settled_pitch(sound, low)
        played = sum(stroke.sound == index for stroke in performance.strokes)
        voices[index] = _Voice(sound, played, pitch, half, attack_of(sound, rate))
    every = list(voices.values())
    counts = [voice.played for voice in every]
    shift = octave_shift([voice.pitch for voice in every], [voice.half for voice in every], counts)
    for voice in every:
        voice.pitch += shift
    timbres = timbre_of([traits(v.sound.low.wave[0], low.rate, v.pitch) for v in every], counts)
    for voice, timbre in zip(every, timbres, strict=True):
        voice.timbre = timbre
    return voices


def _roots(voices: Sequence[_Voice], sample_rate: int) -> list[_Voice]:
    """One voice for each timbre: the most played, of those that are heard to their end where there are any."""
    roots = []
    for timbre in {voice.timbre for voice in voices}:
        own = [voice for voice in voices if voice.timbre == timbre]
        whole = [voice for voice in own if end_level_db(voice.sound.wave, sample_rate) < _WHOLE_DB]
        roots.append(max(whole or own, key=lambda voice: voice.played))
    return roots


def _tuning_cents(pitches: Sequence[float]) -> float:
    """How far the pitches lie above the keys of A4 = 440 Hz: their circular mean, -50 to 50 cents."""
    mean = np.mean(np.exp(2j * np.pi * np.array(pitches)))
    return 100.0 * float(np.angle(mean)) / (2.0 * np.pi)


def _key(pitch: float, tuning_cents: float) -> int:
    return min(127, max(0, round(pitch - tuning_cents / 100.0)))


def _hit(stroke: Stroke, voice: _Voice, sample_rate: int, tuning: float, loudest: float) -> Hit:
    gain = stroke.gain / voice.factor
    onset = max(0.0, stroke.start + voice.attack / sample_rate)
    pitch = voice.pitch + stroke.transpose
    share = gain / loudest if loudest > 0.0 else 1.0
    return Hit(
        onset=onset,
        offset=max(onset + _LEAST_S, _offset(stroke, voice.sound, sample_rate)),
        pitch=pitch,
        key=_key(pitch, tuning),
        gain=gain,
        velocity=min(127, max(1, round(127.0 * float(np.sqrt(share))))),
        one_shot=voice.place,
        slide=None if stroke.slide is None else _from_attack(stroke.slide, voice.attack / sample_rate - BEFORE_S),
        fit=stroke.fit,
    )


def _from_attack(slide: Slide, later: float) -> Slide:
    """A slide told from an attack that lies so many seconds later than where strokes count from."""
    return replace(slide, start=max(0.0, slide.start - later))


def _offset(stroke: Stroke, sound: Sound, sample_rate: int) -> float:
    """Where a stroke ends: let go, cut off, or rung out by 30 dB; seconds."""
    power = np.sum(sound.wave**2, axis=0)
    loud = np.flatnonzero(power >= float(power.max()) * 10.0 ** (_RINGS_OUT_DB / 10.0))
    speed = 2.0 ** (stroke.transpose / 12.0)
    rung = stroke.onset + (float(loud[-1]) / sample_rate - BEFORE_S) / speed
    if stroke.slide is not None:
        rung = max(rung, stroke.onset + stroke.slide.start + stroke.slide.duration + _LEAST_S)
    let_go = rung if stroke.release is None else stroke.onset + stroke.release
    return float(min(rung, let_go, stroke.stop))
