"""One song of a data set, from file to segments, as a function that a worker is given.

Decode, take or make the stems, bring both to the data set's rate and level, cut on bar lines, say what is in each
segment. The song's folders appear whole, the one with ``song.json`` last: a song is done when that is there.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.core.codec import encode_json, to_builtins
from engine.core.errors import UserError
from engine.core.jobs import Report, part_of
from engine.core.stems import Stem
from trainer.dataset.captions import caption, keywords
from trainer.dataset.events import heard_in, levels_db, said_of, segment_events
from trainer.dataset.plan import DatasetOptions, PlannedSong
from trainer.dataset.segments import Cut, Segment, cut

if TYPE_CHECKING:
    from engine.core.analysis import Analysis
    from engine.core.audio import Audio
    from engine.core.score import CultureScore, MarkerScore
    from engine.core.stems import Stems
    from engine.jobs.song import Song

SONG_FILE = "song.json"
_READ, _SEPARATED, _SCORED = 0.05, 0.7, 0.85  # shares of the progress
_COPIES_IN_MEMORY = 16.0  # mix and five stems, at two rates for a moment
_FULL_SCALE = 1.0 - 2.0**-15


@dataclass(frozen=True, slots=True)
class SongToPrepare:
    """All that a worker needs.

    Args:
        song: What was decided.
        path: Where it can be read.
        analysis: What was heard in it.
        score: What it was scored, if it was.
        stems_in: A folder of the library with its stems; empty where there is none.
        options: Of the data set.
        folder: Of the data set that is being made.
        scratch: Where there is room for temporary files; empty for the worker's machine to choose.
        models: Where weights lie.
        home: The studio's folder, for profiles of the user's.
        max_hours: Longer recordings are refused.
    """

    song: PlannedSong
    path: str
    analysis: Analysis
    score: CultureScore | None
    stems_in: str
    options: DatasetOptions
    folder: str
    scratch: str
    models: str
    home: str
    max_hours: float


@dataclass(frozen=True, slots=True)
class PreparedSong:
    """What became of it: how many segments, and what it took."""

    name: str
    num_segments: int
    seconds: float


def is_prepared(folder: Path, song: PlannedSong) -> bool:
    """Whether a song's files are there: this one comes last."""
    return (folder / "songs" / song.name / SONG_FILE).is_file()


def prepare(task: SongToPrepare, report: Report) -> PreparedSong:
    """Make a song's files.

    Raises:
        AudioReadError: If it cannot be heard.
        UserError: If it is no longer the recording that was planned, or there is no room.
    """
    import tempfile
    import time

    from engine.jobs.separating import unpacked_song
    from engine.jobs.song import require_memory

    started = time.perf_counter()
    task = replace(task, scratch=task.scratch or str(Path(tempfile.gettempdir()) / "aurax-datasets"))
    with unpacked_song(
        Path(task.path),
        Path(task.scratch),
        max_hours=task.max_hours,
        check=lambda info: require_memory(info.duration, info.sample_rate, copies=_COPIES_IN_MEMORY),
        report=part_of(report, 0.0, _READ),
    ) as song:
        if song.fingerprint != task.song.fingerprint:
            raise UserError(
                f"{task.path} is no longer the recording that was planned",
                "Have the library look again with: aurax library rescan",
            )
        num_segments = _with_stems(task, song, report)
    report(1.0)
    return PreparedSong(task.song.name, num_segments, round(time.perf_counter() - started, 3))


def _with_stems(task: SongToPrepare, song: Song, report: Report) -> int:
    from engine.jobs.known_score import read_stems
    from engine.jobs.separating import separated_on_disk
    from engine.jobs.song import SeparationOptions

    options = task.options
    if options.stems == 0:
        return _make(task, song, None, report)
    stems = read_stems(Path(task.stems_in), task.analysis) if task.stems_in else None
    if stems is not None:
        return _make(task, song, stems, report)
    how = SeparationOptions(model=options.model, device=options.device)
    with separated_on_disk(
        song,
        how,
        Path(task.scratch),
        models_folder=Path(task.models),
        report=part_of(report, _READ, _SEPARATED),
    ) as separated:
        return _make(task, song, separated.stems, report)


def _make(task: SongToPrepare, song: Song, stems: Stems | None, report: Report) -> int:
    score = task.score if task.score is not None or not task.options.scores else _score(task, stems)
    report(_SCORED)
    mix, gain_db = levelled(brought(song.audio, task.options), task.options.peak_dbfs)
    own = _stems_of(task, stems)
    parts, stems_gain_db = stems_levelled(own, gain_db)
    done = cut(mix, task.analysis.downbeats, seconds=task.options.seconds)
    facts = _Facts(task, done, gain_db, stems_gain_db, stems.model if stems is not None else "", score)
    _write(facts, mix, parts)
    return len(done.segments)


def _score(task: SongToPrepare, stems: Stems | None) -> CultureScore | None:
    """The markers, where stems are at hand: without them most could not be told."""
    from engine.culture.profile import profile_of
    from engine.jobs.score_song import judged

    if stems is None:
        return None
    profile = profile_of(task.options.profile, Path(task.home))
    return judged(task.analysis, stems, profile=profile)


def brought(audio: Audio, options: DatasetOptions) -> Audio:
    """At the data set's rate and with its number of channels."""
    from engine.audio.resample import resample
    from engine.audio.transform import to_mono, to_stereo

    same = audio
    if audio.num_channels != options.channels:
        same = to_mono(audio) if options.channels == 1 else to_stereo(audio)
    return resample(same, options.sample_rate)


def levelled(audio: Audio, peak_dbfs: float) -> tuple[Audio, float]:
    """With its highest sample at ``peak_dbfs``, and the gain in dB that took; silence stays silent at 0 dB."""
    import numpy as np

    from engine.core.audio import Audio as Made

    peak = float(np.abs(audio.samples).max(initial=0.0))
    if peak == 0.0:
        return audio, 0.0
    gain = 10.0 ** (peak_dbfs / 20.0) / peak
    return Made(audio.samples * np.float32(gain), audio.sample_rate), 20.0 * float(np.log10(gain))


def _stems_of(task: SongToPrepare, stems: Stems | None) -> dict[Stem, Audio]:
    from engine.jobs.song import fold_log_drum

    if stems is None:
        return {}
    chosen = fold_log_drum(stems) if task.options.stems == 4 else stems
    return {stem: brought(chosen[stem], task.options) for stem in chosen}


def stems_levelled(stems: dict[Stem, Audio], gain_db: float) -> tuple[dict[Stem, Audio], float]:
    """The stems with the mix's gain, all of them lower by what is returned (dB, at most 0) where one would clip."""
    import numpy as np

    from engine.core.audio import Audio as Made

    gain = 10.0 ** (gain_db / 20.0)
    peak = max((gain * float(np.abs(audio.samples).max(initial=0.0)) for audio in stems.values()), default=0.0)
    extra = min(1.0, _FULL_SCALE / peak) if peak > 0.0 else 1.0
    factor = np.float32(gain * extra)
    made = {stem: Made(audio.samples * factor, audio.sample_rate) for stem, audio in stems.items()}
    return made, 20.0 * float(np.log10(extra))


@dataclass(frozen=True, slots=True)
class _Facts:
    """What a song's documents are made of."""

    task: SongToPrepare
    cut: Cut
    gain_db: float
    stems_gain_db: float
    stems_model: str
    score: CultureScore | None


def _write(facts: _Facts, mix: Audio, stems: dict[Stem, Audio]) -> None:
    from engine.audio.files import write
    from engine.core.audio import Audio as Made
    from engine.whole_file import whole_folder

    task, song = facts.task, facts.task.song
    root, suffix = Path(task.folder), f".{task.options.format}"
    names = {stem: f"stems/{song.split}/{song.name}/{stem.value}{suffix}" for stem in stems}
    documents = [_segment_document(facts, segment, stems, suffix) for segment in facts.cut.segments]
    with whole_folder(root / "audio" / song.split / song.name) as inside:
        for segment, document in zip(facts.cut.segments, documents, strict=True):
            part = slice(segment.start_sample, segment.start_sample + segment.num_samples)
            write(inside / f"{document['name']}{suffix}", Made(mix.samples[:, part], mix.sample_rate), subtype="pcm16")
            (inside / f"{document['name']}.json").write_bytes(encode_json(document, indent=1) + b"\n")
    if stems:
        with whole_folder(root / "stems" / song.split / song.name) as inside:
            for stem, audio in stems.items():
                write(inside / f"{stem.value}{suffix}", audio, subtype="pcm16")
    with whole_folder(root / "songs" / song.name) as inside:
        _write_song(inside, facts, names)


def _write_song(inside: Path, facts: _Facts, names: dict[Stem, str]) -> None:
    from engine.exchange.analysis_json import write_analysis
    from engine.exchange.culture_json import culture_document, write_culture
    from engine.exchange.theory_json import write_theory
    from engine.theory.summary import annotate

    analysis = annotate(facts.task.analysis)
    write_analysis(inside / "analysis.json", facts.task.analysis)
    for form in ("theory-json", "training-sample"):
        write_theory(form, inside, analysis, names)
    if facts.score is not None:
        write_culture(inside / "culture.json", culture_document(facts.score))
    if facts.task.song.label is not None:
        (inside / "labels.json").write_bytes(encode_json(facts.task.song.label, indent=1) + b"\n")
    (inside / SONG_FILE).write_bytes(encode_json(_song_document(facts, names), indent=1) + b"\n")


def _song_document(facts: _Facts, names: dict[Stem, str]) -> dict[str, Any]:
    task, song, tags = facts.task, facts.task.song, facts.task.analysis.metadata
    own = to_builtins(replace(song, label=None))
    del own["label"], own["track_id"]
    return {
        **own,
        "title": tags.get("title"),
        "artist": tags.get("artist"),
        "album": tags.get("album"),
        "year": tags.get("year"),
        "genre_tag": tags.get("genre"),
        "tempo_bpm": None if task.analysis.tempo_bpm is None else round(task.analysis.tempo_bpm, 3),
        "key": None if task.analysis.key is None else f"{task.analysis.key.tonic} {task.analysis.key.mode}",
        "quality": (tags.get("quality") or {}).get("verdict"),
        "gain_db": round(facts.gain_db, 4),
        "stems": {stem.value: name for stem, name in names.items()},
        "stems_gain_db": round(facts.stems_gain_db, 4),
        "stems_model": facts.stems_model,
        "cultural_markers": _markers(facts.score),
        "segments": [_segment_name(song, segment) for segment in facts.cut.segments],
        "left_out": [{"start": a, "end": b, "reason": reason} for a, b, reason in facts.cut.left_out],
    }


def _segment_name(song: PlannedSong, segment: Segment) -> str:
    return f"{song.name}-{segment.index:03d}"


def _markers(score: CultureScore | None, segment: Segment | None = None) -> dict[str, Any]:
    """What the program scores of a song, and of a segment of it: never to be mixed up with what people say."""
    if score is None:
        return {}
    document: dict[str, Any] = {}
    for marker, own in score.markers.items():
        document[marker] = {"value": own.value, "interval": own.interval, "status": own.status}
        if segment is not None:
            document[marker]["in_segment"] = marker_in(own, segment)
    return document


def marker_in(score: MarkerScore, segment: Segment) -> float | None:
    """A marker inside a segment: the mean of its windows there by how much of each lies inside; None without any."""
    total = weight = 0.0
    for window in score.windows:
        inside = min(window.end, segment.end) - max(window.start, segment.start)
        if inside > 0.0 and window.value is not None:
            total, weight = total + inside * window.value, weight + inside
    return round(total / weight, 4) if weight > 0.0 else None


def _segment_document(facts: _Facts, segment: Segment, stems: dict[Stem, Audio], suffix: str) -> dict[str, Any]:
    """The fields audiocraft's MusicDataset reads, then ours. ``artist`` is no name: it tells splits apart."""
    task, song, analysis = facts.task, facts.task.song, facts.task.analysis
    events = segment_events(analysis, segment)
    levels = levels_db(stems, segment) if stems else None
    heard = heard_in(analysis, segment, events, levels, song.style)
    name = _segment_name(song, segment)
    return {
        "title": None,
        "artist": nameless(song.group),
        "key": heard.key,
        "bpm": heard.tempo_bpm,
        "genre": song.style or None,
        "moods": [],
        "keywords": keywords(heard),
        "description": caption(heard, seed=task.options.seed, name=name),
        "name": name,
        "instrument": " ".join(word.replace(" ", "-") for word in heard.instruments) or None,
        "song": song.name,
        "split": song.split,
        "file": f"audio/{song.split}/{song.name}/{name}{suffix}",
        **to_builtins(replace(segment, start=round(segment.start, 6), end=round(segment.end, 6))),
        "duration": task.options.seconds,
        "sample_rate": task.options.sample_rate,
        "channels": task.options.channels,
        "rights": song.rights,
        "region": song.region or None,
        "stem_levels_db": None if levels is None else {stem.value: round(v, 2) for stem, v in levels.items()},
        "events": events,
        "labels": _said(song, segment),
        "cultural_markers": _markers(facts.score, segment),
    }


def nameless(group: str) -> str | None:
    """A group of artists without its name."""
    return hashlib.sha256(group.encode()).hexdigest()[:12] if group else None


def _said(song: PlannedSong, segment: Segment) -> dict[str, Any] | None:
    """What people say of the song, and of stretches inside this segment."""
    from engine.exchange.labels_json import parse_labels

    if song.label is None:
        return None
    read = parse_labels(song.label, name=song.name).labels
    whole = {name: own for name, own in song.label.items() if name not in ("segments", "contests", "fingerprint")}
    return {**whole, "segments": said_of(read[0].label, segment) if read else []}
