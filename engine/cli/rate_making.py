"""Systems that ``aurax rate new`` makes itself, so that one command is a whole test.

``NAME=generate:PROMPT --swing 62 …`` makes takes by the words of ``aurax generate``; every such system gets the same
seeds. ``NAME=separate:MODEL`` takes the songs of ``--reference`` apart, whose stems are the truth. What is made lies
beside the session, in ``SESSION-made``: like the key it is not for raters.
"""

from __future__ import annotations

import argparse
import io
import shlex
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from engine.core.errors import UserError
from engine.core.names import safe_name
from engine.core.rating import MUSHRA

if TYPE_CHECKING:
    from engine.cli.console import Console
    from engine.core.audio import Audio

GENERATE, SEPARATE = "generate:", "separate:"
_SILENT_DBFS = -60.0
_STEMS_FOLDER = "stems"


class _Parser(argparse.ArgumentParser):
    """A parser whose complaint is one sentence."""

    def error(self, message: str) -> NoReturn:
        raise UserError(f"{self.prog} does not take this: {message}", "Say it as you would to that command.")


def is_made(argument: str) -> bool:
    """Whether ``NAME=…`` asks for something to be made."""
    return argument.partition("=")[2].startswith((GENERATE, SEPARATE))


@contextmanager
def made(arguments: argparse.Namespace, console: Console) -> Iterator[None]:
    """Make what is asked for; ``arguments.systems`` and ``arguments.reference`` then name folders.

    If the body fails nothing of it stays.

    Raises:
        UserError: If a system's words do not fit, or there is nothing to take apart.
    """
    if not any(map(is_made, arguments.systems)):
        yield
        return
    out = Path(arguments.out).expanduser().absolute()
    folder = out.with_name(f"{out.name}-made")
    _check(arguments, out, folder)
    try:
        _make(arguments, folder, console)
        yield
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _check(arguments: argparse.Namespace, out: Path, folder: Path) -> None:
    """Refuse before hours of work what would be refused after them."""
    from engine.rating.building import refuse_names

    if arguments.takes < 1:
        raise UserError("At least one take of each system is compared", "Say --takes 4, for example.")
    for there in (out, folder):
        if there.exists():
            raise UserError(f"{there} exists already", "Name another --out: a session is never overwritten.")
    names = [argument.partition("=")[0] for argument in arguments.systems]
    refuse_names(names, out.name, "folder")
    odd = next((name for name in names if name != safe_name(name)), None)
    if odd is not None or len(set(names)) < len(names):
        raise UserError(
            f"{odd or 'A name that stands twice'} cannot name a system's folder", "Give each a short name of its own."
        )


def _make(arguments: argparse.Namespace, made: Path, console: Console) -> None:
    songs: list[Path] = []
    if any(_words(argument).startswith(SEPARATE) for argument in arguments.systems):
        songs = _true_stems(arguments, made)
    arguments.systems = [_made(argument, arguments, made, songs, console) for argument in arguments.systems]


def _words(argument: str) -> str:
    return argument.partition("=")[2]


def _made(argument: str, arguments: argparse.Namespace, made: Path, songs: Sequence[Path], console: Console) -> str:
    name, _, words = argument.partition("=")
    folder = made / name
    if words.startswith(GENERATE):
        console.say(f"making {arguments.takes} takes of {name}")
        own = _split(words.removeprefix(GENERATE))
        last = ["--takes", str(arguments.takes), "--seed", str(arguments.seed % (1 << 31)), "--out", str(folder)]
        _generate([*own, *last, "--no-canary"], console)
    elif words.startswith(SEPARATE):
        console.say(f"taking {len(songs)} songs apart for {name}")
        model, *own = _split(words.removeprefix(SEPARATE)) or [""]
        _separate([*map(str, songs), *(["--model", model] if model else []), *own, "--out", str(folder)], console)
    else:
        return argument
    return f"{name}={folder}"


def _split(words: str) -> list[str]:
    try:
        return shlex.split(words)
    except ValueError as error:
        raise UserError(f"{words} cannot be read: {error}", "Close every quotation mark.") from error


def _generate(words: Sequence[str], console: Console) -> None:
    from engine.cli import generate

    _command("generate", generate.add_arguments, generate.run, words, console)


def _separate(words: Sequence[str], console: Console) -> None:
    from engine.cli import separate

    _command("separate", separate.add_arguments, separate.run, words, console)


def _command(
    name: str,
    add_arguments: Callable[[argparse.ArgumentParser], None],
    run: Callable[[argparse.Namespace, Console], None],
    words: Sequence[str],
    console: Console,
) -> None:
    """Run another command; its result is not ours to print.

    Raises:
        UserError: If a part of it failed: a test with holes compares unequal things.
    """
    parser = _Parser(prog=f"aurax {name}", add_help=False, allow_abbrev=False)
    add_arguments(parser)
    own = replace(console, out=io.StringIO(), failed=False)
    run(parser.parse_args(list(words)), own)
    if own.failed:
        raise UserError(f"Not all could be made by aurax {name}", "The reason stands above.")


def _true_stems(arguments: argparse.Namespace, made: Path) -> list[Path]:
    """Copy the true stems that sound, mix them, and return the mixtures; the reference then is the copies' folder."""
    import numpy as np

    from engine.audio.encode import write
    from engine.audio.files import read
    from engine.core.audio import Audio

    if arguments.kind != MUSHRA or not arguments.reference:
        raise UserError(
            "Separators are judged against true stems",
            "Add --kind mushra --reference FOLDER, a folder of songs' stems.",
        )
    root = Path(arguments.reference).expanduser()
    songs = _songs_of(root)
    if not songs:
        raise UserError(f"There are no stems in {root}", "It holds drums.wav, bass.wav … or a folder of them per song.")
    mixtures = []
    for name, files in songs.items():
        stems = {file.stem: read(file) for file in files}
        rates = {audio.sample_rate for audio in stems.values()}
        if len(rates) > 1:
            raise UserError(f"The stems of {name} have several sample rates", "Export them alike.")
        length = max(audio.num_samples for audio in stems.values())
        channels = max(audio.num_channels for audio in stems.values())
        whole = {stem: _padded(audio, channels, length) for stem, audio in stems.items()}
        mixture = Audio(np.sum([audio.samples for audio in whole.values()], axis=0), rates.pop())
        for stem, audio in whole.items():
            if _sounds(audio):
                (made / "reference" / name).mkdir(parents=True, exist_ok=True)
                write(made / "reference" / name / f"{stem}.wav", audio)
        mixtures.append(made / "mixtures" / f"{name}.wav")
        mixtures[-1].parent.mkdir(parents=True, exist_ok=True)
        write(mixtures[-1], mixture)
    arguments.reference = str(made / "reference")
    return mixtures


def _songs_of(root: Path) -> dict[str, list[Path]]:
    """Stem files by song: of the folder itself, of its subfolders, and of ``stems`` below either."""
    from engine.core.stems import Stem
    from engine.jobs.collect import AUDIO_SUFFIXES

    known = {stem.value for stem in Stem}
    found: dict[str, list[Path]] = {}
    for file in sorted(root.rglob("*")) if root.is_dir() else []:
        if file.stem in known and file.suffix.lower() in AUDIO_SUFFIXES:
            folder = file.parent.parent if file.parent.name == _STEMS_FOLDER else file.parent
            song = "-".join(folder.relative_to(root).parts) if folder.is_relative_to(root) else ""
            found.setdefault(safe_name(song or root.absolute().name), []).append(file)
    return found


def _padded(audio: Audio, channels: int, length: int) -> Audio:
    import numpy as np

    from engine.core.audio import Audio

    samples = audio.samples if audio.num_channels == channels else np.repeat(audio.samples[:1], channels, axis=0)
    return Audio(np.pad(samples, ((0, 0), (0, length - audio.num_samples))), audio.sample_rate)


def _sounds(audio: Audio) -> bool:
    """Whether a stem is there at all: a silent one cannot be compared."""
    import numpy as np

    return bool(20.0 * np.log10(float(np.abs(audio.samples).max(initial=0.0)) + 1e-12) > _SILENT_DBFS)
