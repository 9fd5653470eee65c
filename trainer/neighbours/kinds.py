"""What neighbours of amapiano play: grids of kick, claps, hats and bass after the domain reference 1.3, 1.5 and 2.2.

A grid has sixteen sixteenths: a digit is a velocity, a dot a rest, ``z`` a roll of thirty-seconds. Where the reference
names a figure (K6, K9, K11, C1, C7) it stands first; the others are design priors beside it, plausible and wide.
"""

from __future__ import annotations

from dataclasses import dataclass, field

Layer = tuple[str, float, tuple[str, ...]]
"""A role, how likely a piece has it, and the grids one of which it plays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of music.

    Args:
        bases: Styles of the composer that lend their chords, keys and voices.
        tempo_bpm: From - to.
        layers: Drums.
        bass: Manners of ``bass.line``; empty for none.
        kept: How likely roles of the lent piece stay; a role that is not named stays.
        richness: Of the chords, 0 triads - 1 extended.
        harmony: Loops of Roman numerals one of which may be asked for.
        harmonised: How likely it is.
        constancy: Share of sections in which kick and claps play on.
    """

    bases: tuple[str, ...]
    tempo_bpm: tuple[float, float]
    layers: tuple[Layer, ...]
    bass: tuple[str, ...]
    kept: dict[str, float] = field(default_factory=dict)
    richness: tuple[float, float] = (0.2, 0.7)
    harmony: tuple[tuple[str, ...], ...] = ()
    harmonised: float = 0.5
    constancy: float = 0.85


_FOUR = ("8...8...8...8...", "9...9...9...9...", "8...8...8...8..3")
_BACK = ("....8.......8...", "....7.......7...", "....7.......7..3")
_OFF = ("..7...7...7...7.", "..6...8...6...8.", "..7..37...7..37.")
_SIXTEENTHS = ("6354635463546354", "5373537353735373", "6475647564756475")
_CLOSED = ("5.3.5.3.5.3.5.3.", "6363636363636363", "..5...5...5...5.")
_AFROBEATS = ("9..7....9.7.....", "9..7....9..7....", "9...9...9...9...", "9.....7.9..7....", "9..7..7.9.......")
_TRAP = ("9.....9.........", "9..9..........9.", "9......9..9.....", "9.........9..9..", "9..9......9.....")
_ROLLS = ("6.5.6.5.6.5.6zz.", "6.6.6zz.6.6.6.6.", "6565656z65656565", "6..6..6.6zzz6.6.", "6.6.6.6.zz6.6.z.")

KINDS: dict[str, Kind] = {
    "deep_house": Kind(
        bases=("private_school", "soulful", "classic", "tech"),
        tempo_bpm=(116.0, 125.0),
        layers=(
            ("kick", 1.0, _FOUR),
            ("clap", 0.9, _BACK),
            ("snare", 0.15, _BACK),
            ("rim", 0.3, ("..........5....5", "...4......4.....", "......4....4..4.")),
            ("hat", 0.95, _OFF),
            ("shaker", 0.4, _SIXTEENTHS),
            ("conga", 0.15, ("..5..5....5..5..", "......5...5.....")),
        ),
        bass=("locked", "offbeats", "ostinato", "octaves"),
        kept={"vocal": 0.5, "chant": 0.1, "lead": 0.3, "guitar": 0.3, "riff": 0.4, "choir": 0.1, "whistle": 0.0},
        richness=(0.4, 0.9),
    ),
    "afro_house": Kind(
        bases=("three_step", "tech", "classic", "fusion"),
        tempo_bpm=(117.0, 125.0),
        layers=(
            ("kick", 1.0, _FOUR),
            ("clap", 0.45, _BACK),
            ("rim", 0.7, ("8..7..8...7..7..", "8..7..6.8..7..6.", "..7..7..7..7..7.", "7..7...7..7.7...")),
            ("hat", 0.7, (*_OFF, *_CLOSED)),
            ("shaker", 0.9, _SIXTEENTHS),
            ("conga", 0.95, ("3.3.7.3.3.3.7.6.", "..6.66....6.66.6", "6..6..6.6..6.6..", "5.65..6.5.65.6..")),
            ("bongo", 0.6, ("6..66..66..66.6.", ".6.6.66..6.6.66.", "6.6..6.66.6..6.6")),
            ("tom", 0.6, ("......6....6..6.", "7..7......7.....", "....6..6....6..6")),
            ("agogo", 0.4, ("7..5..7.5..7..5.", "7.7..7.7.7..7.7.")),
            ("cowbell", 0.25, ("7..5..7.5..7..5.",)),
        ),
        bass=("rolling", "ostinato", "offbeats"),
        kept={"vocal": 0.4, "chant": 0.5, "keys": 0.5, "stab": 0.2, "guitar": 0.2, "lead": 0.3, "whistle": 0.2},
        richness=(0.1, 0.5),
        harmony=(("i",), ("i", "bVII"), ("i", "bVI"), ("i", "iv")),
    ),
    "gqom": Kind(
        bases=("gqom_infused", "tech", "quantum"),
        tempo_bpm=(122.0, 130.0),
        layers=(
            (
                "kick",
                1.0,
                (
                    "9..9..9....9..9.",
                    "9..9....9.9.....",
                    "9..9..9..9..9...",
                    "9.....9..9....9.",
                    "9..9..9.........",
                    "9.....9.....9...",
                ),
            ),
            ("tom", 0.8, ("......7..7....7.", "..7..7....7..7..", "...7....7..7....")),
            ("clap", 0.5, ("....8.......8...", "......8.......8.", "...8......8.....")),
            ("snare", 0.3, ("............z.z.", "...7..7......77.")),
            ("rim", 0.5, ("..7..7..7..7..7.", "7..7..7..7..7...")),
            ("hat", 0.6, (*_CLOSED, "..6..6..6..6..6.")),
            ("shaker", 0.4, _SIXTEENTHS),
            ("whistle", 0.4, ("..............9.",)),
        ),
        bass=("", "", "", "drone"),
        kept={
            "keys": 0.15, "stab": 0.4, "pad": 0.9, "guitar": 0.0, "riff": 0.4, "lead": 0.0, "vocal": 0.15,
            "choir": 0.1, "chant": 0.7, "adlib": 0.5,
        },
        richness=(0.0, 0.15),
        harmony=(("i",), ("i5",), ("i", "bII")),
        harmonised=0.9,
        constancy=0.9,
    ),
    "kwaito": Kind(
        bases=("classic", "popiano", "bacardi"),
        tempo_bpm=(92.0, 114.0),
        layers=(
            ("kick", 1.0, _FOUR),
            ("clap", 0.6, _BACK),
            ("snare", 0.55, ("....8.......8...", "....8..4....8.4.", "....8.......8.66")),
            ("hat", 0.8, (*_CLOSED, *_OFF)),
            ("shaker", 0.25, _SIXTEENTHS),
            ("conga", 0.6, ("3.3.7.3.3.3.7.6.", "....7.......7.6.", "..5..5.6..5..5.6")),
            ("tambourine", 0.3, ("..6...6...6...6.",)),
        ),
        bass=("ostinato", "ostinato", "pushed", "octaves"),
        kept={"vocal": 0.4, "chant": 0.95, "choir": 0.3, "lead": 0.1, "pad": 0.6, "guitar": 0.2, "riff": 0.7},
        richness=(0.0, 0.3),
        harmony=(("I", "IV", "I", "V"), ("I", "IV", "V", "IV"), ("I", "bVII"), ("i", "bVII"), ("i", "iv")),
        harmonised=0.8,
        constancy=0.92,
    ),
    "afrobeats": Kind(
        bases=("afropiano", "popiano", "fusion"),
        tempo_bpm=(90.0, 112.0),
        layers=(
            ("kick", 1.0, _AFROBEATS),
            (
                "clap",
                0.3,
                ("...8..8......8..", "...8..8....8..8.", "...8..8.....8..."),
            ),
            ("rim", 0.75, ("...8..8......8..", "...8..8....8..8.", "...8..8.....8...", "...7..7...7..7..")),
            ("snare", 0.5, ("...8..8......8..", "......8.......8.", "...8..8.....8...")),
            ("hat", 0.8, ("6..66..66..66..6", "6.36.36.6.36.36.", "..6...6...6...6.", "6363636363636363")),
            ("shaker", 0.8, (*_SIXTEENTHS, "6..66..66..66..6")),
            ("conga", 0.6, ("..6..66...6..66.", "6..6..6.6..6..6.")),
            ("tom", 0.3, ("..............77", "............7.77")),
        ),
        bass=("kick", "pushed", "melodic"),
        kept={"vocal": 0.95, "chant": 0.3, "guitar": 0.9, "stab": 0.2, "lead": 0.3, "whistle": 0.0},
        richness=(0.0, 0.3),
        harmony=(("I", "V", "vi", "IV"), ("vi", "IV", "I", "V"), ("I", "IV", "vi", "V"), ("i", "bVI", "bIII", "bVII")),
        harmonised=0.6,
    ),
    "trap": Kind(
        bases=("tech", "quantum", "sgija"),
        tempo_bpm=(128.0, 150.0),
        layers=(
            ("kick", 1.0, _TRAP),
            ("snare", 0.7, ("........9.......", "........9......5", "........9....5..")),
            ("clap", 0.7, ("........9.......",)),
            ("hat", 1.0, _ROLLS),
            ("rim", 0.3, ("......6.......6.", "..........6...6.")),
        ),
        bass=("kick_long", "kick_long", "slides"),
        kept={
            "vocal": 0.4, "chant": 0.4, "adlib": 0.8, "guitar": 0.3, "lead": 0.2, "stab": 0.2, "keys": 0.5, "riff": 0.8,
            "whistle": 0.0, "choir": 0.15,
        },
        richness=(0.0, 0.2),
        harmony=(("i", "bVI"), ("i", "i", "bVI", "bVII"), ("i", "iv")),
        harmonised=0.7,
    ),
    "techno": Kind(
        bases=("tech", "quantum"),
        tempo_bpm=(122.0, 138.0),
        layers=(
            ("kick", 1.0, _FOUR),
            ("clap", 0.5, _BACK),
            ("hat", 1.0, ("..8...8...8...8.", "6666666666666666", "6.8.6.8.6.8.6.8.")),
            ("rim", 0.4, ("...5..5...5..5..", "..5....5..5....5")),
            ("tom", 0.3, ("......6...6.....", "..6..6..6..6..6.")),
        ),
        bass=("sixteenths", "offbeats", "drone"),
        kept={
            "keys": 0.1, "stab": 0.7, "pad": 0.7, "guitar": 0.0, "riff": 0.5, "lead": 0.0, "vocal": 0.05, "choir": 0.0,
            "chant": 0.05, "adlib": 0.05, "whistle": 0.0,
        },
        richness=(0.0, 0.4),
        harmony=(("i",), ("i", "bVI"), ("i5",)),
        harmonised=0.8,
    ),
}  # fmt: skip
"""By the style they are taught as; ``techno`` is one more of ``other``, beside the bands of ``trainer.realism``."""
