"""Twenty seconds of a song, separated: the loudest ones, and nothing of them in the library."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engine.audio.files import read, write
from engine.core.audio import Audio
from engine.jobs.inline import run_inline
from engine.jobs.song import SeparationOptions
from engine.jobs.try_split import TriedSplit, TrySplit, loudest_start
from engine.paths import Paths
from engine.settings import Settings

RATE = 8_000


def song(seconds: float, loud_from: float, seed: int = 0) -> Audio:
    samples = 0.01 * np.random.default_rng(seed).standard_normal((2, round(seconds * RATE)))
    samples[:, round(loud_from * RATE) : round((loud_from + 2.0) * RATE)] *= 20.0
    return Audio(samples.astype(np.float32), RATE)


@pytest.mark.parametrize("loud_from", [0.0, 3.0, 8.0])
def test_the_loudest_stretch_is_found(loud_from: float) -> None:
    assert loudest_start(song(10.0, loud_from), 2.0) == pytest.approx(loud_from * RATE, abs=1)
    assert loudest_start(song(10.0, loud_from), 30.0) == 0


def test_a_try_is_a_song_of_its_own_and_old_ones_go(tmp_path: Path) -> None:
    paths = Paths.under(tmp_path / "home")
    folders = []
    for number in range(10):
        source = tmp_path / f"{number}.wav"
        write(source, song(6.0, 0.4 * number, seed=number))
        spec = TrySplit(str(source), SeparationOptions(model="identity"), seconds=1.0)
        tried = run_inline(spec, paths=paths, settings=Settings(), library=None)
        assert isinstance(tried, TriedSplit)
        folders.append(Path(tried.folder))
    assert read(folders[-1] / "other.wav").duration == 1.0
    assert 3.5 <= tried.start <= 4.6  # the loud part lasts from 3.6 to 5.6
    assert len([folder for folder in folders if folder.is_dir()]) == 8
    assert folders[-1].is_dir()
    assert sorted(path.name for path in (paths.cache / "tries").iterdir()) == sorted(f.name for f in folders[-8:])
