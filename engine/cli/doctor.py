"""``aurax doctor``: what this machine can do, in words a producer understands."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import argparse

    from engine.cli.console import Console

_DEVICE_SCRIPT = """
import json, sounddevice as s
print(json.dumps([{"name": d["name"], "channels": d["max_output_channels"], "sample_rate": d["default_samplerate"]}
                  for d in s.query_devices() if d["max_output_channels"] > 0]))
"""
_TORCH_SCRIPT = """
import json, torch
ok = torch.cuda.is_available()
if ok:
    x = torch.randn(1, 1, 4096, device="cuda")
    torch.nn.functional.conv1d(x, torch.randn(1, 1, 9, device="cuda"))
    torch.stft(x[0], 512, window=torch.hann_window(512, device="cuda"), return_complex=True)
    torch.cuda.synchronize()
print(json.dumps({"version": torch.__version__, "cuda_build": torch.version.cuda, "cuda_works": ok}))
"""
_LABELS = {"gpu": "GPU"}
_NEEDED_GB = 2.0


def add_arguments(_parser: argparse.ArgumentParser) -> None:
    """No arguments of its own."""


def run(_arguments: argparse.Namespace, console: Console) -> None:
    """Look at everything and tell; finding trouble is a result, not a failure."""
    line = console.progress("looking at this machine")
    checks: list[tuple[str, Any]] = []
    steps = (_system, _gpu, _audio, _codecs, _disk, _models, _library)
    for index, step in enumerate(steps):
        line(index / len(steps), step.__name__.strip("_"))
        checks.append((step.__name__.strip("_"), step(console)))
    line.close()
    document = {name: {key: value for key, value in found.items() if key != "words"} for name, found in checks}
    text = "\n".join(f"{_LABELS.get(name, name.capitalize()):<9} {found['words']}" for name, found in checks)
    console.result(document, text)


def _system(_console: Console) -> dict[str, Any]:
    import psutil

    from engine import __version__

    memory = psutil.virtual_memory()
    cores = os.cpu_count() or 1
    words = (
        f"AURA-X Studio {__version__} on {platform.system()} {platform.machine()}, Python {platform.python_version()}, "
        f"{cores} cores, {memory.available / 1e9:.1f} of {memory.total / 1e9:.1f} GB memory free"
    )
    return {
        "version": __version__,
        "platform": platform.platform(),
        "python": platform.python_version(),
        "cores": cores,
        "memory_gb": round(memory.total / 1e9, 1),
        "memory_free_gb": round(memory.available / 1e9, 1),
        "words": words,
    }


def _gpu(_console: Console) -> dict[str, Any]:
    from engine.core.codec import to_builtins
    from engine.models.device import find_gpus

    gpus = find_gpus()
    torch = _ask(_TORCH_SCRIPT)
    if torch is None:
        words = "the engine's torch does not start; run: python3 studio.py repair"
    elif gpus and torch["cuda_works"]:
        words = f"{gpus[0].name}, {gpus[0].memory_gb:.0f} GB, ready (torch {torch['version']}, test kernels ran)"
    elif gpus:
        words = (
            f"{gpus[0].name} is there, but this torch ({torch['version']}, CUDA {torch['cuda_build']}) cannot use it "
            f"with driver {gpus[0].driver}: update the driver, or choose another build (see docs/how-to/set-up.md). "
            "Everything runs on the CPU meanwhile"
        )
    else:
        words = f"no NVIDIA GPU found; everything runs on the CPU (torch {torch['version']})"
    return {"gpus": to_builtins(gpus), "torch": torch, "words": words}


def _audio(_console: Console) -> dict[str, Any]:
    devices = _ask(_DEVICE_SCRIPT)
    if devices is None:
        words = (
            "PortAudio is missing, so nothing can be played (Debian: apt install libportaudio2); files work as usual"
        )
    elif not devices:
        words = "no sound card found; playback runs silently, files work as usual"
    else:
        words = f"{len(devices)} outputs, first: {devices[0]['name']}"
    return {"portaudio": devices is not None, "outputs": devices or [], "words": words}


def _codecs(_console: Console) -> dict[str, Any]:
    import soundfile

    formats = sorted(set(soundfile.available_formats()) & {"WAV", "FLAC", "OGG", "MP3", "AIFF"})
    try:
        import av
    except ImportError:
        m4a = False
    else:
        m4a = "aac" in av.codecs_available and "alac" in av.codecs_available
    reads = [*formats, *(["M4A (AAC, ALAC)"] if m4a else [])]
    words = f"reads {', '.join(reads)}; writes WAV, FLAC, MP3"
    if not m4a:
        words += "; M4A is NOT readable here"
    return {
        "soundfile": soundfile.__version__,
        "libsndfile": soundfile.__libsndfile_version__,
        "reads": reads,
        "m4a": m4a,
        "words": words,
    }


def _disk(console: Console) -> dict[str, Any]:
    place = console.paths.home
    while not place.exists():
        place = place.parent
    free = shutil.disk_usage(place).free / 1e9
    warning = "" if free > _NEEDED_GB else "; that is little: one song's stems take 0.1 GB a minute"
    return {
        "home": str(console.paths.home),
        "free_gb": round(free, 1),
        "words": f"{free:.0f} GB free at {console.paths.home}{warning}",
    }


def _models(console: Console) -> dict[str, Any]:
    from engine.models.catalog import Catalog
    from engine.models.installed import is_available

    cards = list(Catalog(console.paths.models))
    ready = [card.id for card in cards if is_available(card, console.paths.models)]
    absent = [card.id for card in cards if card.id not in ready]
    words = f"ready: {', '.join(ready)}; not installed: {', '.join(absent) or 'none'}"
    return {
        "ready": ready,
        "not_installed": absent,
        "words": words,
    }


def _library(console: Console) -> dict[str, Any]:
    from engine.core.errors import LibraryError
    from engine.library import Library

    if not (console.paths.library / "library.db").exists():
        return {"exists": False, "tracks": 0, "words": "empty (nothing imported yet)"}
    try:
        with Library.open(console.paths.library) as library:
            count = library.tracks.count()
    except LibraryError as error:
        return {"exists": True, "error": str(error), "words": f"{error}. {error.hint}"}
    return {"exists": True, "tracks": count, "words": f"{count} tracks at {console.paths.library}"}


def _ask(script: str) -> Any:
    """Run a few lines in a process of their own, where native libraries may crash, and read their JSON; None if so."""
    import json

    try:
        answer = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False)
        return json.loads(answer.stdout) if answer.returncode == 0 else None
    except (OSError, subprocess.TimeoutExpired, json.JSONDecodeError):
        return None
