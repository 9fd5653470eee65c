"""One command makes its systems and puts them into a blind session; where it fails nothing stays."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from engine.cli import main
from engine.rating.sealed import read_key
from engine.rating.sessions import item_path, key_path, read_session

RATE = 44_100


def new(tmp_path: Path, capsys: pytest.CaptureFixture[str], *words: str, status: int = 0) -> Any:
    command = ["--home", str(tmp_path / "home"), "--json", "--quiet", "rate", "new", *words]
    assert main([*command, "--out", str(tmp_path / "panel")]) == status
    out, err = capsys.readouterr()
    return json.loads(out) if status == 0 else out + err


def write_stems(folder: Path, *, is_vocal: bool, start: int) -> None:
    """A drum-like noise, a tone and, if wanted, another tone; else that one is silent."""
    folder.mkdir(parents=True)
    time = np.arange(2 * RATE) / RATE
    noise = np.random.default_rng(start).standard_normal(len(time)) * 0.1 * np.exp(-8 * (time % 0.5))
    bass = 0.3 * np.sin(2 * np.pi * 55 * time)
    voice = 0.2 * np.sin(2 * np.pi * 440 * time) * is_vocal
    for name, samples in (("drums", noise), ("other", bass), ("vocals", voice)):
        soundfile.write(folder / f"{name}.wav", samples, RATE, subtype="FLOAT")


@pytest.mark.slow
def test_two_settings_of_the_planner_in_one_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = "generate:private school --bars 2 --no-gate --swing"
    made = new(
        tmp_path, capsys, f"straight={words} 50", f"swung={words} 64", "--takes", "1", "--trials", "2", "--raters", "1",
        "--seed", "11", "--repeats", "0", "--catch", "0",
    )  # fmt: skip
    assert (made["items"], made["trials"]) == (2, 2)
    takes = [
        json.loads((tmp_path / "panel-made" / name / "take-1" / "take.json").read_text())
        for name in ("straight", "swung")
    ]
    assert [take["seed"] for take in takes] == [11, 11], "only the setting differs"
    assert [round(100 * take["swing"]) for take in takes] == [50, 64]
    key = read_key(key_path(tmp_path / "panel"), read_session(tmp_path / "panel"))
    assert set(key.systems) == {"straight", "swung"}


def test_separators_against_true_stems_with_anchors(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number, name in enumerate(("one", "two")):
        write_stems(tmp_path / "true" / name / "stems", is_vocal=number == 1, start=number)
    made = new(
        tmp_path, capsys, "nothing=separate:identity", "--kind", "mushra", "--reference",
        str(tmp_path / "true"), "--raters", "1",
    )  # fmt: skip
    session = read_session(tmp_path / "panel")
    key = read_key(key_path(tmp_path / "panel"), session)
    prompts = {item.prompt for item in key.items.values()}
    assert prompts == {"one/other", "two/other"}, "this separator says that all of it is the other stem"
    assert made["trials"] == 2
    true = {file.relative_to(tmp_path / "panel-made").as_posix() for file in (tmp_path / "panel-made").rglob("*.wav")}
    assert "reference/two/vocals.wav" in true
    assert "reference/one/vocals.wav" not in true, "a true stem that is silent cannot be compared"
    roles = {item.role for item in key.items.values()}
    assert roles == {"system", "reference", "anchor_3500", "anchor_7000"}
    for item in session.items:
        assert soundfile.info(item_path(tmp_path / "panel", item)).samplerate == RATE


def test_a_separator_that_found_nothing_is_rated_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_stems(tmp_path / "true" / "one", is_vocal=True, start=1)
    found = tmp_path / "found" / "one"
    write_stems(found, is_vocal=False, start=1)
    for name in ("drums", "other"):
        (found / f"{name}.wav").unlink()
    made = new(
        tmp_path, capsys, f"deaf={tmp_path / 'found'}", "--kind", "mushra", "--reference", str(tmp_path / "true"),
        "--raters", "1",
    )  # fmt: skip
    assert made["trials"] == 1


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("a=separate:identity", "b=separate:embedded"), "true stems"),
        (("a=generate:soulful --nonsense", "b=generate:soulful"), "does not take this"),
        (("a=generate:'soulful", "b=generate:soulful"), "cannot be read"),
        (("a=generate:soulful --bpm 9", "b=generate:soulful"), "outside of what can be made"),
        (("a/b=generate:soulful", "c=generate:soulful"), "short name"),
        (("panel=generate:soulful", "c=generate:soulful"), "tells of the system"),
        (("a=separate:identity", "--kind", "mushra", "--reference", "/nowhere"), "no stems"),
    ],
)
def test_what_does_not_fit_is_one_sentence_and_nothing_stays(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], sentence: str
) -> None:
    said = new(tmp_path, capsys, *words, status=1)
    assert sentence in said
    assert "Traceback" not in said
    assert not list(tmp_path.glob("panel*"))
