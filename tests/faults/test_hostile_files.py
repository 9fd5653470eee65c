"""Every hostile file ends in one clear sentence or in finite audio of the right length, soon, and leaves nothing."""

from __future__ import annotations

import os
import time
from pathlib import Path

import numpy as np
import pytest

from engine.audio.files import blocks, probe, read_with_notes
from engine.audio.tags import artwork, read_tags
from engine.core.errors import AudioReadError
from tests.faults.hostile_files import HOSTILE, NOTED, REFUSED, HostileFile, build

MAX_SECONDS = 10.0
"""The promise is 30 s; a third of that leaves room for slower machines."""


@pytest.fixture(params=HOSTILE, ids=lambda hostile: hostile.name)
def hostile(request: pytest.FixtureRequest) -> HostileFile:
    if not request.param.is_available:
        pytest.skip("this file cannot exist on this system")
    if request.param.name == "unreadable" and os.name == "posix" and os.geteuid() == 0:
        pytest.skip("root may read everything")
    return request.param


def assert_is_a_sentence(error: AudioReadError) -> None:
    for text in (str(error), error.hint):
        assert text
        assert text.isprintable()
        assert "Error" not in text
        assert "0x" not in text
    assert error.hint.endswith(".")


def test_hostile_file(hostile: HostileFile, tmp_path: Path) -> None:
    path = build(hostile.name, tmp_path)
    before = sorted(tmp_path.iterdir())
    started = time.monotonic()
    tags, cover = read_tags(path), artwork(path)
    if hostile.expectation == REFUSED:
        with pytest.raises(AudioReadError) as refusal:
            read_with_notes(path)
        assert_is_a_sentence(refusal.value)
    else:
        info = probe(path)
        recording = read_with_notes(path)
        samples = recording.audio.samples
        assert np.isfinite(samples).all()
        assert samples.shape[0] in (1, 2)
        assert bool(recording.notes) == (hostile.expectation == NOTED), recording.notes
        assert all(note.isprintable() for note in recording.notes)
        assert (info.container, info.sample_rate) == (recording.info.container, recording.info.sample_rate)
        if hostile.num_samples is not None:
            assert samples.shape[1] == hostile.num_samples
            assert recording.info.num_samples == hostile.num_samples
        assert np.array_equal(samples, np.concatenate([b.samples for b in blocks(path, block_seconds=0.3)], axis=1))
    assert time.monotonic() - started < MAX_SECONDS
    assert sorted(tmp_path.iterdir()) == before
    for text in (tags.title, tags.artist, tags.comment):
        assert text is None or (len(text) <= 500 and "\n" not in text and "\x1b" not in text and "\u202e" not in text)
    assert cover is None or len(cover) <= 16 << 20
