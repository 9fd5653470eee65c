"""Weights as a job: checked, accepted, opened; nothing half-installed."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from engine.core.errors import JobCancelled, ModelRefused, UnknownModel, UserError
from engine.core.jobs import Progress
from engine.jobs.inline import run_inline
from engine.jobs.install_model import InstallModel
from engine.models.catalog import Catalog
from engine.models.installed import is_available
from engine.paths import Paths
from engine.settings import Settings

CONTENT = b"weights" * 1000


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    paths = Paths.under(tmp_path / "home")
    cards = paths.models / "cards"
    cards.mkdir(parents=True)
    for name, sells in (("free", "true"), ("bound", "false")):
        (cards / f"{name}.toml").write_text(
            f'id = "{name}"\nkind = "analysis"\ntitle = "{name}"\nsource = "us"\nrevision = "1"\nlicence = "CC"\n'
            f'commercial_use = {sells}\n[[files]]\nname = "w.bin"\nsize = {len(CONTENT)}\n'
            f'sha256 = "{hashlib.sha256(CONTENT).hexdigest()}"\n'
        )
    return paths


@pytest.fixture
def file(tmp_path: Path) -> str:
    file = tmp_path / "any name"
    file.write_bytes(CONTENT)
    return str(file)


def install(paths: Paths, spec: InstallModel, told: list[Progress] | None = None):
    report = (lambda _progress: None) if told is None else told.append
    return run_inline(spec, paths=paths, settings=Settings(), library=None, on_progress=report)


def test_files_that_are_brought_are_installed(paths: Paths, file: str) -> None:
    told: list[Progress] = []
    done = install(paths, InstallModel("free", (file,)), told)
    assert (done.model, done.num_files, done.size_bytes) == ("free", 1, len(CONTENT))
    assert is_available(Catalog(paths.models).get("free"), paths.models)
    assert told


def test_a_licence_is_accepted_before_anything_is_copied(paths: Paths, file: str) -> None:
    with pytest.raises(UserError, match="forbids commercial use"):
        install(paths, InstallModel("bound", (file,)))
    assert not (paths.models / "bound").exists()
    assert install(paths, InstallModel("bound", (file,), is_accepted=True)).model == "bound"


def test_what_is_not_the_file_is_refused(paths: Paths, file: str, tmp_path: Path) -> None:
    Path(file).write_bytes(b"something else")
    with pytest.raises(ModelRefused):
        install(paths, InstallModel("free", (file,)))
    with pytest.raises(UnknownModel):
        install(paths, InstallModel("nobody-knows-it"))
    with pytest.raises(UserError, match="address"):
        install(paths, InstallModel("free"))
    with pytest.raises((UserError, ModelRefused)):
        install(paths, InstallModel("my-own", (file,)))
    assert not (paths.models / "free" / "installed.json").exists()


def test_a_cancel_leaves_no_model_behind(paths: Paths, file: str) -> None:
    def press_ctrl_c(_progress: Progress) -> None:
        raise KeyboardInterrupt

    with pytest.raises(JobCancelled):
        run_inline(
            InstallModel("free", (file,)), paths=paths, settings=Settings(), library=None, on_progress=press_ctrl_c
        )
    assert not is_available(Catalog(paths.models).get("free"), paths.models)
