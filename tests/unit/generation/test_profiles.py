import tomllib

import numpy as np
import pytest

from engine.core.errors import UserError
from engine.core.roles import ROLES
from engine.generation.profiles import CONFIDENCES, draw_weighted, load_profile, load_profiles
from engine.generation.sketch.harmony.pools import families
from engine.generation.sketch.instruments.table import INSTRUMENTS
from engine.generation.sketch.planning.band import LAYERS
from engine.generation.sketch.seeds import grid
from engine.paths import resources

FOLDER = resources() / "profiles"
PROFILES = load_profiles()
EXPECTED = {
    *("classic", "private_school", "fusion", "sgija", "bacardi", "soulful"),
    *("tech", "quantum", "three_step", "gqom_infused", "popiano", "afropiano"),
}
VOCABULARY = {*LAYERS, *ROLES}


def values_of(table, where=""):
    """Every table with a confidence or that looks like a value, with its place."""
    for name, value in table.items():
        if not isinstance(value, dict):
            continue
        is_value = {"low", "weights", "steps", "share", "level_lu", "late_ms", "sections"} & set(value)
        if is_value:
            yield f"{where}{name}", value
        else:
            yield from values_of(value, f"{where}{name}.")


def test_the_styles_of_the_domain_reference_are_there():
    assert set(PROFILES) == EXPECTED


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.toml")), ids=lambda path: path.stem)
def test_every_value_says_how_sure_it_is_and_where_it_comes_from(path):
    found = list(values_of(tomllib.loads(path.read_text(encoding="utf-8"))))
    assert len(found) > 10
    for where, value in found:
        assert value.get("confidence") in CONFIDENCES, where
        assert value.get("source"), where


@pytest.mark.parametrize("profile", PROFILES.values(), ids=list(PROFILES))
def test_what_a_profile_names_exists(profile):
    assert set(profile.harmony.families.weights) <= set(families())
    assert set(profile.band) == set(ROLES)
    assert set(profile.mix.roles) == set(ROLES)
    for role, member in profile.band.items():
        for instrument in member.instruments:
            assert instrument in INSTRUMENTS, (role, instrument)
            assert role in INSTRUMENTS[instrument].roles, (role, instrument)
        for pattern in member.patterns:
            for name in pattern.split("+"):
                grid(name)
    for kick in profile.kick_families.weights:
        grid(kick)
    for cell in profile.log_drum.cells.weights:
        assert cell in {"euclid", "markov"} or grid(cell).semitones is not None


@pytest.mark.parametrize("profile", PROFILES.values(), ids=list(PROFILES))
def test_forms_speak_of_known_layers_and_lead_to_a_log_drum(profile):
    for name in profile.form_weights.weights:
        form = profile.forms[name]
        assert {word for section in form.sections for word in section.plays.split()} <= VOCABULARY, name
        assert any(section.label in {"drop", "chorus"} for section in form.sections)
        assert form.sections[-1].label == "outro"


def test_form_lengths_are_those_of_the_domain_reference():
    lengths = {name: form.num_bars for name, form in PROFILES["classic"].forms.items()}
    assert lengths == {"club": 184, "radio": 112, "lounge": 192, "street": 160, "three_step": 176, "song": 84}


def test_the_contested_and_the_little_known_say_so():
    assert "CONTESTED" in PROFILES["sgija"].evidence
    assert "LOW EVIDENCE" in PROFILES["quantum"].evidence
    assert "no style of this name" in PROFILES["fusion"].evidence


def test_ranges_are_those_of_the_domain_reference():
    tempi = {name: (profile.tempo_bpm.low, profile.tempo_bpm.high) for name, profile in PROFILES.items()}
    assert tempi["classic"] == (111, 115)
    assert tempi["private_school"] == (109, 114)
    assert tempi["three_step"] == (113, 120)
    assert PROFILES["quantum"].log_drum.onsets_per_bar.high == 10
    assert sum(PROFILES["classic"].log_drum.entry_bar.weights.values()) == pytest.approx(1.0)


def test_draws_follow_the_weights():
    rng = np.random.default_rng(0)
    drawn = [draw_weighted({"a": 3.0, "never": 0.0, "b": 1.0}, rng) for _ in range(2000)]
    assert "never" not in drawn
    assert drawn.count("a") / 2000 == pytest.approx(0.75, abs=0.03)  # three standard deviations


def test_a_range_stays_within_its_ends():
    rng = np.random.default_rng(1)
    for profile in PROFILES.values():
        for value in (profile.tempo_bpm, profile.mix.target_lufs, profile.mix.ceiling_dbtp, profile.swing):
            assert all(value.low <= value.draw(rng) <= value.high for _ in range(50))


@pytest.mark.parametrize(
    ("line", "message", "hint"),
    [
        ("tempo_bmp = 3", "tempo_bmp", "Did you mean 'tempo_bpm'?"),
        (
            '[log_drum]\ndirve = { low = 1, mode = 1, high = 1, confidence = "D", source = "x" }',
            "log_drum.dirve",
            "log_drum.drive",
        ),
        ("tempo_bpm = 113", "tempo_bpm", "Correct"),
        ('tempo_bpm = { low = 120, mode = 113, high = 115, confidence = "B", source = "x" }', "tempo_bpm", "Correct"),
        ('tempo_bpm = { low = 110, mode = 113, high = 115, confidence = "E", source = "x" }', "tempo_bpm", "Correct"),
        ('tempo_bpm = { low = 110, mode = 113, high = 115, source = "x" }', "tempo_bpm", "Correct"),
        ('kick_families = { weights = {}, confidence = "B", source = "x" }', "kick_families", "Correct"),
        ("tempo_bpm = {", "not valid TOML", "Correct the line"),
        (
            '[band]\nkazoo = { share = 1.0, instruments = { kick = 1 }, confidence = "D", source = "x" }',
            "kazoo",
            "Correct",
        ),
        ('form_weights = { weights = { opera = 1 }, confidence = "D", source = "x" }', "opera", "Correct"),
    ],
)
def test_a_broken_file_names_itself_the_key_and_the_way_out(tmp_path, line, message, hint):
    own = (FOLDER / "classic.toml").read_text(encoding="utf-8")
    replaced = line.split(" = ", maxsplit=1)[0]
    kept = [each for each in own.split("\n") if not each.startswith(f"{replaced} =")]
    (tmp_path / "_common.toml").write_text((FOLDER / "_common.toml").read_text(encoding="utf-8"), encoding="utf-8")
    broken = "\n".join(kept)
    if line.startswith("[band]"):
        broken += "\n" + line
    elif line.startswith("[log_drum]"):
        broken = broken.replace("[log_drum]", line)
    else:
        broken = line + "\n" + broken
    (tmp_path / "mine.toml").write_text(broken, encoding="utf-8")
    with pytest.raises(UserError) as caught:
        load_profile("mine", tmp_path)
    assert "mine.toml" in str(caught.value)
    assert message in str(caught.value)
    assert hint in caught.value.hint


def test_a_missing_value_is_named(tmp_path):
    (tmp_path / "mine.toml").write_text('title = "Mine"\ndescription = "x"\nevidence = "x"\n', encoding="utf-8")
    with pytest.raises(UserError, match="tempo_bpm"):
        load_profile("mine", tmp_path)


def test_an_unknown_style_lists_the_known_ones():
    with pytest.raises(UserError) as caught:
        load_profile("techno")
    assert "private_school" in caught.value.hint
    with pytest.raises(UserError):
        load_profile("_common")


def test_a_style_is_one_file(tmp_path):
    (tmp_path / "_common.toml").write_text((FOLDER / "_common.toml").read_text(encoding="utf-8"), encoding="utf-8")
    text = (FOLDER / "classic.toml").read_text(encoding="utf-8").replace('title = "Classic"', 'title = "Mine"')
    (tmp_path / "mine.toml").write_text(text, encoding="utf-8")
    mine = load_profiles(tmp_path)
    assert list(mine) == ["mine"]
    assert (mine["mine"].id, mine["mine"].title) == ("mine", "Mine")


def test_an_edited_file_is_read_again(tmp_path):
    path = tmp_path / "mine.toml"
    (tmp_path / "_common.toml").write_text((FOLDER / "_common.toml").read_text(encoding="utf-8"), encoding="utf-8")
    text = (FOLDER / "classic.toml").read_text(encoding="utf-8")
    path.write_text(text, encoding="utf-8")
    assert load_profile("mine", tmp_path).title == "Classic"
    path.write_text(text.replace('title = "Classic"', 'title = "Other"'), encoding="utf-8")
    assert load_profile("mine", tmp_path).title == "Other"
