"""The part of ``aurax export`` that writes projects, packs, loops and collections: its options and its words."""

from __future__ import annotations

import argparse
import math
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.cli.running import run_job
from engine.core.errors import UserError
from engine.core.stems import Stem

if TYPE_CHECKING:
    from engine.cli.console import Console
    from engine.core.mix import StemMix
    from engine.jobs.export_song import ExportedSong, ExportSong

SONG_FORMS = ("dawproject", "stem-pack", "loops", "loop-midi", "rekordbox", "jams")


def add_song_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what only these forms understand."""
    group = parser.add_argument_group("stem packs, loops and projects")
    group.add_argument(
        "--format", dest="audio_format", choices=("wav", "flac", "mp3"), help="of stem packs; default: wav"
    )
    group.add_argument(
        "--bits", choices=("16", "24", "32f"), help="of stem packs, loops and the audio of a project; default: 24"
    )
    group.add_argument(
        "--bars", type=_bars, metavar="A-B", help="of loops: these bars, counted from 1; default: every section"
    )
    group.add_argument(
        "--only",
        action="append",
        choices=[stem.value for stem in Stem],
        metavar="STEM",
        help="of stem packs, loops and projects: only this stem; may be repeated",
    )
    group.add_argument(
        "--collection", metavar="XML", help="of --as rekordbox: the file to add to; default: rekordbox.xml in --out"
    )
    _add_mix_arguments(parser)


def _add_mix_arguments(parser: argparse.ArgumentParser) -> None:
    mix = parser.add_argument_group("the mixer of a project (--as dawproject); each may be repeated")
    mix.add_argument("--gain", action="append", type=_strip_value, metavar="STEM=DB", help="how loud, such as bass=-3")
    mix.add_argument("--pan", action="append", type=_strip_value, metavar="STEM=PLACE", help="-1 left to 1 right")
    stems = [stem.value for stem in Stem]
    mix.add_argument("--mute", action="append", choices=stems, metavar="STEM", help="is not heard")
    mix.add_argument("--solo", action="append", choices=stems, metavar="STEM", help="only what is soloed is heard")


def _strip_value(text: str) -> tuple[Stem, float]:
    name, _, value = text.partition("=")
    try:
        found = Stem(name.strip()), float(value)
    except ValueError:
        found = None
    if found is None or not math.isfinite(found[1]):
        raise argparse.ArgumentTypeError(
            f"expected a stem ({', '.join(stem.value for stem in Stem)}) and a number such as bass=-3, got {text!r}"
        )
    return found


def asked_mix(arguments: argparse.Namespace) -> tuple[StemMix, ...]:
    """The strips that the arguments say something of, in the order of the lanes."""
    from engine.core.mix import StemMix

    gains, places = dict(arguments.gain or ()), dict(arguments.pan or ())
    mutes, solos = set(map(Stem, arguments.mute or ())), set(map(Stem, arguments.solo or ()))
    return tuple(
        StemMix(stem, gains.get(stem, 0.0), places.get(stem, 0.0), stem in mutes, stem in solos)
        for stem in Stem
        if stem in {*gains, *places, *mutes, *solos}
    )


def _bars(text: str) -> tuple[int, int]:
    match = re.fullmatch(r"\s*([0-9]{1,6})\s*(?:[-–]\s*([0-9]{1,6})\s*)?", text)
    first = int(match[1]) if match else 0
    last = int(match[2] or match[1]) if match else 0
    if not 1 <= first <= last:
        raise argparse.ArgumentTypeError(f"expected two bars such as 9-16, counted from 1, got {text!r}")
    return first, last


def asked_forms(forms: list[str], arguments: argparse.Namespace) -> list[str]:
    """Each form once; stems in another format, or only some of them, are a pack: ``stems`` copies what is there."""
    is_pack = "stem-pack" not in forms and (arguments.audio_format or arguments.bits or arguments.only)
    wanted = ["stem-pack" if form == "stems" and is_pack else form for form in forms]
    return list(dict.fromkeys(wanted))


def check_song(arguments: argparse.Namespace, forms: list[str]) -> None:
    """Refuse options that none of the forms reads, and those that do not go together.

    Raises:
        UserError: With what to do instead.
    """
    from engine.jobs.export_song import check

    for option, value, readers in (
        ("--format", arguments.audio_format, ("stem-pack",)),
        ("--bits", arguments.bits, ("stem-pack", "loops", "dawproject")),
        ("--bars", arguments.bars, ("loops", "loop-midi")),
        ("--only", arguments.only, ("stem-pack", "loops", "loop-midi", "dawproject")),
        ("--collection", arguments.collection, ("rekordbox",)),
        *((f"--{name}", getattr(arguments, name), ("dawproject",)) for name in ("gain", "pan", "mute", "solo")),
    ):
        if value and not set(readers) & set(forms):
            raise UserError(
                f"{option} says something about {readers[0]}, which was not asked for", f"Add --as {readers[0]}."
            )
    check(song_options(arguments, forms, Path(), Path(), Path(), is_take=False))


def song_options(
    arguments: argparse.Namespace, forms: list[str], folder: Path, target: Path, source: Path, *, is_take: bool
) -> ExportSong:
    """The job that the arguments describe.

    Args:
        arguments: Of the command.
        forms: All that were asked for; others than ``SONG_FORMS`` are left out.
        folder: Where the song was opened.
        target: Where files go.
        source: The song's file, or the take.
        is_take: Whether it is a take.
    """
    from engine.jobs.export_song import ExportSong

    return ExportSong(
        song_folder=str(folder),
        folder=str(target),
        name=target.name,
        forms=tuple(form for form in forms if form in SONG_FORMS),
        source="" if is_take else str(source.absolute()),
        audio_format=arguments.audio_format or "wav",
        bits=arguments.bits or "",
        bars=arguments.bars or (),
        stems=tuple(dict.fromkeys(arguments.only or ())),
        collection="" if arguments.collection is None else str(Path(arguments.collection).expanduser()),
        mix=asked_mix(arguments),
    )


def export_song(spec: ExportSong, console: Console) -> ExportedSong | None:
    """Run the job; None where none of its forms was asked for."""
    if not spec.forms:
        return None
    result: ExportedSong = run_job(spec, console, spec.name)
    return result


def described(exported: ExportedSong | None, document: dict[str, Any]) -> list[str]:
    """Put what was written into the command's document; returns the remarks as lines."""
    if exported is None:
        return []
    document["files"] += exported.files
    if exported.notes:
        document["notes"] = list(exported.notes)
    if exported.collection:
        document["collection"] = exported.collection
    return [*exported.notes]
