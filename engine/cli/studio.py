"""``aurax studio``: the window, in a process of its own. The engine never imports it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from engine.core.errors import UserError
from engine.core.window_views import VIEWS
from engine.paths import Paths

if TYPE_CHECKING:
    import argparse

    from engine.cli.console import Console

_NO_DISPLAY_HINT = "Start it from a desktop session, or draw a picture with --screenshot FILE.png."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("songs", nargs="*", metavar="SONG", help="songs to open")
    parser.add_argument(
        "--screenshot", metavar="PNG", help="draw the window into a file once the song is analysed, and exit"
    )
    parser.add_argument("--view", choices=VIEWS, default="song", help="what the picture shows")
    parser.add_argument("--size", metavar="WxH", default="1440x900", help="of the picture")
    parser.add_argument("--theme", choices=("dark", "light", "contrast"), help="the one used last if not given")
    parser.add_argument("--language", choices=("en", "zu", "st"), help="of the words; the one used last if not given")
    parser.add_argument("--scale", metavar="FACTOR", help="of everything on screen, e.g. 1.5")


def run(arguments: argparse.Namespace, console: Console) -> None:
    """Start the window and wait for it; its exit status becomes ours.

    Raises:
        UserError: If there is no screen and no picture was asked for, or a song does not exist.
    """
    for song in arguments.songs:
        if not Path(song).expanduser().exists():
            raise UserError(f"There is no file {song}", "Check the name; quote it if it holds spaces.")
    if not arguments.screenshot and not _has_display():
        raise UserError("There is no screen to show the window on", _NO_DISPLAY_HINT)
    is_silent = bool(arguments.screenshot) and (console.as_json or console.quiet)
    answer = subprocess.run(
        command(arguments, console),
        env=_environment(),
        stderr=subprocess.PIPE if is_silent else None,
        text=True,
        check=False,
    )
    if answer.returncode and is_silent:
        raise UserError(_last_sentence(answer.stderr), "Try the same without --quiet and --json to see more.")
    if answer.returncode:
        raise SystemExit(answer.returncode if answer.returncode > 0 else 1)
    if arguments.screenshot:
        console.result({"screenshot": str(Path(arguments.screenshot).absolute())}, f"{arguments.screenshot} is drawn")


def _last_sentence(said: str) -> str:
    """What the window said last, which is why it could not go on."""
    lines = [line for line in said.splitlines() if line.strip()]
    return lines[-1].removeprefix("aurax studio: ").strip() if lines else "The window ended without a word"


def command(arguments: argparse.Namespace, console: Console) -> list[str]:
    """The window's command line."""
    line = [sys.executable, "-m", "app", "--view", arguments.view, "--size", arguments.size]
    if console.paths == Paths.under(console.paths.home):  # chosen with --home, not the system's own places
        line += ["--home", str(console.paths.home)]
    for option in ("screenshot", "theme", "language", "scale"):
        value = getattr(arguments, option)
        if value:
            line += [f"--{option}", str(value)]
    return [*line, "--", *arguments.songs]


def _environment() -> dict[str, str]:
    """The window's package lies beside the engine's, also when neither is installed."""
    root = str(Path(__file__).resolve().parent.parent.parent)
    known = os.environ.get("PYTHONPATH")
    return {**os.environ, "PYTHONPATH": f"{root}{os.pathsep}{known}" if known else root}


def _has_display() -> bool:
    if sys.platform in ("win32", "darwin") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
