"""What a producer asks of takes of sound, end to end on a tiny checkpoint: candidates, grid, loop, melody, joins."""

from __future__ import annotations

import json
import struct
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from engine.cli import main
from tests.tiny_musicgen import write_transformers

PROMPT = "a soulful amapiano groove with a deep log drum"
FAST = ("--seed", "7", "--no-gate")


def generate(out: Path, model: Path, *words: str) -> int:
    command = ["generate", *words, "--backend", "musicgen", "--model", str(model), "--device", "cpu"]
    return main([*command, "--out", str(out), "--home", str(out / "home"), "--quiet"])


def recipe(out: Path, name: str = "take-1") -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((out / name / "take.json").read_text(encoding="utf-8"))
    return loaded


def sound(file: Path) -> tuple[np.ndarray, int]:
    samples, rate = soundfile.read(file, dtype="float32", always_2d=True)
    return samples.T, rate


@pytest.fixture(scope="module")
def mono(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_transformers(tmp_path_factory.mktemp("models") / "tiny", "mono")


@pytest.fixture(scope="module")
def groove(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three seconds of stereo at 44.1 kHz."""
    file = tmp_path_factory.mktemp("given") / "groove.wav"
    time = np.arange(3 * 44_100) / 44_100
    left = 0.3 * np.sin(2 * np.pi * 220.0 * time) * np.exp(-4.0 * (time % 0.5))
    soundfile.write(file, np.stack([left, 0.5 * left], axis=1), 44_100, subtype="FLOAT")
    return file


def test_the_best_of_candidates_is_kept_and_all_are_listed(mono: Path, tmp_path: Path) -> None:
    words = (PROMPT, "--seconds", "4", "--bpm", "112", "--candidates", "2", "--keep-candidates", "--template", "tags")
    assert generate(tmp_path, mono, *words, *FAST) == 0
    document = recipe(tmp_path)
    tried = document["candidates"]["tried"]

    assert document["prompt"] == PROMPT
    assert document["told"] == f"{PROMPT}, 112 bpm"
    assert [each["candidate"] for each in tried] == [1, 2]
    assert len({each["seed"] for each in tried}) == 2
    chosen = document["candidates"]["chosen"]
    assert tried[chosen - 1]["total"] == max(each["total"] for each in tried)
    assert tried[0]["parts"]["tempo"] is not None
    assert tried[0]["parts"]["key"] is None
    lost = tmp_path / "take-1" / "candidates" / f"candidate-{3 - chosen}.wav"
    assert [file.name for file in lost.parent.iterdir()] == [lost.name]
    assert not np.array_equal(sound(lost)[0], sound(tmp_path / "take-1" / "mix.wav")[0])


def test_a_loop_has_whole_bars_no_seam_and_sampler_marks(mono: Path, tmp_path: Path) -> None:
    assert generate(tmp_path, mono, PROMPT, "--bars", "2", "--bpm", "120", "--loop", "--fit-grid", *FAST) == 0
    document = recipe(tmp_path)
    samples, rate = sound(tmp_path / "take-1" / "mix.wav")

    assert document["loop"]["applied"]
    assert document["loop"]["bars"] == 2
    assert samples.shape[1] == round(2 * 4 * 60 / 120 * rate)
    step = float(np.abs(samples[:, 0] - samples[:, -1]).max())
    assert step <= document["loop"]["usual_largest_step"] + 1e-6
    fit = document["fit_grid"]
    assert fit["why"] if not fit["applied"] else abs(fit["ratio"] - 1) <= fit["largest_change"]
    content = (tmp_path / "take-1" / "mix.wav").read_bytes()
    place = content.index(b"smpl")
    numbers = struct.unpack("<15I", content[place + 8 : place + 68])
    assert numbers[7] == 1  # one loop
    assert numbers[9:15] == (0, 0, 0, samples.shape[1] - 1, 0, 0)  # forward, first to last, for ever


def test_bars_are_whole_samples(mono: Path, tmp_path: Path) -> None:
    assert generate(tmp_path, mono, f"{PROMPT}, 113 bpm", "--bars", "2", *FAST) == 0
    samples, rate = sound(tmp_path / "take-1" / "mix.wav")
    assert samples.shape[1] == round(2 * 4 * 60 / 113 * rate)  # the tempo of the words


@pytest.mark.parametrize("only_new", [False, True])
def test_what_is_continued_stays_as_it_is(mono: Path, groove: Path, tmp_path: Path, only_new: bool) -> None:
    more = ("--only-new",) if only_new else ()
    assert generate(tmp_path, mono, PROMPT, "--continue", str(groove), "--seconds", "5", *more, *FAST) == 0
    given, _ = sound(groove)
    samples, rate = sound(tmp_path / "take-1" / "mix.wav")

    assert (rate, samples.shape) == (44_100, (2, 5 * 44_100))
    if not only_new:
        assert np.array_equal(samples[:, : given.shape[1]], given)
        assert np.abs(samples[:, given.shape[1] :]).max() > 0
    assert recipe(tmp_path)["continued"]["heard_before"] == 3.0


def test_a_region_is_made_anew_and_the_rest_is_untouched(mono: Path, groove: Path, tmp_path: Path) -> None:
    words = ("--replace", str(groove), "--region", "1", "2", "--candidates", "2")
    assert generate(tmp_path, mono, PROMPT, *words, *FAST) == 0
    given, rate = sound(groove)
    samples, _ = sound(tmp_path / "take-1" / "mix.wav")
    document = recipe(tmp_path)

    assert samples.shape == given.shape
    assert np.array_equal(samples[:, :rate], given[:, :rate])
    assert np.array_equal(samples[:, 2 * rate :], given[:, 2 * rate :])
    assert not np.array_equal(samples[:, rate : 2 * rate], given[:, rate : 2 * rate])
    assert "not what comes after it" in document["replaced"]["notes"][0]
    assert all(each["parts"]["join"] is not None for each in document["candidates"]["tried"])


def test_a_variation_begins_as_its_take_and_goes_its_own_way(mono: Path, tmp_path: Path) -> None:
    assert generate(tmp_path, mono, PROMPT, "--seconds", "4", "--bpm", "112", *FAST) == 0
    take = tmp_path / "take-1"
    assert generate(tmp_path, mono, "--variation-of", str(take), "--seed", "9", "--no-gate") == 0
    first, second = sound(take / "mix.wav")[0], sound(tmp_path / "take-2" / "mix.wav")[0]
    document = recipe(tmp_path, "take-2")

    assert document["prompt"] == PROMPT
    assert document["told"] == recipe(tmp_path)["told"]
    assert document["parameters"]["variation_of"] == str(take)
    assert first.shape == second.shape
    same = 1 * 32_000  # strength 0.5 keeps half of half of four seconds
    assert np.array_equal(first[:, :same], second[:, :same])
    assert not np.array_equal(first[:, same:], second[:, same:])


@pytest.mark.slow
def test_the_melody_of_a_sketch_is_followed(tmp_path: Path) -> None:
    melody = write_transformers(tmp_path / "melody", "melody")
    home = ["--home", str(tmp_path / "home"), "--quiet"]
    sketch = ["generate", "private school with a sax lead", "--bars", "4", "--seed", "3", "--no-gate"]
    assert main([*sketch, "--out", str(tmp_path / "sketch"), *home]) == 0
    given = str(tmp_path / "sketch" / "take-1")
    for out, more in (("with", ("--melody", given)), ("without", ())):
        assert generate(tmp_path / out, melody, PROMPT, "--seconds", "4", *more, *FAST) == 0
    sounds = [sound(tmp_path / out / "take-1" / "mix.wav")[0] for out in ("with", "without")]

    assert not np.array_equal(sounds[0], sounds[1])
    assert recipe(tmp_path / "with")["parameters"]["melody"] == given


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--loop", "--seconds", "4"), "--loop needs a tempo"),
        (("--replace", "{groove}"), "--replace and --region belong together"),
        (("--replace", "{groove}", "--region", "2", "9"), "cannot be replaced in a piece of 3.00 s"),
        (("--continue", "{groove}", "--seconds", "4", "--loop", "--bpm", "112"), "has to stay as it is"),
        (("--continue", "{groove}", "--replace", "{groove}", "--region", "1", "2"), "cannot be done at once"),
        (("--continue", "{groove}", "--bars", "2", "--bpm", "160"), "leaves no room"),
        (("--candidates", "0"), "--candidates 0"),
        (("--only-new",), "--only-new leaves out"),
        (("--template", "nothing"), "is no template"),
        (("--variation-of", "{groove}"), "is no take"),
        (("--melody", "{groove}"), "takes no melody"),
    ],
)
def test_what_cannot_be_done_is_said_before_anything_is_made(
    mono: Path, groove: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str
) -> None:
    assert generate(tmp_path, mono, PROMPT, *(word.format(groove=groove) for word in words)) == 1
    errors = capsys.readouterr().err
    assert said in errors
    assert "Traceback" not in errors
    assert not list(tmp_path.glob("take-*"))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--loop",), "--loop works on takes of sound alone"),
        (("--melody", "hummed.wav"), "musicgen-melody"),
        (("--continue", "start.wav"), "--continue works on takes of sound alone"),
        (("--candidates", "3"), "ask for more --takes"),
    ],
)
def test_the_composer_says_what_it_has_instead(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str
) -> None:
    assert main(["generate", "classic, 112 bpm", *words, "--out", str(tmp_path), "--home", str(tmp_path)]) == 1
    assert said in capsys.readouterr().err
