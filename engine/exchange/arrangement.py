"""``arrangement.png``: a composed piece on one page. Sections across, roles down; every note is a tick.

A lane is tinted where its role is planned, the stronger the denser; pitched notes stand at their height, strokes are as
tall as they are loud. Thin lines are moves of level, filter and reverb.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

from engine.core.composition import Composition, Move, PlayedNote, PlayedSection
from engine.core.roles import ROLES, Role
from engine.core.roman import chord_function
from engine.core.stems import Stem
from engine.exchange.overview_canvas import (
    ACCENT,
    FAINT,
    GROUND,
    LINE,
    QUIET,
    STEM_BADGES,
    STEM_COLOURS,
    SURFACE_1,
    SURFACE_2,
    SURFACE_3,
    TEXT,
    Canvas,
    mixed,
)
from engine.whole_file import whole_file

WIDTH = 1600
_MARGIN = 24
_LABELS = 186  # width of the column with the lanes' names
_LEFT = _MARGIN + _LABELS
_SPAN = WIDTH - _MARGIN - _LEFT
_LANE = 26
_GAP = 10  # between two stems
_LANES_TOP = 226
_FOOT = 52
_FUNCTION_COLOURS = {"tonic": "#59B98C", "predominant": "#5AA9E6", "dominant": "#E6C04A", "other": "#A9ADB3"}
_SECTION_COLOURS = {"drop": ACCENT, "chorus": ACCENT, "build": "#E6C04A", "break": "#8F7BE8", "verse": "#6FCF97"}
_STEM_ORDER = (Stem.DRUMS, Stem.LOG_DRUM, Stem.BASS, Stem.OTHER, Stem.VOCALS)
_MOVES = {"level_db": (TEXT, "level"), "lowpass_hz": ("#E6C04A", "filter"), "send": ("#8F7BE8", "reverb")}
_LEVEL_RANGE_DB = (-24.0, 6.0)
_FILTER_RANGE_HZ = (100.0, 18_000.0)


@dataclass(frozen=True, slots=True)
class _Lane:
    role: Role
    top: float
    notes: tuple[PlayedNote, ...]

    @property
    def colour(self) -> str:
        return STEM_COLOURS[self.role.stem]


def write_arrangement(path: Path, composition: Composition) -> None:
    """Write the picture, 1600 pixels wide and as high as there are roles, PNG.

    Raises:
        OSError: If it cannot be written.
    """
    lanes = _lanes(composition)
    height = round((lanes[-1].top + _LANE if lanes else _LANES_TOP) + _FOOT)
    canvas = Canvas(WIDTH, height)
    _header(canvas, composition)
    _sections(canvas, composition)
    _ruler(canvas, composition, 150)
    _chords(canvas, composition, 178)
    for lane in lanes:
        _lane(canvas, composition, lane)
    _edges(canvas, composition, height - _FOOT + 4)
    for lane in lanes:
        for move in composition.moves:
            if move.role == lane.role.id:
                _move(canvas, composition, lane, move)
    _names(canvas, composition, lanes)
    _legend(canvas, composition, height - _FOOT / 2 + 4)
    with whole_file(path) as temporary:
        canvas.save(temporary)


def loop_of(romans: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The loop of a section and its other ending.

    Returns:
        The shortest beginning that, repeated, gives the whole row, and nothing; where only the last round differs, the
        loop and the chords from which it does; the row itself where nothing repeats.
    """
    for length in range(1, len(romans) // 2 + 1):
        same = next((i for i, roman in enumerate(romans) if roman != romans[i % length]), len(romans))
        if same == len(romans) or same >= max(2 * length, len(romans) - length):
            return romans[:length], romans[same:]
    return romans, ()


def _lanes(composition: Composition) -> tuple[_Lane, ...]:
    playing = composition.blueprint.roles
    lanes: list[_Lane] = []
    top = float(_LANES_TOP)
    for stem in _STEM_ORDER:
        own = [ROLES[role] for role in playing if ROLES[role].stem is stem]
        for role in own:
            lanes.append(_Lane(role, top, composition.of(role.id)))
            top += _LANE
        top += _GAP if own else 0
    return tuple(lanes)


def _x(composition: Composition, time: float) -> float:
    return _LEFT + _SPAN * min(1.0, max(0.0, time / max(1e-9, composition.duration)))


def _header(canvas: Canvas, composition: Composition) -> None:
    blueprint = composition.blueprint
    minutes, seconds = divmod(round(composition.duration), 60)
    facts = [
        ("BPM", f"{blueprint.tempo_bpm:g}"),
        ("key", str(blueprint.key)),
        ("swing", f"{blueprint.swing:.0%}"),
        ("bars", str(blueprint.num_bars)),
        ("length", f"{minutes}:{seconds:02d}"),
        ("seed", str(blueprint.seed)),
    ]
    x = float(WIDTH - _MARGIN)
    for name, value in reversed(facts):
        width = max(canvas.text_width(value, 26), canvas.text_width(name, 11))
        canvas.text(x, 44, value, 26, anchor="r")
        canvas.text(x, 72, name, 11, FAINT, anchor="r")
        x -= round(width) + 36
    room = x - _MARGIN
    canvas.text(_MARGIN, 44, blueprint.style.replace("_", " ").capitalize(), 26, room=room)
    parts = [f"{len(composition.notes)} notes, {len(blueprint.roles)} roles", f"kick {blueprint.kick}"]
    if blueprint.log_drum is not None:
        parts.append(f"log drum {'+'.join(blueprint.log_drum.cells)}")
    parts.extend(blueprint.mood)
    canvas.text(_MARGIN, 72, "  ·  ".join(parts), 13, QUIET, room=room)
    canvas.box(_MARGIN, 96, WIDTH - 2 * _MARGIN, 1, LINE)


def _label(canvas: Canvas, text: str, middle: float) -> None:
    canvas.text(_MARGIN, middle, text, 11, QUIET, room=_LABELS - 8)


def _span(composition: Composition, section: PlayedSection) -> tuple[float, float]:
    return _x(composition, section.start), _x(composition, section.end)


def _sections(canvas: Canvas, composition: Composition) -> None:
    top, height = 110, 34
    _label(canvas, "Sections", top + height / 2)
    for section in composition.sections:
        left, right = _span(composition, section)
        colour = _SECTION_COLOURS.get(section.label, QUIET)
        canvas.box(left, top, right - left - 2, height, mixed(colour, SURFACE_1, 0.28), radius=4)
        canvas.box(left, top, min(3.0, right - left - 2), height, colour)
        name = section.name or section.label
        size = 13 if canvas.text_width(name, 13) <= right - left - 14 else 10
        canvas.text(left + 8, top + 12, name, size, room=right - left - 10)
        bars = f"{section.num_bars} {'bar' if section.num_bars == 1 else 'bars'}"
        canvas.text(left + 8, top + 26, bars, 10, QUIET, room=right - left - 10)


def _ruler(canvas: Canvas, composition: Composition, top: float) -> None:
    """Where sections begin, as bar and time; between them every eighth bar a mark."""
    _label(canvas, "Bar, time", top + 10)
    bar = composition.duration / max(1, composition.blueprint.num_bars)
    for number in range(0, composition.blueprint.num_bars, 8):
        canvas.vertical(_x(composition, number * bar), top + 15, top + 20, LINE)
    for section in composition.sections:
        left, right = _span(composition, section)
        minutes, seconds = divmod(int(section.start + 1e-6), 60)
        canvas.vertical(left, top + 2, top + 20, LINE)
        for text in (f"{section.first_bar + 1}  {minutes}:{seconds:02d}", str(section.first_bar + 1)):
            if canvas.text_width(text, 11) <= right - left - 8:
                canvas.text(left + 5, top + 9, text, 11, FAINT)
                break


def _chords(canvas: Canvas, composition: Composition, top: float) -> None:
    """Each section's loop in numerals, and under it every chord in the colour of its function."""
    _label(canvas, "Harmony", top + 12)
    for index, section in enumerate(composition.sections):
        left, right = _span(composition, section)
        loop, ending = loop_of(tuple(chord.roman for chord in composition.chords if chord.section == index))
        text = "  ".join((*loop, *(("...", *ending) if ending else ())))
        canvas.box(left, top, right - left - 2, 24, SURFACE_1, radius=3)
        canvas.text(left + 6, top + 12, text, 12, room=right - left - 12)
    for chord in composition.chords:
        left, right = _x(composition, chord.start), _x(composition, chord.end)
        colour = _FUNCTION_COLOURS[chord_function(chord.label, composition.blueprint.key)]
        canvas.box(left, top + 27, max(1.0, right - left - 1), 6, mixed(colour, SURFACE_1, 0.8))


def _lane(canvas: Canvas, composition: Composition, lane: _Lane) -> None:
    canvas.box(_LEFT, lane.top, _SPAN, _LANE - 2, SURFACE_1)
    for played, planned in zip(composition.sections, composition.blueprint.sections, strict=True):
        plan = planned.role(lane.role.id)
        if plan is not None:
            left, right = _span(composition, played)
            tint = mixed(lane.colour, SURFACE_2, 0.08 + 0.22 * plan.density)
            canvas.box(left, lane.top, right - left - 1, _LANE - 2, tint)
    pitches = [note.pitch for note in lane.notes]
    lowest, highest = (min(pitches), max(pitches)) if pitches else (0, 0)
    for note in lane.notes:
        _note(canvas, composition, lane, note, lowest, max(1, highest - lowest))


def _note(canvas: Canvas, composition: Composition, lane: _Lane, note: PlayedNote, lowest: int, reach: int) -> None:
    left = _x(composition, note.onset)
    colour = mixed(lane.colour, SURFACE_1, 0.45 + 0.5 * note.velocity / 127.0)
    if not lane.role.is_pitched:
        tall = max(2.0, (_LANE - 6) * note.velocity / 127.0)
        canvas.box(left, lane.top + (_LANE - 2 + tall) / 2 - tall, 0.9, tall, colour)
        return
    width = max(1.0, _x(composition, note.onset + note.duration) - left)
    middle = lane.top + _LANE - 6 - (_LANE - 10) * (note.pitch - lowest) / reach
    canvas.box(left, middle - 1, width, 2, colour)


def _edges(canvas: Canvas, composition: Composition, bottom: float) -> None:
    for section in composition.sections[1:]:
        canvas.vertical(_x(composition, section.start) - 1, _LANES_TOP, bottom - 6, GROUND)


def _move(canvas: Canvas, composition: Composition, lane: _Lane, move: Move) -> None:
    """A line a pixel thick from the move's first value to its last."""
    colour = _MOVES[move.kind][0]
    left, right = _x(composition, move.start), _x(composition, move.end)
    first, last = _height(move.kind, move.first), _height(move.kind, move.last)
    steps = max(1, math.ceil(right - left))
    for step in range(steps):
        share = first + (last - first) * step / steps
        after = first + (last - first) * (step + 1) / steps
        high, low = max(share, after), min(share, after)
        top = lane.top + 1 + (_LANE - 5) * (1.0 - high)
        canvas.box(left + step, top, 1.0, 1.0 + (_LANE - 5) * (high - low), colour)


def _height(kind: str, value: float) -> float:
    """Place of a value in its lane, 0 below – 1 above."""
    if kind == "level_db":
        lowest, highest = _LEVEL_RANGE_DB
        share = (value - lowest) / (highest - lowest)
    elif kind == "lowpass_hz":
        lowest, highest = _FILTER_RANGE_HZ
        share = math.log(max(1.0, value) / lowest) / math.log(highest / lowest)
    else:
        share = value
    return min(1.0, max(0.0, share))


def _names(canvas: Canvas, composition: Composition, lanes: tuple[_Lane, ...]) -> None:
    shown: set[Stem] = set()
    for lane in lanes:
        middle = lane.top + (_LANE - 2) / 2
        stem = lane.role.stem
        if stem not in shown:
            shown.add(stem)
            canvas.box(_MARGIN, middle - 9, 18, 18, STEM_COLOURS[stem], radius=4)
            canvas.text(_MARGIN + 9, middle, STEM_BADGES[stem][0], 11, GROUND, anchor="m")
        voice = composition.blueprint.voices.get(lane.role.id)
        title = canvas.text(_MARGIN + 26, middle, lane.role.title, 12, TEXT if lane.notes else QUIET, room=_LABELS - 32)
        sound = voice.instrument.replace("_", " ") if voice is not None else ""
        if sound and sound.casefold() not in (lane.role.title.casefold(), lane.role.id):
            canvas.text(_LEFT - 8, middle, sound, 10, FAINT, room=_LABELS - title - 44, anchor="r")


def _legend(canvas: Canvas, composition: Composition, middle: float) -> None:
    x = float(_LEFT)
    kinds = {move.kind for move in composition.moves}
    for name, colour in _FUNCTION_COLOURS.items():
        canvas.box(x, middle - 3, 14, 6, mixed(colour, SURFACE_1, 0.8))
        x += 20 + canvas.text(x + 20, middle, name, 11, QUIET) + 20
    for kind, (colour, name) in _MOVES.items():
        if kind in kinds:
            canvas.box(x, middle - 0.5, 14, 1, colour)
            x += 20 + canvas.text(x + 20, middle, name, 11, QUIET) + 20
    canvas.box(x, middle - 6, 14, 12, mixed(QUIET, SURFACE_3, 0.25))
    canvas.text(x + 20, middle, "planned: the brighter the denser; ticks are notes", 11, QUIET)
