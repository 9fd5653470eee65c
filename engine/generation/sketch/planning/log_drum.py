"""How the log drum behaves in a piece."""

from __future__ import annotations

from engine.core.blueprint import LogDrumPlan
from engine.generation.profiles import LogDrumHabits, StyleProfile, draw_weighted
from engine.generation.sketch.planning.decisions import Decisions, within
from engine.generation.wishes import Wishes

_CELLS = 4
_LOWEST, _HIGHEST = 24, 62
_REGISTER_SHIFT = 5
_MOST_SLIDES = 0.4


def plan_log_drum(profile: StyleProfile, wishes: Wishes, decisions: Decisions) -> LogDrumPlan:
    """Cells, density, register and slides: the style's, moved as asked."""
    habits = profile.log_drum
    onsets = onsets_per_bar(habits, wishes, decisions)
    lowest, highest = register(habits, wishes)
    slides = habits.slide_share.draw(decisions.rng("log_drum", "slides"))
    if "slides" in wishes.log_drum:
        slides = _MOST_SLIDES * within(wishes.log_drum["slides"], 0.0, 1.0)
    plan = LogDrumPlan(
        cells=draw_cells(habits, decisions),
        onsets_per_bar=round(onsets, 2),
        step_weights=habits.step_weights.steps,
        slide_share=round(slides, 3),
        lowest=lowest,
        highest=highest,
        longest_beats=round(habits.longest_beats.draw(decisions.rng("log_drum", "length")), 2),
        hits_around_kick=round(habits.kick_overlap.draw(decisions.rng("log_drum", "kick")), 2),
    )
    how = "as asked" if "busy" in wishes.log_drum else f"{habits.onsets_per_bar.low:g}–{habits.onsets_per_bar.high:g}"
    decisions.say(
        f"log drum from cells {', '.join(plan.cells)}, {plan.onsets_per_bar:.1f} onsets a bar ({how}), "
        f"{plan.slide_share:.0%} slides"
    )
    return plan


def onsets_per_bar(habits: LogDrumHabits, wishes: Wishes, decisions: Decisions) -> float:
    """Drawn, or where ``busy`` was asked for from well below the style's range to well above it."""
    drawn = habits.onsets_per_bar.draw(decisions.rng("log_drum", "onsets"))
    busy = wishes.log_drum.get("busy")
    if busy is None:
        return drawn
    span = habits.onsets_per_bar
    busy = within(busy, 0.0, 1.0)
    if busy < 0.5:
        return 0.7 * span.low + busy / 0.5 * (span.mode - 0.7 * span.low)
    return within(span.mode + (busy - 0.5) / 0.5 * (1.25 * span.high - span.mode), 0.5, 12.0)


def register(habits: LogDrumHabits, wishes: Wishes) -> tuple[int, int]:
    """Lowest and highest MIDI pitch, moved by up to a fourth where lower or higher was asked for."""
    shift = round(_REGISTER_SHIFT * within(wishes.log_drum.get("low", 0.0), -1.0, 1.0))
    lowest = max(_LOWEST, round(habits.register.low) + shift)
    return lowest, min(_HIGHEST, max(lowest + 12, round(habits.register.high) + shift))


def draw_cells(habits: LogDrumHabits, decisions: Decisions) -> tuple[str, ...]:
    """A few cells of the style's, each once, the main one first."""
    left = {cell: weight for cell, weight in habits.cells.weights.items() if weight > 0.0}
    cells = []
    for place in range(min(_CELLS, len(left))):
        # the main cell is a played figure: generators come in as its contrast
        pool = {cell: weight for cell, weight in left.items() if place > 0 or cell.startswith("L")} or left
        cell = draw_weighted(pool, decisions.rng("log_drum", "cell", place))
        cells.append(cell)
        del left[cell]
    return tuple(cells)


def plan_drive(profile: StyleProfile, wishes: Wishes, decisions: Decisions) -> float:
    """Drive of the log drum, 0 clean – 1 very driven."""
    asked = wishes.log_drum.get("drive")
    if asked is not None:
        decisions.say(f"log drum drive {asked:.0%}: as asked")
        return within(asked, 0.0, 1.0)
    return profile.log_drum.drive.draw(decisions.rng("sounds", "drive"))
