"""Our training step against audiocraft's own, in one run: tokens a second and peak memory, each in a fork of its own.

``python -m tests.parity.tuning_step FOLDER [--width N --layers N --cardinality N --clips N …]``

Audiocraft's step is what ``MusicGenSolver.run_step`` does for a batch whose tokens and words' vectors are cached (its
``cache`` setting): ``compute_predictions``, ``_compute_cross_entropy``, backward, clipping, AdamW; fp32 on a processor,
fp16 autocast with a scaler on a card. Ours is ``trainer.recipes.loop`` with averaged weights, figures and all; theirs
keeps no averaged weights here, which favours it. On a processor one thread computes and its own seconds count, so that
what else the machine does hardly matters.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch

from tests.tiny_musicgen import TEXT_WIDTH, write_audiocraft
from trainer.finetune.batch import Batch, Clip, collate
from trainer.finetune.network import PROJECTION, Adapters, build_network

ROWS = ("audiocraft, full", "ours, full", "ours, full, saves memory", "ours, LoRA 16", "ours, LoRA 16, bf16")
_ROUNDS = 5


def main() -> None:
    """Print the rows as JSON."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    for name, value in (("width", 256), ("layers", 6), ("cardinality", 512), ("clips", 2)):
        parser.add_argument(f"--{name}", type=int, default=value)
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--device", default="cpu")
    own = parser.parse_args()
    torch.set_num_threads(1)
    checkpoint = sized(own)
    for row in ROWS:
        sys.stdout.write(json.dumps({"row": row, **_forked(own, checkpoint, row)}) + "\n")
        sys.stdout.flush()


def sized(own: argparse.Namespace) -> Any:
    """A checkpoint of the size, random weights; all that is imported here does not count as a row's memory."""
    import audiocraft.solvers.musicgen  # noqa: F401
    import peft  # noqa: F401

    from engine.generation.musicgen.checkpoint import open_checkpoint, shapes

    folder = own.folder / "base"
    if not folder.is_dir():
        write_audiocraft(folder)
    tiny = open_checkpoint(folder, model="tiny", scratch=own.folder / "scratch")
    language = replace(
        tiny.language,
        width=own.width,
        num_heads=max(1, own.width // 64),
        num_layers=own.layers,
        feed_forward=4 * own.width,
        cardinality=own.cardinality,
    )
    draw = torch.Generator().manual_seed(0)
    tensors = {
        name: torch.ones(shape) if len(shape) == 1 else torch.randn(shape, generator=draw) * 0.02
        for name, shape in shapes(language, TEXT_WIDTH).items()
    }
    return replace(tiny, language=language, tensors=tensors)


def _forked(own: argparse.Namespace, checkpoint: Any, row: str) -> dict[str, float]:
    """A row's figures, measured in a process that has done nothing else."""
    read, write = os.pipe()
    process = os.fork()
    if not process:
        code = 1
        try:
            os.write(write, json.dumps(_measured(own, checkpoint, row)).encode())
            code = 0
        finally:
            os._exit(code)
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        found = pipe.read()
    os.waitpid(process, 0)
    figures: dict[str, float] = json.loads(found)
    return figures


def _measured(own: argparse.Namespace, checkpoint: Any, row: str) -> dict[str, float]:
    draw = torch.Generator().manual_seed(1)
    steps = round(own.seconds * 50)
    clips = [
        Clip(
            torch.randint(0, own.cardinality, (4, steps), generator=draw),
            torch.randn(12, TEXT_WIDTH, generator=draw),
            torch.full((3,), 0.5),
        )
        for _ in range(own.clips)
    ]
    batch = collate(clips, [True] * own.clips, special_token=own.cardinality).to(torch.device(own.device))
    before = _resident()
    step = theirs(checkpoint, batch, own.device) if row.startswith("audiocraft") else ours(checkpoint, batch, row)
    step()
    is_card = own.device == "cuda"
    clock = time.perf_counter if is_card else time.process_time
    spent = []
    for _ in range(_ROUNDS):
        began = clock()
        step()
        if is_card:
            torch.cuda.synchronize()
        spent.append(clock() - began)
    peak = torch.cuda.max_memory_allocated() if is_card else _resident(peak=True) - before
    middle = sorted(spent)[len(spent) // 2]
    return {
        "tokens_a_second": round(own.clips * 4 * steps / middle),
        "seconds_a_step": round(middle, 4),
        "fastest": round(min(spent), 4),
        "peak_mb": round(peak / 1e6),
    }


def theirs(checkpoint: Any, batch: Batch, device: str) -> Callable[[], None]:
    """Audiocraft's model, loss and optimiser."""
    from types import SimpleNamespace

    from audiocraft.solvers.musicgen import MusicGenSolver

    from engine.generation.musicgen.reference import bare_model

    inside = {name: own for name, own in checkpoint.tensors.items() if not name.startswith("condition_provider.")}
    model = bare_model(checkpoint.language, inside, torch.zeros(1, 1, checkpoint.language.width), device=device).train()
    weight, bias = (checkpoint.tensors[f"{PROJECTION}{name}"] for name in ("weight", "bias"))
    projection = torch.nn.Linear(weight.shape[1], weight.shape[0]).to(device)
    projection.load_state_dict({"weight": weight, "bias": bias})
    parameters = [*model.parameters(), *projection.parameters()]
    optimiser = torch.optim.AdamW(parameters, lr=1e-5, betas=(0.9, 0.95), weight_decay=0.1)
    solver: Any = object.__new__(MusicGenSolver)
    solver.__dict__["cfg"] = SimpleNamespace()
    is_half = device == "cuda"
    scaler = torch.amp.GradScaler(device, enabled=is_half)

    def step() -> None:
        with torch.autocast(device, torch.float16, enabled=is_half):
            words = projection(batch.text) * batch.is_word.unsqueeze(-1)
            said = model.compute_predictions(batch.tokens, [], {"description": (words, batch.is_word)})
            mask = batch.is_sound & said.mask
            loss, _ = MusicGenSolver._compute_cross_entropy(solver, said.logits, batch.tokens, mask)
        scaler.scale(loss).backward()
        scaler.unscale_(optimiser)
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        scaler.step(optimiser)
        scaler.update()
        optimiser.zero_grad()

    return step


def ours(checkpoint: Any, batch: Batch, row: str) -> Callable[[], None]:
    """The step of the shared loop, with its averaged weights and figures."""
    from lightning_fabric import Fabric

    from trainer.finetune.recipe import Cosine, FineTune, TuneOptions
    from trainer.recipes import loop

    adapters = Adapters(16) if "LoRA" in row else None
    options = TuneOptions(adapters=adapters, culture=0.0, saves_memory="saves" in row)
    device = batch.tokens.device.type
    machine = Fabric(accelerator=device, devices=1, precision=_precision(device, row))
    machine.launch()
    recipe: Any = object.__new__(FineTune)
    recipe.options, recipe.checkpoint = options, checkpoint
    network = build_network(checkpoint, adapters=adapters, saves_memory=options.saves_memory)
    average = loop._averaged(network).to(machine.device)
    schedule = Cosine(steps=1000, learning_rate=1e-5)
    wrapped, *optimisers = machine.setup(network, *loop._optimisers(network, schedule))
    state = loop._State(wrapped, average, tuple(optimisers), loop._changing(network))

    def step() -> None:
        loop._one(recipe, batch, schedule, machine, state)

    return step


def _precision(device: str, row: str) -> Any:
    if "bf16" in row:
        return "bf16-mixed"
    return "16-mixed" if device == "cuda" else "32-true"


def _resident(*, peak: bool = False) -> int:
    wanted = "VmHWM:" if peak else "VmRSS:"
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(1024 * int(line.split()[1]) for line in lines if line.startswith(wanted))


if __name__ == "__main__":
    main()
