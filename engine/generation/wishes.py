"""What somebody asked for, by words or by options. Everything not asked for is None or empty: the style decides."""

from __future__ import annotations

from dataclasses import dataclass, field

from engine.core.harmony import Key


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """A request, as far as it was made.

    Args:
        style: Id of a profile.
        tempo_bpm: Exact tempo.
        tempo_shift: -1 slower … 1 faster than the style's middle, where only that was said.
        swing: 0.5–0.75.
        key: Tonic and mode.
        mode: ``major`` or ``minor`` where no tonic was named.
        mood: Words of mood that were understood, in the lexicon's own form ("dark", "soulful").
        energy: 0 calm – 1 full.
        seconds: Length; at most one of ``seconds`` and ``bars`` is set.
        bars: Length in bars.
        form: Section labels in order, where the form was spelt out; with ``form_bars`` as their lengths (0 where none
            was said).
        roles: Roles to be heard, with the instrument asked for or ``""``.
        without: Roles that must not play.
        levels_db: How much louder (dB) roles were asked to be than the style has them: "softer keys".
        densities: How busy roles were asked to be, 0 sparse – 1 busy: "busy shakers"; the log drum's is its ``busy``.
        kick: Seed grid of the kick, e.g. ``K6`` for three-step.
        log_drum: ``busy`` (0–1), ``drive`` (0 clean – 1 very driven), ``level_db``, ``low`` (-1 lower … 1 higher),
            ``slides`` (0–1), ``entry_bar`` – those that were asked for.
        harmony: A progression in Roman numerals, or empty.
        richness: 0 triads – 1 extended chords.
        target_lufs: Loudness of the result.
        seeds: Parts to be drawn anew, for variations.
    """

    style: str | None = None
    tempo_bpm: float | None = None
    tempo_shift: float | None = None
    swing: float | None = None
    key: Key | None = None
    mode: str | None = None
    mood: tuple[str, ...] = ()
    energy: float | None = None
    seconds: float | None = None
    bars: int | None = None
    form: tuple[str, ...] = ()
    form_bars: tuple[int, ...] = ()
    roles: dict[str, str] = field(default_factory=dict)
    without: frozenset[str] = frozenset()
    levels_db: dict[str, float] = field(default_factory=dict)
    densities: dict[str, float] = field(default_factory=dict)
    kick: str | None = None
    log_drum: dict[str, float] = field(default_factory=dict)
    harmony: tuple[str, ...] = ()
    richness: float | None = None
    target_lufs: float | None = None
    seeds: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Understood:
    """A piece of the prompt and what it was taken for, both in words."""

    text: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A prompt, read.

    Args:
        wishes: What it asks for.
        understood: Which words asked for what, in their order.
        ignored: Words that were not understood, in their order, each as it was written.
        conflicts: One sentence for each contradiction: what was said, and which was followed.
    """

    wishes: Wishes
    understood: tuple[Understood, ...] = ()
    ignored: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
