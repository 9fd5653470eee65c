"""The files of a take: mix, stems, MIDI, recipe, analysis and score, in one folder that appears whole."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.core.audio import Audio
from engine.core.stems import Stem, Stems
from engine.jobs.gated_take import truth_of
from engine.jobs.known_song import TRUE_BASIS

if TYPE_CHECKING:
    from engine.core.analysis import Analysis
    from engine.core.score import CultureScore
    from engine.generation.base import Made
    from engine.jobs.provenance import Provenance

TAKE_MIDI, PARTS_MIDI, MIX_FILE, ANALYSIS_FILE = "take.mid", "parts.mid", "mix.wav", "analysis.json"
_EXACT_RESIDUAL_DB = -300.0  # stands for "they sum exactly": minus infinity has no JSON
_STEPS = float(1 << 23)
"""Steps of 24 bit below full scale; a float32 below 1.0 holds every one of them exactly."""


@dataclass(frozen=True, slots=True)
class WrittenTake:
    """Where a take lies and what it is."""

    folder: Path
    files: tuple[str, ...]
    fingerprint: str
    summary: dict[str, Any]


@dataclass(frozen=True, slots=True, eq=False)
class _Told:
    """What is known of a take without listening, and what was judged of it."""

    analysis: Analysis
    score: CultureScore | None
    with_picture: bool
    provenance: Provenance | None


@dataclass(frozen=True, slots=True, eq=False)
class _Sound:
    """Mix and stems as they are written."""

    mix: Audio
    stems: Stems | None
    subtype: str


def write_take_folder(
    out: Path,
    number: int,
    made: Made,
    document: dict[str, Any],
    *,
    subtype: str = "float32",
    score: CultureScore | None = None,
    analysis: Analysis | None = None,
    with_picture: bool = False,
    provenance: Provenance | None = None,
) -> WrittenTake:
    """Write ``take-<number>`` below ``out``, or the next free number where another take has that name.

    A take of the very same recipe is replaced: it is the same music. Stems in 24 bit are rounded first and the mix is
    their sum, so that they add up to it exactly.

    Args:
        out: The folder of takes.
        number: The take's, if it is free.
        made: The piece.
        document: Its recipe.
        subtype: Of the WAV files.
        score: Its cultural score, for ``culture.json``; None where it was not judged.
        analysis: Its truth, where that has been told already; name and fingerprint are put in here.
        with_picture: Also draw ``culture.png`` of its score.
        provenance: How its files say how it was made; None for the recipe beside them alone.

    Raises:
        AudioWriteError: If audio cannot be written.
        OSError: If the folder cannot be written; then nothing has changed.
    """
    from engine.audio.fingerprint import fingerprint
    from engine.whole_file import remove_temporaries

    remove_temporaries(out)
    sound = _sound(made, subtype)
    identity = fingerprint(sound.mix)
    facts = _audio_facts(made, sound, identity)
    told = _Told(analysis or truth_of(made), score, with_picture, provenance)
    while True:
        folder = free_folder(out, number, identity)
        try:
            return _written(folder, made, sound, document, facts, told)
        except FileExistsError:  # another process was first to use the name; its take stays, this one gets the next
            number += 1


def _written(
    folder: Path, made: Made, sound: _Sound, document: dict[str, Any], facts: dict[str, Any], told: _Told
) -> WrittenTake:
    from engine.jobs.provenance import make_known, recipe_for_files
    from engine.whole_file import whole_folder

    with whole_folder(folder, is_new=not folder.exists()) as inside:
        with ThreadPoolExecutor(2) as threads:
            jobs = [threads.submit(_write_audio, inside / MIX_FILE, sound.mix, sound.subtype)]
            for stem in sound.stems or ():
                assert sound.stems is not None
                file = inside / "stems" / f"{stem.value}.wav"
                jobs.append(threads.submit(_write_audio, file, sound.stems[stem], sound.subtype))
            summary = _write_documents(inside, folder.name, made, document, facts, told)
            for job in jobs:
                job.result()
        _mark(inside, folder.name, summary, document)
        if told.provenance is not None and made.composition is not None:
            recipe = recipe_for_files(document, made.composition.blueprint)
            make_known(inside, folder.name, recipe, told.provenance)
        files = tuple(sorted(str(file.relative_to(inside).as_posix()) for file in inside.rglob("*") if file.is_file()))
    return WrittenTake(folder, files, facts["fingerprint"], summary)


def _write_audio(path: Path, audio: Audio, subtype: str) -> None:
    from engine.audio.encode import write

    write(path, audio, subtype=subtype)


def _mark(inside: Path, name: str, summary: dict[str, Any], document: dict[str, Any]) -> None:
    """Each file says which piece it belongs to and that a program made it."""
    from engine.audio.marks import mark_wav

    title = f"{name}, {summary['style'].replace('_', ' ')}, {summary['tempo_bpm']:g} BPM, {summary['key']}"
    texts = {
        "genre": "Amapiano",
        "software": document["engine"],
        "comment": "Generated by a program; recipe: take.json",
    }
    mark_wav(inside / MIX_FILE, {"title": title, **texts})
    for file in (inside / "stems").glob("*.wav"):
        mark_wav(file, {"title": f"{title}: {file.stem.replace('_', ' ')}", **texts})


def _sound(made: Made, subtype: str) -> _Sound:
    """As asked; stems louder than full scale stay float, because integers would clip them."""
    if made.stems is None or subtype == "float32":
        return _Sound(made.mix, made.stems, subtype)
    if any(_peak(made.stems[stem]) >= 1.0 for stem in made.stems):
        return _Sound(made.mix, made.stems, "float32")
    if subtype != "pcm24":
        return _Sound(made.mix, made.stems, subtype)
    rounded: dict[Stem, Audio] = {}
    total = np.zeros_like(made.mix.samples)
    for stem in made.stems:
        samples = np.rint(made.stems[stem].samples * np.float32(_STEPS)) / np.float32(_STEPS)
        rounded[stem] = Audio(samples, made.mix.sample_rate)
        total += samples
    return _Sound(Audio(total, made.mix.sample_rate), Stems(rounded, made.stems.model), subtype)


def _peak(audio: Audio) -> float:
    return float(max(audio.samples.max(initial=0.0), -audio.samples.min(initial=0.0)))


def free_folder(out: Path, number: int, identity: str) -> Path:
    """``take-<number>``, unless another take lies there: then the next number that is free."""
    while True:
        folder = out / f"take-{number}"
        if not folder.exists() or _identity(folder) == identity:
            return folder
        number += 1


def _identity(folder: Path) -> str | None:
    import msgspec

    from engine.core.codec import decode_json
    from engine.exchange.take_json import TAKE_FILE

    try:
        document = decode_json((folder / TAKE_FILE).read_bytes(), dict)
    except (OSError, msgspec.MsgspecError):
        return None
    found = document.get("audio", {}).get("fingerprint")
    return str(found) if found else None


def _audio_facts(made: Made, sound: _Sound, identity: str) -> dict[str, Any]:
    residual = None if sound.stems is None else max(sound.stems.residual_db(sound.mix), _EXACT_RESIDUAL_DB)
    return {
        "fingerprint": identity,
        "sample_rate": sound.mix.sample_rate,
        "channels": sound.mix.num_channels,
        "num_samples": sound.mix.num_samples,
        "duration": sound.mix.duration,
        "subtype": sound.subtype,
        "loudness_lufs": made.loudness_lufs,
        "true_peak_dbtp": made.true_peak_dbtp,
        "stems_residual_db": residual,
        "role_loudness_lufs": made.role_loudness,
    }


def _write_documents(
    inside: Path, name: str, made: Made, document: dict[str, Any], facts: dict[str, Any], told: _Told
) -> dict[str, Any]:
    """MIDI, analysis, recipe and score; returns what is worth saying about the take in a line."""
    from engine.exchange.analysis_json import write_analysis
    from engine.exchange.composition_midi import write_role_midi, write_take_midi
    from engine.exchange.lab import write_labs
    from engine.exchange.take_json import TAKE_FILE, write_take

    composition = made.composition
    assert composition is not None
    analysis = replace(
        told.analysis,
        engine=str(document["engine"]),
        audio=replace(told.analysis.audio, fingerprint=facts["fingerprint"]),
        metadata={**told.analysis.metadata, "title": name},
    )
    write_take_midi(inside / TAKE_MIDI, analysis, composition)
    write_role_midi(inside / PARTS_MIDI, analysis, composition)
    write_labs(inside, analysis)
    write_analysis(inside / ANALYSIS_FILE, analysis)
    write_take(inside / TAKE_FILE, {**document, "audio": facts}, composition)
    if told.score is not None:
        write_score(inside, told.score, analysis, TRUE_BASIS, with_picture=told.with_picture)
    blueprint = composition.blueprint
    return {
        "style": blueprint.style,
        "tempo_bpm": blueprint.tempo_bpm,
        "key": str(blueprint.key),
        "num_bars": blueprint.num_bars,
        "num_notes": len(composition.notes),
        "sections": [f"{section.name} {section.num_bars}" for section in composition.sections],
        "audio": facts,
    }


def write_score(inside: Path, score: CultureScore, analysis: Analysis, basis: str, *, with_picture: bool) -> None:
    """``culture.json`` of a take and, if it is wanted, ``culture.png``: a fifth of a second of a core."""
    from engine.exchange.culture_json import CULTURE_FILE, culture_document, write_culture
    from engine.jobs.score_song import PICTURE_FILE, song_document

    title = str(analysis.metadata["title"])
    song = song_document(title, analysis, basis)
    write_culture(inside / CULTURE_FILE, culture_document(score, song=song))
    if with_picture:
        from engine.exchange.culture_picture import draw_culture

        draw_culture(inside / PICTURE_FILE, score, analysis, title=title)
