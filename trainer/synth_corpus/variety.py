"""How various the composer is: distinct combinations, likeness of log-drum cells, and which range each style covers."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from engine.generation.sketch.variety import self_bleu
from engine.generation.sketch.plan import plan

from engine.core.blueprint import STEPS_PER_BAR
from engine.core.codec import encode_json
from engine.core.composition import Composition
from engine.generation.profiles import load_profiles
from engine.generation.sketch.compose import compose
from engine.generation.wishes import Wishes
from engine.whole_file import whole_set
from trainer.synth_corpus.descriptors import DESCRIPTORS, describe

SCHEMA = "aurax.variety/1"
GOAL_COMBINATIONS = 10_000
GOAL_SELF_BLEU = 0.35
REPORT_FILE, PAGE_FILE = "report.json", "report.md"
_CELL_STEPS = 2 * STEPS_PER_BAR
_CONFIDENCE = 0.95

# design ranges of the domain reference 2.1 (10th-90th percentile guesses, confidence D unless the profile says more)
DESIGN_RANGES: dict[str, dict[str, tuple[float, float]]] = {
    "classic": {"tempo_bpm": (111, 115), "log_active_share": (0.35, 0.65), "log_onsets_per_bar": (4, 7),
                "extension_share": (0.40, 0.60), "chords_per_4_bars": (2, 4), "vocal_share": (0.20, 0.50)},
    "private_school": {"tempo_bpm": (109, 114), "log_active_share": (0.20, 0.50), "log_onsets_per_bar": (2, 5),
                       "extension_share": (0.75, 0.95), "chords_per_4_bars": (4, 8), "vocal_share": (0.30, 0.60)},
    "sgija": {"tempo_bpm": (112, 116), "log_active_share": (0.40, 0.80), "log_onsets_per_bar": (5, 9),
              "extension_share": (0.20, 0.50), "chords_per_4_bars": (1, 3), "vocal_share": (0.05, 0.30)},
    "bacardi": {"tempo_bpm": (112, 118), "log_active_share": (0.40, 0.75), "log_onsets_per_bar": (4, 8),
                "extension_share": (0.05, 0.25), "chords_per_4_bars": (1, 2), "vocal_share": (0.20, 0.50)},
    "soulful": {"tempo_bpm": (110, 114), "log_active_share": (0.25, 0.50), "log_onsets_per_bar": (3, 6),
                "extension_share": (0.60, 0.85), "chords_per_4_bars": (3, 5), "vocal_share": (0.60, 0.85)},
    "tech": {"tempo_bpm": (113, 118), "log_active_share": (0.35, 0.65), "log_onsets_per_bar": (4, 7),
             "extension_share": (0.20, 0.40), "chords_per_4_bars": (1, 3), "vocal_share": (0.10, 0.40)},
    "quantum": {"tempo_bpm": (112, 116), "log_active_share": (0.50, 0.85), "log_onsets_per_bar": (6, 10),
                "extension_share": (0.05, 0.25), "chords_per_4_bars": (1, 2), "vocal_share": (0.10, 0.40)},
    "three_step": {"tempo_bpm": (113, 120), "log_active_share": (0.10, 0.50), "log_onsets_per_bar": (1, 5),
                   "extension_share": (0.40, 0.70), "chords_per_4_bars": (2, 4), "vocal_share": (0.20, 0.50)},
    "gqom_infused": {"tempo_bpm": (114, 120), "log_active_share": (0.40, 0.70), "log_onsets_per_bar": (4, 8),
                     "extension_share": (0.05, 0.20), "chords_per_4_bars": (1, 2), "vocal_share": (0.10, 0.35)},
    "popiano": {"tempo_bpm": (105, 117), "log_active_share": (0.40, 0.75), "log_onsets_per_bar": (3, 6),
                "extension_share": (0.40, 0.70), "chords_per_4_bars": (3, 5), "vocal_share": (0.75, 0.95)},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class StyleVariety:
    """One style's figures.

    Args:
        num_pieces: Pieces measured.
        num_combinations: Distinct (log cell, percussion set, progression) triples over all their sections.
        at_least: Lower bound (95 %) of the number of combinations there are, from the first triple of each piece.
        cell_self_bleu: Mean self-BLEU-4 of the pieces' log-drum cells, 0 unlike – 1 alike; None without log drum.
        values: Each descriptor's value by piece, None left out.
    """

    num_pieces: int
    num_combinations: int
    at_least: int
    cell_self_bleu: float | None
    values: dict[str, list[float]]


@dataclass(frozen=True, slots=True)
class Variety:
    """The figures of all styles."""

    seed: int
    styles: dict[str, StyleVariety]

    def document(self) -> dict[str, Any]:
        return {
            "schema": SCHEMA,
            "seed": self.seed,
            "goals": {"combinations": GOAL_COMBINATIONS, "cell_self_bleu": GOAL_SELF_BLEU},
            "styles": {name: _style_document(name, own) for name, own in self.styles.items()},
        }


def measure_variety(
    pieces: int, *, seed: int = 0, on_piece: Callable[[int, int], None] = lambda _done, _all: None
) -> Variety:
    """Compose ``pieces`` pieces of every style and measure them; no sound is rendered."""
    styles = sorted(load_profiles())
    measured = {}
    for place, style in enumerate(styles):
        compositions = []
        for number in range(pieces):
            compositions.append(compose(plan(Wishes(style=style), seed + number).blueprint))
            on_piece(place * pieces + number + 1, len(styles) * pieces)
        measured[style] = _measure(compositions)
    return Variety(seed, measured)


def _measure(compositions: Sequence[Composition]) -> StyleVariety:
    triples = [combinations(composition) for composition in compositions]
    cells = [cell for composition in compositions for cell in log_cells(composition)[:1]]
    values: dict[str, list[float]] = {name: [] for name in DESCRIPTORS}
    for composition in compositions:
        for name, value in describe(composition).items():
            if value is not None:
                values[name].append(value)
    return StyleVariety(
        num_pieces=len(compositions),
        num_combinations=len({triple for own in triples for triple in own}),
        at_least=richness_at_least([own[0] for own in triples if own]),
        cell_self_bleu=self_bleu(cells) if len(cells) > 1 else None,
        values=values,
    )


def combinations(composition: Composition) -> list[tuple[str, str, str]]:
    """(log cell, percussion set, progression) of each section with a log drum, in order."""
    found = []
    for index, section in enumerate(composition.sections):
        notes = [note for note in composition.notes if note.section == index]
        cell = _cell_text([n for n in notes if n.role == "log_drum"], section.first_bar * STEPS_PER_BAR)
        if cell is None:
            continue
        percussion = ",".join(sorted({note.role for note in notes if note.stem.value == "drums"}))
        progression = "-".join(composition.blueprint.sections[index].harmony)
        found.append((cell, percussion, progression))
    return found


def log_cells(composition: Composition) -> list[str]:
    """The first two-bar cell of each section with a log drum, as 32 characters, ``x`` where it is struck."""
    return [cell for cell, _, _ in combinations(composition)]


def _cell_text(notes: Sequence[Any], first_step: int) -> str | None:
    """The first two bars from the first bar in which the log drum plays."""
    if not notes:
        return None
    start = first_step + int((min(n.step for n in notes) - first_step) // STEPS_PER_BAR) * STEPS_PER_BAR
    hit = {int(note.step) - start for note in notes if start <= note.step < start + _CELL_STEPS}
    return "".join("x" if step in hit else "." for step in range(_CELL_STEPS))


def richness_at_least(drawn: Sequence[object]) -> int:
    """With 95 % confidence there are at least so many equally likely kinds, given what was drawn.

    ``n`` draws from ``S`` kinds hold no pair of equals with probability about ``exp(-n (n - 1) / 2 S)`` (the birthday
    problem). Where pairs were found, their number is Poisson with mean ``n (n - 1) / 2 S``; its upper 95 % limit is
    half the chi-square quantile with ``2 (pairs + 1)`` degrees of freedom (Garwood 1936).
    """
    from scipy import stats

    counts: dict[object, int] = {}
    for kind in drawn:
        counts[kind] = counts.get(kind, 0) + 1
    pairs = sum(math.comb(count, 2) for count in counts.values())
    expected = float(stats.chi2.ppf(_CONFIDENCE, 2 * (pairs + 1))) / 2.0
    return int(math.comb(len(drawn), 2) / expected)


def coverage(values: Sequence[float], low: float, high: float, *, bins: int = 10) -> float:
    """Share of equal bins of a range in which at least one value lies."""
    inside = [value for value in values if low <= value <= high]
    return len({min(bins - 1, int((value - low) / (high - low) * bins)) for value in inside}) / bins


def _style_document(name: str, own: StyleVariety) -> dict[str, Any]:
    descriptors = {}
    for descriptor, values in own.values.items():
        if not values:
            continue
        entry: dict[str, Any] = {
            "p10": float(np.percentile(values, 10)),
            "median": float(np.median(values)),
            "p90": float(np.percentile(values, 90)),
            "num": len(values),
        }
        wanted = DESIGN_RANGES.get(name, {}).get(descriptor)
        if wanted is not None:
            inside = [wanted[0] <= value <= wanted[1] for value in values]
            entry |= {"design_range": wanted, "inside": float(np.mean(inside)), "covered": coverage(values, *wanted)}
        descriptors[descriptor] = entry
    return {
        "num_pieces": own.num_pieces,
        "num_combinations": own.num_combinations,
        "combinations_at_least": own.at_least,
        "cell_self_bleu": own.cell_self_bleu,
        "descriptors": descriptors,
    }


def write_report(out: Path, variety: Variety) -> list[str]:
    """``report.json``, ``report.md`` and a plot per descriptor; returns the names.

    Raises:
        OSError: If the folder cannot be written.
    """
    from trainer.synth_corpus.variety_plots import draw_plots

    with whole_set(out, last=REPORT_FILE) as inside:
        plots = draw_plots(inside, variety)
        (inside / PAGE_FILE).write_text(page(variety, plots), encoding="utf-8")
        (inside / REPORT_FILE).write_bytes(encode_json(variety.document(), indent=1) + b"\n")
        return sorted(file.name for file in inside.iterdir())


def page(variety: Variety, plots: Sequence[str]) -> str:
    """The report as a page of Markdown."""
    lines = [
        "# Variety of the composer",
        "",
        (
            f"Pieces from seed {variety.seed} on; goals: at least {GOAL_COMBINATIONS} combinations, self-BLEU below "
            f"{GOAL_SELF_BLEU}. Design ranges are priors of the domain reference, not measurements of records."
        ),
        "",
        "| style | pieces | combinations seen | there are at least | self-BLEU of log cells |",
        "|---|---|---|---|---|",
    ]
    for name, own in variety.styles.items():
        bleu = "–" if own.cell_self_bleu is None else f"{own.cell_self_bleu:.2f}"
        lines.append(f"| {name} | {own.num_pieces} | {own.num_combinations} | {own.at_least} | {bleu} |")
    lines += [
        "",
        "| style | descriptor | 10 % | median | 90 % | design range | inside | bins covered |",
        "|" + "---|" * 8,
    ]
    for name, own in variety.styles.items():
        for descriptor, entry in _style_document(name, own)["descriptors"].items():
            if "covered" in entry:
                low, high = entry["design_range"]
                lines.append(
                    f"| {name} | {descriptor} | {entry['p10']:.2f} | {entry['median']:.2f} | {entry['p90']:.2f} | "
                    f"{low:g}–{high:g} | {entry['inside']:.0%} | {entry['covered']:.0%} |"
                )
    return "\n".join([*lines, "", *(f"![{plot}]({plot})" for plot in plots), ""])
