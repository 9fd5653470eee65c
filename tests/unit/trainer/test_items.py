"""The truth of an item is true of its sound."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest

from engine.core.composition import Composition, Slide
from engine.core.roles import ROLES
from engine.core.stems import Stem
from engine.generation.sketch.compose import compose
from tests.pieces import composition, note
from trainer.synth_corpus.confusers import without_log_drum
from trainer.synth_corpus.drawing import draw_item
from trainer.synth_corpus.drift import MOST_DRIFT, Drift, mapped
from trainer.synth_corpus.item import ItemPlan, Treatment
from trainer.synth_corpus.render_item import Item, render_item
from trainer.synth_corpus.split import Split
from trainer.synth_corpus.stream import SynthCorpus

RATE = 44_100
SECONDS = 5.0
HOP = 44  # a millisecond


@cache
def plans() -> tuple[ItemPlan, ...]:
    return tuple(draw_item(Split.TRAIN, 11, index, seconds=SECONDS) for index in range(80))


def plan_where(wanted: Any, *, number: int = 0) -> ItemPlan:
    return [plan for plan in plans() if wanted(plan)][number]


def plain(plan: ItemPlan, **treatment: Any) -> ItemPlan:
    """Without room, codec and ducking by the limiter, so that onsets are seen clearly."""
    own = Treatment(rooms=plan.treatment.rooms, target_lufs=-22.0, **treatment)
    return replace(plan, treatment=own, sources=tuple(replace(source, bus_db={}) for source in plan.sources))


def pieces(item: Item) -> list[dict[str, Any]]:
    return item.truth["sources"] if item.plan.is_remix else [item.truth]


def onset_errors(wave: np.ndarray, onsets: list[float]) -> list[float]:
    """Seconds from each onset in truth to the rise of energy, for onsets that stand out of what rings before them."""
    mono = wave.mean(axis=0)[: wave.shape[1] // HOP * HOP].reshape(-1, HOP)
    energy = np.square(mono, dtype=np.float64).sum(axis=1)
    errors = []
    for onset in onsets:
        place = round(onset * RATE / HOP)
        around = energy[place - 30 : place + 60]
        if place < 30 or len(around) < 90:
            continue
        before = max(float(around[:15].max()), 1e-12)
        if around.max() > 10.0 * before:
            rise = np.flatnonzero(around > max(4.0 * before, 0.1 * around.max()))[0]
            errors.append((rise - 30) * HOP / RATE)
    return errors


def plays_log_drum(plan: ItemPlan) -> bool:
    return not plan.confuser and plan.bleed_db is None and not plan.is_remix


@pytest.mark.parametrize(("tape_ratio", "cents"), [(1.0, 0.0), (432.0 / 440.0, 8.0)])
def test_onsets_of_the_log_drum_are_where_truth_says(tape_ratio: float, cents: float) -> None:
    drift = Drift(amplitude=MOST_DRIFT, period=30.0, phase=0.0)
    errors = []
    for number in range(2):
        plan = plain(plan_where(plays_log_drum, number=number), tape_ratio=tape_ratio)
        source = replace(plan.sources[0], drift=drift, detune_cents={Stem.LOG_DRUM: cents})
        item = render_item(replace(plan, sources=(source,)))
        errors += onset_errors(item.stems[Stem.LOG_DRUM].samples, item.truth["log_drum"]["onsets"])

    assert len(errors) >= 4
    assert np.max(np.abs(errors)) < 0.010


def test_kicks_are_where_truth_says() -> None:
    plan = plain(plan_where(lambda plan: "kick" in plan.sources[0].blueprint.roles and not plan.is_remix))
    only = replace(plan.sources[0], blueprint=without_roles(plan, keep={"kick"}))
    item = render_item(replace(plan, sources=(only,), confuser="", bleed_db=None))
    onsets = [note["onset"] for note in item.truth["notes"]["drums"]]

    errors = onset_errors(item.stems[Stem.DRUMS].samples, onsets)

    assert len(errors) >= 4
    assert np.max(np.abs(errors)) < 0.010


def without_roles(plan: ItemPlan, *, keep: set[str]) -> Any:
    blueprint = plan.sources[0].blueprint
    sections = tuple(
        replace(section, roles=tuple(own for own in section.roles if own.role in keep))
        for section in blueprint.sections
    )
    return replace(blueprint, sections=sections)


@pytest.mark.parametrize("index", [1, 2, 3, 6])
def test_a_stem_is_silent_exactly_where_truth_has_no_notes(index: int) -> None:
    item = SynthCorpus(Split.VALIDATION, seconds=3.0)[index]

    for stem in Stem:
        has_notes = any(piece["notes"][stem.value] for piece in pieces(item))
        bleeds = stem is Stem.OTHER and item.plan.bleed_db is not None
        is_silent = not item.stems[stem].samples.any()
        assert is_silent == item.truth["stems"][stem.value]["is_silent"]
        assert is_silent != (has_notes or (bleeds and not is_silent))


def test_stems_sum_to_the_mixture_where_there_is_no_codec() -> None:
    item = render_item(plan_where(lambda plan: not plan.treatment.codec))

    assert item.stems.residual_db(item.mixture) < -120.0


@pytest.mark.slow
def test_an_item_is_the_same_from_a_worker_and_from_here() -> None:
    corpus = SynthCorpus(Split.TEST, seed=2, seconds=2.0)
    here = [corpus[index] for index in range(2)]
    there = list(corpus.stream(0, 2, workers=1))

    for one, other in zip(here, there, strict=True):
        assert one.truth == other.truth
        assert np.array_equal(one.mixture.samples, other.mixture.samples)
        for stem in Stem:
            assert np.array_equal(one.stems[stem].samples, other.stems[stem].samples)


def test_a_remix_has_stems_of_two_pieces_with_their_own_truths() -> None:
    item = render_item(plan_where(lambda plan: plan.is_remix))
    first, second = item.truth["sources"]

    assert sorted([*first["plays"], *second["plays"]]) == sorted(Stem)
    assert "beats" not in item.truth
    for piece in (first, second):
        assert piece["beats"] != []
        for stem in Stem:
            assert not piece["notes"][stem.value] or stem.value in piece["plays"]


@pytest.mark.parametrize("confuser", ["eight_o_eight", "saw_bass", "upright_bass", "reese_bass", "tom"])
def test_a_confuser_is_heard_and_the_log_drum_is_not(confuser: str) -> None:
    item = render_item(plan_where(lambda plan: plan.confuser == confuser))
    role = "tom" if confuser == "tom" else "bass"
    notes = [note for note in pieces(item)[0]["notes"][ROLES[role].stem.value] if note["role"] == role]

    assert notes
    assert item.stems[ROLES[role].stem].samples.any()
    assert not item.stems[Stem.LOG_DRUM].samples.any()
    assert item.truth["confuser"] == confuser
    assert item.truth["ambiguous"] == (confuser == "eight_o_eight")
    assert not item.truth["log_drum"]["present"]
    assert pieces(item)[0]["one_shots"][role].startswith(confuser)


def test_bleed_is_no_log_drum() -> None:
    item = render_item(replace(plan_where(lambda plan: plan.bleed_db is not None), seconds=3.0))

    assert not item.stems[Stem.LOG_DRUM].samples.any()
    assert item.truth["log_drum"] == {"present": False, "bleed_only": True, "onsets": []}


def test_beats_drift_as_little_as_stated_and_tape_is_in_the_tempo() -> None:
    plan = plan_where(lambda plan: not plan.is_remix)
    drift = Drift(amplitude=MOST_DRIFT, period=4.0, phase=1.0)
    source = replace(plan.sources[0], drift=drift)
    item = render_item(plain(replace(plan, seconds=4.0, sources=(source,)), tape_ratio=446 / 440))
    tempo = 60.0 / np.diff(item.truth["beats"])
    nominal = source.blueprint.tempo_bpm * item.truth["tuning_hz"] / 440.0

    assert np.max(np.abs(tempo / nominal - 1.0)) < 1.02 * MOST_DRIFT
    assert np.ptp(tempo / nominal) > 0.5 * MOST_DRIFT
    assert item.truth["tempo_bpm"] == pytest.approx(nominal, rel=MOST_DRIFT)
    assert set(item.truth["downbeats"]) <= set(item.truth["beats"])


def test_drift_keeps_order_and_has_the_slope_it_says() -> None:
    drift = Drift(amplitude=MOST_DRIFT, period=9.0, phase=2.0)
    at = np.array([drift.at(float(t)) for t in np.linspace(0.0, 30.0, 3001)])
    slope = np.diff(at) / 0.01

    assert at[0] == 0.0
    assert np.max(np.abs(slope - 1.0)) == pytest.approx(MOST_DRIFT, rel=0.01)
    with pytest.raises(ValueError, match="drift"):
        Drift(amplitude=0.01, period=9.0, phase=0.0)


def test_an_item_begins_anywhere_in_a_bar() -> None:
    starts = [plan.sources[0].start * plan.sources[0].blueprint.tempo_bpm / 240.0 for plan in plans()]

    assert min(starts) >= 0.0
    assert max(starts) < 1.0
    assert np.std(starts) == pytest.approx(12**-0.5, abs=0.06)


def test_notes_from_before_the_item_are_marked() -> None:
    item = render_item(plan_where(lambda plan: not plan.is_remix and not plan.treatment.codec))
    notes = [note for stem in Stem for note in item.truth["notes"][stem.value]]

    assert all(note["onset"] > 0.0 or note.get("from_before") for note in notes)
    assert all(note["offset"] > note["onset"] >= 0.0 for note in notes)


@pytest.mark.parametrize(("confuser", "role"), [("eight_o_eight", "bass"), ("tom", "tom"), ("kick_only", "")])
def test_a_confuser_takes_the_log_drums_place(confuser: str, role: str) -> None:
    piece = composition()
    changed = without_log_drum(piece, confuser)
    onsets = [note.onset for note in piece.of("log_drum")]

    assert not changed.of("log_drum")
    assert changed.blueprint.log_drum is None
    assert "log_drum" not in changed.blueprint.roles
    if role:
        assert [note.onset for note in changed.of(role)] == onsets
        assert role in changed.blueprint.roles
    assert changed.of("kick") == piece.of("kick")


def test_slides_survive_the_change_of_clock() -> None:
    piece = replace(composition(), notes=(note("log_drum", 4.0, 2.0, 40, slide=Slide(0.1, 0.05, 5.0)),))
    moved = mapped(piece, lambda seconds: 2.0 * seconds - 1.0)

    assert moved.notes[0].slide == Slide(0.1, 0.05, 5.0)
    assert moved.notes[0].duration == pytest.approx(2.0 * piece.notes[0].duration)


def test_windows_compose_as_planned() -> None:
    plan = plan_where(plays_log_drum)
    made: Composition = compose(plan.sources[0].blueprint)

    assert made.duration >= plan.sources[0].start + 1.02 * plan.seconds
