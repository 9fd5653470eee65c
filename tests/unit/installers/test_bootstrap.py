"""``studio.py`` from outside, in a copy of the checkout; the environment's Python only says how it was called."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from installers.common import environment as places
from installers.common.environment import Environment, Machine, environment_for
from installers.common.gpu import load_matrix
from installers.common.locking import held

ROOT = Path(__file__).resolve().parents[3]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the fake Python is a shell script")

FAKE_PYTHON = """#!/bin/sh
printf '%s\\n' "$@"
echo "PYTHONPATH=$PYTHONPATH"
echo "VIRTUAL_ENV=$VIRTUAL_ENV"
echo "PATH=$PATH"
pwd
exit 7
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    folder = tmp_path / "a checkout"
    folder.mkdir()
    shutil.copy(ROOT / "studio.py", folder)
    shutil.copytree(ROOT / "installers", folder / "installers", ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "engine").mkdir()
    (folder / "engine" / "__main__.py").write_text("")
    (folder / "engine" / "__init__.py").write_text("")
    return folder


@pytest.fixture
def environment(tmp_path: Path) -> Environment:
    """Complete, for the build the lock brings."""
    build = load_matrix().lock_build
    environment = environment_for(tmp_path / "environments", build)
    places.write_machine(tmp_path / "environments", Machine(build))
    environment.programs.mkdir(parents=True)
    environment.python.write_text(FAKE_PYTHON)
    environment.python.chmod(0o755)
    places.write_json(environment.stamp, {"key": environment.folder.name})
    return environment


def start(checkout: Path, environment: Environment, *arguments: str, cwd: Path | None = None) -> subprocess.Popen[str]:
    variables = os.environ | {"AURAX_ENVIRONMENTS": str(environment.folder.parent), "PYTHONPATH": "/elsewhere"}
    variables.pop("AURAX_TORCH_BUILD", None)
    command = [sys.executable, str(checkout / "studio.py"), *arguments]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    return subprocess.Popen(command, env=variables, cwd=cwd or checkout.parent, **pipes)


def run(checkout: Path, environment: Environment, *arguments: str, cwd: Path | None = None) -> tuple[int, str, str]:
    process = start(checkout, environment, *arguments, cwd=cwd)
    out, err = process.communicate(timeout=60)
    return process.returncode, out, err


@pytest.mark.parametrize(
    ("arguments", "passed"),
    [
        ((), ["-P", "-m", "app"]),
        (("demo",), ["-P", "-m", "engine", "demo"]),
        (("demo", "a b.wav", "--out", "x"), ["-P", "-m", "engine", "demo", "a b.wav", "--out", "x"]),
        (("aurax", "--help"), ["-P", "-m", "engine", "--help"]),
        (("aurax", "separate", "*.wav"), ["-P", "-m", "engine", "separate", "*.wav"]),
        (("test",), ["-P", "-m", "pytest", "-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"]),
        (("test", "-k", "a or b"), ["-P", "-m", "pytest", "-k", "a or b"]),
    ],
)
def test_arguments_and_status_are_handed_on(arguments, passed, checkout: Path, environment: Environment) -> None:
    status, out, err = run(checkout, environment, *arguments)
    lines = out.splitlines()
    assert (status, err) == (7, "")
    assert lines[: len(passed)] == passed
    assert lines[len(passed)] == f"PYTHONPATH={checkout}"
    assert lines[len(passed) + 1] == f"VIRTUAL_ENV={environment.folder}"
    assert lines[len(passed) + 2].startswith(f"PATH={environment.programs}:")
    # paths on the command line mean the folder the user stands in; the tests run in the checkout
    assert lines[-1] == str(checkout if arguments[:1] == ("test",) else checkout.parent)


def test_a_start_links_the_environment_and_notes_the_checkout(checkout: Path, environment: Environment) -> None:
    run(checkout, environment, "aurax")
    assert (checkout / ".venv").readlink() == environment.folder
    assert (environment.folder / "checkout").read_text() == str(checkout)


def test_the_first_start_in_a_checkout_writes_its_byte_code(checkout: Path, environment: Environment) -> None:
    environment.python.write_text(f'#!/bin/sh\ncase "$*" in *compileall*) exec "{sys.executable}" "$@";; esac\n')
    run(checkout, environment, "aurax")
    cached = checkout / "engine" / "__pycache__"
    assert {file.name.split(".")[0] for file in cached.iterdir()} == {"__main__", "__init__"}
    shutil.rmtree(cached)
    run(checkout, environment, "aurax")
    assert not cached.exists(), "later starts leave it to Python"


def test_a_second_start_runs_no_command_but_the_program(checkout: Path, environment: Environment) -> None:
    """What is imported on the way is the measure: neither subprocess nor anything of the set-up."""
    run(checkout, environment, "aurax")
    environment.python.write_text("#!/bin/sh\n")
    code = (
        "import os, sys\n"
        "heavy = {'subprocess', 'ctypes', 'installers.common.build'}\n"
        "def stop(*_): print(sorted(heavy & set(sys.modules))); sys.exit(0)\n"
        f"os.execve = stop; sys.path.insert(0, {str(checkout)!r})\n"
        "from installers.common.bootstrap import main; main(['aurax'])"
    )
    variables = os.environ | {"AURAX_ENVIRONMENTS": str(environment.folder.parent)}
    done = subprocess.run([sys.executable, "-c", code], env=variables, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_signals_reach_the_program(number: signal.Signals, checkout: Path, environment: Environment) -> None:
    run(checkout, environment, "aurax")  # the first start of a checkout does more
    environment.python.write_text("#!/bin/sh\necho ready\nexec sleep 60\n")
    process = start(checkout, environment, "aurax")
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    process.send_signal(number)
    process.communicate(timeout=10)
    assert process.returncode == -number


def test_wrong_words_are_answered_in_one_line(checkout: Path, environment: Environment) -> None:
    for arguments, word in ((("dmeo",), "did you mean 'demo'?"), (("--what",), "--help"), (("pack",), "pack DIR")):
        status, out, err = run(checkout, environment, *arguments)
        assert (status, out, err.count("\n")) == (2, "", 1)
        assert word in err
    status, out, err = run(checkout, environment, "--help")
    assert (status, err) == (0, "")
    assert all(verb in out for verb in ("demo", "test", "aurax", "setup", "repair"))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_set_up_that_waits_for_another_can_be_cancelled(number, checkout: Path, environment: Environment) -> None:
    environment.stamp.unlink()
    with held(environment.lock_file, on_wait=lambda: None):
        process = start(checkout, environment, "aurax")
        assert process.stderr is not None
        for line in process.stderr:
            if "waiting" in line:
                break
        process.send_signal(number)
        out, err = process.communicate(timeout=10)
    assert (process.returncode, out) == (130, "")
    assert "cancelled" in err
    assert "Traceback" not in err


def test_two_starts_at_once_build_once(checkout: Path, environment: Environment) -> None:
    """While one builds (here: this test), the other waits, then uses what was built."""
    environment.stamp.unlink()
    with held(environment.lock_file, on_wait=lambda: None):
        process = start(checkout, environment, "aurax", "doctor")
        time.sleep(1.0)
        assert process.poll() is None
        places.write_json(environment.stamp, {"key": environment.folder.name})
    out, err = process.communicate(timeout=20)
    assert process.returncode == 7
    assert "doctor" in out
    assert "waiting" in err
    assert "Set up in" not in err


def test_the_lock_lives_as_long_as_a_command_that_inherited_it(tmp_path: Path) -> None:
    """A killed set-up whose installer still writes keeps the next one waiting."""
    waits: list[bool] = []
    with held(tmp_path / "lock", on_wait=lambda: None) as lock:
        orphan = subprocess.Popen(["sleep", "1"], pass_fds=(lock,))
    started = time.monotonic()
    with held(tmp_path / "lock", on_wait=lambda: waits.append(True)):
        assert waits == [True]
        assert time.monotonic() - started > 0.5
    orphan.wait()


def test_a_folder_that_cannot_be_is_one_sentence(checkout: Path, environment: Environment, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    blocked = Environment(tmp_path / "file" / "environments" / "x")
    status, out, err = run(checkout, blocked, "aurax")
    assert (status, out) == (1, "")
    assert "Traceback" not in err
    assert str(tmp_path / "file") in err


def test_old_pythons_can_read_the_stub() -> None:
    """It must get as far as its own sentence: nothing newer than Python 3.5 in it."""
    import ast

    source = (ROOT / "studio.py").read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 5))
    assert "f'" not in source
    assert 'f"' not in source


@pytest.mark.parametrize("name", ["aurax", "a b/aurax"])
def test_the_console_script_finds_the_checkout_it_was_called_through(name: str, checkout: Path, tmp_path: Path) -> None:
    import venv

    from installers.common.build import write_launcher

    folder = tmp_path / ("with space" if " " in name else "plain")
    venv.create(folder, with_pip=False)
    environment = Environment(folder)
    write_launcher(environment)
    (checkout / "engine" / "cli.py").write_text(
        "import sys\ndef main():\n    print(__file__, sys.argv[1:])\n    return 5\n", encoding="utf-8"
    )
    (checkout / ".venv").symlink_to(folder)

    def call(script: Path, **variables: str) -> tuple[int, str]:
        clean = {name: value for name, value in os.environ.items() if name not in ("AURAX_ROOT", "PYTHONPATH")}
        done = subprocess.run(
            [str(script), "doctor"],
            env=clean | variables,
            cwd="/",
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        return done.returncode, done.stdout + done.stderr

    expected = (5, f"{checkout / 'engine' / 'cli.py'} ['doctor']\n")
    assert call(checkout / ".venv" / "bin" / "aurax") == expected
    status, said = call(environment.programs / "aurax")
    assert status == 1
    assert "AURAX_ROOT" in said
    assert call(environment.programs / "aurax", AURAX_ROOT=str(checkout)) == expected
    places.remember_checkout(environment, checkout)
    assert call(environment.programs / "aurax") == expected
