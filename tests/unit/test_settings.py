"""Settings: defaults, overrides, and clear words for what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.core.errors import UserError
from engine.settings import Settings, load_settings


def test_no_file_means_defaults(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "settings.toml") == Settings()


def test_a_file_overrides_what_it_names(tmp_path: Path) -> None:
    (tmp_path / "s.toml").write_text("[separation]\noverlap = 0.5\n[audio]\nmax_hours = 3\n")

    settings = load_settings(tmp_path / "s.toml")

    assert (settings.separation.overlap, settings.audio.max_hours, settings.separation.model) == (0.5, 3.0, "embedded")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("[seperation]\nmodel = 'x'", "unknown key 'seperation'"),
        ("[separation]\nmodle = 'x'", "unknown key 'separation.modle'"),
        ("[separation]\noverlap = 'much'", "must be of type float"),
        ("[jobs]\ncpu_workers = true", "must be of type int"),
        ("separation = 3", "must be a table"),
        ("[broken", "not valid"),
        ("\xff", "not valid"),
    ],
)
def test_mistakes_are_named(tmp_path: Path, text: str, word: str) -> None:
    (tmp_path / "s.toml").write_text(text)

    with pytest.raises(UserError, match=word) as caught:
        load_settings(tmp_path / "s.toml")

    assert caught.value.hint


def test_the_nearest_name_is_offered(tmp_path: Path) -> None:
    (tmp_path / "s.toml").write_text("[separation]\nmodle = 'x'")

    with pytest.raises(UserError) as caught:
        load_settings(tmp_path / "s.toml")

    assert caught.value.hint == "Did you mean 'separation.model'?"
