"""The Train page against a trainer that speaks the documented events in processes of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app import blind_store, training_desk
from app.training_presets import DEMO, MUSICGEN, PRESETS, SEPARATION, Choice, memory_gb, plan_text, run_arguments
from app.training_process import Task, TaskProcess, TrainerProgram, parsed
from app.training_run import Curve, RunView, read_run
from engine.core.errors import UserError

FAKE = Path(__file__).with_name("fake_trainer.py")
WAIT = 15_000  # ms; reached only where something is wrong
HOSTILE = '<img src="file:///etc/passwd"><table>' + "A" * 5000 + "\x1b[31m\u202e%s {0}"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """What the fake trainer obeys and keeps."""
    folder = tmp_path / "fake"
    folder.mkdir()
    return folder


@pytest.fixture
def program(place: Path) -> TrainerProgram:
    return TrainerProgram((sys.executable, str(FAKE)), {"FAKE_TRAINER": str(place)})


@pytest.fixture
def page(studio: Any, program: TrainerProgram, monkeypatch: Any, qtbot: Any) -> Iterator[Any]:
    monkeypatch.setattr(training_desk, "trainer_program", lambda _home: program)
    studio.window.show_page("train")
    made = studio.window.pages.page("train")
    qtbot.waitUntil(lambda: not made.training.desk.asking.is_busy, timeout=WAIT)
    yield made
    made.training.task.kill()
    made.close_down()


def order(place: Path, **orders: Any) -> None:
    (place / "orders.json").write_text(json.dumps(orders))


def asked(place: Path) -> list[list[str]]:
    return [json.loads(line) for line in (place / "asked.jsonl").read_text().splitlines()]


def settle(qtbot: Any, page: Any) -> None:
    """Until nothing works and nothing is asked."""
    training = page.training
    qtbot.waitUntil(lambda: not training.task.is_running and not training.desk.asking.is_busy, timeout=WAIT)
    page.running.refresh()
    page.refresh()


def choose(page: Any, recipe: str = SEPARATION, **changes: Any) -> None:
    from dataclasses import replace

    page.training.set_choice(replace(Choice(recipe=recipe, base="tiny", dataset="mine/v1", steps=40), **changes))


def begin(qtbot: Any, page: Any, until: Callable[[], bool]) -> None:
    page.model.start.click()
    qtbot.waitUntil(until, timeout=WAIT)


def test_the_whole_way(page: Any, place: Path, tmp_path: Path, qtbot: Any) -> None:
    music = tmp_path / "music"
    music.mkdir()
    page.training.material.add_folders([music])
    assert not page.songs.start.isEnabled()
    assert "music" in page.songs.why.text()
    row = page.songs.rows[0]
    row.rights.setCurrentIndex(row.rights.findData("own"))
    row.rights.activated.emit(row.rights.currentIndex())
    page.songs.start.click()
    settle(qtbot, page)
    assert page.training.desk.remembered.folders[0].is_imported
    assert page.table.count.text().startswith("3 of 4")
    assert "nobody has stated" in page.songs.songs.model.data(page.songs.songs.model.index(3, 3))
    page.show_step(2)
    page.dataset.make.click()
    settle(qtbot, page)
    assert page.training.desk.remembered.dataset == "mine/v1"
    assert "12 pieces" in page.dataset.facts.text()
    choose(page, MUSICGEN)
    begin(qtbot, page, lambda: page.pages.currentIndex() == 4)
    settle(qtbot, page)
    run = page.training.run
    assert (run.status, run.step) == ("completed", 40)
    assert len(run.loss.values) == 40
    assert run.validation.values == [1.5]
    assert len(run.clips) == 8
    assert [decision.verdict for decision in run.decisions] == ["go"]
    assert "4 of 4 pass" in page.running.decisions.toPlainText()
    assert page.running.board.isEnabled()
    page.running.onward.click()
    assert page.result.pairs is not None
    assert len(page.result.pairs.names) == 4
    assert page.result.card.lines[0] == ("base", "musicgen-small")
    words = asked(place)
    assert ["collection", "import", "--rights", "own", "--events", "--", str(music)] in words
    assert any(line[:2] == ["run", "musicgen"] for line in words)


def test_a_preview_is_heard_and_a_blind_test_is_made_of_them(
    page: Any, studio: Any, place: Path, monkeypatch: Any, qtbot: Any
) -> None:
    order(place, seconds=0.0, steps=4)
    choose(page, MUSICGEN, steps=4)
    page.model.start.click()
    settle(qtbot, page)
    opened: list[Path] = []
    monkeypatch.setattr(page.player, "open", opened.extend)
    page.running.clips.activated.emit(page.running.clips_model.index(0, 0))
    assert opened == [page.training.run.folder / "milestones" / "base" / "sample_0000.wav"]
    made: list[tuple[Any, ...]] = []

    def make(*wanted: Any) -> Any:  # building is tested where it lives; here, what is asked for
        made.append(wanted)
        raise UserError("The disk is full", "Free some space.")

    monkeypatch.setattr(blind_store, "make", make)
    page.show_step(5)
    page.result.trials.setText("4")
    page.result.test.click()
    qtbot.waitUntil(lambda: bool(made) and not page.publishing.is_busy, timeout=WAIT)
    folder, systems, numbers, title = made[0]
    look = page.training.run.folder / "milestones" / "half" / "look_1"
    assert systems == (("base", look.parents[1] / "base"), ("tuned", look))
    assert (numbers.trials, numbers.raters) == (4, 1)
    assert not any(name in f"{title} {folder.name}" for name, _path in systems)
    assert studio.window.notice.sentence.text() == "The disk is full."
    assert page.result.test.isEnabled()


def test_a_licence_needs_its_proof_and_one_song_may_have_other_rights(
    page: Any, place: Path, tmp_path: Path, qtbot: Any
) -> None:
    material = page.training.material
    material.add_folders([tmp_path])
    material.set_folder(str(tmp_path), rights="licensed")
    assert "written down" in page.songs.why.text()
    material.set_folder(str(tmp_path), proof="contract 7")
    assert page.songs.start.isEnabled()
    material.import_all()
    settle(qtbot, page)
    page.songs.songs.table.selectRow(1)
    box = page.songs.song_rights
    box.setCurrentIndex(box.findData("none"))
    box.activated.emit(box.currentIndex())
    page.songs.state.click()
    settle(qtbot, page)
    assert any(line[:6] == ["collection", "rights", "--as", "none", "--", "/m/1.mp3"] for line in asked(place))


def test_a_folder_that_is_not_there_and_an_import_that_is_refused(
    page: Any, studio: Any, place: Path, tmp_path: Path, qtbot: Any
) -> None:
    page.training.material.add_folders([tmp_path / "nowhere"])
    assert "nothing at" in studio.window.notice.sentence.text()
    assert page.training.desk.remembered.folders == ()
    order(place, refuse="There is nothing at /music. Check the path.")
    page.training.material.add_folders([tmp_path])
    page.training.material.set_folder(str(tmp_path), rights="own")
    page.training.material.import_all()
    settle(qtbot, page)
    assert studio.window.notice.sentence.text() == "There is nothing at /music. Check the path."
    assert not page.training.desk.remembered.folders[0].is_imported
    assert page.songs.start.isEnabled()


def test_nothing_allowed_makes_no_data_set_and_no_training_without_one(page: Any, place: Path, qtbot: Any) -> None:
    order(place, chosen=0)
    page.training.material.read_collection()
    settle(qtbot, page)
    assert not page.dataset.make.isEnabled()
    assert "Step 2" in page.dataset.why.text()
    choose(page, MUSICGEN, dataset="")
    assert not page.model.start.isEnabled()
    assert "step 3" in page.model.why.text()


def test_pause_and_resume(page: Any, place: Path, qtbot: Any) -> None:
    order(place, seconds=0.05, steps=60)
    choose(page)
    begin(qtbot, page, lambda: page.training.run.step >= 3)
    page.running.pause.click()
    settle(qtbot, page)
    at = page.training.run.step
    assert page.training.run.status == "paused"
    assert 3 <= at < 60
    assert page.running.resume.isVisibleTo(page)
    (page.training.run.folder / "figures.jsonl").rename(page.training.run.folder / "not_yet.jsonl")
    again = RunView(page.training.run.folder)  # as after a restart before the run keeps figures of its own
    later = TaskProcess(page.training.desk.program, page.training.desk.folder / "tasks")
    later.told.connect(again.take)
    later.find()
    assert again.loss.steps == page.training.run.loss.steps
    assert again.loss.steps[-1] == at
    (page.training.run.folder / "not_yet.jsonl").rename(page.training.run.folder / "figures.jsonl")
    order(place)
    page.running.resume.click()
    settle(qtbot, page)
    assert page.training.run.status == "completed"
    assert page.training.run.loss.steps == [float(step) for step in range(1, 41)]


def test_a_crash_is_told_and_can_be_resumed(page: Any, studio: Any, place: Path, qtbot: Any) -> None:
    order(place, crash_at=5)
    choose(page)
    page.model.start.click()
    settle(qtbot, page)
    assert page.training.run.status == "failed"
    assert "ran out of memory" in studio.window.notice.sentence.text()
    assert "Resume" in studio.window.notice.meaning.text()
    assert page.training.can_resume


def test_a_killed_trainer_is_told_and_can_be_resumed(page: Any, place: Path, qtbot: Any) -> None:
    order(place, seconds=0.05, steps=400)
    choose(page)
    begin(qtbot, page, lambda: page.training.run.step >= 2)
    os.kill(page.training.task.task.pid, signal.SIGKILL)
    settle(qtbot, page)
    assert page.training.run.status in ("failed", "stopped")
    assert page.training.can_resume


def test_a_killed_window_finds_its_training_again(
    program: TrainerProgram, place: Path, tmp_path: Path, qtbot: Any
) -> None:
    """The training goes on without a window; the next one reads what was said meanwhile, and its end."""
    order(place, seconds=0.02, steps=60)
    run = tmp_path / "run"
    script = (
        "import os, signal, sys\nfrom pathlib import Path\n"
        "from app.training_process import TaskProcess, TrainerProgram\n"
        f"program = TrainerProgram({program.command!r}, {program.environment!r})\n"
        f"task = TaskProcess(program, Path({str(tmp_path / 'tasks')!r}))\n"
        f"task.start('training', ['run', 'separation', '--out', {str(run)!r}], {str(run)!r})\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    root = str(Path(__file__).resolve().parents[2])
    killed = subprocess.run([sys.executable, "-c", script], env={**os.environ, "PYTHONPATH": root}, check=False)
    assert killed.returncode == -signal.SIGKILL
    later = TaskProcess(program, tmp_path / "tasks")
    events: list[dict[str, Any]] = []
    ends: list[Task] = []
    later.told.connect(events.append)
    later.ended.connect(ends.append)
    found = later.find()
    assert found is not None
    assert found.subject == str(run)
    qtbot.waitUntil(lambda: bool(ends), timeout=WAIT)
    assert ends[0].ended == "done"
    assert [event["step"] for event in events if event["event"] == "progress"] == list(range(1, 61))
    assert TaskProcess(program, tmp_path / "tasks").find().ended == "done"  # type: ignore[union-attr]
    assert read_run(run).status == "completed"


def test_closing_the_window_leaves_the_training_alone(page: Any, place: Path, qtbot: Any) -> None:
    order(place, seconds=0.05, steps=400)
    choose(page)
    begin(qtbot, page, lambda: page.training.run.step >= 2)
    pid = page.training.task.task.pid
    page.close_down()
    os.kill(pid, 0)
    again = TaskProcess(page.training.desk.program, page.training.desk.folder / "tasks")
    again.find()
    assert again.is_running
    again.kill()
    qtbot.waitUntil(lambda: not again.is_running, timeout=WAIT)


def test_titles_are_text(page: Any, place: Path, qtbot: Any) -> None:
    from PySide6.QtWidgets import QLabel

    order(place, title=HOSTILE, seconds=0.0)
    page.training.material.read_collection()
    choose(page)
    began = time.perf_counter()
    page.model.start.click()
    settle(qtbot, page)
    page.grab()
    assert time.perf_counter() - began < 10
    for label in page.findChildren(QLabel):
        assert len(label.text()) <= 500
        assert "<img" not in label.toolTip()
    cell = page.table.songs.model.data(page.table.songs.model.index(0, 0))
    assert cell.isprintable()


def test_a_tuned_model_is_published_under_a_name_of_its_own(
    page: Any, studio: Any, place: Path, program: TrainerProgram, qtbot: Any
) -> None:
    order(place, seconds=0.0, steps=4)
    choose(page, MUSICGEN, steps=4)
    page.model.start.click()
    settle(qtbot, page)
    page.show_step(5)
    page.publishing.engine = program  # what installs models is the engine's own command; here, what is asked of it
    page.publishing.publish(page.result.card, "Not a Name!")
    assert "cannot be the name" in studio.window.notice.sentence.text()
    page.result.name.setText("my-amapiano")
    with qtbot.waitSignal(page.publishing.published, timeout=WAIT) as told:
        page.result.publish.click()
    assert told.args == ["my-amapiano"]
    model = page.training.run.folder / "model"
    assert asked(place)[-1][:4] == ["models", "import", "my-amapiano", str(model)]


def test_tensorboard_is_opened_on_this_machine_only(page: Any, tmp_path: Path, monkeypatch: Any, qtbot: Any) -> None:
    from app.training_asking import is_loopback

    opened: list[str] = []
    page.training.board.show(str(tmp_path), opened.append, lambda error: pytest.fail(str(error)))
    qtbot.waitUntil(lambda: bool(opened), timeout=WAIT)
    assert opened == ["http://127.0.0.1:6006/"]
    assert not is_loopback("http://example.com:6006/")
    assert not is_loopback("file:///etc/passwd")


def test_the_small_demo_renders_its_music_and_trains(page: Any, place: Path, qtbot: Any) -> None:
    page.training.set_recipe(DEMO)
    assert page.model.start.isEnabled()
    page.model.start.click()
    settle(qtbot, page)
    kinds = [words[:2] for words in asked(place) if "--events" in words]
    assert kinds == [["corpus", "make"], ["run", "separation"]]


def test_estimate_and_presets_agree_with_the_trainer() -> None:
    from trainer.finetune.presets import PRESETS as OWN

    assert [(own.name, own.gigabytes, own.rank, own.batch, own.accumulate) for own in PRESETS] == [
        (name, own.gigabytes, own.rank, own.batch, own.accumulate) for name, own in OWN.items()
    ]
    for name in ("8gb", "10gb", "16gb", "24gb", "40gb"):
        small = memory_gb("musicgen-small", name)
        assert small is not None
        assert 1.0 < small < next(own.gigabytes for own in PRESETS if own.name == name)
    assert memory_gb("/models/mine", "8gb") is None


def test_the_plan_and_the_words_are_the_trainers(tmp_path: Path) -> None:
    """What the window writes, the trainer's own readers take."""
    import argparse

    from trainer.cli import run
    from trainer.orchestrator.plan import read_plan

    for asks in (False, True):
        file = tmp_path / f"{asks}.toml"
        file.write_text(plan_text(Choice(steps=1000, look_every=300, asks=asks)))
        plan = read_plan(file)
        assert [own.step for own in plan.milestones] == [300, 600, 900, 1000]
        assert (plan.thresholds.min_authenticity > 0.0) is asks
    parser = argparse.ArgumentParser()
    run.add_arguments(parser)
    for choice in (Choice(MUSICGEN, "tiny", "mine/v1", "8gb"), Choice(SEPARATION, dataset="d"), Choice(dataset="d")):
        arguments = parser.parse_args(run_arguments(choice, tmp_path / "r", tmp_path / "p", has_gpu=False)[1:])
        assert arguments.steps == 1000
        assert arguments.events


def test_the_real_trainers_lines_are_understood(tmp_path: Path, qtbot: Any) -> None:
    """`aurax train collection import --events` of an empty folder, in a home of its own."""
    from app.training_process import trainer_program

    program = trainer_program(tmp_path / "home")
    music = tmp_path / "music"
    music.mkdir()
    task = TaskProcess(program, tmp_path / "tasks")
    events: list[dict[str, Any]] = []
    ends: list[Task] = []
    task.told.connect(events.append)
    task.ended.connect(ends.append)
    task.start("import", ["collection", "import", "--rights", "own", "--events", "--", str(music)], str(music))
    qtbot.waitUntil(lambda: bool(ends), timeout=60_000)
    assert ends[0].ended == "done", ends[0].message
    assert events[0]["event"] == "begin"
    assert events[-1]["event"] == "result"
    assert events[-1]["imported"] == 0


def test_every_page_of_the_rail_has_help() -> None:
    from app.chrome import RAIL_ICONS
    from app.views.help import page_words

    assert set(RAIL_ICONS) <= set(page_words())


def test_lines_that_are_none_and_curves_that_go_back() -> None:
    assert parsed(b'{"event": "progress"}') == {"event": "progress"}
    for line in (b"", b"[]", b"{", b'{"event": 3}', b"\xff\xfe", b"null"):
        assert parsed(line) is None
    curve = Curve()
    for step, value in ((1, 3.0), (2, 2.0), (3, 1.0), (2, 2.5), (3, None), (4, float("nan"))):
        curve.add(step, value)
    assert (curve.steps, curve.values) == ([1, 2], [3.0, 2.5])
    long = Curve()
    for step in range(20_000):
        long.add(step, 1.0)
    assert len(long.steps) == len(long.values) <= 4000
    assert long.steps == sorted(long.steps)
    view = RunView()
    for event in ({"event": "progress", "step": "x", "loss": []}, {"event": "decision", "criteria": 3}, {"event": "?"}):
        view.take(event)
    assert view.step == 0
