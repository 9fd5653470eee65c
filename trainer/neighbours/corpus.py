"""Labelled pieces as the product hears them: rendered, separated, analysed; an interrupted run goes on where it was.

``<out>/<split>-<style>-<index>/{heard.json, truth.json, sound.npz, piece.json}``: the analysis of the separated stems,
the analysis a perfect listener would write, and both sets of stems in one channel at the rate descriptors use.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path
from typing import Any

import numpy as np

from engine.core.analysis import Analysis, AudioFacts, ChordEvent, KeyEstimate, LogDrumEstimate
from engine.core.audio import Audio
from engine.core.codec import decode_json, encode_json
from engine.core.events import NoteEvent, Section
from engine.core.rhythm import Meter
from engine.core.stems import Stem, Stems
from engine.culture.song import HEARD_RATE, CultureSong
from engine.culture.style import FAMILY, NEIGHBOURS
from engine.whole_file import remove_temporaries, whole_folder
from trainer.neighbours.pieces import draw_piece, item_of
from trainer.synth_corpus.split import Split

_ROUND = (Split.TRAIN, Split.TEST, Split.TRAIN, Split.VALIDATION, Split.TRAIN, Split.TEST)
"""Splits in the order in which pieces are made: whatever is there when it is stopped has some of each."""
_EVERY_ROUND = ("classic", "private_school", "three_step")
_FULL_SCALE = 32_767.0


@dataclass(frozen=True, slots=True, eq=False)
class HeardPiece:
    """A piece of the corpus: its label, and the song as it was heard and as it is."""

    split: Split
    style: str
    is_pasted: bool
    heard: CultureSong
    truth: CultureSong


def numbers(pieces: int, only: Split | None = None) -> Iterator[tuple[Split, str, int]]:
    """Split, style and index of pieces, in the order in which they are made: ``pieces`` of each style told apart.

    Two other styles of the family come with each round, and take turns.

    Args:
        pieces: Rounds.
        only: The split they are of; all of them in turn where None.
    """
    others = [style for style in FAMILY if style not in _EVERY_ROUND]
    rounds = (index for index in count() if only is None or _ROUND[index % len(_ROUND)] is only)
    for index in islice(rounds, pieces):
        turn = [others[(2 * index + place) % len(others)] for place in (0, 1)]
        for style in (*_EVERY_ROUND, *NEIGHBOURS, *turn):
            yield _ROUND[index % len(_ROUND)], style, index


def write_corpus(
    out: Path,
    order: Iterable[tuple[Split, str, int]],
    *,
    seconds: float = 40.0,
    on_piece: Callable[[Path], None] = lambda _folder: None,
) -> int:
    """Write what is missing; returns how many were made.

    Args:
        out: Folder, made where missing.
        order: Of ``numbers``.
        seconds: Length of a piece.
        on_piece: Called with each folder that was made; an exception it raises stops the work.
    """
    out.mkdir(parents=True, exist_ok=True)
    remove_temporaries(out)
    made = 0
    for split, style, index in order:
        folder = out / f"{split.value}-{style}-{index:04d}"
        if folder.is_dir():
            continue
        _write_piece(folder, split, style, index, seconds)
        made += 1
        on_piece(folder)
    return made


def _write_piece(folder: Path, split: Split, style: str, index: int, seconds: float) -> None:
    from engine.audio.encode import write
    from engine.exchange.analysis_json import write_analysis
    from engine.jobs.song import SeparationOptions, load_song, separate_song
    from engine.jobs.song_analysis import analyse_song
    from trainer.synth_corpus.render_item import render_item

    piece = draw_piece(split, style, index, seconds=seconds)
    item = render_item(item_of(piece))
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / "mixture.wav"
        write(file, item.mixture, subtype="pcm16")
        song = load_song(file, max_hours=1.0)
        separated = separate_song(song, SeparationOptions())
        heard = analyse_song(song, separated.stems, report=lambda _share, _stage: None).analysis
    about = {"split": split.value, "style": style, "index": index, "is_pasted": piece.is_pasted}
    sound = {f"heard.{stem.value}": _kept(separated.stems, stem) for stem in separated.stems}
    sound |= {f"truth.{stem.value}": _kept(item.stems, stem) for stem in item.stems}
    with whole_folder(folder) as inside:
        write_analysis(inside / "heard.json", heard)
        write_analysis(inside / "truth.json", analysis_of_truth(item.truth, heard.audio))
        np.savez(inside / "sound.npz", **sound)  # type: ignore[arg-type]
        (inside / "piece.json").write_bytes(encode_json(about, indent=1) + b"\n")


def read_piece(folder: Path) -> HeardPiece:
    """A piece that was written."""
    from engine.exchange.analysis_json import read_analysis

    about = decode_json((folder / "piece.json").read_bytes(), dict)
    with np.load(folder / "sound.npz") as sound:
        songs = {
            name: CultureSong(read_analysis(folder / f"{name}.json"), _stems(sound, name))
            for name in ("heard", "truth")
        }
    return HeardPiece(Split(about["split"]), about["style"], about["is_pasted"], songs["heard"], songs["truth"])


def analysis_of_truth(truth: dict[str, Any], audio: AudioFacts) -> Analysis:
    """The analysis a perfect listener would write of an item of the corpus."""
    notes: dict[Stem, tuple[NoteEvent, ...] | None] = {
        stem: tuple(
            NoteEvent(own["onset"], max(own["offset"], own["onset"] + 0.01), own["pitch"], own["velocity"])
            for own in truth["notes"][stem.value]
            if own["role"] != "fx"
        )
        for stem in Stem
    }
    onsets = tuple(truth["log_drum"]["onsets"])
    return Analysis(
        engine=truth["engine"],
        audio=audio,
        tempo_bpm=truth["tempo_bpm"],
        tempo_confidence=1.0,
        meter=Meter(4, 4),
        beats=tuple(truth["beats"]),
        downbeats=tuple(truth["downbeats"]),
        swing=truth["swing"],
        key=KeyEstimate(truth["key"]["tonic"], truth["key"]["mode"], 1.0),
        chords=tuple(
            ChordEvent(own["start"], own["end"], own["label"], 1.0, roman=own["roman"]) for own in truth["chords"]
        ),
        sections=tuple(Section(own["start"], own["end"], own["label"]) for own in truth["sections"]),
        notes=notes,
        log_drum=LogDrumEstimate(bool(onsets), 1.0 if onsets else 0.0, onsets),
    )


def _kept(stems: Stems, stem: Stem) -> np.ndarray[Any, np.dtype[np.int16]]:
    song = CultureSong(_EMPTY, stems)
    samples = song.samples(stem)
    assert samples is not None
    return np.asarray(np.clip(np.round(samples * _FULL_SCALE), -32_768, 32_767), np.int16)


_EMPTY = Analysis(engine="", audio=AudioFacts(0.0, HEARD_RATE, 1, "", None, None))


def _stems(sound: Any, name: str) -> Stems:
    audio = {
        stem: Audio(sound[f"{name}.{stem.value}"].astype(np.float32)[None] / np.float32(_FULL_SCALE), HEARD_RATE)
        for stem in Stem
        if f"{name}.{stem.value}" in sound
    }
    return Stems(audio, name)
