"""Building an environment with commands that only pretend."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from installers.common import build, install, system_libraries
from installers.common.build import build_environment, check_disk, look_at_machine, see_to_libraries
from installers.common.environment import Machine
from installers.common.report import DownloadCount, Report, SetupError


@pytest.fixture(autouse=True)
def enough_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "check_disk", lambda *_: 100.0)
    monkeypatch.setattr(build.os, "sync", lambda: None)


def test_a_fresh_set_up_ends_with_the_stamp(make_bench) -> None:
    bench = make_bench()

    def not_yet() -> None:
        assert not bench.environment.is_complete()

    bench.runner.before = not_yet
    build_environment(bench.setup)
    assert bench.environment.is_complete()
    assert os.access(bench.environment.programs / "aurax", os.X_OK)
    hashed = [command for command in bench.runner.commands if "install" in command]
    assert hashed
    assert all("--require-hashes" in command and "--no-deps" in command for command in hashed)
    assert "Set up in" in bench.out.getvalue()


def test_a_complete_environment_is_left_alone_and_repair_makes_it_new(make_bench) -> None:
    bench = make_bench()
    build_environment(bench.setup)
    (bench.environment.folder / "mark").write_text("")
    bench.runner.commands.clear()
    build_environment(bench.setup)
    assert bench.runner.commands == []
    assert (bench.environment.folder / "mark").exists()
    build_environment(bench.setup, force=True)
    assert bench.environment.is_complete()
    assert not (bench.environment.folder / "mark").exists()


def test_an_interrupted_set_up_is_begun_afresh(make_bench) -> None:
    bench = make_bench()
    half = bench.environment.folder / "lib" / "half-a-package"
    half.mkdir(parents=True)
    build_environment(bench.setup)
    assert bench.environment.is_complete()
    assert not half.exists()
    assert "interrupted" in bench.out.getvalue()


@pytest.mark.parametrize("at", range(5))
def test_wherever_it_breaks_off_there_is_no_stamp_and_the_next_start_finishes(at: int, make_bench) -> None:
    bench = make_bench()

    def stop() -> None:
        if len(bench.runner.commands) == at:
            raise KeyboardInterrupt

    bench.runner.before = stop
    with pytest.raises(KeyboardInterrupt):
        build_environment(bench.setup)
    assert not bench.environment.is_complete()
    bench.runner.before = None
    build_environment(bench.setup)
    assert bench.environment.is_complete()


def test_an_update_does_not_touch_the_environment_that_works(make_bench) -> None:
    old, new = make_bench(build="cu130"), make_bench(build="cu126", failing=("--torch-backend",))
    build_environment(old.setup)
    before = sorted(path.name for path in old.environment.folder.rglob("*"))
    with pytest.raises(SetupError):
        build_environment(new.setup)
    assert old.environment.is_complete()
    assert before == sorted(path.name for path in old.environment.folder.rglob("*"))


def test_the_uv_on_the_machine_is_taken_before_the_pinned_one_and_pip_last(make_bench, monkeypatch) -> None:
    monkeypatch.setattr(install.shutil, "which", lambda _: "/usr/bin/uv")
    bench = make_bench()
    build_environment(bench.setup)
    assert bench.runner.said("/usr/bin/uv", "pip", "install", "--compile-bytecode")
    assert not bench.runner.said("-m", "pip", "install")

    bench = make_bench(build="cu130", failing=("uv pip install",))
    build_environment(bench.setup, force=True)
    own = str(bench.environment.programs / "uv")
    order = [command[0] for command in bench.runner.commands if "install" in command]
    assert order.index("/usr/bin/uv") < order.index(own)
    assert bench.runner.said("-m", "pip", "--no-build-isolation")
    assert "pip, which is slower" in bench.out.getvalue()


def test_where_nothing_can_be_installed_the_user_is_told_what_to_do(make_bench) -> None:
    bench = make_bench(failing=(" install ",))
    with pytest.raises(SetupError) as error:
        build_environment(bench.setup)
    assert "HTTPS_PROXY" in error.value.hint
    assert not bench.environment.is_complete()


def test_packages_that_do_not_run_are_not_stamped(make_bench) -> None:
    bench = make_bench(failing=("import numpy",))
    with pytest.raises(SetupError, match="do not run"):
        build_environment(bench.setup)
    assert not bench.environment.is_complete()


def test_another_build_takes_everything_but_torch_from_the_lock(make_bench) -> None:
    bench = make_bench(build="cu126")
    build_environment(bench.setup)
    lock = (bench.environment.folder / "requirements-without-torch.lock").read_text()
    names = {line.split("==")[0] for line in lock.splitlines() if not line.startswith(" ")}
    assert {"numpy", "audiocraft", "torchmetrics"} <= names
    assert not {"torch", "torchaudio", "triton", "nvidia-cublas", "cuda-toolkit"} & names
    assert bench.runner.said("--torch-backend", "cu126", "torch==2.11.0", "torchaudio==2.11.0")
    assert not bench.runner.said("-m", "pip", "--no-build-isolation")


def test_uv_sees_the_users_network_but_no_foreign_settings(make_bench) -> None:
    kept = {
        "HTTPS_PROXY": "proxy:3128",
        "SSL_CERT_FILE": "/certs",
        "UV_DEFAULT_INDEX": "mine",
        "PIP_INDEX_URL": "other",
    }
    pip_config = {"index-url": "other", "find-links": "/a\n/b", "cert": "/other", "extra-index-url": "x\ny"}
    variables = kept | {"PYTHONPATH": "/x", "UV_TORCH_BACKEND": "cu999", "VIRTUAL_ENV": "/y"}
    result = install.uv_variables(variables, pip_config, install.Sources())
    assert kept.items() <= result.items()
    assert result["UV_NO_CONFIG"] == "1"
    assert not {"UV_INDEX", "UV_FIND_LINKS"} & result.keys()  # a small extra index may lack the wheel that fits
    assert not {"PYTHONPATH", "UV_TORCH_BACKEND", "VIRTUAL_ENV"} & result.keys()


def test_a_pip_that_uses_only_a_folder_is_followed_by_uv() -> None:
    result = install.uv_variables({}, {"no-index": "1", "find-links": "/a\n/b"}, install.Sources())
    assert (result["UV_NO_INDEX"], result["UV_FIND_LINKS"]) == ("1", "/a,/b")


def test_a_folder_of_packages_needs_no_network(tmp_path: Path) -> None:
    sources = install.Sources(tmp_path)
    uv = install.uv_variables({}, {"index-url": "x"}, sources)
    assert (uv["UV_NO_INDEX"], uv["UV_FIND_LINKS"]) == ("1", str(tmp_path))
    assert "UV_DEFAULT_INDEX" not in uv
    pip = install.pip_variables({}, sources)
    assert (pip["PIP_NO_INDEX"], pip["PIP_FIND_LINKS"]) == ("1", str(tmp_path))


def test_without_venv_uv_makes_the_environment_or_the_line_that_helps_is_named(make_bench, monkeypatch) -> None:
    monkeypatch.setattr(install, "has_venv", lambda: False)
    with pytest.raises(SetupError) as error:
        build_environment(make_bench().setup)
    assert "apt-get install -y python3." in error.value.hint
    monkeypatch.setattr(install.shutil, "which", lambda _: "/usr/bin/uv")
    bench = make_bench()
    build_environment(bench.setup)
    assert bench.runner.said("/usr/bin/uv", "venv", "--seed")


def test_too_little_disk_is_said_with_figures_and_a_way_out(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.undo()
    assert check_disk(tmp_path / "not" / "yet" / "there", 0.0) > 0
    with pytest.raises(SetupError) as error:
        check_disk(tmp_path / "not" / "yet" / "there", 1e9)
    assert str(tmp_path) in error.value.message
    assert "GB are free" in error.value.message
    assert "AURAX_ENVIRONMENTS" in error.value.hint


class Commands:
    """Stands for apt: notes what it was asked."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def __call__(self, command, *, variables) -> int:
        self.seen.append(" ".join(command))
        assert variables["DEBIAN_FRONTEND"] == "noninteractive"
        return 0


@pytest.fixture
def report(tmp_path: Path) -> Report:
    import io

    return Report(tmp_path / "log", stream=io.StringIO())


@pytest.mark.parametrize("is_root", [True, False])
def test_missing_libraries_are_installed_by_root_and_named_for_others(is_root, report, monkeypatch) -> None:
    monkeypatch.setattr(system_libraries, "missing_libraries", lambda *_: ("libEGL.so.1", "libgthread-2.0.so.0"))
    monkeypatch.setattr(system_libraries, "is_debian", lambda: True)
    monkeypatch.setattr(system_libraries, "is_root", lambda: is_root)
    apt = Commands()
    assert see_to_libraries(report, apt, {}) == ("libEGL.so.1", "libgthread-2.0.so.0")
    line = f"{'' if is_root else 'sudo '}apt-get install -y libegl1 libglib2.0-0"
    assert line in report.stream.getvalue()
    assert [command.split()[-1] for command in apt.seen] == (["update", "libglib2.0-0"] if is_root else [])


def test_other_systems_are_told_the_libraries(monkeypatch) -> None:
    monkeypatch.setattr(system_libraries, "is_debian", lambda: False)
    assert "libEGL.so.1" in system_libraries.line_to_install(["libEGL.so.1"])
    assert system_libraries.missing_libraries(["libc.so.6", "libno-such-thing.so.1"]) == ("libno-such-thing.so.1",)
    assert system_libraries.packages_for(["libglib-2.0.so.0", "libgthread-2.0.so.0"]) == ("libglib2.0-0",)


def test_a_choice_of_the_users_stays_until_auto(report, monkeypatch) -> None:
    monkeypatch.setattr(system_libraries, "missing_libraries", lambda *_: ())
    monkeypatch.setattr(build.gpu, "find_gpus", lambda: ())
    monkeypatch.setattr(build.gpu, "load_matrix", lambda: build.gpu.EngineMatrix(_content(), "linux"))
    monkeypatch.setattr(build, "has_venv", lambda: True)

    def look(variable: str, known: Machine | None) -> Machine:
        monkeypatch.setenv("AURAX_TORCH_BUILD", variable)
        return look_at_machine(report, Commands(), {"AURAX_TORCH_BUILD": variable}, known)

    assert look("", None) == Machine("cu130")
    chosen = look("cu126", None)
    assert chosen == Machine("cu126", is_users_choice=True)
    assert look("", chosen) == chosen
    assert look("auto", chosen) == Machine("cu130")
    with pytest.raises(SetupError) as error:
        look("cu111", None)
    assert "cu126" in error.value.hint


def _content():
    import json

    return json.loads(build.gpu.MATRIX_FILE.read_text(encoding="utf-8"))


def test_downloads_are_counted_from_uvs_lines() -> None:
    count = DownloadCount()
    for line in ("Downloading torch (1000.0MiB)", "Downloading tiny (500KiB)", " Downloaded torch", "Resolved 3"):
        count.see(line)
    assert str(count) == "1.0 GB downloaded"  # 1000 MiB are 1.05 GB
    assert str(DownloadCount()) == ""


def test_output_goes_to_the_log_and_its_end_to_the_user(report) -> None:
    script = "import sys; print('said'); print('complained', file=sys.stderr); sys.exit(3)"
    assert report.run([sys.executable, "-c", script], variables=dict(os.environ)) == 3
    assert {"    said", "    complained"} == set(report.tail().splitlines())
    assert report.run(["/no/such/program"], variables={}) == 127
    assert "No such file" in report.tail()
