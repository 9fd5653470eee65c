"""What a generator is: a request goes in, a piece comes out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from engine.core.audio import Audio
from engine.core.blueprint import Blueprint
from engine.core.composition import Composition
from engine.core.jobs import Report, no_report
from engine.core.stems import Stems
from engine.generation.wishes import Wishes

OnSound = Callable[[Audio, float], None]
"""Takes the next sound of a piece and the second it starts at; 0 is the beginning, perhaps anew."""


@dataclass(frozen=True, slots=True)
class SectionWords:
    """From ``start`` seconds on the model is told ``words``; ``label`` is the section's part."""

    start: float
    words: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Likeness:
    """Music that a piece is to sound like, not to repeat.

    Args:
        excerpt: The seconds that are heard.
        closeness: 1 (free) upwards; None for the backend's usual.
        words: How much the words weigh beside it; 1 is no more than the excerpt (Rouard et al. 2024: 1 to 9).
    """

    excerpt: Audio
    closeness: int | None = None
    words: float = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is asked of a generator.

    Args:
        prompt: The user's words, for backends that read them themselves.
        wishes: What was understood of them, options included.
        seed: Repeats the result.
        blueprint: A plan to carry out as it is; None to plan from the wishes.
        melody: To be followed, where the backend can.
        beginning: To be continued, where the backend can; the piece starts with it.
        like: What it is to sound like, where the backend can hear that.
    """

    prompt: str
    wishes: Wishes
    seed: int
    blueprint: Blueprint | None = None
    melody: Audio | None = None
    beginning: Audio | None = None
    like: Likeness | None = None


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Made:
    """A piece.

    Args:
        mix: Stereo or mono.
        stems: None where the backend makes only a mix.
        composition: Every note; None where the backend knows none.
        loudness_lufs, true_peak_dbtp: Of the mix; None for silence.
        seconds: What each step cost.
        role_loudness: LUFS of each role before mastering, where it plays.
    """

    mix: Audio
    stems: Stems | None = None
    composition: Composition | None = None
    loudness_lufs: float | None = None
    true_peak_dbtp: float | None = None
    seconds: dict[str, float] = field(default_factory=dict)
    role_loudness: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Planned:
    """A blueprint (None from a backend that plans nothing) and what was decided, in words."""

    blueprint: Blueprint | None
    choices: tuple[str, ...]


class Generator(Protocol):
    """A backend. ``licence`` is that of its weights, which follows every take."""

    @property
    def id(self) -> str: ...

    @property
    def model(self) -> str: ...

    @property
    def revision(self) -> str: ...

    @property
    def licence(self) -> str: ...

    def plan(self, request: Request) -> Planned: ...

    def first_bars(self, blueprint: Blueprint, num_bars: int) -> Audio: ...

    def make(self, request: Request, *, report: Report = no_report, on_sound: OnSound | None = None) -> Made: ...


class SoundGenerator(Generator, Protocol):
    """A backend that makes sound and knows no notes.

    ``abilities`` are, as far as it has them, ``melody``, ``continue``, ``like``, ``preview`` (``on_sound`` gets the
    first piece's sound while it is made) and ``sections`` (each section of a blueprint is told its own words).
    ``window_seconds`` is how far it looks back, None for any; ``told`` the words it gets, ``told_sections`` those of
    each section, ``seconds`` the length it makes, ``needs`` what so many pieces need of memory, empty if unknown.
    """

    @property
    def commercial_use(self) -> bool: ...

    @property
    def abilities(self) -> frozenset[str]: ...

    @property
    def window_seconds(self) -> float | None: ...

    def parameters(self) -> dict[str, Any]: ...

    def told(self, request: Request) -> str: ...

    def told_sections(self, request: Request) -> Sequence[SectionWords]: ...

    def needs(self, items: int, seconds: float) -> str: ...

    def seconds(self, request: Request) -> float: ...

    def make_all(
        self, requests: Sequence[Request], *, report: Report = no_report, on_sound: OnSound | None = None
    ) -> list[Made]: ...
