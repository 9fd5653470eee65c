"""``aurax train tensorboard DIR``: the curves of a training in a browser of this machine, and of this machine only."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from engine.core.errors import UserError

if TYPE_CHECKING:
    import argparse

    from engine.cli.console import Console

LOOPBACK = "127.0.0.1"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("run", metavar="DIR", help="folder of the run")
    parser.add_argument("--port", type=int, default=6006, metavar="N", help="0 for any that is free (default 6006)")


def run(arguments: argparse.Namespace, console: Console) -> None:
    """Serve until Ctrl-C. There is no option for another host: from elsewhere, use an SSH tunnel."""
    events = Path(arguments.run).expanduser() / "events"
    if not events.is_dir():
        raise UserError(
            f"{arguments.run} holds no curves yet", "Name the folder of a training: aurax train run … --out DIR"
        )
    if not 0 <= arguments.port < 65_536:
        raise UserError(f"{arguments.port} is no port", "Choose 0 to 65535.")
    address = serve(events, arguments.port)
    console.result({"address": address, "events": str(events)}, f"{address} (Ctrl-C ends it)")
    console.out.flush()
    while True:
        time.sleep(3600.0)


def serve(events: Path, port: int) -> str:
    """Start TensorBoard on the loopback address in a thread; returns its address.

    Raises:
        UserError: If the port is taken.
    """
    from tensorboard import program  # type: ignore[import-untyped]

    board = program.TensorBoard()
    board.configure(argv=["tensorboard", "--logdir", str(events), "--host", LOOPBACK, "--port", str(port)])
    try:
        address: str = board.launch()
    except program.TensorBoardServerException as error:
        raise UserError(f"TensorBoard cannot start: {error}", "Choose another --port, or 0 for any.") from error
    return address
