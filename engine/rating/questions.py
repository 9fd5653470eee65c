"""The questions of each kind of session.

Preference and culture are never asked in one trial: what is liked colours what is heard (halo; Thorndike 1920).
A five-point answer is "not there" to "clearly there" (domain reference 4.7); "can't judge" is always allowed there.
"""

from __future__ import annotations

from collections.abc import Sequence

from engine.core.errors import UserError
from engine.core.rating import CANNOT_JUDGE, FIRST, MUSHRA, PAIRS, RATINGS, SECOND, TIE, Question

_SCALE = ("1", "2", "3", "4", "5", CANNOT_JUDGE)
_PRESENCE = ("not there", "hardly", "somewhat", "mostly", "clearly there", "can't judge")
_AGREEMENT = ("very poor", "poor", "fair", "good", "excellent", "can't judge")

PREFERENCE = "preference"
SATISFACTION = "satisfaction"
AUTHENTICITY = "amapiano"
QUALITY = "quality"

_PAIRED = {
    PREFERENCE: "Which one do you prefer?",
    "amapiano": "Which one is more amapiano?",
    "log_drum": "Which one has the log drum you would rather use?",
    "groove": "Which one has the groove and shaker you would rather use?",
    "mix": "Which one is mixed as you would rather have it?",
}
_RATED = {
    "log_drum_authenticity": ("How clearly is a log drum heard?", _PRESENCE),
    "gospel_influence": ("How clearly are gospel harmony and voices heard?", _PRESENCE),
    "kwaito_rhythms": ("How clearly is a kwaito pulse or chant heard?", _PRESENCE),
    "jazz_harmonies": ("How clearly is jazz harmony heard?", _PRESENCE),
    "traditional_percussion": ("How clearly is hand-played or organic percussion heard?", _PRESENCE),
    AUTHENTICITY: ("How clearly is this what you call amapiano?", _PRESENCE),
    "mix": ("How do you find the sound and mix?", _AGREEMENT),
    SATISFACTION: ("How satisfied would you be with this as a producer?", _AGREEMENT),
}
MARKERS = tuple(name for name in _RATED if name not in (AUTHENTICITY, "mix", SATISFACTION))
"""Questions whose answers calibrate the marker of the same id."""

DEFAULTS = {PAIRS: tuple(_PAIRED), RATINGS: tuple(_RATED), MUSHRA: (QUALITY,)}


def questions_for(kind: str, names: Sequence[str] = (), *, with_ties: bool = True) -> tuple[Question, ...]:
    """The questions of a session, all of its kind where ``names`` is empty.

    Raises:
        UserError: If a kind of session does not ask a question of that name.
    """
    chosen = tuple(names) or DEFAULTS[kind]
    unknown = [name for name in chosen if name not in DEFAULTS[kind]]
    if unknown or len(set(chosen)) < len(chosen):
        what = f"no question {unknown[0]}" if unknown else "each question once only"
        raise UserError(f"A session of {kind} asks {what}", f"There are: {', '.join(DEFAULTS[kind])}.")
    if kind == MUSHRA:
        text = "How close is each one to the reference?"
        return (Question(QUALITY, "quality", text, labels=("bad", "poor", "fair", "good", "excellent")),)
    if kind == RATINGS:
        return tuple(Question(name, "scale", _RATED[name][0], _SCALE, _RATED[name][1]) for name in chosen)
    num = 3 if with_ties else 2
    choices, labels = (FIRST, SECOND, TIE)[:num], ("first", "second", "no difference")[:num]
    return tuple(Question(name, "preference", _PAIRED[name], choices, labels) for name in chosen)
