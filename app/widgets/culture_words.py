"""How the culture view says its values: figures, names, passages. What cannot be told is said in words."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from app.widgets.plain_text import plain
from engine.core.score import CALIBRATED, EXPLORATORY, NOT_ASSESSABLE, CultureScore, MarkerScore

_MAX_NAME = 60


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of the song under one marker: evidence that was chosen, or what was dragged over.

    Args:
        marker: Its id.
        start, end: Seconds.
        bars: First and last bar, counted from 1; None where there are no bars.
        speaks_for: Whether it is evidence for the marker (True), against it (False), or neither (None).
        text: What was heard there; empty where nobody said.
        strength: How far it moves the marker, 0–1; None where that was not weighed.
        by: Who contests it; None where it is no contest.
    """

    marker: str
    start: float
    end: float
    bars: tuple[int, int] | None = None
    speaks_for: bool | None = None
    text: str = ""
    strength: float | None = None
    by: str | None = None


def _tr(text: str) -> str:
    return QCoreApplication.translate("Culture", text)


def cannot_tell() -> str:
    return _tr("cannot tell")


def value_text(value: float | None) -> str:
    """``0.92``, or that it cannot be told."""
    return f"{value:.2f}" if value is not None else cannot_tell()


def interval_text(interval: tuple[float, float] | None) -> str:
    """``0.85–0.96``; empty without one."""
    return f"{interval[0]:.2f}–{interval[1]:.2f}" if interval is not None else ""


def status_text(status: str) -> str:
    """A status in words."""
    words = {
        EXPLORATORY: _tr("exploratory"),
        CALIBRATED: _tr("calibrated by listeners"),
        NOT_ASSESSABLE: _tr("cannot tell"),
    }
    return words.get(status, plain(status, _MAX_NAME))


def marker_name(marker: str) -> str:
    """The name of a marker without a score: what is measured, not what it is said to prove."""
    return _marker_names().get(marker, spoken(marker))


def marker_title(marker: MarkerScore) -> str:
    """The name that is shown, in the window's language where it is known there; else as the profile has it."""
    name = _marker_names().get(marker.marker) or plain(marker.title, _MAX_NAME)
    return name or spoken(marker.marker)


def _marker_names() -> dict[str, str]:
    return {
        "log_drum_authenticity": _tr("Log-drum evidence"),
        "gospel_influence": _tr("Gospel harmony and voices"),
        "kwaito_rhythms": _tr("Kwaito pulse and chant"),
        "jazz_harmonies": _tr("Jazz harmony"),
        "traditional_percussion": _tr("Hand and organic percussion"),
    }


def spoken(name: str) -> str:
    """An id as words: ``private_school`` is ``private school``."""
    return plain(name.replace("_", " "), _MAX_NAME)


def clock_words(seconds: float) -> str:
    """``1:04``."""
    whole = round(max(0.0, seconds))
    return f"{whole // 60}:{whole % 60:02d}"


def bars_text(bars: tuple[int, int] | None) -> str:
    """``49–56``, ``7``, or nothing."""
    if bars is None:
        return ""
    return str(bars[0]) if bars[0] == bars[1] else f"{bars[0]}–{bars[1]}"


def bars_words(bars: tuple[int, int] | None) -> str:
    """``bars 49–56``, ``bar 7``, or nothing."""
    if bars is None:
        return ""
    return (_tr("bar %s") if bars[0] == bars[1] else _tr("bars %s")) % bars_text(bars)


def speaks_text(passage: Passage) -> str:
    """On which side a passage stands."""
    if passage.by is not None:
        return _tr("contested")
    if passage.speaks_for is None:
        return _tr("chosen")
    return _tr("for") if passage.speaks_for else _tr("against")


def passage_text(passage: Passage, clock: str) -> str:
    """``bars 49–56, 1:42–1:59``; ``clock`` are the times."""
    bars = bars_words(passage.bars)
    return f"{bars}, {clock}" if bars else clock


def described(marker: MarkerScore) -> str:
    """A marker as a screen reader says it."""
    title = marker_title(marker)
    if marker.value is None:
        return _tr("%s: cannot tell, %s") % (title, plain(marker.why, 200))
    return _tr("%s: %s, 90 percent interval %s, %s") % (
        title,
        value_text(marker.value),
        interval_text(marker.interval) or _tr("unknown"),
        status_text(marker.status),
    )


def versions_text(score: CultureScore) -> str:
    """Which profile, features, model and engine made a score."""
    parts = [_tr("profile %s %s") % (plain(score.profile, 40), plain(score.versions.get("profile", "?"), 20))]
    for name, words in (("features", _tr("features %s")), ("model", _tr("model %s"))):
        if score.versions.get(name):
            parts.append(words % plain(score.versions[name], 40))
    if score.versions.get("engine"):
        parts.append(plain(score.versions["engine"], 40))
    return " · ".join(parts)
