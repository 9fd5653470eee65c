"""The bench document for people: a table for the terminal, the same and more as Markdown, the whole as JSON, a plot."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from engine.cli.analysis_bench.hearing import LIBROSA
from engine.whole_file import whole_set

DOCUMENT, READABLE, PLOT = "analysis.json", "analysis.md", "analysis.png"
_NOTHING = "–"
_MOST_FAILURES = 12
_READING = (
    "Means over songs; chords weighted by duration (WCSR), drums pooled over strokes. "
    "docs/how-to/measure-an-analysis.md defines every figure."
)

_SHOWN = {
    "beat_f": "beat F, 70 ms",
    "beat_f_after_5s": "beat F after 5 s (mir_eval's trim)",
    "beat_cmlt": "beat CMLt",
    "beat_amlt": "beat AMLt",
    "downbeat_f": "downbeat F, 70 ms",
    "downbeat_f_after_5s": "downbeat F after 5 s",
    "tempo_accuracy_1": "tempo accuracy 1 (4 %)",
    "tempo_accuracy_2": "tempo accuracy 2 (4 %, octaves)",
    "tempo_error_bpm": "tempo error, BPM",
    "tempo_error_octave_free_bpm": "tempo error with the octave put right, BPM",
    "worst_tempo_error_octave_free_bpm": "the same, worst song of steady tempo, BPM",
    "key_weighted": "key, MIREX weighted",
    "key_exact": "key, exact",
    "chord_root": "chords, root WCSR",
    "chord_majmin": "chords, majmin WCSR",
    "chord_sevenths": "chords, sevenths WCSR",
    "chord_thirds": "chords, thirds WCSR",
    "chord_tetrads": "chords, tetrads WCSR",
    "section_hr05_f": "sections HR.5 F",
    "section_hr3_f": "sections HR3 F",
    "section_pairwise_f": "sections, pairwise F",
    "section_label_accuracy": "sections, share of time rightly labelled",
    "drum_f": "drum classes F, 50 ms, pooled",
    "drum_f_kd_sd_hh": "drum classes F, KD SD HH only",
    "voice_overall_accuracy": "vocal F0, overall accuracy",
    "voice_pitch_accuracy": "vocal F0, raw pitch accuracy",
    "voice_voicing_recall": "vocal F0, voicing recall",
    "voice_false_alarm": "vocal F0, voicing false alarm",
    "presence_right": "log drum: right about its presence",
    "presence_onset_f1": "log drum: F1 of the onsets it is given, 50 ms",
}
_PARTS = {"bass": "bass", "vocals": "vocals", "other": "keys and other", "log_drum": "log drum"}
_NOTES = {
    "onset_f1": "onset F1",
    "pitch_f1": "onset+pitch F1",
    "pitch_precision": "precision",
    "pitch_recall": "recall",
}


def write_report(out: Path, document: Mapping[str, Any]) -> None:
    """``analysis.json``, ``analysis.md`` and ``analysis.png``: all of them or none.

    Raises:
        OSError: If something cannot be written.
    """
    from engine.cli.analysis_bench.plot import write_plot

    with whole_set(out, last=DOCUMENT) as temporary:
        write_plot(temporary / PLOT, document["songs"])
        (temporary / READABLE).write_text(readable(document), encoding="utf-8")
        text = json.dumps(document, ensure_ascii=False, allow_nan=False, indent=1)
        (temporary / DOCUMENT).write_text(text + "\n", encoding="utf-8")


def table(document: Mapping[str, Any]) -> str:
    """What the terminal shows: what was promised, group by group, and the failures by name."""
    lines = [_head(document), ""]
    if document["targets"]:
        lines += [*_aligned(_target_rows(document)), ""]
    lines += [*_aligned(_time_rows(document)), ""]
    lines += list(_failure_lines(document))
    return "\n".join([*lines, *_problems(document)]).rstrip()


def readable(document: Mapping[str, Any]) -> str:
    """The document as Markdown: promises, every figure of every listener, drums by class, time, failures, songs."""
    lines = ["# Analysis", "", _head(document), ""]
    lines += [_READING, ""]
    if document["targets"]:
        lines += ["## What is promised", "", *_markdown(_target_rows(document)), ""]
    for group, listeners in document["summary"].items():
        lines += [f"## {group}", "", *_markdown(_figure_rows(listeners)), ""]
        for name in ("drums", "drum_kinds"):
            rows = _class_rows(listeners, name)
            if len(rows) > 1:
                lines += ["Strokes, F by class:", "", *_markdown(rows), ""]
    lines += ["## Time", "", *_markdown(_time_rows(document)), "", *_markdown(_step_rows(document)), ""]
    lines += ["## Failures", "", *(f"- {line}" for line in _failure_lines(document, most=None)), ""]
    lines += ["## Song by song", "", f"![Figures song by song]({PLOT})", ""]
    lines += [f"How the test songs are kept apart from training: {document['unseen']}", ""]
    return "\n".join([*lines, *_problems(document)]).rstrip() + "\n"


def _head(document: Mapping[str, Any]) -> str:
    machine = document["machine"]
    counts = ", ".join(f"{own['num_songs']} {name}" for name, own in document["groups"].items())
    minutes = sum(own["seconds"] for own in document["groups"].values()) / 60.0
    load = machine["load_at_the_end"]
    busy = "" if load is None else f", load {load:.1f}"
    if load is not None and load > 1.5 * (machine["cores"] or 1):
        busy += " (other programs were running: read processor time, not wall time)"
    return (
        f"Songs: {counts}; {minutes:.1f} minutes. {document['engine']} on {machine['system']} "
        f"{machine['architecture']}, {machine['cores']} cores{busy}."
    )


def _target_rows(document: Mapping[str, Any]) -> list[list[str]]:
    rows = [["figure", "songs", "n", "elsewhere", "librosa here", "must", "goal", "measured", "reached"]]
    rows += [
        [
            own["figure"],
            own["group"],
            str(own["n"]),
            own["elsewhere"] or _NOTHING,
            _number(own["librosa"]),
            f"{own['must']:g}",
            f"{own['goal']:g}",
            _number(own["value"]),
            own["reached"],
        ]
        for own in document["targets"]
    ]
    return rows


def _figure_rows(listeners: Mapping[str, Any]) -> list[list[str]]:
    rows = [["", *listeners]]
    names = {
        **_SHOWN,
        **{
            f"{part}_{figure}": f"{title}: {words}"
            for part, title in _PARTS.items()
            for figure, words in _NOTES.items()
        },
    }
    for name, title in names.items():
        cells = [_number(own.get(name, {}).get("mean")) for own in listeners.values()]
        if any(cell != _NOTHING for cell in cells):
            rows.append([title, *cells])
    return rows


def _class_rows(listeners: Mapping[str, Any], name: str) -> list[list[str]]:
    tables = {listener: own[name] for listener, own in listeners.items() if name in own}
    classes = list(dict.fromkeys(own for table_ in tables.values() for own in table_))
    strokes = {own: max(table_[own]["strokes"] for table_ in tables.values() if own in table_) for own in classes}
    rows = [["", *(f"{own} ({strokes[own]})" for own in classes)]]
    for listener, table_ in tables.items():
        rows.append([listener, *(_number(table_[own]["f"]) if own in table_ else _NOTHING for own in classes)])
    return rows


def _time_rows(document: Mapping[str, Any]) -> list[list[str]]:
    rows = [["seconds per 3-minute song", "wall", "processor", "share of the mission's 10 minutes"]]
    for name, own in document["time"].items():
        rows.append(
            [
                name,
                f"{own['wall_seconds_per_3_minutes']:.1f}",
                f"{own['cpu_seconds_per_3_minutes']:.1f}",
                f"{own['share_of_the_missions_10_minutes']:.1%}",
            ]
        )
    return rows


def _step_rows(document: Mapping[str, Any]) -> list[list[str]]:
    own = {name: figures["steps"] for name, figures in document["time"].items() if name != LIBROSA}
    steps = list(dict.fromkeys(step for table_ in own.values() for step in table_))
    rows = [["seconds by step", *own]]
    rows += [
        [step, *(f"{table_[step]:.1f}" if step in table_ else _NOTHING for table_ in own.values())] for step in steps
    ]
    return rows


def _failure_lines(document: Mapping[str, Any], most: int | None = _MOST_FAILURES) -> Iterator[str]:
    """A line a figure and group: the songs that fall short, worst first."""
    by_figure: dict[tuple[str, str], list[str]] = {}
    for own in document["failures"]:
        by_figure.setdefault((own["figure"], own["group"]), []).append(f"{own['song']} {own['value']:.3f}")
    for (figure, group), songs in by_figure.items():
        shown = songs if most is None else songs[:most]
        more = f" and {len(songs) - len(shown)} more" if len(songs) > len(shown) else ""
        yield f"Short of {figure} ({group}): {', '.join(shown)}{more}"


def _problems(document: Mapping[str, Any]) -> list[str]:
    problems = document["problems"]
    return ["", "Not measured:", *(f"- {problem}" for problem in problems)] if problems else []


def _number(value: float | None) -> str:
    return _NOTHING if value is None else f"{value:.3f}"


def _aligned(rows: list[list[str]]) -> list[str]:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return [
        "  ".join(
            [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
        )
        for row in rows
    ]


def _markdown(rows: list[list[str]]) -> list[str]:
    head, *body = [f"| {' | '.join(cell.replace('|', '/') for cell in row)} |" for row in rows]
    return [head, f"|{'---|' * len(rows[0])}", *body]
