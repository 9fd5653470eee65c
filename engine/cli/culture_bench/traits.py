"""Which traits a piece has by construction, read from its notes and chords: what a marker should not be low on.

The rules are plain counts over the truth, not the markers' own models: a marker may be low on a piece that has its
trait, and that is what the subgroup report counts (domain reference 4.6).
"""

from __future__ import annotations

import numpy as np

from engine.cli.culture_bench.perturbations import GOSPEL, JAZZ, KWAITO, LOG_DRUM, PERCUSSION
from engine.core.analysis import Analysis
from engine.core.stems import Stem
from engine.culture.grooves import four_on_the_floor
from engine.culture.harmony import harmony_of
from engine.culture.markers.gospel import CADENCES
from engine.culture.markers.jazz import is_extended, is_substitute, is_two_five
from engine.culture.song import DRUM_KEYS, CultureSong
from engine.culture.voices import chant_share

RULES = {
    LOG_DRUM: "a log drum plays",
    GOSPEL: "three in ten of the chord changes or more are church cadences; pop loops have one in four",
    KWAITO: "kick on every beat in half of the song or more, and chants in a twentieth or more",
    JAZZ: "ninths and beyond for two thirds of the time, or a tenth or more of the changes are ii-V or substitutes",
    PERCUSSION: "hand drums, two strokes a bar or more",
}
_HAND_DRUMS = tuple(key for key in DRUM_KEYS["percussion"] if 60 <= key <= 66)
_CADENCES, _EXTENDED, _MOTION = 0.3, 2.0 / 3.0, 0.1
_FOUR, _CHANT, _HANDS_PER_BAR = 0.5, 0.05, 2.0


def traits_of(truth: Analysis) -> frozenset[str]:
    """The markers whose trait is there by ``RULES``."""
    song = CultureSong(truth)
    harmony = harmony_of(song)
    found = {LOG_DRUM: bool(song.notes(Stem.LOG_DRUM)), KWAITO: _is_kwaito(song), PERCUSSION: _has_hand_drums(song)}
    changes = harmony.changes
    if changes:
        church = [any(holds(own) for _, holds in CADENCES.values()) for own in changes]
        motion = [is_two_five(own) or is_substitute(own) for own in changes]
        found[GOSPEL] = float(np.mean(church)) >= _CADENCES
        found[JAZZ] = float(np.mean(motion)) >= _MOTION
    if harmony.chords:
        lengths = [own.end - own.start for own in harmony.chords]
        rich = float(np.average([float(is_extended(own)) for own in harmony.chords], weights=lengths))
        found[JAZZ] = found.get(JAZZ, False) or rich >= _EXTENDED
    return frozenset(name for name, is_there in found.items() if is_there)


def _is_kwaito(song: CultureSong) -> bool:
    kick, chant = four_on_the_floor(song), chant_share(song)
    if kick is None or chant is None or not len(kick):
        return False
    return float(np.mean(kick > _FOUR)) >= _FOUR and float(np.mean(chant)) >= _CHANT


def _has_hand_drums(song: CultureSong) -> bool:
    strokes = sum(note.pitch in _HAND_DRUMS for note in song.notes(Stem.DRUMS))
    return bool(song.bars.count) and strokes >= _HANDS_PER_BAR * song.bars.count
