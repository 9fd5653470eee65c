"""Downloads that resume and are right or absent.

A download grows in ``<file>.part`` beside its destination, with a sidecar that says what it is the beginning of
(address, ETag, size). Going on uses ``Range`` with ``If-Range`` (RFC 9110 §13.1.5, §14): the server sends the rest only
if its file is still the same. The whole file is hashed before it takes its name.
"""

from __future__ import annotations

import hashlib
import http.client
import ipaddress
import json
import shutil
import socket
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlsplit

from engine.core.errors import ModelRefused, UserError
from engine.core.jobs import Report, no_report
from engine.core.model_card import WeightFile
from engine.models.catalog import is_allowed_url, is_loopback
from engine.whole_file import sync_folder, write_bytes

_BLOCK_BYTES = 1 << 18
_TIMEOUT_SECONDS = 30.0
_MAX_REDIRECTS = 5
_SPARE_BYTES = 200_000_000  # left free on the disk for the system itself
_AGAIN = "Run the same command again; it goes on where it stopped."


@dataclass(frozen=True, slots=True)
class _Begun:
    """What a ``.part`` file is the beginning of; ``validator`` is its strong ETag or its date, empty if it has none."""

    url: str
    validator: str
    size: int


def fetch(file: WeightFile, destination: Path, *, report: Report = no_report) -> str:
    """Download one weight file, going on where an earlier try stopped.

    Args:
        file: Address, expected size (0 = unknown) and SHA-256 (full, or the publisher's prefix).
        destination: Final path; it exists only once the content is right.
        report: Progress; raising from it stops the download and keeps the part for later.

    Returns:
        The full SHA-256 of the file.

    Raises:
        UserError: If the server cannot be reached, breaks off, or the disk is too full; the part is kept.
        ModelRefused: If what came is not what the card says; the part is removed.
    """
    destination.parent.mkdir(parents=True, exist_ok=True)
    part = destination.with_name(destination.name + ".part")
    sidecar = destination.with_name(destination.name + ".part.json")
    try:
        _receive(file, part, sidecar, report)
    except (urllib.error.URLError, http.client.HTTPException, TimeoutError, ConnectionError) as error:
        raise UserError(f"The download of {file.name} broke off: {_reason(error)}", _AGAIN) from error
    digest = sha256_of(part)
    problem = mismatch(file, part.stat().st_size, digest)
    sidecar.unlink(missing_ok=True)
    if problem:
        part.unlink()
        raise ModelRefused(
            destination.parent.name,
            f"{file.name} arrived damaged or changed ({problem})",
            "Try once more; if it happens again, the publisher has changed the file.",
        )
    part.replace(destination)
    sync_folder(destination.parent)
    return digest


def mismatch(file: WeightFile, size: int, digest: str) -> str:
    """Why a file of this size and hash is not what the card says; empty if it is."""
    if file.size and size != file.size:
        return f"{size} bytes instead of {file.size}"
    if file.sha256 and not digest.startswith(file.sha256):
        return f"SHA-256 {digest[:16]}… instead of {file.sha256[:16]}…"
    return ""


def sha256_of(path: Path) -> str:
    """SHA-256 of a file, 64 hex digits."""
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _receive(file: WeightFile, part: Path, sidecar: Path, report: Report) -> None:
    begun = _read_sidecar(sidecar)
    have = part.stat().st_size if part.exists() else 0
    can_continue = begun is not None and begun.url == file.url and bool(begun.validator or file.sha256)
    if not can_continue or have == 0:
        begun, have = None, 0
    if begun is not None and begun.size and have == begun.size:
        return
    headers = {"User-Agent": "AURA-X-Studio", "Accept-Encoding": "identity"}
    if begun is not None:
        headers["Range"] = f"bytes={have}-"
        if begun.validator:  # without one, the hash at the end still tells whether the halves belong together
            headers["If-Range"] = begun.validator
    try:
        response = _open(file.url, headers)
    except urllib.error.HTTPError as error:
        if error.code != http.client.REQUESTED_RANGE_NOT_SATISFIABLE:
            raise
        part.unlink(missing_ok=True)  # we hold more than the server has: begin anew
        begun, have = None, 0
        response = _open(file.url, {k: v for k, v in headers.items() if k not in ("Range", "If-Range")})
    with response:
        continues = response.status == http.client.PARTIAL_CONTENT and _continues(response.headers, have)
        if response.status == http.client.PARTIAL_CONTENT and not continues:
            raise http.client.HTTPException("the server sent another part than was asked for")
        start = have if continues else 0
        size = start + int(response.headers.get("Content-Length") or 0)
        total = size if response.headers.get("Content-Length") else file.size
        _check_size(file, part, total, start)
        begun = _Begun(file.url, _validator(response.headers), total)
        write_bytes(sidecar, json.dumps({"url": begun.url, "validator": begun.validator, "size": begun.size}).encode())
        with part.open("ab" if continues else "wb") as opened:
            _copy(response, opened, start, total, report)


def _copy(response: Any, opened: IO[bytes], start: int, total: int, report: Report) -> None:
    done = start
    while block := response.read(_BLOCK_BYTES):
        opened.write(block)
        done += len(block)
        if total and done > total:
            raise http.client.HTTPException("the server sent more than it announced")
        report(min(1.0, done / total) if total else 0.0)
    if total and done < total:
        raise http.client.IncompleteRead(b"", total - done)


def _check_size(file: WeightFile, part: Path, total: int, start: int) -> None:
    if file.size and total and total != file.size:
        raise ModelRefused(
            part.parent.name, f"the server offers {total} bytes for {file.name}, the card says {file.size}"
        )
    free = shutil.disk_usage(part.parent).free
    if total - start + _SPARE_BYTES > free:
        raise UserError(
            f"{file.name} needs {(total - start) / 1e9:.2f} GB and the disk has {free / 1e9:.2f} GB free",
            "Make room, or move the models folder with --home.",
        )


def _validator(headers: Mapping[str, str]) -> str:
    """What ``If-Range`` may carry: a strong ETag, else the date of the last change (RFC 9110 §13.1.5)."""
    etag = str(headers.get("ETag") or "")
    return etag if etag and not etag.startswith("W/") else str(headers.get("Last-Modified") or "")


def _continues(headers: Mapping[str, str], have: int) -> bool:
    return str(headers.get("Content-Range", "")).startswith(f"bytes {have}-")


def _read_sidecar(sidecar: Path) -> _Begun | None:
    try:
        content = json.loads(sidecar.read_text(encoding="utf-8"))
        return _Begun(str(content["url"]), str(content["validator"]), int(content["size"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


class _CarefulRedirects(urllib.request.HTTPRedirectHandler):
    """Follows redirects only to https, never from the network into this machine or its neighbourhood."""

    max_redirections = _MAX_REDIRECTS

    def redirect_request(self, req: Any, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Any:
        """Refuse what a card itself could not name, and private hosts unless the download began there."""
        if not is_allowed_url(newurl):
            raise urllib.error.URLError(
                f"the server points to an address that is not allowed ({urlsplit(newurl).scheme})"
            )
        target, origin = urlsplit(newurl).hostname or "", urlsplit(req.full_url).hostname
        if _is_private(target) and not (is_loopback(origin) and is_loopback(target)):
            raise urllib.error.URLError("the server points into a private network")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _is_private(host: str) -> bool:
    try:
        addresses = {info[4][0] for info in socket.getaddrinfo(host, None)}
    except OSError:
        return False  # an unknown host fails by itself in a moment
    return any(not ipaddress.ip_address(str(address).split("%")[0]).is_global for address in addresses)


def _open(url: str, headers: dict[str, str]) -> Any:
    opener = urllib.request.OpenerDirector()  # not build_opener: it would bring handlers for file: and ftp:
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
        _CarefulRedirects(),
    ):
        opener.add_handler(handler)
    return opener.open(urllib.request.Request(url, headers=headers), timeout=_TIMEOUT_SECONDS)


def _reason(error: Exception) -> str:
    if isinstance(error, urllib.error.HTTPError):
        return f"the server answered {error.code} {error.reason}"
    if isinstance(error, urllib.error.URLError):
        return str(error.reason)
    if isinstance(error, http.client.IncompleteRead):
        return "the connection ended early"
    return str(error) or type(error).__name__
