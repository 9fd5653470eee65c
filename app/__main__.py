"""``python -m app [SONG…]``: the window. Importing this module imports neither Qt nor the engine's machinery."""

from __future__ import annotations

import argparse
import multiprocessing
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app import scale
from engine.core.window_views import VIEWS

if TYPE_CHECKING:
    from engine.paths import Paths

_DONE, _FAILED = 0, 1


def main(argv: Sequence[str] | None = None) -> int:
    """Show the window, or draw a picture of it; returns the exit status."""
    multiprocessing.freeze_support()  # first: a frozen build starts its workers through this very module
    arguments = _parser().parse_args(argv)
    _prepare_qt(arguments)
    from engine.core.errors import EngineError

    try:
        return _run(arguments)
    except EngineError as error:
        sentence = str(error)
        end = "" if sentence.endswith((".", "!", "?")) else "."
        sys.stderr.write(f"aurax studio: {sentence}{end} {error.hint}".rstrip() + "\n")
        return _FAILED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="aurax studio", description="The window of AURA-X Studio.")
    add_arguments(parser)
    parser.add_argument("--home", metavar="DIR", help="folder of all state: settings, library, window")
    return parser


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the window and ``aurax studio`` both understand."""
    parser.add_argument("songs", nargs="*", metavar="SONG", help="songs to open")
    parser.add_argument("--screenshot", metavar="PNG", help="draw the window into a file and exit")
    parser.add_argument("--view", choices=VIEWS, default="song")
    parser.add_argument(
        "--size", metavar="WxH", type=window_size, default=(1440, 900), help="of the picture, e.g. 1440x900"
    )
    parser.add_argument("--theme", choices=("dark", "light", "contrast"), default="")
    parser.add_argument("--language", choices=("en", "zu", "st"), default="", help="of the window's words")
    parser.add_argument("--scale", metavar="FACTOR", type=float, help="of everything on screen, e.g. 1.5")


def window_size(text: str) -> tuple[int, int]:
    """``1440x900`` as numbers."""
    width, _, height = text.lower().partition("x")
    if not (width.isdigit() and height.isdigit()) or not (200 <= int(width) <= 16_000 and 200 <= int(height) <= 16_000):
        raise argparse.ArgumentTypeError(f"a size looks like 1440x900, got {text!r}")
    return int(width), int(height)


def _prepare_qt(arguments: argparse.Namespace) -> None:
    """What Qt reads from the environment before it starts."""
    has_display = sys.platform in ("win32", "darwin") or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if arguments.screenshot and not has_display:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if arguments.scale:
        os.environ["QT_SCALE_FACTOR"] = str(arguments.scale)
    elif not arguments.screenshot:
        scale.apply(scale.remembered(_paths(arguments).home / "window.ini"))


def _paths(arguments: argparse.Namespace) -> Paths:
    from engine.paths import Paths

    home = arguments.home or os.environ.get("AURAX_HOME")
    return Paths.under(Path(home)) if home else Paths.for_user()


def _run(arguments: argparse.Namespace) -> int:
    from app.quick_imports import quick_imports
    from engine import logs
    from engine.settings import load_settings

    paths = _paths(arguments)
    logs.configure(paths.logs)
    settings = load_settings(paths.settings_file)
    songs = [Path(song) for song in arguments.songs]
    if arguments.screenshot:
        with quick_imports():
            from app.screenshot import Picture, take_picture

        width, height = arguments.size
        target = Path(arguments.screenshot).absolute()
        take_picture(
            paths,
            settings,
            songs,
            Picture(target, arguments.view, width, height, arguments.theme or "dark", arguments.language or "en"),
        )
        return _DONE
    with quick_imports():
        from app.compose import run_window

    logs.record_crashes(paths.logs)
    return run_window(paths, settings, songs, theme=arguments.theme, language=arguments.language)


if __name__ == "__main__":
    sys.exit(main())
