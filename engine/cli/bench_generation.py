"""``aurax bench generation``: how fast takes are made, and whether independent tools hear in them what was planned.

**Speed.** Each step of a 60 s take (with ``--long`` of a six-minute one too), the whole command in a fresh process with
Python's start and file writing, and two measures beside it in the same run: FluidSynth playing the take's own MIDI
through a General MIDI SoundFont (it neither composes, mixes nor masters), and ``soundfile`` writing the very same
audio, which is the floor of any program that leaves such files. Wall seconds depend on what else the machine does:
its load and the processor's seconds stand beside them.

**Truth** (``--truth N``). N seeds over all styles: librosa's beats on the mix, whose least-squares tempo must lie
within 1 % of the blueprint's; music21's key of the take's MIDI (Krumhansl & Schmuckler's profiles) must be the
blueprint's key. Errors by an octave or a simple ratio count as errors and are told apart; so are relative keys.
"""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.core.audio import Audio
from engine.core.composition import Composition
from engine.core.harmony import Key
from engine.generation.wishes import Wishes

if TYPE_CHECKING:
    from engine.cli.console import Console
    from engine.generation.sketch.mixing.render import Rendered

SHORT_S, LONG_S = 60.0, 360.0
SEED = 7
PROMPT = "private school, F minor, soulful Rhodes, log drum, sax solo"
TEMPO_TOLERANCE = 0.01
_LIBROSA_RATE_HZ = 22_050
_HOP = 256
_RATIOS = {"half": 0.5, "double": 2.0, "two thirds": 2 / 3, "three halves": 1.5, "three quarters": 0.75, "4:3": 4 / 3}
_SOUNDFONT_FOLDERS = (
    "/usr/share/sounds/sf2",
    "/usr/share/soundfonts",
    "/usr/local/share/soundfonts",
    "/opt/homebrew/share/soundfonts",
)


@dataclass(frozen=True, slots=True, eq=False)
class _Take:
    composition: Composition
    rendered: Rendered
    seconds: dict[str, float]


def run(console: Console, *, is_long: bool = False, truths: int = 0) -> dict[str, Any]:
    """Measure; see the module for what is compared.

    Args:
        console: Where progress is shown.
        is_long: Make a six-minute take too.
        truths: Seeds whose takes are heard by librosa and music21; 0 for none.
    """
    line = console.progress("bench generation")
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else None
    document: dict[str, Any] = {"load_of_machine_before": load, "take_60_s": _speed(SHORT_S)}
    line(0.4)
    document["take_60_s"]["whole_command"] = _command()
    if is_long:
        line(0.6, "a six-minute take")
        document["take_360_s"] = _speed(LONG_S)
    line.close()
    if truths:
        document["truth"] = _truths(console, truths)
    return document


def _speed(seconds: float) -> dict[str, Any]:
    """One take, step by step, in this process; imports are paid before."""
    from engine.generation.prompting import read_prompt

    _make(Wishes(seconds=8.0), SEED)
    started = time.perf_counter()
    wishes = read_prompt(f"{PROMPT}, {seconds:g} seconds").wishes
    reading = time.perf_counter() - started
    with _peak_memory() as making:
        processor = time.process_time()
        take = _make(wishes, SEED)
        processor = time.process_time() - processor
    with tempfile.TemporaryDirectory() as folder:
        with _peak_memory() as writing:
            started = time.perf_counter()
            _write(take, Path(folder))
            take.seconds["write"] = time.perf_counter() - started
        floor = _floor(take, Path(folder))
        peer = _fluidsynth(Path(folder), take.rendered.mix.duration)
    steps = {"read_prompt": reading, **take.seconds}
    total = sum(steps.values())
    return {
        "seconds": {name: round(value, 4) for name, value in steps.items()},
        "total_s": round(total, 3),
        "times_real_time": round(take.rendered.mix.duration / total, 2),
        "processor_s_but_writing": round(processor, 3),
        "render_steps_s": dict(take.rendered.seconds),
        "notes": len(take.composition.notes),
        "loudness_lufs": take.rendered.loudness_lufs,
        "true_peak_dbtp": take.rendered.true_peak_dbtp,
        "stems_residual_db": max(-300.0, take.rendered.stems.residual_db(take.rendered.mix)),
        "memory_mib": {
            "before": round(making.before_mib, 1),
            "peak_making": round(making.mib, 1),
            "peak_writing": round(writing.mib, 1),
        },
        "peers": {"soundfile writes the same audio, s": round(floor, 4), "fluidsynth": peer},
    }


def _make(wishes: Wishes, seed: int) -> _Take:
    from engine.generation.sketch.compose import compose
    from engine.generation.sketch.mixing.render import render
    from engine.generation.sketch.plan import plan

    seconds: dict[str, float] = {}
    started = time.perf_counter()
    blueprint = plan(wishes, seed).blueprint
    seconds["plan"] = time.perf_counter() - started
    started = time.perf_counter()
    composition = compose(blueprint)
    seconds["compose"] = time.perf_counter() - started
    started = time.perf_counter()
    rendered = render(composition)
    seconds["render_and_master"] = time.perf_counter() - started
    return _Take(composition, rendered, seconds)


def _write(take: _Take, folder: Path) -> None:
    """The take's folder as the job writes it."""
    import engine
    from engine.generation.base import Made
    from engine.jobs.take_files import write_take_folder

    rendered = take.rendered
    made = Made(
        mix=rendered.mix,
        stems=rendered.stems,
        composition=take.composition,
        loudness_lufs=rendered.loudness_lufs,
        true_peak_dbtp=rendered.true_peak_dbtp,
        role_loudness=rendered.role_loudness,
    )
    write_take_folder(folder, 1, made, {"engine": f"aurax {engine.__version__}"})


def _floor(take: _Take, folder: Path) -> float:
    """Seconds ``soundfile`` takes to write the mix and the stems in 24 bit, one after another."""
    import soundfile

    audio = [take.rendered.mix, *(take.rendered.stems[stem] for stem in take.rendered.stems)]
    started = time.perf_counter()
    for index, one in enumerate(audio):
        soundfile.write(folder / f"floor-{index}.wav", one.samples.T, one.sample_rate, subtype="PCM_24")
    return time.perf_counter() - started


def _fluidsynth(folder: Path, seconds: float) -> dict[str, Any] | str:
    """Seconds FluidSynth takes to play the take's parts; a sentence where it or a SoundFont is not there."""
    try:
        import fluidsynth
    except (ImportError, OSError) as error:
        return f"not measured: FluidSynth is not there ({error})"
    fonts = [font for place in _SOUNDFONT_FOLDERS for font in sorted(Path(place).glob("*.sf[23]"))]
    if not fonts:
        return f"not measured: there is no SoundFont in {', '.join(_SOUNDFONT_FOLDERS)}"
    parts = next(folder.rglob("parts.mid"))
    started = time.perf_counter()
    synth = fluidsynth.Synth(samplerate=44_100.0)
    synth.sfload(str(fonts[0]), update_midi_preset=1)
    loaded = time.perf_counter()
    num_samples = _play(synth, parts)
    played = time.perf_counter()
    synth.delete()
    return {
        "soundfont": fonts[0].name,
        "load_s": round(loaded - started, 4),
        "play_s": round(played - loaded, 4),
        "seconds_of_audio": round(num_samples / 44_100, 2),
        "times_real_time": round(seconds / (played - started), 2),
    }


def _play(synth: Any, parts: Path) -> int:
    """Every message of a MIDI file at its time; returns the samples that came out."""
    import mido

    done, now = 0, 0.0
    for message in mido.MidiFile(parts):
        now += message.time
        due = round(now * 44_100)
        if due > done:
            synth.get_samples(due - done)
            done = due
        if message.type == "note_on" and message.velocity:
            synth.noteon(message.channel, message.note, message.velocity)
        elif message.type in ("note_off", "note_on"):
            synth.noteoff(message.channel, message.note)
        elif message.type == "program_change":
            synth.program_change(message.channel, message.program)
        elif message.type == "pitchwheel":
            synth.pitch_bend(message.channel, message.pitch)
        elif message.type == "control_change":
            synth.cc(message.channel, message.control, message.value)
    return done


def _command() -> dict[str, Any]:
    """``aurax generate`` in a process of its own, from the start of Python to the last file; the better of two runs."""
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"AURAX_HOME": str(Path(folder) / "home")}
        words = [
            "generate",
            PROMPT,
            "--seconds",
            f"{SHORT_S:g}",
            "--seed",
            str(SEED),
            "--out",
            str(Path(folder) / "out"),
        ]
        command = [sys.executable, "-m", "engine", *words]
        seconds = []
        before = os.times()
        for _ in range(2):
            started = time.perf_counter()
            subprocess.run(command, env=environment, capture_output=True, check=True)
            seconds.append(round(time.perf_counter() - started, 3))
        after = os.times()
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return {
        "first_s": seconds[0],
        "second_s": seconds[1],
        "times_real_time": round(SHORT_S / min(seconds), 2),
        "processor_s_each": round(spent / 2, 3),
    }


@dataclass(slots=True)
class _Peak:
    before_mib: float
    mib: float = 0.0


@contextmanager
def _peak_memory() -> Iterator[_Peak]:
    """Highest resident memory of this process meanwhile, MiB, sampled every 10 ms."""
    import threading

    import psutil

    process, done = psutil.Process(), threading.Event()
    peak = _Peak(process.memory_info().rss / 2**20)

    def sample() -> None:
        while True:
            peak.mib = max(peak.mib, process.memory_info().rss / 2**20)
            if done.wait(0.01):
                return

    thread = threading.Thread(target=sample, daemon=True)
    thread.start()
    try:
        yield peak
    finally:
        done.set()
        thread.join()


def _truths(console: Console, count: int) -> dict[str, Any]:
    from engine.generation.profiles import load_profiles

    styles = sorted(load_profiles())
    line = console.progress("bench generation: truth")
    rows = []
    for seed, style in zip(range(count), itertools.cycle(styles), strict=False):
        line(seed / count, f"{style}, seed {seed}")
        take = _make(Wishes(style=style, seconds=SHORT_S), seed)
        rows.append(judge(take.composition, take.rendered.mix, name=f"{style} {seed}"))
    line.close()
    return summary(rows)


def judge(composition: Composition, mix: Audio, *, name: str = "") -> dict[str, Any]:
    """What librosa and music21 hear in a piece, beside what was planned."""
    blueprint = composition.blueprint
    heard = heard_tempo(mix)
    key = heard_key(composition)
    return {
        "name": name,
        "tempo_bpm": blueprint.tempo_bpm,
        "heard_bpm": heard,
        "tempo": tempo_verdict(blueprint.tempo_bpm, heard),
        "key": str(blueprint.key),
        "heard_key": str(key),
        "key_verdict": key_verdict(blueprint.key, key),
    }


def heard_tempo(mix: Audio) -> float:
    """Librosa's beats (hop 256), and the tempo of the straight line through them; 0 where it hears fewer than four."""
    import librosa
    from librosa.beat import beat_track

    mono = np.asarray(mix.samples).mean(axis=0)
    mono = librosa.resample(mono, orig_sr=mix.sample_rate, target_sr=_LIBROSA_RATE_HZ)
    _tempo, beats = beat_track(y=mono, sr=_LIBROSA_RATE_HZ, hop_length=_HOP, units="time")
    times = np.asarray(beats, np.float64)
    if len(times) < 4:
        return 0.0
    periods = np.diff(times)
    # a beat that was missed or doubled keeps its place in the count
    count = np.concatenate(([0.0], np.cumsum(np.maximum(1.0, np.round(periods / np.median(periods))))))
    return float(60.0 / np.polyfit(count, times, 1)[0])


def heard_key(composition: Composition) -> Key:
    """music21's key of the take's MIDI file."""
    import warnings

    from engine.core.analysis import AudioFacts
    from engine.exchange.composition_midi import write_role_midi
    from engine.generation.truth import truth

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # music21 warns of MIDI it finds unusual
        import music21

        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "take.mid"
            facts = AudioFacts(composition.duration, 44_100, 2, "", None, None)
            write_role_midi(file, truth(composition, facts, engine="bench"), composition)
            found = music21.converter.parse(file, forceSource=True).analyze("key")
    return Key(found.tonic.pitchClass, str(found.mode))


def tempo_verdict(planned: float, heard: float) -> str:
    """``hit`` within 1 %, the name of a simple ratio it is within 2 % of, else ``other``."""
    if planned and abs(heard / planned - 1.0) <= TEMPO_TOLERANCE:
        return "hit"
    for name, ratio in _RATIOS.items():
        if abs(heard / (planned * ratio) - 1.0) <= 2 * TEMPO_TOLERANCE:
            return name
    return "other"


def key_verdict(planned: Key, heard: Key) -> str:
    """``hit``, ``relative``, ``parallel``, ``fifth`` (the mode kept) or ``other``."""
    if heard == planned:
        return "hit"
    if heard.mode == planned.mode:
        return "fifth" if (heard.tonic - planned.tonic) % 12 in (5, 7) else "other"
    if heard.tonic == planned.tonic:
        return "parallel"
    up = 3 if planned.mode == "minor" else 9
    return "relative" if (planned.tonic + up) % 12 == heard.tonic else "other"


def summary(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Shares of hits, errors by kind, and every failure by name."""
    out: dict[str, Any] = {"takes": len(rows)}
    for figure, column in (("tempo", "tempo"), ("key", "key_verdict")):
        verdicts = [row[column] for row in rows]
        out[f"{figure}_hits"] = round(verdicts.count("hit") / max(1, len(rows)), 4)
        errors = sorted(set(verdicts) - {"hit"})
        out[f"{figure}_errors"] = {name: verdicts.count(name) for name in errors}
    out["both_hits"] = round(sum(row["tempo"] == row["key_verdict"] == "hit" for row in rows) / max(1, len(rows)), 4)
    out["failures"] = {
        row["name"]: f"{row['tempo_bpm']:g} BPM heard as {row['heard_bpm']:.2f}; {row['key']} as {row['heard_key']}"
        for row in rows
        if not row["tempo"] == row["key_verdict"] == "hit"
    }
    return out
