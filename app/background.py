"""Short reading and copying off the window's thread: results come back to it as calls."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal, Slot

from engine.core.errors import EngineError

T = TypeVar("T")


class _Carrier(QObject):
    finished = Signal(object, object)


class _Work(QRunnable):
    def __init__(self, work: Callable[[], Any]) -> None:
        super().__init__()
        self.setAutoDelete(False)
        self._work = work
        self.carrier = _Carrier()

    def run(self) -> None:
        try:
            result, error = self._work(), None
        except Exception as problem:  # noqa: BLE001 - a thread's boundary: it is raised again in the window's thread
            result, error = None, problem
        self.carrier.finished.emit(result, error)


class Background(QObject):
    """Runs functions in threads. Files only: anything longer than a second or two is a job."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(2)
        self._waiting: dict[_Work, tuple[Callable[[Any], None], Callable[[EngineError | OSError], None]]] = {}

    def run(
        self, work: Callable[[], T], on_done: Callable[[T], None], on_error: Callable[[EngineError | OSError], None]
    ) -> None:
        """Run ``work`` in a thread, then ``on_done`` or ``on_error`` in this one. Other errors reach the excepthook."""
        task = _Work(work)
        self._waiting[task] = (on_done, on_error)
        task.carrier.finished.connect(
            lambda result, error, task=task: self._deliver(task, result, error), Qt.ConnectionType.QueuedConnection
        )
        self._pool.start(task)

    @property
    def is_busy(self) -> bool:
        return bool(self._waiting)

    def close(self) -> None:
        """Wait for what is running; its results are dropped."""
        self._waiting.clear()
        self._pool.waitForDone()

    @Slot(object, object, object)
    def _deliver(self, task: _Work, result: Any, error: BaseException | None) -> None:
        callbacks = self._waiting.pop(task, None)
        if callbacks is None:
            return
        on_done, on_error = callbacks
        if error is None:
            on_done(result)
        elif isinstance(error, EngineError | OSError):
            on_error(error)
        else:
            raise error
