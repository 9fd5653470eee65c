"""What the Make page says: the gate's judgement, the recipe, the plan and the estimate in a producer's words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication

from app.jobs_model import clock_text
from app.making_engines import Estimate, Machine
from app.making_order import Order, Understanding
from app.making_takes import TakeView
from app.widgets.plain_text import plain

_MINUS = "−"
_MOST_ROWS = 40


def _tr(text: str) -> str:
    return QCoreApplication.translate("Make", text)


def facts_text(take: TakeView) -> str:
    """``115 BPM · B minor · 80 bars · 2:47 · −9.3 LUFS · seed 5``."""
    loudness = take.audio.get("loudness_lufs")
    parts = (
        _tr("%g BPM") % round(take.tempo_bpm, 1) if take.tempo_bpm else "",
        take.key,
        _tr("%d bars") % take.num_bars if take.num_bars else "",
        clock_text(take.duration),
        _tr("%s LUFS") % f"{loudness:.1f}".replace("-", _MINUS) if isinstance(loudness, int | float) else "",
        _tr("seed %d") % take.seed,
    )
    return " · ".join(part for part in parts if part)


def score_text(gate: Mapping[str, Any]) -> str:
    """``0.97``, or nothing where the take was not judged."""
    total = _kept(gate).get("total")
    return f"{total:.2f}" if isinstance(total, int | float) else ""


def has_passed(gate: Mapping[str, Any]) -> bool | None:
    """Whether the take that was kept reached the gate; None where there was none."""
    passed = gate.get("passed")
    return passed if isinstance(passed, bool) else None


def gate_lines(gate: Mapping[str, Any]) -> tuple[str, ...]:
    """Why takes were kept or made again, one sentence for each attempt."""
    history = _history(gate)
    if not history:
        return (_tr("Nobody judged this take: the gate was off."),)
    threshold = gate.get("threshold")
    lines = []
    if isinstance(threshold, int | float):
        lines.append(_tr("The gate asks for a score of %.2f; it never throws a take away.") % threshold)
    for each in history:
        lines += _attempt_lines(each, threshold)
    if len(history) > 1:
        lines.append(_tr("Attempt %d was kept: it has the highest score.") % int(gate.get("kept") or 1))
    return tuple(lines)


def _attempt_lines(each: Mapping[str, Any], threshold: object) -> list[str]:
    number, total = int(each.get("attempt") or 0), each.get("total")
    if not isinstance(total, int | float):
        return [_tr("Attempt %d: %s.") % (number, plain(each.get("reason") or _tr("it could not be judged")))]
    interval = each.get("interval")
    score = f"{total:.2f}"
    if isinstance(interval, list) and len(interval) == 2 and all(isinstance(end, int | float) for end in interval):
        score = _tr("%s (between %.2f and %.2f)") % (score, *interval)
    if not isinstance(threshold, int | float):
        words = _tr("Attempt %d scores %s.")
    elif each.get("passed"):
        words = _tr("Attempt %d scores %s: it passed.")
    else:
        words = _tr("Attempt %d scores %s: too little, so it was rejected.")
    lines = [words % (number, score)]
    weak, changes = _names(each.get("weak")), _names(each.get("changes"))
    if weak:
        lines.append(_tr("    weakest: %s") % weak)
    if changes:
        lines.append(_tr("    made again with: %s") % changes)
    return lines


def _names(listed: object) -> str:
    return ", ".join(plain(each, 60).replace("_", " ") for each in listed) if isinstance(listed, list) else ""


def _history(gate: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    history = gate.get("history")
    return [each for each in history if isinstance(each, dict)] if isinstance(history, list) else []


def _kept(gate: Mapping[str, Any]) -> Mapping[str, Any]:
    kept = gate.get("kept")
    return next((each for each in _history(gate) if each.get("attempt") == kept), {})


def recipe_rows(recipe: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """What made a take: name and value, then each decision."""
    parameters = recipe.get("parameters")
    asked = parameters if isinstance(parameters, dict) else {}
    rows = [
        (_tr("Prompt"), plain(recipe.get("prompt") or _tr("none"), 300)),
        (_tr("Made by"), " · ".join(plain(recipe.get(name) or "", 80) for name in ("engine", "backend", "model"))),
        (_tr("Revision"), plain(recipe.get("revision") or "", 80)),
        (_tr("Licence"), plain(recipe.get("licence") or "", 120)),
        (_tr("Seed"), plain(recipe.get("seed") or 0)),
        (_tr("Asked for"), ", ".join(f"{plain(n, 30).replace('_', ' ')} {_value(v)}" for n, v in asked.items())),
        (_tr("Not understood"), _names(recipe.get("ignored"))),
        (_tr("Change of"), plain(recipe.get("change_of") or "", 200)),
    ]
    choices = recipe.get("choices")
    decided = choices if isinstance(choices, list) else []
    rows += [(_tr("Decided") if place == 0 else "", plain(each, 240)) for place, each in enumerate(decided)]
    return tuple((name, value) for name, value in rows if value)[:_MOST_ROWS]


def _value(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{plain(name, 30).replace('_', ' ')} {_value(each)}".strip() for name, each in value.items())
    if isinstance(value, list):
        return ", ".join(_value(each) for each in value)
    return f"{value:g}" if isinstance(value, float) else plain(value, 80)


def plan_line(understood: Understanding) -> str:
    """``Sgija · 115 BPM · B minor · 80 bars, 2:47``."""
    plan = understood.planned
    if plan is None:
        return _tr("%s of sound") % clock_text(understood.seconds) if understood.seconds else ""
    style = plan.style.replace("_", " ").capitalize()
    length = _tr("%d bars, %s") % (plan.num_bars, clock_text(understood.seconds))
    return f"{plain(style, 40)} · {_tr('%g BPM') % round(plan.tempo_bpm, 1)} · {plan.key} · {length}"


def form_line(understood: Understanding) -> str:
    """``INTRO 8 · DROP A 16 · …``."""
    plan = understood.planned
    return " · ".join(f"{plain(name, 24)} {bars}" for name, bars in plan.form) if plan is not None else ""


def estimate_text(estimate: Estimate, machine: Machine, order: Order) -> str:
    """Time, and graphics memory where that is what is scarce."""
    if estimate.seconds is None:
        time = _tr("How long it takes is known after the first take.")
    else:
        time = _tr("About %s for all.") % duration_text(estimate.seconds)
    if not order.engine.is_sound:
        return time
    if estimate.vram_gb is None:
        return time
    if not machine.vram_gb:
        return time + " " + _tr("No graphics card: it runs on the processor, which is slow.")
    needed = _tr("Needs %.1f of %.0f GB of graphics memory.") % (estimate.vram_gb, machine.vram_gb)
    return f"{time} {needed}" if estimate.has_room else f"{needed} {_tr('It will be made in smaller batches.')}"


def duration_text(seconds: float) -> str:
    """``25 s`` or ``3 min``, rounded as far as an estimate reaches."""
    if seconds < 10:
        return _tr("%d s") % max(1, round(seconds))
    if seconds < 90:
        return _tr("%d s") % (5 * round(seconds / 5))
    return _tr("%d min") % round(seconds / 60)
