"""What tests of the Make page share: a worker's take, and playback without a process."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from app.player.messages import GrowVersion, StemsFinished, StemsOpened
from app.widgets.take_card import TakeCard
from engine.core.jobs import JobEvent, JobState

PATIENCE_MS = 15_000
PROMPT = "sgija, 115 bpm, 4 bars"


def settle(page: Any, qtbot: Any) -> None:
    """Until what was typed is read."""
    qtbot.waitUntil(lambda: not page.form._typing.isActive(), timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: not page._services.background.is_busy, timeout=PATIENCE_MS)


def arrive(page: Any, pool: Any, qtbot: Any, job_id: Any, made: Any) -> TakeCard:
    """A worker has made a take; returns its card."""
    count = len(page.takes.takes)
    recorded = page._services.library.takes.put(made.take).id
    pool.waiting.append(JobEvent(job_id, JobState.RUNNING, item=recorded))
    pool.finish(job_id, JobState.SUCCEEDED)
    page._services.operations.poll()
    qtbot.waitUntil(lambda: len(page.takes.takes) == count + 1, timeout=PATIENCE_MS)
    cards: tuple[TakeCard, ...] = page.takes.takes
    return next(card for card in cards if str(card.take.folder) == made.folder)


class FakePlayer:
    """Playback without a process: as ``app.player.client.Player`` behaves, instantly."""

    def __init__(self) -> None:
        self.opened: list[tuple[Path, ...]] = []
        self.version, self.position, self.duration = 0, 0.0, 8.0
        self.wants_play, self.is_running, self.force_silent = False, True, True
        self.told: list[Any] = []
        self.grown: list[GrowVersion] = []
        self.finished: list[Path] = []
        self.state = None

    def start(self) -> None: ...
    def close(self) -> None: ...
    def set_mix(self, *_mix: Any) -> None: ...
    def set_loop(self, _loop: Any) -> None: ...

    def open_versions(self, paths: tuple[Path, ...]) -> None:
        self.opened.append(tuple(paths))
        self.wants_play, self.position = False, 0.0
        self.told.append(StemsOpened(44_100, 8 * 44_100))

    def open_growing_version(self, message: GrowVersion) -> None:
        self.opened.append((Path(message.path),))
        self.wants_play, self.position = False, 0.0
        self.told.append(StemsOpened(message.sample_rate, message.num_frames))

    def grow_version(self, message: GrowVersion) -> None:
        self.grown.append(message)

    def finish_version(self, path: Path) -> None:
        self.finished.append(path)
        self.told.append(StemsFinished())

    def set_version(self, version: int) -> None:
        self.version = version

    def heard_seconds(self, count: int) -> tuple[float, ...]:
        return (0.0,) * count

    def seek(self, time: float) -> None:
        self.position = time

    def play(self) -> None:
        self.wants_play = True

    def pause(self) -> None:
        self.wants_play = False

    def poll(self) -> list[Any]:
        told, self.told = self.told, []
        return told
