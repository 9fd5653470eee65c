"""Opening a song: the window hears it before it is done, and what it was heard from is named; else nothing is left."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.audio.encode import write
from engine.core.audio import Audio
from engine.core.errors import JobCancelled, UserError
from engine.core.stems import Stem
from engine.jobs import open_song
from engine.jobs.context import JobContext
from engine.jobs.open_song import IdentifiedSong, OpenedSong, OpenSong
from engine.jobs.song import SeparationOptions, stem_file
from engine.jobs.stem_spool import GrowingStems
from engine.paths import Paths
from engine.settings import Settings

RATE = 22_050


@pytest.fixture
def source(tmp_path: Path) -> Path:
    t = np.arange(26 * RATE) / RATE
    clicks = np.exp(-30 * np.mod(t, 0.5)) * np.random.default_rng(0).standard_normal(len(t))
    samples = 0.2 * np.sin(2 * np.pi * 110 * t) + 0.2 * clicks
    write(tmp_path / "song.wav", Audio(np.stack([samples, samples]).astype(np.float32), RATE))
    return tmp_path / "song.wav"


def opened(
    source: Path, home: Path, *, is_watched: bool, on_news: Any = None
) -> tuple[OpenedSong, list[Any], list[Any]]:
    news: list[Any] = []
    items: list[Any] = []
    context = JobContext(
        Paths.under(home), Settings(), lambda _p: None, items.append, lambda: False, on_news=on_news or news.append
    )
    spec = OpenSong(str(source), SeparationOptions(model="spectral"), is_watched=is_watched)
    return open_song.run(spec, context), items, news


def test_a_watched_song_is_the_same_song(source: Path, tmp_path: Path) -> None:
    alone, _items, silence = opened(source, tmp_path / "a", is_watched=False)
    watched, items, news = opened(source, tmp_path / "b", is_watched=True)

    assert silence == []
    assert [type(item) for item in items] == [IdentifiedSong]
    assert all(isinstance(item, GrowingStems) for item in news)
    assert (news[0].folder, news[0].audible) == ("", 0), "the song can be heard before anything is separated"
    assert news[-1].audible == news[-1].form.num_samples == 26 * RATE
    assert [item.audible for item in news] == sorted(item.audible for item in news)
    assert any(0 < item.audible < 4 * RATE for item in news), "the first seconds come first"
    assert watched.analysis == alone.analysis
    assert watched.key == alone.key
    for stem in Stem:
        name = stem_file(stem)
        assert (Path(watched.built) / name).read_bytes() == (Path(alone.built) / name).read_bytes()
    assert set(watched.scratch) == {news[-1].folder, news[-1].mixture}
    assert all(Path(path).exists() for path in watched.scratch)
    assert alone.scratch == ()
    assert list((tmp_path / "a" / "library" / "artifacts").iterdir()) == [Path(alone.built)]


def test_stopping_while_it_is_heard_leaves_nothing(source: Path, tmp_path: Path) -> None:
    def stop(growing: GrowingStems) -> None:
        if growing.audible:
            raise JobCancelled

    with pytest.raises(JobCancelled):
        opened(source, tmp_path / "home", is_watched=True, on_news=stop)
    assert not (tmp_path / "home" / "library" / "artifacts").exists(), "the folder was not there before"


def test_a_song_too_long_to_be_analysed_is_refused_before_it_is_read(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(open_song, "_COPIES_IN_MEMORY", 1e9)
    with pytest.raises(UserError, match="GB of memory"):
        opened(source, tmp_path / "home", is_watched=True)
    assert not (tmp_path / "home" / "library" / "artifacts").exists()
