"""A tuned model against its frozen base: held-out loss clip by clip, and what is heard in pieces that it plays."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trainer.finetune.recipe import DRIFT_BELOW, FineTune, TuneOptions

if TYPE_CHECKING:
    from lightning_fabric import Fabric

    from engine.generation.musicgen.checkpoint import Checkpoint
    from trainer.finetune.cache import Cached

SCHEMA = "aurax.evaluation/1"


@dataclass(frozen=True, slots=True)
class Gain:
    """How much better held-out clips are foretold than by the base, in nats a token.

    Args:
        clips: Compared, each with itself.
        loss, base_loss: Means of the model and of its base.
        mean, low, high: Of base less model, with Student's interval at 95 % over the clips; no interval for one clip.
        better: Share of the clips that gained.
    """

    clips: int
    loss: float
    base_loss: float
    mean: float
    low: float | None
    high: float | None
    better: float


@dataclass(frozen=True, slots=True)
class Played:
    """A piece and what was heard in it."""

    file: str
    words: str
    seed: int
    total: float | None
    has_log_drum: bool | None
    probability: float | None
    problem: str


@dataclass(frozen=True, slots=True)
class CaptionRate:
    """In how many of a caption's pieces that could be judged a log drum is heard, with Wilson's interval at 95 %."""

    words: str
    heard: int
    judged: int
    played: int
    share: float | None
    low: float | None
    high: float | None
    mean_probability: float | None


@dataclass(frozen=True, slots=True)
class Culture:
    """Scores of the pieces: ``mean`` of those that could be scored, None where none could; whether that is drift."""

    played: int
    scored: int
    mean: float | None
    is_drift: bool | None
    rates: tuple[CaptionRate, ...]
    pieces: tuple[Played, ...]


def held_out_losses(
    checkpoint: Checkpoint, cached: Cached, fabric: Fabric, *, clips: int, seconds: float
) -> list[float]:
    """Cross-entropy of each held-out clip, told its words."""
    options = TuneOptions(adapters=None, culture=0.0, held_out=clips, seconds=seconds)
    recipe = FineTune(checkpoint, cached, options)
    network = recipe.network().requires_grad_(requires_grad=False).to(fabric.device)
    return recipe.held_out_losses(network, fabric)


def gain_of(losses: Sequence[float], base: Sequence[float]) -> Gain:
    """The paired comparison; a clip's own difficulty falls out of it."""
    from engine.rating.intervals import t_quantile

    gains = [old - new for new, old in zip(losses, base, strict=True)]
    count = len(gains)
    mean = sum(gains) / count
    half = None
    if count > 1:
        spread = math.sqrt(sum((gain - mean) ** 2 for gain in gains) / (count - 1) / count)
        half = t_quantile(count - 1) * spread
    return Gain(
        count,
        sum(losses) / count,
        sum(base) / count,
        mean,
        None if half is None else mean - half,
        None if half is None else mean + half,
        sum(gain > 0.0 for gain in gains) / count,
    )


def captions_of(cached: Cached, wanted: Sequence[str]) -> list[str]:
    """What pieces are asked for: the wanted words, else every caption of the held-out clips once."""
    told = list(dict.fromkeys(caption for caption in wanted or cached.captions["validation"] if caption))
    return told or ["amapiano"]


def played(
    checkpoint: Checkpoint,
    captions: Sequence[str],
    folder: Path,
    hear: Callable[[Any], Any],
    *,
    number: int,
    seconds: float,
    seed: int = 0,
    device: str = "cpu",
    on_piece: Callable[[int], None] = lambda _done: None,
) -> list[Played]:
    """So many pieces, the captions in turn, each heard.

    Args:
        checkpoint: What plays.
        captions: What it is told.
        folder: For the sound files.
        hear: ``trainer.finetune.hooks.CultureHooks.heard``.
        number: Of pieces in all.
        seconds: Of each.
        seed: Of the first; the others follow. Two models with one seed draw the same numbers.
        device: Where it plays.
        on_piece: Told how many are done.
    """
    from trainer.finetune.hooks import play

    texts = [captions[index % len(captions)] for index in range(number)]
    found = []
    for index, sample in enumerate(play(checkpoint, texts, folder, seconds=seconds, device=device, seed=seed)):
        heard = hear(sample)
        found.append(
            Played(
                str(sample.file),
                texts[index],
                seed + index,
                heard.total,
                heard.has_log_drum,
                heard.probability,
                heard.problem,
            )
        )
        on_piece(index + 1)
    return found


def culture_of(pieces: Sequence[Played]) -> Culture:
    """The figures of some pieces; what could not be judged is counted and is no zero."""
    totals = [piece.total for piece in pieces if piece.total is not None]
    mean = sum(totals) / len(totals) if totals else None
    captions = dict.fromkeys(piece.words for piece in pieces)
    rates = tuple(_rate(words, [piece for piece in pieces if piece.words == words]) for words in captions)
    return Culture(len(pieces), len(totals), mean, None if mean is None else mean < DRIFT_BELOW, rates, tuple(pieces))


def _rate(words: str, pieces: Sequence[Played]) -> CaptionRate:
    from engine.rating.intervals import normal_quantile, wilson

    known = [piece.has_log_drum for piece in pieces if piece.has_log_drum is not None]
    odds = [piece.probability for piece in pieces if piece.probability is not None]
    share = low = high = None
    if known:
        share = sum(known) / len(known)
        low, high = wilson(sum(known), len(known), normal_quantile())
    mean = sum(odds) / len(odds) if odds else None
    return CaptionRate(words, sum(known), len(known), len(pieces), share, low, high, mean)


def held_out(cached: Cached, split: str) -> Cached:
    """A cache whose held-out clips are those of ``split``."""
    own = cached.clips[split]
    return replace(
        cached,
        clips={"train": own, "validation": own},
        captions={"train": cached.captions[split], "validation": cached.captions[split]},
    )


def told(document: dict[str, Any]) -> list[str]:
    """An evaluation for people."""
    lines = [f"{document['model']} against its base {document['base']}, {document['dataset']} ({document['split']})"]
    gain = document["held_out"]
    spread = "" if gain["low"] is None else f" ({gain['low']:+.4f} to {gain['high']:+.4f})"
    lines.append(
        f"  held-out loss {gain['loss']:.4f}, base {gain['base_loss']:.4f}: gain {gain['mean']:+.4f}{spread} nats a "
        f"token over {gain['clips']} clips, {gain['better']:.0%} of them better"
    )
    for name in ("samples", "base_samples"):
        if document[name] is not None:
            lines += _told_culture(name.replace("_", " "), document[name])
    return lines


def _told_culture(name: str, own: dict[str, Any]) -> list[str]:
    mean = "none could be scored" if own["mean"] is None else f"AURA-X {own['mean']:.2f} on average"
    lines = [f"  {own['played']} {name}, {own['scored']} scored: {mean}"]
    for rate in own["rates"]:
        share = (
            "not judged" if rate["share"] is None else f"{rate['share']:.0%} ({rate['low']:.0%} to {rate['high']:.0%})"
        )
        lines.append(f'    log drum heard in {rate["heard"]} of {rate["judged"]}, {share}: "{rate["words"]}"')
    return lines
