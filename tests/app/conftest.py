"""A window with a pool that does nothing by itself. No screen, no sound card, no worker process."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from engine.core.jobs import JobEvent, JobId, JobState, Progress
from tests.app import songs


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A warning from Qt fails the test it appears in."""
    for item in items:
        if "tests/app" in item.path.as_posix():
            item.add_marker(pytest.mark.qt_log_level_fail("WARNING"))
            # the offscreen platform says this of every window with a minimum size
            item.add_marker(pytest.mark.qt_log_ignore("propagateSizeHints"))


class FakePool:
    """Jobs stay where the test puts them."""

    def __init__(self) -> None:
        self.submitted: list[tuple[JobId, Any, str]] = []
        self.cancelled: list[JobId] = []
        self.waiting: list[JobEvent] = []
        self.warmed: tuple[Any, ...] = ()
        self.is_closed = False

    def submit(self, spec: Any, label: str = "") -> JobId:
        job_id = JobId(str(len(self.submitted) + 1))
        self.submitted.append((job_id, spec, label))
        self.waiting.append(JobEvent(job_id, JobState.QUEUED))
        return job_id

    def cancel(self, job_id: JobId) -> bool:
        self.cancelled.append(job_id)
        self.waiting.append(JobEvent(job_id, JobState.CANCELLED))
        return True

    def warm(self, resource: str, prepare: Any, argument: Any) -> None:
        self.warmed = (resource, prepare, argument)

    def poll(self) -> list[JobEvent]:
        events, self.waiting = self.waiting, []
        return events

    def resume(self) -> tuple[JobId, ...]:
        return ()

    def close(self) -> None:
        self.is_closed = True

    # the test's side

    def advance(self, job_id: JobId, fraction: float, stage: str = "separating", eta: float | None = 41.0) -> None:
        self.waiting.append(JobEvent(job_id, JobState.RUNNING, Progress(fraction, stage, eta)))

    def tell(self, job_id: JobId, news: Any) -> None:
        self.waiting.append(JobEvent(job_id, JobState.RUNNING, news=news))

    def finish(self, job_id: JobId, state: JobState, *, result: Any = None, error: BaseException | None = None) -> None:
        self.waiting.append(JobEvent(job_id, state, result=result, error=error))


@pytest.fixture(scope="session")
def opened_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An opened song of eight seconds at 120 BPM, as ``OpenSong`` leaves it."""
    return songs.write_opened_song(tmp_path_factory.mktemp("opened") / "vibe")


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """One real take of four bars: what ``run`` returns, by the composer itself."""
    from engine.jobs.context import JobContext
    from engine.jobs.generate_takes import GenerateTakes, run
    from engine.paths import Paths
    from engine.settings import Settings
    from tests.app.making import PROMPT

    folder = tmp_path_factory.mktemp("made")
    context = JobContext(
        paths=Paths.under(folder / "home"),
        settings=Settings(),
        on_progress=lambda _progress: None,
        on_item=lambda _item: None,
        is_cancelled=lambda: False,
    )
    return run(GenerateTakes(PROMPT, str(folder / "takes"), 5), context).takes[0]


@pytest.fixture
def pool() -> FakePool:
    return FakePool()


@pytest.fixture
def studio(qtbot: Any, pool: FakePool, tmp_path: Path) -> Iterator[Any]:
    """A composed studio whose clock the test turns by hand (``studio.window.poll()``)."""
    from app.compose import compose
    from engine.paths import Paths
    from engine.settings import Settings

    made = compose(Paths.under(tmp_path / "home"), Settings(), theme="dark", force_silent=True, pool=pool)
    made.window.timer.stop()
    made.window.show()
    yield made
    made.window.hide()
    made.close()
    made.window.deleteLater()
    # outside an event loop Qt keeps deferred deletions; a hundred dead windows would slow each new theme down
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def song_studio(studio: Any, opened_folder: Path) -> Any:
    """The studio with the made-up song shown; the player's process is not started, its control block is real."""
    from app.song import load_opened_song

    studio.window.show_song(load_opened_song(opened_folder, source="/music/Vibe Test.mp3"))
    studio.player.sample_rate = songs.SAMPLE_RATE
    studio.player.num_frames = 8 * songs.SAMPLE_RATE
    return studio
