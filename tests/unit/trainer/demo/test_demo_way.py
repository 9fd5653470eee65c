"""A short demo from end to end, by the commands it gives; the same once more does nothing again."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path
from typing import Any

import pytest
import torch

from engine.cli.console import Console
from engine.core.codec import encode_json
from engine.paths import Paths
from engine.settings import Settings
from engine.whole_file import write_bytes
from trainer.demo.corpus import CAPTIONS
from trainer.demo.plan import BUDGET_SECONDS, DemoOrder, begin
from trainer.demo.steps import MODELS, Stage, prompt_of
from trainer.demo.tiny_codec import CodecShape
from trainer.demo.tiny_model import ModelShape, write_tiny_model
from trainer.demo.verbs import Verbs
from trainer.demo.walking import STEPS_FOLDER, DoneStep
from trainer.demo.whole_way import STEPS, go
from trainer.runs import FIGURES_FILE

pytestmark = pytest.mark.slow

FULL = "AURAX_FULL_DEMO"
SHORT = DemoOrder(
    songs=4,
    song_seconds=9.0,
    clip_seconds=4.4,
    shape=ModelShape(
        width=32,
        heads=2,
        layers=1,
        window_seconds=4.4,
        codec=CodecShape(ratios=(5, 4, 4, 4), codebook_size=64, bands=96, blocks=2, low_bands=16),
    ),
    base_steps=4,
    tune_steps=4,
    batch=2,
    takes=1,
)

_FIGURES = [{"step": 1, "cross_entropy": 4.0}, {"step": 4, "cross_entropy": 2.0, "validation/loss": 4.5}]
EARLIER: dict[str, dict[str, Any]] = {
    "corpus": {"songs": 4, "with_log_drum": 2, "seconds": 9.0},
    "import": {},
    "dataset": {"dataset": "demo/v1", "root_sha256": "0" * 64, "sound": True, "captions": []},
    "model": {"codec": {"signal_to_error_db": [8.0], "token_rate": 37.5, "codebooks": 2, "codebook_size": 64}},
    **{name: {"step": 4, "revision": "none", "figures": _FIGURES} for name in MODELS},
    "scores": {},
}


def _stage(out: Path, order: DemoOrder, threads: int = 1) -> tuple[Stage, io.StringIO]:
    told = io.StringIO()
    folders = begin(out, order)
    console = Console(Paths.under(folders.home), Settings(), err=told)
    return Stage(order, folders, console, Verbs(console), threads), told


def test_the_report_is_right_about_what_was_heard(tmp_path: Path) -> None:
    """From the takes on, with models that have learnt nothing; what comes before is told as finished."""
    out = tmp_path / "demo"
    stage, told = _stage(out, SHORT)
    noise = torch.randn(60_000, generator=torch.Generator().manual_seed(0)) * 0.1
    words = [prompt_of(caption) for caption in CAPTIONS]
    for seed, name in enumerate(MODELS):
        write_tiny_model(stage.folders.model(name), noise, words, SHORT.shape, seed=seed)
    for number, step in enumerate(STEPS, start=1):
        if step.id in EARLIER:
            done = DoneStep(step.id, step.title, EARLIER[step.id], (), 1.0, 1.0)
            write_bytes(out / STEPS_FOLDER / f"{number:02d}-{step.id}.json", encode_json(done))
    report = go(stage)
    assert told.getvalue().count("finished before") == len(EARLIER)
    _is_whole(out, report)
    assert [one["id"] for one in report["steps"]] == [step.id for step in STEPS]
    assert sum(command.startswith("aurax generate") for command in report["commands"]) == len(MODELS) * len(CAPTIONS)


@pytest.mark.skipif(FULL not in os.environ, reason=f"takes a minute; {FULL}=1 runs it")
def test_the_whole_way_in_short(tmp_path: Path) -> None:
    out = tmp_path / "demo"
    stage, told = _stage(out, SHORT)
    report = go(stage)
    assert f"step 1 of {len(STEPS)}" in told.getvalue()
    assert report["corpus"] == {"songs": 4, "with_log_drum": 2, "seconds": 9.0}
    assert report["dataset"]["sound"] is True
    for name in MODELS:
        assert report["training"][name]["steps"] == 4
        figures = [json.loads(line) for line in (stage.folders.run(name) / FIGURES_FILE).read_text().splitlines()]
        assert report["training"][name]["loss_last"] == figures[-1]["cross_entropy"]
    _is_whole(out, report)
    _once_more(out)


def _is_whole(out: Path, report: dict[str, Any]) -> None:
    """Report, picture and blind comparison are there, and say the same."""
    for name in MODELS:
        _is_what_was_heard(out, report, name)
    assert json.loads((out / "report.json").read_text())["verdict"] == report["verdict"]
    assert (out / "report.png").stat().st_size > 10_000
    text = (out / "report.md").read_text()
    assert all(f"## {title}" in text for title in ("What was heard", "Time", "Listen, blind"))
    assert all(f"- {sentence}" in text for sentence in report["verdict"])
    session = json.loads((out / "listening" / "session.json").read_text())
    assert not any(name in json.dumps(session) for name in MODELS), "the raters' side says whose is whose"
    assert (out / "listening.key").is_file()


def _is_what_was_heard(out: Path, report: dict[str, Any], name: str) -> None:
    """The report's counts are those of the takes' own files."""
    own = report["models"][name]
    for caption in CAPTIONS:
        files = sorted((out / "takes" / name / caption.id).glob("take-*/analysis.json"))
        heard = [json.loads(file.read_text())["log_drum"]["present"] for file in files]
        rate = own["log_drum_heard"][caption.id]
        assert len(files) == sum(take["caption"] == caption.id for take in own["takes"]) > 0
        assert own["no_verdict"][caption.id] == heard.count(None)
        assert (rate["hits"] if rate else 0) == heard.count(True)
        assert (rate["num"] if rate else 0) == heard.count(True) + heard.count(False)


def _once_more(out: Path) -> None:
    made = {file: file.stat().st_mtime_ns for file in out.rglob("*") if file.suffix in (".wav", ".bin", ".flac")}
    stage, told = _stage(out, SHORT)
    go(stage)
    assert told.getvalue().count("finished before") == len(STEPS)
    assert {file: file.stat().st_mtime_ns for file in made} == made


@pytest.mark.skipif(FULL not in os.environ, reason=f"takes five to fifteen minutes; {FULL}=1 runs it")
def test_the_tuned_model_tells_its_captions_apart_and_its_base_does_not(tmp_path: Path) -> None:
    stage, _ = _stage(tmp_path / "demo", DemoOrder(), threads=2)
    report = go(stage)
    assert report["seconds"] < BUDGET_SECONDS
    assert report["models"]["tuned"]["difference"]["tells_apart"]
    assert report["models"]["tuned"]["difference"]["p"] < 0.05
    assert not report["models"]["base"]["difference"]["tells_apart"]
    for name in MODELS:
        _is_what_was_heard(tmp_path / "demo", report, name)
