"""The first bars of a take, in a file of their own while the rest is being made."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from engine.core.blueprint import Blueprint
    from engine.generation.base import Generator

_BARS = 4


@dataclass(slots=True)
class TakePreview:
    """Writes the first bars once.

    Args:
        file: Where they go; None where nobody wants them.
        generator: Makes them.
        subtype: Of the file.
        on_written: Told the file's name.
        seconds: What they cost, from the beginning of the take.
    """

    file: Path | None
    generator: Generator
    subtype: str
    on_written: Callable[[str], None]
    seconds: dict[str, float] = field(default_factory=dict)
    _started: float = field(default_factory=time.perf_counter)

    def write_once(self, blueprint: Blueprint) -> None:
        """Write them, unless an earlier attempt at this take has been heard already."""
        from engine.audio.encode import write

        if self.file is None or self.seconds:
            return
        write(self.file, self.generator.first_bars(blueprint, _BARS), subtype=self.subtype)
        self.seconds["first_bars"] = round(time.perf_counter() - self._started, 3)
        self.on_written(self.file.name)


class Previewed(Protocol):
    """What writes a file that is not to stay."""

    @property
    def file(self) -> Path | None: ...


@contextmanager
def gone_in_the_end(preview: Previewed) -> Iterator[None]:
    """Inside, the file may lie there; afterwards, however that ends, it does not."""
    try:
        yield
    finally:
        if preview.file is not None:
            with suppress(OSError):
                preview.file.unlink()
