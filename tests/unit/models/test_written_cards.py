"""Cards that the studio writes are read again as they were; models that need others are ready when those are."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.core.codec import encode_json
from engine.core.errors import ModelNotInstalled, UserError
from engine.core.model_card import ModelCard, WeightFile
from engine.models.catalog import Catalog, remove_card, write_card
from engine.models.installed import (
    RECORD_FILE,
    Installation,
    InstalledFile,
    import_files,
    installed_revision,
    is_available,
    loadable_path,
)


def card(model_id: str = "mine", **changed: object) -> ModelCard:
    fields: dict[str, object] = {
        "id": model_id,
        "kind": "separation",
        "title": 'My "network" \\ of 5 stems – ß 🥁',
        "source": "me",
        "revision": "1",
        "licence": "line\nfeed, tab\t, delete\x7f",
        "commercial_use": False,
        "sample_rate": 44_100,
        "architecture": "htdemucs",
        "mixing": ((1.0, 0.25), (0.0, 0.75)),
        "inert": ("a.B",),
        "files": (WeightFile("a.th", "ab" * 32, 3), WeightFile("b.th", "cd" * 32, 4)),
    }
    return ModelCard(**{**fields, **changed})  # type: ignore[arg-type]


def record(models: Path, model_id: str, sha256: str = "ab" * 32) -> None:
    (models / model_id).mkdir(parents=True, exist_ok=True)
    installed = Installation(model_id, "1", "l", "import", (InstalledFile("a.th", sha256, 3),))
    (models / model_id / RECORD_FILE).write_bytes(encode_json(installed))


def test_a_written_card_is_read_as_it_was(tmp_path: Path) -> None:
    write_card(card(), tmp_path)
    assert Catalog(tmp_path).get("mine") == card()
    assert remove_card(card(), tmp_path)
    assert not remove_card(card(), tmp_path)
    assert "mine" not in {known.id for known in Catalog(tmp_path)}


def test_ids_of_other_models_are_refused(tmp_path: Path) -> None:
    write_card(card(), tmp_path)
    for taken in ("mine", "htdemucs"):
        with pytest.raises(UserError, match="already"):
            write_card(card(taken), tmp_path)
    for wrong in ("cards", "Mine", "a/b"):
        with pytest.raises(UserError, match="is no id"):
            write_card(card(wrong), tmp_path)
    with pytest.raises(UserError, match="rows of numbers"):
        write_card(card("other", mixing=((float("nan"),),)), tmp_path)


def test_the_revision_of_installed_weights_follows_their_content(tmp_path: Path) -> None:
    with pytest.raises(ModelNotInstalled):
        installed_revision(card(), tmp_path)
    record(tmp_path, "mine")
    first = installed_revision(card(), tmp_path)
    record(tmp_path, "mine", "cd" * 32)
    assert first.startswith("1-")
    assert installed_revision(card(), tmp_path) != first


def test_what_is_loaded_is_the_checked_file_where_there_is_one(tmp_path: Path) -> None:
    record(tmp_path, "mine")
    with pytest.raises(ModelNotInstalled):
        loadable_path(card(), tmp_path, "a.th")
    (tmp_path / "mine" / "a.th").write_bytes(b"x")
    assert loadable_path(card(), tmp_path, "a.th").name == "a.th"
    (tmp_path / "mine" / "a.th.checked.safetensors").write_bytes(b"x")
    assert loadable_path(card(), tmp_path, "a.th").name == "a.th.checked.safetensors"


def test_a_model_that_needs_another_is_ready_when_that_is_installed(tmp_path: Path) -> None:
    cascade = Catalog().get("htdemucs+log_drum")
    assert not is_available(cascade, tmp_path)
    with pytest.raises(UserError, match="no weights of its own") as caught:
        import_files(cascade, tmp_path, [tmp_path])
    assert "htdemucs" in caught.value.hint
    record(tmp_path, "htdemucs")
    assert is_available(cascade, tmp_path)
