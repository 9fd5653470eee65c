"""``aurax score SONG… [--profile ID] [--out DIR] [--stems DIR] [--panel NAME] [--gate X]``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.cli.running import run_batch, song_folders
from engine.cli.score_summary import summary
from engine.cli.separate import DEFAULT_FOLDER
from engine.core.errors import UserError

if TYPE_CHECKING:
    import argparse

    from engine.cli.console import Console
    from engine.jobs.score_song import ScoredSong


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument(
        "songs", nargs="+", metavar="SONG", help="audio files, what 'aurax analyze' wrote, takes, or a folder of these"
    )
    parser.add_argument("--profile", metavar="ID", help="how the markers are weighed (default: the settings', aurax)")
    parser.add_argument(
        "--stems", metavar="DIR", help="stems made before, in DIR/<song> or DIR; otherwise those there are are used"
    )
    parser.add_argument(
        "--out",
        metavar="DIR",
        help=f"default: {DEFAULT_FOLDER} in the current folder for songs, the folder itself for a folder",
    )
    parser.add_argument("--panel", metavar="NAME", help="how unusual is it against a panel of yours (aurax panel)?")
    parser.add_argument("--gate", type=float, metavar="SCORE", help="the least total, 0-1 (default: the profile's)")
    parser.add_argument("--no-picture", action="store_true", help="culture.json only, no culture.png")
    parser.add_argument("--model", metavar="ID", help="separator used where there are no stems")


def run(arguments: argparse.Namespace, console: Console) -> None:
    """Judge each song; a song that fails is named and does not stop the others."""
    from engine.culture.profile import profile_of
    from engine.jobs.score_song import ScoreSong
    from engine.jobs.song import SeparationOptions
    from engine.library import Library

    check_gate(arguments.gate)
    profile = arguments.profile or console.settings.scoring.profile
    profile_of(profile, console.paths.home)  # wrong names are told before an hour of songs
    options = SeparationOptions(
        model=arguments.model or console.settings.separation.model, overlap=console.settings.separation.overlap
    )
    with Library.open(console.paths.library) as library:
        if arguments.panel:
            library.panels.get(arguments.panel)
        run_batch(
            _folders(arguments),
            lambda song, folder: ScoreSong(
                str(song),
                str(folder),
                profile=profile,
                stems_folder=arguments.stems or "",
                panel=arguments.panel or "",
                threshold=arguments.gate,
                with_picture=not arguments.no_picture,
                options=options,
            ),
            _describe,
            console,
            library=library,
        )


def check_gate(gate: float | None) -> None:
    """Refuse a gate no total can be measured against.

    Raises:
        UserError: If it does not lie in 0-1.
    """
    if gate is not None and not 0.0 <= gate <= 1.0:
        raise UserError(f"--gate {gate:g} is no total: totals lie between 0 and 1", "Choose for example --gate 0.8.")


def _folders(arguments: argparse.Namespace) -> list[tuple[Path, Path]]:
    """Each song with where its score goes: beside its analysis where a folder was given and no other named."""
    songs = [inside for song in arguments.songs for inside in _inside(Path(song).expanduser())]
    pairs = song_folders(songs, Path(arguments.out or DEFAULT_FOLDER).expanduser())
    if arguments.out:
        return pairs
    return [(song, song if song.is_dir() else folder) for song, folder in pairs]


def _inside(song: Path) -> list[Path]:
    """A song; of a folder of analysed songs or takes each of them."""
    from engine.exchange.take_json import TAKE_FILE
    from engine.jobs.song import ANALYSIS_FILE

    def is_one(folder: Path) -> bool:
        return any((folder / name).is_file() for name in (ANALYSIS_FILE, TAKE_FILE))

    if not song.is_dir() or is_one(song):
        return [song]
    return sorted(folder for folder in song.iterdir() if folder.is_dir() and is_one(folder)) or [song]


def _describe(song: Path, folder: Path, result: ScoredSong) -> tuple[dict[str, Any], str]:
    from engine.exchange.culture_json import culture_document

    document = {
        "song": str(song),
        "title": result.title,
        "folder": str(folder),
        "files": list(result.files),
        "rests_on": result.origin,
        "notes": list(result.notes),
        "seconds": result.seconds,
        "culture": culture_document(result.score, contests=result.contests),
    }
    return document, f"{summary(result)}\n  in {folder}: {', '.join(result.files)}"
