"""The order of the steps that hear a recording: facts, beats, notes, harmony, form.

Roman numerals and theory are not made here: ``theory.summary.annotate`` adds them to the result.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from engine import __version__
from engine.analysis.beat_decoding import decode
from engine.analysis.beat_model import BeatModel
from engine.analysis.beats import track_beats
from engine.analysis.chords import estimate_chords
from engine.analysis.chroma import Saliences, harmonic_evidence, hear
from engine.analysis.drums import transcribe_drums
from engine.analysis.key import KeyResult, estimate_key
from engine.analysis.log_drum import LogDrumTranscript, transcribe_log_drum
from engine.analysis.metadata import describe
from engine.analysis.notes import transcribe_bass, transcribe_pitched, transcribe_vocals
from engine.analysis.rhythm_evidence import hear_rhythm
from engine.analysis.sections import Form, find_form
from engine.analysis.spectrum import is_silent, mono
from engine.analysis.swing import Swing, measure_swing
from engine.analysis.tempo import TempoPrior, prior_named
from engine.analysis.tempo_curve import felt_tempo, tempo_curve
from engine.analysis.voice_pitch import VoicePitch, voice_pitch
from engine.core.analysis import Analysis, ChordEvent, KeyEstimate
from engine.core.audio import Audio
from engine.core.events import NoteEvent
from engine.core.harmony import ChordSegment
from engine.core.jobs import Report, part_of
from engine.core.pitch_curve import PitchCurve
from engine.core.rhythm import BeatGrid, Meter
from engine.core.stems import GIVEN, Stem, Stems
from engine.core.track import AudioInfo, Tags

StageReport = Callable[[float, str], None]

MIN_SECONDS = 1.0
"""Shorter recordings get their facts and nothing else: no beat, key or chord can be told from less than a second."""


@dataclass(frozen=True, slots=True)
class AnalysisRun:
    """An analysis without theory, what each step cost in seconds, and the pitch of the voice where a stem holds it."""

    analysis: Analysis
    seconds: dict[str, float]
    vocal_pitch: PitchCurve | None = None


@dataclass(slots=True)
class _Steps:
    """Names the steps, passes their progress on, and times them."""

    report: StageReport
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def step(self, name: str, start: float, end: float) -> Iterator[Report]:
        self.report(start, name)
        began = time.perf_counter()
        yield lambda fraction: self.report(start + (end - start) * min(1.0, max(0.0, fraction)), name)
        self.seconds[name] = round(time.perf_counter() - began, 3)


def analyze(
    mixture: Audio,
    stems: Stems | None,
    *,
    fingerprint: str,
    tags: Tags,
    info: AudioInfo | None,
    report: StageReport,
    log_drum_attacks: NDArray[np.float64] | None = None,
    is_whole_song: bool = False,
    tempo_prior: str = "house",
    beat_model: BeatModel | None = None,
) -> AnalysisRun:
    """Everything heard in one recording. A step that cannot tell leaves None or nothing, never a guess.

    Args:
        mixture: The recording.
        stems: Its stems. Without them no notes are given: a whole mixture transcribed into one track would be no stem.
        fingerprint: Identity of the decoded samples.
        tags: What the file says about itself.
        info: What the file is.
        report: Called with the fraction done and the stage's name; may raise ``JobCancelled``.
        log_drum_attacks: Seconds at which the log-drum stem is struck, where somebody knows better than this room.
        is_whole_song: Whether those were heard in the whole song: then some may lie in the bass.
        tempo_prior: ``house`` or ``any``: into which octave a doubtful tempo falls.
        beat_model: A network that hears beats; None for our own tracker.

    Raises:
        UserError: If there is no such prior.
        ValueError: If a sample is no finite number; what is read from files is (``engine.audio.repair``).
    """
    for audio in (mixture, *(stems.audio.values() if stems else ())):
        if not np.all(np.isfinite(audio.samples)):
            raise ValueError("samples to analyse must be finite")
    steps = _Steps(report)
    with steps.step("facts", 0.0, 0.03):
        described = describe(mixture, fingerprint, tags=tags, info=info)
        facts, metadata = described.facts, described.metadata
    empty = Analysis(engine=f"aurax {__version__}", audio=facts, metadata=metadata)
    if mixture.duration < MIN_SECONDS or is_silent(mono(mixture)):
        report(1.0, "facts")
        return AnalysisRun(empty, steps.seconds)
    with steps.step("beats", 0.03, 0.20) as inner:
        grid = _beats(mixture, stems, prior_named(tempo_prior), beat_model, inner)
        swing = measure_swing(mixture, stems, grid) if grid else None
    with steps.step("pitches", 0.20, 0.62) as inner:
        saliences = hear(mixture, stems, report=inner)
    with steps.step("log drum", 0.62, 0.66):
        log_drum = transcribe_log_drum(
            stems[Stem.LOG_DRUM] if stems and Stem.LOG_DRUM in stems else None,
            mixture,
            grid,
            is_separated=stems is not None and stems.model != GIVEN,
            heard=stems.log_drum_probability if stems else None,
            attacks=log_drum_attacks,
            beside=stems[Stem.BASS] if is_whole_song and stems and Stem.BASS in stems else None,
        )
    with steps.step("voice", 0.66, 0.70) as inner:
        voice = voice_pitch(stems[Stem.VOCALS], report=inner) if stems and Stem.VOCALS in stems else None
    with steps.step("notes", 0.70, 0.84) as inner:
        notes = _notes(stems, saliences, log_drum, voice, inner)
    with steps.step("key", 0.84, 0.89) as inner:
        evidence = harmonic_evidence(mixture, stems, saliences=saliences, lines=_sure_lines(stems, notes))
        key = estimate_key(mixture, stems, grid=grid, evidence=evidence, report=inner)
    with steps.step("chords", 0.89, 0.95) as inner:
        chords = estimate_chords(mixture, stems, grid, key.key if key else None, evidence=evidence, report=inner)
    with steps.step("sections", 0.95, 0.99):
        form = find_form(mixture, stems, grid)
    report(1.0, "sections")
    metadata["tuning_cents"] = round(evidence.tuning_cents, 1) if evidence.is_tonal else None
    analysis = _analysis(empty, grid, swing, key, chords, form, notes, log_drum)
    return AnalysisRun(analysis, steps.seconds, voice.curve() if voice else None)


def _beats(
    mixture: Audio, stems: Stems | None, prior: TempoPrior, beat_model: BeatModel | None, report: Report
) -> BeatGrid | None:
    if beat_model is None:
        return track_beats(mixture, stems, prior=prior, report=report)
    heard = hear_rhythm(mixture, stems, report=part_of(report, 0.0, 0.3))
    return decode(beat_model.activations(mixture, report=part_of(report, 0.3, 1.0)), heard)


def _notes(
    stems: Stems | None,
    saliences: Saliences,
    log_drum: LogDrumTranscript,
    voice: VoicePitch | None,
    report: Report,
) -> dict[Stem, tuple[NoteEvent, ...] | None]:
    notes: dict[Stem, tuple[NoteEvent, ...] | None] = dict.fromkeys(Stem)
    if stems is None:
        return notes
    if Stem.DRUMS in stems:
        notes[Stem.DRUMS] = transcribe_drums(stems[Stem.DRUMS], report=lambda fraction: report(0.4 * fraction))
    if Stem.BASS in stems:
        notes[Stem.BASS] = transcribe_bass(stems[Stem.BASS], report=part_of(report, 0.4, 0.5))
    if Stem.VOCALS in stems and voice is not None:
        notes[Stem.VOCALS] = transcribe_vocals(stems[Stem.VOCALS], tuning_cents=saliences.tuning_cents, voice=voice)
        report(0.6)
    if Stem.OTHER in stems:
        notes[Stem.OTHER] = transcribe_pitched(
            stems[Stem.OTHER], salience=saliences.stems[Stem.OTHER], report=part_of(report, 0.6, 1.0)
        )
    if Stem.LOG_DRUM in stems:
        notes[Stem.LOG_DRUM] = log_drum.notes
    return notes


def _sure_lines(
    stems: Stems | None, notes: Mapping[Stem, tuple[NoteEvent, ...] | None]
) -> dict[Stem, tuple[NoteEvent, ...]]:
    """Notes of the low stems that tell the root of a chord.

    Of separated stems none: measured on 7 songs of the validation split, roots right 0.895 of the time with the notes
    of true stems and 0.886 without, but 0.769 with those of separated stems and 0.810 without.
    """
    if stems is None or stems.model != GIVEN:
        return {}
    return {stem: notes[stem] or () for stem in (Stem.BASS, Stem.LOG_DRUM)}


def _analysis(
    empty: Analysis,
    grid: BeatGrid | None,
    swing: Swing | None,
    key: KeyResult | None,
    chords: tuple[ChordSegment, ...],
    form: Form,
    notes: dict[Stem, tuple[NoteEvent, ...] | None],
    log_drum: LogDrumTranscript,
) -> Analysis:
    from dataclasses import replace

    return replace(
        empty,
        tempo_bpm=felt_tempo(grid) if grid else None,
        tempo_confidence=grid.confidence if grid else None,
        tempo_curve=tempo_curve(grid) if grid else None,
        meter=(grid.meter or Meter(grid.beats_per_bar, 4)) if grid else None,
        meter_confidence=grid.meter_confidence if grid else None,
        meter_changes=grid.meter_changes if grid else (),
        beats=grid.times if grid else (),
        downbeats=grid.downbeats if grid else (),
        downbeat_confidence=grid.downbeat_confidence if grid else None,
        swing=swing.ratio if swing and swing.unit == "sixteenth" else None,
        swing_eighths=swing.ratio if swing and swing.unit == "eighth" else None,
        swing_confidence=swing.confidence if swing else None,
        key=KeyEstimate(key.key.tonic_name, key.key.mode, key.confidence) if key else None,
        modulations=key.modulations if key else (),
        chords=tuple(ChordEvent(c.start, c.end, str(c.label), c.confidence) for c in chords),
        sections=form.sections,
        phrases=form.phrases,
        notes=notes,
        log_drum=log_drum.estimate,
    )
