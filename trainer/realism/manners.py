"""How a player turns bars of chords into tones: basses and accompanists."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from engine.core.blueprint import STEPS_PER_BAR
from engine.core.composition import PlayedNote
from trainer.realism.melody import Tone

AsNote = Callable[[str, Tone], PlayedNote]
Classes = Sequence[tuple[int, ...]]

_BASS_GRIDS: dict[str, tuple[str, ...]] = {
    "eighths": ("x.x.x.x.x.x.x.x.",),
    "roots": ("x.......x.......", "x.....x.x.......", "x..............."),
    "sustain": ("x...............",),
    "octaves": ("x.o.x.o.x.o.x.o.", "x..ox..ox..ox..o"),
    "offbeats": ("..x...x...x...x.",),
    "syncopated": ("x..x..x...x.x...", "x.xx...x..x...x.", "x......xx..x..x."),
    "melodic": ("x..x..x.x.......", "x...x.x...x.x...", "..x.x.x.x...x..."),
    "bossa": ("x.....x.x.....x.",),
    "walking": ("x...x...x...x...",),
}
_SHORT = {"octaves": 0.6, "syncopated": 0.55, "offbeats": 0.7, "eighths": 0.9, "kick": 0.8}
_CHORD_GRIDS: dict[str, tuple[str, ...]] = {
    "sustain": ("x...............", "x.......x......."),
    "eighths": ("x.x.x.x.x.x.x.x.", "x...x...x...x..."),
    "power": ("x.x.x.x.x.x.x.x.", "x.....x.x.......", "x..x..x.x..x..x.", "x..............."),
    "strum": ("x...x.xx..xxx.x.", "x...x.x.x...x.x.", "x.x.x.x.x.x.x.x."),
    "comp": ("..x...x....x....", "x.....x.....x...", "....x..x....x..x", "x..x......x....."),
    "stabs": ("x.....x.........", "......x...x.....", "x..x............", "....x.......x..."),
    "skank": ("....x.......x...", "..x...x...x...x."),
    "bubble": ("..x...x...x...x.", "..xx..xx..xx..xx"),
    "offbeats": ("..x...x...x...x.",),
    "bossa": ("x..x..x...x..x..",),
    "arpeggio": ("x.x.x.x.x.x.x.x.", "xxxxxxxxxxxxxxxx", "x..x..x..x..x.x."),
}
_CHORD_LENGTHS = {"skank": 1.0, "stabs": 1.3, "bubble": 1.0, "offbeats": 1.4, "comp": 2.5, "strum": 2.0}
_STRUM_STEPS = 0.12


def bass(
    rng: np.random.Generator, manner: str, classes: Classes, scale: Sequence[int], kick: str, lowest: int
) -> list[Tone]:
    """A bass line; ``kick`` is the grid that the manner of that name follows."""
    tones: list[Tone] = []
    pool = _BASS_GRIDS.get(manner, ())
    grid = pool[int(rng.integers(len(pool)))] if pool else (kick or "x.......x.......")
    for bar, chord in enumerate(classes):
        following = classes[bar + 1] if bar + 1 < len(classes) else chord
        onsets = [step for step, mark in enumerate(grid) if mark != "."]
        for number, step in enumerate(onsets):
            later = onsets[number + 1] if number + 1 < len(onsets) else STEPS_PER_BAR
            pitch = _above(lowest, chord[0])
            if manner == "walking":
                pitch = _walked(rng, number, chord, following, scale, lowest)
            elif manner in ("melodic", "syncopated") and number and rng.random() < 0.5:
                pitch = _above(lowest, int(rng.choice(chord[:3])))
            elif manner == "bossa" and number % 2 == 1:
                pitch = _above(lowest, chord[2] if len(chord) > 2 else chord[0])
            if grid[step] == "o":
                pitch += 12
            length = (later - step) * _SHORT.get(manner, 0.95)
            tones.append(Tone(step=bar * 16.0 + step, length=length, pitch=pitch, velocity=int(rng.integers(88, 112))))
    return tones


def _walked(
    rng: np.random.Generator,
    beat: int,
    chord: tuple[int, ...],
    following: tuple[int, ...],
    scale: Sequence[int],
    lowest: int,
) -> int:
    """Root, chord tones, and a step to the next root."""
    if beat == 0:
        return _above(lowest, chord[0])
    if beat == 3:
        return _above(lowest, following[0]) + int(rng.choice([-1, 1, 2]))
    return _above(lowest, int(rng.choice([*chord, int(rng.choice(scale))])))


def chords(rng: np.random.Generator, manner: str, classes: Classes, lowest: int) -> list[Tone]:
    """An accompaniment: chords or their tones one after the other, the upper voices moving little."""
    pool = _CHORD_GRIDS[manner]
    grid = pool[int(rng.integers(len(pool)))]
    upward = bool(rng.random() < 0.7)
    tones: list[Tone] = []
    for bar, chord in enumerate(classes):
        voicing = sorted(_above(lowest, pitch) for pitch in chord[:5])
        if manner == "power":
            root = _above(40, chord[0])
            voicing = [root, root + 7, root + 12]
        onsets = [step for step, mark in enumerate(grid) if mark != "."]
        for number, step in enumerate(onsets):
            later = onsets[number + 1] if number + 1 < len(onsets) else STEPS_PER_BAR
            length = min(_CHORD_LENGTHS.get(manner, 16.0), (later - step) * 0.97)
            at = bar * 16.0 + step
            loud = int(rng.integers(72, 104))
            if manner == "arpeggio":
                order = voicing if upward else voicing[::-1]
                tones.append(
                    Tone(
                        step=at,
                        length=1.8 * length,
                        pitch=order[number % len(order)] + (12 if number % 8 > 5 else 0),
                        velocity=loud,
                    )
                )
                continue
            down = number % 2 == 0
            for place, pitch in enumerate(voicing):
                late = (place if down else len(voicing) - place) * _STRUM_STEPS if manner in ("strum", "power") else 0.0
                tones.append(Tone(step=at + late, length=length, pitch=pitch, velocity=loud))
    return tones


def _above(lowest: int, pitch_class: int) -> int:
    """The pitch of a class within the octave from ``lowest`` on."""
    return lowest + (pitch_class - lowest) % 12
