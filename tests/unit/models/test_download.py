"""Downloads are right or absent: a local server that breaks off, lies, redirects and ignores ranges."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest

from engine.core.errors import JobCancelled, ModelRefused, UserError
from engine.core.model_card import ModelCard, WeightFile
from engine.models.download import fetch
from engine.models.installed import download, installation

CONTENT = np.random.default_rng(1).bytes(1_000_000)
SHA256 = hashlib.sha256(CONTENT).hexdigest()


@dataclass
class Behaviour:
    """How the server misbehaves, and what it has seen."""

    content: bytes = CONTENT
    etag: str = '"v1"'
    drop_after: int | None = None
    ignore_range: bool = False
    redirect_to: str = ""
    wrong_part: bool = False
    ranges: list[str] = field(default_factory=list)
    sent: int = 0


@pytest.fixture
def server() -> Iterator[tuple[str, Behaviour]]:
    behaviour = Behaviour()

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

        def do_GET(self) -> None:
            if behaviour.redirect_to:
                self.send_response(302)
                self.send_header("Location", behaviour.redirect_to)
                self.end_headers()
                return
            start = 0
            wanted = self.headers.get("Range")
            behaviour.ranges.append(wanted or "")
            same = self.headers.get("If-Range") in (None, behaviour.etag)
            if wanted and same and not behaviour.ignore_range:
                start = int(wanted.removeprefix("bytes=").rstrip("-"))
                if start >= len(behaviour.content):
                    self.send_error(416)
                    return
                shown = start + 7 if behaviour.wrong_part else start
                self.send_response(206)
                self.send_header(
                    "Content-Range", f"bytes {shown}-{len(behaviour.content) - 1}/{len(behaviour.content)}"
                )
            else:
                self.send_response(200)
            body = behaviour.content[start:]
            self.send_header("Content-Length", str(len(body)))
            if behaviour.etag:
                self.send_header("ETag", behaviour.etag)
            self.end_headers()
            if behaviour.drop_after is not None:
                body = body[: behaviour.drop_after]
            behaviour.sent += len(body)
            self.wfile.write(body)
            self.wfile.flush()
            self.close_connection = True

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=httpd.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{httpd.server_address[1]}/weights.bin", behaviour
    httpd.shutdown()
    httpd.server_close()
    thread.join()


def weights(url: str, *, sha256: str = SHA256, size: int = len(CONTENT)) -> WeightFile:
    return WeightFile("weights.bin", sha256, size, url)


def test_a_whole_file_arrives_with_its_hash(server: tuple[str, Behaviour], tmp_path: Path) -> None:
    digest = fetch(weights(server[0]), tmp_path / "weights.bin")

    assert digest == SHA256
    assert (tmp_path / "weights.bin").read_bytes() == CONTENT
    assert [file.name for file in tmp_path.iterdir()] == ["weights.bin"]


@pytest.mark.parametrize("etag", ['"v1"', "", 'W/"weak"'])
@pytest.mark.parametrize("dropped_at", [1, 65_536, 700_001, 999_999])
def test_a_broken_download_goes_on_where_it_stopped(
    server: tuple[str, Behaviour], tmp_path: Path, dropped_at: int, etag: str
) -> None:
    url, behaviour = server
    behaviour.etag, behaviour.drop_after = etag, dropped_at

    with pytest.raises(UserError, match="broke off") as caught:
        fetch(weights(url), tmp_path / "weights.bin")
    assert "goes on where it stopped" in caught.value.hint
    assert not (tmp_path / "weights.bin").exists()
    behaviour.drop_after = None
    fetch(weights(url), tmp_path / "weights.bin")

    assert (tmp_path / "weights.bin").read_bytes() == CONTENT
    assert behaviour.ranges == ["", f"bytes={dropped_at}-"]
    assert behaviour.sent == len(CONTENT)  # not one byte twice


def test_a_changed_file_is_fetched_anew(server: tuple[str, Behaviour], tmp_path: Path) -> None:
    url, behaviour = server
    behaviour.drop_after, behaviour.content = 300_000, bytes(len(CONTENT))
    with pytest.raises(UserError):
        fetch(weights(url), tmp_path / "weights.bin")

    behaviour.drop_after, behaviour.content, behaviour.etag = None, CONTENT, '"v2"'
    fetch(weights(url), tmp_path / "weights.bin")

    assert (tmp_path / "weights.bin").read_bytes() == CONTENT


def test_a_server_that_ignores_ranges_starts_over(server: tuple[str, Behaviour], tmp_path: Path) -> None:
    url, behaviour = server
    behaviour.drop_after = 300_000
    with pytest.raises(UserError):
        fetch(weights(url), tmp_path / "weights.bin")

    behaviour.drop_after, behaviour.ignore_range = None, True
    fetch(weights(url), tmp_path / "weights.bin")

    assert (tmp_path / "weights.bin").read_bytes() == CONTENT


def test_a_wrong_part_is_not_appended(server: tuple[str, Behaviour], tmp_path: Path) -> None:
    url, behaviour = server
    behaviour.drop_after = 300_000
    with pytest.raises(UserError):
        fetch(weights(url), tmp_path / "weights.bin")

    behaviour.drop_after, behaviour.wrong_part = None, True
    with pytest.raises(UserError, match="another part"):
        fetch(weights(url), tmp_path / "weights.bin")

    assert (tmp_path / "weights.bin.part").stat().st_size == 300_000


def test_one_flipped_bit_is_refused_and_removed(server: tuple[str, Behaviour], tmp_path: Path) -> None:
    url, behaviour = server
    behaviour.content = bytes([CONTENT[0] ^ 1]) + CONTENT[1:]

    with pytest.raises(ModelRefused, match="SHA-256"):
        fetch(weights(url), tmp_path / "weights.bin")

    assert list(tmp_path.iterdir()) == []


def test_a_wrong_size_is_refused_before_a_byte_is_taken(server: tuple[str, Behaviour], tmp_path: Path) -> None:
    with pytest.raises(ModelRefused, match="card says"):
        fetch(weights(server[0], size=5), tmp_path / "weights.bin")

    assert not (tmp_path / "weights.bin").exists()


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://127.0.0.1/x", "http://example.invalid/x"])
def test_redirects_to_what_a_card_may_not_name_are_refused(
    server: tuple[str, Behaviour], tmp_path: Path, target: str
) -> None:
    url, behaviour = server
    behaviour.redirect_to = target

    with pytest.raises(UserError, match="not allowed"):
        fetch(weights(url), tmp_path / "weights.bin")

    assert list(tmp_path.iterdir()) == []


def test_cancelling_keeps_the_part_for_later(server: tuple[str, Behaviour], tmp_path: Path) -> None:
    def stop(fraction: float) -> None:
        if fraction > 0.3:
            raise JobCancelled

    with pytest.raises(JobCancelled):
        fetch(weights(server[0]), tmp_path / "weights.bin", report=stop)
    fetch(weights(server[0]), tmp_path / "weights.bin")

    assert (tmp_path / "weights.bin").read_bytes() == CONTENT
    assert server[1].ranges[1].startswith("bytes=")


def test_a_file_without_a_checksum_that_has_come_is_not_fetched_again(
    server: tuple[str, Behaviour], tmp_path: Path
) -> None:
    """Two files, the second breaks off: the next try fetches the rest of the second alone."""
    url, behaviour = server
    second = url.replace("weights", "more")
    files = (WeightFile("weights.bin", url=url), WeightFile("more.bin", url=second))
    card = ModelCard(
        id="two", kind="generation", title="Two", source="us", revision="1", licence="CC0-1.0", commercial_use=True,
        files=files,
    )  # fmt: skip
    fetched: list[str] = []

    def report(fraction: float) -> None:
        if fraction > 0.5 and not fetched:  # the first is there, the second has begun
            fetched.append("second")
            behaviour.drop_after = 300_000
            raise ConnectionResetError("the network went away")

    with pytest.raises(UserError, match=r"more\.bin broke off"):
        download(card, tmp_path, report=report)
    assert not installation(card, tmp_path)
    behaviour.drop_after = None
    behaviour.ranges.clear()
    record = download(card, tmp_path)

    assert len(behaviour.ranges) == 1
    assert behaviour.ranges[0].startswith("bytes=")
    assert [file.sha256 for file in record.files] == [SHA256, SHA256]
    assert sorted(file.name for file in (tmp_path / "two").iterdir()) == ["installed.json", "more.bin", "weights.bin"]


def test_a_finished_file_that_was_changed_or_comes_from_elsewhere_is_fetched_again(
    server: tuple[str, Behaviour], tmp_path: Path
) -> None:
    url, behaviour = server
    one = ModelCard(
        id="one", kind="generation", title="One", source="us", revision="1", licence="CC0-1.0", commercial_use=True,
        files=(WeightFile("weights.bin", url=url), WeightFile("gone.bin", url="http://127.0.0.1:9/gone.bin")),
    )  # fmt: skip
    with pytest.raises(UserError, match=r"gone\.bin broke off"):
        download(one, tmp_path)
    assert len(behaviour.ranges) == 1
    (tmp_path / "one" / "weights.bin").write_bytes(b"other" * 9)
    with pytest.raises(UserError, match=r"gone\.bin broke off"):
        download(one, tmp_path)
    assert len(behaviour.ranges) == 2
    assert (tmp_path / "one" / "weights.bin").read_bytes() == CONTENT
    moved = replace(one, files=(replace(one.files[0], url=f"{url}?other"), one.files[1]))
    with pytest.raises(UserError, match=r"gone\.bin broke off"):
        download(moved, tmp_path)
    assert len(behaviour.ranges) == 3
