"""``aurax train run chords``: arguments to a recipe, and a finished run to the file that ships."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.analysis.chord_net import WEIGHTS
from engine.core.errors import UserError
from trainer.recipes.chords import ChordRecipe, ChordSettings
from trainer.recipes.loop import Finished, Schedule

if TYPE_CHECKING:
    import argparse

_LEARNING_RATE, _WARMUP, _DECAY, _EMA = 4e-3, 100, 0.7, 0.99


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the recipe can be told."""
    add = parser.add_argument
    add("--corpus", action="append", default=[], metavar="DIR", help="multitracks of 'aurax train corpus make'; again")
    add("--written", type=int, default=400, metavar="N", help="pieces written and imagined (default 400)")
    add("--rendered", type=int, default=100, metavar="N", help="pieces played with SoundFonts (default 100)")
    add(
        "--separated",
        type=int,
        default=80,
        metavar="N",
        help="songs of the corpora heard, separated too (default 80)",
    )
    add("--heard", default="chords-heard", metavar="DIR", help="where what was heard of these is kept")
    add("--steps", type=int, default=2000, metavar="N", help="default 2000")
    add("--batch", type=int, default=256, metavar="N", help="beats in a step (default 256)")
    add("--seed", type=int, default=0, metavar="N", help="of the new weights, the pieces and the batches")


def open_recipe(arguments: argparse.Namespace) -> ChordRecipe:
    """The recipe that was asked for.

    Raises:
        UserError: If a folder is missing or a number is out of range.
    """
    corpora = tuple(Path(folder).expanduser() for folder in arguments.corpus)
    for folder in corpora:
        if not folder.is_dir():
            raise UserError(f"There is no folder {folder}", "Make a corpus with: aurax train corpus make --out DIR")
    if arguments.batch < 1 or min(arguments.written, arguments.rendered, arguments.separated) < 0:
        raise UserError("--batch must be 1 or more, --written, --rendered and --separated 0 or more", "Leave them out.")
    return ChordRecipe(
        ChordSettings(
            corpora=corpora,
            written=arguments.written,
            rendered=arguments.rendered,
            heard=arguments.separated,
            cache=Path(arguments.heard).expanduser(),
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


def finish(_recipe: ChordRecipe, run: Path, state: dict[str, Any]) -> Finished:
    """Write the averaged weights as one file, whole."""
    from safetensors.torch import save_file

    from engine.whole_file import whole_file

    with whole_file(run / WEIGHTS) as temporary:
        save_file({name: value.contiguous().float().cpu() for name, value in state["average"].items()}, temporary)
    return Finished(run / WEIGHTS, f"{run.name}-{state['step']}")
