"""What a demo is asked to make, and where everything of it lies."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from engine.core.codec import decode_json, encode_json
from engine.core.errors import UserError
from engine.whole_file import write_bytes
from trainer.demo.tiny_model import ModelShape

ORDER_FILE = "demo.json"
BUDGET_SECONDS = 15 * 60
"""What the whole way may take on two cores."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoOrder:
    """Sizes of a demo. Everything the result depends on stands here.

    Args:
        songs: Of the corpus, half of them with a log drum.
        song_seconds: Length of each.
        clip_seconds: Length of a clip of the data set, and of a generated take.
        shape: Of the tiny model.
        base_steps: Of the training that makes the base: music without a word about it.
        tune_steps: Of the fine-tuning: the same music with its captions.
        batch: Clips of a step.
        takes: Of each model and caption.
        seed: Of all that is drawn.
    """

    songs: int = 12
    song_seconds: float = 28.0
    clip_seconds: float = 12.8
    shape: ModelShape = field(default_factory=ModelShape)
    base_steps: int = 60
    tune_steps: int = 110
    batch: int = 8
    takes: int = 6
    seed: int = 0


@dataclass(frozen=True, slots=True)
class DemoFolders:
    """Where a demo's files lie below its folder. Its home is its own: the user's library is not touched."""

    out: Path

    @property
    def home(self) -> Path:
        return self.out / "home"

    @property
    def songs(self) -> Path:
        return self.out / "songs"

    @property
    def untrained(self) -> Path:
        return self.out / "models" / "untrained"

    def run(self, name: str) -> Path:
        """Of the training ``base`` or ``tuned``."""
        return self.out / "runs" / name

    def model(self, name: str) -> Path:
        """What that training has written."""
        return self.run(name) / "model"

    def takes(self, name: str) -> Path:
        """Of that model."""
        return self.out / "takes" / name

    @property
    def session(self) -> Path:
        """The blind comparison."""
        return self.out / "listening"


def begin(out: Path, order: DemoOrder) -> DemoFolders:
    """Begin a demo, or find it.

    Raises:
        UserError: If the folder holds another demo, or something else.
    """
    file = out / ORDER_FILE
    content = encode_json(order, indent=1) + b"\n"
    if file.is_file():
        if decode_json(file.read_bytes(), dict) != decode_json(content, dict):
            raise UserError(f"{out} holds a demo of other sizes", "Choose another --out, or give the same options.")
    elif out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise UserError(f"{out} holds something else already", "Choose an --out that is not there yet.")
    else:
        write_bytes(file, content)
    return DemoFolders(out)
