"""The boundary between a job and whoever started it: what comes out is a result, a cancellation or an error we know."""

from __future__ import annotations

import errno
import logging
import pickle
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from engine.core.errors import BackendError, EngineError, JobCancelled, UserError
from engine.core.jobs import JobState

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a piece of work ended: succeeded with a result, failed with an error, or cancelled."""

    state: JobState
    result: Any = None
    error: EngineError | None = None


def attempt(work: Callable[[], Any]) -> Outcome:
    """Run ``work`` and turn whatever happens into an outcome. Interrupts (Ctrl-C, ``SystemExit``) pass through.

    This is one of the two places where every exception is caught: a job is somebody else's code, and what it
    throws must neither end the worker nor the window.
    """
    try:
        return Outcome(JobState.SUCCEEDED, work())
    except JobCancelled:
        return Outcome(JobState.CANCELLED)
    except Exception as error:  # the worker's boundary
        if not isinstance(error, EngineError):
            logger.exception("a job raised a foreign exception")
        return Outcome(JobState.FAILED, error=known_error(error))


def known_error(error: Exception) -> EngineError:
    """An error of ours for any exception, one that survives pickling.

    Memory and disk that have run out, and files that cannot be opened, become sentences a user can act on; anything
    else becomes a ``BackendError`` that carries its name, message and traceback.
    """
    if isinstance(error, EngineError):
        return error if survives_pickling(error) else _wrapped(error)
    if isinstance(error, MemoryError):
        return UserError(
            "There is not enough memory for this", "Close other programs, or use shorter pieces of the song."
        )
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return UserError("The disk is full", "Free some space, then try again; what was finished is kept.")
    if isinstance(error, OSError) and error.filename and error.strerror:
        return UserError(f"{error.strerror}: {error.filename}", "Check the path and its permissions.")
    return _wrapped(error)


def _wrapped(error: Exception) -> BackendError:
    text = "".join(traceback.format_exception(error))
    return BackendError(type(error).__name__, str(error).split("\n", maxsplit=1)[0], text)


def survives_pickling(error: Exception) -> bool:
    """Whether the error comes out of a pipe as it went in: same class, same sentence."""
    try:
        copy = pickle.loads(pickle.dumps(error))
    except (pickle.PickleError, TypeError, AttributeError, ValueError):
        return False
    return type(copy) is type(error) and str(copy) == str(error)
