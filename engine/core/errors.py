"""Errors a user can meet: each says what happened in one sentence and, in ``hint``, what to do next.

All fields go to ``Exception.__init__`` so that every error survives pickling between a worker and its parent.
"""

from __future__ import annotations


class EngineError(Exception):
    """Something the user asked for could not be done. ``str(error)`` is one sentence without a final hint."""

    hint: str = ""

    def __str__(self) -> str:
        return self.args[0] if self.args else type(self).__name__


class JobCancelled(Exception):
    """Raised inside long work when the user has asked for it to stop."""


class UserError(EngineError):
    """A request that cannot be met as it was made, with its way out."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message, hint)
        self.hint = hint

    def __str__(self) -> str:
        return str(self.args[0])


class AudioReadError(EngineError):
    """A file that cannot be heard."""

    def __init__(self, path: str, reason: str, hint: str = "") -> None:
        super().__init__(path, reason, hint)
        self.path = path
        self.reason = reason
        self.hint = hint or "Check that the file plays in another program, or export it again as WAV or FLAC."

    def __str__(self) -> str:
        return f"Cannot read {self.path}: {self.reason}"


class AudioWriteError(EngineError):
    """A file that could not be written; nothing half-written was left."""

    def __init__(self, path: str, reason: str, hint: str = "") -> None:
        super().__init__(path, reason, hint)
        self.path = path
        self.reason = reason
        self.hint = hint or "Check the folder's permissions and the free space on the disk, then try again."

    def __str__(self) -> str:
        return f"Cannot write {self.path}: {self.reason}"


class ModelNotInstalled(EngineError):
    """A model that is known by its card but whose weights are not on this machine."""

    def __init__(self, model: str) -> None:
        super().__init__(model)
        self.model = model
        self.hint = f"Install it with: aurax models download {model}  (or: aurax models import {model} FILE)"

    def __str__(self) -> str:
        return f"The model '{self.model}' is not installed"


class UnknownModel(EngineError):
    """An id that no card carries."""

    def __init__(self, model: str, known: tuple[str, ...]) -> None:
        super().__init__(model, known)
        self.model = model
        self.known = known
        self.hint = f"Known models: {', '.join(known) or 'none'}"

    def __str__(self) -> str:
        return f"There is no model called '{self.model}'"


class ModelRefused(EngineError):
    """Weights that are not what their card says, or that could do harm."""

    def __init__(self, model: str, reason: str, hint: str = "") -> None:
        super().__init__(model, reason, hint)
        self.model = model
        self.reason = reason
        self.hint = hint or "Download the file again from its publisher, then import it once more."

    def __str__(self) -> str:
        return f"The weights for '{self.model}' were refused: {self.reason}"


class LibraryError(EngineError):
    """The collection's database cannot be used as it is."""

    def __init__(self, path: str, reason: str, hint: str = "") -> None:
        super().__init__(path, reason, hint)
        self.path = path
        self.reason = reason
        self.hint = hint or "Restore a backup with: aurax library restore"

    def __str__(self) -> str:
        return f"The library {self.path} cannot be used: {self.reason}"


_KILLED = -9
"""Ended by SIGKILL, which nobody but the system sends a worker that was not cancelled: on Linux, when memory is out."""


class WorkerDied(EngineError):
    """A worker process that ended without a word (crash, kill, out of memory)."""

    def __init__(self, job_id: str, exit_code: int | None) -> None:
        super().__init__(job_id, exit_code)
        self.job_id = job_id
        self.exit_code = exit_code
        self.hint = (
            "Probably memory ran out: close other programs, or use a shorter piece. Your files are untouched."
            if exit_code == _KILLED
            else "Your files are untouched. Try again; if it happens twice with the same song, leave that song out."
        )

    def __str__(self) -> str:
        told = "" if self.exit_code is None else f" (exit code {self.exit_code})"
        return f"The program that did the work stopped before it was done{told}"


class BackendError(EngineError):
    """A foreign exception, wrapped at the worker's boundary so that it can cross to the parent."""

    def __init__(self, type_name: str, message: str, traceback_text: str) -> None:
        super().__init__(type_name, message, traceback_text)
        self.type_name = type_name
        self.message = message
        self.traceback_text = traceback_text
        self.hint = "Run the same command with --debug and send the report to us."

    def __str__(self) -> str:
        return f"An internal error stopped this job ({self.type_name}: {self.message})"
