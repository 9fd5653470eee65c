"""Who can make takes on this machine, and what that costs: known before anything starts."""

from __future__ import annotations

import math
import os
import statistics
from dataclasses import dataclass
from pathlib import Path

from app.window_state import WindowState
from engine.core.model_card import ModelCard
from engine.models.catalog import Catalog
from engine.models.device import find_gpus
from engine.models.installed import is_available
from engine.settings import Settings

_MEDIUM = (1536, 24, 48)
_SIZES = {"small": (1024, 16, 24), "medium": _MEDIUM, "large": (2048, 32, 48), "melody": _MEDIUM, "style": _MEDIUM}
"""Width, heads, layers of MusicGen's transformers (Copet et al. 2023, table A.1); those that hear are medium ones."""
_STYLE = "style"
"""In the name of models that hear music, and of what is tuned from them: no card says it, only the weights do."""
_CODEBOOKS, _WORDS, _TOKEN_RATE, _CODEC_RATE = 4, 2048, 50.0, 32_000
_START_SECONDS = 2.5  # a worker's first imports, the plan, the writing (measured on two shared cores)
_USUAL_RATE = 0.15  # seconds of work for one of music, until this machine has shown its own
_MOST_REMEMBERED = 9  # takes: the median of them stands, so a few made on a busy machine mislead nobody
_LEAST_SECONDS = 8.0  # of music: what a shorter take took is mostly the start of its worker
_MOST_WORKERS = 4  # as the pool has it


@dataclass(frozen=True, slots=True)
class EngineChoice:
    """One entry of the engine's list. ``is_sound``: makes sound and knows no notes, so no stems and no MIDI.
    ``can_like``: hears music that takes are to sound like.
    """

    id: str
    title: str
    backend: str = "sketch"
    model: str = ""
    licence: str = ""
    may_sell: bool = True
    min_vram_gb: float = 0.0
    is_sound: bool = False
    can_continue: bool = True
    can_like: bool = False


SKETCH = EngineChoice("sketch", "Composer", licence="what it makes is yours")


@dataclass(frozen=True, slots=True)
class Machine:
    """What there is to make takes with. ``vram_gb`` is 0 without a graphics card."""

    engines: tuple[EngineChoice, ...] = (SKETCH,)
    gpu: str = ""
    vram_gb: float = 0.0


@dataclass(frozen=True, slots=True)
class Estimate:
    """Before the start: seconds of work (None where this machine has not shown it yet) and graphics memory in GB."""

    seconds: float | None
    vram_gb: float | None = None
    has_room: bool = True


def find_machine(models_folder: Path) -> Machine:
    """The engines that are installed, and the graphics card.

    Raises:
        UserError: If a card of the user's cannot be read.
    """
    cards = [card for card in Catalog(models_folder) if card.kind == "generation" and is_available(card, models_folder)]
    gpus = find_gpus()
    first = gpus[0] if gpus else None
    engines = (SKETCH, *(_choice(card) for card in cards))
    return Machine(engines, first.name if first else "", first.memory_gb if first else 0.0)


def _choice(card: ModelCard) -> EngineChoice:
    is_own = bool(card.command)
    return EngineChoice(
        card.id,
        card.title,
        "external" if is_own else "musicgen",
        card.id,
        card.licence,
        card.commercial_use,
        card.min_vram_gb,
        is_sound=True,
        can_continue=not is_own or "continue" in card.abilities,
        can_like=not is_own and _STYLE in card.id.split("-"),
    )


def vram_gb(engine: EngineChoice, takes: int, seconds: float) -> float | None:
    """What so many takes at once need of a graphics card; None where nothing is known of the engine."""
    if not engine.is_sound:
        return 0.0
    size = next((_SIZES[word] for word in _SIZES if word in engine.model.split("-")), None)
    if engine.backend != "musicgen" or size is None:
        return engine.min_vram_gb or None
    from engine.generation.musicgen.memory import need
    from engine.generation.musicgen.settings import CodecSettings, LanguageModel

    width, heads, layers = size
    books = _CODEBOOKS * (2 if "stereo" in engine.model else 1)
    language = LanguageModel(
        width=width,
        num_heads=heads,
        num_layers=layers,
        feed_forward=4 * width,
        num_codebooks=books,
        cardinality=_WORDS,
        delays=tuple(range(books)),
    )
    codec = CodecSettings(
        sample_rate=_CODEC_RATE,
        hop_length=round(_CODEC_RATE / _TOKEN_RATE),
        num_codebooks=_CODEBOOKS,
        codebook_size=_WORDS,
        arguments={"num_filters": 64},
    )
    wanted = need(language, items=min(takes, 8), seconds=seconds, token_rate=_TOKEN_RATE, precision="fp16", codec=codec)
    return wanted.total / 1e9


def num_workers(settings: Settings) -> int:
    """How many planned takes are made side by side."""
    return settings.jobs.cpu_workers or min(_MOST_WORKERS, max(1, (os.cpu_count() or 1) // 2))


def estimate(
    engine: EngineChoice, takes: int, seconds: float, machine: Machine, settings: Settings, state: WindowState
) -> Estimate:
    """How long ``takes`` pieces of ``seconds`` take here, by what earlier ones took."""
    rate = remembered_rate(state, engine)
    memory = vram_gb(engine, takes, seconds)
    if engine.is_sound:
        work = None if rate is None else takes * seconds * rate
        return Estimate(work, memory, not machine.vram_gb or memory is None or memory <= machine.vram_gb)
    rounds = math.ceil(takes / num_workers(settings))
    return Estimate(rounds * (_START_SECONDS + seconds * (rate if rate is not None else _USUAL_RATE)))


def remembered_rate(state: WindowState, engine: EngineChoice) -> float | None:
    """Seconds of work for one second of music, the median of the last takes; None before the first one."""
    rates = _rates(state, engine)
    return statistics.median(rates) if rates else None


def _rates(state: WindowState, engine: EngineChoice) -> list[float]:
    """Of the last takes, oldest first; what is no rate is left out."""
    found = []
    for word in state.text(f"make_rate_{engine.id}").split():
        try:
            rate = float(word)
        except ValueError:
            continue
        if math.isfinite(rate) and rate > 0:
            found.append(rate)
    return found[-_MOST_REMEMBERED:]


def remember_rate(state: WindowState, engine: EngineChoice, work: float, seconds: float) -> None:
    """Learn from a finished take, unless it is too short to tell."""
    if seconds < _LEAST_SECONDS or not math.isfinite(work):
        return
    rest = work if engine.is_sound else max(work - _START_SECONDS, 0.1)
    rates = [*_rates(state, engine), rest / seconds][-_MOST_REMEMBERED:]
    state.set_text(f"make_rate_{engine.id}", " ".join(f"{rate:.5f}" for rate in rates))
