"""``aurax analyze SONG… [--stems DIR] [--out DIR]``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.cli.running import run_job, song_folders
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
    parser.add_argument("--model", metavar="ID", help="separator used where no stems are given")


def run(arguments: argparse.Namespace, console: Console) -> None:
    """Analyse each song; a song that fails is named and does not stop the others."""
    from engine.core.codec import to_builtins
    from engine.core.errors import EngineError
    from engine.jobs.analyze_track import AnalyzeTrack
    from engine.jobs.song import SeparationOptions

    options = SeparationOptions(
        model=arguments.model or console.settings.separation.model, overlap=console.settings.separation.overlap
    )
    documents: list[dict[str, Any]] = []
    texts: list[str] = []
    pairs = song_folders(map(Path, arguments.songs), Path(arguments.out).expanduser())
    for song, folder in pairs:
        spec = AnalyzeTrack(str(song), str(folder), stems_folder=arguments.stems or "", options=options)
        try:
            result: AnalyzedTrack = run_job(spec, console, song.name)
        except EngineError as error:
            if len(pairs) == 1:
                raise
            console.problem(f"{error}. {error.hint}")
            documents.append(
                {"song": str(song), "error": {"type": type(error).__name__, "message": str(error), "hint": error.hint}}
            )
            continue
        documents.append(
            {
                "song": str(song),
                "folder": str(folder),
                "files": list(result.files),
                "seconds": result.seconds,
                "notes": list(result.notes),
                "analysis": to_builtins(result.analysis),
            }
        )
        texts.append(f"{describe(result)}\n  in {folder}: {', '.join(result.files)}")
    console.result(documents[0] if len(pairs) == 1 else {"songs": documents}, "\n\n".join(texts))
