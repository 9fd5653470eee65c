"""The table of part writers, in the order in which they write: each sees what those before it wrote in the section.

Rhythm first, then the log drum and the bass against it, then harmony, then what answers them.
"""

from __future__ import annotations

from collections.abc import Callable

from engine.generation.sketch.grid import Passage, Written
from engine.generation.sketch.parts.adlib import write_adlib
from engine.generation.sketch.parts.backbeat import write_clap, write_rim, write_snare
from engine.generation.sketch.parts.bass import write_bass
from engine.generation.sketch.parts.chant import write_chant
from engine.generation.sketch.parts.choir import write_choir
from engine.generation.sketch.parts.effects import write_effects
from engine.generation.sketch.parts.guitar import write_guitar
from engine.generation.sketch.parts.hand_percussion import (
    write_agogo,
    write_bongo,
    write_conga,
    write_cowbell,
    write_tom,
    write_triangle,
    write_whistle,
)
from engine.generation.sketch.parts.hats import write_cymbal, write_hat
from engine.generation.sketch.parts.keys import write_keys
from engine.generation.sketch.parts.kick import write_kick
from engine.generation.sketch.parts.lead import write_lead
from engine.generation.sketch.parts.log_drum import write_log_drum
from engine.generation.sketch.parts.pad import write_pad
from engine.generation.sketch.parts.riff import write_riff
from engine.generation.sketch.parts.shakers import write_shaker, write_shaker_dark, write_tambourine
from engine.generation.sketch.parts.stabs import write_stab
from engine.generation.sketch.parts.vocal import write_vocal

Writer = Callable[[Passage], Written]

WRITERS: dict[str, Writer] = {
    "kick": write_kick,
    "snare": write_snare,
    "clap": write_clap,
    "rim": write_rim,
    "hat": write_hat,
    "shaker": write_shaker,
    "shaker_dark": write_shaker_dark,
    "tambourine": write_tambourine,
    "conga": write_conga,
    "bongo": write_bongo,
    "tom": write_tom,
    "cowbell": write_cowbell,
    "agogo": write_agogo,
    "triangle": write_triangle,
    "cymbal": write_cymbal,
    "whistle": write_whistle,
    "log_drum": write_log_drum,
    "bass": write_bass,
    "keys": write_keys,
    "guitar": write_guitar,
    "pad": write_pad,  # after those whose chords it makes clear
    "stab": write_stab,
    "vocal": write_vocal,
    "chant": write_chant,
    "choir": write_choir,
    "adlib": write_adlib,
    "riff": write_riff,
    "lead": write_lead,
    "fx": write_effects,
}
