"""Where things lie on this machine. Made once at the edge (command line, window) and passed down."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

APP_NAME = "aurax-studio"


@dataclass(frozen=True, slots=True)
class Paths:
    """All folders of one user's studio, each below ``home`` unless the system has a place for it."""

    home: Path
    library: Path
    models: Path
    cache: Path
    logs: Path

    @classmethod
    def under(cls, home: Path) -> Paths:
        """Everything below one folder, as ``--home DIR`` asks."""
        home = home.expanduser().absolute()
        return cls(home, home / "library", home / "models", home / "cache", home / "logs")

    @classmethod
    def for_user(cls) -> Paths:
        """The system's own places (XDG on Linux, AppData on Windows, Library on macOS)."""
        import platformdirs

        data = Path(platformdirs.user_data_dir(APP_NAME, appauthor=False))
        return cls(
            data,
            data / "library",
            data / "models",
            Path(platformdirs.user_cache_dir(APP_NAME, appauthor=False)),
            Path(platformdirs.user_log_dir(APP_NAME, appauthor=False)),
        )

    @property
    def settings_file(self) -> Path:
        return self.home / "settings.toml"


def resources() -> Path:
    """The folder of files that ship with the product (cards, profiles, weights)."""
    return Path(__file__).resolve().parent.parent / "resources"
