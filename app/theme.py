"""Every colour and size of the window, and how Qt is dressed in them. Nothing else in ``app`` names a colour or a size.

Contrast follows WCAG 2.2: text 7:1 (1.4.6), quiet text 4.5:1 (1.4.3), faint text and graphics 3:1 (1.4.11), each on
the surface it is used on; ``tests/app/test_theme.py`` checks it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from engine.core.stems import Stem

GRID = 4
PADDING = 12
CONTROL_HEIGHT = 28
RADIUS = 6
RAIL_WIDTH = 68
TRANSPORT_HEIGHT = 56
STATUS_HEIGHT = 30
RAIL_BUTTON_HEIGHT = 52
LANE_HEAD_WIDTH = 204
ROLL_KEYS_WIDTH = 108
MARKER_HEAD_WIDTH = 236
MARKER_MIN_HEIGHT = 54
MARKER_HEIGHT = 60
MARKER_MAX_HEIGHT = 76
BAR_ROW_HEIGHT = 22
SENTENCE_WIDTH = 520
PARTS_HEIGHT = 68
FORM_WIDTH = 560
NAME_WIDTH = 140
TRIAL_WIDTH = 1080
VERSION_HEIGHT = 76
ANSWER_WIDTH = 112
INSPECTOR_WIDTH = 232
STRIP_HEIGHT = 60
RULER_HEIGHT = 30
CHORDS_HEIGHT = 40
LANE_MIN_HEIGHT = 52
LANE_MAX_HEIGHT = 132
DRAWER_HEIGHT = 196
MAKE_FORM_WIDTH = 380
PROMPT_HEIGHT = 76
TAKE_WAVE_HEIGHT = 52
TAKE_KEY_WIDTH = 28
TRAIN_STEPS_WIDTH = 216
CURVE_MIN_HEIGHT = 84
SHORTCUTS_WIDTH = 760
SHORTCUTS_HEIGHT = 560
SHORTCUTS_KEYS_WIDTH = 200
SHEET_WIDTH = 980
SHEET_HEIGHT = 560
PALETTE_WIDTH = 640
PALETTE_HEIGHT = 420
PALETTE_HEADING_WIDTH = 110
PALETTE_KEYS_WIDTH = 150
ICON = 20
CHECK_BOX = 14
ARROW = 14

TEXT_QUIET = 11
TEXT_BASE = 13
TEXT_NUMBER = 18
TEXT_BIG = 26

WAVE_UNPLAYED = 0.70
WAVE_MUTED = 0.20
WAVE_PLAYED = 1.00

_WORN = "auraxTheme"
_PREFERRED_FAMILIES = ("Inter", "Segoe UI Variable Text", "Segoe UI", "SF Pro Text", "Noto Sans", "Cantarell", "Ubuntu")


@dataclass(frozen=True, slots=True)
class Theme:
    """One dress of the window. Colours are ``#RRGGBB``; ``line_width`` in pixels.

    ``accent`` is for graphics and large text, ``accent_fill`` for the ground of a button that carries ``on_accent``.
    """

    name: str
    is_dark: bool
    ground: str
    surface1: str
    surface2: str
    surface3: str
    line: str
    text: str
    quiet: str
    faint: str
    accent: str
    accent_fill: str
    on_accent: str
    focus: str
    good: str
    warn: str
    bad: str
    stems: Mapping[Stem, str]
    line_width: int = 1

    @property
    def playhead(self) -> str:
        """The play-head; where all lines are white it must be told apart."""
        return self.accent if self.name == "contrast" else self.text

    @property
    def grid(self) -> str:
        """Bar lines behind notes: quieter than the lines between panels."""
        return "#5A5A5A" if self.name == "contrast" else self.line

    @property
    def key_white(self) -> str:
        """The white keys of a piano: never brighter than the music."""
        return {"dark": "#7D838B", "light": "#FFFFFF"}.get(self.name, "#FFFFFF")

    @property
    def key_black(self) -> str:
        """The black ones."""
        return "#1C1D1F" if self.name == "light" else self.ground

    def stem(self, stem: Stem) -> QColor:
        """The stem's own colour."""
        return QColor(self.stems[stem])


def _stems(drums: str, bass: str, vocals: str, other: str, log_drum: str) -> Mapping[Stem, str]:
    return MappingProxyType(
        {Stem.DRUMS: drums, Stem.BASS: bass, Stem.VOCALS: vocals, Stem.OTHER: other, Stem.LOG_DRUM: log_drum}
    )


DARK = Theme(
    name="dark",
    is_dark=True,
    ground="#121417",
    surface1="#1A1D21",
    surface2="#22262B",
    surface3="#2C3138",
    line="#343A42",
    text="#E8E6E1",
    quiet="#A9ADB3",
    faint="#7D838B",
    accent="#F2A33A",
    accent_fill="#F2A33A",
    on_accent="#121417",
    focus="#F2A33A",
    good="#59B98C",
    warn="#E6C04A",
    bad="#E4655A",
    stems=_stems("#5AA9E6", "#8F7BE8", "#E07BB5", "#6FCF97", "#F2A33A"),
)

LIGHT = Theme(
    name="light",
    is_dark=False,
    ground="#F4F2EE",
    surface1="#FFFFFF",
    surface2="#ECE9E3",
    surface3="#DFDBD2",
    line="#C9C4B8",
    text="#1C1D1F",
    quiet="#55585D",
    faint="#76797E",
    accent="#B86E00",
    accent_fill="#95590A",
    on_accent="#FFFFFF",
    focus="#95590A",
    good="#1F7A50",
    warn="#806000",
    bad="#B3362C",
    stems=_stems("#2273B8", "#5F48C9", "#B23C86", "#22834D", "#B86E00"),
)

CONTRAST = Theme(
    name="contrast",
    is_dark=True,
    ground="#000000",
    surface1="#000000",
    surface2="#000000",
    surface3="#1A1A1A",
    line="#FFFFFF",
    text="#FFFFFF",
    quiet="#FFFFFF",
    faint="#C8C8C8",
    accent="#FFE500",
    accent_fill="#FFE500",
    on_accent="#000000",
    focus="#FFE500",
    good="#5CFFB0",
    warn="#FFE500",
    bad="#FF8A80",
    stems=_stems("#6EC1FF", "#B5A3FF", "#FF9AD5", "#7DFFB0", "#FFB84D"),
    line_width=3,
)

THEMES: Mapping[str, Theme] = MappingProxyType({theme.name: theme for theme in (DARK, LIGHT, CONTRAST)})

STEM_LETTERS: Mapping[Stem, str] = MappingProxyType(
    {Stem.DRUMS: "D", Stem.BASS: "B", Stem.VOCALS: "V", Stem.OTHER: "O", Stem.LOG_DRUM: "L"}
)


def contrast_ratio(first: str, second: str) -> float:
    """Contrast of two ``#RRGGBB`` colours, 1–21 (WCAG 2.2, "contrast ratio" and "relative luminance")."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[i : i + 2], 16) / 255.0 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def faded(colour: str | QColor, opacity: float) -> QColor:
    """A colour at ``opacity`` 0–1."""
    result = QColor(colour)
    result.setAlphaF(opacity)
    return result


def blended(colour: str, ground: str, opacity: float) -> QColor:
    """What a colour at ``opacity`` 0–1 looks like on a ground, as a colour that hides what is behind it."""
    top, bottom = QColor(colour), QColor(ground)
    parts = zip(top.getRgb()[:3], bottom.getRgb()[:3], strict=True)  # type: ignore[index]  # four numbers in PySide
    return QColor(*(round(opacity * over + (1.0 - opacity) * under) for over, under in parts))


def font(pixels: int = TEXT_BASE, *, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The window's face at a size, with figures of one width so that changing numbers do not dance."""
    result = QFont(QApplication.font())
    result.setPixelSize(pixels)
    result.setWeight(weight)
    result.setFeature(QFont.Tag("tnum"), 1)
    return result


def dress(application: QApplication, theme: Theme) -> None:
    """Give the whole application one theme: style, palette, face, style sheet; once is enough."""
    if application.property(_WORN) == theme.name:
        return
    application.setProperty(_WORN, theme.name)
    application.setStyle("Fusion")
    available = set(QFontDatabase.families())
    family = next((name for name in _PREFERRED_FAMILIES if name in available), "")
    base = QFont(family) if family else QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    base.setPixelSize(TEXT_BASE)
    base.setFeature(QFont.Tag("tnum"), 1)
    application.setFont(base)
    application.setPalette(palette(theme))
    from app.style_sheet import style_sheet  # made of the tokens that stand here

    application.setStyleSheet(style_sheet(theme))


def palette(theme: Theme) -> QPalette:
    """Qt's colour roles from the tokens."""
    role = QPalette.ColorRole
    result = QPalette(QColor(theme.surface2), QColor(theme.ground))
    for where, colour in {
        role.Window: theme.ground,
        role.WindowText: theme.text,
        role.Base: theme.surface1,
        role.AlternateBase: theme.surface2,
        role.Text: theme.text,
        role.Button: theme.surface2,
        role.ButtonText: theme.text,
        role.BrightText: theme.bad,
        role.Highlight: theme.accent_fill,
        role.HighlightedText: theme.on_accent,
        role.ToolTipBase: theme.surface3,
        role.ToolTipText: theme.text,
        role.PlaceholderText: theme.quiet,
        role.Link: theme.accent,
        role.Mid: theme.line,
        role.Dark: theme.line,
        role.Light: theme.surface3,
    }.items():
        result.setColor(where, QColor(colour))
    for where in (role.Text, role.WindowText, role.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, where, QColor(theme.faint))
    return result
