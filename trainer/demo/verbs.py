"""The documented commands, given from inside: the demo does nothing that a user could not do by hand."""

from __future__ import annotations

import argparse
import io
import json
import shlex
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from types import ModuleType
from typing import TYPE_CHECKING, Any, NoReturn

from engine.core.errors import UserError

if TYPE_CHECKING:
    from engine.cli.console import Console


class _Parser(argparse.ArgumentParser):
    """A parser whose complaint is an error of ours."""

    def error(self, message: str) -> NoReturn:
        raise UserError(f"{self.prog} does not take this: {message}", "This is a fault of the demo: please report it.")


@dataclass(slots=True)
class Verbs:
    """Gives commands in a home of their own and keeps what was given, in words.

    Args:
        console: Where progress goes; its paths are the demo's home.
        given: Every command so far.
    """

    console: Console
    given: list[str] = field(default_factory=list)

    def aurax(self, name: str, *words: str) -> dict[str, Any]:
        """``aurax NAME …``; returns its document."""
        from engine.cli.commands import COMMANDS

        return self._run(f"aurax {name}", COMMANDS[name].load(), words)

    def train(self, name: str, *words: str) -> dict[str, Any]:
        """``aurax train NAME …``; returns its document."""
        from trainer.cli import TRAINER

        return self._run(f"aurax train {name}", TRAINER.commands[name].load(), words)

    def _run(self, title: str, module: ModuleType, words: Sequence[str]) -> dict[str, Any]:
        """Run a command.

        Raises:
            UserError: If a part of it failed: what comes after it would rest on a hole.
        """
        self.given.append(f"{title} {shlex.join(words)}")
        parser = _Parser(prog=title, add_help=False, allow_abbrev=False)
        module.add_arguments(parser)
        arguments = parser.parse_args(list(words))
        arguments.home = str(self.console.paths.home)
        out = io.StringIO()
        own = replace(self.console, out=out, as_json=True, failed=False)
        module.run(arguments, own)
        if own.failed:
            raise UserError(f"Not all could be done by: {title} {shlex.join(words)}", "The reason stands above.")
        document: dict[str, Any] = json.loads(out.getvalue())
        return document
