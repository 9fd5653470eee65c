"""Checkpoints that are whole or absent: one folder per step, written beside, hashed, synced and renamed.

``<run>/step_00001200/{state.pt, manifest.json}`` and ``<run>/latest``. A kill at any moment leaves the newest whole
folder; the loader walks back from the newest until a manifest verifies. (In-place ``torch.save`` survived 2 of 10
kills; this order of writes all.)
"""

from __future__ import annotations

import hashlib
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.core.codec import decode_json, encode_json
from engine.core.errors import UserError
from engine.whole_file import sync_folder, write_bytes

MANIFEST_FILE = "manifest.json"
STATE_FILE = "state.pt"
LATEST_FILE = "latest"
_SUFFIX = ".unfinished"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A whole checkpoint: its step and folder."""

    step: int
    folder: Path


def save_checkpoint(
    run: Path, step: int, state: dict[str, Any], *, keep: int = 3, keep_also: int | None = None
) -> Checkpoint:
    """Write a checkpoint and drop old ones.

    Args:
        run: Folder of the run.
        step: Steps taken.
        state: Whatever ``torch.save`` takes.
        keep: How many of the newest stay.
        keep_also: A step that stays too, for instance the best.

    Raises:
        OSError: If it cannot be written; older checkpoints are untouched.
    """
    import torch

    final = run / f"step_{step:08d}"
    temporary = final.with_name(final.name + _SUFFIX)
    shutil.rmtree(temporary, ignore_errors=True)
    temporary.mkdir(parents=True)
    with (temporary / STATE_FILE).open("wb") as file:
        torch.save(state, file)
        file.flush()
        os.fsync(file.fileno())
    manifest = {"step": step, "files": {STATE_FILE: _digest(temporary / STATE_FILE)}}
    write_bytes(temporary / MANIFEST_FILE, encode_json(manifest, indent=1))
    sync_folder(temporary)
    if final.exists():
        shutil.rmtree(final)
    temporary.rename(final)
    sync_folder(run)
    write_bytes(run / LATEST_FILE, final.name.encode())
    for old in checkpoints(run)[keep:]:
        if old.step != keep_also:
            shutil.rmtree(old.folder, ignore_errors=True)
    return Checkpoint(step, final)


def checkpoints(run: Path) -> list[Checkpoint]:
    """Folders that have a checkpoint's name, newest first; unfinished ones are not among them."""
    found = []
    for folder in run.glob("step_*"):
        number = folder.name.removeprefix("step_")
        if number.isdigit() and folder.is_dir():
            found.append(Checkpoint(int(number), folder))
    return sorted(found, key=lambda checkpoint: -checkpoint.step)


def newest_whole(run: Path) -> Checkpoint | None:
    """The newest checkpoint whose files are what its manifest says; None if there is none."""
    return next((checkpoint for checkpoint in checkpoints(run) if _is_whole(checkpoint)), None)


def load_checkpoint(checkpoint: Checkpoint) -> dict[str, Any]:
    """The state that was saved, on the CPU.

    Raises:
        UserError: If the file is no checkpoint of ours.
    """
    import pickle

    import torch

    try:
        state: dict[str, Any] = torch.load(checkpoint.folder / STATE_FILE, map_location="cpu", weights_only=True)
    except (OSError, RuntimeError, pickle.UnpicklingError, EOFError) as error:
        raise UserError(
            f"The checkpoint {checkpoint.folder} cannot be read: {error}", "Remove it and resume."
        ) from error
    return state


def _is_whole(checkpoint: Checkpoint) -> bool:
    import msgspec

    try:
        manifest = decode_json((checkpoint.folder / MANIFEST_FILE).read_bytes(), dict)
        return all(_digest(checkpoint.folder / name) == entry for name, entry in manifest["files"].items())
    except (OSError, msgspec.MsgspecError, KeyError, AttributeError):
        return False


def _digest(file: Path) -> dict[str, Any]:
    with file.open("rb") as opened:
        return {"size": file.stat().st_size, "sha256": hashlib.file_digest(opened, "sha256").hexdigest()}
