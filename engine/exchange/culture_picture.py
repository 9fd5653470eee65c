"""``culture.png``: a cultural score on one page: markers over time with what speaks for and against each, style, and
the total beside what it is. Nothing in it is red, and nothing is ranked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.core.analysis import Analysis
from engine.core.labels import Contest
from engine.core.score import CultureScore, Evidence, MarkerScore
from engine.exchange.overview_canvas import (
    ACCENT,
    FAINT,
    GROUND,
    LINE,
    QUIET,
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
_LABELS = 236
_LEFT = _MARGIN + _LABELS
_SPAN = WIDTH - _MARGIN - _LEFT
_TOP = 196  # below the head
_LANE, _GAP = 112, 8
_CURVE = 44
_STRIP = 5
_STYLE_ROW, _STYLE_COLUMNS = 20, 3
FOR, AGAINST, CONTESTED = ACCENT, "#8F7BE8", "#5AA9E6"


@dataclass(frozen=True, slots=True)
class _Scale:
    """Seconds to pixels."""

    end: float

    def x(self, time: float) -> float:
        return _LEFT + _SPAN * min(1.0, max(0.0, time / max(self.end, 1e-3)))


def draw_culture(
    path: Path, score: CultureScore, analysis: Analysis, *, title: str, contests: Sequence[Contest] = ()
) -> None:
    """Write the picture, 1600 pixels wide and as high as it needs, PNG.

    Args:
        path: The file; it appears whole.
        score: What was judged. What could not be told says why.
        analysis: Of the same recording, for bars and sections.
        title: The song's name.
        contests: What people hear otherwise.

    Raises:
        OSError: If it cannot be written.
    """
    markers = list(score.markers.values())
    rows = -(-max(1, len(score.style.get("probabilities") or {})) // _STYLE_COLUMNS)
    style_top = _TOP + len(markers) * (_LANE + _GAP) + 8
    height = style_top + 64 + rows * _STYLE_ROW + 44
    canvas = Canvas(WIDTH, height)
    scale = _Scale(analysis.audio.duration)
    _head(canvas, score, analysis, title)
    _sections(canvas, analysis, scale, 138)
    _bars(canvas, analysis, scale, 166, style_top - 12)
    for index, marker in enumerate(markers):
        own = [contest for contest in contests if contest.marker == marker.marker]
        _marker(canvas, marker, scale, _TOP + index * (_LANE + _GAP), own)
    _style(canvas, score.style, style_top)
    _foot(canvas, score, height - 24)
    with whole_file(path) as temporary:
        canvas.save(temporary)


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02d}"


def _head(canvas: Canvas, score: CultureScore, analysis: Analysis, title: str) -> None:
    total = score.total
    value = total.get("value")
    right = WIDTH - _MARGIN
    said = "no total" if value is None else f"{value:.2f}"
    width = canvas.text(right, 46, said, 34, TEXT, anchor="r")
    under = total.get("why") or "" if value is None else _interval(total.get("interval"))
    label = f"total, {'not judged' if value is None else total.get('status', '')}{under and ': ' + under}"
    canvas.text(right, 76, label, 12, QUIET, anchor="r", room=640)
    canvas.text(_MARGIN, 44, title, 26, room=right - width - 2 * _MARGIN - 40)
    key = f"{analysis.key.tonic} {analysis.key.mode}" if analysis.key else "no key"
    tempo = f"{analysis.tempo_bpm:.2f} BPM" if analysis.tempo_bpm else "no pulse"
    profile = f"profile {score.profile} {score.versions.get('profile', '')}".strip()
    facts = [tempo, key, _clock(analysis.audio.duration), profile, "tempo, loudness and language do not count"]
    canvas.text(_MARGIN, 74, "  ·  ".join(facts), 13, QUIET, room=WIDTH - 720)
    _paragraph(canvas, 100, f"Total = {total.get('definition', '')}")


def _interval(bounds: Any) -> str:
    return f"{bounds[0]:.2f} to {bounds[1]:.2f} with 90 % confidence" if bounds else ""


def _paragraph(canvas: Canvas, top: float, text: str, *, lines: int = 2) -> None:
    """Small text over the whole width, in at most so many lines."""
    words, row = text.split(), ""
    for number in range(lines):
        row = ""
        while words and canvas.text_width(f"{row} {words[0]}", 11) <= WIDTH - 2 * _MARGIN:
            row = f"{row} {words.pop(0)}".strip()
        if number == lines - 1 and words:
            row = " ".join([row, *words])  # the canvas cuts it with an ellipsis
        canvas.text(_MARGIN, top + 15 * number, row, 11, FAINT, room=WIDTH - 2 * _MARGIN)
        if not words:
            return


def _sections(canvas: Canvas, analysis: Analysis, scale: _Scale, top: float) -> None:
    canvas.text(_MARGIN, top + 11, "Sections", 11, QUIET)
    if not analysis.sections:
        canvas.text(_LEFT, top + 11, "no sections found", 11, FAINT)
    for section in analysis.sections:
        left, right = scale.x(section.start), scale.x(section.end)
        canvas.box(left, top, right - left - 2, 22, SURFACE_2, radius=4)
        canvas.text(left + 8, top + 11, section.label, 12, QUIET, room=right - left - 14)


def _bars(canvas: Canvas, analysis: Analysis, scale: _Scale, top: float, bottom: float) -> None:
    """Bar numbers, as many as have room, with a hairline through all lanes."""
    canvas.text(_MARGIN, top + 10, "Bars" if analysis.downbeats else "no bars", 11, QUIET)
    per_bar = _SPAN / max(1, len(analysis.downbeats))
    every = next((step for step in (1, 2, 4, 8, 16, 32, 64) if per_bar * step >= 44), 128)
    for index, time in enumerate(analysis.downbeats):
        if index % every == 0 and scale.x(time) < WIDTH - _MARGIN - 24:
            canvas.vertical(scale.x(time), top + 2, bottom, SURFACE_2)
            canvas.text(scale.x(time) + 4, top + 10, str(index + 1), 11, FAINT)


def _marker(canvas: Canvas, marker: MarkerScore, scale: _Scale, top: float, contests: Sequence[Contest]) -> None:
    """A lane: the value and its interval, the marker over time, and what speaks for and against it, where."""
    canvas.box(_MARGIN, top - 5, WIDTH - 2 * _MARGIN, 1, LINE)
    canvas.text(_MARGIN, top + 12, marker.title or marker.marker, 14, room=_LABELS - 20)
    if marker.value is None:
        canvas.text(_MARGIN, top + 34, "cannot tell", 13, QUIET)
        canvas.box(_LEFT, top + 8, _SPAN, _CURVE, SURFACE_1, radius=4)
        canvas.text(_LEFT + 12, top + 8 + _CURVE / 2, f"cannot tell: {marker.why}", 12, QUIET, room=_SPAN - 24)
        return
    _meter(canvas, marker, top)
    _curve(canvas, marker, scale, top + 8)
    for one in marker.evidence:
        _strip(canvas, one, scale, top + 2, FOR)
    for one in marker.counter_evidence:
        _strip(canvas, one, scale, top + 9 + _CURVE, AGAINST)
    for contest in contests:
        left, right = scale.x(contest.start), scale.x(contest.end)
        canvas.box(left, top + 8, max(2.0, right - left), 2, CONTESTED)
        canvas.box(left, top + 6 + _CURVE, max(2.0, right - left), 2, CONTESTED)
    _words(canvas, marker, contests, top + _CURVE + 26)


def _meter(canvas: Canvas, marker: MarkerScore, top: float) -> None:
    value = marker.value or 0.0
    low, high = marker.interval or (value, value)
    canvas.text(_MARGIN, top + 36, f"{value:.2f}", 20)
    canvas.text(_MARGIN + 52, top + 37, f"{low:.2f} to {high:.2f}", 12, QUIET)
    canvas.text(_MARGIN + 136, top + 37, marker.status, 11, FAINT, room=_LABELS - 146)
    width = _LABELS - 30
    canvas.box(_MARGIN, top + 54, width, 6, SURFACE_2, radius=3)
    canvas.box(_MARGIN + low * width, top + 54, max(2.0, (high - low) * width), 6, mixed(ACCENT, SURFACE_1, 0.4))
    canvas.box(_MARGIN + value * width - 1.5, top + 51, 3, 12, TEXT)
    canvas.text(_MARGIN, top + 78, f"judged in {marker.coverage:.0%} of the song", 11, FAINT, room=_LABELS - 20)


def _curve(canvas: Canvas, marker: MarkerScore, scale: _Scale, top: float) -> None:
    canvas.box(_LEFT, top, _SPAN, _CURVE, SURFACE_1)
    canvas.box(_LEFT, top + _CURVE / 2, _SPAN, 0.5, SURFACE_3)
    for window in marker.windows:
        left, right = scale.x(window.start), scale.x(window.end)
        if window.value is None:
            canvas.box(left, top + _CURVE - 2, right - left - 1, 2, SURFACE_3)
            continue
        reach = max(1.0, window.value * (_CURVE - 2))
        tone = mixed(ACCENT, SURFACE_1, 0.25 + 0.6 * window.value)
        canvas.box(left, top + _CURVE - reach, right - left - 1, reach, tone)


def _strip(canvas: Canvas, one: Evidence, scale: _Scale, top: float, colour: str) -> None:
    """Where something speaks for or against, the stronger the fuller its colour."""
    strength = 0.6 if one.strength is None else one.strength
    left, right = scale.x(one.start), scale.x(one.end)
    canvas.box(left, top, max(2.0, right - left - 1), _STRIP, mixed(colour, GROUND, 0.35 + 0.65 * min(1.0, strength)))


def _words(canvas: Canvas, marker: MarkerScore, contests: Sequence[Contest], top: float) -> None:
    """The strongest of each side in words, and one contest."""
    rows = [
        (colour, f"{_place(one)}: {one.text}")
        for colour, evidence in ((FOR, marker.evidence), (AGAINST, marker.counter_evidence))
        for one in evidence[:1]
    ]
    for own in contests[-1:]:
        value = "" if own.value is None else f", {own.value:.2f} instead"
        rows.append((CONTESTED, f"contested, {_clock(own.start)}-{_clock(own.end)}{value}: {own.why}"))
    if not rows:
        canvas.text(_LEFT, top, "nothing in it speaks clearly for or against", 12, FAINT)
    for number, (colour, text) in enumerate(rows):
        canvas.box(_LEFT, top + 16 * number - 4, 8, 8, colour, radius=2)
        canvas.text(_LEFT + 16, top + 16 * number, text, 12, QUIET, room=_SPAN - 16)


def _place(one: Evidence) -> str:
    bars = "" if one.bars is None else f"bars {one.bars[0]}-{one.bars[1]}, "
    return f"{bars}{_clock(one.start)}-{_clock(one.end)}"


def _style(canvas: Canvas, style: dict[str, Any], top: float) -> None:
    canvas.box(_MARGIN, top - 8, WIDTH - 2 * _MARGIN, 1, LINE)
    shares: dict[str, float] = style.get("probabilities") or {}
    named = set(style.get("named") or ())
    canvas.text(_MARGIN, top + 12, "Style", 14)
    family, bounds = style.get("family"), style.get("family_interval")
    if family is not None:
        said = f"amapiano family {family:.2f}" + (f" ({bounds[0]:.2f} to {bounds[1]:.2f})" if bounds else "")
        canvas.text(_MARGIN, top + 34, said, 12, QUIET, room=_LABELS - 10)
    if not shares:
        canvas.text(
            _LEFT, top + 12, f"cannot tell: {style.get('why') or 'nothing was measured'}", 12, QUIET, room=_SPAN
        )
        return
    verdict = "several may be high at once; they need not sum to 1" if named else "none is clear enough to be named"
    canvas.text(_LEFT, top + 12, verdict, 12, FAINT, room=_SPAN)
    width = _SPAN / _STYLE_COLUMNS
    per_column = -(-len(shares) // _STYLE_COLUMNS)
    for number, (name, share) in enumerate(shares.items()):
        column, row = divmod(number, per_column)
        x, y = _LEFT + column * width, top + 40 + row * _STYLE_ROW
        is_named = name in named
        canvas.text(x, y, name.replace("_", " "), 12, TEXT if is_named else QUIET, room=120)
        canvas.box(x + 124, y - 4, width - 190, 8, SURFACE_2, radius=3)
        canvas.box(x + 124, y - 4, share * (width - 190), 8, ACCENT if is_named else mixed(ACCENT, SURFACE_1, 0.4))
        canvas.text(x + width - 58, y, f"{share:.2f}", 11, TEXT if is_named else FAINT)


def _foot(canvas: Canvas, score: CultureScore, middle: float) -> None:
    legend: Iterable[tuple[str, str]] = (
        (FOR, "speaks for it"),
        (AGAINST, "speaks against it"),
        (CONTESTED, "contested by a listener"),
    )
    x: float = _MARGIN
    for colour, text in legend:
        canvas.box(x, middle - 4, 14, _STRIP + 2, colour)
        x += 20 + canvas.text(x + 20, middle, text, 11, QUIET) + 24
    versions = ", ".join(f"{name} {own}" for name, own in score.versions.items() if name != "engine")
    reason = f"gate: {score.gate.get('reason', '')}; it never blocks an export  ·  {versions}"
    canvas.text(WIDTH - _MARGIN, middle, reason, 11, FAINT, anchor="r", room=WIDTH - x - 2 * _MARGIN)
