"""A cache of random clips and a recipe on it; as a program, one process of a training that several share."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import torch
from lightning_fabric import Fabric

from tests.tiny_musicgen import CARDINALITY, TEXT_WIDTH
from trainer.finetune.cache import Cached
from trainer.finetune.network import Adapters
from trainer.finetune.recipe import Cosine, FineTune, TuneOptions

MARKERS = ("jazz", "log_drum", "nobody_knows")


def cached_clips(folder: Path, *, train: int = 5, validation: int = 2) -> Cached:
    from safetensors.torch import save_file

    draw = torch.Generator().manual_seed(9)
    clips: dict[str, tuple[Path, ...]] = {}
    (folder / "texts").mkdir(parents=True, exist_ok=True)
    save_file({"vectors": torch.randn(4, TEXT_WIDTH, generator=draw)}, folder / "texts" / "words.safetensors")
    for split, count in (("train", train), ("validation", validation)):
        (folder / "clips" / split).mkdir(parents=True, exist_ok=True)
        files = [folder / "clips" / split / f"{number}.safetensors" for number in range(count)]
        for file in files:
            tokens = torch.randint(0, CARDINALITY, (4, 10), generator=draw).to(torch.int16)
            markers = torch.tensor([0.2, 0.9, float("nan")])
            save_file({"tokens": tokens, "markers": markers}, file, metadata={"text": "words"})
        clips[split] = tuple(files)
    return Cached(folder, MARKERS, clips, {split: ("a log drum",) * len(own) for split, own in clips.items()})


def recipe_of(checkpoint: Any, cached: Cached, options: TuneOptions | None = None) -> FineTune:
    return FineTune(checkpoint, cached, options or TuneOptions(adapters=Adapters(rank=2), batch=2, seed=3))


def fabric() -> Fabric:
    made = Fabric(accelerator="cpu", devices=1)
    made.launch()
    return made


def main(base: Path, folder: Path, processes: int) -> None:
    """Train three steps of two pieces each: one process adds them up, two have one each."""
    from engine.generation.musicgen.checkpoint import open_checkpoint
    from trainer.recipes.loop import train

    shared = Fabric(accelerator="cpu", devices=processes, strategy="ddp" if processes > 1 else "auto")
    shared.launch()
    cached = cached_clips(folder / f"cache_{shared.global_rank}_{processes}")
    checkpoint = open_checkpoint(base, model="tiny", scratch=folder / f"scratch_{shared.global_rank}_{processes}")
    options = TuneOptions(adapters=Adapters(rank=2), batch=2, accumulate=2 // processes, seed=3)
    schedule = Cosine(steps=3, learning_rate=0.01, warmup=1, validate_steps=3)
    train(recipe_of(checkpoint, cached, options), folder / f"run_{processes}", schedule, shared)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
