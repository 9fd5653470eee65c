"""Labelled pieces of the test split as the product hears them, made by the trainer in a process of its own.

Every piece was composed, rendered, separated by the embedded separator and analysed; beside what was heard stands what
is true. Composer seeds and one-shots are of the test split: nothing whose weights ship was trained on their numbers.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

import engine.culture
from engine import __version__
from engine.core.analysis import Analysis
from engine.core.audio import Audio
from engine.core.codec import decode_json
from engine.core.errors import JobCancelled, UserError
from engine.core.stems import Stem, Stems
from engine.culture.song import HEARD_RATE

if TYPE_CHECKING:
    from engine.cli.console import Console

ABOUT = "piece.json"
SPLIT = "test"
PIECES_PER_ROUND = 12
_FULL_SCALE = 32_767.0
_CANCELLED = 130


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """A piece: its style by construction, and the song as it was heard and as it is."""

    name: str
    style: str
    is_pasted: bool
    heard: Analysis
    truth: Analysis
    stems: Stems
    true_stems: Stems


def pieces(folder: Path) -> Iterator[Piece]:
    """The pieces of the test split in a folder, by name.

    Raises:
        UserError: If one of them is no such piece.
    """
    for about in sorted(folder.glob(f"*/{ABOUT}")):
        try:
            document = decode_json(about.read_bytes(), dict)
            if document["split"] == SPLIT:
                yield _read(about.parent, document)
        except (OSError, KeyError, TypeError, ValueError) as error:
            raise UserError(
                f"The piece in {about.parent} cannot be read: {error}", "Remove its folder; it will be made again."
            ) from error


def folder_of(console: Console) -> Path:
    """Where pieces are kept as today's analysis hears them: code or weights that changed hear them anew."""
    from engine.cli.analysis_bench.hearing import analysis_revision

    digest = hashlib.sha256(analysis_revision().encode())
    for file in sorted(Path(engine.culture.__file__).parent.glob("log_drum_*.py")):  # the verdict on log drums
        digest.update(file.read_bytes())
    return console.paths.cache / "bench" / f"culture-{__version__}-{digest.hexdigest()[:12]}"


def make(console: Console, folder: Path, rounds: int) -> None:
    """See that so many rounds of pieces are there.

    Raises:
        UserError: If they cannot be made.
        JobCancelled: If the user stops it; what is finished stays.
    """
    from engine.cli.train import run_trainer

    missing = rounds * PIECES_PER_ROUND - len(list(folder.glob(f"{SPLIT}-*/{ABOUT}")))
    if missing <= 0:
        return
    console.say(f"Making {missing} pieces of the test split in {folder}")
    order = ["corpus", "styles", "--split", SPLIT, "--pieces", str(rounds), "--out", str(folder)]
    status = run_trainer([*order, *(["--quiet"] if console.quiet else [])], is_silent=True)
    if status == _CANCELLED:
        raise JobCancelled
    if status != 0:
        raise UserError(
            f"The pieces could not be made: the trainer ended with {status}, its message is above",
            "To measure pieces that are there: aurax bench culture --data DIR",
        )


def _read(folder: Path, document: dict[str, Any]) -> Piece:
    from engine.exchange.analysis_json import read_analysis

    with np.load(folder / "sound.npz") as sound:
        heard, true = _stems(sound, "heard"), _stems(sound, "truth")
    return Piece(
        name=folder.name,
        style=str(document["style"]),
        is_pasted=bool(document["is_pasted"]),
        heard=read_analysis(folder / "heard.json"),
        truth=read_analysis(folder / "truth.json"),
        stems=heard,
        true_stems=true,
    )


def _stems(sound: Any, name: str) -> Stems:
    audio = {
        stem: Audio(sound[f"{name}.{stem.value}"].astype(np.float32)[None] / np.float32(_FULL_SCALE), HEARD_RATE)
        for stem in Stem
        if f"{name}.{stem.value}" in sound
    }
    return Stems(audio, name)
