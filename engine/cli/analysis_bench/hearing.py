"""Who hears a song: the product's analysis with true, separated or no stems, and librosa where it has the task.

Each listener turns a song into ``Annotations``, the form of the truth.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from engine.cli.analysis_bench.annotations import (
    Annotations,
    Array,
    Hits,
    Notes,
    PitchLine,
    Spans,
    drum_class,
    drum_kind,
)
from engine.cli.analysis_bench.songs import Loaded
from engine.core.analysis import Analysis
from engine.core.audio import Audio
from engine.core.stems import Stem, Stems

if TYPE_CHECKING:
    from engine.jobs.song_analysis import Analysed
    from engine.separation.base import Separator

TRUE_STEMS, SEPARATED, LIBROSA = "aurax", "aurax, separated", "librosa"
LIBROSA_RATE_HZ = 22_050
_VOICE_RANGE_HZ = (65.4, 1_046.5)  # C2 to C6
_SOURCES = ("engine/core", "engine/analysis", "engine/theory", "engine/separation/instrument", "resources/weights")


def is_librosas(figure: str) -> bool:
    """Whether librosa answers: beats and tempo, the frequency of a voice, onsets of a stem; nothing else."""
    is_onset = figure.endswith("_onset_f1") and not figure.startswith("presence_")
    return is_onset or figure.startswith(("beat_", "tempo_", "voice_"))


@dataclass(frozen=True, slots=True, eq=False)
class Heard:
    """An answer, and what it cost.

    Args:
        answer: In the form of the truth.
        seconds: Wall time by step.
        cpu_seconds: Processor time of the whole.
    """

    answer: Annotations
    seconds: dict[str, float] = field(default_factory=dict)
    cpu_seconds: float = 0.0

    @property
    def wall_seconds(self) -> float:
        return sum(self.seconds.values())


@dataclass(frozen=True, slots=True)
class Listener:
    """Somebody who hears songs; the revision is part of the key under which figures are kept."""

    name: str
    revision: str
    hear: Callable[[Loaded], Heard]


def ours() -> Listener:
    """The product's analysis of true stems where there are any, else of the mixture alone."""
    return Listener(TRUE_STEMS, analysis_revision(), lambda song: _hear(song, song.stems))


def ours_separated(separator: Separator, overlap: float) -> Listener:
    """The same on stems of a separator, with the time that takes."""

    def hear(song: Loaded) -> Heard:
        from engine.separation.overlap import separate

        started, cpu = time.perf_counter(), time.process_time()
        stems = separate(song.mixture, separator, overlap=overlap)
        spent, cpu = time.perf_counter() - started, time.process_time() - cpu
        heard = _hear(song, stems)
        return Heard(heard.answer, {"separation": round(spent, 3), **heard.seconds}, cpu + heard.cpu_seconds)

    revision = f"{analysis_revision()} {separator.id} {separator.revision} overlap {overlap:g}"
    return Listener(SEPARATED, revision, hear)


def librosa_peer() -> Listener:
    """The peer, with its defaults."""
    from importlib.metadata import version

    return Listener(LIBROSA, version("librosa"), _librosa)


def analysis_revision() -> str:
    """Changes with the analysis's code and weights: figures of other code are never taken for today's."""
    root = Path(__file__).resolve().parents[3]
    digest = hashlib.sha256()
    for source in _SOURCES:
        for file in sorted((root / source).rglob("*")):
            if file.suffix in (".py", ".safetensors", ".onnx", ".toml", ".json"):
                digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()[:12]


def analysis_of(mixture: Audio, stems: Stems | None) -> Analysed:
    """What ``aurax analyze`` would say, with the seconds of each step."""
    from engine.core.track import AudioInfo, Tags
    from engine.jobs.song import Song
    from engine.jobs.song_analysis import Analysed, analyse_song

    info = AudioInfo("", "", mixture.sample_rate, mixture.num_channels, mixture.num_samples, 0)
    song = Song(Path(), mixture, info, Tags(), "", ())
    started = time.perf_counter()
    analysed = analyse_song(song, stems, report=lambda _fraction, _stage: None)
    spent = time.perf_counter() - started
    seconds = dict(analysed.seconds)
    seconds["rest"] = round(max(0.0, spent - sum(seconds.values())), 3)
    return Analysed(analysed.analysis, seconds, analysed.vocal_pitch)


def _hear(song: Loaded, stems: Stems | None) -> Heard:
    cpu = time.process_time()
    analysed = analysis_of(song.mixture, stems)
    cpu = time.process_time() - cpu
    curve = analysed.vocal_pitch
    voice = PitchLine(curve.times, curve.hz.astype(np.float64)) if curve is not None else None
    return Heard(answer_of(analysed.analysis, voice), dict(analysed.seconds), cpu)


def answer_of(analysis: Analysis, voice: PitchLine | None = None) -> Annotations:
    """An analysis in the form that is scored."""
    notes = {stem: rows for stem, rows in analysis.notes.items() if rows is not None}
    drums = notes.pop(Stem.DRUMS, None)
    log_drum = analysis.log_drum
    return Annotations(
        beats=np.array(analysis.beats, np.float64),
        downbeats=np.array(analysis.downbeats, np.float64),
        tempo_bpm=analysis.tempo_bpm,
        key=f"{analysis.key.tonic} {analysis.key.mode}" if analysis.key else None,
        chords=Spans.of((c.start, c.end, c.label) for c in analysis.chords),
        sections=Spans.of((s.start, s.end, s.label) for s in analysis.sections),
        notes={stem.value: (Notes.of((n.onset, n.offset, n.pitch) for n in rows),) for stem, rows in notes.items()},
        drums=None if drums is None else Hits.of((n.onset, drum_class(n.pitch)) for n in drums),
        drum_kinds=None if drums is None else Hits.of((n.onset, drum_kind(n.pitch)) for n in drums),
        voice=voice,
        log_drum=None if log_drum is None else np.array(log_drum.onsets, np.float64),
        has_log_drum=None if log_drum is None else log_drum.present,
    )


def _librosa(song: Loaded) -> Heard:
    from librosa.beat import beat_track
    from librosa.onset import onset_detect

    answer = Annotations()
    seconds: dict[str, float] = {}
    started, cpu = time.perf_counter(), time.process_time()
    tempo, beats = beat_track(y=_mono(song.mixture), sr=LIBROSA_RATE_HZ, units="time")
    seconds["beats"] = time.perf_counter() - started
    notes: dict[str, tuple[Notes, ...]] = {}
    if song.stems is not None:
        started = time.perf_counter()
        for part in song.reference.notes:
            if part in {stem.value for stem in song.stems}:
                times = onset_detect(y=_mono(song.stems[Stem(part)]), sr=LIBROSA_RATE_HZ, units="time")
                notes[part] = (_onsets_only(np.asarray(times, np.float64)),)
        seconds["onsets"] = time.perf_counter() - started
    voice = None
    if song.reference.voice is not None and song.stems is not None and Stem.VOCALS in song.stems:
        started = time.perf_counter()
        voice = _pyin(song.stems[Stem.VOCALS])
        seconds["voice"] = time.perf_counter() - started
    answer = Annotations(
        beats=np.asarray(beats, np.float64), tempo_bpm=float(np.atleast_1d(tempo)[0]), notes=notes, voice=voice
    )
    return Heard(answer, {name: round(own, 3) for name, own in seconds.items()}, time.process_time() - cpu)


def _onsets_only(times: Array) -> Notes:
    """Onsets without a pitch."""
    return Notes(times, times + 0.05, np.zeros_like(times))


def _pyin(voice: Audio) -> PitchLine:
    """Mauch & Dixon (ICASSP 2014) in librosa's implementation."""
    from librosa import pyin, times_like

    low, high = _VOICE_RANGE_HZ
    hz, voiced, _ = pyin(_mono(voice), sr=LIBROSA_RATE_HZ, fmin=low, fmax=high)
    times = times_like(hz, sr=LIBROSA_RATE_HZ)
    return PitchLine(np.asarray(times, np.float64), np.where(voiced, np.nan_to_num(hz), 0.0))


def _mono(audio: Audio) -> np.ndarray:
    from engine.audio.resample import resample

    mono: np.ndarray = resample(audio, LIBROSA_RATE_HZ).samples.mean(axis=0)
    return mono
