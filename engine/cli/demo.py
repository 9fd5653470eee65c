"""``aurax demo [SONG] [--out DIR]``: the main job from end to end."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from engine.cli.running import run_job
from engine.cli.summary import describe, timing_table
from engine.core.names import safe_name

if TYPE_CHECKING:
    import argparse

    from engine.cli.console import Console
    from engine.jobs.analyze_track import AnalyzedTrack

DEFAULT_FOLDER = "aurax-demo"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument(
        "song", nargs="?", metavar="SONG", help="your own song; without it, a short piece we made is used"
    )
    parser.add_argument(
        "--out", metavar="DIR", default=DEFAULT_FOLDER, help=f"default: {DEFAULT_FOLDER} in the current folder"
    )
    parser.add_argument("--model", metavar="ID", help="separator; default from the settings")


def run(arguments: argparse.Namespace, console: Console) -> None:
    """Five stems, beats, key, chords, notes, MIDI, JSON and a picture of one song."""
    from engine.core.codec import to_builtins
    from engine.jobs.analyze_track import AnalyzeTrack
    from engine.jobs.song import OVERVIEW_FILE, SeparationOptions
    from engine.paths import resources

    song = Path(arguments.song) if arguments.song else resources() / "demo" / "first_light.flac"
    folder = Path(arguments.out).expanduser() / safe_name(song.stem)
    options = SeparationOptions(
        model=arguments.model or console.settings.separation.model, overlap=console.settings.separation.overlap
    )
    spec = AnalyzeTrack(str(song), str(folder), keep_stems=True, with_overview=True, options=options)
    result: AnalyzedTrack = run_job(spec, console, song.name)
    separation = to_builtins(result.separation)
    document = {
        "song": str(song),
        "folder": str(folder),
        "files": list(result.files),
        "seconds": result.seconds,
        "notes": list(result.notes),
        "separation": separation,
        "analysis": to_builtins(result.analysis),
    }
    text = "\n".join(
        [
            describe(result),
            "",
            timing_table(result.seconds, result.analysis.audio.duration),
            "",
            f"Everything is in {folder}",
            f"  {', '.join(result.files)}",
            f"Look at {folder / OVERVIEW_FILE}; drag the stems and the MIDI file into your DAW at bar 1.",
        ]
    )
    console.result(document, text)
