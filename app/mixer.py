"""What the user has set on the lanes: gains, mutes, solos, pans. A value; player and settings get it in their forms."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from engine.core.mix import SILENCE_DB, StemMix
from engine.core.stems import Stem

MIN_GAIN_DB, MAX_GAIN_DB = SILENCE_DB, 6.0
"""The lowest gain is silence."""


@dataclass(frozen=True, slots=True)
class Strips:
    """A mix as the player takes it, lane by lane: linear gains, pans (-1 left to 1 right), bit masks."""

    gains: tuple[float, ...]
    pans: tuple[float, ...]
    mutes: int
    solos: int


@dataclass(frozen=True, slots=True)
class Mix:
    """Gains in dB (absent: 0), muted stems, soloed stems, pans from -1 (left) to 1 (right; absent: the centre)."""

    gains_db: Mapping[Stem, float] = field(default_factory=dict)
    mutes: frozenset[Stem] = frozenset()
    solos: frozenset[Stem] = frozenset()
    pans: Mapping[Stem, float] = field(default_factory=dict)

    def gain_db(self, stem: Stem) -> float:
        return self.gains_db.get(stem, 0.0)

    def pan(self, stem: Stem) -> float:
        return self.pans.get(stem, 0.0)

    def is_heard(self, stem: Stem) -> bool:
        """Whether mutes and solos together let a stem through; a mute wins over a solo."""
        return stem not in self.mutes and (not self.solos or stem in self.solos)

    def with_gain(self, stem: Stem, gain_db: float) -> Mix:
        return replace(self, gains_db={**self.gains_db, stem: min(max(gain_db, MIN_GAIN_DB), MAX_GAIN_DB)})

    def with_pan(self, stem: Stem, pan: float) -> Mix:
        return replace(self, pans={**self.pans, stem: _pan(pan)})

    def with_mute(self, stem: Stem, *, is_on: bool) -> Mix:
        return replace(self, mutes=self.mutes | {stem} if is_on else self.mutes - {stem})

    def with_solo(self, stem: Stem, *, is_on: bool) -> Mix:
        return replace(self, solos=self.solos | {stem} if is_on else self.solos - {stem})

    def without_solos(self) -> Mix:
        return replace(self, solos=frozenset())

    def for_player(self, stems: Sequence[Stem]) -> Strips:
        """In the order of ``stems``."""
        gains = tuple(linear_gain(self.gain_db(stem)) for stem in stems)
        return Strips(gains, tuple(map(self.pan, stems)), _mask(stems, self.mutes), _mask(stems, self.solos))

    def strips(self) -> tuple[StemMix, ...]:
        """What was changed, for a project of a DAW, in the order of the lanes."""
        return tuple(
            StemMix(stem, self.gain_db(stem), self.pan(stem), stem in self.mutes, stem in self.solos)
            for stem in Stem
            if self.gain_db(stem) or self.pan(stem) or stem in self.mutes or stem in self.solos
        )

    def as_text(self) -> str:
        """For the settings file."""
        own = {"gains_db": dict(self.gains_db), "mutes": sorted(self.mutes), "solos": sorted(self.solos)}
        return json.dumps({**own, "pans": dict(self.pans)} if self.pans else own)

    @classmethod
    def from_text(cls, text: str) -> Mix:
        """From the settings file; what cannot be understood there is left out, a mix is no treasure."""
        try:
            content: Any = json.loads(text)
            gains = {
                Stem(name): min(max(float(value), MIN_GAIN_DB), MAX_GAIN_DB)
                for name, value in content["gains_db"].items()
            }
            pans = {Stem(name): _pan(float(value)) for name, value in content.get("pans", {}).items()}
            return cls(gains, frozenset(map(Stem, content["mutes"])), frozenset(map(Stem, content["solos"])), pans)
        except (ValueError, KeyError, TypeError, AttributeError):
            return cls()


def linear_gain(gain_db: float) -> float:
    """Linear gain; the lowest is silence."""
    return 0.0 if gain_db <= MIN_GAIN_DB else float(10.0 ** (gain_db / 20.0))


def _pan(pan: float) -> float:
    return min(max(pan, -1.0), 1.0)


def _mask(stems: Sequence[Stem], chosen: frozenset[Stem]) -> int:
    return sum(1 << index for index, stem in enumerate(stems) if stem in chosen)
