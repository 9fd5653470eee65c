"""Style profiles: the ranges of each style with their confidence and source, read from ``resources/profiles``.

A profile describes, it does not judge: what a style usually does, how sure that is, and who says so. ``_common.toml``
holds what is the same for every style; a style's file replaces single values of it.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

import msgspec
import numpy as np

from engine.core.blueprint import SECTION_LABELS
from engine.core.errors import UserError
from engine.core.roles import ROLES
from engine.paths import resources

CONFIDENCES = ("A", "B", "C", "D")
"""Verified, two or more credible sources, one or weak sources, design prior (domain reference 0)."""

_COMMON = "_common.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """A quantity from ``low`` to ``high`` (10th and 90th percentile as guessed) with its most usual value."""

    low: float
    mode: float
    high: float
    confidence: str
    source: str
    deviation: float | None = None

    def __post_init__(self) -> None:
        if not self.low <= self.mode <= self.high:
            raise ValueError(f"low <= mode <= high is not so in {self.low}, {self.mode}, {self.high}")
        _check_confidence(self.confidence)

    def draw(self, rng: np.random.Generator) -> float:
        """A value in the range: normal and cut where a deviation is given, else from the triangle over the range."""
        if self.deviation is not None:
            return float(np.clip(rng.normal(self.mode, self.deviation), self.low, self.high))
        if self.low == self.high:
            return float(self.low)
        return float(rng.triangular(self.low, self.mode, self.high))


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Choices with their relative weights."""

    weights: dict[str, float]
    confidence: str
    source: str

    def __post_init__(self) -> None:
        if not self.weights or min(self.weights.values()) < 0.0 or sum(self.weights.values()) <= 0.0:
            raise ValueError("weights are positive numbers, at least one of them above 0")
        _check_confidence(self.confidence)

    def draw(self, rng: np.random.Generator) -> str:
        """One of the choices."""
        return draw_weighted(self.weights, rng)


@dataclass(frozen=True, slots=True, kw_only=True)
class StepProfile:
    """Probability of an onset on each sixteenth of a bar."""

    steps: tuple[float, ...]
    confidence: str
    source: str

    def __post_init__(self) -> None:
        if len(self.steps) != 16 or not all(0.0 <= step <= 1.0 for step in self.steps):
            raise ValueError("steps are 16 numbers in 0–1")
        _check_confidence(self.confidence)


@dataclass(frozen=True, slots=True, kw_only=True)
class HarmonyHabits:
    """Which progressions, how rich, how fast.

    Args:
        families: Of progressions.
        extensions: Share of chords with a ninth or more, 0–1.
        chords_per_4_bars: Harmonic rhythm.
    """

    families: Weights
    extensions: Range
    chords_per_4_bars: Range


@dataclass(frozen=True, slots=True, kw_only=True)
class LogDrumHabits:
    """How the log drum behaves.

    Args:
        active_share: Share of all bars in which it plays, 0–1.
        onsets_per_bar: In bars where it plays.
        cells: Seed cells (``L1`` …) and the generators ``euclid`` and ``markov``.
        step_weights: Where in the bar it falls.
        drive: 0 clean – 1 very driven, heard as stronger third and fifth harmonics.
        slide_share: Share of notes that slide, 0–1.
        register: MIDI of the sounding fundamental.
        longest_beats: Longest note in beats.
        kick_overlap: Largest share of its onsets on the kick.
        entry_bar: Bar (1 is the first) of its entry in a form of full length.
    """

    active_share: Range
    onsets_per_bar: Range
    cells: Weights
    step_weights: StepProfile
    drive: Range
    slide_share: Range
    register: Range
    longest_beats: Range
    kick_overlap: Range
    entry_bar: Weights


@dataclass(frozen=True, slots=True, kw_only=True)
class BandMember:
    """A role in a style's band.

    Args:
        share: Share of pieces that have it.
        instruments: What plays it, with weights.
        patterns: Seed grids or manners, with weights; empty leaves them to the part's writer.
        density: From sparse to busy, 0–1.
    """

    share: float
    instruments: dict[str, float]
    confidence: str
    source: str
    patterns: dict[str, float] = field(default_factory=dict)
    density: tuple[float, float] = (0.4, 0.6)

    def __post_init__(self) -> None:
        if not 0.0 <= self.share <= 1.0 or not 0.0 <= self.density[0] <= self.density[1] <= 1.0:
            raise ValueError("share and density lie in 0–1, density from low to high")
        if not self.instruments:
            raise ValueError("instruments names at least one")
        _check_confidence(self.confidence)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeelHabits:
    """Timing of a group of roles; ranges from which a piece draws. ``swing_share``: of the piece's swing."""

    late_ms: tuple[float, float]
    jitter_ms: tuple[float, float]
    confidence: str
    source: str
    spread_ms: tuple[float, float] = (0.0, 0.0)
    swing_share: float = 1.0

    def __post_init__(self) -> None:
        _check_confidence(self.confidence)


@dataclass(frozen=True, slots=True, kw_only=True)
class MixRole:
    """A role in the mix: loudness relative to the whole (LU), distance from the middle, shares sent to the reverbs."""

    level_lu: tuple[float, float]
    pan: tuple[float, float]
    confidence: str
    source: str
    sends: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        _check_confidence(self.confidence)


@dataclass(frozen=True, slots=True, kw_only=True)
class MixHabits:
    """The mix. ``reverb`` is a factor on the roles' sends."""

    target_lufs: Range
    ceiling_dbtp: Range
    duck_db: Range
    reverb: Range
    roles: dict[str, MixRole]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormSection:
    """A section of a form template. ``plays``: roles and layers, separated by spaces."""

    label: str
    name: str
    bars: int
    energy: float
    plays: str

    def __post_init__(self) -> None:
        if self.label not in SECTION_LABELS or self.bars < 1 or not 0.0 <= self.energy <= 1.0:
            raise ValueError(f"not a section: {self.label!r}, {self.bars} bars, energy {self.energy}")


@dataclass(frozen=True, slots=True, kw_only=True)
class FormTemplate:
    """A form in its full length."""

    sections: tuple[FormSection, ...]
    confidence: str
    source: str

    def __post_init__(self) -> None:
        if not self.sections:
            raise ValueError("a form has at least one section")
        _check_confidence(self.confidence)

    @property
    def num_bars(self) -> int:
        return sum(section.bars for section in self.sections)


@dataclass(frozen=True, slots=True, kw_only=True)
class StyleProfile:
    """A style's ranges, with their confidence and source.

    Args:
        id: Name of its file.
        title: Its name for the user.
        aliases: Other words for it.
        description: One sentence.
        evidence: What the file as a whole rests on.
        tempo_bpm: Beats per minute.
        swing: Place of the second sixteenth in its eighth, 0.5 straight.
        finish: 0 raw – 1 polished.
        vocal_share: Share of bars with voices, 0–1.
        modes: ``minor`` and ``major``.
        tonics_minor, tonics_major: Key prior by note name.
        kick_families: Seed grids of the kick.
        form_weights: How usual each of ``forms`` is.
        minutes: Length of a full form.
        harmony: Its progressions.
        log_drum: How the log drum behaves.
        band: Who plays, by role.
        feel: Timing by group of roles.
        mix: The mix.
        forms: Templates by name.
    """

    id: str
    title: str
    description: str
    evidence: str
    tempo_bpm: Range
    swing: Range
    finish: Range
    vocal_share: Range
    modes: Weights
    tonics_minor: Weights
    tonics_major: Weights
    kick_families: Weights
    form_weights: Weights
    minutes: Range
    harmony: HarmonyHabits
    log_drum: LogDrumHabits
    band: dict[str, BandMember]
    feel: dict[str, FeelHabits]
    mix: MixHabits
    forms: dict[str, FormTemplate]
    aliases: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for where, roles in (("band", self.band), ("mix.roles", self.mix.roles)):
            unknown = [role for role in roles if role not in ROLES]
            if unknown:
                raise ValueError(f"{where} names {unknown[0]!r}, which is no role")
        missing = [name for name in self.form_weights.weights if name not in self.forms]
        if missing:
            raise ValueError(f"form_weights names {missing[0]!r}, which is not among the forms")


def draw_weighted(weights: Mapping[str, float], rng: np.random.Generator) -> str:
    """One of the keys, by weight, in the order of the mapping."""
    place = float(rng.random()) * sum(weights.values())
    for name, weight in weights.items():
        place -= weight
        if place < 0.0:
            return name
    return list(weights)[-1]


def load_profiles(folder: Path | None = None) -> dict[str, StyleProfile]:
    """Every style of a folder by id; the product's own where none is given.

    Raises:
        UserError: With the file, the key and what to do, if a file cannot be read or is not a profile.
    """
    folder = folder or resources() / "profiles"
    return {path.stem: load_profile(path.stem, folder) for path in sorted(folder.glob("*.toml")) if _is_style(path)}


def load_profile(style: str, folder: Path | None = None) -> StyleProfile:
    """One style.

    Raises:
        UserError: If there is no such style, or its file is not a profile.
    """
    folder = folder or resources() / "profiles"
    path = folder / f"{style}.toml"
    if not _is_style(path) or not path.is_file():
        known = sorted(path.stem for path in folder.glob("*.toml") if _is_style(path))
        raise UserError(f"There is no style called '{style}'", f"Styles: {', '.join(known)}")
    common = folder / _COMMON
    return _load(path, path.stat().st_mtime_ns, common, common.stat().st_mtime_ns if common.is_file() else 0)


def _is_style(path: Path) -> bool:
    return not path.name.startswith("_")


@cache
def _load(path: Path, _changed: int, common: Path, common_changed: int) -> StyleProfile:
    content = _read(path)
    _refuse_unknown(StyleProfile, content, path, "")
    whole = _merge(_read_cached(common, common_changed), content) if common_changed else content
    try:
        return msgspec.convert({**whole, "id": path.stem}, StyleProfile)
    except msgspec.ValidationError as error:
        message, _, where = str(error).partition(" - at `$.")
        key = where.rstrip("`") or "the file"
        raise UserError(
            f"The style profile {path} is not valid at '{key}': {message}", "Correct this value."
        ) from error


@cache
def _read_cached(path: Path, _changed: int) -> dict[str, Any]:
    content = _read(path)
    _refuse_unknown(StyleProfile, content, path, "")
    return content


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"Cannot read the style profile {path}: {error}", "Restore or delete the file.") from error
    except tomllib.TOMLDecodeError as error:
        raise UserError(f"The style profile {path} is not valid TOML: {error}", "Correct the line it names.") from error


def _merge(common: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """Tables are merged; a value (a table with a confidence) of the style replaces the common one whole."""
    merged = dict(common)
    for name, value in own.items():
        base = merged.get(name)
        is_table = isinstance(value, dict) and isinstance(base, dict) and "confidence" not in value
        merged[name] = _merge(base, value) if is_table and base is not None else value
    return merged


@cache
def _field_types(kind: type) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {each.name: hints[each.name] for each in fields(kind)}


def _refuse_unknown(kind: Any, content: Any, path: Path, prefix: str) -> None:
    """Every key must be a field: a misspelt one would otherwise be a prior that nobody reads."""
    if get_origin(kind) is dict and isinstance(content, dict):
        for name, value in content.items():
            _refuse_unknown(get_args(kind)[1], value, path, f"{prefix}{name}.")
    elif get_origin(kind) is tuple and isinstance(content, list):
        for place, value in enumerate(content):
            _refuse_unknown(get_args(kind)[0], value, path, f"{prefix}{place}.")
    elif isinstance(kind, type) and is_dataclass(kind):
        known = _field_types(kind)
        for name, value in content.items() if isinstance(content, dict) else ():
            if name not in known or (kind is StyleProfile and name == "id"):
                near = difflib.get_close_matches(name, known, n=1)
                hint = f"Did you mean '{prefix}{near[0]}'?" if near else f"Known here: {', '.join(known)}"
                raise UserError(f"The style profile {path} has an unknown key '{prefix}{name}'", hint)
            _refuse_unknown(known[name], value, path, f"{prefix}{name}.")


def _check_confidence(confidence: str) -> None:
    if confidence not in CONFIDENCES:
        raise ValueError(f"confidence is one of {', '.join(CONFIDENCES)}, got {confidence!r}")
