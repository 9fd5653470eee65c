"""Contrast of every text on every surface it is used on."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.style_sheet import style_sheet
from app.theme import THEMES, Theme, contrast_ratio
from engine.core.stems import Stem

SURFACES = ("ground", "surface1", "surface2", "surface3")


def test_contrast_ratio_of_known_pairs() -> None:
    """Black on white is 21:1 and a colour on itself 1:1 by the definition in WCAG 2.2."""
    assert contrast_ratio("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert contrast_ratio("#336699", "#336699") == pytest.approx(1.0)
    assert contrast_ratio("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)  # the well-known nearly-readable grey


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
@pytest.mark.parametrize(("role", "least"), [("text", 7.0), ("quiet", 4.5), ("faint", 3.0)])
@pytest.mark.parametrize("surface", SURFACES)
def test_text_can_be_read(theme: Theme, role: str, least: float, surface: str) -> None:
    assert contrast_ratio(getattr(theme, role), getattr(theme, surface)) >= least


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_graphics_and_buttons_can_be_seen(theme: Theme) -> None:
    for stem in Stem:
        assert contrast_ratio(theme.stems[stem], theme.surface1) >= 3.0, stem
    for name in ("accent", "focus", "good", "warn", "bad"):
        assert contrast_ratio(getattr(theme, name), theme.surface1) >= 3.0, name
    assert contrast_ratio(theme.on_accent, theme.accent_fill) >= 4.5
    letter = theme.ground if theme.is_dark else theme.surface1
    for stem in Stem:  # the badge's letter is bold 13 px: 3:1 is the floor, it is told by its place and name too
        assert contrast_ratio(letter, theme.stems[stem]) >= 3.0, stem


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_drawings_in_the_style_sheet_are_there_and_in_the_themes_colours(theme: Theme) -> None:
    found = {
        Path(file).stem: Path(file).read_text("utf-8") for file in re.findall(r'url\("([^"]+)"\)', style_sheet(theme))
    }
    assert set(found) == {f"check_{theme.name}", f"down_{theme.name}"}
    assert f'stroke="{theme.on_accent}"' in found[f"check_{theme.name}"]
    assert f'stroke="{theme.quiet}"' in found[f"down_{theme.name}"]
    assert contrast_ratio(theme.faint, theme.surface2) >= 3.0, "an empty box is seen"


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_messages_in_colour_can_be_read_as_text(theme: Theme) -> None:
    for name in ("good", "bad"):
        assert contrast_ratio(getattr(theme, name), theme.surface1) >= 4.5, name


def test_style_sheet_is_complete() -> None:
    """No placeholder is left, and braces are balanced, or Qt would drop the sheet."""
    for theme in THEMES.values():
        sheet = style_sheet(theme)
        assert sheet.count("{") == sheet.count("}")
        assert "{t." not in sheet
        assert "None" not in sheet
