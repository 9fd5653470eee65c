"""The corpus on disk: one folder per item, whole or absent, and a manifest once all are there.

``<out>/<split>/<id>/{mixture.flac, stems/<stem>.flac, truth.json}`` and ``<out>/manifest.json``. Whatever is there
already is kept, so an interrupted run goes on where it was; ``<out>/corpus.json``, written first, says whose it is.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine import __version__
from engine.audio.encode import write
from engine.core.codec import decode_json, encode_json
from engine.core.errors import UserError
from engine.whole_file import remove_temporaries, whole_folder, write_bytes
from trainer.synth_corpus.drawing import draw_item
from trainer.synth_corpus.item import ItemPlan
from trainer.synth_corpus.render_item import render_item
from trainer.synth_corpus.split import SHARES, Split
from trainer.synth_corpus.workers import num_workers, worker_pool

MANIFEST_SCHEMA = "aurax.corpus/1"
ORDER_FILE = "corpus.json"
MANIFEST_FILE = "manifest.json"
TRUTH_FILE = "truth.json"
_OWN = "CC0-1.0: made by the studio's own synthesis, no recording or sample in it"
_REALISTIC = "for training only: sounds of others are in it, sources.json lists them with their licences"


@dataclass(frozen=True, slots=True)
class CorpusOrder:
    """What is to be written: ``hours`` in items of ``seconds``, split by share; ``suffix`` is ``.flac`` or ``.wav``.

    With ``split`` all the hours are of that split and the others stay empty. With ``clips``, the folder in which spoken
    clips are kept, the items are realistic ones (``trainer.realism``).
    """

    out: str
    hours: float
    seed: int = 0
    seconds: float = 12.0
    suffix: str = ".flac"
    subtype: str = "pcm16"
    split: Split | None = None
    clips: str = ""

    @property
    def numbers(self) -> tuple[tuple[Split, int], ...]:
        """Split and index of every item."""
        total = max(1, round(self.hours * 3600.0 / self.seconds))
        if self.split is not None:
            return tuple((self.split, index) for index in range(total))
        total = max(len(Split), total)
        counts = {split: max(1, round(total * share)) for split, share in SHARES.items()}
        return tuple((split, index) for split, count in counts.items() for index in range(count))

    @property
    def document(self) -> dict[str, Any]:
        """What all items of a folder must have in common."""
        return {
            "schema": MANIFEST_SCHEMA,
            "engine": f"AURA-X Studio {__version__}",
            "seed": self.seed,
            "seconds": self.seconds,
            "format": f"{self.suffix} {self.subtype}",
            **({"split": self.split.value} if self.split is not None else {}),
            **({"kind": "realism"} if self.clips else {}),
        }


@dataclass(frozen=True, slots=True)
class WrittenCorpus:
    """What is there now: items in all, those made by this run, and the manifest's hash."""

    num_items: int
    num_made: int
    hours: float
    manifest_sha256: str


def item_folder(order: CorpusOrder, split: Split, index: int) -> Path:
    """Where an item lies."""
    return Path(order.out) / split.value / _item_id(order, split, index)


def _item_id(order: CorpusOrder, split: Split, index: int) -> str:
    return f"{split.value}-{order.seed}-{index:08d}"


def write_corpus(
    order: CorpusOrder, *, workers: int | None = None, on_item: Callable[[int, int], None] = lambda _done, _all: None
) -> WrittenCorpus:
    """Write what is missing, then the manifest.

    Args:
        order: What.
        workers: Processes; 0 works in this one; None takes one per core.
        on_item: Called with items there and items in all; an exception it raises stops the work.

    Raises:
        UserError: If another corpus lies in the folder, or a worker was ended from outside.
        AudioWriteError, OSError: If it cannot be written; what was finished stays.
    """
    out = Path(order.out)
    _claim(order)
    _tidy(out)
    numbers, missing = order.numbers, _missing(order)
    done = len(numbers) - len(missing)
    on_item(done, len(numbers))
    for _ in _written(order, missing, num_workers(workers)):
        done += 1
        on_item(done, len(numbers))
    manifest = _manifest(order, numbers)
    text = encode_json(manifest, indent=1) + b"\n"
    write_bytes(out / MANIFEST_FILE, text)
    _tidy(out)  # workers of a killed run may have been there still when this one began
    hours = len(numbers) * order.seconds / 3600.0
    return WrittenCorpus(len(numbers), len(missing), hours, hashlib.sha256(text).hexdigest())


def _tidy(out: Path) -> None:
    for folder in (out, *(out / split.value for split in Split)):
        remove_temporaries(folder)


def num_missing(order: CorpusOrder) -> int:
    """Items that are not there yet."""
    return len(_missing(order))


def _missing(order: CorpusOrder) -> list[tuple[Split, int]]:
    """Folders appear whole, so what has a name is complete."""
    folders = [Path(order.out) / split.value for split in Split]
    there = {name for folder in folders if folder.is_dir() for name in os.listdir(folder)}  # noqa: PTH208 - millions of names
    return [pair for pair in order.numbers if _item_id(order, *pair) not in there]


def _claim(order: CorpusOrder) -> None:
    """Refuse a folder that holds something else, and say what this one will hold."""
    file = Path(order.out) / ORDER_FILE
    if not file.is_file():
        write_bytes(file, encode_json(order.document, indent=1) + b"\n")
        return
    found = decode_json(file.read_bytes(), dict)
    names = dict.fromkeys(("split", *order.document))  # a folder that names no split holds all of them
    held, wanted = ([document.get(name, "all") for name in names] for document in (found, order.document))
    differing = [
        f"{name} {there} instead of {asked}"
        for name, there, asked in zip(names, held, wanted, strict=True)
        if there != asked
    ]
    if differing:
        what = ", ".join(differing)
        raise UserError(f"{order.out} holds another corpus: {what}", "Choose another folder, or the same settings.")


def _written(order: CorpusOrder, missing: list[tuple[Split, int]], workers: int) -> Iterator[None]:
    if workers == 0:
        for pair in missing:
            write_item(order, *pair)
            yield
        return
    waiting: set[Future[None]] = set()
    queue = iter(missing)
    with worker_pool(workers) as pool:
        while True:
            while len(waiting) < 2 * workers and (following := next(queue, None)) is not None:
                waiting.add(pool.submit(write_item, order, *following))
            if not waiting:
                return
            finished, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            for future in finished:
                future.result()
                yield


def write_item(order: CorpusOrder, split: Split, index: int) -> None:
    """Make one item and write its folder whole."""
    item = render_item(_plan(order, split, index))
    with whole_folder(item_folder(order, split, index)) as inside:
        write(inside / f"mixture{order.suffix}", item.mixture, subtype=order.subtype)
        for stem in item.stems:
            write(inside / "stems" / f"{stem.value}{order.suffix}", item.stems[stem], subtype=order.subtype)
        (inside / TRUTH_FILE).write_bytes(encode_json(item.truth, indent=1) + b"\n")


def _plan(order: CorpusOrder, split: Split, index: int) -> ItemPlan:
    if not order.clips:
        return draw_item(split, order.seed, index, seconds=order.seconds)
    from trainer.realism.drawing import draw_realistic

    return draw_realistic(split, order.seed, index, seconds=order.seconds, cache=order.clips)


def _manifest(order: CorpusOrder, numbers: tuple[tuple[Split, int], ...]) -> dict[str, Any]:
    items = []
    for split, index in numbers:
        folder = item_folder(order, split, index)
        digest = hashlib.sha256((folder / TRUTH_FILE).read_bytes()).hexdigest()
        items.append({"id": folder.name, "split": split.value, "truth_sha256": digest})
    return {
        **order.document,
        "licence": _REALISTIC if order.clips else _OWN,
        "num_items": {split.value: sum(1 for own, _ in numbers if own is split) for split in Split},
        "items": items,
    }
