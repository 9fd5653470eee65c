"""``sources.json`` beside a corpus: whose sounds are in it."""

from __future__ import annotations

from pathlib import Path

from engine.core.codec import encode_json
from engine.whole_file import write_bytes
from trainer.realism import one_shots, packages, voices
from trainer.synth_corpus.split import Split

SOURCES_FILE = "sources.json"


def files_used() -> dict[str, list[str]]:
    """By package, what items of any split may take sound from."""
    shots = {path for split in Split for kind in one_shots.FILES for path in one_shots.choices(kind, split)}
    spoken = {name for split in Split for women in (False, True) for name in voices.variants(split, women=women)}
    return {
        "espeak-ng": [f"variant {name}" for name in spoken],
        "fluid-soundfont-gm": [font.name for font in packages.fonts() if font == packages.FLUID_FONT],
        "musescore-general-soundfont": [font.name for font in packages.fonts() if font != packages.FLUID_FONT],
        "sonic-pi-samples": [Path(path).name for path in shots if Path(path).parent == packages.SONIC_PI],
        "hydrogen-drumkits": [Path(path).name for path in shots if Path(path).parent == packages.AUDIOPHOB],
    }


def write_sources(folder: Path) -> None:
    """Write the file whole; parents are made.

    Raises:
        OSError: If it cannot be written.
    """
    document = {
        "schema": "aurax.corpus_sources/1",
        "note": "For training only. Nothing of these packages is part of the product or of its weights' files.",
        "sources": packages.sources(files_used()),
    }
    write_bytes(folder / SOURCES_FILE, encode_json(document, indent=1) + b"\n")
