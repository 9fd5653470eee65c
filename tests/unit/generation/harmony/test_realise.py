"""Numerals to chords in time: no gaps, every chord with its reason, an outro that ends at home."""

from __future__ import annotations

from itertools import pairwise

from engine.core.blueprint import Blueprint, PlannedSection
from engine.core.harmony import Key
from engine.generation.sketch.harmony.realise import realise


def blueprint(*sections: PlannedSection, key: str = "F minor") -> Blueprint:
    return Blueprint(style="classic", tempo_bpm=120.0, swing=0.5, key=Key.parse(key), sections=sections, seed=1)


def test_chords_cover_the_piece_without_gaps() -> None:
    chords = realise(
        blueprint(
            PlannedSection(label="intro", num_bars=3, harmony=("i9", "iv9"), bars_per_chord=2.0),
            PlannedSection(label="drop", num_bars=4, harmony=("VImaj9", "v7", "i9"), bars_per_chord=0.5),
            PlannedSection(label="outro", num_bars=2),
        )
    )
    assert chords[0].first_step == 0
    assert chords[-1].last_step == 9 * 16
    assert chords[-1].end == 9 * 2.0
    for first, second in pairwise(chords):
        assert first.last_step == second.first_step
        assert first.end == second.start
    assert [chord.section for chord in chords] == [0] * 2 + [1] * 8 + [2] * 2


def test_reasons_name_place_and_function() -> None:
    chords = realise(blueprint(PlannedSection(label="drop", name="DROP A", num_bars=4, harmony=("i9", "V7alt"))))
    assert chords[0].reason == "DROP A: chord 1 of 2; tonic"
    assert chords[3].reason == "DROP A: chord 2 of 2, time 2; dominant"


def test_an_outro_ends_at_home() -> None:
    loop = ("i9", "iv9", "V7")
    ends = realise(blueprint(PlannedSection(label="outro", num_bars=8, harmony=loop)))
    assert str(ends[-1].label) == "F:min9"
    assert ends[-1].reason.endswith("resolves to the tonic for iv9")
    goes_on = realise(blueprint(PlannedSection(label="drop", num_bars=8, harmony=loop)))
    assert goes_on[-1].roman == "iv9"


def test_an_outro_without_a_tonic_gets_the_plain_one() -> None:
    ends = realise(blueprint(PlannedSection(label="outro", num_bars=4, harmony=("ii9", "V13sus4")), key="C major"))
    assert str(ends[-1].label) == "C:maj"


def test_a_section_without_harmony_stays_on_the_tonic() -> None:
    chords = realise(blueprint(PlannedSection(label="intro", num_bars=2)))
    assert {str(chord.label) for chord in chords} == {"F:min"}
    assert "no progression" in chords[0].reason
