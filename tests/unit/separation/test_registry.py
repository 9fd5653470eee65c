"""The table of separators and their cards."""

from __future__ import annotations

import tomllib

import pytest

from engine.core.errors import UnknownModel, UserError
from engine.core.model_card import ModelCard
from engine.core.stems import Stem
from engine.paths import resources
from engine.separation.registry import SEPARATORS, load_separator, revision_of
from engine.separation.setup import Setup


def test_an_unknown_id_names_the_known_ones() -> None:
    with pytest.raises(UnknownModel) as caught:
        load_separator("nothing-of-the-kind")
    assert "spectral" in caught.value.hint


@pytest.mark.parametrize("model_id", ["embedded", "spectral", "identity"])
def test_a_card_describes_the_separator(model_id: str) -> None:
    separator = load_separator(model_id)
    card = ModelCard(**tomllib.loads((resources() / "models" / f"{model_id}.toml").read_text(encoding="utf-8")))
    assert (card.id, card.kind, card.builtin) == (separator.id, "separation", True)
    assert card.revision == separator.revision
    assert card.sample_rate == separator.sample_rate


def test_every_loader_makes_what_its_name_says() -> None:
    for model_id in ("embedded", "spectral", "identity"):
        assert model_id in SEPARATORS
        assert load_separator(model_id).id == model_id
    assert load_separator("spectral").sources == tuple(Stem)
    assert load_separator("embedded").sources == tuple(Stem)


@pytest.mark.parametrize("model_id", ["embedded", "spectral", "identity"])
def test_the_revision_is_known_without_opening_the_separator(model_id: str) -> None:
    assert revision_of(model_id) == load_separator(model_id).revision


def test_the_revision_of_an_unknown_id_is_unknown() -> None:
    with pytest.raises(UnknownModel):
        revision_of("nothing-of-the-kind")


@pytest.mark.parametrize("model_id", ["spectral", "identity"])
def test_what_runs_on_the_cpu_only_says_so(model_id: str) -> None:
    with pytest.raises(UserError, match="CPU only"):
        load_separator(model_id, Setup(device="cuda"))


@pytest.mark.parametrize("wrong", [{"device": "tpu"}, {"precision": "int4"}, {"shifts": -1}])
def test_a_setup_of_nonsense_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=next(iter(wrong))):
        Setup(**wrong)  # type: ignore[arg-type]
