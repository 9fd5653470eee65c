"""``aurax export SONG|TAKE… --as stems|midi|dawproject|stem-pack|loops|loop-midi|rekordbox|jams|lab|…``.

Files for a DAW, a DJ's collection, a sampler or research, named by tempo and key, and what the theory says.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.cli.console import output_folder
from engine.cli.export_song import (
    SONG_FORMS,
    add_song_arguments,
    asked_forms,
    check_song,
    described,
    export_song,
    song_options,
)
from engine.cli.running import run_batch_of, run_job, song_folders
from engine.core.errors import UserError
from engine.core.stems import Stem

if TYPE_CHECKING:
    import argparse

    from engine.cli.console import Console
    from engine.core.analysis import Analysis
    from engine.jobs.export_one_shots import ExportedOneShots
    from engine.library import Library

DEFAULT_FOLDER = "aurax-export"
ONE_SHOTS = "one-shots"
CREDITS = "credits"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument(
        "songs",
        nargs="+",
        metavar="SONG",
        help="an audio file, the folder of a take, or the number of a track in the library",
    )
    parser.add_argument(
        "--as",
        dest="forms",
        action="append",
        metavar="FORM",
        help=f"stems, midi, {', '.join(SONG_FORMS)}, lab, json, picture, {ONE_SHOTS}, theory-json, training-sample, "
        "credits (of a take); may be repeated; default: stems and midi",
    )
    parser.add_argument(
        "--of",
        dest="stem",
        choices=[stem.value for stem in Stem],
        default=Stem.LOG_DRUM.value,
        help=f"the stem that --as {ONE_SHOTS} takes apart; default: %(default)s",
    )
    add_song_arguments(parser)
    parser.add_argument("--out", metavar="DIR", help=f"default: {DEFAULT_FOLDER} in the current folder")


def run(arguments: argparse.Namespace, console: Console) -> None:
    """Open each song that was not opened before, then write what was asked for."""
    from engine.exchange.stems_pack import FORMS
    from engine.exchange.theory_json import THEORY_FORMS
    from engine.separation.registry import load_refiner

    forms = asked_forms(arguments.forms or ["stems", "midi"], arguments)
    _check(forms, (*FORMS, *SONG_FORMS, ONE_SHOTS, *THEORY_FORMS, CREDITS))
    check_song(arguments, forms)
    if ONE_SHOTS in forms:
        load_refiner(Stem(arguments.stem))  # before a song is separated for it
    run_batch_of(
        _folders(arguments, console), lambda song, target: _export(song, target, arguments, forms, console), console
    )


def _folders(arguments: argparse.Namespace, console: Console) -> list[tuple[Path, Path]]:
    """Each song, take or track of the library with its own folder below ``--out``."""
    from engine.library import Library

    sources = []
    for song in arguments.songs:
        take = _take(song)
        if take is None:
            with Library.open(console.paths.library) as library:
                take = _source(song, library)
        sources.append(take)
    return song_folders(sources, output_folder(arguments.out, DEFAULT_FOLDER))


def _export(
    source: Path, target: Path, arguments: argparse.Namespace, forms: list[str], console: Console
) -> tuple[dict[str, Any], str]:
    """One song; returns the document and the text that say what was written."""
    from engine.exchange.analysis_json import read_analysis
    from engine.exchange.stems_pack import FORMS, pack_files, write_pack
    from engine.exchange.theory_json import THEORY_FORMS
    from engine.jobs.song import ANALYSIS_FILE

    take = _take(str(source))
    _require_take(take, forms)
    folder = take or _opened(source, console)
    if take is not None:
        _draw(folder, forms)
    name = target.name
    taken_out = _one_shots(folder, target, arguments, console) if ONE_SHOTS in forms else None
    exported = export_song(song_options(arguments, forms, folder, target, source, is_take=take is not None), console)
    analysis = read_analysis(folder / ANALYSIS_FILE)
    pairs = pack_files(folder, analysis, name, [form for form in forms if form in FORMS])
    written = [path.name for path in write_pack(pairs, target)]
    packed = dict(pairs) if "stems" in forms else {}
    written += [_write_theory(form, folder, analysis, target, packed) for form in forms if form in THEORY_FORMS]
    if take is not None:
        written += _write_credits(take, target, forms)
    document: dict[str, Any] = {"song": str(source), "folder": str(target), "files": written}
    if taken_out is not None:
        written += taken_out.files
        document["one_shots"] = taken_out.found
    said = described(exported, document)
    lines = [f"{len(written)} files in {target}: {', '.join(written)}", *said]
    if taken_out is not None:
        lines.append(_sentence(taken_out.found))
    return document, "\n".join(lines)


def _one_shots(folder: Path, target: Path, arguments: argparse.Namespace, console: Console) -> ExportedOneShots:
    from engine.jobs.export_one_shots import ExportOneShots

    spec = ExportOneShots(str(folder), str(target), target.name, arguments.stem)
    result: ExportedOneShots = run_job(spec, console, folder.name)
    return result


def _write_theory(form: str, folder: Path, analysis: Analysis, target: Path, packed: dict[Path, str]) -> str:
    """Write a document of the theory; stems are named as they lie beside it, or else by the path they have."""
    from engine.exchange.theory_json import write_theory
    from engine.theory.summary import annotate

    place = folder / "stems" if (folder / "stems").is_dir() else folder
    files = {stem: place / f"{stem.value}.wav" for stem in Stem}
    stems = {stem: packed.get(file, str(file.absolute())) for stem, file in files.items() if file.is_file()}
    try:
        # an analysis of an older engine may lack chapters; they are cheap to derive
        return write_theory(form, target, annotate(analysis), stems).name
    except OSError as error:
        raise UserError(
            f"Cannot write to {target}: {error.strerror}", "Choose another folder, or make room on the disk."
        ) from error


def _require_take(take: Path | None, forms: list[str]) -> None:
    if CREDITS in forms and take is None:
        raise UserError("Only a take has credits to write", "Name the folder of a take, such as aurax-takes/take-1.")


def _write_credits(take: Path, target: Path, forms: list[str]) -> tuple[str, ...]:
    """The credit sheet, from the take's recipe, where it was asked for."""
    if CREDITS not in forms:
        return ()
    from engine.cli.provenance import take_document
    from engine.jobs.provenance import write_credits

    try:
        return write_credits(target, take_document(take))
    except OSError as error:
        raise UserError(
            f"Cannot write to {target}: {error.strerror}", "Choose another folder, or make room on the disk."
        ) from error


def _sentence(found: dict[str, Any]) -> str:
    """What was found, in a line."""
    roots = [f"{one_shot['name']} ({one_shot['key']})" for one_shot in found["one_shots"] if one_shot["is_root"]]
    return (
        f"{len(found['hits'])} hits, {found['slides']} of them with a slide, on {len(found['one_shots'])} one-shots; "
        f"root {', '.join(roots)}; played by them the stem is right to {found['explained_db']:.1f} dB"
    )


def _check(forms: list[str], known: tuple[str, ...]) -> None:
    wrong = [form for form in forms if form not in known]
    if wrong:
        raise UserError(f"There is no export '{wrong[0]}'", f"Choose from: {', '.join(known)}.")


def _take(song: str) -> Path | None:
    """The folder of a take, where one was named by its folder or by its recipe."""
    from engine.exchange.take_json import TAKE_FILE

    path = Path(song).expanduser()
    folder = path.parent if path.name == TAKE_FILE else path
    return folder if (folder / TAKE_FILE).is_file() else None


def _draw(take: Path, forms: list[str]) -> None:
    """The picture of a take's arrangement, which is drawn when it is asked for."""
    from engine.exchange.arrangement import write_arrangement
    from engine.exchange.take_json import read_take
    from engine.generation.sketch.compose import compose
    from engine.generation.sketch.playable import require_playable

    picture = take / "arrangement.png"
    if "picture" in forms and not picture.is_file():
        blueprint = read_take(take).blueprint
        require_playable(blueprint)
        write_arrangement(picture, compose(blueprint))


def _source(song: str, library: Library) -> Path:
    from engine.core.track import TrackId

    if not song.isdigit() or Path(song).exists():
        return Path(song).expanduser()
    track = library.tracks.get(TrackId(int(song)))
    if track is None:
        raise UserError(f"There is no track {song} in the library", "See the numbers with: aurax library list")
    return Path(track.path)


def _opened(source: Path, console: Console) -> Path:
    from engine.jobs.open_song import OpenedSong, OpenSong, find_opened
    from engine.jobs.song import SeparationOptions
    from engine.library import Library

    with Library.open(console.paths.library) as library:
        found = find_opened(source, library)
        if found is not None:
            return found[1]
        options = SeparationOptions(
            model=console.settings.separation.model, overlap=console.settings.separation.overlap
        )
        spec = OpenSong(str(source.absolute()), options)
        result: OpenedSong = run_job(spec, console, source.name, library=library)
        return Path(result.folder)
