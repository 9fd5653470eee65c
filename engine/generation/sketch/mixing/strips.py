"""The channel strip of each role: where it stands in the mix when the blueprint does not say otherwise.

Levels are the middle of the ranges of the domain reference 1.10, pans and sends design priors near those of the
profiles, equaliser bands design priors: everything but kick, log drum and bass is high-passed at 90-180 Hz (1.10); the
log drum has the dip at 280 Hz and the presence near 1 kHz of 1.6.3.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from engine.generation.sketch.mixing.filters import Section, bell, high_pass, high_shelf


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """How a role is mixed.

    Args:
        level_lu: Loudness relative to the full mix.
        high_pass_hz: Corner of its high-pass, 12 dB per octave.
        bands: Its equaliser.
        pan: -1 left - 1 right.
        sends: Share sent to ``room``, ``plate`` and ``hall``.
        duck: Share of the mix's ducking that it takes.
        is_line: One note at a time: a new one ends the last.
        takes: How many variants of a stroke are played in turn.
    """

    level_lu: float
    high_pass_hz: float
    bands: tuple[Section, ...] = ()
    pan: float = 0.0
    sends: dict[str, float] = field(default_factory=dict)
    duck: float = 0.0
    is_line: bool = False
    takes: int = 1

    @property
    def sections(self) -> tuple[Section, ...]:
        """High-pass and equaliser in series."""
        return (high_pass(self.high_pass_hz), *self.bands)


LOW_ROLES = frozenset({"kick", "log_drum", "bass"})
"""Who may play below 90 Hz. Their sides are high-passed, so that the low end is mono (domain reference 1.10)."""

_AIR = high_shelf(9000.0, 1.5)
_LESS_MUD = bell(320.0, -2.0, 0.9)
_HAND = 4

STRIPS: dict[str, Strip] = {
    "kick": Strip(level_lu=-12.0, high_pass_hz=28.0, bands=(bell(260.0, -2.0, 1.0),), sends={"room": 0.03}, takes=2),
    "snare": Strip(level_lu=-17.0, high_pass_hz=110.0, sends={"room": 0.12, "plate": 0.06}, takes=3),
    "clap": Strip(level_lu=-17.0, high_pass_hz=180.0, sends={"room": 0.12, "plate": 0.1}, takes=4),
    "rim": Strip(level_lu=-18.0, high_pass_hz=180.0, pan=0.12, sends={"room": 0.15}, takes=3),
    "hat": Strip(level_lu=-20.0, high_pass_hz=180.0, pan=-0.2, sends={"room": 0.06}, takes=_HAND),
    "shaker": Strip(level_lu=-17.0, high_pass_hz=180.0, pan=0.35, sends={"room": 0.06}, takes=_HAND),
    "shaker_dark": Strip(level_lu=-20.0, high_pass_hz=180.0, pan=-0.45, sends={"room": 0.08}, takes=_HAND),
    "tambourine": Strip(level_lu=-21.5, high_pass_hz=180.0, pan=-0.4, sends={"room": 0.1}, takes=_HAND),
    "conga": Strip(level_lu=-18.5, high_pass_hz=95.0, pan=-0.28, sends={"room": 0.15}, takes=_HAND),
    "bongo": Strip(level_lu=-20.5, high_pass_hz=150.0, pan=0.35, sends={"room": 0.15}, takes=_HAND),
    "tom": Strip(level_lu=-18.5, high_pass_hz=90.0, pan=0.22, sends={"room": 0.15, "plate": 0.05}, takes=3),
    "cowbell": Strip(level_lu=-21.5, high_pass_hz=180.0, pan=0.35, sends={"room": 0.12}, takes=3),
    "agogo": Strip(level_lu=-21.5, high_pass_hz=180.0, pan=-0.35, sends={"room": 0.12}, takes=3),
    "triangle": Strip(level_lu=-23.5, high_pass_hz=180.0, pan=0.45, sends={"room": 0.1, "hall": 0.1}, takes=3),
    "cymbal": Strip(level_lu=-22.5, high_pass_hz=180.0, pan=-0.1, sends={"hall": 0.15}, takes=2),
    "whistle": Strip(level_lu=-21.5, high_pass_hz=180.0, pan=0.25, sends={"hall": 0.2}),
    "log_drum": Strip(
        level_lu=-5.8,
        high_pass_hz=28.0,
        bands=(bell(280.0, -1.5, 1.0), bell(1000.0, 1.5, 0.8)),
        sends={"room": 0.05},
        is_line=True,
    ),
    "bass": Strip(level_lu=-12.5, high_pass_hz=30.0, bands=(bell(250.0, -1.5, 1.0),), duck=1.0, is_line=True),
    "keys": Strip(
        level_lu=-13.0,
        high_pass_hz=120.0,
        bands=(_LESS_MUD, high_shelf(6000.0, 1.0)),
        sends={"plate": 0.12, "hall": 0.1},
        duck=0.7,
    ),
    "stab": Strip(
        level_lu=-15.0, high_pass_hz=150.0, bands=(_LESS_MUD,), pan=-0.2, sends={"plate": 0.15, "hall": 0.1}, duck=0.4
    ),
    "pad": Strip(level_lu=-21.0, high_pass_hz=160.0, bands=(_LESS_MUD,), sends={"hall": 0.3}, duck=1.0),
    "guitar": Strip(
        level_lu=-16.5, high_pass_hz=110.0, bands=(_LESS_MUD,), pan=0.38, sends={"room": 0.1, "plate": 0.12}, duck=0.4
    ),
    "riff": Strip(
        level_lu=-15.0, high_pass_hz=130.0, bands=(_LESS_MUD,), pan=-0.22, sends={"plate": 0.15, "hall": 0.12}, duck=0.3
    ),
    "lead": Strip(
        level_lu=-11.0, high_pass_hz=140.0, bands=(bell(2800.0, 1.0, 0.8),), sends={"plate": 0.15, "hall": 0.2}
    ),
    "fx": Strip(level_lu=-27.0, high_pass_hz=100.0, sends={"hall": 0.25}),
    "vocal": Strip(
        level_lu=-8.0,
        high_pass_hz=100.0,
        bands=(bell(300.0, -1.5, 1.0), bell(3500.0, 1.5, 0.8), _AIR),
        sends={"plate": 0.15, "hall": 0.1},
    ),
    "choir": Strip(level_lu=-13.0, high_pass_hz=140.0, bands=(_LESS_MUD,), sends={"hall": 0.3}, duck=0.5),
    "chant": Strip(
        level_lu=-11.0, high_pass_hz=120.0, bands=(bell(3000.0, 1.0, 0.8),), sends={"room": 0.12, "plate": 0.12}
    ),
    "adlib": Strip(level_lu=-14.5, high_pass_hz=150.0, bands=(_AIR,), pan=-0.35, sends={"plate": 0.15, "hall": 0.2}),
}
"""Every role of ``engine.core.roles.ROLES``."""
