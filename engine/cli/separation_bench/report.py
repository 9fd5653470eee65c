"""The bench document for people: a table for the terminal, the same and more as Markdown, the whole as JSON, a plot."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from engine.cli.separation_bench.conditions import ORIGINAL
from engine.core.stems import Stem
from engine.whole_file import whole_set

DOCUMENT, READABLE, PLOT = "separation.json", "separation.md", "separation.png"

_MEASURES = {
    "usdr_db": "SDR of the whole clip (uSDR), dB",
    "usdr_improvement_db": "Improvement of uSDR over the mixture taken as the stem, dB",
    "si_sdr_db": "Scale-invariant SDR, dB",
    "csdr_db": "Median SDR of one-second windows (BSSEval v4, cSDR), dB",
    "leakage_dbfs": "Leakage: level of the estimate in clips whose stem is silent, dBFS",
    "rest_leakage_dbfs": "Leakage into the silent seconds of stems that play elsewhere, dBFS",
}
_KINDS = {
    "log_drum": "log drum",
    "eight_o_eight": "808",
    "kick_only": "kick only",
    "saw_bass": "saw bass",
    "upright_bass": "upright bass",
    "reese_bass": "Reese bass",
    "tom": "toms",
    "bleed": "log drum in the room only",
    "none": "none of these",
}
_NOTHING = "–"
_READING = (
    "Medians over clips; in brackets the quartiles. What stands after ± is half the median's 95 % bootstrap interval. "
    "docs/how-to/measure-a-separation.md defines every figure."
)


def write_report(out: Path, document: Mapping[str, Any]) -> None:
    """``separation.json``, ``separation.md`` and ``separation.png``: all of them or none.

    Raises:
        OSError: If something cannot be written.
    """
    from engine.cli.separation_bench.plot import write_plot

    with whole_set(out, last=DOCUMENT) as temporary:
        write_plot(temporary / PLOT, document["clips"].get(ORIGINAL, {}))
        (temporary / READABLE).write_text(readable(document), encoding="utf-8")
        text = json.dumps(document, ensure_ascii=False, allow_nan=False, indent=1)
        (temporary / DOCUMENT).write_text(text + "\n", encoding="utf-8")


def table(document: Mapping[str, Any]) -> str:
    """What the terminal shows: medians of every method, and what was promised."""
    references = document["references"]
    head = f"{references['num_clips']} clips, {references['seconds'] / 60.0:.1f} minutes, from {references['source']}"
    lines = [head, "Medians. uSDR by stem in dB; leakage in clips without a log drum; speed on this machine.", ""]
    lines += _aligned(_rows(document["summary"]))
    for name, verdict in document["targets"].items():
        if verdict:
            cells = [["", "must", "goal", name, "reached"]]
            cells += [
                [own["figure"], *(f"{own[k]:g}" for k in ("must", "goal", "value")), own["reached"]] for own in verdict
            ]
            lines += ["", *_aligned(cells)]
    for condition, summaries in document.get("degraded", {}).get("summary", {}).items():
        lines += ["", f"{document['degraded']['num_clips']} of them, {condition}:", "", *_aligned(_rows(summaries))]
    return "\n".join([*lines, *_remarks(document)])


def readable(document: Mapping[str, Any]) -> str:
    """The document as Markdown: every measure with its quartiles."""
    references, machine = document["references"], document["machine"]
    what = f"{references['num_clips']} clips ({references['seconds'] / 60.0:.1f} minutes) from {references['source']}"
    where = f"{document['engine']} on {machine['system']} {machine['architecture']}, {machine['cores']} cores"
    lines = ["# Separation", "", f"{what}; {where}.", "", _READING, "", *_markdown(_rows(document["summary"]))]
    if any(document["targets"].values()):
        lines += ["", "## What is promised", ""]
        rows = [["model", "figure", "must", "goal", "measured", "reached"]]
        for name, verdict in document["targets"].items():
            rows += [
                [name, v["figure"], f"{v['must']:g}", f"{v['goal']:g}", f"{v['value']:.4g}", v["reached"]]
                for v in verdict
            ]
        lines += _markdown(rows)
    for measure, title in _MEASURES.items():
        lines += ["", f"## {title}", "", *_markdown(_measure_rows(document["summary"], measure))]
    lines += ["", "## Is there a log drum?", "", *_markdown(_presence_rows(document["summary"]))]
    lines += ["", "## Notes of the log drum", "", *_markdown(_onset_rows(document["summary"]))]
    lines += ["", "## Clip by clip", "", f"![Box plots of uSDR by stem]({PLOT})"]
    for condition, summaries in document.get("degraded", {}).get("summary", {}).items():
        lines += ["", f"## {document['degraded']['num_clips']} clips: {condition}", "", *_markdown(_rows(summaries))]
    methods = [["method", "kind", "revision"]]
    methods += [[name, own["kind"], own["revision"]] for name, own in document["methods"].items()]
    lines += ["", "## Methods", "", *_markdown(methods), *_remarks(document)]
    return "\n".join(lines) + "\n"


def _rows(summaries: Mapping[str, Any]) -> list[list[str]]:
    head = ["", *(stem.value.replace("_", " ") for stem in Stem)]
    rows = [[*head, "onset F1", "presence", "leak dBFS", "residual dB", "× real time"]]
    for name, own in summaries.items():
        cells = [_median(_stem(own, stem), "usdr_db", ".2f") for stem in Stem]
        cells.append(_median(own.get("onsets", {}), "onset_f1", ".3f"))
        cells.append(_share(own.get("presence", {}).get("accuracy")))
        cells.append(_median(_stem(own, Stem.LOG_DRUM), "leakage_dbfs", ".1f"))
        residual = own.get("residual_db", {}).get("max")
        cells.append(_NOTHING if residual is None else f"{residual:.0f}")
        cells.append(_median(own, "times_real_time", ".1f"))
        rows.append([name, *cells])
    return rows


def _measure_rows(summaries: Mapping[str, Any], measure: str) -> list[list[str]]:
    rows = [["", *(stem.value.replace("_", " ") for stem in Stem)]]
    for name, own in summaries.items():
        cells = [_full(_stem(own, stem).get(measure)) for stem in Stem]
        if any(cell != _NOTHING for cell in cells):
            rows.append([name, *cells])
    return rows


def _presence_rows(summaries: Mapping[str, Any]) -> list[list[str]]:
    judged = {name: own["presence"] for name, own in summaries.items() if "presence" in own}
    kinds = sorted({kind for own in judged.values() for kind in own["by_kind"]}, key=_kind_order)
    rows = [
        [
            "right of",
            "all",
            "balanced",
            "AUROC",
            "undecided",
            *(_KINDS.get(kind, kind) for kind in kinds),
            "by level",
            "AUROC",
        ]
    ]
    for name, own in judged.items():
        by_kind = [own["by_kind"].get(kind) for kind in kinds]
        rows.append(
            [
                name,
                _share(own["accuracy"]),
                _share(own["balanced_accuracy"]),
                _number(own["auroc"], ".3f"),
                _share(own["undecided"]),
                *(_NOTHING if cell is None else f"{cell['right']:.0%} of {cell['n']}" for cell in by_kind),
                _share(own["level_accuracy"]),
                _number(own["level_auroc"], ".3f"),
            ]
        )
    return rows


def _onset_rows(summaries: Mapping[str, Any]) -> list[list[str]]:
    names = ("onset_f1", "onset_precision", "onset_recall", "shown_onset_f1")
    rows = [["", "F1", "precision", "recall", "F1 of what is shown"]]
    for name, own in summaries.items():
        if "onsets" in own:
            rows.append([name, *(_full(own["onsets"].get(figure), ".3f") for figure in names)])
    return rows


def _remarks(document: Mapping[str, Any]) -> list[str]:
    folded = [name for name, own in document["summary"].items() if _stem(own, Stem.BASS).get("is_folded")]
    remarks = []
    if folded:
        remarks.append(f"Bass and log drum were judged together, as bass, of: {', '.join(folded)}.")
    if document["problems"]:
        remarks += ["Not measured:", *(f"- {problem}" for problem in document["problems"])]
    return ["", *remarks] if remarks else []


def _kind_order(kind: str) -> tuple[int, str]:
    known = list(_KINDS)
    return (known.index(kind) if kind in known else len(known), kind)


def _stem(own: Mapping[str, Any], stem: Stem) -> Mapping[str, Any]:
    found: Mapping[str, Any] = own.get("stems", {}).get(stem.value, {})
    return found


def _median(own: Mapping[str, Any], name: str, form: str) -> str:
    return f"{own[name]['median']:{form}}" if name in own else _NOTHING


def _full(spread: Mapping[str, float] | None, form: str = ".2f") -> str:
    if spread is None:
        return _NOTHING
    half = (spread["median_high"] - spread["median_low"]) / 2.0
    return (
        f"{spread['median']:{form}} ± {half:{form}} ({spread['q1']:{form}} to {spread['q3']:{form}}), n {spread['n']:g}"
    )


def _share(value: float | None) -> str:
    return _NOTHING if value is None else f"{value:.1%}"


def _number(value: float | None, form: str) -> str:
    return _NOTHING if value is None else f"{value:{form}}"


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
