"""The demo piece is heard before a worker process is up: what a job would say first, read in a thread of the window."""

from __future__ import annotations

from pathlib import Path

from engine.core.stems import Stem
from engine.jobs.stem_spool import GrowingStems, SpoolForm
from engine.whole_file import remove_temporaries, temporary_name


def heard_at_once(piece: Path, folder: Path) -> GrowingStems:
    """The piece as a song whose stems are still to be made; the job's own news take its place.

    Args:
        piece: The sound file.
        folder: Where its samples go; what dead processes left there is removed.

    Raises:
        AudioReadError: If it cannot be heard.
        OSError: If there is no room.
    """
    from engine.audio.files import unpack
    from engine.audio.tags import read_tags

    folder.mkdir(parents=True, exist_ok=True)
    remove_temporaries(folder)
    samples = folder / temporary_name(".f32")
    audio = unpack(piece, samples, max_hours=1.0).recording.audio
    form = SpoolForm(tuple(Stem), audio.sample_rate, audio.num_channels, audio.num_samples)
    return GrowingStems(str(piece), read_tags(piece).title or piece.stem, "", str(samples), form)
