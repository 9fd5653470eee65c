"""What a data set is to hold, decided once before work begins and then carried out, however often it is interrupted."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Any

from engine.core.codec import encode_json, to_builtins

PLAN_SCHEMA = "aurax.dataset-plan/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class DatasetOptions:
    """How songs become a data set. Everything the result depends on stands here.

    Args:
        seconds: Length of a segment.
        sample_rate: Hz.
        peak_dbfs: Highest sample of every song's mix.
        channels: 2 or 1.
        stems: 5, 4, or 0 for none.
        format: ``flac`` or ``wav``, 16 bit either way.
        model: Separator; stems that the library holds already are taken as they are.
        device: ``auto``, ``cpu`` or ``cuda``.
        seed: Of the split and of captions.
        allows_research: Whether recordings for research only may be in it; then the whole set is for research only.
        scores: Whether cultural markers are scored where the library has none.
        profile: Scoring profile.
    """

    seconds: float = 30.0
    sample_rate: int = 44_100
    peak_dbfs: float = -1.0
    channels: int = 2
    stems: int = 5
    format: str = "flac"
    model: str = "embedded"
    device: str = "auto"
    seed: int = 0
    allows_research: bool = False
    scores: bool = True
    profile: str = "aurax"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedSong:
    """One song of a data set.

    Args:
        name: Its folder and the beginning of its segments' names: made of its fingerprint.
        track_id: In the library.
        fingerprint: Identity of its samples.
        split: Where it goes.
        artists: Keys of everybody its tags name.
        group: Which songs it is tied to.
        rights, proof, stated_by, stated_at: What was stated, by whom and when.
        region, style: As stated or labelled; empty where nobody has.
        analysis_sha256: Of the analysis everything is cut by.
        label: What people say, as the mission's document; None where nobody has said anything.
    """

    name: str
    track_id: int
    fingerprint: str
    split: str
    artists: tuple[str, ...]
    group: str
    rights: str
    proof: str
    stated_by: str
    stated_at: str
    region: str
    style: str
    duration: float
    analysis_sha256: str
    label: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Excluded:
    """A file or recording that is not in, and every reason why."""

    path: str
    title: str
    fingerprint: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A data set to be made.

    Args:
        name: Of the data set.
        engine: Version of the program.
        options: How.
        rules: Quality rules, as numbers.
        songs: By name.
        excluded: In the order of their paths.
        warnings: Sentences.
    """

    name: str
    engine: str
    options: DatasetOptions
    rules: dict[str, Any]
    songs: tuple[PlannedSong, ...]
    excluded: tuple[Excluded, ...]
    warnings: tuple[str, ...] = ()
    schema: str = field(default=PLAN_SCHEMA)

    @property
    def sha256(self) -> str:
        """Two plans with this in common make the same files."""
        return hashlib.sha256(encode_json(to_builtins(self))).hexdigest()


def song_name(fingerprint: str) -> str:
    """Sixteen hex digits of the identity: no artist, no title, no path, and the same on every machine."""
    return fingerprint.removeprefix("sha256:")[:16]
