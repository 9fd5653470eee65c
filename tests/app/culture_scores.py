"""Made-up cultural scores of the made-up song: bars of two seconds at 120 BPM, windows of ``bars`` bars."""

from __future__ import annotations

from engine.core.score import EXPLORATORY, NOT_ASSESSABLE, CultureScore, Evidence, MarkerScore, MarkerWindow

BAR = 2.0
DEFINITION = (
    "sqrt(traits x family): traits = 1 - product over the markers of (1 - share x value), so that a trait that is "
    "there counts and one that is absent takes nothing away; family = how clearly the music belongs to the amapiano "
    "family by its descriptors. Its interval follows from the markers' and the family's 90 % intervals. Exploratory: "
    "no ratings have calibrated it."
)

_TITLES = {
    "log_drum_authenticity": ("Log-drum evidence", "a log drum is clearly heard and plays as a log drum plays"),
    "gospel_influence": ("Gospel harmony and voices", "church harmony, organ and choir are clearly heard"),
    "kwaito_rhythms": ("Kwaito pulse and chant", "the slowed-house pulse and chants of kwaito are clearly heard"),
    "jazz_harmonies": ("Jazz harmony", "extended and altered chords and ii-V motion are clearly heard"),
    "traditional_percussion": ("Hand and organic percussion", "hand-played and organic percussion is clearly heard"),
}
_VALUES: dict[str, tuple[float, float, float] | None] = {
    "log_drum_authenticity": (0.92, 0.86, 0.96),
    "gospel_influence": (0.31, 0.18, 0.47),
    "kwaito_rhythms": (0.55, 0.38, 0.70),
    "jazz_harmonies": (0.74, 0.62, 0.83),
    "traditional_percussion": None,
}


def seconds_of(first: int, last: int) -> tuple[float, float]:
    return (first - 1) * BAR, last * BAR


def evidence(first: int, last: int, text: str, strength: float) -> Evidence:
    start, end = seconds_of(first, last)
    return Evidence(start, end, text, (first, last), strength)


def a_marker(name: str, num_bars: int = 4, bars: int = 1) -> MarkerScore:
    """One marker; ``traditional_percussion`` cannot be told."""
    title, meaning = _TITLES[name]
    value = _VALUES[name]
    if value is None:
        why = "only 8% of the song could be judged, 15% is the least"
        inputs = {"hand_drum_onsets": None, "organic_share": 0.04}
        return MarkerScore(
            name, None, None, NOT_ASSESSABLE, title=title, meaning=meaning, why=why, coverage=0.08, inputs=inputs
        )
    windows = tuple(
        MarkerWindow(
            *seconds_of(first, first + bars - 1),
            (first, first + bars - 1),
            None if index == 1 else min(1.0, max(0.0, value[0] + 0.17 * (-1) ** index * (1 + index % 3) / 3)),
        )
        for index, first in enumerate(range(1, num_bars + 1, bars))
    )
    last = num_bars
    return MarkerScore(
        name,
        value[0],
        (value[1], value[2]),
        EXPLORATORY,
        (
            evidence(last - bars + 1, last, "13 log-type notes in 4 bars, 62% off the beat", 0.81),
            evidence(last // 2 + 1, last // 2 + bars, "9 log-type notes in 4 bars, odd harmonics 11 dB down", 0.44),
        ),
        (evidence(1, bars, "no low note is struck here", 0.35),),
        {"log_notes_per_bar": 1.62, "offbeat_share": 0.84, "odd_harmonics": 0.33, "kick_overlap": -0.41},
        title,
        meaning,
        coverage=0.94,
        inputs={
            "log_notes_per_bar": 3.4,
            "offbeat_share": 0.62,
            "odd_harmonics": -11.2,
            "kick_overlap": 0.38,
            "slides": None,
        },
        windows=windows,
    )


def a_score(num_bars: int = 4, bars: int = 1, *, model: str = "style 1", total: float | None = 0.83) -> CultureScore:
    """All five markers, a style vector that names two, a total over the gate."""
    styles = {
        "classic": 0.71,
        "private_school": 0.58,
        "soulful": 0.44,
        "sgija": 0.22,
        "three_step": 0.09,
        "deep_house": 0.12,
        "afro_house": 0.17,
        "gqom": 0.03,
        "kwaito": 0.11,
        "other": 0.02,
    }
    value = {"value": total, "interval": [0.74, 0.89], "status": EXPLORATORY, "definition": DEFINITION, "why": ""}
    if total is None:
        value |= {"interval": None, "status": NOT_ASSESSABLE, "why": "no marker could be told"}
    reason = f"the total of {total:.2f} reaches 0.80" if total is not None else "not judged: no marker could be told"
    return CultureScore(
        profile="aurax",
        versions={"profile": "1", "features": "1", "model": model, "engine": "aurax 0.6.0"},
        markers={name: a_marker(name, num_bars, bars) for name in _TITLES},
        style={
            "probabilities": styles,
            "family": 0.91,
            "family_interval": [0.84, 0.95],
            "named": ["classic", "private_school"],
            "why": "",
            "descriptors": {"tempo": None},
        },
        total=value,
        gate={"threshold": 0.80, "alarm": 0.75, "passed": True, "alarmed": False, "reason": reason},
    )
