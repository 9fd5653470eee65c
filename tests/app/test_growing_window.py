"""The window while a song's stems are made: lanes grow, mixing works, and at the end nothing jumps."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from app.carried import Form
from app.growing import GrowingPeaks
from app.mixer import Mix
from app.player.messages import CloseStems, FinishStems, GrowStems, OpenStems, SetBeats, StemsFinished
from app.song import load_opened_song
from engine.audio.peaks import build_peaks
from engine.audio.planar import PlanarWriter
from engine.core.audio import Audio
from engine.core.errors import UserError
from engine.core.jobs import JobId, JobState
from engine.core.peaks import BASE_SAMPLES
from engine.core.stems import Stem
from engine.jobs.open_song import OpenedSong, prepare
from engine.jobs.song import SeparationOptions
from engine.jobs.stem_spool import GrowingStems, SpoolForm, StemSpool, open_spool
from engine.settings import Settings
from tests.app import songs

RATE = songs.SAMPLE_RATE
SECONDS = 8.0
FRAMES = round(SECONDS * RATE)
PATIENCE_MS = 20_000
SOURCE = "/music/Vibe Test.mp3"


@dataclass
class Growing:
    """A job that separates the made-up song, turned by hand."""

    studio: Any
    pool: Any
    job_id: JobId
    mixture: Path
    spool: StemSpool
    sent: list[Any] = field(default_factory=list)

    def tell(self, *, folder: bool = True) -> None:
        spool = self.spool
        told = GrowingStems(
            SOURCE, "Vibe Test", "", str(self.mixture), spool.form, spool.preview_samples, spool.audible
        )
        self.pool.tell(self.job_id, replace(told, folder=str(spool.folder)) if folder else told)
        self.studio.window.poll()

    def grow(self, seconds: float) -> None:
        start, end = self.spool.position, round(seconds * RATE)
        self.spool.append({stem: songs.stem_samples(stem, SECONDS)[:, start:end] for stem in Stem})
        self.tell()

    def finish(self, folder: Path) -> None:
        song = load_opened_song(folder)
        assert song.analysis is not None
        assert song.separation is not None
        self.spool.finish()
        self.spool.close()
        scratch = (str(self.mixture), str(self.spool.folder))
        result = OpenedSong(SOURCE, str(folder), "key", "sha256:0", song.analysis, song.separation, scratch=scratch)
        self.pool.finish(self.job_id, JobState.SUCCEEDED, result=result)
        self.studio.window.poll()

    def last(self, kind: type) -> Any:
        return next(message for message in reversed(self.sent) if isinstance(message, kind))

    @property
    def scratch_is_gone(self) -> bool:
        return not self.mixture.exists() and not self.spool.folder.exists()


@pytest.fixture
def growing(studio: Any, pool: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A dropped song whose job has just said that it can be heard."""
    studio.window.open_songs([Path(SOURCE)])
    form = SpoolForm(tuple(Stem), RATE, 2, FRAMES)
    mixture = tmp_path / "artifacts" / ".tmp-1-a.f32"
    spool = open_spool(tmp_path / "artifacts", "key", form)
    writer = PlanarWriter(mixture, 2, FRAMES)
    writer.append(sum((songs.stem_samples(stem, SECONDS) for stem in Stem), np.zeros((2, FRAMES), np.float32)))
    writer.finish()
    made = Growing(studio, pool, pool.submitted[0][0], mixture, spool)
    monkeypatch.setattr(studio.player, "_send", made.sent.append)
    made.tell(folder=False)
    studio.player.sample_rate, studio.player.num_frames = RATE, FRAMES
    yield made
    spool.close()


def wait_until_drawn(growing: Growing, qtbot: Any) -> None:
    song = growing.studio.operations.growing.song
    qtbot.waitUntil(lambda: not song.has_more_to_draw and not growing.studio.background.is_busy, timeout=PATIENCE_MS)


def test_a_dropped_song_is_a_page_as_soon_as_it_can_be_heard(growing: Growing, pool: Any) -> None:
    window = growing.studio.window
    assert pool.submitted[0][1].is_watched
    page = window.song_page
    assert page.song.title == "Vibe Test"
    assert [lane.stem for lane in page.lanes] == [Stem.DRUMS, Stem.BASS, Stem.LOG_DRUM, Stem.VOCALS, Stem.OTHER]
    assert window.axis.duration == pytest.approx(SECONDS)
    message = growing.last(GrowStems)
    assert (message.audible, message.num_frames, message.mixture) == (0, FRAMES, str(growing.mixture))
    assert window.notes_page.count.text() == "Notes follow once the stems are done"
    assert window.acts["play"].isEnabled()
    assert not window.acts["export"].isEnabled(), "there is nothing to export yet"
    window.acts["play"].trigger()
    assert growing.studio.player._block.command(5).is_playing
    window.grab()


def test_lanes_grow(growing: Growing, qtbot: Any) -> None:
    page = growing.studio.window.song_page
    for seconds in (3.0, 6.5):
        growing.grow(seconds)
        assert growing.last(GrowStems).audible == round(seconds * RATE)
        lanes = [lane.stem.value for lane in page.lanes]
        assert [Path(path).stem for path in growing.last(GrowStems).stems] == lanes, "in the order of the lanes"
        wait_until_drawn(growing, qtbot)
        bins = round(seconds * RATE) // BASE_SAMPLES
        for lane in page.lanes:
            expected = build_peaks(Audio(songs.stem_samples(lane.stem, SECONDS)[:, : bins * BASE_SAMPLES], RATE))
            found = lane.waveform._peaks.maxima[0]
            np.testing.assert_array_equal(found[:, :bins], expected.maxima[0])
            assert not found[:, bins:].any()
            assert lane.waveform._frontier == pytest.approx(seconds, abs=1e-4)
            assert lane.accessibleDescription() == f"Separated up to 0:0{int(seconds)}.{round(seconds * 10) % 10}"
    assert page.song.mixture.maxima[0].any(), "the song itself is drawn beyond"
    growing.studio.window.grab()


def test_mixing_works_before_the_song_is_done(growing: Growing, qtbot: Any) -> None:
    page = growing.studio.window.song_page
    growing.grow(2.0)
    page.lanes[2].solo.click()
    page.lanes[0].gain.setValue(-60)
    command = growing.studio.player._block.command(5)
    assert command.solos == 0b00100
    assert command.gains[0] == pytest.approx(10 ** (-6 / 20))


def test_when_it_is_done_nothing_jumps(growing: Growing, opened_folder: Path, qtbot: Any) -> None:
    window = growing.studio.window
    page = window.song_page
    growing.grow(SECONDS)
    wait_until_drawn(growing, qtbot)
    page.lanes[1].mute.click()
    page.choose_lane(3)
    window.axis.show_range(0.0, 3.0)
    window.playback.set_loop((1.0, 5.0))
    growing.studio.player.wants_play = True
    growing.sent.clear()

    with qtbot.waitSignal(window.song_shown, timeout=PATIENCE_MS):
        growing.finish(opened_folder)

    assert page.song.analysis is not None
    assert not page.song.is_growing
    assert (window.axis.start, window.axis.visible) == (0.0, 3.0)
    assert page.selected_lane.stem is Stem.VOCALS
    assert page.mix.mutes == {Stem.BASS}
    assert growing.studio.state.mix(str(opened_folder)) == page.mix, "and is remembered from now on"
    assert window.playback.loop == (1.0, 5.0)
    assert growing.studio.player.wants_play
    sent = [message for message in growing.sent if not isinstance(message, SetBeats)]  # the metronome's, before it
    assert [type(message) for message in sent] == [FinishStems], "no stop, no start from the beginning"
    assert sent[0].paths == tuple(map(str, page.stem_paths))
    assert window.acts["export"].isEnabled()
    assert page.lanes[0].waveform._beyond is None
    assert not growing.scratch_is_gone, "the player still reads it"
    growing.studio.player.poll = lambda: [StemsFinished()]
    window.poll()
    qtbot.waitUntil(lambda: growing.scratch_is_gone, timeout=PATIENCE_MS)


def test_closing_the_window_leaves_nothing_of_a_finished_song(
    growing: Growing, opened_folder: Path, qtbot: Any
) -> None:
    growing.grow(SECONDS)
    with qtbot.waitSignal(growing.studio.window.song_shown, timeout=PATIENCE_MS):
        growing.finish(opened_folder)
    assert not growing.scratch_is_gone
    growing.studio.operations.growing.close()
    assert growing.scratch_is_gone


@pytest.mark.parametrize("end", [JobState.CANCELLED, JobState.FAILED])
def test_a_song_that_will_not_be_done_leaves_the_page(growing: Growing, pool: Any, end: JobState) -> None:
    window = growing.studio.window
    growing.grow(2.0)
    pool.finish(growing.job_id, end, error=UserError("The disk is full") if end is JobState.FAILED else None)
    window.poll()
    assert window.song_page.song is None
    assert window.song_page.drop_zone.isVisible()
    assert isinstance(growing.sent[-1], CloseStems)
    assert not window.acts["play"].isEnabled()
    assert window.windowTitle() == "AURA-X Studio"
    assert growing.studio.operations.has_song is False
    window.poll()
    window.grab()


def test_a_worker_that_died_begins_again_and_the_page_stays(growing: Growing, pool: Any) -> None:
    page = growing.studio.window.song_page
    growing.grow(4.0)
    lane = page.lanes[0]
    pool.finish(growing.job_id, JobState.QUEUED)
    growing.studio.window.poll()
    growing.spool.position = 0
    growing.tell(folder=False)
    assert page.lanes[0] is lane
    assert page.song.is_growing


def test_another_song_is_not_pushed_away(
    growing: Growing, opened_folder: Path, tmp_path: Path, qtbot: Any, pool: Any
) -> None:
    window = growing.studio.window
    growing.grow(2.0)
    other = songs.write_opened_song(tmp_path / "other", seconds=2.0, title="Other")
    with qtbot.waitSignal(window.song_shown, timeout=PATIENCE_MS):
        growing.studio.operations.show_folder(other, source="/music/other.wav")
    assert isinstance(growing.sent[-1], OpenStems)
    growing.sent.clear()
    growing.grow(4.0)
    growing.finish(opened_folder)
    qtbot.waitUntil(lambda: growing.scratch_is_gone, timeout=PATIENCE_MS)
    assert window.song_page.song.title == "Other"
    assert window.notice.sentence.text() == "“Vibe Test” is ready."
    assert growing.sent == []


def test_a_stem_that_is_not_done_is_not_dragged(growing: Growing) -> None:
    window = growing.studio.window
    window.carrying.prepare(Stem.BASS, Form.SOUND)
    grip = window.song_page.lanes[0].grips[Form.SOUND]
    window.carrying.drag(Stem.BASS, Form.SOUND, grip, Qt.KeyboardModifier.NoModifier)
    assert "still being made" in window.notice.sentence.text()


def test_a_mix_of_a_growing_song_is_remembered_for_no_song(growing: Growing) -> None:
    growing.studio.window.song_page.lanes[0].mute.click()
    assert growing.studio.state.mix(str(growing.spool.folder)) == Mix()
    assert growing.studio.state.mix(".") == Mix()


@given(
    samples=st.integers(0, 40_000),
    cuts=st.lists(st.floats(0.0, 1.0), max_size=4),
    channels=st.integers(1, 2),
)
@settings(deadline=None, max_examples=60)
def test_an_outline_filled_in_parts_is_the_outline(samples: int, cuts: list[float], channels: int) -> None:
    audio = Audio(np.random.default_rng(samples).uniform(-1, 1, (channels, samples)).astype(np.float32), RATE)
    whole = build_peaks(audio)
    growing = GrowingPeaks(channels, samples, RATE)
    bins = whole.minima[0].shape[1]
    edges = [0, *sorted(round(cut * bins) for cut in cuts), bins]
    for first, last in pairwise(edges):
        if last > first:
            growing.put(first, whole.minima[0][:, first:last], whole.maxima[0][:, first:last])
    for found, expected in ((growing.pyramid.minima, whole.minima), (growing.pyramid.maxima, whole.maxima)):
        assert len(found) == len(expected)
        for one, other in zip(found, expected, strict=True):
            np.testing.assert_array_equal(one, other)


def test_the_window_asks_for_a_worker_in_advance(studio: Any, pool: Any) -> None:
    studio.take_up([])
    assert pool.warmed == ("gpu", prepare, SeparationOptions(model=Settings().separation.model))
