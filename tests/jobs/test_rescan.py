"""``aurax library rescan`` finds what came into the folders that were imported."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import soundfile

from engine.cli import main


def write_song(path: Path, seed: int) -> None:
    soundfile.write(path, 0.1 * np.random.default_rng(seed).standard_normal((20_000, 1)), 44_100)


def test_new_songs_in_an_imported_folder_are_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    songs = tmp_path / "songs"
    songs.mkdir()
    write_song(songs / "one.wav", 1)
    common = ["--home", str(tmp_path / "h"), "--json", "--quiet"]
    assert main(["library", "add", str(songs), "--no-analyze", *common]) == 0
    write_song(songs / "two.flac", 2)
    capsys.readouterr()

    assert main(["library", "rescan", "--no-analyze", *common]) == 0

    document = json.loads(capsys.readouterr().out)
    assert (document["imported"], document["unchanged"], document["missing"]) == (1, 1, [])
    assert main(["library", "list", *common]) == 0
    assert len(json.loads(capsys.readouterr().out)["tracks"]) == 2
