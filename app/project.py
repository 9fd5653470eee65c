"""The open project: its document, when it is written, and what is said of that. Draws nothing.

What was changed is in the ring within ``KEEP_MS`` and a little; ``project.json`` is written when the user saves and
when the project is closed.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from app.background import Background
from engine.core.errors import EngineError

if TYPE_CHECKING:
    from engine.library.projects import OpenedProject, ProjectDocument, ProjectFolder, ProjectLock

logger = logging.getLogger(__name__)

KEEP_MS = 4000
"""From the first change to its snapshot; notes and chords are gathered then, so nothing adds to it."""
AGAIN_MS = 5000


@dataclass(slots=True, eq=False)
class _Open:
    """A project that is open here. ``is_writable``: nobody else can write it meanwhile, and its folder lets us."""

    folder: ProjectFolder
    lock: ProjectLock
    document: ProjectDocument
    is_writable: bool


class ProjectKeeper(QObject):
    """Holds one project or none.

    Args:
        spare: Where edits go that cannot be written beside their project.
    """

    opened = Signal(object)
    """``OpenedProject``: another project is open."""
    closed = Signal()
    changed = Signal()
    """The document is another one."""
    kept = Signal(float)
    """When the newest change was made that is on disk now, in seconds since 1970."""
    problem = Signal(str, str)
    """A sentence and what helps."""

    def __init__(self, spare: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._spare = spare
        self._open: _Open | None = None
        self._background = Background(self)
        self._is_dirty = self._is_writing = self._has_told = False
        self.gather: Callable[[ProjectDocument], ProjectDocument] = lambda document: document
        """Takes up what the pages hold of the work; called just before it is written."""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._keep)

    # what is open

    @property
    def is_open(self) -> bool:
        return self._open is not None

    @property
    def document(self) -> ProjectDocument | None:
        return self._open.document if self._open is not None else None

    @property
    def folder(self) -> ProjectFolder | None:
        return self._open.folder if self._open is not None else None

    @property
    def is_writable(self) -> bool:
        return self._open is not None and self._open.is_writable

    @property
    def has_unsaved(self) -> bool:
        """Whether something is in this process only."""
        return self._is_dirty or self._is_writing

    def create(self, root: Path, name: str) -> None:
        """Make a project and open it."""
        from engine.library.projects import ProjectFolder

        def work() -> tuple[_Open, OpenedProject]:
            ProjectFolder.create(root, name)
            return self._opened(root)

        self._background.run(work, self._adopt, self._tell)

    def open(self, root: Path) -> None:
        """Open a project; the one that is open is saved and closed once this one could be read."""
        if self._open is not None and self._open.folder.root == root:
            return
        self._background.run(lambda: self._opened(root), self._adopt, self._tell)

    def _opened(self, root: Path) -> tuple[_Open, OpenedProject]:
        """For a thread.

        Raises:
            UserError: If it cannot be read, or is open elsewhere.
        """
        from engine.library.projects import ProjectFolder, ProjectLock

        folder = ProjectFolder(root, spare=self._spare)
        folder.open()  # before a lock is put where there is no project
        lock = ProjectLock(root)
        is_writable = lock.take()
        try:
            found = folder.open()
        except BaseException:
            lock.release()
            raise
        return _Open(folder, lock, found.document, is_writable), found

    def _adopt(self, made: tuple[_Open, OpenedProject]) -> None:
        opened, found = made
        self.close()
        self._open, self._has_told = opened, False
        self.opened.emit(found)
        self.changed.emit()

    def close(self) -> None:
        """Write everything, let others in; no project is open then."""
        if self._open is None:
            return
        self.settle()
        self._open.lock.release()
        self._open = None
        self.closed.emit()
        self.changed.emit()

    # changing

    def change(self, change: Callable[[ProjectDocument], ProjectDocument]) -> None:
        """A step of work; nothing where the document stays the same."""
        opened = self._open
        if opened is None:
            return
        after = change(opened.document)
        if after != opened.document:
            opened.document = after
            self.touch()
            self.changed.emit()

    def touch(self) -> None:
        """Something has changed that ``gather`` will find."""
        if self._open is None:
            return
        self._is_dirty = True
        if not self._timer.isActive():
            self._timer.start(KEEP_MS)

    def _gathered(self, opened: _Open) -> ProjectDocument:
        opened.document = self.gather(opened.document).touched(time.time())
        return opened.document

    # writing

    def _keep(self) -> None:
        opened = self._open
        if opened is None or not self._is_dirty:
            return
        if self._is_writing:
            self._timer.start(KEEP_MS)
            return
        document = self._gathered(opened)
        self._write(lambda: opened.folder.keep(document), document)

    def save(self) -> None:
        """Write ``project.json`` now."""
        opened = self._open
        if opened is None or self._is_writing:
            return
        self._timer.stop()
        document = self._gathered(opened)

        def work() -> None:
            opened.folder.keep(document)
            opened.folder.save(document)

        self._has_told = False  # who saves wants to hear of it every time
        self._write(work, document)

    def _write(self, work: Callable[[], Any], document: ProjectDocument) -> None:
        self._is_dirty, self._is_writing = False, True

        def done(_result: object) -> None:
            self._is_writing = self._has_told = False
            self.kept.emit(document.changed)

        def failed(error: EngineError | OSError) -> None:
            self._is_writing, self._is_dirty = False, True
            self._timer.start(AGAIN_MS)
            if not self._has_told:
                self._has_told = True
                self._tell(error, self.tr("Your edits stay in the window, and are written as soon as it can be."))

        self._background.run(work, done, failed)

    def settle(self) -> None:
        """Write now what is not written yet."""
        opened = self._open
        self._timer.stop()
        self._background.close()
        if opened is None:
            return
        was_dirty, self._is_writing = self.has_unsaved, False
        document = self._gathered(opened) if was_dirty else opened.document
        self._is_dirty = False
        try:
            if opened.is_writable:
                opened.folder.save(document)
            elif was_dirty:
                opened.folder.keep(document)
        except EngineError as error:
            logger.warning("the project could not be saved: %s", error)
            self._keep_somewhere(opened, document)

    def _keep_somewhere(self, opened: _Open, document: ProjectDocument) -> None:
        try:
            opened.folder.keep(document)
        except EngineError as error:
            self._is_dirty = True
            self._tell(error)

    def _tell(self, error: EngineError | OSError, meaning: str = "") -> None:
        hint = getattr(error, "hint", "") or ""
        self.problem.emit(str(error), f"{hint} {meaning}".strip())

    # longer work on files

    def run(
        self, work: Callable[[ProjectFolder, ProjectDocument], Any], then: Callable[[Any], None] = lambda _done: None
    ) -> None:
        """Do something with the project's files in a thread, then ``then`` unless another project is open by then."""
        opened = self._open
        if opened is None:
            return
        opened.document = self.gather(opened.document)
        document = opened.document

        def done(result: Any) -> None:
            if self._open is opened:
                then(result)

        self._background.run(lambda: work(opened.folder, document), done, self._tell)

    def go_back(self, to: ProjectDocument) -> None:
        """An earlier state as the newest one; the present one goes into the ring."""
        opened = self._open
        if opened is None:
            return
        present = self._gathered(opened)
        opened.document = replace(to, id=present.id, revision=present.revision).touched(time.time())
        self._is_dirty = True

        def work() -> None:
            opened.folder.keep(present)

        self._background.run(work, lambda _done: self.save(), self._tell)
        self.changed.emit()
