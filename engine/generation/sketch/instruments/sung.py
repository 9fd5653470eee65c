"""Instruments that are sung or blown, and effects. Ranges are design priors around the domain reference 5.1."""

from __future__ import annotations

from functools import partial

import numpy as np

from engine.generation.sketch.instruments.choir import ChantVoices, Choir
from engine.generation.sketch.instruments.effects import Effects
from engine.generation.sketch.instruments.families import InstrumentKind
from engine.generation.sketch.instruments.voice import Voice
from engine.generation.sketch.instruments.whistle import Whistle
from engine.generation.sketch.instruments.winds import Flute, Sax, Trumpet

_SEEDS = 2**31 - 1


def _between(ranges: dict[str, tuple[float, float]], rng: np.random.Generator) -> dict[str, float]:
    """Each parameter evenly from its range; whole numbers where both ends are, and a seed."""
    drawn: dict[str, float] = {"seed": int(rng.integers(_SEEDS))}
    for name, (low, high) in ranges.items():
        if isinstance(low, int) and isinstance(high, int):
            drawn[name] = int(rng.integers(low, high + 1))
        else:
            drawn[name] = round(float(rng.uniform(low, high)), 4)
    return drawn


_SAX = {
    "edge": (0.25, 0.65),
    "air": (0.25, 0.6),
    "vibrato_cents": (14.0, 30.0),
    "vibrato_hz": (4.8, 5.7),
    "scoop_cents": (40.0, 95.0),
}
_SAX_WIDE = {
    "edge": (0.0, 1.0),
    "air": (0.0, 1.0),
    "vibrato_cents": (0.0, 60.0),
    "vibrato_hz": (4.0, 7.0),
    "scoop_cents": (0.0, 200.0),
    "growl": (0.0, 1.0),
}
_FLUTE = {
    "edge": (0.2, 0.6),
    "air": (0.3, 0.7),
    "vibrato_cents": (6.0, 16.0),
    "vibrato_hz": (4.5, 5.3),
    "scoop_cents": (15.0, 50.0),
}
_FLUTE_WIDE = {
    "edge": (0.0, 1.0),
    "air": (0.0, 1.5),
    "vibrato_cents": (0.0, 35.0),
    "vibrato_hz": (4.0, 6.5),
    "scoop_cents": (0.0, 120.0),
}
_TRUMPET = {
    "edge": (0.15, 0.55),
    "mute": (0.0, 0.25),
    "air": (0.1, 0.4),
    "vibrato_cents": (8.0, 22.0),
    "vibrato_hz": (4.9, 5.8),
    "scoop_cents": (20.0, 60.0),
}
_TRUMPET_WIDE = {
    "edge": (0.0, 1.0),
    "mute": (0.0, 1.0),
    "air": (0.0, 1.0),
    "vibrato_cents": (0.0, 45.0),
    "vibrato_hz": (4.2, 7.0),
    "scoop_cents": (-30.0, 150.0),
}
_VOICE = {
    "speaker": (0.75, 1.15),
    "effort": (0.4, 0.75),
    "breath": (0.2, 0.5),
    "vibrato_cents": (18.0, 42.0),
    "vibrato_hz": (5.1, 6.0),
    "scoop_cents": (30.0, 90.0),
    "roughness": (0.0, 0.12),
}
_VOICE_WIDE = {
    "speaker": (0.0, 2.0),
    "effort": (0.1, 1.0),
    "breath": (0.0, 1.2),
    "vibrato_cents": (0.0, 100.0),
    "vibrato_hz": (4.2, 7.0),
    "scoop_cents": (-40.0, 220.0),
    "roughness": (0.0, 0.8),
    "open_mouth": (0.9, 1.25),
}
_CHOIR = {
    "num_voices": (5, 7),
    "detune_cents": (7.0, 15.0),
    "vibrato_cents": (12.0, 30.0),
    "effort": (0.2, 0.5),
    "breath": (0.4, 0.8),
    "attack_s": (0.08, 0.16),
    "width": (0.6, 0.95),
}
_CHOIR_WIDE = {
    "num_voices": (2, 8),
    "speaker": (-1.0, 2.0),
    "detune_cents": (2.0, 30.0),
    "vibrato_cents": (0.0, 60.0),
    "effort": (0.1, 0.9),
    "breath": (0.0, 1.2),
    "attack_s": (0.03, 0.35),
    "width": (0.0, 1.0),
}
_CHANT = {
    "num_voices": (5, 7),
    "speaker": (0.1, 0.7),
    "mixed": (0.2, 0.5),
    "effort": (0.75, 1.0),
    "roughness": (0.15, 0.4),
    "detune_cents": (14.0, 28.0),
    "late_ms": (16.0, 34.0),
    "fall_semitones": (0.8, 2.2),
    "width": (0.7, 1.0),
}
_CHANT_WIDE = {
    "num_voices": (2, 8),
    "speaker": (0.0, 1.6),
    "mixed": (0.0, 0.7),
    "effort": (0.4, 1.0),
    "roughness": (0.0, 0.8),
    "detune_cents": (5.0, 60.0),
    "late_ms": (0.0, 60.0),
    "fall_semitones": (0.0, 5.0),
    "width": (0.0, 1.0),
}
_WHISTLE = {"pitch_hz": (2300.0, 3000.0), "trill_hz": (20.0, 28.0), "trill_depth": (0.45, 0.8), "air": (0.2, 0.5)}
_WHISTLE_WIDE = {"pitch_hz": (2000.0, 3500.0), "trill_hz": (18.0, 30.0), "trill_depth": (0.0, 1.0), "air": (0.0, 1.0)}
_EFFECTS = {"brightness": (0.35, 0.7), "tonal": (0.15, 0.45), "tail_s": (0.6, 1.1), "crackle": (0.25, 0.6)}
_EFFECTS_WIDE = {"brightness": (0.0, 1.0), "tonal": (0.0, 0.9), "tail_s": (0.2, 1.1), "crackle": (0.0, 1.0)}


def _kind(
    title: str,
    build: type,
    roles: tuple[str, ...],
    tasteful: dict[str, tuple[float, float]],
    wide: dict[str, tuple[float, float]],
) -> InstrumentKind:
    return InstrumentKind(
        title=title, build=build, roles=roles, draw=partial(_between, tasteful), draw_wide=partial(_between, wide)
    )


SUNG: dict[str, InstrumentKind] = {
    "sax": _kind("Saxophone", Sax, ("lead",), _SAX, _SAX_WIDE),
    "flute": _kind("Flute", Flute, ("lead",), _FLUTE, _FLUTE_WIDE),
    "trumpet": _kind("Trumpet", Trumpet, ("lead",), _TRUMPET, _TRUMPET_WIDE),
    "voice": _kind("Voice (synthetic)", Voice, ("vocal", "adlib"), _VOICE, _VOICE_WIDE),
    "choir": _kind("Choir (synthetic)", Choir, ("choir",), _CHOIR, _CHOIR_WIDE),
    "chant_voices": _kind("Group of voices (synthetic)", ChantVoices, ("chant",), _CHANT, _CHANT_WIDE),
    "whistle": _kind("Whistle", Whistle, ("whistle",), _WHISTLE, _WHISTLE_WIDE),
    "effects": _kind("Effects", Effects, ("fx",), _EFFECTS, _EFFECTS_WIDE),
}
