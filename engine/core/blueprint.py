"""The musical plan of a piece, before any note. It holds everything that decides the result: one blueprint, one piece.

A blueprint is data. It is written into the take's recipe, read back, changed (``dataclasses.replace``) and rendered
again. What a style's profile suggested has been copied into it, so that a later version of the profile changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from engine.core.harmony import Key
from engine.core.roles import ROLES
from engine.core.roman import parse_roman

STEPS_PER_BAR = 16
"""Sixteenths of a 4/4 bar, the grid of every pattern."""

PARTS = ("form", "harmony", "drums", "log_drum", "bass", "keys", "melody", "vocals", "sounds", "mix")
"""What can be drawn anew by itself (``Blueprint.seeds``): "new chords, keep the drums"."""

MAX_SECONDS = 3600.0
"""Longest piece a blueprint may ask for."""

MAX_BARS = 2400
"""Most bars of a piece: an hour at 160 BPM. It bounds what a damaged or hostile recipe can make us compute."""

_MAX_TEXT = 4096
_MAX_LOOP = 256
_MAX_LINEAGE = 1000
_MAX_LINEAGE_TEXT = 100_000
_MAX_PARAMETERS = 4096  # a plug-in of the user's may have thousands
_SEEDS = 1 << 64
_REVERBS = ("room", "plate", "hall")

SECTION_LABELS = ("intro", "build", "drop", "break", "verse", "chorus", "bridge", "outro")


def _require(name: str, value: float, low: float, high: float) -> None:
    """Refuse what is outside of a range, NaN included.

    Raises:
        ValueError: With the name, the range and the value.
    """
    if not low <= value <= high:
        raise ValueError(f"{name} lies in {low:g} to {high:g}, got {value:g}")


def _require_texts(name: str, texts: Iterable[str], *, most: int, longest: int = _MAX_TEXT) -> None:
    found = tuple(texts)
    if len(found) > most or any(len(text) > longest for text in found):
        raise ValueError(f"{name}: more than {most} entries, or one longer than {longest} characters")


def _require_roles(name: str, roles: Iterable[str]) -> None:
    unknown = [role for role in roles if role not in ROLES]
    if unknown:
        raise ValueError(f"{name}: there is no role {unknown[0][:40]!r}")


@dataclass(frozen=True, slots=True, kw_only=True)
class RolePlan:
    """How one role plays in one section.

    Args:
        role: Id in ``engine.core.roles.ROLES``.
        pattern: Seed grid (``K1``, ``S2``, ``Q6``, ``L4`` …, several joined by ``+``), or a manner such as ``sustain``;
            empty leaves it to the part's writer.
        density: 0 sparse – 1 busy.
        level_db: Relative to the role's level in the mix.
    """

    role: str
    pattern: str = ""
    density: float = 0.5
    level_db: float = 0.0

    def __post_init__(self) -> None:
        if self.role not in ROLES:
            raise ValueError(f"there is no role {self.role[:40]!r}")
        _require("density", self.density, 0.0, 1.0)
        _require("level_db", self.level_db, -120.0, 40.0)
        _require_texts("pattern", (self.pattern,), most=1, longest=200)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedSection:
    """A section of ``num_bars`` 4/4 bars.

    Args:
        label: One of ``SECTION_LABELS``.
        name: What a producer calls it, e.g. ``DROP A``.
        num_bars: At least 1.
        harmony: Roman numerals (``engine.core.roman``), a loop that repeats until the section ends.
        bars_per_chord: Bars each numeral of the loop lasts: 0.5, 1, 2 or 4.
        roles: What plays.
        energy: 0 calm – 1 full.
        seed: Draws this section anew; None uses the part's seed.
    """

    label: str
    num_bars: int
    name: str = ""
    harmony: tuple[str, ...] = ()
    bars_per_chord: float = 1.0
    roles: tuple[RolePlan, ...] = ()
    energy: float = 0.5
    seed: int | None = None

    def __post_init__(self) -> None:
        if self.label not in SECTION_LABELS or self.num_bars < 1:
            raise ValueError(f"not a section: {self.label[:40]!r} of {self.num_bars} bars")
        _require("num_bars", self.num_bars, 1, MAX_BARS)
        _require("bars_per_chord", self.bars_per_chord, 0.125, MAX_BARS)
        _require("energy", self.energy, 0.0, 1.0)
        _require_texts("name", (self.name,), most=1)
        _require_texts("harmony", self.harmony, most=_MAX_LOOP, longest=24)
        if len({plan.role for plan in self.roles}) != len(self.roles):
            raise ValueError(f"a role stands twice in the section {self.name or self.label!r}")
        if self.seed is not None:
            _require("seed", self.seed, 0, _SEEDS)

    def role(self, role: str) -> RolePlan | None:
        """How a role plays here; None where it rests."""
        return next((plan for plan in self.roles if plan.role == role), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class LogDrumPlan:
    """How the log drum behaves.

    Args:
        cells: Seed cells it draws from (``L1`` … ``L12``), with ``euclid`` and ``markov`` as further sources.
        onsets_per_bar: Mean goal in bars where it plays.
        step_weights: Sixteen probabilities of an onset by step, the style's profile for mutations.
        slide_share: Share of notes that slide, 0–1.
        lowest, highest: MIDI pitches of the sounding fundamental.
        longest_beats: Longest note in beats.
        hits_around_kick: Largest share of its onsets that may fall on the kick.
    """

    cells: tuple[str, ...]
    onsets_per_bar: float
    step_weights: tuple[float, ...]
    slide_share: float = 0.12
    lowest: int = 28
    highest: int = 50
    longest_beats: float = 1.0
    hits_around_kick: float = 0.5

    def __post_init__(self) -> None:
        _require_texts("cells", self.cells, most=64, longest=40)
        if len(self.step_weights) not in (0, STEPS_PER_BAR):
            raise ValueError(f"step_weights are {STEPS_PER_BAR} numbers, got {len(self.step_weights)}")
        for weight in self.step_weights:
            _require("step_weights", weight, 0.0, 1000.0)
        _require("onsets_per_bar", self.onsets_per_bar, 0.0, STEPS_PER_BAR)
        _require("slide_share", self.slide_share, 0.0, 1.0)
        _require("lowest", self.lowest, 0, 127)
        _require("highest", self.highest, self.lowest, 127)
        _require("longest_beats", self.longest_beats, 0.0, 64.0)
        _require("hits_around_kick", self.hits_around_kick, 0.0, 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Feel:
    """When a role plays against the grid.

    Args:
        swing: Place of the second sixteenth in its eighth: 0.5 straight – 0.75.
        late_ms: Constant delay, negative for early.
        jitter_ms: Standard deviation of a random delay, cut at two deviations.
        spread_ms: Time from the lowest to the highest note of a chord.
    """

    swing: float = 0.5
    late_ms: float = 0.0
    jitter_ms: float = 0.0
    spread_ms: float = 0.0

    def __post_init__(self) -> None:
        _require("swing", self.swing, 0.5, 0.75)
        _require("late_ms", self.late_ms, -500.0, 500.0)
        _require("jitter_ms", self.jitter_ms, 0.0, 200.0)
        _require("spread_ms", self.spread_ms, 0.0, 1000.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """What sounds for a role.

    Args:
        instrument: Id of an instrument of ours, or what ``source`` understands.
        parameters: The instrument's own parameters; those left out have its defaults.
        source: ``synth`` (ours), ``soundfont`` or ``vst3`` (the user's own).
        file: The user's SoundFont or plug-in; empty for ours.
        preset: Bank and program as ``bank:program``, or the path of a plug-in's preset.
        effect: A VST3 effect of the user's on this role's sound; empty for none.
        effect_preset: The path of the effect's preset; empty for the state it opens in.
    """

    instrument: str
    parameters: dict[str, float] = field(default_factory=dict)
    source: str = "synth"
    file: str = ""
    preset: str = ""
    effect: str = ""
    effect_preset: str = ""

    def __post_init__(self) -> None:
        texts = (self.instrument, self.source, self.file, self.preset, self.effect, self.effect_preset)
        _require_texts("voice", texts, most=len(texts))
        _require_texts("parameters", self.parameters, most=_MAX_PARAMETERS, longest=500)
        for name, value in self.parameters.items():
            _require(name, value, -1e12, 1e12)


@dataclass(frozen=True, slots=True, kw_only=True)
class MixPlan:
    """How it is mixed.

    Args:
        levels_lu: Loudness of each role relative to the full mix where it plays, LU.
        pans: -1 left – 1 right, by role.
        sends: Share sent to the reverbs ``room``, ``plate`` and ``hall``, by role, e.g. ``{"keys": {"hall": 0.3}}``.
        duck_db: How far pads, keys and bass duck under kick and log drum.
        drive_db: Drive of the log drum's and the drums' buses (the "rawness"), dB.
        target_lufs: Integrated loudness of the result.
        ceiling_dbtp: Highest true peak.
    """

    levels_lu: dict[str, float] = field(default_factory=dict)
    pans: dict[str, float] = field(default_factory=dict)
    sends: dict[str, dict[str, float]] = field(default_factory=dict)
    duck_db: float = 2.5
    drive_db: float = 3.0
    target_lufs: float = -9.0
    ceiling_dbtp: float = -1.0

    def __post_init__(self) -> None:
        for name, table, low, high in (("levels_lu", self.levels_lu, -120.0, 40.0), ("pans", self.pans, -1.0, 1.0)):
            _require_roles(name, table)
            for value in table.values():
                _require(name, value, low, high)
        _require_roles("sends", self.sends)
        for shares in self.sends.values():
            if set(shares) - set(_REVERBS):
                raise ValueError(f"sends go to {', '.join(_REVERBS)}")
            for value in shares.values():
                _require("sends", value, 0.0, 4.0)
        _require("duck_db", self.duck_db, 0.0, 60.0)
        _require("drive_db", self.drive_db, -24.0, 60.0)
        _require("target_lufs", self.target_lufs, -60.0, 0.0)
        _require("ceiling_dbtp", self.ceiling_dbtp, -40.0, 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Blueprint:
    """What is to be made.

    Args:
        style: Id of the profile it came from.
        tempo_bpm: Beats per minute, constant.
        swing: Of the piece as a whole, 0.5 straight – 0.75; each role's own stands in ``feel``.
        key: Tonic and mode.
        sections: The form.
        seed: Repeats the piece.
        seeds: Seeds of single ``PARTS`` that were drawn anew; the others follow ``seed``.
        mood: The user's or the style's words.
        kick: Seed grid of the kick family in the drops (``K1`` … ``K11``).
        log_drum: How it behaves; None for a piece without one.
        voices: The sound of each role that plays.
        feel: Timing of roles that are not straight.
        mix: How it is mixed.
        num_samples: Exact length of the result at 44.1 kHz; 0 for the sections and the tail.
        lineage: Texts of the changes that led from an earlier take to this one.
    """

    style: str
    tempo_bpm: float
    swing: float
    key: Key
    sections: tuple[PlannedSection, ...]
    seed: int
    seeds: dict[str, int] = field(default_factory=dict)
    mood: tuple[str, ...] = ()
    kick: str = "K1"
    log_drum: LogDrumPlan | None = None
    voices: dict[str, Voice] = field(default_factory=dict)
    feel: dict[str, Feel] = field(default_factory=dict)
    mix: MixPlan = field(default_factory=MixPlan)
    num_samples: int = 0
    lineage: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.sections:
            raise ValueError("a blueprint needs at least one section")
        if not 40.0 <= self.tempo_bpm <= 240.0 or not 0.5 <= self.swing <= 0.75:
            raise ValueError(f"tempo {self.tempo_bpm} BPM or swing {self.swing} is outside 40–240 and 0.5–0.75")
        unknown = set(self.seeds) - set(PARTS)
        if unknown:
            raise ValueError(f"there is no part {sorted(unknown)}; parts are {', '.join(PARTS)}")
        for seed in (self.seed, *self.seeds.values()):
            _require("seed", seed, 0, _SEEDS)
        _require("num_bars", self.num_bars, 1, MAX_BARS)
        _require("length in seconds", self.num_bars * STEPS_PER_BAR * self.seconds_per_step, 0.0, MAX_SECONDS)
        _require("num_samples", self.num_samples, 0, MAX_SECONDS * 44_100)
        _require_roles("voices", self.voices)
        _require_roles("feel", self.feel)
        _require_texts("style, kick and mood", (self.style, self.kick, *self.mood), most=200, longest=200)
        _require_texts("lineage", self.lineage, most=_MAX_LINEAGE, longest=_MAX_LINEAGE_TEXT)
        for numeral in {numeral for section in self.sections for numeral in section.harmony}:
            parse_roman(numeral, self.key)

    @property
    def num_bars(self) -> int:
        return sum(section.num_bars for section in self.sections)

    @property
    def seconds_per_step(self) -> float:
        """Seconds of a sixteenth."""
        return 60.0 / self.tempo_bpm / 4.0

    @property
    def roles(self) -> tuple[str, ...]:
        """Every role that plays somewhere, in the order of ``ROLES``."""
        playing = {plan.role for section in self.sections for plan in section.roles}
        return tuple(role for role in ROLES if role in playing)
