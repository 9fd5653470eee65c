"""``aurax analyze SONG… [--stems DIR] [--out DIR]``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.cli.running import run_batch, song_folders
from engine.cli.separate import DEFAULT_FOLDER
from engine.cli.summary import describe

if TYPE_CHECKING:
    import argparse

    from engine.cli.console import Console
    from engine.jobs.analyze_track import AnalyzedTrack


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("songs", nargs="+", metavar="SONG", help="audio files of any common format")
    parser.add_argument(
        "--stems", metavar="DIR", help="stems made before, in DIR/<song> or DIR; otherwise they are made in passing"
    )
    parser.add_argument(
        "--out", metavar="DIR", default=DEFAULT_FOLDER, help=f"default: {DEFAULT_FOLDER} in the current folder"
    )
    parser.add_argument(
        "--quantise",
        metavar="STEP",
        default="1/16",
        help="what the notes of SONG.quantised.mid lie on: 1/8, 1/16, 1/32, 1/16t for triplets (default 1/16)",
    )
    parser.add_argument("--straight", action="store_true", help="without the song's swing in that file")
    parser.add_argument("--model", metavar="ID", help="separator used where no stems are given")
    parser.add_argument(
        "--beats", metavar="ID", help="what hears the beats: own, or an installed network (beat-this); see the settings"
    )


def run(arguments: argparse.Namespace, console: Console) -> None:
    """Analyse each song; a song that fails is named and does not stop the others."""
    from engine.analysis.beat_model import require_beat_model
    from engine.exchange.midi_quantise import Grid
    from engine.jobs.analyze_track import AnalyzeTrack
    from engine.jobs.song import SeparationOptions

    Grid.parse(arguments.quantise)  # a wrong grid is told before an hour of songs
    require_beat_model(arguments.beats or console.settings.analysis.beats, console.paths.models)
    options = SeparationOptions(
        model=arguments.model or console.settings.separation.model, overlap=console.settings.separation.overlap
    )
    run_batch(
        song_folders(map(Path, arguments.songs), Path(arguments.out).expanduser()),
        lambda song, folder: AnalyzeTrack(
            str(song),
            str(folder),
            stems_folder=arguments.stems or "",
            quantise=arguments.quantise,
            straight=arguments.straight,
            options=options,
            beats=arguments.beats or "",
        ),
        _describe,
        console,
    )


def _describe(song: Path, folder: Path, result: AnalyzedTrack) -> tuple[dict[str, Any], str]:
    from engine.core.codec import to_builtins

    document = {
        "song": str(song),
        "folder": str(folder),
        "files": list(result.files),
        "seconds": result.seconds,
        "notes": list(result.notes),
        "analysis": to_builtins(result.analysis),
    }
    return document, f"{describe(result)}\n  in {folder}: {', '.join(result.files)}"
