"""``aurax bench analysis --parity DIR``: the scorer against published scores.

``DIR`` holds triples as mir_eval's own test suite has them: ``<task>/{ref,est,output}<number>``, where ``output`` is a
JSON of expected scores. Files are read by the same readers and scored by the same functions as songs are.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from engine.cli.analysis_bench import readers, scores
from engine.cli.analysis_bench.annotations import Notes
from engine.core.codec import decode_json
from engine.core.errors import UserError

TOLERANCE = 1e-6
_TASKS = ("beat", "chord", "key", "melody", "onset", "segment", "tempo", "transcription")


@dataclass(frozen=True, slots=True)
class Compared:
    """One triple: scores of ours that have an expected one, and the largest difference; None of both without a file."""

    task: str
    number: str
    num_scores: int
    difference: float | None
    missing: str = ""


def check(folder: Path) -> list[Compared]:
    """Every triple in a folder, by task and number.

    Raises:
        UserError: If there is none.
    """
    if not any(folder.glob("*/output*.json")):
        raise UserError(
            f"There are no expected scores in {folder}",
            "Give a folder with beat/, chord/ ... as mir_eval's tests have.",
        )
    return [_compare(task, output) for task in _TASKS for output in sorted((folder / task).glob("output*.json"))]


def document(folder: Path) -> dict[str, Any]:
    """``check``, JSON-ready."""
    rows = check(folder)
    compared = [own for own in rows if own.difference is not None]
    return {
        "folder": str(folder),
        "tolerance": TOLERANCE,
        "num_triples": len(compared),
        "num_scores": sum(own.num_scores for own in compared),
        "is_reproduced": all(own.difference is not None and own.difference <= TOLERANCE for own in compared),
        "triples": [
            {"task": own.task, "number": own.number, "num_scores": own.num_scores, "difference": own.difference}
            for own in compared
        ],
        "incomplete": [f"{own.task} {own.number}: no {own.missing}" for own in rows if own.missing],
    }


def told(found: dict[str, Any]) -> str:
    """A line a triple."""
    lines = [
        f"{own['task']:<14} {own['number']}  {own['num_scores']:>2} scores, largest difference {own['difference']:.1e}"
        for own in found["triples"]
    ]
    verdict = "reproduced" if found["is_reproduced"] else "NOT reproduced"
    lines.append(
        f"{found['num_triples']} triples, {found['num_scores']} scores: {verdict} within {found['tolerance']:g}"
    )
    if found["incomplete"]:
        lines.append(f"Without a reference or an estimate: {', '.join(found['incomplete'])}")
    return "\n".join(lines)


def _compare(task: str, output: Path) -> Compared:
    number = output.stem.removeprefix("output")
    files = [_file(output.parent, f"{kind}{number}") for kind in ("ref", "est")]
    missing = ["reference", "estimate"][files.index(None)] if None in files else ""
    if files[0] is None or files[1] is None:
        return Compared(task, number, 0, None, missing)
    expected = decode_json(output.read_bytes(), dict)
    ours = _SCORERS[task](files[0], files[1])
    shared = [name for name in ours if name in expected]
    return Compared(task, number, len(shared), max(abs(float(expected[name]) - ours[name]) for name in shared))


def _file(folder: Path, stem: str) -> Path | None:
    return next((file for file in sorted(folder.glob(f"{stem}.*")) if file.suffix in (".txt", ".lab")), None)


def _beat(reference: Path, estimate: Path) -> dict[str, float]:
    known, heard = (times[times >= 5.0] for times in (readers.read_beats(own).times for own in (reference, estimate)))
    figures = scores.beat_scores(known, heard)
    return {
        "F-measure": figures["beat_f"],
        "Correct Metric Level Total": figures["beat_cmlt"],
        "Any Metric Level Total": figures["beat_amlt"],
    }


def _chord(reference: Path, estimate: Path) -> dict[str, float]:
    figures = scores.chord_scores(readers.read_chords(reference), readers.read_chords(estimate))
    return {name.removeprefix("chord_"): value for name, value in figures.items() if isinstance(value, float)}


def _key(reference: Path, estimate: Path) -> dict[str, float]:
    figures = scores.key_scores(readers.read_key(reference), readers.read_key(estimate))
    return {"Weighted Score": figures["key_weighted"]}


def _melody(reference: Path, estimate: Path) -> dict[str, float]:
    figures = scores.voice_scores(readers.read_pitch_line(reference), readers.read_pitch_line(estimate))
    return {
        "Overall Accuracy": figures["voice_overall_accuracy"],
        "Raw Pitch Accuracy": figures["voice_pitch_accuracy"],
        "Voicing Recall": figures["voice_voicing_recall"],
        "Voicing False Alarm": figures["voice_false_alarm"],
    }


def _onset(reference: Path, estimate: Path) -> dict[str, float]:
    known, heard = (readers.read_beats(own).times for own in (reference, estimate))
    return {"F-measure": scores.f_measure(known, heard, window_s=scores.ONSET_WINDOW_S)}


def _segment(reference: Path, estimate: Path) -> dict[str, float]:
    known, heard = readers.read_spans(reference), readers.read_spans(estimate)
    figures = scores.section_scores(known, heard, float(known.intervals.max()), has_ends=True)
    found = {"Pairwise F-measure": figures["section_pairwise_f"]}
    for window, name in (("0.5", "hr05"), ("3.0", "hr3")):
        for title, part in (("Precision", "p"), ("Recall", "r"), ("F-measure", "f")):
            found[f"{title}@{window}"] = figures[f"section_{name}_{part}"]
    return found


def _tempo(reference: Path, estimate: Path) -> dict[str, float]:
    """Two tempi and the weight of the first, as MIREX asks; our own songs have one."""
    from mir_eval.tempo import detection

    known, heard = (np.loadtxt(own, comments="#").ravel() for own in (reference, estimate))
    score, one, both = detection(known[:2], float(known[2]), heard[:2])
    return {"P-score": float(score), "One-correct": float(one), "Both-correct": float(both)}


def _transcription(reference: Path, estimate: Path) -> dict[str, float]:
    figures = scores.note_scores(_notes(reference), _notes(estimate))
    return {
        "F-measure_no_offset": figures["pitch_f1"],
        "Precision_no_offset": figures["pitch_precision"],
        "Recall_no_offset": figures["pitch_recall"],
        "Onset_F-measure": figures["onset_f1"],
    }


def _notes(path: Path) -> Notes:
    """``start end Hz``, mir_eval's valued intervals."""
    spans = readers.read_spans(path)
    hz = [float(label) for label in spans.labels]
    return Notes.of((a, b, readers.pitch_of(own)) for (a, b), own in zip(spans.intervals, hz, strict=True))


_SCORERS: dict[str, Callable[[Path, Path], dict[str, float]]] = {
    "beat": _beat,
    "chord": _chord,
    "key": _key,
    "melody": _melody,
    "onset": _onset,
    "segment": _segment,
    "tempo": _tempo,
    "transcription": _transcription,
}
