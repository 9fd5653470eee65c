from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.core.blueprint import SECTION_LABELS, Blueprint
from engine.core.codec import decode_json, encode_json
from engine.core.harmony import Key
from engine.core.roles import ROLES
from engine.core.roman import parse_roman
from engine.generation.profiles import load_profiles
from engine.generation.sketch.plan import plan
from engine.generation.sketch.planning.allotment import PEAKS
from engine.generation.sketch.planning.band import SUNG
from engine.generation.wishes import Wishes

PROFILES = load_profiles()
STYLES = list(PROFILES)
TEASE = 0.25


def first_bar_of_log_drum(blueprint):
    """1 is the first; a tease does not count; None without one."""
    bar = 1
    for section in blueprint.sections:
        role = section.role("log_drum")
        if role is not None and role.density > TEASE:
            return bar
        bar += section.num_bars
    return None


def form_of(blueprint):
    return [(section.label, section.name, section.num_bars) for section in blueprint.sections]


def roles_of(blueprint):
    return [tuple(plan.role for plan in section.roles) for section in blueprint.sections]


@st.composite
def wishes(draw):
    length = draw(st.sampled_from(["none", "seconds", "bars"]))
    form = tuple(draw(st.lists(st.sampled_from(SECTION_LABELS), max_size=7)))
    asked = draw(st.dictionaries(st.sampled_from(["busy", "drive", "slides"]), st.floats(0.0, 1.0), max_size=3))
    if draw(st.booleans()):
        asked["entry_bar"] = float(draw(st.integers(1, 120)))
    if draw(st.booleans()):
        asked["low"] = draw(st.floats(-1.0, 1.0))
    instruments = {
        "keys": "organ",
        "lead": "sax",
        "guitar": "",
        "bass": "nonsense",
        "choir": "",
        "whistle": "",
        "kick": "",
    }
    return Wishes(
        style=draw(st.sampled_from([None, *STYLES])),
        tempo_bpm=draw(st.none() | st.floats(45.0, 220.0)),
        tempo_shift=draw(st.none() | st.floats(-1.0, 1.0)),
        swing=draw(st.none() | st.floats(0.5, 0.75)),
        key=draw(st.none() | st.builds(Key, st.integers(0, 11), st.sampled_from(["major", "minor"]))),
        mode=draw(st.sampled_from([None, "major", "minor"])),
        mood=tuple(draw(st.lists(st.sampled_from(["dark", "soulful", "gospel", "purple"]), max_size=2))),
        energy=draw(st.none() | st.floats(0.0, 1.0)),
        seconds=draw(st.floats(1.0, 600.0)) if length == "seconds" else None,
        bars=draw(st.integers(1, 260)) if length == "bars" else None,
        form=form,
        form_bars=tuple(draw(st.lists(st.integers(0, 40), max_size=len(form)))),
        roles={role: instruments[role] for role in draw(st.sets(st.sampled_from(sorted(instruments)), max_size=4))},
        without=frozenset(draw(st.sets(st.sampled_from(sorted(ROLES)), max_size=6))),
        kick=draw(st.sampled_from([None, "K1", "K5", "K6", "K11"])),
        log_drum=asked,
        richness=draw(st.none() | st.floats(0.0, 1.0)),
        target_lufs=draw(st.none() | st.floats(-20.0, -5.0)),
    )


@settings(max_examples=80, deadline=None)
@given(wishes(), st.integers(0, 2**31))
def test_any_wishes_make_a_valid_blueprint(asked, seed):
    made = plan(asked, seed)
    blueprint = made.blueprint
    assert blueprint.num_bars == sum(section.num_bars for section in blueprint.sections)
    assert set(blueprint.voices) == set(blueprint.roles) == set(blueprint.feel) == set(blueprint.mix.levels_lu)
    assert set(blueprint.mix.pans) == set(blueprint.mix.sends) == set(blueprint.voices)
    assert not set(blueprint.roles) & asked.without
    for role in asked.roles:
        assert role in blueprint.roles or role in asked.without or (role == "kick" and asked.kick == "K5"), role
    for section in blueprint.sections:
        assert section.harmony
        assert section.bars_per_chord in {0.5, 1, 2, 4}
        for numeral in section.harmony:
            parse_roman(numeral, blueprint.key)
    if asked.seconds is not None:
        assert blueprint.num_samples == round(asked.seconds * 44_100)
    if asked.bars is not None:
        assert (blueprint.num_bars, blueprint.num_samples) == (asked.bars, 0)
    if asked.form:
        former = list(asked.form[: blueprint.num_bars])
        labels = [section.label for section in blueprint.sections]
        assert [label for index, label in enumerate(labels) if index == 0 or label != labels[index - 1]] == [
            label for index, label in enumerate(former) if index == 0 or label != former[index - 1]
        ]
    assert (blueprint.log_drum is None) == ("log_drum" in asked.without)
    assert made.choices
    assert decode_json(encode_json(blueprint), Blueprint) == blueprint


@pytest.mark.parametrize("style", STYLES)
def test_tempo_key_and_numbers_lie_in_the_styles_ranges(style):
    profile = PROFILES[style]
    for seed in range(12):
        blueprint = plan(Wishes(style=style, seconds=60), seed).blueprint
        assert profile.tempo_bpm.low <= blueprint.tempo_bpm <= profile.tempo_bpm.high
        assert blueprint.tempo_bpm == round(blueprint.tempo_bpm)
        assert profile.swing.low <= blueprint.swing <= profile.swing.high
        assert blueprint.kick in profile.kick_families.weights
        span = profile.log_drum.onsets_per_bar
        assert span.low <= blueprint.log_drum.onsets_per_bar <= span.high
        assert -12.0 <= blueprint.mix.target_lufs <= -7.0
        assert blueprint.mix.ceiling_dbtp == -1.0
        for role, voice in blueprint.voices.items():
            assert voice.instrument in profile.band[role].instruments
            low, high = profile.mix.roles[role].level_lu
            assert low - 0.01 <= blueprint.mix.levels_lu[role] <= high + 0.01


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("seconds", [3.0, 8.0, 20.0, 30.0, 60.0, 95.5, 180.0, 360.0])
def test_a_take_in_seconds_fits_and_leaves_a_short_tail(style, seconds):
    for seed in range(4):
        blueprint = plan(Wishes(style=style, seconds=seconds), seed).blueprint
        bar = 240.0 / blueprint.tempo_bpm
        tail = seconds - blueprint.num_bars * bar
        assert blueprint.num_samples == round(seconds * 44_100)
        assert 0.12 <= tail < bar + 0.121  # the most bars that leave a sixteenth to ring


@pytest.mark.parametrize("style", STYLES)
def test_a_minute_has_a_beginning_a_full_drop_and_an_end(style):
    for seed in range(8):
        blueprint = plan(Wishes(style=style, seconds=60), seed).blueprint
        labels = [section.label for section in blueprint.sections]
        entry = first_bar_of_log_drum(blueprint)
        assert labels[0] == "intro"
        assert labels[-1] == "outro"
        assert 5 <= entry <= 17
        peaks = [section for section in blueprint.sections if section.label in PEAKS]
        fullest = max(len(section.roles) for section in blueprint.sections)
        assert max(len(section.roles) for section in peaks) == fullest
        assert max(section.num_bars for section in peaks) >= 8


@pytest.mark.parametrize("style", STYLES)
def test_eight_seconds_are_a_piece_of_a_drop_with_the_log_drum(style):
    blueprint = plan(Wishes(style=style, seconds=8), 5).blueprint
    assert [section.label in PEAKS for section in blueprint.sections] == [True]
    assert blueprint.sections[0].role("log_drum").density > TEASE


@pytest.mark.parametrize("style", ["classic", "private_school", "sgija", "tech", "three_step", "soulful"])
def test_in_a_long_form_the_log_drum_enters_late(style):
    entries = [first_bar_of_log_drum(plan(Wishes(style=style, seconds=390), seed).blueprint) for seed in range(12)]
    assert min(entries) >= 17
    assert sum(entry >= 33 for entry in entries) >= 9
    assert all(entry % 8 == 1 for entry in entries)  # after whole units of eight bars


@pytest.mark.parametrize("style", STYLES)
def test_a_full_form_rises_falls_and_comes_back_fuller(style):
    for seed in range(6):
        blueprint = plan(Wishes(style=style, bars=160), seed).blueprint
        assert max(section.num_bars for section in blueprint.sections) <= 16
        peaks = [section for section in blueprint.sections if section.label in PEAKS]
        others = [section for section in blueprint.sections if section.label not in PEAKS]
        assert min(section.energy for section in peaks) > max(
            section.energy for section in others if section.label in {"intro", "outro", "break"}
        )
        assert peaks[-1].energy > peaks[0].energy
        assert len(peaks[-1].roles) >= len(peaks[0].roles)
        patterns = [section.role("log_drum").pattern for section in (peaks[0], peaks[-1])]
        assert patterns[0] != patterns[1]
        assert len(blueprint.sections[0].roles) < len(peaks[-1].roles) / 2
        for section in blueprint.sections:
            if section.label == "break":
                assert section.role("kick") is None
                assert section.role("log_drum") is None or section.role("log_drum").density <= TEASE


def test_second_drops_add_what_first_drops_kept_back():
    added = 0
    for seed in range(20):
        blueprint = plan(Wishes(style="classic", bars=112), seed).blueprint
        peaks = [section for section in blueprint.sections if section.label in PEAKS]
        added += bool(
            {plan.role for plan in peaks[-1].roles} - {plan.role for plan in peaks[0].roles} - {"choir", "vocal"}
        )
    assert added >= 16


def test_without_a_length_it_is_a_radio_version():
    for seed in range(20):
        blueprint = plan(Wishes(), seed).blueprint
        assert 2.4 <= blueprint.num_bars * 240.0 / blueprint.tempo_bpm / 60.0 <= 3.6
        assert blueprint.num_samples == 0


def test_the_same_wishes_and_seed_make_the_same_plan():
    asked = Wishes(style="fusion", seconds=75, roles={"lead": "flute"})
    assert plan(asked, 3) == plan(asked, 3)
    assert plan(asked, 3).blueprint != plan(asked, 4).blueprint


KEY = Key(5, "minor")


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize(
    ("more", "same"),
    [
        (Wishes(key=KEY), ("form", "roles", "tempo", "swing", "kick", "log_drum", "voices", "feel", "mix")),
        (Wishes(swing=0.6), ("form", "roles", "tempo", "key", "harmony", "kick", "log_drum", "voices", "mix")),
        (Wishes(kick="K1"), ("form", "tempo", "swing", "key", "harmony", "log_drum")),
        (
            Wishes(target_lufs=-8.0),
            ("form", "roles", "tempo", "swing", "key", "harmony", "kick", "log_drum", "voices", "feel"),
        ),
        (
            Wishes(log_drum={"drive": 1.0}),
            ("form", "roles", "tempo", "swing", "key", "harmony", "kick", "log_drum", "feel"),
        ),
        (Wishes(roles={"lead": "sax"}), ("tempo", "swing", "key", "harmony", "kick", "log_drum")),
        (Wishes(richness=0.9), ("form", "roles", "tempo", "swing", "key", "kick", "log_drum", "voices", "feel", "mix")),
        (
            Wishes(tempo_bpm=113.0),
            ("form", "roles", "swing", "key", "harmony", "kick", "log_drum", "voices", "feel", "mix"),
        ),
    ],
    ids=["key", "swing", "kick", "loudness", "drive", "sax", "richness", "tempo"],
)
def test_one_wish_more_leaves_the_other_decisions(more, same, seed):
    base = Wishes(style="classic", bars=96)
    asked = {name: getattr(more, name) for name in more.__slots__ if getattr(more, name) != getattr(Wishes(), name)}
    pieces = [plan(each, seed).blueprint for each in (base, replace(base, **asked))]
    facts = {
        "form": form_of,
        "roles": roles_of,
        "harmony": lambda blueprint: [section.harmony for section in blueprint.sections],
        "tempo": lambda blueprint: blueprint.tempo_bpm,
    }
    for name in same:
        read = facts.get(name, lambda blueprint, name=name: getattr(blueprint, name))
        assert read(pieces[0]) == read(pieces[1]), name


def test_wishes_win_over_the_style_and_leaving_it_is_said():
    made = plan(Wishes(style="classic", tempo_bpm=126.0, key=KEY, kick="K9"), 0)
    assert made.blueprint.tempo_bpm == 126.0
    assert made.blueprint.key == KEY
    assert made.blueprint.kick == "K9"
    assert any("126.0" in choice and "outside" in choice for choice in made.choices)


def test_a_drawn_tempo_says_where_it_comes_from():
    made = plan(Wishes(style="classic"), 1)
    assert f"tempo {made.blueprint.tempo_bpm:.1f}: drawn from Classic's 111–115" in made.choices


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("seconds", [8.0, 30.0, 60.0, 200.0])
def test_a_sax_asked_for_is_heard(style, seconds):
    for seed in range(3):
        blueprint = plan(Wishes(style=style, seconds=seconds, roles={"lead": "sax"}), seed).blueprint
        assert blueprint.voices["lead"].instrument == "sax"
        assert sum(section.num_bars for section in blueprint.sections if section.role("lead")) >= min(
            2, blueprint.num_bars
        )


@pytest.mark.parametrize("entry", [1, 5, 9, 17, 22, 33])
def test_the_log_drum_enters_where_it_was_asked_to(entry):
    for style in STYLES:
        blueprint = plan(Wishes(style=style, bars=64, log_drum={"entry_bar": float(entry)}), 2).blueprint
        assert first_bar_of_log_drum(blueprint) == entry, style
        spelt = Wishes(
            style=style, bars=64, form=("intro", "verse", "drop", "break", "drop"), log_drum={"entry_bar": entry}
        )
        found = first_bar_of_log_drum(plan(spelt, 2).blueprint)
        assert found >= entry, style


def test_a_spelt_out_form_is_followed():
    asked = Wishes(form=("intro", "verse", "drop", "outro"), form_bars=(8, 16, 24, 4))
    assert [(label, bars) for label, _, bars in form_of(plan(asked, 0).blueprint)] == [
        ("intro", 8),
        ("verse", 16),
        ("drop", 8),
        ("drop", 16),
        ("outro", 4),
    ]
    scaled = plan(replace(asked, bars=26), 0)
    assert scaled.blueprint.num_bars == 26
    assert any("scaled" in choice for choice in scaled.choices)


def test_a_form_without_a_drop_still_has_a_log_drum():
    blueprint = plan(Wishes(form=("intro", "verse", "outro")), 0).blueprint
    assert first_bar_of_log_drum(blueprint) is not None


def test_no_log_drum_no_log_drum():
    blueprint = plan(Wishes(without=frozenset({"log_drum"})), 3).blueprint
    assert blueprint.log_drum is None
    assert "log_drum" not in blueprint.roles


def test_no_kick_is_silent_throughout_and_a_drawn_rest_only_in_drops():
    blueprint = plan(Wishes(kick="K5", bars=96), 3).blueprint
    assert "kick" not in blueprint.roles
    drawn = [plan(Wishes(style="classic", bars=96), seed).blueprint for seed in range(60)]
    resting = [blueprint for blueprint in drawn if blueprint.kick == "K5"]
    assert resting
    for blueprint in resting:
        assert all(section.role("kick") is None for section in blueprint.sections if section.label in PEAKS)
        assert blueprint.sections[0].role("kick").pattern == "K1"


def test_the_log_drum_follows_its_wishes():
    base = plan(Wishes(), 4).blueprint
    busy = plan(Wishes(log_drum={"busy": 1.0, "low": -1.0, "slides": 1.0, "level_db": 2.0}), 4).blueprint
    assert busy.log_drum.onsets_per_bar > 7.0
    assert busy.log_drum.lowest == base.log_drum.lowest - 4  # 28 is near the lowest there is, 24
    assert busy.log_drum.slide_share == 0.4
    assert busy.mix.levels_lu["log_drum"] == pytest.approx(base.mix.levels_lu["log_drum"] + 2.0)
    assert plan(Wishes(log_drum={"busy": 0.0}), 4).blueprint.log_drum.onsets_per_bar < 4.0


def test_drive_reaches_the_instrument():
    soft, hard = (plan(Wishes(log_drum={"drive": drive}), 4).blueprint for drive in (0.0, 1.0))
    assert soft.voices["log_drum"].parameters["drive_db"] <= 2.5
    assert hard.voices["log_drum"].parameters["drive_db"] >= 13.0
    assert hard.mix.drive_db > soft.mix.drive_db


def test_a_wished_progression_is_played_and_gives_the_mode():
    made = plan(Wishes(harmony=("i9", "iv9", "VI", "v7")), 0)
    assert made.blueprint.key.mode == "minor"
    assert {section.harmony for section in made.blueprint.sections[:-1]} == {("i9", "iv9", "VI", "v7")}
    assert plan(Wishes(harmony=("I", "IV", "I/5", "V")), 0).blueprint.key.mode == "major"
    with pytest.raises(ValueError, match="banana"):
        plan(Wishes(harmony=("banana",)), 0)


def test_a_piece_ends_at_home():
    ended = 0
    for seed in range(20):
        blueprint = plan(Wishes(bars=96), seed).blueprint
        section = blueprint.sections[-1]
        slots = round(section.num_bars / section.bars_per_chord)
        last = parse_roman(section.harmony[(slots - 1) % len(section.harmony)], blueprint.key)
        has_home = any(parse_roman(each, blueprint.key).root == blueprint.key.tonic for each in section.harmony)
        ended += last.root == blueprint.key.tonic or not has_home
    assert ended >= 17  # loops longer than the last section cannot be led home


def test_moods_move_what_they_name_and_unknown_ones_are_said():
    dark = [plan(Wishes(style="private_school", mood=("dark",)), seed).blueprint.key.mode for seed in range(30)]
    bright = [plan(Wishes(style="private_school", mood=("happy",)), seed).blueprint.key.mode for seed in range(30)]
    assert dark.count("minor") > 24 > 15 > bright.count("minor")
    assert any("purple" in choice for choice in plan(Wishes(mood=("purple",)), 0).choices)


def test_energy_moves_densities():
    calm, full = (plan(Wishes(energy=energy, bars=64), 1).blueprint for energy in (0.0, 1.0))
    shaker = [
        sum(section.role("shaker").density for section in each.sections if section.role("shaker"))
        for each in (calm, full)
    ]
    assert shaker[0] < shaker[1]
    assert max(section.energy for section in calm.sections) < max(section.energy for section in full.sections)


def test_an_asked_for_swing_is_heard_in_every_role():
    blueprint = plan(Wishes(swing=0.62), 0).blueprint
    assert min(feel.swing for feel in blueprint.feel.values()) >= 0.5 + 0.8 * 0.12 - 1e-9
    drawn = plan(Wishes(), 0).blueprint
    assert drawn.feel["kick"].swing <= drawn.feel["shaker"].swing


def test_shakers_stand_on_opposite_sides():
    for seed in range(12):
        pans = plan(Wishes(roles={"shaker": "", "shaker_dark": ""}), seed).blueprint.mix.pans
        assert pans["shaker"] * pans["shaker_dark"] < 0.0


@pytest.mark.parametrize("style", STYLES)
def test_voices_sing_about_as_much_as_the_style_does(style):
    share = PROFILES[style].vocal_share
    found = []
    for seed in range(15):
        blueprint = plan(Wishes(style=style, bars=160, roles={"vocal": ""}), seed).blueprint
        sung = sum(s.num_bars for s in blueprint.sections if any(s.role(role) for role in SUNG))
        found.append(sung / blueprint.num_bars)
    # the mean of draws from the range, less or more half a section
    assert share.low - 0.08 <= sum(found) / len(found) <= share.high + 0.08


def test_parts_with_seeds_of_their_own_are_drawn_from_them():
    base = plan(Wishes(bars=64), 1).blueprint
    other = plan(Wishes(bars=64, seeds={"harmony": 99}), 1).blueprint
    assert other.seeds == {"harmony": 99}
    assert form_of(base) == form_of(other)
    assert base.voices == other.voices
    assert base.feel == other.feel


@pytest.mark.parametrize("style", STYLES)
def test_solo_and_voice_do_not_share_a_section(style):
    for seed in range(6):
        blueprint = plan(Wishes(style=style, seconds=120, roles={"lead": "sax"}), seed).blueprint
        solos = [section for section in blueprint.sections if section.role("lead")]
        assert any(not section.role("vocal") and not section.role("chant") for section in solos)


@pytest.mark.parametrize("style", sorted(load_profiles()))
def test_a_piece_of_any_length_reaches_a_peak_with_the_log_drum(style: str) -> None:
    for seconds in (*range(8, 100, 7), 180, 360):
        sections = plan(Wishes(style=style, seconds=float(seconds)), 1).blueprint.sections
        peaks = [section for section in sections if section.label in ("drop", "chorus")]
        plans = [section.role("log_drum") for section in peaks]

        assert any(own is not None and own.density > 0.2 for own in plans), seconds
        assert sum(section.num_bars for section in peaks) >= min(4, sum(section.num_bars for section in sections))
