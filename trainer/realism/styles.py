"""Bands that know no log drum: grooves, chords and players of common kinds of popular music. Design priors, all of it.

Grids have sixteen sixteenths: ``x`` a stroke, ``o`` an open or loud one, ``g`` a ghost.
"""

from __future__ import annotations

from dataclasses import dataclass

Progression = tuple[tuple[int, str], ...]
"""Semitones above the tonic and quality, a chord a bar."""

MAJOR: tuple[Progression, ...] = (
    ((0, "maj"), (7, "maj"), (9, "min"), (5, "maj")),
    ((0, "maj"), (5, "maj"), (7, "maj"), (5, "maj")),
    ((9, "min"), (5, "maj"), (0, "maj"), (7, "maj")),
    ((0, "maj"), (9, "min"), (5, "maj"), (7, "maj")),
    ((0, "add9"), (5, "maj7"), (2, "min7"), (7, "7sus4")),
    ((0, "maj"), (0, "maj"), (5, "maj"), (5, "maj")),
    ((0, "maj"), (4, "min"), (5, "maj"), (7, "maj")),
)
MINOR: tuple[Progression, ...] = (
    ((0, "min"), (8, "maj"), (3, "maj"), (10, "maj")),
    ((0, "min"), (10, "maj"), (8, "maj"), (7, "maj")),
    ((0, "min"), (5, "min"), (8, "maj"), (7, "7")),
    ((0, "min7"), (5, "min7"), (0, "min7"), (7, "min7")),
    ((0, "min"), (0, "min"), (8, "maj"), (10, "maj")),
)
JAZZ: tuple[Progression, ...] = (
    ((2, "min7"), (7, "7"), (0, "maj7"), (9, "7")),
    ((0, "maj7"), (9, "min7"), (2, "min7"), (7, "13")),
    ((0, "7"), (5, "7"), (0, "7"), (7, "9")),
    ((4, "min7"), (9, "7"), (2, "min9"), (7, "7")),
)
BLUES: tuple[Progression, ...] = (((0, "7"), (0, "7"), (5, "7"), (0, "7")), ((0, "7"), (5, "9"), (7, "9"), (0, "7")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """A kind of music.

    Args:
        tempo_bpm: From - to.
        kicks, snares, hats: Grids; one of each is drawn. Empty for none.
        bass: Manners of ``bands``; empty for none.
        players: Roles of ``other`` with how likely each is and the manners it may play in.
        progressions: For major and minor, or its own for both.
        swing_eighths, swing_sixteenths: Place of the second in its pair, 0.5 straight.
        snare_role, hat_role: Who plays these grids.
        extra: Further percussion: role, likelihood, grid.
        voices: Likelihood of a lead voice, a choir, ad-libs and chants.
        own_bass: Likelihood that one of our basses plays.
    """

    tempo_bpm: tuple[float, float]
    kicks: tuple[str, ...] = ()
    snares: tuple[str, ...] = ()
    hats: tuple[str, ...] = ()
    bass: tuple[str, ...] = ()
    players: tuple[tuple[str, float, tuple[str, ...]], ...] = ()
    progressions: tuple[Progression, ...] = ()
    swing_eighths: tuple[float, float] = (0.5, 0.5)
    swing_sixteenths: tuple[float, float] = (0.5, 0.54)
    snare_role: str = "snare"
    extra: tuple[tuple[str, float, str], ...] = ()
    voices: tuple[float, float, float, float] = (0.85, 0.25, 0.2, 0.05)
    own_bass: float = 0.2
    fills: float = 0.6


_EIGHTHS = "x.x.x.x.x.x.x.x."
_SIXTEENTHS = "xgxgxgxgxgxgxgxg"
_BACKBEAT = "....x.......x..."

STYLES: dict[str, Style] = {
    "rock": Style(
        tempo_bpm=(95.0, 150.0),
        kicks=("x.......x.x.....", "x.....x.x.......", "x..x......x..x..", "x.......x......."),
        snares=(_BACKBEAT, "....x..g.g..x..."),
        hats=(_EIGHTHS, "x...x...x...x...", "x.x.x.x.x.x.x.o."),
        bass=("eighths", "roots", "kick"),
        players=(
            ("guitar", 0.95, ("power", "strum", "eighths")),
            ("keys", 0.4, ("sustain", "comp")),
            ("lead", 0.15, ("melody",)),
            ("riff", 0.2, ("arpeggio",)),
        ),
        extra=(("tambourine", 0.25, _BACKBEAT),),
    ),
    "pop": Style(
        tempo_bpm=(90.0, 130.0),
        kicks=("x...x...x...x...", "x......xx.......", "x..x..x.x..x....", "x.....x.x.x....."),
        snares=(_BACKBEAT,),
        hats=(_EIGHTHS, _SIXTEENTHS, "..x...x...x...x."),
        bass=("roots", "eighths", "kick", "octaves", "sustain"),
        players=(
            ("keys", 0.8, ("sustain", "comp", "arpeggio", "eighths")),
            ("pad", 0.5, ("sustain",)),
            ("guitar", 0.5, ("strum", "arpeggio", "comp")),
            ("riff", 0.3, ("arpeggio", "melody")),
        ),
        extra=(("clap", 0.5, _BACKBEAT), ("shaker", 0.3, _SIXTEENTHS)),
    ),
    "ballad": Style(
        tempo_bpm=(70.0, 92.0),
        kicks=("x.......x.......", "x.....x.x......."),
        snares=(_BACKBEAT, "........x......."),
        hats=(_EIGHTHS, "x...x...x...x..."),
        bass=("roots", "sustain"),
        players=(
            ("keys", 0.95, ("arpeggio", "sustain", "eighths")),
            ("pad", 0.7, ("sustain",)),
            ("guitar", 0.3, ("arpeggio", "strum")),
            ("lead", 0.2, ("melody",)),
        ),
    ),
    "jazz": Style(
        tempo_bpm=(85.0, 150.0),
        kicks=("x...............", "........x.......", "x.......x......."),
        snares=("......g.......g.", "....g.......g..."),
        hats=("....x.......x...",),
        bass=("walking",),
        players=(
            ("keys", 0.85, ("comp",)),
            ("guitar", 0.35, ("comp", "strum")),
            ("lead", 0.7, ("melody",)),
        ),
        progressions=JAZZ,
        swing_eighths=(0.6, 0.68),
        extra=(("cymbal", 0.95, "r...r.r.r...r.r."),),
        voices=(0.4, 0.1, 0.05, 0.0),
        own_bass=0.1,
    ),
    "blues": Style(
        tempo_bpm=(70.0, 125.0),
        kicks=("x.......x.......", "x.....x.x......."),
        snares=(_BACKBEAT,),
        hats=(_EIGHTHS,),
        bass=("walking", "roots", "eighths"),
        players=(
            ("guitar", 0.9, ("comp", "strum", "power")),
            ("keys", 0.5, ("comp", "sustain")),
            ("lead", 0.4, ("melody",)),
        ),
        progressions=BLUES,
        swing_eighths=(0.58, 0.67),
    ),
    "funk": Style(
        tempo_bpm=(90.0, 118.0),
        kicks=("x..x..x...x..x..", "x.x.......x..x..", "x......x..x....."),
        snares=("....x..g.g..x..g", _BACKBEAT),
        hats=(_SIXTEENTHS, "xgxgxgogxgxgxgog"),
        bass=("syncopated", "octaves", "kick"),
        players=(
            ("keys", 0.6, ("stabs", "comp")),
            ("guitar", 0.8, ("stabs", "skank")),
            ("stab", 0.6, ("stabs",)),
            ("lead", 0.2, ("melody",)),
        ),
        swing_sixteenths=(0.5, 0.6),
        extra=(("conga", 0.4, "x..xx.x.x..xx.x."), ("cowbell", 0.2, "x...x...x...x...")),
    ),
    "reggae": Style(
        tempo_bpm=(70.0, 95.0),
        kicks=("........x.......", "x.......x......."),
        snares=("........x.......",),
        hats=(_EIGHTHS, "x.xgx.xgx.xgx.xg"),
        bass=("melodic", "syncopated"),
        players=(
            ("guitar", 0.9, ("skank",)),
            ("keys", 0.8, ("skank", "bubble")),
            ("stab", 0.2, ("stabs",)),
        ),
        snare_role="rim",
        swing_sixteenths=(0.5, 0.62),
        voices=(0.85, 0.3, 0.2, 0.1),
    ),
    "disco": Style(
        tempo_bpm=(112.0, 130.0),
        kicks=("x...x...x...x...",),
        snares=(_BACKBEAT,),
        hats=("..o...o...o...o.", "xgogxgogxgogxgog"),
        bass=("octaves", "offbeats", "syncopated", "eighths"),
        players=(
            ("keys", 0.7, ("stabs", "comp", "offbeats")),
            ("pad", 0.6, ("sustain",)),
            ("guitar", 0.4, ("skank", "stabs")),
            ("stab", 0.3, ("stabs",)),
        ),
        extra=(("clap", 0.6, _BACKBEAT), ("conga", 0.3, "x..xx.x.x..xx.x."), ("shaker", 0.3, _SIXTEENTHS)),
        own_bass=0.4,
    ),
    "hiphop": Style(
        tempo_bpm=(70.0, 104.0),
        kicks=("x.....x...x.....", "x..x......x..x..", "x.......x.x.....", "x......x..x...x."),
        snares=(_BACKBEAT, "........x......."),
        hats=(_EIGHTHS, "x.x.x.xxx.x.xxxx", _SIXTEENTHS),
        bass=("kick", "sustain", "roots"),
        players=(
            ("keys", 0.6, ("sustain", "arpeggio", "comp")),
            ("riff", 0.5, ("arpeggio", "melody")),
            ("pad", 0.4, ("sustain",)),
        ),
        swing_sixteenths=(0.5, 0.62),
        voices=(0.3, 0.1, 0.4, 0.8),
        own_bass=0.6,
        extra=(("clap", 0.4, _BACKBEAT),),
    ),
    "highlife": Style(
        tempo_bpm=(100.0, 128.0),
        kicks=("x...x...x...x...", "x..x....x..x....", "x.....x.x.....x."),
        snares=("...x..x....x..x.", "....x..x....x..x"),
        hats=(_EIGHTHS, _SIXTEENTHS),
        bass=("syncopated", "melodic", "kick"),
        players=(
            ("guitar", 0.95, ("arpeggio", "skank")),
            ("riff", 0.5, ("arpeggio",)),
            ("keys", 0.4, ("comp", "skank")),
            ("lead", 0.3, ("melody",)),
            ("stab", 0.3, ("stabs",)),
        ),
        snare_role="rim",
        extra=(
            ("shaker", 0.7, _SIXTEENTHS),
            ("conga", 0.6, "x..xx.x.x..xx.x."),
            ("agogo", 0.4, "x..x..x...x.x..."),
            ("cowbell", 0.3, "x..x...x..x.x..."),
        ),
        voices=(0.85, 0.5, 0.3, 0.2),
    ),
    "bossa": Style(
        tempo_bpm=(105.0, 145.0),
        kicks=("x..xx..xx..xx..x",),
        snares=("x..x..x...x..x..", "x..x...x..x..x.."),
        hats=(_EIGHTHS,),
        bass=("bossa",),
        players=(("guitar", 0.9, ("bossa", "comp")), ("keys", 0.5, ("comp",)), ("lead", 0.5, ("melody",))),
        progressions=JAZZ,
        snare_role="rim",
        voices=(0.7, 0.05, 0.0, 0.0),
        extra=(("shaker", 0.5, _SIXTEENTHS),),
    ),
    "folk": Style(
        tempo_bpm=(70.0, 125.0),
        players=(
            ("guitar", 0.95, ("strum", "arpeggio")),
            ("keys", 0.3, ("sustain", "arpeggio")),
            ("lead", 0.35, ("melody",)),
            ("pad", 0.2, ("sustain",)),
        ),
        bass=("", "roots", "sustain"),
        extra=(("shaker", 0.2, _EIGHTHS), ("tambourine", 0.15, _BACKBEAT), ("bongo", 0.2, "x..xx.x.x..xx.x.")),
        voices=(0.95, 0.3, 0.1, 0.0),
    ),
    "gospel": Style(
        tempo_bpm=(70.0, 110.0),
        kicks=("", "x.......x.......", "x.....x.x......."),
        snares=("", _BACKBEAT),
        hats=("", _EIGHTHS),
        bass=("", "roots", "melodic"),
        players=(("keys", 1.0, ("sustain", "comp", "arpeggio")), ("pad", 0.4, ("sustain",))),
        voices=(0.7, 0.9, 0.3, 0.1),
        extra=(("clap", 0.5, _BACKBEAT), ("tambourine", 0.3, _EIGHTHS)),
    ),
    "orchestral": Style(
        tempo_bpm=(70.0, 110.0),
        players=(
            ("pad", 0.95, ("sustain", "eighths")),
            ("lead", 0.7, ("melody",)),
            ("keys", 0.4, ("arpeggio", "sustain")),
            ("stab", 0.4, ("sustain", "eighths")),
        ),
        bass=("sustain", "roots", ""),
        extra=(("tom", 0.2, "x.....x.x......."),),
        voices=(0.3, 0.3, 0.0, 0.0),
        own_bass=0.0,
    ),
    "a_cappella": Style(
        tempo_bpm=(70.0, 120.0),
        voices=(1.0, 0.85, 0.4, 0.3),
        extra=(("clap", 0.3, _BACKBEAT),),
    ),
}
"""By name; each is drawn with the weight in ``WEIGHTS``."""

WEIGHTS = {"rock": 3.0, "pop": 3.0, "hiphop": 2.0, "disco": 2.0, "highlife": 2.0, "orchestral": 0.6, "a_cappella": 0.6}
