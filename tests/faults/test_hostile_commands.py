"""Every hostile file through the command line: one sentence, the right exit status, whole output or none."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import numpy as np
import pytest
import soundfile

from engine.cli import main
from engine.core.stems import Stem
from tests.faults.hostile_files import HOSTILE, REFUSED, HostileFile, build

PATIENCE_SECONDS = 30.0  # the promise to the user: no file keeps a batch waiting longer


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda hostile: hostile.name)
def test_separate_ends_with_whole_stems_or_one_sentence(
    hostile: HostileFile, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if not hostile.is_available:
        pytest.skip("this file exists only on POSIX systems")
    if hostile.name == "unreadable" and os.name == "posix" and os.geteuid() == 0:
        pytest.skip("nothing is unreadable to root")
    source = tmp_path / "in"
    source.mkdir()
    path = build(hostile.name, source)
    started = time.monotonic()

    status = main(
        ["separate", "--json", "--quiet", "--home", str(tmp_path / "h"), "--out", str(tmp_path / "o"), "--", str(path)]
    )

    assert time.monotonic() - started < PATIENCE_SECONDS
    captured = capsys.readouterr()
    document = json.loads(captured.out)
    assert "Traceback" not in captured.err
    left = sorted(p.name for p in tmp_path.rglob("*") if p.name.startswith(".tmp-"))
    assert left == []
    if hostile.expectation == REFUSED:
        assert status == 1
        assert document["error"]["type"] in ("AudioReadError", "UserError")
        assert captured.err.count("\n") == 1
        assert not (tmp_path / "o").exists()
        return
    assert status == 0
    folder = Path(document["folder"])
    assert folder.parent == tmp_path / "o"  # no name leads out of the folder
    stems = [soundfile.read(os.fsencode(folder / f"{stem.value}.wav"))[0] for stem in Stem]
    assert all(np.isfinite(stem).all() for stem in stems)
    assert {len(stem) for stem in stems} == {document["num_samples"]}
    if hostile.num_samples is not None:
        assert document["num_samples"] == hostile.num_samples


@pytest.mark.parametrize(
    "name",
    ["silence", "one-frame", "hundred-frames", "dc", "white-noise", "click-in-silence"],
)
def test_analyze_says_what_it_cannot_tell(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = {hostile.name for hostile in HOSTILE}
    assert name in names
    path = build(name, tmp_path)

    status = main(
        ["analyze", str(path), "--json", "--quiet", "--home", str(tmp_path / "h"), "--out", str(tmp_path / "o")]
    )

    analysis = json.loads(capsys.readouterr().out)["analysis"]
    assert status == 0
    assert analysis["tempo_bpm"] is None
    assert analysis["key"] is None
    assert analysis["beats"] == []
    assert analysis["log_drum"] is None or not analysis["log_drum"]["present"]
    assert all(chord["label"] in ("N", "X") for chord in analysis["chords"])
