"""The beginning of a song, separated in a hurry for somebody who waits: a few seconds that are there at once.

A whole segment takes a second or two, and a separator that hears the whole song first takes longer before it starts.
So the first seconds are separated as if they were all there is. They are a little worse, and they are replaced.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from engine.core.audio import Audio, Samples
from engine.core.jobs import Report, no_report, part_of
from engine.core.stems import Stem
from engine.separation.base import ListensFirst, PlansSegments, Separator
from engine.separation.overlap import separate

FIRST_SECONDS = 4.0
"""The first piece: half a second of work for a separator of eight times real time."""
SECOND_SECONDS = 12.0
"""End of the second piece, which bridges the time that a separator spends on hearing the whole song."""

_LONG_LISTENING = 0.05  # share of the work from which on hearing the song takes long
_OVERLAP_SECONDS = 0.5  # that the second piece hears of the first
_FADE_SECONDS = 0.05  # over which one gives way to the other: they resemble each other, a straight fade keeps the level
_WORTH_IT = 2.0  # a song shorter than so many previews is there nearly as soon without one


def preview_ends(mixture: Audio, separator: Separator) -> tuple[int, ...]:
    """Samples at which the pieces of a song's preview end; empty where it is not worth it."""
    share = getattr(separator, "listening_share", 1.0)
    listens_long = isinstance(separator, ListensFirst) and share > _LONG_LISTENING
    seconds = (FIRST_SECONDS, SECOND_SECONDS) if listens_long else (FIRST_SECONDS,)
    if mixture.duration < _WORTH_IT * seconds[-1] or _always_hears_as_much(separator, seconds[0], mixture.duration):
        return ()
    return tuple(round(end * mixture.sample_rate) for end in seconds)


def _always_hears_as_much(separator: Separator, few_seconds: float, all_seconds: float) -> bool:
    """Whether a few seconds are as much work as the first segment of a song: for networks of one fixed length."""
    if not isinstance(separator, PlansSegments) or separator.sample_rate is None:
        return False
    rate = separator.sample_rate
    few, whole = (separator.plan(round(seconds * rate), rate, 0.0) for seconds in (few_seconds, all_seconds))
    return few.segments[0].num_heard >= whole.segments[0].num_heard


def preview_blocks(
    mixture: Audio, separator: Separator, *, overlap: float = 0.25, report: Report = no_report
) -> Iterator[dict[Stem, Samples]]:
    """The stems of the song's first seconds in consecutive blocks; joined they end where ``preview_ends`` says.

    Args and errors are those of ``overlap.separate``.
    """
    rate = mixture.sample_rate
    ends = preview_ends(mixture, separator)
    shared, fade = round(_OVERLAP_SECONDS * rate), round(_FADE_SECONDS * rate)
    rising = (np.arange(fade, dtype=np.float32) + 0.5) / fade
    held: dict[Stem, Samples] = {}
    for number, end in enumerate(ends):
        part = Audio(mixture.samples[:, ends[number - 1] - shared if number else 0 : end], rate)
        watch = part_of(report, number / len(ends), (number + 1) / len(ends))
        heard = Audio(mixture.samples[:, : ends[-1]], rate)
        stems = separate(part, separator, overlap=overlap, heard=heard, report=watch)
        block = {}
        for stem in stems:
            new = stems[stem].samples
            if number:
                new = new[:, shared - fade :].copy()
                new[:, :fade] = new[:, :fade] * rising + held[stem] * (1.0 - rising)
            certain = new.shape[1] - (0 if number == len(ends) - 1 else fade)
            block[stem], held[stem] = new[:, :certain], new[:, certain:]
        yield block
