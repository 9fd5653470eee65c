"""What the user has set on the lanes: gains, mutes, solos. A value; player and settings get it in their forms."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from engine.core.stems import Stem

MIN_GAIN_DB, MAX_GAIN_DB = -60.0, 6.0
"""The lowest gain is silence."""


@dataclass(frozen=True, slots=True)
class Mix:
    """Gains in dB (absent: 0), muted stems, soloed stems."""

    gains_db: Mapping[Stem, float] = field(default_factory=dict)
    mutes: frozenset[Stem] = frozenset()
    solos: frozenset[Stem] = frozenset()

    def gain_db(self, stem: Stem) -> float:
        return self.gains_db.get(stem, 0.0)

    def is_heard(self, stem: Stem) -> bool:
        """Whether mutes and solos together let a stem through; a mute wins over a solo."""
        return stem not in self.mutes and (not self.solos or stem in self.solos)

    def with_gain(self, stem: Stem, gain_db: float) -> Mix:
        return replace(self, gains_db={**self.gains_db, stem: min(max(gain_db, MIN_GAIN_DB), MAX_GAIN_DB)})

    def with_mute(self, stem: Stem, *, is_on: bool) -> Mix:
        return replace(self, mutes=self.mutes | {stem} if is_on else self.mutes - {stem})

    def with_solo(self, stem: Stem, *, is_on: bool) -> Mix:
        return replace(self, solos=self.solos | {stem} if is_on else self.solos - {stem})

    def for_player(self, stems: Sequence[Stem]) -> tuple[tuple[float, ...], int, int]:
        """Linear gains and the bit masks of mutes and solos, in the order of ``stems``."""
        gains = tuple(linear_gain(self.gain_db(stem)) for stem in stems)
        return gains, _mask(stems, self.mutes), _mask(stems, self.solos)

    def as_text(self) -> str:
        """For the settings file."""
        return json.dumps({"gains_db": dict(self.gains_db), "mutes": sorted(self.mutes), "solos": sorted(self.solos)})

    @classmethod
    def from_text(cls, text: str) -> Mix:
        """From the settings file; what cannot be understood there is left out, a mix is no treasure."""
        try:
            content: Any = json.loads(text)
            gains = {
                Stem(name): min(max(float(value), MIN_GAIN_DB), MAX_GAIN_DB)
                for name, value in content["gains_db"].items()
            }
            return cls(gains, frozenset(map(Stem, content["mutes"])), frozenset(map(Stem, content["solos"])))
        except (ValueError, KeyError, TypeError, AttributeError):
            return cls()


def linear_gain(gain_db: float) -> float:
    """Linear gain; the lowest is silence."""
    return 0.0 if gain_db <= MIN_GAIN_DB else float(10.0 ** (gain_db / 20.0))


def _mask(stems: Sequence[Stem], chosen: frozenset[Stem]) -> int:
    return sum(1 << index for index, stem in enumerate(stems) if stem in chosen)
