"""Changes to a take in words."""

from dataclasses import fields
from typing import Any

import pytest

from engine.core.blueprint import PARTS
from engine.generation.prompting import read_change
from engine.generation.wishes import Wishes

EXCEPT_DRUMS = tuple(part for part in PARTS if part != "drums")
VOICES = frozenset({"vocal", "choir", "chant", "adlib"})


@pytest.mark.parametrize(
    ("text", "expected", "wishes"),
    [
        ("busier log drum", {"steps": {"log_drum.busy": 0.2}}, {"roles": {"log_drum": ""}, "log_drum": {"busy": 0.85}}),
        ("same but in G minor", {}, {"key": "G minor"}),
        ("new chords, keep the drums", {"redraw": ("harmony",), "keep": ("drums",)}, {}),
        ("another bass line", {"redraw": ("bass",)}, {}),
        ("softer keys", {"steps": {"levels_db.keys": -3.0}}, {"roles": {"keys": ""}, "levels_db": {"keys": -3.0}}),
        ("without vocals", {}, {"without": VOICES}),
        ("drop the vocals", {}, {"without": VOICES}),
        ("replace the second drop", {"sections": ("drop 2",)}, {}),
        ("new intro and last break", {"sections": ("intro", "break last")}, {}),
        ("redo section 3", {"sections": (2,)}, {}),
        ("faster", {"steps": {"tempo_bpm": 4.0}}, {"tempo_shift": 1.0}),
        ("5 bpm slower", {"steps": {"tempo_bpm": -5.0}}, {"tempo_shift": -1.0}),
        ("115 bpm", {}, {"tempo_bpm": 115.0}),
        ("replace the sax with a flute", {}, {"roles": {"lead": "flute"}}),
        ("only change the drums", {"redraw": ("drums",), "keep": EXCEPT_DRUMS}, {}),
        ("new drums, keep everything else", {"redraw": ("drums",), "keep": EXCEPT_DRUMS}, {}),
        ("different melody, same chords", {"redraw": ("melody",), "keep": ("harmony",)}, {}),
        ("don't touch the drums, new everything else", {"redraw": EXCEPT_DRUMS, "keep": ("drums",)}, {}),
        ("new everything", {"redraw": PARTS}, {}),
        ("change the key to F# minor", {}, {"key": "F# minor"}),
        ("new mix and new arrangement", {"redraw": ("form", "mix")}, {}),
        (
            "sparser log drum in the second drop",
            {"sections": ("drop 2",), "steps": {"log_drum.busy": -0.2}},
            {"roles": {"log_drum": ""}, "log_drum": {"busy": 0.2}},
        ),
        ("", {}, {}),
    ],
)
def test_a_change_says_what_to_draw_what_to_keep_and_what_to_wish(
    text: str, expected: dict[str, Any], wishes: dict[str, Any]
) -> None:
    change = read_change(text)
    nothing = Wishes()
    asked = {field.name: getattr(change.wishes, field.name) for field in fields(Wishes)}
    asked = {name: value for name, value in asked.items() if value != getattr(nothing, name)}
    if "key" in asked:
        asked["key"] = str(asked["key"])
    assert asked == wishes
    found = {name: getattr(change, name) for name in ("redraw", "keep", "sections", "steps")}
    assert {name: value for name, value in found.items() if value} == expected
    assert change.ignored == ()
    assert change.conflicts == ()


def test_what_is_to_be_kept_is_kept_even_if_it_is_to_be_new_too() -> None:
    change = read_change("new drums, keep the drums")
    assert change.redraw == ()
    assert change.keep == ("drums",)
    assert len(change.conflicts) == 1


def test_what_a_change_does_not_understand_is_reported() -> None:
    assert read_change("busier log drum zxcv").ignored == ("zxcv",)
