"""Which model plays where none is named."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.core.model_card import ModelCard
from engine.generation.base import Request
from engine.generation.musicgen.routing import route
from engine.generation.musicgen.told import STYLE_WORDS, prompt_of
from engine.generation.profiles import load_profiles
from engine.generation.wishes import Wishes
from engine.models.catalog import Catalog

BASE = {card.id: card for card in Catalog() if card.architecture == "musicgen"}
INTERIM = replace(BASE["musicgen-small"], id="interim", stage="interim")
PRIVATE = replace(INTERIM, id="private", stage="specialist", styles=("private_school",))
CLASSIC = replace(INTERIM, id="classic", stage="specialist", styles=("classic", "soulful"))


def chosen(*installed: ModelCard, style: str = "") -> str | None:
    card = route(installed, style)
    return None if card is None else card.id


@pytest.mark.parametrize(
    ("style", "expected"),
    [("private_school", "private"), ("soulful", "classic"), ("tech", "interim"), ("", "interim")],
)
def test_a_specialist_plays_its_own_styles_and_the_interim_model_the_rest(style: str, expected: str) -> None:
    assert chosen(*BASE.values(), INTERIM, PRIVATE, CLASSIC, style=style) == expected


def test_a_base_model_plays_where_nothing_was_tuned() -> None:
    assert chosen(*BASE.values()) == "musicgen-medium"
    assert chosen(BASE["musicgen-stereo-small"], BASE["musicgen-melody"]) == "musicgen-stereo-small"
    assert chosen(PRIVATE, style="tech") is None
    assert chosen(*(card for card in Catalog() if card.architecture != "musicgen")) is None


def test_every_style_has_words_in_a_prompt() -> None:
    assert set(STYLE_WORDS) == set(load_profiles())


def test_tempo_key_and_style_are_said_once() -> None:
    from engine.core.harmony import Key

    wishes = Wishes(style="private_school", tempo_bpm=112.0, key=Key.parse("F minor"))

    def told(prompt: str) -> str:
        return prompt_of(Request(prompt=prompt, wishes=wishes, seed=1))

    assert told("warm Rhodes") == "warm Rhodes, private school amapiano, 112 bpm, F minor"
    said = "Private School Amapiano in F minor at 112 BPM"
    assert told(said) == said


def test_what_was_promoted_plays_where_the_older_version_would_have() -> None:
    newer = replace(INTERIM, id="newer")

    def playing(*installed: ModelCard, style: str = "", **promoted: str) -> str | None:
        card = route(installed, style, promoted)
        return None if card is None else card.id

    assert playing(INTERIM, newer, interim="newer") == "newer"
    assert playing(INTERIM, newer, PRIVATE, interim="newer", style="private_school") == "private"
    assert playing(INTERIM, PRIVATE, interim="private", style="tech") == "interim", "a specialist plays its styles only"
    assert playing(INTERIM, newer, replace(newer, id="third"), interim="newer", newer="third") == "third"
    assert playing(INTERIM, newer, interim="newer", newer="interim") in ("interim", "newer"), "a circle ends"
    assert playing(INTERIM, interim="gone") == "interim"
