"""A take that is heard while it is made: what is told can be read, in order, and nothing of it stays."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from engine.core.audio import Audio
from engine.core.errors import JobCancelled
from engine.jobs.context import JobContext
from engine.jobs.generate_takes import GenerateTakes
from engine.jobs.growing_take import GrowingTake, TakeGrowth
from engine.jobs.kinds import kind_of
from engine.paths import Paths
from engine.settings import Settings


def read(told: GrowingTake) -> np.ndarray:
    """What can be read of it by now, ``[channels, samples]``."""
    frames = np.fromfile(told.file, "<f4").reshape(-1, told.num_channels)
    return frames[: told.audible].T


class Watcher:
    """Whoever watches a job: reads what it is told at once, and may have enough of it."""

    def __init__(self, folder: Path, *, stops_after: int = 0) -> None:
        self.told: list[GrowingTake] = []
        self.heard = np.zeros((1, 0), np.float32)
        self.items: list[Any] = []
        self._stops_after = stops_after
        self.context = JobContext(
            paths=Paths.under(folder / "home"),
            settings=Settings(),
            on_progress=lambda _progress: None,
            on_item=self.items.append,
            is_cancelled=lambda: 0 < self._stops_after <= len(self.told),
            on_news=self._listen,
        )

    def _listen(self, told: GrowingTake) -> None:
        assert not self.items, "it is told before the take is there"
        now = read(told)
        assert now.shape[1] == told.audible <= told.num_samples
        if self.told and told.file == self.told[-1].file:
            assert np.array_equal(now[:, : self.heard.shape[1]], self.heard), "what was told does not change any more"
        self.told.append(told)
        self.heard = now.copy()

    def work(self, spec: Any) -> Any:
        return kind_of(spec).run(spec, self.context)


def block(value: float, length: int = 100) -> Audio:
    return Audio(np.full((2, length), value, np.float32), 1000)


def test_blocks_are_appended_and_a_new_beginning_has_a_file_of_its_own(tmp_path: Path) -> None:
    watcher = Watcher(tmp_path)
    with TakeGrowth(tmp_path / "scratch", tmp_path / "take-1", watcher.context.tell) as growth:
        growth.expect(0.5)
        growth.take(block(0.1), 0.0)
        growth.take(block(0.2), 0.1)
        assert [told.audible for told in watcher.told] == [100, 200]
        assert np.array_equal(np.unique(watcher.heard), np.float32([0.1, 0.2]))
        growth.take(block(0.3), 0.0)
        first, _second, anew = watcher.told
        assert (anew.audible, anew.file != first.file) == (100, True)
        growth.whole()
        assert (watcher.told[-1].num_samples, first.num_samples) == (100, 500)
        assert Path(first.file).exists()
    assert list((tmp_path / "scratch").iterdir()) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
def test_a_full_disk_costs_the_listening_and_not_the_take(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    watcher = Watcher(tmp_path)
    with TakeGrowth(tmp_path / "scratch", tmp_path / "take-1", watcher.context.tell) as growth:
        growth.take(block(0.1), 0.0)
        monkeypatch.setattr("engine.jobs.growing_take.temporary_name", lambda _: "/dev/full")
        monkeypatch.setattr(Path, "unlink", lambda *_: None)
        growth.take(block(0.2), 0.0)
        growth.take(block(0.3), 0.1)
        growth.whole()
    assert [told.audible for told in watcher.told] == [100], "nothing that cannot be read is told"


def test_a_plan_is_heard_with_its_form_before_it_is_there(tmp_path: Path) -> None:
    watcher = Watcher(tmp_path)
    made = watcher.work(GenerateTakes("sgija, 115 bpm, 2 bars", str(tmp_path / "out"), 5, is_watched=True))
    assert watcher.items == list(made.takes)
    last = watcher.told[-1]
    assert last.folder == made.takes[0].folder
    assert last.audible == last.num_samples
    assert last.parts[-1].end == pytest.approx(2 * 240 / 115)
    mix = soundfile.read(Path(made.takes[0].folder) / "mix.wav", dtype="float32", always_2d=True)[0].T
    heard = watcher.heard[:, : mix.shape[1]]
    assert heard.shape == mix.shape
    assert np.corrcoef(heard.ravel(), mix.ravel())[0, 1] > 0.98, "the same piece; its level was predicted"
    assert not Path(last.file).exists()


def test_cancelled_while_it_sounds_it_leaves_nothing(tmp_path: Path) -> None:
    watcher = Watcher(tmp_path, stops_after=1)
    with pytest.raises(JobCancelled):
        watcher.work(GenerateTakes("sgija, 115 bpm, 2 bars", str(tmp_path / "out"), 5, is_watched=True))
    assert not Path(watcher.told[0].file).exists()
    assert not (tmp_path / "out").exists()


def test_nobody_watches_nothing_is_written(tmp_path: Path) -> None:
    watcher = Watcher(tmp_path)
    with TakeGrowth(tmp_path / "scratch", tmp_path / "take-1", watcher.context.tell):
        pass
    assert not (tmp_path / "scratch").exists()
