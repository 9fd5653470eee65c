"""Fitting where sections begin: known weights come back; material without form is refused in one sentence."""

from pathlib import Path

import numpy as np
import pytest

from engine.analysis.form_features import form_features
from engine.analysis.section_lines import WEIGHTS, line_features, log_odds
from engine.cli import main
from engine.core.errors import UserError
from engine.paths import resources
from tests.signals import noise
from trainer.cli import TRAINER
from trainer.recipes.section_lines import fit_section_lines, logistic


def test_known_log_odds_come_back() -> None:
    rng = np.random.default_rng(0)
    features = rng.standard_normal((20_000, 3)) * (1.0, 5.0, 0.2)
    weights = np.array([1.5, -0.3, 4.0, -1.0])
    truth = rng.random(20_000) < 1.0 / (1.0 + np.exp(-(features @ weights[:-1] + weights[-1])))
    assert logistic(features, truth, penalty=1e-3) == pytest.approx(weights, rel=0.1, abs=0.05)


def test_a_folder_without_pieces_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(UserError, match="no piece whose sections are known"):
        fit_section_lines(tmp_path, lambda _share: None)
    out = tmp_path / "weights"
    assert main(["fit", "section-lines", "--corpus", str(tmp_path), "--out", str(out), "--quiet"], program=TRAINER) == 1
    assert "aurax train corpus make" in capsys.readouterr().err
    assert not out.exists()


@pytest.mark.parametrize("seconds", [3.0, 20.0])
def test_the_weights_that_ship_weigh_every_feature(seconds: float) -> None:
    edges = np.linspace(0.0, seconds, max(2, int(seconds / 2.0)))
    bars = form_features(noise(seconds), None, edges)
    assert (resources() / "weights" / WEIGHTS).stat().st_size < 10_000
    assert log_odds(bars).shape == (len(edges) - 1,)
    assert np.all(np.isfinite(line_features(bars)))
