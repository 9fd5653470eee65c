"""Stems on disk while they are made: others hear what is there, and a run that was killed goes on where it was.

``<folder>/.separating-<key>/`` holds one file of samples per stem (``engine.audio.planar``), all of the song's final
size and filled from the beginning in step. The key names recording, model, revision and parameters. A file
``owner-<process>`` says who writes; ``kept.json`` how much has reached the disk for good. A preview of the beginning
may lie beside the stems: the same music, separated in a hurry.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.core.codec import decode_json, encode_json
from engine.core.stems import Stem, Stems
from engine.whole_file import temporary_name, write_bytes

if TYPE_CHECKING:
    from engine.audio.planar import PlanarWriter
    from engine.core.audio import Samples

SPOOL_PREFIX = ".separating-"
PREVIEW_FADE_SECONDS = 0.05
"""Over this time, at the end of a preview, it gives way to the stems themselves."""
SECONDS_BETWEEN_KEEPING = 10.0
"""What a power cut may cost. Waiting for the disk after every block would cost more than that, all in all."""

_FORMAT = 1
_MANIFEST = "kept.json"
_OWNER = "owner-"
_KEPT_SECONDS = 7 * 24 * 3600.0


@dataclass(frozen=True, slots=True)
class SpoolForm:
    """What all stems of a spool share."""

    stems: tuple[Stem, ...]
    sample_rate: int
    num_channels: int
    num_samples: int


@dataclass(frozen=True, slots=True)
class GrowingStems:
    """How far the stems of a song have come: told to whoever watches the job.

    Args:
        source: The song.
        title: Its title.
        folder: The spool; see ``stem_path`` and ``preview_path`` for its files.
        mixture: File with the song's own samples, whole.
        form: Shape and rate of all these files.
        preview_samples: Length of the preview, 0 if there is none.
        audible: Samples from the beginning that can be read: of the preview below ``preview_samples``, of the stems
            above. Everything below was on disk before this was said, and is never written again.
    """

    source: str
    title: str
    folder: str
    mixture: str
    form: SpoolForm
    preview_samples: int = 0
    audible: int = 0

    def stem_path(self, stem: Stem) -> Path:
        return Path(self.folder) / f"{stem.value}.f32"

    def preview_path(self, stem: Stem) -> Path:
        return Path(self.folder) / f"preview-{stem.value}.f32"


@dataclass(frozen=True, slots=True)
class _Manifest:
    """``kept.json``. ``is_done``: nobody will go on here."""

    format: int
    form: SpoolForm
    kept: int
    is_done: bool = False


class StemSpool:
    """The stems of one song, growing. Made by ``open_spool``.

    Args:
        folder: Where its files lie; this process owns it.
        form: What the stems share.
        position: Samples that all stems have from an earlier run.
    """

    def __init__(self, folder: Path, form: SpoolForm, position: int) -> None:
        self.folder = folder
        self.form = form
        self.position = position
        self.preview_samples = 0
        self._preview_position = 0
        self._writers: dict[Stem, PlanarWriter] = {}
        self._previews: dict[Stem, PlanarWriter] = {}
        self._kept_at = time.monotonic()

    def append(self, block: Mapping[Stem, Samples]) -> None:
        """The next block of every stem.

        Raises:
            OSError: If the disk does not take it.
        """
        if not self._writers:
            self._writers = self._open("", self.form.num_samples, self.position)
        for stem, writer in self._writers.items():
            writer.append(block[stem])
        self.position = next(iter(self._writers.values())).position
        if time.monotonic() - self._kept_at > SECONDS_BETWEEN_KEEPING:
            self.keep()

    def append_preview(self, block: Mapping[Stem, Samples], num_samples: int) -> None:
        """The next block of the preview, which has ``num_samples`` in all.

        Raises:
            OSError: If the disk does not take it.
        """
        if not self._previews:
            self.preview_samples = num_samples
            self._previews = self._open("preview-", num_samples, 0)
        for stem, writer in self._previews.items():
            writer.append(block[stem])
        self._preview_position = next(iter(self._previews.values())).position

    def _open(self, prefix: str, num_samples: int, position: int) -> dict[Stem, PlanarWriter]:
        from engine.audio.planar import PlanarWriter

        channels = self.form.num_channels
        return {
            stem: PlanarWriter(self.folder / f"{prefix}{stem.value}.f32", channels, num_samples, position=position)
            for stem in self.form.stems
        }

    @property
    def audible(self) -> int:
        """See ``GrowingStems``. The end of the preview waits for the stems that it fades into."""
        if self.position >= self.preview_samples:
            return self.position
        fade = round(PREVIEW_FADE_SECONDS * self.form.sample_rate)
        return max(0, min(self._preview_position, self.preview_samples - fade))

    @property
    def num_bytes(self) -> int:
        """What the stems take on disk so far."""
        return len(self.form.stems) * self.form.num_channels * self.position * 4

    def restart(self) -> None:
        """Forget what an earlier run has left."""
        self.position = 0

    def stems(self, model: str) -> Stems:
        """All stems, read from disk as they are used.

        Raises:
            ValueError: If they are not complete.
        """
        from engine.audio.planar import map_planar
        from engine.core.audio import Audio

        form = self.form
        if self.position != form.num_samples:
            raise ValueError(f"the stems have {self.position} of {form.num_samples} samples")
        self.close()
        files = {stem: self.folder / f"{stem.value}.f32" for stem in form.stems}
        return Stems(
            {
                stem: Audio(map_planar(file, form.num_channels, form.num_samples), form.sample_rate)
                for stem, file in files.items()
            },
            model,
        )

    def keep(self) -> None:
        """Bring the stems to the disk, so that a later run finds them even after a power cut.

        Raises:
            OSError: If the disk does not obey.
        """
        for writer in self._writers.values():
            writer.sync()
        if self._writers:
            self._write_manifest()
        self._kept_at = time.monotonic()

    def finish(self) -> None:
        """Say that nobody need go on here: once this process is gone, the next separation beside it removes it."""
        self._write_manifest(is_done=True)

    def _write_manifest(self, *, is_done: bool = False) -> None:
        write_bytes(self.folder / _MANIFEST, encode_json(_Manifest(_FORMAT, self.form, self.position, is_done)))

    def close(self) -> None:
        """Let go of the files; what is there stays."""
        for writer in (*self._writers.values(), *self._previews.values()):
            with suppress(OSError):  # every block was flushed; what a full disk did not take is not wanted any more
                writer.close()
        self._writers, self._previews = {}, {}

    def remove(self) -> None:
        """Delete it. Where another process still reads (Windows), its files go with the next separation beside them."""
        self.close()
        with suppress(OSError):
            self.finish()
        shutil.rmtree(self.folder, ignore_errors=True)


def spool_key(inputs: Mapping[str, Any]) -> str:
    """16 hex digits that name what a separation is made from and how."""
    from engine.library.artifacts import artifact_key

    return artifact_key("spool", dict(inputs))[:16]


def open_spool(parent: Path, key: str, form: SpoolForm) -> StemSpool:
    """The spool of ``key`` below ``parent``: what a killed run has left of it, or an empty one.

    Where another living process works on the same thing, this one gets a spool of its own.

    Raises:
        OSError: If it cannot be made.
    """
    folder = parent / f"{SPOOL_PREFIX}{key}"
    remove_old_spools(parent, but=folder)
    if folder.exists():
        if _claim(folder):
            return StemSpool(folder, form, _kept(folder, form))
        folder = parent / f"{SPOOL_PREFIX}{key}{temporary_name()}"
    fresh = parent / temporary_name()
    fresh.mkdir(parents=True)
    (fresh / f"{_OWNER}{os.getpid()}").touch()
    try:
        fresh.rename(folder)
    except OSError:  # another process was faster: a spool of our own will do
        folder = fresh.rename(parent / f"{SPOOL_PREFIX}{key}{fresh.name}")
    return StemSpool(folder, form, 0)


def _claim(folder: Path) -> bool:
    """Take over a spool whose owner is gone; False if it lives, or if another process was faster."""
    owners = list(folder.glob(f"{_OWNER}*"))
    if len(owners) != 1 or (_lives(owners[0]) and _process(owners[0]) != os.getpid()):
        return False
    try:
        owners[0].rename(folder / f"{_OWNER}{os.getpid()}")  # the old name is unique: one of several claims succeeds
    except OSError:
        return False
    return True


def _kept(folder: Path, form: SpoolForm) -> int:
    manifest = _manifest(folder)
    if manifest is None or manifest.form != form:
        return 0
    wanted = form.num_channels * form.num_samples * 4
    sizes = [(folder / f"{stem.value}.f32") for stem in form.stems]
    whole = all(file.is_file() and file.stat().st_size == wanted for file in sizes)
    return min(manifest.kept, form.num_samples) if whole else 0


def _manifest(folder: Path) -> _Manifest | None:
    import msgspec

    try:
        manifest = decode_json((folder / _MANIFEST).read_bytes(), _Manifest)
    except (OSError, msgspec.MsgspecError):
        return None
    return manifest if manifest.format == _FORMAT else None


def remove_old_spools(parent: Path, *, but: Path | None = None) -> None:
    """Delete what dead processes have left and nobody will take up: finished, never kept, or older than a week."""
    for folder in parent.glob(f"{SPOOL_PREFIX}*") if parent.is_dir() else ():
        if folder == but or any(map(_lives, folder.glob(f"{_OWNER}*"))):
            continue
        manifest = _manifest(folder)
        if manifest is None or manifest.is_done or _age(folder / _MANIFEST) > _KEPT_SECONDS:
            shutil.rmtree(folder, ignore_errors=True)


def remove_spools_of(process: int, parent: Path) -> None:
    """Delete the spools of a process that was ended and whose work nobody wants any more."""
    for folder in parent.glob(f"{SPOOL_PREFIX}*") if parent.is_dir() else ():
        if (folder / f"{_OWNER}{process}").exists():
            shutil.rmtree(folder, ignore_errors=True)


def _age(file: Path) -> float:
    try:
        return time.time() - file.stat().st_mtime
    except OSError:
        return 0.0


def _process(owner: Path) -> int:
    text = owner.name.removeprefix(_OWNER)
    return int(text) if text.isascii() and text.isdigit() else 0


def _lives(owner: Path) -> bool:
    from engine.processes import is_alive

    process = _process(owner)
    return process > 0 and is_alive(process, owner)
