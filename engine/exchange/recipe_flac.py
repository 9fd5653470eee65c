"""A piece as one FLAC file with its recipe inside, so that stems and notes can be made again from the file alone."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from pathlib import Path

from engine.audio.encode import write
from engine.core.audio import Audio
from engine.core.blueprint import Blueprint
from engine.core.codec import decode_json, encode_json
from engine.whole_file import whole_file

logger = logging.getLogger(__name__)

RECIPE_COMMENT = "AURAX_RECIPE"
"""Name of the Vorbis comment; its content is the JSON of a blueprint."""

_FLAC_MAGIC = b"fLaC"
_MAX_CHARACTERS = 1 << 20
"""A recipe has some 30 000 characters."""


def write_recipe_flac(path: Path, audio: Audio, blueprint: Blueprint, texts: Mapping[str, str]) -> None:
    """Write 16-bit FLAC with the recipe and other Vorbis comments (``TITLE``, ``LICENSE`` …).

    Raises:
        AudioWriteError: If the sound cannot be written.
        OSError: If the comments cannot.
    """
    from mutagen.flac import FLAC

    with whole_file(path) as temporary:
        write(temporary, audio, subtype="pcm16")
        file = FLAC(temporary)
        for name, text in texts.items():
            file[name] = text
        file[RECIPE_COMMENT] = encode_json(blueprint).decode()
        file.save(padding=lambda _info: 0)


def read_recipe(path: Path) -> Blueprint | None:
    """The blueprint inside a FLAC file; None where there is none or it is not of this version."""
    import msgspec
    from mutagen import MutagenError
    from mutagen.flac import FLAC

    try:
        with path.open("rb") as file:
            if file.read(4) != _FLAC_MAGIC:
                return None
        comments = FLAC(path).tags or {}
    except (OSError, MutagenError):
        return None
    found = comments.get(RECIPE_COMMENT)
    if not found:
        return None
    if len(found[0]) > _MAX_CHARACTERS:
        logger.info("the recipe inside %s is too long to be one", path)
        return None
    try:
        return decode_json(found[0], Blueprint)
    except (msgspec.MsgspecError, ValueError, TypeError, RecursionError) as error:
        logger.info("the recipe inside %s is of another version: %s", path, error)
        return None
