"""A numbered sound belongs to one split only, and every split has its share of them."""

from __future__ import annotations

import numpy as np
import pytest

from engine.generation.draws import generator
from trainer.synth_corpus.drawing import draw_item
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


def test_items_of_different_splits_share_no_one_shot() -> None:
    shots = {
        split: {shot for index in range(12) for shot in draw_item(split, 3, index, seconds=6.0).one_shots.values()}
        for split in (Split.TRAIN, Split.TEST)
    }

    assert shots[Split.TRAIN]
    assert not shots[Split.TRAIN] & shots[Split.TEST]


def test_an_item_is_a_function_of_its_number() -> None:
    assert draw_item(Split.TRAIN, 1, 5) == draw_item(Split.TRAIN, 1, 5)
    assert draw_item(Split.TRAIN, 1, 5) != draw_item(Split.TRAIN, 1, 6)
    assert draw_item(Split.TRAIN, 1, 5) != draw_item(Split.TRAIN, 2, 5)


def test_negatives_and_remixes_come_as_often_as_stated() -> None:
    items = [draw_item(Split.TRAIN, 9, index, seconds=4.0) for index in range(200)]

    # three standard deviations of 200 draws
    assert np.mean([bool(item.confuser) for item in items]) == pytest.approx(0.35, abs=0.10)
    assert np.mean([item.is_remix for item in items]) == pytest.approx(0.30, abs=0.10)
    assert {item.confuser for item in items} >= {"eight_o_eight", "saw_bass", "tom", "kick_only", ""}
