"""Numbers that describe a composed piece, taken from its notes: those of the domain reference 2.3 that need no ear.

What needs sound (odd/even ratio, click ratio, decay, brightness, loudness range) is not among them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np

from engine.core.blueprint import STEPS_PER_BAR
from engine.core.composition import Composition, PlayedNote
from engine.core.harmony import QUALITIES
from engine.core.stems import Stem

_EXTENSIONS = {1, 2, 5, 6, 8, 9}
_SAME_TIME_S = 0.03
_LIVE = frozenset(
    ("nylon_guitar", "electric_guitar", "sax", "flute", "trumpet", "strings", "marimba", "piano", "upright_bass")
)


def describe(composition: Composition) -> dict[str, float | None]:
    """Each descriptor's value; None where the piece has nothing to measure it on."""
    return {name: measure(composition) for name, measure in DESCRIPTORS.items()}


def _tempo(composition: Composition) -> float:
    return composition.blueprint.tempo_bpm


def _minutes(composition: Composition) -> float:
    return composition.duration / 60.0


def _num_sections(composition: Composition) -> float:
    return float(len(composition.sections))


def _bars_with(notes: Sequence[PlayedNote]) -> list[int]:
    return sorted({int(note.step // STEPS_PER_BAR) for note in notes})


def _kicks_per_bar(composition: Composition) -> float | None:
    kicks = composition.of("kick")
    return len(kicks) / len(_bars_with(kicks)) if kicks else None


def _kick_regularity(composition: Composition) -> float | None:
    """Share of kicks on the quarters, in bars that have kicks."""
    kicks = composition.of("kick")
    return float(np.mean([note.step % 4 == 0 for note in kicks])) if kicks else None


def _log_active(composition: Composition) -> float:
    return len(_bars_with(composition.of("log_drum"))) / composition.blueprint.num_bars


def _log_onsets_per_bar(composition: Composition) -> float | None:
    notes = composition.of("log_drum")
    return len(notes) / len(_bars_with(notes)) if notes else None


def _log_off_beat(composition: Composition) -> float | None:
    notes = composition.of("log_drum")
    return float(np.mean([note.step % 4 != 0 for note in notes])) if notes else None


def _kick_log_overlap(composition: Composition) -> float | None:
    """Share of log-drum onsets within 30 ms of a kick."""
    notes, kicks = composition.of("log_drum"), np.asarray([note.onset for note in composition.of("kick")])
    if not notes:
        return None
    if not len(kicks):
        return 0.0
    return float(np.mean([np.abs(kicks - note.onset).min() <= _SAME_TIME_S for note in notes]))


def _log_pitch_classes(composition: Composition) -> float | None:
    """Mean number of pitch classes in four bars."""
    by_window: dict[int, set[int]] = {}
    for note in composition.of("log_drum"):
        by_window.setdefault(int(note.step // (4 * STEPS_PER_BAR)), set()).add(note.pitch % 12)
    return float(np.mean([len(classes) for classes in by_window.values()])) if by_window else None


def _role_inversion(composition: Composition) -> float | None:
    """RII (domain reference 1.2): entropy of the log drum's steps over that of shaker and hats, in drops."""
    low: list[PlayedNote] = []
    high: list[PlayedNote] = []
    bars = 0
    for index, section in enumerate(composition.sections):
        if section.label != "drop":
            continue
        bars += section.num_bars
        low += [note for note in composition.notes if note.section == index and note.role == "log_drum"]
        high += [note for note in composition.notes if note.section == index and note.role in ("shaker", "hat")]
    if not bars or not low or not high:
        return None
    return _step_entropy(low, bars) / (_step_entropy(high, bars) + 0.05)


def _step_entropy(notes: Sequence[PlayedNote], num_bars: int) -> float:
    """Mean over sixteen steps of the binary entropy of "onset at this step" across bars, in bits."""
    hit = {(int(note.step // STEPS_PER_BAR), int(note.step % STEPS_PER_BAR)) for note in notes}
    share = np.asarray([sum(1 for _, s in hit if s == step) for step in range(STEPS_PER_BAR)]) / num_bars
    inside = np.clip(share, 1e-9, 1.0 - 1e-9)
    return float(np.mean(-inside * np.log2(inside) - (1.0 - inside) * np.log2(1.0 - inside)))


def _chords_per_4_bars(composition: Composition) -> float:
    changes = 1 + sum(1 for a, b in pairwise(composition.chords) if a.label != b.label)
    return 4.0 * changes / composition.blueprint.num_bars


def _extension_share(composition: Composition) -> float:
    """Share of time on chords with a ninth or more."""
    total = sum(chord.end - chord.start for chord in composition.chords)
    extended = sum(
        chord.end - chord.start
        for chord in composition.chords
        if len(steps := QUALITIES.get(chord.label.quality, ())) > 3 and _EXTENSIONS & set(steps)
    )
    return extended / total


def _non_diatonic(composition: Composition) -> float:
    """Share of chord tones outside the key's scale, weighted by time."""
    scale = set(composition.blueprint.key.scale)
    outside = total = 0.0
    for chord in composition.chords:
        tones = chord.label.pitch_classes
        outside += (chord.end - chord.start) * sum(tone not in scale for tone in tones)
        total += (chord.end - chord.start) * len(tones)
    return outside / total if total else 0.0


def _vocal_share(composition: Composition) -> float:
    sung = [note for note in composition.notes if note.role in ("vocal", "choir", "chant", "adlib")]
    return len(_bars_with(sung)) / composition.blueprint.num_bars


def _first_vocal(composition: Composition) -> float | None:
    """Where the first voice enters, as a share of the piece."""
    sung = [note.onset for note in composition.notes if note.role in ("vocal", "choir", "chant", "adlib")]
    return min(sung) / composition.duration if sung else None


def _chant_share(composition: Composition) -> float | None:
    """Share of sung notes that are chanted, which is what the reference's narrow range and fast syllables amount to."""
    sung = [note.role for note in composition.notes if note.role in ("vocal", "choir", "chant", "adlib")]
    return sung.count("chant") / len(sung) if sung else None


def _live_share(composition: Composition) -> float:
    """Share of bars with an instrument of the live type (domain reference 2.1: guitar, sax, strings, marimba)."""
    voices = composition.blueprint.voices
    live = {role for role, voice in voices.items() if voice.instrument in _LIVE}
    return len(_bars_with([note for note in composition.notes if note.role in live])) / composition.blueprint.num_bars


def _percussion_classes(composition: Composition) -> float:
    """Roles of the drums that play."""
    return float(len({note.role for note in composition.notes if note.stem is Stem.DRUMS}))


def _voice_leading(composition: Composition) -> float | None:
    """Mean movement of each voice of the keys in semitones, between chords of as many voices, from low to high."""
    voicings: dict[int, set[int]] = {}
    for note in composition.of("keys"):
        voicings.setdefault(note.chord, set()).add(note.pitch)
    chords = [sorted(voicings[index]) for index in sorted(voicings)]
    moves = [
        float(np.mean(np.abs(np.subtract(now, before))))
        for before, now in pairwise(chords)
        if len(before) == len(now) and before != now
    ]
    return float(np.mean(moves)) if moves else None


def _bars_per_section(composition: Composition) -> float:
    return composition.blueprint.num_bars / len(composition.sections)


def _swing(composition: Composition) -> float:
    return composition.blueprint.swing


DESCRIPTORS: dict[str, Callable[[Composition], float | None]] = {
    "tempo_bpm": _tempo,
    "swing": _swing,
    "minutes": _minutes,
    "num_sections": _num_sections,
    "kicks_per_bar": _kicks_per_bar,
    "kick_regularity": _kick_regularity,
    "role_inversion_index": _role_inversion,
    "log_active_share": _log_active,
    "log_onsets_per_bar": _log_onsets_per_bar,
    "log_off_beat_share": _log_off_beat,
    "kick_log_overlap": _kick_log_overlap,
    "log_pitch_classes_per_4_bars": _log_pitch_classes,
    "chords_per_4_bars": _chords_per_4_bars,
    "extension_share": _extension_share,
    "non_diatonic_share": _non_diatonic,
    "vocal_share": _vocal_share,
    "first_vocal": _first_vocal,
    "chant_share": _chant_share,
    "live_instrument_share": _live_share,
    "percussion_classes": _percussion_classes,
    "voice_leading_semitones": _voice_leading,
    "bars_per_section": _bars_per_section,
}
