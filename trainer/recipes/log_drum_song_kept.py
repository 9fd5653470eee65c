"""Measured examples, kept in the corpus's folder so that fitting again does not hear everything again."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

import engine.culture.log_drum_strokes as strokes_room
from engine.whole_file import write_bytes
from trainer.recipes.log_drum_song_net import Bag

FOLDER = "log-drum-strokes"
_SOURCES = ("composed", "examples", "groups", "pieces", "riffs")
_UNKNOWN = -1.0


@dataclass(frozen=True, slots=True)
class Kept:
    """Examples of a corpus, by group.

    Args:
        corpus: Its folder.
        revision: Of the separator.
    """

    corpus: Path
    revision: str

    def bags(self, group: str, of: Sequence[str], make: Callable[[], Iterable[Bag]]) -> list[Bag]:
        """A group's examples, made if they are not there or follow from something else than those that are.

        Args:
            group: Its name.
            of: What they follow from, beside the code.
            make: Makes them.

        Raises:
            OSError: If they cannot be kept.
        """
        file = self.corpus / FOLDER / f"{group.replace(', ', '-').replace(' ', '-')}-{self._digest(of)}.npz"
        if not file.is_file():
            file.parent.mkdir(exist_ok=True)
            write_bytes(file, _packed(list(make())))
        return _unpacked(file)

    def _digest(self, of: Sequence[str]) -> str:
        digest = hashlib.sha256("\n".join([self.revision, *of]).encode())
        own = Path(__file__).parent
        for source in (Path(strokes_room.__file__), *(own / f"log_drum_song_{name}.py" for name in _SOURCES)):
            digest.update(source.read_bytes())
        return digest.hexdigest()[:12]


def _packed(bags: Sequence[Bag]) -> bytes:
    """Strokes of all bags behind each other, and how many each has."""
    content = io.BytesIO()
    columns = {
        name: np.concatenate([getattr(bag, name) for bag in bags]) if bags else np.zeros(0, np.float32)
        for name in ("features", "level_db", "is_log")
    }
    np.savez(
        content,
        sizes=np.asarray([len(bag.features) for bag in bags], np.int64),
        kinds=np.asarray([bag.kind for bag in bags], np.str_),
        heard=np.asarray([_UNKNOWN if bag.heard is None else bag.heard for bag in bags], np.float64),
        features=columns["features"],
        level_db=columns["level_db"],
        is_log=columns["is_log"],
    )
    return content.getvalue()


def _unpacked(file: Path) -> list[Bag]:
    with np.load(file, allow_pickle=False) as content:
        table = {name: content[name] for name in content.files}
    ends = np.cumsum(table["sizes"])
    return [
        Bag(
            table["features"][end - size : end],
            table["level_db"][end - size : end],
            table["is_log"][end - size : end],
            str(kind),
            None if heard == _UNKNOWN else float(heard),
        )
        for end, size, kind, heard in zip(ends, table["sizes"], table["kinds"], table["heard"], strict=True)
    ]
