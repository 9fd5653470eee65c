"""The training loop that recipes share: Fabric underneath, so one CPU, one GPU or several hosts run the same lines.

Deterministic: batch ``k`` is a function of the recipe's seed and ``k`` alone, so all that a resumed run needs is the
checkpoint's weights, optimiser and step. Learning rate: up, level, and down over the last part (warmup-stable-decay, Hu
et al., "MiniCPM", 2024), so that a run can be made longer after the fact without having been planned so.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from engine.core.errors import UserError
from trainer.checkpoint import Checkpoint, load_checkpoint, newest_whole, save_checkpoint

if TYPE_CHECKING:
    from lightning_fabric import Fabric
    from torch import Tensor, nn


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """How long and how fast.

    Args:
        steps: In all.
        learning_rate: At its level part.
        warmup: Steps of the rise.
        decay: Share of the steps over which it falls, at the end.
        weight_decay: Of AdamW, on matrices only.
        clip: Largest norm of a gradient.
        ema: Decay of the averaged weights by step.
        save_seconds: Between checkpoints.
        save_steps: Between checkpoints, too; 0 to go by time alone.
        validate_steps: Between validations.
        muon: Parameters whose names begin so are moved by Muon where they are matrices; empty for AdamW alone.
    """

    steps: int
    learning_rate: float = 1e-3
    warmup: int = 100
    decay: float = 0.25
    weight_decay: float = 0.01
    clip: float = 5.0
    ema: float = 0.998
    save_seconds: float = 300.0
    save_steps: int = 0
    validate_steps: int = 200
    muon: str = ""

    def rate(self, step: int) -> float:
        """The learning rate of a step, counted from 0."""
        rise = min(1.0, (step + 1) / max(1, self.warmup))
        left = (self.steps - step) / max(1.0, self.decay * self.steps)
        return self.learning_rate * min(rise, max(0.02, min(1.0, left)))


@dataclass(frozen=True, slots=True, eq=False)
class StepLoss:
    """A loss to minimise and figures to show."""

    total: Tensor
    figures: dict[str, float] = field(default_factory=dict)


class Pieces(list[Any]):
    """A batch in pieces of one size, where the whole does not fit into memory at once; one step for all of them."""


class Recipe(Protocol):
    """What differs between trainings."""

    def network(self) -> nn.Module:
        """A new network, its weights drawn from the recipe's seed."""
        ...

    def batches(self, numbers: range) -> Iterator[Any]:
        """The batches of these numbers, in order."""
        ...

    def loss(self, network: nn.Module, batch: Any, fabric: Fabric) -> StepLoss:
        """The loss of a batch."""
        ...

    def validate(self, network: nn.Module, fabric: Fabric) -> dict[str, float]:
        """Figures on held-out material; ``score`` among them, more is better."""
        ...


@dataclass(frozen=True, slots=True)
class Progress:
    """What a listener is told after a step."""

    step: int
    steps: int
    seconds: float
    figures: dict[str, float]


@dataclass(frozen=True, slots=True)
class Finished:
    """What a finished run leaves: the file of weights, and their revision."""

    weights: Path
    revision: str


@dataclass(slots=True)
class _State:
    network: Any
    average: Any
    optimisers: tuple[Any, ...]
    changing: frozenset[str]
    step: int = 0
    best_step: int = 0
    best_score: float = -math.inf
    seconds: float = 0.0
    is_whole: bool = True  # False while a step is half applied: such a state must not be saved


def train(
    recipe: Recipe,
    run: Path,
    schedule: Schedule,
    fabric: Fabric,
    *,
    on_step: Callable[[Progress], None] = lambda _progress: None,
) -> Checkpoint:
    """Train, or go on where the run's newest whole checkpoint stands.

    Args:
        recipe: What to train on what.
        run: Folder of checkpoints and TensorBoard's events.
        schedule: How long and how fast.
        fabric: Launched.
        on_step: Told after every step; an exception it raises (``KeyboardInterrupt`` too) ends the run after a
            checkpoint.

    Returns:
        The last checkpoint.
    """
    from torch.utils.tensorboard import SummaryWriter

    state = _opened(recipe, run, schedule, fabric)
    if state.step >= schedule.steps and (whole := newest_whole(run)) is not None:
        return whole
    writer = SummaryWriter(str(run / "events"), purge_step=state.step) if fabric.is_global_zero else None
    try:
        return _steps(recipe, run, schedule, fabric, state, writer, on_step)
    finally:
        if writer is not None:
            writer.close()


def _opened(recipe: Recipe, run: Path, schedule: Schedule, fabric: Fabric) -> _State:
    network = recipe.network()
    average = _averaged(network).to(fabric.device)
    made = _optimisers(network, schedule)
    if len(made) > 1 and _scaler(fabric) is not None:
        raise UserError("fp16 does not go with two optimisers at once", "Use --precision bf16 or fp32.")
    wrapped, *optimisers = fabric.setup(network, *made)
    state = _State(wrapped, average, tuple(optimisers), _changing(network))
    whole = newest_whole(run)
    if whole is not None:
        saved = load_checkpoint(whole)
        for module, own in ((wrapped, saved["network"]), (average, saved["average"])):
            if set(own) != state.changing:
                raise UserError(f"The checkpoints in {run} are of another network", "Choose another folder.")
            module.load_state_dict(own, strict=False)
        for optimiser, own in zip(state.optimisers, saved["optimisers"], strict=True):
            optimiser.load_state_dict(own)
        if scale := saved.get("scale"):
            fabric.strategy.precision.load_state_dict(scale)
        state.step, state.seconds = saved["step"], saved["seconds"]
        state.best_step, state.best_score = saved["best_step"], saved["best_score"]
    return state


def _averaged(network: nn.Module) -> nn.Module:
    """A copy for the averaged weights; what is frozen is not copied but shared."""
    import copy

    shared = {id(own): own for own in network.parameters() if not own.requires_grad}
    return copy.deepcopy(network, shared).requires_grad_(requires_grad=False)


def _scaler(fabric: Fabric) -> Any:
    """What scales the loss in half precision, where gradients would vanish (Micikevicius et al., 2018); or None."""
    return getattr(fabric.strategy.precision, "scaler", None)


def _changing(network: nn.Module) -> frozenset[str]:
    """Names of the state that training changes.

    What is frozen the recipe makes again, bit for bit: neither the average nor a checkpoint needs it.
    """
    frozen = {name for name, own in network.named_parameters() if not own.requires_grad}
    return frozenset(network.state_dict()) - frozen


def _optimisers(network: nn.Module, schedule: Schedule) -> list[Any]:
    """AdamW for all; or Muon for the matrices inside, and AdamW for the first and last layers, scales and biases."""
    import torch

    from trainer.recipes.muon import Muon

    trained = {name: own for name, own in network.named_parameters() if own.requires_grad}
    inner = {
        name for name, own in trained.items() if schedule.muon and own.ndim >= 2 and name.startswith(schedule.muon)
    }
    groups = [
        {
            "params": [p for n, p in trained.items() if p.ndim >= 2 and n not in inner],
            "weight_decay": schedule.weight_decay,
        },
        {"params": [p for p in trained.values() if p.ndim < 2], "weight_decay": 0.0},
    ]
    made: list[Any] = [torch.optim.AdamW(groups, lr=schedule.learning_rate, betas=(0.9, 0.98))]
    if inner:
        made.append(
            Muon([trained[n] for n in sorted(inner)], schedule.learning_rate, weight_decay=schedule.weight_decay)
        )
    return made


def _steps(
    recipe: Recipe,
    run: Path,
    schedule: Schedule,
    fabric: Fabric,
    state: _State,
    writer: Any,
    on_step: Callable[[Progress], None],
) -> Checkpoint:
    began = saved_at = time.monotonic()
    spent = state.seconds
    numbers = range(
        state.step * fabric.world_size + fabric.global_rank, schedule.steps * fabric.world_size, fabric.world_size
    )
    try:
        for batch in recipe.batches(numbers):
            figures = _one(recipe, batch, schedule, fabric, state)
            state.seconds = spent + time.monotonic() - began
            if state.step % schedule.validate_steps == 0 or state.step == schedule.steps:
                figures |= _validated(recipe, fabric, state)
            if writer is not None:
                for name, value in figures.items():
                    writer.add_scalar(name, value, state.step)
            is_step = schedule.save_steps > 0 and state.step % schedule.save_steps == 0
            if is_step or time.monotonic() - saved_at > schedule.save_seconds:
                _save(run, fabric, state)
                saved_at = time.monotonic()
            on_step(Progress(state.step, schedule.steps, state.seconds, figures))
    except BaseException:
        if state.is_whole:
            _save(run, fabric, state)
        raise
    return _save(run, fabric, state)


def _one(recipe: Recipe, batch: Any, schedule: Schedule, fabric: Fabric, state: _State) -> dict[str, float]:
    import torch

    rate = schedule.rate(state.step)
    for optimiser in state.optimisers:
        for group in optimiser.param_groups:
            group["lr"] = rate
    for optimiser in state.optimisers:
        optimiser.zero_grad(set_to_none=True)
    figures = _gradients(recipe, batch if isinstance(batch, Pieces) else Pieces([batch]), fabric, state.network)
    first = state.optimisers[0]
    found: Any = fabric.clip_gradients(state.network, first, max_norm=schedule.clip, error_if_nonfinite=False)
    norm = float(found)
    state.is_whole = False
    if math.isfinite(norm) or _scaler(fabric) is not None:  # a scaler leaves the step out itself, and scales less
        for optimiser in state.optimisers:
            optimiser.step()
    state.step += 1
    # a young average would be mostly its random beginning
    keep = min(schedule.ema, state.step / (state.step + 10.0))
    with torch.no_grad():
        own = state.network.state_dict()
        for name, value in _part(state.average, state.changing).items():
            value.lerp_(own[name], 1.0 - keep) if value.is_floating_point() else value.copy_(own[name])
    state.is_whole = True
    return {"gradient_norm": norm, "learning_rate": rate, **figures}


def _gradients(recipe: Recipe, pieces: Pieces, fabric: Fabric, network: Any) -> dict[str, float]:
    """Add up the pieces' gradients, each with its share; returns the means of their figures."""
    means: dict[str, float] = {}
    for number, piece in enumerate(pieces, start=1):
        with fabric.no_backward_sync(network, enabled=number < len(pieces)):  # processes meet once a step
            loss = recipe.loss(network, piece, fabric)
            fabric.backward(loss.total / len(pieces))
        for name, value in {"loss": float(loss.total.detach()), **loss.figures}.items():
            means[name] = means.get(name, 0.0) + value / len(pieces)
    return means


def _part(module: nn.Module, names: frozenset[str]) -> dict[str, Tensor]:
    return {name: value for name, value in module.state_dict().items() if name in names}


def _validated(recipe: Recipe, fabric: Fabric, state: _State) -> dict[str, float]:
    figures = {}
    if fabric.is_global_zero:
        figures = {f"validation/{name}": value for name, value in recipe.validate(state.average, fabric).items()}
    fabric.barrier()
    score = figures.get("validation/score", -math.inf)
    if score > state.best_score:
        state.best_score, state.best_step = score, state.step
    return figures


def _save(run: Path, fabric: Fabric, state: _State) -> Checkpoint:
    saved = Checkpoint(state.step, run / f"step_{state.step:08d}")
    if fabric.is_global_zero:
        saved = save_checkpoint(
            run,
            state.step,
            {
                "network": _part(state.network, state.changing),
                "average": _part(state.average, state.changing),
                "optimisers": [optimiser.state_dict() for optimiser in state.optimisers],
                "scale": fabric.strategy.precision.state_dict(),
                "step": state.step,
                "seconds": state.seconds,
                "best_step": state.best_step,
                "best_score": state.best_score,
            },
        )
    fabric.barrier()
    return saved
