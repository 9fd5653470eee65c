"""What could not be done, told in one notice.

Work that fails behind the user's back counts up while the notice is there: a hundred crashes are one notice that says a
hundred. What is the answer to something the user has just done stands alone.
"""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.jobs_model import JobsModel
from app.operations import Problem
from app.widgets.notice import Notice
from engine.core.jobs import JobState


class Problems(QObject):
    """Tells problems until the user closes the notice; then counts anew.

    Args:
        notice: Where they are told.
        jobs: The queue, which keeps each failed job with its reason.
    """

    def __init__(self, notice: Notice, jobs: JobsModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._notice, self._jobs = notice, jobs
        self._told: list[str] = []
        notice.closed.connect(self._told.clear)

    def tell(self, problem: Problem) -> None:
        """A problem with what mends it; the button belongs to the last one. Work that failed can be tried again."""
        if self._notice.isHidden() or not self._notice.is_bad or problem.retry is None:
            self._told.clear()
        if problem.retry is not None:
            self._told.append(problem.sentence)
        button = self.tr("Retry") if problem.retry is not None else ""
        self._notice.tell(
            self._sentence(problem),
            self._meaning(problem),
            kind="bad",
            button=button,
            action=problem.retry,
            details=problem.details,
        )

    def _sentence(self, problem: Problem) -> str:
        count = len(self._told)
        if count <= 1:
            return problem.sentence
        if len(set(self._told)) == 1:
            return self.tr("%s (%d times)") % (problem.sentence, count)
        return self.tr("%d things could not be done. The last: %s") % (count, problem.sentence)

    def _meaning(self, problem: Problem) -> str:
        if len(self._told) > 1 and sum(row.state is JobState.FAILED for row in self._jobs.rows) > 1:
            return f"{problem.meaning} {self.tr('The queue lists each of them.')}".strip()
        return problem.meaning

    def tell_trouble(self, sentence: str, help_: str) -> None:
        """What went wrong, and what helps."""
        self.tell(Problem(sentence, help_))

    def tell_unexpected(self, sentence: str, meaning: str, details: str) -> None:
        """For the excepthook."""
        self.tell(Problem(sentence, meaning, details))
