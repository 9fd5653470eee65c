"""``aurax watermark detect FILE…``, ``embed FILE --out FILE``, ``keys``: the inaudible mark in sound."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.core.errors import AudioReadError, UserError

if TYPE_CHECKING:
    import argparse

    from engine.cli.console import Console
    from engine.core.audio import Audio
    from engine.provenance.mark_detect import Found, MarkKey


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verbs."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="detect|embed|keys")
    find = verbs.add_parser("detect", help="was it made by this studio, and which take is it?")
    find.add_argument("files", nargs="+", metavar="FILE")
    put = verbs.add_parser("embed", help="mark a file")
    put.add_argument("file", metavar="FILE")
    put.add_argument("--out", metavar="FILE", required=True, help="WAV, FLAC or MP3 to write")
    put.add_argument("--payload", metavar="HEX", default="00000000", help="32 bits, as 8 hexadecimal digits")
    put.add_argument("--key", metavar="ID", default="aurax", help="aurax (default), own, or another you hold")
    keys = verbs.add_parser("keys", help="keys you hold, and the files to give to others")
    keys.add_argument("--own", action="store_true", help="make a secret key of your own, if there is none")
    keys.add_argument("--add", metavar="FILE", help="a key that somebody gave you")


def run(arguments: argparse.Namespace, console: Console) -> None:
    """Find, mark, or list keys."""
    {"detect": _detect, "embed": _embed, "keys": _keys}[arguments.verb](arguments, console)


def _detect(arguments: argparse.Namespace, console: Console) -> None:
    from engine.audio.files import read
    from engine.provenance.mark_detect import detect
    from engine.provenance.mark_keys import known_keys

    keys = known_keys(console.paths.home)
    results: list[dict[str, Any]] = []
    lines = []
    for name in arguments.files:
        try:
            audio = read(Path(name).expanduser(), max_hours=console.settings.audio.max_hours)
        except AudioReadError as error:
            if len(arguments.files) == 1:
                raise
            console.failed = True
            results.append({"file": name, "error": str(error)})
            lines.append(f"{name}: {error}")
            continue
        found = detect(audio, keys)[0]
        sealed = _sealed(audio, console)
        results.append({"file": name, **_document(found), **sealed})
        lines += [f"{name}: {_sentence(found)}", *(f"{name}: {each['sentence']}" for each in sealed.values())]
    console.result({"files": results}, "\n".join(lines))


def _sealed(audio: Audio, console: Console) -> dict[str, Any]:
    """What AudioSeal's detector says, where the settings name it."""
    if console.settings.provenance.watermark != "audioseal":
        return {}
    from engine.provenance.audioseal import detect

    found = detect(audio)
    take = f"take {found.payload:04x}" if found.is_marked else "too little for a mark"
    words = f"AudioSeal finds its mark in {100 * found.share:.0f} % of it: {take}"
    payload = f"{found.payload:04x}" if found.is_marked else None
    return {
        "audioseal": {
            "is_marked": found.is_marked, "share": found.share, "payload": payload, "sentence": words,
        }
    }  # fmt: skip


def _document(found: Found) -> dict[str, Any]:
    return {
        "is_marked": found.is_marked,
        "p_value": found.p_value,
        "z": found.z,
        "key": found.key_id if found.is_marked else None,
        "payload": None if found.payload is None else f"{found.payload:08x}",
        "speed": found.speed if found.is_marked else None,
        "start": found.start,
        "end": found.end,
        "sentence": _sentence(found),
    }


def _sentence(found: Found) -> str:
    if not found.is_marked:
        return (
            f"no mark found (p {found.p_value:.2g}); that does not prove that no program made it: a mark can be lost, "
            "and other programs leave none of ours"
        )
    take = "which take cannot be read" if found.payload is None else f"take {found.payload:08x}"
    speed = "" if abs(found.speed - 1.0) < 0.002 else f", playing at {100 * found.speed:.1f} % of its speed"
    return f"made by a program: marked with the key {found.key_id}, {take}{speed} (p {found.p_value:.2g})"


def _embed(arguments: argparse.Namespace, console: Console) -> None:
    from engine.audio.encode import write
    from engine.audio.files import read
    from engine.provenance.mark_embed import embed

    out = Path(arguments.out).expanduser()
    if out.suffix.lower() not in (".wav", ".flac", ".mp3"):
        raise UserError(f"{out.name} is no format that is written here", "Choose .wav, .flac or .mp3.")
    try:
        payload = int(arguments.payload, 16)
    except ValueError:
        payload = -1
    if not 0 <= payload < 1 << 32:
        raise UserError(f"--payload {arguments.payload} is no number of 32 bits", "Write up to 8 hexadecimal digits.")
    key = _key(arguments.key, console)
    audio = read(Path(arguments.file).expanduser(), max_hours=console.settings.audio.max_hours)
    if audio.sample_rate < 16_000:
        raise UserError("A recording below 16 kHz has no room for the mark", "Use one of 16 kHz or more.")
    write(out, embed(audio, key.secret, payload))
    document = {"file": str(out), "key": key.id, "payload": f"{payload:08x}"}
    console.result(document, f"{out} carries the mark of the key {key.id}, take {payload:08x}")


def _key(name: str, console: Console) -> MarkKey:
    from engine.provenance.mark_keys import known_keys, named, own_key

    home = console.paths.home
    return own_key(home) if name == "own" else named(known_keys(home), name)


def _keys(arguments: argparse.Namespace, console: Console) -> None:
    from engine.provenance.mark_keys import PUBLIC, add_key, key_file, known_keys, own_key

    home = console.paths.home
    if arguments.add:
        add_key(home, Path(arguments.add).expanduser())
    if arguments.own:
        own_key(home)
    rows = [
        {"key": key.id, "is_secret": key != PUBLIC, "file": None if key == PUBLIC else str(key_file(home, key.id))}
        for key in known_keys(home)
    ]
    lines = [
        f"{row['key']:<10} secret; give this file to those who shall find its mark: {row['file']}"
        if row["is_secret"]
        else f"{row['key']:<10} public: every copy of the studio finds its mark"
        for row in rows
    ]
    console.result({"keys": rows}, "\n".join(lines))
