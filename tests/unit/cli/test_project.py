"""``aurax project``: each verb by what it leaves in the folder and says."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from engine import cli


@pytest.fixture
def take(tmp_path: Path) -> Path:
    folder = tmp_path / "take"
    (folder / "stems").mkdir(parents=True)
    (folder / "take.json").write_text(json.dumps({"schema": "aurax.take/1", "prompt": "dark sgija"}))
    (folder / "mix.wav").write_bytes(b"sound" * 100)
    (folder / "stems" / "drums.wav").write_bytes(b"drums" * 100)
    return folder


def ask(capsys: pytest.CaptureFixture[str], home: Path, *words: str | Path, fails: bool = False) -> Any:
    """A verb's result; where it fails, what it said."""
    status = cli.main(["--home", str(home), "--json", "project", *map(str, words)])
    said = capsys.readouterr()
    assert status == int(fails), said.err
    assert "Traceback" not in said.err
    answer = json.loads(said.out)
    return answer["error"]["message"] if fails else answer


def test_a_project_s_life(capsys: pytest.CaptureFixture[str], tmp_path: Path, take: Path) -> None:
    home, project = tmp_path / "home", tmp_path / "home" / "projects" / "Sunday"
    assert ask(capsys, home, "new", project)["name"] == "Sunday"
    assert "already" in ask(capsys, home, "new", project, fails=True)
    added = ask(capsys, home, "add", project, take, take)
    assert [(song["kind"], song["title"], song["files"]) for song in added["songs"]] == [("take", "dark sgija", 3)]
    assert ask(capsys, home, "open", project)["songs"] == added["songs"]
    assert [each["name"] for each in ask(capsys, home, "list")] == ["Sunday"]
    assert ask(capsys, home, "verify", project)["sound"] == 3
    assert ask(capsys, home, "collect", project)["collected"] == 0
    assert len(ask(capsys, home, "copy", project, tmp_path / "Copy")["songs"]) == 1
    sound = next((project / "audio").glob("*.wav"))
    sound.unlink()
    broken = cli.main(["--home", str(home), "--json", "project", "verify", str(project)])
    said = capsys.readouterr()
    assert broken == 1
    assert json.loads(said.out)["missing"] == [sound.name]
    assert "dark sgija" in said.err
    assert ask(capsys, home, "verify", project, "--find", tmp_path / "Copy")["found_again"] == [sound.name]


def test_snapshots_and_going_back(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    from engine.library.projects import ProjectFolder, ProjectSong

    folder, made = ProjectFolder.create(tmp_path / "p", "P")
    first = made.with_song(ProjectSong("a", "First")).touched(1000.0)
    folder.keep(first)
    folder.keep(first.with_song(ProjectSong("b", "Second")).touched(1010.0))
    home = tmp_path / "home"
    opened = ask(capsys, home, "open", tmp_path / "p")
    assert [song["title"] for song in opened["songs"]] == ["First", "Second"]
    assert opened["restored"] == "19700101T001650Z-2"
    assert [each["revision"] for each in ask(capsys, home, "snapshots", tmp_path / "p")] == [2, 1]
    assert [song["title"] for song in ask(capsys, home, "restore", tmp_path / "p", "2")["songs"]] == ["First"]
    assert ask(capsys, home, "open", tmp_path / "p")["restored"] is None
    assert "There is no snapshot" in ask(capsys, home, "restore", tmp_path / "p", "77", fails=True)


def test_what_is_no_project_is_one_sentence(capsys: pytest.CaptureFixture[str], tmp_path: Path, take: Path) -> None:
    home = tmp_path / "home"
    for verb in ("open", "verify", "collect", "snapshots"):
        if verb != "snapshots":
            assert "There is no project in" in ask(capsys, home, verb, tmp_path / "no", fails=True)
    assert not (tmp_path / "no").exists()
    ask(capsys, home, "new", tmp_path / "p")
    assert "There is no file" in ask(capsys, home, "add", tmp_path / "p", tmp_path / "none", fails=True)
    assert "neither a song nor a take" in ask(capsys, home, "add", tmp_path / "p", tmp_path / "p", fails=True)
    shutil.rmtree(take / "stems")
    assert ask(capsys, home, "add", tmp_path / "p", take)["songs"][0]["files"] == 2
