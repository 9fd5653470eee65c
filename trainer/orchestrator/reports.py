"""What a milestone and the end leave: ``<milestone>_metrics.json``, ``abort_report.json``, ``training_report.json``."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from engine.core.codec import encode_json
from engine.whole_file import write_bytes
from trainer.orchestrator.decision import Criterion, Decision, Status, Verdict, wilson
from trainer.orchestrator.evaluating import Evaluation, summary_of
from trainer.orchestrator.plan import Plan
from trainer.orchestrator.seam import Measure
from trainer.orchestrator.state import State

ABORT_FILE = "abort_report.json"
REPORT_FILE = "training_report.json"
ACTIONS = {
    Verdict.GO: "The training goes on to its end.",
    Verdict.NO_GO: "The training is stopped; see abort_report.json.",
    Verdict.CONDITIONAL: "The training goes on and is judged again on more samples.",
}
_REVIEWS = {
    "authenticity": "Review the material: what is asked of the samples must be in what the model hears.",
    "cost_usd": "Review the budget before more is spent.",
    "val_loss": "Review the model and its learning rate: it does not fit held-out material.",
    "paired_gain": "Review whether the training changes anything: it is not better than what it began with.",
}


_RECOMMENDATIONS = {
    Verdict.GO: "Use it: every threshold is met.",
    Verdict.CONDITIONAL: "Do not replace anything by it yet: at least one threshold is undecided. Score more samples.",
    Verdict.NO_GO: "Do not use it: a threshold has failed, and it went on despite that.",
}
_LEARNED = (
    "It has learned its material (its loss is below the base's), but what it makes does not pass: what is asked for is "
    "not in the material, or not in what the loss rewards."
)
_NOT_LEARNED = (
    "It is not shown to be better than its base, and what it makes does not pass: it has not learned enough to tell."
)


def metrics_file(name: str) -> str:
    """The file of a milestone."""
    return f"{name}_metrics.json"


def metrics_of(
    name: str,
    look: int,
    state: State,
    measure: Measure,
    plan: Plan,
    decision: Decision,
    current: Evaluation,
    base: Evaluation,
) -> dict[str, Any]:
    """A milestone's document."""
    confidence = plan.thresholds.confidence
    by_name = {one.name: one for one in decision.criteria}
    return {
        "schema": "aurax.milestone/1",
        "milestone": name,
        "look": look,
        "at": state.updated_at,
        "day": state.days,
        "step": state.step,
        "epoch": state.epoch,
        "model": state.model,
        "dataset": state.dataset,
        "decision": decision.verdict.value,
        "action": ACTIONS[decision.verdict],
        "measure": asdict(measure),
        "authenticity": {
            **summary_of(current),
            **_share(current, confidence),
            "is_stand_in": measure.is_stand_in,
            "baseline": {**summary_of(base), **_share(base, confidence)},
        },
        "validation": {
            "loss": _mean(current.losses),
            "baseline_loss": _mean(base.losses),
            "items": len(current.losses),
            "paired_gain": _criterion(by_name["paired_gain"])["interval"],
        },
        "training_loss": state.training_loss,
        "learning_rate": state.learning_rate,
        "gpu_utilization": state.gpu_utilization,
        "total_cost_usd": round(state.total_cost_usd, 6),
        "run_seconds": round(state.run_seconds, 3),
        "thresholds": asdict(plan.limits),
        "criteria": [_criterion(one) for one in decision.criteria],
    }


def abort_report(state: State, plan: Plan, trigger: str, metrics: dict[str, Any] | None) -> dict[str, Any]:
    """Why a training was stopped, from its figures alone, and what was kept."""
    failed = [one for one in (metrics or {}).get("criteria", ()) if one["status"] == Status.FAILED.value]
    return {
        "schema": "aurax.abort/1",
        "at": state.updated_at,
        "trigger": trigger,
        "reasons": [one["words"] for one in failed] or [state.reason],
        "step": state.step,
        "day": state.days,
        "epoch": state.epoch,
        "model": state.model,
        "dataset": state.dataset,
        "total_cost_usd": round(state.total_cost_usd, 6),
        "budget_usd": state.budget_usd,
        "metrics": metrics,
        "failure_analysis": _analysis(failed, metrics),
        "checkpoint_kept": state.checkpoint,
        "next_steps": [_REVIEWS[one["name"]] for one in failed] or [_REVIEWS["cost_usd"]],
        "next_phase": {"plan": plan.next_phase or None, "budget_request_usd": plan.budget_request_usd},
    }


def training_report(state: State, metrics: dict[str, Any], measure: Measure) -> dict[str, Any]:
    """What a finished training came to."""
    verdict = Verdict(metrics["decision"])
    return {
        "schema": "aurax.training-report/1",
        "at": state.updated_at,
        "model": state.model,
        "dataset": state.dataset,
        "step": state.step,
        "validation_loss": metrics["validation"]["loss"],
        "validation_loss_baseline": metrics["validation"]["baseline_loss"],
        "authenticity": metrics["authenticity"],
        "measure": asdict(measure),
        "total_cost_usd": round(state.total_cost_usd, 6),
        "run_seconds": round(state.run_seconds, 3),
        "days": state.days,
        "model_saved": state.best_model,
        "abort_report": None,
        "decision": verdict.value,
        "recommendation": _RECOMMENDATIONS[verdict],
        "overrides": state.overrides,
    }


def write_document(run: Path, name: str, document: dict[str, Any]) -> Path:
    """Write a document whole into the run's folder."""
    write_bytes(run / name, encode_json(document, indent=1) + b"\n")
    return run / name


def _criterion(one: Criterion) -> dict[str, Any]:
    return {
        "name": one.name,
        "status": one.status.value,
        "value": one.value,
        "threshold": one.threshold,
        "interval": None if one.interval is None else asdict(one.interval),
        "words": one.words,
    }


def _share(found: Evaluation, confidence: float) -> dict[str, Any]:
    share = wilson(found.passed, found.num_samples, confidence)
    return {"value": share.value if found.num_samples else None, "low": share.low, "high": share.high}


def _mean(losses: tuple[float, ...]) -> float | None:
    return float(np.mean(losses)) if losses else None


def _analysis(failed: list[dict[str, Any]], metrics: dict[str, Any] | None) -> list[str]:
    if metrics is None:
        return [
            "It was stopped before a milestone: nothing was generated and scored, so nothing is said of its quality."
        ]
    names = {one["name"] for one in failed}
    gained = next(one for one in metrics["criteria"] if one["name"] == "paired_gain")["status"] == Status.MET.value
    own, base = metrics["authenticity"], metrics["authenticity"]["baseline"]
    found = []
    if "authenticity" in names:
        found.append(_LEARNED if gained else _NOT_LEARNED)
        found.append(
            f"Samples that pass: {own['passed']} of {own['samples']}; "
            f"of the untrained base {base['passed']} of {base['samples']}."
        )
    if own["unscored"]:
        found.append(f"{own['unscored']} samples could not be scored and count as not passed.")
    if own["is_stand_in"]:
        found.append(f"The measure stands in for authenticity: {metrics['measure']['words']}")
    return found or ["The figures under 'reasons' stopped it."]
