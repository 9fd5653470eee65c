"""A small drawing surface for pictures of songs: the studio's dark colours, text that is cut rather than
overlapping.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from engine.core.stems import Stem

if TYPE_CHECKING:
    from pathlib import Path

    from PIL import ImageFont

# the dark theme's tokens; the window has the same in app/theme.py
GROUND = "#121417"
SURFACE_1 = "#1A1D21"
SURFACE_2 = "#22262B"
SURFACE_3 = "#2C3138"
LINE = "#343A42"
TEXT = "#E8E6E1"
QUIET = "#A9ADB3"
FAINT = "#7D838B"
ACCENT = "#F2A33A"
STEM_COLOURS = {
    Stem.DRUMS: "#5AA9E6",
    Stem.BASS: "#8F7BE8",
    Stem.VOCALS: "#E07BB5",
    Stem.OTHER: "#6FCF97",
    Stem.LOG_DRUM: "#F2A33A",
}
STEM_BADGES = {
    Stem.DRUMS: ("D", "Drums"),
    Stem.BASS: ("B", "Bass"),
    Stem.VOCALS: ("V", "Vocals"),
    Stem.OTHER: ("O", "Other"),
    Stem.LOG_DRUM: ("L", "Log drum"),
}
# Pillow's built-in face has hardly a sign beyond ASCII: accents fall, common signs have plain twins, the rest is a
# question mark
_PLAIN = str.maketrans(
    {"–": "-", "—": "-", "♭": "b", "♯": "#", "ø": "h", "Ø": "O", "ß": "ss", "æ": "ae", "œ": "oe", "đ": "d", "ł": "l"}
)
_SCALE = 2  # drawn twice as large and reduced: Pillow draws shapes without anti-aliasing


def mixed(colour: str, ground: str, share: float) -> str:
    """``share`` of a colour laid over another, both ``#rrggbb``."""
    parts = [round(share * int(colour[i : i + 2], 16) + (1.0 - share) * int(ground[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{part:02X}" for part in parts)


class Canvas:
    """A picture in pixels of the final size; ``y`` grows downwards."""

    def __init__(self, width: int, height: int) -> None:
        from PIL import Image, ImageDraw

        self.width = width
        self.height = height
        self._image = Image.new("RGB", (width * _SCALE, height * _SCALE), GROUND)
        self._draw = ImageDraw.Draw(self._image)
        self._fonts: dict[int, ImageFont.FreeTypeFont | ImageFont.ImageFont] = {}

    def box(self, x: float, y: float, width: float, height: float, colour: str, *, radius: float = 0.0) -> None:
        """A filled rectangle, at least half a pixel wide."""
        right = max(x + width, x + 0.5)
        corners = (x * _SCALE, y * _SCALE, right * _SCALE - 1, (y + height) * _SCALE - 1)
        if radius > 0.0:
            self._draw.rounded_rectangle(corners, radius * _SCALE, fill=colour)
        else:
            self._draw.rectangle(corners, fill=colour)

    def vertical(self, x: float, top: float, bottom: float, colour: str) -> None:
        """A hairline."""
        self.box(x, top, 1.0, bottom - top, colour)

    def text_width(self, text: str, size: int) -> float:
        """Width in pixels."""
        return float(self._font(size).getlength(text)) / _SCALE

    def text(
        self,
        x: float,
        middle: float,
        text: str,
        size: int,
        colour: str = TEXT,
        *,
        room: float | None = None,
        anchor: str = "l",
    ) -> float:
        """Text whose vertical middle is ``middle``, cut with an ellipsis to ``room`` pixels; returns its width.

        Args:
            x: Left end, centre or right end as ``anchor`` says (``l``, ``m``, ``r``).
            middle: Vertical middle of the capital letters.
            text: One line.
            size: Height in pixels.
            colour: ``#rrggbb``.
            room: Longest width; nothing is drawn where not even two letters fit.
            anchor: See ``x``.
        """
        plain = self._plain(text)
        fitting = plain if room is None else self._cut(plain, size, room)
        if fitting:
            self._draw.text(
                (x * _SCALE, middle * _SCALE), fitting, font=self._font(size), fill=colour, anchor=f"{anchor}m"
            )
        return self.text_width(fitting, size)

    def save(self, path: Path) -> None:
        """Write a PNG."""
        from PIL import Image

        reduced = self._image.resize((self.width, self.height), Image.Resampling.LANCZOS)
        reduced.save(path, format="PNG", optimize=True)

    def _cut(self, text: str, size: int, room: float) -> str:
        if self.text_width(text, size) <= room:
            return text
        shorter = text
        while len(shorter) > 2 and self.text_width(shorter + "...", size) > room:
            shorter = shorter[:-1].rstrip()
        return shorter + "..." if len(shorter) > 2 else ""

    def _plain(self, text: str) -> str:
        """The text in signs the face has."""
        font = self._font(13)
        missing = bytes(font.getmask("\uffff"))
        signs = unicodedata.normalize("NFKD", text.translate(_PLAIN))
        kept = (c for c in signs if not unicodedata.combining(c) and c.isprintable())
        return "".join("?" if ord(c) > 126 and bytes(font.getmask(c)) == missing else c for c in kept)

    def _font(self, size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
        from PIL import ImageFont

        if size not in self._fonts:
            self._fonts[size] = ImageFont.load_default(size * _SCALE)
        return self._fonts[size]
