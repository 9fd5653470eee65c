"""How various the composer is: distinct combinations, likeness of log-drum cells, and which range each style covers."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from engine.core.blueprint import STEPS_PER_BAR
from engine.core.codec import encode_json
from engine.core.composition import Composition, PlayedNote
from engine.core.stems import Stem
from engine.generation.profiles import Range, load_profile, load_profiles
from engine.generation.sketch.compose import compose
from engine.generation.sketch.plan import plan
from engine.generation.sketch.variety import onset_tokens, self_bleu
from engine.generation.wishes import Wishes
from engine.whole_file import whole_set
from trainer.synth_corpus.descriptors import DESCRIPTORS, describe
from trainer.synth_corpus.workers import num_workers, worker_pool

SCHEMA = "aurax.variety/1"
GOAL_COMBINATIONS = 10_000
GOAL_SELF_BLEU = 0.35
REPORT_FILE, PAGE_FILE = "report.json", "report.md"
CELLS_PER_SET = 40
_CELL_STEPS = 2 * STEPS_PER_BAR
_CONFIDENCE = 0.95


def design_ranges(style: str) -> dict[str, Range]:
    """The ranges of a style's profile, by descriptor: what the composer is meant to cover."""
    profile = load_profile(style)
    return {
        "tempo_bpm": profile.tempo_bpm,
        "swing": profile.swing,
        "minutes": profile.minutes,
        "log_active_share": profile.log_drum.active_share,
        "log_onsets_per_bar": profile.log_drum.onsets_per_bar,
        "extension_share": profile.harmony.extensions,
        "chords_per_4_bars": profile.harmony.chords_per_4_bars,
        "vocal_share": profile.vocal_share,
    }


@dataclass(frozen=True, slots=True)
class StyleVariety:
    """One style's figures.

    Args:
        num_pieces: Pieces measured.
        num_combinations: Distinct (log cell, percussion set, progression) triples over all their sections.
        at_least: Lower bound (95 %) of the number of combinations there are, from one triple of each piece.
        cell_self_bleu: Mean self-BLEU-4 of log-drum cells, one of each piece, in sets of ``CELLS_PER_SET``: 0 unlike -
            1 alike; None with less than one set.
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


@dataclass(frozen=True, slots=True)
class PieceFigures:
    """One piece's descriptors, and what plays in each of its sections with a log drum."""

    values: dict[str, float | None]
    combinations: list[Combination]


def measure_piece(style: str, seed: int) -> PieceFigures:
    """Compose a piece and measure it; no sound is rendered.

    Raises:
        RuntimeError: If the composer fails, with what repeats it.
    """
    try:
        composition = compose(plan(Wishes(style=style), seed).blueprint)
    except ValueError as error:
        raise RuntimeError(f"style {style}, seed {seed} cannot be composed: {error}") from error
    return PieceFigures(describe(composition), combinations(composition))


def measure_variety(
    pieces: int,
    *,
    seed: int = 0,
    workers: int | None = 0,
    on_piece: Callable[[int, int], None] = lambda _done, _all: None,
) -> Variety:
    """Compose and measure ``pieces`` pieces of every style.

    Args:
        pieces: Of each style, from ``seed`` on.
        seed: Of the first.
        workers: Processes; 0 works in this one; None takes one per core.
        on_piece: Called with pieces measured and pieces in all.
    """
    styles = sorted(load_profiles())
    asked = [(style, seed + number) for style in styles for number in range(pieces)]
    by_style: dict[str, list[PieceFigures]] = {style: [] for style in styles}
    for done, ((style, _), figures) in enumerate(zip(asked, _measured(asked, num_workers(workers)), strict=True)):
        by_style[style].append(figures)
        on_piece(done + 1, len(asked))
    return Variety(seed, {style: _style_variety(own) for style, own in by_style.items()})


def _measured(asked: Sequence[tuple[str, int]], workers: int) -> Iterator[PieceFigures]:
    styles, seeds = zip(*asked, strict=True)
    if workers == 0:
        yield from map(measure_piece, styles, seeds)
        return
    with worker_pool(workers) as pool:
        yield from pool.map(measure_piece, styles, seeds, chunksize=8)


def _style_variety(pieces: Sequence[PieceFigures]) -> StyleVariety:
    one_each = [
        own.combinations[number % len(own.combinations)] for number, own in enumerate(pieces) if own.combinations
    ]
    values: dict[str, list[float]] = {name: [] for name in DESCRIPTORS}
    for own in pieces:
        for name, value in own.values.items():
            if value is not None:
                values[name].append(value)
    return StyleVariety(
        num_pieces=len(pieces),
        num_combinations=len({triple.words for own in pieces for triple in own.combinations}),
        at_least=richness_at_least([triple.words for triple in one_each]),
        cell_self_bleu=cell_likeness([triple.cell for triple in one_each]),
        values=values,
    )


@dataclass(frozen=True, slots=True)
class Combination:
    """What plays in a section.

    Args:
        cell: The log drum's first two bars as tokens, one an onset: step and interval to the first tone.
        percussion: Roles of the drums.
        progression: Roman numerals.
    """

    cell: tuple[tuple[float, int], ...]
    percussion: tuple[str, ...]
    progression: tuple[str, ...]

    @property
    def words(self) -> tuple[Hashable, ...]:
        """What tells combinations apart: the cell's rhythm, the percussion set, the progression."""
        return tuple(int(step) for step, _ in self.cell), self.percussion, self.progression


def combinations(composition: Composition) -> list[Combination]:
    """Each section with a log drum, in order."""
    found = []
    for index, section in enumerate(composition.sections):
        notes = [note for note in composition.notes if note.section == index]
        cell = _cell([n for n in notes if n.role == "log_drum"], section.first_bar * STEPS_PER_BAR)
        if cell:
            percussion = tuple(sorted({note.role for note in notes if note.stem is Stem.DRUMS}))
            found.append(Combination(cell, percussion, composition.blueprint.sections[index].harmony))
    return found


def _cell(notes: Sequence[PlayedNote], first_step: int) -> tuple[tuple[float, int], ...]:
    """The two bars from the first bar in which the log drum plays."""
    if not notes:
        return ()
    start = first_step + int((min(n.step for n in notes) - first_step) // STEPS_PER_BAR) * STEPS_PER_BAR
    inside = [n for n in notes if start <= n.step < start + _CELL_STEPS]
    return onset_tokens([(note.step - start, note.pitch) for note in sorted(inside, key=lambda n: (n.step, n.pitch))])


def cell_likeness(cells: Sequence[tuple[tuple[float, int], ...]]) -> float | None:
    """Mean self-BLEU of sets of ``CELLS_PER_SET``: it grows with the size of a set, so that is fixed."""
    sets = [cells[place : place + CELLS_PER_SET] for place in range(0, len(cells) - CELLS_PER_SET + 1, CELLS_PER_SET)]
    return float(np.mean([self_bleu(own) for own in sets])) if sets else None


def richness_at_least(drawn: Sequence[object]) -> int:
    """With about 95 % confidence there are at least so many kinds, given independent draws.

    Two draws are equal with probability ``q = sum p^2``, and there are at least ``1 / q`` kinds, with equality when all
    are equally likely (E. H. Simpson, Nature 163, 1949). The number of equal pairs among ``n`` draws has the mean
    ``q n (n - 1) / 2``; it is nearly Poisson where equals are rare (the birthday problem), which makes the upper limit
    of that mean half the chi-square quantile with ``2 (pairs + 1)`` degrees of freedom (F. Garwood, Biometrika 28,
    1936). Where some kinds are much more usual than others, pairs come in clusters and the confidence is a little
    lower; the bound itself is then far below the truth. Without any pair, 246 draws are needed to show ten thousand.
    """
    from scipy.special import gammaincinv

    counts: dict[object, int] = {}
    for kind in drawn:
        counts[kind] = counts.get(kind, 0) + 1
    pairs = sum(math.comb(count, 2) for count in counts.values())
    expected = float(gammaincinv(pairs + 1, _CONFIDENCE))  # half the quantile of chi-square
    return int(math.comb(len(drawn), 2) / expected)


def coverage(values: Sequence[float], low: float, high: float, *, bins: int = 5) -> float:
    """Share of equal bins of a range in which at least one value lies; a range of one point is one bin.

    Five bins: the narrowest range of whole BPM is four wide.
    """
    inside = [value for value in values if low <= value <= high]
    if low == high:
        return float(bool(inside))
    return len({min(bins - 1, int((value - low) / (high - low) * bins)) for value in inside}) / bins


def _style_document(name: str, own: StyleVariety) -> dict[str, Any]:
    descriptors = {}
    ranges = design_ranges(name)
    for descriptor, values in own.values.items():
        if not values:
            continue
        entry: dict[str, Any] = {
            "p10": float(np.percentile(values, 10)),
            "median": float(np.median(values)),
            "p90": float(np.percentile(values, 90)),
            "num": len(values),
        }
        wanted = ranges.get(descriptor)
        if wanted is not None:
            entry |= {
                "design_range": [wanted.low, wanted.high],
                "confidence": wanted.confidence,
                "inside": float(np.mean([wanted.low <= value <= wanted.high for value in values])),
                "covered": coverage(values, wanted.low, wanted.high),
            }
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
            f"{GOAL_SELF_BLEU}. Design ranges are those of the profiles: priors, not measurements of records."
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
