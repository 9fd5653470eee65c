"""The table of separators and their cards."""

from __future__ import annotations

import tomllib

import pytest

from engine.core.errors import UnknownModel
from engine.core.model_card import ModelCard
from engine.core.stems import Stem
from engine.paths import resources
from engine.separation.registry import SEPARATORS, load_separator


def test_an_unknown_id_names_the_known_ones() -> None:
    with pytest.raises(UnknownModel) as caught:
        load_separator("nothing-of-the-kind")
    assert "spectral" in caught.value.hint


@pytest.mark.parametrize("model_id", ["spectral", "identity"])
def test_a_card_describes_the_separator(model_id: str) -> None:
    separator = load_separator(model_id)
    card = ModelCard(**tomllib.loads((resources() / "models" / f"{model_id}.toml").read_text(encoding="utf-8")))
    assert (card.id, card.kind, card.builtin) == (separator.id, "separation", True)
    assert card.revision == separator.revision
    assert card.sample_rate == separator.sample_rate


def test_every_loader_makes_what_its_name_says() -> None:
    for model_id in ("spectral", "identity"):
        assert model_id in SEPARATORS
        assert load_separator(model_id).id == model_id
    assert load_separator("spectral").sources == tuple(Stem)
