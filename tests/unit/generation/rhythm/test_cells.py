from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.generation.sketch import cells
from engine.generation.sketch.cells import Cell, Hit, euclid
from engine.generation.sketch.grid import GridNote
from engine.generation.sketch.seeds import grid, names
from tests.unit.generation.rhythm.written_rhythm import CLASSIC


# Toussaint, "The Euclidean Algorithm Generates Traditional Musical Rhythms" (2005), section 4
@pytest.mark.parametrize(
    ("hits", "steps", "rhythm"),
    [
        (3, 8, "x..x..x."),  # tresillo
        (5, 8, "x.xx.xx."),  # cinquillo
        (2, 5, "x.x.."),  # Khafif-e-ramal
        (3, 7, "x.x.x.."),  # Ruchenitza
        (4, 12, "x..x..x..x.."),
        (5, 12, "x..x.x..x.x."),  # Venda
        (5, 16, "x..x..x..x..x..."),  # bossa nova
        (7, 16, "x..x.x.x..x.x.x."),  # samba
        (4, 16, "x...x...x...x..."),
        (0, 4, "...."),
        (4, 4, "xxxx"),
    ],
)
def test_euclid_gives_the_known_rhythms(hits: int, steps: int, rhythm: str) -> None:
    assert "".join(".x"[step] for step in euclid(hits, steps)) == rhythm


@given(st.integers(1, 32).flatmap(lambda steps: st.tuples(st.integers(1, steps), st.just(steps), st.integers(-40, 40))))
def test_euclid_is_as_even_as_it_can_be(given_: tuple[int, int, int]) -> None:
    hits, steps, rotation = given_
    places = np.flatnonzero(euclid(hits, steps, rotation))
    assert len(places) == hits
    gaps = np.diff(np.append(places, places[0] + steps))
    assert gaps.max() - gaps.min() <= 1


def test_euclid_begins_later_by_its_rotation() -> None:
    assert euclid(3, 8, 1) == (0, 1, 0, 0, 1, 0, 0, 1)
    with pytest.raises(ValueError, match="do not fit"):
        euclid(9, 8)


def test_a_rotated_cell_keeps_its_tones_on_its_hits() -> None:
    cell = cells.from_grid(grid("L1"))
    turned = cells.rotated(cell, 4)
    assert {(int(hit.step), hit.semitones) for hit in turned.hits} == {
        ((int(hit.step) + 4) % 16, hit.semitones) for hit in cell.hits
    }
    assert turned.name == "L1 rotated 4"


def test_mutation_keeps_to_its_rates() -> None:
    """Rates of the domain reference 5.2, measured over 3 000 mutations; bands are 4 standard errors."""
    cell = Cell("even", 16, tuple(Hit(step, 99) for step in range(0, 16, 2)))
    flat = (0.5,) * 16
    rng = np.random.default_rng(5)
    dropped = added = moved = doubled = 0
    runs = 3000
    for _ in range(runs):
        hits = cells.mutated(cell, rng, flat).hits
        added += sum("added" in hit.edit for hit in hits)
        moved += sum("moved" in hit.edit for hit in hits)
        doubled += sum("doubled" in hit.edit for hit in hits)
        dropped += 8 - sum("added" not in hit.edit and "doubled" not in hit.edit for hit in hits)
    trials = 8 * runs
    for count, rate in ((dropped, 0.10), (added, 0.08), (doubled, 0.03 * 0.9), (moved, 0.05 * 0.9)):
        assert abs(count / trials - rate) < 4 * np.sqrt(rate / trials) + 0.004


def test_mutation_adds_where_the_style_likes_it() -> None:
    empty = Cell("empty", 16, (Hit(1, 99),))
    rng = np.random.default_rng(6)
    counts = np.zeros(16)
    for _ in range(4000):
        for hit in cells.mutated(empty, rng, CLASSIC).hits:
            counts[int(hit.step)] += "added" in hit.edit
    others = [step for step in range(16) if step != 1]
    assert np.corrcoef(counts[others], np.asarray(CLASSIC)[others])[0, 1] > 0.95


@given(st.integers(0, 2**31))
def test_markov_walks_in_intervals_of_one_to_eight(seed: int) -> None:
    cell = cells.markov_cell(np.random.default_rng(seed))
    steps = [hit.step for hit in cell.hits]
    assert set(np.diff(steps)) <= set(range(1, 9))
    assert steps[0] >= 0
    assert steps[-1] < 32
    assert {hit.semitones for hit in cell.hits} <= set(cells.MOTIF)


def test_markov_learns_the_seeds_intervals() -> None:
    """3 and 1 sixteenths are what the seeds are made of, 7 hardly occurs."""
    rng = np.random.default_rng(3)
    intervals = np.concatenate([np.diff([h.step for h in cells.markov_cell(rng).hits]) for _ in range(400)])
    share = {interval: float(np.mean(intervals == interval)) for interval in range(1, 9)}
    assert share[3] > 0.3
    assert share[3] > share[2] > share[7]


def test_motifs_begin_on_the_root() -> None:
    rng = np.random.default_rng(1)
    assert all(cells.motif(rng, 6)[0] == 0 for _ in range(50))


# check() must be able to fail: a part that breaks each constraint, and one that keeps to all of them


def notes(*steps: float, length: float = 1.0) -> list[GridNote]:
    return [GridNote(step=step, length=length, pitch=36, velocity=100, reason="") for step in steps]


def broken(part: list[GridNote], kick: list[GridNote] | None = None, num_bars: int = 2, around: float = 0.5) -> str:
    found = cells.check(part, kick or [], first_step=0, num_bars=num_bars, hits_around_kick=around, longest_beats=1.0)
    return "; ".join(found)


def test_a_good_part_breaks_nothing() -> None:
    assert broken(notes(0, 3, 6, 16, 19, 27), notes(0, 4, 8, 12, 16, 20, 24, 28)) == ""


def test_a_square_part_is_found() -> None:
    assert "off the quarters" in broken(notes(0, 4, 8, 16, 20))


def test_a_part_on_the_kick_is_found() -> None:
    assert "on the kick" in broken(notes(3, 6, 11), notes(3, 6))


def test_a_bar_without_an_empty_beat_is_found() -> None:
    assert "bar 2 has no empty beat" in broken(notes(3, 18, 21, 26, 30))


def test_a_third_equal_time_is_found() -> None:
    once = (3, 6, 11)
    same = notes(*(step + 32 * unit for unit in range(3) for step in once))
    assert "repeat without an edit" in broken(same, num_bars=6)
    assert broken(notes(*(step + 32 * unit for unit in range(2) for step in once)), num_bars=4) == ""


def test_a_long_note_is_found() -> None:
    assert "held" in broken(notes(3, 6, length=4.5))


def test_the_references_own_cells_are_off_beat_enough() -> None:
    for name in names("L"):
        assert np.mean([cells.is_off_beat(step) for step in grid(name).steps]) >= cells.LEAST_OFF_BEAT
