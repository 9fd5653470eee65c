"""The training loop on a problem with a known answer: two numbers to be found."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import torch
from lightning_fabric import Fabric

from trainer.checkpoint import checkpoints, load_checkpoint, newest_whole
from trainer.recipes.loop import Progress, Schedule, StepLoss, train
from trainer.recipes.muon import Muon, orthogonal

TRUTH = torch.tensor([[2.0, -1.0]])


@dataclass(frozen=True)
class Line:
    """A linear map from examples that follow from their number."""

    def network(self) -> torch.nn.Module:
        torch.manual_seed(0)
        return torch.nn.Sequential(torch.nn.Linear(2, 4), torch.nn.Linear(4, 1))

    def batches(self, numbers: range) -> Iterator[torch.Tensor]:
        for number in numbers:
            yield torch.randn(16, 2, generator=torch.Generator().manual_seed(number))

    def loss(self, network: torch.nn.Module, batch: Any, _fabric: Fabric) -> StepLoss:
        return StepLoss((network(batch) - batch @ TRUTH.T).square().mean(), {"rows": float(len(batch))})

    def validate(self, network: torch.nn.Module, _fabric: Fabric) -> dict[str, float]:
        with torch.no_grad():
            error = (network(torch.eye(2)) - TRUTH.T - network(torch.zeros(1, 2))).abs().max()
        return {"score": -float(error)}


def schedule(steps: int, **more: Any) -> Schedule:
    return Schedule(steps=steps, learning_rate=0.03, warmup=5, validate_steps=25, ema=0.9, **more)


def fabric() -> Fabric:
    made = Fabric(accelerator="cpu", devices=1)
    made.launch()
    return made


def weights(run: Path) -> dict[str, torch.Tensor]:
    whole = newest_whole(run)
    assert whole is not None
    return load_checkpoint(whole)["network"]


@pytest.mark.parametrize("muon", ["", "0."])
def test_the_answer_is_found(tmp_path: Path, muon: str) -> None:
    figures: list[Progress] = []
    train(Line(), tmp_path, schedule(200, muon=muon), fabric(), on_step=figures.append)
    assert figures[-1].figures["validation/score"] > -0.05
    assert figures[-1].figures["loss"] < 0.01 * figures[0].figures["loss"]
    assert (tmp_path / "events").is_dir()


@pytest.mark.parametrize("muon", ["", "0."])
def test_a_stopped_run_goes_on_as_if_it_had_not_stopped(tmp_path: Path, muon: str) -> None:
    plan = schedule(60, muon=muon)
    train(Line(), tmp_path / "whole", plan, fabric())

    def stop(progress: Progress) -> None:
        if progress.step in (17, 41):
            raise KeyboardInterrupt

    for _ in range(2):
        with pytest.raises(KeyboardInterrupt):
            train(Line(), tmp_path / "parts", plan, fabric(), on_step=stop)
    assert [checkpoint.step for checkpoint in checkpoints(tmp_path / "parts")] == [41, 17]
    train(Line(), tmp_path / "parts", plan, fabric())
    whole, parts = weights(tmp_path / "whole"), weights(tmp_path / "parts")
    assert all(torch.equal(whole[name], parts[name]) for name in whole)


def test_a_finished_run_stays_and_a_longer_plan_goes_on(tmp_path: Path) -> None:
    first = train(Line(), tmp_path, schedule(20), fabric())
    steps: list[int] = []
    assert train(Line(), tmp_path, schedule(20), fabric(), on_step=lambda p: steps.append(p.step)) == first
    assert steps == []
    train(Line(), tmp_path, schedule(23), fabric(), on_step=lambda p: steps.append(p.step))
    assert steps == [21, 22, 23]


def test_the_learning_rate_rises_stays_and_falls() -> None:
    plan = Schedule(steps=100, learning_rate=1.0, warmup=10, decay=0.2)
    rates = [plan.rate(step) for step in range(100)]
    assert rates[:10] == pytest.approx([0.1 * (step + 1) for step in range(10)])
    assert rates[10:80] == [1.0] * 70
    assert rates[80:] == pytest.approx([max(0.02, (100 - step) / 20) for step in range(80, 100)])


@pytest.mark.parametrize("shape", [(8, 8), (4, 30), (30, 4)])
def test_orthogonal_keeps_directions_and_evens_out_singular_values(shape: tuple[int, int]) -> None:
    matrix = torch.randn(shape, generator=torch.Generator().manual_seed(1))
    made = orthogonal(matrix)
    values = torch.linalg.svdvals(made)
    assert values.max() < 1.25  # the quintic's limits (Jordan et al. 2024): 0.7 to 1.2
    assert values.min() > 0.5
    left, _, right = torch.linalg.svd(matrix, full_matrices=False)
    polar = left @ right
    assert torch.nn.functional.cosine_similarity(made.flatten(), polar.flatten(), dim=0) > 0.97


def test_muon_takes_convolutions_and_leaves_what_has_no_gradient() -> None:
    moved, still = (torch.nn.Parameter(torch.randn(4, 3, 3, 1)) for _ in range(2))
    before = moved.detach().clone(), still.detach().clone()
    optimiser = Muon([moved, still], lr=0.1)
    (moved**2).sum().backward()
    optimiser.step()
    assert not torch.equal(moved, before[0])
    assert torch.equal(still, before[1])
