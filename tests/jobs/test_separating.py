"""Separation on disk: the files made in memory, in bounded memory, heard while it goes on, taken up after a kill."""

# ruff: noqa: ARG002 - test separators have the protocol's signature and ignore most of it

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tracemalloc
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.audio.encode import write
from engine.audio.planar import map_planar
from engine.core.audio import Audio, Samples
from engine.core.errors import JobCancelled, UserError
from engine.core.jobs import Report, no_report
from engine.core.stems import Stem
from engine.jobs import stem_spool
from engine.jobs.inline import run_inline
from engine.jobs.separate_track import SeparatedTrack, SeparateTrack
from engine.jobs.separating import separated_on_disk, unpacked_song
from engine.jobs.song import SeparationOptions, load_song, separate_song, write_stems
from engine.jobs.stem_spool import (
    SPOOL_PREFIX,
    GrowingStems,
    SpoolForm,
    StemSpool,
    open_spool,
    remove_old_spools,
    remove_spools_of,
)
from engine.paths import Paths
from engine.separation import registry
from engine.settings import Settings

RATE = 8_000
ALIVE = 1  # a process that exists on every system these tests run on
DEAD = 2**22 + 5  # above Linux's largest process number


@dataclass
class Five:
    """Five stems that depend on the whole segment; counts what it did, and can stop."""

    segment: int = 4 * RATE
    sample_rate: int | None = None
    id: str = "five"
    revision: str = "1"
    sources: tuple[Stem, ...] = tuple(Stem)
    stop_at: int | None = None
    stop: type[BaseException] = JobCancelled
    calls: list[int] = field(default_factory=list)

    def segment_samples(self, sample_rate: int) -> int:
        return self.segment

    def separate_segment(
        self, mixture: Samples, sample_rate: int, *, report: Report = no_report
    ) -> dict[Stem, Samples]:
        if len(self.calls) == self.stop_at:
            raise self.stop
        self.calls.append(mixture.shape[1])
        report(0.5)
        mean = mixture.mean(dtype=np.float32)
        return {stem: mixture * np.float32(0.1 * place) + mean for place, stem in enumerate(self.sources)}


@pytest.fixture
def five(monkeypatch: pytest.MonkeyPatch) -> Five:
    """The separator that ``--model identity`` loads here: a name whose card is there."""
    made = Five()
    monkeypatch.setitem(registry.SEPARATORS, "identity", lambda _setup: made)
    return made


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A minute of noise, with silence at its beginning: whether a stem needs dither shows late."""
    rng = np.random.default_rng(5)
    samples = (0.3 * rng.standard_normal((2, 60 * RATE))).astype(np.float32)
    samples[:, : 5 * RATE] = 0.0
    write(tmp_path / "song.wav", Audio(samples, RATE))
    return tmp_path / "song.wav"


def options(**changes: Any) -> SeparationOptions:
    return SeparationOptions(model="identity", **changes)


def run(source: Path, folder: Path, chosen: SeparationOptions, *, with_peaks: bool = False) -> SeparatedTrack:
    spec = SeparateTrack(str(source), str(folder), chosen, with_peaks=with_peaks)
    result = run_inline(spec, paths=Paths.under(folder.parent / "home"), settings=Settings(), library=None)
    assert isinstance(result, SeparatedTrack)
    return result


def leftovers(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.name.startswith((".tmp-", SPOOL_PREFIX))]


# the same as from memory


@pytest.mark.parametrize("num_stems", [4, 5])
@pytest.mark.parametrize("subtype", ["float32", "pcm24", "pcm16"])
@pytest.mark.parametrize("sample_rate", [None, 11_025])
def test_the_files_are_those_made_in_memory_byte_for_byte(
    five: Five, source: Path, tmp_path: Path, num_stems: int, subtype: str, sample_rate: int | None
) -> None:
    five.sample_rate = sample_rate
    chosen = options(num_stems=num_stems, subtype=subtype)
    song = load_song(source, max_hours=1.0)
    expected = separate_song(song, chosen)
    write_stems(tmp_path / "memory", expected, with_peaks=True, mixture=song.audio)

    result = run(source, tmp_path / "disk", chosen, with_peaks=True)

    names = sorted(path.name for path in (tmp_path / "memory").iterdir())
    assert sorted(path.name for path in (tmp_path / "disk").iterdir()) == names
    assert len(names) == 2 * num_stems + 2
    for name in names:
        if name != "separation.json":
            assert (tmp_path / "disk" / name).read_bytes() == (tmp_path / "memory" / name).read_bytes(), name
    assert result.facts.residual_db == expected.facts.residual_db
    assert result.facts.files == expected.facts.files


def test_memory_does_not_grow_with_the_song(five: Five, tmp_path: Path) -> None:
    def peak(seconds: int) -> int:
        samples = np.tile(np.random.default_rng(0).uniform(-0.5, 0.5, (1, 10 * RATE)), (1, seconds // 10))
        write(tmp_path / "song.wav", Audio(samples.astype(np.float32), RATE))
        del samples
        tracemalloc.start()
        run(tmp_path / "song.wav", tmp_path / f"out-{seconds}", options(), with_peaks=True)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    five.segment = 2 * RATE
    peak(30)  # what is imported in passing is not counted
    short, long = peak(60), peak(480)
    # eight times the song, which is 15 MB of float32 and 92 MB with its stems; only the outlines may grow, by 1.3 MB
    assert long < short + 2e6


# heard while it goes on


def test_what_is_told_can_be_read_and_stays(five: Five, source: Path, tmp_path: Path) -> None:
    five.segment = 12 * RATE
    seen: list[tuple[GrowingStems, dict[Stem, np.ndarray]]] = []

    def look(told: GrowingStems) -> None:
        form, end = told.form, told.audible
        heard = {}
        for stem in form.stems:
            samples = np.zeros((form.num_channels, end), np.float32)
            if end > told.preview_samples:
                stems = map_planar(told.stem_path(stem), form.num_channels, form.num_samples)
                samples[:] = stems[:, :end]
            early = min(end, told.preview_samples)
            if early:
                preview = map_planar(told.preview_path(stem), form.num_channels, told.preview_samples)
                samples[:, :early] = preview[:, :early]
            heard[stem] = samples
        seen.append((told, heard))

    with (
        unpacked_song(source, tmp_path / "out", max_hours=1.0, keep=True) as song,
        separated_on_disk(song, options(), tmp_path / "out", tell=look) as separated,
    ):
        final = {stem: separated.stems[stem].samples.copy() for stem in separated.stems}
        mixture = song.audio.samples.copy()

    ends = [told.audible for told, _heard in seen]
    assert ends[0] == 0, "the mixture is there before the first stem"
    assert ends[1] == round((4.0 - stem_spool.PREVIEW_FADE_SECONDS) * RATE)
    assert ends == sorted(ends)
    assert ends[-1] == 60 * RATE
    assert five.calls[0] == 4 * RATE, "the first piece is short"
    last = seen[-1][1]
    for told, heard in seen:
        total = sum(heard.values(), np.zeros((2, told.audible), np.float32))
        np.testing.assert_allclose(total, mixture[:, : told.audible], atol=1e-6)  # a few roundings of float32
        for stem, samples in heard.items():
            np.testing.assert_array_equal(samples, last[stem][:, : told.audible], "what was told is not changed")
    start = 4 * RATE
    for stem, samples in final.items():
        np.testing.assert_array_equal(last[stem][:, start:], samples[:, start:], "beyond the preview it is the result")
    told = seen[-1][0]
    assert Path(told.mixture).stat().st_size == mixture.nbytes
    assert Path(told.folder).is_dir(), "whoever listens says when it can go"
    remove_old_spools(tmp_path / "out")
    assert Path(told.folder).is_dir(), "its process lives"


def test_a_short_song_needs_no_preview(five: Five, tmp_path: Path) -> None:
    write(tmp_path / "short.wav", Audio(np.full((1, 6 * RATE), 0.1, np.float32), RATE))
    told: list[GrowingStems] = []
    with (
        unpacked_song(tmp_path / "short.wav", tmp_path / "out", max_hours=1.0) as song,
        separated_on_disk(song, options(), tmp_path / "out", tell=told.append),
    ):
        pass
    assert {item.preview_samples for item in told} == {0}


# stopping


@pytest.mark.parametrize("stop", [JobCancelled, KeyboardInterrupt, MemoryError, OSError])
def test_stopping_leaves_nothing(five: Five, source: Path, tmp_path: Path, stop: type[BaseException]) -> None:
    five.stop_at, five.stop = 5, stop
    with pytest.raises((JobCancelled, UserError, Exception)):
        run(source, tmp_path / "out" / "song", options())
    assert not (tmp_path / "out" / "song").exists()
    (tmp_path / "theirs").mkdir()
    with pytest.raises((JobCancelled, UserError, Exception)):
        run(source, tmp_path / "theirs", options())
    assert list((tmp_path / "theirs").iterdir()) == [], "a folder that was there stays"


def test_a_job_that_is_to_go_on_goes_on_where_it_was(five: Five, source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    reference = run(source, tmp_path / "whole", options())
    whole, five.calls, five.stop_at = len(five.calls), [], 8

    def separate() -> Any:
        with (
            unpacked_song(source, out, max_hours=1.0) as song,
            separated_on_disk(song, options(), out, will_resume=lambda: True) as separated,
        ):
            write_stems(out, separated)
            return separated.facts

    with pytest.raises(JobCancelled):
        separate()
    assert leftovers(out) != []
    five.calls, five.stop_at = [], None
    facts = separate()
    assert len(five.calls) <= whole - 7
    assert any("after a stop" in note for note in facts.notes)
    assert leftovers(out) == []
    for name in reference.facts.files:
        assert (out / name).read_bytes() == (tmp_path / "whole" / name).read_bytes()


_KILLED = """
import os, sys
from pathlib import Path
from engine.jobs import stem_spool
from engine.separation import registry
from tests.jobs import test_separating as t
stem_spool.SECONDS_BETWEEN_KEEPING = 0.0
class Dies(t.Five):
    def separate_segment(self, mixture, sample_rate, **rest):
        if len(self.calls) == 9:
            os._exit(9)
        return super().separate_segment(mixture, sample_rate, **rest)
registry.SEPARATORS["identity"] = lambda _setup: Dies()
t.run(Path(sys.argv[1]), Path(sys.argv[2]), t.options())
"""


def test_a_run_that_was_killed_is_taken_up(five: Five, source: Path, tmp_path: Path) -> None:
    reference = run(source, tmp_path / "whole", options())
    whole, five.calls = len(five.calls), []
    out = tmp_path / "out"
    root = str(Path(__file__).resolve().parents[2])
    environment = {**os.environ, "PYTHONPATH": root}
    done = subprocess.run([sys.executable, "-c", _KILLED, str(source), str(out)], env=environment, check=False)
    assert done.returncode == 9
    assert not (out / "separation.json").exists()

    result = run(source, out, options())

    assert len(five.calls) <= whole - 7, "nine segments were done; the last one or two of them are heard again"
    assert leftovers(out) == []
    for name in reference.facts.files:
        assert (out / name).read_bytes() == (tmp_path / "whole" / name).read_bytes()
    assert not result.was_cached


# spools


def a_form(num_samples: int = 100) -> SpoolForm:
    return SpoolForm((Stem.BASS, Stem.OTHER), RATE, 1, num_samples)


def block(value: float, length: int = 50) -> dict[Stem, Samples]:
    return {stem: np.full((1, length), value, np.float32) for stem in a_form().stems}


def left_by(spool: StemSpool, process: int) -> None:
    """As if another process had written it."""
    spool.close()
    next(spool.folder.glob("owner-*")).rename(spool.folder / f"owner-{process}")


def test_a_dead_processes_spool_is_taken_over_with_what_was_kept(tmp_path: Path) -> None:
    spool = open_spool(tmp_path, "key", a_form())
    spool.append(block(0.5))
    spool.keep()
    spool.append(block(0.7, 20))  # not kept: it may not have reached the disk
    left_by(spool, DEAD)
    again = open_spool(tmp_path, "key", a_form())
    assert (again.folder, again.position) == (spool.folder, 50)
    again.append(block(0.9))
    np.testing.assert_array_equal(
        again.stems("m")[Stem.BASS].samples[0, [0, 49, 50, 99]], np.float32([0.5, 0.5, 0.9, 0.9])
    )
    again.remove()
    assert list(tmp_path.iterdir()) == []


def test_a_living_processes_spool_is_left_alone(tmp_path: Path) -> None:
    spool = open_spool(tmp_path, "key", a_form())
    spool.append(block(0.5))
    spool.keep()
    left_by(spool, ALIVE)
    other = open_spool(tmp_path, "key", a_form())
    assert other.folder != spool.folder
    assert other.position == 0
    remove_old_spools(tmp_path)
    assert spool.folder.is_dir()


@pytest.mark.parametrize("harm", ["short", "missing", "manifest", "form"])
def test_a_damaged_spool_starts_again(tmp_path: Path, harm: str) -> None:
    spool = open_spool(tmp_path, "key", a_form())
    spool.append(block(0.5))
    spool.keep()
    left_by(spool, DEAD)
    form = a_form()
    if harm == "short":
        os.truncate(spool.folder / "bass.f32", 100)
    elif harm == "missing":
        (spool.folder / "other.f32").unlink()
    elif harm == "manifest":
        (spool.folder / "kept.json").write_bytes(b'{"format": 1')
    else:
        form = a_form(101)
    assert open_spool(tmp_path, "key", form).position == 0


def test_old_spools_go(tmp_path: Path) -> None:
    week = 7 * 24 * 3600
    for name, age, is_done in (("young", 0, False), ("old", week + 60, False), ("done", 0, True)):
        spool = open_spool(tmp_path, name, a_form())
        spool.append(block(0.5))
        spool.keep()
        if is_done:
            spool.finish()
        manifest = spool.folder / "kept.json"
        os.utime(manifest, (manifest.stat().st_atime, manifest.stat().st_mtime - age))
        left_by(spool, DEAD)
    (tmp_path / f"{SPOOL_PREFIX}being-removed").mkdir()
    remove_old_spools(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [f"{SPOOL_PREFIX}young"]
    remove_spools_of(DEAD + 1, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [f"{SPOOL_PREFIX}young"]
    remove_spools_of(DEAD, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_incomplete_stems_are_not_given_out(tmp_path: Path) -> None:
    spool = open_spool(tmp_path, "key", a_form())
    spool.append(block(0.5))
    with pytest.raises(ValueError, match="50 of 100"):
        spool.stems("m")
    spool.close()


def test_no_room_is_said_before_the_work(
    five: Five, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage._replace(free=20_000_000))  # song 4 MB, stems 38 MB
    with pytest.raises(UserError, match=r"lasts 1 minutes and needs about 0\.0 GB of disk"):
        run(source, tmp_path / "out", options())
    assert five.calls == []
    assert not (tmp_path / "out").exists()
