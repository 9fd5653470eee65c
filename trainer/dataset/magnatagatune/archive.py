"""The download as it is published: one zip that was cut into three parts byte by byte.

The parts are read as one file where they lie; a joined copy of three gigabytes is never written.
"""

from __future__ import annotations

import hashlib
import io
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from engine.core.errors import UserError

PART_NAMES = ("mp3.zip.001", "mp3.zip.002", "mp3.zip.003")
WHOLE_NAME = "mp3.zip"
KNOWN_BYTES = 2_972_769_864
"""1,100,000,000 twice and 772,769,864: from a public script that fetches them."""
KNOWN_MD5 = "f12add0eb4cd6c2a3ab7e4afaf7b7467"
"""Of the joined zip, as one public repository has it; the hosts publish none."""
ANY_MD5 = "any"
_BLOCK = 1 << 22


@dataclass(frozen=True, slots=True)
class Archive:
    """The zip's parts in their order, and the size of all of them."""

    parts: tuple[Path, ...]
    size_bytes: int


def find_archive(folder: Path) -> Archive:
    """The parts in a folder, or the zip if somebody has joined them.

    Raises:
        UserError: If one is missing.
    """
    parts = [folder / name for name in PART_NAMES]
    there = [part for part in parts if part.is_file() and part.stat().st_size]
    if not there and (folder / WHOLE_NAME).is_file():
        there = parts = [folder / WHOLE_NAME]
    if len(there) != len(parts):
        missing = ", ".join(part.name for part in parts if part not in there)
        raise UserError(
            f"{folder} lacks {missing}",
            "Download mp3.zip.001, mp3.zip.002 and mp3.zip.003 from the dataset's page into one folder.",
        )
    return Archive(tuple(parts), sum(part.stat().st_size for part in parts))


def md5_of(archive: Archive, *, report: Callable[[float], None]) -> str:
    """MD5 of the joined zip, read in blocks from part to part."""
    digest = hashlib.md5(usedforsecurity=False)
    done = 0
    for part in archive.parts:
        with part.open("rb") as file:
            while block := file.read(_BLOCK):
                digest.update(block)
                done += len(block)
                report(done / max(1, archive.size_bytes))
    return digest.hexdigest()


def check_archive(archive: Archive, expected: str | None, *, report: Callable[[float], None]) -> str:
    """The archive's MD5, if it is the one expected.

    Args:
        archive: What was downloaded.
        expected: An MD5, ``any``, or None for the one that is known.
        report: Progress.

    Raises:
        UserError: If it is another one.
    """
    if expected is None and archive.size_bytes != KNOWN_BYTES:
        raise UserError(
            f"The archive has {archive.size_bytes:,} bytes, and {KNOWN_BYTES:,} are known",
            "Download the parts again. If you know that yours is right, say so with --md5 HEX or --md5 any.",
        )
    found = md5_of(archive, report=report)
    wanted = KNOWN_MD5 if expected is None else expected.strip().lower()
    if wanted not in (ANY_MD5, found):
        raise UserError(
            f"The joined archive has the MD5 {found}, and {wanted} was expected",
            "Download the parts again: at least one of them is damaged or incomplete.",
        )
    return found


class Joined(io.RawIOBase):
    """Files one after the other as one file to read and to seek in."""

    def __init__(self, parts: Sequence[Path]) -> None:
        self._files = [part.open("rb") for part in parts]
        sizes = [part.stat().st_size for part in parts]
        self._starts = [0, *accumulate(sizes)]
        self._position = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._position

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: self._starts[-1]}[whence]
        if base + offset < 0:
            raise OSError("a file has no place before its beginning")
        self._position = base + offset
        return self._position

    def readinto(self, buffer: object) -> int:
        """As ``RawIOBase.readinto``: at most to the end of the part in which the position lies."""
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        if self._position >= self._starts[-1]:
            return 0
        index = bisect_right(self._starts, self._position) - 1
        file = self._files[index]
        file.seek(self._position - self._starts[index])
        read = file.readinto(view[: self._starts[index + 1] - self._position])
        self._position += read
        return read

    def close(self) -> None:
        for file in getattr(self, "_files", ()):
            file.close()
        super().close()


def open_joined(archive: Archive) -> io.BufferedReader:
    """The joined zip, to be read."""
    return io.BufferedReader(Joined(archive.parts))
