"""From a folder of tagged MP3s, some of them faulty, to an immutable data set, by the documented commands alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from engine.cli import main
from trainer.cli import TRAINER

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1_800)]  # two minutes on two idle slow cores

NUM_SONGS, NUM_FAULTY = 9, 6


def test_the_documented_commands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def aurax(*words: str) -> dict[str, Any]:
        status = main(["--home", str(tmp_path / "home"), "--quiet", "--json", *words], TRAINER)
        out = capsys.readouterr()
        assert status == 0, out.err
        document: dict[str, Any] = json.loads(out.out)
        return document

    songs = tmp_path / "songs"
    sample = ("collection", "sample", "--out", str(songs), "--songs", str(NUM_SONGS), "--faulty", str(NUM_FAULTY))
    made = aurax(*sample, "--seconds", "10", "--workers", "1")
    assert (made["good"], made["broken"], made["copy"], made["no_rights"], made["cut_off"], made["other_rip"]) == (
        *(3, 1, 1, 2, 1, 1),
    )
    listed = {one["path"]: one["fault"] for one in json.loads((songs / "collection.json").read_text())["files"]}
    before = {path: (songs / path).read_bytes() for path in listed}
    assert aurax(*sample, "--seconds", "10", "--workers", "1") == made
    assert {path: (songs / path).read_bytes() for path in listed} == before, "what is there is kept"

    take = ("collection", "import", "--model", "spectral", "--workers", "2")
    folders = [str(songs / name) for name in ("own", "licensed") if (songs / name).is_dir()]
    taken = aurax(*take, *folders, "--rights", "own", "--region", "Soweto", "--by", "Tester")
    aurax(*take[:-1], "1", str(songs / "found"))  # each worker more is a start more
    assert len(taken["failed"]) == 1
    assert taken["analysis"]["failed"] == []

    rules = ("--min-minutes", "0.1")
    report = aurax("collection", "report", *rules, "--min-kbps", "100")
    # 128 kbit/s is enough here: so the other rip is told by its sound, and the better copy is kept
    found = {str(Path(one["path"]).relative_to(songs)): " ".join(one["reasons"]) for one in report["excluded"]}
    words = {
        "broken": "could not be read",
        "no rights": "there are no rights",
        "copy": "the same samples",
        "cut off": "cut off",
        "other rip": "the same performance",
    }
    originals = {path for path, fault in listed.items() if not fault}
    for path, fault in listed.items():
        if fault == "copy":  # whichever of the two is sorted first is the recording, the other its copy
            assert any("the same samples" in reason for reason in found.values())
        elif fault:
            assert words[fault] in found[path], (path, found)
    assert report["chosen"] == len(originals)
    make = ("dataset", "make", "rehearsal", *rules, "--seconds", "4", "--model", "spectral", "--workers", "2")
    done = aurax(*make, "--min-kbps", "100")
    assert (
        done["splits"]["train"]["songs"] + done["splits"]["validation"]["songs"] + done["splits"]["test"]["songs"]
        == (report["chosen"])
    )
    assert aurax("dataset", "verify", "rehearsal")["sound"] is True
    assert aurax(*make, "--min-kbps", "100")["is_new"] is False
    assert aurax(*make)["dataset"] == "rehearsal/v2", "with other rules there are other reasons, and so another plan"
