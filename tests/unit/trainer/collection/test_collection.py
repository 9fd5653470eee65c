"""Artists, statements, rules, duplicates, balance and advice."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from engine.core.analysis import Analysis
from engine.core.track import AudioInfo, Track, TrackId
from tests.small_collection import heard
from trainer.collection.advice import Basis, advise
from trainer.collection.artists import artist_key, artist_keys, title_key
from trainer.collection.balance import amapiano_kind, bias, era, genre_family, shares
from trainer.collection.duplicates import near_duplicates, outline
from trainer.collection.rules import QualityRules, shortcomings
from trainer.collection.statements import STATEMENTS_FILE, Stated, Statement, read_statements, state
from trainer.collection.survey import Song

INFO = AudioInfo("MP3", "mp3", 44_100, 2, 44_100 * 180, 7_200_000)
TRACK = Track(TrackId(1), "/m/a.mp3", "sha256:1", INFO)


@pytest.mark.parametrize(
    ("artist", "title", "keys"),
    [
        ("Kabza De Small ft. DJ Maphorisa", "x", ("dj maphorisa", "kabza de small")),
        ("DJ MAPHORISA & Kabza de Small", None, ("dj maphorisa", "kabza de small")),
        ("Kelvin Momo", "Amukelani (feat. Babalwa M)", ("babalwa m", "kelvin momo")),
        ("Kelvin Momo", "Amukelani (Babalwa M Remix)", ("babalwa m", "kelvin momo")),
        ("Ama", "Night (Extended Mix)", ("ama",)),
        ("Ama x Buhle", "Night - Cebo's Remix", ("ama", "buhle", "cebo")),
        ("Beyoncé; JAŸ-Z", "", ("beyonce", "jay z")),
        ("The Lowkeys, Sir Trill", "", ("lowkeys", "sir trill")),
        ("Unknown Artist", "Track 01", ()),
        (None, None, ()),
        ("Max", "Max", ("max",)),
    ],
)
def test_everybody_a_recording_names(artist: str | None, title: str | None, keys: tuple[str, ...]) -> None:
    assert artist_keys(artist, title) == keys


def test_names_are_the_same_however_they_are_written() -> None:
    assert artist_key("  Ntokzin & Co.") == artist_key("NTOKZIN  &  CO")
    assert title_key("Amukelani (feat. X) [Remaster]") == "amukelani"


def test_the_most_exact_statement_holds_and_nothing_is_lost(tmp_path: Path) -> None:
    state(tmp_path, Statement(place="/m", rights="own", by="a", region="Soweto"))
    state(tmp_path, Statement(place="/m/x", rights="licensed", proof="contract 7", by="b"))
    state(tmp_path, Statement(place="/m/x/y.mp3", rights="none", by="c"))
    state(tmp_path, Statement(place="/m", rights="research", by="d"))
    found = read_statements(tmp_path)
    assert [one.rights for one in found.all] == ["own", "licensed", "none", "research"]
    assert all(one.at and one.by for one in found.all)
    assert found.of(["/m/a.mp3"]).rights == "research"
    assert found.of(["/m/x/a.mp3"]) == Stated("licensed", "contract 7", "Soweto", "", "b", found.all[1].at)
    assert found.of(["/m/x/y.mp3"]).rights == "none"
    assert found.of(["/elsewhere/a.mp3"]) == Stated()
    assert found.of(["/mx/a.mp3"]) == Stated(), "a name that begins alike is another folder"
    assert found.of(["/m/x/a.mp3", "/m/b.mp3"]).rights == "research", "of two places the narrower rights hold"
    assert found.of(["/elsewhere/a.mp3", "/m/x/a.mp3"]).rights == "licensed"


def test_what_holds_already_is_not_said_twice(tmp_path: Path) -> None:
    first = state(tmp_path, Statement(place="/m", rights="own", by="a", region="Soweto", at="2026-01-01"))
    more = state(tmp_path, Statement(place="/m", style="private school", by="a", at="2026-01-02"))
    file = tmp_path / STATEMENTS_FILE
    content = file.read_bytes()
    assert state(tmp_path, Statement(place="/m", rights="own", by="a", region="Soweto")).at == first.at
    assert state(tmp_path, Statement(place="/m", style="private school", by="a")).style == more.style
    assert file.read_bytes() == content
    for number, (place, rights, by) in enumerate((("/m/x", "own", "a"), ("/m", "own", "b"), ("/m", "none", "b")), 3):
        state(tmp_path, Statement(place=place, rights=rights, by=by))
        assert len(read_statements(tmp_path).all) == number, "another place, another person, other rights: all new"
    state(tmp_path, Statement(place="/m", rights="own", by="a"))
    assert read_statements(tmp_path).of(["/m/a.mp3"]).rights == "own", "it did not hold any more"


def test_a_changed_line_is_noticed_and_a_cut_one_is_passed_over(tmp_path: Path) -> None:
    for rights in ("none", "research", "none"):
        state(tmp_path, Statement(place="/m", rights=rights, by="a"))
    file = tmp_path / STATEMENTS_FILE
    lines = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(lines[0] + lines[1] + lines[2][:30])
    state(tmp_path, Statement(place="/m", rights="own", by="a"))
    found = read_statements(tmp_path)
    assert [one.rights for one in found.all] == ["none", "research", "own"]
    assert found.problems == (f"line 3 of {STATEMENTS_FILE} is no statement; it is passed over",)
    file.write_bytes(file.read_bytes().replace(b'"rights": "research"', b'"rights": "own"'))
    assert any("something was changed" in problem for problem in read_statements(tmp_path).problems)
    file.write_bytes(lines[0] + lines[2])
    assert any("something was changed" in problem for problem in read_statements(tmp_path).problems)


def mp3(**changes: object) -> Analysis:
    own = heard(TRACK, 0, seconds=180.0)
    form = {"codec": "mp3", "is_lossless": False, "bit_rate_kbps": 320.0, **changes}
    return replace(own, metadata={**own.metadata, "format": form})


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"bit_rate_kbps": 128.0}, "bit rate"),
        ({"duration": 90.0}, "minutes"),
        ({"duration": 400.0}, "minutes"),
        ({"clipped_samples": 100_000}, "clipped"),
        ({"silence_share": 0.3}, "silent"),
        ({"longest_gap_s": 8.0}, "silent for"),
        ({"notes": ["it is cut off after 3 s"]}, "cut off"),
        ({"starts_abruptly": True, "ends_abruptly": True}, "clip or a loop"),
        ({"sample_rate": 22_050}, "sample rate"),
        ({"loudness_lufs": None}, "it is silent"),
    ],
)
def test_each_rule_says_what_is_missed(changes: dict[str, object], word: str) -> None:
    assert shortcomings(mp3(), QualityRules()) == ()
    analysis = mp3(**{name: own for name, own in changes.items() if name == "bit_rate_kbps"})
    facts = {name: own for name, own in changes.items() if name in ("duration", "sample_rate", "loudness_lufs")}
    analysis = replace(analysis, audio=replace(analysis.audio, **facts))  # type: ignore[arg-type]
    rest = {name: own for name, own in changes.items() if name not in (*facts, "bit_rate_kbps", "notes")}
    quality = {**analysis.metadata["quality"], **rest}
    metadata = {**analysis.metadata, "quality": quality, "notes": changes.get("notes", [])}
    (reason,) = shortcomings(replace(analysis, metadata=metadata), QualityRules())
    assert word in reason


def test_lossless_files_have_no_bit_rate_to_keep_and_other_codecs_need_less() -> None:
    assert shortcomings(mp3(is_lossless=True, bit_rate_kbps=10.0), QualityRules()) == ()
    assert shortcomings(mp3(codec="aac", bit_rate_kbps=256.0), QualityRules()) == ()
    assert shortcomings(mp3(bit_rate_kbps=316.0), QualityRules()) == (), "headers and padding are no fault"


def test_a_tempo_may_be_asked_for() -> None:
    assert mp3().tempo_bpm == 120.0
    assert shortcomings(mp3(), QualityRules(bpm=(100.0, 130.0))) == ()
    (reason,) = shortcomings(mp3(), QualityRules(bpm=(100.0, 119.0)))
    assert "120.0 BPM" in reason
    assert "not known" in shortcomings(replace(mp3(), tempo_bpm=None), QualityRules(bpm=(100.0, 119.0)))[0]


def test_another_rip_is_found_and_the_better_one_is_kept() -> None:
    first, other = heard(TRACK, 0, seconds=180.0), heard(TRACK, 1, seconds=180.0)
    rip = replace(first, audio=replace(first.audio, duration=180.05))
    outlines = [
        outline("a", rip, words="", goodness=128.0),
        outline("b", first, words="", goodness=320.0),
        outline("c", other, words="", goodness=320.0),
    ]
    assert near_duplicates(outlines) == {"a": "b"}


def test_songs_on_one_chord_are_told_by_their_words() -> None:
    still = replace(heard(TRACK, 0, seconds=180.0), chords=heard(TRACK, 0).chords[:1])
    assert near_duplicates([outline(k, still, words="", goodness=1.0) for k in "ab"]) == {}
    assert near_duplicates([outline(k, still, words="ama / night", goodness=1.0) for k in "ab"]) == {"b": "a"}


def song(number: int, *, artist: str, style: str = "amapiano", region: str = "") -> Song:
    return Song(
        track=replace(TRACK, fingerprint=f"sha256:{number}"),
        paths=(f"/m/{number}.mp3",),
        stated=Stated("own", region=region, by="a"),
        artists=(artist,),
        style=style,
        heard_style="",
        label=None,
        duration=180.0,
        tempo_bpm=112.0,
        verdict="good",
        seconds_taken=None,
    )


def test_shares_and_their_effective_number() -> None:
    even = shares(["a", "b", "c", "d", None])
    assert even["effective"] == pytest.approx(4.0)
    assert even["unknown"] == 1
    assert shares(["a"] * 9 + ["b"])["shares"] == {"a": 0.9, "b": 0.1}
    assert shares([])["effective"] == 0.0


def test_lopsided_collections_are_warned_of_and_even_ones_are_not() -> None:
    lopsided = [song(n, artist="ama", region="Soweto") for n in range(20)]
    warnings = " ".join(bias(lopsided)["warnings"])
    for word in ("by 'ama'", "only 1 artists", "Soweto", "name no year"):
        assert word in warnings
    even = [song(n, artist=f"a{n}", style=f"style {n % 4}", region=f"region {n % 5}") for n in range(20)]
    assert bias(even)["warnings"] == ["20 of 20 songs name no year: whether they are balanced cannot be told"]


def test_words_of_style_are_sorted_into_the_guides_kinds() -> None:
    assert amapiano_kind("private_school") == "private school"
    assert amapiano_kind("Amapiano") == "classic"
    assert amapiano_kind("gqom-infused amapiano") == "experimental or fusion"
    assert amapiano_kind("Indie Rock") is None
    assert [genre_family(s) for s in ("Indie Rock", "amapiano", "Hip-Hop/Rap", "choir")] == [
        *("rock", "electronic", "hip-hop", "other")
    ]
    assert [era(y) for y in (1989, 1990, 2019, 2020, None, 0)] == [
        *("1960-1989", "1990-2009", "2010-2019", "2020 and later", None, None)
    ]


@pytest.mark.parametrize(("count", "options"), [(999, []), (1_000, ["A"]), (7_000, ["C"]), (15_000, ["C", "B"])])
def test_advice_follows_the_size(count: int, options: list[str]) -> None:
    basis = Basis(num_songs=count, hours=count / 20.0, seconds_per_song=36.0, workers=2)
    found = advise(basis)
    assert found["recommended"] == options
    row = next(row for row in found["costs"] if row["songs"] == 10_000)
    assert row["analysis_core_hours"] == pytest.approx(100.0)
    assert row["analysis_days_here"] == pytest.approx(100.0 / 24.0 / 2.0, abs=0.01)
    assert row["originals_gb"] == pytest.approx(500 * 3600 * 40_000 / 1e9)
    assert any("36 s a song, measured" in line for line in found["assumptions"])


def test_names_that_are_no_utf8_are_no_obstacle(tmp_path: Path) -> None:
    place = "/m/caf\udce9"
    state(tmp_path, Statement(place=place, rights="own", by="a\udce9", region="b\udce9"))
    found = read_statements(tmp_path)
    assert found.of([f"{place}/x.mp3"]).rights == "own"
    assert found.of([f"{place}/x.mp3"]).region == "b?"
    assert found.problems == ()
