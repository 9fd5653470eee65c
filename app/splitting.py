"""The Split page's work: songs line up, are split as jobs, tried, exported; the line outlives the studio."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app.operations import Problem
from app.splitting_presets import (
    SplitWishes,
    export_presets,
    export_spec,
    is_measured,
    options_of,
    remember_rate,
    remember_wishes,
    remembered_wishes,
    seconds_for,
)
from app.splitting_rows import READY, SplitRow, rows_of, rows_text
from app.widgets.plain_text import plain
from engine.core.errors import EngineError
from engine.core.jobs import JobEvent, JobId, JobState
from engine.jobs.open_song import OpenedSong, OpenSong, find_opened
from engine.jobs.song import SeparationFacts, SeparationOptions, stored_separation
from engine.jobs.try_split import TriedSplit, TrySplit

if TYPE_CHECKING:
    from app.pages import Services
    from app.window_state import WindowState

_ROWS, _WISHES = "split_rows", "split_wishes"
_AT_ONCE = 8
"""Songs that become jobs in one go of the window's loop: each is a row written to the library."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Before the start: how many songs, how much music, how much work; ``is_guess``: nothing was split here yet."""

    songs: int
    music_seconds: float
    work_seconds: float
    is_guess: bool


class Splitting(QObject):
    """The rows of the page and everything that can be wanted of them.

    Args:
        services: What the page may use of the window.
    """

    rows_changed = Signal()
    row_changed = Signal(int)
    looking_changed = Signal(bool)
    """Files are being looked at, or no longer."""

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._began: dict[str, float] = {}
        self._tries: set[JobId] = set()
        self._exports: dict[JobId, tuple[str, str]] = {}
        self._num_looking = 0
        self.wishes = remembered_wishes(self._state, _WISHES)
        remembered = rows_of(self._state.text(_ROWS))
        self.rows: tuple[SplitRow, ...] = tuple(self._caught_up(row) for row in remembered)
        for before, row in zip(remembered, self.rows, strict=True):
            if before.is_open and row.is_done:  # it went on before this page was shown
                self._export_when_done(row)
        services.operations.job_told.connect(self._on_job)
        unread = [row.path for row in self.rows if row.state not in {READY, *(state.value for state in JobState)}]
        if unread:
            self.rows = tuple(row for row in self.rows if row.path not in unread)
            self.add([Path(path) for path in unread])

    # what was remembered

    @property
    def _state(self) -> WindowState:
        return self._services.state

    def set_wishes(self, wishes: SplitWishes) -> None:
        """Take what the controls say, and remember it."""
        self.wishes = wishes
        remember_wishes(self._state, _WISHES, wishes)

    def _keep(self) -> None:
        self._state.set_text(_ROWS, rows_text(self.rows))
        self._state.save()

    def _caught_up(self, row: SplitRow) -> SplitRow:
        """A remembered row after a restart: what became of its job meanwhile."""
        if not row.is_open:
            return row
        stored = self._services.library.jobs.get(JobId(row.job_id)) if row.job_id else None
        if stored is None:
            return replace(row, state=READY, job_id="")
        if stored.state is JobState.SUCCEEDED:
            return self._found(row) or replace(row, state=READY, job_id="")
        return replace(row, state=stored.state.value)

    def _found(self, row: SplitRow, options: SeparationOptions | None = None) -> SplitRow | None:
        """The row as done, where its song lies split in the library (in the way of ``options``); else None."""
        try:
            known = find_opened(Path(row.path), self._services.library)
        except (EngineError, OSError):
            return None
        facts = stored_separation(known[1]) if known is not None else None
        if known is None or facts is None:
            return None
        if options is not None and (facts.model, facts.parameters) != (options.model, options.parameters):
            return None
        return _done(row, known[1], facts)

    # lining up

    def add(self, paths: Sequence[Path]) -> None:
        """Line up files and what lies in folders; each file once. They are looked at in a thread."""
        taken = frozenset(row.path for row in self.rows)
        self._look(1)

        def done(rows: tuple[SplitRow, ...]) -> None:
            self._look(-1)
            here = {row.path for row in self.rows}
            new = tuple(row for row in rows if row.path not in here)
            if new:
                self.rows += new
                self._keep()
                self.rows_changed.emit()

        def failed(error: EngineError | OSError) -> None:
            self._look(-1)
            self._services.show_problem(Problem(f"{plain(error)}.", plain(getattr(error, "hint", ""))))

        self._services.background.run(lambda: look_at(paths, taken), done, failed)

    def _look(self, change: int) -> None:
        self._num_looking += change
        self.looking_changed.emit(self._num_looking > 0)

    def cost(self) -> Cost:
        """Of what is ready to start."""
        ready = [row for row in self.rows if row.can_start]
        music = sum(row.duration for row in ready)
        quality = self.wishes.quality
        return Cost(len(ready), music, seconds_for(music, quality, self._state), not is_measured(quality, self._state))

    def seconds_for(self, row: SplitRow) -> float:
        """Seconds of work that a song will take with the preset that is chosen."""
        return seconds_for(row.duration, self.wishes.quality, self._state)

    # splitting

    def start(self) -> None:
        """Split everything that is ready: a few songs now, the others as the window finds time."""
        options = self._options()
        if options is not None:
            self._start_some([row.path for row in self.rows if row.can_start], options)

    def _start_some(self, paths: list[str], options: SeparationOptions) -> None:
        now, later = frozenset(paths[:_AT_ONCE]), paths[_AT_ONCE:]
        for place, row in enumerate(self.rows):
            if row.path in now and row.can_start:
                self._start(place, options)
        self.rows_changed.emit()
        if later:
            QTimer.singleShot(0, self, lambda: self._start_some(later, options))
        else:
            self._keep()

    def _options(self) -> SeparationOptions | None:
        try:
            return options_of(self.wishes, self._services.settings, self._services.paths.models)
        except EngineError as error:
            self._services.show_problem(Problem(f"{plain(error)}.", plain(error.hint)))
            return None

    def _start(self, place: int, options: SeparationOptions) -> None:
        row = self.rows[place]
        found = self._found(row, options)
        if found is not None:
            self._put(place, replace(found, quality=self.wishes.quality))
            self._export_when_done(self.rows[place])
            return
        job_id = self._services.operations.make(OpenSong(row.path, options, is_watched=True), row.title)
        if job_id is not None:
            queued = JobState.QUEUED.value
            self._put(place, replace(row, state=queued, job_id=str(job_id), quality=self.wishes.quality, error=""))

    def _put(self, place: int, row: SplitRow) -> None:
        self.rows = (*self.rows[:place], row, *self.rows[place + 1 :])

    def press(self, place: int) -> None:
        """The one thing to do with a row: cancel, retry, show, remove."""
        row = self.rows[place]
        if row.is_open:
            self._services.operations.cancel(JobId(row.job_id))
        elif row.can_retry and row.duration > 0.0:
            options = self._options()
            if options is not None:
                self._start(place, options)
                self._keep()
                self.rows_changed.emit()
        elif row.can_retry:  # it could not be read: look at it again
            self.remove((place,))
            self.add([Path(row.path)])
        elif row.is_done:
            self._show(row.folder, row.path)
        else:
            self.remove((place,))

    def remove(self, places: Sequence[int]) -> None:
        """Take rows off the page; songs and stems stay. What is being worked on is cancelled."""
        for place in places:
            if self.rows[place].is_open:
                self._services.operations.cancel(JobId(self.rows[place].job_id))
        gone = frozenset(places)
        self.rows = tuple(row for place, row in enumerate(self.rows) if place not in gone)
        self._keep()
        self.rows_changed.emit()

    def clear_done(self) -> None:
        """Take off what is done."""
        self.remove([place for place, row in enumerate(self.rows) if row.is_done])

    def _show(self, folder: str, source: str) -> None:
        self._services.operations.show_folder(Path(folder), source=source)
        self._services.show_page("song")

    # trying

    def try_row(self, place: int) -> None:
        """Split the loudest twenty seconds of a song with the preset, then show them."""
        row, options = self.rows[place], self._options()
        if options is None:
            return
        label = self.tr("20 s of “%s”") % row.title
        job_id = self._services.operations.make(TrySplit(row.path, options), label)
        if job_id is not None:
            self._tries.add(job_id)

    # exporting

    def export(self, places: Sequence[int]) -> int:
        """Write the chosen presets for songs that are done; returns how many jobs that became."""
        return sum(self._export(self.rows[place]) for place in places if self.rows[place].is_done)

    def _export(self, row: SplitRow) -> int:
        made = 0
        words = {preset.id: preset.text for preset in export_presets()}
        mix = self._state.mix(row.folder)
        for preset in self.wishes.exports:
            spec = export_spec(preset, row.folder, row.path, row.name, self.wishes, mix=mix)
            job_id = self._services.operations.make(spec, f"{words[preset]}: {row.title}")
            if job_id is not None:
                self._exports[job_id] = (row.path, preset)
                made += 1
        return made

    def _export_when_done(self, row: SplitRow) -> None:
        if self.wishes.exports and self.wishes.folder:
            self._export(row)

    # news

    def _on_job(self, event: JobEvent) -> None:
        if event.job_id in self._tries and event.state.is_final:
            self._tries.discard(event.job_id)
            if isinstance(event.result, TriedSplit):
                self._show(event.result.folder, _tried_name(event.result.source))
            return
        if event.job_id in self._exports and event.state.is_final:
            self._on_exported(*self._exports.pop(event.job_id), is_done=event.state is JobState.SUCCEEDED)
            return
        place = next((at for at, row in enumerate(self.rows) if row.job_id == str(event.job_id)), None)
        if place is not None:
            self._on_split(place, event)

    def _on_split(self, place: int, event: JobEvent) -> None:
        before, row = self.rows[place], self.rows[place].after(event)
        if event.state is JobState.RUNNING:
            self._began.setdefault(row.job_id, time.monotonic())
        if isinstance(event.result, OpenedSong):
            row = _done(row, Path(event.result.folder), event.result.separation)
            began = self._began.pop(row.job_id, None)
            if began is not None:
                remember_rate(row.quality, row.duration, time.monotonic() - began, self._state)
        self._put(place, row)
        if row.state != before.state:
            self._keep()
        if row != before:
            self.row_changed.emit(place)
        if row.is_done and not before.is_done:
            self._export_when_done(row)

    def _on_exported(self, path: str, preset: str, *, is_done: bool) -> None:
        place = next((at for at, row in enumerate(self.rows) if row.path == path), None)
        if place is None or not is_done or preset in self.rows[place].written:
            return
        self._put(place, replace(self.rows[place], written=(*self.rows[place].written, preset)))
        self._keep()
        self.row_changed.emit(place)


def _done(row: SplitRow, folder: Path, facts: SeparationFacts) -> SplitRow:
    return replace(
        row,
        state=JobState.SUCCEEDED.value,
        fraction=1.0,
        stage="",
        eta=None,
        error="",
        folder=str(folder),
        residual_db=facts.residual_db,
        model=facts.model,
        seconds=facts.seconds,
        duration=row.duration or facts.num_samples / facts.sample_rate,
    )


def _tried_name(source: str) -> str:
    """The song's name with a word that it is not the whole."""
    path = Path(source)
    return str(path.with_name(f"{path.stem} (20 s){path.suffix}"))


def look_at(paths: Sequence[Path], taken: frozenset[str]) -> tuple[SplitRow, ...]:
    """Files and what lies in folders as rows, in the order of their names; what cannot be heard says so.

    Raises:
        UserError: If nothing there is meant to be heard.
    """
    from engine.audio.files import probe
    from engine.core.errors import UserError
    from engine.jobs.collect import collect

    collected = collect(tuple(str(path) for path in paths), recursive=True, on_file=lambda _number: None)
    rows = []
    meant = [each for each in collected.candidates if each.is_meant]
    if not meant:
        name = paths[0].name if paths else ""
        raise UserError(f"There are no songs in “{name}”", "Drop audio files, or a folder that holds some.")
    for candidate in meant:
        if candidate.path in taken:
            continue
        try:
            rows.append(SplitRow(candidate.path, READY, probe(Path(candidate.path)).duration))
        except EngineError as error:
            words = f"{plain(error)}. {plain(error.hint)}"
            rows.append(SplitRow(candidate.path, JobState.FAILED.value, error=words))
    return tuple(rows)
