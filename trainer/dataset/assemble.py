"""What turns prepared songs into a data set that other tools read.

| file | for |
|---|---|
| ``tables/segments.parquet``, ``tables/songs.parquet`` | pandas, polars, duckdb, datasets |
| ``audio/<split>/metadata.jsonl`` | ``load_dataset("audiofolder", data_dir=".../audio")`` |
| ``egs/<split>/data.jsonl`` | audiocraft's AudioDataset and MusicDataset, run in the data set's folder |
| ``training_dataset.json`` | a list with a document for each song: id, audio_stems, features, metadata |
| ``dataset.json`` | what it is, how it was made, under which rights, with which warnings |
| ``excluded.json`` | what is not in, with every reason |

All of it follows from the songs' own documents, so making it again gives the same bytes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from engine.core.codec import decode_json, encode_json, to_builtins
from engine.whole_file import whole_file, write_bytes
from trainer.dataset.plan import Plan
from trainer.dataset.prepare import SONG_FILE
from trainer.dataset.split import SPLITS

DATASET_SCHEMA = "aurax.dataset/1"
_SCALARS = ("key", "bpm", "genre", "description", "instrument", "split", "song", "file", "start", "end")
_MORE = ("first_bar", "num_bars", "is_on_bar_line", "duration", "sample_rate", "channels", "rights", "region")


def assemble(folder: Path, plan: Plan) -> dict[str, Any]:
    """Write the files above from what lies in ``songs/`` and ``audio/``; returns what ``dataset.json`` says."""
    songs = [_document(folder / "songs" / song.name / SONG_FILE) for song in plan.songs]
    rows = [dict(row) for song in songs for row in _segments(folder, song)]
    _write_tables(folder / "tables", rows, songs)
    for split in SPLITS:
        own = [row for row in rows if row["split"] == split]
        if own:
            write_bytes(folder / "audio" / split / "metadata.jsonl", _lines(_audiofolder(split, own)))
        write_bytes(folder / "egs" / split / "data.jsonl", _lines(_egs(own)))
    samples = [_document(folder / "songs" / song.name / "training_sample.json") for song in plan.songs]
    write_bytes(folder / "training_dataset.json", encode_json(samples, indent=1) + b"\n")
    write_bytes(folder / "excluded.json", encode_json(to_builtins(plan.excluded), indent=1) + b"\n")
    document = describe(plan, songs, rows)
    write_bytes(folder / "dataset.json", encode_json(document, indent=1) + b"\n")
    return document


def _document(file: Path) -> dict[str, Any]:
    document: dict[str, Any] = decode_json(file.read_bytes(), dict)
    return document


def _segments(folder: Path, song: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for name in song["segments"]:
        yield _document(folder / "audio" / song["split"] / song["name"] / f"{name}.json")


def flat(row: dict[str, Any]) -> dict[str, Any]:
    """A segment's document as a table's row: scalars, lists of words, markers by name, the rest as JSON text."""
    own: dict[str, Any] = {"id": row["name"], **{name: row.get(name) for name in (*_SCALARS, *_MORE)}}
    own["keywords"] = list(row.get("keywords") or ())
    for marker, score in (row.get("cultural_markers") or {}).items():
        own[f"scored_{marker}"] = score["value"]
    said = (row.get("labels") or {}).get("cultural_markers") or {}
    own |= {f"said_{marker}": value for marker, value in said.items()}
    own["events"] = encode_json(row.get("events") or {}).decode()
    return own


def _write_tables(folder: Path, rows: list[dict[str, Any]], songs: list[dict[str, Any]]) -> None:
    write_parquet(folder / "segments.parquet", [flat(row) for row in rows])
    nested = ("stems", "cultural_markers", "left_out", "segments", "artists")
    flat_songs = [
        {
            **{name: value for name, value in song.items() if name not in nested},
            "artists": list(song["artists"]),
            "num_segments": len(song["segments"]),
            "stems": encode_json(song["stems"]).decode(),
            **{f"scored_{marker}": own["value"] for marker, own in song["cultural_markers"].items()},
        }
        for song in songs
    ]
    write_parquet(folder / "songs.parquet", flat_songs)


def write_parquet(file: Path, rows: list[dict[str, Any]]) -> None:
    """Write rows as Parquet; columns in the order in which they first appear, null where a row lacks one."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns = list(dict.fromkeys(name for row in rows for name in row))
    table = pa.table({name: pa.array([row.get(name) for row in rows], _type(rows, name)) for name in columns})
    with whole_file(file) as temporary:
        pq.write_table(table, temporary, compression="zstd")


def _type(rows: list[dict[str, Any]], name: str) -> Any:
    """The column's type, so that a column without any value is one of texts rather than of nothing."""
    import pyarrow as pa

    values = [row[name] for row in rows if row.get(name) is not None]
    if not values:
        return pa.string()
    if any(isinstance(value, float) for value in values):
        return pa.float64()
    if isinstance(values[0], list):
        return pa.list_(pa.string())
    return None


def _audiofolder(split: str, rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for row in rows:
        yield {"file_name": row["file"].removeprefix(f"audio/{split}/"), **flat(row)}


def _egs(rows: Iterable[dict[str, Any]], prefix: str = "") -> Iterator[dict[str, Any]]:
    """One segment a line, as audiocraft's AudioMeta reads it."""
    for row in rows:
        yield {
            "path": f"{prefix}{row['file']}",
            "duration": row["duration"],
            "sample_rate": row["sample_rate"],
            "amplitude": None,
            "weight": None,
            "info_path": None,
        }


def _lines(documents: Iterable[dict[str, Any]]) -> bytes:
    return b"".join(encode_json(document) + b"\n" for document in documents)


def export_egs(dataset: Path, out: Path) -> dict[str, int]:
    """Write audiocraft's manifests with absolute paths into ``out/<split>/data.jsonl``; returns clips by split."""
    counts = {}
    for split in SPLITS:
        source = dataset / "egs" / split / "data.jsonl"
        rows = [decode_json(line, dict) for line in source.read_bytes().splitlines()] if source.is_file() else []
        prefix = f"{dataset.absolute().as_posix()}/"
        write_bytes(out / split / "data.jsonl", _lines({**row, "path": prefix + row["path"]} for row in rows))
        counts[split] = len(rows)
    return counts


def describe(plan: Plan, songs: list[dict[str, Any]], rows: list[dict[str, Any]]) -> dict[str, Any]:
    """What ``dataset.json`` says; when it was made stands in ``made.json``, which is not hashed."""
    seconds = plan.options.seconds
    rights = Counter(song["rights"] for song in songs)
    is_research = bool(rights.get("research"))
    return {
        "schema": DATASET_SCHEMA,
        "name": plan.name,
        "kind": "collection",
        "engine": plan.engine,
        "plan_sha256": plan.sha256,
        "options": to_builtins(plan.options),
        "rules": plan.rules,
        "rights": dict(sorted(rights.items())),
        "commercial_use": bool(songs) and not is_research,
        "use": "research only" if is_research else "as its rights allow",
        "num_songs": len(songs),
        "num_segments": len(rows),
        "hours": round(len(rows) * seconds / 3600.0, 4),
        "splits": {
            split: {
                "songs": sum(song["split"] == split for song in songs),
                "segments": sum(row["split"] == split for row in rows),
                "artists": len({key for song in songs if song["split"] == split for key in song["artists"]}),
            }
            for split in SPLITS
        },
        "num_excluded": len(plan.excluded),
        "warnings": list(plan.warnings),
    }
