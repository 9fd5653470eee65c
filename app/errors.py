"""The last net: an error nobody expected becomes one sentence, its details one click away. The window lives on."""

from __future__ import annotations

import logging
import platform
import sys
import traceback
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QCoreApplication, QMessageLogContext, QtMsgType, qInstallMessageHandler, qVersion

from engine import __version__

logger = logging.getLogger(__name__)

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}

Tell = Callable[[str, str, str], None]
"""``(sentence, meaning, details)``."""


def report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> str:
    """What a developer needs: versions and traceback. Stays on this machine until the user pastes it somewhere."""
    lines = "".join(traceback.format_exception(kind, error, trace))
    versions = f"AURA-X Studio {__version__}, Python {platform.python_version()}, Qt {qVersion()}"
    return f"{versions}, {platform.platform()}\n\n{lines}"


def install_excepthook(tell: Tell) -> None:
    """Send unexpected exceptions to the log and to ``tell``; Ctrl-C still ends the program."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QCoreApplication.quit()
            return
        logger.error("unexpected error", exc_info=(kind, error, trace))
        sentence = QCoreApplication.translate("Errors", "Something unexpected happened: %s.") % kind.__name__
        meaning = QCoreApplication.translate("Errors", "Your songs and files are untouched; you can go on working.")
        tell(sentence, meaning, report(kind, error, trace))

    sys.excepthook = hook


def log_qt_messages() -> None:
    """Qt's own warnings go where ours go."""

    def handler(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
        logging.getLogger("qt").log(_LEVELS.get(kind, logging.WARNING), "%s", message[:2000])

    qInstallMessageHandler(handler)
