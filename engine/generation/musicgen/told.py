"""What MusicGen is told: the user's words with tempo, key and style, for how long, and section by section."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from engine.generation.musicgen.model import Section
from engine.generation.musicgen.sections import told_sections

if TYPE_CHECKING:
    from engine.generation.base import Request, SectionWords

DEFAULT_SECONDS = 20.0
STYLE_WORDS = {
    "classic": "classic amapiano",
    "private_school": "private school amapiano",
    "fusion": "amapiano fusion",
    "soulful": "soulful amapiano",
    "tech": "tech amapiano",
    "sgija": "sgija amapiano",
    "bacardi": "bacardi",
    "quantum": "quantum amapiano",
    "afropiano": "afropiano",
    "popiano": "popiano",
    "three_step": "three-step",
    "gqom_infused": "gqom amapiano",
}
"""What a style is called in a prompt."""


def seconds_of(request: Request) -> float:
    """How long a piece is to be: as asked for in seconds or bars (at the tempo asked for, or 112 BPM)."""
    wishes = request.wishes
    if wishes.seconds is not None:
        return wishes.seconds
    if wishes.bars is not None:
        return wishes.bars * 4 * 60.0 / (wishes.tempo_bpm or 112.0)
    return DEFAULT_SECONDS


def prompt_of(request: Request) -> str:
    """The user's words, with tempo and key in the form that MusicGen's training texts had them.

    They are added where they were asked for by options and the words do not say them.
    """
    words, wishes = request.prompt.strip(), request.wishes
    added = []
    if wishes.tempo_bpm is not None and "bpm" not in words.lower():
        added.append(f"{wishes.tempo_bpm:g} bpm")
    if wishes.key is not None and str(wishes.key).lower() not in words.lower():
        added.append(str(wishes.key))
    if wishes.style is not None and (style := STYLE_WORDS.get(wishes.style, "")) and style not in words.lower():
        added.insert(0, style)
    return ", ".join(part for part in (words, *added) if part)


def sections_of(request: Request) -> tuple[SectionWords, ...]:
    """What is said of each section of the request's blueprint; nothing where it has none."""
    return () if request.blueprint is None else told_sections(request.blueprint, prompt_of(request))


def together(told: Sequence[tuple[SectionWords, ...]]) -> tuple[Section, ...]:
    """The sections of pieces made at once, which begin at the same moments."""
    if len({tuple(section.start for section in each) for each in told}) != 1:
        raise ValueError("pieces made at once have sections that begin at the same moments")
    columns = zip(*told, strict=True)
    return tuple(Section(column[0].start, tuple(section.words for section in column)) for column in columns)
