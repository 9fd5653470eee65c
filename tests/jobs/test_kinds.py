from __future__ import annotations

import json
import pickle
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.core.errors import UserError
from engine.core.track import Rights
from engine.jobs.import_tracks import ImportTracks
from engine.jobs.kinds import KINDS, JobKind, kind_named, kind_of
from engine.jobs.ledger import read_spec, spec_json

HEAVY = {
    "torch",
    "scipy",
    "librosa",
    "onnxruntime",
    "av",
    "soundfile",
    "apsw",
    "PIL",
    "demucs",
    "audiocraft",
    "PySide6",
}
ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("module", ["engine.jobs.kinds", "engine.jobs.pool", "engine.jobs.inline", "engine.cli.jobs"])
def test_importing_the_machinery_of_jobs_loads_nothing_heavy(module: str) -> None:
    code = f"import sys, json, {module}; print(json.dumps(sorted({{name.split('.')[0] for name in sys.modules}})))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert HEAVY & set(json.loads(done.stdout)) == set()


@pytest.mark.parametrize("module", ["engine.jobs.worker", "engine.jobs.examine"])
def test_a_worker_limits_its_threads_before_numpy_is_loaded(module: str) -> None:
    code = f"import sys, {module}; print('numpy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "False"


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_a_kind_is_complete_and_its_functions_reach_a_worker(kind: JobKind) -> None:
    assert KINDS[kind.name] is kind
    assert kind.label
    assert kind.resource in ("cpu", "gpu")
    assert pickle.loads(pickle.dumps(kind.run)) is kind.run
    assert kind.spec_type.__dataclass_params__.frozen  # type: ignore[attr-defined]


def test_no_two_kinds_share_a_spec() -> None:
    assert len({kind.spec_type for kind in KINDS.values()}) == len(KINDS)


def test_a_spec_finds_its_kind() -> None:
    assert kind_of(ImportTracks(("/music",))).name == "import_tracks"
    with pytest.raises(TypeError, match="ImportTracks"):
        kind_of(object())
    with pytest.raises(UserError, match="from_the_future"):
        kind_named("from_the_future")


def test_a_spec_comes_back_from_the_library_as_it_was() -> None:
    spec = ImportTracks(("/a b/ü.wav", "/c"), Rights("CC-BY-4.0", may_train=True, proof="mail"), recursive=False)
    assert read_spec(spec_json(spec), ImportTracks) == spec


names = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("\udc80\udcff\U0010fffd"), max_size=20)


@given(st.lists(names, max_size=4))
def test_any_file_name_comes_back_even_one_that_is_no_text(paths: list[str]) -> None:
    spec = ImportTracks(tuple(paths))
    assert read_spec(spec_json(spec), ImportTracks) == spec
