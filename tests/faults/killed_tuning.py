"""A fine-tuning that is killed (-9) so many times and goes on each time, beside one that is not; as a program.

``python -m tests.faults.killed_tuning FOLDER KILLS`` prints where it was killed. Each training is a fork of one process
that has everything loaded, so that a kill costs a second and not a start of torch. Nothing heavy is imported above
``main``: the processes that convert weights would import it, too.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import Any

from trainer.checkpoint import newest_whole


def main(folder: Path, kills: int) -> None:
    """Kill at ``kills`` points, at random moments of a step (seeded): while it computes, while it saves."""
    from engine.generation.musicgen.checkpoint import open_checkpoint
    from tests.tiny_musicgen import write_audiocraft
    from tests.unit.trainer.finetune.tuning import cached_clips, recipe_of

    base = write_audiocraft(folder / "base")
    checkpoint = open_checkpoint(base, model="tiny", scratch=folder / "scratch")
    recipe = recipe_of(checkpoint, cached_clips(folder / "cache"))
    import_module("torch.utils.tensorboard")
    recipe.network()  # its libraries are loaded here, once for all forks
    steps, draw = 4 * kills, random.Random(11)
    points: list[dict[str, int]] = []
    straight = _begun(recipe, folder / "straight", steps)
    straight.next_step()
    began = time.monotonic()
    straight.wait()
    pace = (time.monotonic() - began) / (steps - 1)
    while len(points) < kills:
        child = _begun(recipe, folder / "killed", steps)
        if not (told := child.next_step()):
            break  # it has ended before it was killed often enough, which the caller sees
        time.sleep(draw.uniform(0.0, pace))
        if child.kill():
            whole = newest_whole(folder / "killed")
            points.append({"told": told, "kept": 0 if whole is None else whole.step})
    _begun(recipe, folder / "killed", steps).wait()
    sys.stdout.write(json.dumps(points) + "\n")


class _Child:
    """A training in a fork; tells each step once it is kept."""

    def __init__(self, process: int, pipe: int) -> None:
        self.process, self.told = process, os.fdopen(pipe, "rb")

    def next_step(self) -> int:
        """Waits for the next step; 0 where the training has ended."""
        return int(self.told.readline() or b"0")

    def kill(self) -> bool:
        """Ends it; whether it was still at work."""
        os.kill(self.process, signal.SIGKILL)
        _, status = os.waitpid(self.process, 0)
        self.told.close()
        return os.WIFSIGNALED(status)

    def wait(self) -> None:
        self.told.read()
        _, status = os.waitpid(self.process, 0)
        self.told.close()
        assert status == 0, "a training failed"


def _begun(recipe: Any, run: Path, steps: int) -> _Child:
    read, write = os.pipe()
    process = os.fork()
    if process:
        os.close(write)
        return _Child(process, read)
    code = 1
    try:
        _train(recipe, run, steps, write)
        code = 0
    finally:
        os._exit(code)


def _train(recipe: Any, run: Path, steps: int, pipe: int) -> None:
    from tests.unit.trainer.finetune.tuning import fabric
    from trainer.finetune.recipe import Cosine
    from trainer.recipes.loop import Progress, train

    def told(progress: Progress) -> None:
        os.write(pipe, b"%d\n" % progress.step)

    schedule = Cosine(steps=steps, learning_rate=0.01, warmup=2, validate_steps=5, ema=0.9, save_steps=1)
    train(recipe, run, schedule, fabric(), on_step=told)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
