"""``aurax train fit NAME --corpus DIR --out FILE``: small models that are fitted in one go, without checkpoints."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import argparse

    from engine.cli.console import Console

Fit = Callable[[Path, Callable[[float], None]], dict[str, Any]]


def _section_lines() -> Fit:
    from trainer.recipes.section_lines import fit_section_lines

    return fit_section_lines


FITS: dict[str, tuple[str, Callable[[], Fit]]] = {
    "section-lines": ("where sections begin, from composed pieces of 96 s or more", _section_lines),
}
"""What can be fitted: words, and a loader of ``(corpus, report) -> tensors``."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    words = "; ".join(f"{name}: {own}" for name, (own, _) in FITS.items())
    parser.add_argument("name", choices=sorted(FITS), help=words)
    parser.add_argument("--corpus", required=True, metavar="DIR", help="of 'aurax train corpus make'")
    parser.add_argument("--out", required=True, metavar="FILE", help="the safetensors file to write")


def run(arguments: argparse.Namespace, console: Console) -> None:
    """Fit and write the file, whole."""
    from safetensors.numpy import save

    from engine.core.errors import UserError
    from engine.whole_file import write_bytes

    corpus, out = Path(arguments.corpus).expanduser(), Path(arguments.out).expanduser()
    if not corpus.is_dir():
        raise UserError(f"There is no folder {corpus}", "Make a corpus first: aurax train corpus make --help")
    line = console.progress(f"fit {arguments.name}")
    tensors = FITS[arguments.name][1]()(corpus, lambda share: line(share, "pieces read"))
    line.close()
    write_bytes(out, save(tensors))
    document = {"file": str(out), "tensors": {name: list(own.shape) for name, own in tensors.items()}}
    console.result(document, f"{arguments.name}: weights in {out}")
