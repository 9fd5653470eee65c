"""The files of genre conventions: every one is whole, sourced and inherits rightly; wrong ones are named plainly."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.core.errors import UserError
from engine.paths import resources
from engine.theory.genres import MEASURES, GenreBook, genre_conventions
from engine.theory.genres_files import SOURCES, find_genre, load_genres

NAMED = (  # by the mission's documents and the domain reference
    "amapiano", "classic_amapiano", "private_school_amapiano", "sgija", "new_age_bacardi", "soulful_amapiano",
    "tech_amapiano", "quantum_amapiano", "gqom_infused_amapiano", "popiano", "afropiano", "three_step", "deep_house",
    "afro_house", "gqom", "kwaito", "bacardi", "afrobeats", "trap", "kwassa", "mbaqanga", "maskandi", "pop", "rock",
    "indie_rock", "hip_hop", "rnb", "soul", "gospel", "jazz", "funk", "disco", "house", "techno", "edm",
    "drum_and_bass", "reggae", "country", "folk", "classical", "latin", "blues",
)  # fmt: skip

WHOLE = """
title = "Test"
description = "A genre."
evidence = "None."
tempo = { usual = [100, 110], extremes = [90, 120], confidence = "D", source = "prior" }
metres = { shares = { "4/4" = 0.9 }, confidence = "D", source = "prior" }
modes = { shares = { minor = 0.6, major = 0.4 }, confidence = "D", source = "prior" }
structures = { words = ["verse-chorus"], confidence = "D", source = "prior" }
instruments = { words = ["drums"], confidence = "D", source = "prior" }
production = { words = ["dry"], confidence = "D", source = "prior" }
progressions = [{ numerals = "i-VI-VII", mode = "minor", confidence = "D", source = "prior" }]
rhythms = [
  { name = "a", layer = "kick", grid = "9...9...9...9...", share = 0.5, confidence = "D", source = "prior" },
  { name = "b", layer = "snare", grid = "....9.......9...", share = 0.5, confidence = "D", source = "prior" },
]

[measures]
swing = { low = 0.5, high = 0.55, confidence = "D", source = "prior" }
vocals = { low = 0.2, high = 0.6, confidence = "D", source = "prior" }
"""
PRIOR = 'prior = { title = "Design prior", known = "prior" }\n'


@pytest.fixture(scope="module")
def book() -> GenreBook:
    return load_genres()


def written(folder: Path, **files: str) -> Path:
    (folder / SOURCES).write_text(PRIOR, encoding="utf-8")
    for name, text in files.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return folder


def test_every_genre_that_is_asked_for_is_there(book: GenreBook) -> None:
    assert not [name for name in NAMED if name not in book.genres]
    assert len(book.genres) >= 24


@pytest.mark.parametrize("path", sorted((resources() / "genres").glob("[!_]*.toml")), ids=lambda path: path.stem)
def test_every_file_is_a_genre_with_its_evidence(path: Path, book: GenreBook) -> None:
    genre = book.genres[path.stem]
    assert genre.title
    assert len(genre.description) > 20
    assert len(genre.evidence) > 10  # every file says what it rests on
    assert genre.instruments.words
    assert genre.structures.words
    assert genre.production.words
    assert genre.progressions or genre.rhythms
    assert set(genre.sources) <= set(book.sources)


def test_memory_and_priors_never_count_as_verified(book: GenreBook) -> None:
    """A: somebody measured it and we read it. What no read source stands behind is C at most, a bare prior D."""
    for genre in book.genres.values():
        statements = [
            genre.tempo, genre.structures, genre.instruments, genre.production, genre.modes, genre.metres,
            *genre.rhythms, *genre.progressions, *genre.measures.values(),
        ]  # fmt: skip
        for one in statements:
            kinds = {book.sources[name].known for name in one.source.split("+")}
            assert one.confidence in {"excerpt": "ABCD", "memory": "CD", "prior": "D"}[min(kinds)], genre.id


def test_no_source_is_listed_in_vain(book: GenreBook) -> None:
    assert {name for genre in book.genres.values() for name in genre.sources} == set(book.sources)


def test_names_lead_to_one_genre(book: GenreBook) -> None:
    seen: dict[str, str] = {}
    for genre in book.genres.values():
        for name in {genre.id, genre.title.lower(), *(alias.lower() for alias in genre.aliases)}:
            assert seen.setdefault(name, genre.id) == genre.id, f"{name} is {genre.id} and {seen[name]}"
    assert find_genre("Indie-Rock").id == "indie_rock"
    assert find_genre("R&B").id == "rnb"
    assert find_genre("s'gija").id == "sgija"


def test_a_kind_says_only_what_differs(book: GenreBook) -> None:
    house, deep = book.genres["house"], book.genres["deep_house"]
    assert deep.measures["kicks_per_bar"] == house.measures["kicks_per_bar"]
    assert deep.measures["sevenths"] != house.measures["sevenths"]
    assert {r.layer for r in deep.rhythms} == {r.layer for r in house.rhythms}
    assert book.family("private_school_amapiano") == "amapiano"
    assert "deep_house" in book.children("house")


def test_conventions_of_pop_hold_the_mission_s_example() -> None:
    answer = genre_conventions("pop")
    assert list(answer) == ["genre", "conventions"]
    conventions = answer["conventions"]
    assert list(conventions) == [
        "common_progressions", "typical_bpm_range", "common_structures", "instrumentation", "rhythmic_patterns",
        "production_style",
    ]  # fmt: skip
    assert conventions["common_progressions"][:2] == ["I-V-vi-IV", "vi-IV-I-V"]
    assert conventions["typical_bpm_range"] == [100, 130]
    assert conventions["common_structures"][0] == "verse-chorus-verse-chorus-bridge-chorus"
    assert conventions["instrumentation"] == ["drums", "bass", "guitar", "vocals", "synth"]
    assert {"four-on-the-floor", "syncopated-hi-hats"} <= set(conventions["rhythmic_patterns"])
    assert conventions["production_style"] == ["compressed", "bright", "punchy"]


def test_a_genre_nobody_knows() -> None:
    with pytest.raises(UserError, match="There is no genre called 'amapino'") as caught:
        find_genre("amapino")
    assert "amapiano" in caught.value.hint


def test_a_whole_file_of_one_s_own_is_read(tmp_path: Path) -> None:
    kind = 'parent = "base"\ntitle = "Kind"\ndescription = "x"\nevidence = "x"\n'
    half = 'name = "c", layer = "kick", grid = "9.......9......."'
    kind += f'rhythms = [{{ {half}, share = 1.0, confidence = "D", source = "prior" }}]\n'
    kind += '[measures]\nswing = { low = 0.6, high = 0.65, confidence = "D", source = "prior" }\n'
    book = load_genres(written(tmp_path, base=WHOLE, kind=kind))
    own = book.genres["kind"]
    assert [rhythm.name for rhythm in own.rhythms] == ["c", "b"]
    assert own.measures["swing"].low == 0.6
    assert own.measures["vocals"] == book.genres["base"].measures["vocals"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("title =", "titel =", "unknown key 'titel'"),
        ('grid = "9...9...9...9..."', 'grid = "9...9...9..."x', "not valid TOML"),
        ('grid = "9...9...9...9..."', 'grid = "9...9...9..x"', "a grid is 12 or 16 signs"),
        ('layer = "kick"', 'layer = "kik"', "layer is one of"),
        ("share = 0.5", "share = 1.5", "share lies above 0"),
        ("extremes = [90, 120]", "extremes = [105, 120]", "extreme <= usual"),
        ('numerals = "i-VI-VII"', 'numerals = "i-X"', "not a Roman numeral"),
        ("minor = 0.6", "minor = 0.9", "sum to at most 1"),
        ('"4/4" = 0.9', '"4/5" = 0.9', "metres are"),
        ("swing =", "swung =", "there is no measure called 'swung'"),
        ("low = 0.5, high = 0.55", "low = 0.3, high = 0.55", "swing lies in 0.5 to 0.7"),
        ("low = 0.2, high = 0.6", "low = 0.7, high = 0.6", "low <= high"),
        ('modes = { shares = { minor = 0.6, major = 0.4 }, confidence = "D"',
         'modes = { shares = { minor = 0.6, major = 0.4 }, confidence = "E"', "confidence is one of"),
        ('source = "prior" }\nmetres', 'source = "hearsay" }\nmetres', "does not have: 'hearsay'"),
        ('title = "Test"', 'title = "Test"\nparent = "nobody"', "is a kind of 'nobody', which is no genre"),
        ('title = "Test"', 'title = "Test"\nparent = "base"', "is a kind of itself"),
        ('title = "Test"', 'title = "Test"\nroots = ["nobody"]', "has a root that is no genre: 'nobody'"),
        ('description = "A genre."', "", "missing required field `description`"),
        ('words = ["dry"]', "words = []", "at least one word is needed"),
    ],
)  # fmt: skip
def test_a_wrong_file_is_named_with_its_fault(old: str, new: str, message: str, tmp_path: Path) -> None:
    assert old in WHOLE
    with pytest.raises(UserError) as caught:
        load_genres(written(tmp_path, base=WHOLE.replace(old, new, 1)))
    assert message in str(caught.value)
    assert "base.toml" in str(caught.value)
    assert caught.value.hint


def test_an_empty_folder_and_bad_sources_are_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="There are no genres in"):
        load_genres(tmp_path)
    written(tmp_path, base=WHOLE)
    (tmp_path / SOURCES).write_text('prior = { title = "x", known = "rumour" }\n', encoding="utf-8")
    with pytest.raises(UserError, match="known is excerpt, memory or prior"):
        load_genres(tmp_path)


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    folder = written(tmp_path, base=WHOLE)
    assert load_genres(folder).genres["base"].title == "Test"
    (folder / "more.toml").write_text(WHOLE.replace('"Test"', '"More"'), encoding="utf-8")
    assert load_genres(folder).genres["more"].title == "More"


def test_measures_describe_themselves() -> None:
    for name, measure in MEASURES.items():
        assert measure.low < measure.high, name
        assert 0.0 < measure.reliability <= 1.0
        assert measure.words
