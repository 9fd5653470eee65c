"""What a training must offer to be orchestrated, and what a recipe adds to be one.

A whole training is a ``Training``. Recipes of the shared loop (``trainer.recipes.loop.Recipe``) become one by
``recipe_training.RecipeTraining`` and a ``SampleHooks`` of their own, which their command module hands out as
``open_hooks(recipe, pass_at)``: what is generated, and who scores it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from trainer.recipes.loop import Finished, Progress

if TYPE_CHECKING:
    from lightning_fabric import Fabric
    from torch import nn


class Which(StrEnum):
    """The model as it stands, or what it began as, frozen."""

    CURRENT = "current"
    BASE = "base"


@dataclass(frozen=True, slots=True)
class Facts:
    """What the files of a run say of it.

    Args:
        model: What is trained.
        dataset: On what.
        steps: In all.
        steps_per_epoch: 0 where material has no end (remixed crops); then there are no epochs.
        uses_gpu: Whether a GPU's use tells something.
    """

    model: str
    dataset: str
    steps: int
    steps_per_epoch: int = 0
    uses_gpu: bool = False


@dataclass(frozen=True, slots=True)
class Measure:
    """What "authenticity" is in this training: ``words`` say it, ``is_stand_in`` that it is not culture's score."""

    id: str
    words: str
    is_stand_in: bool


@dataclass(frozen=True, slots=True)
class Sample:
    """One generated thing: its name, a file to hear, and what the scorer needs besides."""

    name: str
    file: Path | None
    content: object = None


@dataclass(frozen=True, slots=True)
class ScoredSample:
    """A sample with its score. ``has_passed`` is None where it could not be scored: it then counts as not passed."""

    name: str
    file: Path | None
    score: float | None
    has_passed: bool | None
    words: str = ""


class SampleHooks(Protocol):
    """What a recipe adds: what is measured on held-out items, generated, and how that is scored."""

    @property
    def measure(self) -> Measure: ...

    def losses(self, network: nn.Module, fabric: Fabric) -> Sequence[float]:
        """The loss of every held-out item, always the same items in the same order."""
        ...

    def generate(self, network: nn.Module, fabric: Fabric, folder: Path, number: int) -> Iterator[Sample]:
        """``number`` samples one after the other, the same wishes and seeds for every network."""
        ...

    def score(self, sample: Sample) -> ScoredSample:
        """Judge one sample by what is in it, never by the loss."""
        ...


class Training(Protocol):
    """A training that can be stopped at any step and taken up again from its folder."""

    @property
    def facts(self) -> Facts: ...

    @property
    def measure(self) -> Measure: ...

    def train(self, on_step: Callable[[Progress], None]) -> int:
        """Go on from the newest checkpoint until all steps are done or ``on_step`` raises; returns the step.

        ``on_step`` is called after every step; whatever it raises ends the training after a checkpoint of that step.
        Checkpoints are ``trainer.checkpoint``'s.
        """
        ...

    def step(self) -> int:
        """Of the newest whole checkpoint; 0 before there is one."""
        ...

    def losses(self, which: Which) -> Sequence[float]:
        """See ``SampleHooks.losses``; of the newest checkpoint."""
        ...

    def generate(self, which: Which, folder: Path, number: int) -> Iterator[Sample]:
        """See ``SampleHooks.generate``."""
        ...

    def score(self, sample: Sample) -> ScoredSample:
        """See ``SampleHooks.score``."""
        ...

    def finish(self) -> Finished:
        """Write the trained weights."""
        ...
