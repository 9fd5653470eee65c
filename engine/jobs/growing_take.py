"""A take that is heard while it is made: its sound grows in a file, and whoever watches the job hears how far it is."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from io import BufferedWriter
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from engine.whole_file import temporary_name

if TYPE_CHECKING:
    from engine.core.audio import Audio
    from engine.core.blueprint import Blueprint
    from engine.jobs.context import JobContext

BYTES_PER_SAMPLE = 4


@dataclass(frozen=True, slots=True)
class GrowingPart:
    """A part of the form: its name and where it will lie, in seconds."""

    name: str
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class GrowingTake:
    """How far a take has come.

    Args:
        folder: Where the take will lie.
        file: Its sound so far: little-endian float32, frame after frame, only ever appended to. Another name means
            that it was begun anew.
        sample_rate: Hz.
        num_channels: One or two.
        num_samples: What it will have, as far as that is known; what it has, once nothing more comes.
        audible: Samples per channel that can be read; everything below was written before this was said.
        parts: Its form, where there is a plan.
    """

    folder: str
    file: str
    sample_rate: int
    num_channels: int
    num_samples: int
    audible: int = 0
    parts: tuple[GrowingPart, ...] = ()


class TakeGrowth:
    """Writes what there is of one take; its files are gone when the work is done.

    Args:
        scratch: Folder for the growing file, swept by whoever finds dead workers' leftovers.
        take_folder: Where the take will lie.
        tell: Told after every block.
    """

    def __init__(self, scratch: Path, take_folder: Path, tell: Callable[[GrowingTake], None]) -> None:
        self._scratch, self._folder, self._tell = scratch, take_folder, tell
        self._file: BufferedWriter | None = None
        self._files: list[Path] = []
        self._expected = 0.0
        self._is_lost = False
        self._parts: tuple[GrowingPart, ...] = ()
        self.told: GrowingTake | None = None

    def expect(self, seconds: float, blueprint: Blueprint | None = None) -> None:
        """How long it will be, and its form where that is planned."""
        self._expected = seconds
        self._parts = () if blueprint is None else _parts(blueprint)

    def take(self, sound: Audio, start: float) -> None:
        """The next block; at 0 seconds everything begins anew (``engine.generation.base.OnSound``).

        Where the disk does not take it, nothing more is told of this take: that it is heard early is worth no take.

        Raises:
            JobCancelled: If the user has asked the job to stop.
        """
        if self._is_lost:
            return
        try:
            self._write(sound, is_anew=self._file is None or start == 0.0)
        except OSError:
            self._is_lost = True
            self._remove()  # the take itself needs the room
            return
        assert self.told is not None
        audible = self.told.audible + sound.num_samples
        self._say(replace(self.told, audible=audible, num_samples=max(audible, self.told.num_samples)))

    def whole(self) -> None:
        """Nothing more will come of this sound."""
        if not self._is_lost and self.told is not None and self.told.num_samples != self.told.audible:
            self._say(replace(self.told, num_samples=self.told.audible))

    def _write(self, sound: Audio, *, is_anew: bool) -> None:
        if is_anew:
            self._begin(sound)
        assert self._file is not None
        self._file.write(sound.samples.T.astype("<f4").tobytes())
        self._file.flush()

    def _begin(self, sound: Audio) -> None:
        self._close()
        self._scratch.mkdir(parents=True, exist_ok=True)
        path = self._scratch / temporary_name(".f32")
        self._files.append(path)
        self._file = path.open("wb")
        self.told = GrowingTake(
            str(self._folder),
            str(path),
            sound.sample_rate,
            sound.num_channels,
            round(self._expected * sound.sample_rate),
            parts=self._parts,
        )

    def _say(self, told: GrowingTake) -> None:
        self.told = told
        self._tell(told)

    def _close(self) -> None:
        if self._file is not None:
            file, self._file = self._file, None
            with suppress(OSError):  # what a full disk did not take is still in its buffer
                file.close()

    def _remove(self) -> None:
        self._close()
        for path in self._files:
            with suppress(OSError):  # who still listens holds it open (Windows) and lets it go after this
                path.unlink()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._remove()


def growth_of(context: JobContext, folder: Path, number: int) -> TakeGrowth:
    """The growth of ``take-<number>`` in ``folder``, told as news of the job."""
    return TakeGrowth(context.artifacts_folder, folder / f"take-{number}", context.tell)


def _parts(blueprint: Blueprint) -> tuple[GrowingPart, ...]:
    from engine.core.blueprint import STEPS_PER_BAR

    bar = STEPS_PER_BAR * blueprint.seconds_per_step
    parts, start = [], 0
    for section in blueprint.sections:
        end = start + section.num_bars
        parts.append(GrowingPart(section.name or section.label, start * bar, end * bar))
        start = end
    return tuple(parts)
