"""The command line ``aurax``. Starting it imports nothing heavier than argparse."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn

from engine import __version__
from engine.cli.commands import COMMANDS, Command

if TYPE_CHECKING:
    from engine.cli.console import Console
    from engine.core.errors import EngineError

DONE, FAILED, WRONG_USAGE, CANCELLED = 0, 1, 2, 130


class _Parser(argparse.ArgumentParser):
    """Says wrong usage in one sentence and exits with 2."""

    def error(self, message: str) -> NoReturn:
        self.exit(WRONG_USAGE, f"{self.prog}: {message} (see {self.prog} --help)\n")

    def add_subparsers(self, **options: Any) -> Any:
        """As ``ArgumentParser.add_subparsers``; the verbs take their arguments in any order."""
        return super().add_subparsers(**{"parser_class": _VerbParser, **options})


class _VerbParser(_Parser):
    """Parses one verb's arguments, options and files in any order: ``library add a.wav --licence own b.wav``."""

    _is_intermixing = False

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """As ``ArgumentParser.parse_known_args``; the command's parser calls it with what follows the verb."""
        # intermixed parsing calls this method for each of its two passes, and cannot do verbs below a verb
        if self._is_intermixing or self._subparsers is not None:
            return super().parse_known_args(args, namespace)
        self._is_intermixing = True
        try:
            return self.parse_known_intermixed_args(args, namespace)
        finally:
            self._is_intermixing = False


def _common() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    group = common.add_argument_group("everywhere")
    group.add_argument("--json", action="store_true", help="one JSON document on stdout, nothing else there")
    group.add_argument("--home", metavar="DIR", help="folder of all state: settings, library, models, cache")
    group.add_argument("--quiet", action="store_true", help="no progress")
    group.add_argument("--debug", action="store_true", help="log to stderr and show tracebacks")
    return common


@dataclass(frozen=True, slots=True)
class Program:
    """A table of commands under a name: ``aurax`` itself, or ``aurax train`` with its verbs."""

    name: str
    description: str
    commands: Mapping[str, Command]


AURAX = Program("aurax", "AURA-X Studio: generate, separate, analyse and score amapiano.", COMMANDS)


def _overview(program: Program) -> str:
    width = max(map(len, program.commands))
    lines = [f"  {name:<{width}}  {command.summary}" for name, command in program.commands.items()]
    closing = f"{program.name} COMMAND --help tells more. Everything runs on this machine, offline."
    return "\n".join(["commands:", *lines, "", closing])


def _top_parser(program: Program) -> argparse.ArgumentParser:
    parser = _Parser(
        prog=program.name,
        usage=f"{program.name} COMMAND [options]",
        description=program.description,
        epilog=_overview(program),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"aurax {__version__}")
    return parser


def _split_leading_options(argv: list[str]) -> tuple[list[str], list[str]]:
    """Common options may also stand before the command: ``aurax --home DIR doctor``."""
    leading: list[str] = []
    rest = list(argv)
    while rest and rest[0].startswith("--") and rest[0] not in ("--help", "--version"):
        option = rest.pop(0)
        leading.append(option)
        if option == "--home" and rest:
            leading.append(rest.pop(0))
    return leading, rest


def main(argv: Sequence[str] | None = None, program: Program = AURAX) -> int:
    """Run one command.

    Args:
        argv: Arguments without the program's name; ``sys.argv[1:]`` if None.
        program: Whose commands.

    Returns:
        0 done, 1 could not be done, 2 wrong usage, 130 cancelled.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdout, sys.stderr):
        # names that are no UTF-8, or a terminal that knows no "×", must not end in an error
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        return _dispatch(arguments, program)
    except SystemExit as stop:  # argparse: --help, --version, wrong usage
        return stop.code if isinstance(stop.code, int) else WRONG_USAGE
    except BrokenPipeError:  # the reader of our stdout (head, less) has gone: nothing more to say
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - replaces the dead stream until exit
        return DONE


def _dispatch(argv: list[str], program: Program) -> int:
    leading, rest = _split_leading_options(argv)
    if not rest or rest[0].startswith("-"):
        parser = _top_parser(program)
        if not argv:
            parser.print_help()
            return WRONG_USAGE
        parser.parse_args(rest)
        parser.error("name a command")
    name = rest[0]
    if name not in program.commands:
        import difflib

        near = difflib.get_close_matches(name, program.commands, n=1)
        _top_parser(program).error(f"there is no command '{name}'" + (f", did you mean '{near[0]}'?" if near else ""))
    module = program.commands[name].load()
    if hasattr(module, "hand_over"):  # a program of its own, in a process of its own
        status: int = module.hand_over([*leading, *rest[1:]])
        return status
    parser = _Parser(prog=f"{program.name} {name}", description=program.commands[name].summary, parents=[_common()])
    module.add_arguments(parser)
    # intermixed: `aurax separate a.wav --out X b.wav` is what people type
    has_verbs = any(isinstance(action, argparse._SubParsersAction) for action in parser._actions)  # noqa: SLF001
    parse = parser.parse_args if has_verbs else parser.parse_intermixed_args
    # the common options may stand anywhere, also after a verb: `aurax library list --json`
    common, own = _common().parse_known_args([*leading, *rest[1:]])
    return _run(module, parse(own, common))


def _run(module: object, arguments: argparse.Namespace) -> int:
    from engine.cli.console import Console
    from engine.core.errors import BackendError, EngineError, JobCancelled
    from engine.settings import Settings

    console = Console(paths=_paths(arguments.home), settings=Settings(), as_json=arguments.json, quiet=arguments.quiet)
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        console.settings = _prepare(console, debug=arguments.debug)
        module.run(arguments, console)  # type: ignore[attr-defined]
    except (KeyboardInterrupt, JobCancelled):
        console.say("\naurax: cancelled, nothing half-written was left")
        return CANCELLED
    except EngineError as error:
        if arguments.debug:
            raise
        return _explain(error, console)
    except MemoryError:
        return _explain(EngineError("There is not enough memory for this"), console)
    except Exception as error:
        if arguments.debug or isinstance(error, BrokenPipeError):
            raise
        import logging
        import traceback

        logging.getLogger(__name__).exception("unexpected error")
        if isinstance(error, OSError) and error.filename:
            from engine.core.errors import UserError

            return _explain(
                UserError(f"{error.strerror}: {error.filename}", "Check the path and its permissions."), console
            )
        return _explain(BackendError(type(error).__name__, str(error).split("\n")[0], traceback.format_exc()), console)
    return FAILED if console.failed else DONE


def _interrupt(_signal: int, _frame: object) -> None:
    raise KeyboardInterrupt


def _paths(home: str | None):  # type: ignore[no-untyped-def]
    from pathlib import Path

    from engine.paths import Paths

    home = home or os.environ.get("AURAX_HOME")
    return Paths.under(Path(home)) if home else Paths.for_user()


def _prepare(console: Console, *, debug: bool):  # type: ignore[no-untyped-def]
    import logging

    from engine import logs
    from engine.settings import load_settings

    logs.configure(
        console.paths.logs, level=logging.DEBUG if debug else logging.INFO, stream=sys.stderr if debug else None
    )
    return load_settings(console.paths.settings_file)


def _explain(error: EngineError, console: Console) -> int:
    from engine.cli.console import printable

    sentence = printable(str(error), 2000)
    if console.as_json:
        console.result({"error": {"type": type(error).__name__, "message": sentence, "hint": error.hint}}, "")
    end = "" if sentence.endswith((".", "!", "?")) else "."
    print(f"aurax: {sentence}{end} {error.hint}".rstrip(), file=console.err)
    return FAILED
