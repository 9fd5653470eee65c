"""``aurax train fit NAME --corpus DIR --out FILE``: small models that are fitted in one go, without checkpoints."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import argparse

    from engine.cli.console import Console

Fit = Callable[[Path, Path, Callable[[float], None]], dict[str, Any]]


def _section_lines() -> Fit:
    from trainer.recipes.section_lines import write_section_lines

    return write_section_lines


def _log_drum_listener() -> Fit:
    from trainer.recipes.log_drum_listener import fit_listener

    return fit_listener


def _log_drum_song() -> Fit:
    from trainer.recipes.log_drum_song import fit_log_drum_song

    return fit_log_drum_song


def _log_drum_strikes() -> Fit:
    from trainer.recipes.log_drum_strikes import fit_log_drum_strikes

    return fit_log_drum_strikes


def _low_register() -> Fit:
    from trainer.recipes.low_notes import fit_low_register
    from trainer.recipes.small_nets import write_fit

    return partial(write_fit, fit_low_register)


def _bass_attacks() -> Fit:
    from trainer.recipes.low_notes import fit_bass_attacks
    from trainer.recipes.small_nets import write_fit

    return partial(write_fit, fit_bass_attacks)


def _instruments() -> Fit:
    from trainer.recipes.instruments import write_instruments

    return write_instruments


def _note_starts() -> Fit:
    from trainer.recipes.note_starts import fit_note_starts
    from trainer.recipes.small_nets import write_fit

    return partial(write_fit, fit_note_starts)


def _style() -> Fit:
    from trainer.recipes.style import write_style

    return write_style


FITS: dict[str, tuple[str, Callable[[], Fit]]] = {
    "section-lines": ("where sections begin, from composed pieces of 96 s or more", _section_lines),
    "low-register": ("which octave a log drum or a bass is heard in", _low_register),
    "bass-attacks": ("where the notes of a bass begin", _bass_attacks),
    "note-starts": ("where notes begin in keys, pads and guitars", _note_starts),
    "style": ("which styles a song has, from a corpus of 'aurax train corpus styles'", _style),
    "instruments": ("which instruments play, from true and separated stems", _instruments),
    "log-drum-listener": ("whether there is a log drum, from what the separator makes of a corpus", _log_drum_listener),
    "log-drum-song": ("which strokes are a log drum's and whether a song has one, judged by its sound", _log_drum_song),
    "log-drum-strikes": ("where a log drum is struck, heard in all stems; songs are made for it", _log_drum_strikes),
}
"""What can be fitted: words, and a loader of ``(corpus, file to write, report) -> figures``."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    words = "; ".join(f"{name}: {own}" for name, (own, _) in FITS.items())
    parser.add_argument("name", choices=sorted(FITS), help=words)
    parser.add_argument("--corpus", required=True, metavar="DIR", help="of 'aurax train corpus make'")
    parser.add_argument("--out", required=True, metavar="FILE", help="the safetensors file to write")


def run(arguments: argparse.Namespace, console: Console) -> None:
    """Fit and write the file, whole."""
    from engine.core.errors import UserError

    corpus, out = Path(arguments.corpus).expanduser(), Path(arguments.out).expanduser()
    if not corpus.is_dir():
        raise UserError(f"There is no folder {corpus}", "Make a corpus first: aurax train corpus make --help")
    line = console.progress(f"fit {arguments.name}")
    figures = FITS[arguments.name][1]()(corpus, out, lambda share: line(share, "songs heard"))
    line.close()
    console.result({"file": str(out), **figures}, f"{arguments.name}: weights in {out}")
