"""Prompt templates."""

from __future__ import annotations

import pytest

from engine.core.errors import UserError
from engine.core.harmony import Key
from engine.generation.templates import TEMPLATES, fill, template_of
from engine.generation.wishes import Wishes

WISHES = Wishes(tempo_bpm=112.0, key=Key.parse("F minor"))


def test_tempo_and_key_find_their_places_and_what_was_not_asked_for_is_left_out() -> None:
    tags = template_of("tags")
    assert fill(tags, "warm Rhodes", WISHES, seed=1, style="tech amapiano") == (
        "tech amapiano, warm Rhodes, 112 bpm, F minor"
    )
    assert fill(tags, "warm Rhodes", Wishes(), seed=1) == "warm Rhodes"


def test_words_of_the_user_are_never_read_as_a_template() -> None:
    said = "a {strange} [prompt|text] at {bpm}"
    assert fill(template_of("plain"), said, WISHES, seed=1) == said


def test_what_is_drawn_follows_the_seed() -> None:
    text = template_of("{prompt}, [warm|dusty|bright|deep]")
    drawn = [fill(text, "keys", WISHES, seed=seed) for seed in range(40)]
    assert drawn == [fill(text, "keys", WISHES, seed=seed) for seed in range(40)]
    assert len(set(drawn)) == 4


@pytest.mark.parametrize("name", ["no prompt here", "{prompt} {tempo}", "{prompt} {", "{prompt}" + "x" * 700])
def test_what_is_no_template_is_refused(name: str) -> None:
    with pytest.raises(UserError):
        template_of(name)


def test_every_template_can_be_used() -> None:
    for name in TEMPLATES:
        assert "soulful keys" in fill(template_of(name), "soulful keys", WISHES, seed=3)
