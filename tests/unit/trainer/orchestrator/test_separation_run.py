"""The embedded separator, in its small size, from the command line through an orchestrated run."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from engine.cli import main
from engine.core.stems import Stem
from tests.unit.trainer.orchestrator.fakes import document
from trainer.cli import TRAINER
from trainer.orchestrator.separation_hooks import sdr_db

RATE = 44_100
PLAN = """
name = "rehearsal"
[checkpoints]
steps = 2
[cost]
usd_per_hour = 1.30
budget_usd = 5.0
[[milestone]]
name = "week_5"
step = 4
samples = 3
[thresholds]
min_authenticity = 0.0
max_val_loss = 1000.0
min_gain = {min_gain}
"""


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder, seconds = tmp_path_factory.mktemp("corpus"), np.arange(round(1.2 * RATE)) / RATE
    for split in ("train", "validation"):
        place = folder / split / "song" / "stems"
        place.mkdir(parents=True)
        tones = [0.1 * np.sin(2 * np.pi * hz * seconds) for hz in (9000, 60, 1000, 4000, 300)]
        for stem, tone in zip(Stem, tones, strict=True):
            soundfile.write(place / f"{stem.value}.wav", np.stack([tone, 0.7 * tone], axis=1), RATE, subtype="FLOAT")
        mixture = sum(np.stack([tone, 0.7 * tone], axis=1) for tone in tones)
        soundfile.write(place.parent / "mixture.wav", mixture, RATE, subtype="FLOAT")
    return folder


def words(corpus: Path, out: Path, plan: Path, steps: int = 6) -> list[str]:
    own = ["run", "separation", "--corpus", corpus, "--out", out, "--plan", plan, "--seconds", 1, "--batch", 1]
    own += ["--held-out", 2, "--size", "small", "--steps", steps, "--validate-every", 2, "--device", "cpu"]
    return [str(word) for word in [*own, "--precision", "fp32", "--threads", 1, "--events", "--quiet"]]


def plan_file(folder: Path, min_gain: float) -> Path:
    file = folder / "own plan.toml"
    file.write_text(PLAN.format(min_gain=min_gain))
    return file


def events_of(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


@pytest.mark.slow
def test_a_separator_goes_through_its_milestone(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = tmp_path / "run"
    assert main(words(corpus, run, plan_file(tmp_path, -1000.0)), program=TRAINER) == 0
    events = events_of(capsys.readouterr().out)
    assert events[-1]["event"] == "result"
    assert events[-1]["status"] == "completed"
    assert Path(events[-1]["weights"]).exists()
    names = {line["event"] for line in events}
    assert {"begin", "session", "progress", "checkpoint", "validation", "milestone", "sample", "decision"} <= names
    metrics = document(run, "week_5_metrics.json")
    assert metrics["step"] == 4
    assert metrics["measure"]["is_stand_in"]
    assert "not a cultural score" in metrics["measure"]["words"]
    previews = [line["file"] for line in events if line["event"] == "sample" and line["milestone"] == "week_5"]
    assert len(previews) == 3
    for line, preview in zip(
        (run / "milestones/week_5/look_1/samples.jsonl").read_text().splitlines(), previews, strict=True
    ):
        wave, rate = soundfile.read(preview)
        assert (rate, wave.shape) == (RATE, (RATE, 2))
        assert json.loads(line)["score"] is not None
    state = document(run, "orchestrator_state.json")
    assert state["total_cost_usd"] == pytest.approx(1.30 * state["run_seconds"] / 3600)
    assert list((run / "events" / "orchestrator").iterdir())
    assert main(["report", str(run), "--json"], program=TRAINER) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["report"]["decision"] == "go"
    assert report["cost_entries"][-1]["total_usd"] == pytest.approx(state["total_cost_usd"], abs=1e-6)
    assert main(["status", str(run)], program=TRAINER) == 0
    assert "week_5: go at step 4" in capsys.readouterr().out


@pytest.mark.slow
def test_kill_nine_is_gone_on_from(corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run, plan = tmp_path / "run", plan_file(tmp_path, 1000.0)  # a gain nobody has: no-go
    command = [sys.executable, "-m", "trainer", *words(corpus, run, plan, steps=100)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env={**os.environ, "OMP_NUM_THREADS": "1"}
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if json.loads(line)["event"] == "progress" and json.loads(line)["step"] == 3:
                process.send_signal(signal.SIGKILL)
                break
    before = document(run, "orchestrator_state.json")
    assert before["status"] == "running"
    time.sleep(0.1)
    assert (
        main(
            ["resume", str(run), "--device", "cpu", "--precision", "fp32", "--threads", "1", "--events", "--quiet"],
            program=TRAINER,
        )
        == 1
    )
    out = capsys.readouterr()
    events = events_of(out.out)
    assert [line["step"] for line in events if line["event"] == "progress"] == [3, 4]  # from the checkpoint of step 2
    assert events[-1]["status"] == "aborted"
    assert "abort_report.json" in out.err
    state = document(run, "orchestrator_state.json")
    assert state["session"] == 2
    assert state["stopped_seconds"] > 0.0
    assert state["total_cost_usd"] > before["total_cost_usd"]
    assert "paired_gain" in [one["name"] for one in document(run, "abort_report.json")["metrics"]["criteria"]]


def test_a_recipe_without_samples_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    out = tmp_path / "out"
    own = ["run", "chords", "--corpus", str(tmp_path), "--out", str(out), "--plan", str(plan_file(tmp_path, 0.0))]
    assert main(own, program=TRAINER) == 1
    assert not out.exists()


def test_sdr_is_a_ratio_of_energies() -> None:
    truth = np.ones((2, 100), np.float32)
    assert sdr_db(truth, 0.9 * truth) == pytest.approx(20.0, abs=1e-3)
    assert sdr_db(truth, 0.0 * truth) == pytest.approx(0.0, abs=1e-6)


def test_tensorboard_listens_on_this_machine_only(tmp_path: Path) -> None:
    import urllib.request

    from torch.utils.tensorboard import SummaryWriter

    from engine.cli.train import run_trainer

    assert run_trainer(["tensorboard", str(tmp_path)]) == 1  # nothing there yet
    with SummaryWriter(str(tmp_path / "events")) as writer:
        writer.add_scalar("loss", 1.0, 1)
    command = [sys.executable, "-m", "trainer", "tensorboard", str(tmp_path), "--port", "0", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            said = ""
            while not said.endswith("}\n"):
                said += process.stdout.readline()
            address = json.loads(said)["address"]
            assert address.startswith("http://127.0.0.1:")
            import psutil

            listening = [
                one.laddr.ip for one in psutil.Process(process.pid).net_connections("tcp") if one.status == "LISTEN"
            ]
            assert listening == ["127.0.0.1"]
            with urllib.request.urlopen(address) as page:
                assert b"TensorBoard" in page.read()
        finally:
            process.terminate()
