"""Damaged databases: each ends in ``LibraryError`` or a working library, never in another exception or a hang."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from pathlib import Path

import pytest

from engine.core.errors import LibraryError
from engine.library import Library, restore_newest
from tests.unit.library.content import dump, fill

PAGE = 4096
CASES_PER_KIND = 25


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A filled library as a kill leaves it: part of it in the file, part in the log; and a backup."""
    root = tmp_path_factory.mktemp("sound")
    with Library.open(root / "library") as library:
        fill(library, root / "songs", count=30)
    library = Library.open(root / "library", daily_backup=False)
    library.backup()
    fill(library, root / "songs")  # known recordings: their analyses are written anew
    copy = root / "killed"
    shutil.copytree(root / "library", copy)
    library.close()
    assert (copy / "library.db-wal").stat().st_size > 10 * PAGE
    return copy


def flip_bits(file: Path, rng: random.Random) -> None:
    content = bytearray(file.read_bytes())
    for _ in range(rng.choice((1, 3, 30, 300))):
        content[rng.randrange(len(content))] ^= 1 << rng.randrange(8)
    file.write_bytes(content)


def flip_header(file: Path, rng: random.Random) -> None:
    content = bytearray(file.read_bytes())
    content[rng.randrange(108)] ^= 1 << rng.randrange(8)
    file.write_bytes(content)


def zero_page(file: Path, rng: random.Random) -> None:
    content = bytearray(file.read_bytes())
    for _ in range(rng.choice((1, 2, 8))):
        page = rng.randrange(len(content) // PAGE)
        content[page * PAGE : (page + 1) * PAGE] = bytes(PAGE)
    file.write_bytes(content)


def swap_pages(file: Path, rng: random.Random) -> None:
    content = file.read_bytes()
    pages = [content[at : at + PAGE] for at in range(0, len(content), PAGE)]
    one, two = rng.sample(range(len(pages)), 2)
    pages[one], pages[two] = pages[two], pages[one]
    file.write_bytes(b"".join(pages))


def truncate(file: Path, rng: random.Random) -> None:
    content = file.read_bytes()
    file.write_bytes(content[: rng.randrange(len(content))])


DAMAGES = (flip_bits, flip_header, zero_page, swap_pages, truncate)


def use(folder: Path) -> str:
    """Open and read everything, then write; ``works`` or ``refused``. Any exception but LibraryError fails the test."""
    try:
        with Library.open(folder) as library:
            for track in library.tracks.all():
                library.analyses.get(track.id)
                library.tracks.locations(track.id)
                library.scores.list(track_id=track.id)
                for separation in library.separations.list(track.id):
                    library.artifacts.get(separation.artifact_key)
            list(library.failures.all())
            list(library.takes.list())
            library.jobs.list()
            library.analyses.summaries()
            library.jobs.mark_interrupted()
            library.jobs.add("x", b"{}", "after the damage")
            library.verify()
    except LibraryError as error:
        return "refused" if error.hint else "refused without a way out"
    return "works"


@pytest.mark.parametrize("with_log", [True, False], ids=["with log", "log lost"])
@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_a_damaged_file(sound: Path, tmp_path: Path, damage: object, with_log: bool) -> None:
    outcomes: Counter[str] = Counter()
    for seed in range(CASES_PER_KIND):
        folder = tmp_path / str(seed)
        shutil.copytree(sound, folder, ignore=shutil.ignore_patterns("artifacts"))
        if not with_log:
            (folder / "library.db-wal").unlink()
        damage(folder / "library.db", random.Random(seed))  # type: ignore[operator]
        outcomes[use(folder)] += 1
    assert outcomes["works"] + outcomes["refused"] == CASES_PER_KIND


@pytest.mark.parametrize("damage", [flip_bits, truncate], ids=lambda damage: damage.__name__)
def test_a_damaged_log_loses_at_most_what_was_in_it(sound: Path, tmp_path: Path, damage: object) -> None:
    """Frames carry checksums (sqlite.org/fileformat2.html#walformat): the log counts up to its first bad one."""
    for seed in range(CASES_PER_KIND):
        folder = tmp_path / str(seed)
        shutil.copytree(sound, folder, ignore=shutil.ignore_patterns("artifacts"))
        (folder / "library.db-shm").unlink(missing_ok=True)
        damage(folder / "library.db-wal", random.Random(seed))  # type: ignore[operator]
        with Library.open(folder) as library:
            assert library.tracks.count() == 30
            assert [p for p in library.verify().problems if p.kind == "database"] == []


def test_after_any_damage_the_newest_backup_brings_the_rows_back(sound: Path, tmp_path: Path) -> None:
    (backup,) = (sound / "backups").iterdir()
    expected = dump(Path(shutil.copy(backup, tmp_path / "expected.db")))
    for seed, damage in enumerate(DAMAGES):
        folder = tmp_path / damage.__name__
        shutil.copytree(sound, folder, ignore=shutil.ignore_patterns("artifacts"))
        damage(folder / "library.db", random.Random(seed))
        restore_newest(folder)
        with Library.open(folder, daily_backup=False) as library:
            assert library.tracks.count() == 30
        assert dump(folder / "library.db") == expected


def test_structural_damage_is_found_at_opening(sound: Path, tmp_path: Path) -> None:
    """A page in the wrong place or gone is no matter of luck: the structure is read when the library opens.

    Only two leaves of one index in each other's place look sound to that quick reading; the full one finds them.
    """
    for damage in (zero_page, swap_pages):
        for seed in range(CASES_PER_KIND):
            folder = tmp_path / f"{damage.__name__}-{seed}"
            shutil.copytree(sound, folder, ignore=shutil.ignore_patterns("artifacts"))
            for companion in ("-wal", "-shm"):
                (folder / f"library.db{companion}").unlink(missing_ok=True)
            before = (folder / "library.db").read_bytes()
            damage(folder / "library.db", random.Random(seed))
            if (folder / "library.db").read_bytes() == before:
                continue
            try:
                with Library.open(folder) as library:
                    assert damage is swap_pages
                    assert [found.kind for found in library.verify().problems if found.kind == "database"]
            except LibraryError:
                continue
