"""Gospel harmony and voices: the cadences of hymns, choirs, organ, back-beat claps, runs, call and response.

After the domain reference 4.4 (M2). A church cadence is what the literature calls so: plagal onto a major tonic, with
the minor subdominant too (Temperley, The Musical Language of Rock, 2018, chapter 3), the cadential six-four and the
diminished seventh that rises to it (Kostka & Payne, Tonal Harmony), dominants of other degrees that lead where they
should. ``iv i`` in minor is not counted: it is the vamp of half of all dance music.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from engine.core.harmony import QUALITIES
from engine.core.roman import applied_target
from engine.culture.bars import Window
from engine.culture.grooves import back_beat
from engine.culture.grounds import why_no_harmony
from engine.culture.harmony import Change, Harmony, bars_text, harmony_of, listed
from engine.culture.judging import MarkerInputs
from engine.culture.song import CultureSong
from engine.culture.voices import by_ear, call_response, choir, melisma

_FOURTH, _FIFTH = 5, 7


def measure(song: CultureSong) -> MarkerInputs:
    """What speaks for gospel in a song; nothing can be told where no chords were heard."""
    harmony, windows = harmony_of(song), song.windows
    if why := why_no_harmony(song):
        return MarkerInputs(why=why)
    if all(chord.key is None for chord in harmony.chords):
        return MarkerInputs(why="no key was found, so cadences cannot be told")
    return MarkerInputs(
        by_window={
            **{name: harmony.change_share(windows, holds) for name, (_, holds) in CADENCES.items()},
            **({"choir": sung} if (sung := choir(song)) is not None else {}),
            **({"choir_sound": choral} if (choral := by_ear(song, "choir")) is not None else {}),
            **({"organ": played} if (played := by_ear(song, "organ")) is not None else {}),
            **({"back_beat_claps": claps} if (claps := back_beat(song)) is not None else {}),
        },
        weights=harmony.weights(windows),
        whole={"melisma": melisma(song), "call_response": call_response(song)},
        words=lambda window: words(harmony, window),
    )


def is_plagal(change: Change) -> bool:
    """The subdominant falls to a major tonic in root position: ``IV I``, ``IV69 I``."""
    return _falls_to_tonic(change) and not change.before.is_minor


def is_minor_plagal(change: Change) -> bool:
    """``iv I``, ``iv6 I``: the minor subdominant before a major tonic, as after ``IV``."""
    return _falls_to_tonic(change) and change.before.is_minor


def is_six_four(change: Change) -> bool:
    """``I/5 V``, ``#ivo7 I/5`` and ``#ivo7 V``."""
    before, after = change.before, change.after
    if before.key is None:
        return False
    if before.degree == 0 and before.bass_degree == _FIFTH:
        return after.degree == _FIFTH and (after.is_major or after.is_dominant)
    rises = before.degree == 6 and {3, 6} <= before.steps  # #iv with a diminished fifth
    return rises and (after.bass_degree == _FIFTH and after.degree in (0, _FIFTH))


def is_applied(change: Change) -> bool:
    """A dominant of another degree, or its leading-tone seventh, that goes where it leads: ``V7/ii ii``."""
    before, after = change.before, change.after
    if before.key is None or before.degree is None or after.degree is None:
        return False
    goal = applied_target(before.label, before.key)
    if goal is not None:
        return after.degree == goal
    is_leading = before.label.quality in ("dim7", "hdim7") and not _is_own(change)
    return is_leading and after.degree == (before.degree + 1) % 12


CADENCES: dict[str, tuple[str, Callable[[Change], bool]]] = {
    "plagal": ("plagal cadence", is_plagal),
    "minor_plagal": ("minor subdominant to the tonic", is_minor_plagal),
    "six_four": ("cadential six-four", is_six_four),
    "applied": ("secondary dominant", is_applied),
}
"""Inputs by name: what the evidence calls them, and when a change of chords is one."""


def words(harmony: Harmony, window: Window) -> str:
    """What the chords of a stretch do: ``plagal cadence Bb6/9 - F in bars 9-12``."""
    own = harmony.within(window)
    found = [
        f"{name} {listed(change.name for change in own if holds(change))}"
        for name, holds in CADENCES.values()
        if any(holds(change) for change in own)
    ]
    if found:
        return f"{'; '.join(found)} in {bars_text(window)}"
    return f"{harmony.names(window)} in {bars_text(window)}: no church cadence among the chords"


def _falls_to_tonic(change: Change) -> bool:
    before, after = change.before, change.after
    is_home = after.degree == 0 and after.bass_degree == 0 and after.is_major and 10 not in after.steps
    return is_home and before.degree == _FOURTH and (before.is_major or before.is_minor)


def _is_own(change: Change) -> bool:
    """Whether a chord has only tones of its key."""
    key = change.before.key
    assert key is not None
    tones = {(change.before.root + step) % 12 for step in QUALITIES[change.before.label.quality]}
    return tones <= set(np.asarray(key.scale).tolist())
