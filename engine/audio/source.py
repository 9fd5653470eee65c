"""The door: a path becomes an open regular file, and codecs see only a window of its bytes, never its name.

No decoder is ever given a path. So no file name can be taken for a protocol or a pattern (``concat:a|b.mp3``,
``img%03d.mp3``, ``a:b.mp3``), no playlist can make a decoder open a second file, and names that are no UTF-8 open
like any other.
"""

from __future__ import annotations

import errno
import io
import os
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from engine.core.errors import AudioReadError

STALL_SECONDS = 20.0
"""A codec that gets no further for this long is given the end of the file. Below the 30 s that a bad file may cost."""

_BIDI_CONTROLS = frozenset(map(chr, (0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))))
_SHOWN_LENGTH = 300
_REASONS = {
    errno.ENOENT: ("there is no such file", "Check the name and the folder."),
    errno.ENOTDIR: ("there is no such file", "Check the name and the folder."),
    errno.EACCES: (
        "you have no permission to read it",
        "Change the file's permissions, or copy it to a folder of yours.",
    ),
    errno.EPERM: (
        "you have no permission to read it",
        "Change the file's permissions, or copy it to a folder of yours.",
    ),
    errno.ELOOP: ("it is a link that leads back to itself", "Give the name of the real file."),
    errno.ENAMETOOLONG: ("its name is too long for this disk", "Check the name and the folder."),
}


def shown(path: Path) -> str:
    """A path as one printable line: bytes that are no UTF-8, control and direction characters become U+FFFD."""
    text = os.fsencode(path).decode("utf-8", "replace") if "\0" not in str(path) else str(path)
    line = "".join(c if c.isprintable() and c not in _BIDI_CONTROLS else "\N{REPLACEMENT CHARACTER}" for c in text)
    return line if len(line) <= _SHOWN_LENGTH else f"…{line[-_SHOWN_LENGTH + 1 :]}"


class Window:
    """A part of an open file as a read-only stream for codecs, with a watch on it.

    It never raises into a codec (C code cannot pass a Python exception on): a disk error or a stall is remembered in
    ``problem`` and looks like the end of the file. It has no ``name``, which soundfile would judge the format by.
    """

    def __init__(self, file: io.BufferedReader, start: int, length: int, budget: int | None) -> None:
        self._file = file
        self._start = start
        self._length = length
        self._budget = budget
        self._position = 0
        self._last_progress = time.monotonic()
        self.problem: str | None = None

    def progressed(self) -> None:
        """Samples have come out, or decoding is about to go on: the watch starts again."""
        self._last_progress = time.monotonic()

    @property
    def has_stalled(self) -> bool:
        if time.monotonic() - self._last_progress > STALL_SECONDS:
            self.problem = "decoding it gets no further"
        return self.problem is not None

    @property
    def fraction(self) -> float:
        """How far the codec has read, 0–1."""
        return min(1.0, self._position / self._length) if self._length else 1.0

    def read(self, size: int = -1) -> bytes:
        left = max(0, self._length - self._position)
        wanted = left if size < 0 else min(size, left)
        if self._budget is not None:
            wanted = min(wanted, self._budget)
            self._budget -= wanted
        if self.has_stalled or wanted == 0:
            return b""
        try:
            self._file.seek(self._start + self._position)
            data = self._file.read(wanted)
        except OSError as error:
            self.problem = f"the disk reports: {error.strerror or error}"
            return b""
        self._position += len(data)
        return data

    def readinto(self, target: memoryview) -> int:
        data = self.read(len(target))
        target[: len(data)] = data
        return len(data)

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._position, os.SEEK_END: self._length}[whence]
        self._position = min(max(0, base + offset), self._length)
        return self._position

    def tell(self) -> int:
        return self._position


@dataclass(frozen=True, slots=True)
class Source:
    """An open regular file that holds at least one byte."""

    path: Path
    file: io.BufferedReader
    size_bytes: int

    def bytes_at(self, offset: int, count: int) -> bytes:
        """Up to ``count`` bytes from ``offset``; fewer at the end of the file."""
        try:
            self.file.seek(offset)
            return self.file.read(count)
        except OSError as error:
            reason = f"the disk reports: {error.strerror or error}"
            raise self.refusal(reason, "Check the disk, then try again.") from error

    def window(self, start: int = 0, length: int | None = None, *, budget: int | None = None) -> Window:
        """The bytes from ``start`` on, at most ``length`` of them, as a stream for a codec.

        ``budget`` is how many bytes it hands out in all before it looks ended.
        """
        rest = max(0, self.size_bytes - start)
        return Window(self.file, start, rest if length is None else min(rest, length), budget)

    def refusal(self, reason: str, hint: str = "") -> AudioReadError:
        """The error that says why this file is not read."""
        return AudioReadError(shown(self.path), reason, hint)


def _status_reason(mode: int) -> str | None:
    if stat.S_ISDIR(mode):
        return "it is a folder, not a file"
    if not stat.S_ISREG(mode):
        return "it is a pipe or a device, not a file"
    return None


@contextmanager
def open_source(path: Path) -> Iterator[Source]:
    """Open a regular, non-empty file for reading.

    Raises:
        AudioReadError: If it is missing, unreadable, empty, or a folder, pipe or device.
    """
    try:
        # a look before opening, because opening a device can act on it; another one after, because names change hands
        reason = _status_reason(path.stat().st_mode)
        if reason is not None:
            raise AudioReadError(shown(path), reason, "Choose an audio file.")
        flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
        descriptor = os.open(path, flags)
    except OSError as error:
        reason, hint = _REASONS.get(error.errno or 0, (f"the system reports: {error.strerror or error}", ""))
        raise AudioReadError(shown(path), reason, hint) from error
    except ValueError as error:  # a NUL in the name
        raise AudioReadError(shown(path), *_REASONS[errno.ENOENT]) from error
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(file.fileno())
        reason = _status_reason(status.st_mode) or ("it is empty" if status.st_size == 0 else None)
        if reason is not None:
            raise AudioReadError(shown(path), reason, "Choose an audio file.")
        yield Source(path, file, status.st_size)
