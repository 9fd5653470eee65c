"""A collection to rehearse with: songs of our own, tagged MP3s at 320 kbit/s, and among them what goes wrong in life.

``<out>/own`` and ``<out>/licensed`` hold songs that may be trained on once somebody says so, ``<out>/found`` songs that
nobody has rights to; broken files and copies lie among them. ``collection.json`` says which is which, to hold a report
about the collection against it. Every song follows from its number and the seed: an interrupted run goes on.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.core.codec import encode_json
from engine.generation.draws import generator
from engine.whole_file import remove_temporaries, whole_file, write_bytes
from trainer.synth_corpus.workers import num_workers, worker_pool

if TYPE_CHECKING:
    from engine.core.audio import Audio

LIST_FILE = "collection.json"
FAULTS = ("no rights", "broken", "copy", "no rights", "cut off", "other rip", "broken", "copy", "no rights", "text")
_FIRST = ("Thabo", "Lerato", "Sipho", "Naledi", "Kagiso", "Zanele", "Bongani", "Palesa", "Mandla", "Refilwe")
_SECOND = ("of the Lab", "Keys", "Deep", "Sound", "Patch", "Oscillator", "Loop", "Render")
_NOUNS = ("Morning", "Taxi", "Street", "River", "Sunday", "Signal", "Lantern", "Harbour", "Dust", "Window")
_VERBS = ("Running", "Turning", "Rising", "Waiting", "Glowing", "Walking", "Falling", "Drifting")
_FEATURED = 0.25
_LICENSED = 0.3
_CUT_SHARE = 0.4


@dataclass(frozen=True, slots=True)
class SampleOrder:
    """``songs`` files in all, ``faulty`` of them with a fault; songs last ``seconds`` and up to a fifth more."""

    out: str
    songs: int = 200
    faulty: int = 10
    seconds: float = 125.0
    seed: int = 0

    @property
    def num_good(self) -> int:
        return self.songs - self.faulty


@dataclass(frozen=True, slots=True)
class SampleFile:
    """One file: where it lies below the folder, and what is wrong with it (empty: nothing)."""

    path: str
    fault: str
    of: int


def sample_files(order: SampleOrder) -> list[SampleFile]:
    """What the collection will hold; ``of`` is the number of the song that a file is, or is a copy of."""
    files = [SampleFile(f"{_folder(order, n)}/{_name(order, n)}.mp3", "", n) for n in range(order.num_good)]
    extra = order.num_good
    for place in range(order.faulty):
        fault = FAULTS[place % len(FAULTS)]
        original = (7 * place) % max(1, order.num_good)
        number = original if fault in ("copy", "other rip") else extra + place
        folder = "found" if fault == "no rights" else _folder(order, number)
        files.append(SampleFile(f"{folder}/{_name(order, number)}{_ENDINGS[fault]}", fault, number))
    return files


_ENDINGS = {
    "no rights": ".mp3",
    "broken": " (damaged).mp3",
    "cut off": " (cut).mp3",
    "copy": " (1).mp3",
    "other rip": " [128].mp3",
    "text": ".txt.mp3",
}


def write_sample(
    order: SampleOrder, *, workers: int | None = None, on_file: Callable[[int, int], None] = lambda _done, _all: None
) -> list[SampleFile]:
    """Write what is missing.

    Raises:
        AudioWriteError, OSError: If it cannot be written; what was finished stays.
    """
    out = Path(order.out)
    files = sample_files(order)
    remove_temporaries(out, recursive=True)
    rendered = [file for file in files if file.fault not in ("copy", "other rip", "text", "broken")]
    rest = [file for file in files if file not in rendered]
    done = 0
    for _ in _written(order, [file for file in rendered if not (out / file.path).exists()], num_workers(workers)):
        done += 1
        on_file(done, len(files))
    originals = {file.of: file for file in files if not file.fault}
    for file in rest:
        if not (out / file.path).exists():
            _spoil(out, file, originals)
        done += 1
        on_file(done, len(files))
    on_file(len(files), len(files))
    listed = [{"path": file.path, "fault": file.fault} for file in files]
    write_bytes(out / LIST_FILE, encode_json({"files": listed}, indent=1) + b"\n")
    return files


def _written(order: SampleOrder, files: list[SampleFile], workers: int) -> Iterator[None]:
    if workers == 0:
        for file in files:
            write_song(order, file)
            yield
        return
    waiting: set[Future[None]] = set()
    queue = iter(files)
    with worker_pool(workers) as pool:
        while True:
            while len(waiting) < 2 * workers and (following := next(queue, None)) is not None:
                waiting.add(pool.submit(write_song, order, following))
            if not waiting:
                return
            finished, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            for future in finished:
                future.result()
                yield


def write_song(order: SampleOrder, file: SampleFile) -> None:
    """Render, code and tag one song."""
    from engine.audio.files import write

    target = Path(order.out) / file.path
    mix = _render(order, file.of)
    with whole_file(target) as temporary:
        write(temporary, mix)
        _tag(temporary, order, file.of)
        if file.fault == "cut off":
            content = temporary.read_bytes()
            temporary.write_bytes(content[: int(_CUT_SHARE * len(content))])


def _render(order: SampleOrder, number: int) -> Audio:
    from engine.generation.base import Request
    from engine.generation.sketch.backend import SketchGenerator
    from engine.generation.wishes import Wishes

    rng = generator("sample song", order.seed, number)
    seconds = order.seconds * float(rng.uniform(1.0, 1.2))
    wishes = Wishes(style=_style(order, number), seconds=round(seconds, 1))
    made = SketchGenerator().make(Request(prompt="", wishes=wishes, seed=int(rng.integers(1 << 30))))
    return made.mix


def _style(order: SampleOrder, number: int) -> str:
    from engine.generation.profiles import load_profiles

    names = sorted(load_profiles())
    return names[int(generator("sample style", order.seed, number).integers(len(names)))]


def _artist(order: SampleOrder, number: int) -> str:
    """An invented name; about one for every four songs."""
    rng = generator("sample artist", order.seed, number % max(2, order.songs // 4))
    return f"{_FIRST[int(rng.integers(len(_FIRST)))]} {_SECOND[int(rng.integers(len(_SECOND)))]}"


def _title(order: SampleOrder, number: int) -> str:
    rng = generator("sample title", order.seed, number)
    return f"{_NOUNS[int(rng.integers(len(_NOUNS)))]} {_VERBS[int(rng.integers(len(_VERBS)))]} {number + 1}"


def _name(order: SampleOrder, number: int) -> str:
    return f"{number + 1:04d} {_artist(order, number)} - {_title(order, number)}"


def _folder(order: SampleOrder, number: int) -> str:
    return "licensed" if generator("sample folder", order.seed, number).random() < _LICENSED else "own"


def _tag(file: Path, order: SampleOrder, number: int) -> None:
    from mutagen.id3 import ID3, TALB, TCON, TDRC, TIT2, TPE1

    rng = generator("sample tags", order.seed, number)
    artist, title = _artist(order, number), _title(order, number)
    if rng.random() < _FEATURED:
        title += f" (feat. {_artist(order, int(rng.integers(order.songs)))})"
    tags = ID3()
    for kind, text in (
        (TPE1, artist),
        (TIT2, title),
        (TALB, f"Rehearsal {1 + number // 12}"),
        (TCON, _style(order, number).replace("_", " ") + " amapiano"),
        (TDRC, str(int(rng.integers(1998, 2027)))),
    ):
        tags.add(kind(encoding=3, text=[text]))
    tags.save(file)


def _spoil(out: Path, file: SampleFile, originals: dict[int, SampleFile]) -> None:
    """Write a file that is a copy, another rip, damaged, or none at all."""
    from engine.audio.files import read

    target = out / file.path
    target.parent.mkdir(parents=True, exist_ok=True)
    if file.fault == "text":
        write_bytes(target, b"This is a text that somebody has named like a song.\n" * 50)
    elif file.fault == "broken":
        noise = generator("sample noise", file.of).bytes(200_000)
        write_bytes(target, b"ID3\x03\x00\x00\x00\x00\x00\x00" + noise.replace(b"\xff", b"\xfe"))
    elif file.fault == "copy":
        with whole_file(target) as temporary:
            shutil.copyfile(out / originals[file.of].path, temporary)
    else:
        audio = read(out / originals[file.of].path)
        with whole_file(target) as temporary:
            _write_128(temporary, audio)
            _copy_tags(out / originals[file.of].path, temporary)


def _write_128(file: Path, audio: Audio) -> None:
    """MP3 at 128 kbit/s: what a song looks like that was ripped a second time."""
    import soundfile

    with soundfile.SoundFile(
        file, "w", audio.sample_rate, audio.num_channels, "MPEG_LAYER_III", format="MP3",
        compression_level=0.6, bitrate_mode="CONSTANT",
    ) as opened:  # fmt: skip
        opened.write(audio.samples.T)


def _copy_tags(source: Path, target: Path) -> None:
    from mutagen.id3 import ID3

    ID3(source).save(target)


def sample_document(files: list[SampleFile]) -> dict[str, Any]:
    """How many of what."""
    faults: dict[str, int] = {}
    for file in files:
        faults[file.fault or "good"] = faults.get(file.fault or "good", 0) + 1
    return {"files": len(files), **{name.replace(" ", "_"): count for name, count in sorted(faults.items())}}
