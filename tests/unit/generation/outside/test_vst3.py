"""VST3 plug-ins: a real instrument and a real effect, built here from the DISTRHO Plugin Framework."""

import json
import platform
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from engine.core.blueprint import Voice
from engine.core.errors import UserError
from engine.generation.sketch.instruments.base import RATE
from engine.generation.sketch.outside import open_effect, open_player

FRAMEWORK = Path("/usr/share/dpf/distrho")
SOURCE = Path(__file__).with_name("plug_in")
REPOSITORY = Path(__file__).parents[4]


def build(folder: Path, name: str, *options: str) -> Path:
    binary = folder / f"{name}.vst3" / "Contents" / f"{platform.machine()}-linux" / f"{name}.so"
    binary.parent.mkdir(parents=True)
    compiler = ("g++", "-std=gnu++11", "-O1", "-fPIC", "-shared", "-fvisibility=hidden", "-DDISTRHO_PLUGIN_TARGET_VST3")
    files = (str(SOURCE / "plugin.cpp"), str(FRAMEWORK / "DistrhoPluginMain.cpp"))
    includes = (f"-I{SOURCE}", f"-I{FRAMEWORK}")
    subprocess.run([*compiler, *options, *includes, *files, "-o", str(binary), "-ldl", "-lpthread"], check=True)
    return folder / f"{name}.vst3"


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict:
    """What a process that used the plug-ins reports."""
    if not FRAMEWORK.is_dir() or shutil.which("g++") is None or sys.platform != "linux":
        pytest.skip("needs g++ and the DISTRHO Plugin Framework (Debian: dpf-source) to build a plug-in")
    folder = tmp_path_factory.mktemp("plug_ins")
    synth, effect = build(folder, "TestSine"), build(folder, "TestGain", "-DAS_EFFECT")
    script = [sys.executable, "-m", "tests.unit.generation.outside.use_plug_in", str(synth), str(effect), str(folder)]
    done = subprocess.run(script, cwd=REPOSITORY, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


def test_an_instrument_plays_the_role_in_time_and_in_tune(said: dict) -> None:
    assert said["shape"] == [2, 2 * RATE]
    assert said["first"] == pytest.approx(0.1, abs=2e-3)
    assert said["last"] == pytest.approx(1.6, abs=2e-3)
    assert said["a4"] == pytest.approx(440.0, abs=0.5)
    assert said["c4"] == pytest.approx(261.63, abs=0.5)


def test_a_slide_bends_the_note(said: dict) -> None:
    assert said["d4"] == pytest.approx(293.66, abs=0.5)


def test_parameters_reach_the_plug_in(said: dict) -> None:
    assert said["peak"] == pytest.approx(0.5, abs=0.01)


def test_a_preset_is_loaded(said: dict) -> None:
    assert said["quiet_peak"] == pytest.approx(0.25, abs=0.01)


def test_a_plug_in_plays_the_same_twice(said: dict) -> None:
    assert said["same"]


def test_an_effect_does_not_delay(said: dict) -> None:
    assert said["click_at"] == 1000  # the plug-in itself is 64 samples late, and says so
    assert said["click"] == pytest.approx(1.0, abs=0.01)
    assert said["treated_shape"] == [2, 4000]


@pytest.mark.parametrize(
    ("case", "words"),
    [
        ("effect_as_instrument", "is an effect and plays no notes"),
        ("instrument_as_effect", "is an instrument and treats no sound"),
        ("nonsense", "does not open"),
        ("parameter", "has no parameter 'depth' | It has latency_frames, level"),
        ("range", "go from 0 to 1"),
        ("no_preset", "there is no preset"),
        ("bad_preset", "does not take the preset"),
    ],
)
def test_a_refusal_says_what_is_wrong_and_what_to_do(said: dict, case: str, words: str) -> None:
    assert words in said[case]
    assert len(said[case].split(" | ")[1]) > 10


def test_a_missing_plug_in_is_named() -> None:
    with pytest.raises(UserError, match=r"there is no plug-in '/nowhere/X\.vst3'") as caught:
        open_player(Voice(instrument="", source="vst3", file="/nowhere/X.vst3"))
    assert caught.value.hint
    with pytest.raises(UserError, match="there is no plug-in"):
        open_effect("/nowhere/X.vst3")
