"""What a training reads: every clip's codec tokens, words' vectors and markers, computed once and kept on disk.

``<folder>/<key>/{clips/<split>/<clip>.safetensors, texts/<hash>.safetensors, markers.json}``. The key names what all of
it follows from - the data set's root hash, the codec's and T5's weights - so nothing in it can be out of date. Each
file is whole or absent; a stopped run goes on behind the last one.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.core.codec import decode_json
from engine.core.errors import UserError
from engine.core.jobs import Report, no_report
from engine.whole_file import whole_file, write_bytes
from trainer.finetune.batch import Clip

if TYPE_CHECKING:
    import torch

    from engine.generation.musicgen.checkpoint import Checkpoint
    from trainer.dataset.store import StoredDataset

MARKERS_FILE = "markers.json"
_FORM = "1"
"""Of the cache; another one makes another key."""


@dataclass(frozen=True, slots=True)
class Row:
    """A clip in the data set: its name, audio file, caption, and markers by name."""

    name: str
    file: Path
    caption: str
    markers: dict[str, float | None]


@dataclass(frozen=True, slots=True)
class Cached:
    """A finished cache.

    Args:
        folder: Where it lies.
        markers: Names of the markers, in the order of every clip's values.
        clips: Files by split, in the data set's order.
        captions: Of the clips, by split, in the same order.
    """

    folder: Path
    markers: tuple[str, ...]
    clips: dict[str, tuple[Path, ...]]
    captions: dict[str, tuple[str, ...]]


def key_of(dataset: StoredDataset, checkpoint: Checkpoint) -> str:
    """What a cache follows from, as 24 characters."""
    from trainer.finetune.network import hash_of

    language = checkpoint.language
    parts = (
        _FORM,
        dataset.manifest.root_sha256,
        hash_of(checkpoint.codec.tensors),
        hash_of(checkpoint.text.tensors),
        hashlib.sha256(checkpoint.text.tokenizer.read_bytes()).hexdigest(),
        f"{language.num_codebooks} {language.is_stereo}",
    )
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:24]


def rows_of(dataset: StoredDataset, split: str) -> Iterator[Row]:
    """The clips of a split, in the data set's order; each one's document lies beside its audio."""
    listed = dataset.folder / "egs" / split / "data.jsonl"
    for line in listed.read_bytes().splitlines() if listed.is_file() else ():
        file = dataset.folder / str(decode_json(line, dict)["path"])
        document = decode_json(file.with_suffix(".json").read_bytes(), dict)
        markers = {
            name: own["value"] if own.get("in_segment") is None else own["in_segment"]
            for name, own in (document.get("cultural_markers") or {}).items()
        }
        yield Row(file.stem, file, str(document.get("description") or ""), markers)


def fill_cache(
    dataset: StoredDataset,
    checkpoint: Checkpoint,
    folder: Path,
    *,
    splits: Sequence[str] = ("train", "validation"),
    device: str = "cpu",
    report: Report = no_report,
) -> Cached:
    """Make what is missing of a data set's cache.

    Args:
        dataset: A finished one.
        checkpoint: Whose codec and T5 are used.
        folder: Of all caches.
        splits: Which are wanted.
        device: Where codec and T5 run.
        report: Progress.

    Raises:
        UserError: If a split is empty, or a clip cannot be read.
    """
    own = folder / key_of(dataset, checkpoint)
    rows = {split: list(rows_of(dataset, split)) for split in splits}
    for split, there in rows.items():
        if not there:
            raise UserError(
                f"{dataset.title} has no clips in its {split} split",
                "Make a data set of more songs: aurax train dataset",
            )
    names = tuple(sorted({name for there in rows.values() for row in there for name in row.markers}))
    encoder = _Encoder(checkpoint, own, device)
    total, done = sum(map(len, rows.values())), 0
    for split, there in rows.items():
        for row in there:
            encoder.clip(row, own / "clips" / split / f"{row.name}.safetensors", names)
            done += 1
            report(done / total)
    write_bytes(own / MARKERS_FILE, json.dumps(names).encode())
    return Cached(
        own,
        names,
        {
            split: tuple(own / "clips" / split / f"{row.name}.safetensors" for row in there)
            for split, there in rows.items()
        },
        {split: tuple(row.caption for row in there) for split, there in rows.items()},
    )


def read_clip(file: Path) -> Clip:
    """A clip of the cache."""
    from safetensors import safe_open
    from safetensors.torch import load_file

    with safe_open(file, framework="pt") as opened:
        tokens, markers = opened.get_tensor("tokens"), opened.get_tensor("markers")
        text = str(opened.metadata()["text"])
    vectors = load_file(file.parents[2] / "texts" / f"{text}.safetensors")["vectors"]
    return Clip(tokens, vectors, markers)


class _Encoder:
    """The codec and T5, loaded when the first clip is missing."""

    def __init__(self, checkpoint: Checkpoint, folder: Path, device: str) -> None:
        self.checkpoint, self.folder, self.device = checkpoint, folder, device
        self._loaded: tuple[Any, Any] | None = None

    def clip(self, row: Row, file: Path, markers: Sequence[str]) -> None:
        """Write a clip's file and its words', where they are missing; the clip's comes last."""
        import torch
        from safetensors.torch import save_file

        if file.is_file():
            return
        text = self._text(row.caption)
        values = [row.markers.get(name) for name in markers]
        known = torch.tensor([float("nan") if value is None else float(value) for value in values])
        with whole_file(file) as temporary:
            save_file({"tokens": self._tokens(row), "markers": known}, temporary, metadata={"text": text})

    def _text(self, caption: str) -> str:
        import torch
        from safetensors.torch import save_file

        name = hashlib.sha256(caption.encode()).hexdigest()[:32]
        file = self.folder / "texts" / f"{name}.safetensors"
        if not file.is_file():
            width = int(self.checkpoint.text.config["d_model"])
            vectors = self._parts()[1].read([caption]).vectors[0].cpu() if caption else torch.zeros(0, width)
            with whole_file(file) as temporary:
                save_file({"vectors": vectors.clone().contiguous()}, temporary)
        return name

    def _tokens(self, row: Row) -> torch.Tensor:
        import torch

        from engine.audio.files import read
        from engine.audio.resample import resample
        from engine.audio.transform import to_mono, to_stereo

        codec = self._parts()[0]
        audio = read(row.file)
        fitted = resample(to_mono(audio) if codec.channels == 1 else to_stereo(audio), codec.settings.sample_rate)
        tokens: torch.Tensor = codec.encode(torch.from_numpy(fitted.samples.copy())[None])[0]
        return tokens.to(torch.int16).cpu().contiguous()

    def _parts(self) -> tuple[Any, Any]:
        if self._loaded is None:
            from engine.generation.musicgen.codec import EnCodec
            from engine.generation.musicgen.text import T5Reader

            own, language = self.checkpoint, self.checkpoint.language
            codec = EnCodec(
                own.codec,
                num_codebooks=language.num_codebooks,
                is_stereo=language.is_stereo,
                device=self.device,
                model=own.model,
            )
            self._loaded = codec, T5Reader(own.text, device=self.device, model=own.model)
        return self._loaded
