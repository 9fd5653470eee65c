"""``aurax train run log-drum-attacks``: arguments to a recipe, and a finished run to the file that ships."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.core.errors import UserError
from engine.separation.instrument.attacks import WEIGHTS
from trainer.recipes.log_drum_attacks import AttackRecipe, AttackSettings
from trainer.recipes.loop import Finished, Schedule

if TYPE_CHECKING:
    import argparse

_LEARNING_RATE, _WARMUP, _DECAY, _EMA = 4e-3, 100, 0.6, 0.99


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the recipe can be told."""
    add = parser.add_argument
    add("--corpus", required=True, metavar="DIR", help="multitracks of 'aurax train corpus make'")
    add(
        "--separated",
        metavar="DIR",
        help="where separated log drums are kept; made where missing",
    )
    add("--separator", default="embedded", metavar="ID", help="what separates them (default embedded)")
    add("--steps", type=int, default=2000, metavar="N", help="default 2000")
    add("--batch", type=int, default=8, metavar="N", help="songs in a step (default 8)")
    add("--seed", type=int, default=0, metavar="N", help="of the new weights and the examples")


def open_recipe(arguments: argparse.Namespace) -> AttackRecipe:
    """The recipe that was asked for.

    Raises:
        UserError: If the corpus cannot be used or a number is out of range.
    """
    if arguments.batch < 1:
        raise UserError("--batch must be 1 or more", "Leave it out for the default.")
    return AttackRecipe(
        AttackSettings(
            corpus=Path(arguments.corpus).expanduser(),
            separated=None if arguments.separated is None else Path(arguments.separated).expanduser(),
            separator=arguments.separator,
            seed=arguments.seed,
            batch=arguments.batch,
        )
    )


def schedule(arguments: argparse.Namespace) -> Schedule:
    """How long and how fast."""
    if arguments.steps < 1:
        raise UserError("--steps must be 1 or more", "Leave it out for the default.")
    return Schedule(
        steps=arguments.steps,
        learning_rate=_LEARNING_RATE,
        warmup=min(_WARMUP, arguments.steps // 10),
        decay=_DECAY,
        ema=_EMA,
        validate_steps=max(1, arguments.steps // 8),
    )


def finish(_recipe: AttackRecipe, run: Path, state: dict[str, Any]) -> Finished:
    """Write the averaged weights as one file, whole."""
    from safetensors.torch import save_file

    from engine.whole_file import whole_file

    with whole_file(run / WEIGHTS) as temporary:
        save_file({name: value.contiguous().float().cpu() for name, value in state["average"].items()}, temporary)
    return Finished(run / WEIGHTS, f"{run.name}-{state['step']}")
