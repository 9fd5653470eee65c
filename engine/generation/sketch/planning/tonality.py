"""Tempo, swing and key."""

from __future__ import annotations

from engine.core.harmony import Key, pitch_class
from engine.core.roman import parse_roman
from engine.generation.profiles import Range, StyleProfile, draw_weighted
from engine.generation.sketch.planning.decisions import Decisions, within
from engine.generation.sketch.planning.moods import MoodEffect
from engine.generation.wishes import Wishes

SLOWEST_BPM, FASTEST_BPM = 40.0, 240.0


def plan_tempo(profile: StyleProfile, wishes: Wishes, mood: MoodEffect, decisions: Decisions) -> float:
    """As asked, even outside of the style's range; a shift within the range; else drawn, whole beats per minute."""
    tempo = profile.tempo_bpm
    span = f"{profile.title}'s {tempo.low:g}–{tempo.high:g}"
    if wishes.tempo_bpm is not None:
        asked = within(wishes.tempo_bpm, SLOWEST_BPM, FASTEST_BPM)
        outside = "" if tempo.low <= asked <= tempo.high else f", outside of {span}"
        decisions.say(f"tempo {asked:.1f}: as asked{outside}")
        return asked
    shift = wishes.tempo_shift if wishes.tempo_shift is not None else mood.tempo
    if shift:
        shifted = float(round(_shifted(tempo, within(shift, -1.0, 1.0))))
        why = "as asked" if wishes.tempo_shift is not None else "for the mood"
        decisions.say(f"tempo {shifted:.1f}: {'slower' if shift < 0 else 'faster'} within {span}, {why}")
        return shifted
    drawn = within(round(tempo.draw(decisions.rng("form", "tempo"))), tempo.low, tempo.high)
    decisions.say(f"tempo {drawn:.1f}: drawn from {span}")
    return drawn


def _shifted(tempo: Range, shift: float) -> float:
    return tempo.mode + shift * (tempo.high - tempo.mode if shift > 0 else tempo.mode - tempo.low)


def plan_swing(profile: StyleProfile, wishes: Wishes, decisions: Decisions) -> float:
    """Of the piece, 0.5 straight – 0.75."""
    if wishes.swing is not None:
        asked = within(wishes.swing, 0.5, 0.75)
        decisions.say(f"swing {asked:.0%}: as asked")
        return asked
    swing = round(profile.swing.draw(decisions.rng("drums", "swing")), 3)
    decisions.say(f"swing {swing:.1%}: drawn from {profile.title}'s {profile.swing.low:.0%}–{profile.swing.high:.0%}")
    return within(swing, 0.5, 0.75)


def plan_key(profile: StyleProfile, wishes: Wishes, mood: MoodEffect, decisions: Decisions) -> Key:
    """As asked; the mode also from the progression that was asked for; else drawn by the style's priors."""
    if wishes.key is not None:
        decisions.say(f"key {wishes.key}: as asked")
        return wishes.key
    weights = profile.modes.weights
    weights = {mode: weight * (mood.minor if mode == "minor" else 1.0) for mode, weight in weights.items()}
    mode = draw_weighted(weights, decisions.rng("harmony", "mode"))
    why = f"drawn by {profile.title}'s priors"
    if wishes.mode is not None:
        mode, why = wishes.mode, f"{wishes.mode} as asked, the tonic drawn"
    elif wishes.harmony:
        mode, why = mode_of(wishes.harmony, mode), "in the mode of the progression asked for, the tonic drawn"
    tonics = profile.tonics_minor if mode == "minor" else profile.tonics_major
    key = Key(pitch_class(tonics.draw(decisions.rng("harmony", "tonic", mode))), mode)
    decisions.say(f"key {key}: {why}")
    return key


def mode_of(numerals: tuple[str, ...], otherwise: str) -> str:
    """The mode a progression is at home in: that of its tonic, else the one whose scale holds more of its chords."""
    for numeral in numerals:
        head = numeral.split("/", maxsplit=1)[0].rstrip("0123456789majdsuøo+°♯#♭b")
        if head in {"i", "I"}:
            return "minor" if head == "i" else "major"
    fits = {mode: sum(_is_diatonic(numeral, mode) for numeral in numerals) for mode in ("minor", "major")}
    if fits["minor"] == fits["major"]:
        return otherwise
    return max(fits, key=lambda mode: fits[mode])


def _is_diatonic(numeral: str, mode: str) -> bool:
    key = Key(0, mode)
    try:
        label = parse_roman(numeral, key)
    except ValueError:
        return False
    return label.pitch_classes <= set(key.scale)
