"""The words themselves: one meaning each, and everything the composer knows has a word."""

from pathlib import Path

import pytest

from engine.core.roles import ROLES
from engine.generation.prompting import read_prompt
from engine.generation.prompting.lexicon import lexicon, load
from engine.paths import resources


def test_a_phrase_has_one_meaning(tmp_path: Path) -> None:
    for file in (resources() / "lexicon").glob("*.toml"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    styles = tmp_path / "styles.toml"
    styles.write_text(styles.read_text("utf-8") + '\n[double]\nwords = ["log drum"]\n', "utf-8")
    with pytest.raises(ValueError, match="log drum"):
        load(tmp_path)


def test_every_role_can_be_asked_for_by_its_title() -> None:
    for role in ROLES.values():
        if role.id == "shaker_dark":
            continue  # a second shaker is asked for by its instrument
        assert role.id in read_prompt(role.title).wishes.roles, role.title


def test_every_style_has_words_and_every_word_leads_to_it() -> None:
    styles = [(" ".join(words), entry) for words, entry in lexicon().phrases.items() if entry.kind == "style"]
    assert {entry.name for _phrase, entry in styles} >= {
        "classic", "private_school", "fusion", "sgija", "bacardi", "soulful", "tech", "quantum", "three_step",
        "gqom_infused", "popiano", "afropiano",
    }  # fmt: skip
    for phrase, entry in styles:
        assert read_prompt(phrase).wishes.style == entry.name, phrase


def test_every_profile_that_ships_can_be_named() -> None:
    named = {entry.name for entry in lexicon().phrases.values() if entry.kind == "style"}
    for profile in (resources() / "profiles").glob("*.toml"):
        assert profile.stem.startswith("_") or profile.stem in named


def test_every_instrument_that_is_named_is_one_of_its_role() -> None:
    for phrase, entry in lexicon().phrases.items():
        if entry.kind == "role" and entry.data.get("instrument"):
            wishes = read_prompt(" ".join(phrase)).wishes
            assert wishes.roles == {entry.data["role"]: entry.data["instrument"]}, phrase


def test_every_mood_keeps_the_lexicons_own_form() -> None:
    for phrase, entry in lexicon().phrases.items():
        if entry.kind == "mood" and entry.data.get("mood", True) and not entry.data.get("bound"):
            assert read_prompt(" ".join(phrase)).wishes.mood == (entry.name,), phrase
