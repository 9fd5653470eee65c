"""``aurax train demo --out DIR``: the whole way on our own corpus and a tiny model; the same command goes on."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from engine.core.errors import UserError

if TYPE_CHECKING:
    import argparse

    from engine.cli.console import Console
    from trainer.demo.plan import DemoOrder

_MOST_THREADS = 2
"""By default: the budget is meant for two cores."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    from trainer.demo.plan import DemoOrder
    from trainer.event_lines import add_argument

    usual = DemoOrder()
    parser.add_argument("--out", required=True, metavar="DIR", help="everything goes there; a stopped demo goes on")
    sizes = parser.add_argument_group("sizes")
    sizes.add_argument("--songs", type=int, default=usual.songs, metavar="N", help=f"default {usual.songs}")
    sizes.add_argument("--song-seconds", type=float, default=usual.song_seconds, metavar="S", help="of each song")
    sizes.add_argument("--clip-seconds", type=float, default=usual.clip_seconds, metavar="S", help="of clips and takes")
    sizes.add_argument("--base-steps", type=int, default=usual.base_steps, metavar="N", help="without captions")
    sizes.add_argument("--tune-steps", type=int, default=usual.tune_steps, metavar="N", help="with captions")
    sizes.add_argument("--batch", type=int, default=usual.batch, metavar="N", help="clips of a step")
    sizes.add_argument("--takes", type=int, default=usual.takes, metavar="N", help="of each model and caption")
    sizes.add_argument("--seed", type=int, default=usual.seed, metavar="N", help="of all that is drawn")
    parser.add_argument(
        "--threads", type=int, default=0, metavar="N", help=f"cores to use; default: all, at most {_MOST_THREADS}"
    )
    add_argument(parser)


def run(arguments: argparse.Namespace, console: Console) -> None:
    """Go the whole way."""
    from engine.paths import Paths
    from engine.settings import Settings
    from trainer.dataset.making import alone
    from trainer.demo.plan import begin
    from trainer.demo.report import REPORT_MD
    from trainer.demo.steps import Stage
    from trainer.demo.verbs import Verbs
    from trainer.demo.whole_way import go
    from trainer.event_lines import EventLines

    order = order_of(arguments)
    folders = begin(Path(arguments.out).expanduser().absolute(), order)
    events = EventLines(console, "demo", arguments.events)
    inner = replace(events.watching(), paths=Paths.under(folders.home), settings=Settings())
    threads = arguments.threads or min(_MOST_THREADS, os.cpu_count() or 1)
    with alone(folders.out):
        report = go(Stage(order, folders, inner, Verbs(inner), threads))
    document = {name: own for name, own in report.items() if name not in ("models", "steps", "commands")}
    text = "\n".join([*report["verdict"], f"Everything is in {folders.out}; read {folders.out / REPORT_MD}"])
    events.result({"folder": str(folders.out), **document}, text)


def order_of(arguments: argparse.Namespace) -> DemoOrder:
    """The sizes that were asked for.

    Raises:
        UserError: If one cannot be.
    """
    from trainer.demo.plan import DemoOrder
    from trainer.demo.tiny_model import ModelShape

    own = arguments
    if own.songs < 4 or own.songs % 2:
        raise UserError(f"{own.songs} songs cannot be split by artist into halves", "Choose 4, 6, 8 … --songs.")
    if not 8.0 <= own.song_seconds <= 120.0 or not 4.0 <= own.clip_seconds <= min(30.0, own.song_seconds / 2.0):
        raise UserError(
            "Songs last 8 to 120 seconds, and clips 4 to 30 and at most half a song",
            "Leave out --song-seconds and --clip-seconds.",
        )
    if min(own.base_steps, own.tune_steps, own.batch, own.takes) < 1 or own.seed < 0 or own.threads < 0:
        raise UserError("Steps, --batch and --takes are 1 or more, --seed and --threads 0 or more", "Leave them out.")
    return DemoOrder(
        songs=own.songs,
        song_seconds=own.song_seconds,
        clip_seconds=own.clip_seconds,
        shape=ModelShape(window_seconds=own.clip_seconds),
        base_steps=own.base_steps,
        tune_steps=own.tune_steps,
        batch=own.batch,
        takes=own.takes,
        seed=own.seed,
    )
