"""A data set as tar shards for loaders that stream (WebDataset's layout: ``<id>.flac`` and ``<id>.json`` in a row)."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Iterator
from pathlib import Path

from engine.core.codec import decode_json
from engine.whole_file import whole_file
from trainer.dataset.split import SPLITS

_SHARD_BYTES = 1_000_000_000
_MODE = 0o644


def write_shards(dataset: Path, out: Path, *, shard_bytes: int = _SHARD_BYTES) -> dict[str, int]:
    """Write ``out/<split>-000000.tar`` and so on; returns clips by split. The same data set gives the same bytes."""
    counts = {}
    for split in SPLITS:
        clips = list(_clips(dataset, split))
        for number, group in enumerate(_groups(clips, shard_bytes)):
            with (
                whole_file(out / f"{split}-{number:06d}.tar") as temporary,
                tarfile.open(temporary, "w", format=tarfile.USTAR_FORMAT) as shard,
            ):
                for clip in group:
                    _add(shard, clip.name, clip.read_bytes())
                    _add(shard, f"{clip.stem}.json", clip.with_suffix(".json").read_bytes())
        counts[split] = len(clips)
    return counts


def _clips(dataset: Path, split: str) -> Iterator[Path]:
    source = dataset / "egs" / split / "data.jsonl"
    for line in source.read_bytes().splitlines() if source.is_file() else ():
        yield dataset / decode_json(line, dict)["path"]


def _groups(clips: list[Path], shard_bytes: int) -> Iterator[list[Path]]:
    group: list[Path] = []
    size = 0
    for clip in clips:
        own = clip.stat().st_size
        if group and size + own > shard_bytes:
            yield group
            group, size = [], 0
        group.append(clip)
        size += own
    if group:
        yield group


def _add(shard: tarfile.TarFile, name: str, content: bytes) -> None:
    """Without times and owners, which differ from run to run."""
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = len(content), _MODE
    shard.addfile(entry, io.BytesIO(content))
