"""The GPU of this machine, asked without importing torch."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass

_QUERY = "--query-gpu=name,compute_cap,driver_version,memory.total"
_TIMEOUT_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Gpu:
    """One NVIDIA GPU: name, compute capability (e.g. 8.6), driver version, memory in GB."""

    name: str
    compute_capability: float
    driver: str
    memory_gb: float


def find_gpus() -> tuple[Gpu, ...]:
    """All NVIDIA GPUs that the driver lists; empty without driver or GPU."""
    command = shutil.which("nvidia-smi")
    if command is None:
        return ()
    try:
        answer = subprocess.run(
            [command, _QUERY, "--format=csv,noheader,nounits"],
            capture_output=True,
            text=True,
            timeout=_TIMEOUT_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ()
    return parse_gpus(answer.stdout) if answer.returncode == 0 else ()


def parse_gpus(text: str) -> tuple[Gpu, ...]:
    """GPUs from nvidia-smi's CSV (one a line); lines that do not fit are left out."""
    gpus = []
    for line in text.splitlines():
        fields = [field.strip() for field in line.split(",")]
        try:
            name, capability, driver, memory = fields
            gpus.append(Gpu(name, float(capability), driver, round(float(memory) / 1024, 1)))
        except ValueError:
            continue
    return tuple(gpus)
