"""A numbered sound belongs to one split only, and every split has its share of them."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from engine.core.roles import ROLES
from engine.core.stems import Stem
from engine.generation.draws import generator
from trainer.synth_corpus.confusers import CONFUSERS, role_of
from trainer.synth_corpus.drawing import draw_item
from trainer.synth_corpus.item import ItemPlan
from trainer.synth_corpus.split import NUM_VARIANTS, SHARES, Split, draw_number, split_of


@pytest.mark.parametrize("name", ["kick", "fm_log_drum", "composer"])
def test_numbers_are_shared_out_as_stated(name: str) -> None:
    splits = [split_of(name, number) for number in range(NUM_VARIANTS)]

    for split, share in SHARES.items():
        # binomial: three standard deviations of 8192 draws are below 1.4 points
        assert np.mean([own is split for own in splits]) == pytest.approx(share, abs=0.014)


def test_a_draw_stays_in_its_split() -> None:
    rng = generator("test")

    assert all(split_of("kick", draw_number(rng, "kick", Split.TEST)) is Split.TEST for _ in range(50))


def test_no_split_can_be_empty() -> None:
    with pytest.raises(ValueError, match="no number of"):
        draw_number(generator("test"), "kick", Split.TEST, of=1)


def one_shots(split: Split) -> set[str]:
    items = [draw_item(split, 3, index, seconds=6.0) for index in range(12)]
    return {shot for item in items for source in item.sources for shot in source.one_shots.values()}


def test_items_of_different_splits_share_no_one_shot() -> None:
    shots = {split: one_shots(split) for split in (Split.TRAIN, Split.TEST)}

    assert shots[Split.TRAIN]
    assert not shots[Split.TRAIN] & shots[Split.TEST]


def test_an_item_is_a_function_of_its_number() -> None:
    assert draw_item(Split.TRAIN, 1, 5) == draw_item(Split.TRAIN, 1, 5)
    assert draw_item(Split.TRAIN, 1, 5) != draw_item(Split.TRAIN, 1, 6)
    assert draw_item(Split.TRAIN, 1, 5) != draw_item(Split.TRAIN, 2, 5)


@cache
def drawn() -> list[ItemPlan]:
    return [draw_item(Split.TRAIN, 9, index, seconds=4.0) for index in range(120)]


def test_kinds_come_as_often_as_stated() -> None:
    items = drawn()
    positive = [item for item in items if not item.confuser and item.bleed_db is None]
    both = [item for item in positive if any("bass" in source.blueprint.roles for source in item.sources)]

    # three standard deviations of 120 draws
    assert np.mean([bool(item.confuser) for item in items]) == pytest.approx(0.35, abs=0.131)
    assert np.mean([item.bleed_db is not None for item in items]) == pytest.approx(0.05, abs=0.06)
    assert np.mean([item.is_remix for item in items]) == pytest.approx(0.30, abs=0.126)
    assert np.mean([source.drift is not None for item in items for source in item.sources]) < 0.1
    assert any(source.drift is not None for item in items for source in item.sources)
    assert {item.confuser for item in items} == {"", *CONFUSERS}
    # windows of intros and breaks may be without the bass that was asked for
    assert 0.03 < len(both) / len(items) < 0.26


def test_the_riffs_place_is_never_taken_away_in_a_remix() -> None:
    for item in drawn():
        if item.is_remix:
            kept = {Stem.LOG_DRUM} | ({ROLES[role].stem} if (role := role_of(item.confuser)) else set())
            assert kept <= set(item.sources[0].stems)
            assert item.sources[1].stems
            assert sorted((*item.sources[0].stems, *item.sources[1].stems)) == sorted(Stem)
