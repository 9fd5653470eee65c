"""Tasks one after the other in this process: for tests and for looking into one with a debugger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.core.jobs import no_report
from engine.jobs.boundary import attempt
from engine.jobs.executor import Ending, Submitted, Task, TaskEnd


@dataclass(frozen=True, slots=True)
class _Done:
    task: Task
    ended: TaskEnd

    def fraction(self) -> float:
        return 1.0

    def end(self) -> TaskEnd:
        return self.ended

    def cancel(self) -> None:
        return


class InlineExecutor:
    """Runs each task when it is submitted. Nothing is isolated: no timeout, and a crash is the caller's."""

    @property
    def num_workers(self) -> int:
        return 1

    def submit(self, task: Task) -> Submitted:
        outcome = attempt(lambda: task.work(task.argument, no_report))
        return _Done(task, TaskEnd(Ending.RETURNED, outcome))

    def wait(self, submitted: Sequence[Submitted], timeout_seconds: float) -> None:
        """Everything has ended already."""

    def close(self) -> None:
        """There is nothing to free."""
