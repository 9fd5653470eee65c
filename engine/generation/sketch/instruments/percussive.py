"""Instruments, percussive, and the basses. Importing the table is cheap: nothing is computed until one plays."""

from __future__ import annotations

from engine.generation.sketch.instruments import (
    basses,
    claps,
    hats,
    kick,
    log_drum,
    log_drum_draws,
    membranes,
    metals,
    rims,
    shakers,
    snare,
    string_basses,
)
from engine.generation.sketch.instruments.families import InstrumentKind
from engine.generation.sketch.instruments.spans import Span, between

_SHAKEN = ("shaker", "shaker_dark")


def _kind(
    title: str, build: type, roles: tuple[str, ...], taste: dict[str, Span], wide: dict[str, Span]
) -> InstrumentKind:
    return InstrumentKind(title, build, roles, between(taste), between(wide))


PERCUSSIVE: dict[str, InstrumentKind] = {
    "fm_log_drum": InstrumentKind(
        "Log drum", log_drum.LogDrum, ("log_drum",), log_drum_draws.draw, log_drum_draws.draw_wide
    ),
    "kick": _kind("Kick", kick.Kick, ("kick",), kick.TASTE, kick.WIDE),
    "clap": _kind("Clap", claps.Clap, ("clap",), claps.TASTE, claps.WIDE),
    "rim": _kind("Rim", rims.Rim, ("rim",), rims.RIM_TASTE, rims.RIM_WIDE),
    "woodblock": _kind("Woodblock", rims.Woodblock, ("rim",), rims.WOODBLOCK_TASTE, rims.WOODBLOCK_WIDE),
    "snare": _kind("Snare", snare.Snare, ("snare",), snare.TASTE, snare.WIDE),
    "hats": _kind("Hats", hats.Hats, ("hat",), hats.HATS_TASTE, hats.HATS_WIDE),
    "crash": _kind("Crash", hats.Crash, ("cymbal",), hats.CRASH_TASTE, hats.CRASH_WIDE),
    "shaker": _kind("Shaker", shakers.Shaker, _SHAKEN, shakers.SHAKER_TASTE, shakers.SHAKER_WIDE),
    "cabasa": _kind("Cabasa", shakers.Cabasa, _SHAKEN, shakers.CABASA_TASTE, shakers.CABASA_WIDE),
    "shekere": _kind("Shekere", shakers.Shekere, _SHAKEN, shakers.SHEKERE_TASTE, shakers.SHEKERE_WIDE),
    "tambourine": _kind(
        "Tambourine", shakers.Tambourine, ("tambourine",), shakers.TAMBOURINE_TASTE, shakers.TAMBOURINE_WIDE
    ),
    "conga": _kind("Congas", membranes.Conga, ("conga",), membranes.CONGA_TASTE, membranes.CONGA_WIDE),
    "djembe": _kind("Djembe", membranes.Djembe, ("conga",), membranes.DJEMBE_TASTE, membranes.DJEMBE_WIDE),
    "bongo": _kind("Bongos", membranes.Bongo, ("bongo",), membranes.BONGO_TASTE, membranes.BONGO_WIDE),
    "tom": _kind("Toms", membranes.Tom, ("tom",), membranes.TOM_TASTE, membranes.TOM_WIDE),
    "cowbell": _kind("Cowbell", metals.Cowbell, ("cowbell",), metals.COWBELL_TASTE, metals.COWBELL_WIDE),
    "agogo": _kind("Agogo", metals.Agogo, ("agogo",), metals.AGOGO_TASTE, metals.AGOGO_WIDE),
    "triangle": _kind("Triangle", metals.Triangle, ("triangle",), metals.TRIANGLE_TASTE, metals.TRIANGLE_WIDE),
    "sub_bass": _kind("Sub bass", basses.SubBass, ("bass",), basses.SUB_TASTE, basses.SUB_WIDE),
    "saw_bass": _kind("Saw bass", basses.SawBass, ("bass",), basses.SAW_TASTE, basses.SAW_WIDE),
    "reese_bass": _kind("Reese bass", basses.ReeseBass, ("bass",), basses.REESE_TASTE, basses.REESE_WIDE),
    "electric_bass": _kind(
        "Electric bass",
        string_basses.ElectricBass,
        ("bass",),
        string_basses.ELECTRIC_TASTE,
        string_basses.ELECTRIC_WIDE,
    ),
    "upright_bass": _kind(
        "Upright bass", string_basses.UprightBass, ("bass",), string_basses.UPRIGHT_TASTE, string_basses.UPRIGHT_WIDE
    ),
    "eight_o_eight": _kind("808", basses.EightOEight, ("bass",), basses.EIGHT_TASTE, basses.EIGHT_WIDE),
}
"""By id; the usual one of a role stands before the others."""
