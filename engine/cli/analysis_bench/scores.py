"""Scores of a song: what was heard against what is known, by mir_eval and its papers' conventions.

Every function takes a reference and an estimate and returns named figures; nothing where the reference is silent. A
task that gave no answer scores 0, never nothing.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from typing import Any

import numpy as np

from engine.cli.analysis_bench.annotations import DRUM_CLASSES, Annotations, Array, Hits, Notes, PitchLine, Spans

Figures = dict[str, float]

BEAT_WINDOW_S = 0.07
"""Davies, Degara & Plumbley, "Evaluation methods for musical audio beat tracking algorithms" (2009)."""
ONSET_WINDOW_S = 0.05
"""MIREX, and MDB Drums."""
SECTION_WINDOWS_S = (0.5, 3.0)
"""Turnbull et al. (ISMIR 2007)."""
TEMPO_TOLERANCE = 0.04
"""Gouyon et al., "An experimental comparison of audio tempo induction algorithms" (2006): accuracy 1 and 2."""
_OCTAVES = (1.0, 2.0, 0.5, 3.0, 1.0 / 3.0)
_TRIM_S = 5.0
_FEWEST_BEATS = 4
_UNISON_S = 0.03
"""One stem's notes that begin so near each other on one pitch are one note to anybody who only hears them."""
_EDGE_S = 0.05
_LABEL_STEP_S = 0.1
_A4_HZ = 440.0


def score(reference: Annotations, estimate: Annotations, *, duration: float) -> dict[str, Any]:
    """Every figure the reference allows.

    Args:
        reference: What is known.
        estimate: What was heard.
        duration: Of the song, seconds.
    """
    return {
        **_rhythm_figures(reference, estimate),
        **_form_figures(reference, estimate, duration),
        **_note_figures(reference, estimate),
        **_stroke_figures(reference, estimate),
    }


def _rhythm_figures(reference: Annotations, estimate: Annotations) -> Figures:
    figures: Figures = {}
    if reference.beats is not None:
        figures |= beat_scores(reference.beats, estimate.beats)
    if reference.downbeats is not None:
        figures["downbeat_f"] = f_measure(reference.downbeats, estimate.downbeats)
        figures["downbeat_f_after_5s"] = f_measure(*_trimmed(reference.downbeats, estimate.downbeats))
    tempo = _tempo(reference)
    if tempo is not None:
        figures |= tempo_scores(tempo, estimate.tempo_bpm)
    return figures


def _form_figures(reference: Annotations, estimate: Annotations, duration: float) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if reference.key is not None:
        found |= key_scores(reference.key, estimate.key)
    if reference.chords is not None:
        found |= chord_scores(reference.chords, estimate.chords)
    if reference.sections is not None:
        found |= section_scores(reference.sections, estimate.sections, duration)
    return found


def _stroke_figures(reference: Annotations, estimate: Annotations) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if reference.drums is not None:
        found["drums"] = drum_counts(reference.drums, estimate.drums)
        found["drum_f"] = counted_f(found["drums"])
    if reference.drum_kinds is not None and estimate.drum_kinds is not None:
        found["drum_kinds"] = drum_counts(reference.drum_kinds, estimate.drum_kinds)
    if reference.has_log_drum is not None:
        found |= log_drum_scores(reference, estimate)
    return found


def _tempo(reference: Annotations) -> float | None:
    """The tempo that is given, else that of the middle interval between beats."""
    if reference.tempo_bpm is not None or reference.beats is None or len(reference.beats) < _FEWEST_BEATS:
        return reference.tempo_bpm
    return float(60.0 / np.median(np.diff(reference.beats)))


def beat_scores(reference: Array, estimate: Array | None) -> Figures:
    """F within 70 ms over the whole song, the same after 5 s as mir_eval's ``evaluate`` trims, and continuity.

    Continuity is Hainsworth's CMLt and AMLt (2004), whole song.
    """
    heard = _array(estimate)
    figures = {"beat_f": f_measure(reference, heard)}
    figures["beat_f_after_5s"] = f_measure(*_trimmed(reference, heard))
    figures |= dict.fromkeys(("beat_cmlt", "beat_amlt"), 0.0)
    if min(len(reference), len(heard)) > 1:
        from mir_eval.beat import continuity

        _, figures["beat_cmlt"], _, figures["beat_amlt"] = map(float, continuity(reference, heard))
    return figures


def f_measure(reference: Array, estimate: Array | None, *, window_s: float = BEAT_WINDOW_S) -> float:
    """F-measure of events matched one to one within a window; 1 where neither has any."""
    heard = _array(estimate)
    if not len(reference) or not len(heard):
        return 1.0 if len(reference) == len(heard) else 0.0
    from mir_eval.onset import f_measure as onset_f  # the same matching as mir_eval.beat's

    return float(onset_f(reference, heard, window=window_s)[0])


def _trimmed(reference: Array, estimate: Array | None) -> tuple[Array, Array]:
    heard = _array(estimate)
    return reference[reference >= _TRIM_S], heard[heard >= _TRIM_S]


def tempo_scores(reference: float, estimate: float | None) -> Figures:
    """Accuracy 1 and 2 at 4 %, the error in BPM, and the error that is left once the octave is right."""
    if estimate is None or estimate <= 0.0:
        return {"tempo_accuracy_1": 0.0, "tempo_accuracy_2": 0.0}
    octave = min(_OCTAVES, key=lambda factor: abs(np.log(estimate / (reference * factor))))

    def is_right(factor: float) -> float:
        return float(abs(estimate - reference * factor) <= TEMPO_TOLERANCE * reference * factor)

    return {
        "tempo_accuracy_1": is_right(1.0),
        "tempo_accuracy_2": max(map(is_right, _OCTAVES)),
        "tempo_error_bpm": abs(estimate - reference),
        "tempo_error_octave_free_bpm": abs(estimate / octave - reference),
    }


def key_scores(reference: str, estimate: str | None) -> Figures:
    """MIREX's weights: 1 the key, .5 a fifth, .3 the relative, .2 the parallel."""
    if estimate is None:
        return {"key_weighted": 0.0, "key_exact": 0.0}
    from mir_eval.key import weighted_score

    weighted = float(weighted_score(reference, estimate))
    return {"key_weighted": weighted, "key_exact": float(weighted == 1.0)}


def chord_scores(reference: Spans, estimate: Spans | None) -> dict[str, Any]:
    """Weighted chord symbol recall of roots, major/minor triads and sevenths (Pauwels & Peeters, ICASSP 2013).

    ``chord_seconds`` says how much of the song each vocabulary can be asked about.
    """
    import mir_eval

    names = ("root", "majmin", "sevenths", "thirds", "tetrads", "mirex")
    heard = _spans(estimate, "N", reference)
    with warnings.catch_warnings():  # of gaps, which are filled with N
        warnings.simplefilter("ignore")
        filled, labels = mir_eval.util.adjust_intervals(
            heard.intervals, list(heard.labels), reference.intervals.min(), reference.intervals.max(), "N", "N"
        )
        edges, known, said = mir_eval.util.merge_labeled_intervals(
            reference.intervals, list(reference.labels), filled, labels
        )
    lengths = mir_eval.util.intervals_to_durations(edges)
    found: dict[str, Any] = {"chord_seconds": {}}
    for name in names:
        right = np.asarray(getattr(mir_eval.chord, name)(known, said), np.float64)
        asked = right >= 0.0
        found["chord_seconds"][name] = float(lengths[asked].sum())
        if found["chord_seconds"][name] > 0.0:
            found[f"chord_{name}"] = float(mir_eval.chord.weighted_accuracy(right, lengths))
    return found


def section_scores(reference: Spans, estimate: Spans | None, duration: float, *, has_ends: bool = False) -> Figures:
    """Boundary hit rate at 0.5 and 3 s without the song's ends, pairwise F, and the share of time rightly labelled.

    With ``has_ends`` the song's ends count as boundaries, as mir_eval's ``evaluate`` has it; anybody hits those.
    """
    import mir_eval

    known = _whole(reference, duration)
    heard = _whole(_spans(estimate, "silence", reference), duration)
    figures: Figures = {}
    with warnings.catch_warnings():  # a song of one section has no boundary inside
        warnings.simplefilter("ignore")
        for window in SECTION_WINDOWS_S:
            name = f"section_hr{window:g}".replace(".", "")
            scores = mir_eval.segment.detection(known.intervals, heard.intervals, window=window, trim=not has_ends)
            figures |= {f"{name}_{own}": float(value) for own, value in zip(("p", "r", "f"), scores, strict=True)}
        pairs = mir_eval.segment.pairwise(known.intervals, list(known.labels), heard.intervals, list(heard.labels))
    figures["section_pairwise_f"] = float(pairs[2])
    times = np.arange(_LABEL_STEP_S / 2.0, duration, _LABEL_STEP_S)
    figures["section_label_accuracy"] = float(np.mean(_labels_at(known, times) == _labels_at(heard, times)))
    return figures


def note_scores(reference: Notes, estimate: Notes | None) -> Figures:
    """F1 of onsets within 50 ms, and of those with the right pitch within half a semitone (MIREX; ends are free)."""
    heard = estimate if estimate is not None else Notes.of(())
    figures = {"onset_f1": f_measure(reference.onsets, heard.onsets, window_s=ONSET_WINDOW_S)}
    if not len(reference) or not len(heard):
        nothing = float(len(reference) == len(heard))
        return figures | {"pitch_f1": nothing, "pitch_precision": nothing, "pitch_recall": nothing}
    from mir_eval.transcription import precision_recall_f1_overlap

    precision, recall, f1, _ = precision_recall_f1_overlap(
        _intervals(reference), hz_of(reference.pitches), _intervals(heard), hz_of(heard.pitches), offset_ratio=None
    )
    return figures | {"pitch_f1": float(f1), "pitch_precision": float(precision), "pitch_recall": float(recall)}


def without_unisons(notes: Notes) -> Notes:
    """Notes of one pitch that begin together, as one."""
    kept: list[tuple[float, float, float]] = []
    last: dict[int, float] = {}
    for onset, offset, pitch in zip(notes.onsets, notes.offsets, notes.pitches, strict=True):
        key = round(float(pitch))
        if onset - last.get(key, -1.0) >= _UNISON_S:
            kept.append((float(onset), float(offset), float(pitch)))
            last[key] = float(onset)
    return Notes.of(kept)


def hz_of(pitches: Array) -> Array:
    """Frequencies of MIDI numbers at A4 = 440 Hz."""
    return np.asarray(_A4_HZ * 2.0 ** ((pitches - 69.0) / 12.0), np.float64)


def drum_counts(reference: Hits, estimate: Hits | None) -> dict[str, list[int]]:
    """By class: strokes matched within 50 ms, strokes there are, strokes heard."""
    from mir_eval.util import match_events

    heard = estimate if estimate is not None else Hits.of(())
    counts = {}
    for name in dict.fromkeys(
        (*(own for own in DRUM_CLASSES if own in reference.names), *reference.names, *heard.names)
    ):
        known, said = _apart(reference.of_class(name)), _apart(heard.of_class(name))
        matched = len(match_events(known, said, ONSET_WINDOW_S)) if len(known) and len(said) else 0
        counts[name] = [matched, len(known), len(said)]
    return counts


def counted_f(counts: Mapping[str, list[int]]) -> float:
    """F-measure over all classes together; 1 where there is nothing and nothing was heard."""
    matched, known, said = (sum(row[place] for row in counts.values()) for place in range(3))
    return 2.0 * matched / (known + said) if known + said else 1.0


def voice_scores(reference: PitchLine, estimate: PitchLine | None) -> Figures:
    """Overall accuracy, raw pitch accuracy, voicing recall and false alarm (Salamon et al., IEEE SPM 2014)."""
    from mir_eval.melody import evaluate

    if estimate is None or not len(estimate.times):
        estimate = PitchLine(reference.times, np.zeros_like(reference.hz))
    with warnings.catch_warnings():  # of a line without a voiced frame, which is scored like any other
        warnings.simplefilter("ignore")
        scores = evaluate(reference.times, reference.hz, estimate.times, estimate.hz)
    return {
        "voice_overall_accuracy": float(scores["Overall Accuracy"]),
        "voice_pitch_accuracy": float(scores["Raw Pitch Accuracy"]),
        "voice_voicing_recall": float(scores["Voicing Recall"]),
        "voice_false_alarm": float(scores["Voicing False Alarm"]),
    }


def log_drum_scores(reference: Annotations, estimate: Annotations) -> Figures:
    """Whether the verdict is right (no verdict is none), and F1 of the onsets where there is a log drum."""
    figures = {"presence_right": float(estimate.has_log_drum is reference.has_log_drum)}
    if reference.has_log_drum and reference.log_drum is not None and len(reference.log_drum):
        known, heard = _apart(reference.log_drum), _array(estimate.log_drum)
        figures["presence_onset_f1"] = f_measure(
            known[known >= _EDGE_S], heard[heard >= _EDGE_S], window_s=ONSET_WINDOW_S
        )
    return figures


def _note_figures(reference: Annotations, estimate: Annotations) -> Figures:
    """Of every annotated part, and of the voice's frequency; with several annotators the mean."""
    figures: Figures = voice_scores(reference.voice, estimate.voice) if reference.voice is not None else {}
    for part, tables in reference.notes.items():
        heard = estimate.notes.get(part, ())
        notes = heard[0] if heard else None
        if notes is not None:
            notes = _without_ringing(notes, reference.ringing.get(part, frozenset()))
        rows = [note_scores(without_unisons(table), notes) for table in tables]
        figures |= {f"{part}_{name}": float(np.mean([row[name] for row in rows])) for name in rows[0]}
    return figures


def _without_ringing(notes: Notes, ringing: frozenset[int]) -> Notes:
    keep = np.array(
        [
            onset >= _EDGE_S or round(float(pitch)) not in ringing
            for onset, pitch in zip(notes.onsets, notes.pitches, strict=True)
        ],
        bool,
    )
    return Notes(notes.onsets[keep], notes.offsets[keep], notes.pitches[keep])


def _apart(times: Array) -> Array:
    """Without strokes nearer than ``_UNISON_S`` to the last one kept."""
    kept: list[float] = []
    for time in np.sort(times):
        if not kept or time - kept[-1] >= _UNISON_S:
            kept.append(float(time))
    return np.array(kept, np.float64)


def _array(times: Array | None) -> Array:
    return np.zeros(0) if times is None else np.asarray(times, np.float64)


def _intervals(notes: Notes) -> Array:
    """With no note shorter than mir_eval takes."""
    return np.stack([notes.onsets, np.maximum(notes.offsets, notes.onsets + 1e-3)], axis=1)


def _spans(estimate: Spans | None, nothing: str, reference: Spans) -> Spans:
    if estimate is not None and len(estimate.labels):
        return estimate
    start, end = float(reference.intervals.min()), float(reference.intervals.max())
    return Spans.of([(start, end, nothing)])


def _whole(spans: Spans, duration: float) -> Spans:
    """From 0 to the song's end, without gaps."""
    from mir_eval.util import adjust_intervals

    intervals, labels = adjust_intervals(spans.intervals, list(spans.labels), 0.0, duration, "start", "end")
    return Spans(np.asarray(intervals, np.float64), tuple(labels))


def _labels_at(spans: Spans, times: Array) -> np.ndarray:
    places = np.clip(np.searchsorted(spans.intervals[:, 0], times, side="right") - 1, 0, len(spans.labels) - 1)
    return np.asarray(spans.labels, object)[places]
