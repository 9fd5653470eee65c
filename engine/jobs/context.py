"""What a running job sees of the world: progress out, cancellation in, and where things lie."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from engine.core.errors import JobCancelled
from engine.core.jobs import Progress, Report

if TYPE_CHECKING:
    from pathlib import Path

    from engine.library import Library
    from engine.paths import Paths
    from engine.settings import Settings

MIN_SECONDS_BETWEEN_PROGRESS = 0.1
"""At most ten messages a second: an eye needs no more, and a pipe full of progress would block the worker."""


@dataclass(slots=True)
class JobContext:
    """Handed to every job's ``run``.

    Args:
        paths: The user's folders.
        settings: The user's choices.
        on_progress: Takes what the user shall see.
        on_item: Takes a partial result that is to be recorded at once.
        is_cancelled: Whether the user has asked this job to stop; must be cheap.
        will_resume: Whether a job that was asked to stop goes on at the next start (the window closes).
        on_news: Takes what is shown and not recorded.
        library: The collection, where the job runs in the process that owns it; else it is opened when asked for.
    """

    paths: Paths
    settings: Settings
    on_progress: Callable[[Progress], None]
    on_item: Callable[[Any], None]
    is_cancelled: Callable[[], bool]
    library: Library | None = None
    will_resume: Callable[[], bool] = lambda: False
    on_news: Callable[[Any], None] = lambda _value: None
    _sent: float = field(default=float("-inf"), init=False)
    _opened: Library | None = field(default=None, init=False)

    @property
    def artifacts_folder(self) -> Path:
        """Where finished artifacts lie, below the library."""
        return self.paths.library / "artifacts"

    def read_library(self) -> Library:
        """The collection, to look things up. Jobs never write to it: their results are recorded by the parent.

        Raises:
            LibraryError: If it cannot be opened.
        """
        if self.library is not None:
            return self.library
        if self._opened is None:
            from engine.library import Library

            self._opened = Library.open(self.paths.library, daily_backup=False)
        return self._opened

    def close(self) -> None:
        """Close what was opened for this job."""
        if self._opened is not None:
            self._opened.close()
            self._opened = None

    def progress(self, fraction: float, stage: str = "") -> None:
        """Say how far the job is. Every loop calls this at least twice a second.

        Args:
            fraction: Share of the whole job that is done, 0–1; values outside are clipped.
            stage: What is being done, in a few words.

        Raises:
            JobCancelled: If the user has asked the job to stop.
        """
        self.check()
        now = time.monotonic()
        if now - self._sent < MIN_SECONDS_BETWEEN_PROGRESS:
            return
        self._sent = now
        self.on_progress(Progress(min(1.0, max(0.0, fraction)), stage))

    def report(self, start: float = 0.0, end: float = 1.0, stage: str = "") -> Report:
        """A report for a step that covers ``start``–``end`` (0–1) of this job under the name ``stage``."""
        return lambda fraction: self.progress(start + (end - start) * min(1.0, max(0.0, fraction)), stage)

    def item(self, value: Any) -> None:
        """Hand over a partial result; the parent records it before it looks at anything sent later.

        Raises:
            JobCancelled: If the user has asked the job to stop.
        """
        self.check()
        self.on_item(value)

    def tell(self, value: Any) -> None:
        """Show something to whoever watches this job; nothing is recorded, and nobody may be there.

        Raises:
            JobCancelled: If the user has asked the job to stop.
        """
        self.check()
        self.on_news(value)

    def check(self) -> None:
        """Raise ``JobCancelled`` if the user has asked the job to stop."""
        if self.is_cancelled():
            raise JobCancelled("cancelled")
