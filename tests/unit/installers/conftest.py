"""A machine that installs nothing: folders in ``tmp_path``, commands that only leave their traces."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from installers.common import install
from installers.common.environment import Environment, environment_for
from installers.common.gpu import load_matrix
from installers.common.install import Setup, Sources
from installers.common.report import Report


@dataclass
class FakeRunner:
    """Records commands; ``python -m venv`` leaves an interpreter. Commands that contain a word of ``failing`` fail."""

    environment: Environment
    failing: tuple[str, ...] = ()
    commands: list[list[str]] = field(default_factory=list)
    variables: list[Mapping[str, str]] = field(default_factory=list)
    before: Callable[[], None] | None = None

    def __call__(self, command: Sequence[str], *, variables: Mapping[str, str]) -> int:
        if self.before is not None:
            self.before()
        self.commands.append(list(command))
        self.variables.append(variables)
        if any(word in " ".join(command) for word in self.failing):
            return 1
        if "venv" in command:
            self.environment.programs.mkdir(parents=True)
            self.environment.python.write_text("")
        return 0

    def said(self, *words: str) -> bool:
        """Whether a command with all these words ran."""
        return any(all(word in command for word in words) for command in self.commands)


@dataclass
class Bench:
    """A set-up with its fakes."""

    setup: Setup
    runner: FakeRunner
    out: io.StringIO

    @property
    def environment(self) -> Environment:
        return self.setup.environment


@pytest.fixture
def make_bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Bench]:
    monkeypatch.setattr(install.shutil, "which", lambda _: None)
    monkeypatch.setattr(install, "read_pip_config", lambda *_: {})

    def make(
        *, build: str = "cu130", failing: tuple[str, ...] = (), variables: Mapping[str, str] | None = None
    ) -> Bench:
        matrix = load_matrix("linux")
        environment = environment_for(tmp_path / "environments", build)
        out = io.StringIO()
        runner = FakeRunner(environment, failing)
        report = Report(environment.log, stream=out)
        setup = Setup(
            environment, matrix.build(build), build == matrix.lock_build, report, runner, variables or {}, Sources()
        )
        return Bench(setup, runner, out)

    return make
