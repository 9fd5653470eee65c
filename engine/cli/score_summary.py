"""A cultural score in words: every marker with its interval or why there is none, style, total, strongest evidence."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from engine.cli.console import clock, printable

if TYPE_CHECKING:
    from engine.core.labels import Contest
    from engine.core.score import CultureScore, Evidence, MarkerScore
    from engine.jobs.score_song import ScoredSong

_LABEL = 28
_WIDTH = 118
_MOST = 3  # of the evidence, either way
_STYLES = 3


def summary(result: ScoredSong) -> str:
    """The whole of it, as lines for a terminal."""
    score = result.score
    lines = [
        f"{printable(result.title, 80)}  ({clock(result.duration)})",
        f"  rests on  {result.origin}",
        *(line for marker in score.markers.values() for line in _marker(marker)),
        *_style(score.style),
        *_total(score),
        *(f"  contested {line}" for line in contest_lines(result.contests)),
        *(f"  note      {printable(note)}" for note in result.notes),
    ]
    return "\n".join(lines)


def _marker(marker: MarkerScore) -> list[str]:
    title = marker.title or marker.marker
    if marker.value is None:
        return _wrapped(f"  {title:<{_LABEL}}", f"cannot tell: {marker.why}")
    low, high = marker.interval or (marker.value, marker.value)
    sure = f"({low:.2f} to {high:.2f}), {marker.status}, judged in {marker.coverage:.0%} of the song"
    lines = [f"  {title:<{_LABEL}}{marker.value:.2f}  {sure}"]
    lines += [f"      + {_evidence(one)}" for one in marker.evidence[:_MOST]]
    lines += [f"      - {_evidence(one)}" for one in marker.counter_evidence[:_MOST]]
    return lines


def _evidence(one: Evidence) -> str:
    bars = "" if one.bars is None else f"bars {one.bars[0]}-{one.bars[1]}, "
    return f"{bars}{clock(one.start)}-{clock(one.end)}: {printable(one.text, 200)}"


def _style(style: dict[str, Any]) -> list[str]:
    lines = _shares(style)
    if style.get("family") is not None:
        low, high = style.get("family_interval") or (style["family"], style["family"])
        lines.append(f"  {'Amapiano family':<{_LABEL}}{style['family']:.2f}  ({low:.2f} to {high:.2f})")
    if style.get("typicality"):
        lines += _wrapped(f"  {'Against your panel':<{_LABEL}}", _typicality(style["typicality"]))
    return lines


def _shares(style: dict[str, Any]) -> list[str]:
    label = f"  {'Style':<{_LABEL}}"
    shares: dict[str, float] = style.get("probabilities") or {}
    if not shares:
        return _wrapped(label, f"cannot tell: {style.get('why') or 'nothing was measured'}")
    named: list[str] = style.get("named") or []
    if named:
        return [label + ", ".join(f"{name.replace('_', ' ')} {shares[name]:.2f}" for name in named)]
    nearest = sorted(shares.items(), key=lambda item: -item[1])[:_STYLES]
    words = ", ".join(f"{name.replace('_', ' ')} {own:.2f}" for name, own in nearest)
    return [f"{label}none is clear enough to be named (nearest: {words})"]


def _typicality(typicality: dict[str, Any]) -> str:
    panel = f"the panel {typicality['panel']}"
    if typicality.get("percentile") is None:
        return f"cannot tell against {panel}: {typicality['why']}"
    most = ", ".join(f"{one['name'].replace('_', ' ')} {one['by']:+.1f}" for one in typicality["unusual"][:_MOST])
    note = f"; {typicality['note']}" if typicality["note"] else ""
    share, songs = typicality["percentile"], typicality["num_songs"]
    return f"farther from the others than {share:.0%} of {panel} ({songs} songs) are; {typicality['meaning']}{note}" + (
        f". Most unusual, in deviations: {most}" if most else ""
    )


def _total(score: CultureScore) -> list[str]:
    total, gate = score.total, score.gate
    label = f"  {'Total':<{_LABEL}}"
    if total.get("value") is None:
        lines = _wrapped(label, f"none: {total.get('why') or 'not judged'}")
    else:
        low, high = total["interval"]
        lines = [f"{label}{total['value']:.2f}  ({low:.2f} to {high:.2f}), {total['status']}"]
    lines += _wrapped(" " * (_LABEL + 2), f"= {total.get('definition', '')}")
    return [*lines, *_wrapped(f"  {'Gate':<{_LABEL}}", f"{gate.get('reason', '')}; it never blocks an export")]


def _wrapped(label: str, text: str) -> list[str]:
    """``text`` beside a label, further lines below it."""
    return textwrap.wrap(
        printable(text, 1000), _WIDTH, initial_indent=label, subsequent_indent=" " * len(label), break_long_words=False
    )


def contest_lines(contests: Iterable[Contest]) -> list[str]:
    """One line for each contest."""
    return [
        f"{own.marker}, {clock(own.start)}-{clock(own.end)}"
        + ("" if own.value is None else f", {own.value:.2f} instead")
        + f": {printable(own.why, 200)}"
        + (f" ({printable(own.by, 40)}, {own.at[:10]})" if own.by else "")
        for own in contests
    ]


def newest(scores: tuple[CultureScore, ...]) -> str:
    """What a list says of a song's scores, oldest first: how many, and the newest total."""
    if not scores:
        return "none"
    last = scores[-1]
    value = last.total.get("value")
    said = "no total" if value is None else f"{value:.2f} ({last.total.get('status', '')})"
    profiles = ", ".join(dict.fromkeys(score.profile for score in scores))
    return f"{len(scores)} under {profiles}; newest total {said}"
