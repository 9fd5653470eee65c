"""Roles: what plays in an arrangement, and into which stem it goes.

A role is a place in the band (``kick``, ``keys``, ``log_drum``), not a sound; which instrument fills it is the
blueprint's choice. Stems follow the product's definition: everything struck without a melody is ``drums`` (kick, toms,
hand drums and the whistle too), a short pitched low riff is ``log_drum``, a sustained low part is ``bass``.
"""

from __future__ import annotations

from dataclasses import dataclass

from engine.core.stems import Stem


@dataclass(frozen=True, slots=True)
class Role:
    """A place in the band.

    Args:
        id: Its name in blueprints and takes.
        title: Its name for the user.
        stem: Where its sound goes.
        keys: For percussion, the General MIDI percussion keys its notes may carry, the plain stroke first; empty for
            roles whose notes have a pitch.
        writes_midi: False for effects, which are sounds without a note.
    """

    id: str
    title: str
    stem: Stem
    keys: tuple[int, ...] = ()
    writes_midi: bool = True

    @property
    def is_pitched(self) -> bool:
        return not self.keys and self.writes_midi


_DRUMS, _OTHER, _VOCALS = Stem.DRUMS, Stem.OTHER, Stem.VOCALS

ROLES: dict[str, Role] = {
    role.id: role
    for role in (
        Role("kick", "Kick", _DRUMS, (36,)),
        Role("snare", "Snare", _DRUMS, (38,)),
        Role("clap", "Clap", _DRUMS, (39,)),
        Role("rim", "Rim", _DRUMS, (37,)),
        Role("hat", "Hats", _DRUMS, (42, 46)),  # closed, open
        Role("shaker", "Shaker", _DRUMS, (70,)),
        Role("shaker_dark", "Second shaker", _DRUMS, (69,)),
        Role("tambourine", "Tambourine", _DRUMS, (54,)),
        Role("conga", "Congas", _DRUMS, (63, 62, 64)),  # open high, muted and slap high, low
        Role("bongo", "Bongos", _DRUMS, (60, 61)),
        Role("tom", "Toms", _DRUMS, (47, 43, 50)),
        Role("cowbell", "Cowbell", _DRUMS, (56,)),
        Role("agogo", "Agogo", _DRUMS, (67, 68)),
        Role("triangle", "Triangle", _DRUMS, (81, 80)),
        Role("cymbal", "Cymbal", _DRUMS, (49,)),
        Role("whistle", "Whistle", _DRUMS, (71, 72)),
        Role("log_drum", "Log drum", Stem.LOG_DRUM),
        Role("bass", "Bass", Stem.BASS),
        Role("keys", "Keys", _OTHER),
        Role("stab", "Stabs", _OTHER),
        Role("pad", "Pad", _OTHER),
        Role("guitar", "Guitar", _OTHER),
        Role("riff", "Riff", _OTHER),  # a repeated melodic figure: piano, marimba, pluck
        Role("lead", "Solo", _OTHER),  # sax, flute, trumpet
        Role("fx", "Effects", _OTHER, writes_midi=False),
        Role("vocal", "Voice", _VOCALS),
        Role("choir", "Choir", _VOCALS),
        Role("chant", "Chants", _VOCALS),
        Role("adlib", "Ad-libs", _VOCALS),
    )
}
"""In the order of lanes in an arrangement."""


def roles_of(stem: Stem) -> tuple[Role, ...]:
    """The roles whose sound goes into a stem."""
    return tuple(role for role in ROLES.values() if role.stem is stem)
