"""Variety is measured so that its figures mean what they say."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from engine.generation.profiles import load_profiles
from tests.pieces import composition
from trainer.synth_corpus.descriptors import DESCRIPTORS, describe
from trainer.synth_corpus.variety import (
    CELLS_PER_SET,
    REPORT_FILE,
    StyleVariety,
    Variety,
    cell_likeness,
    combinations,
    coverage,
    design_ranges,
    measure_piece,
    richness_at_least,
    write_report,
)


@pytest.mark.parametrize("kinds", [200, 20_000])
def test_the_lower_bound_is_below_the_truth_in_95_of_100_cases(kinds: int) -> None:
    rng = np.random.default_rng(4)
    bounds = [richness_at_least(rng.integers(kinds, size=250).tolist()) for _ in range(400)]

    # three standard deviations of 400 trials of 95 % are 3.3 points
    assert np.mean(np.asarray(bounds) <= kinds) >= 0.917
    assert np.median(bounds) > 0.35 * min(kinds, 250 * 249 / 2 / 3)  # and it says something


def test_uneven_kinds_are_counted_as_fewer() -> None:
    rng = np.random.default_rng(5)
    shares = 1.0 / np.arange(1, 5001)
    drawn = rng.choice(5000, size=250, p=shares / shares.sum())

    assert richness_at_least(drawn.tolist()) < 5000


def test_ten_thousand_need_246_draws_without_a_pair() -> None:
    assert richness_at_least(range(246)) > 10_000
    assert richness_at_least(range(244)) < 10_000


def test_coverage_counts_bins() -> None:
    assert coverage([0.05, 0.06, 0.95], 0.0, 1.0) == pytest.approx(0.4)
    assert coverage([1.0], 0.0, 1.0) == pytest.approx(0.2)
    assert coverage([111.0, 112.0, 113.0, 114.0, 115.0], 111.0, 115.0) == 1.0
    assert coverage([2.0], 0.0, 1.0) == 0.0
    assert coverage([4.0], 4.0, 4.0) == 1.0


def test_likeness_is_that_of_sets_of_one_size() -> None:
    same = [((0.0, 0), (3.0, 0), (6.0, 5), (10.0, 3))] * CELLS_PER_SET
    other = [tuple((float(100 * n + k), 0) for k in range(4)) for n in range(CELLS_PER_SET)]

    assert cell_likeness(same) == pytest.approx(1.0)
    assert cell_likeness(same + other) == pytest.approx(0.5)
    assert cell_likeness(same[:-1]) is None


def test_a_piece_by_hand_is_described_as_it_is() -> None:
    values = describe(composition())

    assert values["tempo_bpm"] == 112.0
    assert values["num_sections"] == 2.0
    assert values["log_active_share"] == pytest.approx(
        len({int(note.step // 16) for note in composition().of("log_drum")}) / 6
    )
    assert values["vocal_share"] == 0.0
    assert values["first_vocal"] is None
    assert values["extension_share"] == 1.0  # ninths throughout
    assert values["non_diatonic_share"] == 0.0
    assert [c.percussion for c in combinations(composition())] == [("kick",)]
    assert set(values) == set(DESCRIPTORS)


def test_design_ranges_are_those_of_the_profiles() -> None:
    for style, profile in load_profiles().items():
        assert design_ranges(style)["tempo_bpm"] == profile.tempo_bpm
        assert set(design_ranges(style)) <= set(DESCRIPTORS)


def test_a_report_has_figures_and_plots(tmp_path: Path) -> None:
    values = {name: [112.0, 114.0] if name == "tempo_bpm" else [] for name in DESCRIPTORS}
    files = write_report(tmp_path, Variety(0, {"classic": StyleVariety(2, 4, 1, 0.2, values)}))
    document = json.loads((tmp_path / REPORT_FILE).read_bytes())

    assert document["styles"]["classic"]["num_combinations"] == 4
    assert "tempo_bpm.png" in files
    assert "| classic | 2 | 4 | 1 | 0.20 |" in (tmp_path / "report.md").read_text(encoding="utf-8")


def test_pieces_are_measured_alike_every_time() -> None:
    assert measure_piece("popiano", 5) == measure_piece("popiano", 5)
    assert measure_piece("popiano", 5) != measure_piece("popiano", 6)
