"""The table of melodic instruments: one line each, the usual one of a role first, and how each is drawn.

The tasteful spans lie around the defaults; the wide ones are for training data. All are design priors.
"""

from __future__ import annotations

from engine.generation.sketch.instruments.bars import Kalimba, Marimba, Mbira
from engine.generation.sketch.instruments.electric_pianos import FmPiano, Rhodes, Wurlitzer
from engine.generation.sketch.instruments.families import InstrumentKind
from engine.generation.sketch.instruments.organs import HouseOrgan, Organ
from engine.generation.sketch.instruments.pads import Pad, Strings
from engine.generation.sketch.instruments.piano import Piano
from engine.generation.sketch.instruments.pluck import Pluck
from engine.generation.sketch.instruments.spans import Span, between
from engine.generation.sketch.instruments.strings_plucked import ElectricGuitar, NylonGuitar

_Spans = dict[str, Span]

_KEYS = ("keys", "stab")
_RIFF = ("riff",)


def _kind(title: str, build: type, roles: tuple[str, ...], usual: _Spans, wide: _Spans) -> InstrumentKind:
    """``wide`` may leave out what it shares with ``usual``."""
    return InstrumentKind(title, build, roles, between(usual), between({**usual, **wide}))


_RHODES: _Spans = {
    "sustain_s": (1.5, 2.7),
    "reach": (0.5, 0.95),
    "offset": (0.22, 0.36),
    "bell_db": (-26.0, -18.0),
    "tone_hz": (4000.0, 6800.0),
    "warmth_db": (1.0, 4.0),
    "vibrato_hz": (4.0, 6.0),
    "vibrato_depth": (0.15, 0.6),
    "chorus": (0.0, 0.4),
}
_RHODES_WIDE: _Spans = {
    "sustain_s": (0.8, 4.0),
    "reach": (0.2, 2.2),
    "offset": (0.12, 1.2),
    "bell_db": (-40.0, -10.0),
    "tone_hz": (1800.0, 12000.0),
    "warmth_db": (-4.0, 6.0),
    "knock_db": (-45.0, -15.0),
    "vibrato_depth": (0.0, 1.0),
    "chorus": (0.0, 0.8),
    "damper_s": (0.03, 0.25),
    "dynamics": (0.4, 1.8),
}
_FM: _Spans = {
    "sustain_s": (1.2, 2.2),
    "body_index": (0.9, 1.7),
    "tine": (0.3, 0.6),
    "tine_s": (0.18, 0.4),
    "detune_cents": (1.5, 4.5),
    "bright_hz": (7500.0, 14000.0),
    "chorus": (0.25, 0.6),
    "chorus_hz": (0.4, 0.9),
}
_FM_WIDE: _Spans = {
    "sustain_s": (0.7, 3.5),
    "body_index": (0.3, 3.2),
    "tine": (0.05, 0.9),
    "tine_s": (0.05, 0.8),
    "ratio": (9, 16),
    "detune_cents": (0.0, 14.0),
    "bright_hz": (2500.0, 18000.0),
    "chorus": (0.0, 0.9),
    "damper_s": (0.04, 0.3),
    "dynamics": (0.4, 1.8),
}
_WURLI: _Spans = {
    "sustain_s": (0.9, 1.5),
    "bark": (0.78, 0.91),
    "lean": (0.25, 0.7),
    "reed_db": (-25.0, -17.0),
    "tone_hz": (4200.0, 6400.0),
    "nasal_db": (2.0, 5.0),
    "tremolo_hz": (5.0, 6.2),
    "tremolo_depth": (0.1, 0.45),
    "chorus": (0.0, 0.25),
}
_WURLI_WIDE: _Spans = {
    "sustain_s": (0.5, 2.2),
    "bark": (0.3, 0.92),
    "lean": (0.0, 1.0),
    "reed_db": (-40.0, -12.0),
    "tone_hz": (1800.0, 9000.0),
    "nasal_db": (-3.0, 8.0),
    "knock_db": (-45.0, -14.0),
    "tremolo_depth": (0.0, 0.9),
    "chorus": (0.0, 0.6),
    "damper_s": (0.02, 0.2),
    "dynamics": (0.4, 1.8),
}
_PIANO: _Spans = {
    "inharmonicity": (2.4e-4, 5.2e-4),
    "sustain_s": (0.8, 1.3),
    "second": (0.14, 0.28),
    "detune_cents": (0.4, 1.3),
    "hammer_hz": (800.0, 1500.0),
    "strike": (0.11, 0.13),
    "brightness_db": (0.0, 5.0),
    "width": (0.35, 0.7),
}
_PIANO_WIDE: _Spans = {
    "inharmonicity": (2e-4, 6e-4),
    "sustain_s": (0.4, 2.0),
    "second": (0.05, 0.4),
    "detune_cents": (0.0, 6.0),
    "hammer_hz": (400.0, 3000.0),
    "strike": (0.08, 0.2),
    "brightness_db": (-6.0, 9.0),
    "knock_db": (-40.0, -15.0),
    "width": (0.0, 1.0),
    "damper_s": (0.03, 0.2),
    "dynamics": (0.5, 1.9),
}
_ORGAN: _Spans = {
    "bar_16": (4.0, 8.0),
    "bar_5": (0.0, 5.0),
    "bar_8": (7.0, 8.0),
    "bar_4": (2.0, 7.0),
    "bar_2_3": (0.0, 5.0),
    "bar_2": (0.0, 4.0),
    "bar_1": (0.0, 3.0),
    "percussion_db": (-20.0, -8.0),
    "percussion_third": (0, 1),
    "percussion_s": (0.1, 0.28),
    "click_db": (-36.0, -27.0),
    "drive": (0.15, 0.6),
    "rotor_hz": (0.7, 0.95),
    "rotor_depth": (0.5, 0.9),
}
_ORGAN_WIDE: _Spans = {
    "bar_16": (0.0, 8.0),
    "bar_5": (0.0, 8.0),
    "bar_8": (2.0, 8.0),
    "bar_4": (0.0, 8.0),
    "bar_2_3": (0.0, 8.0),
    "bar_2": (0.0, 8.0),
    "bar_1_5": (0.0, 6.0),
    "bar_1_3": (0.0, 6.0),
    "bar_1": (0.0, 8.0),
    "percussion_db": (-60.0, -4.0),
    "click_db": (-60.0, -18.0),
    "drive": (0.0, 1.0),
    "rotor_hz": (0.6, 7.2),
    "rotor_depth": (0.0, 1.0),
    "release_s": (0.006, 0.08),
    "dynamics": (0.0, 1.2),
}
_HOUSE: _Spans = {
    "index": (0.7, 1.4),
    "octave_db": (-11.0, -5.0),
    "twelfth_db": (-12.0, -6.0),
    "punch": (1.6, 3.4),
    "punch_s": (0.018, 0.042),
    "decay_s": (0.14, 0.35),
    "sustain": (0.4, 0.7),
    "bright_hz": (4500.0, 8500.0),
    "chorus": (0.0, 0.3),
}
_HOUSE_WIDE: _Spans = {
    "index": (0.1, 2.4),
    "octave_db": (-24.0, 0.0),
    "twelfth_db": (-30.0, -2.0),
    "punch": (0.2, 5.0),
    "punch_s": (0.006, 0.1),
    "decay_s": (0.05, 0.8),
    "sustain": (0.1, 1.0),
    "sub_db": (-60.0, -4.0),
    "bright_hz": (1500.0, 14000.0),
    "chorus": (0.0, 0.7),
    "release_s": (0.01, 0.2),
    "dynamics": (0.2, 1.6),
}
_PAD: _Spans = {
    "voices": (5, 9),
    "detune_cents": (7.0, 14.0),
    "dark_hz": (400.0, 700.0),
    "open_hz": (1600.0, 3800.0),
    "opening_s": (0.8, 2.2),
    "resting": (0.3, 0.7),
    "air": (0.15, 0.6),
    "attack_s": (0.18, 0.5),
    "release_s": (0.8, 1.6),
}
_PAD_WIDE: _Spans = {
    "voices": (2, 9),
    "detune_cents": (2.0, 22.0),
    "dark_hz": (200.0, 1500.0),
    "open_hz": (600.0, 9000.0),
    "opening_s": (0.1, 4.0),
    "resting": (0.0, 1.0),
    "air": (0.0, 1.0),
    "attack_s": (0.02, 1.5),
    "release_s": (0.2, 3.0),
    "dynamics": (0.2, 1.6),
}
_STRINGS: _Spans = {
    "players": (9, 12),
    "spread_cents": (6.0, 12.0),
    "blur_cents": (2.5, 5.5),
    "soft_hz": (750.0, 1200.0),
    "loud_hz": (3200.0, 5500.0),
    "attack_s": (0.1, 0.26),
    "release_s": (0.35, 0.8),
}
_STRINGS_WIDE: _Spans = {
    "players": (3, 14),
    "spread_cents": (2.0, 20.0),
    "blur_cents": (0.5, 9.0),
    "soft_hz": (400.0, 2500.0),
    "loud_hz": (1800.0, 9000.0),
    "attack_s": (0.03, 0.7),
    "release_s": (0.12, 1.6),
    "dynamics": (0.3, 1.6),
}
_NYLON: _Spans = {
    "sustain_s": (0.55, 1.0),
    "position": (0.14, 0.28),
    "reach_hz": (1400.0, 2600.0),
    "body": (0.7, 1.3),
    "touch_db": (-30.0, -21.0),
}
_NYLON_WIDE: _Spans = {
    "sustain_s": (0.25, 1.8),
    "position": (0.06, 0.45),
    "reach_hz": (700.0, 5000.0),
    "body": (0.0, 1.8),
    "touch_db": (-45.0, -12.0),
    "damper_s": (0.02, 0.15),
    "dynamics": (0.5, 1.7),
}
_ELECTRIC: _Spans = {
    "sustain_s": (0.8, 1.5),
    "position": (0.12, 0.24),
    "pickup": (0.12, 0.25),
    "reach_hz": (2400.0, 4200.0),
    "tone_hz": (3600.0, 5600.0),
    "presence_db": (0.0, 3.0),
    "warmth": (0.15, 0.6),
    "touch_db": (-31.0, -22.0),
    "chorus": (0.1, 0.4),
}
_ELECTRIC_WIDE: _Spans = {
    "sustain_s": (0.4, 2.5),
    "position": (0.05, 0.4),
    "pickup": (0.05, 0.3),
    "reach_hz": (1200.0, 7000.0),
    "tone_hz": (1800.0, 7000.0),
    "presence_db": (-4.0, 8.0),
    "warmth": (0.0, 1.0),
    "touch_db": (-45.0, -14.0),
    "chorus": (0.0, 0.8),
    "damper_s": (0.015, 0.12),
    "dynamics": (0.4, 1.6),
}
_MARIMBA: _Spans = {
    "sustain_s": (0.26, 0.45),
    "second": (3.88, 4.0),
    "third": (9.0, 9.8),
    "mallet_hz": (1000.0, 2300.0),
    "tap_db": (-23.0, -15.0),
    "tube_db": (1.0, 5.0),
}
_MARIMBA_WIDE: _Spans = {
    "sustain_s": (0.12, 0.8),
    "second": (2.9, 4.2),
    "third": (8.0, 11.0),
    "mallet_hz": (500.0, 6000.0),
    "tap_db": (-40.0, -8.0),
    "tube_db": (-6.0, 8.0),
    "dynamics": (0.5, 1.7),
}
_KALIMBA: _Spans = {
    "sustain_s": (0.45, 0.8),
    "second": (2.6, 2.8),
    "third": (5.0, 5.5),
    "thumb_hz": (1600.0, 3000.0),
    "tap_db": (-24.0, -16.0),
    "buzz_db": (-42.0, -28.0),
    "box_db": (1.0, 5.0),
}
_KALIMBA_WIDE: _Spans = {
    "sustain_s": (0.2, 1.4),
    "second": (2.2, 6.3),
    "third": (4.6, 9.0),
    "thumb_hz": (800.0, 6000.0),
    "tap_db": (-40.0, -9.0),
    "buzz_db": (-60.0, -18.0),
    "box_db": (-3.0, 9.0),
    "dynamics": (0.5, 1.7),
}
_MBIRA: _Spans = {
    "sustain_s": (0.38, 0.65),
    "second": (2.6, 2.9),
    "third": (5.1, 5.8),
    "thumb_hz": (2600.0, 4400.0),
    "tap_db": (-21.0, -14.0),
    "buzz_db": (-19.0, -11.0),
    "gourd_db": (3.0, 7.0),
}
_MBIRA_WIDE: _Spans = {
    "sustain_s": (0.2, 1.2),
    "second": (2.2, 6.3),
    "third": (4.6, 9.0),
    "thumb_hz": (1200.0, 7000.0),
    "tap_db": (-36.0, -9.0),
    "buzz_db": (-32.0, -3.0),
    "gourd_db": (-2.0, 10.0),
    "dynamics": (0.5, 1.7),
}
_PLUCK: _Spans = {
    "pulse": (0.0, 0.8),
    "detune_cents": (3.0, 11.0),
    "floor_hz": (320.0, 620.0),
    "peak_octaves": (3.4, 4.8),
    "closing_s": (0.05, 0.11),
    "resonance": (0.15, 0.55),
    "decay_s": (0.22, 0.45),
    "chorus": (0.1, 0.5),
}
_PLUCK_WIDE: _Spans = {
    "pulse": (0.0, 1.0),
    "detune_cents": (0.0, 24.0),
    "floor_hz": (150.0, 1600.0),
    "peak_octaves": (1.0, 6.0),
    "closing_s": (0.015, 0.4),
    "resonance": (0.0, 0.9),
    "decay_s": (0.08, 1.2),
    "release_s": (0.02, 0.4),
    "chorus": (0.0, 0.8),
    "dynamics": (0.3, 1.6),
}


MELODIC: dict[str, InstrumentKind] = {
    "rhodes": _kind("Rhodes", Rhodes, _KEYS, _RHODES, _RHODES_WIDE),
    "dx_piano": _kind("FM piano", FmPiano, _KEYS, _FM, _FM_WIDE),
    "wurli": _kind("Wurlitzer", Wurlitzer, _KEYS, _WURLI, _WURLI_WIDE),
    "piano": _kind("Piano", Piano, (*_KEYS, *_RIFF), _PIANO, _PIANO_WIDE),
    "organ": _kind("Organ", Organ, _KEYS, _ORGAN, _ORGAN_WIDE),
    "house_organ": _kind("House organ", HouseOrgan, _KEYS, _HOUSE, _HOUSE_WIDE),
    "pad": _kind("Pad", Pad, ("pad",), _PAD, _PAD_WIDE),
    "strings": _kind("Strings", Strings, ("pad",), _STRINGS, _STRINGS_WIDE),
    "nylon_guitar": _kind("Nylon guitar", NylonGuitar, ("guitar",), _NYLON, _NYLON_WIDE),
    "electric_guitar": _kind("Electric guitar", ElectricGuitar, ("guitar",), _ELECTRIC, _ELECTRIC_WIDE),
    "marimba": _kind("Marimba", Marimba, _RIFF, _MARIMBA, _MARIMBA_WIDE),
    "kalimba": _kind("Kalimba", Kalimba, _RIFF, _KALIMBA, _KALIMBA_WIDE),
    "mbira": _kind("Mbira", Mbira, _RIFF, _MBIRA, _MBIRA_WIDE),
    "pluck": _kind("Pluck", Pluck, _RIFF, _PLUCK, _PLUCK_WIDE),
}
