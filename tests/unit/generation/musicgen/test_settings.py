"""audiocraft's settings as they lie in checkpoints: what is read of them, and what is refused in a sentence."""

from __future__ import annotations

import pytest

from engine.core.errors import ModelRefused
from engine.generation.musicgen.settings import MELODY, TEXT, LanguageModel
from engine.generation.musicgen.xp_config import Config, codec, language_model
from tests.tiny_musicgen import codec_config, xp_config

pytest.importorskip("omegaconf")


def read(text: str) -> LanguageModel:
    return language_model(Config(text, model="mine"))


def test_a_mono_model() -> None:
    language = read(xp_config("mono"))

    assert (language.width, language.num_heads, language.num_layers, language.feed_forward) == (32, 2, 2, 128)
    assert language.delays == (0, 1, 2, 3)
    assert (language.cross, language.prepend, language.melody) == ((TEXT,), (), None)
    assert language.special_token == language.cardinality == 64


def test_left_and_right_have_codebooks_of_their_own() -> None:
    language = read(xp_config("stereo"))

    assert language.is_stereo
    assert language.delays == (0, 0, 1, 1, 2, 2, 3, 3)


def test_a_melody_stands_before_the_words_and_nothing_is_cross_attended() -> None:
    language = read(xp_config("melody"))

    assert (language.prepend, language.cross) == ((MELODY, TEXT), ())
    assert language.melody is not None
    assert language.melody.sample_rate == 32_000  # an interpolation: ${sample_rate}


def test_the_codec_runs_at_the_product_of_its_ratios() -> None:
    settings = codec(Config(codec_config(), model="mine"))

    assert (settings.hop_length, settings.token_rate, settings.num_codebooks) == (640, 50.0, 4)
    assert settings.arguments["use_causal_conv"] is False  # ${encodec.causal}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("positional_embedding: sin", "positional_embedding: rope", "transformer_lm.positional_embedding is 'rope'"),
        ("norm_first: true", "norm_first: false", "transformer_lm.norm_first is False"),
        ("model: t5", "model: clap", "conditioners.description.model is 'clap'"),
        ("modeling: delay", "modeling: unroll", "'unroll'"),
        ("cross: [description]", "cross: [mood]", "'mood'"),
        ("dim: 32", "dim: many", "transformer_lm.dim is no number: 'many'"),
        ("dim: 32", "dim: 33", "no transformer has these sizes"),
        ("delays: [0, 1, 2, 3]", "delays: [3, 1, 2, 0]", "delays must rise"),
        ("dim: 32", "dim: ${nothing}", "transformer_lm.dim cannot be read"),
    ],
)
def test_what_the_decoder_does_not_know_is_named(old: str, new: str, said: str) -> None:
    text = xp_config("mono")
    assert old in text

    with pytest.raises(ModelRefused, match=r".*") as refused:
        read(text.replace(old, new, 1))

    assert said in str(refused.value)


def test_references_that_unfold_without_end_are_refused() -> None:
    bomb = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"

    with pytest.raises(ModelRefused, match="references to themselves"):
        read(bomb)


@pytest.mark.parametrize("text", [None, 7, "[1, 2", "x" * (1 << 21)])
def test_what_is_no_settings_is_refused(text: object) -> None:
    with pytest.raises(ModelRefused):
        Config(text, model="mine")
