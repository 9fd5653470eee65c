"""What a user may choose, with the defaults. One TOML file overrides; an unknown key is an error.

Passed as an argument; there is no global.
"""

from __future__ import annotations

import difflib
import tomllib
from dataclasses import dataclass, field, fields, is_dataclass
from pathlib import Path
from typing import Any

from engine.core.errors import UserError


@dataclass(frozen=True, slots=True)
class SeparationSettings:
    """``model``: id of the separator used where none is named. ``overlap``: share of a chunk shared with the next."""

    model: str = "embedded"
    overlap: float = 0.25


@dataclass(frozen=True, slots=True)
class AnalysisSettings:
    """``tempo_prior``: ``house`` hears 57 BPM as 114, ``any`` as 57; neither changes 90 or 170. ``beats``: ``own`` for
    the tracker that ships, or the id of an installed network (``beat-this``).
    """

    tempo_prior: str = "house"
    beats: str = "own"


@dataclass(frozen=True, slots=True)
class ScoringSettings:
    """``profile``: id of the scoring profile used where none is named, by scores, gates and the window alike: one that
    ships, or one of ``aurax rate calibrate``.
    """

    profile: str = "aurax"


@dataclass(frozen=True, slots=True)
class AudioSettings:
    """``max_hours``: longest file that is opened. ``output_device``: name of the sound card, empty for the system's."""

    max_hours: float = 12.0
    output_device: str = ""


@dataclass(frozen=True, slots=True)
class JobSettings:
    """``cpu_workers``: parallel analysis processes, 0 for half of the cores. ``cancel_grace_seconds``: patience
    before a worker that does not stop by itself is ended.
    """

    cpu_workers: int = 0
    cancel_grace_seconds: float = 3.0


@dataclass(frozen=True, slots=True)
class ProvenanceSettings:
    """``watermark``: ``aurax``, or ``audioseal`` where that package was installed beside the studio. ``watermark_key``:
    the key takes are marked with: ``aurax``, which every copy of the studio finds, ``own`` for a secret one, or
    another's id. ``prompt_in_manifest``: whether the signed manifest holds the user's words.
    """

    watermark: str = "aurax"
    watermark_key: str = "aurax"
    prompt_in_manifest: bool = False


@dataclass(frozen=True, slots=True)
class Settings:
    separation: SeparationSettings = field(default_factory=SeparationSettings)
    analysis: AnalysisSettings = field(default_factory=AnalysisSettings)
    scoring: ScoringSettings = field(default_factory=ScoringSettings)
    audio: AudioSettings = field(default_factory=AudioSettings)
    jobs: JobSettings = field(default_factory=JobSettings)
    provenance: ProvenanceSettings = field(default_factory=ProvenanceSettings)


def load_settings(path: Path) -> Settings:
    """Settings from a TOML file; defaults where the file or a key is missing.

    Raises:
        UserError: If the file is no TOML, a key is unknown, or a value has the wrong type.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"Cannot read the settings file {path}: {error}", "Correct or delete the file.") from error
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UserError(f"The settings file {path} is not valid: {error}", "Correct or delete the file.") from error
    settings: Settings = _fill(Settings, content, str(path), "")
    return settings


def _fill(kind: Any, content: dict[str, Any], path: str, prefix: str) -> Any:
    known = {f.name: f for f in fields(kind)}
    defaults = kind()
    values: dict[str, Any] = {}
    for name, value in content.items():
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            hint = f"Did you mean '{prefix}{near[0]}'?" if near else f"Known here: {', '.join(known)}"
            raise UserError(f"The settings file {path} has an unknown key '{prefix}{name}'", hint)
        default = getattr(defaults, name)
        if is_dataclass(default):
            if not isinstance(value, dict):
                raise UserError(f"'{prefix}{name}' in {path} must be a table", f"Write it as [{prefix}{name}]")
            values[name] = _fill(type(default), value, path, f"{prefix}{name}.")
        else:
            is_whole = isinstance(default, float) and type(value) is int
            given = float(value) if is_whole else value
            if type(given) is not type(default):
                expected = type(default).__name__
                raise UserError(
                    f"'{prefix}{name}' in {path} must be of type {expected}, got {value!r}", "Correct the value."
                )
            values[name] = given
    return kind(**values)
