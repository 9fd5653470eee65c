"""The band: which roles a piece has, and in which sections each of them plays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.core.roles import ROLES
from engine.generation.profiles import StyleProfile
from engine.generation.sketch.planning.allotment import WITHOUT_LOG_DRUM, Draft
from engine.generation.sketch.planning.decisions import Decisions
from engine.generation.wishes import Wishes

BACK_BEAT = ("snare", "clap", "rim")
SHAKERS = ("shaker", "shaker_dark", "tambourine")
PERCUSSION = ("conga", "bongo", "tom", "cowbell", "agogo", "triangle")
SUNG = ("vocal", "choir", "chant")
"""Roles whose bars count as bars with voices; ad-libs do not."""
VOICES = (*SUNG, "adlib")

LAYERS: dict[str, tuple[str, ...]] = {
    "drums": ("kick", *BACK_BEAT),
    "back_beat": BACK_BEAT,
    "shakers": SHAKERS,
    "percussion": PERCUSSION,
    "tease": ("log_drum",),
    "all": tuple(role for role in ROLES if role not in {*VOICES, "lead", "bass"}),
}
"""Words of form templates that stand for several roles; every role also stands for itself."""

_ENTRIES = {
    "shaker_dark": 0.4,
    "hat": 0.3,
    "rim": 0.28,
    "snare": 0.45,
    "tambourine": 0.7,
    "stab": 0.7,
    "tom": 0.5,
    "bongo": 0.55,
}
_ENTRIES |= {"cowbell": 0.6, "agogo": 0.6, "triangle": 0.6, "whistle": 0.6, "riff": 0.5, "adlib": 0.4}
"""Energy from which on a role joins in (design priors): this is what makes an arrangement grow in steps."""

_RESERVES = ("riff", "stab", "tambourine", "agogo", "cowbell", "bongo", "triangle", "guitar", "shaker_dark", "hat")
_HOMES: dict[str, tuple[str, ...]] = {
    "log_drum": ("drop", "chorus", "verse", "bridge", "break", "build", "outro", "intro"),
    "lead": ("bridge", "break", "drop", "chorus", "verse", "build", "outro", "intro"),
    "bass": ("verse", "break", "bridge", "drop", "chorus", "build", "outro", "intro"),
    **dict.fromkeys(("vocal", "choir"), ("chorus", "verse", "break", "drop", "bridge", "build", "outro", "intro")),
    **dict.fromkeys(
        ("chant", "adlib", "whistle"), ("drop", "chorus", "verse", "bridge", "break", "build", "outro", "intro")
    ),
}
_USUAL_HOME = ("drop", "chorus", "bridge", "verse", "build", "break", "outro", "intro")
_ONCE = ("lead", "choir", "whistle", "adlib")
TEASING = ("intro", "build", "break", "bridge")
"""Labels under which a log drum of low density is a tease to the part's writer."""


@dataclass(frozen=True, slots=True)
class Scored:
    """Who plays in each section: roles by section, and the sections in which the log drum only teases."""

    roles: tuple[tuple[str, ...], ...]
    teases: frozenset[int]


def draw_band(profile: StyleProfile, wishes: Wishes, decisions: Decisions) -> tuple[str, ...]:
    """The roles of a piece in the order of lanes: those wished and those drawn by their share, less those unwanted."""
    band = []
    for role in ROLES:
        member = profile.band.get(role)
        is_drawn = member is not None and float(decisions.rng(_part(role), "band", role).random()) < member.share
        if role not in wishes.without and (role in wishes.roles or is_drawn):
            band.append(role)
    if not set(band) & {*BACK_BEAT} and not set(BACK_BEAT) <= wishes.without:
        band.append(next(role for role in ("clap", "rim", "snare") if role not in wishes.without))
    if not set(band) & {"keys", "pad", "guitar", "stab"} and "keys" not in wishes.without and len(wishes.without) < 6:
        band.append("keys")
    ordered = tuple(role for role in ROLES if role in band)
    unwanted = [ROLES[role].title.lower() for role in ROLES if role in wishes.without]
    decisions.say(
        f"band: {', '.join(ROLES[role].title.lower() for role in ordered)}"
        + (f"; without {', '.join(unwanted)}" if unwanted else "")
    )
    return ordered


def score(
    drafts: Sequence[Draft],
    band: Sequence[str],
    profile: StyleProfile,
    wishes: Wishes,
    decisions: Decisions,
    kick: str,
) -> Scored:
    """Which of the band plays in which section, so that every role that was wished is heard."""
    reserves = _reserves(drafts, band, wishes, decisions)
    percussion = [role for role in PERCUSSION if role in band]
    playing = [{role for role in _opened(draft, band) if draft.energy >= _entry(role, percussion)} for draft in drafts]
    for index, number in enumerate(peak_numbers(drafts)):
        if number == 0:
            playing[index] -= set(reserves[min(1, drafts[index].stage) :])
    teases = frozenset(
        index
        for index, draft in enumerate(drafts[:-1])
        if "log_drum" in band and "tease" in draft.plays and draft.label in TEASING and drafts[index + 1].is_peak
    )
    for index in range(len(drafts)):
        if not _has_log_drum(drafts[index]) and index not in teases:
            playing[index].discard("log_drum")
        if kick == "K5" and (drafts[index].is_peak or wishes.kick == "K5"):
            playing[index].discard("kick")
        _dress(playing[index], drafts, index, band)
    _place_voices(playing, drafts, band, profile, wishes, decisions)
    _fill_empty(playing, band)
    _make_heard(playing, drafts, band, wishes, teases, decisions)
    return Scored(tuple(tuple(role for role in ROLES if role in roles) for roles in playing), teases)


def _has_log_drum(draft: Draft) -> bool:
    return (draft.is_peak or "log_drum" in draft.plays) and WITHOUT_LOG_DRUM not in draft.plays


def _opened(draft: Draft, band: Sequence[str]) -> set[str]:
    return {role for word in draft.plays for role in LAYERS.get(word, (word,)) if role in band}


def _entry(role: str, percussion: Sequence[str]) -> float:
    """Hand percussion joins one by one; the rest by its own threshold."""
    if role in percussion:
        return max(_ENTRIES.get(role, 0.0), 0.25 + 0.5 * percussion.index(role) / max(1, len(percussion)))
    return _ENTRIES.get(role, 0.0)


def peak_numbers(drafts: Sequence[Draft]) -> list[int | None]:
    """Which drop of the piece a section belongs to, all stages of one counted together; None for other sections."""
    numbers: list[int | None] = []
    number = -1
    for draft in drafts:
        number += draft.is_peak and draft.stage == 0
        numbers.append(number if draft.is_peak else None)
    return numbers


def _reserves(drafts: Sequence[Draft], band: Sequence[str], wishes: Wishes, decisions: Decisions) -> list[str]:
    """Two colours kept for later, so that the second drop is more than the first again.

    The first of them already joins in a later stage of the first drop.
    """
    if max((number for number in peak_numbers(drafts) if number is not None), default=0) < 1:
        return []
    candidates = [role for role in _RESERVES if role in band and role not in wishes.roles]
    order = decisions.rng("form", "reserves").permutation(len(_RESERVES))
    kept = [_RESERVES[place] for place in order if _RESERVES[place] in candidates][:2]
    if kept:
        decisions.say(f"kept for the later drops: {', '.join(ROLES[role].title.lower() for role in kept)}")
    return kept


def _dress(roles: set[str], drafts: Sequence[Draft], index: int, band: Sequence[str]) -> None:
    """Cymbal where something begins; effects where something begins or is about to."""
    draft = drafts[index]
    follows = drafts[index + 1] if index + 1 < len(drafts) else None
    begins = draft.is_peak or draft.label in {"break", "outro"}
    roles.discard("cymbal")
    roles.discard("fx")
    if "cymbal" in band and begins:
        roles.add("cymbal")
    if "fx" in band and (begins or (follows is not None and (follows.is_peak or follows.label in {"break", "outro"}))):
        roles.add("fx")


def _place_voices(
    playing: list[set[str]],
    drafts: Sequence[Draft],
    band: Sequence[str],
    profile: StyleProfile,
    wishes: Wishes,
    decisions: Decisions,
) -> None:
    """Voices only in as many bars as the style sings: verses and hooks first."""
    total = sum(draft.num_bars for draft in drafts)
    share = profile.vocal_share.draw(decisions.rng("vocals", "share"))
    goal = share * total
    for roles, draft in zip(playing, drafts, strict=True):
        _stand_in(roles, draft, band)
    candidates = _sung_sections(playing, wishes)
    rank = {"chorus": 0, "verse": 1, "break": 2, "drop": 3, "bridge": 4, "build": 5}
    ties = decisions.rng("vocals", "sections").random(len(drafts))
    candidates.sort(key=lambda index: (rank.get(drafts[index].label, 6) + 1.5 * ties[index], index))
    singer = next((role for role in ("vocal", "chant", "choir") if role in band), None)
    if singer is not None and sum(drafts[index].num_bars for index in candidates) < goal:
        # a short form has lost its verses: the drop sings
        more = [
            index
            for index, draft in enumerate(drafts)
            if draft.is_peak and index not in candidates and "lead" not in playing[index]
        ]
        for index in more:
            playing[index].add(singer)
        candidates += more
    sung = 0
    for index in candidates:
        if sung + drafts[index].num_bars / 2 <= goal:
            sung += drafts[index].num_bars
        else:
            playing[index] -= set(SUNG)
    if candidates:
        decisions.say(
            f"voices in {sung} of {total} bars: drawn from {profile.title}'s "
            f"{profile.vocal_share.low:.0%}–{profile.vocal_share.high:.0%}"
        )


def _sung_sections(playing: list[set[str]], wishes: Wishes) -> list[int]:
    """Sections with voices. A solo and a voice do not share one: the solo gets it where voices have others."""
    sung = [index for index, roles in enumerate(playing) if roles & set(SUNG)]
    alone = [index for index in sung if "lead" not in playing[index]]
    if not alone and not ("lead" in wishes.roles and not set(SUNG) & set(wishes.roles)):
        for index in sung:
            playing[index].discard("lead")
        return sung
    for index in sung:
        if index not in alone:
            playing[index] -= {"vocal", "chant"}
    return alone


def _stand_in(roles: set[str], draft: Draft, band: Sequence[str]) -> None:
    """Where a section asks for one kind of voice and the band has only the other, that one sings."""
    for asked, other in (("vocal", "chant"), ("chant", "vocal")):
        if asked in draft.plays and asked not in band and other in band:
            roles.add(other)


def _fill_empty(playing: list[set[str]], band: Sequence[str]) -> None:
    """No section is silent: where none of its layers is in the band, the first of what the band has plays."""
    usual = ("shaker", "keys", "kick", "pad", "conga", "clap", "log_drum", "vocal", *ROLES)
    for roles in playing:
        if not roles - {"fx", "cymbal"}:
            fallback = next((role for role in usual if role in band), None)
            if fallback is not None:
                roles.add(fallback)


def _make_heard(
    playing: list[set[str]],
    drafts: Sequence[Draft],
    band: Sequence[str],
    wishes: Wishes,
    teases: frozenset[int],
    decisions: Decisions,
) -> None:
    """Every wished role plays somewhere, and the log drum where the form has no drop."""
    for role in band:
        if role not in wishes.roles and role != "log_drum":
            continue
        if any(role in roles for index, roles in enumerate(playing) if role != "log_drum" or index not in teases):
            continue
        places = homes_of(role, drafts, _singing(playing) if role == "lead" else frozenset())
        for index in places:
            playing[index].add(role)
            if role == "lead" and not {"vocal", "chant"} & set(wishes.roles):
                playing[index] -= {"vocal", "chant"}
        names = " and ".join(drafts[index].name for index in places)
        decisions.say(f"{ROLES[role].title.lower()} plays in {names}, so that it is heard")


def _singing(playing: Sequence[set[str]]) -> frozenset[int]:
    return frozenset(index for index, roles in enumerate(playing) if roles & {"vocal", "chant"})


def homes_of(role: str, drafts: Sequence[Draft], taken: frozenset[int] = frozenset()) -> list[int]:
    """The sections a role belongs in before all others; for solos and calls the last of them.

    Args:
        role: Who looks for a place.
        drafts: The form.
        taken: Sections that are used only if there is no other.
    """
    fitting = [index for index, draft in enumerate(drafts) if role != "log_drum" or WITHOUT_LOG_DRUM not in draft.plays]
    fitting = [index for index in fitting if index not in taken] or fitting
    for label in _HOMES.get(role, _USUAL_HOME):
        places = [index for index in fitting if drafts[index].label == label]
        if places:
            return places[-1:] if role in _ONCE else places
    return fitting[-1:]


def _part(role: str) -> str:
    """The part (``PARTS``) whose seed decides about a role."""
    return PART_OF_ROLE.get(role, "drums")


PART_OF_ROLE: Mapping[str, str] = {
    "log_drum": "log_drum",
    "bass": "bass",
    **dict.fromkeys(("keys", "stab", "pad", "guitar"), "keys"),
    **dict.fromkeys(("riff", "lead"), "melody"),
    **dict.fromkeys(VOICES, "vocals"),
}
"""As ``engine.generation.sketch.compose.PART_OF_ROLE``, without importing the composer."""
