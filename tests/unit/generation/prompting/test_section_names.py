"""Sections as people name them."""

import pytest

from engine.core.blueprint import Blueprint, PlannedSection
from engine.core.errors import UserError
from engine.core.harmony import Key
from engine.generation.prompting import read_change, section_indices

FORM = (
    ("intro", "INTRO"), ("drop", "DROP A"), ("drop", "DROP A (2)"), ("break", "BREAK"), ("drop", "DROP B"),
    ("drop", "DROP C"), ("outro", "OUTRO"),
)  # fmt: skip


def piece() -> Blueprint:
    sections = tuple(PlannedSection(label=label, num_bars=8, name=name) for label, name in FORM)
    return Blueprint(style="classic", tempo_bpm=112.0, swing=0.53, key=Key(5, "minor"), sections=sections, seed=1)


@pytest.mark.parametrize(
    ("text", "indices"),
    [
        ("replace the second drop", (4,)),
        ("redo drop B", (4,)),
        ("new drop 1", (1, 2)),
        ("another last drop", (5,)),
        ("new drops", (1, 2, 4, 5)),
        ("redo section 4", (3,)),
        ("new intro and outro", (0, 6)),
    ],
)
def test_sections_are_found_as_they_are_named(text: str, indices: tuple[int, ...]) -> None:
    change = read_change(text)
    assert section_indices(change.sections, piece()) == indices
    assert change.ignored == ()


def test_a_section_that_is_not_there_is_an_error_that_names_those_that_are() -> None:
    with pytest.raises(UserError) as caught:
        section_indices(("verse",), piece())
    assert "DROP B" in str(caught.value.hint)
    with pytest.raises(UserError):
        section_indices((9,), piece())
    with pytest.raises(UserError):
        section_indices(("drop 9",), piece())
