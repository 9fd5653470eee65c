"""Small synthetic songs with known stems: the truth that separation is tested against.

Everything is made from a seed, deterministic, stereo, 44.1 kHz. The ranges follow what producers do (amapiano tempo,
soft kick, shaker sixteenths, FM log drum, keys panned wide, a voice in the middle) and are wide on purpose, so that a
separator cannot be tuned to one sound. The instruments live in ``scene_sounds``; no recording and no sample is used.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from engine.core.audio import Audio
from engine.core.stems import Stem
from tests import scene_sounds as sounds
from tests.scene_sounds import RATE

_LEVELS_DB = {Stem.DRUMS: -4.0, Stem.BASS: -4.0, Stem.VOCALS: -3.0, Stem.OTHER: -7.0, Stem.LOG_DRUM: 0.0}
_CELLS = (
    "9..8..7.9..8..7.",
    "9..8..9...8..7..",
    "...8..9....8..9.",
    "9..99..8...9..88",
    "..8...8...8..889",
    "9.98.99..8.99.98",
)
_VOICINGS = ((3, 7, 10, 14), (0, 4, 7, 11), (3, 10, 14, 17), (2, 5, 9, 12))
_ROOTS = (0, -4, 3, -2)


@dataclass(frozen=True, slots=True)
class ScenePlan:
    """What plays in a scene.

    Args:
        seed: Everything random follows from it.
        seconds: Length.
        kick: Whether the drums have a kick.
        acoustic: A drum kit with snare and toms instead of a drum machine.
        bass: ``saw``, ``sub``, ``plucked``, or None for no bass.
        log_drum: Whether there is a log drum.
        voice: Whether somebody sings.
        chords: ``rhodes`` or ``pad``.
        width: How far the chords are spread, 0–1.
        levels_db: RMS levels relative to a log drum at 0 that replace the random ones.
    """

    seed: int
    seconds: float = 12.0
    kick: bool = True
    acoustic: bool = False
    bass: str | None = None
    log_drum: bool = True
    voice: bool = True
    chords: str = "rhodes"
    width: float = 0.7
    levels_db: dict[Stem, float] = field(default_factory=dict)


def plans(count: int = 6, *, seconds: float = 12.0) -> list[ScenePlan]:
    """A spread of arrangements, one per seed."""
    basses = (None, "saw", None, "sub", None, "plucked")
    widths = (0.7, 0.9, 0.3)
    return [
        ScenePlan(
            seed,
            seconds,
            bass=basses[seed % 6],
            chords="pad" if seed % 6 in {1, 4} else "rhodes",
            kick=seed % 6 != 2,
            width=widths[seed % 3],
        )
        for seed in range(count)
    ]


def without_log_drum(plan: ScenePlan, bass: str = "saw") -> ScenePlan:
    """The same scene with a bass in the log drum's place."""
    return replace(plan, log_drum=False, bass=bass)


def render(plan: ScenePlan) -> dict[Stem, Audio]:
    """The true stems of a scene. They sum to the mixture, whose peak is at most 0.9; absent ones are silent."""
    rng = np.random.default_rng(plan.seed)
    grid = Grid.random(rng, plan.seconds)
    silent = np.zeros((2, grid.length))
    stems = {
        Stem.DRUMS: _drum_kit(rng, grid) if plan.acoustic else _drum_machine(rng, grid, kick=plan.kick),
        Stem.BASS: _bass(rng, grid, plan.bass) if plan.bass else silent,
        Stem.VOCALS: _voice(rng, grid) if plan.voice else silent,
        Stem.OTHER: _chords(rng, grid, plan.chords, plan.width),
        Stem.LOG_DRUM: _log_drum(rng, grid) if plan.log_drum else silent,
    }
    levels = {stem: level + rng.uniform(-2.5, 2.5) for stem, level in _LEVELS_DB.items()} | plan.levels_db
    for stem, samples in stems.items():
        rms = float(np.sqrt(np.mean(samples**2)))
        stems[stem] = samples * (0.12 * 10 ** (levels[stem] / 20) / rms if rms > 0 else 0.0)
    peak = float(np.max(np.abs(sum(stems.values()))))
    gain = 0.9 / max(peak, 0.9)
    return {stem: Audio((gain * samples).astype(np.float32), RATE) for stem, samples in stems.items()}


def mix(stems: dict[Stem, Audio]) -> Audio:
    """The mixture of true stems."""
    return Audio(np.sum([audio.samples for audio in stems.values()], axis=0, dtype=np.float32), RATE)


@dataclass(frozen=True, slots=True)
class Grid:
    """Sixteenths with swing, and a key."""

    length: int
    step: float
    swing: float
    root: int

    @classmethod
    def random(cls, rng: np.random.Generator, seconds: float) -> Grid:
        """A tempo of 108–118 BPM, a swing of 50–56 %, any key."""
        step = 60 / rng.uniform(108, 118) / 4
        return cls(round(seconds * RATE), step, rng.uniform(0.5, 0.56), int(rng.integers(0, 12)))

    @property
    def steps(self) -> int:
        return int(self.length / RATE / self.step)

    def time(self, step: int) -> float:
        """Seconds of a sixteenth."""
        return (step + (2 * self.swing - 1 if step % 2 else 0.0)) * self.step


def _drum_machine(rng: np.random.Generator, grid: Grid, *, kick: bool) -> NDArray[np.float64]:
    track = np.zeros((2, grid.length))
    thump, shakers, hat = sounds.kick(rng), [sounds.shaker(rng) for _ in range(4)], sounds.hat(rng)
    clap, rim = sounds.clap(rng), sounds.rim(rng)
    side, four_floor = rng.uniform(0.1, 0.5), rng.random() < 0.6
    for step in range(grid.steps):
        time = grid.time(step)
        if kick and (step % 4 == 0 if four_floor else step % 16 in {0, 8, 11}):
            sounds.place(track, time, sounds.pan(thump, 0.0), 0.9)
        loudness = 0.5 if step % 4 == 2 else 0.3
        sounds.place(track, time + rng.uniform(0, 0.008), sounds.pan(shakers[step % 4], side), loudness)
        if step % 4 == 2:
            sounds.place(track, time, sounds.pan(hat, -side), 0.25)
        if step % 8 == 4:
            sounds.place(track, time, sounds.pan(clap, 0.0), 0.45)
        if step % 16 in {3, 6, 10, 12}:
            sounds.place(track, time, sounds.pan(rim, -0.2), 0.12)
    return sounds.room(rng, track, 0.4, 0.08)


def _drum_kit(rng: np.random.Generator, grid: Grid) -> NDArray[np.float64]:
    """Kick and snare with ghosts, hats in eighths, toms in every fourth bar."""
    track = np.zeros((2, grid.length))
    kick, snare, hat = sounds.thud(rng), sounds.snare(rng), sounds.hat(rng)
    toms = [sounds.drumhead(rng, rng.uniform(80, 200), rng.uniform(0.06, 0.25)) for _ in range(3)]
    for step in range(grid.steps):
        time, place = grid.time(step) + rng.uniform(0, 0.006), step % 64
        if place >= 56:
            sounds.place(track, time, sounds.pan(toms[place % 3], 0.5 - 0.5 * (place % 3)), rng.uniform(0.4, 0.8))
        elif step % 16 in {0, 6, 8, 11}:
            sounds.place(track, time, sounds.pan(kick, 0.0), rng.uniform(0.7, 1.0))
        elif step % 8 == 4 or rng.random() < 0.1:
            sounds.place(track, time, sounds.pan(snare, 0.1), 0.6 if step % 8 == 4 else 0.15)
        if step % 2 == 0:
            sounds.place(track, time, sounds.pan(hat, -0.3), rng.uniform(0.1, 0.25))
    return sounds.room(rng, track, 0.5, 0.1)


def _log_drum(rng: np.random.Generator, grid: Grid) -> NDArray[np.float64]:
    track = np.zeros(grid.length)
    patch = sounds.LogDrumPatch.random(rng)
    cell = _CELLS[int(rng.integers(len(_CELLS)))] + _CELLS[int(rng.integers(len(_CELLS)))]
    root = 33 + grid.root - (12 if grid.root > 8 else 0) + (12 if grid.root < 2 else 0)
    walk = rng.choice([0, 0, 0, 3, 5, 7, 10, -2, 12], size=32)
    hits = [step for step in range(grid.steps) if cell[step % 32] != "."]
    for now, following in zip(hits, [*hits[1:], grid.steps], strict=True):
        gate = min((following - now) * grid.step * 0.9, 0.5)
        velocity = min(127, round(int(cell[now % 32]) * 127 / 9 + rng.normal(0, 4)))
        note = sounds.log_drum_note(rng, sounds.hz(root + walk[now % 32]), velocity, gate, patch)
        sounds.place(track, grid.time(now) + rng.uniform(0, 0.004), note)
    return np.stack([track, track])


def _bass(rng: np.random.Generator, grid: Grid, kind: str) -> NDArray[np.float64]:
    track = np.zeros(grid.length)
    cutoff_hz = rng.uniform(250, 700)
    step = 0
    while step < grid.steps:
        length = int(rng.choice([2, 3, 4] if kind == "plucked" else [4, 6, 8, 16]))
        hz = sounds.hz(28 + (grid.root + 5) % 12 + _ROOTS[step // 16 % 4])
        sounds.place(
            track, grid.time(step), sounds.bass_note(kind, hz, length * grid.step, cutoff_hz), rng.uniform(0.8, 1.0)
        )
        step += length
    return np.stack([track, track])


def _chords(rng: np.random.Generator, grid: Grid, kind: str, width: float) -> NDArray[np.float64]:
    track = np.zeros((2, grid.length))
    pattern = {0, 3, 6, 10, 12} if kind == "rhodes" else {0}
    tremolo_hz = rng.uniform(4, 6)
    for step in range(grid.steps):
        if step % 16 not in pattern:
            continue
        bar = step // 16 % 4
        for voice, interval in enumerate(_VOICINGS[bar]):
            hz = sounds.hz(57 + grid.root % 7 + _ROOTS[bar] + interval)
            side = width * np.cos(voice * 2.1)
            if kind == "rhodes":
                note = sounds.rhodes_note(hz, 5 * grid.step, side, 0.3 * width, tremolo_hz)
            else:
                note = sounds.pad_note(rng, hz, 16 * grid.step, side)
            sounds.place(track, grid.time(step), note)
    return sounds.room(rng, track, 1.2, 0.25 * width)


def _voice(rng: np.random.Generator, grid: Grid) -> NDArray[np.float64]:
    """Phrases of three to seven notes with rests between them."""
    notes = []
    lowest = 45 if rng.random() < 0.5 else 57
    step = int(rng.integers(0, 8))
    while step < grid.steps:
        for _ in range(int(rng.integers(3, 8))):
            length = int(rng.choice([1, 2, 2, 3, 4, 6]))
            start, stop = round(grid.time(step) * RATE), min(grid.length, round(grid.time(step + length) * RATE))
            if start >= stop:
                break
            pitch = lowest + grid.root % 7 + int(rng.choice([0, 3, 5, 7, 10, 12, 15]))
            notes.append(sounds.SungNote(start, stop, sounds.hz(pitch), rng.uniform(0.6, 1.0)))
            step += length
        step += int(rng.integers(4, 14))
    track = sounds.sing(rng, notes, grid.length)
    return sounds.room(rng, np.stack([track, track]), 0.8, 0.15)
