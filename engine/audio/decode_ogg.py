"""Ogg (Vorbis, Opus) to float32 chunks, through libsndfile, one recording of a chain after another.

libsndfile and not FFmpeg, because FFmpeg 8 drops the last 128 samples of a Vorbis file that fits on one page: short
loops would lose their end. libsndfile reads only the first recording of a chain, so each is given to it by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from engine.audio.conform import Conformer
from engine.audio.formats import Found
from engine.audio.ogg import Link, read_chain
from engine.audio.source import Source, Window
from engine.audio.stream import BLOCK_SAMPLES, RawStream, check_form
from engine.core.audio import Samples
from engine.core.errors import AudioReadError

_CODECS = ((b"\x01vorbis", "vorbis"), (b"OpusHead", "opus"))
_FIRST_PAGE_BYTES = 64


@contextmanager
def open_ogg(source: Source, found: Found) -> Iterator[RawStream]:
    """The samples of an Ogg file.

    Raises:
        AudioReadError: If it is damaged beyond use or holds no audio that is read here.
    """
    chain = read_chain(source, found.offset)
    notes = list(found.notes)
    if not chain.is_finished:
        notes.append("it is cut off: its last part is missing")
    with _open(source, chain.links[0]) as (file, window):
        check_form(source, file.samplerate, file.channels)
        yield RawStream(
            container=found.container,
            codec=_codec(source, chain.links[0]),
            sample_rate=file.samplerate,
            num_channels=file.channels,
            claimed_samples=file.frames if len(chain.links) == 1 and file.frames > 0 else None,
            speakers=None,
            window=window,
            chunks=_chunks(source, chain.links, file, window, notes),
            count=lambda: sum(c.shape[1] for c in _chunks(source, chain.links, file, window, [])),
            notes=notes,
        )


def _codec(source: Source, link: Link) -> str:
    head = source.bytes_at(link.start, min(link.length, _FIRST_PAGE_BYTES))
    for mark, codec in _CODECS:
        if mark in head:
            return codec
    raise source.refusal("its sound is compressed in a way that is not known here")


@contextmanager
def _open(source: Source, link: Link) -> Iterator[tuple[Any, Window]]:
    import soundfile

    _codec(source, link)  # no other codec of libsndfile is reachable through an Ogg file
    window = source.window(link.start, link.length)
    try:
        file = soundfile.SoundFile(window)
    except soundfile.SoundFileError as error:
        raise source.refusal(window.problem or "it is damaged, or only the beginning of a file") from error
    with file:
        yield file, window


def _chunks(source: Source, links: tuple[Link, ...], file: Any, window: Window, notes: list[str]) -> Iterator[Samples]:
    conformer = Conformer(file.samplerate, file.channels)
    yield from _read(file, window, notes)
    for link in links[1:]:
        try:
            with _open(source, link) as (later, later_window):
                check_form(source, later.samplerate, later.channels)
                for chunk in _read(later, later_window, notes):
                    window.progressed()
                    yield conformer.accept(chunk, later.samplerate)
        except AudioReadError as error:
            notes.append(f"a later part of it could not be read: {error.reason}")
    yield conformer.rest()
    if conformer.num_changes:
        notes.append("its sample rate or channels change on the way: it was brought to the form it starts with")


def _read(file: Any, window: Window, notes: list[str]) -> Iterator[Samples]:
    import soundfile

    while True:
        window.progressed()
        try:
            block = file.read(BLOCK_SAMPLES, dtype="float32", always_2d=True)
        except soundfile.SoundFileError:
            notes.append("it is damaged: nothing could be read after that place")
            return
        if len(block) == 0:
            if window.problem:
                notes.append(f"it could not be read to the end: {window.problem}")
            return
        yield np.ascontiguousarray(block.T)
