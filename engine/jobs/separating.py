"""Separation on disk: a song and its stems of any length in bounded memory, heard while they are made."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from engine.core.errors import JobCancelled, UserError
from engine.core.jobs import Report, no_report, part_of
from engine.core.stems import Stem
from engine.jobs.song import Separated, SeparationOptions, Song, separation_facts
from engine.jobs.stem_spool import GrowingStems, SpoolForm, StemSpool, open_spool, spool_key
from engine.whole_file import remove_temporaries, temporary_name

if TYPE_CHECKING:
    from engine.core.audio import Audio, Samples
    from engine.core.track import AudioInfo
    from engine.separation.base import Separator

_BYTES_PER_SAMPLE = 4
_FILE_BYTES = {"float32": 4, "pcm24": 3, "pcm16": 2}
_PREVIEW_SHARE = 0.05  # of the progress

Tell = Callable[[GrowingStems], None]
"""Takes how far the stems of a song have come."""


@contextmanager
def unpacked_song(
    source: Path,
    folder: Path,
    *,
    max_hours: float,
    check: Callable[[AudioInfo], None] = lambda _info: None,
    keep: bool = False,
    report: Report = no_report,
) -> Iterator[Song]:
    """A song whose samples lie in a temporary file below ``folder``, gone afterwards (and a folder that was not there).

    Args:
        source: The song.
        folder: Where there is room.
        max_hours: Longer recordings are refused.
        check: Refuses what cannot be done with a song like this, before it is read.
        keep: Leave the file if nothing is raised: somebody still hears it.
        report: Progress.

    Raises:
        AudioReadError: If it cannot be heard.
        UserError: If there is no room.
    """
    from engine.audio.files import probe, unpack
    from engine.audio.tags import read_tags

    info = probe(source, max_hours=max_hours)
    check(info)
    made = [place for place in (folder, *folder.parents) if not place.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / temporary_name(".f32")
    try:
        remove_temporaries(folder)
        _require_room(folder, info.duration, _BYTES_PER_SAMPLE * min(2, info.num_channels) * info.num_samples)
        unpacked = unpack(source, target, max_hours=max_hours, report=report)
        recording = unpacked.recording
        tags = read_tags(source)
        yield Song(source, recording.audio, recording.info, tags, unpacked.fingerprint, recording.notes, target)
    except BaseException:
        keep = False
        raise
    finally:
        with suppress(OSError):  # Windows keeps a file that is mapped; the next run in this folder finds it
            if not keep:
                target.unlink(missing_ok=True)
            for place in made:  # those that hold something stay
                place.rmdir()


def _require_room(folder: Path, duration: float, num_bytes: float) -> None:
    """Refuse a song whose stems would fill the disk, before the work is done.

    Raises:
        UserError: With what is needed and what is there.
    """
    import shutil

    free = shutil.disk_usage(folder).free
    if num_bytes > free:
        raise UserError(
            f"This recording lasts {duration / 60:.0f} minutes and needs about {num_bytes / 1e9:.1f} GB of disk "
            f"in {folder}; {free / 1e9:.1f} GB are free",
            "Free some space, or choose a folder on another disk.",
        )


def _bytes_of_stems(form: SpoolForm, subtype: str) -> int:
    """Room for growing stems and the files made of them."""
    per_sample = _BYTES_PER_SAMPLE + _FILE_BYTES.get(subtype, _BYTES_PER_SAMPLE)
    return len(form.stems) * form.num_channels * form.num_samples * per_sample


@contextmanager
def separated_on_disk(
    song: Song,
    options: SeparationOptions,
    folder: Path,
    *,
    models_folder: Path | None = None,
    tell: Tell | None = None,
    will_resume: Callable[[], bool] = lambda: False,
    report: Report = no_report,
) -> Iterator[Separated]:
    """The stems of ``separate_song``, bit for bit, from files in a spool below ``folder`` that is gone afterwards.

    A run that was killed is taken up where it was. Cancelling and errors leave nothing, unless the job goes on later.

    Args:
        song: What to separate.
        options: How.
        folder: Where there is room; it must exist.
        models_folder: Where weights lie.
        tell: Told how far the stems are. Then the spool stays when all went well: whoever listens says when it can go.
        will_resume: Whether a job that is cancelled will be taken up again.
        report: Progress of the separation.

    Raises:
        UnknownModel: If no separator has that id.
        ModelNotInstalled: If its weights are not on this machine.
        UserError: If the model does not run on the device asked for, or there is no room for the stems.
        OSError: If the disk does not take the stems.
    """
    from engine.separation.base import HearsLogDrum
    from engine.separation.registry import load_separator

    separator = load_separator(options.model, options.setup(models_folder))
    form = _form(song, options, separator)
    spool = open_spool(folder, _key(song, options, separator), form)
    try:
        _require_room(folder, song.audio.duration, _bytes_of_stems(form, options.subtype) - spool.num_bytes)
        work = _Work(song, options, separator, spool, tell)
        started, before = time.perf_counter(), work.begin()
        work.run(report)
        seconds = time.perf_counter() - started
        stems = spool.stems(separator.id)
        if isinstance(separator, HearsLogDrum) and not before:  # of a run that went on it has heard a part only
            stems = replace(stems, log_drum_probability=separator.log_drum_probability())
        share = 1.0 - before / max(1, song.audio.num_samples)
        facts = separation_facts(song, options, separator, stems, seconds, share=share)
        if before:
            facts = replace(facts, notes=(*facts.notes, f"went on at {before / stems.sample_rate:.1f} s after a stop"))
        yield Separated(stems, facts)
    except JobCancelled:
        if will_resume():
            with suppress(OSError):  # a disk that is full; what was kept before is still there
                spool.keep()
            spool.close()
        else:
            spool.remove()
        raise
    except BaseException:
        spool.remove()
        raise
    if tell is None:
        spool.remove()
    else:
        spool.finish()


def _key(song: Song, options: SeparationOptions, separator: Separator) -> str:
    from engine import __version__

    parameters = {name: value for name, value in options.parameters.items() if name != "subtype"}
    return spool_key(
        {
            "fingerprint": song.fingerprint,
            "model": separator.id,
            "revision": separator.revision,
            "parameters": parameters,
            "device": options.device,
            "engine": __version__,
        }
    )


def _form(song: Song, options: SeparationOptions, separator: Separator) -> SpoolForm:
    from engine.separation.overlap import stem_names

    names = stem_names(separator)
    if options.num_stems == 4:
        names = tuple(stem for stem in names if stem is not Stem.LOG_DRUM)
    return SpoolForm(names, song.audio.sample_rate, song.audio.num_channels, song.audio.num_samples)


@dataclass(frozen=True, slots=True)
class _Work:
    """One separation into a spool."""

    song: Song
    options: SeparationOptions
    separator: Separator
    spool: StemSpool
    tell: Tell | None

    def begin(self) -> int:
        """Say that the song can be heard; returns the samples that an earlier run has done."""
        from engine.separation.overlap import works_at_rate_of

        if not works_at_rate_of(self.song.audio, self.separator):
            self.spool.restart()
        self._tell()
        return self.spool.position

    def run(self, report: Report) -> None:
        from engine.separation.overlap import separate_blocks

        done = _PREVIEW_SHARE if self._preview(part_of(report, 0.0, _PREVIEW_SHARE)) else 0.0
        for block in separate_blocks(
            self.song.audio,
            self.separator,
            overlap=self.options.overlap,
            resampled=self._at_separators_rate(lambda: report(done)),
            start=self.spool.position,
            report=part_of(report, done, 1.0),
        ):
            self.spool.append(self._folded(block))
            self._tell()

    def _at_separators_rate(self, check: Callable[[], None]) -> Audio | None:
        """The song at the rate of a separator that has one of its own, from a file; None where nothing is to do."""
        from engine.audio.planar import PlanarWriter, map_planar
        from engine.audio.resample import resample_blocks, resampled_length
        from engine.core.audio import Audio
        from engine.separation.overlap import works_at_rate_of

        audio, rate = self.song.audio, self.separator.sample_rate
        if rate is None or works_at_rate_of(audio, self.separator):
            return None
        file = self.spool.folder / "resampled.f32"
        writer = PlanarWriter(file, audio.num_channels, resampled_length(audio, rate))
        try:
            for block in resample_blocks(audio, rate):
                writer.append(block)
                check()
        finally:
            writer.close()
        return Audio(map_planar(file, writer.num_channels, writer.num_samples), rate)

    def _preview(self, report: Report) -> bool:
        """The beginning in a hurry, for somebody who waits; whether there was a reason to."""
        from engine.separation.base import HearsLogDrum
        from engine.separation.preview import preview_blocks, preview_ends

        ends = preview_ends(self.song.audio, self.separator)
        if self.tell is None or not ends or self.spool.position >= ends[-1]:
            return False
        for block in preview_blocks(self.song.audio, self.separator, overlap=self.options.overlap, report=report):
            self.spool.append_preview(self._folded(block), ends[-1])
            self._tell()
        if isinstance(self.separator, HearsLogDrum):
            self.separator.log_drum_probability()  # what the preview has heard is heard again, and counts then
        return True

    def _folded(self, block: dict[Stem, Samples]) -> dict[Stem, Samples]:
        """Four stems if only four are wanted: as ``fold_log_drum`` does with whole stems."""
        import numpy as np

        if Stem.LOG_DRUM in block and Stem.LOG_DRUM not in self.spool.form.stems:
            block = {**block, Stem.BASS: np.add(block[Stem.BASS], block[Stem.LOG_DRUM])}
        return {stem: block[stem] for stem in self.spool.form.stems}

    def _tell(self) -> None:
        if self.tell is None:
            return
        self.tell(
            GrowingStems(
                source=str(self.song.path),
                title=self.song.title,
                folder=str(self.spool.folder),
                mixture=str(self.song.samples_file or ""),
                form=self.spool.form,
                preview_samples=self.spool.preview_samples,
                audible=self.spool.audible,
            )
        )
