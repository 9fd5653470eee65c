"""Developers: make the locks again from the ``requirements*.in`` files beside this one.

``.venv/bin/python -m installers.common.lock`` keeps every pin that still fits, because versions that were proved to
work together are worth more than new ones; ``--upgrade NAME`` (repeatable) lets single packages move. Needs ``uv`` and
a connection. One lock serves Linux x86_64, Windows 64 bit and macOS arm64 with Python 3.11 to 3.13.

``requirements-no-deps.in`` holds packages whose own requirements are refused (audiocraft 1.3.0 pins torch 2.1,
basic-pitch 0.4.0 pins TensorFlow): what they truly need stands in ``requirements.in``.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from installers.common.environment import BUILD_LOCK, HERE, REQUIREMENTS_LOCK, UV_LOCK
from installers.common.install import clean_variables

_REQUIREMENT = re.compile(r"^(?P<pin>[\w.\[\]-]+==[^\s;]+)(?: ; (?P<marker>.*?))?(?P<more> \\)?$")
_SYSTEMS = (("linux", "x86_64"), ("win32", "AMD64"), ("darwin", "arm64"))
_PROJECT = """[project]
name = "lock"
version = "0"
requires-python = ">=3.11,<3.14"
[tool.uv]
environments = [{environments}]
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Write the three locks; 0, or 1 where uv could not."""
    parser = argparse.ArgumentParser(description="Make the locks again, keeping every pin that still fits.")
    parser.add_argument("--upgrade", metavar="NAME", action="append", default=[], help="a package that may move")
    upgrades = parser.parse_args(argv).upgrade
    uv = shutil.which("uv") or str(Path(sys.executable).with_name("uv"))
    try:
        resolved = compile_lock(uv, HERE / "requirements.in", keep=REQUIREMENTS_LOCK, upgrades=upgrades)
        bare = compile_lock(
            uv, HERE / "requirements-no-deps.in", "--no-deps", keep=REQUIREMENTS_LOCK, upgrades=upgrades
        )
        build = compile_lock(uv, HERE / "requirements-build.in", keep=BUILD_LOCK, upgrades=upgrades)
        tool = compile_lock(uv, HERE / "requirements-uv.in", keep=UV_LOCK, upgrades=upgrades)
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"lock: uv could not resolve: {getattr(error, 'stderr', '') or error}", file=sys.stderr)
        return 1
    for path, text in ((REQUIREMENTS_LOCK, join(resolved, bare)), (BUILD_LOCK, join(build)), (UV_LOCK, join(tool))):
        path.write_text(text, encoding="utf-8")
        print(f"{path.name}: {len(re.findall('^[A-Za-z0-9]', text, re.MULTILINE))} packages")
    return 0


def compile_lock(uv: str, source: Path, *options: str, keep: Path, upgrades: Sequence[str]) -> str:
    """What uv resolves ``source`` to, for all systems, with hashes.

    Args:
        uv: The program.
        source: Requirements as people write them.
        options: More options for uv.
        keep: The lock whose pins are kept where they still fit.
        upgrades: Packages whose pins are not kept.

    Raises:
        subprocess.CalledProcessError: If there is no solution; its ``stderr`` says why.
    """
    environments = ", ".join(
        f"\"python_version < '3.14' and sys_platform == '{system}' and platform_machine == '{machine}'\""
        for system, machine in _SYSTEMS
    )
    upgrade = [word for name in upgrades for word in ("--upgrade-package", name)]
    with tempfile.TemporaryDirectory() as scratch:
        # uv reads the systems from a project file; the old lock as output file is where it takes its preferences from
        (Path(scratch) / "pyproject.toml").write_text(_PROJECT.format(environments=environments), encoding="utf-8")
        output = Path(scratch) / "out.lock"
        shutil.copy(keep, output)
        command = [uv, "pip", "compile", "--universal", "--python-version", "3.11", "--generate-hashes", "--no-header"]
        quiet = ["--no-annotate", "--no-emit-index-url", "--no-emit-find-links", "--quiet", "-o", str(output)]
        everything = [*command, *quiet, *upgrade, *options, str(source)]
        variables = clean_variables(os.environ)  # not UV_NO_CONFIG: that would hide the project file above
        subprocess.run(everything, cwd=scratch, env=variables, check=True, capture_output=True, text=True)
        return output.read_text(encoding="utf-8")


def join(*locks: str) -> str:
    """Several locks as one, with markers as short as the three systems allow.

    Raises:
        ValueError: If a line is neither a pinned requirement nor a hash, or a package appears twice.
    """
    lines: list[str] = []
    seen: set[str] = set()
    for line in "\n".join(locks).splitlines():
        if line.startswith("    --hash=sha256:"):
            lines.append(line)
        elif match := _REQUIREMENT.match(line):
            name = match["pin"].split("==")[0]
            if name in seen:
                raise ValueError(f"{name} is locked twice")
            seen.add(name)
            marker = shorten(match["marker"]) if match["marker"] else ""
            lines.append(f"{match['pin']}{' ; ' + marker if marker else ''}{match['more'] or ''}")
        elif line.strip() and not line.startswith("#"):
            raise ValueError(f"expected a pinned requirement or a hash, got {line!r}")
    return "\n".join([*lines, ""])


def shorten(marker: str) -> str:
    """A marker over the three systems without what is true on all of them.

    uv writes one alternative per system, each with machine and upper Python version. The lock is refused on any other
    system (`environment.is_supported_system`), so the system's name says as much.

    Raises:
        ValueError: If the alternatives differ in more than the system, which this short form could not say.
    """
    alternatives = [part.strip().strip("()").split(" and ") for part in marker.split(" or ")]
    implied = ("platform_machine", "python_full_version < '3.14'", "platform_python_impl", "implementation_name")
    systems: set[str] = set()
    others: set[tuple[str, ...]] = set()
    for terms in alternatives:
        stripped = [term.strip() for term in terms if not term.strip().startswith(implied)]
        systems |= {term for term in stripped if term.startswith("sys_platform")}
        others.add(tuple(_short_version(term) for term in stripped if not term.startswith("sys_platform")))
    if len(others) != 1:
        raise ValueError(f"cannot shorten the marker {marker!r}")
    result = list(others.pop())
    every = {f"sys_platform == '{system}'" for system, _ in _SYSTEMS}
    if len(systems) == 1:
        result.extend(systems)
    elif systems and systems != every:
        result.extend(term.replace("==", "!=") for term in every - systems)
    return " and ".join(result)


def _short_version(term: str) -> str:
    """``python_full_version == '3.13.*'`` says ``python_version == '3.13'``."""
    return re.sub(r"^python_full_version (\S+) '(3\.\d+)(?:\.\*)?'$", r"python_version \1 '\2'", term)


if __name__ == "__main__":
    sys.exit(main())
