from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest

from engine.core.blueprint import LogDrumPlan, RolePlan
from engine.core.composition import PlayedChord
from engine.core.harmony import ChordLabel, Key
from engine.core.roman import parse_roman
from engine.generation.sketch.cells import check, rhythm
from engine.generation.sketch.parts.log_drum import write_log_drum
from engine.generation.sketch.parts.log_pitch import folded, tone
from engine.generation.sketch.parts.log_rhythm import goal_of, is_tease
from engine.generation.sketch.parts.transitions import fills
from engine.generation.sketch.seeds import names
from engine.generation.sketch.variety import onset_tokens, self_bleu
from tests.unit.generation.rhythm.written_rhythm import (
    CLASSIC,
    PRIVATE,
    STREET,
    Section,
    drawn_sections,
    in_drop,
    piece,
    section,
    written,
)

PLAN = LogDrumPlan(cells=("L1", "L4", "L9", "euclid", "markov"), onsets_per_bar=5.5, step_weights=CLASSIC)


@pytest.fixture(scope="module")
def drawn() -> list[Section]:
    return [own for own in drawn_sections() if "log_drum" in own.notes]


def test_no_constraint_is_broken_in_hundreds_of_sections(drawn: list[Section]) -> None:
    assert len(drawn) >= 300
    for own in drawn:
        plan = own.passage.blueprint.log_drum
        assert plan is not None
        found = check(
            own.notes["log_drum"],
            own.notes.get("kick", ()),
            first_step=own.passage.first_step,
            num_bars=own.passage.section.num_bars,
            hits_around_kick=plan.hits_around_kick,
            longest_beats=plan.longest_beats,
        )
        assert found == (), (own.passage.blueprint.seed, own.passage.index)


def test_pitches_stay_in_range_and_in_the_chord_or_the_scale(drawn: list[Section]) -> None:
    for own in drawn:
        plan, key = own.passage.blueprint.log_drum, own.passage.blueprint.key
        assert plan is not None
        for note in own.notes["log_drum"]:
            allowed = own.passage.chord_at(note.step).label.pitch_classes | set(key.scale)
            assert plan.lowest <= note.pitch <= plan.highest
            assert note.pitch % 12 in allowed
            if note.slide is not None:
                goal = note.pitch + int(note.slide.semitones)
                assert plan.lowest <= goal <= plan.highest
                assert goal % 12 in allowed


def test_slides_are_short_and_inside_their_note(drawn: list[Section]) -> None:
    for own in drawn:
        for note in own.notes["log_drum"]:
            if note.slide is not None:
                held = note.length * own.passage.blueprint.seconds_per_step
                assert 0.02 <= note.slide.duration <= 0.12
                assert note.slide.start > 0
                assert note.slide.start + note.slide.duration <= held + 1e-3
                assert note.slide.semitones in {5, 7, 12, -5, -12}


def test_notes_do_not_overlap(drawn: list[Section]) -> None:
    for own in drawn:
        notes = own.notes["log_drum"]
        for note, following in itertools.pairwise(notes):
            assert note.step + note.length <= following.step + 1e-9


@pytest.mark.parametrize("goal", [2.5, 4.0, 5.5, 7.0, 8.0])
def test_onsets_per_bar_come_near_the_plan(goal: float) -> None:
    plan = replace(PLAN, onsets_per_bar=goal)
    counts = [
        len(in_drop({"kick": 0.5, "log_drum": 0.5}, seed=seed, log_drum=plan).notes["log_drum"]) for seed in range(25)
    ]
    assert np.mean(counts) / 16 == pytest.approx(goal, rel=0.12)


def test_more_density_is_more_hits() -> None:
    for seed in range(8):
        counts = [
            len(in_drop({"log_drum": density}, seed=seed).notes["log_drum"]) for density in (0.1, 0.3, 0.5, 0.7, 0.9)
        ]
        assert counts[0] < counts[2] < counts[4]
        # a constraint may cost a hit or two of what density brings
        assert all(later >= earlier - 2 for earlier, later in itertools.pairwise(counts))


@pytest.mark.parametrize("share", [0.0, 0.12, 0.3])
def test_as_many_slides_as_the_plan_asks(share: float) -> None:
    plan = replace(PLAN, slide_share=share)
    notes = [n for seed in range(20) for n in in_drop({"log_drum": 0.5}, seed=seed, log_drum=plan).notes["log_drum"]]
    # not every chosen hit has a goal that fits chord and range
    assert np.mean([note.slide is not None for note in notes]) == pytest.approx(share, abs=0.05)


def test_a_drop_comes_back_to_its_first_two_bars() -> None:
    """Cells return with edits: bars 1–2 and 5–6 share most of their onsets, and are not always the same."""
    alike = []
    for seed in range(40):
        notes = in_drop({"log_drum": 0.5}, seed=seed).notes["log_drum"]
        first, again = set(rhythm(notes, 0)), set(rhythm(notes, 64))
        alike.append(len(first & again) / max(1, len(first | again)))
    assert np.mean(alike) > 0.6
    assert np.mean(np.asarray(alike) < 1.0) > 0.3


def test_two_drops_are_relatives_and_not_copies() -> None:
    alike, copies = [], 0
    for seed in range(30):
        blueprint = piece([section("drop", 16, {"log_drum": 0.5}), section("drop", 16, {"log_drum": 0.5})], seed=seed)
        one, two = (
            [(note.step - own.passage.first_step, note.pitch) for note in own.notes["log_drum"]]
            for own in written(blueprint, "log_drum")
        )
        copies += one == two
        first, again = ({step for step, _ in notes if step < 32} for notes in (one, two))
        alike.append(len(first & again) / len(first | again))
    assert copies == 0
    assert np.mean(alike) > 0.6


def test_a_section_drawn_anew_leaves_the_others() -> None:
    sections = [section("drop", 8, {"log_drum": 0.5}), section("drop", 8, {"log_drum": 0.5})]
    old = written(piece(sections), "log_drum")
    new = written(piece([sections[0], replace(sections[1], seed=99)]), "log_drum")
    assert new[0].notes == old[0].notes
    assert new[1].notes != old[1].notes


def test_it_teases_with_one_or_two_hits_before_its_drop() -> None:
    for seed in range(30):
        blueprint = piece(
            [section("build", 16, {"kick": 0.5, "log_drum": 0.1}), section("drop", 8, {"log_drum": 0.5})], seed=seed
        )
        own = written(blueprint)[0]
        assert is_tease(own.passages["log_drum"])
        turns = [fill for fill in fills(blueprint, 0) if fill.kind in {"stop", "shaker_only"}]
        steps = [note.step for note in own.notes["log_drum"]]
        assert len(steps) <= 2
        assert all(step >= 8 * 16 for step in steps)
        assert steps or turns


def test_a_sparse_verse_is_no_tease() -> None:
    own = written(piece([section("verse", 8, {"log_drum": 0.1}), section("drop", 8, {"log_drum": 0.5})]))[0]
    assert not is_tease(own.passages["log_drum"])
    assert len(own.notes["log_drum"]) > 4


def test_it_often_enters_on_the_one() -> None:
    plan = replace(PLAN, cells=("L3",))
    first = [in_drop({"log_drum": 0.5}, seed=s, log_drum=plan).notes["log_drum"][0] for s in range(60)]
    share = np.mean([note.step == 0 for note in first])
    assert 0.5 < share < 1.0
    assert all("root" in note.reason or "octave" in note.reason for note in first if note.step == 0)


def test_reasons_name_cell_and_degree() -> None:
    notes = in_drop({"log_drum": RolePlan(role="log_drum", pattern="L4", density=0.5)}).notes["log_drum"]
    named = [note for note in notes if note.reason.startswith("L4")]
    assert len(named) > 0.6 * len(notes)
    assert all(" of " in note.reason or "anticipates" in note.reason for note in notes)
    assert any("added" in note.reason for note in notes)


def test_rolls_climb_the_velocity_staircase() -> None:
    climbed = 0
    for seed in range(40):
        notes = in_drop({"log_drum": 0.8}, seed=seed).notes["log_drum"]
        rolled = [note for note in notes if "roll" in note.reason and note.step % 16 >= 12]
        by_bar: dict[int, list[int]] = {}
        for note in rolled:
            by_bar.setdefault(int(note.step) // 16, []).append(note.velocity)
        for velocities in by_bar.values():
            if len(velocities) >= 4:
                climbed += 1
                assert velocities[-1] > velocities[0] + 30
    assert climbed > 5


def test_a_pickup_of_the_band_is_the_log_drums() -> None:
    heard = 0
    for seed in range(60):
        blueprint = piece([section("drop", 8, {"log_drum": 0.5}), section("drop", 8, {"log_drum": 0.5})], seed=seed)
        for fill in fills(blueprint, 0):
            if fill.kind == "log_pickup":
                own = written(blueprint, "log_drum")[0]
                inside = [n for n in own.notes["log_drum"] if fill.first_step <= n.step < fill.last_step]
                assert len(inside) >= 3
                heard += 1
    assert heard > 5


# pitch


def chord(text: str, key: Key) -> PlayedChord:
    return PlayedChord(
        start=0.0, end=2.0, first_step=0, last_step=16, label=parse_roman(text, key), roman=text, section=0, reason=""
    )


F_MINOR = Key.parse("F minor")


@pytest.mark.parametrize(
    ("roman", "semitones", "interval", "words"),
    [
        ("i9", 0, 0, "root"),
        ("i9", 3, 3, "minor third"),
        ("i9", -2, -2, "seventh"),
        ("i9", 12, 12, "octave"),
        ("VImaj9", 3, 4, "third"),  # the chord's own third
        ("VImaj9", -2, -3, "sixth"),  # no flat seventh over a major one
        ("VImaj9", 5, 7, "fifth"),  # no fourth a semitone above the third
        ("iv9", 10, 10, "seventh"),
        ("iiø7", 7, 6, "flat fifth"),
    ],
)
def test_motifs_bend_to_the_chord(roman: str, semitones: int, interval: int, words: str) -> None:
    own = tone(semitones, chord(roman, F_MINOR), F_MINOR, 24, 62)
    root = tone(0, chord(roman, F_MINOR), F_MINOR, 24, 62)
    assert own.pitch - root.pitch == interval
    assert own.words == f"{words} of {roman}"


@pytest.mark.parametrize("pitch_class", range(12))
def test_roots_fold_into_the_middle_of_the_range(pitch_class: int) -> None:
    pitch = folded(pitch_class, 28, 50)
    assert pitch % 12 == pitch_class
    assert 33 <= pitch <= 44
    assert 40 <= folded(pitch_class, 40, 45) <= 45


def test_a_chord_over_another_bass_is_followed_there() -> None:
    own = tone(0, chord("i/5", F_MINOR), F_MINOR, 28, 50)
    assert own.pitch % 12 == 0  # C under F minor


def test_no_chord_stays_on_the_tonic() -> None:
    silent_chord = replace(chord("i", F_MINOR), label=ChordLabel(None, "N"))
    assert tone(7, silent_chord, F_MINOR, 28, 50).pitch % 12 == 5


def test_chords_are_opened_by_their_root() -> None:
    opened = []
    for seed in range(20):
        own = in_drop({"log_drum": 0.5}, seed=seed)
        for played in own.passage.chords:
            inside = [n for n in own.notes["log_drum"] if played.first_step <= n.step < played.last_step]
            if inside and inside[0].step - played.first_step <= 4:
                opened.append((inside[0].pitch - (played.label.root or 0)) % 12 == 0)
    assert np.mean(opened) > 0.95


# variety


@pytest.mark.parametrize("weights", [CLASSIC, PRIVATE, STREET])
def test_pieces_have_cells_of_their_own(weights: tuple[float, ...]) -> None:
    """Self-BLEU-4 over onset tokens of the first two bars of 60 pieces whose sources are drawn; the goal is 0.35."""
    cells = []
    for seed in range(60):
        sources = np.random.default_rng(seed).permutation([*names("L"), "euclid", "markov"])[:4].tolist()
        plan = replace(PLAN, cells=tuple(sources), step_weights=weights)
        notes = in_drop({"log_drum": 0.5}, num_bars=8, seed=seed, log_drum=plan).notes["log_drum"]
        cells.append(onset_tokens([(note.step, note.pitch) for note in notes if note.step < 32]))
    assert len(set(cells)) > 55
    assert self_bleu(cells) < 0.35


def test_density_scales_the_plans_goal() -> None:
    own = in_drop({"log_drum": 0.5})
    assert goal_of(own.passages["log_drum"], PLAN) == pytest.approx(5.5)


def test_without_a_plan_it_cannot_play() -> None:
    own = in_drop({"shaker": 0.5}, log_drum=None)
    with pytest.raises(ValueError, match="how it behaves"):
        write_log_drum(own.passage)
