"""What must be installed, where it lies, and under which licence it came."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.core.errors import UserError

FLUID_FONT = Path("/usr/share/sounds/sf2/FluidR3_GM.sf2")
MUSESCORE_FONTS = (
    Path("/usr/share/sounds/sf3/MuseScore_General_Full.sf3"),
    Path("/usr/share/sounds/sf3/MuseScore_General.sf3"),
)
SONIC_PI = Path("/usr/share/sonic-pi/samples")
AUDIOPHOB = Path("/usr/share/hydrogen/data/drumkits/Audiophob")
"""The one kit of the package whose files and copyright entry agree on CC0."""

PYWORLD = "pyworld==0.3.5"


@dataclass(frozen=True, slots=True)
class Package:
    """A package of Debian's.

    Args:
        name: As apt knows it.
        licence: From its copyright file.
        found: A file or program of it.
        use: What it is for.
    """

    name: str
    licence: str
    found: str
    use: str


PACKAGES = (
    Package("espeak-ng", "GPL-3+ (program; what it says is not covered)", "espeak-ng", "speech that is sung"),
    Package("libfluidsynth3", "LGPL-2.1+", "", "plays SoundFonts"),
    Package("fluid-soundfont-gm", "MIT (Frank Wen)", str(FLUID_FONT), "instruments and kits"),
    Package(
        "musescore-general-soundfont",
        "MIT (S. Christian Collins and others; parts CC0 or public domain)",
        str(MUSESCORE_FONTS[0]),
        "instruments and kits",
    ),
    Package("sonic-pi-samples", "CC0-1.0 (every sample used)", str(SONIC_PI), "one-shots; no loop_* file"),
    Package("hydrogen-drumkits", "CC0-1.0 (kit Audiophob, no other is used)", str(AUDIOPHOB), "one-shots"),
)


def fonts() -> tuple[Path, ...]:
    """The SoundFonts that are installed, one of each maker."""
    musescore = next((font for font in MUSESCORE_FONTS if font.is_file()), None)
    return tuple(font for font in (FLUID_FONT, musescore) if font is not None and font.is_file())


def missing() -> tuple[str, ...]:
    """Names of packages without which no realistic item can be made."""
    lacking = [own.name for own in PACKAGES if own.found and not _is_there(own.found)]
    return tuple(name for name in lacking if name != "musescore-general-soundfont" or len(fonts()) < 2)


def check() -> None:
    """Refuse to begin when something is missing.

    Raises:
        UserError: With the command that installs it.
    """
    lacking = missing()
    if lacking:
        raise UserError(
            f"Realistic items need packages that are not installed: {', '.join(lacking)}",
            f"Install them with: apt install {' '.join(lacking)}",
        )
    world()


def world() -> Any:
    """The vocoder WORLD (``pyworld``), imported when it is needed.

    Raises:
        UserError: If it is not installed.
    """
    import importlib
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it asks setuptools for its own version, which setuptools deprecates
        try:
            return importlib.import_module("pyworld")
        except ImportError as error:
            raise UserError(
                "Singing voices need the vocoder WORLD, which is not installed", f"Run: pip install {PYWORLD}"
            ) from error


def sources(used: dict[str, list[str]]) -> list[dict[str, Any]]:
    """What a corpus was made from: packages with version, licence and the files used, for ``sources.json``."""
    rows = [
        {
            "package": own.name,
            "version": _version(own.name),
            "licence": own.licence,
            "use": own.use,
            "files": sorted(used.get(own.name, [])),
        }
        for own in PACKAGES
    ]
    rows.append(
        {
            "package": "pyworld (PyPI)",
            "version": PYWORLD.partition("==")[2],
            "licence": "MIT; WORLD itself modified BSD (M. Morise)",
            "use": "re-pitches speech",
            "files": [],
        }
    )
    return rows


def _is_there(found: str) -> bool:
    return Path(found).exists() if found.startswith("/") else shutil.which(found) is not None


def _version(name: str) -> str:
    if shutil.which("dpkg-query") is None:
        return ""
    asked = ["dpkg-query", "--show", "--showformat=${Version}", name]
    return subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()
