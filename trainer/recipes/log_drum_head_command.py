"""``aurax train run log-drum-head``: arguments to a recipe, and a finished run to a model that the studio imports."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.core.errors import UserError
from trainer.recipes.log_drum_head import HeadKind, HeadSettings, LogDrumHeadRecipe, open_settings
from trainer.recipes.loop import Finished, Schedule
from trainer.runs import last_figures

if TYPE_CHECKING:
    import argparse

WEIGHTS_FILE = "htdemucs-log-drum.safetensors"
_WARMUP = 200
_EMA = 0.999
_BRANCH_DECAY = 0.05  # as in the authors' fine-tuning


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the recipe can be told."""
    add = parser.add_argument
    add("--weights", required=True, metavar="FILE", help="HTDemucs: .th or safetensors; or a model of this recipe")
    add("--corpus", metavar="DIR", help="multitracks of 'aurax train corpus make'; without it songs are composed now")
    add("--stems", metavar="DIR", help="your songs, a folder each: log_drum.wav with mixture.wav or the other stems")
    add("--stems-share", type=float, default=0.5, metavar="X", help="how often your songs are heard (default 0.5)")
    add("--kind", choices=("branch", "slices"), default="branch", help="decoders of its own, or the old ones' (branch)")
    add("--first-layer", type=int, default=1, metavar="N", help="where the branch begins, 0 to 3 (default 1)")
    add("--train-encoder", action="store_true", help="train what all stems share too: the old stems change then")
    add("--epochs", type=int, default=30, metavar="N", help="default 30")
    add("--epoch-steps", type=int, default=800, metavar="N", help="steps of an epoch (default 800)")
    add("--steps", type=int, metavar="N", help="steps in all, instead of epochs")
    add("--batch", type=int, default=8, metavar="N", help="examples in a step, by process (default 8)")
    add("--seconds", type=float, metavar="N", help="length of an example; default: what the network always hears")
    add("--learning-rate", type=float, default=1e-4, metavar="X", help="default 0.0001")
    add("--held-out", type=int, default=32, metavar="N", help="examples that judge after every epoch (default 32)")
    add("--workers", type=int, default=1, metavar="N", help="processes that compose, without --corpus (default 1)")
    add("--seed", type=int, default=0, metavar="N", help="of the new weights and the examples")


def open_recipe(arguments: argparse.Namespace) -> LogDrumHeadRecipe:
    """The recipe that was asked for; weights and songs are looked at now.

    Raises:
        UserError: If something is missing or a number is out of range.
        ModelRefused: If the weights are no HTDemucs that can be given a log drum.
        AudioReadError: If a labelled song cannot be read.
    """
    return open_settings(
        HeadSettings(
            weights=Path(arguments.weights).expanduser(),
            corpus=None if arguments.corpus is None else Path(arguments.corpus).expanduser(),
            stems=None if arguments.stems is None else Path(arguments.stems).expanduser(),
            stems_share=arguments.stems_share,
            kind=HeadKind(arguments.kind),
            first_layer=arguments.first_layer,
            train_encoder=arguments.train_encoder,
            seed=arguments.seed,
            seconds=arguments.seconds,
            batch=arguments.batch,
            validation_items=arguments.held_out,
            workers=arguments.workers,
        )
    )


def schedule(arguments: argparse.Namespace) -> Schedule:
    """How long and how fast."""
    steps = arguments.epochs * arguments.epoch_steps if arguments.steps is None else arguments.steps
    if steps < 1 or arguments.epoch_steps < 1 or not 0.0 < arguments.learning_rate < 1.0:
        raise UserError(
            "--epochs, --epoch-steps and --steps must be 1 or more, --learning-rate below 1",
            "Leave them out for the defaults.",
        )
    return Schedule(
        steps=steps,
        learning_rate=arguments.learning_rate,
        warmup=min(_WARMUP, steps // 10),
        # new slices share their tensors with old ones, and decay would move those although their gradient is masked
        weight_decay=_BRANCH_DECAY if arguments.kind == HeadKind.BRANCH else 0.0,
        ema=_EMA,
        validate_steps=arguments.epoch_steps,
    )


def finish(recipe: LogDrumHeadRecipe, run: Path, state: dict[str, Any]) -> Finished:
    """Write the network with the averaged weights as one file, whole."""
    from trainer.recipes.log_drum_model import write_model

    network = recipe.network()
    network.load_state_dict(state["average"], strict=False)  # what is frozen is not in a checkpoint
    figures = {"steps": state["step"], "seconds": round(state["seconds"]), **(last_figures(run) or {})}
    write_model(recipe, network, run / WEIGHTS_FILE, figures=figures)
    return Finished(run / WEIGHTS_FILE, f"{run.name}-{state['step']}")
