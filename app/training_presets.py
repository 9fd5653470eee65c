"""What can be trained from the window, by the memory of the graphics card; words for the trainer; the estimate."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from app.making_engines import _SIZES

MUSICGEN, SEPARATION, DEMO = "musicgen", "separation", "demo"
RECIPES = (MUSICGEN, SEPARATION, DEMO)
_A100_HOURS_PER_MUSIC_HOUR = 0.25 / (27.0 / 60.0) / 4.0
"""Published: 27 minutes of music, 4 epochs, 15 minutes on an A100 (MusicGen-melody 1.5B, LoRA), as in the trainer."""
_CLIP_SECONDS = 30.0
_REFERENCE_SIZE = "melody"
_CONTEXT_GB = 0.7
DEMO_STEPS = 30


@dataclass(frozen=True, slots=True)
class Preset:
    """Settings of ``aurax train run musicgen --preset`` for cards from ``gigabytes`` on; rank 0 trains all weights."""

    name: str
    gigabytes: int
    rank: int
    batch: int
    accumulate: int


PRESETS = (
    Preset("8gb", 8, 8, 1, 16),
    Preset("10gb", 10, 16, 2, 8),
    Preset("16gb", 16, 16, 4, 4),
    Preset("24gb", 24, 32, 8, 2),
    Preset("40gb", 40, 0, 8, 2),
)
"""As ``trainer/finetune/presets.py`` has them (a test compares)."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Everything that is chosen before a training begins.

    Args:
        recipe: One of ``RECIPES``.
        base: An installed MusicGen's id, or a folder of one.
        dataset: ``name/vN`` for MusicGen, a folder of multitracks for the separator.
        preset: Of ``PRESETS``; empty where the processor computes.
        steps: In all.
        look_every: Steps between two looks: previews are made and judged.
        samples: Previews of a look.
        usd_per_hour, budget_usd: Of the machine.
        asks: Whether thresholds decide (else a look only lets hear, and stops what is no better than its base).
    """

    recipe: str = DEMO
    base: str = ""
    dataset: str = ""
    preset: str = ""
    steps: int = 1000
    look_every: int = 500
    samples: int = 4
    usd_per_hour: float = 0.0
    budget_usd: float = 600.0
    asks: bool = False


@dataclass(frozen=True, slots=True)
class Estimate:
    """Before the start: GB of the card, hours, US dollars; None where nothing is known. ``basis`` says whence."""

    memory_gb: float | None
    hours: float | None
    usd: float | None
    basis: str


def preset_for(vram_gb: float, base: str = "") -> str:
    """The largest preset a card has room for, with this base; empty where there is none."""
    room = vram_gb * 1.02 + 0.3  # "8 GB" cards have 7.8
    fitting = [own.name for own in PRESETS if own.gigabytes <= room and (memory_gb(base, own.name) or 0.0) <= room]
    return fitting[-1] if fitting else ""


def shape_of(base: str) -> tuple[int, int, int] | None:
    """Width, heads and layers of a published MusicGen by its id; None for a model of the user's own."""
    sizes = [name for name in _SIZES if name in Path(base).name]
    return _SIZES[sizes[0]] if sizes else None


def weights_of(shape: tuple[int, int, int]) -> float:
    """Weights of the language model: self- and cross-attention 4 w² each, feed-forward 8 w², and the tables."""
    width, _heads, layers = shape
    return 16.0 * width * width * layers + 8.0 * 2049 * width


def memory_gb(base: str, preset_name: str) -> float | None:
    """The trainer's estimate (``trainer/finetune/presets.py``) for a published MusicGen; None for any other."""
    shape = shape_of(base)
    preset = next((each for each in PRESETS if each.name == preset_name), None)
    if shape is None or preset is None:
        return None
    width, _heads, layers = shape
    every = weights_of(shape)
    trained = every if preset.rank == 0 else preset.rank * layers * 20.0 * width
    weights = 8.0 * every + (12.0 * trained if preset.rank == 0 else 20.0 * trained)
    unit = preset.batch * 1504.0 * width
    activations = unit * (2.0 * layers + 42.0) + preset.batch * 1504.0 * 4 * 2048 * 12
    return (weights + activations) / 1e9 + _CONTEXT_GB


def estimate(choice: Choice, rate: float | None, vram_gb: float) -> Estimate:
    """What a training takes.

    Args:
        choice: What is chosen.
        rate: Seconds a step that this machine has shown with these settings; None where it has not.
        vram_gb: Of the graphics card, 0 without.
    """
    memory = memory_gb(choice.base, choice.preset) if choice.recipe == MUSICGEN else None
    seconds, basis = rate, "measured"
    if seconds is None:
        shape = shape_of(choice.base) if choice.recipe == MUSICGEN and vram_gb > 0 else None
        basis = "unknown" if shape is None else "published"
        if shape is not None:
            share = weights_of(shape) / weights_of(_SIZES[_REFERENCE_SIZE])
            seconds = 16 * _CLIP_SECONDS * _A100_HOURS_PER_MUSIC_HOUR * share
    hours = None if seconds is None else seconds * choice.steps / 3600.0
    usd = None if hours is None else hours * choice.usd_per_hour
    return Estimate(memory, hours, usd, basis)


def with_defaults(choice: Choice, recipe: str, vram_gb: float) -> Choice:
    """A recipe's usual numbers."""
    if recipe == DEMO:
        return replace(choice, recipe=recipe, preset="", steps=DEMO_STEPS, look_every=DEMO_STEPS // 2, samples=2)
    steps = 1000 if recipe == MUSICGEN else 4000
    return replace(
        choice,
        recipe=recipe,
        preset=preset_for(vram_gb, choice.base),
        steps=steps,
        look_every=steps // 4,
        samples=4,
        asks=False,
    )


def run_arguments(choice: Choice, run: Path, plan: Path, has_gpu: bool) -> list[str]:
    """``run RECIPE …`` for the trainer."""
    own = ["--out", str(run), "--plan", str(plan), "--events", "--steps", str(choice.steps)]
    every = str(max(1, min(choice.look_every, 100)))
    if choice.recipe == MUSICGEN:
        words = ["run", "musicgen", "--base", choice.base, "--dataset", choice.dataset, "--validate-every", every]
        words += ["--preset", choice.preset] if choice.preset else ["--batch", "1", "--rank", "8", "--seconds", "5"]
        return [*words, *own]
    words = ["run", "separation", "--corpus", choice.dataset, "--validate-every", every]
    if choice.recipe == DEMO:
        small = ["--size", "small", "--batch", "1", "--seconds", "1", "--held-out", "3", "--device", "cpu"]
        return [*words, *small, *own]
    return [*words, *([] if has_gpu else ["--size", "small"]), *own]


def demo_corpus_arguments(folder: Path) -> list[str]:
    """``corpus make`` for the small demo: two minutes of our own music, so that nobody waits long."""
    return ["corpus", "make", "--hours", "0.04", "--item-seconds", "6", "--out", str(folder), "--events"]


def plan_text(choice: Choice) -> str:
    """The orchestrator's plan (TOML): a look every so many steps, the budget, thresholds if they shall decide."""
    lines = [
        'name = "training"',
        "[checkpoints]",
        f"steps = {max(1, choice.look_every)}",
        "[cost]",
        f"usd_per_hour = {choice.usd_per_hour:.4f}",
        f"budget_usd = {choice.budget_usd:.2f}",
        f"warn_usd = {choice.budget_usd * 2 / 3:.2f}",
        "[conditional]",
        "looks = 1",
    ]
    if not choice.asks:  # every look is passed but one that is plainly worse than the base, or no number
        lines += ["[thresholds]", "min_authenticity = 0.0", "max_val_loss = 1000000.0", "min_gain = -1000000.0"]
    for step in range(choice.look_every, choice.steps, max(1, choice.look_every)):
        lines += ["[[milestone]]", f'name = "step_{step}"', f"step = {step}", f"samples = {choice.samples}"]
    lines += ["[[milestone]]", 'name = "end"', f"step = {choice.steps}", f"samples = {choice.samples}"]
    return "\n".join(lines) + "\n"
