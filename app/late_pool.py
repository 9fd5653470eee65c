"""The pool of jobs, made when the first job is wanted: its table of jobs need not be read in before the first paint."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from engine.core.jobs import JobEvent, JobId
    from engine.jobs.pool import JobPool
    from engine.library import Library
    from engine.paths import Paths
    from engine.settings import Settings


class LatePool:
    """A ``JobPool`` as the window uses it.

    Args:
        paths: The user's folders.
        settings: The user's choices.
        library: Where jobs are kept.
    """

    def __init__(self, paths: Paths, settings: Settings, library: Library) -> None:
        self._arguments = (paths, settings, library)
        self._pool: JobPool | None = None

    @property
    def _made(self) -> JobPool:
        if self._pool is None:
            from engine.jobs.pool import JobPool

            self._pool = JobPool(*self._arguments)
        return self._pool

    def submit(self, spec: Any, label: str = "") -> JobId:
        return self._made.submit(spec, label)

    def cancel(self, job_id: JobId) -> bool:
        return self._made.cancel(job_id)

    def warm(self, resource: str, prepare: Callable[[Any, Paths], object], argument: Any) -> None:
        self._made.warm(resource, prepare, argument)

    def poll(self) -> list[JobEvent]:
        return self._pool.poll() if self._pool is not None else []

    def resume(self) -> tuple[JobId, ...]:
        return self._made.resume()

    def close(self) -> None:
        if self._pool is not None:
            self._pool.close()


def read_in() -> None:
    """Read in what jobs are made of; for a thread."""
    import engine.jobs.pool  # noqa: F401 - the import is the purpose
