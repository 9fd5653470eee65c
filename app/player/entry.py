"""Where the player's process begins. Light, because the window imports it to name it."""

from __future__ import annotations

from multiprocessing.connection import Connection


def run_player(block_name: str, connection: Connection, device: str, force_silent: bool, recording: str) -> None:
    """Serve one window until it closes the pipe."""
    from app.player import process

    process.run(block_name, connection, device, force_silent=force_silent, recording=recording)
