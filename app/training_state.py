"""What the Train page remembers: folders with their rights, what was chosen, the run that is shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from app.training_presets import Choice
from engine.whole_file import write_bytes

FILE = "window.json"


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of songs, what is stated of it, and whether it was imported like that. Empty rights: nothing yet."""

    path: str
    rights: str = ""
    proof: str = ""
    is_imported: bool = False

    @property
    def is_stated(self) -> bool:
        """Whether enough is said: a licence needs a word about where it is written."""
        return self.rights in ("own", "research", "none") or (self.rights == "licensed" and bool(self.proof.strip()))


@dataclass(frozen=True, slots=True)
class Remembered:
    """All of it. ``is_importing``: one folder after the other; ``then_trains``: a run follows the corpus."""

    folders: tuple[Folder, ...] = ()
    dataset: str = ""
    choice: Choice = field(default_factory=Choice)
    run: str = ""
    step: int = 0
    is_importing: bool = False
    then_trains: bool = False
    rates: dict[str, float] = field(default_factory=dict)


def load(folder: Path) -> Remembered:
    """As it was left; a file that is none of ours counts as nothing."""
    try:
        return msgspec.json.decode((folder / FILE).read_bytes(), type=Remembered)
    except (OSError, msgspec.MsgspecError):
        return Remembered()


def keep(folder: Path, remembered: Remembered) -> None:
    """Write it whole."""
    write_bytes(folder / FILE, msgspec.json.encode(remembered))
