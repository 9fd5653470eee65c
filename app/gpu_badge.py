"""What computes here, in the transport: a word always, plain sentences on click. The window never imports torch.

The word comes from ``nvidia-smi`` alone. Whether torch can use the card is asked of ``aurax doctor`` in a process of
its own, when the user asks.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from app import icons
from app import theme as tokens
from app.theme import Theme
from app.widgets.plain_text import PlainLabel, plain
from engine.core.errors import EngineError
from engine.models.device import Gpu

_DOCTOR_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Machine:
    """What the doctor found.

    Attributes:
        gpus: Names and memory, GB.
        torch: Its version; empty where it does not start.
        is_used: Whether test kernels ran on the GPU.
        words: The doctor's own line, for the support.
    """

    gpus: tuple[tuple[str, float], ...]
    torch: str
    is_used: bool
    words: str = ""


def ask_doctor() -> Machine:
    """Run ``aurax doctor --json`` and read what it says of the GPU. Takes seconds: call it in a thread.

    Raises:
        EngineError: If it does not answer.
    """
    command = [sys.executable, "-m", "engine", "doctor", "--json", "--quiet"]
    try:
        answer = subprocess.run(command, capture_output=True, text=True, timeout=_DOCTOR_SECONDS, check=False)
        return read_machine(json.loads(answer.stdout))
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        sentence = QCoreApplication.translate("GpuBadge", "The engine did not say what it computes on")
        hint = QCoreApplication.translate("GpuBadge", "Run “python3 studio.py repair” in the studio's folder.")
        raise EngineError(sentence, hint) from error


def read_machine(document: Any) -> Machine:
    """The doctor's JSON as facts.

    Raises:
        ValueError: If it is not the doctor's.
    """
    try:
        found = document["gpu"]
        torch = found["torch"] or {}
        gpus = tuple((plain(gpu["name"], 60), float(gpu["memory_gb"])) for gpu in found["gpus"])
        return Machine(gpus, plain(torch.get("version", ""), 40), bool(torch.get("cuda_works", False)))
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("this is not what the doctor says") from error


def badge_text(gpus: tuple[Gpu, ...]) -> str:
    """A word for the transport: the first card's short name, or that there is none."""
    if not gpus:
        return "CPU"
    name = plain(gpus[0].name, 40).removeprefix("NVIDIA ").removeprefix("GeForce ")
    return f"GPU {plain(name, 18)}"


def sentences(machine: Machine) -> tuple[str, str, str]:
    """What is used, what that means, what can be done: three sentences for a producer."""
    if not machine.torch:
        return (
            _tr("The engine does not start, so nothing can be computed."),
            _tr("Songs that are open can still be played, labelled and exported."),
            _tr("Run “python3 studio.py repair” in the studio's folder: it mends what is broken and keeps the rest."),
        )
    if machine.is_used and machine.gpus:
        name, memory = machine.gpus[0]
        return (
            _tr("The GPU is used: %(name)s with %(memory)d GB. A test on it went well.")
            % {"name": name, "memory": round(memory)},
            _tr("Stems and takes come several times faster than on the processor alone."),
            _tr("There is nothing to do."),
        )
    if machine.gpus:
        return (
            _tr("There is a GPU (%s), but the engine cannot use it.") % machine.gpus[0][0],
            _tr("Everything works on the processor meanwhile, only slower; results are the same."),
            _tr("Update the card's driver, then run “python3 studio.py repair”: it chooses the build that fits."),
        )
    return (
        _tr("There is no NVIDIA GPU here; the processor computes."),
        _tr("Everything works. Stems of a song take minutes, and generators with large models take long."),
        _tr("There is nothing to do. With an NVIDIA card in the machine, run “python3 studio.py repair”."),
    )


class GpuBadge(QToolButton):
    """The word; a click asks for more."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("gpuBadge")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.setIconSize(QSize(tokens.ICON, tokens.ICON))
        self.show_gpus(())

    def show_gpus(self, gpus: tuple[Gpu, ...]) -> None:
        """What ``nvidia-smi`` found."""
        words = badge_text(gpus)
        self.setText(words)
        self.setAccessibleName(self.tr("What computes here: %s") % words)
        self.setToolTip(self.tr("What computes here, and what that means"))


class GpuDialog(QDialog):
    """Says that it looks, then what was found."""

    setup_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("What computes here"))
        self.setMinimumWidth(tokens.SENTENCE_WIDTH)
        self._icon = PlainLabel()
        self._icon.setPixmap(icons.pixmap("gpu", theme.accent, scale=self.devicePixelRatioF()))
        self.device = PlainLabel(self.tr("Looking; this takes a few seconds…"), "heading")
        self.meaning = PlainLabel()
        self.advice = PlainLabel(role="quiet")
        done = QPushButton(self.tr("Close"))
        done.setDefault(True)
        done.clicked.connect(self.accept)
        head = QHBoxLayout()
        head.addWidget(self._icon)
        head.addWidget(self.device, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * tokens.PADDING, 2 * tokens.PADDING, 2 * tokens.PADDING, tokens.PADDING)
        column.setSpacing(tokens.PADDING)
        column.addLayout(head)
        for label in (self.device, self.meaning, self.advice):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(self.meaning)
        column.addWidget(self.advice)
        column.addStretch(1)
        column.addWidget(done, 0, Qt.AlignmentFlag.AlignRight)

    def show_machine(self, machine: Machine) -> None:
        """The three sentences."""
        for label, words in zip((self.device, self.meaning, self.advice), sentences(machine), strict=True):
            label.setText(words)
        self.setAccessibleDescription(" ".join(sentences(machine)))
        self._fit()

    def show_error(self, error: Exception) -> None:
        """It could not be found out."""
        self.device.setText(plain(error) + ".")
        self.advice.setText(plain(getattr(error, "hint", "")))
        self._fit()

    def _fit(self) -> None:
        """Words that wrap need a height that Qt finds only once their width is known."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.resize(self.width(), layout.totalHeightForWidth(self.width()))


def _tr(text: str) -> str:
    return QCoreApplication.translate("GpuBadge", text)
