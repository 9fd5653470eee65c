"""Rows of the Split page: frozen values, and how they outlive the studio."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import msgspec
from PySide6.QtCore import QCoreApplication

from app.jobs_model import clock_text
from app.splitting_presets import export_presets
from app.widgets.plain_text import plain
from engine.core.codec import decode_json, encode_json
from engine.core.jobs import JobEvent, JobState
from engine.core.names import safe_name

READY, LOOKING = "ready", "looking"
"""A row's state before it is a job: its length is known, or being read. Then come the states of jobs."""
_MAX_ROWS = 5000


@dataclass(frozen=True, slots=True)
class SplitRow:
    """One song on the Split page.

    Args:
        path: The user's file; may hold surrogate escapes.
        state: ``READY``, ``LOOKING`` or a ``JobState``'s value.
        duration: Seconds; 0 where it is not known.
        job_id: Of the job that splits it; empty before and after a restart that lost it.
        quality: The preset it was started with.
        fraction: Of the job, 0-1.
        stage: What the job does.
        eta: Seconds left, where known.
        error: One sentence with its hint, where it failed.
        folder: Of the opened song, when it is done.
        residual_db: How far the stems' sum is from the song.
        model: Which separator made them.
        seconds: How long the separation took.
        written: Export presets whose files are there.
    """

    path: str
    state: str = LOOKING
    duration: float = 0.0
    job_id: str = ""
    quality: str = ""
    fraction: float = 0.0
    stage: str = ""
    eta: float | None = None
    error: str = ""
    folder: str = ""
    residual_db: float | None = None
    model: str = ""
    seconds: float = 0.0
    written: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        return plain(Path(self.path).stem)

    @property
    def name(self) -> str:
        """For folders and files of an export."""
        return safe_name(Path(self.path).stem)

    @property
    def is_open(self) -> bool:
        """Waits for a worker or is worked on."""
        return self.state in (JobState.QUEUED, JobState.RUNNING, JobState.INTERRUPTED)

    @property
    def is_done(self) -> bool:
        return self.state == JobState.SUCCEEDED

    @property
    def can_start(self) -> bool:
        return self.state == READY

    @property
    def can_retry(self) -> bool:
        return self.state in (JobState.FAILED, JobState.CANCELLED)

    def after(self, event: JobEvent) -> SplitRow:
        """This row once ``event`` of its job is known."""
        row = replace(self, state=event.state.value, eta=None)
        if event.progress is not None:
            row = replace(
                row, fraction=event.progress.fraction, stage=plain(event.progress.stage, 80), eta=event.progress.eta
            )
        elif event.state is JobState.RUNNING:
            row = replace(row, eta=self.eta)
        if event.error is not None:
            hint = plain(getattr(event.error, "hint", ""))
            row = replace(row, error=f"{plain(event.error)}. {hint}".strip())
        return row


def rows_text(rows: tuple[SplitRow, ...]) -> str:
    """Rows for the window's memory. What is being read is read again; what fails stays."""
    lasting = [replace(row, fraction=0.0, stage="", eta=None, error=_one_line(row.error)) for row in rows[:_MAX_ROWS]]
    return encode_json([replace(row, path=_escaped(row.path)) for row in lasting]).decode()


def rows_of(text: str) -> tuple[SplitRow, ...]:
    """Rows from the window's memory; none where it cannot be read."""
    try:
        rows = decode_json(text.encode(), tuple[SplitRow, ...]) if text else ()
    except (msgspec.MsgspecError, UnicodeError, ValueError):
        return ()
    return tuple(replace(row, path=_unescaped(row.path)) for row in rows)


def _escaped(path: str) -> str:
    """Bytes that are no UTF-8 survive JSON as private characters are told apart: percent-encoded."""
    from urllib.parse import quote_from_bytes

    return quote_from_bytes(path.encode("utf-8", "surrogateescape"), safe="/:\\ ")


def _unescaped(path: str) -> str:
    from urllib.parse import unquote_to_bytes

    return unquote_to_bytes(path).decode("utf-8", "surrogateescape")


def _one_line(text: str) -> str:
    return " ".join(text.split())[:500]


def state_words(row: SplitRow) -> str:
    """What a song is doing, in words."""
    words = {
        LOOKING: QCoreApplication.translate("Splitting", "being read"),
        READY: QCoreApplication.translate("Splitting", "ready to start"),
        JobState.QUEUED.value: QCoreApplication.translate("Splitting", "waiting"),
        JobState.RUNNING.value: row.stage or QCoreApplication.translate("Splitting", "starting"),
        JobState.SUCCEEDED.value: _done_words(row),
        JobState.FAILED.value: row.error or QCoreApplication.translate("Splitting", "failed"),
        JobState.CANCELLED.value: QCoreApplication.translate("Splitting", "cancelled"),
        JobState.INTERRUPTED.value: QCoreApplication.translate("Splitting", "goes on where it was"),
    }
    return words.get(row.state, row.state)


def _done_words(row: SplitRow) -> str:
    presets = [preset.text for preset in export_presets() if preset.id in row.written]
    if not presets:
        return QCoreApplication.translate("Splitting", "done")
    return QCoreApplication.translate("Splitting", "done, written: %s") % ", ".join(presets)


def length_words(row: SplitRow) -> str:
    return clock_text(row.duration) if row.duration > 0.0 else ""


def result_words(row: SplitRow) -> str:
    """What came of a song: how exactly its stems add up to it."""
    if row.residual_db is None:
        return ""
    if row.residual_db <= -120.0:
        return QCoreApplication.translate("Splitting", "exact (%d dB)") % round(row.residual_db)
    return QCoreApplication.translate("Splitting", "%.1f dB") % row.residual_db


def button_words(row: SplitRow) -> str:
    """The one thing to do with a row: Remove, Cancel, Retry, Show."""
    if row.is_open:
        return QCoreApplication.translate("Splitting", "Cancel")
    if row.can_retry:
        return QCoreApplication.translate("Splitting", "Retry")
    if row.is_done:
        return QCoreApplication.translate("Splitting", "Show")
    return QCoreApplication.translate("Splitting", "Remove")
