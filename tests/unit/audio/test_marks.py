"""Texts in a WAV file: read back as tags, and the samples are untouched."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engine.audio.encode import write
from engine.audio.files import read
from engine.audio.marks import mark_wav
from engine.audio.tags import read_tags
from tests.signals import noise


@pytest.mark.parametrize("subtype", ["pcm16", "pcm24", "float32"])
def test_texts_come_back_and_samples_stay(tmp_path: Path, subtype: str) -> None:
    path = tmp_path / "mix.wav"
    write(path, noise(seconds=0.1001), subtype=subtype)
    before = read(path).samples.copy()

    mark_wav(path, {"title": "take-1, F♯ minor", "software": "AURA-X Studio", "comment": ""})

    assert read_tags(path).title == "take-1, F♯ minor"
    assert np.array_equal(read(path).samples, before)


def test_other_forms_are_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "mix.flac"
    write(path, noise(seconds=0.1))
    before = path.read_bytes()

    mark_wav(path, {"title": "x"})

    assert path.read_bytes() == before


def test_an_unknown_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="texts are"):
        mark_wav(tmp_path / "mix.wav", {"colour": "blue"})
