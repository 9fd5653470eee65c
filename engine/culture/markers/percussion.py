"""Hand and organic percussion: which of its instruments play, threes against fours, and hands that are no machine.

After the domain reference 4.4 (M5). Tradition cannot be heard from a spectrum, so nothing here claims it. Everything is
counted in bars: neither tempo nor loudness is an input.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.culture.bars import STEPS, Window
from engine.culture.harmony import bars_text
from engine.culture.instrument_features import Strokes
from engine.culture.instruments import HEARD, TITLES, InstrumentActivity
from engine.culture.judging import MarkerInputs
from engine.culture.song import CultureSong

Floats = NDArray[np.float64]

INSTRUMENTS: dict[str, str] = {
    "hand_drums": "hand_drum",
    "shakers": "shaker",
    "tambourine": "tambourine",
    "bells": "cowbell",
    "mallets": "marimba",
    "whistle": "whistle",
    "hand_claps": "clap",
}
"""Inputs by name: the class of the instrument ear whose likelihood they are."""
_BEATS, _THREES = 4, (3, 6)
"""Cycles of a bar: its beats, and 3/4 and 3/2 of them (domain reference 4.4, M5)."""
_LEAST_STROKES = 12  # of a stretch, below which nothing is said about its rhythm
_LEAST_BEAT = 0.02  # of all energy: even eighths have no beat of their own to set threes against
_LEAST_RETURNS = 3  # strokes on one sixteenth of the bar, of which it is told how unlike they are
_CLEAR_CROSS = 0.5
_UNLIKELY, _LIKELY = 0.3, 0.8


def measure(song: CultureSong) -> MarkerInputs:
    """What speaks for hand and organic percussion in a song.

    Nothing can be told without its stems, unless its notes name percussion, and where no percussion is heard at all.
    """
    heard = song.instruments
    if heard is None:
        return MarkerInputs(
            why="its percussion cannot be told: there are no stems, and its notes name no percussion instruments"
        )
    strokes = heard.strokes
    if strokes is None:
        return MarkerInputs(why="its percussion cannot be told: there is no stem of drums")
    rhythm = {
        "cross_rhythm": cross_rhythm(song, strokes),
        "touch": touch(song, strokes),
        "looseness": looseness(song, strokes),
    }
    known = {name: _sure(own) for name, kind in INSTRUMENTS.items() if (own := heard.of(kind)) is not None}
    return MarkerInputs(
        by_window={**known, **rhythm},
        weights=_played(song, heard, strokes),
        words=lambda window: words(heard, rhythm["cross_rhythm"], window),
    )


def words(heard: InstrumentActivity, cross: Floats, window: Window) -> str:
    """What plays in a stretch: ``hand drum .91 and shaker .88 in bars 17-20``."""
    found = [
        f"{TITLES[name]} {_chance(likely)}"
        for name, likely in heard.heard(window, *INSTRUMENTS.values(), at_least=HEARD)
    ]
    if not found:
        return f"no hand or organic percussion in {bars_text(window)}"
    listed = found[0] if len(found) == 1 else f"{', '.join(found[:-1])} and {found[-1]}"
    against = ", in threes against the beat" if cross[window.index] >= _CLEAR_CROSS else ""
    return f"{listed}{against} in {bars_text(window)}"


def cross_rhythm(song: CultureSong, strokes: Strokes) -> Floats:
    """Energy of the strokes at three and six to the bar over that with the four beats, 0-1, ``[windows]``.

    The tempogram at 3/4 and 3/2 of the beat rate, measured on the bar lines instead of a clock: strokes weigh what they
    are strong, and each frequency is one Fourier coefficient over the stretch.
    """
    places = song.bars.places(strokes.times)
    rows = []
    for window in song.windows:
        own = _within(places, window)
        if own.sum() < _LEAST_STROKES:
            rows.append(np.nan)
            continue
        threes = sum(_energy(places[own], strokes.strengths[own], cycles) for cycles in _THREES)
        beats = _energy(places[own], strokes.strengths[own], _BEATS)
        rows.append(threes / (threes + max(beats, _LEAST_BEAT * float(strokes.strengths[own].sum()) ** 2)))
    return np.asarray(rows, np.float64)


def touch(song: CultureSong, strokes: Strokes) -> Floats:
    """How unlike in strength strokes on the same sixteenth of the bar are, as a share of the mean, ``[windows]``.

    An accent that comes every bar is a pattern, and a machine has those too; what is left is the hand.
    """
    strengths = np.asarray(strokes.strengths, np.float64)
    return _unlike(song, strokes, strengths / max(float(strengths.mean()), 1e-9) if len(strengths) else strengths)


def looseness(song: CultureSong, strokes: Strokes) -> Floats:
    """How far strokes on the same sixteenth of the bar lie from one another, as a share of a sixteenth, ``[windows]``.

    Swing moves a sixteenth in every bar alike, and is none of it.
    """
    places = song.bars.places(strokes.times) * STEPS
    return _unlike(song, strokes, places - np.round(places))


def _unlike(song: CultureSong, strokes: Strokes, values: Floats) -> Floats:
    """Root mean square distance of values from the mean of their sixteenth within a stretch."""
    places = song.bars.places(strokes.times)
    rows = []
    for window in song.windows:
        own = _within(places, window)
        apart = [one - one.mean() for one in _by_step(places[own], values[own]) if len(one) >= _LEAST_RETURNS]
        few = sum(len(one) for one in apart) < _LEAST_STROKES
        rows.append(np.nan if few else float(np.sqrt(np.mean(np.square(np.concatenate(apart))))))
    return np.asarray(rows, np.float64)


def _by_step(places: Floats, values: Floats) -> list[Floats]:
    steps = np.round(places * STEPS).astype(np.int64) % STEPS
    return [values[steps == step] for step in range(STEPS)]


def _within(places: Floats, window: Window) -> NDArray[np.bool_]:
    edge = 0.5 / STEPS  # a stroke a little early belongs to the bar that it begins
    return np.isfinite(places) & (places >= window.first_bar - 1 - edge) & (places < window.last_bar - edge)


def _energy(places: Floats, strengths: Floats, cycles: int) -> float:
    return float(np.abs(np.sum(strengths * np.exp(-2j * np.pi * cycles * places))) ** 2)


def _played(song: CultureSong, heard: InstrumentActivity, strokes: Strokes) -> Floats:
    """1 for stretches with strokes or one of the instruments, 0 for those in which none plays."""
    places = song.bars.places(strokes.times)
    return np.asarray(
        [
            float(bool(_within(places, window).any() or heard.heard(window, *INSTRUMENTS.values())))
            for window in song.windows
        ],
        np.float64,
    )


def _sure(likely: Floats) -> Floats:
    """0 for what is unlikely, 1 for what is likely: many small doubts do not add up to an instrument."""
    return np.clip((likely - _UNLIKELY) / (_LIKELY - _UNLIKELY), 0.0, 1.0)


def _chance(likely: float) -> str:
    """``.91``; certain is ``1``."""
    return f"{likely:.2f}".removeprefix("0") if likely < 0.995 else "1"
