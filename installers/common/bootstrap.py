"""``studio.py``'s verbs. With a complete environment a start reads a few files; the rest is imported late."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from installers.common import environment as places

if TYPE_CHECKING:
    from installers.common.environment import Environment, Machine
    from installers.common.report import Report

CHECKOUT = Path(__file__).resolve().parent.parent.parent
DONE, FAILED, WRONG_USAGE, CANCELLED = 0, 1, 2, 130

HELP = """\
AURA-X Studio: a studio for producers of amapiano, on this machine, offline.

  python3 studio.py                          open the window
  python3 studio.py demo [SONG] [--out DIR]  one song all the way: stems, beats, key, chords, notes, MIDI, picture
  python3 studio.py test [pytest arguments]  run the tests
  python3 studio.py aurax COMMAND …          the command line; `aurax --help` lists its commands
  python3 studio.py setup                    look at this machine again and install what is missing
  python3 studio.py repair                   build the environment anew
  python3 studio.py pack DIR                 put every package into a folder, for machines without a connection
  python3 studio.py prune                    remove the environments of other versions

The first start installs everything (a few minutes); later ones find it at once. See docs/how-to/set-up.md.
Variables: AURAX_ENVIRONMENTS (where environments lie), AURAX_TORCH_BUILD (auto, cpu, cu126, …), AURAX_WHEELS (a folder
made by pack). Exit status: that of what was started; 1 set-up failed, 2 wrong usage, 130 cancelled.
"""

_MODULES = {"": "app", "demo": "engine", "aurax": "engine", "test": "pytest"}
_WHOLE_SUITE = ("-n", "2", "--dist", "loadfile", "--no-loadscope-reorder")
"""Two processes halve the wait on any machine; a file stays in one, for what its tests share is made once. The order is
ours (``tests/conftest.py``): pytest-xdist would begin with the files of many tests, not with the long ones."""
_VERBS = (*_MODULES, "setup", "repair", "pack", "prune")


def main(argv: Sequence[str]) -> int:
    """Run one verb. On POSIX the verbs that start something never return: this process becomes that program.

    Args:
        argv: Arguments without the program's name.

    Returns:
        Exit status.
    """
    verb, arguments = (argv[0], list(argv[1:])) if argv else ("", [])
    if verb in ("-h", "--help", "help"):
        print(HELP, end="")
        return DONE
    if verb not in _VERBS:
        return _unknown(verb)
    if verb == "pack" and len(arguments) != 1:
        print("studio.py: name one folder: python3 studio.py pack DIR", file=sys.stderr)
        return WRONG_USAGE
    try:
        return _run(verb, arguments)
    except KeyboardInterrupt:
        print("\nstudio.py: cancelled; the next start goes on, finished downloads are kept", file=sys.stderr)
        return CANCELLED


def _unknown(verb: str) -> int:
    from difflib import get_close_matches

    near = get_close_matches(verb, [known for known in _VERBS if known], n=1)
    hint = f"did you mean '{near[0]}'?" if near else "see python3 studio.py --help"
    print(f"studio.py: there is no '{verb}', {hint}", file=sys.stderr)
    return WRONG_USAGE


def _run(verb: str, arguments: list[str]) -> int:
    folder = places.environments_folder()
    machine = places.read_machine(folder)
    asked = os.environ.get("AURAX_TORCH_BUILD", "").strip().lower()
    build = asked if asked not in ("", "auto") else machine.torch_build if machine else None
    environment = places.environment_for(folder, build) if build else None
    if verb in ("setup", "repair") or machine is None or environment is None or not environment.is_complete():
        made = _set_up(folder, machine, verb)
        if made is None:
            return FAILED
        environment, machine = made
    if machine.missing_libraries and (verb in ("", "test") or arguments[:1] == ["studio"]):
        _remind_of_libraries(folder, machine)
    is_new = _is_new_here(environment)
    places.remember_checkout(environment, CHECKOUT)
    if is_new or verb in ("setup", "repair"):
        from installers.common.byte_code import write_byte_code

        write_byte_code(environment, CHECKOUT)
    if verb in ("setup", "repair"):
        return DONE
    if verb in ("pack", "prune"):
        from installers.common import upkeep

        if verb == "prune":
            return upkeep.prune(environment)
        return upkeep.pack(environment, Path(arguments[0]).expanduser().absolute())
    return start(environment, command_for(verb, environment, arguments), checkout=CHECKOUT, is_test=verb == "test")


def _is_new_here(environment: Environment) -> bool:
    """Link the environment into the checkout; whether it was not linked before, as in a fresh clone."""
    link = CHECKOUT / ".venv"
    was_linked = link.is_symlink()
    return places.link_into(CHECKOUT, environment) and not was_linked


def command_for(verb: str, environment: Environment, arguments: Sequence[str]) -> list[str]:
    """The command behind a verb. ``-P``: a folder named ``engine`` where the user happens to stand is not ours."""
    words = ["demo", *arguments] if verb == "demo" else list(arguments)
    if verb == "test" and not words:
        words = list(_WHOLE_SUITE)
    return [str(environment.python), "-P", "-m", _MODULES[verb], *words]


def variables_for(environment: Environment, checkout: Path) -> dict[str, str]:
    """The variables a program of the studio runs with: its environment first, the checkout importable, no other."""
    variables = {name: value for name, value in os.environ.items() if name not in ("PYTHONHOME", "__PYVENV_LAUNCHER__")}
    variables["PYTHONPATH"] = str(checkout)
    variables["VIRTUAL_ENV"] = str(environment.folder)
    variables["PATH"] = os.pathsep.join(filter(None, [str(environment.programs), variables.get("PATH")]))
    return variables


def start(environment: Environment, command: Sequence[str], *, checkout: Path, is_test: bool) -> int:  # noqa: RET503 - execve
    """Become the program; on Windows, where that detaches from the console, run it and hand on its exit status."""
    variables = variables_for(environment, checkout)
    if is_test:
        os.chdir(checkout)
        variables.setdefault("OMP_NUM_THREADS", "1")  # threads of two processes would wait for one another
        variables.pop("PYTHONDONTWRITEBYTECODE", None)  # the suite starts hundreds of processes, and each would compile
    sys.stdout.flush()
    sys.stderr.flush()
    if sys.platform == "win32":
        import signal
        import subprocess

        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the child by itself; its status is ours
        return subprocess.call(list(command), env=variables)
    os.execve(command[0], list(command), variables)


def _set_up(folder: Path, known: Machine | None, verb: str) -> tuple[Environment, Machine] | None:
    import signal

    from installers.common.report import Report, SetupError

    signal.signal(signal.SIGTERM, _interrupt)
    report = Report(folder / "set-up.log")
    try:
        return _set_up_or_raise(folder, known, verb, report)
    except SetupError as error:
        tail = report.tail()
        explanation = f"\nstudio.py: {error.message}" + (f"\n  The last lines of {report.log}:\n{tail}" if tail else "")
        print(f"{explanation}\n  {error.hint}", file=sys.stderr)
    except OSError as error:
        where = error.filename or folder
        print(f"\nstudio.py: {error.strerror or error}: {where}", file=sys.stderr)
        print("  Check the folder, its permissions and the space on its disk.", file=sys.stderr)
    return None


def _set_up_or_raise(folder: Path, known: Machine | None, verb: str, report: Report) -> tuple[Environment, Machine]:
    from installers.common import build as building
    from installers.common import gpu
    from installers.common.install import Setup, Sources
    from installers.common.report import SetupError

    if not places.is_supported_system():
        import platform

        raise SetupError(
            f"There is no set of packages for this system ({platform.system()} {platform.machine()}).",
            f"The studio runs on {', '.join(places.SYSTEMS.values())}, with a 64-bit Python.",
        )
    wheels = os.environ.get("AURAX_WHEELS")
    sources = Sources(Path(wheels).expanduser().absolute() if wheels else None)
    if sources.wheels is not None and not sources.wheels.is_dir():
        hint = "Make one with: python3 studio.py pack DIR"
        raise SetupError(f"AURAX_WHEELS names {sources.wheels}, which is no folder.", hint)
    variables = dict(os.environ)
    folder.mkdir(parents=True, exist_ok=True)
    report.log.unlink(missing_ok=True)
    report.say(f"AURA-X Studio: {'repair' if verb == 'repair' else 'set-up'}")
    machine = known
    if machine is None or verb in ("setup", "repair"):
        machine = building.look_at_machine(report, report.run, variables, known)
        places.write_machine(folder, machine)
    matrix = gpu.load_matrix()
    build = building.named_build(matrix, gpu.wanted_build() or machine.torch_build)
    environment = places.environment_for(folder, build.key)
    report.log = environment.log
    is_lock_build = build.key == matrix.lock_build
    setup = Setup(environment, build, is_lock_build, report, report.run, variables, sources)
    if verb == "setup" and environment.is_complete():
        report.say(f"Complete: {environment.folder}")
    building.build_environment(setup, force=verb == "repair")
    if others := building.other_environments(environment):
        report.say(f"Beside it lie those of other versions ({len(others)}); `studio.py prune` removes them.")
    return environment, machine


def _remind_of_libraries(folder: Path, machine: Machine) -> None:
    from dataclasses import replace

    from installers.common import system_libraries

    missing = system_libraries.missing_libraries(machine.missing_libraries)
    if missing != machine.missing_libraries:
        places.write_machine(folder, replace(machine, missing_libraries=missing))
    if missing:
        line = system_libraries.line_to_install(missing)
        print(f"The window and sound output need libraries of the system: {line}", file=sys.stderr)


def _interrupt(_signal: int, _frame: object) -> None:
    raise KeyboardInterrupt
