"""``overview.png``: a song on one page. Above, the whole: sections, chords, five stems; below, eight bars to read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.core.analysis import Analysis, ChordEvent
from engine.core.audio import Audio
from engine.core.events import NoteEvent
from engine.core.stems import Stem, Stems
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

WIDTH, HEIGHT = 1600, 960
_MARGIN = 24
_LABELS = 116  # width of the column with the lanes' names
_LEFT = _MARGIN + _LABELS
_SPAN = WIDTH - _MARGIN - _LEFT
_DETAIL_BARS = 8
_DETAIL_SECONDS = 16.0
_ROLL_STEMS = (Stem.OTHER, Stem.VOCALS, Stem.BASS, Stem.LOG_DRUM)
_FUNCTION_COLOURS = {"tonic": "#59B98C", "predominant": "#5AA9E6", "dominant": "#E6C04A", "other": "#A9ADB3"}
_SECTION_COLOURS = {"drop": ACCENT, "chorus": ACCENT, "build": "#E6C04A", "break": "#8F7BE8", "verse": "#6FCF97"}
_FULL_TONE = 0.70


@dataclass(frozen=True, slots=True)
class _Scale:
    """Seconds to pixels within one part of the page."""

    start: float
    end: float

    def x(self, time: float) -> float:
        share = (time - self.start) / max(1e-9, self.end - self.start)
        return _LEFT + _SPAN * min(1.0, max(0.0, share))


def draw_overview(path: Path, mixture: Audio, stems: Stems | None, analysis: Analysis, title: str) -> None:
    """Write the picture, 1600 × 960, PNG.

    Args:
        path: The file; it appears whole.
        mixture: The recording.
        stems: Its stems; without them the mixture's waveform stands alone.
        analysis: What was heard. What is missing in it says so in words.
        title: The song's name.

    Raises:
        OSError: If it cannot be written.
    """
    canvas = Canvas(WIDTH, HEIGHT)
    whole = _Scale(0.0, max(mixture.duration, 1e-3))
    _header(canvas, analysis, title)
    _sections(canvas, analysis, whole, 116, 26)
    _ruler(canvas, analysis, whole, 148, 20)
    _chords(canvas, analysis, whole, 172, 34)
    detail = detail_window(analysis, mixture.duration)
    _waveforms(canvas, mixture, stems, whole, detail, 214, 372)
    _detail(canvas, analysis, _Scale(*detail), 606)
    with whole_file(path) as temporary:
        canvas.save(temporary)


def detail_window(analysis: Analysis, duration: float) -> tuple[float, float]:
    """The eight bars worth reading: the ones with most notes of most stems, from a downbeat; 16 s without bars."""
    bars = list(pairwise(analysis.downbeats))
    if len(bars) < 2:
        return 0.0, max(1e-3, min(duration, _DETAIL_SECONDS))
    length = min(_DETAIL_BARS, len(bars))
    onsets = [np.asarray(sorted(n.onset for n in analysis.notes.get(stem) or ())) for stem in _ROLL_STEMS]

    def worth(first: int) -> tuple[float, int]:
        start, end = bars[first][0], bars[first + length - 1][1]
        counts = [int(np.searchsorted(row, end) - np.searchsorted(row, start)) for row in onsets]
        return float(np.sqrt(counts).sum()), -first

    # phrases begin every four bars: a window that starts there reads like music
    starts = range(0, len(bars) - length + 1, 4)
    best = max(starts, key=worth)
    return bars[best][0], bars[best + length - 1][1]


def _header(canvas: Canvas, analysis: Analysis, title: str) -> None:
    facts = _numbers(analysis)
    x = WIDTH - _MARGIN
    for name, value in reversed(facts):
        width = max(canvas.text_width(value, 26), canvas.text_width(name, 11))
        canvas.text(x, 44, value, 26, anchor="r")
        canvas.text(x, 72, name, 11, FAINT, anchor="r")
        x -= round(width) + 36
    room = x - _MARGIN
    artist = analysis.metadata.get("artist")
    canvas.text(_MARGIN, 44, title, 26, room=room)
    quiet = "  ·  ".join(part for part in (str(artist) if artist else "", _summary(analysis)) if part)
    canvas.text(_MARGIN, 72, quiet, 13, QUIET, room=room)
    canvas.box(_MARGIN, 96, WIDTH - 2 * _MARGIN, 1, LINE)


def _numbers(analysis: Analysis) -> list[tuple[str, str]]:
    minutes, seconds = divmod(round(analysis.audio.duration), 60)
    tempo = f"{analysis.tempo_bpm:.2f}" if analysis.tempo_bpm else "no pulse"
    key = f"{analysis.key.tonic} {analysis.key.mode}" if analysis.key else "no key"
    sure = f"key, {min(0.99, analysis.key.confidence):.0%} sure" if analysis.key else "key"
    rows = [("BPM", tempo), (sure, key), ("length", f"{minutes}:{seconds:02d}")]
    if analysis.meter:
        rows.insert(2, ("metre", f"{analysis.meter.numerator}/{analysis.meter.denominator}"))
    if analysis.swing is not None:
        rows.insert(3, ("swing", f"{analysis.swing:.0%}"))
    if analysis.audio.loudness_lufs is not None:
        rows.append(("LUFS", f"{analysis.audio.loudness_lufs:.1f}"))
    return rows


def _summary(analysis: Analysis) -> str:
    parts = []
    loop = analysis.theory.harmonic.get("loop")
    if loop:
        chords = loop.get("roman") or loop["chords"]
        bars = "bar" if loop["num_bars"] == 1 else "bars"
        parts.append(f"loop of {loop['num_bars']} {bars}: {' – '.join(chords)}")
    log_drum = analysis.log_drum
    if log_drum is not None and log_drum.probability is not None:
        faint = log_drum.probability < 0.05
        parts.append("no log drum heard" if faint else f"log drum {min(0.99, log_drum.probability):.0%} likely")
    return "  ·  ".join(parts)


def _label(canvas: Canvas, text: str, middle: float) -> None:
    canvas.text(_MARGIN, middle, text, 11, QUIET, room=_LABELS - 8)


def _absent(canvas: Canvas, text: str, top: float, height: float) -> None:
    canvas.box(_LEFT, top, _SPAN, height, SURFACE_1, radius=4)
    canvas.text(_LEFT + 12, top + height / 2, text, 11, FAINT)


def _sections(canvas: Canvas, analysis: Analysis, scale: _Scale, top: float, height: float) -> None:
    _label(canvas, "Sections", top + height / 2)
    if not analysis.sections:
        _absent(canvas, "no sections found", top, height)
    for section in analysis.sections:
        left, right = scale.x(section.start), scale.x(section.end)
        colour = _SECTION_COLOURS.get(section.label, QUIET)
        canvas.box(left, top, right - left - 2, height, mixed(colour, SURFACE_1, 0.28), radius=4)
        canvas.box(left, top, min(3.0, right - left - 2), height, colour)
        canvas.text(left + 10, top + height / 2, section.label, 13, room=right - left - 16)


def _ruler(canvas: Canvas, analysis: Analysis, scale: _Scale, top: float, height: float) -> None:
    """Bar numbers, as many as have room; seconds where there are no bars."""
    _label(canvas, "Bars" if analysis.downbeats else "Seconds", top + height / 2)
    marks = list(enumerate(analysis.downbeats, start=1))
    if not marks:
        step = next(s for s in (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800) if (scale.end - scale.start) / s <= 30)
        marks = [(int(t), float(t)) for t in np.arange(0.0, scale.end, step)]
        every = 1
    else:
        per_bar = _SPAN / max(1, len(marks))
        every = next((e for e in (1, 2, 4, 8, 16, 32, 64) if per_bar * e >= 40), 128)
    for index, (number, time) in enumerate(marks):
        if index % every == 0 and scale.x(time) < WIDTH - _MARGIN - 24:
            canvas.vertical(scale.x(time), top + 4, top + height, LINE)
            canvas.text(scale.x(time) + 5, top + height / 2 + 1, str(number), 11, FAINT)


def _chords(
    canvas: Canvas, analysis: Analysis, scale: _Scale, top: float, height: float, *, is_detail: bool = False
) -> None:
    _label(canvas, "Chords", top + height / 2)
    visible = [c for c in analysis.chords if c.start < scale.end and c.end > scale.start]
    if not any(c.label != "N" for c in visible):
        _absent(canvas, "no harmony found", top, height)
        return
    for chord in visible:
        left, right = scale.x(chord.start), scale.x(chord.end)
        if chord.label == "N":
            canvas.box(left, top, right - left - 1, height, SURFACE_1)
            continue
        colour = _FUNCTION_COLOURS.get(chord.function or "other", QUIET)
        canvas.box(
            left, top, right - left - 1, height, mixed(colour, SURFACE_1, 0.22), radius=3 if right - left > 10 else 0
        )
        canvas.box(left, top + height - 3, right - left - 1, 3, mixed(colour, SURFACE_1, 0.85))
        _chord_text(canvas, chord, left, right, top, height, is_detail=is_detail)


def _chord_text(
    canvas: Canvas, chord: ChordEvent, left: float, right: float, top: float, height: float, *, is_detail: bool
) -> None:
    room = right - left - 12
    name, roman = chart_name(chord.label), chord.roman or ""
    if is_detail and room < 24:
        return
    if is_detail:
        canvas.text(left + 8, top + 16, name, 15, room=room)
        canvas.text(left + 8, top + 35, roman, 12, QUIET, room=room)
        return
    room += 6
    text = next((t for t in (name, chord.label.partition(":")[0]) if t and canvas.text_width(t, 11) <= room), "")
    canvas.text((left + right) / 2, top + height / 2 - 1, text, 11, anchor="m")


def chart_name(label: str) -> str:
    """A Harte label as charts write it: ``F:min9`` is ``Fm9``, ``G:sus4(b7)`` is ``G7sus4``, ``C:maj/3`` is ``C/3``."""
    root, _, rest = label.partition(":")
    quality, slash, bass = rest.partition("/")
    short = {"maj": "", "min": "m", "sus4(b7)": "7sus4", "(1,5)": "5", "maj(9)": "add9", "min(9)": "m(add9)"}
    short |= {"maj6": "6", "minmaj7": "m(maj7)", "hdim7": "m7b5"}
    if quality in short:
        quality = short[quality]
    elif quality.startswith("min"):
        quality = "m" + quality[3:]
    return root + quality + slash + bass


def _waveforms(
    canvas: Canvas,
    mixture: Audio,
    stems: Stems | None,
    scale: _Scale,
    detail: tuple[float, float],
    top: float,
    height: float,
) -> None:
    rows = [stem for stem in Stem if stems is not None and stem in stems]
    count = max(1, len(rows))
    lane = height / count
    left, right = scale.x(detail[0]), scale.x(detail[1])
    for index in range(count):
        canvas.box(_LEFT, top + index * lane, _SPAN, lane - 4, SURFACE_1, radius=4)
        canvas.box(left, top + index * lane, right - left, lane - 4, SURFACE_2)
    if stems is None or not rows:
        canvas.text(_MARGIN, top + height / 2, "Mixture", 13, QUIET)
        _waveform(canvas, peak_columns(mixture, _SPAN), mixed(TEXT, SURFACE_1, _FULL_TONE), top, lane - 4)
        return
    columns = {stem: peak_columns(stems[stem], _SPAN) for stem in rows}
    loudest = max(float(c.max(initial=0.0)) for c in columns.values()) or 1.0
    for index, stem in enumerate(rows):
        y = top + index * lane
        _badge(canvas, stem, y + (lane - 4) / 2)
        own = float(columns[stem].max(initial=0.0))
        if own < 0.001 * loudest:
            canvas.text(_LEFT + 12, y + (lane - 4) / 2, "silent", 11, FAINT)
            continue
        # half of the distance to the loudest stem is kept: quiet stems stay readable and still look quiet
        _waveform(
            canvas,
            columns[stem] / np.sqrt(own * loudest),
            mixed(STEM_COLOURS[stem], SURFACE_1, _FULL_TONE),
            y,
            lane - 4,
        )


def _waveform(canvas: Canvas, peaks: NDArray[np.float64], colour: str, top: float, height: float) -> None:
    full = float(peaks.max(initial=0.0))
    gain = (height / 2 - 4) / max(1.0, full) if full > 0.0 else 0.0
    for column, peak in enumerate(peaks):
        reach = max(0.5, gain * float(peak))
        canvas.box(_LEFT + column, top + height / 2 - reach, 1.0, 2 * reach, colour)


def _badge(canvas: Canvas, stem: Stem, middle: float) -> None:
    letter, name = STEM_BADGES[stem]
    canvas.box(_MARGIN, middle - 11, 22, 22, STEM_COLOURS[stem], radius=5)
    canvas.text(_MARGIN + 11, middle, letter, 13, GROUND, anchor="m")
    canvas.text(_MARGIN + 32, middle, name, 13, QUIET, room=_LABELS - 40)


def peak_columns(audio: Audio, count: int) -> NDArray[np.float64]:
    """Highest absolute sample of any channel in each of ``count`` equal stretches."""
    if audio.num_samples == 0:
        return np.zeros(count)
    loud = np.abs(audio.samples).max(axis=0)
    edges = np.linspace(0, audio.num_samples, count + 1).astype(np.int64)[:-1]
    peaks: NDArray[np.float64] = np.maximum.reduceat(loud, np.minimum(edges, audio.num_samples - 1)).astype(np.float64)
    return peaks


def _detail(canvas: Canvas, analysis: Analysis, scale: _Scale, top: float) -> None:
    """The marked bars enlarged: beats, chords with numerals, notes."""
    canvas.box(_MARGIN, top - 8, WIDTH - 2 * _MARGIN, 1, LINE)
    bars = [i for i, t in enumerate(analysis.downbeats, start=1) if scale.start - 1e-6 <= t < scale.end - 1e-6]
    heading = f"Bars {bars[0]}–{bars[-1]}" if bars else f"{scale.start:.0f}–{scale.end:.0f} s"
    canvas.text(_MARGIN, top + 12, heading, 13, TEXT, room=_LABELS - 8)
    roll_top, roll_bottom = top + 84, HEIGHT - 46
    canvas.box(_LEFT, roll_top, _SPAN, roll_bottom - roll_top, SURFACE_1, radius=4)
    downbeats = set(analysis.downbeats)
    for beat in analysis.beats:
        if scale.start - 1e-6 <= beat < scale.end - 1e-6:
            x = scale.x(beat)
            canvas.vertical(x, roll_top, roll_bottom, SURFACE_3 if beat in downbeats else SURFACE_2)
            if beat in downbeats:
                canvas.vertical(x, top, top + 22, LINE)
                canvas.text(x + 6, top + 12, str(analysis.downbeats.index(beat) + 1), 11, FAINT)
    _chords(canvas, analysis, scale, top + 26, 50, is_detail=True)
    _roll(canvas, analysis, scale, roll_top, roll_bottom)
    _legend(canvas, analysis, HEIGHT - 24)


def _roll(canvas: Canvas, analysis: Analysis, scale: _Scale, top: float, bottom: float) -> None:
    rows: list[tuple[Stem, NoteEvent]] = [
        (stem, note)
        for stem in _ROLL_STEMS
        for note in analysis.notes.get(stem) or ()
        if note.onset < scale.end - 0.02 and note.offset > scale.start + 0.02
    ]
    _label(canvas, "Notes", (top + bottom) / 2)
    if not rows:
        canvas.text(_LEFT + 12, (top + bottom) / 2, "no notes here", 11, FAINT)
        return
    low, high = pitch_range([note.pitch for _, note in rows])
    step = (bottom - top - 8) / (high - low + 1)
    for octave in range(low // 12 * 12, high + 1, 12):
        if low <= octave <= high:
            y = bottom - 4 - (octave - low + 0.5) * step
            canvas.box(_LEFT, y, _SPAN, 0.5, SURFACE_3)
            canvas.text(_LEFT - 8, y, f"C{octave // 12 - 1}", 11, FAINT, anchor="r")
    for stem, note in rows:
        left, right = scale.x(note.onset), scale.x(note.offset)
        y = bottom - 4 - (note.pitch - low + 1) * step
        tone = mixed(STEM_COLOURS[stem], SURFACE_1, 0.35 + 0.65 * note.velocity / 127)
        canvas.box(left, y + 0.5, max(3.0, right - left - 1), max(2.5, step - 1), tone, radius=1.5)


def pitch_range(pitches: Sequence[int]) -> tuple[int, int]:
    """Lowest and highest pitch to show: all of them, at least two octaves."""
    low, high = min(pitches), max(pitches)
    missing = max(0, 24 - (high - low))
    return max(0, low - missing // 2), min(127, high + (missing + 1) // 2)


def _legend(canvas: Canvas, analysis: Analysis, middle: float) -> None:
    x: float = _LEFT
    for stem in _ROLL_STEMS:
        notes = analysis.notes.get(stem)
        text = f"{STEM_BADGES[stem][1]}: " + ("not transcribed" if notes is None else f"{len(notes)} notes")
        canvas.box(x, middle - 5, 10, 10, STEM_COLOURS[stem], radius=2)
        x += 16 + canvas.text(x + 16, middle, text, 11, QUIET) + 28
    x = WIDTH - _MARGIN
    for function, colour in reversed(list(_FUNCTION_COLOURS.items())[:3]):
        x -= canvas.text(x, middle, function, 11, QUIET, anchor="r") + 16
        canvas.box(x, middle - 5, 10, 10, colour, radius=2)
        x -= 20
