from dataclasses import replace

import pytest

from engine.core.blueprint import PARTS, Blueprint
from engine.core.codec import decode_json, encode_json
from engine.core.errors import UserError
from engine.core.harmony import Key
from engine.generation.profiles import load_profiles
from engine.generation.sketch.plan import plan, vary
from engine.generation.wishes import Wishes

PIECE = plan(Wishes(style="classic", seconds=150, roles={"pad": "", "lead": "sax"}), 11).blueprint
FIELDS = [name for name in Blueprint.__slots__ if name != "lineage"]


def changed_fields(before, after):
    return {name for name in FIELDS if getattr(before, name) != getattr(after, name)}


def test_nothing_asked_nothing_changed():
    made = vary(PIECE, Wishes(), (), 5)
    assert made.blueprint == PIECE
    assert made.choices == ()


@pytest.mark.parametrize(
    ("wishes", "fields"),
    [
        (Wishes(tempo_bpm=110.0), {"tempo_bpm", "num_samples"}),
        (Wishes(tempo_shift=1.0), {"tempo_bpm", "num_samples"}),
        (Wishes(key=Key(2, PIECE.key.mode)), {"key"}),
        (Wishes(swing=0.61), {"swing", "feel"}),
        (Wishes(target_lufs=-14.0), {"mix"}),
        (Wishes(log_drum={"busy": 0.9}), {"log_drum"}),
        (Wishes(log_drum={"low": -0.6}), {"log_drum"}),
        (Wishes(log_drum={"drive": 0.95}), {"voices"}),
        (Wishes(log_drum={"level_db": 2.0}), {"mix"}),
        (Wishes(kick="K6"), {"kick", "sections"}),
        (Wishes(energy=1.0), {"sections"}),
        (Wishes(roles={"lead": "flute"}), {"voices"}),
        (Wishes(without=frozenset({"pad"})), {"sections", "voices", "feel", "mix"}),
        (Wishes(without=frozenset({"log_drum"})), {"sections", "voices", "feel", "mix", "log_drum"}),
        (Wishes(roles={"organ_that_is_not": ""}), None),
        (Wishes(richness=1.0), {"sections"}),
        (Wishes(harmony=("i", "iv")), {"sections", "key"} if PIECE.key.mode == "major" else {"sections"}),
        (Wishes(bars=40), {"sections", "num_samples"}),
        (Wishes(log_drum={"entry_bar": 25.0}), {"sections"}),
        (Wishes(mood=("dark",)), {"mood"}),
    ],
)
def test_only_what_was_asked_for_changes(wishes, fields):
    if fields is None:
        with pytest.raises(KeyError):
            vary(PIECE, wishes, (), 5)
        return
    made = vary(PIECE, wishes, (), 5)
    assert changed_fields(PIECE, made.blueprint) == fields
    assert made.choices or wishes.mood
    assert decode_json(encode_json(made.blueprint), Blueprint) == made.blueprint


def test_another_key_keeps_the_numerals_and_another_mode_finds_new_ones():
    other = "major" if PIECE.key.mode == "minor" else "minor"
    moved = vary(PIECE, Wishes(key=Key(1, PIECE.key.mode)), (), 5).blueprint
    assert [section.harmony for section in moved.sections] == [section.harmony for section in PIECE.sections]
    turned = vary(PIECE, Wishes(mode=other), (), 5).blueprint
    assert turned.key == Key(PIECE.key.tonic, other)
    assert changed_fields(PIECE, turned) == {"key", "sections"}


def test_another_tempo_keeps_the_tail():
    made = vary(PIECE, Wishes(tempo_bpm=100.0), (), 5).blueprint
    tails = [each.num_samples / 44_100 - each.num_bars * 240.0 / each.tempo_bpm for each in (PIECE, made)]
    assert tails[0] == pytest.approx(tails[1], abs=1 / 44_100)


def test_a_role_taken_out_leaves_the_others_as_they_were():
    made = vary(PIECE, Wishes(without=frozenset({"shaker"})), (), 5).blueprint
    assert "shaker" not in made.roles
    for before, after in zip(PIECE.sections, made.sections, strict=True):
        assert after.roles == tuple(plan for plan in before.roles if plan.role != "shaker")
    assert made.voices == {role: voice for role, voice in PIECE.voices.items() if role != "shaker"}


@pytest.mark.parametrize("role", ["guitar", "choir", "whistle", "cowbell", "bass", "agogo"])
def test_a_role_that_joins_is_heard_and_leaves_the_others_as_they_were(role):
    base = vary(PIECE, Wishes(without=frozenset({role})), (), 5).blueprint
    made = vary(base, Wishes(roles={role: ""}), (), 5).blueprint
    assert role in made.roles
    assert {role} == set(made.voices) - set(base.voices) == set(made.mix.levels_lu) - set(base.mix.levels_lu)
    for before, after in zip(base.sections, made.sections, strict=True):
        assert tuple(plan for plan in after.roles if plan.role != role) == before.roles
        assert replace(after, roles=()) == replace(before, roles=())


def test_the_log_drum_can_come_back():
    bare = vary(PIECE, Wishes(without=frozenset({"log_drum"})), (), 5).blueprint
    made = vary(bare, Wishes(roles={"log_drum": ""}), (), 5).blueprint
    assert made.log_drum is not None
    assert any(section.role("log_drum") for section in made.sections)


@pytest.mark.parametrize("part", PARTS)
def test_a_part_drawn_anew_gets_the_seed_and_changes_its_own_things(part):
    made = vary(PIECE, Wishes(), (part,), 77).blueprint
    allowed = {
        "form": {"sections"},
        "harmony": {"sections"},
        "drums": {"sections", "kick"},
        "log_drum": {"sections", "log_drum"},
        "keys": {"sections"},
        "sounds": {"voices"},
        "mix": {"mix"},
    }
    assert made.seeds == {part: 77}
    assert changed_fields(PIECE, made) <= {"seeds"} | allowed.get(part, set())
    assert made.num_bars == PIECE.num_bars


def test_new_chords_keep_the_drums():
    made = vary(PIECE, Wishes(), ("harmony",), 78).blueprint
    assert [section.harmony for section in made.sections] != [section.harmony for section in PIECE.sections]
    for before, after in zip(PIECE.sections, made.sections, strict=True):
        assert replace(after, harmony=before.harmony, bars_per_chord=before.bars_per_chord) == before


def test_one_section_is_replaced_alone():
    made = vary(PIECE, Wishes(), (), 9, sections=(2,)).blueprint
    assert changed_fields(PIECE, made) == {"sections"}
    for index, (before, after) in enumerate(zip(PIECE.sections, made.sections, strict=True)):
        assert after == (replace(before, seed=9) if index == 2 else before)
    assert made.seeds == PIECE.seeds


def test_a_section_with_new_chords_leaves_the_chords_of_the_others():
    place = next(index for index, section in enumerate(PIECE.sections) if section.label == "drop")
    found = set()
    for seed in range(9, 14):
        made = vary(PIECE, Wishes(), ("harmony",), seed, sections=(place,)).blueprint
        for index, (before, after) in enumerate(zip(PIECE.sections, made.sections, strict=True)):
            if index != place:
                assert after == before
        assert made.sections[place].seed == seed
        found.add(made.sections[place].harmony)
    assert len(found) > 1


@pytest.mark.parametrize("bars", [3, 12, 28, 47, 96, 200])
def test_another_length_keeps_the_order_of_the_sections(bars):
    made = vary(PIECE, Wishes(bars=bars), (), 5).blueprint
    assert (made.num_bars, made.num_samples) == (bars, 0)
    former = iter(section.label for section in PIECE.sections)
    labels = [section.label for section in made.sections if "(" not in section.name]
    assert all(label in former for label in labels), labels  # a subsequence
    assert set(made.roles) == set(PIECE.roles)


def test_seconds_are_exact():
    made = vary(PIECE, Wishes(seconds=33.3), (), 5).blueprint
    assert made.num_samples == round(33.3 * 44_100)
    assert made.num_bars * 240.0 / made.tempo_bpm < 33.3


def test_a_new_form_has_the_same_band():
    made = vary(PIECE, Wishes(form=("intro", "drop", "break", "drop", "outro")), (), 5).blueprint
    assert [section.label for section in made.sections if "(" not in section.name] == [
        "intro",
        "drop",
        "break",
        "drop",
        "outro",
    ]
    assert set(made.roles) <= set(PIECE.voices)
    assert set(made.roles) == set(made.voices)


def test_another_style_keeps_key_length_and_form():
    made = vary(PIECE, Wishes(style="private_school"), (), 5).blueprint
    assert made.style == "private_school"
    assert (made.key, made.num_samples) == (PIECE.key, PIECE.num_samples)


@pytest.mark.parametrize("style", list(load_profiles()))
def test_every_style_can_be_changed_in_every_way(style):
    piece = plan(Wishes(style=style, seconds=60), 3).blueprint
    wishes = Wishes(
        tempo_bpm=109.0,
        swing=0.57,
        key=Key(7, "minor"),
        energy=0.7,
        roles={"lead": "trumpet", "riff": "", "kick": ""},
        without=frozenset({"pad"}),
        kick="K2",
        log_drum={"busy": 0.8, "drive": 0.6, "entry_bar": 5.0},
        richness=0.7,
        target_lufs=-9.5,
        bars=32,
    )
    made = vary(piece, wishes, PARTS, 44).blueprint
    assert set(made.roles) == set(made.voices) == set(made.feel) == set(made.mix.levels_lu)
    assert {"lead", "riff", "kick"} <= set(made.roles)
    assert "pad" not in made.roles
    assert made.num_bars == 32
    assert decode_json(encode_json(made), Blueprint) == made


def test_what_does_not_exist_is_named():
    with pytest.raises(UserError, match="melodies"):
        vary(PIECE, Wishes(), ("melodies",), 1)
    with pytest.raises(UserError, match="99"):
        vary(PIECE, Wishes(), (), 1, sections=(99,))


DROP = next(index for index, section in enumerate(PIECE.sections) if section.label == "drop")


@pytest.mark.parametrize(
    "wishes",
    [
        Wishes(without=frozenset({"shaker"})),
        Wishes(roles={"cowbell": ""}),
        Wishes(densities={"shaker": 0.2}),
        Wishes(levels_db={"keys": -4.0}),
        Wishes(log_drum={"busy": 0.9}),
        Wishes(log_drum={"level_db": -3.0}),
        Wishes(energy=0.1),
        Wishes(kick="K10"),
        Wishes(richness=0.0),
    ],
)
def test_a_change_for_one_section_leaves_the_others(wishes):
    base = vary(PIECE, Wishes(without=frozenset({"cowbell"}), roles={"kick": ""}), (), 5).blueprint
    made = vary(base, wishes, (), 5, sections=(DROP,)).blueprint
    for index, (before, after) in enumerate(zip(base.sections, made.sections, strict=True)):
        assert (before == after) == (index != DROP)
    assert made.sections[DROP].seed is None
    assert (made.kick, made.log_drum) == (base.kick, base.log_drum)


def test_levels_and_densities_of_roles_are_followed():
    base = plan(Wishes(bars=64, seconds=None), 6).blueprint
    asked = Wishes(bars=64, levels_db={"keys": -4.0}, densities={"shaker": 0.1})
    made = plan(asked, 6).blueprint
    assert made.mix.levels_lu["keys"] == pytest.approx(base.mix.levels_lu["keys"] - 4.0)
    assert made.sections[2].role("shaker").density < 0.3 < base.sections[2].role("shaker").density
    varied = vary(base, Wishes(levels_db={"keys": -4.0}, densities={"shaker": 0.1}), (), 1).blueprint
    assert varied.mix.levels_lu["keys"] == pytest.approx(made.mix.levels_lu["keys"])
    densities = [section.role("shaker").density for section in varied.sections if section.role("shaker")]
    assert sum(densities) / len(densities) == pytest.approx(0.1, abs=0.05)  # those at 0 cannot go lower


@pytest.mark.parametrize(
    ("topic", "step", "read"),
    [
        ("tempo_bpm", 4.0, lambda piece: piece.tempo_bpm),
        ("swing", 0.02, lambda piece: piece.swing),
        ("energy", -0.2, lambda piece: piece.sections[DROP].energy),
        ("log_drum.busy", 0.2, lambda piece: piece.log_drum.onsets_per_bar),
        ("log_drum.busy", -0.2, lambda piece: piece.log_drum.onsets_per_bar),
        ("log_drum.low", -0.5, lambda piece: piece.log_drum.lowest),
        ("log_drum.slides", 0.25, lambda piece: piece.log_drum.slide_share),
        ("log_drum.drive", 0.25, lambda piece: piece.voices["log_drum"].parameters["drive_db"]),
        ("log_drum.level_db", 3.0, lambda piece: piece.mix.levels_lu["log_drum"]),
        ("levels_db.keys", -3.0, lambda piece: piece.mix.levels_lu["keys"]),
        ("densities.shaker", -0.2, lambda piece: piece.sections[DROP].role("shaker").density),
    ],
)
def test_comparatives_go_from_what_there_is(topic, step, read):
    made = vary(PIECE, Wishes(), (), 5, steps={topic: step})
    assert (read(made.blueprint) - read(PIECE)) * step > 0
    assert made.choices
    assert made.blueprint.num_bars == PIECE.num_bars


def test_a_comparative_replaces_the_wish_it_stands_for():
    made = vary(PIECE, Wishes(log_drum={"busy": 0.1}), (), 5, steps={"log_drum.busy": 0.2}).blueprint
    assert made.log_drum.onsets_per_bar == pytest.approx(1.3 * PIECE.log_drum.onsets_per_bar, abs=0.01)


def test_a_joining_solo_finds_a_place_where_nobody_sings():
    for seed in range(6):
        piece = plan(Wishes(style="soulful", seconds=120, without=frozenset({"lead"})), seed).blueprint
        made = vary(piece, Wishes(roles={"lead": "sax"}), (), 5).blueprint
        places = [section for section in made.sections if section.role("lead")]
        free = [section for section in made.sections if not section.role("vocal") and not section.role("chant")]
        assert places
        assert not free or all(section in free for section in places)


def test_a_kick_asked_for_comes_back_in_the_drops():
    resting = vary(PIECE, Wishes(kick="K5"), (), 5).blueprint
    assert "kick" not in resting.roles
    made = vary(resting, Wishes(kick="K6"), (), 5).blueprint
    assert made.sections[DROP].role("kick").pattern == "K6"
    drawn = next(
        piece
        for seed in range(200)
        if (piece := plan(Wishes(style="classic", bars=64), seed).blueprint).kick == "K5" and "kick" in piece.voices
    )
    again = vary(drawn, Wishes(kick="K1"), (), 5).blueprint
    assert all(section.role("kick") for section in again.sections if section.label == "drop")


def test_a_section_named_beside_a_new_length_is_found_in_the_new_form() -> None:
    piece = plan(Wishes(style="classic", bars=88, without=frozenset({"lead"})), 5).blueprint
    drops = tuple(index for index, section in enumerate(piece.sections) if section.label == "drop")
    assert drops[-1] > 3

    shorter = vary(piece, Wishes(bars=16, roles={"lead": "sax"}), (), 5, drops).blueprint

    playing = [section.label for section in shorter.sections if section.role("lead") is not None]
    assert set(playing) == {"drop"}


def test_who_asks_for_a_kick_hears_one() -> None:
    for seed in range(40):
        assert plan(Wishes(style="private_school", roles={"kick": ""}), seed).blueprint.kick != "K5"
