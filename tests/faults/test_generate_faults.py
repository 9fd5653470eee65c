"""``aurax generate`` under bad conditions: hostile recipes, odd words and folders, two at once, stopped."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from engine.audio.encode import write
from engine.cli import main
from engine.core.audio import Audio
from engine.core.blueprint import Blueprint
from engine.exchange.recipe_flac import RECIPE_COMMENT, read_recipe
from engine.exchange.take_json import TAKE_FILE

PATIENCE_SECONDS = 5.0  # refusing a recipe takes no more than reading it
_GENERATE = [sys.executable, "-m", "engine", "generate"]


def generate(out: Path, *words: str, home: Path | None = None) -> int:
    return main(
        ["generate", *words, "--out", str(out), "--home", str(home or out.parent / "home"), "--quiet", "--json"]
    )


@pytest.fixture(scope="module")
def take(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("whole") / "takes"
    assert generate(out, "sgija, soft keys", "--seconds", "4", "--seed", "3") == 0
    return out / "take-1"


def recipe(take: Path) -> dict[str, Any]:
    loaded = json.loads((take / TAKE_FILE).read_text(encoding="utf-8"))
    assert isinstance(loaded, dict)
    return loaded


def set_at(*path: str | int, value: object) -> Callable[[dict[str, Any]], None]:
    def change(blueprint: dict[str, Any]) -> None:
        place: Any = blueprint
        for name in path[:-1]:
            place = place[name]
        place[path[-1]] = value

    return change


def repeated_section(blueprint: dict[str, Any]) -> None:
    blueprint["sections"] = [blueprint["sections"][0]] * 3000


def deep(blueprint: dict[str, Any]) -> None:
    nested: object = 1.0
    for _ in range(400):
        nested = [nested]
    blueprint["mood"] = nested


HOSTILE: dict[str, Callable[[dict[str, Any]], None]] = {
    "a thousand million bars": set_at("sections", 0, "num_bars", value=10**9),
    "thousands of sections": repeated_section,
    "endless": set_at("num_samples", value=10**12),
    "negative length": set_at("num_samples", value=-1),
    "a tempo that is none": set_at("tempo_bpm", value=None),
    "a huge tempo": set_at("tempo_bpm", value=1e300),
    "a tempo in words": set_at("tempo_bpm", value="fast"),
    "negative seed": set_at("seed", value=-1),
    "huge seed": set_at("seed", value=10**40),
    "deep nesting": deep,
    "unknown role": set_at("sections", 0, "roles", 0, "role", value="kazoo"),
    "unknown instrument": set_at("voices", "log_drum", "instrument", value="kazoo"),
    "an instrument of another role": set_at("voices", "log_drum", "instrument", value="whistle"),
    "unknown parameter": set_at("voices", "log_drum", "parameters", "loudnezz", value=1.0),
    "a decay of years": set_at("voices", "log_drum", "parameters", "decay_ms", value=1e12),
    "unknown source": set_at("voices", "log_drum", "source", value="http"),
    "no voices": set_at("voices", value={}),
    "unknown kick": set_at("kick", value="K99"),
    "unknown style": set_at("style", value="../../etc/passwd"),
    "half a pattern": set_at("sections", 0, "roles", 0, "pattern", value="L1+"),
    "unknown manner": set_at("sections", 0, "roles", 0, "pattern", value="inf"),
    "unknown cell": set_at("log_drum", "cells", value=["L1", "L777"]),
    "unreadable numeral": set_at("sections", 0, "harmony", value=["xyz"]),
    "an instant of chords": set_at("sections", 0, "bars_per_chord", value=1e-300),
    "loudness beyond reason": set_at("mix", "target_lufs", value=200.0),
    "level beyond reason": set_at("mix", "levels_lu", "log_drum", value=1e9),
    "a reverb there is not": set_at("mix", "sends", "log_drum", value={"cathedral": 0.5}),
    "a delay of an hour": set_at("feel", "log_drum", "late_ms", value=3.6e6),
    "a list for a table": set_at("voices", value=[1, 2, 3]),
    "nothing but sections": lambda blueprint: [blueprint.pop(name) for name in list(blueprint) if name != "sections"],  # type: ignore[func-returns-value]
}


@pytest.mark.parametrize("change", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_recipe_is_refused_in_one_sentence(
    change: Callable[[dict[str, Any]], None], take: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = recipe(take)
    change(document["blueprint"])
    file = tmp_path / TAKE_FILE
    file.write_text(json.dumps(document), encoding="utf-8")
    started = time.monotonic()

    status = generate(tmp_path / "o", "--from", str(file))

    assert time.monotonic() - started < PATIENCE_SECONDS
    captured = capsys.readouterr()
    error = json.loads(captured.out)["error"]
    assert status == 1
    assert error["type"] == "UserError"
    assert len(error["message"]) < 600
    assert captured.err.count("\n") == 1
    assert not (tmp_path / "o").exists()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00" * 100,
        b"[" * 100_000,
        b'{"schema": "aurax.take/1"}',
        b'{"schema": "aurax.take/1", "blueprint": 1e999}',
    ],
    ids=["empty", "zeros", "deep", "no blueprint", "infinite"],
)
def test_what_is_no_recipe_is_refused(content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / TAKE_FILE).write_bytes(content)

    assert generate(tmp_path / "o", "--from", str(tmp_path)) == 1
    assert json.loads(capsys.readouterr().out)["error"]["type"] == "UserError"


def flac(path: Path, comment: str) -> Path:
    from mutagen.flac import FLAC

    write(path, Audio(np.zeros((2, 44_100), np.float32), 44_100), subtype="pcm16")
    file = FLAC(path)
    file[RECIPE_COMMENT] = comment
    file.save()
    return path


@pytest.mark.parametrize("change", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_flac_with_a_hostile_recipe_is_an_ordinary_song(
    change: Callable[[dict[str, Any]], None], take: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blueprint = recipe(take)["blueprint"]
    change(blueprint)
    assert _opened_without_rendering(flac(tmp_path / "song.flac", json.dumps(blueprint)), monkeypatch)


def test_a_flac_whose_recipe_is_of_another_length_or_names_plug_ins_is_not_rendered(
    take: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blueprint = recipe(take)["blueprint"]
    assert read_recipe(flac(tmp_path / "a.flac", json.dumps(blueprint))) is not None
    assert _opened_without_rendering(tmp_path / "a.flac", monkeypatch)  # 4 s in a song of 1 s
    for changed in ({"source": "vst3", "file": "/tmp/evil.vst3"}, {"effect": "/tmp/evil.vst3"}):
        own = json.loads(json.dumps({**blueprint, "num_samples": 44_100}))
        own["voices"]["log_drum"].update(changed)
        assert _opened_without_rendering(flac(tmp_path / "b.flac", json.dumps(own)), monkeypatch)
    assert _opened_without_rendering(flac(tmp_path / "c.flac", "[" * 500_000), monkeypatch)


def _opened_without_rendering(path: Path, monkeypatch: pytest.MonkeyPatch) -> bool:
    from engine.generation.sketch.backend import SketchGenerator
    from engine.jobs.known_song import known_song
    from engine.jobs.song import load_song

    def never(*_arguments: object, **_named: object) -> None:
        raise AssertionError("the recipe was rendered")

    monkeypatch.setattr(SketchGenerator, "make", never)
    return known_song(load_song(path, max_hours=1.0)) is None


def test_a_blueprint_read_back_is_the_same_and_playable(take: Path) -> None:
    import msgspec

    from engine.generation.sketch.playable import require_playable

    require_playable(msgspec.convert(recipe(take)["blueprint"], Blueprint))


@pytest.mark.parametrize("where", ["file", "below a file"])
def test_a_file_in_place_of_the_folder_is_said_before_the_work(
    where: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "taken").write_bytes(b"mine")
    out = tmp_path / "taken" if where == "file" else tmp_path / "taken" / "deeper"

    assert generate(out, "soft", "--seconds", "1000", home=tmp_path / "h") == 1

    assert "is a file" in json.loads(capsys.readouterr().out)["error"]["message"]
    assert (tmp_path / "taken").read_bytes() == b"mine"


def test_a_folder_that_cannot_be_written_is_said_before_the_work(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if os.name != "posix" or os.geteuid() == 0:
        pytest.skip("nothing is read-only to root")
    tmp_path.chmod(0o500)
    assert generate(tmp_path / "o", "soft", "--seconds", "1000", home=Path("/tmp/unused-home")) == 1
    tmp_path.chmod(0o700)
    assert "Nothing can be written" in json.loads(capsys.readouterr().out)["error"]["message"]


@pytest.mark.parametrize(
    ("words", "folder"),
    [
        ("gqom " + "wor\x07d \x1b[31m \u202eevil\u202c \U0001f941 " * 1000, "with space"),
        ("\x00\x01 soft \ud7ff", "Ünï çødé 音"),
    ],
    ids=["20 000 characters", "control characters"],
)
def test_any_words_make_a_take_that_keeps_them(
    words: str, folder: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert generate(tmp_path / folder, words, "--seconds", "4", "--seed", "1") == 0

    document = json.loads(capsys.readouterr().out)
    assert recipe(tmp_path / folder / "take-1")["prompt"] == words.strip() == document["prompt"]
    assert "\x1b" not in capsys.readouterr().err


def test_a_full_disk_leaves_nothing_and_says_so(tmp_path: Path) -> None:
    if os.name != "posix":
        pytest.skip("limits of file sizes are a POSIX thing")
    code = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (700_000, 700_000));"
        "from engine.cli import main; sys.exit(main(sys.argv[1:]))"
    )
    words = [
        "generate",
        "soft",
        "--seconds",
        "4",
        "--json",
        "--out",
        str(tmp_path / "o"),
        "--home",
        str(tmp_path / "h"),
    ]

    done = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, check=False)

    assert done.returncode == 1
    assert json.loads(done.stdout)["error"]["message"]
    assert "Traceback" not in done.stderr
    assert list((tmp_path / "o").iterdir()) == []


def test_two_in_one_folder_at_once_both_keep_their_take(tmp_path: Path) -> None:
    """The moment between choosing a number and taking its name: another process was there first."""
    from engine.generation.base import Request
    from engine.generation.sketch.backend import SketchGenerator
    from engine.generation.wishes import Wishes
    from engine.jobs.take_files import write_take_folder

    generator = SketchGenerator()
    takes = []
    for seed in (1, 2):
        wishes = Wishes(seconds=4.0, without=frozenset({"log_drum"}))
        planned = generator.plan(Request(prompt="", wishes=wishes, seed=seed))
        takes.append(generator.make(Request(prompt="", wishes=wishes, seed=seed, blueprint=planned.blueprint)))
    document = {"engine": "test", "revision": "1"}
    start = threading.Barrier(2)
    folders: list[Path] = []

    def put(index: int) -> None:
        start.wait()
        folders.append(write_take_folder(tmp_path, 1, takes[index], document).folder)

    threads = [threading.Thread(target=put, args=(index,)) for index in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(folder.name for folder in folders) == ["take-1", "take-2"]
    first, second = (soundfile.read(tmp_path / name / "mix.wav")[0] for name in ("take-1", "take-2"))
    assert not np.array_equal(first, second)
    titles = {json.loads((f / "analysis.json").read_text(encoding="utf-8"))["metadata"]["title"] for f in folders}
    assert titles == {"take-1", "take-2"}


@pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")
@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGKILL, -9)], ids=["Ctrl-C", "kill -9"])
def test_stopped_in_the_middle_nothing_half_written_is_seen(number: int, status: int, tmp_path: Path) -> None:
    out, home = tmp_path / "o", tmp_path / "h"
    words = ["soft", "--seconds", "90", "--seed", "1", "--out", str(out), "--home", str(home)]
    process = subprocess.Popen([*_GENERATE, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    for line in process.stderr:
        if "rendering" in line:
            break
    process.send_signal(number)
    process.communicate(timeout=30)

    assert process.returncode == status
    assert not out.exists() or [path for path in out.iterdir() if not path.name.startswith(".tmp-")] == []
    if number == signal.SIGKILL:
        assert main(["jobs", "resume", "--home", str(home), "--quiet"]) == 0
        assert [path.name for path in out.iterdir()] == ["take-1"]


def test_the_same_recipe_is_the_same_sound_in_another_environment(take: Path, tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "PYTHONHASHSEED": "4711",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "LC_ALL": "C",
        "TZ": "Asia/Kathmandu",
        "PYTHONPATH": str(Path(__file__).resolve().parents[2]),
    }
    words = [
        "sgija, soft keys",
        "--seconds",
        "4",
        "--seed",
        "2",
        "--takes",
        "2",
        "--quiet",
        "--home",
        str(tmp_path / "h"),
    ]

    subprocess.run([*_GENERATE, *words], cwd=tmp_path, env=environment, check=True, capture_output=True)

    again = recipe(tmp_path / "aurax-takes" / "take-2")  # seed 3 as the second of two
    assert again["audio"]["fingerprint"] == recipe(take)["audio"]["fingerprint"]
    assert again["notes"] == recipe(take)["notes"]
