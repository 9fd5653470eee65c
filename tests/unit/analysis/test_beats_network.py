"""A network that hears beats: the authors' checkpoint format end to end with a tiny random network; decoding."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.analysis.beat_decoding import decode
from engine.analysis.beat_model import BEAT_MODELS, OWN, BeatActivations, load_beat_model, require_beat_model
from engine.analysis.beat_this_model import read_network
from engine.core.errors import ModelNotInstalled, ModelRefused, UserError
from engine.models.catalog import Catalog
from engine.models.installed import import_files
from tests.signals import click_track, noise

torch = pytest.importorskip("torch")
pytest.importorskip("beat_this")

TINY = {"spect_dim": 128, "transformer_dim": 32, "ff_mult": 1, "n_layers": 1, "head_dim": 16, "stem_dim": 16}
RATE_HZ = 50.0


def _network() -> Any:
    from beat_this.model.beat_tracker import BeatThis

    torch.manual_seed(0)
    return BeatThis(**TINY)


def _checkpoint(path: Path) -> Path:
    """As Lightning writes it: the network under ``model.``, settings of training and network in one dictionary."""
    network = _network()
    content = {
        "state_dict": {f"model.{name}": tensor for name, tensor in network.state_dict().items()},
        "hyper_parameters": TINY | {"lr": 0.0008, "dropout": {"frontend": 0.1, "transformer": 0.2}, "sum_head": True},
        "epoch": 99,
        "pytorch-lightning_version": "2.4.0",
    }
    torch.save(content, path)
    return path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A models folder with the tiny network, imported as a user does it; ``final0.ckpt`` lies beside it."""
    parent = tmp_path_factory.mktemp("beat-this")
    models = parent / "models"
    import_files(Catalog(models).get("beat-this"), models, [_checkpoint(parent / "final0.ckpt")])
    return models


def test_a_checkpoint_is_imported_and_hears_as_the_authors_code_does(folder: Path) -> None:
    inference = pytest.importorskip("beat_this.inference")  # needs torchaudio; ours does not
    audio = noise(65.0, sample_rate=22_050)  # three pieces
    heard = load_beat_model("beat-this", folder)
    assert heard is not None
    ours = heard.activations(audio, report=lambda _fraction: None)
    theirs = inference.Audio2Frames(str(folder.parent / "final0.ckpt"))(audio.samples.mean(axis=0), 22_050)
    assert ours.rate_hz == RATE_HZ
    for own, their in zip((ours.beat, ours.downbeat), theirs, strict=True):
        np.testing.assert_allclose(own, their.numpy(), atol=2e-3)  # float32 of two mel filter banks


@pytest.mark.parametrize("seconds", [0.0, 0.01, 0.5, 30.0])
def test_any_length_is_heard(folder: Path, seconds: float) -> None:
    heard = load_beat_model("beat-this", folder)
    assert heard is not None
    audio = click_track(120.0, seconds)
    found = heard.activations(audio, report=lambda _fraction: None)
    assert len(found.beat) == len(found.downbeat) >= int(seconds * RATE_HZ)
    assert np.isfinite(found.beat).all()


@pytest.mark.parametrize(
    "changed",
    [{"n_layers": 2}, {"n_layers": 10**9}, {"transformer_dim": "wide"}, {"head_dim": 24}, {"spect_dim": None}],
)
def test_other_checkpoints_are_refused_in_a_sentence(tmp_path: Path, changed: dict[str, Any]) -> None:
    from safetensors.torch import save_file

    tensors = {f"state_dict.model.{name}": tensor.clone() for name, tensor in _network().state_dict().items()}
    if changed == {"spect_dim": None}:
        tensors = {"other": torch.zeros(3)}
    values = {f"hyper_parameters.{name}": value for name, value in (TINY | changed).items()}
    save_file(tensors, tmp_path / "other.safetensors", metadata={"values": json.dumps(values)})
    with pytest.raises(ModelRefused) as caught:
        read_network(tmp_path / "other.safetensors", "beat-this")
    assert "\n" not in str(caught.value)


def test_what_is_not_there_is_told(tmp_path: Path) -> None:
    assert load_beat_model(OWN, None) is None
    assert require_beat_model(OWN, None) is None
    for model in BEAT_MODELS:
        with pytest.raises(ModelNotInstalled):
            require_beat_model(model, tmp_path)
        with pytest.raises(ModelNotInstalled):
            load_beat_model(model, None)
    with pytest.raises(UserError, match="beat tracker"):
        load_beat_model("metronome", tmp_path)


def _activations(beats: np.ndarray, downbeats: np.ndarray, seconds: float) -> BeatActivations:
    rows = []
    for times in (beats, downbeats):
        row = np.full(int(seconds * RATE_HZ), -5.0, np.float32)
        row[np.rint(times * RATE_HZ).astype(int)] = 3.0
        rows.append(row)
    return BeatActivations(rows[0], rows[1], RATE_HZ)


@pytest.mark.parametrize("beats_per_bar", [3, 4, 5])
def test_peaks_become_bars(beats_per_bar: int) -> None:
    beats = np.arange(0.4, 29.0, 0.52)
    downbeats = beats[2::beats_per_bar]
    grid = decode(_activations(beats, np.delete(downbeats, 3), 30.0), None)  # one downbeat is not heard
    assert grid is not None
    np.testing.assert_allclose(grid.times, beats, atol=0.5 / RATE_HZ + 1e-6)
    assert grid.beats_per_bar == beats_per_bar
    np.testing.assert_allclose(grid.downbeats, downbeats, atol=0.5 / RATE_HZ + 1e-6)
    assert grid.confidence > 0.9


def test_a_machines_tempo_is_fitted_to_its_attacks() -> None:
    from engine.analysis.rhythm_evidence import hear_rhythm

    audio = click_track(121.37, 40.0, offset=0.3)
    beats = np.arange(0.3, 39.9, 60.0 / 121.37)
    grid = decode(_activations(beats, beats[::4], 41.0), hear_rhythm(audio))
    assert grid is not None
    assert grid.is_steady
    assert grid.tempo_bpm == pytest.approx(121.37, abs=0.01)  # frames of 20 ms would leave 0.05
    assert grid.positions[:5] == (1, 2, 3, 4, 1)


def test_no_peaks_are_no_beats() -> None:
    assert decode(_activations(np.zeros(0), np.zeros(0), 10.0), None) is None
