"""One step: its loss and gradients are audiocraft's own solver's; LoRA begins as the base and leaves it alone."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
import torch

pytest.importorskip("audiocraft")

from tests.tiny_musicgen import CARDINALITY
from trainer.finetune.batch import Batch, collate
from trainer.finetune.loss import cross_entropy, culture_loss
from trainer.finetune.network import (
    PROJECTION,
    Adapters,
    adapter_tensors,
    base_tensors,
    build_network,
    hash_of,
    merged_tensors,
)

pytestmark = pytest.mark.filterwarnings("ignore")  # audiocraft was written for older torch: dozens of deprecations


def batch_of(clips: list[Any], *told: bool) -> Batch:
    return collate(clips, told or (True,) * len(clips), special_token=CARDINALITY)


def loss_of(network: Any, batch: Batch) -> torch.Tensor:
    said = network(batch)
    return cross_entropy(said.logits, batch.tokens, said.mask)[0]


def solver_step(model: Any, words: torch.Tensor, is_word: torch.Tensor, batch: Batch) -> torch.Tensor:
    """What ``MusicGenSolver.run_step`` computes between preparing the batch and ``backward``."""
    from audiocraft.solvers.musicgen import MusicGenSolver

    solver: Any = object.__new__(MusicGenSolver)
    solver.__dict__["cfg"] = SimpleNamespace()
    output = model.compute_predictions(batch.tokens, [], {"description": (words, is_word)})
    loss, _ = MusicGenSolver._compute_cross_entropy(solver, output.logits, batch.tokens, batch.is_sound & output.mask)
    return loss


@pytest.mark.parametrize("told", [(True, True), (True, False), (False, False)])
def test_loss_and_gradients_are_those_of_audiocrafts_solver(
    checkpoint: Any, clips: list[Any], told: tuple[bool, bool]
) -> None:
    from engine.generation.musicgen.reference import load_reference

    batch = batch_of(clips, *told)
    network = build_network(checkpoint, adapters=None)
    ours = loss_of(network, batch)
    ours.backward()

    model = load_reference(checkpoint).lm.train()
    projection = model.condition_provider.conditioners["description"].output_proj
    words = projection(batch.text) * batch.is_word.unsqueeze(-1)  # T5Conditioner.forward after T5
    theirs = solver_step(model, words, batch.is_word, batch)
    theirs.backward()

    assert torch.equal(ours, theirs)
    compared = 0
    mine = {f"lm.{name}": own for name, own in network.lm.named_parameters()}
    mine |= {f"lm.{PROJECTION}{name}": own for name, own in network.projection.named_parameters()}
    for name, parameter in model.named_parameters():
        if parameter.grad is not None:
            torch.testing.assert_close(mine[f"lm.{name}"].grad, parameter.grad, rtol=0, atol=1e-7)
            compared += 1
    assert compared == len(mine)


def test_what_is_not_told_or_does_not_sound_does_not_count(checkpoint: Any, clips: list[Any]) -> None:
    network = build_network(checkpoint, adapters=None)
    batch = batch_of(clips, True, False)
    before = loss_of(network, batch)
    batch.text[1] += 1.0
    assert torch.equal(loss_of(network, batch), before)
    batch.text[0] += 1.0
    assert not torch.equal(loss_of(network, batch), before)

    said = network(batch)
    assert not bool(said.mask[1, :, 9:].any())
    # the last codebook is three steps late: its first three positions come out of steps without a whole context
    assert said.logits[said.mask].isfinite().all()


def test_lora_begins_as_the_base_and_leaves_it_alone(checkpoint: Any, clips: list[Any]) -> None:
    batch = batch_of(clips)
    plain = build_network(checkpoint, adapters=None)
    tuned = build_network(checkpoint, adapters=Adapters(rank=2, alpha=4.0))
    assert torch.equal(tuned(batch).logits.nan_to_num(), plain(batch).logits.nan_to_num())
    before = hash_of(base_tensors(tuned))
    assert before == hash_of({name: own.float() for name, own in checkpoint.tensors.items()})

    trained = [own for own in tuned.parameters() if own.requires_grad]
    assert len(trained) == len(adapter_tensors(tuned)) == 2 * 2 * 6  # two layers: 2 x in, 2 x out, 2 linear; A and B
    optimiser = torch.optim.AdamW(trained, lr=0.02)
    first = loss_of(tuned, batch)
    for _ in range(60):
        optimiser.zero_grad()
        loss = loss_of(tuned, batch)
        loss.backward()
        optimiser.step()

    assert float(loss) < 0.7 * float(first)
    assert hash_of(base_tensors(tuned)) == before
    merged = merged_tensors(tuned)
    assert hash_of(merged) != before
    plain.lm.load_state_dict({name: own for name, own in merged.items() if not name.startswith(PROJECTION)})
    torch.testing.assert_close(loss_of(plain, batch), loss_of(tuned, batch), rtol=1e-4, atol=1e-4)


def test_one_batch_can_be_learnt_by_heart(checkpoint: Any, clips: list[Any]) -> None:
    network = build_network(checkpoint, adapters=None, saves_memory=True)
    optimiser = torch.optim.AdamW(network.parameters(), lr=0.01)
    batch = batch_of(clips)
    first = loss_of(network, batch)
    for _ in range(80):
        optimiser.zero_grad()
        loss = loss_of(network, batch)
        loss.backward()
        optimiser.step()
    assert float(loss) < 0.05 * float(first)


def test_computing_layers_again_changes_no_gradient(checkpoint: Any, clips: list[Any]) -> None:
    found = []
    for saves_memory in (False, True):
        network = build_network(checkpoint, adapters=Adapters(rank=2), saves_memory=saves_memory)
        loss_of(network, batch_of(clips)).backward()
        found.append([own.grad for own in network.parameters() if own.grad is not None])
    assert len(found[0]) == len(found[1]) > 0
    assert all(torch.equal(one, other) for one, other in zip(*found, strict=True))


def test_markers_are_learnt_from_hidden_states_and_unknown_ones_do_not_count(checkpoint: Any, clips: list[Any]) -> None:
    network = build_network(checkpoint, adapters=Adapters(rank=2), num_markers=3)
    batch = batch_of(clips)
    said = network(batch)
    culture_loss(said.markers, batch.markers).backward()
    assert any(bool(own.grad.abs().sum() > 0) for name, own in network.lm.named_parameters() if own.grad is not None)
    assert bool((network.culture.weight.grad[2] == 0).all())  # nobody could judge the third
    nobody = torch.full((2, 3), float("nan"))
    assert float(culture_loss(said.markers.detach(), nobody)) == 0.0


def test_the_markers_gradient_is_its_finite_difference() -> None:
    markers = torch.tensor([[1.0, float("nan"), 0.25]])
    given = torch.tensor([[0.3, -1.0, 0.7]], requires_grad=True)
    culture_loss(given, markers).backward()
    assert given.grad is not None
    for place in range(3):
        nudge = torch.zeros(1, 3)
        nudge[0, place] = 1e-2
        up, down = culture_loss(given.detach() + nudge, markers), culture_loss(given.detach() - nudge, markers)
        assert float(given.grad[0, place]) == pytest.approx(float((up - down) / 2e-2), abs=1e-4)
