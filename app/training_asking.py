"""Short questions to the trainer: a command with ``--json``, its one document, or its sentence."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment

from app.training_process import TrainerProgram
from engine.core.errors import UserError

OnDone = Callable[[dict[str, Any]], None]
OnError = Callable[[UserError], None]


class Asking(QObject):
    """Runs commands beside each other; the window waits for none.

    Args:
        program: How the trainer is started.
    """

    def __init__(self, program: TrainerProgram, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._program = program
        self._open: dict[QProcess, tuple[OnDone, OnError]] = {}
        self.destroyed.connect(partial(_end_all, self._open))  # a window may go without having been closed

    @property
    def is_busy(self) -> bool:
        return bool(self._open)

    def ask(
        self, arguments: Sequence[str], on_done: OnDone, on_error: OnError, *, program: TrainerProgram | None = None
    ) -> QProcess:
        """Run a command; one of the callbacks follows."""
        chosen = program or self._program
        process = QProcess(self)
        environment = QProcessEnvironment.systemEnvironment()
        for name, value in chosen.environment.items():
            environment.insert(name, value)
        process.setProcessEnvironment(environment)
        process.setProgram(chosen.command[0])
        process.setArguments([*chosen.command[1:], *arguments, "--json", "--quiet"])
        process.finished.connect(lambda _code, _status, process=process: self._on_finished(process))
        process.errorOccurred.connect(lambda error, process=process: self._on_error(process, error))
        self._open[process] = (on_done, on_error)
        process.start()
        return process

    def _on_error(self, process: QProcess, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._on_finished(process)

    def _on_finished(self, process: QProcess) -> None:
        callbacks = self._open.pop(process, None)
        if callbacks is None:
            return
        said = bytes(process.readAllStandardOutput().data())
        heard = bytes(process.readAllStandardError().data()).decode("utf-8", "replace").strip()
        process.deleteLater()
        on_done, on_error = callbacks
        try:
            document = json.loads(said)
        except ValueError:
            document = None
        if not isinstance(document, dict):
            lines = heard.splitlines()
            on_error(UserError((lines[-1] if lines else self.tr("The trainer gave no answer")).removeprefix("aurax: ")))
        elif isinstance(document.get("error"), dict):
            own = document["error"]
            on_error(UserError(str(own.get("message", "")), str(own.get("hint", ""))))
        else:
            on_done(document)

    def close(self) -> None:
        """End what is still being asked; nothing follows."""
        _end_all(self._open)


def _end_all(running: dict[QProcess, tuple[OnDone, OnError]], _gone: object = None) -> None:
    """End processes whose answers nobody waits for."""
    while running:
        process, _callbacks = running.popitem()
        process.kill()
        process.waitForFinished(2000)


class TensorBoard(QObject):
    """``aurax train tensorboard RUN``: served on this machine only, until another run or the window's end.

    Args:
        program: How the trainer is started.
    """

    def __init__(self, program: TrainerProgram, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._program = program
        self._process: QProcess | None = None
        self._running: dict[QProcess, tuple[OnDone, OnError]] = {}
        self._run = self.address = ""
        self._said = b""
        self.destroyed.connect(partial(_end_all, self._running))

    def show(self, run: str, on_address: Callable[[str], object], on_error: OnError) -> None:
        """Serve a run's curves; ``on_address`` gets the loopback address."""
        if self._process is not None and self._run == run and self.address:
            on_address(self.address)
            return
        self.close()
        self._run, self._said, self.address = run, b"", ""
        process = QProcess(self)
        environment = QProcessEnvironment.systemEnvironment()
        for name, value in self._program.environment.items():
            environment.insert(name, value)
        process.setProcessEnvironment(environment)
        process.readyReadStandardOutput.connect(lambda: self._on_words(process, on_address))
        process.finished.connect(lambda _code, _status: self._on_finished(process, on_error))
        self._process = process
        self._running[process] = (lambda _document: None, on_error)
        process.start(
            self._program.command[0], [*self._program.command[1:], "tensorboard", run, "--port", "0", "--json"]
        )

    def _on_words(self, process: QProcess, on_address: Callable[[str], object]) -> None:
        self._said += bytes(process.readAllStandardOutput().data())
        try:
            address = str(json.loads(self._said)["address"])
        except (ValueError, KeyError, TypeError):
            return  # not all of it is there yet
        if not self.address and is_loopback(address):
            self.address = address
            on_address(address)

    def _on_finished(self, process: QProcess, on_error: OnError) -> None:
        if process is not self._process:
            return
        self._process = None
        self._running.pop(process, None)
        heard = bytes(process.readAllStandardError().data()).decode("utf-8", "replace").strip().splitlines()
        if not self.address:
            on_error(UserError((heard[-1] if heard else self.tr("TensorBoard did not start")).removeprefix("aurax: ")))

    def close(self) -> None:
        """End it."""
        self._process = None
        _end_all(self._running)


def is_loopback(address: str) -> bool:
    """Whether an address is this machine's own: nothing else is ever opened."""
    from urllib.parse import urlsplit

    parts = urlsplit(address)
    return parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost", "::1")
