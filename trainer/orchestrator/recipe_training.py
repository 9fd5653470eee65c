"""A recipe of the shared loop as a training that can be orchestrated."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from engine.core.errors import UserError
from trainer.checkpoint import load_checkpoint, newest_whole
from trainer.orchestrator.plan import Plan
from trainer.orchestrator.seam import Facts, Measure, Sample, SampleHooks, ScoredSample, Which
from trainer.recipes.loop import Finished, Progress, Recipe, Schedule, train

if TYPE_CHECKING:
    from lightning_fabric import Fabric
    from torch import nn


@dataclass(slots=True)
class RecipeTraining:
    """See ``trainer.orchestrator.seam.Training``.

    Args:
        name: Of the recipe.
        module: Its command module, for ``finish``.
        recipe: What is trained on what.
        schedule: How long.
        fabric: Launched, one process.
        run: Folder of the run.
        hooks: What the recipe generates and how that is scored.
        listen: Told of every step before the orchestrator is.
    """

    name: str
    module: ModuleType
    recipe: Recipe
    schedule: Schedule
    fabric: Fabric
    run: Path
    hooks: SampleHooks
    listen: Callable[[Progress], None] = lambda _progress: None

    @property
    def facts(self) -> Facts:
        own = self.recipe
        return Facts(
            model=str(getattr(own, "model_name", self.name)),
            dataset=str(getattr(own, "dataset_name", "")),
            steps=self.schedule.steps,
            steps_per_epoch=int(getattr(own, "steps_per_epoch", 0)),
            uses_gpu=self.fabric.device.type == "cuda",
        )

    @property
    def measure(self) -> Measure:
        return self.hooks.measure

    def train(self, on_step: Callable[[Progress], None]) -> int:
        def both(progress: Progress) -> None:
            self.listen(progress)
            on_step(progress)

        return train(self.recipe, self.run, self.schedule, self.fabric, on_step=both).step

    def step(self) -> int:
        whole = newest_whole(self.run)
        return 0 if whole is None else whole.step

    def losses(self, which: Which) -> Sequence[float]:
        return self.hooks.losses(self._network(which), self.fabric)

    def generate(self, which: Which, folder: Path, number: int) -> Iterator[Sample]:
        yield from self.hooks.generate(self._network(which), self.fabric, folder, number)

    def score(self, sample: Sample) -> ScoredSample:
        return self.hooks.score(sample)

    def finish(self) -> Finished:
        return self.module.finish(self.recipe, self.run, self._state())  # type: ignore[no-any-return]

    def _state(self) -> dict[str, Any]:
        whole = newest_whole(self.run)
        if whole is None:
            raise UserError(f"{self.run} holds no checkpoint yet", "Let it train first.")
        return load_checkpoint(whole)

    def _network(self, which: Which) -> nn.Module:
        """The network to judge: the averaged weights, or those that the recipe begins with."""
        network = self.recipe.network()
        if which is Which.CURRENT:
            network.load_state_dict(self._state()["average"], strict=False)
        return network.to(self.fabric.device).eval().requires_grad_(requires_grad=False)


def open_training(
    name: str, module: ModuleType, recipe: Recipe, schedule: Schedule, fabric: Fabric, run: Path, plan: Plan
) -> RecipeTraining:
    """A recipe, ready to be orchestrated.

    Raises:
        UserError: If the recipe does not say what it generates and who scores it, or runs in several processes.
    """
    check_hooks(name, module)
    if fabric.world_size > 1:
        raise UserError("An orchestrated training runs in one process", "Leave out --processes and --hosts, or --plan.")
    hooks: SampleHooks = module.open_hooks(recipe, plan.scoring.pass_at)
    often = replace(schedule, save_steps=plan.checkpoints.steps)
    return RecipeTraining(name, module, recipe, often, fabric, run, hooks)


def check_hooks(name: str, module: ModuleType) -> None:
    """Refuse a recipe that cannot be orchestrated.

    Raises:
        UserError: If its command module has no ``open_hooks``.
    """
    if not hasattr(module, "open_hooks"):
        raise UserError(
            f"The recipe '{name}' does not say how its results are generated and scored, so no milestone can be judged",
            "Train it without --plan, or give its command module open_hooks: docs/how-to/orchestrate-a-training.md.",
        )
