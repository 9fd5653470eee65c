"""``aurax models download``: a MusicGen over the network, broken off and gone on with, then checked, then opened."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from engine.cli import main
from engine.generation.musicgen.checkpoint import open_checkpoint
from engine.models.catalog import Catalog
from tests.tiny_musicgen import write_t5

FILES = ("state_dict.bin", "compression_state_dict.bin")


class Publisher:
    """Serves a folder with ranges; breaks off once after some bytes of a file."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.breaks_at, self.asked = folder, {"state_dict.bin": 20_000}, list[tuple[str, str]]()


@pytest.fixture
def publisher(audiocraft_folder: Path) -> Iterator[tuple[str, Publisher]]:
    publisher = Publisher(audiocraft_folder)

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

        def do_GET(self) -> None:
            name = self.path.rpartition("/")[2]
            content = (publisher.folder / name).read_bytes()
            wanted = self.headers.get("Range", "")
            publisher.asked.append((name, wanted))
            start = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted else 0
            self.send_response(206 if wanted else 200)
            if wanted:
                self.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
            self.send_header("Content-Length", str(len(content) - start))
            self.send_header("ETag", f'"{hashlib.sha256(content).hexdigest()}"')
            self.end_headers()
            self.wfile.write(content[start : publisher.breaks_at.pop(name, None)])

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}", publisher
    server.shutdown()
    server.server_close()


@pytest.fixture
def home(tmp_path: Path, publisher: tuple[str, Publisher]) -> Path:
    """A studio with a card as ours are (no checksum is published), whose addresses are the local server's."""
    cards = tmp_path / "home" / "models" / "cards"
    cards.mkdir(parents=True)
    files = "".join(f'\n[[files]]\nname = "{name}"\nurl = "{publisher[0]}/{name}"\n' for name in FILES)
    (cards / "mine.toml").write_text(
        'id = "mine"\nkind = "generation"\ntitle = "Mine"\nsource = "a publisher"\nrevision = "1"\n'
        f'licence = "CC-BY-NC-4.0"\ncommercial_use = false\narchitecture = "musicgen"\n{files}',
        encoding="utf-8",
    )
    return tmp_path / "home"


def test_ours_name_an_address_for_every_file_and_the_licence() -> None:
    cards = {card.id: card for card in Catalog() if card.architecture == "musicgen"}

    assert {"musicgen-small", "musicgen-medium", "musicgen-large", "musicgen-melody", "musicgen-stereo-small"} <= set(
        cards
    )
    for card in cards.values():
        assert (card.licence, card.commercial_use) == ("CC-BY-NC-4.0", False)
        assert [file.name for file in card.files] == list(FILES)
        assert all(f"/{card.id}/" in file.url and file.url.endswith(f"/{file.name}") for file in card.files)
    for beside in ("t5-base", "encodec_32khz"):
        assert all(file.url.startswith("https://") for file in Catalog().get(beside).files)


def test_the_licence_comes_first_and_nothing_is_fetched_without_a_yes(
    home: Path, publisher: tuple[str, Publisher], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--home", str(home), "models", "download", "mine"]) != 0

    told = "".join(capsys.readouterr())
    assert "licence CC-BY-NC-4.0; what it makes may NOT be used commercially" in told
    assert "--accept-licence" in told
    assert publisher[1].asked == []


def test_a_broken_download_goes_on_and_what_came_is_recorded_verified_and_opened(
    home: Path, publisher: tuple[str, Publisher], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fetch = ["--home", str(home), "models", "download", "mine", "--accept-licence"]
    assert main(fetch) != 0
    assert "goes on where it stopped" in "".join(capsys.readouterr())
    assert main(fetch) == 0

    folder = home / "models" / "mine"
    assert publisher[1].asked == [("state_dict.bin", ""), ("state_dict.bin", "bytes=20000-"), (FILES[1], "")]
    record: dict[str, Any] = json.loads((folder / "installed.json").read_text())
    hashes = {file["name"]: file["sha256"] for file in record["files"]}
    for name in FILES:  # no checksum was known before: the first download's is kept
        assert hashes[name] == hashlib.sha256((publisher[1].folder / name).read_bytes()).hexdigest()
    assert record["licence"] == "CC-BY-NC-4.0"

    write_t5(home / "models" / "t5-base")
    checkpoint = open_checkpoint(folder, model="mine", scratch=tmp_path, beside=(home / "models",))
    assert checkpoint.language.num_codebooks == 4

    assert main(["--home", str(home), "models", "verify", "mine"]) == 0
    with (folder / "state_dict.bin").open("ab") as changed:
        changed.write(b"x")
    capsys.readouterr()
    main(["--home", str(home), "models", "verify", "mine"])
    assert "state_dict.bin is changed" in "".join(capsys.readouterr())
