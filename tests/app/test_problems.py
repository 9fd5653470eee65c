"""Many things go wrong and one notice says so; a listening test that was made is opened where tests are taken."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from app.operations import Problem
from engine.core.errors import UserError, WorkerDied
from engine.core.jobs import JobState
from engine.jobs.score_song import ScoreSong


@pytest.fixture
def notice(studio: Any) -> Any:
    return studio.window.notice


def fail(studio: Any, pool: Any, error: Exception, label: str = "song") -> None:
    job_id = studio.operations.make(ScoreSong("/song"), label)
    pool.finish(job_id, JobState.FAILED, error=error)
    studio.window.poll()


def test_the_next_problem_counts_up_until_the_notice_is_closed(studio: Any, pool: Any, notice: Any) -> None:
    full = UserError("The disk is full", "Free some space.")
    fail(studio, pool, full)
    assert notice.sentence.text() == "The disk is full."
    fail(studio, pool, full)
    assert notice.sentence.text() == "The disk is full. (2 times)"
    assert "The queue lists each of them." in notice.meaning.text()
    fail(studio, pool, WorkerDied("7", -9))
    assert notice.sentence.text().startswith("3 things could not be done. The last: The program that did the work")
    assert "Probably memory ran out" in notice.meaning.text(), "the system kills what takes the last of it"
    assert not notice.button.isHidden(), "the last one can be tried again"
    notice.close_button.click()
    fail(studio, pool, full)
    assert notice.sentence.text() == "The disk is full."


def test_news_between_problems_begin_the_count_anew(studio: Any, notice: Any) -> None:
    problem = Problem("It is damaged.", "Your file is untouched.", retry=lambda: None)
    studio.window.problems.tell(problem)
    notice.tell("It is ready.")
    studio.window.problems.tell(problem)
    assert notice.sentence.text() == "It is damaged."
    studio.window.problems.tell(problem)
    assert notice.sentence.text() == "It is damaged. (2 times)"
    assert notice.meaning.text() == "Your file is untouched.", "nothing of it is in the queue"
    studio.window.problems.tell_trouble("There is no such folder.", "Choose another.")
    assert notice.sentence.text() == "There is no such folder.", "the answer to what the user has just done"
    studio.window.problems.tell(problem)
    assert notice.sentence.text() == "It is damaged."


def test_a_test_that_was_made_is_opened_where_tests_are_taken(
    studio: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(studio.window.blind_test, "open", opened.append)
    studio.window.show_page("train")
    result = studio.window.pages.page("train").result
    result.publishing.test_made.emit(tmp_path)
    assert opened == [tmp_path]
    assert studio.window.pages.current_name == "judge"
