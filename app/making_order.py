"""What a user asks the Make page for, and what becomes of it before anything is made: read, planned, estimated.

Everything here is pure and runs in a thread of the window's; nothing of it needs torch.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from app.making_engines import SKETCH, EngineChoice
from engine.core.errors import EngineError
from engine.generation.wishes import Reading, Wishes
from engine.jobs.sound_likeness import LikeMusic

MAX_PROMPT = 2000
MORE_BARS = 16
"""How much "Continue" adds: a section of the music's usual length."""
CONTINUED_SECONDS = 15.0
_SOUND_SECONDS = 30.0  # one window of the models; longer pieces are joined from several
_REDRAWN = ("melody", "keys", "vocals", "drums")
"""What a variation draws anew: what sits on top changes, the log drum, the chords and the form stay."""


@dataclass(frozen=True, slots=True)
class Order:
    """A wish for takes.

    Args:
        prompt: The user's words.
        wishes: What the chips say; wins over words.
        takes: How many.
        seed: Of the first; each further adds one.
        engine: Who makes them.
        source: Folder of the take that is changed; empty for new pieces.
        source_name: What the user calls it.
        redraw: Parts drawn anew.
        sections: Sections drawn anew, counted from 0.
        way: With a source that has no plan: ``variation`` or ``continue``.
        like: Music that new pieces are to sound like, where the engine can hear it.
    """

    prompt: str = ""
    wishes: Wishes = field(default_factory=Wishes)
    takes: int = 4
    seed: int = 0
    engine: EngineChoice = SKETCH
    source: str = ""
    source_name: str = ""
    redraw: tuple[str, ...] = ()
    sections: tuple[int, ...] = ()
    way: str = ""
    like: LikeMusic = field(default_factory=LikeMusic)

    @property
    def asks_something(self) -> bool:
        """A change must change something; a new piece may leave all to the style."""
        asked = self.prompt.strip() or self.redraw or self.sections or self.way or self.wishes != Wishes()
        return not self.source or bool(asked)

    def specs(self, folder: Path) -> tuple[Any, ...]:
        """The jobs that make it, below ``folder``: one for each take where they are made one after the other, so that
        each is recorded, cancelled and taken up again by itself; one for all where a graphics card makes them at once.
        """
        if self.engine.is_sound:
            return (self._sound(folder / f"seed {self.seed}"),)
        return tuple(self._planned(folder, self.seed + index) for index in range(self.takes))

    def _planned(self, folder: Path, seed: int) -> Any:
        from engine.jobs.generate_takes import GenerateTakes

        return GenerateTakes(
            prompt=self.prompt.strip(),
            folder=str(folder / f"seed {seed}"),
            seed=seed,
            options=self.wishes,
            source=self.source,
            redraw=self.redraw,
            sections=self.sections,
            is_watched=True,
        )

    def _sound(self, folder: Path) -> Any:
        from engine.jobs.generate_sound import GenerateSound

        is_variation, goes_on = self.way == "variation", self.way == "continue"
        return GenerateSound(
            prompt=self.prompt.strip() or "amapiano",
            folder=str(folder),
            seed=self.seed,
            takes=self.takes,
            backend=self.engine.backend,
            model=self.engine.model,
            options=replace(self.wishes, seconds=CONTINUED_SECONDS, bars=None) if goes_on else self.wishes,
            variation_of=self.source if is_variation else "",
            beginning=self.source if goes_on else "",
            like=self.like if self.engine.can_like and not self.way else LikeMusic(),
            is_watched=True,
        )


def variation(source: str, name: str, *, backend: str, takes: int, seed: int, engine: EngineChoice) -> Order:
    """The same piece again with what sits on top drawn anew."""
    if backend == "sketch":
        return Order(takes=takes, seed=seed, source=source, source_name=name, redraw=_REDRAWN)
    return Order(takes=takes, seed=seed, engine=engine, source=source, source_name=name, way="variation")


def continuation(
    source: str, name: str, *, backend: str, prompt: str, num_bars: int | None, seed: int, engine: EngineChoice
) -> Order:
    """The same piece, longer: a plan grows by ``MORE_BARS`` bars, sound goes on from its end."""
    if backend == "sketch":
        longer = Wishes(bars=(num_bars or 0) + MORE_BARS)
        return Order(wishes=longer, takes=1, seed=seed, source=source, source_name=name)
    return Order(prompt=prompt, takes=1, seed=seed, engine=engine, source=source, source_name=name, way="continue")


@dataclass(frozen=True, slots=True)
class Planned:
    """What the first take would be."""

    style: str
    tempo_bpm: float
    key: str
    num_bars: int
    form: tuple[tuple[str, int], ...]
    """Sections with their bars."""
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Understanding:
    """How an order is read.

    ``planned`` is None where the engine plans nothing, or where there is nothing to plan; ``seconds`` is the length of
    one take; ``problem`` is what stands in the way, one sentence.
    """

    order: Order
    reading: Reading
    planned: Planned | None
    seconds: float
    problem: str = ""


def understand(order: Order) -> Understanding:
    """Read an order and plan its first take. Never raises for what stands in it."""
    from engine.generation.prompting import merge, read_prompt

    if order.engine.is_sound:
        reading = merge(read_prompt(order.prompt), order.wishes)
        return Understanding(order, reading, None, _seconds(reading.wishes))
    try:
        return _planned(order)
    except (EngineError, ValueError) as error:
        hint = getattr(error, "hint", "") or ""
        return Understanding(order, _words(order), None, 0.0, f"{error}. {hint}".strip())


def _planned(order: Order) -> Understanding:
    from engine.core.blueprint import STEPS_PER_BAR
    from engine.jobs.take_orders import planned

    reading, blueprint, choices = planned(order.specs(Path())[0])
    seconds = blueprint.num_samples / 44_100 or blueprint.num_bars * STEPS_PER_BAR * blueprint.seconds_per_step
    plan = Planned(
        blueprint.style,
        blueprint.tempo_bpm,
        str(blueprint.key),
        blueprint.num_bars,
        tuple((section.name or section.label, section.num_bars) for section in blueprint.sections),
        choices,
    )
    return Understanding(order, reading, plan, seconds)


def _words(order: Order) -> Reading:
    """The reading alone, where no plan can be made of it."""
    from engine.generation.prompting import read_change, read_prompt

    if not order.source:
        return read_prompt(order.prompt)
    change = read_change(order.prompt)
    return Reading(change.wishes, change.understood, change.ignored, change.conflicts)


def _seconds(wishes: Wishes) -> float:
    if wishes.seconds is not None:
        return wishes.seconds
    if wishes.bars is not None:
        return wishes.bars * 240.0 / (wishes.tempo_bpm or 113.0)
    return _SOUND_SECONDS
