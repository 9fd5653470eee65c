"""Which build of torch this machine gets: what ``nvidia-smi`` says, looked up in ``engine-matrix.json``.

The table decides, not an installer's ``auto``: that looks at the driver alone and hands Pascal cards a build without
kernels for them.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MATRIX_FILE = Path(__file__).with_name("engine-matrix.json")
_QUERY = "--query-gpu=name,compute_cap,driver_version,memory.total"
_TIMEOUT_SECONDS = 10.0
# a driver that hangs or a service session without PATH must not hide the card
_OTHER_PLACES = {
    "win32": (r"C:\Windows\System32\nvidia-smi.exe", r"C:\Program Files\NVIDIA Corporation\NVSMI\nvidia-smi.exe"),
    "linux": ("/usr/bin/nvidia-smi", "/usr/lib/wsl/lib/nvidia-smi"),
}


@dataclass(frozen=True, slots=True)
class Gpu:
    """One NVIDIA card. ``compute_capability``: (major, minor). ``driver``: version numbers, most significant first."""

    name: str
    compute_capability: tuple[int, int]
    driver: tuple[int, ...]
    memory_mib: int


@dataclass(frozen=True, slots=True)
class BuildChoice:
    """The build of torch for a machine.

    ``build``: key of the table. ``why``: a sentence for the user. ``advice``: what would make it better, or empty.
    """

    build: str
    why: str
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Build:
    """A row of the table. ``torch_backend``: uv's name for it, None where only the lock offers it."""

    key: str
    name: str
    torch_backend: str | None
    download_gb: float
    disk_gb: float


@dataclass(frozen=True, slots=True)
class EngineMatrix:
    """The table as read from its file; ``system`` is ``sys.platform``."""

    content: dict[str, Any]
    system: str

    @property
    def lock_build(self) -> str:
        """The build that the hashed lock installs on this system."""
        return str(self.content["lock_build"][self.system])

    @property
    def offered(self) -> tuple[str, ...]:
        """Builds that exist for this system."""
        return tuple(key for key, row in self.content["builds"].items() if self.system in row["systems"])

    def build(self, key: str) -> Build:
        """One row.

        Raises:
            ValueError: If there is no such build for this system.
        """
        if key not in self.offered:
            raise ValueError(
                f"there is no torch build '{key}' for this system, expected one of: {', '.join(self.offered)}"
            )
        row = self.content["builds"][key]
        return Build(key, row["name"], row["torch_backend"], float(row["download_gb"]), float(row["disk_gb"]))

    def choose(self, gpus: tuple[Gpu, ...]) -> BuildChoice:
        """The build for these cards; with several, for the one with the most memory."""
        if not gpus:
            return BuildChoice(self.lock_build, "no NVIDIA card was found")
        card = max(gpus, key=lambda gpu: gpu.memory_mib)
        driver = ".".join(map(str, card.driver))
        for key in self.content["order"]:
            row = self.content["builds"][key]
            if (
                self.system in row["systems"]
                and _in_range(card, row)
                and card.driver >= _numbers(row["min_driver"][self.system])
            ):
                return BuildChoice(key, f"{card.name} with driver {driver}")
        has_kernels = any(_in_range(card, self.content["builds"][key]) for key in self.content["order"])
        advice = self.content["advice"]["old_driver" if has_kernels else "old_card"]
        return BuildChoice(self.lock_build, f"{card.name} with driver {driver} cannot be used", str(advice))


def load_matrix(system: str = sys.platform, *, path: Path = MATRIX_FILE) -> EngineMatrix:
    """The table for one system."""
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return EngineMatrix(content, system)


def parse_nvidia_smi(output: str) -> tuple[Gpu, ...]:
    """Cards from the CSV lines of ``nvidia-smi``; lines that are none (error texts, ``[N/A]``) are left out."""
    return tuple(card for line in output.splitlines() if (card := _parse_line(line)) is not None)


def find_gpus() -> tuple[Gpu, ...]:
    """Ask ``nvidia-smi``; no tool, no card, a broken or silent driver: none."""
    tool = shutil.which("nvidia-smi") or next(
        (place for place in _OTHER_PLACES.get(sys.platform, ()) if Path(place).is_file()), None
    )
    if tool is None:
        return ()
    command = [tool, _QUERY, "--format=csv,noheader"]
    try:
        answer = subprocess.run(
            command, capture_output=True, text=True, errors="replace", timeout=_TIMEOUT_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ()
    return parse_nvidia_smi(answer.stdout) if answer.returncode == 0 else ()


def wanted_build() -> str | None:
    """What ``AURAX_TORCH_BUILD`` asks for; None where it is unset, empty or ``auto``."""
    wanted = os.environ.get("AURAX_TORCH_BUILD", "").strip().lower()
    return None if wanted in ("", "auto") else wanted


def _in_range(card: Gpu, row: dict[str, Any]) -> bool:
    limits = row["compute_capability"]
    newest = limits["max"]
    return card.compute_capability >= _numbers(limits["min"]) and (
        newest is None or card.compute_capability <= _numbers(newest)
    )


def _parse_line(line: str) -> Gpu | None:
    fields = [field.strip() for field in line.split(",")]
    if len(fields) != 4:
        return None
    name, capability, driver, memory = fields
    try:
        major, minor = _numbers(capability)
        return Gpu(name, (major, minor), _numbers(driver), int(memory.removesuffix("MiB")))
    except ValueError:
        return None


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))
