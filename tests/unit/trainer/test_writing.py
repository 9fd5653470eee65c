"""A corpus on disk: whole items only, the same manifest however often it was interrupted and whoever made it."""

from __future__ import annotations

import errno
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest

from engine.audio.files import read
from engine.cli import main
from engine.core.errors import UserError
from engine.core.stems import Stem
from trainer.cli import TRAINER
from trainer.synth_corpus import writing
from trainer.synth_corpus.split import Split
from trainer.synth_corpus.writing import MANIFEST_FILE, TRUTH_FILE, CorpusOrder, item_folder, num_missing, write_corpus

ROOT = Path(__file__).resolve().parents[3]
HOURS, SECONDS = 0.0045, 2.0  # eight items


def order(out: Path) -> CorpusOrder:
    return CorpusOrder(str(out), HOURS, seed=3, seconds=SECONDS)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """An uninterrupted corpus made in this process, and its manifest's hash."""
    out = tmp_path_factory.mktemp("whole")
    return out, write_corpus(order(out), workers=0).manifest_sha256


@pytest.fixture
def started(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A run of the command in a group of its own that has written its first items."""
    out = tmp_path / "corpus"
    command = ["corpus", "make", "--hours", str(HOURS), "--item-seconds", str(SECONDS), "--seed", "3", "--workers", "1"]
    process = subprocess.Popen(
        [sys.executable, "-m", "trainer", *command, "--out", str(out)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "AURAX_HOME": str(tmp_path / "home")},
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    deadline = time.monotonic() + 60.0
    while not list(out.glob("*/train-*/" + TRUTH_FILE)):
        assert process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.02)
    try:
        yield process
    finally:
        for leftover in [*psutil.Process(process.pid).children()] if process.poll() is None else []:
            leftover.kill()
        if process.poll() is None:
            process.kill()
        process.communicate()


def run_command(arguments: list[str]) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        status = main(arguments, program=TRAINER)
    return status, out.getvalue(), err.getvalue()


def test_an_item_on_disk_holds_mixture_stems_and_truth(whole: tuple[Path, str]) -> None:
    own = order(whole[0])
    folder = item_folder(own, *own.numbers[0])
    truth = json.loads((folder / TRUTH_FILE).read_bytes())
    manifest = json.loads((whole[0] / MANIFEST_FILE).read_bytes())

    assert truth["id"] == folder.name
    assert {file.stem for file in (folder / "stems").iterdir()} == {stem.value for stem in Stem}
    assert read(folder / "mixture.flac").duration == SECONDS
    assert [item["id"] for item in manifest["items"]] == [item_folder(own, *pair).name for pair in own.numbers]


def test_a_killed_run_goes_on_and_leaves_no_worker(
    started: subprocess.Popen[str], tmp_path: Path, whole: tuple[Path, str]
) -> None:
    """What a worker made and what this process makes give the manifest of a run that was never interrupted."""
    workers = psutil.Process(started.pid).children()
    started.kill()
    started.wait()
    _, alive = psutil.wait_procs(workers, timeout=10.0)
    left = num_missing(order(tmp_path / "corpus"))
    again = write_corpus(order(tmp_path / "corpus"), workers=0)

    assert workers
    assert not alive
    assert 0 < left == again.num_made < again.num_items
    assert again.manifest_sha256 == whole[1]
    assert not list((tmp_path / "corpus").rglob(".tmp-*"))


def test_ctrl_c_leaves_nothing_half_written_and_says_so(started: subprocess.Popen[str], tmp_path: Path) -> None:
    os.killpg(started.pid, signal.SIGINT)
    _, said = started.communicate(timeout=30.0)

    assert started.returncode == 130
    assert "Traceback" not in said
    assert "nothing half-written" in said
    assert not list((tmp_path / "corpus").rglob(".tmp-*"))
    assert not (tmp_path / "corpus" / MANIFEST_FILE).exists()


def test_what_is_there_is_not_made_again(whole: tuple[Path, str]) -> None:
    again = write_corpus(order(whole[0]), workers=0)

    assert again.num_made == 0
    assert again.manifest_sha256 == whole[1]


def test_a_folder_of_another_corpus_is_refused(whole: tuple[Path, str]) -> None:
    with pytest.raises(UserError, match=r"seconds 2\.0 instead of 3\.0"):
        write_corpus(CorpusOrder(str(whole[0]), HOURS, seed=3, seconds=3.0), workers=0)


def test_one_split_alone_is_the_same_items_and_goes_on(whole: tuple[Path, str], tmp_path: Path) -> None:
    """Test items alone are those of a whole corpus of the seed; more hours make the folder longer."""
    short, longer = (
        CorpusOrder(str(tmp_path), items * SECONDS / 3600.0, seed=3, seconds=SECONDS, split=Split.TEST)
        for items in (1, 2)
    )
    written = [write_corpus(own, workers=0) for own in (short, longer)]
    own, same = item_folder(longer, Split.TEST, 0), item_folder(order(whole[0]), Split.TEST, 0)

    assert [(corpus.num_items, corpus.num_made) for corpus in written] == [(1, 1), (2, 1)]
    assert (own / TRUTH_FILE).read_bytes() == (same / TRUTH_FILE).read_bytes()
    assert {folder.name for folder in tmp_path.iterdir() if folder.is_dir()} == {"test"}
    assert json.loads((tmp_path / "corpus.json").read_bytes())["split"] == "test"
    assert json.loads((tmp_path / MANIFEST_FILE).read_bytes())["num_items"] == {"train": 0, "validation": 0, "test": 2}


def test_a_folder_of_one_split_and_a_whole_corpus_are_different_things(whole: tuple[Path, str], tmp_path: Path) -> None:
    only = CorpusOrder(str(whole[0]), HOURS, seed=3, seconds=SECONDS, split=Split.TEST)
    with pytest.raises(UserError, match="split all instead of test"):
        write_corpus(only, workers=0)
    write_corpus(CorpusOrder(str(tmp_path), SECONDS / 3600.0, seed=0, seconds=SECONDS, split=Split.TEST), workers=0)
    with pytest.raises(UserError, match="split test instead of all, seed 0 instead of 3"):
        write_corpus(order(tmp_path), workers=0)


def test_the_command_answers_in_json(tmp_path: Path) -> None:
    make = ["corpus", "make", "--hours", "0.001", "--item-seconds", "2", "--workers", "0", "--out", str(tmp_path)]
    status, said, progress = run_command([*make, "--json"])
    document = json.loads(said)

    assert status == 0
    assert document["num_made"] == document["num_items"] == 4  # at least one of each split
    assert "4 of 4 items 100%" in progress


def test_the_command_makes_one_split(tmp_path: Path) -> None:
    make = ["corpus", "make", "--split", "test", "--hours", "0.0006", "--item-seconds", "2", "--workers", "0"]
    status, said, _ = run_command([*make, "--out", str(tmp_path), "--json"])

    assert status == 0
    assert json.loads(said)["num_items"] == 1
    assert [folder.name for folder in tmp_path.glob("*/*")] == ["test-0-00000000"]


def test_a_full_disk_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(writing, "write_item", full)
    status, _, said = run_command(["corpus", "make", "--hours", "0.01", "--workers", "0", "--out", str(tmp_path)])

    assert status == 1
    assert "The disk is full. Free some space, then try again; what was finished is kept." in said


def test_too_little_space_is_said_before_anything_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=10**9))
    status, _, said = run_command(["corpus", "make", "--hours", "10", "--out", str(tmp_path / "new")])

    assert status == 1
    assert "10 hours need about 14.0 GB more, and 1.0 GB are free" in said
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    "wrong", [["--hours", "0"], ["--hours", "1", "--item-seconds", "1"], ["--hours", "1", "--seed", "-1"]]
)
def test_impossible_orders_are_refused(wrong: list[str], tmp_path: Path) -> None:
    status, _, said = run_command(["corpus", "make", *wrong, "--out", str(tmp_path)])

    assert status == 1
    assert said.startswith("aurax: ")
