"""The table of steps, and the report behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trainer.demo import steps
from trainer.demo.picture import REPORT_PNG, draw
from trainer.demo.report import build_report, write_report
from trainer.demo.walking import PlannedStep, walk

if TYPE_CHECKING:
    from trainer.demo.steps import Stage

STEPS = (
    PlannedStep("corpus", "songs of our own", steps.make_corpus, 15.0),
    PlannedStep("import", "library, rights, analysis", steps.import_songs, 110.0),
    PlannedStep("dataset", "immutable data set", steps.make_dataset, 3.0),
    PlannedStep("model", "tiny MusicGen", steps.make_model, 40.0),
    PlannedStep("base", "base: music without words", steps.train_base, 60.0),
    PlannedStep("tuned", "fine-tuning with captions", steps.train_tuned, 25.0),
    PlannedStep("takes", "takes of both models", steps.generate, 190.0),
    PlannedStep("scores", "AURA-X", steps.score, 16.0),
    PlannedStep("session", "blind comparison", steps.make_session, 2.0),
)


def go(stage: Stage) -> dict[str, Any]:
    """Go the whole way, or the rest of it; returns the report.

    Raises:
        UserError: If a step cannot be done.
    """
    done = walk(STEPS, stage)
    report = build_report(stage, done)
    curves = {step.id: step.document["figures"] for step in done if step.id in steps.MODELS}
    draw(stage.folders.out / REPORT_PNG, report, curves)
    write_report(stage.folders, report)
    return report
