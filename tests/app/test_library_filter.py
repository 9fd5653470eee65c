"""Filters and orders against their definitions, on made-up collections."""

from __future__ import annotations

import random

import pytest

from app.collection import (
    ADDED,
    BELOW,
    KEY,
    LENGTH,
    MAY_TRAIN,
    MISSING,
    PASSED,
    RIGHTS,
    TEMPO,
    TITLE,
    UNANALYSED,
    Collection,
    TrackRow,
    Wanted,
    camelot,
    mixing_keys,
    parsed_key,
)
from engine.core.harmony import Key
from engine.core.track import TrackId


def row(number: int, **said: object) -> TrackRow:
    usual = {"title": f"Song {number}", "artist": "", "duration": 200.0, "tempo_bpm": None, "key": None}
    return TrackRow(TrackId(number), "", **{**usual, "rights": "unknown", "added_at": "2026", **said})  # type: ignore[arg-type]


def ids(collection: Collection, wanted: Wanted, column: int = ADDED, *, is_falling: bool = False) -> list[int]:
    return [collection[number].id for number in collection.order(wanted, column, is_falling=is_falling)]


def test_the_wheel_is_the_circle_of_fifths() -> None:
    known = {"C major": "8B", "A minor": "8A", "G major": "9B", "F minor": "4A", "Ab major": "4B", "F# minor": "11A"}
    assert {words: camelot(Key.parse(words)) for words in known} == known
    keys = [Key(tonic, mode) for tonic in range(12) for mode in ("major", "minor")]
    assert len({camelot(key) for key in keys}) == 24
    for key in keys:
        around = mixing_keys(key)
        assert len(around) == 4
        assert all(key in mixing_keys(other) for other in around), "mixing goes both ways"
        shared = [len(set(key.scale) & set(other.scale)) for other in around]
        assert min(shared) == 6, "at most one tone of the scale changes"


@pytest.mark.parametrize("seed", range(3))
def test_every_filter_keeps_what_its_definition_says(seed: int) -> None:
    dice = random.Random(seed)
    rows = [
        row(
            number,
            title=dice.choice(("Sponono", "Abo Mvelo", "ÉLAN", "straße")),
            artist=dice.choice(("Kabza", "DJ Maphorisa")),
            tempo_bpm=dice.choice((None, 112.04, 113.96, 114.1)),
            key=dice.choice((None, "F minor", "C minor", "Ab major", "D major", "?")),
            rights=dice.choice(("own", "unknown")),
            style=dice.choice(("sgija", "")),
            verdict=dice.choice((PASSED, BELOW)),
            may_train=dice.random() < 0.3,
        )
        for number in range(1, 200)
    ]
    collection = Collection(rows).prepare()

    def expect(wanted: Wanted, test: object) -> None:
        assert sorted(ids(collection, wanted)) == [each.id for each in rows if test(each)], wanted  # type: ignore[operator]

    expect(Wanted(text="KABZA spo"), lambda r: r.artist == "Kabza" and r.title == "Sponono")
    expect(Wanted(text="élan"), lambda r: r.title == "ÉLAN")
    expect(Wanted(text="STRASSE"), lambda r: r.title == "straße")
    expect(Wanted(text="4a"), lambda r: r.key == "F minor")
    expect(Wanted(bpm_from=112.0, bpm_to=114.0), lambda r: r.tempo_bpm in (112.04, 113.96))
    expect(Wanted(key="F minor"), lambda r: r.key == "F minor")
    expect(Wanted(key="F minor", with_mixing=True), lambda r: r.key in ("F minor", "C minor", "Ab major"))
    expect(Wanted(style="sgija", verdict=PASSED), lambda r: r.style == "sgija" and r.verdict == PASSED)
    expect(Wanted(rights="own"), lambda r: r.rights == "own")
    expect(Wanted(rights=MAY_TRAIN), lambda r: r.may_train)
    expect(Wanted(only=UNANALYSED), lambda r: r.tempo_bpm is None and parsed_key(r.key) is None)
    collection.mark_missing(frozenset({TrackId(3), TrackId(9)}))
    expect(Wanted(only=MISSING), lambda r: r.id in (3, 9))


@pytest.mark.parametrize("is_falling", [False, True])
@pytest.mark.parametrize("column", [TITLE, LENGTH, TEMPO, KEY, RIGHTS])
def test_what_is_not_known_comes_last_either_way(column: int, is_falling: bool) -> None:
    dice = random.Random(column)
    rows = [
        row(
            number,
            title=dice.choice("aBcD"),
            duration=dice.random(),
            tempo_bpm=dice.choice((None, 100.0, 120.0)),
            key=dice.choice((None, "F minor", "C major")),
            rights=dice.choice(("unknown", "own", "licensed")),
        )
        for number in range(50)
    ]
    collection = Collection(rows)
    order = collection.order(Wanted(), column, is_falling=is_falling)
    values = {
        TITLE: lambda r: r.title.casefold(),
        LENGTH: lambda r: r.duration,
        TEMPO: lambda r: r.tempo_bpm,
        KEY: lambda r: {"F minor": 4, "C major": 8}.get(r.key),
        RIGHTS: lambda r: None if r.rights == "unknown" else r.rights,
    }[column]
    told = [values(collection[number]) for number in order]
    known = [value for value in told if value is not None]
    assert known == sorted(known, reverse=is_falling)
    assert told[: len(known)] == known
    assert sorted(order) == list(range(50))


def test_what_is_wanted_survives_a_file() -> None:
    wanted = Wanted(text="é ×", bpm_from=110.0, key="F minor", with_mixing=True, only=MISSING)
    assert Wanted.from_text(wanted.as_text()) == wanted
    assert Wanted.from_text("") == Wanted.from_text("{nonsense") == Wanted()
