"""``aurax train resume DIR``: go on with a training where its newest whole checkpoint stands."""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from engine.core.errors import UserError
from trainer import event_lines
from trainer.cli.orchestrated import keep_plan, orchestrate_there, take_plan
from trainer.cli.run import add_machine_arguments, train_there
from trainer.recipes import RECIPES
from trainer.runs import read_order

if TYPE_CHECKING:
    from engine.cli.console import Console


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("run", metavar="DIR", help="folder of the run")
    parser.add_argument("--steps", type=int, metavar="N", help="another number of steps in all than at first")
    parser.add_argument("--plan", metavar="FILE", help="another plan from here on, for instance another budget")
    parser.add_argument("--despite", default="", metavar="WHY", help="go on though a decision stopped it; WHY is kept")
    event_lines.add_argument(parser)
    add_machine_arguments(parser)


def run(arguments: argparse.Namespace, console: Console) -> None:
    """Go on."""
    folder = Path(arguments.run).expanduser()
    order = read_order(folder)
    if order.recipe not in RECIPES:
        raise UserError(f"There is no recipe '{order.recipe}' in this version", "Use the version that began the run.")
    own = argparse.Namespace(**order.arguments, out=str(folder), home=arguments.home or order.home or None)
    if arguments.steps is not None:
        own.steps = arguments.steps
    module = RECIPES[order.recipe].load()
    plan = take_plan(arguments, folder, order.recipe, module)
    keep_plan(arguments, folder)
    train = train_there if plan is None else partial(orchestrate_there, order.recipe, plan)
    train(arguments, console, module, module.open_recipe(own), module.schedule(own), folder)
