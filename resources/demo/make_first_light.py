"""Makes *First Light*, the piece the window opens on first use and ``aurax demo`` takes where no song is given.

It comes from the studio's own composer, from the words below; it is ours and CC0. Run
``python -m resources.demo.make_first_light`` from the project's folder to write ``first_light.flac`` again, after a
change that makes the same recipe sound different.
"""

from __future__ import annotations

from pathlib import Path

from engine.exchange.recipe_flac import write_recipe_flac
from engine.generation.base import Request
from engine.generation.prompting import read_prompt
from engine.generation.sketch.backend import SketchGenerator

PROMPT = "private school, 112 bpm, F minor, Rhodes, soulful, sax solo, voice, log drum with slides, 44 s, -14 LUFS"
SEED = 20
TEXTS = {
    "TITLE": "First Light",
    "ARTIST": "AURA-X Studio",
    "GENRE": "Amapiano",
    "LICENSE": "CC0-1.0",
    "COMMENT": f"Made by a program from the words: {PROMPT}",
}


def main() -> None:
    """Compose, render, write."""
    generator = SketchGenerator()
    wishes = read_prompt(PROMPT).wishes
    blueprint = generator.plan(Request(prompt=PROMPT, wishes=wishes, seed=SEED)).blueprint
    assert blueprint is not None
    made = generator.make(Request(prompt=PROMPT, wishes=wishes, seed=SEED, blueprint=blueprint))
    write_recipe_flac(Path(__file__).with_name("first_light.flac"), made.mix, blueprint, TEXTS)


if __name__ == "__main__":
    main()
