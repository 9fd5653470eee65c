"""Jazz harmony: extended and altered chords, ii-V motion and its substitutes, near voices, improvised leads.

After the domain reference 4.4 (M4); ii-V and tritone substitution as in Levine, The Jazz Theory Book (1995), chapters 2
and 12; voice leading as the smallest motion between chord tones (Tymoczko, Science 313, 2006).
"""

from __future__ import annotations

from itertools import permutations

import numpy as np

from engine.core.harmony import QUALITIES, Key
from engine.culture.bars import Window
from engine.culture.grounds import why_no_harmony
from engine.culture.harmony import Change, Floats, Harmony, HeardChord, bars_text, harmony_of, listed
from engine.culture.judging import MarkerInputs
from engine.culture.solos import solo_share
from engine.culture.song import CultureSong

EXTENDED = frozenset(
    {"9", "maj9", "min9", "11", "min11", "13", "maj13", "min13", "69", "min69", "maj7#11", "9sus4", "13sus4"}
    | {"7b9", "7#9", "7#11", "9#11", "7alt"}
)
"""Ninths and beyond over a seventh or sixth, and altered dominants; an added ninth on a triad is a colour of pop."""
_VOICES = 4  # the nearest voices that are compared; more would only move by the same steps
_WORTH_TELLING = 0.05
_RAISED = (9, 11)  # of a minor scale, whose sixth and seventh degree are variable


def measure(song: CultureSong) -> MarkerInputs:
    """What speaks for jazz harmony in a song; nothing can be told where no chords were heard."""
    harmony, windows = harmony_of(song), song.windows
    if why := why_no_harmony(song):
        return MarkerInputs(why=why)
    solo = solo_share(song)
    return MarkerInputs(
        by_window={
            "extended": harmony.time_share(windows, extension),
            "sevenths": harmony.time_share(windows, lambda chord: float(has_seventh(chord))),
            "two_five": harmony.change_share(windows, lambda change: is_two_five(change) or is_substitute(change)),
            "foreign_tones": harmony.time_share(windows, foreign_share),
            "voice_leading": _nearness(harmony, windows),
            "chords_per_4_bars": _rate(harmony, windows),
            **({"solo": solo} if solo is not None else {}),
        },
        weights=harmony.weights(windows),
        words=lambda window: words(harmony, window),
    )


def is_extended(chord: HeardChord) -> bool:
    return chord.label.quality in EXTENDED


def extension(chord: HeardChord) -> float:
    """1 for an extended chord, a half for a triad with an added ninth, which is often all that is heard of one."""
    return 1.0 if is_extended(chord) else 0.5 if chord.label.quality in ("add9", "minadd9") else 0.0


def has_seventh(chord: HeardChord) -> bool:
    """A seventh or more; what is heard of a ninth is often its seventh."""
    return bool({10, 11} & chord.steps) or chord.label.quality in ("dim7", "69", "min69")


def is_two_five(change: Change) -> bool:
    """A minor (or half-diminished) chord to the dominant a fifth below it, as ``ii V``.

    As such counts what leads on to the fifth below, or stands on the key's second degree. ``i9 IV13`` going round is
    the same interval, and no ii-V.
    """
    before, after = change.before, change.after
    falls = (before.root - after.root) % 12 == 7
    if not (falls and before.is_minor and 10 in before.steps and after.is_dominant):
        return False
    leads = change.later is not None and (after.root - change.later.root) % 12 == 7
    return before.degree == 2 or leads


def is_substitute(change: Change) -> bool:
    """A dominant that falls a semitone to a chord at rest: the tritone substitute ``bII7 I``."""
    before, after = change.before, change.after
    return before.is_dominant and before.is_major and (before.root - after.root) % 12 == 1 and not after.is_dominant


def foreign_share(chord: HeardChord) -> float:
    """Share of a chord's tones that are not of its key; both forms of the sixth and seventh belong to minor."""
    if chord.key is None:
        return 0.0
    tones = {(chord.root + step) % 12 for step in QUALITIES[chord.label.quality]}
    return len(tones - _home(chord.key)) / len(tones)


def nearness(before: HeardChord, after: HeardChord) -> float:
    """1 / (1 + mean semitones per voice) of the smallest motion from one chord's tones to the other's, 0-1."""
    first, second = _tones(before), _tones(after)
    if len(first) > len(second):
        first, second = second, first
    apart = np.abs(first[:, None] - second[None, :]) % 12
    apart = np.minimum(apart, 12 - apart)
    rows = np.arange(len(first))
    best = min(float(apart[rows, list(order)].mean()) for order in permutations(range(len(second)), len(first)))
    return 1.0 / (1.0 + best)


def words(harmony: Harmony, window: Window) -> str:
    """The chords of a stretch and what is in them: ``Dm9 - G13sus - Cmaj9 in bars 9-12: ii-V Dm9 - G13sus``."""
    own = harmony.within(window)
    motion = [
        f"{name} {listed(change.name for change in own if holds(change))}"
        for name, holds in (("ii-V", is_two_five), ("tritone substitute", is_substitute))
        if any(holds(change) for change in own)
    ]
    share = float(harmony.time_share([window], lambda chord: float(is_extended(chord)))[0])
    rich = f"{share:.0%} of the time ninths, elevenths, thirteenths or altered tones"
    told = [rich if share >= _WORTH_TELLING else "triads and sevenths", *motion]
    return f"{harmony.names(window)} in {bars_text(window)}: {'; '.join(told)}"


def _home(key: Key) -> set[int]:
    raised = [(key.tonic + step) % 12 for step in _RAISED] if key.mode == "minor" else []
    return {*key.scale, *raised}


def _tones(chord: HeardChord) -> np.ndarray:
    """Pitch classes of a chord's upper voices: third, seventh and colours first, at most four."""
    steps = QUALITIES[chord.label.quality]
    kept = [step for step in steps if step not in (0, 7)] if len(steps) > _VOICES else list(steps)
    return np.asarray([(chord.root + step) % 12 for step in kept[:_VOICES]])


def _nearness(harmony: Harmony, windows: tuple[Window, ...]) -> Floats:
    rows = []
    for window in windows:
        own = harmony.within(window)
        weights = [change.confidence for change in own]
        near = [nearness(change.before, change.after) for change in own]
        rows.append(float(np.average(near, weights=weights)) if sum(weights) > 0.0 else np.nan)
    return np.asarray(rows, np.float64)


def _rate(harmony: Harmony, windows: tuple[Window, ...]) -> Floats:
    """Chords in four bars; NaN where none sounds."""
    weights = harmony.weights(windows)
    rows = [4.0 * max(1, len(harmony.within(window))) / window.num_bars for window in windows]
    return np.where(weights > 0.0, np.asarray(rows, np.float64), np.nan) if rows else np.zeros(0)
