"""``aurax separate SONG… [--model ID] [--stems 4|5] [--device auto|cpu|cuda] [--out DIR]``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.cli.running import add_separation_arguments, run_batch, song_folders

if TYPE_CHECKING:
    import argparse

    from engine.cli.console import Console
    from engine.jobs.separate_track import SeparatedTrack

DEFAULT_FOLDER = "aurax-out"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("songs", nargs="+", metavar="SONG", help="audio files of any common format")
    parser.add_argument(
        "--out", metavar="DIR", default=DEFAULT_FOLDER, help=f"default: {DEFAULT_FOLDER} in the current folder"
    )
    parser.add_argument(
        "--force", action="store_true", help="separate again even where the same stems are there already"
    )
    add_separation_arguments(parser)


def run(arguments: argparse.Namespace, console: Console) -> None:
    """Separate each song; a song that fails is named and does not stop the others."""
    from engine.jobs.separate_track import SeparateTrack
    from engine.jobs.song import SeparationOptions

    options = SeparationOptions(
        model=arguments.model or console.settings.separation.model,
        overlap=console.settings.separation.overlap,
        device=arguments.device,
        num_stems=arguments.num_stems,
        subtype=arguments.format,
        precision=arguments.precision,
        shifts=arguments.shifts,
    )
    run_batch(
        song_folders(map(Path, arguments.songs), Path(arguments.out).expanduser()),
        lambda song, folder: SeparateTrack(str(song), str(folder), options, reuse=not arguments.force),
        _describe,
        console,
    )


def _describe(song: Path, folder: Path, result: SeparatedTrack) -> tuple[dict[str, Any], str]:
    from engine.core.codec import to_builtins

    document = {"song": str(song), "folder": str(folder), "cached": result.was_cached, **to_builtins(result.facts)}
    return document, _sentence(song, folder, result)


def _sentence(song: Path, folder: Path, result: SeparatedTrack) -> str:
    facts = result.facts
    if result.was_cached:
        return f"{song.name}: the same stems are already in {folder} (--force makes them again)"
    notes = "".join(f"\n  note: {note}" for note in facts.notes)
    return (
        f"{song.name}: {len(facts.files)} stems in {folder}, "
        f"{facts.seconds:.1f} s ({facts.realtime_factor:.1f}× real time), "
        f"they sum to the song within {facts.residual_db:.0f} dB{notes}"
    )
