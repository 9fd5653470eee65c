"""Cards and installation: what is listed, brought, verified and removed, through the command line."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from engine.cli import main
from engine.core.errors import UnknownModel, UserError
from engine.models.catalog import Catalog, read_card
from engine.models.device import parse_gpus
from engine.paths import resources

CONTENT = b"weights" * 1000


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A studio home with one card of the user's own whose weights are a plain file."""
    cards = tmp_path / "home" / "models" / "cards"
    cards.mkdir(parents=True)
    (cards / "tiny.toml").write_text(
        f"""
id = "tiny"
kind = "analysis"
title = "Tiny"
source = "us"
revision = "1"
licence = "CC0-1.0"
commercial_use = true
[[files]]
name = "tiny.weights"
sha256 = "{hashlib.sha256(CONTENT).hexdigest()}"
size = {len(CONTENT)}
""",
        encoding="utf-8",
    )
    return tmp_path / "home"


def run(home: Path, *words: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, object]]:
    status = main([*words, "--home", str(home), "--json", "--quiet"])
    return status, json.loads(capsys.readouterr().out)


def test_every_card_of_ours_is_valid_and_names_its_licence() -> None:
    cards = [read_card(file) for file in sorted((resources() / "models").glob("*.toml"))]

    assert cards
    assert all(card.licence and card.source and card.revision for card in cards)


def test_import_verify_damage_verify_remove(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    brought = tmp_path / "any name.bin"
    brought.write_bytes(CONTENT)

    status, record = run(home, "models", "import", "tiny", str(brought), capsys=capsys)
    assert status == 0
    assert record["files"] == [
        {"name": "tiny.weights", "sha256": hashlib.sha256(CONTENT).hexdigest(), "size": len(CONTENT)}
    ]
    assert run(home, "models", "verify", "tiny", capsys=capsys)[0] == 0

    installed = home / "models" / "tiny" / "tiny.weights"
    installed.write_bytes(CONTENT[:-1] + b"X")
    status, verdict = run(home, "models", "verify", "tiny", capsys=capsys)
    assert status == 1
    assert verdict["models"][0]["files"][0]["state"] == "changed"  # type: ignore[index]

    assert run(home, "models", "remove", "tiny", capsys=capsys)[0] == 0
    assert not installed.exists()
    assert run(home, "models", "verify", "tiny", capsys=capsys)[1]["error"]["type"] == "ModelNotInstalled"  # type: ignore[index]


def test_a_model_of_ones_own_comes_with_its_card(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = tmp_path / "made"
    made.mkdir()
    text = (home / "models" / "cards" / "tiny.toml").read_text(encoding="utf-8")
    card = made / "card of mine.toml"
    card.write_text(text.replace('id = "tiny"', 'id = "mine"'), encoding="utf-8")
    (made / "tiny.weights").write_bytes(CONTENT)

    assert run(home, "models", "import", str(card), capsys=capsys)[0] == 0
    listed = run(home, "models", "list", capsys=capsys)[1]["models"]
    assert [m["state"] for m in listed if m["id"] == "mine"] == ["installed"]  # type: ignore[union-attr]

    card.write_text(text.replace('id = "tiny"', 'id = "mine"').replace("Tiny", "Better"), encoding="utf-8")
    assert run(home, "models", "import", str(card), str(made), capsys=capsys)[0] == 0
    assert Catalog(home / "models").get("mine").title == "Better"

    for change, word in (
        (('id = "tiny"', 'id = "spectral"'), "exists already"),
        (('revision = "1"', 'revision = "1"\nbuiltin = true'), "part of the product"),
        (('kind = "analysis"', 'kind = "magic"'), "kind"),
    ):
        card.write_text(text.replace(*change), encoding="utf-8")
        status, problem = run(home, "models", "import", str(card), capsys=capsys)
        assert status == 1
        assert word in problem["error"]["message"]  # type: ignore[index]
    status, problem = run(home, "models", "import", str(made / "absent.toml"), capsys=capsys)
    assert status == 1
    assert "absent.toml" in problem["error"]["message"]  # type: ignore[index]
    assert "No weight file" in run(home, "models", "import", "mine", capsys=capsys)[1]["error"]["message"]  # type: ignore[index]
    assert [card.id for card in Catalog(home / "models") if card.title == "Better"] == ["mine"]


def test_other_weights_are_refused_and_nothing_is_installed(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "tiny.weights").write_bytes(CONTENT[::-1])

    status, answer = run(home, "models", "import", "tiny", str(tmp_path / "tiny.weights"), capsys=capsys)

    assert status == 1
    assert answer["error"]["type"] == "ModelRefused"  # type: ignore[index]
    assert not (home / "models" / "tiny").exists()


def test_an_installed_pickle_is_refused_and_removed(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    card = home / "models" / "cards" / "tiny.toml"
    card.write_text(card.read_text().split("[[files]]")[0] + '[[files]]\nname = "w.bin"\n')
    (tmp_path / "w.bin").write_bytes(b"\x80\x04cposix\nsystem\n.")

    assert run(home, "models", "import", "tiny", str(tmp_path / "w.bin"), capsys=capsys)[0] == 1

    assert not (home / "models" / "tiny" / "w.bin").exists()
    assert not (home / "models" / "tiny" / "installed.json").exists()


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ('id = "Bad Id"', "no id"),
        ('kind = "magic"', "kind must be"),
        ("colour = 3", "unknown field"),
        ("title = 3", "title"),
        ('[[files]]\nname = "../x"', "file name"),
        ('[[files]]\nname = "x"\nurl = "http://example.invalid/x"', "https"),
        ('[[files]]\nname = "x"\nsha256 = "zz"', "hex"),
        ("= broken", "cannot be used"),
    ],
)
def test_a_malformed_card_is_named(tmp_path: Path, change: str, word: str) -> None:
    good = {
        "id": '"a"',
        "kind": '"analysis"',
        "title": '"t"',
        "source": '"s"',
        "revision": '"1"',
        "licence": '"l"',
        "commercial_use": "true",
    }
    name = change.split(" =", maxsplit=1)[0]
    lines = [f"{key} = {value}" for key, value in good.items() if key != name]
    card = tmp_path / "card.toml"
    card.write_text("\n".join([*lines, change]), encoding="utf-8")

    with pytest.raises(UserError, match=word) as caught:
        read_card(card)

    assert str(card) in str(caught.value)


def test_an_unknown_id_names_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(UnknownModel) as caught:
        Catalog(tmp_path).get("nope")

    assert "spectral" in caught.value.hint


def test_gpus_are_read_from_the_drivers_table() -> None:
    gpus = parse_gpus("NVIDIA GeForce RTX 3060, 8.6, 535.183.01, 12288\nnonsense\n[N/A], [N/A], x, y\n")

    assert [(gpu.name, gpu.compute_capability, gpu.memory_gb) for gpu in gpus] == [
        ("NVIDIA GeForce RTX 3060", 8.6, 12.0)
    ]
