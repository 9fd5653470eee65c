"""Scoring profiles: which inputs count how much for each marker, and how a total is made of the markers.

Read from ``resources/profiles/culture``. Every number there is a design value with its source until ratings replace
it; a profile's version changes with any of them.
"""

from __future__ import annotations

import difflib
import tomllib
from dataclasses import dataclass
from pathlib import Path

import msgspec

from engine.core.errors import UserError
from engine.core.rating import Calibration
from engine.paths import resources

DEFAULT = "aurax"


@dataclass(frozen=True, slots=True, kw_only=True)
class InputWeight:
    """How one input moves the log odds of a marker: ``weight * clip((value - centre) / spread, -LIMIT, LIMIT)``.

    ``one_sided`` inputs only speak for the marker: where they are absent they say nothing.
    """

    weight: float
    centre: float
    spread: float
    source: str
    one_sided: bool = False

    def __post_init__(self) -> None:
        if self.spread <= 0.0:
            raise ValueError("spread is a positive number")


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkerProfile:
    """A marker under a profile.

    Args:
        title: The name that is shown.
        meaning: What a value of 1 says.
        share: How far this marker alone can lift the total, 0–1.
        intercept: Log odds where every input lies at its centre.
        inputs: By name.
        hearing: Log odds by which a perfect listener's value lies from ours where a song was heard and not known: 5th
            and 95th percentile over pieces of the train split. They widen the interval.
        calibration: What listeners' ratings make of the value; None while there are none.
    """

    title: str
    meaning: str
    share: float
    intercept: float
    inputs: dict[str, InputWeight]
    hearing: tuple[float, float] = (0.0, 0.0)
    calibration: Calibration | None = None

    def __post_init__(self) -> None:
        if not 0.0 <= self.share <= 1.0:
            raise ValueError("share lies in 0-1")
        if not self.hearing[0] <= 0.0 <= self.hearing[1]:
            raise ValueError("hearing is a number of 0 or less and one of 0 or more")


@dataclass(frozen=True, slots=True, kw_only=True)
class CultureProfile:
    """A profile: its markers, and the gate's threshold and alarm (mission: 0.80 and 0.75)."""

    id: str = ""
    title: str
    description: str
    version: str
    gate: float
    alarm: float
    definition: str
    markers: dict[str, MarkerProfile]


def profiles_folder() -> Path:
    return resources() / "profiles" / "culture"


def profile_ids(folder: Path | None = None) -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in (folder or profiles_folder()).glob("*.toml")))


def user_profiles_folder(home: Path) -> Path:
    """Where profiles lie that ratings on this machine have calibrated."""
    return home / "profiles" / "culture"


def find_profile(name: str, home: Path) -> str:
    """The file of a user's own profile of that name, for ``load_culture_profile``; else the name as it is."""
    file = user_profiles_folder(home) / f"{name}.toml"
    return str(file) if file.is_file() else name


def profile_file(name: str, home: Path) -> Path:
    """The file of the profile of that id: the user's own before one that ships; it need not be there."""
    found = find_profile(name, home)
    return Path(found) if found.endswith(".toml") else profiles_folder() / f"{name}.toml"


def profile_of(name: str, home: Path) -> CultureProfile:
    """The profile of that id: the user's own before one that ships. Whoever judges a user's music asks here.

    Args:
        name: Its id, or a ``.toml`` file.
        home: The program's folder of this user.

    Raises:
        UserError: If there is none of that name, or its file does not fit.
    """
    found = find_profile(name, home)
    own = profile_ids(user_profiles_folder(home))
    if not found.endswith(".toml") and found not in profile_ids():
        raise _unknown(name, tuple(sorted({*own, *profile_ids()})))
    return load_culture_profile(found)


def _unknown(name: str, known: tuple[str, ...]) -> UserError:
    near = difflib.get_close_matches(name, known, n=1)
    hint = f"Did you mean {near[0]}?" if near else f"There are: {', '.join(known) or 'none'}."
    return UserError(f"There is no scoring profile {name}", hint)


def load_culture_profile(name: str = DEFAULT, folder: Path | None = None) -> CultureProfile:
    """The profile of that id, or of a ``.toml`` file.

    Raises:
        UserError: If there is none of that name, or its file does not fit.
    """
    if name.endswith(".toml"):
        name, folder = Path(name).stem, Path(name).parent
    folder = folder or profiles_folder()
    known = profile_ids(folder)
    if name not in known:
        raise _unknown(name, known)
    path = folder / f"{name}.toml"
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
        return msgspec.convert({**document, "id": name}, CultureProfile)
    except (OSError, ValueError, msgspec.ValidationError) as error:
        raise UserError(f"The scoring profile {path} does not fit: {error}", "Mend the file or remove it.") from error
