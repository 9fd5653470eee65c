"""From the download to a data set: verify, read the joined zip, filter, describe, split by artist, hash.

Clips are taken as they are, MP3 at 16 kHz: decoding and coding them again would lose more. Every clip appears whole, so
the same command goes on where it was stopped.
"""

from __future__ import annotations

import contextlib
import shutil
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from engine import __version__
from engine.core.codec import encode_json
from engine.core.errors import AudioReadError, UserError
from engine.whole_file import remove_temporaries, write_bytes
from trainer.collection.artists import artist_keys
from trainer.dataset.assemble import DATASET_SCHEMA, write_parquet
from trainer.dataset.magnatagatune.archive import check_archive, find_archive, open_joined
from trainer.dataset.magnatagatune.tables import Clip, Tables, read_tables
from trainer.dataset.magnatagatune.tags import RELATED_TAGS, Proxy, absent, proxy_of, proxy_prompt, tag_prompt
from trainer.dataset.making import MadeDataset, alone, finish
from trainer.dataset.split import SPLITS, SplitResult, split_by_artist
from trainer.dataset.store import making_folder, open_dataset, versions

LICENCE = "CC-BY-NC-SA-3.0 (annotations and audio); the music by-nc-sa 1.0"
_CHECKED, _TAKEN = 0.15, 0.95
_SECONDS = 29.0
_SAMPLE_RATE = 16_000
_RELATED_SHARE = 0.5
_MAX_BYTES = 5_000_000  # a clip has about 117 kB
ORDER_FILE = "order.json"
Tell = Callable[[float, str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class MttOrder:
    """What is asked for.

    Args:
        folder: With the download.
        name: Of the data set.
        min_tags: Proxy tags a clip must have.
        counts_groups: Whether synonyms count once.
        prompts: ``proxy`` or ``tags``.
        seed: Of split and prompts.
        md5: Of the joined zip; ``any``, or None for the known one.
    """

    folder: Path
    name: str
    min_tags: int = 3
    counts_groups: bool = True
    prompts: str = "proxy"
    seed: int = 0
    md5: str | None = None

    def fits(self, proxy: Proxy) -> bool:
        return (proxy.num_groups if self.counts_groups else len(proxy.tags)) >= self.min_tags


@dataclass(frozen=True, slots=True)
class Chosen:
    """Clips that are in with their proxies, and those that are not with the reason."""

    clips: tuple[tuple[Clip, Proxy], ...]
    rejected: dict[int, str]
    num_by_tags: int
    num_by_groups: int


def make_magnatagatune(order: MttOrder, root: Path, *, tell: Tell = lambda _fraction, _stage: None) -> MadeDataset:
    """Make the data set, or go on with it; the same order gives the same version.

    Raises:
        UserError: If the download is incomplete or damaged, or nothing is left.
    """
    import time

    started = time.monotonic()
    archive = find_archive(order.folder)
    tables = read_tables(order.folder)
    md5 = check_archive(archive, order.md5, report=lambda done: tell(_CHECKED * done, "checking the archive"))
    with contextlib.closing(open_joined(archive)) as joined, _opened(joined) as bundle:
        chosen = choose(order, tables, {info.filename: info.file_size for info in bundle.infolist()})
        if not chosen.clips:
            raise UserError(f"No clip has {order.min_tags} proxy tags", "Ask for fewer with --min-tags.")
        plan = {**asdict(order), "folder": "", "archive_md5": md5, "engine": f"AURA-X Studio {__version__}"}
        if (same := _made_before(root, order.name, plan)) is not None:
            return MadeDataset(same, is_new=False, num_prepared=0, seconds=0.0)
        folder = making_folder(root, order.name)
        with alone(folder.parent):
            _begin(folder, plan)
            split = _split(order, chosen)
            taken, bad = _take(folder, bundle, chosen, split, order, tell)
            document = _describe(order, tables, chosen, bad, split, plan)
            _write_tables(folder, taken, chosen.rejected | bad)
            num_new = sum(row.pop("is_new") for row in taken)
            dataset = finish(folder, document, root, tell=tell, seconds=time.monotonic() - started)
    return MadeDataset(dataset, is_new=True, num_prepared=num_new, seconds=time.monotonic() - started)


def _begin(folder: Path, plan: dict[str, Any]) -> None:
    """Go on with what was begun with the same order; of another order nothing stays."""
    file, text = folder / ORDER_FILE, encode_json(plan, indent=1) + b"\n"
    if folder.is_dir() and not (file.is_file() and file.read_bytes() == text):
        shutil.rmtree(folder)
    remove_temporaries(folder, recursive=True)
    write_bytes(file, text)


def _opened(joined: Any) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(joined)
    except zipfile.BadZipFile as error:
        raise UserError("The three parts together are no zip archive", "Download them again, in full.") from error


def choose(order: MttOrder, tables: Tables, sizes: dict[str, int]) -> Chosen:
    """Which clips are in.

    Args:
        order: What is asked for.
        tables: Of the download.
        sizes: Bytes of every file in the zip.
    """
    clips: list[tuple[Clip, Proxy]] = []
    rejected: dict[int, str] = {}
    counts: Counter[str] = Counter()
    for clip in tables.clips:
        why = _unusable(clip, sizes)
        proxy = proxy_of(clip.tags)
        if not why:
            counts["tags"] += len(proxy.tags) >= order.min_tags
            counts["groups"] += proxy.num_groups >= order.min_tags
            if not order.fits(proxy):
                continue  # not a fault: it is about something else
            clips.append((clip, proxy))
        else:
            rejected[clip.clip_id] = why
    clips.sort(key=lambda pair: pair[0].clip_id)
    return Chosen(tuple(clips), rejected, counts["tags"], counts["groups"])


def _unusable(clip: Clip, sizes: dict[str, int]) -> str:
    if not clip.mp3_path:
        return "the table names no file"
    if clip.mp3_path not in sizes:
        return "its file is not in the archive"
    if sizes[clip.mp3_path] > _MAX_BYTES:
        return "its file is larger than a clip can be"
    return "its file is empty" if sizes[clip.mp3_path] == 0 else ""


def _split(order: MttOrder, chosen: Chosen) -> SplitResult:
    """By artist, from the table of clips: the customary split by folder has the same artists on both sides."""
    songs = {str(clip.clip_id): artist_keys(clip.artist) for clip, _ in chosen.clips}
    return split_by_artist(songs, seed=order.seed)


def _take(
    folder: Path, bundle: zipfile.ZipFile, chosen: Chosen, split: SplitResult, order: MttOrder, tell: Tell
) -> tuple[list[dict[str, Any]], dict[int, str]]:
    """Write every clip with its words; those that cannot be heard are left out with the reason."""
    groups = {member: name for name, members in split.groups.items() for member in members}
    rows: list[dict[str, Any]] = []
    bad: dict[int, str] = {}
    for number, (clip, proxy) in enumerate(chosen.clips, start=1):
        name = f"mtt-{clip.clip_id:05d}"
        own = split.of[str(clip.clip_id)]
        row = _words(clip, proxy, order, group=groups.get(str(clip.clip_id), ""))
        row |= {"name": name, "split": own, "file": f"audio/{own}/{name}.mp3"}
        target = folder / row["file"]
        is_new = not target.with_suffix(".json").is_file()
        if why := _write_clip(target, bundle, clip, row) if is_new else "":
            target.unlink(missing_ok=True)
            bad[clip.clip_id] = why
        else:
            rows.append({**row, "is_new": is_new})
        tell(_CHECKED + (_TAKEN - _CHECKED) * number / len(chosen.clips), f"{number} of {len(chosen.clips)} clips")
    return rows, bad


def _write_clip(target: Path, bundle: zipfile.ZipFile, clip: Clip, row: dict[str, Any]) -> str:
    """The sound first, its words last: a clip whose words are there is whole. Why it could not be, or nothing."""
    from engine.audio.files import read

    try:
        content = bundle.read(clip.mp3_path)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError) as error:
        return f"the archive is damaged there: {error}"
    write_bytes(target, content)
    try:
        duration = read(target).duration
    except AudioReadError as error:
        return f"it cannot be heard: {error.reason}"
    document = {**row, "heard_seconds": round(duration, 3)}
    write_bytes(target.with_suffix(".json"), encode_json(document, indent=1) + b"\n")
    return ""


def _words(clip: Clip, proxy: Proxy, order: MttOrder, *, group: str) -> dict[str, Any]:
    """The fields audiocraft's MusicDataset reads, then the tags. Whatever is not measured says so."""
    import hashlib

    make = proxy_prompt if order.prompts == "proxy" else tag_prompt
    return {
        "title": None,
        "artist": hashlib.sha256(group.encode()).hexdigest()[:12] if group else None,
        "key": None,
        "bpm": None,
        "genre": None,
        "moods": [],
        "keywords": list(clip.tags),
        "description": make(clip.tags, seed=order.seed, clip_id=clip.clip_id),
        "instrument": None,
        "duration": _SECONDS,
        "sample_rate": _SAMPLE_RATE,
        "clip_id": clip.clip_id,
        "mp3_path": clip.mp3_path,
        "tags": list(clip.tags),
        "proxy_tags": list(proxy.tags),
        "num_proxy_groups": proxy.num_groups,
        "is_pseudo": True,
        "pseudo_log_drum_score": proxy.pseudo_log_drum_score,
        "pseudo_piano_score": proxy.pseudo_piano_score,
        "description_is": "a proxy: it claims what is not heard" if order.prompts == "proxy" else "the tags",
        "licence": LICENCE,
    }


def _write_tables(folder: Path, rows: list[dict[str, Any]], rejected: dict[int, str]) -> None:
    columns = [{name: own for name, own in row.items() if name not in ("is_new", "moods")} for row in rows]
    write_parquet(folder / "tables" / "segments.parquet", columns)
    for split in SPLITS:
        own = [row for row in columns if row["split"] == split]
        egs = [
            {
                **{name: row["file" if name == "path" else name] for name in ("path", "duration", "sample_rate")},
                **dict.fromkeys(("amplitude", "weight", "info_path")),
            }
            for row in own
        ]
        write_bytes(folder / "egs" / split / "data.jsonl", _lines(egs))
        if own:
            named = [{"file_name": f"{row['name']}.mp3", **row} for row in own]
            write_bytes(folder / "audio" / split / "metadata.jsonl", _lines(named))
    names = ("clip_id", "mp3_path", "split", "description", "pseudo_log_drum_score", "pseudo_piano_score")
    table = [
        "\t".join((*names, "tags")),
        *("\t".join((*(str(r[n]) for n in names), ", ".join(r["tags"]))) for r in rows),
    ]
    write_bytes(folder / "amapiano_proxy_subset.csv", ("\n".join(table) + "\n").encode())
    excluded = [{"clip_id": number, "reason": why} for number, why in sorted(rejected.items())]
    write_bytes(folder / "excluded.json", encode_json(excluded, indent=1) + b"\n")


def _lines(documents: Iterable[dict[str, Any]]) -> bytes:
    return b"".join(encode_json(document) + b"\n" for document in documents)


def _describe(
    order: MttOrder, tables: Tables, chosen: Chosen, bad: dict[int, str], split: SplitResult, plan: dict[str, Any]
) -> dict[str, Any]:
    clips = [clip for clip, _ in chosen.clips if clip.clip_id not in bad]
    related = sum(any(tag in RELATED_TAGS for tag in clip.tags) for clip in clips)
    return {
        "schema": DATASET_SCHEMA,
        "name": order.name,
        "kind": "magnatagatune",
        "order": plan,
        "options": {n: plan[n] for n in ("min_tags", "counts_groups", "prompts", "seed", "archive_md5")},
        "licence": LICENCE,
        "commercial_use": False,
        "use": "research and rehearsal only; weights trained on it inherit non-commercial and share-alike",
        "num_clips_in_tables": len(tables.clips),
        "num_tags": len(tables.tags),
        "num_with_enough_tags": {"each_tag_counted": chosen.num_by_tags, "synonyms_once": chosen.num_by_groups},
        "num_segments": len(clips),
        "hours": round(len(clips) * _SECONDS / 3600.0, 4),
        "splits": {
            name: {
                "segments": sum(split.of[str(clip.clip_id)] == name for clip in clips),
                "artists": len({k for c in clips if split.of[str(c.clip_id)] == name for k in artist_keys(c.artist)}),
            }
            for name in SPLITS
        },
        "num_excluded": len(chosen.rejected) + len(bad),
        "warnings": [*split.warnings, *_honest(order, tables, len(clips), related)],
    }


def _honest(order: MttOrder, tables: Tables, count: int, related: int) -> list[str]:
    """What this corpus cannot do, said where its figures stand."""
    said = [
        "16 kHz mono MP3 at 32 kbit/s: a model of 32 or 44.1 kHz that is trained on it learns a dull sound",
        "no tag says amapiano, kwaito, log drum or shaker: good for rehearsing the way and for taggers, not for style",
        "pseudo scores are constants chosen by tags; nothing was measured in the sound",
        "CC BY-NC-SA: nothing trained on it may be used commercially",
    ]
    if order.prompts == "proxy":
        said.append("its descriptions claim amapiano although it is not: --prompts tags says what people heard")
    if missing := absent(tables.tags):
        said.append(f"these proxy tags do not exist in it: {', '.join(missing)}")
    if count and related < _RELATED_SHARE * count:
        said.append(f"only {related} of {count} clips have a tag of amapiano's sound; the rest matches by mood")
    return said


def _made_before(root: Path, name: str, plan: dict[str, Any]) -> Any:
    there = versions(root, name)
    if not there:
        return None
    newest = open_dataset(root, f"{name}/v{there[-1]}")
    return newest if newest.document.get("order") == plan else None
