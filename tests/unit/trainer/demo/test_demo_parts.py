"""The parts of the demo: a codec that really codes, a model the engine opens, rates, and steps that are done once."""

from __future__ import annotations

import argparse
import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from engine.cli import main
from engine.cli.console import Console
from engine.core.errors import UserError
from engine.paths import Paths
from engine.settings import Settings
from trainer.cli import TRAINER
from trainer.demo.corpus import CAPTIONS, demo_songs
from trainer.demo.measures import HeardTake, difference, rate_of, rates, summary
from trainer.demo.plan import DemoFolders, DemoOrder, begin
from trainer.demo.steps import Stage, prompt_of
from trainer.demo.tiny_codec import CodecShape, coefficients, cosine_transform
from trainer.demo.tiny_model import ModelShape, write_tiny_model
from trainer.demo.verbs import Verbs
from trainer.demo.walking import PlannedStep, walk

SHAPE = ModelShape(
    width=32,
    heads=2,
    layers=1,
    codec=CodecShape(ratios=(8, 5, 4, 2), num_codebooks=4, codebook_size=64, bands=320, low_codebooks=2),
)


@pytest.fixture(scope="module")
def sound() -> torch.Tensor:
    """Four seconds of low strokes and a chord: what a lapped transform codes well."""
    time = np.arange(64_000) / 16_000
    since = time % 0.5
    strokes = np.exp(-6.0 * since) * np.sin(2 * np.pi * 60.0 * since)
    chord = sum(np.sin(2 * np.pi * hertz * time) for hertz in (262.0, 311.0, 392.0))
    return torch.from_numpy((0.6 * strokes + 0.1 * chord).astype(np.float32))


@pytest.fixture(scope="module")
def checkpoint(sound: torch.Tensor, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Written, and opened as any MusicGen is: the engine checks every shape."""
    from engine.generation.musicgen.checkpoint import open_checkpoint

    made = tmp_path_factory.mktemp("tiny")
    captions = [prompt_of(caption) for caption in CAPTIONS] * 8
    write_tiny_model(made / "untrained", sound, captions, SHAPE, seed=3)
    return open_checkpoint(made / "untrained", model="tiny", scratch=made / "scratch")


@pytest.fixture(scope="module")
def codec(checkpoint: Any) -> Any:
    from engine.generation.musicgen.codec import EnCodec

    return EnCodec(checkpoint.codec, num_codebooks=checkpoint.language.num_codebooks)


@pytest.mark.parametrize("blocks", [1, 4])
def test_the_transform_is_orthogonal_over_its_overlap(blocks: int) -> None:
    size = 40
    rows = cosine_transform(size, blocks)
    assert torch.allclose(rows @ rows.T, torch.eye(size, dtype=torch.float64), atol=1e-12)
    first, second = rows[:, :size], rows[:, size:]
    assert torch.allclose(second @ first.T, torch.zeros(size, size, dtype=torch.float64), atol=1e-12)


def test_the_layers_of_the_codec_are_the_transform(codec: Any, sound: torch.Tensor) -> None:
    network: Any = codec._network
    with torch.inference_mode():
        inside = network.encoder(sound[None, None])
        again = network.decoder(inside)[0, 0]
    assert inside.shape == (1, 320, 200)
    inner = slice(320, len(sound) - 320)  # the first and last half hop have one block instead of two
    # all 320 coefficients are kept: what is left is ELU's bend, half a thousandth of what goes through it, and a
    # coefficient of a tone is several times as large as its samples
    assert _decibels(sound[inner], (again[: len(sound)] - sound)[inner]) > 45.0
    own = coefficients(sound, 320, SHAPE.codec.blocks).float()
    scale = (inside[0].T * own).sum(0) / own.square().sum(0)
    assert torch.allclose(inside[0].T, own * scale, atol=float(inside.abs().max()) * 1e-2)


def test_tokens_carry_the_sound(codec: Any, sound: torch.Tensor) -> None:
    tokens = codec.encode(sound[None, None])
    assert tokens.shape == (1, 4, 200)
    assert int(tokens.min()) >= 0
    assert int(tokens.max()) < 64
    again = codec.decode(tokens)[0, 0, : len(sound)]
    assert _decibels(sound, again - sound) > 6.0
    zeros = codec.decode(torch.zeros_like(tokens))[0, 0, : len(sound)]
    assert _decibels(sound, zeros - sound) < 3.0, "other tokens are another sound"


def _decibels(signal: torch.Tensor, error: torch.Tensor) -> float:
    return float(10.0 * torch.log10(signal.square().sum() / error.square().sum()))


def test_the_two_prompts_are_told_apart_by_the_words_alone(checkpoint: Any) -> None:
    from engine.generation.musicgen.text import T5Reader

    reader = T5Reader(checkpoint.text, device="cpu", model="tiny")
    first, second = (reader.read([prompt_of(caption)]).vectors[0].mean(0) for caption in CAPTIONS)
    assert torch.cosine_similarity(first, second, dim=0) < 0.999
    assert float((first - second).norm() / first.norm()) > 0.05


def test_half_of_the_songs_have_a_log_drum(tmp_path: Path) -> None:
    songs = demo_songs(tmp_path, 8)
    assert sum(song.caption.has_log_drum for song in songs) == 4
    assert len({song.file for song in songs}) == 8


def test_rates_and_their_intervals() -> None:
    rate = rate_of(8, 10)
    assert rate is not None
    # Wilson, 1927: 8 of 10 at 95 %
    assert (round(rate.low, 3), round(rate.high, 3)) == (0.490, 0.943)
    assert rate_of(0, 0) is None


def _take(caption: int, has_log_drum: bool | None, total: float | None = None) -> HeardTake:
    return HeardTake("tuned", CAPTIONS[caption].id, "", has_log_drum, None, total, None)


def test_only_a_clear_difference_counts_as_telling_apart() -> None:
    clear = [_take(0, has_log_drum=True)] * 8 + [_take(1, has_log_drum=False)] * 8
    assert difference(rates(clear)).tells_apart
    alike = [_take(0, has_log_drum=True)] * 8 + [_take(1, has_log_drum=True)] * 8
    assert not difference(rates(alike)).tells_apart
    turned = [_take(0, has_log_drum=False)] * 8 + [_take(1, has_log_drum=True)] * 8
    assert not difference(rates(turned)).tells_apart
    unknown = summary([_take(0, has_log_drum=None), _take(1, has_log_drum=False)])
    assert unknown["difference"]["share"] is None
    assert unknown["mean_total"] is None


def _stage(out: Path) -> Stage:
    console = Console(Paths.under(out / "home"), Settings(), err=io.StringIO())
    return Stage(DemoOrder(), DemoFolders(out), console, Verbs(console), 1)


def test_a_finished_step_is_not_done_again_and_a_stopped_one_is(tmp_path: Path) -> None:
    given: list[str] = []

    def one(stage: Stage) -> dict[str, Any]:
        given.append("one")
        return {"found": 1}

    def two(stage: Stage) -> dict[str, Any]:
        given.append("two")
        if given.count("two") == 1:
            raise KeyboardInterrupt
        return {"found": 2}

    steps = (PlannedStep("one", "first", one, 1.0), PlannedStep("two", "second", two, 1.0))
    with pytest.raises(KeyboardInterrupt):
        walk(steps, _stage(tmp_path))
    assert [file.name for file in (tmp_path / "steps").iterdir()] == ["01-one.json"]
    stage = _stage(tmp_path)
    assert [step.document["found"] for step in walk(steps, stage)] == [1, 2]
    assert given == ["one", "two", "two"]
    assert "finished before" in stage.console.err.getvalue()  # type: ignore[attr-defined]
    walk(steps, _stage(tmp_path))
    assert given == ["one", "two", "two"]


def test_a_folder_holds_one_demo(tmp_path: Path) -> None:
    begin(tmp_path / "demo", DemoOrder())
    begin(tmp_path / "demo", DemoOrder())
    with pytest.raises(UserError, match="other sizes"):
        begin(tmp_path / "demo", DemoOrder(songs=10))
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "song.wav").write_bytes(b"")
    with pytest.raises(UserError, match="something else"):
        begin(tmp_path / "mine", DemoOrder())
    assert [file.name for file in (tmp_path / "mine").iterdir()] == ["song.wav"]


def test_verbs_that_fail_stop_the_demo(tmp_path: Path) -> None:
    verbs = _stage(tmp_path).verbs
    with pytest.raises(UserError):
        verbs.train("dataset", "show", "nothing")
    with pytest.raises(UserError, match="does not take this"):
        verbs.train("dataset", "show", "--no-such-option")
    assert verbs.given == ["aurax train dataset show nothing", "aurax train dataset show --no-such-option"]


@pytest.mark.parametrize(
    "words", [("--songs", "5"), ("--song-seconds", "2"), ("--clip-seconds", "30"), ("--takes", "0"), ("--seed", "-1")]
)
def test_sizes_that_cannot_be(words: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = ("--home", str(tmp_path / "home"))
    assert main([*home, "--json", "demo", "--out", str(tmp_path / "demo"), *words], TRAINER) == 1
    out = capsys.readouterr()
    assert json.loads(out.out)["error"]["hint"]
    assert not (tmp_path / "demo").exists()


def test_the_usual_sizes_can_be_asked_for() -> None:
    from trainer.cli import demo

    parser = argparse.ArgumentParser()
    demo.add_arguments(parser)
    assert demo.order_of(parser.parse_args(["--out", "x"])) == DemoOrder()
