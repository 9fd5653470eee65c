"""The files of a take: mix, stems, MIDI, recipe and analysis, in one folder that appears whole."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.core.audio import Audio
from engine.core.stems import Stem, Stems

if TYPE_CHECKING:
    from engine.core.analysis import Analysis
    from engine.generation.base import Made

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
class _Sound:
    """Mix and stems as they are written."""

    mix: Audio
    stems: Stems | None
    subtype: str


def write_take_folder(
    out: Path, number: int, made: Made, document: dict[str, Any], *, subtype: str = "pcm24"
) -> WrittenTake:
    """Write ``take-<number>`` below ``out``, or the next free number where another take has that name.

    A take of the very same recipe is replaced: it is the same music. Stems in 24 bit are rounded first and the mix is
    their sum, so that they add up to it exactly.

    Raises:
        AudioWriteError: If audio cannot be written.
        OSError: If the folder cannot be written; then nothing has changed.
    """
    from engine.audio.fingerprint import fingerprint
    from engine.whole_file import remove_temporaries, whole_folder

    remove_temporaries(out)
    sound = _sound(made, subtype)
    identity = fingerprint(sound.mix)
    folder = _folder(out, number, identity)
    facts = _audio_facts(made, sound, identity)
    with whole_folder(folder) as inside:
        with ThreadPoolExecutor(2) as threads:
            jobs = [threads.submit(_write_audio, inside / MIX_FILE, sound.mix, sound.subtype)]
            for stem in sound.stems or ():
                assert sound.stems is not None
                file = inside / "stems" / f"{stem.value}.wav"
                jobs.append(threads.submit(_write_audio, file, sound.stems[stem], sound.subtype))
            summary = _write_documents(inside, folder.name, made, document, facts)
            for job in jobs:
                job.result()
        files = tuple(sorted(str(file.relative_to(inside).as_posix()) for file in inside.rglob("*") if file.is_file()))
    return WrittenTake(folder, files, identity, summary)


def _write_audio(path: Path, audio: Audio, subtype: str) -> None:
    from engine.audio.encode import write

    write(path, audio, subtype=subtype)


def _sound(made: Made, subtype: str) -> _Sound:
    if made.stems is None or subtype != "pcm24":
        return _Sound(made.mix, made.stems, subtype)
    if any(float(np.max(np.abs(made.stems[stem].samples), initial=0.0)) >= 1.0 for stem in made.stems):
        return _Sound(made.mix, made.stems, "float32")  # a stem louder than full scale would be clipped
    rounded: dict[Stem, Audio] = {}
    total = np.zeros_like(made.mix.samples)
    for stem in made.stems:
        samples = np.rint(made.stems[stem].samples * np.float32(_STEPS)) / np.float32(_STEPS)
        rounded[stem] = Audio(samples, made.mix.sample_rate)
        total += samples
    return _Sound(Audio(total, made.mix.sample_rate), Stems(rounded, made.stems.model), subtype)


def _folder(out: Path, number: int, identity: str) -> Path:
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
    inside: Path, name: str, made: Made, document: dict[str, Any], facts: dict[str, Any]
) -> dict[str, Any]:
    """MIDI, analysis and recipe; returns what is worth saying about the take in a line."""
    from engine.exchange.analysis_json import write_analysis
    from engine.exchange.composition_midi import write_role_midi, write_take_midi
    from engine.exchange.lab import write_labs
    from engine.exchange.take_json import TAKE_FILE, write_take

    composition = made.composition
    assert composition is not None
    analysis = _analysis(made, facts, str(document["engine"]), name)
    write_take_midi(inside / TAKE_MIDI, analysis, composition)
    write_role_midi(inside / PARTS_MIDI, analysis, composition)
    write_labs(inside, analysis)
    write_analysis(inside / ANALYSIS_FILE, analysis)
    write_take(inside / TAKE_FILE, {**document, "audio": facts}, composition)
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


def _analysis(made: Made, facts: dict[str, Any], engine: str, name: str) -> Analysis:
    from engine.core.analysis import AudioFacts
    from engine.generation.truth import truth
    from engine.theory.summary import annotate

    assert made.composition is not None
    audio = AudioFacts(
        duration=facts["duration"],
        sample_rate=facts["sample_rate"],
        channels=facts["channels"],
        fingerprint=facts["fingerprint"],
        loudness_lufs=facts["loudness_lufs"],
        true_peak_dbtp=facts["true_peak_dbtp"],
    )
    return annotate(truth(made.composition, audio, engine=engine, title=name))
