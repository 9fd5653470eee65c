"""Motifs and what becomes of them."""

from __future__ import annotations

import numpy as np
import pytest

from engine.generation.sketch.melody.figures import (
    CONTOURS,
    Figure,
    augmented,
    contour,
    developed,
    draw_motif,
    inverted,
    moved,
    only_question,
    ornamented,
    phrase,
    question_and_answer,
    thinned,
    varied_end,
)
from engine.generation.sketch.seeds import grid

SEEDS = range(60)


def onsets(figure: Figure) -> list[int]:
    return [tone.step for tone in figure.tones]


def is_sound(figure: Figure) -> bool:
    """Tones in order, none into the next, all inside, heights within the register."""
    ends = [*onsets(figure)[1:], figure.num_steps]
    return all(
        tone.length >= 1 and tone.step + tone.length <= end and 0.0 <= tone.height <= 1.0
        for tone, end in zip(figure.tones, ends, strict=True)
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_a_motif_has_three_to_seven_tones_and_some_off_the_beat(seed: int) -> None:
    motif = draw_motif(np.random.default_rng(seed))
    assert 3 <= len(motif.tones) <= 7
    assert sum(tone.step % 4 != 0 for tone in motif.tones) >= 2
    assert is_sound(motif)


@pytest.mark.parametrize("seed", SEEDS)
def test_question_and_answer_begin_alike_and_the_answer_ends_lower_and_breathes(seed: int) -> None:
    rng = np.random.default_rng(seed)
    motif = draw_motif(rng)
    figure = question_and_answer(motif, rng)
    question = [step for step in onsets(figure) if step < 16]
    answer = [step - 16 for step in onsets(figure) if step >= 16]
    assert question == onsets(motif)
    assert answer[:2] == question[:2]
    last_of_question = figure.tones[len(question) - 1]
    assert figure.tones[-1].height < last_of_question.height
    assert figure.tones[-1].step + figure.tones[-1].length <= 30  # an eighth of rest
    assert is_sound(figure)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_change_leaves_a_sound_figure(seed: int) -> None:
    rng = np.random.default_rng(seed)
    figure = question_and_answer(draw_motif(rng), rng)
    changed = [
        inverted(figure),
        moved(figure, 0.3),
        augmented(figure),
        ornamented(figure, rng),
        varied_end(figure, rng),
        thinned(figure, 0.4),
        only_question(figure),
        *phrase(figure, rng),
        *(developed(figure, times, rng) for times in range(5)),
    ]
    assert all(is_sound(one) for one in changed)
    assert all(len(one.tones) >= 3 for one in changed)


def test_inversion_turns_all_but_the_ending_and_twice_is_nothing() -> None:
    figure = draw_motif(np.random.default_rng(3))
    turned = inverted(figure)
    assert [t.height for t in turned.tones[:-1]] == pytest.approx([1 - t.height for t in figure.tones[:-1]])
    assert turned.tones[-1] == figure.tones[-1]
    assert [t.height for t in inverted(turned).tones] == pytest.approx([t.height for t in figure.tones])


def test_augmentation_doubles_the_first_half() -> None:
    figure = question_and_answer(draw_motif(np.random.default_rng(4)), np.random.default_rng(4))
    slow = augmented(figure)
    assert onsets(slow) == [2 * step for step in onsets(figure) if step < 16]


def test_a_phrase_is_a_a_a_b() -> None:
    figure = question_and_answer(draw_motif(np.random.default_rng(5)), np.random.default_rng(5))
    first, again, third, other = phrase(figure, np.random.default_rng(6))
    assert first.tones == third.tones == figure.tones
    assert other.tones != figure.tones
    assert [one.name[0] for one in (first, again, third, other)] == ["A", "A", "A", "B"]


def test_a_seed_grid_can_be_the_rhythm() -> None:
    motif = draw_motif(np.random.default_rng(0), pattern="Q6")
    assert onsets(motif) == [step for step in grid("Q6").steps if step < 16]


def test_contours_have_their_shapes() -> None:
    assert int(np.argmax(contour("arch", 9))) in (4, 5)
    assert list(contour("descent", 6)) == sorted(contour("descent", 6), reverse=True)
    assert list(contour("ascent", 6)) == sorted(contour("ascent", 6))
    wave = np.sign(np.diff(contour("wave", 12)))
    assert np.count_nonzero(np.diff(wave)) == 2
    assert all(len(contour(name, 1)) == 1 for name in CONTOURS)
    with pytest.raises(ValueError, match="there is no contour"):
        contour("spiral", 4)
