"""The figures of one method on one clip. docs/how-to/measure-a-separation.md says what each means."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.cli.separation_bench.methods import Kind, Method
from engine.cli.separation_bench.references import Clip
from engine.core.audio import Audio
from engine.core.jobs import Report, no_report
from engine.core.stems import Stem, Stems

if TYPE_CHECKING:
    from engine.core.rhythm import BeatGrid

SCHEMA = "aurax.separation_score/1"
ONSET_WINDOW_S = 0.05
EDGE_S = 0.05
"""What is struck so early is not judged: a note cut through by the clip's beginning has no onset there."""
EXACT_DB = 200.0
"""JSON has no infinity: what is exact to the last bit, or wholly silent, reads as this much."""


def score(clip: Clip, method: Method, grid: BeatGrid | None, *, report: Report = no_report) -> dict[str, Any]:
    """Separate a clip and judge the result.

    Args:
        clip: Mixture and truth.
        method: Who separates.
        grid: The mixture's beats, which presence is judged by; the same for every method.
        report: Told the fraction done.

    Raises:
        SeparatorFailed: If the method gives no audio.
    """
    started, processor = time.perf_counter(), time.process_time()
    stems = method.separate(clip, report)
    seconds, processor = time.perf_counter() - started, time.process_time() - processor
    found: dict[str, Any] = {"seconds_of_audio": clip.mixture.duration}
    if method.kind is Kind.MODEL:
        found["times_real_time"] = clip.mixture.duration / max(seconds, 1e-9)
        found["core_seconds_per_second"] = processor / clip.mixture.duration
    if method.kind is not Kind.TRUTH:
        found["residual_db"] = bounded(stems.residual_db(clip.mixture))
        found["stems"] = stem_scores(clip, stems)
    if Stem.LOG_DRUM in stems:
        found["log_drum"] = log_drum_scores(clip, stems, grid, is_separated=method.kind is not Kind.TRUTH)
    return found


def stem_scores(clip: Clip, stems: Stems) -> dict[str, dict[str, Any]]:
    """Figures of every stem that both sides have; ``is_folded`` where the bass was judged together with the log drum.

    Ratios are given where the true stem plays, leakage where it rests.
    """
    from engine.separation.measure import frame_sdr, is_silent, leakage_dbfs, sdr, si_sdr

    truths, estimates, is_folded = comparable(clip.stems, stems.audio)
    scores: dict[str, dict[str, Any]] = {}
    for stem, truth in truths.items():
        estimate = estimates[stem]
        leak = leakage_dbfs(truth, estimate)
        own: dict[str, Any] = {"is_silent": is_silent(truth)}
        if leak is not None:
            own["leakage_dbfs"] = bounded(leak)
        if not own["is_silent"]:
            frames = frame_sdr(truth, estimate)
            heard = frames[~np.isnan(frames)]
            own["usdr_db"] = bounded(sdr(truth, estimate))
            own["usdr_improvement_db"] = bounded(own["usdr_db"] - sdr(truth, clip.mixture))
            own["si_sdr_db"] = bounded(si_sdr(truth, estimate))
            if len(heard):
                own["csdr_db"] = bounded(float(np.median(heard)))
        if is_folded and stem is Stem.BASS:
            own["is_folded"] = True
        scores[stem.value] = own
    return scores


def comparable(
    truths: Mapping[Stem, Audio], estimates: Mapping[Stem, Audio]
) -> tuple[dict[Stem, Audio], dict[Stem, Audio], bool]:
    """Truth and estimate with the same stems; True where the log drum counts as bass because one side has none."""
    is_folded = (Stem.LOG_DRUM in truths) != (Stem.LOG_DRUM in estimates)
    left, right = (_folded(own) if is_folded else dict(own) for own in (truths, estimates))
    both = [stem for stem in Stem if stem in left and stem in right]
    return {stem: left[stem] for stem in both}, {stem: right[stem] for stem in both}, is_folded


def _folded(stems: Mapping[Stem, Audio]) -> dict[Stem, Audio]:
    """Four stems: the log drum is part of the bass. A log drum whose bass is unknown is left out with it."""
    folded: dict[Stem, Audio] = {stem: audio for stem, audio in stems.items() if stem is not Stem.LOG_DRUM}
    if Stem.LOG_DRUM in stems and Stem.BASS in stems:
        samples = stems[Stem.BASS].samples + stems[Stem.LOG_DRUM].samples
        folded[Stem.BASS] = Audio(samples, stems[Stem.BASS].sample_rate)
    return folded


def log_drum_scores(clip: Clip, stems: Stems, grid: BeatGrid | None, *, is_separated: bool) -> dict[str, Any]:
    """What the product's own analysis hears in a log-drum stem, against the truth.

    ``onset_*`` judge every note of the stem's transcription; ``shown_onset_*`` those the product shows, which are none
    where it hears no log drum.
    """
    from engine.analysis.log_drum import stem_notes, transcribe_log_drum
    from engine.separation.instrument.attacks import find_attacks
    from engine.separation.measure import rms_dbfs

    stem, truth = stems[Stem.LOG_DRUM], clip.log_drum
    attacks = find_attacks(stem).times
    transcript = transcribe_log_drum(
        stem, clip.mixture, grid, is_separated=is_separated, heard=stems.log_drum_probability, attacks=attacks
    )
    scores: dict[str, Any] = {
        "kind": truth.kind,
        "is_present": truth.is_present,
        "heard": transcript.estimate.present,
        "probability": transcript.estimate.probability,
        "level_dbfs": bounded(rms_dbfs(stem)),
    }
    onsets = truth.onsets
    if onsets is None and Stem.LOG_DRUM in clip.stems:
        true_stem = clip.stems[Stem.LOG_DRUM]
        onsets = tuple(note.onset for note in stem_notes(true_stem, find_attacks(true_stem).times))
        scores["onsets_from"] = "transcription of the true stem"
    if truth.is_present and onsets:
        notes = transcript.notes or stem_notes(stem, attacks)
        for prefix, heard in (("", notes), ("shown_", transcript.notes)):
            scores |= onset_scores(onsets, tuple(note.onset for note in heard), prefix)
    return scores


def onset_scores(reference: tuple[float, ...], estimate: tuple[float, ...], prefix: str = "") -> dict[str, float]:
    """F1, precision and recall of onsets matched one to one within 50 ms (``mir_eval.onset``, MIREX).

    Nothing where no onset is left to be found.
    """
    reference, estimate = (tuple(time for time in own if time >= EDGE_S) for own in (reference, estimate))
    if not reference:
        return {}
    if not estimate:  # mir_eval warns and says the same
        return {f"{prefix}onset_f1": 0.0, f"{prefix}onset_precision": 0.0, f"{prefix}onset_recall": 0.0}
    from mir_eval.onset import f_measure

    f1, precision, recall = f_measure(np.sort(reference), np.sort(estimate), window=ONSET_WINDOW_S)
    return {
        f"{prefix}onset_f1": float(f1),
        f"{prefix}onset_precision": float(precision),
        f"{prefix}onset_recall": float(recall),
    }


def bounded(value: float) -> float:
    """A figure JSON can hold."""
    return max(-EXACT_DB, min(EXACT_DB, value))
