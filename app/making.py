"""Takes for the Make page: asked for as jobs, followed while they are made, read when they are there."""

from __future__ import annotations

import logging
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from PySide6.QtCore import QObject, Signal

from app.making_engines import Machine, find_machine, remember_rate
from app.making_growth import Growths
from app.making_like import read_like
from app.making_order import MAX_PROMPT, Order, Understanding, understand
from app.making_takes import TakeView, load_take
from app.operations import Problem
from app.widgets.plain_text import plain
from app.window_state import STARS
from engine.core.errors import EngineError
from engine.core.jobs import JobEvent, JobId, JobState
from engine.core.names import safe_name
from engine.core.take import TakeId
from engine.jobs.growing_take import GrowingTake
from engine.whole_file import whole_file

if TYPE_CHECKING:
    from app.pages import Services

logger = logging.getLogger(__name__)

KINDS = ("generate_takes", "generate_sound")
TAKES_FOLDER = "takes"
MOST_EARLIER = 12
_MOST_STARS = 500


@dataclass(frozen=True, slots=True)
class Pending:
    """A take that waits or is being made. ``key`` names its place until it is there; ``stage`` in words."""

    key: str
    job_id: JobId
    title: str
    number: int
    state: JobState = JobState.QUEUED
    fraction: float = 0.0
    stage: str = ""
    eta: float | None = None


class Making(QObject):
    """The user's takes.

    Args:
        services: What the page may use of the window.
    """

    understood = Signal(object)
    """``Understanding`` of the newest order."""
    pending_changed = Signal(object)
    """``Pending``, new or further."""
    take_ready = Signal(str, object)
    """The key of a pending take, and its ``TakeView``."""
    pending_gone = Signal(str)
    """Cancelled or failed."""
    earlier_read = Signal(object)
    """Earlier takes as a tuple of ``TakeView``, newest first."""
    machine_known = Signal(object)
    like_read = Signal(object)
    """``LikeSource`` of the file that takes are to sound like."""

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._pending: dict[JobId, list[Pending]] = {}
        self._not_ours: set[JobId] = set()
        self._orders: dict[JobId, Order] = {}
        self._wanted: Order | None = None
        self._is_reading = False
        self._earlier: list[Path] = []
        self.machine = Machine()
        self.growths = Growths(services.background, self)
        services.operations.job_told.connect(self._on_job)

    # before anything is made

    def look_at_machine(self) -> None:
        """Find engines and the graphics card in a thread."""

        def done(machine: Machine) -> None:
            self.machine = machine
            self.machine_known.emit(machine)

        self._services.background.run(lambda: find_machine(self._services.paths.models), done, self._tell)

    def read(self, order: Order) -> None:
        """Read an order in a thread; ``understood`` follows. While one is read only the newest other waits."""
        self._wanted = order
        if not self._is_reading:
            self._read_wanted()

    def read_like(self, file: Path) -> None:
        """Read music that takes are to sound like; ``like_read`` follows."""
        self._services.background.run(lambda: read_like(file), self.like_read.emit, self._tell)

    def _read_wanted(self) -> None:
        order, self._wanted = self._wanted, None
        if order is None:
            return
        self._is_reading = True

        def done(read: Understanding) -> None:
            self._is_reading = False
            self.understood.emit(read)
            self._read_wanted()

        def failed(error: EngineError | OSError) -> None:
            self._is_reading = False
            self._tell(error)

        self._services.background.run(lambda: understand(order), done, failed)

    # making

    def make(self, order: Order) -> tuple[JobId, ...]:
        """Put an order into the queue; its takes follow one by one. Empty where that could not be done."""
        order = replace(order, prompt=order.prompt[:MAX_PROMPT])
        name = safe_name(order.prompt[:40].strip() or order.source_name or "take")
        folder = self._services.paths.home / TAKES_FOLDER / f"{time.strftime('%Y-%m-%d %H%M%S')} {name}"
        title = self._title(order)
        jobs = []
        for number, spec in enumerate(order.specs(folder), 1):
            label = self.tr("Take %d: %s") % (number, title) if order.takes > 1 else title
            job_id = self._services.operations.make(spec, plain(label, 120))
            if job_id is None:
                break
            self._orders[job_id] = order
            self._enter(job_id, spec, title, first=number)
            jobs.append(job_id)
        return tuple(jobs)

    def _title(self, order: Order) -> str:
        words = plain(order.prompt.strip(), 100)
        if not order.source:
            return words or self.tr("free choice")
        name = plain(order.source_name, 60)
        if order.way == "continue" or (order.wishes.bars is not None and not words):
            return self.tr("%s, continued") % name
        return f"{name}: {words}" if words else self.tr("%s, varied") % name

    def _enter(self, job_id: JobId, spec: Any, title: str, *, first: int = 1) -> None:
        """Cards for the takes of a job."""
        self._pending[job_id] = []
        for index in range(spec.takes):
            key = str(Path(spec.folder) / f"take-{index + 1}")
            pending = Pending(key, job_id, title, first + index)
            self._pending[job_id].append(pending)
            self.pending_changed.emit(pending)

    def cancel(self, pending: Pending) -> None:
        self._services.operations.cancel(pending.job_id)

    def _on_job(self, event: JobEvent) -> None:
        if event.job_id not in self._pending and not self._is_ours(event.job_id):
            return
        if isinstance(event.news, GrowingTake):
            self.growths.tell(event.news)
        if event.item is not None:
            self._on_take(event.job_id, event.item)
        if event.state is JobState.SUCCEEDED:
            self._learn(event)
        if event.state.is_final:
            for pending in self._pending.pop(event.job_id, []):
                self._lose(pending.key)
            self._orders.pop(event.job_id, None)
            return
        self._advance(event)

    def _lose(self, key: str) -> None:
        self.growths.end(key)
        self.pending_gone.emit(key)

    def _is_ours(self, job_id: JobId) -> bool:
        """Whether a job that this page has not asked for makes takes: one of the last session, or one retried."""
        if job_id in self._not_ours:
            return False
        stored = self._services.library.jobs.get(job_id)
        if stored is None or stored.kind not in KINDS or stored.state.is_final:
            self._not_ours.add(job_id)
            return False
        from engine.jobs.kinds import KINDS as TABLE
        from engine.jobs.ledger import read_spec

        try:
            spec = read_spec(stored.spec_json, TABLE[stored.kind].spec_type)
        except (msgspec.MsgspecError, ValueError, TypeError) as error:
            logger.warning("the job %s cannot be read: %s", job_id, error)
            self._not_ours.add(job_id)
            return False
        self._enter(job_id, spec, plain(spec.prompt or stored.label, 100))
        return True

    def _advance(self, event: JobEvent) -> None:
        progress = event.progress
        listed = self._pending[event.job_id]
        for place, pending in enumerate(listed):
            further = replace(pending, state=event.state)
            if progress is not None:
                further = replace(
                    further, fraction=progress.fraction, stage=plain(progress.stage, 80), eta=progress.eta
                )
            if further != pending:
                listed[place] = further
                self.pending_changed.emit(further)

    def _learn(self, event: JobEvent) -> None:
        """How long takes take on this machine."""
        order = self._orders.get(event.job_id)
        takes = getattr(event.result, "takes", ())
        if order is None:
            return
        for take in takes:
            audio = take.summary.get("audio") or {}
            work = take.seconds.get("all") or sum(take.seconds.values()) / max(1, len(takes))
            remember_rate(self._services.state, order.engine, work, float(audio.get("duration") or 0.0))

    def _on_take(self, job_id: JobId, take_id: int) -> None:
        """A take is there and recorded: read it, and give its card to it."""
        stored = self._services.library.takes.get(TakeId(take_id))
        if stored is None:
            return
        folder = Path(str(stored.recipe.get("folder") or ""))
        key = str(folder)
        self._pending[job_id] = [each for each in self._pending[job_id] if each.key != key]

        def done(take: TakeView) -> None:
            self.growths.end(key)
            self.take_ready.emit(key, take)

        def failed(error: EngineError | OSError) -> None:
            self._lose(key)
            self._tell(error)

        self._services.background.run(lambda: load_take(folder, self._outlines), done, failed)

    @property
    def _outlines(self) -> Path:
        return self._services.paths.cache / "takes"

    # takes that are there

    def read_earlier(self) -> None:
        """The newest takes of the library that are still on disk; ``earlier_read`` follows."""
        library, outlines = self._services.library, self._outlines

        def work() -> tuple[TakeView, ...]:
            folders = [Path(str(take.recipe.get("folder") or "")) for take in library.takes.list()]
            there = [each for each in dict.fromkeys(reversed(folders)) if (each / "take.json").is_file()]
            views = []
            for folder in there[:MOST_EARLIER]:
                try:
                    views.append(load_take(folder, outlines))
                except EngineError as error:
                    logger.warning("an earlier take cannot be shown: %s", error)
            return tuple(views)

        self._services.background.run(work, self.earlier_read.emit, self._tell)

    def is_starred(self, take: TakeView) -> bool:
        return _mark(take) in self._stars

    @property
    def _stars(self) -> list[str]:
        """Read each time: another project has other stars."""
        return self._services.state.text(STARS).split()

    def set_star(self, take: TakeView, *, is_on: bool) -> None:
        """Remember a favourite; the same sound keeps its star wherever it lies."""
        mark = _mark(take)
        stars = [each for each in self._stars if each != mark] + ([mark] if is_on else [])
        self._services.state.set_text(STARS, " ".join(stars[-_MOST_STARS:]))
        if is_on:
            self._services.state.keep_take(take.folder, take.prompt)

    def open_in_split(self, take: TakeView) -> None:
        """Show a take's true stems as a song."""
        name = take.prompt or plain(take.folder.parent.name, 100)  # every take's file is called "mix"
        self._services.operations.open_songs([take.mix], name=name)
        self._services.show_page("song")

    # dragging out

    def prepare_drag(self, take: TakeView, part: str, then: Callable[[], None] | None = None) -> None:
        """Copy a part under its name for a DAW, so that it is there when it is dragged."""
        source, target = take.source(part), self._drag_file(take, part)
        if target.exists() or not source.is_file():
            return

        def work() -> None:
            with whole_file(target) as temporary:
                shutil.copyfile(source, temporary)

        self._services.background.run(work, lambda _done: then() if then is not None else None, self._tell)

    def is_lost(self, take: TakeView, part: str) -> bool:
        """Whether a part can no longer be had: its file has gone, and no copy was made before."""
        return self.draggable(take, part) is None and not take.source(part).is_file()

    def draggable(self, take: TakeView, part: str) -> Path | None:
        """The prepared copy; None while it is still being copied."""
        file = self._drag_file(take, part)
        return file if file.exists() else None

    def _drag_file(self, take: TakeView, part: str) -> Path:
        return self._services.paths.cache / "drag" / _mark(take) / take.file_name(part)

    def _tell(self, error: EngineError | OSError) -> None:
        sentence = plain(error)
        end = "" if sentence.endswith((".", "!", "?")) else "."
        self._services.show_problem(Problem(sentence + end, plain(getattr(error, "hint", "") or "")))


def _mark(take: TakeView) -> str:
    return safe_name(take.fingerprint.removeprefix("sha256:")[-24:]).replace(" ", "_")
