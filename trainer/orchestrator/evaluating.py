"""A milestone's measurement: held-out losses of the model and its frozen base, and samples that are made and scored."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from engine.core.codec import decode_json, encode_json
from engine.whole_file import write_bytes
from trainer.orchestrator.seam import ScoredSample, Training, Which

MILESTONES_FOLDER = "milestones"
SAMPLES_FILE = "samples.jsonl"
BASE_FILE = "base.json"


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What was found of one model. ``num_unscored`` of ``num_samples`` count as not passed."""

    losses: tuple[float, ...]
    passed: int
    num_samples: int
    num_unscored: int


def evaluate(
    training: Training, which: Which, folder: Path, number: int, on_sample: Callable[[ScoredSample], None]
) -> Evaluation:
    """Measure one model into ``folder`` (emptied first): every sample with its score, and files to hear.

    Args:
        training: Which training.
        which: The model as it stands, or its base.
        folder: Of this look.
        number: Of samples.
        on_sample: Told of each; may raise to stop.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    losses = tuple(float(loss) for loss in training.losses(which))
    scored: list[ScoredSample] = []
    with (folder / SAMPLES_FILE).open("w", encoding="utf-8") as file:
        for sample in training.generate(which, folder, number):
            one = training.score(sample)
            scored.append(one)
            line = {
                "name": one.name,
                "file": None if one.file is None else one.file.name,
                "score": one.score,
                "passed": one.has_passed,
                "words": one.words,
            }
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
            on_sample(one)
    return Evaluation(
        losses,
        sum(one.has_passed is True for one in scored),
        len(scored),
        sum(one.has_passed is None for one in scored),
    )


def evaluate_base(training: Training, run: Path, number: int, on_sample: Callable[[ScoredSample], None]) -> Evaluation:
    """The frozen base's, measured once in a run: it does not change."""
    file = run / MILESTONES_FOLDER / BASE_FILE
    try:
        return decode_json(file.read_bytes(), Evaluation)
    except (OSError, msgspec.MsgspecError):
        found = evaluate(training, Which.BASE, run / MILESTONES_FOLDER / "base", number, on_sample)
        write_bytes(file, encode_json(found))
        return found


def summary_of(found: Evaluation) -> dict[str, Any]:
    """The counts, for the files."""
    return {"passed": found.passed, "samples": found.num_samples, "unscored": found.num_unscored}
