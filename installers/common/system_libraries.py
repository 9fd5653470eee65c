"""The system's own libraries that no wheel brings: sound output, FluidSynth for SoundFonts of the user's, and what Qt
needs to open a window on X11.

Found with ``ldd`` on PySide6's ``libqxcb.so``, ``libqoffscreen.so`` and its EGL and GLX parts, and in sounddevice's
loader. Xinerama and XInput are not among them any more. A Wayland desktop brings its own client libraries.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

A_FONT = "a font"  # any: without one, Qt draws boxes instead of letters
_FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")

# library as the loader knows it -> Debian's and Ubuntu's package
DEBIAN_PACKAGES = {
    "libportaudio.so.2": "libportaudio2",
    "libfluidsynth.so.3": "libfluidsynth3",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    A_FONT: "fonts-inter",
}


def missing_libraries(names: Sequence[str] = tuple(DEBIAN_PACKAGES)) -> tuple[str, ...]:
    """Those of ``names`` that the system's loader cannot open. Windows and macOS lack none."""
    return tuple(name for name in names if not _opens(name)) if sys.platform == "linux" else ()


def packages_for(libraries: Sequence[str]) -> tuple[str, ...]:
    """Debian packages that bring these libraries, each once."""
    return tuple(dict.fromkeys(DEBIAN_PACKAGES[name] for name in libraries))


def is_debian() -> bool:
    """Whether packages come by apt here (Debian, Ubuntu and their children)."""
    return sys.platform == "linux" and Path("/etc/debian_version").exists() and shutil.which("apt-get") is not None


def is_root() -> bool:
    """Whether this process may install packages without asking."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def apt_commands(packages: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The two commands that install ``packages``, without questions; for apt's own lock they wait two minutes."""
    base = ("apt-get", "-q", "-o", "DPkg::Lock::Timeout=120", "-o", "Acquire::Retries=3")
    return (*base, "update"), (*base, "install", "-y", "--no-install-recommends", *packages)


def line_to_install(libraries: Sequence[str]) -> str:
    """One line for a user who may not install packages, or whose system has no apt."""
    if is_debian():
        sudo = "" if is_root() else "sudo "
        return f"{sudo}apt-get install -y {' '.join(packages_for(libraries))}"
    return f"install the packages of your system that bring {', '.join(libraries)}"


def _opens(name: str) -> bool:
    if name == A_FONT:
        return any(_has_fonts(Path(folder).expanduser()) for folder in _FONT_FOLDERS)
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _has_fonts(folder: Path) -> bool:
    return any(next(folder.rglob(f"*.{kind}"), None) is not None for kind in ("ttf", "otf", "ttc"))
