"""Writes pieces for bands: every note of a window of 4/4 bars, as a composition without a log drum."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine.core.blueprint import STEPS_PER_BAR, Blueprint, PlannedSection, RolePlan
from engine.core.composition import Composition, PlayedChord, PlayedNote, PlayedSection
from engine.core.harmony import QUALITIES, ChordLabel, Key
from engine.core.roles import ROLES
from trainer.realism import manners
from trainer.realism.melody import line
from trainer.realism.styles import MAJOR, MINOR, STYLES, WEIGHTS, Style

_SLACK = 1.03
_RIDE, _CRASH, _OPEN, _CLOSED = 51, 49, 46, 42
_FILL_TOMS = (50, 50, 47, 47, 43, 43)
_SEEDS = 1 << 32


@dataclass(frozen=True, slots=True, kw_only=True)
class _Session:
    """What all players share."""

    style: Style
    key: Key
    chords: tuple[ChordLabel, ...]
    step: float
    swing_eighths: float
    swing_sixteenths: float
    kick: str

    @property
    def num_bars(self) -> int:
        return len(self.chords)

    @property
    def classes(self) -> list[tuple[int, ...]]:
        """Pitch classes of the chord of each bar."""
        return [pitch_classes(label) for label in self.chords]

    def seconds(self, step: float) -> float:
        """When a place on the grid sounds: pairs of eighths and of sixteenths swing."""
        beat, within = divmod(step, 4.0)
        late = (self.swing_eighths - 0.5) * 4.0
        place = within * (2.0 + late) / 2.0 if within <= 2.0 else 2.0 + late + (within - 2.0) * (2.0 - late) / 2.0
        if abs(within % 2.0 - 1.0) < 1e-9:
            place += (self.swing_sixteenths - 0.5) * 2.0
        return (4.0 * beat + place) * self.step


def pitch_classes(label: ChordLabel) -> tuple[int, ...]:
    """Of a chord's tones, root first."""
    root = label.root or 0
    return tuple((root + tone) % 12 for tone in QUALITIES[label.quality])


def compose_band(rng: np.random.Generator, *, seconds: float, seed: int = 0) -> Composition:
    """A window of a piece by a band, long enough for ``seconds`` from anywhere in its first bar on.

    Args:
        rng: The piece's stream.
        seconds: Length of the item.
        seed: Stands in its blueprint.
    """
    names = tuple(STYLES)
    weights = np.array([WEIGHTS.get(name, 1.0) for name in names])
    name = names[int(rng.choice(len(names), p=weights / weights.sum()))]
    style = STYLES[name]
    tempo = round(float(rng.uniform(*style.tempo_bpm)), 2)
    session = _session(rng, style, tempo, seconds)
    notes = sorted(
        (*_drums(rng, session), *_bass(rng, session), *_players(rng, session), *_voices(rng, session)),
        key=lambda note: (note.onset, note.pitch),
    )
    roles = tuple(RolePlan(role=role) for role in ROLES if any(note.role == role for note in notes))
    bar = STEPS_PER_BAR * session.step
    blueprint = Blueprint(
        style=f"band {name}",
        tempo_bpm=tempo,
        swing=min(0.75, session.swing_sixteenths),
        key=session.key,
        sections=(PlannedSection(label="verse", num_bars=session.num_bars, roles=roles),),
        seed=seed,
    )
    end = session.num_bars * bar
    return Composition(
        blueprint=blueprint,
        duration=end,
        sections=(PlayedSection(start=0.0, end=end, label="verse", name="", first_bar=0, num_bars=session.num_bars),),
        chords=tuple(_chord(session, number) for number in range(session.num_bars)),
        notes=tuple(notes),
    )


def _session(rng: np.random.Generator, style: Style, tempo: float, seconds: float) -> _Session:
    key = Key(int(rng.integers(12)), "minor" if rng.random() < 0.45 else "major")
    pool = style.progressions or (MINOR if key.mode == "minor" else MAJOR)
    loop = pool[int(rng.integers(len(pool)))]
    step = 60.0 / tempo / 4.0
    num_bars = math.ceil(_SLACK * seconds / (STEPS_PER_BAR * step)) + 1
    start = int(rng.integers(len(loop)))
    chords = [loop[(start + bar) % len(loop)] for bar in range(num_bars)]
    return _Session(
        style=style,
        key=key,
        chords=tuple(ChordLabel((key.tonic + root) % 12, quality) for root, quality in chords),
        step=step,
        swing_eighths=float(rng.uniform(*style.swing_eighths)),
        swing_sixteenths=float(rng.uniform(*style.swing_sixteenths)),
        kick=str(rng.choice(style.kicks)) if style.kicks else "",
    )


def _chord(session: _Session, number: int) -> PlayedChord:
    bar = STEPS_PER_BAR * session.step
    return PlayedChord(
        start=number * bar,
        end=(number + 1) * bar,
        first_step=number * STEPS_PER_BAR,
        last_step=(number + 1) * STEPS_PER_BAR,
        label=session.chords[number],
        roman="",
        section=0,
        reason="loop",
    )


def _note(
    rng: np.random.Generator, session: _Session, role: str, step: float, length: float, pitch: int, velocity: float
) -> PlayedNote:
    """A note on the grid, played by a human: 5 ms off, 5 % louder or softer."""
    last = session.num_bars * STEPS_PER_BAR
    onset = max(0.0, session.seconds(step) + float(np.clip(rng.normal(0.0, 0.005), -0.012, 0.012)))
    return PlayedNote(
        onset=onset,
        duration=max(0.03, length * session.step),
        pitch=min(120, max(20, pitch)),
        velocity=int(np.clip(velocity * rng.normal(1.0, 0.05), 1, 127)),
        role=role,
        section=0,
        chord=min(session.num_bars - 1, int(min(step, last - 1) // STEPS_PER_BAR)),
        step=step,
        reason="band",
    )


def _drums(rng: np.random.Generator, session: _Session) -> list[PlayedNote]:
    style = session.style
    snare = str(rng.choice(style.snares)) if style.snares else ""
    hat = str(rng.choice(style.hats)) if style.hats else ""
    on_ride = hat != "" and rng.random() < 0.2
    fills = [bar for bar in range(session.num_bars) if bar % 4 == 3 and rng.random() < style.fills and snare]
    notes: list[PlayedNote] = []
    extra = [(role, grid) for role, likely, grid in style.extra if rng.random() < likely]
    for bar in range(session.num_bars):
        fill_from = 16 - int(rng.choice([4, 8, 8, 16])) if bar in fills else 16
        notes += _grid(rng, session, "kick", session.kick, bar, 16, key=36)
        notes += _grid(rng, session, style.snare_role, snare, bar, fill_from)
        notes += _grid(rng, session, "cymbal" if on_ride else "hat", hat, bar, fill_from, key=_RIDE if on_ride else 0)
        for role, grid in extra:
            notes += _grid(rng, session, role, grid, bar, 16)
        notes += _fill(rng, session, bar, fill_from)
        if snare and bar % 4 == 0 and rng.random() < 0.5:
            notes.append(_note(rng, session, "cymbal", bar * 16.0, 4.0, _CRASH, 105))
    return notes


def _grid(
    rng: np.random.Generator, session: _Session, role: str, grid: str, bar: int, until: int, *, key: int = 0
) -> list[PlayedNote]:
    notes = []
    keys = ROLES[role].keys
    for step, mark in enumerate(grid[:until]):
        if mark == ".":
            continue
        pitch = key or keys[0]
        if role == "hat" and mark == "o":
            pitch = _OPEN
        elif mark == "r":
            pitch = _RIDE
        elif role in ("conga", "bongo", "agogo"):
            pitch = int(rng.choice(keys))
        loud = {"g": 45.0, "o": 105.0}.get(mark, 100.0) * (1.0 if step % 4 == 0 else 0.88)
        notes.append(_note(rng, session, role, bar * 16.0 + step, 1.0, pitch, loud))
    return notes


def _fill(rng: np.random.Generator, session: _Session, bar: int, start: int) -> list[PlayedNote]:
    """Toms and snare from ``start`` to the end of the bar."""
    notes = []
    for step in range(start, 16):
        if rng.random() < 0.25:
            continue
        share = (step - start) / max(1, 16 - start)
        tom = _FILL_TOMS[min(5, int(6 * share))]
        role = "snare" if rng.random() < 0.3 else "tom"
        notes.append(_note(rng, session, role, bar * 16.0 + step, 1.0, 38 if role == "snare" else tom, 80 + 30 * share))
    return notes


def _bass(rng: np.random.Generator, session: _Session) -> list[PlayedNote]:
    manner = str(rng.choice(session.style.bass)) if session.style.bass else ""
    if not manner:
        return []
    lowest = int(rng.integers(28, 36))
    tones = manners.bass(rng, manner, session.classes, session.key.scale, session.kick, lowest)
    return [_note(rng, session, "bass", tone.step, tone.length, tone.pitch, tone.velocity) for tone in tones]


def _players(rng: np.random.Generator, session: _Session) -> list[PlayedNote]:
    notes = []
    for role, likely, able in session.style.players:
        if rng.random() >= likely:
            continue
        manner = str(rng.choice(able))
        if manner == "melody":
            low = int(rng.integers(58, 70))
            tones = line(rng, session.classes, session.key.scale, low=low, high=low + 17, busy=0.6)
        else:
            tones = manners.chords(rng, manner, session.classes, int(rng.integers(50, 60)))
        notes += [_note(rng, session, role, tone.step, tone.length, tone.pitch, tone.velocity) for tone in tones]
    return notes


def _voices(rng: np.random.Generator, session: _Session) -> list[PlayedNote]:
    lead, choir, adlib, chant = session.style.voices
    return sung(
        rng,
        session.classes,
        session.key.scale,
        lambda role, tone: _note(rng, session, role, tone.step, tone.length, tone.pitch, tone.velocity),
        {"vocal": lead, "choir": choir, "adlib": adlib, "chant": chant},
    )


def sung(
    rng: np.random.Generator,
    classes: Sequence[tuple[int, ...]],
    scale: Sequence[int],
    as_note: manners.AsNote,
    likely: dict[str, float],
) -> list[PlayedNote]:
    """Parts for voices over bars of chords.

    Args:
        rng: Their stream.
        classes: Pitch classes of each bar's chord.
        scale: Pitch classes of the key.
        as_note: Makes a note of a role from a tone.
        likely: By role of the stem ``vocals``.
    """
    notes: list[PlayedNote] = []
    low = int(rng.integers(50, 66))
    if rng.random() < likely.get("vocal", 0.0):
        tones = line(rng, classes, scale, low=low, high=low + 14, busy=float(rng.uniform(0.5, 1.0)))
        notes += [as_note("vocal", tone) for tone in tones]
    if rng.random() < likely.get("choir", 0.0):
        manner = str(rng.choice(["sustain", "sustain", "stabs", "comp"]))
        notes += [as_note("choir", tone) for tone in manners.chords(rng, manner, classes, int(rng.integers(54, 64)))]
    if rng.random() < likely.get("adlib", 0.0):
        tones = line(rng, classes, scale, low=low + 5, high=low + 17, busy=0.3)
        notes += [as_note("adlib", tone) for tone in tones]
    if rng.random() < likely.get("chant", 0.0):
        middle = int(rng.integers(52, 62))
        tones = line(rng, classes, scale, low=middle, high=middle + 3, busy=0.85)
        notes += [as_note("chant", tone) for tone in tones]
    return notes
