"""The steps of the demo, each by the documented commands; a step leaves a document of what it has found."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trainer.demo.corpus import CAPTIONS, TEMPO_BPM, Caption, write_songs
from trainer.demo.plan import DemoFolders, DemoOrder
from trainer.demo.tiny_model import write_tiny_model
from trainer.demo.verbs import Verbs

if TYPE_CHECKING:
    import torch

    from engine.cli.console import Console
    from trainer.finetune.cache import Row

DATASET = "demo"
MODELS = ("base", "tuned")
_SPECTRAL = "spectral"


@dataclass(frozen=True, slots=True)
class Stage:
    """What a step works with."""

    order: DemoOrder
    folders: DemoFolders
    console: Console
    verbs: Verbs
    threads: int


Step = Callable[[Stage], dict[str, Any]]


def prompt_of(caption: Caption) -> str:
    """What the models are told: as the data set's captions begin."""
    return f"{caption.words} groove, at {TEMPO_BPM:.0f} BPM"


def make_corpus(stage: Stage) -> dict[str, Any]:
    """Render the songs."""
    order = stage.order
    line = stage.console.progress("songs")
    try:
        songs = write_songs(
            stage.folders.songs,
            songs=order.songs,
            seconds=order.song_seconds,
            seed=order.seed,
            on_song=lambda done, total: line(done / total, f"{done} of {total}"),
        )
    finally:
        line.close()
    return {
        "songs": len(songs),
        "with_log_drum": sum(song.caption.has_log_drum for song in songs),
        "seconds": order.song_seconds,
    }


def import_songs(stage: Stage) -> dict[str, Any]:
    """Into a library of the demo's own, with rights and what each half is called; analysed with the quick separator."""
    documents = {}
    for caption in CAPTIONS:
        documents[caption.id] = stage.verbs.train(
            *("collection", "import", str(stage.folders.songs / caption.id), "--rights", "own"),
            *("--style", caption.words, "--region", "synthesised", "--proof", "rendered by this program"),
            *("--by", "demo", "--model", _SPECTRAL, "--workers", str(stage.threads)),
        )
    return documents


def make_dataset(stage: Stage) -> dict[str, Any]:
    """Immutable, hashed, split by artist; then verified."""
    order = stage.order
    document = stage.verbs.train(
        *("dataset", "make", DATASET, "--seconds", f"{order.clip_seconds:g}", "--mono", "--stems", "0"),
        *("--rate", str(order.shape.codec.sample_rate), "--min-minutes", "0.1", "--seed", str(order.seed)),
        *("--workers", str(stage.threads)),
    )
    verified = stage.verbs.train("dataset", "verify", DATASET)
    return {**document, "sound": verified["sound"], "captions": [row.caption for row in _rows(stage)]}


def _rows(stage: Stage) -> list[Row]:
    """The data set's clips, with what it says of them."""
    from trainer.cli.dataset import DATASETS_FOLDER
    from trainer.dataset.store import open_dataset
    from trainer.finetune.cache import rows_of

    dataset = open_dataset(stage.folders.home / DATASETS_FOLDER, DATASET)
    return [row for split in ("train", "validation", "test") for row in rows_of(dataset, split)]


def make_model(stage: Stage) -> dict[str, Any]:
    """A codec for the data set's clips, T5 and a language model that know nothing yet, in audiocraft's files."""
    import torch

    order, folders = stage.order, stage.folders
    torch.set_num_threads(stage.threads)
    rows = _rows(stage)
    clips = [_heard(row.file, order) for row in rows]
    captions = [*(row.caption for row in rows), *(prompt_of(caption) for caption in CAPTIONS)]
    write_tiny_model(folders.untrained, torch.cat(clips), captions, order.shape, seed=order.seed)
    return {"codec": _coded(folders.untrained, clips[: 2 * len(CAPTIONS)], stage), "shape": _shape(order)}


def _heard(file: Path, order: DemoOrder) -> torch.Tensor:
    import torch

    from engine.audio.files import read
    from engine.audio.resample import resample
    from engine.audio.transform import to_mono

    return torch.from_numpy(resample(to_mono(read(file)), order.shape.codec.sample_rate).samples[0].copy())


def _coded(folder: Path, songs: list[torch.Tensor], stage: Stage) -> dict[str, Any]:
    """How far the codec's sound is from the song's, by the very path that generation takes."""
    import torch

    from engine.generation.musicgen.checkpoint import open_checkpoint
    from engine.generation.musicgen.codec import EnCodec

    scratch = stage.folders.home / "converted"
    checkpoint = open_checkpoint(folder, model="untrained", scratch=scratch)
    codec = EnCodec(checkpoint.codec, num_codebooks=checkpoint.language.num_codebooks)
    ratios = []
    for song in songs:
        again = codec.decode(codec.encode(song[None, None]))[0, 0, : len(song)]
        ratios.append(float(10.0 * torch.log10(song.square().sum() / (again - song).square().sum())))
    shutil.rmtree(scratch, ignore_errors=True)  # half a gigabyte
    settings = codec.settings
    return {
        "signal_to_error_db": [round(ratio, 2) for ratio in ratios],
        "token_rate": settings.token_rate,
        "codebooks": settings.num_codebooks,
        "codebook_size": settings.codebook_size,
        "sample_rate": settings.sample_rate,
    }


def _shape(order: DemoOrder) -> dict[str, Any]:
    return {"width": order.shape.width, "layers": order.shape.layers, "heads": order.shape.heads}


def train_base(stage: Stage) -> dict[str, Any]:
    """Music without a word about it: what the fine-tuned model is compared with."""
    return _trained(stage, "base", stage.folders.untrained, stage.order.base_steps, untold=1.0)


def train_tuned(stage: Stage) -> dict[str, Any]:
    """The base goes on with the same clips and what is said of them."""
    return _trained(stage, "tuned", stage.folders.model("base"), stage.order.tune_steps, untold=0.2)


def _trained(stage: Stage, name: str, base: Path, steps: int, *, untold: float) -> dict[str, Any]:
    from engine.core.codec import decode_json
    from trainer.runs import FIGURES_FILE

    order, run = stage.order, stage.folders.run(name)
    document = stage.verbs.train(
        *("run", "musicgen", "--base", str(base), "--dataset", DATASET, "--out", str(run), "--method", "full"),
        *("--steps", str(steps), "--batch", str(order.batch), "--learning-rate", "0.002", "--ema", "0.95"),
        *("--untold", f"{untold:g}", "--no-culture", "--seed", str(order.seed)),
        *("--validate-every", str(max(1, steps // 4)), "--held-out", "8"),
        # so small a model gains little from a second thread, and waits long for it where the machine is busy
        *("--device", "cpu", "--precision", "fp32", "--threads", "1"),
    )
    lines = (run / FIGURES_FILE).read_bytes().splitlines()
    return {**document, "figures": [decode_json(line, dict) for line in lines if line.strip()]}


def generate(stage: Stage) -> dict[str, Any]:
    """Takes of base and fine-tuned model for both captions, with the same seeds, each heard as any song is."""
    order, folders = stage.order, stage.folders
    wanted = [(name, caption) for name in MODELS for caption in CAPTIONS]
    for done, (name, caption) in enumerate(wanted):
        folder = folders.takes(name) / caption.id
        if len(list(folder.glob("take-*/culture.json"))) == order.takes:
            continue
        shutil.rmtree(folder, ignore_errors=True)
        stage.console.say(f"{done * order.takes} of {len(wanted) * order.takes} takes made")
        # told by section it would hear of instruments that no caption of its songs names, a log drum among them
        stage.verbs.aurax(
            *("generate", prompt_of(caption), "--backend", "musicgen", "--model", str(folders.model(name))),
            *("--seconds", f"{order.clip_seconds:g}", "--seed", str(order.seed), "--takes", str(order.takes)),
            *("--no-gate", "--no-sections", "--device", "cpu", "--precision", "fp32", "--format", "pcm16"),
            *("--out", str(folder)),
        )
    return {"takes": len(wanted) * order.takes}


def score(stage: Stage) -> dict[str, Any]:
    """AURA-X of the first take of each model and caption, heard anew; every take was scored when it was made."""
    documents = {}
    for name in MODELS:
        takes = sorted(stage.folders.takes(name).glob("*/take-1"))
        found = stage.verbs.aurax(
            "score", *map(str, takes), "--no-picture", "--out", str(stage.folders.out / "scores" / name)
        )
        documents[name] = found
    return documents


def make_session(stage: Stage) -> dict[str, Any]:
    """A blind comparison of the fine-tuned model with its base, ready for the first rater."""
    folders, order = stage.folders, stage.order
    shutil.rmtree(folders.session, ignore_errors=True)
    folders.session.with_name(f"{folders.session.name}.key").unlink(missing_ok=True)
    return stage.verbs.aurax(
        *("rate", "new", *(f"{name}={folders.takes(name)}" for name in MODELS), "--out", str(folders.session)),
        *("--trials", str(max(4, order.takes)), "--repeats", "0", "--catch", "0", "--raters", "4"),
        *("--seconds", f"{order.clip_seconds:g}", "--questions", "preference", "log_drum"),
        *("--title", "Two tiny models", "--seed", str(order.seed)),
    )
