"""Progressions worked by hand (``hand_worked.toml``): numerals, functions, closes, tags, names and keys, as a textbook
would have them.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from engine.core.analysis import Analysis, AudioFacts, ChordEvent, KeyEstimate
from engine.core.harmony import ChordLabel, Key, pitch_class
from engine.core.rhythm import Meter
from engine.theory.summary import annotate

CASES: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("hand_worked.toml").read_text("utf-8"))["cases"]
FUNCTIONS = {"T": "tonic", "P": "predominant", "D": "dominant", "O": "other"}
QUALITIES = {
    "": "maj", "m": "min", "m7": "min7", "m9": "min9", "m11": "min11", "m6": "min6", "m7b5": "hdim7", "6": "maj6",
}  # fmt: skip
CHART = re.compile(r"([A-G][#b]?)([^/]*)(?:/([A-G][#b]?))?")


def chart(name: str) -> str:
    """A chord of a chart in Harte syntax."""
    match = CHART.fullmatch(name)
    assert match is not None, name
    root = pitch_class(match[1])
    bass = (pitch_class(match[3]) - root) % 12 if match[3] else 0
    return str(ChordLabel(root, QUALITIES.get(match[2], match[2]), bass, flats="#" not in match[1]))


def analysed(case: dict[str, Any], bar: float = 2.0) -> Analysis:
    labels = [chart(name) for name in case["chords"].split()]
    key = Key.parse(case["key"])
    downbeats = tuple(bar * i for i in range(len(labels) + 1))
    return annotate(
        Analysis(
            engine="test",
            audio=AudioFacts(bar * len(labels), 44_100, 2, "sha256:0", None, None),
            tempo_bpm=120.0,
            meter=Meter(4, 4),
            beats=tuple(bar / 4 * i for i in range(4 * len(labels) + 1)),
            downbeats=downbeats,
            key=KeyEstimate(key.tonic_name, key.mode, 1.0),
            chords=tuple(ChordEvent(bar * i, bar * (i + 1), label, 1.0) for i, label in enumerate(labels)),
        )
    )


def place(time: float) -> int:
    return round(time / 2.0) + 1


def test_there_are_enough_and_none_twice() -> None:
    assert len(CASES) >= 150
    assert len({(case["key"], case["chords"]) for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['key']}: {case['chords']}")
def test_as_worked_by_hand(case: dict[str, Any]) -> None:
    done = analysed(case)
    harmonic = done.theory.harmonic
    assert " ".join(str(chord.roman) for chord in done.chords) == case["roman"]
    assert [chord.function for chord in done.chords] == [FUNCTIONS[letter] for letter in case["functions"]]
    readings = {place(reading["time"]): reading["tags"] for reading in harmonic["readings"]}
    for entry in case.get("tags", ()):
        number, tag = entry.split()
        if number == "not":
            assert not any(tag in tags for tags in readings.values()), entry
        else:
            assert tag in readings[int(number)], entry
    if "close" in case:
        found = [
            " ".join(filter(None, (str(place(c["time"])), c["type"], c["variant"])))
            for c in harmonic["cadences"]
            if c["phrase_end"]
        ]
        assert found == case["close"]
    if "pattern" in case:
        assert case["pattern"] in [match["pattern"] for match in harmonic["common_patterns"]]
    if "mode" in case:
        assert harmonic["mode"] == case["mode"]
    if "keys" in case:
        changes = [
            f"{place(m['time'])} {m['to']} {m['pivot']['chord'] if m['pivot'] else 'direct'}"
            for m in harmonic["modulations"]
        ]
        assert changes == case["keys"]
