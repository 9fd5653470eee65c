"""Recipes of the note rooms: small nets learn what can be learned, alike each time; labels; a corpus without notes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engine.analysis.bass_attacks import attack_probability
from engine.analysis.low_register import register_probabilities
from engine.core.errors import UserError
from engine.core.stems import Stem
from trainer.recipes.low_notes import fit_low_register, labels
from trainer.recipes.note_corpus import played_stems
from trainer.recipes.note_starts import fit_note_starts
from trainer.recipes.small_nets import NetPlan, fit_net


def points(count: int = 600) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(3)
    features = rng.standard_normal((count, 4)).astype(np.float32) * [1.0, 10.0, 0.1, 1.0] + [0.0, 5.0, 0.0, 3.0]
    return features.astype(np.float32), (np.hypot(features[:, 0], (features[:, 1] - 5.0) / 10.0) < 1.1).astype(np.int64)


def test_a_net_learns_a_ring_and_is_read_as_it_was_fitted() -> None:
    features, truth = points()
    plan = NetPlan(names=("hidden", "out"), hidden=(12,), steps=500, learning_rate=0.01)
    tensors = fit_net(features, truth, np.ones(len(truth), np.float32), plan)
    found = attack_probability(features, tensors) > 0.5
    assert (found == (truth == 1)).mean() > 0.95
    again = fit_net(features, truth, np.ones(len(truth), np.float32), plan)
    assert all(np.array_equal(tensors[name], again[name]) for name in tensors)


def test_classes_have_probabilities() -> None:
    features, truth = points()
    plan = NetPlan(names=("hidden", "out"), hidden=(12,), classes=3, is_tanh=True, steps=400, learning_rate=0.01)
    kinds = truth + (features[:, 3] > 4.0)
    found = register_probabilities(features.astype(float), fit_net(features, kinds, np.ones(600, np.float32), plan))
    np.testing.assert_allclose(found.sum(axis=1), 1.0)
    assert (found.argmax(axis=1) == kinds).mean() > 0.85


def test_the_nearest_candidate_is_the_note_and_its_neighbours_are_unclear() -> None:
    truth = labels(np.array([0.10, 0.97, 1.01, 1.04, 2.0, 3.0]), [1.0, 2.045])
    assert truth.tolist() == [0, -1, 1, -1, -1, 0]


@pytest.mark.parametrize("fit", [fit_low_register, fit_note_starts])
def test_a_folder_without_notes_is_told(tmp_path: Path, fit: object) -> None:
    with pytest.raises(UserError) as caught:
        fit(tmp_path, lambda _share: None)  # type: ignore[operator]
    assert caught.value.hint
    with pytest.raises(UserError):
        list(played_stems(tmp_path, Stem.BASS, lambda _share: None))
