"""The command line's frame: exit status, one JSON document, one sentence, nothing heavy at start."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from engine.cli import main
from engine.cli.commands import COMMANDS

HEAVY = ("torch", "numpy", "scipy", "librosa", "onnxruntime", "av", "PySide6", "apsw", "soundfile", "msgspec")


def test_help_imports_nothing_heavy() -> None:
    script = (
        "import sys; from engine.cli import main; main(['--help']);"
        f"print([m for m in {HEAVY!r} if m in sys.modules], file=sys.stderr)"
    )

    answer = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert answer.stderr.strip() == "[]"
    assert all(name in answer.stdout for name in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_helps(command: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert main([command, "--help"]) == 0

    shown = capfd.readouterr().out
    if command == "train":  # a program with verbs of its own
        assert "corpus" in shown
        return
    assert "--json" in shown
    assert "--home" in shown


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["nope"],
        ["separate"],
        ["separate", "a.wav", "--stems", "7"],
        ["--nope"],
        ["models"],
        ["models", "nope"],
        ["doctor", "--nope"],
    ],
)
def test_wrong_usage_is_one_line_and_exit_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 2

    captured = capsys.readouterr()
    if words:
        assert captured.out == ""
        assert captured.err.count("\n") == 1


def test_a_misspelt_command_is_corrected(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["seperate", "x.wav"]) == 2

    assert "did you mean 'separate'" in capsys.readouterr().err


@pytest.mark.parametrize("place", ["before", "after"])
def test_common_options_stand_anywhere(place: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--home", str(tmp_path), "--json"]

    assert main([*options, "models", "list"] if place == "before" else ["models", "list", *options]) == 0

    assert json.loads(capsys.readouterr().out)["models"]


def test_an_error_is_one_sentence_and_one_document(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = main(
        ["separate", str(tmp_path / "missing.wav"), "--json", "--home", str(tmp_path), "--out", str(tmp_path / "out")]
    )

    captured = capsys.readouterr()
    error = json.loads(captured.out)["error"]
    assert status == 1
    assert set(error) == {"type", "message", "hint"}
    assert error["type"] == "AudioReadError"
    assert "Traceback" not in captured.err
    assert not (tmp_path / "out").exists()


def test_broken_settings_are_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "settings.toml").write_text("[nope]")

    assert main(["doctor", "--home", str(tmp_path)]) == 1

    assert "unknown key 'nope'" in capsys.readouterr().err
